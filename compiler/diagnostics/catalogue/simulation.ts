/** 51xx: what a scenario asks of a policy and a roster. */
import { type Entry, entry } from "../entry.js";
import { list, type Words } from "./words.js";

const known = (all: readonly Words[], lang: "en" | "zh"): string =>
  all.length === 0 ? "" : lang === "en" ? ` There are: ${list(all).en}.` : `可用的有：${list(all).zh}。`;

export const simulation = {
  P5101: entry<{ name: string; known: readonly Words[] }>({
    severity: "error",
    title: { en: () => "No such number in the policy", zh: () => "政策中没有这个数" },
    body: {
      en: (p) =>
        `\`${p.name}\` names no number of this policy and no value that it leaves to others, so nothing was simulated.${known(p.known, "en")}`,
      zh: (p) => `“${p.name}”既不是本政策中的数，也不是授权确定的数值，因此没有测算。${known(p.known, "zh")}`,
    },
    hint: {
      en: () => "Write the name of a `param`, or `clause#2` for the second number of a clause.",
      zh: () => "请写参数的名称；条款中的第二个数写作“条款#2”。",
    },
  }),
  P5102: entry<{ name: Words; value: string; low: string | null; high: string | null; whole: boolean }>({
    severity: "error",
    title: { en: () => "A value that the policy does not allow", zh: () => "数值不在政策允许的范围内" },
    body: {
      en: (p) =>
        `${p.name.en} was set to ${p.value}. The policy allows ${p.whole ? "whole numbers from" : "from"} ${p.low ?? "any"} to ${p.high ?? "any"}. Nothing was simulated.`,
      zh: (p) =>
        `${p.name.zh}设为 ${p.value}，政策允许的是 ${p.low ?? "不限"} 至 ${p.high ?? "不限"}${p.whole ? "的整数" : ""}，因此没有测算。`,
    },
    hint: { en: () => "Choose a value within these bounds.", zh: () => "请在此范围内取值。" },
  }),
  P5103: entry<{ what: Words; value: string }>({
    severity: "error",
    title: { en: () => "A share must lie between 0 and 1", zh: () => "比例须在 0 与 1 之间" },
    body: {
      en: (p) =>
        `The take-up of ${p.what.en} is given as ${p.value}, which is no share of payees. Nothing was simulated.`,
      zh: (p) => `${p.what.zh}的申报比例为 ${p.value}，不是 0 至 1 之间的数，因此没有测算。`,
    },
    hint: { en: () => "Write `0.85` for 85 percent.", zh: () => "85% 请写作 0.85。" },
  }),
  P5104: entry<{ entity: string; field: string; why: "unknown" | "notNumber" | "absent" | "factor" }>({
    severity: "error",
    title: { en: () => "A field that cannot grow", zh: () => "无法按此增减的字段" },
    body: {
      en: (p) =>
        `\`${p.entity}.${p.field}\` was to be multiplied, but ${{ unknown: "the policy has no such field", notNumber: "it is no number", absent: "the roster has no such column", factor: "the factor is no number from 0 up" }[p.why]}. Nothing was simulated.`,
      zh: (p) =>
        `要求按比例增减“${p.entity}.${p.field}”，但${{ unknown: "政策中没有该字段", notNumber: "该字段不是数", absent: "花名册中没有该列", factor: "给出的倍数不是 0 以上的数" }[p.why]}，因此没有测算。`,
    },
    hint: {
      en: () => "Write a number field of the roster and a factor such as `1.05`.",
      zh: () => "请写花名册中的数值字段，以及 1.05 这样的倍数。",
    },
  }),
  P5105: entry<{ field: Words; rows: number; low: string | null; high: string | null }>({
    severity: "warning",
    title: { en: () => "Values kept within the field's bounds", zh: () => "部分数值按字段上下限保留" },
    body: {
      en: (p) =>
        `After the growth of ${p.field.en}, ${p.rows} values would lie outside ${p.low ?? "any"} to ${p.high ?? "any"}. They were kept at the nearest bound, so the total rests on a little less than the full change.`,
      zh: (p) =>
        `${p.field.zh}按比例增减后，有 ${p.rows} 个数值超出 ${p.low ?? "不限"} 至 ${p.high ?? "不限"}，已取最近的上下限；合计因此与按全部变化测算的略有出入。`,
    },
  }),
  P5106: entry<{ name: string; known: readonly Words[] }>({
    severity: "error",
    title: { en: () => "No such field to group by", zh: () => "没有可供分组的字段" },
    body: {
      en: (p) =>
        `\`${p.name}\` is no field of those who are paid, so payees cannot be told apart by it.${known(p.known, "en")}`,
      zh: (p) => `享受对象没有“${p.name}”这一字段，无法据此分组。${known(p.known, "zh")}`,
    },
    hint: { en: () => "Name a column of the roster.", zh: () => "请写花名册中的列名。" },
  }),
  P5107: entry<{ name: string; known: readonly Words[] }>({
    severity: "error",
    title: { en: () => "No such benefit", zh: () => "没有这个奖补项目" },
    body: {
      en: (p) => `\`${p.name}\` is no benefit of this policy. Nothing was simulated.${known(p.known, "en")}`,
      zh: (p) => `本政策没有“${p.name}”这一奖补项目，因此没有测算。${known(p.known, "zh")}`,
    },
  }),
  P5108: entry<{ where: string; problem: Words }>({
    severity: "error",
    title: { en: () => "A scenario that cannot be read", zh: () => "测算方案无法读取" },
    body: {
      en: (p) => `${p.where === "" ? "The file" : `\`${p.where}\``}: ${p.problem.en}. The scenario was not simulated.`,
      zh: (p) => `${p.where === "" ? "文件" : `“${p.where}”`}：${p.problem.zh}。该方案没有测算。`,
    },
    hint: {
      en: () => "`fen simulate --help` shows what a scenario holds.",
      zh: () => "`fen simulate --help` 列出测算方案的写法。",
    },
  }),
} satisfies Record<`P51${string}`, Entry<never>>;
