/** The plans of a policy, one for each entity that is paid or judged, filled with what the roster holds. */
import type { ColumnPlan, NodeId, PlanNode } from "../../compiler/ir/columns.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { EngineInput } from "../input.js";
import { payeeEntity } from "../reference/payees.js";
import { entityTable, holdersOf, outwards, repeatedKeys } from "../table/relations.js";
import type { Chosen } from "../table/roster-of.js";
import type { Table } from "../table.js";
import { type ColumnView, columns, type Dataset } from "./columns.js";
import { rowsOf } from "./kernel.js";
import { type Planned, planned } from "./planned.js";
import { profileOf } from "./profile.js";
import type { Planner, Reading } from "./reading.js";
import { readingOf } from "./sources.js";
import type { Values } from "./values.js";

/** The plan of one entity on its rows. */
export interface EntityRun {
  readonly entity: string;
  /** The entity whose rows these rows count towards. */
  readonly payee: string;
  readonly rows: number;
  readonly plan: ColumnPlan;
  readonly data: Dataset;
  /** 1: the interpreter decides, for the row's own sake or for its payee's. */
  readonly slow: Uint8Array;
  /** How many rows the plan itself leaves. Where `slow` has more, others are slow for the sake of rows they belong with. */
  readonly left: number;
  /** The values of nodes for every row, written out when first asked for; masks as 0 and 1. */
  readonly column: (node: NodeId) => ColumnView;
  /** Asks for several at once: one kernel writes them. */
  readonly write: (nodes: readonly NodeId[]) => void;
}

export interface Prepared {
  /** Outer entities first. Empty where `whole` is not. */
  readonly runs: readonly EntityRun[];
  readonly plans: readonly ColumnPlan[];
  /** Why the whole run goes to the interpreter; empty: it does not. */
  readonly whole: readonly string[];
  /** The payees whose rows the interpreter works out. */
  readonly slow: readonly (Chosen & { readonly rows: readonly number[] })[];
}

/** The plan of an entity for what its sources hold. */
function planOf(at: Reading, entity: string): Planned {
  const outer = outwards(at.input.policy, entity).find((e) => at.verdicts.has(e));
  const verdicts = outer === undefined ? {} : { verdicts: at.because.get(outer) ?? [] };
  return planned(at, { ...profileOf(at.input, entity), ...verdicts });
}

/** Entities with a benefit or an eligibility clause, outer ones first. */
export function plannedEntities(policy: Policy): string[] {
  const wanted = new Set([...policy.benefits, ...policy.eligibility].map((clause) => clause.entity));
  const depth = (entity: string) => outwards(policy, entity).length;
  return policy.entities
    .map((e) => e.id)
    .filter((id) => wanted.has(id))
    .sort((a, b) => depth(a) - depth(b));
}

export function prepare(input: EngineInput, planner: Planner, vectors: boolean): Prepared {
  const at = readingOf(input, planner, vectors);
  const { policy } = input;
  const entities = plannedEntities(policy);
  if (policy.benefits.length === 0) return left(input, planner, entities);
  const made: EntityRun[] = [];
  for (const entity of entities) {
    const { plan, values } = planOf(at, entity);
    if (plan.whole.length > 0) return left(input, planner, entities);
    const run = onRows(at, plan, values);
    // Rows within these ask for their eligibility.
    if (plan.eligible !== null) judge(at, run);
    made.push(run);
  }
  const plans = made.map((run) => run.plan);
  const slow = slowPayees(policy, at.table, made);
  const some = made.some((run) => run.slow.includes(0));
  const every = [...new Set(plans.flatMap((p) => p.every))];
  if (!some && every.length > 0 && made.some((run) => run.rows > 0)) return { runs: [], plans, whole: every, slow: [] };
  return { runs: made, plans, whole: [], slow };
}

/** The whole run goes to the interpreter: without data each entity's plan says why. */
function left(input: EngineInput, planner: Planner, entities: readonly string[]): Prepared {
  const plans = entities.map((entity) => planner(input.policy, profileOf(input, entity)));
  const whole = new Set(plans.flatMap((plan) => plan.whole));
  if (input.policy.benefits.length === 0) whole.add("the policy pays nothing");
  return { runs: [], plans, whole: [...whole], slow: [] };
}

