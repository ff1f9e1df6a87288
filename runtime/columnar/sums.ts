/**
 * Sums of numbers by group inside a kernel. Where the sums of one call fit 32 bits they are kept in registers or, by group, in
 * a table for each of four lanes, four numbers of one row side by side, and added to 64 bits when the call ends; the others go
 * to 64 bits at once. Four tables, so that neighbouring rows of one town do not wait for one another.
 */
import type { NodeId, NumberNode, PlanNode } from "../../compiler/ir/columns.js";
import { splat32 } from "./division.js";
import { STEP } from "./lanes.js";
import { I32X4, I64X2, SIMD } from "./simd.js";
import type { GroupColumn, Sums, Width } from "./targets.js";
import type { Tile } from "./tile.js";
import { I32, OP, V128, type Writer } from "./wasm.js";

/** Tables of one kind, and rows that a kernel adds at a time. */
const LANES = 4;
/** Most rows of one call: an engine replaces a function by its optimised code only when it is called again. */
export const CALL = 16_384;
/** Fewer rows than this between two emptyings of the narrow tables do not pay for them. */
const FEWEST = 256;

/** Of a lane of 32 bits. */
const MOST = 2n ** 31n - 1n;

const aligned = (at: number): number => Math.ceil(at / 64) * 64;

/** Where sums stand, from the address that a kernel is given. Sizes in bytes. */
export function layoutOf(
  nodes: readonly PlanNode[],
  wanted: readonly NodeId[],
  groups: number,
  by: GroupColumn | null,
): Sums {
  const size = (id: NodeId): bigint => {
    const { low, high } = nodes[id] as NumberNode;
    return -low > high ? -low : high;
  };
  /** Rows after which the sum of a lane may outgrow 31 bits. */
  const rowsOf = (id: NodeId): number => {
    const most = size(id);
    return LANES * Number(MOST / (most > 0n ? most : 1n));
  };
  const least = Math.max(FEWEST, by === null ? 0 : 2 * groups * Math.ceil(wanted.length / LANES));
  const narrow = wanted.filter((id) => rowsOf(id) >= least);
  const wide = wanted.filter((id) => rowsOf(id) < least);
  const rows = Math.min(CALL, ...narrow.map(rowsOf));
  const quads = narrow.length === 1 ? 0 : Math.ceil(narrow.length / LANES);
  const places = new Map([
    ...narrow.map((id, i): [NodeId, number] => [id, i]),
    ...wide.map((id, i): [NodeId, number] => [id, Math.max(quads * LANES, narrow.length) + i]),
  ]);
  const columns = Math.max(quads * LANES, narrow.length) + wide.length;
  const shift = powerFor(columns * 8, 3);
  const table = groups << shift;
  const copies = by !== null && wide.length > 0 ? LANES : 1;
  const narrowShift = powerFor(quads * 16, 2);
  const narrowAt = aligned(table * copies);
  const narrowTable = by === null || narrow.length === 0 ? 0 : groups << narrowShift;
  return {
    nodes: wanted,
    groups,
    by,
    shift,
    copies,
    places,
    narrow,
    wide,
    narrowAt,
    narrowShift,
    rows: rows - (rows % STEP),
    bytes: aligned(narrowAt + narrowTable * LANES),
  };
}

/** The least power of two of at least so many bytes, as a shift. */
function powerFor(bytes: number, least: number): number {
  let shift = least;
  while (1 << shift < bytes) shift += 1;
  return shift;
}

/** Pushes the byte offset of a row's group in a table whose groups take 1 << shift bytes. */
export function pushGroup(w: Writer, by: GroupColumn, pointer: number, row: number, shift: number, base: number): void {
  w.get(pointer);
  w.op({ 1: OP.i32Load8u, 2: OP.i32Load16u, 4: OP.i32Load }[by.width]);
  w.memory(by.at + row * by.width);
  w.i32(shift);
  w.op(OP.i32Shl);
  w.get(base);
  w.op(OP.i32Add);
}

/** Adds the rows of a step. `base`: the local with the address of the sums. */
export interface Adder {
  /** After each quarter of a step's rows, 0 to 3. */
  readonly quarter: (quarter: number) => void;
  /** After each step, and after the last. */
  readonly step: () => void;
  readonly end: () => void;
}

