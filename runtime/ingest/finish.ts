/** Rows that were read → columns of a table, as narrow as their values allow. */
import { dayNumber } from "../../compiler/ir/dates.js";
import type { Rational } from "../../compiler/ir/rational.js";
import type { EntityDef, FieldDef, Policy } from "../../compiler/ir/types.js";
import type { Cell } from "../roster.js";
import {
  BLANK,
  type EntityTable,
  type Ints,
  PRESENT,
  type Presence,
  type Table,
  type TableColumn,
  UNREADABLE,
} from "../table.js";
import { type Codes, codesFor } from "./sheet.js";
import { decoded, type EntityRows, letGo, type StoreColumn, UNREAD_CELL } from "./store.js";

/** Denominators beyond this are kept as fractions. */
const LARGEST_SCALE = 10n ** 9n;
const SAFE = 2 ** 53;

/** What was needed to read is let go column by column: nothing can be added to these rows any more. */
export function* tableOfRows(rows: ReadonlyMap<string, EntityRows>, policy: Policy): Generator<null, Table> {
  for (const own of rows.values()) letGo(own);
  const entities: Record<string, EntityTable> = {};
  for (const [id, own] of rows) {
    entities[id] = yield* entityTable(
      own,
      policy.entities.find((e) => e.id === id),
    );
  }
  return { entities };
}

/** A table with a blank column for each field of its rows that it has none for. */
export function filledOut(table: Table, rows: ReadonlyMap<string, EntityRows>, policy: Policy): Table {
  const entities = Object.entries(table.entities).map(([id, own]) => {
    const def = policy.entities.find((e) => e.id === id);
    const lacking = [...(rows.get(id)?.fields ?? [])].filter((field) => own.columns[field] === undefined);
    const blanks = lacking.map((field) => {
      const known = def?.fields.find((f) => f.id === field);
      return [field, blankColumn(known, own.rows)] as const;
    });
    return [id, { ...own, columns: { ...own.columns, ...Object.fromEntries(blanks) } }] as const;
  });
  return { entities: Object.fromEntries(entities) };
}

function* entityTable(own: EntityRows, entity: EntityDef | undefined): Generator<null, EntityTable> {
  const column = (id: string): TableColumn => {
    const store = own.columns.get(id);
    own.columns.delete(id);
    const field = entity?.fields.find((f) => f.id === id);
    if (!store) return blankColumn(field, own.count);
    if (id === entity?.key) return keyColumn(store, own, entity.within === null);
    return columnOf(store, own.count, field);
  };
  const columns: Record<string, TableColumn> = {};
  for (const id of own.fields) {
    yield null;
    columns[id] = column(id);
  }
  return {
    rows: own.count,
    keys: own.keys,
    parents: entity?.within === null ? null : own.parents.slice(0, own.count),
    orphans: new Map(),
    columns,
  };
}

/** A root's key is the row's own. */
function keyColumn(store: StoreColumn, own: EntityRows, root: boolean): TableColumn {
  if (!root) return textColumn(store, own.count, null);
  const codes = codesFor(own.count, own.count);
  for (let row = 0; row < own.count; row += 1) codes[row] = row;
  return { kind: "text", presence: null, codes, texts: own.keys };
}

function blankColumn(field: FieldDef | undefined, rows: number): TableColumn {
  const presence = rows === 0 ? null : new Uint8Array(rows);
  switch (field?.type.kind) {
    case "bool":
      return { kind: "bool", presence, values: new Uint8Array(rows) };
    case "date":
      return { kind: "date", presence, values: new Int32Array(rows) };
    case undefined:
    case "number":
      return { kind: "number", presence, scale: 1n, values: new Uint8Array(rows) };
    default:
      return { kind: "text", presence, codes: new Uint8Array(rows), texts: [] };
  }
}

function columnOf(store: StoreColumn, rows: number, field: FieldDef | undefined): TableColumn {
  const presence = presenceOf(store, rows);
  switch (field?.type.kind) {
    case "bool": {
      const values = byRow(store, rows, new Uint8Array(store.next), new Uint8Array(rows), (cell) =>
        cell === true ? 1 : 0,
      );
      return { kind: "bool", presence, values };
    }
    case "date": {
      const day = (cell: Cell) => dayNumber(cell as string);
      return {
        kind: "date",
        presence,
        values: byRow(store, rows, new Int32Array(store.next), new Int32Array(rows), day),
      };
    }
    case undefined:
    case "number":
      return numberColumn(store, rows, presence);
    default:
      return textColumn(store, rows, presence);
  }
}

