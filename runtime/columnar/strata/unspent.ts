/** What pots divided among payees leave: the step, and what cuts take off. It is never shared out again. */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import { ofSteps } from "../../reference/rounding.js";
import * as V from "../../reference/value.js";
import type { Unspent } from "../../run.js";
import type { Ledger } from "./ledger.js";
import type { PoolRun, PortionRun } from "./portions.js";
import { SETTLED } from "./seats.js";
import type { Side } from "./side.js";
import { hasPortion } from "./split.js";

/** null: a floor may raise a share of 0, or a portion stands in a list of rules; only the interpreter knows. */
export function unspentOf(policy: Policy, side: Side, step: Rational): Unspent[] | null {
  const found: Unspent[] = [];
  for (const benefit of policy.benefits) {
    if (!hasPortion(benefit.award)) continue;
    const run = side.portions.get(benefit.id);
    if (run === undefined || run.portion.leaf.floors.length > 0) return null;
    found.push(...leftBy(run, side.before(benefit.id), step));
  }
  return found;
}

function leftBy(run: PortionRun, before: Ledger, step: Rational): Unspent[] {
  const given = new Float64Array(run.pools.length);
  for (let row = 0; row < before.rows; row += 1) {
    const p = run.pool[row] as number;
    if (p < 0 || before.state[row] !== SETTLED || !(run.pools[p] as PoolRun).divided) continue;
    given[p] = (given[p] as number) + (before.amount[row] as number);
  }
  return run.pools.flatMap((pool, p): Unspent[] => {
    const pot = V.knownNumber(pool.pot);
    if (pot === null) return [];
    const left = R.sub(pot, ofSteps(BigInt(given[p] as number), step));
    return R.sign(left) > 0 ? [{ benefit: run.portion.benefit.id, amount: left }] : [];
  });
}