function onRows(at: Reading, plan: ColumnPlan, values: Values): EntityRun {
  const { rows } = entityTable(at.table, plan.entity);
  const data = columns(plan, rows, values, at.input.crew ?? null);
  const views = new Map<NodeId, ColumnView>();
  const write = (nodes: readonly NodeId[]): void => {
    const missing = [...new Set(nodes)].filter((node) => !views.has(node));
    if (missing.length === 0) return;
    const written = rowsOf(data, plan.nodes as PlanNode[], missing, at.vectors);
    for (const [i, node] of missing.entries()) views.set(node, written[i] as ColumnView);
  };
  const column = (node: NodeId): ColumnView => {
    write([node]);
    return views.get(node) as ColumnView;
  };
  const { op } = plan.nodes[plan.slow] as PlanNode;
  const slow = op === "no" ? new Uint8Array(rows) : (column(plan.slow) as Uint8Array).slice();
  return {
    entity: plan.entity,
    payee: payeeEntity(at.input.policy, plan.entity),
    rows,
    plan,
    data,
    slow,
    left: countOf(slow),
    column,
    write,
  };
}

/** How many are 1. */
export function countOf(marks: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < marks.length; row += 1) count += marks[row] as number;
  return count;
}

/** Keeps the eligibility of the rows, which rows within them ask for. */
function judge(at: Reading, run: EntityRun): void {
  const { plan, rows, slow } = run;
  const codes = run.column(plan.eligible as NodeId) as Int32Array;
  const presence = slow.includes(1) ? slow.map((s) => 1 - s) : null;
  at.because.set(run.entity, plan.because);
  at.verdicts.set(run.entity, {
    source: { kind: "verdict", entity: run.entity },
    rows,
    column: { kind: "number", scale: 1n, values: codes, presence },
    noted: null,
  });
}

/**
 * A payee is worked out by one engine: where one of its rows is slow, so are all. Nothing that has a plan looks from one payee
 * to another, so that the others come out as in a run of the whole roster.
 */
function slowPayees(policy: Policy, table: Table, runs: readonly EntityRun[]): Prepared["slow"] {
  const payees = new Set(runs.map((run) => run.payee));
  // Payees within payees, as households of a village that is paid too, are worked out with the outermost.
  const unitOf = (run: EntityRun): string =>
    [run.entity, ...outwards(policy, run.entity)].filter((outer) => payees.has(outer)).at(-1) ?? run.payee;
  return [...new Set(runs.map(unitOf))].map((entity) => {
    const own = entityTable(table, entity);
    const slow = repeatedKeys(own.keys)?.slice() ?? new Uint8Array(own.rows);
    const inside = runs.filter((run) => unitOf(run) === entity);
    const holders = inside.map((run) => (run.entity === entity ? null : holdersOf(policy, table, run.entity, entity)));
    for (const [i, run] of inside.entries()) {
      const of = holders[i] ?? null;
      // Rows with one key share a limit of each such row.
      const twice =
        of !== null && run.plan.limits.length > 0 ? repeatedKeys(entityTable(table, run.entity).keys) : null;
      for (let row = 0; row < run.rows; row += 1) {
        if (run.slow[row] === 0 && (twice === null || twice[row] === 0)) continue;
        const payee = of === null ? row : (of[row] as number);
        if (payee >= 0) slow[payee] = 1;
      }
    }
    const any = slow.includes(1);
    for (const [i, run] of inside.entries()) {
      const of = holders[i] ?? null;
      if (of === null && any) run.slow.set(slow);
      if (of === null) continue;
      // A row below no payee counts for itself.
      for (let row = 0; row < run.rows; row += 1) {
        const payee = of[row] as number;
        if (payee < 0 || slow[payee] === 1) run.slow[row] = 1;
      }
    }
    const rows: number[] = [];
    for (let row = slow.indexOf(1); row >= 0; row = slow.indexOf(1, row + 1)) rows.push(row);
    return { entity, rows };
  });
}
