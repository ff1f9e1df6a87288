/** 7xxx: versions and amendments. */
import { type Entry, entry } from "../entry.js";
import type { Words } from "./words.js";

type None = Record<string, never>;

export const versions = {
  P7001: entry<None>({
    severity: "error",
    title: { en: () => "In force from when?", zh: () => "未写施行日期" },
    body: { en: () => "A policy must say from which date it is in force.", zh: () => "政策必须写明自何日起施行。" },
    hint: {
      en: () => "Add `in force 2024-01-10`, with `to …` if it ends.",
      zh: () => "请加“施行 2024年1月10日”；有期限的写“至……”。",
    },
  }),
  P7002: entry<{ policy: string; version: string }>({
    severity: "error",
    title: { en: () => "Amended version not found", zh: () => "找不到被修订的版本" },
    body: {
      en: (p) => `There is no version "${p.version}" of \`${p.policy}\` to amend.`,
      zh: (p) => `没有“${p.policy}”的“${p.version}”版本可供修订。`,
    },
    hint: { en: () => "Put that version's file beside this one.", zh: () => "请把该版本的文件放在旁边。" },
  }),
  P7003: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "The figure is another one now", zh: () => "原数与现行规定不符" },
    body: {
      en: (p) =>
        `\`change ${p.name}\` names a present figure that the amended version does not have, or a new one in another unit.`,
      zh: (p) => `“调整 ${p.name}”所写的原数与被修订版本不符，或新数的单位不同。`,
    },
    hint: {
      en: () => "Check the figure after `from` against the amended version.",
      zh: () => "请对照被修订版本核对“原为”后的数。",
    },
  }),
  P7004: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "Nothing to repeal", zh: () => "没有可废止的条款" },
    body: {
      en: (p) => `The amended version has no clause \`${p.name}\`.`,
      zh: (p) => `被修订版本没有条款“${p.name}”。`,
    },
  }),
  P7006: entry<{ from: string; to: string }>({
    severity: "error",
    title: { en: () => "In force for no day", zh: () => "施行期限颠倒" },
    body: {
      en: (p) => `The version ends on ${p.to}, before it begins on ${p.from}.`,
      zh: (p) => `有效期截止${p.to}，早于施行日期${p.from}。`,
    },
  }),
  P7007: entry<{ name: Words }>({
    severity: "note",
    title: { en: () => "New in this amendment", zh: () => "本次修订新增" },
    body: {
      en: (p) => `\`${p.name.en}\` is not in the amended version: it is added.`,
      zh: (p) => `被修订版本没有“${p.name.zh}”，本次为新增条款。`,
    },
  }),
  P7008: entry<None>({
    severity: "error",
    title: { en: () => "Which version?", zh: () => "未写版本" },
    body: {
      en: () => "A policy must name its version, so that results can be traced to it.",
      zh: () => "政策必须写明版本，结果才能对应到它。",
    },
    hint: { en: () => 'Add `version "2024.1"`.', zh: () => "请加“版本 “2024.1””。" },
  }),
  P7009: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "Only a plain figure can be changed in words", zh: () => "只能调整单一数值" },
    body: {
      en: (p) => `\`${p.name}\` is not a parameter with one figure.`,
      zh: (p) => `“${p.name}”不是只有一个数值的参数。`,
    },
    hint: { en: () => "Write the whole clause anew under the same name.", zh: () => "请用同一名称重写整条。" },
  }),
  P7010: entry<{ policy: string; version: string }>({
    severity: "error",
    title: { en: () => "The amended version has mistakes", zh: () => "被修订的版本有误" },
    body: {
      en: (p) => `Version "${p.version}" of \`${p.policy}\` does not read without mistakes.`,
      zh: (p) => `“${p.policy}”的“${p.version}”版本存在错误。`,
    },
    hint: { en: () => "Mend that version first.", zh: () => "请先改正该版本。" },
  }),
} satisfies Record<`P7${string}`, Entry<never>>;
