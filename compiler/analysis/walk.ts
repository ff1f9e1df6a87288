/** Going through expressions without knowing what each kind means. */
import type { Award, BenefitDef, Expr, Order, Policy, ValueDef } from "../ir/types.js";
import { partsOf } from "../ir/walk.js";

/** An expression and everything in it, outermost first. */
export function* within(expr: Expr): Generator<Expr> {
  const stack: Expr[] = [expr];
  for (let at = stack.pop(); at; at = stack.pop()) {
    yield at;
    stack.push(...[...partsOf(at)].reverse());
  }
}

function inOrder(order: readonly Order[] | null): Expr[] {
  return (order ?? []).flatMap((o) => (o.key ? [o.key] : []));
}

/** The expressions that stand directly in an award. */
export function inAward(award: Award): Expr[] {
  if (award.kind === "list")
    return award.rows.flatMap((row) => [...(row.when ? [row.when] : []), ...inAward(row.award)]);
  const { source } = award;
  const own =
    source.kind === "computed"
      ? [source.expr]
      : source.kind === "portion"
        ? [source.pot, source.weight, ...inOrder(source.remainder)]
        : [];
  return [...own, ...(award.least ? [award.least.quantity] : []), ...award.floors, ...award.ceilings];
}

export function inValue(value: ValueDef): Expr[] {
  const { body } = value;
  switch (body.kind) {
    case "formula":
      return [body.expr];
    case "table":
      return [...body.keys, ...body.rows.map((r) => r.value), ...(body.otherwise ? [body.otherwise] : [])];
    case "set":
      return body.by.field ? [body.by.field] : [];
    case "readings":
      return body.readings.flatMap((r) => (r.expr ? [r.expr] : []));
  }
}

/** The clauses of a policy other than its named values, each with the expressions that stand directly in it. */
export interface ClauseParts {
  readonly kind: "eligible" | "benefit" | "limit" | "payOut" | "check" | "procedure" | "example";
  readonly id: string;
  /** On whose rows; null: overall. */
  readonly entity: string | null;
  readonly exprs: readonly Expr[];
  /** The clause itself. */
  readonly clause: object;
}

const present = (...exprs: readonly (Expr | null)[]): Expr[] => exprs.filter((e) => e !== null);

/** `kinds`: only clauses of these kinds; none: all. In the order of the policy's parts either way. */
export function clausesOf(policy: Policy, ...kinds: readonly ClauseParts["kind"][]): readonly ClauseParts[] {
  let known = parted.get(policy);
  if (known === undefined) {
    known = clausesIn(policy);
    parted.set(policy, known);
  }
  return kinds.length === 0 ? known : known.filter(({ kind }) => kinds.includes(kind));
}

const parted = new WeakMap<Policy, readonly ClauseParts[]>();

/** By benefit: there may be a thousand, of which a change leaves all but one the same objects. */
const partsOfBenefit = new WeakMap<BenefitDef, ClauseParts>();

function benefitParts(b: BenefitDef): ClauseParts {
  const known = partsOfBenefit.get(b);
  if (known !== undefined) return known;
  const made: ClauseParts = {
    kind: "benefit",
    clause: b,
    id: b.id,
    entity: b.entity,
    exprs: [
      ...present(b.guard.when),
      ...b.guard.excepts.map((x) => x.when),
      ...inAward(b.award),
      ...(b.once?.per?.kind === "field" ? [b.once.per.expr] : []),
      ...(b.every ? present(b.every.from, b.every.to, b.every.during) : []),
    ],
  };
  partsOfBenefit.set(b, made);
  return made;
}

function clausesIn(policy: Policy): ClauseParts[] {
  return [
    ...policy.eligibility.map((e) => ({
      kind: "eligible" as const,
      clause: e,
      id: e.entity,
      entity: e.entity,
      exprs: [e.when, ...e.excepts.map((x) => x.when)],
    })),
    ...policy.benefits.map(benefitParts),
    ...policy.limits.map((l) => ({
      kind: "limit" as const,
      clause: l,
      id: l.id,
      entity: null,
      exprs: [
        ...present(l.guard.when, l.since, l.ceiling),
        ...l.guard.excepts.map((x) => x.when),
        ...l.group.flatMap((g) => (g.kind === "field" ? [g.expr] : [])),
        ...(l.way.kind === "serve" ? inOrder(l.way.order) : []),
      ],
    })),
    ...policy.payOuts.map((p) => ({
      kind: "payOut" as const,
      clause: p,
      id: p.id,
      entity: p.entity,
      exprs: p.parts.flatMap((part) =>
        present(part.share.kind === "rest" ? null : part.share.value, part.on, part.when, part.deadline),
      ),
    })),
    ...policy.checks.map((c) => ({
      kind: "check" as const,
      clause: c,
      id: c.id,
      entity: c.entity,
      exprs: present(c.condition, c.unless),
    })),
    ...policy.procedures.map((p) => ({
      kind: "procedure" as const,
      clause: p,
      id: p.id,
      entity: null,
      exprs: p.steps.flatMap((s) => present(s.on, s.deadline)),
    })),
    ...policy.examples.map((e) => ({
      kind: "example" as const,
      clause: e,
      id: e.title,
      entity: null,
      exprs: e.expect.flatMap((x) => (x.kind === "equals" ? [x.what] : [])),
    })),
  ];
}
