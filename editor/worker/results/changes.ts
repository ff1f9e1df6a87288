/** A roster with some cells changed, as a what-if: other rows and columns are shared with the roster it was made from. */
import * as R from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import type { Cell } from "../../../runtime/roster.js";
import { columnOf } from "../../../runtime/table/columns.js";
import { cellAt } from "../../../runtime/table/index.js";
import { placesOf } from "../../../runtime/table/relations.js";
import { BLANK, type EntityTable, PRESENT, type Table, type TableColumn } from "../../../runtime/table.js";
import type { Change } from "./protocol.js";

export function withChanges(policy: Policy, table: Table, changes: readonly Change[]): Table {
  const entities: Record<string, EntityTable> = { ...table.entities };
  for (const change of changes) {
    const own = entities[change.entity];
    const row = own === undefined ? undefined : placesOf(own.keys).get(change.row);
    const column = own?.columns[change.field];
    if (!own || row === undefined || !column) continue;
    const type = policy.entities.find((e) => e.id === change.entity)?.fields.find((f) => f.id === change.field)?.type;
    const cell = cellOf(change.value, type?.kind ?? "text");
    entities[change.entity] = {
      ...own,
      columns: { ...own.columns, [change.field]: withCell(column, own.rows, row, cell, type?.kind !== "date") },
    };
  }
  return { ...table, entities };
}

function cellOf(value: string | null, kind: string): Cell {
  if (value === null) return null;
  if (kind === "number") return R.parse(value);
  return kind === "bool" ? value === "true" : value;
}

function withCell(column: TableColumn, rows: number, row: number, cell: Cell, texts: boolean): TableColumn {
  const cells = Array.from({ length: rows }, (_, i) => (i === row ? cell : cellAt(column, i)));
  const presence = column.presence === null ? new Uint8Array(rows).fill(PRESENT) : column.presence.slice();
  presence[row] = cell === null ? BLANK : PRESENT;
  return columnOf(cells, presence.every((p) => p === PRESENT) ? null : presence, texts);
}
