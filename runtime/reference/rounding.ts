/** Stage 4, and amounts as whole steps. */

import type { Rational, RoundingMode } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";

export interface Rounding {
  readonly mode: RoundingMode;
  readonly step: Rational;
}

/** The whole steps in an amount, what is left over dropped. */
export function stepsDown(amount: Rational, step: Rational): bigint {
  return R.floor(R.div(amount, step));
}

export function stepsUp(amount: Rational, step: Rational): bigint {
  return -R.floor(R.neg(R.div(amount, step)));
}

export function ofSteps(steps: bigint, step: Rational): Rational {
  return R.mul(R.integer(steps), step);
}

/**
 * Invariant roundedCrossesNoCut: the amount as whole steps, at or above its floor and at or below its ceiling. Where the
 * ceiling leaves no whole step above the floor, the ceiling has the last word.
 */
export function roundWithin(
  amount: Rational,
  floor: Rational | null,
  ceiling: Rational | null,
  rounding: Rounding,
): Rational {
  let steps = R.steps(amount, rounding.step, rounding.mode);
  if (floor !== null) {
    const least = stepsUp(floor, rounding.step);
    if (steps < least) steps = least;
  }
  if (ceiling !== null) {
    const most = stepsDown(ceiling, rounding.step);
    if (steps > most) steps = most;
  }
  return ofSteps(steps < 0n ? 0n : steps, rounding.step);
}
