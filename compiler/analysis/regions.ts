/** The values of a variable, cut into pieces within which no test tells two values apart. */
import { add, compare, div, equal, floor, integer, mul, ONE, type Rational, rational, sub } from "../ir/rational.js";
import type { Relation } from "../ir/types.js";
import type { Variable } from "./terms.js";

/** What is asked of a variable. A missing value answers only whether it is known. */
export type Test =
  /** Numbers, and dates as days. */
  | { readonly kind: "compare"; readonly relation: Relation; readonly value: Rational }
  /** Choices and texts. */
  | { readonly kind: "in"; readonly values: readonly string[]; readonly negated: boolean }
  | { readonly kind: "known"; readonly known: boolean };

export type Region =
  | { readonly kind: "point"; readonly value: Rational }
  /** All values between two tested ones; `value` is the one nearest to `from`, or to `to` where there is no `from`. */
  | { readonly kind: "between"; readonly from: Rational | null; readonly to: Rational | null; readonly value: Rational }
  | { readonly kind: "choice"; readonly value: string }
  /** Any text that is not tested. */
  | { readonly kind: "otherText" }
  | { readonly kind: "blank" };

const TWO = integer(2);

/** The pieces of a variable that the tests with these numbers and texts can tell apart, in rising order, blank last. */
export function regionsOf(variable: Variable, numbers: readonly Rational[], texts: readonly string[]): Region[] {
  const blank: Region[] = variable.blank ? [{ kind: "blank" }] : [];
  switch (variable.sort) {
    case "choice":
      return [...variable.choices.map((value): Region => ({ kind: "choice", value })), ...blank];
    case "text":
      return [
        ...[...new Set(texts)].map((value): Region => ({ kind: "choice", value })),
        { kind: "otherText" },
        ...blank,
      ];
    default:
      return [...numberRegions(variable, numbers), ...blank];
  }
}

function numberRegions(variable: Variable, numbers: readonly Rational[]): Region[] {
  const sorted = [...numbers].sort(compare).filter((n, i, all) => i === 0 || !equal(n, all[i - 1] as Rational));
  const step = gridStep(variable.step, sorted);
  const regions: Region[] = [];
  let from: Rational | null = null;
  for (const n of [...sorted, null]) {
    const gap = between(variable, step, from, n);
    if (gap) regions.push(gap);
    if (n === null) break;
    if (inBounds(variable, n) && onGrid(n, step)) regions.push({ kind: "point", value: n });
    from = n;
  }
  return regions;
}

/** The field's own step, made finer where a number in the rules is finer; a whole number stays whole. */
function gridStep(step: Rational | null, numbers: readonly Rational[]): Rational | null {
  if (step === null || equal(step, ONE)) return step;
  let fine = step;
  for (let i = 0; i < 4; i += 1) {
    if (numbers.every((n) => onGrid(n, fine))) return fine;
    fine = div(fine, integer(10));
  }
  return numbers.every((n) => onGrid(n, fine)) ? fine : null;
}

function onGrid(n: Rational, step: Rational | null): boolean {
  return step === null || div(n, step).d === 1n;
}

function inBounds(variable: Variable, n: Rational): boolean {
  return (
    (variable.low === null || compare(n, variable.low) >= 0) &&
    (variable.high === null || compare(n, variable.high) <= 0)
  );
}

function between(variable: Variable, step: Rational | null, from: Rational | null, to: Rational | null): Region | null {
  const low = variable.low && (!from || compare(variable.low, from) > 0) ? variable.low : null;
  const high = variable.high && (!to || compare(variable.high, to) < 0) ? variable.high : null;
  const value = inside(step, { open: from, closed: low }, { open: to, closed: high });
  if (value === null) return null;
  return { kind: "between", from: low ?? from, to: high ?? to, value };
}

interface Side {
  /** The tested number beside the piece, which is not in it. */
  readonly open: Rational | null;
  /** The variable's own bound, which is in it and nearer than `open`. */
  readonly closed: Rational | null;
}

function inside(step: Rational | null, low: Side, high: Side): Rational | null {
  if (low.closed && high.closed && compare(low.closed, high.closed) > 0) return null;
  if (low.closed && !high.closed && high.open && compare(low.closed, high.open) >= 0) return null;
  if (high.closed && !low.closed && low.open && compare(high.closed, low.open) <= 0) return null;
  if (step === null) {
    const [a, b] = [low.closed ?? low.open, high.closed ?? high.open];
    if (a && b) return equal(a, b) ? a : div(add(a, b), TWO);
    return a ? add(a, ONE) : b ? sub(b, ONE) : rational("0");
  }
  const first = low.closed ? ceilTo(low.closed, step) : low.open ? next(low.open, step) : null;
  const last = high.closed
    ? mul(integer(floor(div(high.closed, step))), step)
    : high.open
      ? previous(high.open, step)
      : null;
  if (first && last) return compare(first, last) > 0 ? null : low.open || !high.open ? first : last;
  if (first) return first;
  return last ?? rational("0");
}

function ceilTo(n: Rational, step: Rational): Rational {
  const q = div(n, step);
  const whole = floor(q);
  return mul(integer(q.d === 1n ? whole : whole + 1n), step);
}

function next(n: Rational, step: Rational): Rational {
  return mul(integer(floor(div(n, step)) + 1n), step);
}

function previous(n: Rational, step: Rational): Rational {
  return sub(ceilTo(n, step), step);
}

/** Whether a value of the region passes the test. */
export function passes(region: Region, test: Test): boolean {
  if (test.kind === "known") return (region.kind !== "blank") === test.known;
  if (region.kind === "blank") return false;
  if (test.kind === "in") {
    const value = region.kind === "choice" ? region.value : null;
    return (value !== null && test.values.includes(value)) !== test.negated;
  }
  if (region.kind !== "point" && region.kind !== "between") return false;
  return holds(test.relation, compare(region.value, test.value));
}

export function holds(relation: Relation, order: -1 | 0 | 1): boolean {
  switch (relation) {
    case "ge":
      return order >= 0;
    case "gt":
      return order > 0;
    case "le":
      return order <= 0;
    case "lt":
      return order < 0;
    case "eq":
      return order === 0;
    case "ne":
      return order !== 0;
  }
}

/** One value of a region, for an example. */
export function sampleOf(region: Region): Rational | string | null {
  if (region.kind === "blank") return null;
  return region.kind === "otherText" ? "…" : region.value;
}
