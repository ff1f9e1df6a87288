/** 疑点清单: what the roster leaves in doubt, each with its place and what may be decided about it. */
import { textsOf } from "../../compiler/diagnostics/texts.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Lang } from "../explain/bilingual.js";
import { ACTIONS, DOUBT_COLUMNS, type Doubt, entityName, HIDDEN } from "../ingest/index.js";
import { csv } from "./csv.js";
import { type FormInput, footOf, titled } from "./form.js";
import type { Sheet, SheetColumn } from "./sheet.js";

/** A doubt as its list has it, in the order of DOUBT_COLUMNS. Private values are not in it. */
export function doubtCells(doubt: Doubt, policy: Policy, lang: Lang): readonly string[] {
  const texts = textsOf(doubt.message, lang);
  const { decision } = doubt;
  return [
    doubt.file,
    String(doubt.row),
    doubt.column ?? "",
    entityName(policy, doubt.entity)[lang],
    doubt.key ?? "",
    doubt.message.code,
    doubt.value ?? (doubt.column === null ? "" : HIDDEN),
    `${texts.title}${lang === "zh" ? "：" : ": "}${texts.body}`,
    doubt.offers.map((action) => ACTIONS[action][lang]).join(lang === "zh" ? "、" : ", "),
    decision === null ? "" : ACTIONS[decision.action][lang],
    // A value that is kept out of sight there is kept out of sight here.
    decision?.action !== "correct" ? "" : doubt.value === null && doubt.column !== null ? HIDDEN : decision.value,
    "",
  ];
}

/** Every doubt, decided or open. Fill in the decisions, and it is a settlement. Private values are not in it. */
export function doubtsCsv(doubts: readonly Doubt[], policy: Policy, lang: Lang): string {
  const headings = Object.values(DOUBT_COLUMNS).map((c) => c[lang]);
  const rows = doubts.map((d) => doubtCells(d, policy, lang));
  return csv(null, headings, rows);
}

const WIDTHS: Partial<Readonly<Record<keyof typeof DOUBT_COLUMNS, number>>> = { file: 24, row: 8 };

export function doubtsSheet(input: FormInput, doubts: readonly Doubt[]): Sheet {
  const { policy, lang } = input;
  const keys = Object.keys(DOUBT_COLUMNS) as (keyof typeof DOUBT_COLUMNS)[];
  const columns: SheetColumn[] = keys.map((id) => ({
    id,
    heading: DOUBT_COLUMNS[id],
    kind: id === "row" ? "count" : "text",
    width: WIDTHS[id] ?? 18,
  }));
  const open = doubts.filter((d) => d.decision === null).length;
  return {
    name: lang === "zh" ? "疑点清单" : "Doubts",
    title: titled(input, { en: "doubtful rows and cells", zh: "疑点清单" }),
    above: [
      lang === "zh"
        ? `共 ${doubts.length} 条，其中 ${open} 条尚未处理`
        : `${doubts.length} in all, ${open} of them still open`,
    ],
    columns,
    rows: doubts.map((d) => ({ kind: "row", cells: doubtCells(d, policy, lang) })),
    foot: footOf(input),
    landscape: true,
  };
}
