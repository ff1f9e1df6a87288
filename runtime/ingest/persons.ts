/**
 * Files with one row for each person and the household's fields repeated, as the national system exports them: rows →
 * households with their persons below them. The same for any rows below another that repeat what stands above.
 */
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import { readCell } from "./cell.js";
import { label } from "./fold.js";
import { findColumn, type Mapped } from "./headings.js";
import { type Mapping, mappedColumns } from "./mapping.js";
import type { Column } from "./naming.js";
import type { Line, Table } from "./records.js";
import { shownCell } from "./same.js";
import type { UnitWords } from "./units.js";

export interface Grouped {
  readonly table: Table;
  readonly child: EntityDef;
  readonly keyHeading: string;
  readonly rows: number;
}

/** The kind of rows that a table of `entity` really holds: one below it whose own key stands beside the entity's. */
export function childOf(
  policy: Policy,
  entity: EntityDef,
  headings: readonly string[],
  mapping: Mapping,
): EntityDef | null {
  const own = mappedColumns(policy, entity, entity.id, mapping);
  const has = (columns: readonly Column[], key: string | null) =>
    key !== null && headings.some((h) => findColumn(h, columns)?.column.id === key);
  if (!has(own, entity.key)) return null;
  const children = policy.entities.filter((e) => e.within === entity.id && e.key !== null);
  const found = children.flatMap((child) => {
    const columns = mappedColumns(policy, child, entity.id, mapping);
    const left = headings.filter((h) => !findColumn(h, own));
    if (!has(columns, child.key)) return [];
    return [{ child, hits: left.filter((h) => findColumn(h, columns)).length }];
  });
  return found.sort((a, b) => b.hits - a.hits)[0]?.child ?? null;
}

/** Whose row speaks for all: the head of the household. */
const HEAD = new Set(["户主", "本人", "householder", "head"]);

/**
 * One line for each key, in the order in which keys first come. A field that is the same in every row of the household, or
 * stands in some of them only, is the household's; where rows differ, the head's row speaks and the line says so.
 * Rows whose key is blank or ruined stay lines of their own, so that they are refused by name.
 */
export function groupRows(
  table: Table,
  own: readonly Mapped[],
  childHeadings: readonly string[],
  child: EntityDef,
  keyHeading: string,
  keyOf: (line: Line) => string | null,
  units: UnitWords,
): Grouped {
  const groups = new Map<string, Line[]>();
  const order: Line[][] = [];
  for (const line of table.records) {
    const key = keyOf(line);
    const group = key === null ? undefined : groups.get(key);
    if (group) {
      group.push(line);
      continue;
    }
    const fresh = [line];
    order.push(fresh);
    if (key !== null) groups.set(key, fresh);
  }
  const isChild = new Set(childHeadings);
  const records = order.map((lines): Line => {
    const head =
      lines.find((line) => childHeadings.some((h) => HEAD.has(label(line.cells.get(h) ?? "")))) ?? (lines[0] as Line);
    const cells = new Map<string, string | null>();
    const conflicts = new Map<string, readonly number[]>();
    for (const heading of table.headings) {
      if (isChild.has(heading)) continue;
      const mapped = own.find((m) => m.heading === heading);
      const says = (line: Line) => (mapped ? meaning(line, mapped, units) : label(line.cells.get(heading) ?? ""));
      const written = lines.filter((line) => says(line) !== "");
      const speaks = written.includes(head) ? head : (written[0] ?? head);
      const cell = speaks.cells.get(heading) ?? "";
      cells.set(heading, heading === keyHeading ? (keyOf(head) ?? cell) : cell);
      if (!mapped || heading === keyHeading) continue;
      const differing = written.filter((line) => says(line) !== says(speaks));
      if (differing.length > 0)
        conflicts.set(
          heading,
          differing.map((line) => line.row),
        );
    }
    const persons = lines.map(
      (line): Line => ({
        row: line.row,
        cells: new Map(childHeadings.map((h) => [h, line.cells.get(h) ?? ""])),
        nested: new Map(),
      }),
    );
    return { row: head.row, cells, nested: new Map([[child.id, persons]]), conflicts };
  });
  return {
    table: { ...table, headings: table.headings.filter((h) => !isChild.has(h)), records },
    child,
    keyHeading,
    rows: table.records.length,
  };
}

/** What a cell says, however it is written: `3亩`, `３` and `3.0` are the same; "" where it says nothing, as 无 does. */
function meaning(line: Line, { heading, cell }: Mapped, units: UnitWords): string {
  const raw = line.cells.get(heading) ?? "";
  if (cell.type.kind === "text") return label(raw);
  const read = readCell(raw, cell, units);
  if (read.kind === "nothing") return "";
  return read.kind === "value" ? shownCell(read.value) : label(raw);
}
