/** Cells as the keys of groups. */
import * as R from "../../compiler/ir/rational.js";
import { cellAt } from "../table/index.js";
import type { TableColumn } from "../table.js";

/** Texts, enum values and dates as they are, numbers in base units, `true` and `false`; null: blank or unreadable. */
export function keyText(column: TableColumn, row: number): string | null {
  const cell = cellAt(column, row);
  if (cell === null) return null;
  return typeof cell === "object" ? R.text(cell) : String(cell);
}
