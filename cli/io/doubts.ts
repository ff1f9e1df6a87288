/** 字段对应 as a file: written for a spreadsheet, and read back. */
import type { Policy } from "../../compiler/ir/types.js";
import { entityName, fieldName, MAPPING_COLUMNS, type MappedHeading } from "../../runtime/ingest/index.js";
import { csv } from "../../runtime/office/csv.js";
import type { Language } from "./console.js";

/** Which heading stands for which field; a blank field says that the column is not used. */
export function mappingCsv(mapping: readonly MappedHeading[], policy: Policy, lang: Language): string {
  const headings = Object.values(MAPPING_COLUMNS).map((c) => c[lang]);
  const rows = mapping.map(({ of, heading, field }) => [
    entityName(policy, of)[lang],
    heading,
    field === null ? "" : entityName(policy, field.entity)[lang],
    field === null ? "" : fieldName(policy, field.entity, field.id)[lang],
  ]);
  return csv(null, headings, rows);
}
