/** Division of integers in kernels: exact, in all the modes of a plan. */
import type { CompareOp, DivideMode } from "../../compiler/ir/columns.js";
import { I32X4, I64X2, SIMD } from "./simd.js";
import { I32, I64, OP, V128, type Valtype, type Writer } from "./wasm.js";

type Push = () => void;

/** i32's instructions for signed numbers; i64's stand at a fixed distance. */
export const COMPARE: Record<CompareOp, readonly [number, number]> = {
  eq: [0x46, 0x51],
  ne: [0x47, 0x52],
  lt: [0x48, 0x53],
  gt: [0x4a, 0x55],
  le: [0x4c, 0x57],
  ge: [0x4e, 0x59],
};
export const ARITHMETIC: Record<"add" | "sub" | "mul" | "div", readonly [number, number]> = {
  add: [0x6a, 0x7c],
  sub: [0x6b, 0x7d],
  mul: [0x6c, 0x7e],
  div: [0x6d, 0x7f],
};
export const pick = (pair: readonly [number, number], type: Valtype): number => pair[type === I64 ? 1 : 0];

/** Pushes a ÷ b of one row, b above 0: q and r of magnitudes toward zero, then the whole number that the mode gives. */
export function divideScalar(w: Writer, mode: DivideMode, type: Valtype, pushA: Push, pushB: Push): void {
  const [q, r, b, size] = [w.local(type), w.local(type), w.local(type), w.local(type)];
  const zero = () => (type === I64 ? w.i64(0n) : w.i32(0));
  const test = (relation: CompareOp) => w.op(pick(COMPARE[relation], type));
  const calculate = (op: keyof typeof ARITHMETIC) => w.op(pick(ARITHMETIC[op], type));
  const widen = () => type === I64 && w.op(OP.extendUnsigned);
  pushB();
  w.set(b);
  pushA();
  w.get(b);
  calculate("div");
  w.set(q);
  pushA();
  w.get(q);
  w.get(b);
  calculate("mul");
  calculate("sub");
  w.set(r);
  const sign = (relation: "gt" | "lt") => {
    w.get(r);
    zero();
    test(relation);
  };
  w.get(q);
  if (mode === "downward") return;
  if (mode === "floor" || mode === "ceil") {
    sign(mode === "floor" ? "lt" : "gt");
    widen();
    return calculate(mode === "floor" ? "sub" : "add");
  }
  const half = w.local(I32);
  if (mode === "upward") w.i32(1);
  else {
    // |r| against b − |r|, so that nothing is doubled.
    w.get(r);
    zero();
    w.get(r);
    calculate("sub");
    w.get(r);
    zero();
    test("ge");
    w.op(OP.select);
    w.tee(size);
    w.get(b);
    w.get(size);
    calculate("sub");
    test(mode === "halfUp" ? "ge" : "gt");
    if (mode === "halfEven") {
      w.get(size);
      w.get(b);
      w.get(size);
      calculate("sub");
      test("eq");
      w.get(q);
      if (type === I64) w.op(OP.wrap);
      w.i32(1);
      w.op(OP.i32And, OP.i32And, OP.i32Or);
    }
  }
  w.set(half);
  for (const [relation, op] of [
    ["gt", "add"],
    ["lt", "sub"],
  ] as const) {
    sign(relation);
    w.get(half);
    w.op(OP.i32And);
    widen();
    calculate(op);
  }
}

const HIGH = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const JOIN = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const WORDS = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];

/** Four times the same integer. */
export function splat32(w: Writer, n: number): void {
  w.simd(SIMD.const);
  for (let i = 0; i < 16; i += 1) w.op((n >> ((i % 4) * 8)) & 0xff);
}

/**
 * There is no division of integer lanes. A double holds every i32, and a quotient of two of them that is not whole lies at
 * least 2^-31 of it away from the next whole number, far more than a double's rounding: its truncation is exact.
 */
function truncated(w: Writer, pushA: Push, pushB: Push): void {
  const half = (high: boolean) => {
    for (const push of [pushA, pushB]) {
      push();
      if (high) {
        push();
        w.simd(SIMD.shuffle);
        w.op(...HIGH);
      }
      w.simd(SIMD.convertF64);
    }
    w.simd(SIMD.f64Div);
    w.simd(SIMD.truncF64);
  };
  half(false);
  half(true);
  w.simd(SIMD.shuffle);
  w.op(...JOIN);
}

/**
 * Four numbers that are never below 0 by a fixed divisor d, their remainders dropped: a product with m = ⌊2^k ÷ d⌋ + 1 for
 * k = 31 + ⌈log2 d⌉, which is exact below 2^31 (Granlund and Montgomery 1994, theorem 4.2).
 */
export function divideByFixed(w: Writer, push: Push, divisor: bigint): void {
  const k = 31 + (divisor === 1n ? 0 : (divisor - 1n).toString(2).length);
  const factor = Number(BigInt.asIntN(32, 2n ** BigInt(k) / divisor + 1n));
  for (const instruction of [SIMD.multiplyLow, SIMD.multiplyHigh]) {
    push();
    splat32(w, factor);
    w.simd(instruction);
    w.i32(k);
    w.simd(I64X2.shiftRightU);
  }
  w.simd(SIMD.shuffle);
  w.op(...WORDS);
}

/** Pushes a ÷ b of four rows, b above 0. */
export function divideVector(w: Writer, mode: DivideMode, pushA: Push, pushB: Push): void {
  const [q, r, size, over] = [w.local(V128), w.local(V128), w.local(V128), w.local(V128)];
  truncated(w, pushA, pushB);
  w.tee(q);
  if (mode === "downward") return;
  w.set(r);
  pushA();
  w.get(q);
  pushB();
  w.simd(I32X4.mul);
  w.simd(I32X4.sub);
  w.set(r);
  const sign = (relation: "gt" | "lt") => {
    w.get(r);
    splat32(w, 0);
    w.simd(I32X4[relation]);
  };
  w.get(q);
  // A mask is −1: subtracting it adds one.
  if (mode === "floor" || mode === "ceil") {
    sign(mode === "floor" ? "lt" : "gt");
    return w.simd(mode === "floor" ? I32X4.add : I32X4.sub);
  }
  if (mode === "upward") splat32(w, -1);
  else {
    w.get(r);
    w.simd(I32X4.abs);
    w.tee(size);
    pushB();
    w.get(size);
    w.simd(I32X4.sub);
    w.simd(mode === "halfUp" ? I32X4.ge : I32X4.gt);
    if (mode === "halfEven") {
      w.get(size);
      pushB();
      w.get(size);
      w.simd(I32X4.sub);
      w.simd(I32X4.eq);
      w.get(q);
      splat32(w, 1);
      w.simd(SIMD.and);
      splat32(w, 1);
      w.simd(I32X4.eq);
      w.simd(SIMD.and);
      w.simd(SIMD.or);
    }
  }
  w.set(over);
  sign("gt");
  w.get(over);
  w.simd(SIMD.and);
  w.simd(I32X4.sub);
  sign("lt");
  w.get(over);
  w.simd(SIMD.and);
  w.simd(I32X4.add);
}
