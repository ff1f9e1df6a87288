/** What each source of a plan holds, row by row, as the interpreter reads it: columns of the table with blanks filled in. */
import { type Source, sourceId } from "../../compiler/ir/columns.js";
import { dayNumber, isDate } from "../../compiler/ir/dates.js";
import { rational } from "../../compiler/ir/rational.js";
import type { FieldDef, Policy, Scalar } from "../../compiler/ir/types.js";
import { enteredColumn } from "../reference/entered.js";
import type { Cell } from "../roster.js";
import { cellAt, isUnreadable } from "../table/cells.js";
import { columnOf, commonScale, takenAt } from "../table/columns.js";
import { entityTable, holdersOf } from "../table/relations.js";
import { BLANK, type EntityTable, PRESENT, type Table, type TableColumn, UNREADABLE } from "../table.js";

/** One source: a value for each row of its plan. Where `presence` is not 1 there is none. */
export interface SourceColumn {
  readonly source: Source;
  readonly rows: number;
  readonly column: TableColumn;
  /** 1: the row's evaluation gave a message. Null: none did. */
  readonly noted: Uint8Array | null;
}

export type Values = ReadonlyMap<string, SourceColumn>;

/** Reads sources that stand in the table. */
export function readField(
  policy: Policy,
  table: Table,
  entity: string,
  source: Extract<Source, { kind: "field" | "entered" }>,
): SourceColumn {
  const { rows } = entityTable(table, entity);
  const column = (from: string) =>
    source.kind === "field"
      ? fieldColumn(policy, entityTable(table, from), from, source.field)
      : amountColumn(entityTable(table, from), source.benefit);
  const near = source.kind === "entered" || source.entity === entity;
  if (near) return { source, rows, column: column(entity), noted: null };
  const holders = holdersOf(policy, table, entity, source.entity);
  if (holders === null) throw new RangeError(`${sourceId(source)} is not about a row that holds one of ${entity}`);
  return { source, rows, column: takenAt(column(source.entity), holders), noted: null };
}

const made = new WeakMap<EntityTable, Map<string, TableColumn>>();

function kept(own: EntityTable, key: string, make: () => TableColumn): TableColumn {
  const known = made.get(own) ?? new Map<string, TableColumn>();
  made.set(own, known);
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** Amounts that a person entered: no blank means anything. */
function amountColumn(own: EntityTable, benefit: string): TableColumn {
  const id = enteredColumn(benefit);
  return kept(own, id, () => {
    const column = own.columns[id];
    if (column === undefined) return nothing(own.rows);
    return column.kind === "number" ? readable(column) : of(own.rows, (row) => cell(column, row, isNumber));
  });
}

const isNumber = (value: Cell): boolean => typeof value === "object";

/** A field as it is read: what does not fit its type is missing, what is blank is what the vocabulary says. */
export function fieldColumn(policy: Policy, own: EntityTable, entity: string, field: string): TableColumn {
  const entityDef = policy.entities.find((e) => e.id === entity);
  const def = entityDef?.fields.find((f) => f.id === field);
  const key = entityDef?.key === field;
  const id = `${field}\n${JSON.stringify([def?.type.kind, def?.blank, key])}`;
  return kept(own, id, () => {
    const column = own.columns[field];
    if (column === undefined) {
      if (def?.blank) return repeated(own.rows, def.blank);
      return key ? columnOf(own.keys, null, true) : nothing(own.rows);
    }
    if (!key && column.kind === kindOf(def)) {
      const read = def?.blank ? filled(column, own.rows, def.blank) : readable(column);
      if (read !== null) return read;
    }
    return of(
      own.rows,
      (row) => {
        const value = cell(column, row, (v) => fits(v, def));
        if (value !== null) return value;
        if (def?.blank && isBlank(column, row)) return cellOf(def.blank);
        return key ? (own.keys[row] as string) : null;
      },
      kindOf(def) === "text",
    );
  });
}

/** The kind of column whose every value fits the field. */
function kindOf(def: FieldDef | undefined): TableColumn["kind"] {
  const kind = def?.type.kind;
  return kind === "number" || kind === "bool" || kind === "date" ? kind : "text";
}

function fits(value: Cell, def: FieldDef | undefined): boolean {
  switch (kindOf(def)) {
    case "number":
      return typeof value === "object";
    case "bool":
      return typeof value === "boolean";
    case "date":
      return typeof value === "string" && isDate(value);
    default:
      return typeof value === "string";
  }
}

function cell(column: TableColumn, row: number, fit: (value: Cell) => boolean): Cell {
  const value = cellAt(column, row);
  return value !== null && fit(value) ? value : null;
}

function isBlank(column: TableColumn, row: number): boolean {
  return cellAt(column, row) === null && !isUnreadable(column, row);
}

function of(rows: number, value: (row: number) => Cell, texts = false): TableColumn {
  return columnOf(
    Array.from({ length: rows }, (_, row) => value(row)),
    undefined,
    texts,
  );
}

function nothing(rows: number): TableColumn {
  return { kind: "bool", presence: new Uint8Array(rows), values: new Uint8Array(rows) };
}

function repeated(rows: number, value: Scalar): TableColumn {
  const one = cellOf(value);
  return columnOf(new Array<Cell>(rows).fill(one), null, value.kind !== "date");
}

function cellOf(value: Scalar): Cell {
  return value.kind === "number" ? rational(value.value) : value.value;
}

/** A cell that could not be read has no value. */
function readable(column: TableColumn): TableColumn {
  if (column.presence === null || !column.presence.includes(UNREADABLE)) return column;
  return { ...column, presence: column.presence.map((p) => (p === PRESENT ? PRESENT : BLANK)) };
}

/** Blanks filled in; null: the value does not fit the column. */
function filled(column: TableColumn, rows: number, blank: Scalar): TableColumn | null {
  const before = column.presence;
  if (before === null || !before.includes(BLANK)) return readable(column);
  const presence = before.includes(UNREADABLE) ? before.map((p) => (p === UNREADABLE ? BLANK : PRESENT)) : null;
  const put = <T extends { [row: number]: number | bigint; slice: () => T }>(values: T, value: number | bigint): T => {
    const out = values.slice();
    for (let row = 0; row < rows; row += 1) if (before[row] === BLANK) out[row] = value;
    return out;
  };
  switch (column.kind) {
    case "number": {
      if (blank.kind !== "number") return null;
      const value = rational(blank.value);
      if (commonScale(column.scale, value.d) !== column.scale) return null;
      const whole = value.n * (column.scale / value.d);
      const stored = column.values instanceof BigInt64Array ? whole : Number(whole);
      const values = put(column.values as Int32Array, stored);
      // What does not fit the array comes out as something else.
      return before.includes(BLANK) && values[before.indexOf(BLANK)] !== stored
        ? null
        : { ...column, presence, values };
    }
    case "bool":
      return blank.kind === "bool" ? { ...column, presence, values: put(column.values, blank.value ? 1 : 0) } : null;
    case "date":
      return blank.kind === "date" ? { ...column, presence, values: put(column.values, dayNumber(blank.value)) } : null;
    case "text": {
      if (blank.kind !== "text" && blank.kind !== "enum") return null;
      const place = column.texts.indexOf(blank.value);
      if (place >= 0) return { ...column, presence, codes: put(column.codes as Uint32Array, place) };
      const codes = put(Uint32Array.from(column.codes), column.texts.length);
      return { ...column, presence, codes, texts: [...column.texts, blank.value] };
    }
    default:
      return null;
  }
}
