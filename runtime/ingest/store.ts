/**
 * The rows of an entity while files are read into them: columns of codes, each standing for a value of a file's column or
 * for one that somebody decided. Further files may add to a row, or replace it.
 */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { EntityDef } from "../../compiler/ir/types.js";
import type { Cell } from "../roster.js";
import { addPlace, hashOf, noPlaces, onlyPlaceOf, type Places, placeOf, roomFor } from "./places.js";
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

/** The identity numbers in a field. */
interface Identities {
  readonly places: Places;
  /** Rows with one that are not looked up yet: from, and up to, in pairs. */
  readonly waiting: number[];
}

export interface EntityRows {
  readonly file: string;
  /** The field with the rows' own key; null: they have none. */
  readonly key: string | null;
  readonly root: boolean;
  count: number;
  /** How many of the rows were understood before. */
  restored: number;
  /** A root's own key; of a row within another one, that one's key before its own. */
  readonly keys: string[];
  /** Places of the rows they are within; -1: a root. */
  parents: Int32Array;
  readonly columns: Map<string, StoreColumn>;
  /** The fields that some file has a column for. */
  readonly fields: Set<string>;
  readonly extra: Set<string>;
  /** Made when they are first asked. By key and by the row that they are within; by key as written; by field, by identity number. */
  byKey: Places | null;
  byWritten: Places | null;
  readonly byIdentity: Map<string, Identities>;
  /** How many rows without a key of their own each parent has; by -1 those without a parent. */
  readonly children: Map<number, number>;
  /**
   * Rows that were left out, by key as written: what is below them goes with them. With the code that says why; null
   * where somebody decided it.
   */
  readonly left: Map<string, Diagnostic["code"] | null>;
  /** By file the line that each row is from; 0: not in this file. */
  readonly lines: Map<string, Uint32Array>;
}

const NO_CODES = new Uint8Array(0);

export function entityRows(file: string, { key, within }: Pick<EntityDef, "key" | "within">): EntityRows {
  return {
    file,
    key,
    root: within === null,
    count: 0,
    restored: 0,
    keys: [],
    parents: new Int32Array(0),
    columns: new Map(),
    fields: new Set(),
    extra: new Set(),
    byKey: null,
    byWritten: null,
    byIdentity: new Map(),
    children: new Map(),
    left: new Map(),
    lines: new Map(),
  };
}

// ---------------------------------------------------------------- looking rows up

/** A row's own key as written; of rows without one, the number that stands for it. */
function writtenAt(rows: EntityRows, place: number): string {
  const key = rows.keys[place] as string;
  if (rows.root) return key;
  if (rows.key === null) return key.slice(key.lastIndexOf("#"));
  const store = rows.columns.get(rows.key);
  return store === undefined ? "" : String(decoded(store, store.codes[place] as number) ?? "");
}

function keysOf(rows: EntityRows): Places {
  if (rows.byKey !== null) return rows.byKey;
  const places = noPlaces();
  roomFor(places, rows.parents.length);
  for (let place = 0; place < rows.count; place += 1) {
    addPlace(places, hashOf(writtenAt(rows, place), rows.parents[place]), place);
  }
  rows.byKey = places;
  return places;
}

/** The row with this key, as written, within this parent; -1: none. `key`: with the parent's before it. */
export function rowOfKey(rows: EntityRows, written: string, parent: number, key: string): number {
  return placeOf(keysOf(rows), hashOf(written, parent), (place) => rows.keys[place] === key);
}

/** The one row that a key as written means. Rows without keys are meant by nobody. */
export function rowWritten(rows: EntityRows, key: string): number | null {
  if (rows.root) {
    const found = rowOfKey(rows, key, -1, key);
    return found < 0 ? null : found;
  }
  if (rows.key === null) return null;
  if (rows.byWritten === null) {
    rows.byWritten = noPlaces();
    roomFor(rows.byWritten, rows.parents.length);
    for (let place = 0; place < rows.count; place += 1) addPlace(rows.byWritten, hashOf(writtenAt(rows, place)), place);
  }
  const found = onlyPlaceOf(rows.byWritten, hashOf(key), (place) => writtenAt(rows, place) === key);
  return found < 0 ? null : found;
}

/** The last row can be found from now on by its key, if keys are looked up at all. */
export function indexKey(rows: EntityRows, written: string): void {
  const place = rows.count - 1;
  if (rows.byKey !== null) addPlace(rows.byKey, hashOf(written, rows.parents[place]), place);
  if (rows.byWritten !== null) addPlace(rows.byWritten, hashOf(written), place);
}

function numberAt(store: StoreColumn | undefined, place: number): string | null {
  const number = store === undefined ? null : decoded(store, store.codes[place] as number);
  return typeof number === "string" ? number : null;
}

/** The first row with this identity number in a field; -1: none. */
export function rowOfIdentity(rows: EntityRows, field: string, number: string): number {
  const found = rows.byIdentity.get(field);
  if (found === undefined) return -1;
  const { places, waiting } = found;
  const store = rows.columns.get(field);
  for (let pair = 0; pair < waiting.length; pair += 2) {
    for (let place = waiting[pair] as number; place < (waiting[pair + 1] as number); place += 1) {
      const own = numberAt(store, place);
      if (own !== null) addPlace(places, hashOf(own), place);
    }
  }
  waiting.length = 0;
  return placeOf(places, hashOf(number), (place) => numberAt(store, place) === number);
}

/** These rows can be found from now on by the identity numbers that they have, if they have any. */
export function noteIdentities({ byIdentity }: EntityRows, field: string, from: number, to: number): void {
  let found = byIdentity.get(field);
  if (found === undefined) {
    found = { places: noPlaces(), waiting: [] };
    byIdentity.set(field, found);
  }
  const { waiting } = found;
  if (waiting.at(-1) === from) waiting[waiting.length - 1] = to;
  else waiting.push(from, to);
}

/** A row can be found from now on by its identity number, if it has one. */
export function noteIdentity(rows: EntityRows, field: string, place: number): void {
  if (numberAt(rows.columns.get(field), place) !== null) noteIdentities(rows, field, place, place + 1);
}

/** Nothing more is looked up, and nothing added. */
export function letGo(rows: EntityRows): void {
  rows.byKey = null;
  rows.byWritten = null;
  for (const index of [rows.byIdentity, rows.lines, rows.children]) index.clear();
}

// ---------------------------------------------------------------- room and columns

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
