import { sub } from "../../../compiler/ir/rational.js";
import { type CaseRun, compare } from "../../../runtime/simulate/index.js";
import type { Difference } from "../protocol.js";

/** Who gets more, less and the same. */
export function differenceOf(before: CaseRun, after: CaseRun): Difference {
  const { gain, lose, same } = compare(before, after).total;
  const amount = sub(after.outcome.total.amount, before.outcome.total.amount);
  return { amount, gain: gain.payees, lose: lose.payees, same };
}
