/**
 * The rows of an entity while files are read into them: columns of codes, each standing for a value of a file's column or
 * for one that somebody decided. Further files may add to a row, or replace it.
 */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Cell } from "../roster.js";
import { type ReadColumn, valueAt } from "./reader.js";
import { shownCell } from "./same.js";
import { type Codes, codesFor, widened } from "./sheet.js";

/** Codes of a column that stand for no value. */
export const NOTHING = 0;
export const UNREAD_CELL = 1;

export interface StoreColumn {
  /** By row. */
  codes: Codes;
  /** Values of files: the text with code c of `column` has the code `base + c` here. In rising order of `base`. */
  readonly segments: { readonly base: number; readonly column: ReadColumn }[];
  /** Values that stand in no file. */
  readonly loose: Map<number, Exclude<Cell, null>>;
  next: number;
}

export interface EntityRows {
  readonly file: string;
  count: number;
  readonly keys: string[];
  /** Places of the rows they are within; -1: a root. */
  parents: Int32Array;
  readonly columns: Map<string, StoreColumn>;
  /** The fields that some file has a column for. */
  readonly fields: Set<string>;
  readonly extra: Set<string>;
  readonly byKey: Map<string, number>;
  /** By the key as written, which children of different parents may share (-1). Null: roots, whose key that is. */
  readonly byWritten: Map<string, number> | null;
  /** How many rows without a key of their own each parent has; by -1 those without a parent. */
  readonly children: Map<number, number>;
  /** By field and identity number. */
  readonly byIdentity: Map<string, Map<string, number>>;
  /**
   * Rows that were left out, by key as written: what is below them goes with them. With the code that says why; null
   * where somebody decided it.
   */
  readonly left: Map<string, Diagnostic["code"] | null>;
  /** By file the line that each row is from; 0: not in this file. */
  readonly lines: Map<string, Uint32Array>;
}

const NO_CODES = new Uint8Array(0);

export function entityRows(file: string, root: boolean): EntityRows {
  return {
    file,
    count: 0,
    keys: [],
    parents: new Int32Array(0),
    columns: new Map(),
    fields: new Set(),
    extra: new Set(),
    byKey: new Map(),
    byWritten: root ? null : new Map(),
    children: new Map(),
    byIdentity: new Map(),
    left: new Map(),
    lines: new Map(),
  };
}

/** The one row that a key as written means. */
export function rowWritten(rows: EntityRows, key: string): number | null {
  const found = (rows.byWritten ?? rows.byKey).get(key);
  return found === undefined || found < 0 ? null : found;
}

/** Makes room for so many rows in all. */
export function reserve(rows: EntityRows, count: number): void {
  if (rows.parents.length < count) rows.parents = grown(rows.parents, new Int32Array(count));
  for (const column of rows.columns.values()) {
    if (column.codes.length < count) column.codes = grown(column.codes, codesFor(column.next, count));
  }
  for (const [file, lines] of rows.lines) {
    if (lines.length < count) rows.lines.set(file, grown(lines, new Uint32Array(count)));
  }
}

function grown<A extends Int32Array | Codes>(from: A, to: A): A {
  to.set(from);
  return to;
}

export function columnIn(rows: EntityRows, field: string): StoreColumn {
  const known = rows.columns.get(field);
  if (known) return known;
  const fresh = { codes: codesFor(2, rows.parents.length), segments: [], loose: new Map(), next: 2 };
  rows.columns.set(field, fresh);
  return fresh;
}

/** Takes in the texts of a file's column. Returns what to add to their codes. */
export function segment(store: StoreColumn, column: ReadColumn): number {
  const base = store.next;
  // Which row has which text stands in the store from now on: what the file says of it can be let go.
  store.segments.push({ base, column: { ...column, raw: { ...column.raw, codes: NO_CODES } } });
  store.next += column.raw.texts.length;
  store.codes = widened(store.codes, store.next);
  return base;
}

/** A code for a value that stands in no file. */
export function looseCode(store: StoreColumn, value: Exclude<Cell, null>): number {
  const code = store.next;
  store.next += 1;
  store.codes = widened(store.codes, store.next);
  store.loose.set(code, value);
  return code;
}

/** The value of a code; null: none. */
export function decoded(store: StoreColumn, code: number): Cell {
  if (code <= UNREAD_CELL) return null;
  const loose = store.loose.get(code);
  if (loose !== undefined) return loose;
  const { base, column } = store.segments.findLast((s) => s.base <= code) as StoreColumn["segments"][number];
  return valueAt(column, code - base);
}

/** Whether two codes say the same; what could not be read says nothing. */
export function sameCodes(store: StoreColumn, a: number, b: number): boolean {
  const [x, y] = [Math.max(a, UNREAD_CELL), Math.max(b, UNREAD_CELL)];
  return (
    x === y || (x > UNREAD_CELL && y > UNREAD_CELL && shownCell(decoded(store, x)) === shownCell(decoded(store, y)))
  );
}
