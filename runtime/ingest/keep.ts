/** A row that was read → the roster, beside the rows that are there already. */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Cell } from "../roster.js";
import { type Collected, type EntityRows, type Kept, type Reading, refuse } from "./collected.js";
import { raise } from "./doubts.js";
import { entityName, fieldName } from "./naming.js";
import type { Line } from "./records.js";
import { equalCells } from "./same.js";
import { type Action, HIDDEN } from "./settlement.js";

interface Candidate {
  /** Its own key as written; "" where the entity has none. */
  readonly written: string;
  readonly parent: string | null;
  readonly cells: Record<string, Cell>;
  readonly faults: readonly string[];
}

/**
 * Adds the row under its key, and returns its row's key; null if it was left out. A child's key need only differ among
 * its siblings. A key that is taken: a second file about the same entity adds its columns to the row, as village forms
 * are joined by household; anything else is in doubt.
 */
export function keep(line: Line, row: Candidate, reading: Reading, out: Collected): string | null {
  const { batch, joining, entry } = reading;
  const { entity } = batch;
  const { written, parent } = row;
  const place = (entry.children.get(parent ?? "") ?? 0) + 1;
  const key = entity.key === null ? `${parent ?? ""}#${place}` : parent === null ? written : `${parent}/${written}`;
  const taken = entry.byRowKey.get(key);
  if (taken) return again(line, row, key, taken, reading, out);
  const code = entry.left.get(written);
  if (code !== undefined && entity.within === null) {
    if (code !== null) refuse(out, batch, line.row, written, code);
    return null;
  }
  if (joining.adds && !matched(line, row, reading, out)) return null;
  if (!sameIdentity(line, row, reading, entry, out)) return null;
  entry.children.set(parent ?? "", place);
  const { cells, faults } = row;
  const kept = { key, parent, cells, ...(faults.length > 0 ? { faults: [...faults] } : {}) };
  entry.byRowKey.set(key, { row: kept, files: new Map([[batch.file, line.row]]) });
  const same = entry.byKey.get(written);
  if (same) same.push(key);
  else entry.byKey.set(written, [key]);
  entry.rows.push(kept);
  noteIdentity(row, key, reading, entry);
  return key;
}

/** A form that only adds to what other files list: a row that they do not have belongs to nobody. */
function matched(line: Line, row: Candidate, { batch, headings, stray }: Reading, out: Collected): boolean {
  const { entity } = batch;
  const column = headings.mapped.find((m) => m.column.id === entity.key)?.heading ?? null;
  const isPrivate = entity.fields.find((f) => f.id === entity.key)?.private === true;
  const key = isPrivate ? HIDDEN : row.written;
  const place = { kind: "cell", file: batch.file, row: line.row, column } as const;
  const decision = raise(out, {
    file: batch.file,
    row: line.row,
    column,
    entity: entity.id,
    key: isPrivate ? null : row.written,
    value: isPrivate ? null : row.written,
    offers: ["drop", "accept"],
    message: diagnostic("P6009", place, { parent: entityName(out.policy, entity.id), key }),
  });
  if (decision?.action === "accept") return true;
  if (decision === null) {
    refuse(out, batch, line.row, isPrivate ? null : row.written, "P6009");
    stray.push(line);
  }
  return false;
}

/** Two rows with one identity number: the same household listed twice, unless somebody says otherwise. */
function sameIdentity(line: Line, row: Candidate, reading: Reading, entry: EntityRows, out: Collected): boolean {
  const { batch, joining } = reading;
  const { entity } = batch;
  const number = joining.identity === null ? null : row.cells[joining.identity.field];
  if (!joining.identity || typeof number !== "string" || entity.within !== null) return true;
  const first = entry.byIdentity.get(joining.identity.field)?.get(number);
  if (first === undefined) return true;
  const column = joining.identity.heading;
  const place = { kind: "cell", file: batch.file, row: line.row, column } as const;
  const field = fieldName(out.policy, entity.id, joining.identity.field);
  const decision = raise(out, {
    file: batch.file,
    row: line.row,
    column,
    entity: entity.id,
    key: row.written || null,
    value: null,
    offers: ["drop", "accept"],
    message: diagnostic("P6021", place, { key: row.written, field, first, row: firstLine(entry.byRowKey.get(first)) }),
  });
  if (decision?.action === "accept") return true;
  entry.left.set(row.written, decision === null ? "P6021" : null);
  if (decision === null) refuse(out, batch, line.row, row.written, "P6021");
  return false;
}

