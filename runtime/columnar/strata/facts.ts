/** Facts of a table by place: cells as values, and what groups and orders are formed by, without rows of objects. */
import { isDate } from "../../../compiler/ir/dates.js";
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { EntityDef, FieldDef, IsoDate, Policy } from "../../../compiler/ir/types.js";
import { type Datum, show } from "../../reference/value.js";
import { cellAt, isUnreadable } from "../../table/cells.js";
import { entityTable, holdersOf, placesOf } from "../../table/relations.js";
import type { Table, TableColumn } from "../../table.js";

/** Places in `texts`, from 0; -1: not known. */
export interface Codes {
  readonly codes: Int32Array;
  readonly texts: readonly string[];
}

/** Numbers that order as the values do; `known` null: everywhere. */
export interface Sortable {
  readonly values: Float64Array;
  readonly known: Uint8Array | null;
}

function fieldOf(policy: Policy, entity: string, field: string): FieldDef | undefined {
  return policy.entities.find((e) => e.id === entity)?.fields.find((f) => f.id === field);
}

/** A cell as the interpreter reads it: null is missing. */
export function fieldReader(
  policy: Policy,
  table: Table,
  entity: string,
  field: string,
): (row: number) => Datum | null {
  const own = entityTable(table, entity);
  const def = fieldOf(policy, entity, field);
  const column = own.columns[field];
  const isKey = policy.entities.find((e) => e.id === entity)?.key === field;
  const blank = def?.blank ?? null;
  const instead = blank === null ? null : blank.kind === "number" ? R.rational(blank.value) : blank.value;
  const missing = (row: number) => (isKey && def !== undefined ? (own.keys[row] as string) : null);
  return (row) => {
    const cell = column === undefined ? null : cellAt(column, row);
    if (cell !== null && (def === undefined || fits(cell, def))) return cell;
    const unread = column !== undefined && isUnreadable(column, row);
    if (cell === null && !unread && instead !== null) return instead;
    return missing(row);
  };
}

function fits(cell: Rational | boolean | string, def: FieldDef): boolean {
  switch (def.type.kind) {
    case "number":
      return typeof cell === "object";
    case "bool":
      return typeof cell === "boolean";
    case "date":
      return typeof cell === "string" && isDate(cell);
    default:
      return typeof cell === "string";
  }
}

/** A column whose every value is one of its kind, and in which a blank is missing. */
function plain(
  policy: Policy,
  table: Table,
  entity: string,
  field: string,
  kind: TableColumn["kind"],
): TableColumn | null {
  const column = entityTable(table, entity).columns[field];
  const def = fieldOf(policy, entity, field);
  if (column === undefined || column.kind !== kind || def === undefined) return null;
  if (column.presence !== null && def.blank !== null) return null;
  const wanted = { number: "number", bool: "bool", date: "date", text: "text", cells: "" }[kind];
  const actual = def.type.kind === "enum" || def.type.kind === "entity" ? "text" : def.type.kind;
  const keyed = policy.entities.find((e) => e.id === entity)?.key === field;
  return wanted === actual && !keyed ? column : null;
}

/** A field's values as a person reads them. */
export function codesOf(policy: Policy, table: Table, entity: string, field: string): Codes {
  const { rows } = entityTable(table, entity);
  const column = plain(policy, table, entity, field, "text");
  if (column?.kind === "text") {
    const { presence } = column;
    const codes = Int32Array.from(column.codes as ArrayLike<number>);
    if (presence !== null) for (let row = 0; row < rows; row += 1) if (presence[row] !== 1) codes[row] = -1;
    return { codes, texts: column.texts };
  }
  const read = fieldReader(policy, table, entity, field);
  return coded(rows, (row) => {
    const value = read(row);
    return value === null ? null : show({ known: true, value });
  });
}

/** What is in the cells themselves, a blank as the empty text. */
export function rawCodes(table: Table, entity: string, field: string): Codes {
  const own = entityTable(table, entity);
  const column = own.columns[field];
  return coded(own.rows, (row) => {
    const cell = column === undefined ? null : cellAt(column, row);
    return cell === null ? "" : show({ known: true, value: cell });
  });
}

export function coded(rows: number, text: (row: number) => string | null): Codes {
  const places = new Map<string, number>();
  const texts: string[] = [];
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const t = text(row);
    if (t === null) {
      codes[row] = -1;
      continue;
    }
    let place = places.get(t);
    if (place === undefined) {
      place = texts.push(t) - 1;
      places.set(t, place);
    }
    codes[row] = place;
  }
  return { codes, texts };
}

