/** 49xx: what a whole policy must have. */
import { type Entry, entry } from "../entry.js";
import type { Words } from "./words.js";

type None = Record<string, never>;

export const structure = {
  P4901: entry<None>({
    severity: "error",
    title: { en: () => "How is it rounded?", zh: () => "未写取整办法" },
    body: {
      en: () => "This policy pays money but does not say how an amount is rounded, so results could differ by a fen.",
      zh: () => "本政策涉及发放金额，但没有写明如何取整，结果可能相差一分。",
    },
    hint: {
      en: () => "Add `round half up to 0.01 yuan`, or what the office does.",
      zh: () => "请加“取整 四舍五入 至 0.01元”，或写明实际做法。",
    },
  }),
  P4902: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "Who gives way?", zh: () => "超出时如何处理" },
    body: {
      en: (p) => `The limit \`${p.name}\` covers many payees but does not say what happens when it is exceeded.`,
      zh: (p) => `限额“${p.name}”涉及多户，但没有写明超出时如何处理。`,
    },
    hint: {
      en: () => "Add `when exceeded` with report, refuse, pro rata or serve and an order.",
      zh: () => "请加“超出时”，并写提示、退回、按比例，或依次及其次序。",
    },
  }),
  P4903: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "Nothing is paid", zh: () => "没有写补多少" },
    body: {
      en: (p) => `The benefit \`${p.name}\` has conditions but no amount.`,
      zh: (p) => `奖补“${p.name}”只有条件，没有金额。`,
    },
    hint: { en: () => "Add `pay …`, or `condition → amount`.", zh: () => "请加“补 ……”，或写“条件 → 金额”。" },
  }),
  P4904: entry<{ name: Words }>({
    severity: "error",
    title: { en: () => "Paid out twice", zh: () => "重复拨付" },
    body: {
      en: (p) => `\`${p.name.en}\` is already paid out by another clause.`,
      zh: (p) => `“${p.name.zh}”已由另一条拨付。`,
    },
    hint: {
      en: () => "Name in each `pay out` the benefits that it covers.",
      zh: () => "请在每条拨付中写明各自的奖补。",
    },
  }),
} satisfies Record<`P49${string}`, Entry<never>>;
