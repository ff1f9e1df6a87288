/** One line of a table → one row of the roster, or a refusal that says why. */
import { diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import { type Rational, text } from "../../compiler/ir/rational.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Cell } from "../roster.js";
import { readCell, SCIENTIFIC } from "./cell.js";
import { type Batch, type Collected, type EntityRows, refuse } from "./collected.js";
import { fold, label } from "./fold.js";
import type { Headings } from "./headings.js";
import { type Column, entityName, fieldName, type Named, spellings } from "./naming.js";
import type { Line } from "./records.js";

/** How often a word stood for blank, and where first. */
export type Words = Map<string, { field: Named; word: string; count: number; rows: number[] }>;

/** Reads one line into the roster. Returns its row's key, or null if it was refused. */
export function readLine(
  batch: Batch,
  line: Line,
  headings: Headings,
  parentHeading: string | null,
  entry: EntityRows,
  words: Words,
  out: Collected,
): string | null {
  const { entity } = batch;
  const at = (column: string | null): Place => ({ kind: "cell", file: batch.file, row: line.row, column });
  const parent =
    batch.parents?.get(line) ?? (parentHeading === null ? null : parentOf(batch, line, parentHeading, out));
  if (entity.within !== null && parent === null) return null;

  const keyColumn = headings.mapped.find((m) => m.column.id === entity.key);
  const written = keyColumn ? fold(line.cells.get(keyColumn.heading) ?? "") : "";
  if (entity.key !== null && (written === "" || SCIENTIFIC.test(written))) {
    const column = keyColumn?.column.name ?? fieldName(out.policy, entity.id, entity.key);
    const place = at(keyColumn?.heading ?? null);
    out.diagnostics.push(diagnostic("P6008", place, { column, value: written, scientific: written !== "" }));
    refuse(out, batch, line.row, written || null, "P6008");
    return null;
  }

  const cells: Record<string, Cell> = {};
  const faults: string[] = [];
  for (const { heading, column, cell } of headings.mapped) {
    const raw = line.cells.get(heading);
    if (raw === undefined) continue;
    const read =
      raw === null ? ({ kind: "fault", fault: { kind: "notPlain" } } as const) : readCell(raw, cell, out.units);
    if (read.kind === "value") {
      if (read.value !== null) cells[column.id] = canonical(read.value, column, entity, out.policy);
      continue;
    }
    const used = column.field === null || out.reads.fields.has(`${entity.id}.${column.id}`);
    if (read.kind === "nothing") {
      if (used) noteWord(words, column.name, read.word, line.row);
      continue;
    }
    faults.push(column.id);
    if (!used) continue;
    const value = column.field?.private ? "…" : (raw ?? "{}");
    const who = written || parent;
    out.diagnostics.push(
      diagnostic("P6006", at(heading), { key: who, field: column.name, value: value.trim(), fault: read.fault }),
    );
  }
  return keep(batch, line, { written, parent, cells, faults }, entry, out);
}

/** The key of the row that this line belongs to; null, with a message, if there is none. */
function parentOf(batch: Batch, line: Line, heading: string, out: Collected): string | null {
  const { policy } = out;
  const within = batch.entity.within as string;
  const key = fold(line.cells.get(heading) ?? "");
  const place: Place = { kind: "cell", file: batch.file, row: line.row, column: heading };
  const found = out.rows.get(within)?.byKey.get(key) ?? [];
  if (key !== "" && found.length === 1) return found[0] as string;
  const parent = policy.entities.find((e) => e.id === within);
  if (key === "") {
    const column = fieldName(policy, within, parent?.key ?? "");
    out.diagnostics.push(diagnostic("P6008", place, { column, value: "", scientific: false }));
  } else {
    out.diagnostics.push(diagnostic("P6009", place, { parent: entityName(policy, within), key }));
  }
  refuse(out, batch, line.row, key || null, key === "" ? "P6008" : "P6009");
  return null;
}

interface Candidate {
  readonly written: string;
  readonly parent: string | null;
  readonly cells: Record<string, Cell>;
  readonly faults: readonly string[];
}

/**
 * Adds the row under its key. A child's key need only differ among its siblings. A key that is taken: a second file
 * about the same entity adds its columns to the row, as village forms are joined by household; anything else is refused.
 */
function keep(batch: Batch, line: Line, row: Candidate, entry: EntityRows, out: Collected): string | null {
  const { entity } = batch;
  const { written, parent, cells, faults } = row;
  const place = (entry.children.get(parent ?? "") ?? 0) + 1;
  const key = entity.key === null ? `${parent ?? ""}#${place}` : parent === null ? written : `${parent}/${written}`;
  const taken = entry.byRowKey.get(key);
  if (!taken) {
    entry.children.set(parent ?? "", place);
    const kept = { key, parent, cells, ...(faults.length > 0 ? { faults: [...faults] } : {}) };
    entry.byRowKey.set(key, { row: kept, line: line.row, files: new Set([batch.file]) });
    const same = entry.byKey.get(written);
    if (same) same.push(key);
    else entry.byKey.set(written, [key]);
    entry.rows.push(kept);
    return key;
  }
  const known = taken.row;
  const again = taken.files.has(batch.file);
  // What a second file leaves blank, the first may know; two rows of one file must say the same.
  const ids = Object.keys(cells).filter((id) => again || id in known.cells);
  if (again) ids.push(...Object.keys(known.cells).filter((id) => !(id in cells)));
  const differs = ids.filter((id) => !equalCells(known.cells[id], cells[id]));
  if (!again && differs.length === 0) {
    taken.files.add(batch.file);
    Object.assign(known.cells, cells);
    if (faults.length > 0) known.faults = [...(known.faults ?? []), ...faults];
    return key;
  }
  const params = {
    key: written,
    first: taken.line,
    differs: differs.map((id) => fieldName(out.policy, entity.id, id)),
  };
  out.diagnostics.push(diagnostic("P6007", { kind: "cell", file: batch.file, row: line.row, column: null }, params));
  refuse(out, batch, line.row, written, "P6007");
  return null;
}

function equalCells(a: Cell | undefined, b: Cell | undefined): boolean {
  const shown = (c: Cell | undefined) => (c !== null && typeof c === "object" ? text(c as Rational) : (c ?? null));
  return shown(a) === shown(b);
}

/** An award's benefit is written in whichever language; the policy knows it by its id. */
function canonical(value: Cell, column: Column, entity: EntityDef, policy: Policy): Cell {
  if (!entity.history || column.id !== "benefit" || typeof value !== "string") return value;
  const wanted = label(value);
  return policy.benefits.find((b) => spellings(b.id, policy.about[b.id]).includes(wanted))?.id ?? value;
}

/** How many rows a note lists before it stops. */
const LISTED = 3;

function noteWord(words: Words, field: Named, word: string, row: number): void {
  const id = `${field.en}\0${word}`;
  const seen = words.get(id) ?? { field, word, count: 0, rows: [] };
  words.set(id, seen);
  seen.count += 1;
  if (seen.rows.length < LISTED) seen.rows.push(row);
}
