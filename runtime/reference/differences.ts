/** A version that reaches back: what it still owes, or has overpaid; and awards to be recovered. */
import * as R from "../../compiler/ir/rational.js";
import type { Clawback, Difference } from "../run.js";
import type { Draft } from "./claims.js";
import { paidSince, pastAwards } from "./history.js";
import type { World } from "./scope.js";
import * as V from "./value.js";

/** Payees get the new net less what was paid, never below 0; overpayments are listed. Undecided claims wait. */
export function differences(world: World, drafts: readonly Draft[]): Difference[] {
  const { backTo } = world.policy.inForce;
  if (backTo === null) return [];
  return drafts.flatMap((d): Difference[] => {
    if (d.state === "open") return [];
    const paid = paidSince(world, d.benefit.id, d.node, backTo);
    const due = d.amount;
    const gap = R.sub(due, paid);
    if (R.sign(due) === 0 && R.sign(paid) === 0) return [];
    return [
      {
        benefit: d.benefit.id,
        row: d.node.key,
        due,
        paid,
        owed: R.max(gap, R.ZERO),
        overpaid: R.max(R.neg(gap), R.ZERO),
      },
    ];
  });
}

export function clawbacks(world: World): Clawback[] {
  return pastAwards(world).flatMap((past): Clawback[] => {
    const amount = V.knownNumber(past.amount);
    if (amount === null || R.sign(amount) >= 0) return [];
    const { node } = past;
    return [
      {
        entity: node.entity,
        row: node.key,
        payee: node.parent?.key ?? null,
        benefit: past.benefit,
        amount,
        on: V.knownText(past.on),
      },
    ];
  });
}
