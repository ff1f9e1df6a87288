/**
 * A kernel of one row a step: i32 where the range allows, else i64. Rows from the first parameter to below the second; the third
 * is the address of the sums, the fourth the row that stands first where values are written out.
 */
import type { NodeId, PlanNode } from "../../compiler/ir/columns.js";
import { ARITHMETIC, COMPARE, divideScalar, pick } from "./division.js";
import { pushGroup } from "./sums.js";
import { isWide, needed, roots, type Store, type Targets, WIDTH } from "./targets.js";
import { I32, I64, OP, type Valtype, type Writer, writer } from "./wasm.js";

const FROM = 0;
const TO = 1;
const BASE = 2;
const ORIGIN = 3;

/** Locals for the byte offsets, by width, of the row in columns that are written out. */
export function storePointers(w: Writer, t: Targets): ReadonlyMap<number, number> {
  const widths = new Set(t.stores.map(({ width }) => width));
  return new Map([...widths].map((width) => [width, w.local(I32)]));
}

export function setStorePointers(w: Writer, pointers: ReadonlyMap<number, number>, row: number, origin: number): void {
  for (const [width, local] of pointers) {
    w.get(row);
    w.get(origin);
    w.op(OP.i32Sub);
    w.i32(Math.log2(width));
    w.op(OP.i32Shl);
    w.set(local);
  }
}

export function scalarKernel(t: Targets): Writer {
  const w = writer(4);
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
        divideScalar(
          w,
          node.mode,
          type,
          () => push(node.a, type),
          () => push(node.b, type),
        );
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

  const targets = storePointers(w, t);

  function store({ node: id, at: offset, width }: Store): void {
    w.get(targets.get(width) as number);
    push(id, width === 8 ? I64 : I32);
    w.op({ 1: OP.i32Store8, 2: OP.i32Store16, 4: OP.i32Store, 8: OP.i64Store }[width]);
    w.memory(offset);
  }

  function add(): void {
    const { sums } = t;
    if (sums === null) return;
    const row = w.local(I32);
    if (sums.by === null) w.get(BASE);
    else pushGroup(w, sums.by, at.get(sums.by.width) as number, 0, sums.shift, BASE);
    w.set(row);
    for (const id of sums.nodes) {
      const place = (sums.places.get(id) as number) * 8;
      w.get(row);
      w.get(row);
      w.op(OP.i64Load);
      w.memory(place);
      push(id, I64);
      w.op(OP.i64Add, OP.i64Store);
      w.memory(place);
    }
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
  setStorePointers(w, targets, FROM, ORIGIN);
  for (const id of ids) write(id);
  for (const one of t.stores) store(one);
  add();
  w.get(FROM);
  w.i32(1);
  w.op(OP.i32Add);
  w.set(FROM);
  w.op(OP.br, 0, OP.end, OP.end);
  return w;
}