function presenceOf({ codes }: StoreColumn, rows: number): Presence | null {
  let all = true;
  const presence = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const code = codes[row] as number;
    const state = code > UNREAD_CELL ? PRESENT : code === UNREAD_CELL ? UNREADABLE : BLANK;
    presence[row] = state;
    if (state !== PRESENT) all = false;
  }
  return all ? null : presence;
}

/** The codes that some row has: 1. */
function usedCodes({ codes, next }: StoreColumn, rows: number): Uint8Array {
  const used = new Uint8Array(next);
  for (let row = 0; row < rows; row += 1) used[codes[row] as number] = 1;
  return used;
}

function byRow<A extends Uint8Array | Int32Array>(
  store: StoreColumn,
  rows: number,
  byCode: A,
  out: A,
  number: (cell: Cell) => number,
): A {
  const used = usedCodes(store, rows);
  for (let code = UNREAD_CELL + 1; code < store.next; code += 1) {
    if (used[code] === 1) byCode[code] = number(decoded(store, code));
  }
  for (let row = 0; row < rows; row += 1) out[row] = byCode[store.codes[row] as number] as number;
  return out;
}

/** Each text once, in the order in which they come. */
function textColumn(store: StoreColumn, rows: number, presence: Presence | null): TableColumn {
  if (isAsWritten(store)) return asWritten(store, rows, presence);
  const places = new Map<string, number>();
  const byCode = new Int32Array(store.next).fill(-1);
  const codes = codesFor(store.next, rows);
  for (let row = 0; row < rows; row += 1) {
    const code = store.codes[row] as number;
    if (code <= UNREAD_CELL) continue;
    let place = byCode[code] as number;
    if (place < 0) {
      const text = String(decoded(store, code));
      place = places.get(text) ?? places.size;
      places.set(text, place);
      byCode[code] = place;
    }
    codes[row] = place;
  }
  return coded(codes, [...places.keys()], presence);
}

function coded(codes: Codes, texts: readonly string[], presence: Presence | null): TableColumn {
  const narrow = codesFor(texts.length, codes.length);
  if (narrow.BYTES_PER_ELEMENT === codes.BYTES_PER_ELEMENT) return { kind: "text", presence, codes, texts };
  narrow.set(codes);
  return { kind: "text", presence, codes: narrow, texts };
}

/** Whether all values are different texts of one file just as they stand there. */
function isAsWritten({ segments, loose }: StoreColumn): boolean {
  const [only, ...others] = segments;
  if (!only || others.length > 0 || loose.size > 0 || only.column.raw.unique !== true) return false;
  const { values, raw } = only.column;
  return raw.texts.every((text, code) => values[code] === undefined || values[code] === text);
}

function asWritten({ segments, codes: stored }: StoreColumn, rows: number, presence: Presence | null): TableColumn {
  const { base, column } = segments[0] as StoreColumn["segments"][number];
  const byCode = new Int32Array(column.raw.texts.length).fill(-1);
  const codes = codesFor(column.raw.texts.length, rows);
  const texts: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const code = stored[row] as number;
    if (code <= UNREAD_CELL) continue;
    let place = byCode[code - base] as number;
    if (place < 0) {
      place = texts.push(column.raw.texts[code - base] as string) - 1;
      byCode[code - base] = place;
    }
    codes[row] = place;
  }
  return coded(codes, texts, presence);
}

// ---------------------------------------------------------------- numbers

/** Numbers of one column on a common scale, by code. `large`: those beyond what doubles hold exactly. */
interface Scaled {
  readonly values: Float64Array;
  readonly large: ReadonlyMap<number, bigint>;
  readonly scale: bigint;
}

function numberColumn(store: StoreColumn, rows: number, presence: Presence | null): TableColumn {
  const used = usedCodes(store, rows);
  const scaled = scaledCodes(store, used);
  const values = scaled && narrowed(scaled, store, rows, used);
  if (values) return { kind: "number", presence, ...values };
  return {
    kind: "cells",
    presence,
    cells: Array.from({ length: rows }, (_, row) => decoded(store, store.codes[row] as number)),
  };
}

