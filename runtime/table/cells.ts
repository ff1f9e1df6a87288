/** Single cells of a column, as rows of objects have them. */
import { dateOf } from "../../compiler/ir/dates.js";
import { ratio } from "../../compiler/ir/rational.js";
import type { Cell } from "../roster.js";
import { PRESENT, type TableColumn, UNREADABLE } from "../table.js";

/** The cell of a row; null where it is blank or could not be read. */
export function cellAt(column: TableColumn, row: number): Cell {
  if (column.presence !== null && column.presence[row] !== PRESENT) return null;
  switch (column.kind) {
    case "number":
      return ratio(BigInt(column.values[row] as number | bigint), column.scale);
    case "bool":
      return column.values[row] === 1;
    case "date":
      return dateOf(column.values[row] as number);
    case "text":
      return column.texts[column.codes[row] as number] as string;
    case "cells":
      return column.cells[row] as Cell;
  }
}

/** Whether there was something in the cell that could not be read. */
export function isUnreadable(column: TableColumn, row: number): boolean {
  return column.presence !== null && column.presence[row] === UNREADABLE;
}
