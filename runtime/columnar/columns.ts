/** The columns of a plan in memory that kernels read: aligned, padded to whole steps of vectors. */
import { type Column, type ColumnPlan, sourceId } from "../../compiler/ir/columns.js";
import { dayNumber } from "../../compiler/ir/dates.js";
import { isNumber } from "../reference/value.js";
import type { Placed } from "./targets.js";
import { WIDTH } from "./targets.js";
import type { Values } from "./values.js";
import { type Memory, Wasm } from "./webassembly.js";

const PAGE = 65_536;

/** A view of a column: numbers, or BigInts for 64 bits. */
export type ColumnView = Uint8Array | Uint16Array | Int16Array | Int32Array | BigInt64Array;

/** A plan's columns for some rows. `by`: the group of each row, if there are groups. */
export interface Dataset {
  readonly plan: ColumnPlan;
  readonly rows: number;
  readonly memory: Memory;
  readonly columns: readonly Placed[];
  readonly groups: readonly string[];
  readonly by: { readonly at: number; readonly width: 1 | 2 | 4 } | null;
  /** Bytes in use; what follows is free. */
  readonly end: number;
}

export const aligned = (at: number): number => Math.ceil(at / 64) * 64;

/** Room for the columns of a plan, filled with zeros. `groups`: what totals may be grouped by; empty: nothing. */
export function allocate(plan: ColumnPlan, rows: number, groups: readonly string[] = []): Dataset {
  // The first bytes are left free, so that no column stands at address 0.
  let end = 64;
  // Vectors read whole steps, and a narrow load may read beyond the last row.
  const room = (width: number): number => {
    const at = end;
    end = aligned(at + (rows + 16) * width);
    return at;
  };
  const columns = plan.columns.map((column): Placed => ({ column, at: room(WIDTH[column.lane]) }));
  const width = groups.length <= 256 ? 1 : groups.length <= 65_536 ? 2 : 4;
  const by = groups.length === 0 ? null : ({ at: room(width), width } as const);
  const memory = new Wasm.Memory({ initial: Math.ceil(end / PAGE) });
  return { plan, rows, memory, columns, groups, by, end };
}

/** Free bytes after the dataset, from an aligned address. The memory grows if it must, and earlier views end. */
export function reserve(data: Dataset, bytes: number): number {
  const missing = data.end + bytes - data.memory.buffer.byteLength;
  if (missing > 0) data.memory.grow(Math.ceil(missing / PAGE));
  return data.end;
}

/** The column's items, to be filled or read. A view ends when the memory grows. */
export function view(data: Dataset, column: number): ColumnView {
  const { at, column: def } = data.columns[column] as Placed;
  return viewAt(data.memory, def.lane, at, data.rows);
}

export function viewAt(memory: Memory, lane: Column["lane"], at: number, length: number): ColumnView {
  switch (lane) {
    case "u8":
      return new Uint8Array(memory.buffer, at, length);
    case "u16":
      return new Uint16Array(memory.buffer, at, length);
    case "i16":
      return new Int16Array(memory.buffer, at, length);
    case "i32":
      return new Int32Array(memory.buffer, at, length);
    case "i64":
      return new BigInt64Array(memory.buffer, at, length);
  }
}

/** The group of each row, to be filled: places in `groups`. */
export function groupView(data: Dataset): Uint8Array | Uint16Array | Int32Array | null {
  if (data.by === null) return null;
  const { at, width } = data.by;
  return viewAt(data.memory, width === 1 ? "u8" : width === 2 ? "u16" : "i32", at, data.rows) as
    | Uint8Array
    | Uint16Array
    | Int32Array;
}

/** Fills a plan's columns with values. Throws RangeError for a value outside the range that the plan was made for. */
export function columns(
  plan: ColumnPlan,
  rows: number,
  values: Values,
  groups: readonly (string | null)[] | null = null,
): Dataset {
  const names = groups === null ? [] : [...new Set(groups.map((name) => name ?? ""))];
  const data = allocate(plan, rows, names);
  const into = groupView(data);
  if (into !== null && groups !== null) {
    const places = new Map(names.map((name, i) => [name, i]));
    groups.forEach((name, row) => {
      into[row] = places.get(name ?? "") as number;
    });
  }
  plan.columns.forEach((column, index) => {
    const out = view(data, index);
    const put = writerOf(column, values);
    for (let row = 0; row < rows; row += 1) {
      const n = put(row);
      if (n < column.low || n > column.high)
        throw new RangeError(`${column.id}: ${n} is outside ${column.low} to ${column.high}`);
      if (out instanceof BigInt64Array) out[row] = n;
      else out[row] = Number(n);
    }
  });
  return data;
}

/** The integer stored for a row. */
function writerOf(column: Column, values: Values): (row: number) => bigint {
  const { holds } = column;
  if (holds.kind === "flags") {
    const bits = holds.bits.map((bit) => ({ what: bit.what, of: values.get(sourceId(bit.source)) }));
    return (row) => {
      let word = 0;
      bits.forEach(({ what, of }, i) => {
        const value = of?.values[row] ?? null;
        const set = what === "known" ? value !== null : what === "yes" ? value === true : of?.noted.has(row) === true;
        if (set) word |= 1 << i;
      });
      return BigInt(word);
    };
  }
  const source = values.get(sourceId(holds.source));
  const places = holds.kind === "code" ? new Map(holds.texts.map((t, i) => [t, BigInt(i)])) : null;
  return (row) => {
    const value = source?.values[row] ?? null;
    if (value === null) return 0n;
    if (holds.kind === "date") return BigInt(dayNumber(value as string));
    if (holds.kind === "code") return places?.get(value as string) ?? -1n;
    if (!isNumber(value)) throw new RangeError(`${column.id}: not a number`);
    const scaled = value.n * holds.scale;
    if (scaled % value.d !== 0n)
      throw new RangeError(`${column.id}: ${value.n}/${value.d} is not whole at scale ${holds.scale}`);
    return scaled / value.d;
  };
}
