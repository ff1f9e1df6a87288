/**
 * Surface expressions → IR expressions with their types. One table, node kind → rule.
 *
 * Types and units are found in the same walk that lowers, since what a bare number means (and so its IR) depends on what
 * it meets. Guarantees: numbers are in base units; comparisons, sums and lists are of one unit; names are resolved.
 */
import type { ListWord, RangeEnd, Row, Expr as Surface } from "../../grammar/ast.js";
import { compare, floor as floorOf, integer, rational } from "../ir/rational.js";
import type { Expr } from "../ir/types.js";
import { isCounter, periodRatio, sameDims } from "../ir/units.js";
import { borrowing, isBare } from "../resolve/literals.js";
import { at, type Context, on, pathText } from "./context.js";
import { lowerPath } from "./path.js";
import { aliased, aliasedRate, inFull, inLots, lowerQuantity, product } from "./quantity.js";
import {
  adopt,
  BOOL,
  barePercent,
  DATE,
  ERROR,
  isError,
  MONEY,
  meet,
  type NumberTy,
  numberTy,
  scaled,
  TEXT,
  type Ty,
  type Typed,
} from "./types.js";
import { describe, mismatch } from "./words.js";

type Rule<K extends Surface["kind"]> = (
  node: Extract<Surface, { kind: K }>,
  context: Context,
  expected: Ty | null,
) => Typed;

const RULES: { readonly [K in Surface["kind"]]: Rule<K> } = {
  Quantity: lowerQuantity,
  Date: (node) => ({ ty: DATE, expr: { op: "date", value: node.value } }),
  YesNo: (node) => ({ ty: BOOL, expr: { op: "bool", value: node.value } }),
  Text: (node, context, expected) => {
    if (expected?.kind === "enum") {
      const value = context.shared.model.names.canon(node.value);
      if (context.shared.model.enums.get(expected.enum)?.includes(value))
        return { ty: expected, expr: { op: "enum", enum: expected.enum, value } };
    }
    return { ty: TEXT, expr: { op: "text", value: node.value } };
  },
  Path: lowerPath,
  Arithmetic: lowerArithmetic,
  Of: lowerOf,
  Logic: (node, context) => {
    const items = node.items.map((item, i) => {
      const previous = node.items[i - 1];
      if (previous?.kind === "Test" && item.kind === "Path" && isEnumValue(previous.left, item, context)) {
        const words = item.names.map((n) => n.text).join(".");
        context.shared.out.report("P3009", at(context, item.span), { value: words });
        return ERROR.expr;
      }
      return condition(item, context);
    });
    return { ty: BOOL, expr: joined(node.op, items) };
  },
  Not: (node, context) => ({ ty: BOOL, expr: { op: "not", x: condition(node.expr, context) } }),
  Test: lowerTest,
  Known: (node, context) => {
    const x = lower(node.expr, context);
    const known: Expr = { op: "known", x: x.expr };
    return { ty: BOOL, expr: node.known ? known : { op: "not", x: known } };
  },
  OneOf: (node, context) => {
    const x = lower(node.expr, context);
    if (x.ty.kind === "alternatives") {
      const { question } = x.ty;
      const any = joined(
        "or",
        node.items.map((item) => taken(item, question, context)),
      );
      return { ty: BOOL, expr: node.negated ? { op: "not", x: any } : any };
    }
    const items = node.items.map((item) => {
      const value = aliased(lower(item, context, x.ty), x.ty, context);
      const pair = comparable(x, value);
      if (!pair && !isError(x, value)) mismatch(context, item.span, value.ty, x.ty);
      return pair?.b.expr ?? value.expr;
    });
    const test: Expr = { op: "oneOf", x: x.expr, items };
    return { ty: BOOL, expr: node.negated ? { op: "not", x: test } : test };
  },
  Within: (node, context) => {
    const x = expecting(node.expr, context, DATE);
    const anchor = expecting(node.before, context, DATE);
    const length = lower(node.length, context);
    const shift = shifted(anchor, length, -1, node.length.span, context);
    return {
      ty: BOOL,
      expr: {
        op: "between",
        x: x.expr,
        low: { value: shift.expr, included: true },
        high: { value: anchor.expr, included: false },
      },
    };
  },
  List: (node, context, expected) => lowerList(node.word, node.rows, context, expected),
  Cases: (node, context, expected) => fold("only", node.rows, context, expected),
  Collect: lowerCollect,
  Bounded: (node, context, expected) => {
    const x = lower(node.expr, context, expected);
    return bounded(x, node.cuts, context, expected);
  },
  Rounded: (node, context, expected) => {
    const x = lower(node.expr, context, expected);
    if (x.ty.kind !== "number") return isError(x) ? x : mismatch(context, node.expr.span, x.ty, numberTy({}));
    const step = adopt(lower(node.to, context), x.ty);
    if (step.ty.kind !== "number" || !sameDims(step.ty.dims, x.ty.dims) || step.expr.op !== "num") {
      return isError(step) ? step : mismatch(context, node.to.span, step.ty, x.ty);
    }
    return { ty: x.ty, expr: { op: "round", mode: node.mode, step: step.expr.value, x: x.expr } };
  },
  Elapsed: (node, context) => {
    const unit = ({ years: "year", months: "month", days: "day", workingDays: "workday" } as const)[node.unit];
    const from = expecting(node.from, context, DATE);
    const to = expecting(node.to, context, DATE);
    const dims = { [unit === "workday" ? "working_day" : unit]: 1 };
    return { ty: numberTy(dims, { whole: true }), expr: { op: "elapsed", unit, from: from.expr, to: to.expr } };
  },
  TableRef: (node, context) => {
    context.shared.out.report("P3017", at(context, node.span), { name: node.table.names.map((n) => n.text).join(".") });
    return ERROR;
  },
  Converted: (node, context) => {
    const x = lower(node.expr, context);
    if (x.ty.kind !== "number") return isError(x) ? x : mismatch(context, node.expr.span, x.ty, numberTy({}));
    const target = context.shared.model.unitRef(node.unit, context.file);
    if (target === null) return ERROR;
    const ratio = periodRatio(x.ty.dims, target.dims);
    if (ratio === null) {
      context.shared.out.report("P3016", at(context, node.span), {
        from: describe(context, x.ty),
        to: describe(context, numberTy(target.dims)),
      });
      return ERROR;
    }
    return { ty: numberTy(target.dims, { scale: target.scale }), expr: scaled(x.expr, ratio) };
  },
};

