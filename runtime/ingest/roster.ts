/**
 * Roster files → rows of a policy's entities. No row vanishes: each one is in the roster, or in `refused` with a
 * diagnostic that says why; titles and totals are noted. Whatever would make every result wrong (a missing column, a
 * unit that does not convert) leaves no roster at all.
 */
import { type Diagnostic, diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import { severityOf } from "../../compiler/diagnostics/texts.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Roster } from "../roster.js";
import { type Batch, type Collected, type EntityRows, fileOf, type RefusedRow, refuse, rowsOf } from "./collected.js";
import { demandColumns } from "./demands.js";
import { findColumn, type Headings, mapHeadings } from "./headings.js";
import { readLine, type Words } from "./lines.js";
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
import { readsOf } from "./reads.js";
import { csvTable, jsonTables, type Line } from "./records.js";
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

  const words = new Map() as Words;
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
