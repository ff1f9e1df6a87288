/** What is looked at before a run: columns that are absent altogether, readings that do not exist, assumptions to print. */
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import * as R from "../../compiler/ir/rational.js";
import type { Expr, Policy } from "../../compiler/ir/types.js";
import type { RunInput } from "../run.js";
import { awardParts, parts } from "./depends.js";
import { enteredColumn } from "./entered.js";
import { placeOf } from "./place.js";

/** Errors: the run does not begin. */
export function refusals(input: RunInput): Diagnostic[] {
  const { policy } = input;
  const found: Diagnostic[] = [];
  if (policy.round === null && policy.benefits.length > 0) {
    found.push(diagnostic("P5014", placeOf(policy, policy.id), { policy: policy.id }));
  }
  return [...found, ...unknownReadings(input), ...absentColumns(input), ...absentAmounts(input)];
}

function unknownReadings({ policy, readings }: RunInput): Diagnostic[] {
  return Object.entries(readings ?? {}).flatMap(([question, reading]): Diagnostic[] => {
    const body = policy.values.find((v) => v.id === question)?.body;
    const known = body?.kind === "readings" ? body.readings.map((r) => r.id) : [];
    return known.includes(reading) ? [] : [diagnostic("P5010", placeOf(policy, question), { question, reading, readings: known })];
  });
}

function absentColumns({ policy, roster }: RunInput): Diagnostic[] {
  const reads = readsOf(policy);
  return policy.entities.flatMap((entity): Diagnostic[] => {
    const used = entity.fields.filter((f) => reads.fields.has(`${entity.id}.${f.id}`));
    if (entity.history || (used.length === 0 && !reads.entities.has(entity.id))) return [];
    const columns = roster.columns[entity.id];
    if (columns === undefined) return [diagnostic("P5009", { kind: "run" }, { entity: entity.id })];
    const absent = used.filter((f) => !f.optional && f.id !== entity.key && !columns.includes(f.id)).map((f) => f.id);
    return absent.length === 0 ? [] : [diagnostic("P5008", { kind: "run" }, { entity: entity.id, columns: absent })];
  });
}

function absentAmounts({ policy, roster, entered }: RunInput): Diagnostic[] {
  return policy.benefits.flatMap((benefit): Diagnostic[] => {
    const column = enteredColumn(benefit.id);
    if (!benefit.entered || entered?.[benefit.id] !== undefined) return [];
    if ((roster.columns[benefit.entity] ?? []).includes(column)) return [];
    return [diagnostic("P5005", placeOf(policy, benefit.id), { benefit: benefit.id, column, entity: benefit.entity })];
  });
}

/** Notes printed with the result: what it takes for granted. */
export function assumptions(input: RunInput): Diagnostic[] {
  const { policy, roster, entered } = input;
  const assumed = policy.benefits.flatMap((benefit): Diagnostic[] => {
    const a = entered?.[benefit.id];
    if (!benefit.entered || a === undefined || (roster.columns[benefit.entity] ?? []).includes(enteredColumn(benefit.id))) return [];
    const share = a.kind === "percent" ? `${R.text(R.mul(a.share, R.integer(100)))}%` : null;
    return [diagnostic("P5006", placeOf(policy, benefit.id), { benefit: benefit.id, kind: a.kind, share })];
  });
  return [...assumed, ...noHistory(input)];
}

function noHistory({ policy, roster }: RunInput): Diagnostic[] {
  if (policy.entities.some((e) => e.history && roster.columns[e.id] !== undefined)) return [];
  const clauses = [
    ...policy.benefits.filter((b) => b.once !== null).map((b) => b.id),
    ...policy.limits.filter((l) => l.window !== null || l.since !== null).map((l) => l.id),
    ...(policy.inForce.backTo === null ? [] : [policy.id]),
    ...historyReaders(policy),
  ];
  return clauses.length === 0 ? [] : [diagnostic("P5007", { kind: "run" }, { clauses: [...new Set(clauses)] })];
}

