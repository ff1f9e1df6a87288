/**
 * Values: known, or undecided with the reasons why and, for a number, the range in which it must lie.
 * Yes/no is three-valued (Kleene): a test is decided as soon as what is known settles it.
 */

import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { Relation, Scalar } from "../../compiler/ir/types.js";
import type { Reason } from "../run.js";

/** A number in base units, yes/no, or a text (also dates, enum values and the keys of rows). */
export type Datum = Rational | boolean | string;

export interface Known {
  readonly known: true;
  readonly value: Datum;
}

/** `low` and `high` are null where there is no bound, and for anything but a number. */
export interface Undecided {
  readonly known: false;
  readonly low: Rational | null;
  readonly high: Rational | null;
  readonly reasons: readonly Reason[];
}

export type Value = Known | Undecided;

export const YES: Known = { known: true, value: true };
export const NO: Known = { known: true, value: false };

export function known(value: Datum): Known {
  return { known: true, value };
}

export function yesNo(value: boolean): Known {
  return value ? YES : NO;
}

export function undecided(reasons: readonly Reason[]): Undecided {
  return { known: false, low: null, high: null, reasons };
}

export function because(kind: Reason["kind"], what: string, entity: string | null, row: string | null): Undecided {
  return undecided([{ kind, what, entity, row }]);
}

/** A number between two ends. When they meet it is known after all. */
export function range(low: Rational | null, high: Rational | null, reasons: readonly Reason[]): Value {
  if (low !== null && high !== null && R.equal(low, high)) return known(low);
  return { known: false, low, high, reasons };
}

export function ofScalar(scalar: Scalar): Known {
  return known(scalar.kind === "number" ? R.rational(scalar.value) : scalar.value);
}

export function isNumber(datum: Datum): datum is Rational {
  return typeof datum === "object";
}

/** The number a value is known to be, or null. */
export function knownNumber(value: Value): Rational | null {
  return value.known && isNumber(value.value) ? value.value : null;
}

/** The text (date, enum value, key) a value is known to be, or null. */
export function knownText(value: Value): string | null {
  return value.known && typeof value.value === "string" ? value.value : null;
}

export function isYes(value: Value): boolean {
  return value.known && value.value === true;
}

export function isNo(value: Value): boolean {
  return value.known && value.value === false;
}

export function reasonsOf(value: Value): readonly Reason[] {
  return value.known ? [] : value.reasons;
}

/** Lowest and highest a number may be. */
export function low(value: Value): Rational | null {
  return value.known ? knownNumber(value) : value.low;
}

export function high(value: Value): Rational | null {
  return value.known ? knownNumber(value) : value.high;
}

/** A sum over a large roster may have thousands of reasons; the first ones in the roster's order are kept. */
const MOST_REASONS = 50;

/** All reasons, each once, in order. */
export function mergeReasons(lists: Iterable<readonly Reason[]>): readonly Reason[] {
  const seen = new Map<string, Reason>();
  for (const list of lists) {
    for (const reason of list) {
      if (seen.size >= MOST_REASONS) return [...seen.values()];
      const key = `${reason.kind} ${reason.what} ${reason.entity} ${reason.row}`;
      if (!seen.has(key)) seen.set(key, reason);
    }
  }
  return [...seen.values()];
}

function allReasons(values: readonly Value[]): readonly Reason[] {
  return mergeReasons(values.map(reasonsOf));
}

// ---------------------------------------------------------------- three-valued logic

/** No as soon as one is no, yes if all are yes, else undecided. */
export function and(values: readonly Value[]): Value {
  if (values.some(isNo)) return NO;
  return values.every(isYes) ? YES : undecided(allReasons(values));
}

export function or(values: readonly Value[]): Value {
  if (values.some(isYes)) return YES;
  return values.every(isNo) ? NO : undecided(allReasons(values));
}

export function not(value: Value): Value {
  if (isYes(value)) return NO;
  return isNo(value) ? YES : value;
}

// ---------------------------------------------------------------- arithmetic on ranges

const plus = (a: Rational | null, b: Rational | null): Rational | null =>
  a === null || b === null ? null : R.add(a, b);
const negated = (a: Rational | null): Rational | null => (a === null ? null : R.neg(a));

export function add(a: Value, b: Value): Value {
  const x = knownNumber(a);
  const y = knownNumber(b);
  if (x !== null && y !== null) return known(R.add(x, y));
  return range(plus(low(a), low(b)), plus(high(a), high(b)), allReasons([a, b]));
}

export function negate(a: Value): Value {
  const x = knownNumber(a);
  if (x !== null) return known(R.neg(x));
  return range(negated(high(a)), negated(low(a)), reasonsOf(a));
}

export function subtract(a: Value, b: Value): Value {
  return add(a, negate(b));
}

export function sum(values: readonly Value[]): Value {
  return values.reduce<Value>(add, known(R.ZERO));
}

