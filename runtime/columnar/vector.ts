/** A kernel of four rows a step, for plans whose ranges all fit 32 bits. It takes whole steps only; the scalar one the rest. */
import type { CompareOp, NodeId, NumberNode, PlanNode } from "../../compiler/ir/columns.js";
import { isMask, isWide, needed, roots, type Targets, WIDTH } from "./targets.js";
import { I32, OP, SIMD, V128, type Writer, writer } from "./wasm.js";

const FROM = 0;
const TO = 1;
const STEP = 4;

const COMPARE: Record<CompareOp, number> = {
  eq: SIMD.eq,
  ne: SIMD.ne,
  lt: SIMD.lt,
  gt: SIMD.gt,
  le: SIMD.le,
  ge: SIMD.ge,
};

/** Whether every node that these targets need fits 32 bits. */
export function fitsVectors(t: Targets): boolean {
  return (
    needed(t.nodes, roots(t)).every((id) => !isWide(t.nodes[id] as PlanNode)) &&
    t.columns.every((c) => c.column.lane !== "i64")
  );
}

export function vectorKernel(t: Targets): Writer {
  const w = writer(2);
  const { nodes } = t;
  const ids = needed(nodes, roots(t));
  const locals = new Map<NodeId, number>();
  const at = new Map<number, number>([
    [1, FROM],
    [2, w.local(I32)],
    [4, w.local(I32)],
  ]);

  /** Four times the same integer. */
  function splat(n: number): void {
    w.simd(SIMD.const);
    for (let i = 0; i < STEP; i += 1) for (let byte = 0; byte < 4; byte += 1) w.op((n >> (byte * 8)) & 0xff);
  }

  function push(id: NodeId): void {
    const node = nodes[id] as PlanNode;
    if (node.op === "int") splat(Number(node.value));
    else if (node.op === "yes" || node.op === "no") splat(node.op === "yes" ? -1 : 0);
    else w.get(locals.get(id) as number);
  }

  function settle(id: NodeId): void {
    const local = w.local(V128);
    locals.set(id, local);
    w.set(local);
  }

  function load(index: number): void {
    const placed = t.columns[index];
    if (placed === undefined) throw new RangeError("a column that is not in memory");
    const { lane } = placed.column;
    w.get(at.get(WIDTH[lane]) as number);
    w.simd({ u8: SIMD.load32Zero, u16: SIMD.load16x4u, i16: SIMD.load16x4s, i32: SIMD.load, i64: SIMD.load }[lane]);
    w.memory(placed.at);
    if (lane === "u8") {
      w.simd(SIMD.widen8u);
      w.simd(SIMD.widen16u);
    }
  }

  const isZero = (id: NodeId): boolean => {
    const node = nodes[id] as PlanNode;
    return node.op === "int" && node.value === 0n;
  };

  function write(id: NodeId): void {
    const node = nodes[id] as PlanNode;
    switch (node.op) {
      case "int":
      case "yes":
      case "no":
        return;
      case "column":
        load(node.column);
        return settle(id);
      case "bits":
        load(node.column);
        splat(node.mask);
        w.simd(SIMD.and);
        splat(node.want);
        w.simd(SIMD.eq);
        return settle(id);
      case "add":
      case "sub":
      case "mul":
      case "min":
      case "max":
        push(node.a);
        push(node.b);
        w.simd(SIMD[node.op]);
        return settle(id);
      case "select":
        if (isZero(node.b)) {
          push(node.a);
          push(node.mask);
          w.simd(SIMD.and);
        } else if (isZero(node.a)) {
          push(node.b);
          push(node.mask);
          w.simd(SIMD.andNot);
        } else {
          push(node.a);
          push(node.b);
          push(node.mask);
          w.simd(SIMD.select);
        }
        return settle(id);
      case "divide":
        divide(node);
        return settle(id);
      case "compare":
        push(node.a);
        push(node.b);
        w.simd(COMPARE[node.relation]);
        return settle(id);
      case "and":
      case "or":
        push(node.a);
        push(node.b);
        w.simd(SIMD[node.op]);
        return settle(id);
      case "not":
        push(node.a);
        w.simd(SIMD.not);
        return settle(id);
    }
  }

  const HIGH = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
  const JOIN = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

  /**
   * There is no division of integer lanes. A double holds every i32, and a quotient of two of them that is not whole lies at
   * least 2^-31 of it away from the next whole number, far more than a double's rounding: its truncation is exact.
   */
  function truncated(node: NumberNode & { op: "divide" }): void {
    const half = (high: boolean) => {
      for (const operand of [node.a, node.b]) {
        push(operand);
        if (high) {
          push(operand);
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

  const WORDS = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27];

  /**
   * A number that is never below 0 by a fixed divisor d, its remainder dropped: a shift, or a product with
   * m = ⌊2^k ÷ d⌋ + 1 for k = 31 + ⌈log2 d⌉, which is exact below 2^31 (Granlund and Montgomery 1994, theorem 4.2).
   */
  function byFixed(node: NumberNode & { op: "divide" }): boolean {
    const [a, b] = [nodes[node.a] as NumberNode, nodes[node.b] as NumberNode];
    if (node.mode !== "downward" || a.low < 0n || b.op !== "int") return false;
    const divisor = b.value;
    const bits = divisor === 1n ? 0 : (divisor - 1n).toString(2).length;
    if ((divisor & (divisor - 1n)) === 0n) {
      push(node.a);
      w.i32(bits);
      w.simd(SIMD.shiftRight);
      return true;
    }
    const k = 31 + bits;
    const factor = Number(BigInt.asIntN(32, 2n ** BigInt(k) / divisor + 1n));
    for (const instruction of [SIMD.multiplyLow, SIMD.multiplyHigh]) {
      push(node.a);
      splat(factor);
      w.simd(instruction);
      w.i32(k);
      w.simd(SIMD.i64ShiftRight);
    }
    w.simd(SIMD.shuffle);
    w.op(...WORDS);
    return true;
  }

  function divide(node: NumberNode & { op: "divide" }): void {
    if (byFixed(node)) return;
    const [q, r, size, over] = [w.local(V128), w.local(V128), w.local(V128), w.local(V128)];
    truncated(node);
    w.tee(q);
    if (node.mode === "downward") return;
    w.set(r);
    push(node.a);
    w.get(q);
    push(node.b);
    w.simd(SIMD.mul);
    w.simd(SIMD.sub);
    w.set(r);
    const sign = (relation: "gt" | "lt") => {
      w.get(r);
      splat(0);
      w.simd(SIMD[relation]);
    };
    w.get(q);
    // A mask is −1: subtracting it adds one.
    if (node.mode === "floor" || node.mode === "ceil") {
      sign(node.mode === "floor" ? "lt" : "gt");
      return w.simd(node.mode === "floor" ? SIMD.add : SIMD.sub);
    }
    if (node.mode === "upward") splat(-1);
    else {
      w.get(r);
      w.simd(SIMD.abs);
      w.tee(size);
      push(node.b);
      w.get(size);
      w.simd(SIMD.sub);
      w.simd(node.mode === "halfUp" ? SIMD.ge : SIMD.gt);
      if (node.mode === "halfEven") {
        w.get(size);
        push(node.b);
        w.get(size);
        w.simd(SIMD.sub);
        w.simd(SIMD.eq);
        w.get(q);
        splat(1);
        w.simd(SIMD.and);
        splat(1);
        w.simd(SIMD.eq);
        w.simd(SIMD.and);
        w.simd(SIMD.or);
      }
    }
    w.set(over);
    sign("gt");
    w.get(over);
    w.simd(SIMD.and);
    w.simd(SIMD.sub);
    sign("lt");
    w.get(over);
    w.simd(SIMD.and);
    w.simd(SIMD.add);
  }

  function store(id: NodeId, offset: number): void {
    const mask = isMask(nodes[id] as PlanNode);
    w.get(at.get(mask ? 1 : 4) as number);
    push(id);
    if (!mask) {
      w.simd(SIMD.store);
      return w.memory(offset);
    }
    splat(1);
    w.simd(SIMD.and);
    splat(0);
    w.simd(SIMD.shuffle);
    w.op(0, 4, 8, 12, ...Array.from({ length: 12 }, () => 16));
    w.simd(SIMD.store32Lane);
    w.memory(offset);
    w.op(0);
  }

  /** Without groups the sums stay in registers; else each lane has a table of its own. */
  const running = new Map<NodeId, number>();

  function add(): void {
    const { sums } = t;
    if (sums === null) return;
    const { by } = sums;
    if (by === null) {
      for (const id of sums.nodes) {
        const local = running.get(id) as number;
        w.get(local);
        push(id);
        w.simd(SIMD.i64ExtendLow);
        w.simd(SIMD.i64Add);
        push(id);
        w.simd(SIMD.i64ExtendHigh);
        w.simd(SIMD.i64Add);
        w.set(local);
      }
      return;
    }
    const row = w.local(I32);
    for (let lane = 0; lane < STEP; lane += 1) {
      const table = sums.at + lane * (sums.groups << sums.shift);
      w.get(at.get(by.width) as number);
      w.op({ 1: OP.i32Load8u, 2: OP.i32Load16u, 4: OP.i32Load }[by.width]);
      w.memory(by.at + lane * by.width);
      w.i32(sums.shift);
      w.op(OP.i32Shl);
      w.set(row);
      sums.nodes.forEach((id, i) => {
        w.get(row);
        w.get(row);
        w.op(OP.i64Load);
        w.memory(table + i * 8);
        push(id);
        w.simd(SIMD.extractI32);
        w.op(lane, OP.extend, OP.i64Add, OP.i64Store);
        w.memory(table + i * 8);
      });
    }
  }

  function flush(): void {
    const { sums } = t;
    if (sums === null || sums.by !== null) return;
    sums.nodes.forEach((id, i) => {
      w.i32(0);
      w.i32(0);
      w.op(OP.i64Load);
      w.memory(sums.at + i * 8);
      for (const lane of [0, 1]) {
        w.get(running.get(id) as number);
        w.simd(SIMD.extractI64);
        w.op(lane, OP.i64Add);
      }
      w.op(OP.i64Store);
      w.memory(sums.at + i * 8);
    });
  }

  if (t.sums !== null && t.sums.by === null) for (const id of t.sums.nodes) running.set(id, w.local(V128));
  w.op(OP.block, 0x40, OP.loop, 0x40);
  w.get(FROM);
  w.i32(STEP);
  w.op(OP.i32Add);
  w.get(TO);
  w.op(OP.i32GtS, OP.brIf, 1);
  for (const [width, shift] of [
    [2, 1],
    [4, 2],
  ] as const) {
    w.get(FROM);
    w.i32(shift);
    w.op(OP.i32Shl);
    w.set(at.get(width) as number);
  }
  for (const id of ids) write(id);
  for (const { node, at: offset } of t.stores) store(node, offset);
  add();
  w.get(FROM);
  w.i32(STEP);
  w.op(OP.i32Add);
  w.set(FROM);
  w.op(OP.br, 0, OP.end, OP.end);
  flush();
  return w;
}
