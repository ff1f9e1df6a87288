/**
 * Surface expressions → IR expressions with their types. One table, node kind → rule.
 *
 * Types and units are found in the same walk that lowers, since what a bare number means (and so its IR) depends on what
 * it meets. Guarantees: numbers are in base units; comparisons, sums and lists are of one unit; names are resolved.
 */
import type { Expr as Surface, ListWord, PerUnit, Quantity, RangeEnd, Row } from "../../grammar/ast.js";
import { ONE, type Rational, floor as floorOf, integer, mul, parse, rational, text } from "../ir/rational.js";
import type { Expr } from "../ir/types.js";
import { type Unit, isCounter, over, periodRatio, sameDims, times } from "../ir/units.js";
import { magnitude } from "../resolve/model.js";
import { type Context, at, on } from "./context.js";
import { lowerPath } from "./path.js";
import { BOOL, DATE, ERROR, MONEY, type NumberTy, TEXT, type Ty, type Typed, adopt, barePercent, isError, meet, numberTy, scaled } from "./types.js";
import { describe, mismatch } from "./words.js";

type Rule<K extends Surface["kind"]> = (node: Extract<Surface, { kind: K }>, context: Context, expected: Ty | null) => Typed;

const RULES: { readonly [K in Surface["kind"]]: Rule<K> } = {
  Quantity: lowerQuantity,
  Date: (node) => ({ ty: DATE, expr: { op: "date", value: node.value } }),
  YesNo: (node) => ({ ty: BOOL, expr: { op: "bool", value: node.value } }),
  Text: (node, context, expected) => {
    if (expected?.kind === "enum") {
      const value = context.shared.model.names.canon(node.value);
      if (context.shared.model.enums.get(expected.enum)?.includes(value)) return { ty: expected, expr: { op: "enum", enum: expected.enum, value } };
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
    const items = node.items.map((item) => {
      const value = lower(item, context, x.ty);
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
      expr: { op: "between", x: x.expr, low: { value: shift.expr, included: true }, high: { value: anchor.expr, included: false } },
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
    let target: Unit | null = context.shared.model.unit(node.unit.name.text);
    for (const per of node.unit.per) {
      const below = context.shared.model.unit(per.text);
      target = target && below ? over(target, below) : null;
    }
    if (!target) {
      context.shared.out.report("P2007", at(context, node.unit.span), { name: node.unit.name.text, near: [] });
      return ERROR;
    }
    const ratio = periodRatio(x.ty.dims, target.dims);
    if (ratio === null) {
      context.shared.out.report("P3016", at(context, node.span), { from: describe(context, x.ty), to: describe(context, numberTy(target.dims)) });
      return ERROR;
    }
    const scale = mul(target.scale, magnitude(node.unit.magnitude));
    return { ty: numberTy(target.dims, { scale }), expr: scaled(x.expr, ratio) };
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
  const typed = lower(node, context, target);
  if (isError(typed) || target.kind === "error") return typed;
  if (target.kind === "number") {
    const adopted = adopt(typed, target);
    if (adopted.ty.kind === "number" && sameDims(adopted.ty.dims, target.dims)) return adopted;
    if (sameDims(target.dims, MONEY.dims) && typed.ty.kind === "number" && Object.keys(typed.ty.dims).length === 0 && !typed.ty.bare) {
      context.shared.out.report("P3005", at(context, node.span), {});
      return ERROR;
    }
    return mismatch(context, node.span, typed.ty, target);
  }
  if (typed.ty.kind !== target.kind || (typed.ty.kind === "enum" && target.kind === "enum" && typed.ty.enum !== target.enum)) {
    return mismatch(context, node.span, typed.ty, target);
  }
  return typed;
}

export function joined(op: "and" | "or", items: readonly Expr[]): Expr {
  const flat = items.flatMap((item) => (item.op === op ? item.items : [item]));
  return flat.length === 1 ? (flat[0] as Expr) : { op, items: flat };
}

// ---------------------------------------------------------------- numbers

function unitsOfPer(per: readonly PerUnit[], context: Context): { unit: Unit; full: { count: Rational; unit: Unit } | null } | null {
  let unit: Unit = { dims: {}, scale: ONE };
  let full: { count: Rational; unit: Unit } | null = null;
  for (const one of per) {
    const below = context.shared.model.unit(one.unit.text);
    if (!below) {
      context.shared.out.report("P2007", at(context, one.unit.span), { name: one.unit.text, near: context.shared.model.names.near(one.unit.text) });
      return null;
    }
    const count = one.count === null ? ONE : (parse(one.count) ?? ONE);
    if (one.full) full = { count: mul(count, below.scale), unit: below };
    unit = times(unit, { dims: below.dims, scale: mul(below.scale, count) });
  }
  return { unit, full };
}

function lowerQuantity(node: Quantity, context: Context): Typed {
  const value = mul(parse(node.value) ?? ONE, magnitude(node.magnitude));
  const below = unitsOfPer(node.per, context);
  if (!below) return ERROR;
  if (node.unit === null && node.per.length === 0) {
    return { ty: numberTy({}, { bare: true, whole: value.d === 1n }), expr: { op: "num", value: text(value) } };
  }
  const head = node.unit === null ? { dims: {}, scale: ONE } : context.shared.model.unit(node.unit.text);
  if (!head) {
    const name = (node.unit as { text: string }).text;
    context.shared.out.report("P2007", at(context, node.unit?.span ?? node.span), { name, near: context.shared.model.names.near(name) });
    return ERROR;
  }
  const unit = over(head, below.unit);
  const counter = isCounter(unit.dims);
  if (counter && value.d !== 1n) context.shared.out.report("P3006", at(context, node.span), { value: node.value, unit: node.unit?.text ?? "" });
  const percent = Object.keys(unit.dims).length === 0;
  return {
    ty: numberTy(unit.dims, { scale: mul(head.scale, magnitude(node.magnitude)), whole: counter, percent }),
    expr: { op: "num", value: text(mul(value, unit.scale)) },
  };
}

function lowerArithmetic(node: Extract<Surface, { kind: "Arithmetic" }>, context: Context, expected: Ty | null): Typed {
  const additive = node.op === "+" || node.op === "-";
  const left = lower(node.left, context, additive ? expected : null);
  const right = lower(node.right, context, additive ? expected : null);
  if (isError(left, right)) return ERROR;
  if (additive) {
    if (left.ty.kind === "date") return shifted(left, right, node.op === "+" ? 1 : -1, node.right.span, context);
    const pair = meet(left, right);
    if (!pair) return differing(node, left, right, context);
    return { ty: pair.ty, expr: { op: node.op === "+" ? "add" : "sub", a: pair.a.expr, b: pair.b.expr } };
  }
  for (const [side, typed] of [[node.left, left], [node.right, right]] as const) {
    if (typed.ty.kind !== "number") return mismatch(context, side.span, typed.ty, numberTy({}));
  }
  if (node.op === "*") {
    tableByItsKey(node.left, node.right, context);
    tableByItsKey(node.right, node.left, context);
  }
  return product(node.op === "*" ? "mul" : "div", left, right);
}

function product(op: "mul" | "div", left: Typed, right: Typed): Typed {
  const a = op === "mul" ? counted(left.ty as NumberTy, right.ty as NumberTy) : (left.ty as NumberTy);
  const b = op === "mul" ? counted(right.ty as NumberTy, left.ty as NumberTy) : (right.ty as NumberTy);
  const plain = { dims: a.dims, scale: ONE };
  const other = { dims: b.dims, scale: ONE };
  const unit = op === "mul" ? times(plain, other) : over(plain, other);
  const bare = a.bare && b.bare;
  const scale = b.bare || Object.keys(b.dims).length === 0 ? a.scale : a.bare && op === "mul" ? b.scale : ONE;
  return {
    ty: numberTy(unit.dims, { scale: bare ? ONE : scale, bare, whole: op === "mul" && a.whole && b.whole }),
    expr: { op, a: left.expr, b: right.expr },
  };
}

function lowerOf(node: Extract<Surface, { kind: "Of" }>, context: Context): Typed {
  if (node.left.kind === "TableRef") return tiers(node.left, node.right, context);
  const right = lower(node.right, context);
  const left = node.left.kind === "Quantity" ? perFull(node.left, right, context) ?? lower(node.left, context) : lower(node.left, context);
  if (isError(left, right)) return ERROR;
  if (left.ty.kind !== "number") return mismatch(context, node.left.span, left.ty, numberTy({}));
  if (right.ty.kind !== "number") return mismatch(context, node.right.span, right.ty, numberTy({}));
  if (node.left.kind === "Quantity" && node.left.per.some((p) => p.full)) return left;
  tableByItsKey(node.left, node.right, context);
  return product("mul", left, right);
}

/** A count of things without a unit of their own is of what the rate beside it is per: `50 yuan per person of elders`. */
function counted(count: NumberTy, rate: NumberTy): NumberTy {
  if (!count.anyCounter) return count;
  const per = Object.entries(rate.dims).find(([dimension, exponent]) => exponent === -1 && isCounter({ [dimension]: 1 }));
  return per ? { ...count, dims: { [per[0]]: 1 }, anyCounter: false } : count;
}

/** `40 yuan per full 10 mu of area` = 40 yuan × ⌊area ÷ 10 mu⌋. */
function perFull(rate: Quantity, quantity: Typed, context: Context): Typed | null {
  if (!rate.per.some((p) => p.full) || quantity.ty.kind !== "number") return null;
  const below = unitsOfPer(rate.per, context);
  const head = rate.unit === null ? null : context.shared.model.unit(rate.unit.text);
  if (!below?.full || !head) return ERROR;
  if (!sameDims(quantity.ty.dims, below.full.unit.dims)) return mismatch(context, rate.span, quantity.ty, numberTy(below.full.unit.dims));
  const each = mul(mul(parse(rate.value) ?? ONE, magnitude(rate.magnitude)), head.scale);
  const count: Expr = {
    op: "round",
    mode: "downward",
    step: "1",
    x: { op: "div", a: quantity.expr, b: { op: "num", value: text(below.full.count) } },
  };
  return { ty: numberTy(head.dims, { scale: head.scale }), expr: { op: "mul", a: { op: "num", value: text(each) }, b: count } };
}

function tiers(ref: Extract<Surface, { kind: "TableRef" }>, quantity: Surface, context: Context): Typed {
  const name = ref.table.names.map((n) => n.text).join(".");
  const id = context.shared.model.names.canon(name);
  const table = context.shared.model.values.has(id) ? context.shared.lowerValue(id) : null;
  const x = lower(quantity, context);
  if (!table) {
    const bad = lowerPath(ref.table, context, null);
    if (!isError(bad)) context.shared.out.report("P3017", at(context, ref.span), { name });
    return ERROR;
  }
  if (table.ty.kind === "error" || isError(x)) return ERROR;
  if (!table.table || table.table.keys.length !== 1 || table.ty.kind !== "number" || x.ty.kind !== "number") {
    context.shared.out.report("P3017", at(context, ref.span), { name });
    return ERROR;
  }
  return {
    ty: (product("mul", { ty: table.ty, expr: x.expr }, x)).ty,
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
  context.shared.out.report("P3018", here, { name: written }, {
    fixes: [
      { title: { en: "All of it at one rate (slab)", zh: "全部数量按所在档一个标准（全额）" }, edits: [{ file: here.file, span: here.span, text: `slab ${written}` }] },
      { title: { en: "Each slice at its own rate (sliced)", zh: "分段各按本档标准（累进）" }, edits: [{ file: here.file, span: here.span, text: `sliced ${written}` }] },
    ],
  });
}

function shifted(date: Typed, amount: Typed, sign: 1 | -1, span: { start: number; end: number }, context: Context): Typed {
  if (isError(date, amount)) return ERROR;
  const unit = amount.ty.kind === "number" ? durationUnit(amount.ty) : null;
  if (unit === null) return mismatch(context, span, amount.ty, numberTy({ day: 1 }));
  const by: Expr = sign === 1 ? amount.expr : scaled(amount.expr, integer(-1));
  return { ty: DATE, expr: { op: "shift", date: date.expr, amount: by, unit } };
}

export function durationUnit(ty: NumberTy): "day" | "workday" | "month" | "year" | null {
  for (const [dimension, unit] of [["day", "day"], ["working_day", "workday"], ["month", "month"], ["year", "year"]] as const) {
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
  if (left.ty.kind === "alternatives") return taken(node, left.ty.question, context);
  if (node.to) return lowerRange(node.left.span, left, node.comparison.relation, node.right, node.to, context);
  const right = aliased(lower(node.right, context, left.ty), left.ty, context);
  if (isError(left, right)) return { ty: BOOL, expr: ERROR.expr };
  const pair = comparable(left, right);
  const { relation } = node.comparison;
  if (!pair) {
    if (left.ty.kind === "number" && right.ty.kind === "number") return { ty: BOOL, expr: unlike(node.span, comparisonWords(relation), left, right, context).expr };
    mismatch(context, node.right.span, right.ty, left.ty);
    return { ty: BOOL, expr: ERROR.expr };
  }
  if (relation !== "eq" && relation !== "ne" && left.ty.kind !== "number" && left.ty.kind !== "date") {
    context.shared.out.report("P3011", at(context, node.span), { found: describe(context, left.ty) });
    return { ty: BOOL, expr: ERROR.expr };
  }
  return { ty: BOOL, expr: { op: "compare", relation, a: pair.a.expr, b: pair.b.expr } };
}

const SYMBOLS = { ge: "≥", gt: ">", le: "≤", lt: "<", eq: "=", ne: "≠" } as const;

function comparisonWords(relation: keyof typeof SYMBOLS): string {
  return SYMBOLS[relation];
}

/** A literal in a unit that the vocabulary calls an alias of the other side's (羊4头, where sheep are counted by 只). */
function aliased(typed: Typed, target: Ty, context: Context): Typed {
  if (typed.ty.kind !== "number" || target.kind !== "number" || typed.expr.op !== "num") return typed;
  const [own] = Object.keys(typed.ty.dims);
  const [other] = Object.keys(target.dims);
  if (own === undefined || other === undefined || own === other || !context.shared.model.aliases.get(own)?.has(other)) return typed;
  return { ty: { ...typed.ty, dims: target.dims }, expr: typed.expr };
}

function lowerRange(leftSpan: { start: number; end: number }, x: Typed, relation: string, from: Surface, end: RangeEnd, context: Context): Typed {
  let low = aliased(lower(from, context, x.ty), x.ty, context);
  let high = aliased(lower(end.value, context, x.ty), x.ty, context);
  if (isError(x, low, high)) return { ty: BOOL, expr: ERROR.expr };
  // A bare end takes the unit of the other: `8.6 to 9.6%`.
  if (low.ty.kind === "number" && high.ty.kind === "number") [low, high] = [adopt(low, high.ty), adopt(high, low.ty)];
  const lowPair = comparable(x, low);
  const highPair = comparable(x, high);
  if (!lowPair || !highPair || (x.ty.kind !== "number" && x.ty.kind !== "date")) {
    if (x.ty.kind === "number" && low.ty.kind === "number" && high.ty.kind === "number") {
      return { ty: BOOL, expr: unlike(from.span, "to", x, lowPair ? high : low, context).expr };
    }
    mismatch(context, leftSpan, x.ty, low.ty);
    return { ty: BOOL, expr: ERROR.expr };
  }
  const range: Expr = {
    op: "between",
    x: lowPair.a.expr,
    low: { value: lowPair.b.expr, included: relation !== "gt" },
    high: { value: highPair.b.expr, included: !end.under },
  };
  return { ty: BOOL, expr: relation === "ne" ? { op: "not", x: range } : range };
}

function taken(node: Extract<Surface, { kind: "Test" }>, question: string, context: Context): Typed {
  const info = context.shared.model.values.get(question);
  const { names } = context.shared.model;
  const words = node.right.kind === "Path" ? node.right.names.map((n) => n.text).join(".") : null;
  const readings = info?.clause.kind === "Question" ? info.clause.readings : [];
  const reading = words === null ? undefined : readings.find((r) => names.canon(r.decl.name.text) === names.canon(words));
  const { relation } = node.comparison;
  if (!reading || (relation !== "eq" && relation !== "ne")) {
    context.shared.out.report("P2009", at(context, node.right.span), {
      name: words ?? "",
      question,
      readings: readings.map((r) => r.decl.name.text),
    });
    return { ty: BOOL, expr: ERROR.expr };
  }
  const test: Expr = { op: "taken", question, reading: names.canon(reading.decl.name.text) };
  return { ty: BOOL, expr: relation === "ne" ? { op: "not", x: test } : test };
}

function isEnumValue(left: Surface, item: Extract<Surface, { kind: "Path" }>, context: Context): boolean {
  if (left.kind !== "Path") return false;
  const silent: Context = { ...context, shared: { ...context.shared, out: { diagnostics: [], report: () => {} } } };
  const subject = lower(left, silent);
  if (subject.ty.kind !== "enum" || isKnownName(item, silent)) return false;
  return context.shared.model.enums.get(subject.ty.enum)?.includes(context.shared.model.names.canon(item.names.map((n) => n.text).join("."))) ?? false;
}

function isKnownName(item: Extract<Surface, { kind: "Path" }>, context: Context): boolean {
  return lowerPath(item, context, null).ty.kind === "bool";
}

// ---------------------------------------------------------------- lists and sets

function lowerList(word: ListWord, rows: readonly Row[], context: Context, expected: Ty | null): Typed {
  if (word === "any" || word === "all" || word === "share" || word === "count") {
    const items = rows.map((row) => {
      const base = plainBase(row, context);
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
function plainBase(row: Row, context: Context): Surface | null {
  const { amount } = row;
  if (amount.base === null || amount.portion || amount.from || amount.counting) {
    context.shared.out.report("P3012", at(context, amount.span), {});
    return null;
  }
  return amount.base;
}

function fold(word: "sum" | "highest" | "lowest" | "first" | "average" | "only", rows: readonly Row[], context: Context, expected: Ty | null): Typed {
  let ty: Ty | null = null;
  const lowered = rows.map((row) => {
    const when = row.when === null ? null : condition(row.when, context);
    const base = plainBase(row, context);
    const value = base === null ? ERROR : bounded(lower(base, context, ty ?? expected), row.amount.cuts, context, ty ?? expected);
    if (ty === null && !isError(value) && !(value.ty.kind === "number" && value.ty.bare)) ty = value.ty;
    return { when, value, span: row.amount.span };
  });
  const target: Ty | null = ty ?? (expected?.kind === "number" ? expected : null) ?? lowered.find((r) => !isError(r.value))?.value.ty ?? null;
  if (target === null) return ERROR;
  let whole = target.kind === "number" && word !== "average";
  const result = lowered.map(({ when, value, span }) => {
    if (isError(value)) return { when, then: value.expr };
    const fitted = target.kind === "number" ? adopt(value, target) : value;
    const pair = comparable({ ty: target, expr: fitted.expr }, fitted);
    if (!pair) mismatch(context, span, value.ty, target);
    if (fitted.ty.kind === "number" && !fitted.ty.whole) whole = false;
    return { when, then: fitted.expr };
  });
  const out: Ty = target.kind === "number" ? { ...target, whole, bare: target.bare && lowered.every((r) => r.value.ty.kind === "number" && r.value.ty.bare) } : target;
  return { ty: out, expr: { op: "list", word, rows: result } };
}

/** Applies written cuts to a value: floors first, ceilings last. */
function bounded(x: Typed, cuts: readonly { bound: "ceiling" | "floor"; value: Surface }[], context: Context, expected: Ty | null): Typed {
  if (cuts.length === 0 || isError(x)) return x;
  let value = x;
  if (value.ty.kind === "number" && value.ty.bare && expected?.kind === "number") value = adopt(value, expected);
  if (value.ty.kind !== "number") return value;
  const floors: Expr[] = [];
  const ceilings: Expr[] = [];
  for (const cut of cuts) {
    const bound = expecting(cut.value, context, value.ty);
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
  const below = context.entity !== null && context.entity !== entity.id && model.chain(entity.id).some((e) => e.id === context.entity);
  const set = { entity: entity.id, scope: below ? "below" : "roster", where } as const;
  const { word } = node;
  if (word === "any" || word === "all" || word === "share") {
    const item = node.item === null ? null : condition(node.item, inner);
    return { ty: word === "share" ? numberTy({}) : BOOL, expr: { op: "collect", word, set, item } };
  }
  if (word === "count") {
    const item = node.item === null ? null : condition(node.item, inner);
    const counted: typeof set = item === null ? set : { ...set, where: where === null ? item : joined("and", [where, item]) };
    const unit = model.unit(entity.id);
    const ty = unit && isCounter(unit.dims) ? numberTy(unit.dims, { whole: true }) : numberTy({}, { whole: true, anyCounter: true });
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