/** Values of one type by row, null where missing, as numbers that order as they do. */
export function sortable(rows: number, read: (row: number) => Rational | boolean | string | null): Sortable | null {
  const values = new Float64Array(rows);
  const known = new Uint8Array(rows).fill(1);
  const cells: (Rational | boolean | string | null)[] = [];
  const kinds = new Set<string>();
  let scale = 1n;
  for (let row = 0; row < rows; row += 1) {
    const cell = read(row);
    cells.push(cell);
    if (cell === null) known[row] = 0;
    else {
      kinds.add(typeof cell);
      if (typeof cell === "object") scale = lcm(scale, cell.d);
    }
  }
  if (kinds.size > 1) return null;
  const places = kinds.has("string") ? ordered(cells as readonly (string | null)[]) : null;
  for (const [row, cell] of cells.entries()) {
    if (cell === null) continue;
    if (typeof cell === "boolean") values[row] = cell ? 0 : 1;
    else if (typeof cell === "string") values[row] = places?.get(cell) as number;
    else {
      const n = cell.n * (scale / cell.d);
      // Beyond this a double no longer tells neighbours apart.
      if (n >= 2n ** 53n || n <= -(2n ** 53n)) return null;
      values[row] = Number(n);
    }
  }
  return { values, known: known.includes(0) ? known : null };
}

function lcm(a: bigint, b: bigint): bigint {
  if (a % b === 0n) return a;
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Texts by their characters; ISO dates order as texts do. */
function ordered(cells: readonly (string | null)[]): Map<string, number> {
  const distinct = [...new Set(cells.filter((c) => c !== null))];
  distinct.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return new Map(distinct.map((text, i) => [text, i]));
}

/** The place of each row among all rows of these entities by key, then by its place in its own. */
export function placesByKey(table: Table, entities: readonly string[]): Float64Array[] {
  const own = entities.map((id) => entityTable(table, id));
  const [only] = own;
  if (own.length === 1 && only !== undefined && isRising(only.keys)) {
    return [Float64Array.from(countedUp(only.rows))];
  }
  const all: { readonly key: string; readonly row: number; readonly of: number }[] = [];
  for (const [of, t] of own.entries())
    for (let row = 0; row < t.rows; row += 1) all.push({ key: t.keys[row] as string, row, of });
  all.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row - b.row));
  const places = own.map((t) => new Float64Array(t.rows));
  let place = -1;
  for (const [i, at] of all.entries()) {
    const last = all[i - 1];
    // Rows of two entities may share key and place: then the written order decides.
    if (last === undefined || last.key !== at.key || last.row !== at.row) place = i;
    (places[at.of] as Float64Array)[at.row] = place;
  }
  return places;
}

function isRising(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i += 1) if ((keys[i - 1] as string) > (keys[i] as string)) return false;
  return true;
}

/** 0, 1, 2, … */
export function countedUp(count: number): Int32Array {
  const out = new Int32Array(count);
  for (let i = 0; i < count; i += 1) out[i] = i;
  return out;
}

/** The nearest row of `outer` for each row of `entity`, itself if they are one; rows of one key are the first of them. */
export function nearestOf(policy: Policy, table: Table, entity: string, outer: string): Int32Array | null {
  const { rows } = entityTable(table, entity);
  if (entity === outer) return countedUp(rows);
  return holdersOf(policy, table, entity, outer);
}

/** The row of `outer` that a field of the row, or of a row around it, names; -1: none. */
export function namedOf(policy: Policy, table: Table, chain: readonly string[], outer: string): Int32Array {
  const [entity] = chain as [string];
  const { rows } = entityTable(table, entity);
  const found = new Int32Array(rows).fill(-1);
  const places = placesOf(entityTable(table, outer).keys);
  for (const at of chain) {
    const def: EntityDef | undefined = policy.entities.find((e) => e.id === at);
    const link = def?.fields.find((f) => f.type.kind === "entity" && f.type.entity === outer);
    const holders = nearestOf(policy, table, entity, at);
    if (link === undefined || holders === null) continue;
    const { codes, texts } = codesOf(policy, table, at, link.id);
    const byCode = texts.map((t) => places.get(t) ?? -1);
    for (let row = 0; row < rows; row += 1) {
      const holder = holders[row] as number;
      if ((found[row] as number) >= 0 || holder < 0) continue;
      const code = codes[holder] as number;
      if (code >= 0) found[row] = byCode[code] as number;
    }
  }
  return found;
}

/** The date of the facts of each row; null: it is the run's. */
export function datesOf(policy: Policy, table: Table, entity: string): readonly (IsoDate | null)[] | null {
  if (policy.factsOn === null) return null;
  const holders = nearestOf(policy, table, entity, policy.factsOn.entity);
  if (holders === null) return null;
  const read = fieldReader(policy, table, policy.factsOn.entity, policy.factsOn.field);
  const out: (IsoDate | null)[] = [];
  for (const holder of holders) {
    const date = holder < 0 ? null : read(holder);
    out.push(typeof date === "string" ? date : null);
  }
  return out;
}
