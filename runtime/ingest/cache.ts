/**
 * A roster as it was understood, kept as Parquet: one file for all its entities, which other programs can read too. Amounts
 * and areas are decimals, dates are dates; what the columns mean stands in the file's metadata.
 *
 * The rows of each entity follow one another. `row_of` says whose they are, `row_key` their key, `row_within` the place of
 * the row they are within among its entity's rows; then a column for each field, `entity.field`.
 */
import type { ColumnSource, SchemaElement } from "hyparquet-writer";
import { compare, parse, type Rational, ratio, rational, text as shownNumber } from "../../compiler/ir/rational.js";
import type { EntityDef, FieldDef, Policy, Type } from "../../compiler/ir/types.js";
import type { Cell } from "../roster.js";
import type { EntityTable, Ints, Table, TableColumn } from "../table.js";
import { PRESENT, UNREADABLE } from "../table.js";
import type { ParquetFile } from "./formats/parquet.js";
import type { MappedHeading } from "./mapping.js";
import { fieldName, type Named } from "./naming.js";
import { isRead, readsOf } from "./reads.js";
import { codesFor } from "./sheet.js";

/** The key of the metadata entry that makes a Parquet file such a roster. */
export const CACHE_NOTE = "fen.roster";
const FORMAT = 1;

const ENTITY = "row_of";
const KEY = "row_key";
const WITHIN = "row_within";
/** Beside a column of which some cells could not be read. */
const UNREAD = "unread";

const LANES = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  i32: Int32Array,
  i64: BigInt64Array,
} as const;
type Lane = keyof typeof LANES;

interface NotedColumn {
  readonly field: string;
  readonly kind: TableColumn["kind"];
  readonly type: Type;
  /** Of a number: how it is stored; `stored` times `10 ** -decimals`, or over `scale` where that is no power of ten. */
  readonly scale?: string;
  readonly lane?: Lane;
  readonly decimals?: number;
  readonly unread: boolean;
}

interface NotedEntity {
  readonly id: string;
  readonly rows: number;
  readonly within: string | null;
  readonly key: string | null;
  readonly columns: readonly NotedColumn[];
}

interface Note {
  readonly format: number;
  readonly policy: { readonly id: string; readonly version: string };
  readonly entities: readonly NotedEntity[];
  /** Which heading of the files stood for which field. */
  readonly mapping: readonly MappedHeading[];
}

const YUAN: Type = { kind: "number", unit: "yuan", whole: false };

/** The type of a column: of a field, or of entered amounts; null: the policy has no such column. */
function typeOf(
  policy: Policy,
  entity: EntityDef,
  id: string,
): { readonly type: Type; readonly field: FieldDef | null } | null {
  const field = entity.fields.find((f) => f.id === id);
  if (field) return { type: field.type, field };
  const entered = policy.benefits.some((b) => b.entered && b.entity === entity.id && `${b.id}.approved` === id);
  return entered ? { type: YUAN, field: null } : null;
}

// ---------------------------------------------------------------- reading

export type CacheFile = { readonly table: Table } | { readonly unfit: readonly Named[] };

