/**
 * A run by column plan. Rows whose result the plan does not know are given to the interpreter, together with the rows below
 * them: nothing that has a plan looks from one payee to another, so they come out as in a run of the whole roster.
 */
import type { ColumnPlan, Profile } from "../../compiler/ir/columns.js";
import * as R from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { fieldValue, nearest, readFacts } from "../reference/facts.js";
import { refusals } from "../reference/refusals.js";
import type { Rounding } from "../reference/rounding.js";
import { run } from "../reference/run.js";
import { totalsBy } from "../reference/totals.js";
import { show } from "../reference/value.js";
import type { Roster } from "../roster.js";
import type { Claim, EligibilityResult, LimitGroup, RunInput, RunResult, Total } from "../run.js";
import { columns, type Dataset } from "./columns.js";
import { type RowRecord, records } from "./records.js";
import { plus, totalsKernel } from "./totals.js";
import { profileOf, readValues } from "./values.js";

/** The planner, handed in by who puts the engine together: the runtime knows no compiler stage. */
export type Planner = (policy: Policy, profile: Profile) => ColumnPlan;

export interface ColumnarOptions {
  /** A field of the payee to total by. */
  readonly by?: string;
  /** false: the scalar form. */
  readonly vectors?: boolean;
}

export interface ColumnarRun {
  readonly plan: ColumnPlan;
  /** Why the whole run was given to the interpreter; empty: it was not. */
  readonly whole: readonly string[];
  readonly rows: number;
  /** Rows given to the interpreter. */
  readonly slowRows: number;
  readonly vectors: boolean;
  readonly total: Total;
  readonly byBenefit: Readonly<Record<string, Total>>;
  /** Totals by the value of a field, if asked for; a blank is the empty text. */
  readonly by: ReadonlyMap<string, Total>;
  /** Stages 1 to 7 row by row, in the roster's order, as a run of the interpreter gives them. */
  readonly stages: () => Pick<RunResult, "claims" | "eligibility" | "limits">;
}

/** The plan of a run: asks the planner for the sources it reads, and then with what they hold. */
export function planFor(input: RunInput, planner: Planner) {
  const entity = payeeOf(input.policy);
  const asked = planner(input.policy, profileOf(input, entity, new Map()));
  const values = readValues(input, entity, asked.sources);
  const plan =
    asked.whole.length > 0 && asked.sources.length === 0
      ? asked
      : planner(input.policy, profileOf(input, entity, values));
  return { plan, values, entity };
}

function payeeOf(policy: Policy): string {
  return policy.benefits[0]?.entity ?? policy.eligibility[0]?.entity ?? "";
}

/** Runs a policy on a roster by columns. Exactly what `run` gives, for stages 1 to 7. */
export function runColumnar(input: RunInput, planner: Planner, options: ColumnarOptions = {}): ColumnarRun {
  const { plan, values, entity } = planFor(input, planner);
  const rows = input.roster.entities[entity] ?? [];
  const repeats = new Set(rows.map((r) => r.key)).size < rows.length;
  const refused = refusals(input).length > 0;
  const whole = [
    ...plan.whole,
    ...(repeats ? [`keys of ${entity} repeat`] : []),
    ...(refused ? ["the run is refused"] : []),
  ];
  const groups = options.by === undefined ? null : groupsOf(input, entity, options.by);
  const rounding: Rounding = { mode: input.policy.round?.mode ?? "halfUp", step: R.rational(plan.step) };
  if (whole.length > 0) return byReference(input, plan, whole, rounding, groups);
  const data = columns(plan, rows.length, values, groups);
  return byColumns(input, data, rounding, groups, options.vectors ?? true);
}

function groupsOf(input: RunInput, entity: string, field: string): readonly string[] {
  const facts = readFacts(input.policy, input.roster);
  return (facts.nodes.get(entity) ?? []).map((node) => {
    const value = fieldValue(facts, node, field);
    return value.known ? show(value) : "";
  });
}

function groupTotals(
  claims: readonly Claim[],
  keys: readonly string[],
  groups: readonly string[] | null,
  rounding: Rounding,
): Map<string, Total> {
  if (groups === null) return new Map();
  const of = new Map(keys.map((key, row) => [key, groups[row] as string]));
  return totalsBy(claims, rounding, (c) => of.get(c.payee.row) ?? "");
}