/** Lowers any expression. `expected` is a hint: what names and bare numbers are looked up in. Never throws. */
export function lower(node: Surface, context: Context, expected: Ty | null = null): Typed {
  return (RULES[node.kind] as Rule<Surface["kind"]>)(node as never, context, expected);
}

/** Lowers what must be yes or no. */
export function condition(node: Surface, context: Context): Expr {
  const typed = lower(node, context, BOOL);
  if (typed.ty.kind !== "bool" && typed.ty.kind !== "error") {
    context.shared.out.report("P3002", at(context, node.span), { found: describe(context, typed.ty) });
  }
  return typed.expr;
}

/** Lowers what must be of this type; a bare number takes its unit. */
export function expecting(node: Surface, context: Context, target: Ty): Typed {
  return fitted(lower(node, context, target), node, context, target);
}

/** What was lowered already, in the type and unit of `target`; reported at `node` if it is not of them. */
export function fitted(typed: Typed, node: Surface, context: Context, target: Ty): Typed {
  if (isError(typed) || target.kind === "error") return typed;
  if (target.kind === "number") {
    const adopted = adopt(aliased(typed, target, context), target);
    if (adopted.ty.kind === "number" && sameDims(adopted.ty.dims, target.dims)) return adopted;
    if (
      sameDims(target.dims, MONEY.dims) &&
      typed.ty.kind === "number" &&
      Object.keys(typed.ty.dims).length === 0 &&
      !typed.ty.bare
    ) {
      if (ratesWithoutUnit(node)) {
        const params = { found: describe(context, { ...typed.ty, bare: true }), expected: describe(context, target) };
        context.shared.out.report("P3004", at(context, node.span), { ...params, slip: { kind: "bare" } });
      } else context.shared.out.report("P3005", at(context, node.span), {});
      return ERROR;
    }
    return mismatch(context, node.span, typed.ty, target);
  }
  // Rows are named by their keys.
  if (target.kind === "entity" && typed.ty.kind === "text") return typed;
  if (
    typed.ty.kind !== target.kind ||
    (typed.ty.kind === "enum" && target.kind === "enum" && typed.ty.enum !== target.enum)
  ) {
    return mismatch(context, node.span, typed.ty, target);
  }
  return typed;
}

