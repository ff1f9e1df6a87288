/**
 * Roster files → rows of a policy's entities. No row vanishes: each one is in the roster, or in `refused` with a
 * diagnostic that says why; titles and totals are noted. Whatever would make every result wrong (a missing column, a
 * unit that does not convert) leaves no roster at all.
 */
import { type Diagnostic, diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import { severityOf } from "../../compiler/diagnostics/texts.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Roster } from "../roster.js";
import {
  type Batch,
  type Collected,
  type Doubt,
  type EntityRows,
  fileOf,
  type Joining,
  type Reading,
  type RefusedRow,
  refuse,
  rowsOf,
} from "./collected.js";
import { demandColumns } from "./demands.js";
import { raise } from "./doubts.js";
import { label } from "./fold.js";
import { findColumn, type Headings, mapHeadings } from "./headings.js";
import { holdsIdentities } from "./identity.js";
import { plainKey, readLine } from "./lines.js";
import { type MappedHeading, type Mapping, mappedColumns } from "./mapping.js";
import { type Column, entityName, fieldName, findEntity, type Named, rootEntity, spellings } from "./naming.js";
import { childOf, type Grouped, groupRows } from "./persons.js";
import { isRead, readsOf } from "./reads.js";
import { csvTable, jsonTables, type Line, NONE_SKIPPED, type Table } from "./records.js";
import { NO_SETTLEMENT, type Settlement, unused } from "./settlement.js";
import { leaveOpen } from "./stray.js";
import type { UnitWords } from "./units.js";

export interface RosterFile {
  /** As people know it, for messages. */
  readonly path: string;
  readonly format: "csv" | "json";
  readonly text: string;
  /** What its rows are; null: households, or whatever the policy pays at the root. */
  readonly entity: string | null;
}

export interface RosterReading {
  /** null: something is wrong that concerns every row. */
  readonly roster: Roster | null;
  readonly refused: readonly RefusedRow[];
  readonly diagnostics: readonly Diagnostic[];
  /** 疑点清单: everything that was in doubt, decided or open, in the order of the files. */
  readonly doubts: readonly Doubt[];
  /** Which heading stood for which field. */
  readonly mapping: readonly MappedHeading[];
}

export interface RosterOptions {
  readonly settlement?: Settlement;
  readonly mapping?: Mapping;
}

export function readRoster(
  files: readonly RosterFile[],
  policy: Policy,
  units: UnitWords,
  options: RosterOptions = {},
): RosterReading {
  const reader = new Map<string, EntityRows>();
  const out: Collected = {
    policy,
    units,
    reads: readsOf(policy),
    rows: reader,
    diagnostics: [],
    refused: [],
    settlement: options.settlement ?? NO_SETTLEMENT,
    doubts: [],
    mapping: options.mapping ?? [],
    found: [],
    fatal: false,
  };
  const batches = inOrder(
    files.flatMap((file) => batchesOf(file, out)),
    out,
  );
  for (const { batch, adds } of batches) readBatch(batch, adds, out);
  demandColumns(out, files[0]?.path ?? "");
  noteSettlement(out);
  const roster: Roster = {
    entities: Object.fromEntries([...reader].map(([id, rows]) => [id, rows.rows])),
    columns: Object.fromEntries([...reader].map(([id, rows]) => [id, [...rows.columns]])),
  };
  const { refused, doubts, found: mapping } = out;
  if (!out.fatal) return { roster, refused, diagnostics: out.diagnostics, doubts, mapping };
  // Notes are about a run that does not take place.
  const errors = out.diagnostics.filter((d) => severityOf(d) === "error");
  return { roster: null, refused, diagnostics: errors, doubts, mapping };
}

/**
 * Parents first, so that a child's parent can be looked up; of one entity, the files that say most first. A file that lacks
 * more of what the policy must know than another one does adds to that one's rows.
 */
function inOrder(batches: readonly Batch[], out: Collected): { readonly batch: Batch; readonly adds: boolean }[] {
  const { policy, reads } = out;
  const lacking = ({ entity, table }: Batch): number => {
    const columns = mappedColumns(policy, entity, entity.id, out.mapping);
    const there = new Set(table.headings.flatMap((h) => findColumn(h, columns)?.column.id ?? []));
    const must = entity.fields.filter((f) => f.blank === null && !f.optional && isRead(f.id, entity, reads));
    return must.filter((f) => !there.has(f.id)).length;
  };
  const ranked = batches.map((batch) => {
    const columns = mappedColumns(policy, batch.entity, batch.entity.id, out.mapping);
    const keyed = batch.table.headings.some((h) => isKey(h, batch.entity, columns, out));
    const persons = childOf(policy, batch.entity, batch.table.headings, out.mapping) !== null;
    // A register of people comes before a form about some of them, and a form without keys comes last.
    const rank = (keyed ? 0 : 2) + (persons ? 0 : 1);
    return { batch, depth: depth(policy, batch.entity), rank, lacking: lacking(batch) };
  });
  type Ranked = (typeof ranked)[number];
  const before = (a: Ranked, b: Ranked) => a.depth - b.depth || a.rank - b.rank || a.lacking - b.lacking;
  return ranked.sort(before).map((one) => {
    const others = ranked.filter((other) => other.batch.entity === one.batch.entity);
    return { batch: one.batch, adds: one.lacking > 0 && others.some((other) => before(other, one) < 0) };
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
    const below = policy.entities.filter((e) => e.within === entity.id);
    const own = mappedColumns(policy, entity, entity.id, out.mapping);
    const columns = [
      ...own,
      ...parentColumn(entity, out),
      // Rows of persons repeat their household's fields: see persons.ts.
      ...below.flatMap((child) => mappedColumns(policy, child, entity.id, out.mapping)),
    ];
    const table = csvTable(
      file.text,
      (heading) => findColumn(heading, columns) !== null,
      (heading) => isKey(heading, entity, own, out),
    );
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

function readBatch(given: Batch, adds: boolean, out: Collected): void {
  const { policy, units } = out;
  const batch = given.parents === null ? grouped(given, out) : given;
  const { entity, table } = batch;
  const entry = rowsOf(out, entity, batch.file);
  const own = mappedColumns(
    policy,
    entity,
    batch.parents === null ? entity.id : (entity.within ?? entity.id),
    out.mapping,
  );
  const above = batch.parents === null ? parentColumn(entity, out) : [];
  // A child's own field comes before its parent's key.
  const parentHeading = table.headings.find((h) => !findColumn(h, own) && findColumn(h, above)) ?? null;
  const rest = table.headings.filter((h) => h !== parentHeading);
  const headings = mapHeadings(rest, own, policy, entity.id, entity.key, units);
  noteHeadings(batch, headings, parentHeading, out);
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
  const joining: Joining = { adds, identity: identityOf(headings, table) };
  if (out.fatal) return;

  const reading: Reading = {
    batch,
    headings,
    parentHeading,
    joining,
    entry,
    words: new Map(),
    byIdentity: [],
    stray: [],
  };
  const nested: { readonly parent: string; readonly line: Line }[] = [];
  for (const { row, cells } of table.overlong) overlong(batch, row, cells, out);
  for (const line of table.records) {
    const key = readLine(line, reading, out);
    if (line.nested.size === 0) continue;
    if (key !== null) nested.push({ parent: key, line });
    else refuseNested(batch, line, out);
  }
  for (const w of reading.words.values()) {
    out.diagnostics.push(diagnostic("P6015", fileOf(batch.file), w));
  }
  noteJoined(reading, out);
  leaveOpen(reading, out);
  readNested(batch, nested, out);
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
    message: diagnostic("P6016", place, { cells, columns: batch.table.headings.length }),
  });
  if (decision === null) refuse(out, batch, row, null, "P6016");
}

/** What stands below a row that was left out goes with it; the row's own message says why. */
function refuseNested(batch: Batch, line: Line, out: Collected): void {
  const own = out.refused.findLast((r) => r.file === batch.file && r.row === line.row);
  // A row that somebody decided to leave out is on the list of doubts, with all that is below it.
  if (!own) return;
  for (const [name, lines] of line.nested) {
    const entity = findEntity(out.policy, name);
    if (!entity) continue;
    for (const child of lines) {
      out.refused.push({ file: batch.file, row: child.row, entity: entity.id, key: own.key, code: own.code });
    }
  }
}

// ---------------------------------------------------------------- rows of persons, identity numbers

/** A table of persons as one of households with their persons below them; any other table as it is. */
function grouped(batch: Batch, out: Collected): Batch {
  const { policy, units } = out;
  const { entity, table } = batch;
  const child = childOf(policy, entity, table.headings, out.mapping);
  if (!child || table.records.some((line) => line.nested.size > 0)) return batch;
  const own = mappedColumns(policy, entity, entity.id, out.mapping);
  const ofHousehold = mapHeadings(table.headings, own, policy, entity.id, entity.key, units);
  const keyHeading = ofHousehold.mapped.find((m) => m.column.id === entity.key)?.heading;
  if (keyHeading === undefined) return batch;
  const columns = mappedColumns(policy, child, entity.id, out.mapping);
  const isChild = (h: string) => !findColumn(h, own) && findColumn(h, columns) !== null;
  const result: Grouped = groupRows(
    table,
    ofHousehold.mapped,
    table.headings.filter(isChild),
    child,
    keyHeading,
    (line) => plainKey(line.cells.get(keyHeading)),
    units,
  );
  out.diagnostics.push(
    diagnostic("P6028", fileOf(batch.file), {
      rows: result.rows,
      groups: result.table.records.length,
      child: entityName(policy, child.id),
      parent: entityName(policy, entity.id),
      key: keyHeading,
    }),
  );
  noteConflicts(batch, result.table, ofHousehold, out);
  return { ...batch, table: result.table };
}

/** Fields that nothing here depends on: the head's row speaks, and that is said once for each field. */
function noteConflicts(batch: Batch, table: Table, headings: Headings, out: Collected): void {
  const identity = identityOf(headings, table);
  for (const { heading, column } of headings.mapped) {
    if (column.field === null || isRead(column.id, batch.entity, out.reads)) continue;
    if (identity?.heading === heading) continue;
    const rows = table.records.flatMap((line) => [...(line.conflicts?.get(heading) ?? [])]);
    if (rows.length === 0) continue;
    const place: Place = { kind: "cell", file: batch.file, row: null, column: heading };
    out.diagnostics.push(diagnostic("P6023", place, { field: column.name, rows }));
  }
}

/** The column with the rows' identity numbers: private text, most of whose cells look like such numbers. */
function identityOf(headings: Headings, table: Table): Joining["identity"] {
  const found = headings.mapped.find(
    ({ heading, column, cell }) =>
      column.field?.private === true &&
      cell.type.kind === "text" &&
      holdsIdentities(table.records.map((line) => line.cells.get(heading))),
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
  if (batch.table.headingRows.length > 0 && batch.parents === null) {
    out.diagnostics.push(diagnostic("P6030", at(null), { rows: batch.table.headingRows }));
  }
  for (const kind of ["title", "total", "note"] as const) {
    const rows = batch.table.skipped[kind];
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
    const table: Table = { headings, records, headingRows: [], skipped: NONE_SKIPPED, overlong: [] };
    readBatch({ file: batch.file, entity, table, parents }, false, out);
  }
}
