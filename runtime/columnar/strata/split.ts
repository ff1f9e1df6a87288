/**
 * What of a policy is settled payee by payee, and what needs several payees at once. The first part is a policy of its own,
 * which any engine runs: its claims stand where the strata begin.
 */
import type { AmountAward, Award, BenefitDef, LimitDef, Policy } from "../../../compiler/ir/types.js";
import { lineage } from "../../reference/depends.js";
import type { RunInput } from "../../run.js";
import { entityTable } from "../../table/relations.js";
import type { Table } from "../../table.js";
import { asBenefit, FREE, type Probe } from "./probe.js";
import { reachedFrom } from "./rows.js";
import { rosterSets } from "./sets.js";

/** A benefit that is one portion of a pot: its payee-by-payee part is the weight. */
export interface PortionBenefit {
  readonly benefit: BenefitDef;
  readonly leaf: AmountAward;
  readonly source: Extract<AmountAward["source"], { kind: "portion" }>;
}

export interface Split {
  /** Applied payee by payee, before any of `late`. */
  readonly early: readonly LimitDef[];
  /** In the policy's order. */
  readonly late: readonly LimitDef[];
  readonly portions: readonly PortionBenefit[];
  /** Claims that the interpreter works out row by row, up to their rounding. */
  readonly gathered: readonly BenefitDef[];
}

/** `table`: null where it is not known yet; then there are no past awards. */
export function split(policy: Policy, readings: RunInput["readings"], table: Table | null = null): Split {
  const simple = new Map(
    policy.benefits.flatMap((benefit): [string, PortionBenefit][] => {
      const { award } = benefit;
      return award.kind === "amount" &&
        award.source.kind === "portion" &&
        benefit.every === null &&
        benefit.once === null
        ? [[benefit.id, { benefit, leaf: award, source: award.source }]]
        : [];
    }),
  );
  const left = new Set(
    policy.benefits
      .filter((b) => !simple.has(b.id) && (b.every !== null || hasPortion(b.award) || looksBeyondRow(policy, b, table)))
      .map((b) => b.id),
  );
  const reads = (part: unknown, of: (id: string) => boolean): boolean =>
    [...reachedFrom(policy, part, readings)].some((e) => e.op === "result" && of(e.benefit));
  const strata = (id: string): boolean => simple.has(id) || left.has(id);
  // What reads a result that the first part does not have cannot be in the first part either.
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const b of policy.benefits) {
      if (left.has(b.id) || !reads([b.guard, b.award], (id) => id !== b.id && strata(id))) continue;
      simple.delete(b.id);
      left.add(b.id);
    }
  }
  const early: LimitDef[] = [];
  const late: LimitDef[] = [];
  const touched = new Set(policy.benefits.map((b) => b.id).filter(strata));
  for (const limit of policy.limits) {
    // Limits on different benefits do not meet, so one may go before another that is written before it.
    const own = isNarrow(policy, limit) && limit.benefits.every((id) => !touched.has(id));
    if (own && !reads([limit.guard, limit.ceiling], strata)) early.push(limit);
    else {
      late.push(limit);
      for (const id of limit.benefits) touched.add(id);
    }
  }
  const gathered = policy.benefits.filter((b) => left.has(b.id));
  return { early, late, portions: [...simple.values()], gathered };
}

/** Whether "due once" is for other claims of the run to say, or for past awards that are not kept below the row. */
function looksBeyondRow(policy: Policy, { once, entity }: BenefitDef, table: Table | null): boolean {
  if (once === null) return false;
  if (once.per?.kind === "field") return true;
  const files = policy.entities.filter((e) => e.history);
  if (table === null || files.every((e) => entityTable(table, e.id).rows === 0)) return false;
  return !files.every((e) => lineage(policy, e.id).slice(1).includes(entity));
}

/** Whether anything is left to the strata. */
export function hasStrata(policy: Policy, readings: RunInput["readings"], table: Table | null = null): boolean {
  const { late, portions, gathered } = split(policy, readings, table);
  return late.length + portions.length + gathered.length > 0 || rosterSets(policy, readings).length > 0;
}

/** A limit of one payee's own claims that column plans take up. */
function isNarrow(policy: Policy, limit: LimitDef): boolean {
  const [group] = limit.group;
  return (
    limit.group.length === 1 &&
    group?.kind === "entity" &&
    limit.window === null &&
    limit.since === null &&
    limit.counts === "money" &&
    (limit.way.kind === "written" || limit.way.kind === "report") &&
    limit.benefits.every((id) => policy.benefits.find((b) => b.id === id)?.entity === group.entity)
  );
}

export function hasPortion(a: Award): boolean {
  return a.kind === "list" ? a.rows.some((row) => hasPortion(row.award)) : a.source.kind === "portion";
}

/** The payee-by-payee part: weights in place of portions, nothing in place of what is gathered, and the probes. */
export function reduced(policy: Policy, parts: Split, probes: readonly Probe[]): Policy {
  const weights = new Map(parts.portions.map((p) => [p.benefit.id, p]));
  const left = new Set(parts.gathered.map((b) => b.id));
  const benefits = policy.benefits.map((b): BenefitDef => {
    const portion = weights.get(b.id);
    if (portion !== undefined) {
      const source = { kind: "computed" as const, expr: portion.source.weight };
      return { ...b, once: null, award: { ...portion.leaf, source, floors: [], ceilings: [] } };
    }
    if (!left.has(b.id)) return b;
    const nothing = { op: "num" as const, value: "0" };
    return asBenefit({ id: b.id, entity: b.entity, guard: FREE, value: nothing });
  });
  return {
    ...policy,
    benefits: [...benefits, ...probes.map(asBenefit)],
    limits: parts.early,
    payOuts: [],
    checks: [],
    examples: [],
    procedures: [],
  };
}
