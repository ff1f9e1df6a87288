import { compare, type Rational, sub, ZERO } from "../../../compiler/ir/rational.js";
import type { Amounts, Outcome } from "../../../runtime/outcome.js";
import { amountAt } from "../../../runtime/outcomes/index.js";
import type { Difference } from "../protocol.js";

/** Who gets more, less and the same. Payees are matched by place where both runs have the same, else by key. */
export function differenceOf(before: Outcome, after: Outcome): Difference {
  const a = before.payees();
  const b = after.payees();
  const old = new Map<string, number>();
  for (let i = 0; i < a.rows; i++) old.set(a.key(i), i);
  const counts = { gain: 0, lose: 0, same: 0 };
  for (let i = 0; i < b.rows; i++) {
    const was = old.get(b.key(i));
    const order = compareAt(b.net, i, a.net, was);
    counts[order > 0 ? "gain" : order < 0 ? "lose" : "same"]++;
    old.delete(b.key(i));
  }
  // Those who are no longer there lose what they had.
  for (const i of old.values()) counts[netAt(a.net, i).n > 0n ? "lose" : "same"]++;
  return { amount: sub(after.total.amount, before.total.amount), ...counts };
}

function compareAt(a: Amounts, i: number, b: Amounts, j: number | undefined): number {
  if (j !== undefined && a.scale === b.scale && a.odd.size === 0 && b.odd.size === 0 && !a.known && !b.known) {
    const x = a.values[i] as number | bigint;
    const y = b.values[j] as number | bigint;
    return x > y ? 1 : x < y ? -1 : 0;
  }
  return compare(netAt(a, i), j === undefined ? ZERO : netAt(b, j));
}

function netAt(amounts: Amounts, i: number): Rational {
  return amountAt(amounts, i) ?? ZERO;
}