/** At the end of a call, after all pieces of a kernel: adds the narrow tables to 64 bits, group by group, and clears them. */
export function emptyTables(w: Writer, sums: Sums, base: number): void {
  const { narrow, narrowAt, narrowShift, shift, groups } = sums;
  if (sums.by === null || narrow.length === 0) return;
  const narrowTable = groups << narrowShift;
  const [group, from, to] = [w.local(I32), w.local(I32), w.local(I32)];
  w.i32(0);
  w.set(group);
  w.op(OP.loop, 0x40);
  for (const [local, by] of [
    [from, narrowShift],
    [to, shift],
  ] as const) {
    w.get(group);
    w.i32(by);
    w.op(OP.i32Shl);
    w.get(base);
    w.op(OP.i32Add);
    w.set(local);
  }
  for (let lane = 0; lane < LANES; lane += 1) {
    const lanes = narrowAt + lane * narrowTable;
    if (narrow.length === 1) {
      w.get(to);
      w.get(to);
      w.op(OP.i64Load);
      w.memory(0);
      w.get(from);
      w.op(OP.i32Load);
      w.memory(lanes);
      w.op(OP.extend, OP.i64Add, OP.i64Store);
      w.memory(0);
      w.get(from);
      w.i32(0);
      w.op(OP.i32Store);
      w.memory(lanes);
      continue;
    }
    for (let first = 0; first < narrow.length; first += LANES) {
      for (const [half, instruction] of [I64X2.extendLow, I64X2.extendHigh].entries()) {
        const at = first * 8 + half * 16;
        w.get(to);
        w.get(to);
        w.simd(SIMD.load);
        w.memory(at);
        w.get(from);
        w.simd(SIMD.load);
        w.memory(lanes + first * 4);
        w.simd(instruction);
        w.simd(I64X2.add);
        w.simd(SIMD.store);
        w.memory(at);
      }
      w.get(from);
      splat32(w, 0);
      w.simd(SIMD.store);
      w.memory(lanes + first * 4);
    }
  }
  w.get(group);
  w.i32(1);
  w.op(OP.i32Add);
  w.tee(group);
  w.i32(groups);
  w.op(OP.i32LtS, OP.brIf, 0, OP.end);
}

export function adder(w: Writer, sums: Sums, values: Tile, nodes: readonly PlanNode[], base: number): Adder {
  return sums.by === null ? inRegisters(w, sums, values, nodes, base) : byGroup(w, sums, sums.by, values, base);
}

// ---------------------------------------------------------------- without groups

/** The mask of a node that is 1 where it is set, and 0 elsewhere. */
function counted(nodes: readonly PlanNode[], id: NodeId): NodeId | null {
  const node = nodes[id] as PlanNode;
  if (node.op !== "select") return null;
  const value = (n: NodeId) => {
    const x = nodes[n] as NumberNode;
    return x.op === "int" ? x.value : null;
  };
  return value(node.a) === 1n && value(node.b) === 0n ? node.mask : null;
}

/** Masks whose bits are counted instead of numbers that are added. */
export function countedMasks(sums: Sums | null, nodes: readonly PlanNode[]): NodeId[] {
  if (sums === null || sums.by !== null) return [];
  return sums.narrow.flatMap((id) => counted(nodes, id) ?? []);
}

function inRegisters(w: Writer, sums: Sums, values: Tile, nodes: readonly PlanNode[], base: number): Adder {
  const narrow = new Set(sums.narrow);
  const count = new Map<NodeId, number>();
  const registers = new Map<NodeId, number>();
  for (const id of [...sums.narrow, ...sums.wide]) {
    if (narrow.has(id) && counted(nodes, id) !== null) count.set(id, w.local(I32));
    else registers.set(id, w.local(V128));
  }
  const add = (id: NodeId, instruction: number, push: () => void) => {
    const local = registers.get(id) as number;
    w.get(local);
    push();
    w.simd(instruction);
    w.set(local);
  };
  const widthOf = (id: NodeId): Width => values.widths[id] as Width;
  return {
    quarter: (quarter) => {
      for (const id of sums.narrow) if (!count.has(id)) add(id, I32X4.add, () => values.push(id, 4, quarter));
      for (const id of sums.wide) {
        if (widthOf(id) === 8) {
          for (const half of [0, 1]) add(id, I64X2.add, () => values.push(id, 8, quarter * 2 + half));
          continue;
        }
        for (const instruction of [I64X2.extendLow, I64X2.extendHigh])
          add(id, I64X2.add, () => {
            values.push(id, 4, quarter);
            w.simd(instruction);
          });
      }
    },
    step: () => {
      for (const [id, local] of count) {
        w.get(local);
        values.push(counted(nodes, id) as NodeId, 1, 0);
        w.simd(SIMD.bitmask8);
        w.op(OP.i32Popcnt, OP.i32Add);
        w.set(local);
      }
    },
    end: () => {
      for (const id of sums.nodes) {
        const at = (sums.places.get(id) as number) * 8;
        w.get(base);
        w.get(base);
        w.op(OP.i64Load);
        w.memory(at);
        const number = count.get(id);
        if (number !== undefined) {
          w.get(number);
          w.op(OP.extend, OP.i64Add);
        } else {
          const short = narrow.has(id);
          for (const lane of short ? [0, 1, 2, 3] : [0, 1]) {
            w.get(registers.get(id) as number);
            w.simd(short ? I32X4.extract : I64X2.extract);
            w.op(lane);
            if (short) w.op(OP.extend);
            w.op(OP.i64Add);
          }
        }
        w.op(OP.i64Store);
        w.memory(at);
      }
    },
  };
}

