/**
 * A kernel of sixteen rows a step, lanes as narrow as each range allows. It takes whole steps only; the scalar one takes the
 * rest. Parameters as of the scalar one.
 */
import type { NodeId, PlanNode } from "../../compiler/ir/columns.js";
import { STEP, WIDTHS, type Width, wholeSteps } from "./lanes.js";
import { setStorePointers, storePointers } from "./scalar.js";
import { SIMD } from "./simd.js";
import { adder, countedMasks } from "./sums.js";
import { isMask, isWide, needed, roots, type Store, type Targets } from "./targets.js";
import { tile } from "./tile.js";
import { I32, OP, type Writer, writer } from "./wasm.js";

const FROM = 0;
const TO = 1;
const BASE = 2;
const ORIGIN = 3;

export function vectorKernel(t: Targets): Writer {
  const w = writer(4);
  const { nodes } = t;
  const ids = needed(nodes, roots(t));
  const pointers = new Map<Width, number>(WIDTHS.map((width) => [width, width === 1 ? FROM : w.local(I32)]));
  const values = tile(w, t, ids, (width) => pointers.get(width) as number);
  const sums = t.sums === null ? null : adder(w, t.sums, values, nodes, BASE);
  const masks = t.stores.filter(({ node }) => isMask(nodes[node] as PlanNode));
  const numbers = t.stores.filter(({ node }) => !isMask(nodes[node] as PlanNode));
  const narrowed = [...masks.map(({ node }) => node), ...countedMasks(t.sums, nodes)];
  const whole = wholeSteps(nodes, ids, values.widths, narrowed);

  /** In the order of the plan, so that what follows finds its operands: no deep descent through a long policy. */
  function prepare(id: NodeId, parts: (width: Width) => readonly number[]): void {
    for (const part of parts(values.widths.get(id) as Width)) values.prepare(id, part);
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

  function storeNumber({ node, at }: Store, quarter: number): void {
    const wide = isWide(nodes[node] as PlanNode);
    for (const part of wide ? [quarter * 2, quarter * 2 + 1] : [quarter]) {
      w.get(targets.get(wide ? 8 : 4) as number);
      values.push(node, wide ? 8 : 4, part);
      w.simd(SIMD.store);
      w.memory(at + part * 16);
    }
  }

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
  setStorePointers(w, targets, FROM, ORIGIN);
  for (const id of ids) if (whole.has(id)) prepare(id, (width) => Array.from({ length: width }, (_, part) => part));
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const parts = (width: Width) => (width === 8 ? [quarter * 2, quarter * 2 + 1] : [(quarter * width) >> 2]);
    for (const id of ids) if (!whole.has(id)) prepare(id, parts);
    for (const store of numbers) storeNumber(store, quarter);
    sums?.quarter(quarter);
  }
  for (const store of masks) storeMask(store);
  sums?.step();
  w.get(FROM);
  w.i32(STEP);
  w.op(OP.i32Add);
  w.set(FROM);
  w.op(OP.br, 0, OP.end, OP.end);
  sums?.end();
  return w;
}