/** `unfit`: columns, or whole entities, that the policy has otherwise than when the file was written. */
export async function openCache(
  file: ParquetFile,
  written: string,
  policy: Policy,
  each: (rows: number) => Promise<void>,
): Promise<CacheFile> {
  const note = noteIn(written, file.rows);
  const unfit = note ? changed(note, policy) : [OWN_FORM];
  if (!note || unfit.length > 0) return { unfit };
  const readers = new Map<string, Reader>();
  const entities: (readonly [string, () => EntityTable])[] = [];
  const all = note.entities.reduce((sum, e) => sum + e.rows, 0);
  const keys = new Array<string>(all);
  const within = new Int32Array(all).fill(-1);
  readers.set(KEY, { start: 0, end: all, take: (row, v) => void (keys[row] = String(v)) });
  readers.set(WITHIN, { start: 0, end: within.length, take: (row, v) => void (within[row] = Number(v)) });
  let start = 0;
  for (const own of note.entities) {
    const from = start;
    const end = start + own.rows;
    const columns = own.columns.map((column) => {
      // A root's key is the row's own, and stands in the file already.
      if (column.field === own.key && own.within === null && column.kind === "text" && !column.unread)
        return [column.field, keyColumn] as const;
      const { reader, presence, finish } = columnReader(column, own.rows);
      const name = `${own.id}.${column.field}`;
      readers.set(name, { start: from, end, take: reader });
      if (column.unread) {
        readers.set(`${name}.${UNREAD}`, {
          start: from,
          end,
          take: (row, v) => void (presence[row] = v === true ? UNREADABLE : 0),
        });
      }
      return [column.field, finish] as const;
    });
    entities.push([
      own.id,
      () => {
        const ownKeys = keys.slice(from, end);
        return {
          rows: own.rows,
          keys: ownKeys,
          parents: own.within === null ? null : within.slice(from, end),
          orphans: new Map(),
          columns: Object.fromEntries(columns.map(([field, finish]) => [field, finish(ownKeys)])),
        };
      },
    ]);
    start = end;
  }
  await file.columns(
    (c, row, values) => {
      const reader = readers.get(file.names[c] as string) as Reader;
      const last = Math.min(row + values.length, reader.end);
      for (let at = Math.max(row, reader.start); at < last; at += 1) {
        const value = values[at - row];
        if (value !== null && value !== undefined) reader.take(at - reader.start, value);
      }
    },
    each,
    // Of each entity's rows only its own columns.
    (c, row, end) => {
      const reader = readers.get(file.names[c] as string);
      return reader !== undefined && row < reader.end && end > reader.start;
    },
  );
  const table: Table = { entities: Object.fromEntries(entities.map(([id, finish]) => [id, finish()])) };
  const beyond = notAllowed(table, policy);
  return beyond.length > 0 ? { unfit: beyond } : { table };
}

const OWN_FORM: Named = { en: "the form of such files", zh: "此类文件的格式" };

/** Null: another program's, another version's, or not as it was written. */
function noteIn(written: string, rows: number): Note | null {
  try {
    const note = JSON.parse(written) as Note;
    const count = note.entities.reduce((sum, entity) => sum + entity.rows, 0);
    const whole = note.entities.every((e) => Array.isArray(e.columns) && Number.isInteger(e.rows) && e.rows >= 0);
    const lanes = note.entities.every((e) => e.columns.every((c) => c.kind !== "number" || (c.lane ?? "") in LANES));
    return note.format === FORMAT && count === rows && whole && lanes ? note : null;
  } catch {
    return null;
  }
}

/** Columns with values that the policy's bounds and lists do not have any more. */
function notAllowed(table: Table, policy: Policy): Named[] {
  return policy.entities.flatMap((entity) =>
    entity.fields.flatMap((field) => {
      const column = table.entities[entity.id]?.columns[field.id];
      return column && !isAllowed(column, field, policy) ? [fieldName(policy, entity.id, field.id)] : [];
    }),
  );
}

function isAllowed(column: TableColumn, field: FieldDef, policy: Policy): boolean {
  if (column.kind === "text" && field.type.kind === "enum") {
    const id = field.type.enum;
    const known = new Set(policy.enums.find((e) => e.id === id)?.values);
    return column.texts.every((text) => known.has(text));
  }
  if (column.kind !== "number" || (field.low === null && field.high === null)) return true;
  const { values, presence, scale } = column;
  let least: number | bigint | null = null;
  let most: number | bigint | null = null;
  for (let row = 0; row < values.length; row += 1) {
    if (presence !== null && presence[row] !== PRESENT) continue;
    const value = values[row] as number | bigint;
    if (least === null || value < least) least = value;
    if (most === null || value > most) most = value;
  }
  if (least === null || most === null) return true;
  const low = field.low === null || compare(ratio(BigInt(least), scale), rational(field.low)) >= 0;
  return low && (field.high === null || compare(ratio(BigInt(most), scale), rational(field.high)) <= 0);
}

/** Each row's key, in the order of the rows. */
function keyColumn(keys: readonly string[]): TableColumn {
  const codes = codesFor(keys.length, keys.length);
  for (let row = 0; row < keys.length; row += 1) codes[row] = row;
  return { kind: "text", presence: null, codes, texts: keys };
}

interface Reader {
  /** Rows of the file that are its own. */
  readonly start: number;
  readonly end: number;
  readonly take: (row: number, value: unknown) => void;
}

