/** The claims of each benefit as they move through the stages after rounding: whole steps in doubles. */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { BenefitDef } from "../../../compiler/ir/types.js";
import type { Amounts, ClaimColumns } from "../../outcome.js";
import { STATES } from "../../outcome.js";
import type { Draft } from "../../reference/claims.js";
import { EXACT, NONE, OPEN, SETTLED, UNBOUNDED } from "./seats.js";

export interface Ledger {
  readonly benefit: BenefitDef;
  readonly rows: number;
  readonly state: Uint8Array;
  /** 0 unless settled. */
  readonly amount: Float64Array;
  /** Of an undecided claim. */
  readonly high: Float64Array;
}

const UNDECIDED = STATES.indexOf("undecided");
const NOT_DUE = STATES.indexOf("notDue");
const NOT_ELIGIBLE = STATES.indexOf("notEligible");

export function emptyLedger(benefit: BenefitDef, rows: number): Ledger {
  return {
    benefit,
    rows,
    state: new Uint8Array(rows),
    amount: new Float64Array(rows),
    high: new Float64Array(rows),
  };
}

/** The claims as an engine gives them. */
export function ledgerOf(benefit: BenefitDef, columns: ClaimColumns, step: Rational): Ledger {
  const ledger = emptyLedger(benefit, columns.rows);
  const net = stepsOf(columns.amounts("net"), step, columns.rows);
  const high = stepsOf(columns.amounts("high"), step, columns.rows);
  for (let row = 0; row < columns.rows; row += 1) {
    const state = columns.state[row] as number;
    if (state === NOT_DUE || state === NOT_ELIGIBLE) continue;
    if (state === UNDECIDED) {
      ledger.state[row] = OPEN;
      ledger.high[row] = high[row] as number;
    } else {
      ledger.state[row] = SETTLED;
      ledger.amount[row] = net[row] as number;
    }
  }
  return ledger;
}

/** A claim as the interpreter left it. */
export function take(ledger: Ledger, row: number, d: Draft, step: Rational): void {
  ledger.state[row] = d.state === "none" ? NONE : d.state === "open" ? OPEN : SETTLED;
  ledger.amount[row] = d.state === "settled" ? inSteps(d.amount, step) : 0;
  ledger.high[row] = d.state !== "open" ? 0 : d.high === null ? UNBOUNDED : inSteps(d.high, step);
}

/** Amounts as steps; UNBOUNDED where there is none. */
export function stepsOf(amounts: Amounts, step: Rational, rows: number): Float64Array {
  const { values, known, odd, scale } = amounts;
  const out = new Float64Array(rows);
  const narrow = values instanceof Int32Array;
  // Amounts after rounding are whole steps: the division leaves nothing over.
  const [times, by] = [step.d, scale * step.n];
  const same = times === by;
  for (let row = 0; row < rows; row += 1) {
    if (known !== null && known[row] === 0) out[row] = UNBOUNDED;
    else if (odd.size > 0 && odd.has(row)) out[row] = inSteps(odd.get(row) as Rational, step);
    else if (same && narrow) out[row] = values[row] as number;
    else out[row] = Number((BigInt(values[row] as number | bigint) * times) / by);
  }
  return out;
}

export function inSteps(amount: Rational, step: Rational): number {
  return Number(R.floor(R.div(amount, step)));
}

/** Whether every sum over these claims, settled or at its highest, is a whole number that a double holds. */
export function fitsDoubles(ledgers: readonly Ledger[]): boolean {
  let sum = 0;
  for (const { rows, amount, high } of ledgers)
    for (let row = 0; row < rows; row += 1) sum += (amount[row] as number) + Math.max(0, high[row] as number);
  return sum < EXACT;
}

/** Amounts in steps as columns of yuan; `known` null: everywhere. */
export function amountsInSteps(steps: Float64Array, known: Uint8Array | null, step: Rational): Amounts {
  const n = Number(step.n);
  let narrow = true;
  for (const s of steps) if (Math.abs(s * n) >= 2 ** 31) narrow = false;
  if (narrow) return { scale: step.d, values: Int32Array.from(steps, (s) => s * n), known, odd: new Map() };
  return { scale: step.d, values: BigInt64Array.from(steps, (s) => BigInt(s) * step.n), known, odd: new Map() };
}
