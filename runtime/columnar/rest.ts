/** The rows that kernels leave, worked out by the interpreter as a small roster, and found again by their places. */
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { dayNumber } from "../../compiler/ir/dates.js";
import type { Policy } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import { type EngineInput, tableIn } from "../input.js";
import { grouped } from "../outcomes/reference.js";
import { below, type Node } from "../reference/facts.js";
import { lifeOf, type Outside, outsideLife, speaksFor } from "../reference/life.js";
import { named } from "../reference/names.js";
import { payeeOf, payeesOf } from "../reference/payees.js";
import { type Given, settled } from "../reference/run.js";
import type { Roster } from "../roster.js";
import type { Claim, EligibilityResult, LimitGroup, RunInput } from "../run.js";
import { entityTable, outerOf, relationOf } from "../table/relations.js";
import { placesIn, rosterOf } from "../table/roster-of.js";
import { PRESENT, type Table } from "../table.js";
import { type Awarded, awardedOn } from "./awarded.js";
import type { Prepared } from "./entities.js";
import { fieldReader } from "./strata/facts.js";

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
  const roster = rowsFor(input, slow);
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
      ...alikeIn(policy, awarded),
    },
  );
  const byPlace = <T>(entity: string, list: readonly T[]): ReadonlyMap<number, T> => {
    const places = rows(entity);
    return new Map(list.map((item, i) => [places === null ? i : (places[i] as number), item]));
  };
  const lists = grouped(result.claims, (c) => c.benefit);
  const claims = new Map(policy.benefits.map((b) => [b.id, byPlace(b.entity, lists.get(b.id) ?? [])]));
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

/**
 * Payees on whom entered amounts do not bear: none of what is entered is due to them, however much it is. Claims of payees that
 * have a plan meet under no limit; what reads results may read more of an entered amount than what is due.
 */
function alikeIn(policy: Policy, awarded: ReadonlyMap<string, Awarded>): Pick<Given, "alike"> {
  const entered = policy.benefits.filter((b) => b.entered);
  let readsResults = false;
  eachExpr([policy.values, policy.eligibility, policy.benefits, policy.limits], (e) => {
    readsResults ||= e.op === "result";
  });
  if (entered.length === 0 || readsResults) return {};
  const payees = payeesOf(policy);
  const known = new Map<Node, boolean>();
  return {
    alike: (node) => {
      const payee = payeeOf(node, payees);
      const found = known.get(payee);
      if (found !== undefined) return found;
      const alike = entered.every((benefit) =>
        below(payee, benefit.entity).every(
          (row) => awarded.get(benefit.entity)?.isNothing(benefit.id, row.index) === true,
        ),
      );
      known.set(payee, alike);
      return alike;
    },
  };
}

/** More payees than these are not kept between runs: as objects they take too much memory. */
const MOST_KEPT = 20_000;
const last = new WeakMap<Table, { readonly key: string; readonly roster: Roster }>();

/** Their rows as objects: those of the run before, where it left the same ones. A change of a rate leaves the same. */
function rowsFor(input: EngineInput, slow: Prepared["slow"]): Roster {
  const table = tableIn(input);
  const { policy } = input;
  if (slow.reduce((sum, { rows }) => sum + rows.length, 0) > MOST_KEPT) return rosterOf(table, policy, slow);
  const within = policy.entities.map((def) => [def.id, outerOf(def)]);
  const key = JSON.stringify([within, slow.map(({ entity, rows }) => [entity, rows])]);
  const found = last.get(table);
  if (found?.key === key) return found.roster;
  const roster = rosterOf(table, policy, slow);
  last.set(table, { key, roster });
  return roster;
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

/** Rows whose date lies outside the time of the version, as the interpreter tells them. */
export function outsideMessages(input: EngineInput): Diagnostic[] {
  const { policy } = input;
  if (policy.factsOn === null) return [];
  const { entity, field } = policy.factsOn;
  const table = tableIn(input);
  const { keys, rows } = entityTable(table, entity);
  const speaks = speaksFor(policy);
  const read = fieldReader(policy, table, entity, field);
  const column = entityTable(table, entity).columns[field];
  const { from, to } = lifeOf(policy);
  const [first, last] = [dayNumber(from), to === null ? Number.POSITIVE_INFINITY : dayNumber(to)];
  let count = 0;
  let at: Outside["first"] | null = null;
  for (let row = 0; row < rows; row += 1) {
    if (column?.kind === "date" && (column.presence === null || column.presence[row] === PRESENT)) {
      const day = column.values[row] as number;
      if (day >= first && day <= last) continue;
    }
    const date = read(row);
    if (typeof date !== "string" || speaks(date)) continue;
    count += 1;
    at ??= { key: keys[row] as string, date };
  }
  return outsideLife(policy, at === null ? null : { rows: count, first: at });
}

const ORPHAN = "P5013";
