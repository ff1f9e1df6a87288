/**
 * The values of one step of sixteen rows in a vector kernel. A node of lanes of w bytes takes w vectors, its parts; part p of it
 * holds the rows from p × 16 ÷ w on. Each part is worked out once, when it is first asked for, and kept in a local.
 */
import type { CompareOp, NodeId, NumberNode, PlanNode } from "../../compiler/ir/columns.js";
import { divideByFixed, divideScalar, divideVector } from "./division.js";
import { fitsSigned, type Range, shiftOf, union } from "./lanes.js";
import { I8X16, I16X8, I32X4, I64X2, SIMD } from "./simd.js";
import type { Targets, Width, Widths } from "./targets.js";
import { I64, V128, type Writer } from "./wasm.js";

const OPS = { 1: I8X16, 2: I16X8, 4: I32X4, 8: I64X2 } as const;
const REPLACE_I64 = 0x1e;
const SPLAT_I64 = 0x12;
/** The even words of two vectors: lanes of 64 bits, whose values fit, as lanes of 32. */
const EVEN_WORDS = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];

export interface Tile {
  readonly widths: Widths;
  /** Pushes the part of a node in lanes of this width. Numbers are made narrower only from 64 bits to 32. */
  readonly push: (id: NodeId, width: Width, part: number) => void;
  /** Works a part out in the node's own width, without using it yet. */
  readonly prepare: (id: NodeId, part: number) => void;
  readonly splat: (n: bigint, width: Width) => void;
  /** The local in which the rows' byte offset for columns of this width stands. */
  readonly pointer: (width: Width) => number;
}

/** Values of earlier pieces of a kernel: pushes the address of a step of one, and its offset is returned. */
export type Earlier = (id: NodeId, width: Width) => number | null;

