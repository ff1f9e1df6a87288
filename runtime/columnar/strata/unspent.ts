/** What pots divided among payees leave: the step, and what cuts take off. It is never shared out again. */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import { ofSteps, type Rounding } from "../../reference/rounding.js";
import { roundedShare } from "../../reference/unspent.js";
import * as V from "../../reference/value.js";
import type { Unspent } from "../../run.js";
import type { Ledger } from "./ledger.js";
import type { PoolRun, PortionRun } from "./portions.js";
import { eachRow, openOn, type RowReader } from "./rows.js";
import { SETTLED } from "./seats.js";
import type { Side } from "./side.js";
import { hasPortion } from "./split.js";

export function unspentOf(policy: Policy, side: Side, rounding: Rounding): Unspent[] {
  return policy.benefits.flatMap((benefit): readonly Unspent[] => {
    if (!hasPortion(benefit.award)) return [];
    const run = side.portions.get(benefit.id);
    if (run !== undefined) return leftBy(side.reader, run, side.before(benefit.id), rounding);
    // A portion in a list of rules is divided by the interpreter, over the rows that its claims were gathered from.
    const gathered = side.gathered.get(benefit.id);
    return gathered === undefined ? [] : openOn(gathered.reader, null).unspent(benefit);
  });
}

function leftBy(reader: RowReader, run: PortionRun, before: Ledger, rounding: Rounding): Unspent[] {
  const { benefit, leaf } = run.portion;
  const given = new Float64Array(run.pools.length);
  const raised: Rational[] = run.pools.map(() => R.ZERO);
  const nothing: number[] = [];
  for (let row = 0; row < before.rows; row += 1) {
    const p = run.pool[row] as number;
    if (p < 0 || !(run.pools[p] as PoolRun).divided) continue;
    if (before.state[row] === SETTLED) given[p] = (given[p] as number) + (before.amount[row] as number);
    else if (leaf.floors.length > 0 && run.share(row).value.known) nothing.push(row);
  }
  // An undecided row whose part is 0 in any case: a floor may raise it.
  eachRow(reader, benefit.entity, nothing, (node, row, { world }) => {
    const p = run.pool[row] as number;
    raised[p] = R.add(raised[p] as Rational, roundedShare(world, benefit, leaf, node, rounding) ?? R.ZERO);
  });
  return run.pools.flatMap((pool, p): Unspent[] => {
    const pot = V.knownNumber(pool.pot);
    if (pot === null) return [];
    const left = R.sub(R.sub(pot, ofSteps(BigInt(given[p] as number), rounding.step)), raised[p] as Rational);
    return R.sign(left) > 0 ? [{ benefit: benefit.id, amount: left }] : [];
  });
}