/** `每只 300` for `每只 300元`: no share of anything, but a rate whose own unit is not written. */
function ratesWithoutUnit(node: unknown): boolean {
  if (node === null || typeof node !== "object") return false;
  const { kind, unit, per } = node as { kind?: string; unit?: unknown; per?: readonly unknown[] };
  if (kind === "Quantity" && unit === null && per !== undefined && per.length > 0) return true;
  return Object.values(node).some(ratesWithoutUnit);
}

export function joined(op: "and" | "or", items: readonly Expr[]): Expr {
  const flat = items.flatMap((item) => (item.op === op ? item.items : [item]));
  return flat.length === 1 ? (flat[0] as Expr) : { op, items: flat };
}

// ---------------------------------------------------------------- numbers

function lowerArithmetic(node: Extract<Surface, { kind: "Arithmetic" }>, context: Context, expected: Ty | null): Typed {
  const additive = node.op === "+" || node.op === "-";
  if (node.op === "*" && inFull(node.left))
    return ofQuantity(node.left, node.right, lower(node.right, context), context);
  if (node.op === "*" && inFull(node.right))
    return ofQuantity(node.right, node.left, lower(node.left, context), context);
  const left = lower(node.left, context, additive ? expected : null);
  const right = lower(node.right, context, additive ? expected : null);
  if (isError(left, right)) return ERROR;
  if (additive) {
    if (left.ty.kind === "date") return shifted(left, right, node.op === "+" ? 1 : -1, node.right.span, context);
    const pair = meet(aliased(left, right.ty, context), aliased(right, left.ty, context));
    if (!pair) return differing(node, left, right, context);
    return { ty: pair.ty, expr: { op: node.op === "+" ? "add" : "sub", a: pair.a.expr, b: pair.b.expr } };
  }
  for (const [side, typed] of [
    [node.left, left],
    [node.right, right],
  ] as const) {
    if (typed.ty.kind !== "number") return mismatch(context, side.span, typed.ty, numberTy({}));
  }
  if (node.op === "*") {
    tableByItsKey(node.left, node.right, context);
    tableByItsKey(node.right, node.left, context);
  }
  return product(node.op === "*" ? "mul" : "div", left, right);
}

function lowerOf(node: Extract<Surface, { kind: "Of" }>, context: Context): Typed {
  return ofQuantity(node.left, node.right, lower(node.right, context), context);
}

/** A rate of a quantity that is lowered already: it may count less than what is written (`counting at most 50`). */
export function ofQuantity(rate: Surface, node: Surface, quantity: Typed, context: Context): Typed {
  if (rate.kind === "TableRef") return tiers(rate, quantity, context);
  const lots = inFull(rate);
  if (lots) return inLots(lots, quantity, node.span, context);
  const left = aliasedRate(lower(rate, context), quantity, context);
  if (isError(left, quantity)) return ERROR;
  if (left.ty.kind !== "number") return mismatch(context, rate.span, left.ty, numberTy({}));
  if (quantity.ty.kind !== "number") return mismatch(context, node.span, quantity.ty, numberTy({}));
  tableByItsKey(rate, node, context);
  return product("mul", left, quantity);
}

function tiers(ref: Extract<Surface, { kind: "TableRef" }>, x: Typed, context: Context): Typed {
  const name = ref.table.names.map((n) => n.text).join(".");
  const id = context.shared.model.names.canon(name);
  const table = context.shared.model.values.has(id) ? context.shared.lowerValue(id) : null;
  if (!table) {
    const bad = lowerPath(ref.table, context, null);
    if (!isError(bad)) context.shared.out.report("P3017", at(context, ref.span), { name });
    return ERROR;
  }
  if (table.ty.kind === "error" || isError(x)) return ERROR;
  if (table.table?.keys.length !== 1 || table.ty.kind !== "number" || x.ty.kind !== "number") {
    context.shared.out.report("P3017", at(context, ref.span), { name });
    return ERROR;
  }
  return {
    ty: product("mul", { ty: table.ty, expr: x.expr }, x).ty,
    expr: { op: "tiers", way: ref.way, id, x: x.expr },
  };
}

