/** Totals by groups of payees, summed over written columns; the interpreter's rows are added by its own rules. */
import type { BenefitPlan, NodeId, NumberNode } from "../../compiler/ir/columns.js";
import * as R from "../../compiler/ir/rational.js";
import type { Ints32 } from "../outcome.js";
import { ofSteps, type Rounding } from "../reference/rounding.js";
import { totalOf } from "../reference/totals.js";
import type { Claim, Total } from "../run.js";
import type { EntityRun } from "./entities.js";
import { groupedTotals, plus } from "./totals.js";

/** One benefit with where its rows count. */
export interface Summed {
  readonly run: EntityRun;
  readonly benefit: BenefitPlan;
  /** The payee of each row. */
  readonly payee: Int32Array;
  readonly rest: ReadonlyMap<number, Claim>;
}

const EXACT = 2n ** 53n;

/** `groups`: the group of each payee; null: all are one. Payees whose group is not from 0 to `count` - 1 are left out. */
export function totalsIn(
  benefits: readonly Summed[],
  groups: Ints32 | null,
  count: number,
  payees: number,
  rounding: Rounding,
): Total[] {
  const paid = new Uint8Array(payees);
  const nothing = totalOf([], rounding);
  const totals = Array.from({ length: count }, () => nothing);
  const left: Claim[][] = Array.from({ length: count }, () => []);
  const groupOf = (payee: number): number => (groups === null ? 0 : (groups[payee] as number));
  const direct = rowsThatArePayees(benefits);
  if (direct !== null) {
    const { run, payee } = direct;
    const of = new Int32Array(run.rows);
    for (let row = 0; row < run.rows; row += 1) of[row] = run.slow[row] === 1 ? -1 : groupOf(payee[row] as number);
    const only = new Set(benefits.map(({ benefit }) => benefit.benefit));
    for (const { rest } of benefits) for (const [row, claim] of rest) left[groupOf(payee[row] as number)]?.push(claim);
    return groupedTotals(run.data, of, count, only, rounding).map((own, group) => withRest(own, left[group] ?? []));
  }
  for (const one of benefits) {
    const { run, benefit, payee, rest } = one;
    run.write([benefit.code, benefit.net, benefit.rounded, benefit.bounded.node, benefit.secondNet]);
    const code = run.column(benefit.code);
    const net = run.column(benefit.net);
    const of = new Int32Array(run.rows);
    const due = new Int32Array(run.rows);
    const { slow } = run;
    for (let row = 0; row < run.rows; row += 1) {
      const at = payee[row] as number;
      const group = groups === null ? 0 : (groups[at] as number);
      const own = slow[row] === 1 || !(group >= 0 && group < count) ? -1 : group;
      of[row] = own;
      // biome-ignore lint/suspicious/noDoubleEquals: a number or a BigInt, whichever the lane holds
      due[row] = code[row] == 0 ? own : -1;
      // biome-ignore lint/suspicious/noDoubleEquals: as above; never below 0
      if (slow[row] === 0 && net[row] != 0) paid[at] = 1;
    }
    const sum = (node: NodeId, where: Int32Array) => sumBy(run, node, where, count);
    const [amount, rounded, bounded] = [sum(benefit.net, of), sum(benefit.rounded, of), sum(benefit.bounded.node, due)];
    const second = benefit.secondNet === benefit.net ? amount : sum(benefit.secondNet, of);
    for (let group = 0; group < count; group += 1) {
      const exact = R.ratio(bounded[group] as bigint, benefit.bounded.scale);
      const money = (steps: readonly bigint[]) => ofSteps(steps[group] as bigint, rounding.step);
      const own: Total = {
        ...nothing,
        amount: money(amount),
        exact,
        rounded: money(rounded),
        ceiling: money(second),
      };
      totals[group] = plus(totals[group] as Total, own, rounding);
    }
    for (const [row, claim] of rest) left[groupOf(payee[row] as number)]?.push(claim);
  }
  const recipients = new Array<number>(count).fill(0);
  for (let payee = 0; payee < payees; payee += 1) {
    const group = paid[payee] === 1 ? groupOf(payee) : -1;
    if (group >= 0 && group < count) recipients[group] = (recipients[group] as number) + 1;
  }
  return totals.map((total, group) =>
    withRest({ ...total, recipients: recipients[group] as number }, left[group] as Claim[]),
  );

  function withRest(own: Total, claims: readonly Claim[]): Total {
    return claims.length === 0 ? own : plus(own, totalOf(claims, rounding), rounding);
  }
}

/** The rows that all of these benefits are of, where each row is a payee: its kernel can count recipients. */
function rowsThatArePayees(benefits: readonly Summed[]): Summed | null {
  const [first] = benefits;
  if (first === undefined || first.run.entity !== first.run.payee) return null;
  return benefits.every(({ run }) => run === first.run) ? first : null;
}

/** The sum of a node over the rows of each group; a row of group -1 is left out. */
function sumBy(run: EntityRun, node: NodeId, of: Int32Array, count: number): bigint[] {
  const values = run.column(node);
  const { low, high } = run.plan.nodes[node] as NumberNode;
  const most = high > -low ? high : -low;
  if (!(values instanceof BigInt64Array) && most * BigInt(Math.max(1, run.rows)) < EXACT) {
    const sums = new Float64Array(count);
    for (let row = 0; row < of.length; row += 1) {
      const group = of[row] as number;
      if (group >= 0) sums[group] = (sums[group] as number) + (values[row] as number);
    }
    return Array.from(sums, BigInt);
  }
  const sums = new Array<bigint>(count).fill(0n);
  for (let row = 0; row < of.length; row += 1) {
    const group = of[row] as number;
    if (group >= 0) sums[group] = (sums[group] as bigint) + BigInt(values[row] as number | bigint);
  }
  return sums;
}
