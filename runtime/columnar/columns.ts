/** The columns of a plan in memory that kernels read: aligned, padded to whole steps of vectors. */
import { type Column, type ColumnPlan, type FlagBit, sourceId } from "../../compiler/ir/columns.js";
import { dayNumber } from "../../compiler/ir/dates.js";
import type { Cell } from "../roster.js";
import { type Ints, PRESENT, type Presence, type TableColumn } from "../table.js";
import type { Placed } from "./targets.js";
import { WIDTH } from "./targets.js";
import type { SourceColumn, Values } from "./values.js";
import { isShared, type Memory, memoryOf } from "./webassembly.js";
import type { Crew } from "./workers/crew.js";

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
  /** Threads that share the memory; none: it is not shared. */
  readonly crew?: Crew | null;
}

export const aligned = (at: number): number => Math.ceil(at / 64) * 64;

/**
 * Room for the columns of a plan, filled with zeros. `groups`: what totals may be grouped by; empty: nothing. `shared`: for
 * several threads.
 */
export function allocate(plan: ColumnPlan, rows: number, groups: readonly string[] = [], shared = false): Dataset {
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
  const memory = memoryOf(Math.ceil(end / PAGE), shared);
  return { plan, rows, memory, columns, groups, by, end };
}

/** Free bytes after the dataset, from an aligned address. The memory grows if it must, and earlier views end. */
export function reserve(data: Dataset, bytes: number): number {
  const missing = data.end + bytes - data.memory.buffer.byteLength;
  if (missing > 0) data.memory.grow(Math.ceil(missing / PAGE));
  return data.end;
}

/**
 * The same columns with a group for each row, from 0 to `count` - 1, for a kernel that is run at once: it stands where the next
 * one's will. A row of another group is in the one behind the last.
 */