/** A table keyed by a number and multiplied by that number must say whether all of it or each slice takes the rate. */
function tableByItsKey(rate: Surface, quantity: Surface, context: Context): void {
  if (rate.kind !== "Path" || quantity.kind !== "Path") return;
  const { names, values } = context.shared.model;
  const info = values.get(names.canon(rate.names.map((n) => n.text).join(".")));
  if (info?.clause.kind !== "Value" || info.clause.body.kind !== "Table" || info.clause.body.keys.length !== 1) return;
  const words = (path: { names: readonly { text: string }[] }) => path.names.map((n) => names.canon(n.text)).join(".");
  const table = context.shared.lowerValue(info.id);
  const keyed = info.clause.body.keys[0];
  if (!table?.table || !keyed || words(keyed) !== words(quantity)) return;
  if (table.table.rows.every((row) => row.patterns.every((p) => p.every((t) => t.kind === "equals")))) return;
  const written = rate.names.map((n) => n.text).join(".");
  const here = at(context, rate.span);
  context.shared.out.report(
    "P3018",
    here,
    { name: written },
    {
      fixes: [
        {
          title: { en: "All of it at one rate (slab)", zh: "全部数量按所在档一个标准（全额）" },
          edits: [{ file: here.file, span: here.span, text: `slab ${written}` }],
        },
        {
          title: { en: "Each slice at its own rate (sliced)", zh: "分段各按本档标准（累进）" },
          edits: [{ file: here.file, span: here.span, text: `sliced ${written}` }],
        },
      ],
    },
  );
}

function shifted(
  date: Typed,
  amount: Typed,
  sign: 1 | -1,
  span: { start: number; end: number },
  context: Context,
): Typed {
  if (isError(date, amount)) return ERROR;
  const unit = amount.ty.kind === "number" ? durationUnit(amount.ty) : null;
  if (unit === null) return mismatch(context, span, amount.ty, numberTy({ day: 1 }));
  const by: Expr = sign === 1 ? amount.expr : scaled(amount.expr, integer(-1));
  return { ty: DATE, expr: { op: "shift", date: date.expr, amount: by, unit } };
}

export function durationUnit(ty: NumberTy): "day" | "workday" | "month" | "year" | null {
  for (const [dimension, unit] of [
    ["day", "day"],
    ["working_day", "workday"],
    ["month", "month"],
    ["year", "year"],
  ] as const) {
    if (sameDims(ty.dims, { [dimension]: 1 })) return unit;
  }
  return null;
}

function differing(node: Extract<Surface, { kind: "Arithmetic" }>, left: Typed, right: Typed, context: Context): Typed {
  if (left.ty.kind === "number" && right.ty.kind === "number") {
    return unlike(node.span, node.op, left, right, context);
  }
  return mismatch(context, node.right.span, right.ty, left.ty);
}

/** Two units where one was needed; months against years have a message of their own. */
function unlike(span: { start: number; end: number }, what: string, a: Typed, b: Typed, context: Context): Typed {
  if (barePercent(a, b)) {
    context.shared.out.report("P3030", at(context, span), {});
    return ERROR;
  }
  const [left, right] = [a.ty as NumberTy, b.ty as NumberTy];
  const params = { what, left: describe(context, left), right: describe(context, right) };
  context.shared.out.report(periodRatio(left.dims, right.dims) === null ? "P3001" : "P3010", at(context, span), params);
  return ERROR;
}

// ---------------------------------------------------------------- tests

function comparable(a: Typed, b: Typed): { a: Typed; b: Typed } | null {
  if (a.ty.kind === "number" && b.ty.kind === "number") return meet(a, b);
  if (a.ty.kind === "enum" && b.ty.kind === "enum") return a.ty.enum === b.ty.enum ? { a, b } : null;
  if (a.ty.kind === "entity" && b.ty.kind === "text") return { a, b };
  return a.ty.kind === b.ty.kind ? { a, b } : null;
}

