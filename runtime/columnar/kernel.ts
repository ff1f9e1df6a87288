/** Kernels: a plan's nodes as a WebAssembly module, written straight to bytes. */
import type { NodeId, PlanNode } from "../../compiler/ir/columns.js";
import { rewritten } from "./algebra.js";
import { aligned, type ColumnView, type Dataset, reserve, viewAt } from "./columns.js";
import { STEP, widthsOf } from "./lanes.js";
import { partOf, type Rows } from "./part.js";
import { scalarKernel } from "./scalar.js";
import { cutOf } from "./segments.js";
import { SIMD } from "./simd.js";
import { CALL, layoutOf, readSums } from "./sums.js";
import { isMask, needed, type Store, storedWidth, type Targets, type Width } from "./targets.js";
import { vectorKernel } from "./vector.js";
import { type Export, I32, moduleOf, OP, writer } from "./wasm.js";
import { isShared, MOST_PAGES, Wasm } from "./webassembly.js";
import type { Crew } from "./workers/crew.js";

export interface Kernel {
  /** Whether it works on sixteen rows at a time. */
  readonly vectors: boolean;
  readonly bytes: number;
  readonly threads: number;
  /** Works on all rows. `bases`: for each thread the address of its sums, which must be cleared; none where nothing is summed. */
  readonly run: (bases: readonly number[]) => void;
  /** Works on some rows, from a whole number of steps on. */
  readonly part: Rows;
}

/** Whether this machine's engine knows vectors of 128 bits. */
function knowsVectors(): boolean {
  const w = writer(0);
  w.simd(SIMD.const);
  for (let i = 0; i < 16; i += 1) w.op(0);
  w.op(OP.drop);
  return Wasm.validate(moduleOf([{ name: "vectors", parameters: [], body: w }]));
}

const VECTORS = knowsVectors();

/**
 * `wanted`: whether vectors are; the scalar form serves where they are not, or are not known. `crew`: threads that take part, if the data's memory
 * is shared.
 */
export function kernel(data: Dataset, targets: Targets, wanted = true, crew: Crew | null = null): Kernel {
  const vectors = wanted && VECTORS;
  const { memory, rows } = data;
  const parameters = [I32, I32, I32, I32] as const;
  // Where vectors take every row the other form is not needed.
  const left = !vectors || rows % STEP !== 0;
  const functions: Export[] = left ? [{ name: "scalar", parameters, body: scalarKernel(targets) }] : [];
  if (vectors) functions.push(...vectorKernel(targets, functions.length));
  const shared = isShared(memory);
  const bytes = moduleOf(functions, shared ? MOST_PAGES : null);
  const module = new Wasm.Module(bytes);
  const call = targets.sums?.rows ?? CALL;
  const part = partOf(new Wasm.Instance(module, { m: { memory } }), vectors, call);
  const shift =
    crew === null || !shared || rows < 2 * CALL
      ? null
      : crew.enlist({ module, memory, vectors, rows, chunk: CALL, call, part });
  const threads = shift === null ? 1 : (crew as Crew).threads;
  const run = (bases: readonly number[]) => (shift === null ? part(0, rows, bases[0] ?? 0, 0) : shift.run(bases));
  return { vectors, bytes: bytes.length, threads, part, run };
}

/**
 * The values of these nodes for every row, written out: masks as 0 and 1. `narrow`: numbers below 2^8 or 2^16, which are wanted
 * in lanes of one byte or two; they come in wider ones where they are worked out in wider ones. `shared`: nodes that turn out to be one may have one array, into which nobody writes.
 */