/** Null: there is no common scale of a reasonable size. */
function scaledCodes(store: StoreColumn, used: Uint8Array): Scaled | null {
  const scale = commonScale(store, used);
  if (scale === null) return null;
  const values = new Float64Array(store.next);
  const large = new Map<number, bigint>();
  const put = (code: number, value: bigint) => {
    values[code] = Number(value);
    if (value >= SAFE || value <= -SAFE) large.set(code, value);
  };
  const exact = (code: number) => {
    const { n, d } = decoded(store, code) as Rational;
    put(code, (n * scale) / d);
  };
  for (const { base, column } of store.segments) {
    const { numbers } = column;
    const factors = numbers === null ? [] : factorsOf(numbers.scale, scale);
    for (let text = 0; text < column.raw.texts.length; text += 1) {
      const code = base + text;
      if (used[code] === 0) continue;
      const factor =
        numbers === null || column.values[text] !== undefined ? undefined : factors[numbers.places[text] as number];
      const value =
        factor === undefined ? Number.NaN : ((numbers as NonNullable<typeof numbers>).digits[text] as number) * factor;
      if (Math.abs(value) < SAFE) values[code] = value;
      else exact(code);
    }
  }
  for (const code of store.loose.keys()) if (used[code] === 1) exact(code);
  return { values, large, scale };
}

/** By count of decimals: what digits are multiplied by; NaN where that is no whole number of moderate size. */
function factorsOf({ n, d }: Rational, scale: bigint): number[] {
  return Array.from({ length: 10 }, (_, places) => {
    const below = d * 10n ** BigInt(places);
    const whole = (n * scale) % below === 0n;
    const factor = (n * scale) / below;
    return whole && factor < SAFE ? Number(factor) : Number.NaN;
  });
}

function commonScale(store: StoreColumn, used: Uint8Array): bigint | null {
  let scale: bigint | null = 1n;
  const take = (d: bigint) => {
    if (scale !== null && scale % d !== 0n) scale = common(scale, d);
  };
  for (const { base, column } of store.segments) {
    const { numbers } = column;
    const seen: boolean[] = [];
    for (let text = 0; text < column.raw.texts.length; text += 1) {
      if (used[base + text] === 0) continue;
      const own = column.values[text];
      if (own !== undefined) {
        if (typeof own !== "object") return null;
        take(own.d);
      } else if (numbers !== null) seen[numbers.places[text] as number] = true;
    }
    for (const [places, some] of seen.entries()) {
      if (!some || numbers === null) continue;
      const below = numbers.scale.d * 10n ** BigInt(places);
      take(below / gcd(numbers.scale.n, below));
    }
  }
  for (const [code, value] of store.loose) {
    if (used[code] === 0) continue;
    if (typeof value !== "object") return null;
    take(value.d);
  }
  return scale;
}

/** The narrowest integers, on the least scale, that hold every value; null: none do. */
function narrowed(
  { values, large, scale }: Scaled,
  store: StoreColumn,
  rows: number,
  used: Uint8Array,
): { readonly scale: bigint; readonly values: Ints } | null {
  if (large.size > 0) {
    const out = new BigInt64Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const code = store.codes[row] as number;
      if (code <= UNREAD_CELL) continue;
      const value = large.get(code) ?? BigInt(values[code] as number);
      if (BigInt.asIntN(64, value) !== value) return null;
      out[row] = value;
    }
    return { scale, values: out };
  }
  const { codes } = store;
  let divisor = Number(scale);
  let low = 0;
  let high = 0;
  for (let code = UNREAD_CELL + 1; code < used.length; code += 1) {
    if (used[code] === 0) continue;
    const value = values[code] as number;
    if (value < low) low = value;
    if (value > high) high = value;
    if (divisor === 1) continue;
    let rest = value % divisor;
    while (rest !== 0) [divisor, rest] = [Math.abs(rest), divisor % rest];
  }
  if (divisor > 1)
    for (let code = UNREAD_CELL + 1; code < used.length; code += 1) values[code] = (values[code] as number) / divisor;
  const out = intsFor(low / divisor, high / divisor, rows);
  if (out instanceof BigInt64Array) {
    for (let row = 0; row < rows; row += 1) out[row] = BigInt(values[codes[row] as number] as number);
  } else for (let row = 0; row < rows; row += 1) out[row] = values[codes[row] as number] as number;
  return { scale: scale / BigInt(divisor), values: out };
}

function intsFor(low: number, high: number, rows: number): Ints {
  if (low >= 0 && high <= 0xff) return new Uint8Array(rows);
  if (low >= -0x80 && high <= 0x7f) return new Int8Array(rows);
  if (low >= 0 && high <= 0xffff) return new Uint16Array(rows);
  if (low >= -0x8000 && high <= 0x7fff) return new Int16Array(rows);
  if (low >= -0x80000000 && high <= 0x7fffffff) return new Int32Array(rows);
  return new BigInt64Array(rows);
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The least common multiple, or null beyond a reasonable size. */
function common(a: bigint, b: bigint): bigint | null {
  const lcm = (a / gcd(a, b)) * b;
  return lcm > LARGEST_SCALE ? null : lcm;
}
