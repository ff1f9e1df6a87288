/** A policy and what is known of a roster → a column plan. */
import type {
  AwardPlan,
  BenefitPlan,
  ColumnPlan,
  LimitPlan,
  Look,
  NodeId,
  NumberNode,
  OutputPlan,
  PlanLine,
  Profile,
  Scaled,
} from "../../ir/columns.js";
import { rational } from "../../ir/rational.js";
import type { BenefitDef, Expr, LimitDef, Policy } from "../../ir/types.js";
import { awards, type Outcome, type Verdict } from "./awards.js";
import { type Cond, type Context, context, laneOf, name, type Val } from "./context.js";
import { lowering, type Place } from "./expressions.js";
import { type Graph, graph, I64_HIGH } from "./graph.js";
import { inside, judged, reached, wider } from "./reach.js";

const FIRST: Place = { row: true, second: false };
const SECOND: Place = { row: true, second: true };

/**
 * Plans stages 1 to 6 for the rows of one entity, or expressions on them, for data with this profile. Never throws for what a
 * policy says: see `whole` and `lines`. `look`: what sources hold, in place of what the profile says of them. With neither every
 * source that may be reached is asked for.
 */
export function plan(policy: Policy, profile: Profile, look: Look | null = null): ColumnPlan {
  if (profile.wanted !== undefined) return expressions(policy, profile, profile.wanted, look);
  const { entity } = profile;
  const whole = [...new Set(reasonsForWhole(policy, entity, profile))];
  const c = context(policy, entity, profile, look);
  const step = policy.round?.step ?? "0.01";
  const { g } = c;
  const empty = {
    policy: policy.id,
    entity,
    whole,
    every: [],
    step,
    benefits: [],
    limits: [],
    outputs: [],
    eligible: null,
  };
  if (whole.length > 0) {
    const lines = whole.map(
      (slow): PlanLine => ({ id: policy.id, lane: "slow", scale: null, low: null, high: null, slow }),
    );
    return { ...empty, ...nothingKnown(g), lines };
  }
  const made = stages(c, step);
  const sums = tooLarge(made.benefits, c);
  const none = made.slow === g.YES && !c.asking ? `every ${entity} takes the slow lane` : null;
  const given = [sums, none].filter((why) => why !== null);
  if (given.length > 0) return { ...empty, every: given, ...unknown(policy, entity, graph()), lines: made.lines };
  return {
    ...empty,
    ...made,
    sources: [...c.sources.values()],
    columns: c.finished(),
    nodes: g.nodes,
    because: c.because,
  };
}

function nothingKnown(g: Graph) {
  return { sources: [], columns: [], nodes: g.nodes, because: [], slow: g.YES, noted: g.YES, judged: g.NO };
}

/** Every row is left to the interpreter: what nodes there are hold nothing. The sources are not read. */
function unknown(
  policy: Policy,
  entity: string,
  g: Graph,
): Omit<ColumnPlan, "policy" | "entity" | "whole" | "every" | "step" | "outputs" | "lines"> {
  const zero = g.int(0n);
  const nothing: Scaled = { node: zero, scale: 1n };
  const award: AwardPlan = {
    decided: g.NO,
    code: zero,
    gross: nothing,
    bounded: nothing,
    floor: null,
    ceiling: null,
    entered: g.NO,
  };
  const own = policy.benefits.filter((b) => b.entity === entity).map((b) => b.id);
  return {
    ...nothingKnown(g),
    eligible: policy.eligibility.some((e) => e.entity === entity) ? zero : null,
    benefits: own.map((benefit) => ({
      ...award,
      benefit,
      rounded: zero,
      net: zero,
      second: award,
      secondNet: zero,
    })),
    limits: policy.limits
      .filter((l) => l.benefits.some((id) => own.includes(id)))
      .map((l) => ({
        limit: l.id,
        way: l.way.kind === "report" ? "report" : "written",
        benefits: l.benefits,
        applies: g.NO,
        ceiling: nothing,
        room: zero,
        before: l.benefits.map(() => zero),
        after: l.benefits.map(() => zero),
      })),
  };
}