// ---------------------------------------------------------------- by group

const LOW = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23];
const HIGH = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31];
const FRONT = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];
const BACK = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31];

function byGroup(w: Writer, sums: Sums, by: GroupColumn, values: Tile, base: number): Adder {
  const { narrow, wide, narrowAt, narrowShift, shift, groups } = sums;
  const cells = Array.from({ length: LANES }, () => w.local(I32));
  const scratch = Array.from({ length: 8 }, () => w.local(V128));
  const narrowTable = groups << narrowShift;
  const table = groups << shift;
  /** Whether the tables hold one number only. */
  const single = narrowShift === 2;
  const address = (quarter: number, to: number) =>
    cells.forEach((cell, lane) => {
      pushGroup(w, by, values.pointer(by.width), quarter * LANES + lane, to, base);
      w.set(cell);
    });
  const shuffled = (to: number, a: number, b: number, lanes: readonly number[]) => {
    w.get(a);
    w.get(b);
    w.simd(SIMD.shuffle);
    w.op(...lanes);
    w.set(to);
  };

  /** Four numbers of four rows → of each row, four numbers. */
  function transposed(ids: readonly (NodeId | undefined)[], quarter: number): number[] {
    const [a, b, c, d, e, f, g, h] = scratch as [number, number, number, number, number, number, number, number];
    ids.forEach((id, i) => {
      if (id === undefined) values.splat(0n, 4);
      else values.push(id, 4, quarter);
      w.set([a, b, c, d][i] as number);
    });
    shuffled(e, a, b, LOW);
    shuffled(f, a, b, HIGH);
    shuffled(g, c, d, LOW);
    shuffled(h, c, d, HIGH);
    shuffled(a, e, g, FRONT);
    shuffled(b, e, g, BACK);
    shuffled(c, f, h, FRONT);
    shuffled(d, f, h, BACK);
    return [a, b, c, d];
  }

  function addNarrow(quarter: number): void {
    if (narrow.length === 0) return;
    address(quarter, narrowShift);
    if (single) {
      cells.forEach((cell, lane) => {
        w.get(cell);
        w.get(cell);
        w.op(OP.i32Load);
        w.memory(narrowAt + lane * narrowTable);
        values.push(narrow[0] as NodeId, 4, quarter);
        w.simd(I32X4.extract);
        w.op(lane, OP.i32Add, OP.i32Store);
        w.memory(narrowAt + lane * narrowTable);
      });
      return;
    }
    for (let first = 0; first < narrow.length; first += LANES) {
      const rows = transposed(
        Array.from({ length: LANES }, (_, i) => narrow[first + i]),
        quarter,
      );
      const place = (sums.places.get(narrow[first] as NodeId) as number) * 4;
      rows.forEach((row, lane) => {
        const cell = cells[lane] as number;
        w.get(cell);
        w.get(cell);
        w.simd(SIMD.load);
        w.memory(narrowAt + lane * narrowTable + place);
        w.get(row);
        w.simd(I32X4.add);
        w.simd(SIMD.store);
        w.memory(narrowAt + lane * narrowTable + place);
      });
    }
  }

  function addWide(quarter: number): void {
    if (wide.length === 0) return;
    address(quarter, shift);
    cells.forEach((cell, lane) => {
      for (const id of wide) {
        const at = lane * table + (sums.places.get(id) as number) * 8;
        w.get(cell);
        w.get(cell);
        w.op(OP.i64Load);
        w.memory(at);
        if (values.widths[id] === 8) {
          values.push(id, 8, quarter * 2 + (lane >> 1));
          w.simd(I64X2.extract);
          w.op(lane & 1);
        } else {
          values.push(id, 4, quarter);
          w.simd(I32X4.extract);
          w.op(lane, OP.extend);
        }
        w.op(OP.i64Add, OP.i64Store);
        w.memory(at);
      }
    });
  }

  return {
    quarter: (quarter) => {
      addNarrow(quarter);
      addWide(quarter);
    },
    step: () => {},
    end: () => {},
  };
}

/** The sums of each group in one area: groups in turn, nodes as they were wanted. `base`: its address. */
export function readSums(buffer: ArrayBuffer, sums: Sums, base: number): bigint[][] {
  const table = (sums.groups << sums.shift) / 8;
  const cells = new BigInt64Array(buffer, base, table * sums.copies);
  return Array.from({ length: sums.groups }, (_, group) =>
    sums.nodes.map((id) => {
      const place = ((group << sums.shift) >> 3) + (sums.places.get(id) as number);
      let sum = 0n;
      for (let copy = 0; copy < sums.copies; copy += 1) sum += cells[copy * table + place] as bigint;
      return sum;
    }),
  );
}
