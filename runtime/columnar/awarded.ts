/**
 * Stages 1 to 3 of rows that are left to the interpreter, as far as the plan decides them: of a household whose fact is blank,
 * most claims do not ask for it.
 */
import type {
  AwardPlan,
  BenefitPlan,
  NodeId,
  Optional,
  PlanBecause,
  PlanNode,
  Scaled,
} from "../../compiler/ir/columns.js";
import * as R from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { cutFlags } from "../reference/award.js";
import type { Entitlement } from "../reference/claims.js";
import { HOLDS, type Verdict } from "../reference/guard.js";
import * as V from "../reference/value.js";
import { entityTable, holdersOf, outwards, repeatedKeys } from "../table/relations.js";
import type { Table } from "../table.js";
import { told } from "./claims.js";
import { allocate, type ColumnView, type Dataset, view } from "./columns.js";
import type { EntityRun } from "./entities.js";
import { rowsOf } from "./kernel.js";

/** Of the i-th of the rows; null: the interpreter must work it out. */
export interface Awarded {
  readonly entitlement: (benefit: string, i: number, second: boolean) => Entitlement | null;
  readonly eligible: (i: number) => Verdict | null;
  /** Nothing is due for certain, whatever is entered. */
  readonly isNothing: (benefit: string, i: number) => boolean;
}

export function awardedOn(
  policy: Policy,
  table: Table,
  run: EntityRun,
  rows: readonly number[],
  vectors: boolean,
): Awarded {
  const { plan } = run;
  const benefits = new Map(plan.benefits.map((b) => [b.benefit, b]));
  const wanted = [
    ...new Set([
      plan.noted,
      plan.judged,
      plan.eligible ?? plan.noted,
      ...plan.benefits.flatMap((b) => [...nodesOf(b), ...nodesOf(b.second)]),
    ]),
  ];
  const columns = rowsOf(picked(run.data, rows), plan.nodes as PlanNode[], wanted, vectors);
  const of = new Map<NodeId, ColumnView>(wanted.map((node, i) => [node, columns[i] as ColumnView]));
  const at = (node: NodeId, i: number): bigint => BigInt((of.get(node) as ColumnView)[i] as number | bigint);
  const scaled = (x: Scaled, i: number) => R.ratio(at(x.node, i), x.scale);
  const cut = (x: Optional | null, i: number) => (x !== null && at(x.has, i) !== 0n ? scaled(x, i) : null);
  const alone = standsAlone(policy, table, run);

  // By code: most claims of most rows are not due, for a few reasons.
  const nothing = plan.because.map((why): Entitlement => {
    const because = told(why);
    return { outcome: { kind: "notDue", because }, notEligible: why.notEligible ? because : null, months: [] };
  });

  function entitlement(award: AwardPlan, i: number): Entitlement {
    const code = at(award.code, i);
    if (code !== 0n) return nothing[Number(code) - 1] as Entitlement;
    const gross = V.known(scaled(award.gross, i));
    const bounded = scaled(award.bounded, i);
    const due = {
      kind: "due",
      gross,
      bounded,
      floor: cut(award.floor, i),
      ceiling: cut(award.ceiling, i),
      flags: [],
    } as const;
    const flags = at(award.entered, i) === 0n ? [] : cutFlags(due);
    return { outcome: { ...due, flags }, notEligible: null, months: [] };
  }

  const isOurs = (i: number): boolean => at(plan.noted, i) === 0n && alone(rows[i] as number);

  function verdict(code: bigint): Verdict {
    if (code === 0n) return HOLDS;
    const because = told(plan.because[Number(code) - 1] as PlanBecause);
    return { kind: because.kind === "except" ? "excluded" : "failed", because };
  }

  return {
    entitlement: (benefit, i, second) => {
      const own = benefits.get(benefit) as BenefitPlan;
      const award = second ? own.second : own;
      return at(award.decided, i) !== 0n && isOurs(i) ? entitlement(award, i) : null;
    },
    isNothing: (benefit, i) => {
      const own = benefits.get(benefit) as BenefitPlan;
      const isIn = (award: AwardPlan): boolean => at(award.decided, i) !== 0n && at(award.code, i) !== 0n;
      return isIn(own) && isIn(own.second) && isOurs(i);
    },
    eligible: (i) =>
      plan.eligible !== null && at(plan.judged, i) !== 0n && isOurs(i) ? verdict(at(plan.eligible, i)) : null,
  };
}

function nodesOf(a: AwardPlan): NodeId[] {
  const cuts = [a.floor, a.ceiling].flatMap((cut) => (cut === null ? [] : [cut.node, cut.has]));
  return [a.decided, a.code, a.gross.node, a.bounded.node, ...cuts, a.entered];
}

/** The same columns for these rows alone. */
function picked(data: Dataset, rows: readonly number[]): Dataset {
  const made = allocate(data.plan, rows.length);
  for (const index of data.plan.columns.keys()) {
    const [from, to] = [view(data, index), view(made, index)];
    for (const [i, row] of rows.entries()) to[i] = from[row] as never;
  }
  return made;
}

/** Rows that share a key with another, or are below no payee, belong together in ways that kernels do not know. */
function standsAlone(policy: Policy, table: Table, run: EntityRun): (row: number) => boolean {
  const own = repeatedKeys(entityTable(table, run.entity).keys);
  const outer = outwards(policy, run.entity).some((e) => repeatedKeys(entityTable(table, e).keys) !== null);
  const holders = run.payee === run.entity ? null : holdersOf(policy, table, run.entity, run.payee);
  return (row) => !outer && own?.[row] !== 1 && (holders === null || (holders[row] as number) >= 0);
}
