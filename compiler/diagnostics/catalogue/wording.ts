/** 4007–4019: a clause beside the sentence that it quotes. */
import { type Entry, entry } from "../entry.js";
import { list, type Words } from "./words.js";

/** How much of a quotation a sentence can hold: the quotation itself is shown above it. */
const LONG = 36;

/** The part of a long quotation that a word or phrase stands in, between commas; a short one whole. */
function around(quote: string, phrase: string): string {
  const at = quote.indexOf(phrase);
  if (quote.length <= LONG || at < 0) return quote;
  const before = quote.slice(0, at);
  const start = Math.max(...["，", "。", "；", "、", ",", ";"].map((mark) => before.lastIndexOf(mark))) + 1;
  const ends = [...quote.slice(at + phrase.length).matchAll(/[，。；、,;]/g)].map((m) => at + phrase.length + m.index);
  const end = ends[0] ?? quote.length;
  return `${start > 0 ? "…" : ""}${quote.slice(start, end)}${end < quote.length ? "…" : ""}`;
}

export const wording = {
  P4007: entry<{
    above: string;
    andAbove: string;
    inclusive: Words;
    strict: Words;
    taken: Words | null;
    question: Words | null;
  }>({
    severity: "warning",
    title: { en: () => "“以上” beside “及以上”", zh: () => "“以上”与“及以上”混用" },
    body: {
      en: (p) =>
        `One sentence writes “${p.andAbove}” and “${p.above}”. By the Civil Code, art. 1259, “以上” includes the number: ${p.inclusive.en}. Beside “及以上” it can also be read as ${p.strict.en}.${p.taken ? ` This version takes ${p.taken.en}.` : ""}`,
      zh: (p) =>
        `同一句中“${p.andAbove}”与“${p.above}”写法不同。按民法典第1259条，“以上”含本数，即${p.inclusive.zh}；与“及以上”并用时也可理解为${p.strict.zh}。${p.taken ? `本版本采用${p.taken.zh}。` : ""}`,
    },
    hint: {
      en: (p) =>
        p.question ? `See the question \`${p.question.en}\`.` : "Write both readings as a `question` and take one.",
      zh: (p) => (p.question ? `见口径“${p.question.zh}”。` : "请把两种理解列为“口径”，并写明采用哪一种。"),
    },
  }),
  P4008: entry<{ quote: string; piece: string; nearest: string | null; source: string }>({
    severity: "error",
    title: { en: () => "Quotation not in the source", zh: () => "引文不在原文中" },
    body: {
      en: (p) => `“${p.piece}” is not in ${p.source}.${p.nearest ? ` The nearest passage is “${p.nearest}”.` : ""}`,
      zh: (p) => `${p.source}中没有“${p.piece}”。${p.nearest ? `最接近的是“${p.nearest}”。` : ""}`,
    },
    hint: {
      en: () => "Copy the sentence from the source; mark what is left out with `…`, and words of your own with `[ ]`.",
      zh: () => "请从原文复制；省略处用“…”，自己补的字用“[ ]”。",
    },
  }),
  P4009: entry<{ differences: readonly { quoted: string; found: string }[]; source: string; figure: boolean }>({
    severity: "warning",
    title: { en: () => "Quotation differs from the source", zh: () => "引文与原文略有出入" },
    body: {
      en: (p) =>
        `${p.differences.map((d) => `The quotation has “${d.quoted}” where ${p.source} has “${d.found}”.`).join(" ")}${p.figure ? " A figure differs, so the amount may too." : ""}`,
      zh: (p) =>
        `${p.differences.map((d) => `引文作“${d.quoted}”，${p.source}作“${d.found}”。`).join("")}${p.figure ? "其中有数字不同，可能影响金额。" : ""}`,
    },
    hint: { en: () => "Correct the quotation if the source is right.", zh: () => "如原文无误，请更正引文。" },
  }),
  P4010: entry<{ word: string; quote: string }>({
    severity: "warning",
    title: { en: () => "An open word without a rule", zh: () => "弹性用语没有对应规则" },
    body: {
      en: (p) =>
        `“${p.word}” in “${around(p.quote, p.word)}” leaves something open, and the clause says nothing about it. Whoever applies it would have to decide alone.`,
      zh: (p) => `“${around(p.quote, p.word)}”中的“${p.word}”留有余地，而本条没有相应规则，执行时只能自行掌握。`,
    },
    hint: {
      en: (p) => OPEN_HINT[openKind(p.word)].en,
      zh: (p) => OPEN_HINT[openKind(p.word)].zh,
    },
  }),
  P4011: entry<{ word: string; quote: string }>({
    severity: "warning",
    title: { en: () => "An average or a ceiling", zh: () => "是平均还是上限" },
    body: {
      en: (p) =>
        `“${p.word}” in “${p.quote}” can mean an average over all or a ceiling for each; the rule treats it as a ceiling for each. Under an average, single payees may get more.`,
      zh: (p) =>
        `“${p.quote}”中的“${p.word}”可指总体平均，也可指每户（人）上限；规则按每户（人）上限处理。若为平均，个别对象可以更高。`,
    },
    hint: {
      en: () => "Write both readings as a `question`, or a limit over the whole group for the average.",
      zh: () => "请列为“口径”并写明采用哪一种；如为平均，请写成总额限额。",
    },
  }),
  P4012: entry<{ list: string; threshold: string; quote: string }>({
    severity: "warning",
    title: { en: () => "Each, or together", zh: () => "各自达到还是合计达到" },
    body: {
      en: (p) =>
        `“${p.list}” share one threshold, ${p.threshold}, in “${p.quote}”: each of them could have to reach it, or all together. The amounts differ.`,
      zh: (p) =>
        `“${p.quote}”中“${p.list}”共用一个${p.threshold}的标准：可理解为各自达到，也可理解为合计达到，金额不同。`,
    },
    hint: {
      en: () => "Write `any of` for each, a sum for together, or both as a `question`.",
      zh: () => "各自达到请写“达到下列条件之一”，合计达到请写相加，也可列为“口径”。",
    },
  }),
  P4013: entry<{ word: string; quote: string }>({
    severity: "warning",
    title: { en: () => "A choice written as the highest", zh: () => "选择写成了取高" },
    body: {
      en: (p) =>
        `“${p.word}” in “${p.quote}” lets someone choose one; the rule takes the highest. Whoever chooses otherwise would get less than the rule says.`,
      zh: (p) => `“${p.quote}”中的“${p.word}”是由人选择一种，规则却自动取最高；若选择的不是最高的一种，金额会不同。`,
    },
    hint: {
      en: () => "Let a field hold the choice, or use a limit of one award with `serve`.",
      zh: () => "请用字段登记所选的一种，或写“限额……最高 1次”。",
    },
  }),
  P4014: entry<{ first: string; second: string; other: Words }>({
    severity: "warning",
    title: { en: () => "One limit, two figures", zh: () => "同一限额数字不一" },
    body: {
      en: (p) => `The same limit is quoted as ${p.first} here and as ${p.second} in ${p.other.en}.`,
      zh: (p) => `同一限额，此处引文为${p.first}，“${p.other.zh}”中为${p.second}。`,
    },
    hint: {
      en: () => "If the source contradicts itself, write both as a `question`.",
      zh: () => "如原文前后不一，请列为“口径”。",
    },
  }),
  P4015: entry<{ phrase: string; quote: string; means: Words; written: Words }>({
    severity: "warning",
    title: { en: () => "The rule compares otherwise than the text", zh: () => "规则的比较与原文不同" },
    body: {
      en: (p) =>
        `“${p.phrase}” in “${around(p.quote, p.phrase)}” means ${p.means.en} (Civil Code, art. 1259), but the rule writes ${p.written.en}. Payees exactly at the number are treated otherwise.`,
      zh: (p) =>
        `“${around(p.quote, p.phrase)}”中的“${p.phrase}”按民法典第1259条是${p.means.zh}，规则写的是${p.written.zh}，恰在该数上的对象待遇不同。`,
    },
    hint: {
      en: () => "Follow the text, or write both readings as a `question` and take one.",
      zh: () => "请按原文改写，或列为“口径”并写明采用哪一种。",
    },
  }),
  P4016: entry<{ amount: string; quote: string; written: readonly string[] }>({
    severity: "warning",
    title: { en: () => "A quoted figure that the rule does not have", zh: () => "引文中的数字规则里没有" },
    body: {
      en: (p) =>
        `“${p.quote}” says ${p.amount}, but the clause has ${p.written.length > 0 ? list(p.written.map((w) => ({ en: w, zh: w }))).en : "no such number"}.`,
      zh: (p) =>
        `“${p.quote}”写的是${p.amount}，而本条${p.written.length > 0 ? `写的是${p.written.join("、")}` : "没有这个数字"}。`,
    },
    hint: { en: () => "Correct whichever is wrong.", zh: () => "请更正有误的一处。" },
  }),
  P4017: entry<{ source: string }>({
    severity: "note",
    title: { en: () => "Quotations not compared", zh: () => "引文未核对" },
    body: {
      en: (p) => `The source \`${p.source}\` was not found, so no quotation was compared with it.`,
      zh: (p) => `没有找到原文“${p.source}”，引文未与原文核对。`,
    },
    hint: { en: () => "Put the text beside the policy under that name.", zh: () => "请把原文以该名称放在政策文件旁。" },
  }),
  P4018: entry<{ phrase: string; quote: string; inclusive: Words; strict: Words }>({
    severity: "warning",
    title: { en: () => "Strict and inclusive words for one number", zh: () => "含本数与不含本数的用语并用" },
    body: {
      en: (p) => `“${p.phrase}” in “${p.quote}” says both ${p.strict.en} and ${p.inclusive.en} of one number.`,
      zh: (p) => `“${p.quote}”中的“${p.phrase}”对同一个数既说${p.strict.zh}，又说${p.inclusive.zh}。`,
    },
    hint: {
      en: () => "Write both readings as a `question` and take one.",
      zh: () => "请把两种理解列为“口径”，并写明采用哪一种。",
    },
  }),
} satisfies Record<`P4${string}`, Entry<never>>;

type OpenKind = "list" | "soft" | "about" | "by analogy";

/** Open words by what they leave open: which things, whether at all, how much, and which other rule. */
function openKind(word: string): OpenKind {
  if (/等|其他|其它/.test(word)) return "list";
  if (/左右|上下|约/.test(word)) return "about";
  if (/参照|比照/.test(word)) return "by analogy";
  return "soft";
}

const OPEN_HINT: Record<OpenKind, Words> = {
  list: {
    en: "List the cases, let someone name the class of an `otherwise` row, or hold the sentence as a `note`.",
    zh: "请列明情形，或写“其余”并由人填写，或记为“备注”。",
  },
  soft: {
    en: "Use `principle … unless …`, or let someone set the value within bounds (`param …, set by …`).",
    zh: "请写“原则上……例外……”，或设为由谁在上下限内确定的参数。",
  },
  about: {
    en: "State the tolerance as a range, or hold the sentence as a `note`.",
    zh: "请写明允许的上下幅度，或记为“备注”。",
  },
  "by analogy": {
    en: "Name the rule that applies, or let someone set the value (`param …, set by …`).",
    zh: "请写明适用哪条规则，或设为由谁确定的参数。",
  },
};
