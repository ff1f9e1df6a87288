/** Numbers with units: as written, multiplied and divided, in whole lots (`per full 10 mu`), and under another classifier. */
import type { Quantity, Expr as Surface } from "../../grammar/ast.js";
import type { Span } from "../../grammar/source/span.js";
import { equal, mul, ONE, parse, rational, text } from "../ir/rational.js";
import type { Expr } from "../ir/types.js";
import { isCounter, over, sameDims, times } from "../ir/units.js";
import { isBare, magnitude, writtenUnit } from "../resolve/literals.js";
import { at, type Context } from "./context.js";
import { ERROR, isError, type NumberTy, numberTy, type Ty, type Typed } from "./types.js";
import { mismatch } from "./words.js";

export function lowerQuantity(node: Quantity, context: Context): Typed {
  if (inFull(node)) {
    context.shared.out.report("P3031", at(context, node.span), {});
    return ERROR;
  }
  const number = parse(node.value) ?? ONE;
  if (isBare(node)) {
    const value = mul(number, magnitude(node.magnitude));
    return { ty: numberTy({}, { bare: true, whole: value.d === 1n }), expr: { op: "num", value: text(value) } };
  }
  const unit = unitOf(node, context);
  if (unit === null) return ERROR;
  const value = mul(number, unit.scale);
  const whole = isCounter(unit.dims);
  if (whole && value.d !== 1n)
    context.shared.out.report("P3006", at(context, node.span), { value: node.value, unit: node.unit?.text ?? "" });
  return { ty: numberTy(unit.dims, { scale: unit.scale, whole }), expr: { op: "num", value: text(value) } };
}

function unitOf(node: Quantity, context: Context) {
  const { model, out } = context.shared;
  const written = writtenUnit(node, model.unit);
  if ("unit" in written) return written.unit;
  const { text: name, span } = written.unknown;
  if (!model.broken.has(name)) out.report("P2007", at(context, span), { name, near: model.nearUnits(name) });
  return null;
}

/** The rate, if it is for whole lots only: `40 yuan per full 10 mu`. */
export function inFull(node: Surface): Quantity | null {
  return node.kind === "Quantity" && node.per.some((per) => per.full) ? node : null;
}

/** `40 yuan per full 10 mu of area` = 40 yuan × ⌊area ÷ 10 mu⌋. */
export function inLots(rate: Quantity, quantity: Typed, span: Span, context: Context): Typed {
  const lot = rate.per.find((per) => per.full);
  const each = unitOf({ ...rate, per: rate.per.filter((per) => per !== lot) }, context);
  const size = lot === undefined ? null : unitOf({ ...rate, unit: lot.unit, magnitude: null, per: [] }, context);
  if (each === null || size === null || isError(quantity)) return ERROR;
  if (quantity.ty.kind !== "number" || !sameDims(quantity.ty.dims, size.dims))
    return mismatch(context, span, quantity.ty, numberTy(size.dims));
  const lots = mul(lot?.count ? rational(lot.count) : ONE, size.scale);
  const price: Expr = { op: "num", value: text(mul(parse(rate.value) ?? ONE, each.scale)) };
  const count: Expr = {
    op: "round",
    mode: "downward",
    step: "1",
    x: { op: "div", a: quantity.expr, b: { op: "num", value: text(lots) } },
  };
  return { ty: numberTy(each.dims, { scale: each.scale }), expr: { op: "mul", a: price, b: count } };
}

/** Whether a number has no unit that a product could lose. */
function isPlain(ty: NumberTy): boolean {
  return ty.bare || Object.keys(ty.dims).length === 0;
}

/** The product keeps the unit in which its one measured factor was written, in whichever order the factors stand. */
export function product(op: "mul" | "div", left: Typed, right: Typed): Typed {
  const a = op === "mul" ? counted(left.ty as NumberTy, right.ty as NumberTy) : (left.ty as NumberTy);
  const b = op === "mul" ? counted(right.ty as NumberTy, left.ty as NumberTy) : (right.ty as NumberTy);
  const combine = op === "mul" ? times : over;
  const { dims } = combine({ dims: a.dims, scale: ONE }, { dims: b.dims, scale: ONE });
  const bare = a.bare && b.bare;
  const keepsB = op === "mul" && isPlain(a) && !(isPlain(b) && b.bare);
  const scale = bare ? ONE : keepsB ? b.scale : isPlain(b) ? a.scale : ONE;
  const anyCounter = op === "mul" && ((a.anyCounter && b.bare && b.whole) || (b.anyCounter && a.bare && a.whole));
  return {
    ty: numberTy(dims, { scale, bare, whole: op === "mul" && a.whole && b.whole, anyCounter }),
    expr: { op, a: left.expr, b: right.expr },
  };
}

/** A count of things without a unit of their own is of what the rate beside it is per: `50 yuan per person of elders`. */
function counted(count: NumberTy, rate: NumberTy): NumberTy {
  if (!count.anyCounter) return count;
  const per = Object.entries(rate.dims).find(
    ([dimension, exponent]) => exponent === -1 && isCounter({ [dimension]: 1 }),
  );
  return per ? { ...count, dims: { [per[0]]: 1 }, anyCounter: false } : count;
}

/** A literal in a unit that counts as one with the other side's (羊4头, where sheep are counted by 只); else as it is. */
export function aliased(typed: Typed, target: Ty, context: Context): Typed {
  if (typed.ty.kind !== "number" || target.kind !== "number" || typed.expr.op !== "num") return typed;
  const [own, ...more] = Object.keys(typed.ty.dims);
  const [other] = Object.keys(target.dims);
  if (own === undefined || other === undefined || more.length > 0 || own === other) return typed;
  return sameDims(target.dims, { [other]: 1 }) && context.shared.model.aliases.get(own)?.has(other)
    ? { ty: { ...typed.ty, dims: target.dims }, expr: typed.expr }
    : typed;
}

/** A rate that is per a unit which counts as one with the quantity's: 羊 每头300元, where sheep are counted by 只. */
export function aliasedRate(rate: Typed, quantity: Typed, context: Context): Typed {
  if (rate.ty.kind !== "number" || quantity.ty.kind !== "number" || rate.expr.op !== "num") return rate;
  const [of] = Object.keys(quantity.ty.dims);
  if (of === undefined || !equal(quantity.ty.scale, ONE) || of in rate.ty.dims) return rate;
  const per = Object.keys(rate.ty.dims).find(
    (d) => (rate.ty as NumberTy).dims[d] === -1 && context.shared.model.aliases.get(d)?.has(of),
  );
  if (per === undefined) return rate;
  const { [per]: _per, ...others } = rate.ty.dims;
  return { ...rate, ty: { ...rate.ty, dims: { ...others, [of]: -1 } } };
}