function byReference(
  input: RunInput,
  plan: ColumnPlan,
  whole: readonly string[],
  rounding: Rounding,
  groups: readonly string[] | null,
): ColumnarRun {
  const result = run(input);
  const rows = input.roster.entities[plan.entity] ?? [];
  return {
    plan,
    whole,
    rows: rows.length,
    slowRows: rows.length,
    vectors: false,
    total: result.total,
    byBenefit: result.byBenefit,
    by: groupTotals(
      result.claims,
      rows.map((r) => r.key),
      groups,
      rounding,
    ),
    stages: () => result,
  };
}

function byColumns(
  input: RunInput,
  data: Dataset,
  rounding: Rounding,
  groups: readonly string[] | null,
  vectors: boolean,
): ColumnarRun {
  const { plan } = data;
  const keys = (input.roster.entities[plan.entity] ?? []).map((r) => r.key);
  const kernel = totalsKernel(data, rounding, vectors);
  const parts = kernel.run();
  const slow = kernel.kernel.slow();
  const rest =
    slow.length === 0
      ? null
      : run({ ...input, roster: only(input, plan.entity, new Set(slow.map((row) => keys[row] as string))) });
  const merged = (a: Total, b: Total | undefined) => (b === undefined ? a : plus(a, b, rounding));
  const byBenefit = Object.fromEntries(
    plan.benefits.map(({ benefit: id }) => {
      const fast = parts.map((p) => p.byBenefit[id] as Total).reduce((a, b) => plus(a, b, rounding));
      return [id, merged(fast, rest?.byBenefit[id])];
    }),
  );
  const by = new Map(data.groups.map((name, i) => [name, (parts[i] as (typeof parts)[number]).all]));
  if (rest !== null)
    for (const [name, t] of groupTotals(rest.claims, keys, groups, rounding))
      by.set(name, merged(by.get(name) as Total, t));
  return {
    plan,
    whole: [],
    rows: data.rows,
    slowRows: slow.length,
    vectors: kernel.kernel.kernel.vectors,
    total: merged(
      parts.map((p) => p.all).reduce((a, b) => plus(a, b, rounding)),
      rest?.total,
    ),
    byBenefit,
    by,
    stages: () => stages(records(data, keys, rounding, vectors), keys, rest, plan),
  };
}

/** Rows in the roster's order, whoever worked them out. */
function stages(
  record: (row: number) => RowRecord | null,
  keys: readonly string[],
  rest: RunResult | null,
  plan: ColumnPlan,
) {
  const claims: Claim[] = [];
  const eligibility: EligibilityResult[] = [];
  const limits = new Map(plan.limits.map((l): [string, LimitGroup[]] => [l.limit, []]));
  const slowClaims = grouped(rest?.claims ?? [], (c) => c.row);
  const slowEligibility = new Map((rest?.eligibility ?? []).map((e) => [e.row, e]));
  const slowLimits = grouped(rest?.limits ?? [], (l) => l.group[0] ?? "");
  keys.forEach((key, row) => {
    const own = record(row);
    claims.push(...(own?.claims ?? slowClaims.get(key) ?? []));
    const verdict = own === null ? slowEligibility.get(key) : own.eligibility;
    if (verdict) eligibility.push(verdict);
    for (const group of own === null ? (slowLimits.get(key) ?? []) : own.limits)
      if (group !== null) limits.get(group.limit)?.push(group);
  });
  return { claims, eligibility, limits: plan.limits.flatMap((l) => limits.get(l.limit) ?? []) };
}

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of items) {
    const list = out.get(key(item));
    if (list === undefined) out.set(key(item), [item]);
    else list.push(item);
  }
  return out;
}

/** The roster with these payees and the rows below them; rows that belong to no payee stay. */
function only(input: RunInput, entity: string, keys: ReadonlySet<string>): Roster {
  const facts = readFacts(input.policy, input.roster);
  const entities = Object.entries(input.roster.entities).map(([id, rows]) => {
    const nodes = facts.nodes.get(id);
    const kept =
      nodes === undefined
        ? rows
        : nodes
            .filter((node) => keys.has(nearest(node, entity)?.key ?? "") || nearest(node, entity) === null)
            .map((n) => n.row);
    return [id, kept];
  });
  return { entities: Object.fromEntries(entities), columns: input.roster.columns };
}