/** Expressions on the rows of an entity, without any stage: what rests on the facts alone. */
function expressions(policy: Policy, profile: Profile, wanted: readonly Expr[], look: Look | null): ColumnPlan {
  const { entity } = profile;
  const c = context(policy, entity, profile, look);
  const { g } = c;
  const l = lowering(c, { eligible: () => null, gross: (benefit) => c.leave(`the gross of ${benefit}`) });
  const outputs = wanted.map((e): OutputPlan => {
    const v = l.lower(e, FIRST);
    if (v.t === "bool") return { kind: "bool", yes: v.yes, no: v.no };
    if (v.t === "num" && v.den === null) return { kind: "number", node: v.n, scale: v.s, known: v.known };
    return { kind: "slow" };
  });
  return {
    policy: policy.id,
    entity,
    whole: [],
    every: [],
    step: policy.round?.step ?? "0.01",
    sources: [...c.sources.values()],
    columns: c.finished(),
    nodes: g.nodes,
    because: [],
    slow: c.state.sticky,
    noted: c.state.sticky,
    judged: g.NO,
    eligible: null,
    benefits: [],
    limits: [],
    outputs,
    lines: [...columnLines(c), ...c.slow.values()],
  };
}

/** Why no row can be worked out by itself, or has no kernel at all. */
function reasonsForWhole(policy: Policy, entity: string, profile: Profile): string[] {
  const out: string[] = [];
  const def = policy.entities.find((e) => e.id === entity);
  if (def === undefined || policy.benefits.length === 0) return ["the policy pays nothing"];
  const own = policy.benefits.filter((b) => b.entity === entity);
  const ids = new Set(own.map((b) => b.id));
  const limits = policy.limits.filter((l) => l.benefits.some((id) => ids.has(id)));
  for (const b of own) {
    if (b.every !== null) out.push(`${b.id} is paid every month`);
    if (b.once?.per?.kind === "field") out.push(`${b.id} is due once for each ${b.once.per.name}`);
    else if (b.once !== null && profile.history && !histories(policy).every((h) => inside(policy, h, entity))) {
      out.push(`${b.id} is due once, and past awards are not kept below each ${entity}`);
    }
    if (hasPortion(b.award)) out.push(`${b.id} is a portion of a pot`);
  }
  for (const l of limits) {
    const [group] = l.group;
    if (!l.benefits.every((id) => ids.has(id))) out.push(`limit ${l.id} is over several entities`);
    if (l.group.length !== 1 || group?.kind !== "entity" || group.entity !== entity)
      out.push(`limit ${l.id} is over a wider group`);
    if (l.window !== null || l.since !== null) out.push(`limit ${l.id} counts past awards`);
    if (l.counts !== "money") out.push(`limit ${l.id} counts ${l.counts}`);
    if (l.way.kind !== "written" && l.way.kind !== "report") out.push(`limit ${l.id} is shared by ${l.way.kind}`);
  }
  const clauses = policy.eligibility.filter((e) => e.entity === entity);
  for (const e of reached(policy, [clauses, own, limits], profile.readings)) {
    const why = wider(policy, entity, profile.payee, e);
    if (why !== null) out.push(why);
  }
  return out;
}

function histories(policy: Policy): string[] {
  return policy.entities.filter((e) => e.history).map((e) => e.id);
}

function hasPortion(a: BenefitDef["award"]): boolean {
  return a.kind === "list" ? a.rows.some((row) => hasPortion(row.award)) : a.source.kind === "portion";
}

/** Totals are kept in 64 bits. */
function tooLarge(benefits: readonly BenefitPlan[], c: Context): string | null {
  const size = (id: NodeId) => {
    const { low, high } = c.g.number(id);
    return -low > high ? -low : high;
  };
  const rows = BigInt(Math.max(1, c.profile.rows)) * BigInt(Math.max(1, benefits.length));
  const wide = benefits.find((b) =>
    [b.bounded.node, b.rounded, b.net, b.secondNet].some((id) => size(id) * rows > I64_HIGH),
  );
  return wide === undefined ? null : `the sum of ${wide.benefit} over all rows may outgrow 64 bits`;
}

