/** Columns of exact amounts: whole numbers at one scale, and what fits no scale beside them. */
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { Amounts } from "../outcome.js";

/** Denominators beyond this are kept as fractions. */
const LARGEST_SCALE = 10n ** 9n;
const I32 = 2n ** 31n;
const I64 = 2n ** 63n;

/** The amount of a row in yuan; null: it has none. */
export function amountAt(amounts: Amounts, row: number): Rational | null {
  if (amounts.known !== null && amounts.known[row] === 0) return null;
  const odd = amounts.odd.get(row);
  return odd ?? R.ratio(BigInt(amounts.values[row] ?? 0), amounts.scale);
}

/** The sum of the amounts that there are. */
export function sumOf(amounts: Amounts): Rational {
  let whole = 0n;
  let rest: Rational = R.ZERO;
  const { known, odd, values } = amounts;
  if (values instanceof Int32Array) {
    // Below 2^31 each: a double holds the sum of two million exactly.
    let part = 0;
    for (let row = 0; row < values.length; row += 1) {
      if (known === null || known[row] === 1) part += values[row] as number;
      if ((row & 0xfffff) === 0xfffff) {
        whole += BigInt(part);
        part = 0;
      }
    }
    whole += BigInt(part);
  } else
    for (let row = 0; row < values.length; row += 1)
      if (known === null || known[row] === 1) whole += values[row] as bigint;
  // Where an amount is kept as a fraction its stored value is 0.
  for (const amount of odd.values()) rest = R.add(rest, amount);
  return R.add(R.ratio(whole, amounts.scale), rest);
}

/** These amounts at the smallest scale that holds all but the odd ones. `step` is tried first: money in whole steps. */
export function amountsOf(list: readonly (Rational | null)[], step: Rational): Amounts {
  const scale = scaleOf(list, step.d);
  const odd = new Map<number, Rational>();
  const whole: bigint[] = [];
  let [narrow, all] = [true, true];
  for (const [row, amount] of list.entries()) {
    const n = amount === null ? 0n : amount.n * (scale / gcd(scale, amount.d));
    const fits = amount === null || (scale % amount.d === 0n && n >= -I64 && n < I64);
    if (amount === null) all = false;
    if (!fits && amount !== null) odd.set(row, amount);
    const stored = fits && amount !== null ? n : 0n;
    whole.push(stored);
    if (stored < -I32 || stored >= I32) narrow = false;
  }
  return {
    scale,
    values: narrow ? Int32Array.from(whole, Number) : BigInt64Array.from(whole),
    known: all ? null : Uint8Array.from(list, (amount) => (amount === null ? 0 : 1)),
    odd,
  };
}

function scaleOf(list: readonly (Rational | null)[], first: bigint): bigint {
  let scale = first;
  for (const amount of list) {
    if (amount === null || scale % amount.d === 0n) continue;
    const lcm = (scale / gcd(scale, amount.d)) * amount.d;
    if (lcm <= LARGEST_SCALE) scale = lcm;
  }
  return scale;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
