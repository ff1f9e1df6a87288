/** What pots divided among payees leave: the step, and what cuts take off. It is never shared out again. */
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { AmountAward, BenefitDef } from "../../compiler/ir/types.js";
import type { Unspent } from "../run.js";
import { award, boundedValue } from "./award.js";
import type { Node } from "./facts.js";
import type { Pool } from "./portion.js";
import { type Rounding, roundWithin } from "./rounding.js";
import { scopeOn, type World } from "./scope.js";
import * as V from "./value.js";

/** `pools`: those of the benefit. */
export function unspentOf(world: World, benefit: BenefitDef, pools: readonly Pool[], rounding: Rounding): Unspent[] {
  return pools.flatMap((pool): Unspent[] => {
    const pot = V.knownNumber(pool.pot);
    if (pot === null) return [];
    let left = pot;
    for (const [node, share] of pool.shares) {
      const amount = share.value.known ? roundedShare(world, benefit, pool.leaf, node, rounding) : null;
      if (amount !== null) left = R.sub(left, amount);
    }
    return R.sign(left) > 0 ? [{ benefit: benefit.id, amount: left }] : [];
  });
}

/** What a row's part comes to after its cuts; null: that is not known. */
export function roundedShare(
  world: World,
  benefit: BenefitDef,
  leaf: AmountAward,
  node: Node,
  rounding: Rounding,
): Rational | null {
  const outcome = award(leaf, scopeOn(world, node, benefit.id), true);
  const amount = V.knownNumber(boundedValue(outcome));
  const [floor, ceiling] = outcome.kind === "due" ? [outcome.floor, outcome.ceiling] : [null, null];
  return amount === null ? null : roundWithin(amount, floor, ceiling, rounding);
}
