/** What an expression stands for while it is lowered, and how two of them come to one unit. */
import { equal, mul, ONE, type Rational, rational, text } from "../ir/rational.js";
import type { Expr, Type } from "../ir/types.js";
import { type Dimensions, isCounter, key, sameDims } from "../ir/units.js";

export interface NumberTy {
  readonly kind: "number";
  readonly dims: Dimensions;
  /** One of the unit it was declared in, in base units: what a bare number beside it is multiplied by. */
  readonly scale: Rational;
  readonly whole: boolean;
  /** A number written without a unit: it takes the unit of what it meets. */
  readonly bare: boolean;
  /** A count of things that have no unit of their own: any one classifier fits. */
  readonly anyCounter: boolean;
}

export type Ty =
  | NumberTy
  | { readonly kind: "bool" }
  | { readonly kind: "text" }
  | { readonly kind: "date" }
  | { readonly kind: "enum"; readonly enum: string }
  | { readonly kind: "entity"; readonly entity: string }
  /** A question whose readings are plain alternatives. */
  | { readonly kind: "alternatives"; readonly question: string }
  /** Already reported: silences whatever depends on it. */
  | { readonly kind: "error" };

export interface Typed {
  readonly ty: Ty;
  readonly expr: Expr;
}

export const BOOL: Ty = { kind: "bool" };
export const TEXT: Ty = { kind: "text" };
export const DATE: Ty = { kind: "date" };
export const ERROR: Typed = { ty: { kind: "error" }, expr: { op: "bool", value: false } };

export function numberTy(dims: Dimensions, more: Partial<Omit<NumberTy, "kind" | "dims">> = {}): NumberTy {
  return { kind: "number", dims, scale: ONE, whole: false, bare: false, anyCounter: false, ...more };
}

export const MONEY: NumberTy = numberTy({ yuan: 1 });

export function isError(...typed: readonly Typed[]): boolean {
  return typed.some((t) => t.ty.kind === "error");
}

/** The same value, read in the unit of `target`, if it is a bare number; else unchanged. */
export function adopt(typed: Typed, target: NumberTy): Typed {
  if (typed.ty.kind !== "number") return typed;
  if (typed.ty.anyCounter && isCounter(target.dims))
    return { ty: { ...typed.ty, dims: target.dims, anyCounter: false }, expr: typed.expr };
  if (!typed.ty.bare || target.bare) return typed;
  return {
    ty: numberTy(target.dims, {
      scale: target.scale,
      whole: typed.ty.whole && equal(target.scale, ONE),
      anyCounter: target.anyCounter,
    }),
    expr: scaled(typed.expr, target.scale),
  };
}

export function scaled(expr: Expr, factor: Rational): Expr {
  if (equal(factor, ONE)) return expr;
  if (expr.op === "num") return { op: "num", value: text(mul(rational(expr.value), factor)) };
  return { op: "mul", a: expr, b: { op: "num", value: text(factor) } };
}

/** Whether a bare number stands beside percentages: `1 + 9.1%` could mean 1% or 100%. Nought is nought. */
export function barePercent(a: Typed, b: Typed): boolean {
  const one = (x: Typed, y: Typed) =>
    x.ty.kind === "number" &&
    y.ty.kind === "number" &&
    x.ty.bare &&
    !y.ty.bare &&
    key(y.ty.dims) === "" &&
    !equal(y.ty.scale, ONE) &&
    !(x.expr.op === "num" && x.expr.value === "0");
  return one(a, b) || one(b, a);
}

/** Both in one unit, or null if their units differ. */
export function meet(a: Typed, b: Typed): { a: Typed; b: Typed; ty: NumberTy } | null {
  if (a.ty.kind !== "number" || b.ty.kind !== "number" || barePercent(a, b)) return null;
  const left = adopt(a, b.ty);
  const right = adopt(b, a.ty);
  if (left.ty.kind !== "number" || right.ty.kind !== "number") return null;
  if (!sameDims(left.ty.dims, right.ty.dims)) return null;
  const scale = equal(left.ty.scale, right.ty.scale) ? left.ty.scale : ONE;
  return {
    a: left,
    b: right,
    ty: numberTy(left.ty.dims, {
      scale,
      whole: left.ty.whole && right.ty.whole,
      bare: a.ty.bare && b.ty.bare,
      anyCounter: left.ty.anyCounter && right.ty.anyCounter,
    }),
  };
}

/** The type as the IR keeps it. */
export function irType(ty: Ty): Type {
  switch (ty.kind) {
    case "number":
      return { kind: "number", unit: key(ty.dims), whole: ty.whole };
    case "enum":
      return { kind: "enum", enum: ty.enum };
    case "entity":
      return { kind: "entity", entity: ty.entity };
    case "text":
      return { kind: "text" };
    case "date":
      return { kind: "date" };
    case "alternatives":
      return { kind: "enum", enum: ty.question };
    default:
      return { kind: "bool" };
  }
}
