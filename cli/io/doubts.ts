/** 疑点清单 and 字段对应 as files: written for a spreadsheet, and read back. */
import { textsOf } from "../../compiler/diagnostics/texts.js";
import type { Policy } from "../../compiler/ir/types.js";
import {
  ACTIONS,
  DOUBT_COLUMNS,
  type Doubt,
  entityName,
  fieldName,
  HIDDEN,
  MAPPING_COLUMNS,
  type MappedHeading,
} from "../../runtime/ingest/index.js";
import type { Language } from "./console.js";
import { csv } from "./csv.js";

/** Every doubt, decided or open. Fill in the decisions, and it is a settlement. Private values are not in it. */
export function doubtsCsv(doubts: readonly Doubt[], policy: Policy, lang: Language): string {
  const headings = Object.values(DOUBT_COLUMNS).map((c) => c[lang]);
  const rows = doubts.map((d) => {
    const texts = textsOf(d.message, lang);
    return [
      d.file,
      String(d.row),
      d.column ?? "",
      entityName(policy, d.entity)[lang],
      d.key ?? "",
      d.message.code,
      d.value ?? (d.column === null ? "" : HIDDEN),
      `${texts.title}${lang === "zh" ? "：" : ": "}${texts.body}`,
      d.offers.map((action) => ACTIONS[action][lang]).join(lang === "zh" ? "、" : ", "),
      d.decision === null ? "" : ACTIONS[d.decision.action][lang],
      // A value that is kept out of sight there is kept out of sight here.
      d.decision?.action !== "correct" ? "" : d.value === null && d.column !== null ? HIDDEN : d.decision.value,
      "",
    ];
  });
  return csv(null, headings, rows);
}

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