function texts(rows: number) {
  const places = new Map<string, number>();
  const list: string[] = [];
  const codes = new Uint32Array(rows);
  const take = (row: number, value: unknown) => {
    const text = String(value);
    let place = places.get(text);
    if (place === undefined) {
      place = list.push(text) - 1;
      places.set(text, place);
    }
    codes[row] = place;
  };
  return { codes, texts: list, take };
}

function columnReader(column: NotedColumn, rows: number) {
  const presence = new Uint8Array(rows);
  const finished = (made: (presence: Uint8Array | null) => TableColumn) => () =>
    made(presence.every((p) => p === PRESENT) ? null : presence);
  const present = (put: (row: number, value: unknown) => void) => (row: number, value: unknown) => {
    presence[row] = PRESENT;
    put(row, value);
  };
  switch (column.kind) {
    case "bool": {
      const values = new Uint8Array(rows);
      const put = present((row, v) => void (values[row] = v === true ? 1 : 0));
      return { reader: put, presence, finish: finished((p) => ({ kind: "bool", presence: p, values })) };
    }
    case "date": {
      const values = new Int32Array(rows);
      const put = present((row, v) => void (values[row] = Number(v)));
      return { reader: put, presence, finish: finished((p) => ({ kind: "date", presence: p, values })) };
    }
    case "text": {
      const { codes, texts: list, take } = texts(rows);
      const narrow = () =>
        list.length <= 0x100 ? Uint8Array.from(codes) : list.length <= 0x10000 ? Uint16Array.from(codes) : codes;
      return {
        reader: present(take),
        presence,
        finish: finished((p) => ({ kind: "text", presence: p, codes: narrow(), texts: list })),
      };
    }
    case "number": {
      const values: Ints = new LANES[column.lane as Lane](rows);
      const scale = BigInt(column.scale as string);
      // Stored with as many decimals as the scale needs, which may be more than its own.
      const times = column.decimals === undefined ? 1n : 10n ** BigInt(column.decimals) / scale;
      const small = values instanceof BigInt64Array || times > 1_000_000n ? null : { values, times: Number(times) };
      const put = present((row, v) => {
        // Below 2^31 times a million: doubles hold it exactly.
        if (small !== null) small.values[row] = Number(v) / small.times;
        else if (values instanceof BigInt64Array) values[row] = BigInt(v as number | bigint) / times;
        else values[row] = Number(BigInt(v as number | bigint) / times);
      });
      return { reader: put, presence, finish: finished((p) => ({ kind: "number", presence: p, scale, values })) };
    }
    case "cells": {
      const cells: Cell[] = new Array(rows).fill(null);
      const put = present((row, v) => void (cells[row] = cellOf(String(v))));
      return { reader: put, presence, finish: finished((p) => ({ kind: "cells", presence: p, cells })) };
    }
  }
}

/** Columns that mean something else now, and values that are not allowed any more. */
function changed(note: Note, policy: Policy): Named[] {
  return note.entities.flatMap(({ id, within, key, columns }) => {
    const entity = policy.entities.find((e) => e.id === id);
    if (!entity || entity.within !== within || entity.key !== key) return [{ en: id, zh: id }];
    return columns.flatMap((column) => {
      const now = typeOf(policy, entity, column.field);
      return now && JSON.stringify(now.type) === JSON.stringify(column.type)
        ? []
        : [fieldName(policy, id, column.field)];
    });
  });
}

// ---------------------------------------------------------------- writing

interface FieldOf {
  readonly entity: string;
  readonly field: string;
}

/** The private columns of a table: those that a run of the policy reads, and the others. */
export function privateColumns(
  table: Table,
  policy: Policy,
): { readonly read: readonly FieldOf[]; readonly unread: readonly FieldOf[] } {
  const reads = readsOf(policy);
  const found = policy.entities.flatMap((entity) =>
    entity.fields
      .filter((f) => f.private && table.entities[entity.id]?.columns[f.id] !== undefined)
      .map((f) => ({ entity: entity.id, field: f.id, used: isRead(f.id, entity, reads) })),
  );
  const plain = ({ entity, field }: FieldOf): FieldOf => ({ entity, field });
  return { read: found.filter((f) => f.used).map(plain), unread: found.filter((f) => !f.used).map(plain) };
}

