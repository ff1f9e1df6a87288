/** Dividing whole steps: by largest remainder, or with the remainder to one. */

import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";

/**
 * Divides `total` steps in proportion to `weights` (each at least 0, not all 0). Everyone gets the whole steps of their
 * exact part; the steps left go to the largest remainders, equal ones in the order given by `tie`.
 * Invariant poolIsExact: the parts sum to `total`.
 */
export function apportion(
  total: bigint,
  weights: readonly Rational[],
  tie: (a: number, b: number) => number,
): bigint[] {
  const { whole, rest, left } = wholeParts(total, weights);
  const order = weights
    .map((_, i) => i)
    .sort((a, b) => R.compare(rest[b] as Rational, rest[a] as Rational) || tie(a, b));
  // There are fewer steps left than parts with a remainder, so no one gets two.
  for (const i of order.slice(0, Number(left))) whole[i] = (whole[i] as bigint) + 1n;
  return whole;
}

/** As apportion, but all the steps left go to the one named. */
export function apportionTo(total: bigint, weights: readonly Rational[], taker: number): bigint[] {
  const { whole, left } = wholeParts(total, weights);
  whole[taker] = (whole[taker] as bigint) + left;
  return whole;
}

function wholeParts(total: bigint, weights: readonly Rational[]): { whole: bigint[]; rest: Rational[]; left: bigint } {
  const sum = weights.reduce(R.add, R.ZERO);
  const exact = weights.map((w) => R.div(R.mul(R.integer(total), w), sum));
  const whole = exact.map(R.floor);
  const rest = exact.map((x, i) => R.sub(x, R.integer(whole[i] as bigint)));
  return { whole, rest, left: total - whole.reduce((a, b) => a + b, 0n) };
}
