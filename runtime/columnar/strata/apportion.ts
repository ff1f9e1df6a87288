/** Whole steps divided in proportion, over columns of whole weights: as the interpreter divides, without a fraction each. */
import { EXACT } from "./seats.js";

/**
 * Largest remainder: every part is its exact share cut to whole steps, and the steps left go one each to the largest
 * remainders, equal ones by `tie` (places in `weights`). The weights sum to above 0 and below 2^53, as does `total`.
 * Invariant poolIsExact: the parts sum to `total`.
 */
export function apportion(total: number, weights: Float64Array, tie: (a: number, b: number) => number): Float64Array {
  const { whole, rest, left } = wholeParts(total, weights);
  if (left === 0) return whole;
  // Only the remainders at the edge have to be put in order; there are fewer steps left than remainders above 0.
  const edge = Float64Array.from(rest).sort()[rest.length - left] as number;
  let over = 0;
  const equal: number[] = [];
  for (let i = 0; i < rest.length; i += 1) {
    const r = rest[i] as number;
    if (r > edge) {
      whole[i] = (whole[i] as number) + 1;
      over += 1;
    } else if (r === edge) equal.push(i);
  }
  const chosen = over + equal.length === left ? equal : equal.sort(tie).slice(0, left - over);
  for (const i of chosen) whole[i] = (whole[i] as number) + 1;
  return whole;
}

/** All the steps left go to the one named. */
export function apportionTo(total: number, weights: Float64Array, taker: number): Float64Array {
  const { whole, left } = wholeParts(total, weights);
  whole[taker] = (whole[taker] as number) + left;
  return whole;
}

/** `rest` in parts of the sum of the weights. */
function wholeParts(total: number, weights: Float64Array): { whole: Float64Array; rest: Float64Array; left: number } {
  let sum = 0;
  let most = 0;
  for (const w of weights) {
    sum += w;
    if (w > most) most = w;
  }
  const whole = new Float64Array(weights.length);
  const rest = new Float64Array(weights.length);
  let left = total;
  // Below 2^53 the product is a whole number that a double holds; beyond, a BigInt does.
  const narrow = total * most < EXACT;
  const [wideTotal, wideSum] = [BigInt(total), BigInt(sum)];
  for (let i = 0; i < weights.length; i += 1) {
    const w = weights[i] as number;
    let part: number;
    let remainder: number;
    if (narrow) {
      const product = total * w;
      part = Math.floor(product / sum);
      remainder = product - part * sum;
      // A quotient that is rounded up to a whole number is one too many.
      if (remainder < 0) {
        part -= 1;
        remainder += sum;
      }
    } else {
      const product = wideTotal * BigInt(w);
      const quotient = product / wideSum;
      part = Number(quotient);
      remainder = Number(product - quotient * wideSum);
    }
    whole[i] = part;
    rest[i] = remainder;
    left -= part;
  }
  return { whole, rest, left };
}
