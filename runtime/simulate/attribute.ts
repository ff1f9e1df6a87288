/** What each of several changes costs: alone, and each on top of those before it; the interaction is what the first leaves over. */
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import { type Case, prepareCase } from "./case.js";
import { type Change, changesBetween, withChanges } from "./changes.js";
import { type Engine, type Steps, watch } from "./engine.js";
import { ScenarioFault } from "./fault.js";
import { sumOf } from "./sums.js";

export interface AttributedChange {
  readonly change: Change;
  /** What the total changes by when this is the only change. */
  readonly alone: Rational;
  /** What it adds on top of the changes before it. These sum to the whole difference. */
  readonly inOrder: Rational;
}

export interface Attribution {
  readonly before: Rational;
  readonly after: Rational;
  readonly net: Rational;
  /** In the order that changes.ts states. */
  readonly changes: readonly AttributedChange[];
  /** net − the sum of `alone`: what the changes do only together. */
  readonly interaction: Rational;
}

/** Throws ScenarioFault for a case that cannot be carried out or is refused; the signal's reason when called off. */
export async function attribute(a: Case, b: Case, engine: Engine, steps: Steps = {}): Promise<Attribution> {
  const changes = changesBetween(a, b);
  // The first change is alone in both columns; after the last all are made.
  const progress = watch(steps, 2 * Math.max(1, changes.length));
  const total = async (made: readonly Change[]): Promise<Rational> => {
    const outcome = engine(prepareCase(withChanges(a, b, made)).input);
    if (outcome.refused) throw new ScenarioFault(outcome.diagnostics);
    await progress.next();
    return outcome.total.amount;
  };
  const before = await total([]);
  const alone: Rational[] = [];
  for (const change of changes) alone.push(R.sub(await total([change]), before));
  const inOrder: Rational[] = [];
  let last = before;
  for (const [i] of changes.entries()) {
    const next = i === 0 ? R.add(before, alone[0] as Rational) : await total(changes.slice(0, i + 1));
    inOrder.push(R.sub(next, last));
    last = next;
  }
  const net = R.sub(last, before);
  return {
    before,
    after: last,
    net,
    changes: changes.map((change, i) => ({ change, alone: alone[i] as Rational, inOrder: inOrder[i] as Rational })),
    interaction: R.sub(net, sumOf(alone)),
  };
}
