/** Goal-seek: the value of one number at which the total passes a mark, on the number's own grid. */
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { Num } from "../../compiler/ir/types.js";
import { type Case, prepareCase } from "./case.js";
import { type Engine, type Steps, type TableInput, type Watch, watch } from "./engine.js";
import { ScenarioFault } from "./fault.js";
import { numberAt, type PolicyNumber, withNumber } from "./numbers.js";

export interface Goal {
  /** See numbers.ts. */
  readonly address: string;
  /** The mark, in yuan. */
  readonly total: Rational;
  /** The total of one benefit instead of all. */
  readonly benefit?: string;
  /** Where to look, base units: the number's bounds unless given; without bounds from 0 to four times its value, and further while the total still moves. */
  readonly from?: Num;
  readonly to?: Num;
  /** The grid: multiples of this. The number's own unless given. */
  readonly step?: Num;
  /** Points at which the way of the total is looked at; 17 unless given. */
  readonly samples?: number;
  /** Points of a scan, where the total does not move one way; 200 unless given. */
  readonly scan?: number;
}

export interface Point {
  readonly value: Num;
  readonly total: Rational;
}

/** Two neighbours on the grid between which the total passes the mark. */
export interface Crossing {
  /** The total is at most the mark here, */
  readonly within: Point;
  /** and above it here. */
  readonly beyond: Point;
  /** The total at `within` is the mark. */
  readonly exact: boolean;
}

export interface Solution {
  readonly number: PolicyNumber;
  readonly total: Rational;
  readonly benefit: string | null;
  readonly step: Num;
  readonly from: Num;
  readonly to: Num;
  /** At the number's present value; null: it has none. */
  readonly present: Point | null;
  /** How the total moves as the number grows, at the points looked at. `flat`: not at all. */
  readonly way: "rising" | "falling" | "flat" | "neither";
  readonly method: "bisection" | "scan";
  /** From small to large. With `scan`, what lies between two neighbouring points of the scan may hold more. */
  readonly crossings: readonly Crossing[];
  /** The crossing nearest to the present value; null: no value meets the mark. */
  readonly answer: Crossing | null;
  /** The value looked at whose total is nearest to the mark; of equal ones the smallest. */
  readonly nearest: Point;
  /** Every value looked at, from small to large. */
  readonly points: readonly Point[];
  readonly runs: number;
}

/** A place on the grid: the value is `k` steps. */
interface Looked {
  readonly k: bigint;
  readonly total: Rational;
}

interface Search {
  readonly at: (k: bigint) => Promise<Looked>;
  readonly isWithin: (p: Looked) => boolean;
  readonly seen: ReadonlyMap<bigint, Looked>;
}

/** Throws ScenarioFault for an unknown number, for bounds, and for a run that is refused; the signal's reason when called off. */
export async function solve(of: Case, engine: Engine, goal: Goal, steps: Steps = {}): Promise<Solution> {
  const { input } = prepareCase(of);
  const number = numberAt(input, goal.address);
  const step = R.rational(goal.step ?? number.step);
  if (R.sign(step) <= 0) throw new RangeError("a step is above 0");
  const samples = Math.max(2, goal.samples ?? 17);
  const progress = watch(steps, samples + 12);
  const search = searchOf(input, engine, goal, step, progress);
  const range = await rangeOf(number, goal, step, search);

  let way = wayOf(await spread(search, range, samples));
  let method: Solution["method"] = "bisection";
  let crossings = way === "neither" ? null : await bisected(search);
  if (crossings === null) {
    method = "scan";
    progress.expect(goal.scan ?? 200);
    await spread(search, range, goal.scan ?? 200);
    way = "neither";
    crossings = (await bisected(search, true)) ?? [];
  }
  const present = number.value === null ? null : await presentPoint(input, engine, goal, number.value, step, search);
  const point = ({ k, total }: Looked): Point => ({ value: valueAt(k, step), total });
  const told = crossings.map(
    ({ within, beyond }): Crossing => ({
      within: point(within),
      beyond: point(beyond),
      exact: R.equal(within.total, goal.total),
    }),
  );
  const points = [...search.seen.values()].sort((a, b) => (a.k < b.k ? -1 : 1));
  return {
    number,
    total: goal.total,
    benefit: goal.benefit ?? null,
    step: R.text(step),
    from: valueAt(range.from, step),
    to: valueAt(range.to, step),
    present,
    way,
    method,
    crossings: told,
    answer: nearestTo(told, number.value),
    nearest: point(nearestPoint(points, goal.total)),
    points: points.map(point),
    runs: search.seen.size,
  };
}

function valueAt(k: bigint, step: Rational): Num {
  return R.text(R.mul(R.integer(k), step));
}

function searchOf(input: TableInput, engine: Engine, goal: Goal, step: Rational, progress: Watch): Search {
  const seen = new Map<bigint, Looked>();
  return {
    seen,
    isWithin: (p) => R.compare(p.total, goal.total) <= 0,
    at: async (k) => {
      const known = seen.get(k);
      if (known !== undefined) return known;
      const looked = { k, total: totalAt(input, engine, goal, valueAt(k, step)) };
      seen.set(k, looked);
      await progress.next();
      return looked;
    },
  };
}

