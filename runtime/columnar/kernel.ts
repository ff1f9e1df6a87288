/** Kernels: a plan's nodes as a WebAssembly module, written straight to bytes. */
import type { NodeId, PlanNode } from "../../compiler/ir/columns.js";
import { type ColumnView, type Dataset, reserve, viewAt } from "./columns.js";
import { scalarKernel } from "./scalar.js";
import { isMask, isWide, LANES, type Store, type Targets } from "./targets.js";
import { fitsVectors, vectorKernel } from "./vector.js";
import { I32, moduleOf } from "./wasm.js";
import { Wasm } from "./webassembly.js";

/** Rows in one call: an engine replaces a function by its optimised code only when it is called again. */
const CHUNK = 16_384;

export interface Kernel {
  /** Whether it works on four rows at a time. */
  readonly vectors: boolean;
  readonly bytes: number;
  readonly run: () => void;
}

type Rows = (from: number, to: number) => void;

/** `vectors: false` asks for the scalar form, as on machines without SIMD. */
export function kernel(data: Dataset, targets: Targets, vectors = true): Kernel {
  const wide = vectors && fitsVectors(targets);
  const parameters = [I32, I32] as const;
  const functions = [{ name: "scalar", parameters, body: scalarKernel(targets) }];
  if (wide) functions.push({ name: "vector", parameters, body: vectorKernel(targets) });
  const bytes = moduleOf(functions);
  const instance = new Wasm.Instance(new Wasm.Module(bytes), { m: { memory: data.memory } });
  const scalar = instance.exports.scalar as Rows;
  const vector = wide ? (instance.exports.vector as Rows) : null;
  const whole = vector === null ? 0 : data.rows - (data.rows % LANES);
  return {
    vectors: wide,
    bytes: bytes.length,
    run: () => {
      if (vector !== null) for (let from = 0; from < whole; from += CHUNK) vector(from, Math.min(whole, from + CHUNK));
      for (let from = whole; from < data.rows; from += CHUNK) scalar(from, Math.min(data.rows, from + CHUNK));
    },
  };
}

/** The values of these nodes for every row, written out: masks as 0 and 1. */
export function rowsOf(
  data: Dataset,
  nodes: readonly PlanNode[],
  wanted: readonly NodeId[],
  vectors = true,
): ColumnView[] {
  const laneOf = (id: NodeId) => (isMask(nodes[id] as PlanNode) ? "u8" : isWide(nodes[id] as PlanNode) ? "i64" : "i32");
  const width = (id: NodeId) => ({ u8: 1, i32: 4, i64: 8 })[laneOf(id)];
  const sizes = wanted.map((id) => Math.ceil(((data.rows + 16) * width(id)) / 64) * 64);
  let at = reserve(
    data,
    sizes.reduce((a, b) => a + b, 0),
  );
  const stores = wanted.map((node, i): Store => {
    const store = { node, at };
    at += sizes[i] as number;
    return store;
  });
  kernel(data, { nodes, columns: data.columns, stores, sums: null }, vectors).run();
  return stores.map(({ node, at: from }) => viewAt(data.memory, laneOf(node), from, data.rows).slice());
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
): SumKernel {
  const groups = Math.max(1, data.groups.length);
  let shift = 3;
  while (1 << shift < wanted.length * 8) shift += 1;
  const table = groups << shift;
  const masks = slow === null ? 0 : Math.ceil((data.rows + 16) / 64) * 64;
  const at = reserve(data, table * LANES + masks);
  const stores = slow === null ? [] : [{ node: slow, at: at + table * LANES }];
  const made = kernel(
    data,
    { nodes, columns: data.columns, stores, sums: { nodes: wanted, at, shift, groups, by: data.by } },
    vectors,
  );
  return {
    kernel: made,
    sums: () => {
      const cells = new BigInt64Array(data.memory.buffer, at, (table * LANES) / 8);
      cells.fill(0n);
      made.run();
      return Array.from({ length: groups }, (_, group) =>
        wanted.map((_, i) => {
          let sum = 0n;
          for (let lane = 0; lane < LANES; lane += 1) sum += cells[(lane * table + (group << shift)) / 8 + i] as bigint;
          return sum;
        }),
      );
    },
    slow: () => {
      if (slow === null) return [];
      const found: number[] = [];
      const bytes = new Uint8Array(data.memory.buffer, at + table * LANES, data.rows);
      for (let row = bytes.indexOf(1); row >= 0; row = bytes.indexOf(1, row + 1)) found.push(row);
      return found;
    },
  };
}
