/**
 * One engine on the bench rule, in a process of its own, so that its memory is its own: `one.ts <engine> <households>`, both
 * forms of the rule. Beside it, in turns, the kernel written by hand, whose time is the measure. Prints one line of JSON.
 */

import { ENGINES } from "./engines/index.js";
import { packed } from "./hand/packed.js";
import { type Cost, inTurns, peakMemory } from "./measure.js";
import { type Answer, expected, HALF, type Rates, WHOLE } from "./rule/expected.js";
import { type Households, households } from "./rule/households.js";

export interface Measured {
  readonly form: "whole" | "half";
  readonly households: number;
  /** Nanoseconds a household, the least of all runs: on the clock, and on the processor in all threads. */
  readonly clock: number;
  readonly processor: number;
  /** Times the kernel written by hand, in processor time. */
  readonly ratio: number;
  /** MB beyond the process and the households, the most of the first form. */
  readonly memory: number;
  /** Households whose amount is not the right one; null: totals only. */
  readonly wrong: number | null;
  /** Whether totals by town and recipients are right. */
  readonly exact: boolean;
}

const YARDSTICK = 1_000_000;
/** Beyond this the totals of the kernel by hand, which BigInt has confirmed on fewer, stand for BigInt's. */
const BY_BIGINT = 1_000_000;

function same(a: Answer, b: Answer): boolean {
  return a.recipients === b.recipients && a.towns.every((fen, town) => fen === b.towns[town]);
}

let most = 0;

async function one(index: number, h: Households, rates: Rates, form: Measured["form"]): Promise<Measured> {
  const engine = ENGINES[index];
  if (engine === undefined) throw new RangeError(`there is no engine ${index}`);
  const before = peakMemory();
  const made = await engine.prepare(h, rates);
  const answer = await made.run();
  // A process's most never falls: of the second form it says nothing.
  if (form === "whole") most = peakMemory() - before;
  const yardstick = packed(h.rows < YARDSTICK ? households(YARDSTICK) : h, rates);
  const [own, hand] = (await inTurns([made.run, yardstick.run])) as [Cost, Cost];
  const perHousehold = (ms: number, rows: number) => (ms * 1e6) / rows;
  const truth = h.rows <= BY_BIGINT ? expected(h, rates) : null;
  const nets = truth === null || made.nets === null ? null : await made.nets();
  const wrong = nets === null ? null : nets.reduce((n, fen, row) => n + (fen === truth?.nets[row] ? 0 : 1), 0);
  await made.close?.();
  return {
    form,
    households: h.rows,
    clock: perHousehold(own.clock, h.rows),
    processor: perHousehold(own.processor, h.rows),
    ratio: perHousehold(own.processor, h.rows) / perHousehold(hand.processor, Math.max(h.rows, YARDSTICK)),
    memory: most,
    wrong,
    exact: same(answer, truth ?? yardstick.run()),
  };
}

const [index, rows] = process.argv.slice(2).map(Number) as [number, number];
const h = households(rows);
const results = [await one(index, h, WHOLE, "whole"), await one(index, h, HALF, "half")];
console.log(JSON.stringify(results));