function lowerTest(node: Extract<Surface, { kind: "Test" }>, context: Context): Typed {
  const left = lower(node.left, context);
  if (left.ty.kind === "alternatives") {
    const { relation } = node.comparison;
    if (node.to || (relation !== "eq" && relation !== "ne")) {
      context.shared.out.report("P3011", at(context, node.span), { found: describe(context, left.ty) });
      return { ty: BOOL, expr: ERROR.expr };
    }
    const test = taken(node.right, left.ty.question, context);
    return { ty: BOOL, expr: relation === "ne" ? { op: "not", x: test } : test };
  }
  if (node.to) return lowerRange(node.left, left, node.comparison.relation, node.right, node.to, context);
  const right = aliased(lower(node.right, context, left.ty), left.ty, context);
  if (isError(left, right)) return { ty: BOOL, expr: ERROR.expr };
  const pair = comparable(left, right);
  const { relation } = node.comparison;
  if (!pair) {
    if (left.ty.kind === "number" && right.ty.kind === "number")
      return { ty: BOOL, expr: unlike(node.span, comparisonWords(relation), left, right, context).expr };
    mismatch(context, node.right.span, right.ty, left.ty);
    return { ty: BOOL, expr: ERROR.expr };
  }
  if (relation !== "eq" && relation !== "ne" && !ordered(left.ty, node.span, context))
    return { ty: BOOL, expr: ERROR.expr };
  return { ty: BOOL, expr: { op: "compare", relation, a: pair.a.expr, b: pair.b.expr } };
}

const SYMBOLS = { ge: "≥", gt: ">", le: "≤", lt: "<", eq: "=", ne: "≠" } as const;

function comparisonWords(relation: keyof typeof SYMBOLS): string {
  return SYMBOLS[relation];
}

function lowerRange(node: Surface, x: Typed, relation: string, from: Surface, end: RangeEnd, context: Context): Typed {
  const { low, high } = rangeEnds(from, end.value, x.ty, context);
  if (isError(x, low, high)) return { ty: BOOL, expr: ERROR.expr };
  const lowPair = comparable(x, low);
  const highPair = comparable(x, high);
  if (!lowPair || !highPair) {
    if (x.ty.kind === "number" && low.ty.kind === "number" && high.ty.kind === "number") {
      return { ty: BOOL, expr: unlike(from.span, "to", x, lowPair ? high : low, context).expr };
    }
    mismatch(context, lowPair ? end.value.span : from.span, (lowPair ? high : low).ty, x.ty);
    return { ty: BOOL, expr: ERROR.expr };
  }
  if (!ordered(x.ty, node.span, context) || !rising(lowPair.b, highPair.b, from, end, context))
    return { ty: BOOL, expr: ERROR.expr };
  const range: Expr = {
    op: "between",
    x: lowPair.a.expr,
    low: { value: lowPair.b.expr, included: relation !== "gt" },
    high: { value: highPair.b.expr, included: !end.under },
  };
  return { ty: BOOL, expr: relation === "ne" ? { op: "not", x: range } : range };
}

/** The ends of a range beside a value of type `x`: a bare one takes the unit of the other (`8.6 to 9.6%`, `2 to 4 wan`). */
export function rangeEnds(from: Surface, to: Surface, x: Ty, context: Context): { low: Typed; high: Typed } {
  const low = aliased(lower(besideEnd(from, to), context, x), x, context);
  const high = aliased(lower(besideEnd(to, from), context, x), x, context);
  return low.ty.kind === "number" && high.ty.kind === "number"
    ? { low: adopt(low, high.ty), high: adopt(high, low.ty) }
    : { low, high };
}

/** An end with the 万 of the other end, where neither names a unit. */
function besideEnd(end: Surface, other: Surface): Surface {
  return end.kind === "Quantity" && other.kind === "Quantity" && isBare(other) ? borrowing(end, other) : end;
}

/** Only numbers and dates are more or less than one another. */
export function ordered(ty: Ty, span: { start: number; end: number }, context: Context): boolean {
  if (ty.kind === "number" || ty.kind === "date" || ty.kind === "error") return true;
  context.shared.out.report("P3011", at(context, span), { found: describe(context, ty) });
  return false;
}

/** Whether the ends of a range, where both are constants, leave something between them. */
export function rising(low: Typed, high: Typed, from: Surface, end: RangeEnd, context: Context): boolean {
  const [a, b] = [low.expr, high.expr];
  const falls =
    (a.op === "num" && b.op === "num" && compare(rational(a.value), rational(b.value)) > 0) ||
    (a.op === "date" && b.op === "date" && a.value > b.value);
  if (falls) context.shared.out.report("P3020", at(context, { start: from.span.start, end: end.span.end }), {});
  return !falls;
}

