/**
 * A kernel of sixteen rows a step, lanes as narrow as each range allows. It takes whole steps only; the scalar one takes the
 * rest. Parameters as of the scalar one.
 */
import type { NodeId, PlanNode } from "../../compiler/ir/columns.js";
import { STEP, WIDTHS, wholeSteps, widthsOf } from "./lanes.js";
import { setStorePointers, storePointers } from "./scalar.js";
import { SIMD } from "./simd.js";
import { adder, countedMasks, emptyTables } from "./sums.js";
import {
  type Cut,
  isMask,
  needed,
  roots,
  type Segment,
  type Store,
  type Targets,
  type Width,
  type Widths,
} from "./targets.js";
import { type Earlier, tile } from "./tile.js";
import { type Export, I32, OP, type Writer, writer } from "./wasm.js";

const FROM = 0;
const TO = 1;
const BASE = 2;
const ORIGIN = 3;
const PARAMETERS = [I32, I32, I32, I32] as const;

/** The function `vector`, the first; where the kernel is cut, behind it those that it calls. `first`: its place in the module. */
export function vectorKernel(t: Targets, first: number): Export[] {
  const cut = t.cut ?? null;
  if (cut === null) {
    const ids = needed(t.nodes, roots(t));
    const body = steps(t, { ids, kept: [], sums: t.sums }, widthsOf(t.nodes, ids, t.columns), null);
    if (t.sums !== null) emptyTables(body, t.sums, BASE);
    return [{ name: "vector", parameters: PARAMETERS, body }];
  }
  const pieces = cut.segments.map((segment, i) => {
    const stores = t.stores.filter(({ node }) => cut.of[node] === i);
    return { name: `piece ${i}`, parameters: PARAMETERS, body: steps({ ...t, stores }, segment, cut.widths, cut, i) };
  });
  return [{ name: "vector", parameters: PARAMETERS, body: blocks(t, cut, first + 1) }, ...pieces];
}

/** All pieces on one block of rows after another. `first`: the place of the first piece in the module. */
function blocks(t: Targets, cut: Cut, first: number): Writer {
  const w = writer(4);
  const end = w.local(I32);
  w.op(OP.block, 0x40, OP.loop, 0x40);
  w.get(FROM);
  w.get(TO);
  w.op(OP.i32GeS, OP.brIf, 1);
  // The lesser of the block's end and the rows' end.
  w.get(FROM);
  w.i32(cut.block);
  w.op(OP.i32Add);
  w.tee(end);
  w.get(TO);
  w.get(end);
  w.get(TO);
  w.op(OP.i32LtS, OP.select);
  w.set(end);
  for (const i of cut.segments.keys()) {
    w.get(FROM);
    w.get(end);
    w.get(BASE);
    w.get(ORIGIN);
    w.call(first + i);
  }
  w.get(end);
  w.set(FROM);
  w.op(OP.br, 0, OP.end, OP.end);
  if (t.sums !== null) emptyTables(w, t.sums, BASE);
  return w;
}

function steps(t: Targets, segment: Segment, widths: Widths, cut: Cut | null, piece = 0): Writer {
  const w = writer(4);
  const { nodes } = t;
  const { ids } = segment;
  const widthOf = (id: NodeId) => widths[id] as Width;
  const pointers = new Map<Width, number>(WIDTHS.map((width) => [width, width === 1 ? FROM : w.local(I32)]));
  // By width, the address of the step's rows among values that are kept, less the column's own place.
  const keptPointers = new Map<Width, number>(cut === null ? [] : WIDTHS.map((width) => [width, w.local(I32)]));
  const behind = t.sums?.bytes ?? 0;
  const earlier: Earlier = (id, width) => {
    const place = cut === null || cut.of[id] === piece ? undefined : cut.places.get(id);
    if (place === undefined) return null;
    w.get(keptPointers.get(width) as number);
    return behind + place;
  };
  const values = tile(w, t, widths, (width) => pointers.get(width) as number, earlier);
  const sums = segment.sums === null ? null : adder(w, segment.sums, values, nodes, BASE);
  const masks = t.stores.filter(({ node }) => isMask(nodes[node] as PlanNode));
  const numbers = t.stores.filter(({ node, width }) => width > 2 && !isMask(nodes[node] as PlanNode));
  const small = t.stores.filter(({ node, width }) => width <= 2 && !isMask(nodes[node] as PlanNode));
  const narrowed = [...masks.map(({ node }) => node), ...countedMasks(segment.sums, nodes)];
  const whole = wholeSteps(nodes, ids, widths, narrowed);

  /** In the order of the plan, so that what follows finds its operands: no deep descent through a long policy. */
  function prepare(id: NodeId, from: number, to: number): void {
    for (let part = from; part < to; part += 1) values.prepare(id, part);
  }

  const targets = storePointers(w, t);

  function storeMask({ node, at }: Store): void {
    w.get(targets.get(1) as number);
    values.push(node, 1, 0);
    values.splat(1n, 1);
    w.simd(SIMD.and);
    w.simd(SIMD.store);
    w.memory(at);
  }

  function storePart({ node, at, width }: Store, part: number): void {
    w.get(targets.get(width) as number);
    values.push(node, width, part);
    w.simd(SIMD.store);
    w.memory(at + part * 16);
  }

  function storeNumber(store: Store, quarter: number): void {
    for (const part of store.width === 8 ? [quarter * 2, quarter * 2 + 1] : [quarter]) storePart(store, part);
  }

  function keep(id: NodeId): void {
    const width = widthOf(id);
    for (let part = 0; part < width; part += 1) {
      w.get(keptPointers.get(width) as number);
      values.push(id, width, part);
      w.simd(SIMD.store);
      w.memory(behind + (cut?.places.get(id) as number) + part * 16);
    }
  }

  const start = w.local(I32);
  w.get(FROM);
  w.set(start);
  w.op(OP.block, 0x40, OP.loop, 0x40);
  w.get(FROM);
  w.get(TO);
  w.op(OP.i32GeS, OP.brIf, 1);
  for (const [width, pointer] of pointers) {
    if (width === 1) continue;
    w.get(FROM);
    w.i32(Math.log2(width));
    w.op(OP.i32Shl);
    w.set(pointer);
  }
  for (const [width, pointer] of keptPointers) {
    w.get(FROM);
    w.get(start);
    w.op(OP.i32Sub);
    w.i32(Math.log2(width));
    w.op(OP.i32Shl);
    w.get(BASE);
    w.op(OP.i32Add);
    w.set(pointer);
  }
  setStorePointers(w, targets, FROM, ORIGIN);
  for (const id of ids) if (whole.has(id)) prepare(id, 0, widthOf(id));
  for (let quarter = 0; quarter < 4; quarter += 1) {
    for (const id of ids) {
      if (whole.has(id)) continue;
      const first = (quarter * widthOf(id)) >> 2;
      prepare(id, first, first + (widthOf(id) === 8 ? 2 : 1));
    }
    for (const store of numbers) storeNumber(store, quarter);
    sums?.quarter(quarter);
  }
  for (const store of masks) storeMask(store);
  for (const store of small) for (let part = 0; part < store.width; part += 1) storePart(store, part);
  for (const id of segment.kept) keep(id);
  sums?.step();
  w.get(FROM);
  w.i32(STEP);
  w.op(OP.i32Add);
  w.set(FROM);
  w.op(OP.br, 0, OP.end, OP.end);
  sums?.end();
  return w;
}
