/**
 * Roster files → a table of a policy's entities. No row vanishes: each one is in the table, or in `refused` with a
 * diagnostic that says why; titles and totals are noted. Whatever would make every result wrong (a missing column, a
 * unit that does not convert) leaves no table at all.
 */
import { type Diagnostic, diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import { severityOf } from "../../compiler/diagnostics/texts.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Roster } from "../roster.js";
import { rosterOf } from "../table/index.js";
import type { Table } from "../table.js";
import {
  type Batch,
  type Collected,
  type Doubt,
  fileOf,
  type Joining,
  type Reading,
  type RefusedRow,
  refuse,
  rowNumber,
  rowsOf,
  type Target,
} from "./collected.js";
import { csvSheet } from "./csv.js";
import { demandColumns } from "./demands.js";
import { raise } from "./doubts.js";
import { filledOut, tableOfRows } from "./finish.js";
import { label } from "./fold.js";
import { columnOf, type Grid, gridIn } from "./grid.js";
import { findColumn, type Headings, type Mapped, mapHeadings } from "./headings.js";
import { holdsIdentities } from "./identity.js";
import { jsonGrids } from "./json.js";
import { canonicalOf, readRecord } from "./lines.js";
import { type MappedHeading, type Mapping, mappedColumns } from "./mapping.js";
import { mismatch } from "./mismatch.js";
import { type Column, entityName, fieldName, findEntity, type Named, rootEntity, spellings } from "./naming.js";
import { childOf, groupRows } from "./persons.js";
import { quickOf, takeQuickly } from "./quick.js";
import { type ReadColumn, readColumn } from "./reader.js";
import { isRead, readsOf } from "./reads.js";
import { csvFaultText, EMPTY_FILE } from "./records.js";
import { restore } from "./restore.js";
import { NO_SETTLEMENT, type Settlement, unused } from "./settlement.js";
import type { RawColumn, Sheet } from "./sheet.js";
import { finished } from "./steps.js";
import { columnIn, entityRows, reserve, segment } from "./store.js";
import { leaveOpen } from "./stray.js";
import type { UnitWords } from "./units.js";

/** A file whose text is at hand. */
export interface RosterFile {
  /** As people know it, for messages. */
  readonly path: string;
  readonly format: "csv" | "json";
  readonly text: string;
  /** What its rows are; null: households, or whatever the policy pays at the root. */
  readonly entity: string | null;
}

/** A file of any format, read but not understood yet. */
export interface LoadedFile {
  readonly path: string;
  readonly entity: string | null;
  readonly content:
    | { readonly kind: "sheet"; readonly sheet: Sheet }
    | { readonly kind: "lists"; readonly lists: ReadonlyMap<string, Grid> }
    /** Read and understood before. */
    | { readonly kind: "table"; readonly table: Table }
    | { readonly kind: "unreadable"; readonly detail: Named };
}

interface Found {
  readonly refused: readonly RefusedRow[];
  readonly diagnostics: readonly Diagnostic[];
  /** 疑点清单: everything that was in doubt, decided or open, in the order of the files. */
  readonly doubts: readonly Doubt[];
  /** Which heading stood for which field. */
  readonly mapping: readonly MappedHeading[];
}

export interface TableReading extends Found {
  /** null: something is wrong that concerns every row. */
  readonly table: Table | null;
}

export interface RosterReading extends Found {
  /** null: something is wrong that concerns every row. */
  readonly roster: Roster | null;
}

export interface RosterOptions {
  readonly settlement?: Settlement;
  readonly mapping?: Mapping;
}

/** How far a long reading has come. */
export interface RowsDone {
  readonly file: string;
  readonly rows: number;
  readonly of: number;
}

/** The rows of objects that the reference interpreter takes. */
export function readRoster(
  files: readonly RosterFile[],
  policy: Policy,
  units: UnitWords,
  options: RosterOptions = {},
): RosterReading {
  const { table, ...found } = finished(readLoaded(files.map(loaded), policy, units, options));
  return { ...found, roster: table && rosterOf(table, policy) };
}

/** A text that is at hand as a whole. */
export function loaded({ path, entity, format, text }: RosterFile): LoadedFile {
  if (format === "json") {
    const json = jsonGrids(text);
    return { path, entity, content: "en" in json ? { kind: "unreadable", detail: json } : { kind: "lists", ...json } };
  }
  const read = csvSheet(text);
  if ("kind" in read) return { path, entity, content: { kind: "unreadable", detail: csvFaultText(read) } };
  return { path, entity, content: { kind: "sheet", sheet: read.sheet } };
}

/**
 * Works in steps, of which some are no news (null), so that a page can breathe and a reading be given up in between. The files are taken out of the list: what
 * one holds is let go as soon as it is read.
 */
export function* readLoaded(
  files: LoadedFile[],
  policy: Policy,
  units: UnitWords,
  options: RosterOptions = {},
): Generator<RowsDone | null, TableReading> {
  const out: Collected = {
    policy,
    units,
    reads: readsOf(policy),
    rows: new Map(),
    diagnostics: [],
    refused: [],
    settlement: options.settlement ?? NO_SETTLEMENT,
    doubts: [],
    mapping: options.mapping ?? [],
    found: [],
    fatal: false,
  };
  const first = files[0]?.path ?? "";
  const whole = onlyTable(files, out);
  const batches = whole === null ? yield* taken(files, out) : [];
  for (let next = batches.shift(); next !== undefined; next = batches.shift()) {
    yield* readBatch(next.batch, next.adds, out);
  }
  demandColumns(out, first);
  noteSettlement(out);
  const { refused, doubts, found: mapping } = out;
  if (!out.fatal) {
    return {
      table: whole === null ? yield* tableOfRows(out.rows, policy) : filledOut(whole, out.rows, policy),
      refused,
      diagnostics: out.diagnostics,
      doubts,
      mapping,
    };
  }
  // Notes are about a run that does not take place.
  const errors = out.diagnostics.filter((d) => severityOf(d) === "error");
  return { table: null, refused, diagnostics: errors, doubts, mapping };
}

/** A single file that was understood before, to which nothing is added: its table as it stands. */
function onlyTable(files: LoadedFile[], out: Collected): Table | null {
  const [only, ...others] = files;
  if (only?.content.kind !== "table" || others.length > 0) return null;
  const { entities } = only.content.table;
  for (const entity of out.policy.entities) {
    const { id } = entity;
    const own = entities[id];
    if (own === undefined) continue;
    const rows = entityRows(only.path, entity);
    rows.count = own.rows;
    for (const field of Object.keys(own.columns)) rows.fields.add(field);
    out.rows.set(id, rows);
  }
  files.length = 0;
  return { entities: Object.fromEntries(Object.entries(entities).filter(([id]) => out.rows.has(id))) };
}

/** The tables of the files; none is left in the list. */
function* taken(
  files: LoadedFile[],
  out: Collected,
): Generator<null, { readonly batch: Batch; readonly adds: boolean }[]> {
  const own = files.splice(0);
  for (const { path, content } of own) if (content.kind === "table") restore(content.table, path, out);
  const batches: Batch[] = [];
  for (const file of own) batches.push(...(yield* batchesOf(file, out)));
  return inOrder(batches, out);
}

/**
 * Parents first, so that a child's parent can be looked up; of one entity, the files that say most first. A file that lacks
 * more of what the policy must know than another one does adds to that one's rows.
 */
function inOrder(batches: readonly Batch[], out: Collected): { readonly batch: Batch; readonly adds: boolean }[] {
  const { policy, reads } = out;
  const lacking = ({ entity, grid }: Batch): number => {
    const columns = mappedColumns(policy, entity, entity.id, out.mapping);
    const there = new Set(grid.headings.flatMap((h) => findColumn(h, columns)?.column.id ?? []));
    const must = entity.fields.filter((f) => f.blank === null && !f.optional && isRead(f.id, entity, reads));
    return must.filter((f) => !there.has(f.id)).length;
  };
  const ranked = batches.map((batch) => {
    const columns = mappedColumns(policy, batch.entity, batch.entity.id, out.mapping);
    const keyed = batch.grid.headings.some((h) => isKey(h, batch.entity, columns, out));
    const persons = childOf(policy, batch.entity, batch.grid.headings, out.mapping) !== null;
    // A register of people comes before a form about some of them, and a form without keys comes last.
    const rank = (keyed ? 0 : 2) + (persons ? 0 : 1);
    return { batch, depth: depth(policy, batch.entity), rank, lacking: lacking(batch) };
  });
  type Ranked = (typeof ranked)[number];
  const before = (a: Ranked, b: Ranked) => a.depth - b.depth || a.rank - b.rank || a.lacking - b.lacking;
  return ranked.sort(before).map((one) => {
    const others = ranked.filter((other) => other.batch.entity === one.batch.entity);
    const restored = out.rows.has(one.batch.entity.id);
    return { batch: one.batch, adds: one.lacking > 0 && (restored || others.some((other) => before(other, one) < 0)) };
  });
}

function noteSettlement(out: Collected): void {
  const { settlement, doubts } = out;
  const decided = doubts.filter((d) => d.decision !== null).length;
  const [first] = settlement.entries;
  if (!first) return;
  if (decided > 0) {
    const place: Place = first.place.kind === "cell" ? { ...first.place, row: null, column: null } : first.place;
    out.diagnostics.push(diagnostic("P6026", place, { decided, open: doubts.length - decided }));
  }
  for (const entry of unused(settlement)) out.diagnostics.push(diagnostic("P6025", entry.place, {}));
}

function depth(policy: Policy, entity: EntityDef): number {
  const above = policy.entities.find((e) => e.id === entity.within);
  return above ? 1 + depth(policy, above) : 0;
}

function* batchesOf({ path, content, entity: named }: LoadedFile, out: Collected): Generator<null, Batch[]> {
  const { policy } = out;
  if (content.kind === "table") return [];
  const place = fileOf(path);
  const unknown = (name: string) => {
    out.fatal = true;
    const known = policy.entities.map((e) => entityName(policy, e.id));
    out.diagnostics.push(diagnostic("P6011", place, { name, known }));
  };
  const wanted = named ?? rootEntity(policy) ?? "";
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
  if (content.kind === "unreadable") return fail(content.detail);
  if (content.kind === "sheet") {
    const below = policy.entities.filter((e) => e.within === entity.id);
    const own = mappedColumns(policy, entity, entity.id, out.mapping);
    const columns = [
      ...own,
      ...parentColumn(entity, out),
      // Rows of persons repeat their household's fields: see persons.ts.
      ...below.flatMap((child) => mappedColumns(policy, child, entity.id, out.mapping)),
    ];
    const grid = yield* gridIn(
      content.sheet,
      (heading) => findColumn(heading, columns) !== null,
      (heading) => isKey(heading, entity, own, out),
    );
    return grid === null ? fail(EMPTY_FILE) : [{ file: path, entity, grid, parents: null }];
  }
  return [...content.lists].flatMap(([name, grid]) => {
    const list = name === "" ? entity : findEntity(policy, name);
    if (!list) unknown(name);
    return list ? [{ file: path, entity: list, grid, parents: null }] : [];
  });
}

// ---------------------------------------------------------------- one table

const PARENT = "(parent)";

/** Whether a heading names what every row of data has: the rows' own key, or their parent's. */
function isKey(heading: string, entity: EntityDef, own: readonly Column[], out: Collected): boolean {
  const found = findColumn(heading, own) ?? findColumn(heading, parentColumn(entity, out));
  return found !== null && (found.column.id === PARENT || found.column.id === entity.key);
}

/** The column of a child's file that names its parent: the parent's key, or the parent's own name. */
function parentColumn(entity: EntityDef, { policy, mapping }: Collected): Column[] {
  const parent = policy.entities.find((e) => e.id === entity.within);
  if (!parent?.key) return [];
  const key = parent.fields.find((f) => f.id === parent.key);
  const own = spellings(parent.id, policy.about[parent.id]);
  const byHand = mapping.filter(
    (m) => m.of === entity.id && m.field?.entity === parent.id && m.field.id === parent.key,
  );
  const keys = [
    ...spellings(parent.key, policy.about[`${parent.id}.${parent.key}`], key?.aliases),
    ...byHand.map((m) => label(m.heading)),
  ];
  return [
    {
      id: PARENT,
      name: fieldName(policy, parent.id, parent.key),
      field: null,
      spellings: [...keys, ...own, ...own.flatMap((o) => keys.flatMap((k) => [`${o}.${k}`, `${o}_${k}`]))],
    },
  ];
}

/** So many rows are read between two pauses. */
const STEP = 1 << 15;

function* readBatch(given: Batch, adds: boolean, out: Collected): Generator<RowsDone | null, void> {
  const reading = begin(given, adds, out);
  if (reading === null) return;
  const { batch } = reading;
  const { grid } = batch;
  const of = grid.rows.length;
  if (of === 0 && grid.overlong.length === 0 && batch.parents === null) noteEmpty(batch, out);
  const nested = [...grid.nested.values()];
  const places = new Int32Array(nested.length > 0 ? of : 0);
  for (const { row, cells } of grid.overlong) overlong(batch, row, cells, out);
  const one = (i: number) => {
    const place = readRecord(i, reading, out);
    if (nested.length === 0) return;
    places[i] = place;
    if (place < 0) refuseNested(batch, i, out);
  };
  const quick = yield* quickOf(reading);
  for (let from = 0; from < of; from += STEP) {
    yield { file: batch.file, rows: from, of };
    const to = Math.min(from + STEP, of);
    if (quick !== null) takeQuickly(quick, from, to, places, one);
    else for (let i = from; i < to; i += 1) one(i);
  }
  for (const w of reading.words.values()) out.diagnostics.push(diagnostic("P6015", fileOf(batch.file), w));
  noteJoined(reading, out);
  leaveOpen(reading, out);
  yield* readNested(batch, places, out);
}

/** Of rows below others there may well be none; a roster of nobody is a mistake more often than not. */
function noteEmpty({ file, entity }: Batch, out: Collected): void {
  if (entity.within !== null || entity.history) return;
  out.diagnostics.push(diagnostic("P6050", fileOf(file), { entity: entityName(out.policy, entity.id) }));
}

/** Headings → fields, and room for the rows. Null: the table cannot be read. */
function begin(given: Batch, adds: boolean, out: Collected): Reading | null {
  const { policy, units } = out;
  const batch = given.parents === null ? grouped(given, out) : given;
  const { entity, grid } = batch;
  const entry = rowsOf(out, entity, batch.file);
  const of = batch.parents === null ? entity.id : (entity.within ?? entity.id);
  const own = mappedColumns(policy, entity, of, out.mapping);
  const above = batch.parents === null ? parentColumn(entity, out) : [];
  // A child's own field comes before its parent's key.
  const parentHeading = grid.headings.find((h) => !findColumn(h, own) && findColumn(h, above)) ?? null;
  const rest = grid.headings.filter((h) => h !== parentHeading);
  const headings = mapHeadings(rest, own, policy, entity.id, entity.key, units);
  noteHeadings(batch, headings, parentHeading, out);
  for (const m of headings.mapped) entry.fields.add(m.column.id);
  for (const w of headings.wrongUnit) entry.fields.add(w.column.id);
  for (const heading of headings.extra) entry.extra.add(heading);
  if (entity.within !== null && batch.parents === null && parentHeading === null) {
    const parent = entityName(policy, entity.within);
    const key = above[0]?.name ?? parent;
    out.diagnostics.push(
      diagnostic("P6019", fileOf(batch.file), { parent, key, entity: entityName(policy, entity.id) }),
    );
    out.fatal = true;
  }
  if (out.fatal) return null;

  const identity = identityOf(headings, grid);
  reserve(entry, entry.count + grid.rows.length);
  const lines = entry.lines.get(batch.file) ?? new Uint32Array(entry.parents.length);
  entry.lines.set(batch.file, lines);
  const keyAt = headings.mapped.findIndex((m) => m.column.id === entity.key);
  const identityAt = headings.mapped.findIndex((m) => m.heading === identity?.heading);
  const target = (mapped: Mapped, t: number): Target => {
    const { column, cell, heading } = mapped;
    const way = t === keyAt ? "key" : t === identityAt ? "identity" : "cell";
    const raw = columnOf(grid, heading) as RawColumn;
    const read = readColumn(raw, cell, way, units, canonicalOf(entity, column.id, policy));
    const store = columnIn(entry, column.id);
    const used = column.field === null || isRead(column.id, entity, out.reads);
    const conflicts = used || t === identityAt ? (grid.conflicts.get(heading) ?? null) : null;
    return { read, store, base: segment(store, read), used, conflicts };
  };
  const targets = headings.mapped.map(target);
  const wrong = targets.flatMap((t, i) => mismatch(headings.mapped[i] as Mapped, t, batch, out) ?? []);
  if (wrong.length > 0) {
    out.diagnostics.push(...wrong);
    out.fatal = true;
    return null;
  }
  return {
    batch,
    headings,
    parentHeading,
    joining: { adds, identity },
    entry,
    words: new Map(),
    targets,
    keyAt,
    identityAt,
    parentKeys: parentHeading === null ? null : keysIn(columnOf(grid, parentHeading) as RawColumn, out),
    record: new Uint32Array(headings.mapped.length),
    lines,
    byIdentity: [],
    stray: [],
  };
}

function keysIn(raw: RawColumn, { units }: Collected): ReadColumn {
  const cell = {
    type: { kind: "text" },
    scale: { n: 1n, d: 1n },
    low: null,
    high: null,
    unit: null,
    choices: [],
  } as const;
  return readColumn(raw, { ...cell, key: true }, "key", units);
}

function overlong(batch: Batch, row: number, cells: number, out: Collected): void {
  const place = { kind: "cell", file: batch.file, row, column: null } as const;
  const decision = raise(out, {
    file: batch.file,
    row,
    column: null,
    entity: batch.entity.id,
    key: null,
    value: null,
    offers: ["drop"],
    message: diagnostic("P6016", place, { cells, columns: batch.grid.headings.length }),
  });
  if (decision === null) refuse(out, batch, row, null, "P6016");
}

/** What stands below a row that was left out goes with it; the row's own message says why. */
function refuseNested(batch: Batch, record: number, out: Collected): void {
  const row = rowNumber(batch, record);
  const own = out.refused.findLast((r) => r.file === batch.file && r.row === row);
  // A row that somebody decided to leave out is on the list of doubts, with all that is below it.
  if (!own) return;
  for (const [name, { starts, grid }] of batch.grid.nested) {
    const entity = findEntity(out.policy, name);
    if (!entity) continue;
    for (const child of grid.rows.subarray(starts[record], starts[record + 1])) {
      out.refused.push({ file: batch.file, row: child, entity: entity.id, key: own.key, code: own.code });
    }
  }
}

// ---------------------------------------------------------------- rows of persons, identity numbers

/** A table of persons as one of households with their persons below them; any other table as it is. */
function grouped(batch: Batch, out: Collected): Batch {
  const { policy, units } = out;
  const { entity, grid } = batch;
  const child = childOf(policy, entity, grid.headings, out.mapping);
  if (!child || grid.nested.size > 0) return batch;
  const own = mappedColumns(policy, entity, entity.id, out.mapping);
  const ofHousehold = mapHeadings(grid.headings, own, policy, entity.id, entity.key, units);
  const keyHeading = ofHousehold.mapped.find((m) => m.column.id === entity.key)?.heading;
  if (keyHeading === undefined) return batch;
  const columns = mappedColumns(policy, child, entity.id, out.mapping);
  const isChild = (h: string) => !findColumn(h, own) && findColumn(h, columns) !== null;
  const households = groupRows(grid, ofHousehold.mapped, grid.headings.filter(isChild), child, keyHeading, units);
  out.diagnostics.push(
    diagnostic("P6028", fileOf(batch.file), {
      rows: grid.rows.length,
      groups: households.rows.length,
      child: entityName(policy, child.id),
      parent: entityName(policy, entity.id),
      key: keyHeading,
    }),
  );
  noteConflicts(batch, households, ofHousehold, out);
  return { ...batch, grid: households };
}

/** Fields that nothing here depends on: the head's row speaks, and that is said once for each field. */
function noteConflicts(batch: Batch, grid: Grid, headings: Headings, out: Collected): void {
  const identity = identityOf(headings, grid);
  for (const { heading, column } of headings.mapped) {
    if (column.field === null || isRead(column.id, batch.entity, out.reads)) continue;
    if (identity?.heading === heading) continue;
    const rows = [...(grid.conflicts.get(heading)?.values() ?? [])].flat();
    if (rows.length === 0) continue;
    const place: Place = { kind: "cell", file: batch.file, row: null, column: heading };
    out.diagnostics.push(diagnostic("P6023", place, { field: column.name, rows }));
  }
}

/** The column with the rows' identity numbers: private text, most of whose cells look like such numbers. */
function identityOf(headings: Headings, grid: Grid): Joining["identity"] {
  const found = headings.mapped.find(
    ({ heading, column, cell }) =>
      column.field?.private === true &&
      cell.type.kind === "text" &&
      holdsIdentities(columnOf(grid, heading) as RawColumn),
  );
  return found ? { heading: found.heading, field: found.column.id } : null;
}

/** Says which rows were found by their identity number; all of them, where the file has no key of its own. */
function noteJoined({ batch, headings, joining, byIdentity }: Reading, out: Collected): void {
  const { entity } = batch;
  if (!joining.identity || byIdentity.length === 0) return;
  const keyed = headings.mapped.some((m) => m.column.id === entity.key);
  const field = fieldName(out.policy, entity.id, joining.identity.field);
  const params = { entity: entityName(out.policy, entity.id), field, rows: keyed ? byIdentity : null };
  out.diagnostics.push(diagnostic("P6029", fileOf(batch.file), params));
}

function noteHeadings(batch: Batch, headings: Headings, parentHeading: string | null, out: Collected): void {
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
  noteMapping(batch, headings, parentHeading, out);
  if (batch.grid.headingRows.length > 1 && batch.parents === null) {
    out.diagnostics.push(diagnostic("P6030", at(null), { rows: batch.grid.headingRows }));
  }
  for (const kind of ["title", "total", "note"] as const) {
    const rows = batch.grid.skipped[kind];
    if (rows.length === 0) continue;
    const shown = { kind, rows: rows.map((r) => r.row), text: rows[0]?.text ?? "" };
    out.diagnostics.push(diagnostic("P6013", at(null), shown));
  }
}

function noteMapping(batch: Batch, headings: Headings, parentHeading: string | null, out: Collected): void {
  const of = batch.parents === null ? batch.entity.id : (batch.entity.within ?? batch.entity.id);
  const add = (heading: string, field: MappedHeading["field"]) => {
    if (!out.found.some((m) => m.of === of && m.heading === heading)) out.found.push({ of, heading, field });
  };
  const parent = out.policy.entities.find((e) => e.id === batch.entity.within);
  if (parentHeading !== null && parent?.key) add(parentHeading, { entity: parent.id, id: parent.key });
  for (const { heading, column } of headings.mapped) add(heading, { entity: batch.entity.id, id: column.id });
  for (const heading of headings.extra) add(heading, null);
}

/** Lists inside objects, as further batches. */
function* readNested(batch: Batch, places: Int32Array, out: Collected): Generator<RowsDone | null, void> {
  for (const [name, { starts, grid }] of batch.grid.nested) {
    const entity = findEntity(out.policy, name);
    if (entity?.within !== batch.entity.id) {
      if (grid.rows.length > 0) rowsOf(out, batch.entity, batch.file).extra.add(name);
      continue;
    }
    const parents = new Int32Array(grid.rows.length);
    for (const [record, place] of places.entries()) parents.fill(place, starts[record], starts[record + 1]);
    yield* readBatch({ file: batch.file, entity, grid, parents }, false, out);
  }
}