/** Whether the reading that this names is the one taken. */
function taken(node: Surface, question: string, context: Context): Expr {
  const { names, values } = context.shared.model;
  const info = values.get(question);
  const words = node.kind === "Text" ? node.value : pathText(node);
  const readings = info?.clause.kind === "Question" ? info.clause.readings.map((r) => names.idOf(r.decl)) : [];
  const reading = names.canon(words ?? "");
  if (readings.includes(reading)) {
    context.shared.out.meanings.push({ ...at(context, node.span), id: `${question}.${reading}` });
    return { op: "taken", question, reading };
  }
  context.shared.out.report("P2009", at(context, node.span), {
    name: words ?? "",
    question: names.both(question),
    readings: readings.map(names.both),
  });
  return ERROR.expr;
}

function isEnumValue(left: Surface, item: Extract<Surface, { kind: "Path" }>, context: Context): boolean {
  if (left.kind !== "Path") return false;
  const silent: Context = {
    ...context,
    shared: { ...context.shared, out: { diagnostics: [], meanings: [], report: () => {} } },
  };
  const subject = lower(left, silent);
  if (subject.ty.kind !== "enum" || isKnownName(item, silent)) return false;
  return (
    context.shared.model.enums
      .get(subject.ty.enum)
      ?.includes(context.shared.model.names.canon(item.names.map((n) => n.text).join("."))) ?? false
  );
}

function isKnownName(item: Extract<Surface, { kind: "Path" }>, context: Context): boolean {
  return lowerPath(item, context, null).ty.kind === "bool";
}

// ---------------------------------------------------------------- lists and sets

function lowerList(word: ListWord, rows: readonly Row[], context: Context, expected: Ty | null): Typed {
  if (word === "any" || word === "all" || word === "share" || word === "count") {
    const items = rows.map((row) => {
      const base = plainBase(row, context, true);
      const value = base === null ? ERROR.expr : condition(base, context);
      return row.when === null ? value : joined("and", [condition(row.when, context), value]);
    });
    if (word === "any" || word === "all") return { ty: BOOL, expr: joined(word === "any" ? "or" : "and", items) };
    const counted = numberTy({}, word === "count" ? { whole: true, anyCounter: true } : {});
    return { ty: counted, expr: { op: "tally", word, items } };
  }
  return fold(word, rows, context, expected);
}

/** A row's expression where no money may be entered, portioned or started from a size. */
function plainBase(row: Row, context: Context, conditions = false): Surface | null {
  const { amount } = row;
  if (
    amount.base === null ||
    amount.portion ||
    amount.from ||
    amount.counting ||
    (conditions && amount.cuts.length > 0)
  ) {
    context.shared.out.report("P3012", at(context, amount.span), {});
    return null;
  }
  return amount.base;
}

function fold(
  word: "sum" | "highest" | "lowest" | "first" | "average" | "only",
  rows: readonly Row[],
  context: Context,
  expected: Ty | null,
): Typed {
  const when = rows.map((row) => (row.when === null ? null : condition(row.when, context)));
  const { ty, exprs } = agreeing(
    rows.map((row) => ({
      span: row.amount.span,
      lower: (hint) => {
        const base = plainBase(row, context);
        return base === null ? ERROR : bounded(lower(base, context, hint), row.amount.cuts, context, hint);
      },
    })),
    expected,
    context,
  );
  const adds = word === "sum" || word === "average";
  if (adds && ty.kind !== "number" && ty.kind !== "error")
    return mismatch(context, rows[0]?.amount.span ?? { start: 0, end: 0 }, ty, numberTy({}));
  if ((word === "highest" || word === "lowest") && !ordered(ty, rows[0]?.amount.span ?? { start: 0, end: 0 }, context))
    return ERROR;
  const out = ty.kind === "number" && word === "average" ? { ...ty, whole: false } : ty;
  return { ty: out, expr: { op: "list", word, rows: exprs.map((then, i) => ({ when: when[i] ?? null, then })) } };
}

/**
 * Values of which one is taken, or which are put together: all in the kind and unit of the first that has one. Those that
 * are of another kind are reported. `lower` is given what the ones before it have shown to be expected.
 */
