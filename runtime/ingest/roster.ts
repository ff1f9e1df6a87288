/**
 * Roster files → rows of a policy's entities. No row vanishes: each one is in the roster, or in `refused` with a
 * diagnostic that says why; titles and totals are noted. Whatever would make every result wrong (a missing column, a
 * unit that does not convert) leaves no roster at all.
 */
import { type Diagnostic, diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import { severityOf } from "../../compiler/diagnostics/texts.js";
import { div, type Rational, rational, text } from "../../compiler/ir/rational.js";
import type { EntityDef, FieldDef, Policy } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../roster.js";
import { readCell, SCIENTIFIC } from "./cell.js";
import { fold, label } from "./fold.js";
import { findColumn, type Headings, mapHeadings } from "./headings.js";
import {
  type Column,
  columnsOf,
  entityName,
  fieldName,
  findEntity,
  type Named,
  rootEntity,
  spellings,
} from "./naming.js";
import { type Reads, readsOf } from "./reads.js";
import { csvTable, jsonTables, type Line, type Table } from "./records.js";
import type { UnitWords } from "./units.js";

export interface RosterFile {
  /** As people know it, for messages. */
  readonly path: string;
  readonly format: "csv" | "json";
  readonly text: string;
  /** What its rows are; null: households, or whatever the policy pays at the root. */
  readonly entity: string | null;
}

/** A row that is not in the roster. */
export interface RefusedRow {
  readonly file: string;
  readonly row: number;
  readonly entity: string;
  /** As far as it could be read. */
  readonly key: string | null;
  readonly code: Diagnostic["code"];
}

export interface RosterReading {
  /** null: something is wrong that concerns every row. */
  readonly roster: Roster | null;
  readonly refused: readonly RefusedRow[];
  readonly diagnostics: readonly Diagnostic[];
}

export function readRoster(files: readonly RosterFile[], policy: Policy, units: UnitWords): RosterReading {
  const reader = new Map<string, EntityRows>();
  const out: Collected = {
    policy,
    units,
    reads: readsOf(policy),
    rows: reader,
    diagnostics: [],
    refused: [],
    fatal: false,
  };
  const batches = files.flatMap((file) => batchesOf(file, out));
  // Parents first, so that a child's parent can be looked up.
  for (const batch of batches.sort((a, b) => depth(policy, a.entity) - depth(policy, b.entity))) readBatch(batch, out);
  demandColumns(out, files[0]?.path ?? "");
  const roster: Roster = {
    entities: Object.fromEntries([...reader].map(([id, rows]) => [id, rows.rows])),
    columns: Object.fromEntries([...reader].map(([id, rows]) => [id, [...rows.columns]])),
  };
  if (!out.fatal) return { roster, refused: out.refused, diagnostics: out.diagnostics };
  // Notes are about a run that does not take place.
  return { roster: null, refused: out.refused, diagnostics: out.diagnostics.filter((d) => severityOf(d) === "error") };
}

// ---------------------------------------------------------------- what is read, and what is kept

interface Batch {
  readonly file: string;
  readonly entity: EntityDef;
  readonly table: Table;
  /** For rows inside their parent's object (JSON): the key of that parent's row. */
  readonly parents: ReadonlyMap<Line, string> | null;
}

interface EntityRows {
  readonly rows: Row[];
  readonly columns: Set<string>;
  /** Row keys by the key as written. */
  readonly byKey: Map<string, string[]>;
  readonly byRowKey: Map<string, Kept>;
  readonly children: Map<string, number>;
  readonly extra: Set<string>;
  readonly file: string;
}

/** A row while further files may still add to it. */
interface Kept {
  readonly row: { key: string; parent: string | null; cells: Record<string, Cell>; faults?: string[] };
  readonly line: number;
  readonly files: Set<string>;
}

interface Collected {
  readonly policy: Policy;
  readonly units: UnitWords;
  readonly reads: Reads;
  readonly rows: Map<string, EntityRows>;
  readonly diagnostics: Diagnostic[];
  readonly refused: RefusedRow[];
  fatal: boolean;
}

function depth(policy: Policy, entity: EntityDef): number {
  const above = policy.entities.find((e) => e.id === entity.within);
  return above ? 1 + depth(policy, above) : 0;
}

function fileOf(path: string): Place {
  return { kind: "cell", file: path, row: null, column: null };
}

function rowsOf(out: Collected, entity: EntityDef, file: string): EntityRows {
  const known = out.rows.get(entity.id);
  if (known) return known;
  const fresh = {
    rows: [],
    columns: new Set<string>(),
    byKey: new Map(),
    byRowKey: new Map(),
    children: new Map(),
    extra: new Set<string>(),
    file,
  };
  out.rows.set(entity.id, fresh);
  return fresh;
}

function batchesOf(file: RosterFile, out: Collected): Batch[] {
  const { policy } = out;
  const place = fileOf(file.path);
  const unknown = (name: string) => {
    out.fatal = true;
    const known = policy.entities.map((e) => entityName(policy, e.id));
    out.diagnostics.push(diagnostic("P6011", place, { name, known }));
  };
  const wanted = file.entity ?? rootEntity(policy) ?? "";
  const entity = findEntity(policy, wanted);
  if (!entity) {
    unknown(wanted);
    return [];
  }
  const fail = (detail: Named): Batch[] => {
    out.fatal = true;
    out.diagnostics.push(diagnostic("P6002", place, { detail }));
    return [];
  };
  if (file.format === "csv") {
    const columns = [...columnsOf(policy, entity), ...parentColumn(policy, entity)];
    const table = csvTable(file.text, (heading) => findColumn(heading, columns) !== null);
    return "en" in table ? fail(table) : [{ file: file.path, entity, table, parents: null }];
  }
  const json = jsonTables(file.text);
  if ("en" in json) return fail(json);
  return [...json.lists].flatMap(([name, table]) => {
    const list = name === "" ? entity : findEntity(policy, name);
    if (!list) unknown(name);
    return list ? [{ file: file.path, entity: list, table, parents: null }] : [];
  });
}

// ---------------------------------------------------------------- one table

const PARENT = "(parent)";

/** The column of a child's file that names its parent: the parent's key, or the parent's own name. */
function parentColumn(policy: Policy, entity: EntityDef): Column[] {
  const parent = policy.entities.find((e) => e.id === entity.within);
  if (!parent?.key) return [];
  const key = parent.fields.find((f) => f.id === parent.key);
  const own = spellings(parent.id, policy.about[parent.id]);
  const keys = spellings(parent.key, policy.about[`${parent.id}.${parent.key}`], key?.aliases);
  return [
    {
      id: PARENT,
      name: fieldName(policy, parent.id, parent.key),
      field: null,
      spellings: [...keys, ...own, ...own.flatMap((o) => keys.flatMap((k) => [`${o}.${k}`, `${o}_${k}`]))],
    },
  ];
}

function readBatch(batch: Batch, out: Collected): void {
  const { policy, units } = out;
  const { entity, table } = batch;
  const entry = rowsOf(out, entity, batch.file);
  const own = columnsOf(policy, entity);
  const above = batch.parents === null ? parentColumn(policy, entity) : [];
  // A child's own field comes before its parent's key.
  const parentHeading = table.headings.find((h) => !findColumn(h, own) && findColumn(h, above)) ?? null;
  const rest = table.headings.filter((h) => h !== parentHeading);
  const headings = mapHeadings(rest, own, policy, entity.id, entity.key, units);
  noteHeadings(batch, headings, out);
  for (const m of headings.mapped) entry.columns.add(m.column.id);
  for (const w of headings.wrongUnit) entry.columns.add(w.column.id);
  for (const heading of headings.extra) entry.extra.add(heading);
  if (entity.within !== null && batch.parents === null && parentHeading === null) {
    const parent = entityName(policy, entity.within);
    const key = above[0]?.name ?? parent;
    out.diagnostics.push(
      diagnostic("P6019", fileOf(batch.file), { parent, key, entity: entityName(policy, entity.id) }),
    );
    out.fatal = true;
  }
  if (out.fatal) return;

  const words = new Map<string, { field: Named; word: string; count: number; rows: number[] }>();
  const nested: { readonly parent: string; readonly line: Line }[] = [];
  for (const { row, cells } of table.overlong) {
    const place = { kind: "cell", file: batch.file, row, column: null } as const;
    out.diagnostics.push(diagnostic("P6016", place, { cells, columns: table.headings.length }));
    refuse(out, batch, row, null, "P6016");
  }
  for (const line of table.records) {
    const key = readLine(batch, line, headings, parentHeading, entry, words, out);
    if (key !== null && line.nested.size > 0) nested.push({ parent: key, line });
  }
  for (const w of words.values()) {
    out.diagnostics.push(diagnostic("P6015", fileOf(batch.file), w));
  }
  readNested(batch, nested, out);
}

function noteHeadings(batch: Batch, headings: Headings, out: Collected): void {
  const at = (column: string | null): Place => ({ kind: "cell", file: batch.file, row: null, column });
  for (const { column, headings: columns } of headings.twice) {
    out.diagnostics.push(diagnostic("P6012", at(columns[0] ?? null), { field: column.name, columns }));
    out.fatal = true;
  }
  for (const w of headings.wrongUnit) {
    out.diagnostics.push(
      diagnostic("P6014", at(w.heading), { field: w.column.name, found: w.found, expected: w.expected }),
    );
    out.fatal = true;
  }
  for (const kind of ["title", "total"] as const) {
    const rows = batch.table.skipped[kind];
    if (rows.length === 0) continue;
    const shown = { kind, rows: rows.map((r) => r.row), text: rows[0]?.text ?? "" };
    out.diagnostics.push(diagnostic("P6013", at(null), shown));
  }
}

function refuse(out: Collected, batch: Batch, row: number, key: string | null, code: Diagnostic["code"]): void {
  out.refused.push({ file: batch.file, row, entity: batch.entity.id, key, code });
}

type Words = Map<string, { field: Named; word: string; count: number; rows: number[] }>;

/** Reads one line into the roster. Returns its row's key, or null if it was refused. */
function readLine(
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

/** Lists inside objects, as further batches: one per kind of child. */
function readNested(
  batch: Batch,
  nested: readonly { readonly parent: string; readonly line: Line }[],
  out: Collected,
): void {
  const children = new Map<EntityDef, Map<Line, string>>();
  for (const { parent, line } of nested) {
    for (const [name, lines] of line.nested) {
      const entity = findEntity(out.policy, name);
      if (entity?.within !== batch.entity.id) {
        rowsOf(out, batch.entity, batch.file).extra.add(name);
        continue;
      }
      const known = children.get(entity) ?? new Map<Line, string>();
      children.set(entity, known);
      for (const child of lines) known.set(child, parent);
    }
  }
  for (const [entity, parents] of children) {
    const records = [...parents.keys()];
    const headings = [...new Set(records.flatMap((r) => [...r.cells.keys()]))];
    const table = { headings, records, skipped: { title: [], total: [] }, overlong: [] };
    readBatch({ file: batch.file, entity, table, parents }, out);
  }
}

// ---------------------------------------------------------------- what must be there

function demandColumns(out: Collected, firstFile: string): void {
  const { policy, reads } = out;
  for (const entity of policy.entities) {
    const entry = out.rows.get(entity.id);
    const needed = reads.entities.has(entity.id);
    if (!entry) {
      if (needed && !entity.history && !out.fatal) {
        const name = entityName(policy, entity.id);
        out.diagnostics.push(diagnostic("P6010", fileOf(firstFile), { entity: name, id: entity.id }));
        out.fatal = true;
      }
      continue;
    }
    const absent = entity.fields.filter((f) => isRead(f, entity, reads) && !entry.columns.has(f.id));
    // Nested rows that nobody has cannot show which columns there are.
    const rowless = entry.rows.length === 0 && entry.columns.size === 0;
    const missing = rowless ? [] : absent.filter((f) => f.blank === null && !f.optional);
    const name = (f: FieldDef) => fieldName(policy, entity.id, f.id);
    if (missing.length > 0) {
      const params = { entity: entityName(policy, entity.id), missing: missing.map(name), extra: [...entry.extra] };
      out.diagnostics.push(diagnostic("P6003", fileOf(entry.file), params));
      out.fatal = true;
      continue;
    }
    const open = absent.filter((f) => f.blank !== null || f.optional);
    if (open.length > 0 && !rowless) {
      const columns = open.map((f) => ({ name: name(f), blank: shownBlank(f, policy) }));
      out.diagnostics.push(diagnostic("P6005", fileOf(entry.file), { entity: entityName(policy, entity.id), columns }));
      // Said, and so no longer absent without a word: every cell of it is blank.
      for (const f of open) entry.columns.add(f.id);
    }
    if (entry.extra.size > 0)
      out.diagnostics.push(diagnostic("P6004", fileOf(entry.file), { extra: [...entry.extra] }));
  }
}

/** Of past awards, once there is a file of them, the amount and the date are always needed. */
function isRead(field: FieldDef, entity: EntityDef, reads: Reads): boolean {
  if (entity.history && (field.id === "amount" || field.id === "paid_on")) return true;
  return field.id === entity.key || reads.fields.has(`${entity.id}.${field.id}`);
}

function shownBlank(field: FieldDef, policy: Policy): Named | null {
  const blank = field.blank;
  if (blank === null) return null;
  if (blank.kind === "bool") return blank.value ? { en: "yes", zh: "“是”" } : { en: "no", zh: "“否”" };
  if (blank.kind === "number") {
    const shown = text(div(rational(blank.value), rational(field.scale)));
    return { en: shown, zh: ` ${shown} ` };
  }
  if (blank.kind === "enum" && field.type.kind === "enum") {
    const name = policy.about[`${field.type.enum}.${blank.value}`];
    return { en: name?.en ?? blank.value, zh: `“${name?.zh ?? blank.value}”` };
  }
  return { en: String(blank.value), zh: `“${blank.value}”` };
}