export function grouped(data: Dataset, of: ArrayLike<number>, count: number): Dataset {
  const width = count < 256 ? 1 : count < 65_536 ? 2 : 4;
  const at = reserve(data, aligned((data.rows + 16) * width));
  const made: Dataset = {
    ...data,
    groups: Array.from({ length: count + 1 }, (_, group) => String(group)),
    by: { at, width },
    end: at + aligned((data.rows + 16) * width),
  };
  const out = groupView(made) as Uint8Array | Uint16Array | Int32Array;
  for (let row = 0; row < data.rows; row += 1) {
    const group = of[row] as number;
    out[row] = group >= 0 && group < count ? group : count;
  }
  return made;
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

/**
 * A plan's columns filled with values. Throws RangeError for a value outside the range that the plan was made for. What a
 * source's columns held for the plan before is taken over: as it stands, if this plan needs nothing else, or copied.
 */
export function columns(plan: ColumnPlan, rows: number, values: Values, crew: Crew | null = null): Dataset {
  const signatures = plan.columns.map((column) => signature(column, values));
  const before = plan.columns
    .flatMap((column) => lastOf(column, values) ?? [])
    .find((last) => last.rows === rows && isShared(last.data.memory) === (crew !== null));
  const placed = signatures.map((own) => (own === null ? undefined : before?.filled.get(own)));
  if (before !== undefined && placed.every((one) => one !== undefined)) {
    const { memory, end } = before.data;
    return { plan, rows, memory, columns: placed as Placed[], groups: [], by: null, end, crew };
  }
  const data: Dataset = { ...allocate(plan, rows, [], crew !== null), crew };
  const filled = new Map<string, Placed>();
  plan.columns.forEach((column, index) => {
    const out = view(data, index);
    const known = placed[index];
    if (known !== undefined && before !== undefined)
      out.set(viewAt(before.data.memory, column.lane, known.at, rows) as never);
    else if (column.holds.kind === "flags") fillFlags(out as Int32Array, column.holds.bits, values);
    else fill(out, column, values.get(sourceId(column.holds.source)));
    const own = signatures[index];
    if (typeof own === "string") filled.set(own, data.columns[index] as Placed);
  });
  for (const column of plan.columns)
    for (const source of sourcesOf(column, values)) kept.set(source.column, { data, rows, filled });
  return data;
}

/** The columns that were filled last from a source, by what they hold. A source's column never changes once it is made. */
interface Filled {
  readonly data: Dataset;
  readonly rows: number;
  readonly filled: ReadonlyMap<string, Placed>;
}

const kept = new WeakMap<TableColumn, Filled>();
const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** A number for each object, the same whenever it is asked for. */
function numberOf(item: object): number {
  const found = numbers.get(item) ?? lastNumber + 1;
  if (found > lastNumber) {
    lastNumber = found;
    numbers.set(item, found);
  }
  return found;
}

function sourcesOf({ holds }: Column, values: Values): SourceColumn[] {
  const ids = holds.kind === "flags" ? holds.bits.map((bit) => sourceId(bit.source)) : [sourceId(holds.source)];
  return ids.flatMap((id) => values.get(id) ?? []);
}

function lastOf(column: Column, values: Values): Filled | undefined {
  const [first] = sourcesOf(column, values);
  return first === undefined ? undefined : kept.get(first.column);
}

/** What a filled column rests on, all of it; null: on no source. */
function signature(column: Column, values: Values): string | null {
  const sources = sourcesOf(column, values);
  if (sources.length === 0) return null;
  const { lane, low, high, holds } = column;
  const from = sources.map((s) => `${numberOf(s.column)} ${s.noted === null ? 0 : numberOf(s.noted)}`);
  const how =
    holds.kind === "flags"
      ? holds.bits.map((bit) => bit.what)
      : holds.kind === "code"
        ? holds.texts
        : holds.kind === "number"
          ? [String(holds.scale)]
          : [];
  return JSON.stringify([holds.kind, lane, String(low), String(high), from, how]);
}

function outside(column: Column, value: bigint | number): RangeError {
  return new RangeError(`${column.id}: ${value} is outside ${column.low} to ${column.high}`);
}

/** The integers stored for each row; 0 where there is no value. */
function fill(out: ColumnView, def: Column, source: SourceColumn | undefined): void {
  if (source === undefined) return;
  const { column } = source;
  const { holds } = def;
  if (holds.kind === "number" && column.kind === "number") fillNumbers(out, def, column, holds.scale);
  else if (holds.kind === "date" && column.kind === "date") copy(out, def, column.values, column.presence, 1);
  else if (holds.kind === "code" && column.kind === "text") {
    const places = new Map(holds.texts.map((t, i) => [t, i]));
    const codes = Int32Array.from(column.texts, (t) => places.get(t) ?? -1);
    fillCodes(out, def, column.codes, codes, column.presence);
  } else if (column.kind === "cells") fillCells(out, def, column.cells, column.presence);
  else if (column.presence === null || column.presence.includes(PRESENT))
    throw new RangeError(`${def.id}: a column of ${column.kind} in place of one of ${holds.kind}`);
}

function fillNumbers(
  out: ColumnView,
  def: Column,
  column: Extract<TableColumn, { kind: "number" }>,
  scale: bigint,
): void {
  const { values, presence } = column;
  // At a scale that does not hold a value exactly the plan was made for other data.
  const [times, by] = column.scale <= scale ? [scale / column.scale, 1n] : [1n, column.scale / scale];
  const common = times * column.scale === by * scale;
  if (common && times === 1n && !(values instanceof BigInt64Array) && !(out instanceof BigInt64Array)) {
    copy(out, def, values, presence, Number(by));
    return;
  }
  for (let row = 0; row < values.length; row += 1) {
    if (presence !== null && presence[row] !== PRESENT) continue;
    const n = BigInt(values[row] as number | bigint) * scale;
    if (n % column.scale !== 0n) throw new RangeError(`${def.id}: ${n} / ${column.scale} is not whole`);
    put(out, row, def, n / column.scale);
  }
}

function put(out: ColumnView, row: number, def: Column, n: bigint): void {
  if (n < def.low || n > def.high) throw outside(def, n);
  if (out instanceof BigInt64Array) out[row] = n;
  else out[row] = Number(n);
}

/** Narrow values divided by a whole number. */
function copy(
  out: ColumnView,
  def: Column,
  values: Exclude<Ints, BigInt64Array>,
  presence: Presence | null,
  by: number,
): void {
  if (out instanceof BigInt64Array) {
    for (let row = 0; row < values.length; row += 1)
      if (presence === null || presence[row] === PRESENT) put(out, row, def, BigInt(values[row] as number));
    return;
  }
  const [low, high] = [Number(def.low), Number(def.high)];
  if (presence === null && by === 1) {
    // The engine's own copy is faster than any loop, and once is enough to know how far values reach.
    const own = reachOf(values);
    if (own.low < low) throw outside(def, own.low);
    if (own.high > high) throw outside(def, own.high);
    out.set(values);
    return;
  }
  for (let row = 0; row < values.length; row += 1) {
    if (presence !== null && presence[row] !== PRESENT) continue;
    const n = (values[row] as number) / by;
    if (n < low || n > high) throw outside(def, n);
    // Below 2^31 a quotient that is whole is exact.
    if (by !== 1 && !Number.isInteger(n)) throw new RangeError(`${def.id}: ${values[row]} / ${by} is not whole`);
    out[row] = n;
  }
}

interface Reach {
  readonly low: number;
  readonly high: number;
}

const reaches = new WeakMap<object, Reach>();

/** The least and most of a source's values. */
function reachOf(values: Exclude<Ints, BigInt64Array>): Reach {
  const known = reaches.get(values);
  if (known !== undefined) return known;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row += 1) {
    const n = values[row] as number;
    if (n < low) low = n;
    if (n > high) high = n;
  }
  const reach = { low, high };
  reaches.set(values, reach);
  return reach;
}