export function agreeing(
  items: readonly { readonly span: { start: number; end: number }; readonly lower: (hint: Ty | null) => Typed }[],
  expected: Ty | null,
  context: Context,
): { readonly ty: Ty; readonly exprs: readonly Expr[] } {
  let shown: Ty | null = null;
  const values = items.map((item) => {
    const value = item.lower(shown ?? expected);
    if (shown === null && !isError(value) && !(value.ty.kind === "number" && value.ty.bare)) shown = value.ty;
    return value;
  });
  const target: Ty =
    shown ?? (expected?.kind === "number" ? expected : null) ?? values.find((value) => !isError(value))?.ty ?? ERROR.ty;
  let whole = target.kind === "number";
  let bare = target.kind === "number" && target.bare;
  const exprs = values.map((value, i) => {
    if (isError(value)) return value.expr;
    const other: Typed = { ty: target, expr: value.expr };
    const fit = target.kind === "number" ? adopt(aliased(value, target, context), target) : value;
    if (barePercent(value, other))
      context.shared.out.report("P3030", at(context, items[i]?.span ?? { start: 0, end: 0 }), {});
    else if (!comparable(other, fit)) mismatch(context, items[i]?.span ?? { start: 0, end: 0 }, value.ty, target);
    if (fit.ty.kind === "number" && !fit.ty.whole) whole = false;
    if (value.ty.kind === "number" && !value.ty.bare) bare = false;
    return fit.expr;
  });
  return { ty: target.kind === "number" ? { ...target, whole, bare } : target, exprs };
}

/** Applies written cuts to a value: floors first, ceilings last. */
function bounded(
  x: Typed,
  cuts: readonly { bound: "ceiling" | "floor"; value: Surface }[],
  context: Context,
  expected: Ty | null,
): Typed {
  if (cuts.length === 0 || isError(x)) return x;
  let value = x;
  if (value.ty.kind === "number" && value.ty.bare && expected?.kind === "number") value = adopt(value, expected);
  if (value.ty.kind !== "number") return value;
  const floors: Expr[] = [];
  const ceilings: Expr[] = [];
  for (const cut of cuts) {
    // In a cut a number without a unit is yuan, whatever the amount was written in.
    const bound = expecting(cut.value, context, sameDims(value.ty.dims, MONEY.dims) ? MONEY : value.ty);
    (cut.bound === "floor" ? floors : ceilings).push(bound.expr);
  }
  return { ty: { ...value.ty, whole: false }, expr: { op: "bound", x: value.expr, floors, ceilings } };
}

function lowerCollect(node: Extract<Surface, { kind: "Collect" }>, context: Context): Typed {
  const { model } = context.shared;
  const entity = model.entity(node.set.entity.text);
  if (!entity) {
    if (!model.broken.has(node.set.entity.text)) {
      context.shared.out.report("P2006", at(context, node.set.entity.span), {
        name: node.set.entity.text,
        near: model.names.near(node.set.entity.text).filter((name) => model.entity(name) !== null),
      });
    }
    return ERROR;
  }
  const inner: Context = { ...on(context, entity.id), outer: context };
  const where = node.set.where === null ? null : condition(node.set.where, inner);
  const below =
    context.entity !== null &&
    context.entity !== entity.id &&
    model.chain(entity.id).some((e) => e.id === context.entity);
  const set = { entity: entity.id, scope: below ? "below" : "roster", where } as const;
  const { word } = node;
  if (word === "any" || word === "all" || word === "share") {
    const item = node.item === null ? null : condition(node.item, inner);
    return { ty: word === "share" ? numberTy({}) : BOOL, expr: { op: "collect", word, set, item } };
  }
  if (word === "count") {
    const item = node.item === null ? null : condition(node.item, inner);
    const counted: typeof set =
      item === null ? set : { ...set, where: where === null ? item : joined("and", [where, item]) };
    const unit = model.unit(entity.id);
    const ty =
      unit && isCounter(unit.dims)
        ? numberTy(unit.dims, { whole: true })
        : numberTy({}, { whole: true, anyCounter: true });
    return { ty, expr: { op: "collect", word, set: counted, item: null } };
  }
  const item = node.item === null ? ERROR : lower(node.item, inner);
  if (isError(item)) return ERROR;
  if (item.ty.kind !== "number") return mismatch(context, node.item?.span ?? node.span, item.ty, numberTy({}));
  const whole = item.ty.whole && word !== "average";
  return { ty: { ...item.ty, whole, bare: false }, expr: { op: "collect", word, set, item: item.expr } };
}

/** The whole number a constant duration holds, or null. */
export function wholeNumber(value: string): number | null {
  const number = rational(value);
  return number.d === 1n ? Number(floorOf(number)) : null;
}
