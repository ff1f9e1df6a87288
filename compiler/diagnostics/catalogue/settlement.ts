/** 4070–4099: calendars that contradict themselves, parts that do not sum, totals that cannot be reached. */
import { type Entry, entry } from "../entry.js";
import { list, sentence, type Words } from "./words.js";

export const settlement = {
  P4070: entry<{ step: Words; due: Words; earliest: Words; path: readonly Words[] }>({
    severity: "error",
    title: { en: () => "A date that cannot be kept", zh: () => "期限无法做到" },
    body: {
      en: (p) =>
        `\`${p.step.en}\` is due on ${p.due.en}, but it cannot be done before ${p.earliest.en}${p.path.length > 1 ? ` (${list(p.path, " → ").en})` : ""}. The dates contradict each other.`,
      zh: (p) =>
        `“${p.step.zh}”须在${p.due.zh}完成，但最早也要到${p.earliest.zh}${p.path.length > 1 ? `（${list(p.path, "", " → ").zh}）` : ""}，日期相互矛盾。`,
    },
    hint: {
      en: () => "Move the date, or shorten or reorder the steps before it.",
      zh: () => "请调整期限，或缩短、调整前面的步骤。",
    },
  }),
  P4071: entry<{ step: Words; due: Words; waitsFor: Words; theirDue: Words; then: Words }>({
    severity: "warning",
    title: { en: () => "Due before what it waits for need be done", zh: () => "期限早于前一步骤的期限" },
    body: {
      en: (p) =>
        `\`${p.step.en}\` is due on ${p.due.en}. If \`${p.waitsFor.en}\` takes its full time, until ${p.theirDue.en}, then \`${p.step.en}\` can be done on ${p.then.en} at the earliest.`,
      zh: (p) =>
        `“${p.step.zh}”限${p.due.zh}完成；若“${p.waitsFor.zh}”用足时限（至${p.theirDue.zh}），“${p.step.zh}”最早要到${p.then.zh}。`,
    },
    hint: {
      en: () => "Bring the earlier step forward, or move this date.",
      zh: () => "请提前前一步骤的期限，或推后本步骤。",
    },
  }),
  P4072: entry<{ steps: readonly Words[]; due: Words }>({
    severity: "warning",
    title: { en: () => "Successive steps due on one day", zh: () => "先后步骤同日到期" },
    body: {
      en: (p) =>
        `${list(p.steps, " → ").en} follow one another, and all are due on ${p.due.en}. Nothing is left for the later ones if the first takes its full time.`,
      zh: (p) =>
        `${list(p.steps, "", " → ").zh}先后进行，却都限${p.due.zh}完成；前一步骤用足时限后，后面的步骤就没有时间。`,
    },
    hint: {
      en: () => "Give each step a date of its own.",
      zh: () => "请为各步骤分别规定期限。",
    },
  }),
  P4073: entry<{ notice: Words; noticeDue: Words; payment: Words; paymentDue: Words }>({
    severity: "warning",
    title: { en: () => "Notice may follow payment", zh: () => "公示可能晚于拨付" },
    body: {
      en: (p) =>
        `\`${p.notice.en}\` may be done until ${p.noticeDue.en}, after \`${p.payment.en}\` on ${p.paymentDue.en}, which does not wait for it. Objections could then come after the money is paid.`,
      zh: (p) =>
        `“${p.notice.zh}”可到${p.noticeDue.zh}才完成，晚于“${p.payment.zh}”的${p.paymentDue.zh}，而后者并不以它为前提；异议可能在拨付之后才提出。`,
    },
    hint: {
      en: () => "Let the payment wait for the notice (`after`), or bring the notice's date forward.",
      zh: () => "请把公示列为拨付的前置步骤，或提前公示期限。",
    },
  }),
  P4074: entry<{ what: Words; date: Words; inForce: Words }>({
    severity: "warning",
    title: { en: () => "A date before the version is in force", zh: () => "日期早于施行日" },
    body: {
      en: (p) =>
        `${sentence(p.what.en)} names ${p.date.en}, but this version is in force only from ${p.inForce.en}. Nobody could have acted on it by then.`,
      zh: (p) => `${p.what.zh}规定的${p.date.zh}早于本版本施行日${p.inForce.zh}，届时无人能据此办理。`,
    },
    hint: {
      en: () => "Check the year, or state `back to` in the header if the version reaches back.",
      zh: () => "请核对年份；如确需追溯，请在题头写“追溯至”。",
    },
  }),
  P4075: entry<{ step: Words; lasting: Words; within: Words }>({
    severity: "error",
    title: { en: () => "A step that lasts longer than it may take", zh: () => "历时超过限时" },
    body: {
      en: (p) => `\`${p.step.en}\` lasts ${p.lasting.en}, but must be done within ${p.within.en}.`,
      zh: (p) => `“${p.step.zh}”历时${p.lasting.zh}，却限${p.within.zh}内完成。`,
    },
    hint: { en: () => "Change one of the two.", zh: () => "请修改其中之一。" },
  }),
  P4076: entry<{ steps: readonly Words[] }>({
    severity: "error",
    title: { en: () => "Steps that wait for each other", zh: () => "步骤互为前提" },
    body: {
      en: (p) => `${list(p.steps, " → ").en} wait for each other, so none of them can begin.`,
      zh: (p) => `${list(p.steps, "", " → ").zh}互为前提，任何一步都无法开始。`,
    },
    hint: { en: () => "Remove one of the `after` words.", zh: () => "请删去其中一个“在……之后”。" },
  }),
  P4077: entry<{ payOut: Words; part: number; on: Words; due: Words }>({
    severity: "error",
    title: { en: () => "A part that is paid after its deadline", zh: () => "拨付日晚于限期" },
    body: {
      en: (p) => `Part ${p.part} of ${p.payOut.en} is paid on ${p.on.en}, after its own deadline of ${p.due.en}.`,
      zh: (p) => `${p.payOut.zh}的第${p.part}笔在${p.on.zh}拨付，晚于其限期${p.due.zh}。`,
    },
    hint: { en: () => "Correct one of the two dates.", zh: () => "请更正其中一个日期。" },
  }),
  P4080: entry<{ payOut: Words; sum: Words; over: boolean }>({
    severity: "error",
    title: { en: () => "Parts that do not sum", zh: () => "各笔之和不足或超过全额" },
    body: {
      en: (p) =>
        `The parts of ${p.payOut.en} come to ${p.sum.en}, not 100%. ${p.over ? "More would be paid out than is due." : "Something would never be paid out."}`,
      zh: (p) =>
        `${p.payOut.zh}各笔合计为${p.sum.zh}，不是 100%，${p.over ? "拨付会超过应发金额。" : "余下的部分永远不会拨付。"}`,
    },
    hint: {
      en: (p) => (p.over ? "Correct the percentages." : "Correct the percentages, or add a part `rest`."),
      zh: (p) => (p.over ? "请更正比例。" : "请更正比例，或加一笔“余款”。"),
    },
  }),
  P4081: entry<{ payOut: Words; why: "mixed" | "amounts" | "open" }>({
    severity: "error",
    title: { en: () => "Parts whose sum cannot be known", zh: () => "各笔之和无法确定" },
    body: {
      en: (p) => `${sentence(p.payOut.en)}: ${UNSUMMED[p.why].en}`,
      zh: (p) => `${p.payOut.zh}：${UNSUMMED[p.why].zh}`,
    },
    hint: {
      en: () => "Let one part be `rest`, or write all of them as percentages or all as parts.",
      zh: () => "请把其中一笔写为“余款”，或全部用百分比，或全部用份。",
    },
  }),
  P4082: entry<{ payOut: Words; ratio: string; part: number }>({
    severity: "error",
    title: { en: () => "A ratio without named parties", zh: () => "比例没有写明各方" },
    body: {
      en: (p) =>
        `${sentence(p.payOut.en)} divides by ${p.ratio}, but part ${p.part} names neither a party nor a date or condition. A ratio by position alone can be read in more than one way.`,
      zh: (p) =>
        `${p.payOut.zh}按${p.ratio}分配，但第${p.part}笔既没有写明给谁，也没有写明何时拨付；只按先后理解的比例会有歧义。`,
    },
    hint: { en: () => "Write who gets each part: `6 parts for …`.", zh: () => "请写明每份归谁：“6份 用于 ……”。" },
  }),
  P4083: entry<{ payOut: Words; percent: Words }>({
    severity: "warning",
    title: { en: () => "Nothing is left for the rest", zh: () => "余款为零" },
    body: {
      en: (p) => `The other parts of ${p.payOut.en} already come to ${p.percent.en}, so \`rest\` is always 0.`,
      zh: (p) => `${p.payOut.zh}其余各笔已合计${p.percent.zh}，“余款”总是 0。`,
    },
    hint: { en: () => "Correct the percentages, or remove `rest`.", zh: () => "请更正比例，或删去“余款”。" },
  }),
  P4090: entry<{ check: Words; stated: Words; given: Words }>({
    severity: "warning",
    title: { en: () => "A total that the rule cannot give", zh: () => "公布的总数与规则不符" },
    body: {
      en: (p) =>
        `${sentence(p.check.en)} states ${p.stated.en}, but the rule gives ${p.given.en}. The check can never be met.`,
      zh: (p) => `${p.check.zh}写的是${p.stated.zh}，而按规则为${p.given.zh}，该项核查不可能符合。`,
    },
    hint: { en: () => "Compare the figures with the source.", zh: () => "请与原文核对数字。" },
  }),
  P4091: entry<{ checks: readonly Words[] }>({
    severity: "warning",
    title: { en: () => "Published totals that contradict each other", zh: () => "公布的数字相互矛盾" },
    body: {
      en: (p) => `${sentence(list(p.checks, " and ").en)} cannot be met together on any roster.`,
      zh: (p) => `${list(p.checks, "", "与").zh}在任何名册上都不可能同时符合。`,
    },
    hint: {
      en: () => "One of the figures, or the norm between them, is wrong.",
      zh: () => "其中某个数字或其间的标准有误，请与原文核对。",
    },
  }),
  P4093: entry<{ what: Words; count: Words; share: Words; sum: Words; over: boolean }>({
    severity: "warning",
    title: { en: () => "Shares that do not come to 100%", zh: () => "各份合计不是 100%" },
    body: {
      en: (p) =>
        `In ${p.what.en}, ${p.share.en} for each of ${p.count.en} comes to ${p.sum.en}. ${p.over ? "More is given out than there is." : "The remainder goes to nobody."}`,
      zh: (p) =>
        `${p.what.zh}中，${p.count.zh}每份${p.share.zh}，合计${p.sum.zh}，${p.over ? "超过全额。" : "余下的部分没有去处。"}`,
    },
    hint: {
      en: () => "Compare the count and the percentage with the source; `portion of` divides a whole without remainder.",
      zh: () => "请与原文核对个数和比例；用“分摊”可把全额分完。",
    },
  }),
  P4092: entry<{ what: Words; share: Words; count: Words; example: Words; result: Words }>({
    severity: "warning",
    title: { en: () => "A percentage of a count", zh: () => "对个数取百分比" },
    body: {
      en: (p) =>
        `In ${p.what.en}, ${p.share.en} of \`${p.count.en}\` is in general not a whole number: ${p.share.en} of ${p.example.en} is ${p.result.en}.`,
      zh: (p) =>
        `${p.what.zh}中，“${p.count.zh}”的${p.share.zh}一般不是整数：${p.example.zh}的${p.share.zh}是${p.result.zh}。`,
    },
    hint: {
      en: () => "Say how it is rounded: `round downward (…) to 1`.",
      zh: () => "请写明如何取整：“取整 舍去（……）至 1”。",
    },
  }),
} satisfies Record<`P4${string}`, Entry<never>>;

const UNSUMMED: Record<"mixed" | "amounts" | "open", Words> = {
  mixed: {
    en: "percentages and parts stand beside each other, so they have no common whole.",
    zh: "百分比与份并用，没有共同的全额。",
  },
  amounts: { en: "fixed amounts need not come to what is due.", zh: "固定金额之和不一定等于应发金额。" },
  open: {
    en: "the shares depend on values that are set later, so they need not come to 100%.",
    zh: "比例取决于以后确定的数值，合计不一定是 100%。",
  },
};
