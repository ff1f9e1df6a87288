/** A kernel of one row a step: i32 where the range allows, else i64. Rows from `from` to below `to`. */
import type { CompareOp, DivideMode, NodeId, NumberNode, PlanNode } from "../../compiler/ir/columns.js";
import { isMask, isWide, needed, roots, type Targets, WIDTH } from "./targets.js";
import { I32, I64, OP, type Valtype, type Writer, writer } from "./wasm.js";

const FROM = 0;
const TO = 1;

/** i32's instructions for signed numbers; i64's stand at a fixed distance. */
const COMPARE: Record<CompareOp, readonly [number, number]> = {
  eq: [0x46, 0x51],
  ne: [0x47, 0x52],
  lt: [0x48, 0x53],
  gt: [0x4a, 0x55],
  le: [0x4c, 0x57],
  ge: [0x4e, 0x59],
};
const ARITHMETIC: Record<"add" | "sub" | "mul" | "div", readonly [number, number]> = {
  add: [0x6a, 0x7c],
  sub: [0x6b, 0x7d],
  mul: [0x6c, 0x7e],
  div: [0x6d, 0x7f],
};

export function scalarKernel(t: Targets): Writer {
  const w = writer(2);
  const { nodes } = t;
  const ids = needed(nodes, roots(t));
  const locals = new Map<NodeId, number>();
  const typeOf = (id: NodeId): Valtype => (isWide(nodes[id] as PlanNode) ? I64 : I32);
  // The byte offset of the row in columns of each width.
  const at = new Map<number, number>([[1, FROM], ...[2, 4, 8].map((width) => [width, w.local(I32)] as const)]);

  /** Pushes a node's value as this type. */
  function push(id: NodeId, type: Valtype): void {
    const node = nodes[id] as PlanNode;
    if (node.op === "int") {
      if (type === I64) w.i64(node.value);
      else w.i32(node.value);
      return;
    }
    if (node.op === "yes" || node.op === "no") return w.i32(node.op === "yes" ? 1 : 0);
    w.get(locals.get(id) as number);
    const own = typeOf(id);
    if (own === I32 && type === I64) w.op(OP.extend);
    else if (own === I64 && type === I32) w.op(OP.wrap);
  }

  /** The type in which operands and result all fit. */
  function wide(id: NodeId, ...operands: NodeId[]): Valtype {
    return [id, ...operands].some((n) => typeOf(n) === I64) ? I64 : I32;
  }

  const pick = (pair: readonly [number, number], type: Valtype): number => pair[type === I64 ? 1 : 0];

  function settle(id: NodeId, from: Valtype): void {
    const type = typeOf(id);
    if (from === I64 && type === I32) w.op(OP.wrap);
    const local = w.local(type);
    locals.set(id, local);
    w.set(local);
  }

  function write(id: NodeId): void {
    const node = nodes[id] as PlanNode;
    switch (node.op) {
      case "int":
      case "yes":
      case "no":
        return;
      case "column": {
        load(node.column);
        return settle(id, typeOf(id));
      }
      case "bits":
        load(node.column);
        w.i32(node.mask);
        w.op(OP.i32And);
        w.i32(node.want);
        w.op(OP.i32Eq);
        return settle(id, I32);
      case "add":
      case "sub":
      case "mul": {
        const type = wide(id, node.a, node.b);
        push(node.a, type);
        push(node.b, type);
        w.op(pick(ARITHMETIC[node.op], type));
        return settle(id, type);
      }
      case "min":
      case "max": {
        const type = wide(id, node.a, node.b);
        push(node.a, type);
        push(node.b, type);
        push(node.a, type);
        push(node.b, type);
        w.op(pick(COMPARE[node.op === "min" ? "le" : "ge"], type), OP.select);
        return settle(id, type);
      }
      case "select": {
        const type = wide(id, node.a, node.b);
        push(node.a, type);
        push(node.b, type);
        push(node.mask, I32);
        w.op(OP.select);
        return settle(id, type);
      }
      case "divide": {
        const type = wide(id, node.a, node.b);
        divide(node, type);
        return settle(id, type);
      }
      case "compare": {
        const type = wide(node.a, node.b);
        push(node.a, type);
        push(node.b, type);
        w.op(pick(COMPARE[node.relation], type));
        return settle(id, I32);
      }
      case "and":
      case "or":
        push(node.a, I32);
        push(node.b, I32);
        w.op(node.op === "and" ? OP.i32And : OP.i32Or);
        return settle(id, I32);
      case "not":
        push(node.a, I32);
        w.op(OP.i32Eqz);
        return settle(id, I32);
    }
  }

  function load(index: number): void {
    const placed = t.columns[index];
    if (placed === undefined) throw new RangeError("a column that is not in memory");
    const { lane } = placed.column;
    w.get(at.get(WIDTH[lane]) as number);
    w.op({ u8: OP.i32Load8u, u16: OP.i32Load16u, i16: OP.i32Load16s, i32: OP.i32Load, i64: OP.i64Load }[lane]);
    w.memory(placed.at);
    // A lane of 64 bits may hold a range of fewer where a missing value is stored beside it.
    if (lane === "i64" && placed.column.low >= -(2n ** 31n) && placed.column.high < 2n ** 31n) w.op(OP.wrap);
  }

  /** q and r of magnitudes toward zero, then the whole number that the mode gives. */
  function divide(node: NumberNode & { op: "divide" }, type: Valtype): void {
    const [q, r, b, size] = [w.local(type), w.local(type), w.local(type), w.local(type)];
    const zero = () => (type === I64 ? w.i64(0n) : w.i32(0));
    const test = (relation: CompareOp) => w.op(pick(COMPARE[relation], type));
    const calculate = (op: keyof typeof ARITHMETIC) => w.op(pick(ARITHMETIC[op], type));
    const widen = () => type === I64 && w.op(OP.extendUnsigned);
    push(node.b, type);
    w.set(b);
    push(node.a, type);
    w.get(b);
    calculate("div");
    w.set(q);
    push(node.a, type);
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
    const mode: DivideMode = node.mode;
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

  function store(id: NodeId, offset: number): void {
    const node = nodes[id] as PlanNode;
    if (isMask(node)) {
      w.get(FROM);
      push(id, I32);
      w.op(OP.i32Store8);
    } else {
      const type = typeOf(id);
      w.get(at.get(type === I64 ? 8 : 4) as number);
      push(id, type);
      w.op(type === I64 ? OP.i64Store : OP.i32Store);
    }
    w.memory(offset);
  }

  function add(): void {
    const { sums } = t;
    if (sums === null) return;
    const row = w.local(I32);
    if (sums.by === null) w.i32(0);
    else {
      w.get(at.get(sums.by.width) as number);
      w.op({ 1: OP.i32Load8u, 2: OP.i32Load16u, 4: OP.i32Load }[sums.by.width]);
      w.memory(sums.by.at);
      w.i32(sums.shift);
      w.op(OP.i32Shl);
    }
    w.set(row);
    sums.nodes.forEach((id, i) => {
      w.get(row);
      w.get(row);
      w.op(OP.i64Load);
      w.memory(sums.at + i * 8);
      push(id, I64);
      w.op(OP.i64Add, OP.i64Store);
      w.memory(sums.at + i * 8);
    });
  }

  w.op(OP.block, 0x40, OP.loop, 0x40);
  w.get(FROM);
  w.get(TO);
  w.op(OP.i32GeS, OP.brIf, 1);
  for (const [width, shift] of [
    [2, 1],
    [4, 2],
    [8, 3],
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
  w.i32(1);
  w.op(OP.i32Add);
  w.set(FROM);
  w.op(OP.br, 0, OP.end, OP.end);
  return w;
}