function fillCodes(
  out: ColumnView,
  def: Column,
  codes: ArrayLike<number>,
  places: Int32Array,
  presence: Presence | null,
): void {
  for (let row = 0; row < codes.length; row += 1) {
    if (presence !== null && presence[row] !== PRESENT) continue;
    const place = places[codes[row] as number] as number;
    if (place < 0) throw outside(def, place);
    out[row] = place;
  }
}

function fillCells(out: ColumnView, def: Column, cells: readonly Cell[], presence: Presence | null): void {
  const { holds } = def;
  for (const [row, cell] of cells.entries()) {
    if (cell === null || (presence !== null && presence[row] !== PRESENT)) continue;
    if (holds.kind === "date" && typeof cell === "string") put(out, row, def, BigInt(dayNumber(cell)));
    else if (holds.kind === "number" && typeof cell === "object") {
      const n = cell.n * holds.scale;
      if (n % cell.d !== 0n)
        throw new RangeError(`${def.id}: ${cell.n}/${cell.d} is not whole at scale ${holds.scale}`);
      put(out, row, def, n / cell.d);
    } else throw new RangeError(`${def.id}: ${typeof cell} in place of ${holds.kind}`);
  }
}

function fillFlags(out: ColumnView, bits: readonly FlagBit[], values: Values): void {
  const words = out as Int32Array;
  bits.forEach(({ what, source: from }, i) => {
    const source = values.get(sourceId(from));
    if (source === undefined) return;
    const bit = 1 << i;
    const { column, noted } = source;
    const presence = column.presence;
    const yes = column.kind === "bool" ? column.values : null;
    const set =
      what === "noted"
        ? (row: number) => noted !== null && noted[row] === 1
        : what === "known"
          ? (row: number) => presence === null || presence[row] === PRESENT
          : (row: number) => yes !== null && yes[row] === 1 && (presence === null || presence[row] === PRESENT);
    if (what === "known" && presence === null) {
      for (let row = 0; row < source.rows; row += 1) words[row] = (words[row] as number) | bit;
      return;
    }
    if (what === "yes" && presence === null && yes !== null) {
      for (let row = 0; row < source.rows; row += 1) words[row] = (words[row] as number) | (yes[row] === 1 ? bit : 0);
      return;
    }
    for (let row = 0; row < source.rows; row += 1) if (set(row)) words[row] = (words[row] as number) | bit;
  });
}
