/** What a number can come to: an interval with both ends included, from the bounds of the fields in it. */
import {
  add,
  compare,
  div,
  integer,
  max,
  min,
  mul,
  neg,
  ONE,
  type Rational,
  rational,
  round,
  sign,
  ZERO,
} from "../ir/rational.js";
import type { AmountAward, Award, Expr, ValueDef } from "../ir/types.js";
import { keyOf, numberBounds, type Rules } from "./rules.js";

/** null: no bound on that side. */
export interface Range {
  readonly low: Rational | null;
  readonly high: Rational | null;
}

export const ANY: Range = { low: null, high: null };

export function exactly(value: Rational): Range {
  return { low: value, high: value };
}

/** What is known of some terms besides their own bounds, by key: a condition that holds here narrows them. */
export type Known = ReadonlyMap<string, Range>;
const NOTHING: Known = new Map();

export function hull(a: Range, b: Range): Range {
  return {
    low: a.low && b.low ? min(a.low, b.low) : null,
    high: a.high && b.high ? max(a.high, b.high) : null,
  };
}

export function meet(a: Range, b: Range): Range {
  return {
    low: a.low && b.low ? max(a.low, b.low) : (a.low ?? b.low),
    high: a.high && b.high ? min(a.high, b.high) : (a.high ?? b.high),
  };
}

/** Ends that cross: no number is within. */
function isEmpty({ low, high }: Range): boolean {
  return low !== null && high !== null && compare(low, high) > 0;
}

export function holdsZero(range: Range): boolean {
  return (range.low === null || sign(range.low) <= 0) && (range.high === null || sign(range.high) >= 0);
}

function plus(a: Range, b: Range): Range {
  return { low: a.low && b.low ? add(a.low, b.low) : null, high: a.high && b.high ? add(a.high, b.high) : null };
}

function negated(a: Range): Range {
  return { low: a.high ? neg(a.high) : null, high: a.low ? neg(a.low) : null };
}

/** An end of a product: infinity times 0 is 0, since the other factor is a number that is merely not known. */
type End = { readonly kind: "finite"; readonly value: Rational } | { readonly kind: "infinite"; readonly sign: -1 | 1 };

function end(value: Rational | null, side: -1 | 1): End {
  return value ? { kind: "finite", value } : { kind: "infinite", sign: side };
}

function product(a: End, b: End): End {
  if (a.kind === "finite" && b.kind === "finite") return { kind: "finite", value: mul(a.value, b.value) };
  const s = (e: End): number => (e.kind === "finite" ? sign(e.value) : e.sign);
  const both = s(a) * s(b);
  return both === 0 ? { kind: "finite", value: ZERO } : { kind: "infinite", sign: both > 0 ? 1 : -1 };
}

function times(a: Range, b: Range): Range {
  const ends = [end(a.low, -1), end(a.high, 1)].flatMap((x) =>
    [end(b.low, -1), end(b.high, 1)].map((y) => product(x, y)),
  );
  const finite = ends.flatMap((e) => (e.kind === "finite" ? [e.value] : []));
  const infinite = (side: -1 | 1): boolean => ends.some((e) => e.kind === "infinite" && e.sign === side);
  return {
    low: infinite(-1) || finite.length === 0 ? null : finite.reduce(min),
    high: infinite(1) || finite.length === 0 ? null : finite.reduce(max),
  };
}

function inverse(a: Range): Range {
  if (holdsZero(a) || isEmpty(a)) return ANY;
  // The sign is fixed, so the missing end is an infinity whose inverse tends to 0.
  const positive = a.low !== null && sign(a.low) > 0;
  const low = a.high ? div(ONE, a.high) : positive ? ZERO : null;
  const high = a.low ? div(ONE, a.low) : positive ? null : ZERO;
  return { low, high };
}

/** How deep definitions are followed. They are acyclic; this only bounds the work. */
const DEPTH = 40;

export function rangeOf(rules: Rules, expr: Expr, known: Known = NOTHING): Range {
  return range(rules, expr, known, DEPTH);
}

