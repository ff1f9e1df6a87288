/** The rows that kernels leave, worked out by the interpreter as a small roster, and found again by their places. */
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { type EngineInput, tableIn } from "../input.js";
import { named } from "../reference/names.js";
import { settled } from "../reference/run.js";
import type { Claim, EligibilityResult, LimitGroup, RunInput } from "../run.js";
import { entityTable, relationOf } from "../table/relations.js";
import { placesIn, rosterOf } from "../table/roster-of.js";
import { type Awarded, awardedOn } from "./awarded.js";
import type { Prepared } from "./entities.js";

export interface Rest {
  /** Without messages about rows that name one which is not there: those are of the whole roster. */
  readonly diagnostics: readonly Diagnostic[];
  /** The claims of a benefit by row; rows that are not here have a kernel. */
  readonly claims: (benefit: string) => ReadonlyMap<number, Claim>;
  readonly eligibility: (entity: string) => ReadonlyMap<number, EligibilityResult>;
  /** The groups of a limit, in order. */
  readonly groups: (limit: string) => readonly LimitGroup[];
}

/** The slow payees' rows. What the plans decide of them is not worked out again. */
export function restOf(input: EngineInput, { slow, runs }: Prepared, vectors: boolean): Rest {
  const { policy } = input;
  const table = tableIn(input);
  const roster = rosterOf(table, policy, slow);
  // Which columns there are is what was given, whatever cells its rows hold.
  const columns = input.roster?.columns ?? roster.columns;
  const rows = (entity: string): readonly number[] | null => placesIn(table, policy, entity, slow);
  const awarded = new Map(
    runs.map((run): [string, Awarded] => {
      const own = rows(run.entity) ?? Array.from({ length: run.rows }, (_, row) => row);
      return [run.entity, awardedOn(policy, table, run, own, vectors)];
    }),
  );
  const result = settled(
    { ...(input as Omit<RunInput, "roster">), roster: { ...roster, columns } },
    {
      entitlement: (benefit, node, entered) =>
        awarded.get(benefit.entity)?.entitlement(benefit.id, node.index, entered === "atCeiling") ?? null,
      eligible: (node) => awarded.get(node.entity)?.eligible(node.index) ?? null,
    },
  );
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
    diagnostics: result.diagnostics.filter((d) => d.code !== ORPHAN),
    claims: (benefit) => claims.get(benefit) ?? new Map(),
    eligibility: (entity) => judged.get(entity) ?? new Map(),
    groups: (limit) => result.limits.filter((g) => g.limit === limit),
  };
}

/** Messages about rows that name one which is not there, as the interpreter gives them. */
export function orphanMessages(input: EngineInput): Diagnostic[] {
  const { policy } = input;
  const table = tableIn(input);
  return policy.entities.flatMap((def): Diagnostic[] => {
    const { within } = def;
    const own = entityTable(table, def.id);
    const { parents } = relationOf(policy, table, def.id);
    if (within === null || parents === null) return [];
    const out: Diagnostic[] = [];
    for (let row = parents.indexOf(-1); row >= 0; row = parents.indexOf(-1, row + 1)) {
      const params = {
        entity: named(policy, def.id),
        row: own.keys[row] as string,
        parentEntity: named(policy, within),
        parent: own.orphans.get(row) ?? null,
      };
      out.push(diagnostic(ORPHAN, { kind: "run" }, params));
    }
    return out;
  });
}

const ORPHAN = "P5013";
