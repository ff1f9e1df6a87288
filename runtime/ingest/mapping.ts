/** 字段对应: which heading stands for which field, as it was found or as somebody wrote it down. */
import { type Diagnostic, diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import { label } from "./fold.js";
import { type Column, columnsOf, entityName, findEntity } from "./naming.js";
import { csvTable } from "./records.js";

/** One heading of one kind of file. */
export interface MappedHeading {
  /** The kind of row that the file holds. */
  readonly of: string;
  readonly heading: string;
  /** The field's entity (that of the rows, or of the persons among them) and id; null: the column is not used. */
  readonly field: { readonly entity: string; readonly id: string } | null;
}

/** What somebody wrote down. */
export type Mapping = readonly MappedHeading[];

export const MAPPING_COLUMNS = {
  of: { en: "file of", zh: "名册" },
  heading: { en: "heading", zh: "列名" },
  entity: { en: "kind of row", zh: "对象" },
  field: { en: "field", zh: "字段" },
} as const;

export interface MappingReading {
  /** null: the file cannot be used. */
  readonly mapping: Mapping | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A blank field says that the column is not used. Names may be ids, Chinese names, labels or aliases. */
export function readMapping(path: string, text: string, policy: Policy): MappingReading {
  const place = (row: number | null, column: string | null): Place => ({ kind: "cell", file: path, row, column });
  const spelled = (id: keyof typeof MAPPING_COLUMNS) => [MAPPING_COLUMNS[id].en, MAPPING_COLUMNS[id].zh].map(label);
  const ids = Object.keys(MAPPING_COLUMNS) as (keyof typeof MAPPING_COLUMNS)[];
  const table = csvTable(text, (h) => ids.some((id) => spelled(id).includes(label(h))));
  const fail = (detail: { en: string; zh: string }): MappingReading => ({
    mapping: null,
    diagnostics: [diagnostic("P6002", place(null, null), { detail })],
  });
  if ("en" in table) return fail(table);
  const [of, heading, entity, field] = ids.map((id) => table.headings.find((h) => spelled(id).includes(label(h))));
  if (of === undefined || heading === undefined || field === undefined) {
    return fail({
      en: "A mapping has the columns `file of`, `heading`, `kind of row` and `field`.",
      zh: "字段对应表应有“名册”“列名”“对象”“字段”各列。",
    });
  }
  const diagnostics: Diagnostic[] = [];
  const mapping: MappedHeading[] = [];
  for (const line of table.records) {
    const cell = (name: string | undefined) => (name === undefined ? "" : (line.cells.get(name) ?? "").trim());
    const rows = findEntity(policy, cell(of));
    const owner = cell(entity) === "" ? rows : findEntity(policy, cell(entity));
    const name = cell(field);
    const found = owner && name !== "" ? columnNamed(policy, owner, name) : null;
    if (!rows || !owner || (name !== "" && !found)) {
      const unknown = rows && owner ? name : rows ? cell(entity) : cell(of);
      const known =
        rows && owner
          ? columnsOf(policy, owner).map((c) => c.name)
          : policy.entities.map((e) => entityName(policy, e.id));
      diagnostics.push(diagnostic("P6027", place(line.row, heading), { heading: cell(heading), name: unknown, known }));
      continue;
    }
    mapping.push({
      of: rows.id,
      heading: cell(heading),
      field: found ? { entity: owner.id, id: found.id } : null,
    });
  }
  return { mapping: diagnostics.length > 0 ? null : mapping, diagnostics };
}

function columnNamed(policy: Policy, entity: EntityDef, name: string): Column | undefined {
  return columnsOf(policy, entity).find((c) => c.id === name || c.spellings.includes(label(name)));
}

/**
 * The columns of an entity in a file of `of`, with what was written down: a heading that is mapped stands for its field
 * alone, and one that is not used for none.
 */
export function mappedColumns(policy: Policy, entity: EntityDef, of: string, mapping: Mapping): Column[] {
  const here = mapping.filter((m) => m.of === of);
  if (here.length === 0) return columnsOf(policy, entity);
  const taken = new Set(here.map((m) => label(m.heading)));
  return columnsOf(policy, entity).map((column) => {
    const own = here.filter((m) => m.field?.entity === entity.id && m.field.id === column.id);
    return {
      ...column,
      spellings: [...column.spellings.filter((s) => !taken.has(s)), ...own.map((m) => label(m.heading))],
      refused: [...taken],
    };
  });
}