function range(rules: Rules, expr: Expr, known: Known, depth: number): Range {
  if (expr.op === "num") return exactly(rational(expr.value));
  if (depth === 0) return ANY;
  const memo = memoFor(rules, known);
  const before = memo.get(expr);
  if (before) return before;
  const own = known.size > 0 ? known.get(keyOf(expr)) : undefined;
  const found = bare(rules, expr, (e) => range(rules, e, known, depth - 1));
  const narrowed = own ? meet(found, own) : found;
  // What is known here never holds where nothing is left; arithmetic on ends that cross would mean nothing.
  const result = isEmpty(narrowed) ? found : narrowed;
  memo.set(expr, result);
  return result;
}

/** A definition that is read in many places is looked at once for each set of facts. */
function memoFor(rules: Rules, known: Known): WeakMap<Expr, Range> {
  const all = rules.once("ranges", () => new WeakMap<Known, WeakMap<Expr, Range>>());
  let memo = all.get(known);
  if (!memo) {
    memo = new WeakMap();
    all.set(known, memo);
  }
  return memo;
}

function bare(rules: Rules, expr: Expr, of: (e: Expr) => Range): Range {
  switch (expr.op) {
    case "field":
    case "follow": {
      const field = rules.field(expr.entity, expr.field);
      if (!field) return ANY;
      const bounds = numberBounds(field.type, field.low, field.high);
      return field.blank?.kind === "number" ? hull(bounds, exactly(rational(field.blank.value))) : bounds;
    }
    case "value":
    case "lookup": {
      const value = rules.value(expr.id);
      return value ? valueRange(value, of) : ANY;
    }
    case "add":
      return plus(of(expr.a), of(expr.b));
    case "sub":
      return plus(of(expr.a), negated(of(expr.b)));
    case "mul":
      return times(of(expr.a), of(expr.b));
    case "div":
      return times(of(expr.a), inverse(of(expr.b)));
    case "list":
      return listRange(expr, of);
    case "tally":
      return expr.word === "count" ? { low: ZERO, high: integer(expr.items.length) } : { low: ZERO, high: ONE };
    case "collect":
      return collectRange(expr, of);
    case "bound": {
      const floors = expr.floors.map(of);
      const ceilings = expr.ceilings.map(of);
      return cut(of(expr.x), floors, ceilings);
    }
    case "round": {
      const inner = of(expr.x);
      const step = rational(expr.step);
      return {
        low: inner.low ? round(inner.low, step, expr.mode) : null,
        high: inner.high ? round(inner.high, step, expr.mode) : null,
      };
    }
    case "tiers":
      return tiersRange(rules, expr, of);
    case "result": {
      const benefit = rules.benefit(expr.benefit);
      if (!benefit) return ANY;
      if (expr.stage === "gross") return grossFloor(awardRange(rules, benefit.award));
      return { low: ZERO, high: benefit.every ? null : awardRange(rules, benefit.award).high };
    }
    case "total":
      return { low: ZERO, high: null };
    default:
      return ANY;
  }
}

/** Gross is taken before the cuts, so only its sign is kept from the range of the cut amount. */
function grossFloor(cutRange: Range): Range {
  return { low: cutRange.low && sign(cutRange.low) >= 0 ? ZERO : null, high: null };
}

function valueRange(value: ValueDef, of: (e: Expr) => Range): Range {
  const { body } = value;
  switch (body.kind) {
    case "formula":
      return of(body.expr);
    case "set":
      return numberBounds(value.type, body.low, body.high);
    case "table": {
      const rows = [...body.rows.map((r) => r.value), ...(body.otherwise ? [body.otherwise] : [])].map(of);
      return rows.length > 0 ? rows.reduce(hull) : ANY;
    }
    case "readings": {
      const rows = body.readings.flatMap((r) => (r.expr ? [of(r.expr)] : []));
      return rows.length > 0 ? rows.reduce(hull) : numberBounds(value.type, null, null);
    }
  }
}