function totalAt(input: TableInput, engine: Engine, goal: Goal, value: Num): Rational {
  const outcome = engine(withNumber(input, goal.address, value));
  if (outcome.refused) throw new ScenarioFault(outcome.diagnostics);
  const total = goal.benefit === undefined ? outcome.total : outcome.byBenefit[goal.benefit];
  if (total === undefined) throw new RangeError(`the policy has no benefit ${goal.benefit}`);
  return total.amount;
}

async function presentPoint(
  input: TableInput,
  engine: Engine,
  goal: Goal,
  value: Num,
  step: Rational,
  search: Search,
): Promise<Point> {
  const k = R.div(R.rational(value), step);
  const total = k.d === 1n && search.seen.has(k.n) ? (await search.at(k.n)).total : totalAt(input, engine, goal, value);
  return { value, total };
}

// ---------------------------------------------------------------- where to look

interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

/** How many times a range without an upper bound is widened, four times each. */
const WIDENINGS = 5;

async function rangeOf(number: PolicyNumber, goal: Goal, step: Rational, search: Search): Promise<Range> {
  const down = (value: Rational) => R.floor(R.div(value, step));
  const up = (value: Rational) => -down(R.neg(value));
  const from = up(R.rational(goal.from ?? number.low ?? "0"));
  const most = goal.to ?? number.high;
  const highest = most === null || most === undefined ? null : down(R.rational(most));
  if (goal.to !== undefined && highest !== null) return { from, to: highest < from ? from : highest };
  const value = number.value === null ? null : R.rational(number.value);
  if (value === null && highest !== null) return { from, to: highest < from ? from : highest };
  let to = value === null || R.sign(value) <= 0 ? from + 100n : up(R.mul(value, R.integer(4)));
  const capped = (k: bigint) => (highest !== null && k > highest ? highest : k < from ? from : k);
  for (let i = 0; i < WIDENINGS; i += 1) {
    const [first, last] = [await search.at(from), await search.at(capped(to))];
    if (capped(to) === highest || search.isWithin(first) !== search.isWithin(last)) break;
    const further = await search.at(capped(to * 4n));
    if (R.equal(further.total, last.total)) break;
    to *= 4n;
  }
  return { from, to: capped(to) };
}

/** Evenly spread places, both ends among them; all of them where there are no more. */
async function spread(search: Search, { from, to }: Range, count: number): Promise<Looked[]> {
  const gaps = BigInt(count - 1);
  const places = new Set<bigint>();
  for (let i = 0n; i <= gaps; i += 1n) places.add(from + ((to - from) * i) / gaps);
  const looked: Looked[] = [];
  for (const k of places) looked.push(await search.at(k));
  return looked;
}

function wayOf(points: readonly Looked[]): Solution["way"] {
  let [rises, falls] = [false, false];
  const inOrder = [...points].sort((a, b) => (a.k < b.k ? -1 : 1));
  for (const [i, p] of inOrder.entries()) {
    const before = inOrder[i - 1];
    if (before === undefined) continue;
    const order = R.compare(p.total, before.total);
    if (order > 0) rises = true;
    if (order < 0) falls = true;
  }
  return rises && falls ? "neither" : rises ? "rising" : falls ? "falling" : "flat";
}

// ---------------------------------------------------------------- crossings

interface Pair {
  readonly within: Looked;
  readonly beyond: Looked;
}

/**
 * The crossing between each two neighbours looked at that lie on both sides of the mark. Null if a point between two others
 * is not between their totals, so that the total does not move one way after all; `anyway`: go on even then.
 */
async function bisected(search: Search, anyway = false): Promise<Pair[] | null> {
  const points = [...search.seen.values()].sort((a, b) => (a.k < b.k ? -1 : 1));
  const found: Pair[] = [];
  for (const [i, right] of points.entries()) {
    const left = points[i - 1];
    if (left === undefined || search.isWithin(left) === search.isWithin(right)) continue;
    let [low, high] = [left, right];
    while (high.k - low.k > 1n) {
      const middle = await search.at((low.k + high.k) / 2n);
      if (!anyway && !between(middle.total, low.total, high.total)) return null;
      if (search.isWithin(middle) === search.isWithin(low)) low = middle;
      else high = middle;
    }
    found.push(search.isWithin(low) ? { within: low, beyond: high } : { within: high, beyond: low });
  }
  return found;
}

function between(x: Rational, a: Rational, b: Rational): boolean {
  const [low, high] = R.compare(a, b) <= 0 ? [a, b] : [b, a];
  return R.compare(low, x) <= 0 && R.compare(x, high) <= 0;
}

function nearestTo(crossings: readonly Crossing[], present: Num | null): Crossing | null {
  const value = present === null ? R.ZERO : R.rational(present);
  let best: Crossing | null = null;
  let least: Rational | null = null;
  for (const crossing of crossings) {
    const away = distance(R.rational(crossing.within.value), value);
    if (least !== null && R.compare(away, least) >= 0) continue;
    best = crossing;
    least = away;
  }
  return best;
}

function nearestPoint(points: readonly Looked[], total: Rational): Looked {
  const [first, ...rest] = points;
  if (first === undefined) throw new RangeError("no point was looked at");
  return rest.reduce(
    (best, p) => (R.compare(distance(p.total, total), distance(best.total, total)) < 0 ? p : best),
    first,
  );
}

function distance(a: Rational, b: Rational): Rational {
  const d = R.sub(a, b);
  return R.sign(d) < 0 ? R.neg(d) : d;
}