/** Values and checks that look at past awards themselves. */
function historyReaders(policy: Policy): string[] {
  const histories = new Set(policy.entities.filter((e) => e.history).map((e) => e.id));
  const looks = (expr: Expr): boolean => (expr.op === "collect" && histories.has(expr.set.entity)) || parts(expr).some(looks);
  return clausesOf(policy)
    .filter((clause) => clause.exprs.some(looks))
    .map((clause) => clause.id);
}

interface ClauseExprs {
  readonly id: string;
  readonly entity: string | null;
  readonly exprs: readonly Expr[];
}

const present = (...exprs: readonly (Expr | null | undefined)[]): Expr[] => exprs.filter((e): e is Expr => e !== null && e !== undefined);

/** Every expression of a policy that a run may evaluate, clause by clause; unused vocabulary values are left out. */
function clausesOf(policy: Policy): readonly ClauseExprs[] {
  const roots: ClauseExprs[] = [
    ...policy.eligibility.map((e) => ({ id: e.entity, entity: e.entity, exprs: [e.when, ...e.excepts.map((x) => x.when)] })),
    ...policy.benefits.map((b) => ({
      id: b.id,
      entity: b.entity,
      exprs: [
        ...present(b.guard.when, b.every?.from, b.every?.to, b.every?.during, b.once?.per?.kind === "field" ? b.once.per.expr : null),
        ...b.guard.excepts.map((x) => x.when),
        ...awardParts(b.award),
      ],
    })),
    ...policy.limits.map((l) => ({
      id: l.id,
      entity: null,
      exprs: [
        ...present(l.guard.when, l.since, l.ceiling),
        ...l.guard.excepts.map((x) => x.when),
        ...l.group.flatMap((g) => (g.kind === "field" ? [g.expr] : [])),
        ...(l.way.kind === "serve" ? present(...l.way.order.map((o) => o.key)) : []),
      ],
    })),
    ...policy.payOuts.map((p) => ({
      id: p.id,
      entity: p.entity,
      exprs: p.parts.flatMap((part) => present(part.share.kind === "rest" ? null : part.share.value, part.on, part.when, part.deadline)),
    })),
    ...policy.checks.map((c) => ({ id: c.id, entity: c.entity, exprs: present(c.condition, c.unless) })),
  ];
  const seen = new Set<string>();
  const all = [...roots];
  for (const clause of all) {
    for (const id of clause.exprs.flatMap(valuesIn)) {
      if (seen.has(id)) continue;
      seen.add(id);
      const def = policy.values.find((v) => v.id === id);
      if (def !== undefined) all.push({ id, entity: def.entity, exprs: bodyExprs(def.body) });
    }
  }
  return all;
}

function bodyExprs(body: Policy["values"][number]["body"]): readonly Expr[] {
  if (body.kind === "formula") return [body.expr];
  if (body.kind === "set") return present(body.by.field);
  if (body.kind === "readings") return present(...body.readings.map((r) => r.expr));
  return [...body.keys, ...body.rows.map((r) => r.value), ...present(body.otherwise)];
}

function valuesIn(expr: Expr): readonly string[] {
  const own = expr.op === "value" || expr.op === "lookup" || expr.op === "tiers" ? [expr.id] : [];
  return [...own, ...parts(expr).flatMap(valuesIn)];
}

/** The fields and entities that some clause of the policy reads. */
function readsOf(policy: Policy): { readonly fields: ReadonlySet<string>; readonly entities: ReadonlySet<string> } {
  const fields = new Set<string>();
  const entities = new Set<string>();
  const walk = (expr: Expr): void => {
    if (expr.op === "field" || expr.op === "follow") fields.add(`${expr.entity}.${expr.field}`);
    if (expr.op === "collect") entities.add(expr.set.entity);
    parts(expr).forEach(walk);
  };
  for (const clause of clausesOf(policy)) {
    if (clause.entity !== null) entities.add(clause.entity);
    clause.exprs.forEach(walk);
  }
  if (policy.factsOn !== null) fields.add(`${policy.factsOn.entity}.${policy.factsOn.field}`);
  for (const p of policy.payOuts) if (p.target.kind === "field") fields.add(`${p.target.entity}.${p.target.field}`);
  return { fields, entities };
}