function listRange(expr: Extract<Expr, { op: "list" }>, of: (e: Expr) => Range): Range {
  const rows = expr.rows.map((row) => of(row.then));
  if (rows.length === 0) return exactly(ZERO);
  const always = expr.rows.flatMap((row, i) => (row.when === null ? [rows[i] as Range] : []));
  switch (expr.word) {
    case "sum":
      return expr.rows
        .map((row, i) => (row.when === null ? (rows[i] as Range) : hull(rows[i] as Range, exactly(ZERO))))
        .reduce(plus);
    case "highest": {
      const all = rows.reduce(hull);
      const sure = always.flatMap((r) => (r.low ? [r.low] : []));
      return { low: sure.length > 0 ? sure.reduce(max) : all.low, high: all.high };
    }
    case "lowest": {
      const all = rows.reduce(hull);
      const sure = always.flatMap((r) => (r.high ? [r.high] : []));
      return { low: all.low, high: sure.length > 0 ? sure.reduce(min) : all.high };
    }
    default:
      return rows.reduce(hull);
  }
}

function collectRange(expr: Extract<Expr, { op: "collect" }>, of: (e: Expr) => Range): Range {
  if (expr.word === "count") return { low: ZERO, high: null };
  if (expr.word === "share") return { low: ZERO, high: ONE };
  if (!expr.item) return ANY;
  const item = of(expr.item);
  if (expr.word !== "sum") return item;
  return {
    low: item.low && sign(item.low) >= 0 ? ZERO : null,
    high: item.high && sign(item.high) <= 0 ? ZERO : null,
  };
}

function tiersRange(rules: Rules, expr: Extract<Expr, { op: "tiers" }>, of: (e: Expr) => Range): Range {
  const value = rules.value(expr.id);
  return value ? times(valueRange(value, of), of(expr.x)) : ANY;
}

/** max over floors, then min over ceilings: a ceiling bounds from above whatever stands below it. */
export function cut(x: Range, floors: readonly Range[], ceilings: readonly Range[]): Range {
  const lows = [x.low, ...floors.map((f) => f.low)].filter((l) => l !== null);
  const raised: Range = {
    low: lows.length > 0 ? lows.reduce(max) : null,
    high: x.high && floors.every((f) => f.high) ? [x.high, ...floors.map((f) => f.high as Rational)].reduce(max) : null,
  };
  const highs = [raised.high, ...ceilings.map((c) => c.high)].filter((h) => h !== null);
  const low =
    raised.low && ceilings.every((c) => c.low)
      ? [raised.low, ...ceilings.map((c) => c.low as Rational)].reduce(min)
      : null;
  return { low, high: highs.length > 0 ? highs.reduce(min) : null };
}

/** What an amount can come to before its cuts; null where it is entered or a portion, which only its cuts bound. */
export function computedRange(rules: Rules, amount: AmountAward, known: Known = NOTHING): Range | null {
  return amount.source.kind === "computed" ? rangeOf(rules, amount.source.expr, known) : null;
}

/** What an award that is due can come to, after its cuts. An award is never below 0. */
export function awardRange(
  rules: Rules,
  award: Award,
  known: Known = NOTHING,
  narrow: (when: Expr) => Known = () => known,
): Range {
  if (award.kind === "amount") {
    const x = computedRange(rules, award, known) ?? { low: ZERO, high: portionHigh(rules, award, known) };
    const after = cut(
      x,
      award.floors.map((f) => rangeOf(rules, f, known)),
      award.ceilings.map((c) => rangeOf(rules, c, known)),
    );
    return {
      low: after.low && compare(after.low, ZERO) > 0 ? after.low : ZERO,
      high: after.high && compare(after.high, ZERO) < 0 ? ZERO : after.high,
    };
  }
  const rows = award.rows.map((row) => awardRange(rules, row.award, row.when ? narrow(row.when) : known, narrow));
  if (rows.length === 0) return exactly(ZERO);
  if (award.word === "sum") return { low: ZERO, high: rows.reduce(plus).high };
  return rows.reduce(hull);
}

function portionHigh(rules: Rules, award: AmountAward, known: Known): Rational | null {
  return award.source.kind === "portion" ? rangeOf(rules, award.source.pot, known).high : null;
}