/** Zero times a missing value is undecided as any other product with it; zero times a range with two ends is zero. */
export function multiply(a: Value, b: Value): Value {
  const x = knownNumber(a);
  const y = knownNumber(b);
  if (x !== null && y !== null) return known(R.mul(x, y));
  const reasons = allReasons([a, b]);
  const [al, ah, bl, bh] = [low(a), high(a), low(b), high(b)];
  if (al !== null && ah !== null && bl !== null && bh !== null) {
    const corners = [R.mul(al, bl), R.mul(al, bh), R.mul(ah, bl), R.mul(ah, bh)];
    return range(corners.reduce(R.min), corners.reduce(R.max), reasons);
  }
  // With an open end only the case that occurs in amounts is bounded: both factors at least 0.
  if (al !== null && bl !== null && R.sign(al) >= 0 && R.sign(bl) >= 0) {
    return range(R.mul(al, bl), ah === null || bh === null ? null : R.mul(ah, bh), reasons);
  }
  return undecided(reasons);
}

/** Undecided where the divisor is 0, or may be. */
export function divide(a: Value, b: Value, onZero: Reason): Value {
  const y = knownNumber(b);
  if (y !== null && R.sign(y) === 0) return undecided([onZero]);
  const x = knownNumber(a);
  if (x !== null && y !== null) return known(R.div(x, y));
  const [bl, bh] = [low(b), high(b)];
  const reasons = allReasons([a, b]);
  if (bl === null || bh === null || R.sign(bl) !== R.sign(bh) || R.sign(bl) === 0) return undecided(reasons);
  const inverse: Undecided = { known: false, low: R.div(R.ONE, bh), high: R.div(R.ONE, bl), reasons: reasonsOf(b) };
  return multiply(a, y === null ? inverse : known(R.div(R.ONE, y)));
}

/** The larger: an end is open only where both sides leave it open, or the one that decides does. */
export function larger(a: Value, b: Value): Value {
  const x = knownNumber(a);
  const y = knownNumber(b);
  if (x !== null && y !== null) return known(R.max(x, y));
  const [al, ah, bl, bh] = [low(a), high(a), low(b), high(b)];
  if (al !== null && bh !== null && R.compare(al, bh) >= 0) return a;
  if (bl !== null && ah !== null && R.compare(bl, ah) >= 0) return b;
  const least = al === null ? bl : bl === null ? al : R.max(al, bl);
  return range(least, ah === null || bh === null ? null : R.max(ah, bh), allReasons([a, b]));
}

export function smaller(a: Value, b: Value): Value {
  return negate(larger(negate(a), negate(b)));
}

/** What a value may be when it is one of several: known if all are known and equal. */
export function oneOf(candidates: readonly Value[], reasons: readonly Reason[]): Value {
  const first = candidates[0];
  if (first === undefined) return undecided(reasons);
  if (first.known && candidates.every((c) => c.known && sameDatum(c.value, first.value))) return first;
  const all = mergeReasons([reasons, ...candidates.map(reasonsOf)]);
  const lows = candidates.map(low);
  const highs = candidates.map(high);
  return range(
    lows.every((x) => x !== null) ? lows.reduce(R.min) : null,
    highs.every((x) => x !== null) ? highs.reduce(R.max) : null,
    all,
  );
}

// ---------------------------------------------------------------- comparison

export function sameDatum(a: Datum, b: Datum): boolean {
  return isNumber(a) && isNumber(b) ? R.equal(a, b) : a === b;
}

/** ISO dates order as texts do. */
function order(a: Datum, b: Datum): number {
  if (isNumber(a) && isNumber(b)) return R.compare(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

const HOLDS: Record<Relation, (order: number) => boolean> = {
  ge: (o) => o >= 0,
  gt: (o) => o > 0,
  le: (o) => o <= 0,
  lt: (o) => o < 0,
  eq: (o) => o === 0,
  ne: (o) => o !== 0,
};

/** Decided where both ends of a range agree: `at least 1000` holds of 1,012 to 1,015, and `is 1015` is undecided. */
export function compare(relation: Relation, a: Value, b: Value): Value {
  if (a.known && b.known) return yesNo(HOLDS[relation](order(a.value, b.value)));
  const [al, ah, bl, bh] = [low(a), high(a), low(b), high(b)];
  const atLeast = (x: Rational | null, y: Rational | null) => x !== null && y !== null && R.compare(x, y) >= 0;
  const above = (x: Rational | null, y: Rational | null) => x !== null && y !== null && R.compare(x, y) > 0;
  const apart = above(al, bh) || above(bl, ah);
  const decided: Record<Relation, boolean | null> = {
    ge: atLeast(al, bh) ? true : above(bl, ah) ? false : null,
    gt: above(al, bh) ? true : atLeast(bl, ah) ? false : null,
    le: atLeast(bl, ah) ? true : above(al, bh) ? false : null,
    lt: above(bl, ah) ? true : atLeast(al, bh) ? false : null,
    eq: apart ? false : null,
    ne: apart ? true : null,
  };
  const answer = decided[relation];
  return answer === null ? undecided(allReasons([a, b])) : yesNo(answer);
}

/** As a person reads it: `3000`, `yes`, `2024-01-10`, `1012..1015`, `?`. */
export function show(value: Value): string {
  if (value.known) {
    if (isNumber(value.value)) return R.text(value.value);
    return typeof value.value === "boolean" ? (value.value ? "yes" : "no") : value.value;
  }
  if (value.low === null && value.high === null) return "?";
  return `${value.low === null ? "" : R.text(value.low)}..${value.high === null ? "" : R.text(value.high)}`;
}