function firstLine(kept: Kept | undefined): number {
  const [line = 0] = kept?.files.values() ?? [];
  return line;
}

function noteIdentity(row: Candidate, key: string, { joining }: Reading, entry: EntityRows): void {
  const field = joining.identity?.field;
  const number = field === undefined ? null : row.cells[field];
  if (field === undefined || typeof number !== "string") return;
  const known = entry.byIdentity.get(field) ?? new Map<string, string>();
  entry.byIdentity.set(field, known);
  if (!known.has(number)) known.set(number, key);
}

/** A key that is there already. */
function again(line: Line, row: Candidate, key: string, taken: Kept, reading: Reading, out: Collected): string | null {
  const { batch, headings, joining } = reading;
  const { entity } = batch;
  const { written, cells, faults } = row;
  const known = taken.row;
  const before = taken.files.get(batch.file);
  const twice = before !== undefined;
  // What a second file leaves blank, the first may know; two rows of one file must say the same, in all its columns.
  const all = headings.mapped.map((m) => m.column.id).filter((id) => id !== joining.identity?.field || id in cells);
  const ids = twice ? all : Object.keys(cells);
  const differs = ids.filter((id) => (twice || id in known.cells) && !equalCells(known.cells[id], cells[id]));
  const fresh = faults.filter((id) => !(id in known.cells));
  if (!twice && differs.length === 0) {
    merge();
    return key;
  }
  const params = {
    key: row.parent === null ? written : key,
    first: before ?? firstLine(taken),
    differs: differs.map((id) => fieldName(out.policy, entity.id, id)),
  };
  const offers: Action[] = twice ? ["drop", "replace"] : ["drop", "replace", "accept"];
  const decision = raise(out, {
    file: batch.file,
    row: line.row,
    column: null,
    entity: entity.id,
    key: params.key,
    value: null,
    offers,
    message: diagnostic("P6007", { kind: "cell", file: batch.file, row: line.row, column: null }, params),
  });
  switch (decision?.action) {
    case "replace":
      // Of one file: this row stands where the other stood. Of another: what it says goes before.
      if (twice) forget(taken, reading);
      Object.assign(known.cells, cells);
      setFaults(
        known,
        [...(twice ? [] : (known.faults ?? [])), ...faults].filter((id) => !(id in cells)),
      );
      taken.files.set(batch.file, line.row);
      noteIdentity(row, key, reading, reading.entry);
      return key;
    case "accept":
      for (const id of differs) delete cells[id];
      merge();
      return key;
    case "drop":
      return null;
    default:
      refuse(out, batch, line.row, written, "P6007");
      return null;
  }

  function merge(): void {
    taken.files.set(batch.file, line.row);
    Object.assign(known.cells, cells);
    setFaults(known, [...(known.faults ?? []), ...fresh]);
    noteIdentity(row, key, reading, reading.entry);
  }
}

/** Takes away what the row has from this table, and leaves what other files gave it. */
function forget(taken: Kept, { headings }: Reading): void {
  for (const { column } of headings.mapped) delete taken.row.cells[column.id];
  setFaults(
    taken.row,
    (taken.row.faults ?? []).filter((id) => !headings.mapped.some((m) => m.column.id === id)),
  );
}

function setFaults(row: Kept["row"], faults: readonly string[]): void {
  if (faults.length > 0) row.faults = [...new Set(faults)];
  else delete row.faults;
}
