/** What changes, groups and states are called in a report. */
import type { Policy } from "../../compiler/ir/types.js";
import { fieldName, type Named } from "../../runtime/ingest/index.js";
import { becauseWords, type Conditions, nameOf } from "../../runtime/office/words.js";
import type { Because } from "../../runtime/run.js";
import {
  addressWords,
  type Change,
  type ComparedBy,
  type Dimension,
  NOT_APPLIED,
} from "../../runtime/simulate/index.js";
import type { Language } from "../io/console.js";

/** Why a clause leaves a row out. */
export function causeWords(because: Because, conditions: Conditions): Named {
  if (because.reason === NOT_APPLIED) return { en: "does not apply (assumed take-up)", zh: NOT_APPLIED };
  return becauseWords(because, conditions);
}

const KIND: Readonly<Record<Change["kind"], Named>> = {
  roster: { en: "roster", zh: "花名册" },
  growth: { en: "growth of the roster", zh: "名册增减" },
  date: { en: "date", zh: "测算日期" },
  takeUp: { en: "take-up", zh: "申报比例" },
  header: { en: "period, rounding or order", zh: "施行期、取整或次序" },
  clause: { en: "clause", zh: "条款" },
  number: { en: "number", zh: "数值" },
  parameter: { en: "value set by others", zh: "授权确定的数值" },
  reading: { en: "reading", zh: "口径" },
  entered: { en: "assumed amount", zh: "核定金额假设" },
};

/** `clause 粮食标准: 300 → 350`. */
export function changeWords(change: Change, before: Policy, after: Policy, lang: Language): string {
  const kind = KIND[change.kind][lang];
  const name = whatWords(change, before, after)[lang];
  const value = (text: string | null) =>
    change.kind === "reading" ? readingName(after, change.what, text, lang) : text;
  const [from, to] = [value(change.from), value(change.to)];
  const move = from === null && to === null ? "" : `${lang === "zh" ? "：" : ": "}${from ?? "—"} → ${to ?? "—"}`;
  return `${kind}${name === "" ? "" : ` ${name}`}${move}`;
}

function whatWords(change: Change, before: Policy, after: Policy): Named {
  if (change.what === "") return { en: "", zh: "" };
  const id = change.kind === "clause" ? change.what.replace(/^\S+ /, "") : change.what;
  const policy = after.about[id] ? after : before;
  return change.kind === "number" ? addressWords(policy, id) : nameOf(policy, id);
}

function readingName(policy: Policy, question: string, reading: string | null, lang: Language): string | null {
  if (reading === null) return null;
  return policy.about[`${question}.${reading}`]?.[lang] ?? reading;
}

/** The heading of a table by groups. */
export function dimensionWords(
  policy: Policy,
  by: Pick<ComparedBy, "entity" | "field" | "dimension">,
  lang: Language,
): string {
  const name = fieldName(policy, by.entity, by.field)[lang];
  return lang === "zh" ? `按${name}${partsZh(by.dimension)}` : `By ${name}${partsEn(by.dimension)}`;
}

function partsZh(dimension: Dimension): string {
  if (dimension.kind === "parts") return `分${dimension.parts}组（数值相同的同组，未填的另列）`;
  return dimension.kind === "bands" ? "分档" : "";
}

function partsEn(dimension: Dimension): string {
  if (dimension.kind === "parts") return ` in ${dimension.parts} parts (equal values together, blanks apart)`;
  return dimension.kind === "bands" ? " in bands" : "";
}