export function rowsOf(
  data: Dataset,
  nodes: readonly PlanNode[],
  wanted: readonly NodeId[],
  vectors = true,
  {
    narrow = new Map(),
    shared = false,
  }: { readonly narrow?: ReadonlyMap<NodeId, 1 | 2>; readonly shared?: boolean } = {},
): ColumnView[] {
  const simple = rewritten(nodes, wanted);
  const distinct = [...new Set(wanted.map(simple.of))];
  const lanes = new Map(wanted.flatMap((id) => (narrow.has(id) ? [[simple.of(id), narrow.get(id) as 1 | 2]] : [])));
  const widths = narrow.size === 0 ? null : widthsOf(simple.nodes, needed(simple.nodes, distinct), data.columns);
  // Written in pieces that stay in the processor's cache, and copied from there: memory for all rows is needed once only.
  const piece = Math.min(PIECE, data.rows);
  const width = (id: NodeId): Width => {
    const node = simple.nodes[id] as PlanNode;
    const lane = lanes.get(id);
    if (lane === undefined || isMask(node)) return storedWidth(node);
    return node.op === "int" || (widths?.[id] ?? 8) <= lane ? lane : storedWidth(node);
  };
  const size = (id: NodeId) => aligned((piece + STEP) * width(id));
  const cut = cutOf(simple.nodes, data.columns, distinct, null);
  const base = reserve(
    data,
    distinct.reduce((sum, id) => sum + size(id), aligned(cut?.bytes ?? 0)),
  );
  let at = base + aligned(cut?.bytes ?? 0);
  const stores = distinct.map((node): Store => {
    const store = { node, at, width: width(node) };
    at += size(node);
    return store;
  });
  const { part } = kernel(data, { nodes: simple.nodes, columns: data.columns, stores, sums: null, cut }, vectors);
  const out = distinct.map((id) => emptyColumn(width(id), data.rows));
  const views = stores.map(({ node, at: from }) => viewAt(data.memory, LANE[width(node)], from, piece));
  for (let from = 0; from < data.rows; from += piece) {
    const to = Math.min(data.rows, from + piece);
    part(from, to, base, from);
    out.forEach((column, i) => {
      column.set((views[i] as Int32Array).subarray(0, to - from) as never, from);
    });
  }
  // Callers may write into what they get: nodes that turned out to be one still have an array each.
  const order = new Map(distinct.map((id, i): [NodeId, number] => [id, i]));
  const given = new Set<number>();
  return wanted.map((id) => {
    const place = order.get(simple.of(id)) as number;
    const column = out[place] as ColumnView;
    if (given.has(place) && !shared) return column.slice();
    given.add(place);
    return column;
  });
}

/** Rows written out at a time. */
const PIECE = 4096;
const LANE = { 1: "u8", 2: "u16", 4: "i32", 8: "i64" } as const;

function emptyColumn(width: Width, rows: number): ColumnView {
  if (width === 1) return new Uint8Array(rows);
  if (width === 2) return new Uint16Array(rows);
  return width === 4 ? new Int32Array(rows) : new BigInt64Array(rows);
}

/** A kernel that sums number nodes by group, and what its tables hold after a run. */
export interface SumKernel {
  readonly kernel: Kernel;
  /** Runs it from zero: a sum for each group (one, where there are no groups) and node. */
  readonly sums: () => bigint[][];
  /** With `slow`: the rows in which it is set, after `sums`. */
  readonly slow: () => number[];
}

/** `slow`: a mask to be written out beside the sums; null: none. */
export function sumKernel(
  data: Dataset,
  nodes: readonly PlanNode[],
  wanted: readonly NodeId[],
  slow: NodeId | null,
  vectors = true,
  crew: Crew | null = data.crew ?? null,
): SumKernel {
  const simple = rewritten(nodes, slow === null ? wanted : [...wanted, slow]);
  const sums = layoutOf(simple.nodes, [...new Set(wanted.map(simple.of))], Math.max(1, data.groups.length), data.by);
  const order = new Map(sums.nodes.map((id, i): [NodeId, number] => [id, i]));
  const places = wanted.map((id) => order.get(simple.of(id)) as number);
  const masks = slow === null ? 0 : aligned(data.rows + STEP);
  const most = crew?.threads ?? 1;
  const cut = cutOf(simple.nodes, data.columns, slow === null ? [] : [simple.of(slow)], sums);
  // Each thread has sums of its own, and behind them what pieces of a long kernel keep for one another.
  const area = sums.bytes + aligned(cut?.bytes ?? 0);
  const at = reserve(data, area * most + masks);
  const written = at + area * most;
  const stores = slow === null ? [] : [{ node: simple.of(slow), at: written, width: 1 as const }];
  const made = kernel(data, { nodes: simple.nodes, columns: data.columns, stores, sums, cut }, vectors, crew);
  const bases = Array.from({ length: made.threads }, (_, thread) => at + thread * area);
  return {
    kernel: made,
    sums: () => {
      for (const base of bases) new Uint8Array(data.memory.buffer, base, sums.bytes).fill(0);
      made.run(bases);
      const found = bases.map((base) => readSums(data.memory.buffer, sums, base));
      const [first, ...others] = found as [bigint[][], ...bigint[][][]];
      return first.map((sum, group) =>
        places.map((place) =>
          others.reduce((total, other) => total + (other[group]?.[place] as bigint), sum[place] as bigint),
        ),
      );
    },
    slow: () => {
      if (slow === null) return [];
      const found: number[] = [];
      const bytes = new Uint8Array(data.memory.buffer, written, data.rows);
      for (let row = bytes.indexOf(1); row >= 0; row = bytes.indexOf(1, row + 1)) found.push(row);
      return found;
    },
  };
}
