/** Kernels: a plan's nodes as a WebAssembly module, written straight to bytes. */
import type { NodeId, PlanNode } from "../../compiler/ir/columns.js";
import { type ColumnView, type Dataset, reserve, viewAt } from "./columns.js";
import { STEP } from "./lanes.js";
import { scalarKernel } from "./scalar.js";
import { CALL, layoutOf, readSums } from "./sums.js";
import { isMask, isWide, type Store, type Targets } from "./targets.js";
import { vectorKernel } from "./vector.js";
import { I32, moduleOf } from "./wasm.js";
import { Wasm } from "./webassembly.js";

export interface Kernel {
  /** Whether it works on sixteen rows at a time. */
  readonly vectors: boolean;
  readonly bytes: number;
  /** `base`: the address of the sums, which must be cleared. */
  readonly run: (base?: number) => void;
}

type Rows = (from: number, to: number, base: number) => void;

/** `vectors: false` asks for the scalar form, as on machines without SIMD. */
export function kernel(data: Dataset, targets: Targets, vectors = true): Kernel {
  const parameters = [I32, I32, I32] as const;
  const functions = [{ name: "scalar", parameters, body: scalarKernel(targets) }];
  if (vectors) functions.push({ name: "vector", parameters, body: vectorKernel(targets) });
  const bytes = moduleOf(functions);
  const instance = new Wasm.Instance(new Wasm.Module(bytes), { m: { memory: data.memory } });
  const scalar = instance.exports.scalar as Rows;
  const vector = vectors ? (instance.exports.vector as Rows) : null;
  const whole = vector === null ? 0 : data.rows - (data.rows % STEP);
  const call = targets.sums?.rows ?? CALL;
  return {
    vectors,
    bytes: bytes.length,
    run: (base = 0) => {
      if (vector !== null)
        for (let from = 0; from < whole; from += call) vector(from, Math.min(whole, from + call), base);
      for (let from = whole; from < data.rows; from += CALL) scalar(from, Math.min(data.rows, from + CALL), base);
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
  const sizes = wanted.map((id) => Math.ceil(((data.rows + STEP) * width(id)) / 64) * 64);
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
  const sums = layoutOf(nodes, wanted, Math.max(1, data.groups.length), data.by);
  const masks = slow === null ? 0 : Math.ceil((data.rows + STEP) / 64) * 64;
  const at = reserve(data, sums.bytes + masks);
  const stores = slow === null ? [] : [{ node: slow, at: at + sums.bytes }];
  const made = kernel(data, { nodes, columns: data.columns, stores, sums }, vectors);
  return {
    kernel: made,
    sums: () => {
      new Uint8Array(data.memory.buffer, at, sums.bytes).fill(0);
      made.run(at);
      return readSums(data.memory.buffer, sums, at);
    },
    slow: () => {
      if (slow === null) return [];
      const found: number[] = [];
      const bytes = new Uint8Array(data.memory.buffer, at + sums.bytes, data.rows);
      for (let row = bytes.indexOf(1); row >= 0; row = bytes.indexOf(1, row + 1)) found.push(row);
      return found;
    },
  };
}