export interface CacheOptions {
  /** Which heading stood for which field, kept in the file. */
  readonly mapping?: readonly MappedHeading[];
  /** Private columns to write; others are left out. */
  readonly keepPrivate: boolean;
  readonly each?: (rows: number, of: number) => Promise<void>;
}

/** Rows that are written at once: the writer makes an object of every cell of them. */
const GROUP = 32_768;
/** Digits that an INT64 holds whatever they are. */
const DIGITS = 18;

interface Out {
  readonly element: SchemaElement;
  readonly entity: string | null;
  /** The stored value of a row; null: blank. */
  readonly value: (row: number) => unknown;
}

/** The table as the bytes of a Parquet file. */
export async function writeCache(table: Table, policy: Policy, options: CacheOptions): Promise<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  const entities: NotedEntity[] = [];
  const outs: Out[] = [];
  for (const [id, own] of Object.entries(table.entities)) {
    const entity = policy.entities.find((e) => e.id === id);
    if (!entity) continue;
    const columns: NotedColumn[] = [];
    for (const [field, column] of Object.entries(own.columns)) {
      const found = typeOf(policy, entity, field);
      if (!found || (found.field?.private === true && !options.keepPrivate)) continue;
      const { noted, made } = columnWriter(`${id}.${field}`, id, field, found.type, column);
      columns.push(noted);
      outs.push(...made);
    }
    entities.push({ id, rows: own.rows, within: entity.within, key: entity.key, columns });
  }
  const note: Note = {
    format: FORMAT,
    policy: { id: policy.id, version: policy.version },
    entities,
    mapping: options.mapping ?? [],
  };
  const heads: SchemaElement[] = [
    { name: ENTITY, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
    { name: KEY, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
    { name: WITHIN, type: "INT32", repetition_type: "OPTIONAL" },
  ];
  const schema: SchemaElement[] = [
    { name: "roster", num_children: heads.length + outs.length, repetition_type: "REQUIRED" },
    ...heads,
    ...outs.map((out) => out.element),
  ];
  const writer = new ByteWriter();
  const kvMetadata = [{ key: CACHE_NOTE, value: JSON.stringify(note) }];
  const file = new ParquetWriter({ writer, schema, createdBy: "fen", kvMetadata, statistics: false });
  const of = entities.reduce((sum, e) => sum + e.rows, 0);
  let done = 0;
  for (const { id, rows } of entities) {
    const own = table.entities[id] as EntityTable;
    for (let start = 0; start < rows; start += GROUP) {
      await options.each?.(done + start, of);
      const count = Math.min(GROUP, rows - start);
      const blank: null[] = new Array(count).fill(null);
      const filled = (value: (row: number) => unknown) => Array.from({ length: count }, (_, i) => value(start + i));
      const parents = own.parents;
      const columnData: ColumnSource[] = [
        { name: ENTITY, data: new Array<string>(count).fill(id) },
        textSource(KEY, own.keys.slice(start, start + count)),
        { name: WITHIN, data: parents === null ? blank : filled((row) => parents[row]) },
        ...outs.map(({ element, entity, value }): ColumnSource => {
          if (entity !== id) return { name: element.name, data: blank };
          const data = filled(value);
          return element.converted_type === "UTF8"
            ? textSource(element.name, data as (string | null)[])
            : { name: element.name, data };
        }),
      ];
      file.write({ columnData, rowGroupSize: count });
    }
    done += rows;
  }
  file.finish();
  return writer.getBytes();
}

const ENCODER = new TextEncoder();

/** Texts that are nearly all different are encoded one behind another: a buffer for each would take ten times their room. */
function textSource(name: string, texts: readonly (string | null | undefined)[]): ColumnSource {
  const there = texts.filter((text) => typeof text === "string");
  if (new Set(there).size * 2 <= there.length) return { name, data: [...texts] };
  const bytes = new Uint8Array(there.reduce((sum, text) => sum + text.length * 3, 0));
  let end = 0;
  const data = texts.map((text) => {
    if (typeof text !== "string") return null;
    const start = end;
    end += ENCODER.encodeInto(text, bytes.subarray(start)).written;
    return bytes.subarray(start, end);
  });
  return { name, data, encoding: "PLAIN" };
}

function columnWriter(
  name: string,
  entity: string,
  field: string,
  type: Type,
  column: TableColumn,
): { readonly noted: NotedColumn; readonly made: readonly Out[] } {
  const { presence } = column;
  const unread = presence?.includes(UNREADABLE) === true;
  const guarded = (value: (row: number) => unknown) => (row: number) =>
    presence === null || presence[row] === PRESENT ? value(row) : null;
  const { element, value, more } = stored(name, column);
  const made: Out[] = [{ element: { ...element, repetition_type: "OPTIONAL" }, entity, value: guarded(value) }];
  if (unread) {
    const flag: SchemaElement = { name: `${name}.${UNREAD}`, type: "BOOLEAN", repetition_type: "OPTIONAL" };
    made.push({ element: flag, entity, value: (row) => (presence?.[row] === UNREADABLE ? true : null) });
  }
  return { noted: { field, kind: column.kind, type, unread, ...more }, made };
}

function stored(
  name: string,
  column: TableColumn,
): { readonly element: SchemaElement; readonly value: (row: number) => unknown; readonly more: Partial<NotedColumn> } {
  const utf8: SchemaElement = { name, type: "BYTE_ARRAY", converted_type: "UTF8" };
  switch (column.kind) {
    case "bool":
      return { element: { name, type: "BOOLEAN" }, value: (row) => column.values[row] === 1, more: {} };
    case "date":
      return { element: { name, type: "INT32", converted_type: "DATE" }, value: (row) => column.values[row], more: {} };
    case "text":
      return { element: utf8, value: (row) => column.texts[column.codes[row] as number], more: {} };
    case "cells":
      return { element: utf8, value: (row) => shownAs(column.cells[row] as Cell), more: {} };
    case "number":
      return storedNumber(name, column);
  }
}

function storedNumber(
  name: string,
  { values, scale }: Extract<TableColumn, { kind: "number" }>,
): ReturnType<typeof stored> {
  const lane = (Object.keys(LANES) as Lane[]).find((id) => values instanceof LANES[id]) as Lane;
  const decimals = decimalsFor(scale);
  const times = decimals === null ? 1n : 10n ** BigInt(decimals) / scale;
  const most = 10n ** BigInt(DIGITS);
  const [least, largest] = reachOf(values);
  const fits = largest * times < most && least * times > -most;
  const more = { scale: String(scale), lane };
  const wholes = new Map<number | bigint, bigint>();
  /** The stored form of a value: one object for each different one, as long as they are few. */
  const whole = (row: number): bigint => {
    const value = values[row] as number | bigint;
    const known = wholes.get(value);
    if (known !== undefined) return known;
    const made = BigInt(value) * (decimals === null || !fits ? 1n : times);
    if (wholes.size < FEW) wholes.set(value, made);
    return made;
  };
  if (decimals === null || !fits) return { element: { name, type: "INT64" }, value: whole, more };
  const element: SchemaElement = { name, type: "INT64", converted_type: "DECIMAL", precision: DIGITS, scale: decimals };
  return { element, value: whole, more: { ...more, decimals } };
}

/** So many different values of a column are kept in their stored form. */
const FEW = 1 << 16;

/** The least and the largest, 0 among them. */
function reachOf(values: Ints): [bigint, bigint] {
  let [least, largest]: (number | bigint)[] = [0, 0];
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number | bigint;
    if (value < (least as number)) least = value;
    if (value > (largest as number)) largest = value;
  }
  return [BigInt(least as number), BigInt(largest as number)];
}

/** How many decimals 1 / scale has; null: it does not end. */
function decimalsFor(scale: bigint): number | null {
  for (let decimals = 0; decimals <= 9; decimals += 1) if (10n ** BigInt(decimals) % scale === 0n) return decimals;
  return null;
}

/** A single value as text that is read back as it was. */
function shownAs(cell: Cell): string | null {
  if (cell === null) return null;
  if (typeof cell === "object") return `#${shownNumber(cell as Rational)}`;
  return typeof cell === "boolean" ? (cell ? "?yes" : "?no") : `=${cell}`;
}

function cellOf(shown: string): Cell {
  const rest = shown.slice(1);
  return shown[0] === "#" ? parse(rest) : shown[0] === "?" ? rest === "yes" : rest;
}
