/** Rows whose number is exactly this one. */
import * as R from "../../compiler/ir/rational.js";
import type { TableColumn } from "../table.js";

export function rowsEqualTo(column: TableColumn, value: R.Rational): number[] {
  const rows: number[] = [];
  const { presence } = column;
  if (column.kind === "cells") {
    for (const [row, cell] of column.cells.entries()) {
      if (cell !== null && typeof cell === "object" && R.equal(cell, value) && (presence?.[row] ?? 1) === 1)
        rows.push(row);
    }
    return rows;
  }
  if (column.kind !== "number") return rows;
  const stored = R.mul(value, R.integer(column.scale));
  if (stored.d !== 1n) return rows;
  const { values } = column;
  const wanted: number | bigint = values instanceof BigInt64Array ? stored.n : Number(stored.n);
  for (let row = 0; row < values.length; row += 1) {
    if (values[row] === wanted && (presence === null || presence[row] === 1)) rows.push(row);
  }
  return rows;
}
