/** Columns that were understood before → rows to which further files may add. */
import type { Cell } from "../roster.js";
import { cellAt } from "../table/index.js";
import { PRESENT, type Table, type TableColumn, UNREADABLE } from "../table.js";
import type { Collected } from "./collected.js";
import { holdsIdentities } from "./identity.js";
import { type ReadColumn, VALUE } from "./reader.js";
import {
  columnIn,
  entityRows,
  NOTHING,
  noteIdentities,
  reserve,
  type StoreColumn,
  segment,
  UNREAD_CELL,
} from "./store.js";

export function restore(table: Table, file: string, out: Collected): void {
  for (const [id, own] of Object.entries(table.entities)) {
    const entity = out.policy.entities.find((e) => e.id === id);
    if (!entity || out.rows.has(id)) continue;
    const rows = entityRows(file, entity);
    out.rows.set(id, rows);
    reserve(rows, own.rows);
    rows.count = own.rows;
    rows.restored = own.rows;
    const lines = new Uint32Array(own.rows);
    for (let row = 0; row < own.rows; row += 1) {
      rows.keys.push(own.keys[row] as string);
      rows.parents[row] = own.parents?.[row] ?? -1;
      // The heading is the first row of the file as programs show it.
      lines[row] = row + 2;
    }
    rows.lines.set(file, lines);
    for (const [field, column] of Object.entries(own.columns)) {
      rows.fields.add(field);
      put(columnIn(rows, field), column, own.rows);
    }
    for (const { id: field, private: own, type } of entity.fields) {
      const column = table.entities[id]?.columns[field];
      if (own && type.kind === "text" && column?.kind === "text" && holdsIdentities(column))
        noteIdentities(rows, field, 0, rows.count);
    }
    if (entity.key === null && own.parents) {
      for (const parent of own.parents) rows.children.set(parent, (rows.children.get(parent) ?? 0) + 1);
    }
  }
}

/** One code for each text, or for each row of numbers. */
function put(store: StoreColumn, column: TableColumn, rows: number): void {
  const { read, codes } = readBefore(column, rows);
  const base = segment(store, read);
  for (let row = 0; row < rows; row += 1) {
    const state = column.presence === null ? PRESENT : column.presence[row];
    store.codes[row] = state === PRESENT ? base + (codes?.[row] ?? row) : state === UNREADABLE ? UNREAD_CELL : NOTHING;
  }
}

function readBefore(
  column: TableColumn,
  rows: number,
): { readonly read: ReadColumn; readonly codes: ArrayLike<number> | null } {
  const known = (size: number, values: ReadColumn["values"], numbers: ReadColumn["numbers"]): ReadColumn => ({
    raw: { codes: new Uint32Array(0), texts: new Array<string>(size) },
    status: new Uint8Array(size).fill(VALUE),
    numbers,
    values,
    quick: () => true,
    slow: () => ({ kind: "value", value: null }),
  });
  if (column.kind === "text") return { read: known(column.texts.length, [...column.texts], null), codes: column.codes };
  if (column.kind === "number" && !(column.values instanceof BigInt64Array)) {
    const numbers = {
      digits: Float64Array.from(column.values),
      places: new Uint8Array(rows),
      scale: { n: 1n, d: column.scale },
    };
    return { read: known(rows, [], numbers), codes: null };
  }
  const values = Array.from({ length: rows }, (_, row) => cellAt(column, row) ?? undefined);
  return { read: known(rows, values as Exclude<Cell, null>[], null), codes: null };
}