/** `pointer`: as in Tile. */
export function tile(w: Writer, t: Targets, widths: Widths, pointer: Tile["pointer"], earlier: Earlier): Tile {
  const { nodes } = t;
  const kept = new Map<number, number>();
  const range = (id: NodeId): Range => nodes[id] as NumberNode;
  const isNumber = (id: NodeId): boolean => "low" in (nodes[id] as PlanNode);
  const fixed = (id: NodeId): bigint | null => {
    const node = nodes[id] as PlanNode;
    return node.op === "int" ? node.value : null;
  };

  /** The same integer in all lanes: its low bits, where lanes are narrower. */
  function splat(n: bigint, width: Width): void {
    w.simd(SIMD.const);
    if (width === 8) {
      for (let i = 0; i < 16; i += 1) w.op(Number((BigInt.asUintN(64, n) >> BigInt((i % 8) * 8)) & 0xffn));
      return;
    }
    const bits = Number(BigInt.asIntN(32, n));
    for (let i = 0; i < 16; i += 1) w.op((bits >> ((i % width) * 8)) & 0xff);
  }

  function push(id: NodeId, width: Width, part: number): void {
    const node = nodes[id] as PlanNode;
    if (node.op === "int") return splat(node.value, width);
    if (node.op === "yes" || node.op === "no") return splat(node.op === "yes" ? -1n : 0n, width);
    const local = kept.get(keyOf(id, width, part));
    if (local !== undefined) return w.get(local);
    w.tee(work(id, node, width, part));
  }

  function prepare(id: NodeId, part: number): void {
    const node = nodes[id] as PlanNode;
    if (node.op === "int" || node.op === "yes" || node.op === "no") return;
    const width = widths[id] as Width;
    if (!kept.has(keyOf(id, width, part))) w.set(work(id, node, width, part));
  }

  const keyOf = (id: NodeId, width: Width, part: number): number => id * 64 + width * 8 + part - 8;

  /** Works a part out; what is returned is the local that it is to be kept in. */
  function work(id: NodeId, node: PlanNode, width: Width, part: number): number {
    const own = widths[id] as Width;
    if (own === width) found(id, node, width, part);
    else if (own > width) narrow(id, width, part);
    else if (isNumber(id)) widenNumber(id, width, part);
    else widenMask(id, own, width, part);
    const local = w.local(V128);
    kept.set(keyOf(id, width, part), local);
    return local;
  }

  /** Pushes the node's part in lanes of its own width: worked out, or as an earlier piece left it. */
  function found(id: NodeId, node: PlanNode, width: Width, part: number): void {
    const offset = earlier(id, width);
    if (offset === null) return compute(node, width, part);
    w.simd(SIMD.load);
    w.memory(offset + part * 16);
  }

  function widenNumber(id: NodeId, width: Width, part: number): void {
    const ops = OPS[width] as typeof I16X8 | typeof I32X4 | typeof I64X2;
    push(id, (width / 2) as Width, part >> 1);
    const high = part % 2 === 1;
    if (range(id).low >= 0n) w.simd(high ? ops.extendHighU : ops.extendLowU);
    else w.simd(high ? ops.extendHigh : ops.extendLow);
  }

  /** Each lane of a mask, several times. */
  function widenMask(id: NodeId, own: Width, width: Width, part: number): void {
    const times = width / own;
    const source = Math.floor(part / times);
    const first = ((part % times) * 16) / times;
    push(id, own, source);
    push(id, own, source);
    w.simd(SIMD.shuffle);
    for (let byte = 0; byte < 16; byte += 1) w.op(first + Math.floor(byte / width) * own + (byte % own));
  }

  function narrow(id: NodeId, width: Width, part: number): void {
    if (isNumber(id) && width !== 4) throw new RangeError("a number is not made narrower than 32 bits");
    const from = (width * 2) as Width;
    push(id, from, part * 2);
    push(id, from, part * 2 + 1);
    if (width === 4) {
      w.simd(SIMD.shuffle);
      w.op(...EVEN_WORDS);
    } else w.simd(width === 2 ? SIMD.narrow32s : SIMD.narrow16s);
  }

  function load(column: number, width: Width, part: number): void {
    const placed = t.columns[column];
    if (placed === undefined) throw new RangeError("a column that is not in memory");
    w.get(pointer(width));
    w.simd(SIMD.load);
    w.memory(placed.at + part * 16);
  }

  /** Pushes the node's part in lanes of its own width. */
  function compute(node: PlanNode, width: Width, part: number): void {
    const operand = (id: NodeId) => push(id, width, part);
    switch (node.op) {
      case "column":
        return load(node.column, width, part);
      case "bits":
        load(node.column, width, part);
        splat(BigInt(node.mask), width);
        w.simd(SIMD.and);
        splat(BigInt(node.want), width);
        return w.simd(OPS[width].eq);
      case "add":
      case "sub":
        operand(node.a);
        operand(node.b);
        return w.simd(OPS[width][node.op]);
      case "mul":
        return multiply(node.a, node.b, width, part);
      case "min":
      case "max":
        return lesser(node.op, node, width, part);
      case "divide":
        return divide(node, width, part);
      case "select":
        return choose(node, width, part);
      case "compare":
        return compare(node.relation, node.a, node.b, width, part);
      case "and":
      case "or":
        return join(node, width, part);
      case "not":
        operand(node.a);
        return w.simd(SIMD.not);
    }
  }

  /**
   * Two numbers of 16 bits with a sign, in lanes of 32, are one product of pairs whose other half is 0; two of 32 bits have a
   * product of their own.
   */
  function multiply(a: NodeId, b: NodeId, width: Width, part: number): void {
    const [x, factor] = fixed(a) === null ? [a, fixed(b)] : [b, fixed(a)];
    if (width === 4 && factor !== null && fitsSigned({ low: factor, high: factor }, 2) && fitsSigned(range(x), 2)) {
      push(x, width, part);
      splat(BigInt.asUintN(16, factor), 4);
      return w.simd(SIMD.dot16);
    }
    const short = (id: NodeId) => fitsSigned(range(id), 4) && (fixed(id) !== null || (widths[id] as Width) <= 4);
    if (width === 8 && short(a) && short(b)) {
      push(a, 4, part >> 1);
      push(b, 4, part >> 1);
      return w.simd(part % 2 === 0 ? I64X2.multiplyLow : I64X2.multiplyHigh);
    }
    push(a, width, part);
    push(b, width, part);
    w.simd((OPS[width] as typeof I16X8).mul);
  }

  /** Whether the lanes of these two must be read without a sign. */
  const withoutSign = (both: Range, width: Width): boolean => !fitsSigned(both, width);

  function lesser(op: "min" | "max", { a, b }: { readonly a: NodeId; readonly b: NodeId }, width: Width, part: number) {
    push(a, width, part);
    push(b, width, part);
    if (width < 8) {
      const ops = OPS[width] as typeof I32X4;
      const unsigned = withoutSign(union(range(a), range(b)), width);
      return w.simd(op === "min" ? (unsigned ? ops.minU : ops.min) : unsigned ? ops.maxU : ops.max);
    }
    push(a, width, part);
    push(b, width, part);
    w.simd(op === "min" ? I64X2.lt : I64X2.gt);
    w.simd(SIMD.select);
  }

  function choose(node: NumberNode & { op: "select" }, width: Width, part: number): void {
    const { op } = nodes[node.mask] as PlanNode;
    const mask = op === "not" ? (nodes[node.mask] as { readonly a: NodeId }).a : node.mask;
    const [a, b] = op === "not" ? [node.b, node.a] : [node.a, node.b];
    if (fixed(b) === 0n) {
      push(a, width, part);
      push(mask, width, part);
      return w.simd(SIMD.and);
    }
    push(fixed(a) === 0n ? b : a, width, part);
    if (fixed(a) !== 0n) push(b, width, part);
    push(mask, width, part);
    w.simd(fixed(a) === 0n ? SIMD.andNot : SIMD.select);
  }

  /** "More than" is one instruction on every machine, "at least" two: against a fixed number the one serves for the other. */
  function compare(relation: CompareOp, a: NodeId, b: NodeId, width: Width, part: number): void {
    const both = union(range(a), range(b));
    const unsigned = withoutSign(both, width);
    const n = fixed(b);
    if (n !== null && !unsigned && relation !== "eq" && relation !== "ne") {
      const more = relation === "ge" || relation === "gt";
      const bound = relation === "ge" ? n - 1n : relation === "le" ? n + 1n : n;
      if (fitsSigned({ low: bound, high: bound }, width)) {
        if (!more) splat(bound, width);
        push(a, width, part);
        if (more) splat(bound, width);
        return w.simd(OPS[width].gt);
      }
    }
    push(a, width, part);
    push(b, width, part);
    const ops = OPS[width];
    if (!unsigned || relation === "eq" || relation === "ne") return w.simd(ops[relation]);
    w.simd((ops as typeof I32X4)[`${relation}U`]);
  }

  function join(node: PlanNode & { readonly op: "and" | "or" }, width: Width, part: number): void {
    const [x, y] = [nodes[node.a] as PlanNode, nodes[node.b] as PlanNode];
    if (node.op === "and" && (x.op === "not" || y.op === "not")) {
      // a and not b is one instruction.
      push(y.op === "not" ? node.a : node.b, width, part);
      push((y.op === "not" ? y : (x as typeof y & { op: "not" })).a, width, part);
      return w.simd(SIMD.andNot);
    }
    push(node.a, width, part);
    push(node.b, width, part);
    w.simd(SIMD[node.op]);
  }

  function divide(node: NumberNode & { op: "divide" }, width: Width, part: number): void {
    const shift = shiftOf(node, nodes);
    const a = () => push(node.a, width, part);
    if (shift !== null) {
      a();
      w.i32(shift);
      return w.simd(OPS[width].shiftRightU);
    }
    if (width === 8) return divideLanes(node, part);
    const divisor = fixed(node.b);
    if (node.mode === "downward" && range(node.a).low >= 0n && divisor !== null) return divideByFixed(w, a, divisor);
    divideVector(w, node.mode, a, () => push(node.b, width, part));
  }

  /** 64 bits: each row by itself. */
  function divideLanes(node: NumberNode & { op: "divide" }, part: number): void {
    for (const lane of [0, 1]) {
      const from = (id: NodeId) => () => {
        push(id, 8, part);
        w.simd(I64X2.extract);
        w.op(lane);
      };
      divideScalar(w, node.mode, I64, from(node.a), from(node.b));
      w.simd(lane === 0 ? SPLAT_I64 : REPLACE_I64);
      if (lane === 1) w.op(lane);
    }
  }

  return { widths, push, prepare, splat, pointer };
}
