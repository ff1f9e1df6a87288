/**
 * A form's rows that belong to somebody, nobody knows to whom. Whoever stands in the other files and not on the form may be
 * the one: what the form would say of them is not blank but not known, until the row is settled.
 */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Row } from "../roster.js";
import { readCell } from "./cell.js";
import { type Collected, fileOf, type Kept, type Reading } from "./collected.js";
import { entityName } from "./naming.js";
import type { Line } from "./records.js";
import { equalCells } from "./same.js";

export function leaveOpen(reading: Reading, out: Collected): void {
  const { batch, headings, entry, stray } = reading;
  if (stray.length === 0 || batch.entity.within !== null) return;
  const missing = [...entry.byRowKey.values()].filter((kept) => !kept.files.has(batch.file));
  const open = missing.filter((kept) => stray.some((line) => mayBe(line, kept.row, reading, out)));
  const columns = headings.mapped.map((m) => m.column.id);
  for (const { row } of open) setMissing(row, columns);
  if (open.length === 0) return;
  const keys = open.map(({ row }) => row.key);
  const params = { rows: stray.map((line) => line.row), entity: entityName(out.policy, batch.entity.id), keys };
  out.diagnostics.push(diagnostic("P6031", fileOf(batch.file), params));
}

/** Whether nothing that both say speaks against it. */
function mayBe(line: Line, row: Row, { headings, joining }: Reading, out: Collected): boolean {
  return headings.mapped.every(({ heading, column, cell }) => {
    const known = row.cells[column.id];
    if (known === undefined || known === null) return true;
    if (heading === joining.identity?.heading || cell.key) return true;
    const read = readCell(line.cells.get(heading) ?? "", cell, out.units);
    return read.kind !== "value" || read.value === null || equalCells(read.value, known);
  });
}

function setMissing(row: Kept["row"], columns: readonly string[]): void {
  const fresh = columns.filter((id) => !(id in row.cells));
  if (fresh.length > 0) row.faults = [...new Set([...(row.faults ?? []), ...fresh])];
}
