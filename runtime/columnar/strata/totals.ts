/** Stage 7 over columns: totals by group of payees, and by payee. */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { ClaimColumns, Ints32, PayeeColumns } from "../../outcome.js";
import type { Rounding } from "../../reference/rounding.js";
import type { Total } from "../../run.js";
import { boundedSums } from "./columns.js";
import { amountsInSteps, type Ledger } from "./ledger.js";
import { NONE, OPEN, SETTLED, UNBOUNDED } from "./seats.js";

/** One benefit's claims as totals read them. */
export interface Counted {
  readonly columns: ClaimColumns;
  readonly ledger: Ledger;
  /** The second run. */
  readonly most: Ledger;
  /** Steps at stage 4; 0 where there are none. */
  readonly rounded: Float64Array;
}

/** The totals of these benefits. `groups`: of each payee; a payee without one has -1 in no place. */
export function totalsOf(
  benefits: readonly Counted[],
  payees: number,
  groups: Ints32,
  count: number,
  rounding: Rounding,
): Total[] {
  const make = () => new Float64Array(count);
  const [amount, rounded, ceiling, high, recipients, undecided] = [make(), make(), make(), make(), make(), make()];
  const [noCeiling, noHigh] = [new Uint8Array(count), new Uint8Array(count)];
  const exact = Array.from({ length: count }, (): Rational => R.ZERO);
  const [paid, waits] = [new Uint8Array(payees), new Uint8Array(payees)];
  const add = (into: Float64Array, g: number, n: number): void => {
    into[g] = (into[g] as number) + n;
  };
  for (const { columns, ledger, most, rounded: steps } of benefits) {
    const of = new Int32Array(ledger.rows);
    for (let row = 0; row < ledger.rows; row += 1) {
      const payee = columns.payee[row] as number;
      of[row] = payee < 0 ? -1 : (groups[payee] as number);
    }
    for (let row = 0; row < ledger.rows; row += 1) {
      const payee = columns.payee[row] as number;
      const g = of[row] as number;
      if (g < 0 || g >= count) continue;
      const state = ledger.state[row];
      if (most.state[row] === SETTLED) add(ceiling, g, most.amount[row] as number);
      else if (state !== NONE) noCeiling[g] = 1;
      if (state === SETTLED) {
        const net = ledger.amount[row] as number;
        add(amount, g, net);
        add(rounded, g, steps[row] as number);
        if (net > 0 && paid[payee] === 0) {
          paid[payee] = 1;
          add(recipients, g, 1);
        }
      } else if (state === OPEN) {
        if (ledger.high[row] === UNBOUNDED) noHigh[g] = 1;
        else add(high, g, ledger.high[row] as number);
        if (waits[payee] === 0) {
          waits[payee] = 1;
          add(undecided, g, 1);
        }
      }
    }
    const sums = boundedSums(columns, of, count);
    for (let g = 0; g < count; g += 1) exact[g] = R.add(exact[g] as Rational, sums[g] as Rational);
  }
  const money = (steps: number): Rational => R.mul(R.integer(BigInt(steps)), rounding.step);
  return exact.map(
    (sum, g): Total => ({
      amount: money(amount[g] as number),
      exact: sum,
      exactToStep: R.round(sum, rounding.step, rounding.mode),
      rounded: money(rounded[g] as number),
      ceiling: noCeiling[g] === 1 ? null : money(ceiling[g] as number),
      recipients: recipients[g] as number,
      undecided: undecided[g] as number,
      high: noHigh[g] === 1 ? null : money(high[g] as number),
    }),
  );
}

/** `places`: the payees of another outcome of the same roster. */
export function payeeColumns(benefits: readonly Counted[], places: PayeeColumns, step: Rational): PayeeColumns {
  const net = new Float64Array(places.rows);
  const ceiling = new Float64Array(places.rows);
  const known = new Uint8Array(places.rows).fill(1);
  const undecided = new Uint16Array(places.rows);
  for (const { columns, ledger, most } of benefits) {
    for (let row = 0; row < ledger.rows; row += 1) {
      const payee = columns.payee[row] as number;
      if (payee < 0) continue;
      net[payee] = (net[payee] as number) + (ledger.amount[row] as number);
      if (most.state[row] === SETTLED) ceiling[payee] = (ceiling[payee] as number) + (most.amount[row] as number);
      else if (ledger.state[row] !== NONE) known[payee] = 0;
      if (ledger.state[row] === OPEN) undecided[payee] = (undecided[payee] as number) + 1;
    }
  }
  return {
    ...places,
    net: amountsInSteps(net, null, step),
    ceiling: amountsInSteps(ceiling, known.includes(0) ? known : null, step),
    undecided,
  };
}
