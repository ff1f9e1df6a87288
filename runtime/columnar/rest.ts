/** The rows that kernels leave, worked out by the interpreter as a small roster, and found again by their places. */
import { type EngineInput, tableIn } from "../input.js";
import { run } from "../reference/run.js";
import type { Claim, EligibilityResult, LimitGroup, RunInput, RunResult } from "../run.js";
import { entityTable, outerOf, relationOf } from "../table/relations.js";
import { type Chosen, placesIn, rosterOf } from "../table/roster-of.js";

export interface Rest {
  readonly result: RunResult;
  /** The claims of a benefit by row; rows that are not here have a kernel. */
  readonly claims: (benefit: string) => ReadonlyMap<number, Claim>;
  readonly eligibility: (entity: string) => ReadonlyMap<number, EligibilityResult>;
  /** The groups of a limit, in order. */
  readonly groups: (limit: string) => readonly LimitGroup[];
}

/** Null: there are no such rows. */
export function restOf(input: EngineInput, slow: readonly Chosen[]): Rest | null {
  const { policy } = input;
  const table = tableIn(input);
  const some = slow.some((chosen) => ![...chosen.rows].every(() => false)) || hasOrphans(input);
  if (!some) return null;
  const roster = rosterOf(table, policy, slow);
  // Which columns there are is what was given, whatever cells its rows hold.
  const columns = input.roster?.columns ?? roster.columns;
  const result = run({ ...(input as Omit<RunInput, "roster">), roster: { ...roster, columns } });
  const rows = (entity: string): readonly number[] | null => placesIn(table, policy, entity, slow);
  const byPlace = <T>(entity: string, list: readonly T[]): ReadonlyMap<number, T> => {
    const places = rows(entity);
    return new Map(list.map((item, i) => [places === null ? i : (places[i] as number), item]));
  };
  const claims = new Map(
    policy.benefits.map((b) => [
      b.id,
      byPlace(
        b.entity,
        result.claims.filter((c) => c.benefit === b.id),
      ),
    ]),
  );
  const judged = new Map(
    [...new Set(policy.eligibility.map((e) => e.entity))].map((entity) => [
      entity,
      byPlace(
        entity,
        result.eligibility.filter((e) => e.entity === entity),
      ),
    ]),
  );
  return {
    result,
    claims: (benefit) => claims.get(benefit) ?? new Map(),
    eligibility: (entity) => judged.get(entity) ?? new Map(),
    groups: (limit) => result.limits.filter((g) => g.limit === limit),
  };
}

/** Whether a row names one that is not there: the interpreter says so. */
function hasOrphans(input: EngineInput): boolean {
  const { policy } = input;
  const table = tableIn(input);
  return policy.entities.some(
    (def) =>
      def.within !== null &&
      outerOf(def) !== null &&
      entityTable(table, def.id).rows > 0 &&
      relationOf(policy, table, def.id).parents?.includes(-1) === true,
  );
}