interface Run {
  readonly outcomes: readonly {
    readonly benefit: BenefitDef;
    readonly outcome: Outcome;
    readonly code: NodeId;
    readonly due: NodeId;
    readonly rounded: NodeId;
  }[];
  readonly nets: NodeId[];
  readonly limits: readonly LimitPlan[];
}

function stages(c: Context, stepText: string) {
  const { g, policy } = c;
  const step = rational(stepText);
  const mode = policy.round?.mode ?? "halfUp";
  const slow: NodeId[] = [];
  const own = policy.benefits.filter((b) => b.entity === c.entity);
  const outer = outerVerdict();
  const order = new Map(own.map((b, i): [string, number] => [b.id, i]));
  let eligible: Verdict | null = null;
  let judging = false;
  const lines: PlanLine[] = [];

  const memory = new Map<string, { outcome: Outcome; guard: Verdict } | "started">();
  const l = lowering(c, {
    eligible: (entity): Cond | null => {
      if (entity === judged(policy, c.entity)) return { t: "bool", yes: outer.holds, no: outer.no };
      if (judging || entity !== c.entity) return null;
      const v = eligibility();
      return { t: "bool", yes: v.holds, no: v.no };
    },
    gross: (benefit, second): Val => {
      const def = c.benefits.get(benefit);
      const found = def === undefined || def.entity !== c.entity ? null : entitle(def, second ? SECOND : FIRST);
      if (found === null) return c.leave(`the gross of ${benefit}`);
      // Nothing due is a gross of 0.
      const { outcome } = found;
      const n = g.select(outcome.due, outcome.gross.n, g.int(0n));
      return { t: "num", n, s: outcome.gross.s, den: null, known: g.or(outcome.due, outcome.none) };
    },
  });
  const a = awards(c, l);

  function eligibility(): Verdict {
    if (eligible !== null) return eligible;
    judging = true;
    const own = policy.eligibility.filter((e) => e.entity === c.entity);
    const verdicts = own.map((e) => a.judge(e, e.entity, FIRST, true));
    judging = false;
    eligible = verdicts.reduce(a.both, outer);
    return eligible;
  }

  /** That of the row around this one, whose codes are the first ones here. */
  function outerVerdict(): Verdict {
    const from = judged(policy, c.entity);
    if (from === null) return { holds: g.YES, no: g.NO, code: g.int(0n) };
    for (const because of c.profile.verdicts ?? []) c.code(because);
    const v = c.read({ kind: "verdict", entity: from });
    if (v.t !== "num") return { holds: g.NO, no: g.NO, code: g.int(0n) };
    const held = g.compare("eq", v.n, g.int(0n));
    return { holds: g.and(v.known, held), no: g.and(v.known, g.not(held)), code: v.n };
  }

  /** Eligibility, the guard and the award as one outcome. Null: it is asked for while it is worked out. */
  function entitle(benefit: BenefitDef, at: Place): { outcome: Outcome; guard: Verdict } | null {
    const key = `${benefit.id} ${at.second}`;
    const found = memory.get(key);
    if (found === "started") return null;
    if (found !== undefined) return found;
    memory.set(key, "started");
    const clause = c.state.clause;
    const guard = a.both(eligibility(), a.judge(benefit.guard, benefit.id, at, false));
    c.state.clause = benefit.id;
    const award = l.guarded(() => a.award(benefit.award, benefit, at), a.UNKNOWN);
    const due = g.and(guard.holds, award.due);
    const decided = g.opposite(guard.holds, guard.no) && g.opposite(award.due, award.none);
    const outcome: Outcome = {
      ...award,
      due,
      none: decided ? g.not(due) : g.or(guard.no, g.and(guard.holds, award.none)),
      code: g.select(guard.no, guard.code, award.code),
    };
    c.state.clause = clause;
    memory.set(key, { outcome, guard });
    return { outcome, guard };
  }

  function run(at: Place): Run {
    const outcomes = own.map((benefit) => {
      const { outcome } = entitle(benefit, at) as { outcome: Outcome };
      c.state.clause = benefit.id;
      const rounded = l.guarded<NodeId | null>(() => a.rounded(outcome, step, mode), null);
      if (rounded === null) slow.push(g.YES);
      slow.push(g.not(g.or(outcome.due, outcome.none)));
      return { benefit, outcome, code: outcome.code, due: outcome.due, rounded: rounded ?? g.int(0n) };
    });
    const nets = outcomes.map((o) => o.rounded);
    const limits = policy.limits
      .filter((limit) => limit.benefits.some((id) => order.has(id)))
      .map((limit) => applied(limit, outcomes, nets, at));
    return { outcomes, nets, limits };
  }

  /** One limit of a household, in written order: each claim gets what is left, up to itself. */
  function applied(limit: LimitDef, outcomes: Run["outcomes"], nets: NodeId[], at: Place): LimitPlan {
    const guard = a.judge(limit.guard, limit.id, at, false);
    c.state.clause = limit.id;
    const places = limit.benefits.map((id) => order.get(id) ?? -1);
    const seated = g.any(places.map((i) => (outcomes[i] as Run["outcomes"][number]).due));
    const ceiling = l.number(limit.ceiling, at);
    const room =
      ceiling === null
        ? null
        : l.guarded<NodeId | null>(() => g.max(l.num.steps(ceiling, step, "floor"), g.int(0n)), null);
    slow.push(g.and(seated, g.not(g.or(guard.holds, guard.no))));
    const unknown = ceiling === null || ceiling.den !== null || room === null ? g.YES : g.not(ceiling.known);
    slow.push(g.all([seated, guard.holds, unknown]));
    const before = places.map((i) => nets[i] as NodeId);
    const way = limit.way.kind === "report" ? "report" : "written";
    const applies = g.and(guard.holds, seated);
    const kept: Scaled =
      ceiling === null || ceiling.den !== null ? { node: g.int(0n), scale: 1n } : { node: ceiling.n, scale: ceiling.s };
    const planned = {
      limit: limit.id,
      way,
      benefits: limit.benefits,
      applies,
      ceiling: kept,
      room: room ?? g.int(0n),
      before,
    } as const;
    if (way === "report" || room === null) return { ...planned, after: before };
    let left = room;
    const after = before.map((claim) => {
      const given = g.min(claim, left);
      // Claims and room are never below 0, so neither is what is left.
      left = g.rest(left, given);
      return g.select(guard.holds, given, claim);
    });
    for (const [k, i] of places.entries()) nets[i] = after[k] as NodeId;
    return { ...planned, after };
  }

  /** What an award's row must hold to be of one of these benefits; null: any row may be. */
  function mayBe(once: readonly BenefitDef[], entity: string): Expr | null {
    const fields = policy.entities.find((e) => e.id === entity)?.fields ?? [];
    if (fields.find((f) => f.id === "benefit")?.type.kind !== "text") return null;
    const name: Expr = { op: "field", entity, field: "benefit" };
    // A file may call a benefit by any of its names, and the policy's only benefit by those of the policy.
    const ids = [...once.map((b) => b.id), policy.id];
    const spelled = ids.flatMap((id) => {
      const about = policy.about[id];
      return about === undefined ? [id] : [id, about.en, about.zh, ...(about.label === null ? [] : [about.label])];
    });
    const items = [...new Set(spelled)].map((value): Expr => ({ op: "text", value }));
    return {
      op: "or",
      items: [
        { op: "not", x: { op: "known", x: name } },
        { op: "oneOf", x: name, items },
      ],
    };
  }

  /** Where a benefit that is due once is due, a row with a past award of it is the interpreter's: the others have nothing to strike. */
  function pastAwards(runs: readonly Run[]): void {
    const once = own.filter((b) => b.once !== null);
    if (once.length === 0 || !c.profile.history) return;
    const due = g.any(runs.flatMap((r) => r.outcomes.filter((o) => once.includes(o.benefit)).map((o) => o.due)));
    for (const entity of histories(policy)) {
      const count = l.number(
        { op: "collect", word: "count", set: { entity, scope: "below", where: mayBe(once, entity) }, item: null },
        FIRST,
      );
      const none = count === null ? g.NO : g.and(count.known, g.compare("eq", count.n, g.int(0n)));
      slow.push(g.and(due, g.not(none)));
      for (const b of once) {
        c.state.clause = b.id;
        if (none !== g.YES) c.leave(`due once: rows with a past award of it in ${entity}`);
      }
    }
  }

  function awardPlan({ outcome }: Run["outcomes"][number]): AwardPlan {
    const scaled = (x: { readonly n: NodeId; readonly s: bigint }): Scaled => ({ node: x.n, scale: x.s });
    return {
      decided: g.or(outcome.due, outcome.none),
      code: g.select(outcome.due, g.int(0n), outcome.code),
      gross: scaled(outcome.gross),
      bounded: scaled(outcome.bounded),
      floor: outcome.floor === null ? null : { ...scaled(outcome.floor), has: outcome.floor.has },
      ceiling: outcome.ceiling === null ? null : { ...scaled(outcome.ceiling), has: outcome.ceiling.has },
      entered: outcome.entered,
    };
  }

  const first = run(FIRST);
  const entered = own.some((b) => b.entered);
  const second = entered ? run(SECOND) : first;
  pastAwards([first, second]);
  const who = policy.eligibility.some((e) => e.entity === c.entity) ? eligibility() : null;
  if (who !== null) slow.push(g.not(g.or(who.holds, who.no)));
  const benefits = first.outcomes.map((o, i): BenefitPlan => {
    const two = second.outcomes[i] as Run["outcomes"][number];
    // Due in the first run and not in the second: its ceiling is not known, which the interpreter says.
    slow.push(g.and(o.due, g.not(two.due)));
    const award = awardPlan(o);
    return {
      ...award,
      benefit: o.benefit.id,
      rounded: o.rounded,
      net: first.nets[i] as NodeId,
      second: second === first ? award : awardPlan(two),
      secondNet: second.nets[i] as NodeId,
    };
  });
  for (const b of benefits) lines.push(...benefitLines(b, step.d, c));
  for (const limit of first.limits)
    lines.push(line(`${limit.limit} ceiling`, limit.ceiling.node, limit.ceiling.scale, c));
  return {
    slow: g.any([c.state.sticky, ...slow]),
    noted: c.state.sticky,
    judged: who === null ? g.NO : g.or(who.holds, who.no),
    eligible: who === null ? null : who.code,
    benefits,
    limits: first.limits,
    lines: [...columnLines(c), ...lines, ...c.slow.values()],
  };
}

