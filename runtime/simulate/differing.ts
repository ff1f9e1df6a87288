/** How many payees come out differently in two runs on the same rows. */
import * as R from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Amounts, Outcome } from "../outcome.js";
import { amountAt } from "../outcomes/index.js";

/** Payees with a claim whose state or net differs. */
export function differingPayees(policy: Policy, a: Outcome, b: Outcome): number {
  const differs = new Uint8Array(Math.max(a.payees().rows, b.payees().rows));
  for (const { id } of policy.benefits) {
    const [one, two] = [a.claims(id), b.claims(id)];
    const [x, y] = [one.amounts("net"), two.amounts("net")];
    const same = sameAmount(x, y);
    for (let row = 0; row < one.rows; row += 1) {
      if (one.state[row] === two.state[row] && same(row)) continue;
      const payee = one.payee[row] as number;
      if (payee >= 0) differs[payee] = 1;
    }
  }
  return differs.reduce((n, flag) => n + flag, 0);
}

function sameAmount(a: Amounts, b: Amounts): (row: number) => boolean {
  const plain = a.scale === b.scale && a.odd.size === 0 && b.odd.size === 0;
  if (plain && a.values instanceof Int32Array === b.values instanceof Int32Array) {
    const [x, y] = [a.values, b.values];
    if (a.known === null && b.known === null) return (row) => x[row] === y[row];
    return (row) => {
      const known = a.known === null || a.known[row] === 1;
      return known === (b.known === null || b.known[row] === 1) && (!known || x[row] === y[row]);
    };
  }
  return (row) => {
    const [x, y] = [amountAt(a, row), amountAt(b, row)];
    return x === null || y === null ? x === y : R.equal(x, y);
  };
}