// ---------------------------------------------------------------- what is printed

function line(id: string, node: NodeId, scale: bigint, c: Context): PlanLine {
  const { low, high } = c.g.number(node) as NumberNode;
  const lane = laneOf(low, high);
  return { id, lane: lane ?? "slow", scale, low, high, slow: null };
}

function benefitLines(b: BenefitPlan, scale: bigint, c: Context): PlanLine[] {
  return [
    line(`${b.benefit} gross`, b.gross.node, b.gross.scale, c),
    line(`${b.benefit} bounded`, b.bounded.node, b.bounded.scale, c),
    line(`${b.benefit} rounded`, b.rounded, scale, c),
    line(`${b.benefit} net`, b.net, scale, c),
  ];
}

function columnLines(c: Context): PlanLine[] {
  return c.finished().map((column): PlanLine => {
    const { holds, lane, low, high } = column;
    if (holds.kind === "flags") {
      return { id: column.id, lane: "mask", scale: null, low: null, high: null, slow: null };
    }
    const id = name(holds.source);
    return { id, lane, scale: holds.kind === "number" ? holds.scale : 1n, low, high, slow: null };
  });
}

/** A line for each column, stage and slow expression of a plan, as text. */
export function describePlan(p: ColumnPlan): readonly PlanLine[] {
  return p.lines;
}
