/** 4001–4069: what rules cover between them, what can never happen, and what is left open. */
import { type Entry, entry } from "../entry.js";
import { type Fact, facts, list, sentence, type Words } from "./words.js";

export const coverage = {
  P4001: entry<{ rules: readonly Words[]; household: readonly Fact[] }>({
    severity: "error",
    title: { en: () => "Rules overlap", zh: () => "规则重叠" },
    body: {
      en: (p) =>
        `${sentence(list(p.rules, " and ").en)} can hold for one payee, and nothing says which amount is due. Example: ${facts(p.household).en}.`,
      zh: (p) =>
        `${list(p.rules, "", "与").zh}可以同时成立，而条文没有说明应发哪一项。举例：${facts(p.household).zh}。`,
    },
    hint: {
      en: () => "Write `pay highest of`, `pay sum of` or `pay first of`, or make the conditions exclude each other.",
      zh: () => "请写明“取高”“合计”或“依次取”，或把条件改为互不重叠。",
    },
  }),
  P4002: entry<{ rules: readonly Words[]; because: Words }>({
    severity: "note",
    title: { en: () => "Overlap not ruled out", zh: () => "未能证明规则互不重叠" },
    body: {
      en: (p) =>
        `It could not be shown that ${list(p.rules, " and ").en} exclude each other: ${p.because.en}. A payee for whom both hold stops the run.`,
      zh: (p) => `未能证明${list(p.rules, "", "与").zh}互不重叠：${p.because.zh}。若测算时有对象同时符合，测算将中止。`,
    },
    hint: {
      en: () => "Write `pay first of` if the order decides, or repeat the one condition as `otherwise`.",
      zh: () => "如以先后为准，请写“依次取”；也可把后一种情形改写为“其余”。",
    },
  }),
  P4003: entry<{ product: Words }>({
    severity: "note",
    title: { en: () => "Condition on a product of two fields", zh: () => "条件中含两个字段的乘积" },
    body: {
      en: (p) =>
        `\`${p.product.en}\` multiplies two roster fields inside a condition. Overlaps and gaps that depend on it cannot be proved.`,
      zh: (p) => `“${p.product.zh}”在条件中把两个名册字段相乘，涉及它的重叠与遗漏无法证明。`,
    },
    hint: {
      en: () => "If the product stands in the roster anyway, test that field instead.",
      zh: () => "如名册中本有该乘积，请直接以该字段为条件。",
    },
  }),
  P4004: entry<{ table: Words; missing: readonly Words[]; more: number }>({
    severity: "error",
    title: { en: () => "Values that no row covers", zh: () => "分档有遗漏" },
    body: {
      en: (p) =>
        `No row of ${p.table.en} covers ${list(p.missing, "; ").en}${p.more > 0 ? `, and ${p.more} more` : ""}. Payees there would have no value.`,
      zh: (p) =>
        `${p.table.zh}没有涵盖${list(p.missing, "", "；").zh}${p.more > 0 ? `，另有${p.more}处` : ""}，落在其中的对象将没有取值。`,
    },
    hint: {
      en: () => "Add a row, or `otherwise`.",
      zh: () => "请补充一行，或写“其余”。",
    },
  }),
  P4005: entry<{ table: Words; value: Words; rows: readonly [number, number]; more: number }>({
    severity: "error",
    title: { en: () => "Rows overlap", zh: () => "分档重叠" },
    body: {
      en: (p) =>
        `${p.value.en} stands in rows ${p.rows[0]} and ${p.rows[1]} of ${p.table.en}${p.more > 0 ? ` (${p.more} more overlaps)` : ""}. It would have two values.`,
      zh: (p) =>
        `${p.value.zh}同时落在${p.table.zh}的第${p.rows[0]}行和第${p.rows[1]}行${p.more > 0 ? `（另有${p.more}处重叠）` : ""}，取值不唯一。`,
    },
    hint: {
      en: () => "Let the number belong to one row only: `A to under B`, or `more than A to B`.",
      zh: () => "请让该数只属于一行：“A至不满B”或“超过A至B”。",
    },
  }),
  P4006: entry<{ table: Words; missing: readonly Words[] }>({
    severity: "error",
    title: { en: () => "Cases without a row", zh: () => "选项没有列全" },
    body: {
      en: (p) =>
        `${sentence(p.table.en)} has no row for ${list(p.missing).en}. Payees of that kind would have no value.`,
      zh: (p) => `${p.table.zh}没有列出${list(p.missing).zh}，这些对象将没有取值。`,
    },
    hint: {
      en: () => "Add the missing rows, or `otherwise`.",
      zh: () => "请补充所缺的行，或写“其余”。",
    },
  }),
  P4020: entry<{ what: Words; condition: Words }>({
    severity: "warning",
    title: { en: () => "A condition that can never hold", zh: () => "条件永远不成立" },
    body: {
      en: (p) => `${sentence(p.what.en)}: \`${p.condition.en}\` holds for no possible payee, so it has no effect.`,
      zh: (p) => `${p.what.zh}：“${p.condition.zh}”对任何对象都不成立，因而不起作用。`,
    },
    hint: {
      en: () =>
        "Compare the numbers and classes with the fields' bounds and with the other conditions that apply here.",
      zh: () => "请对照字段的上下限和此处同时适用的其他条件，核对数字与类别。",
    },
  }),
  P4021: entry<{ what: Words; condition: Words }>({
    severity: "warning",
    title: { en: () => "A condition that always holds", zh: () => "条件总是成立" },
    body: {
      en: (p) =>
        `${sentence(p.what.en)}: \`${p.condition.en}\` holds for every payee whose data is complete, so it excludes nobody.`,
      zh: (p) => `${p.what.zh}：凡数据齐全的对象都符合“${p.condition.zh}”，因而没有筛选作用。`,
    },
    hint: {
      en: () => "Remove it if that is meant; otherwise check the number.",
      zh: () => "如确无限制之意，请删去；否则请核对数字。",
    },
  }),
  P4022: entry<{ what: Words; row: number; condition: Words | null }>({
    severity: "warning",
    title: { en: () => "A row that is never reached", zh: () => "永远用不到的一行" },
    body: {
      en: (p) =>
        `Row ${p.row} of ${p.what.en}${p.condition ? ` (\`${p.condition.en}\`)` : ""} is never reached: wherever it holds, an earlier row holds too.`,
      zh: (p) =>
        `${p.what.zh}的第${p.row}行${p.condition ? `（“${p.condition.zh}”）` : ""}永远用不到：凡符合它的对象都已符合前面的行。`,
    },
    hint: {
      en: () => "Put the narrower case first, or remove the row.",
      zh: () => "请把范围较小的情形写在前面，或删去该行。",
    },
  }),
  P4023: entry<{ table: Words; rows: readonly number[]; key: Words; low: Words | null; high: Words | null }>({
    severity: "warning",
    title: { en: () => "A row that nobody can fall in", zh: () => "没有对象会落入的行" },
    body: {
      en: (p) =>
        `${p.rows.length > 1 ? `Rows ${p.rows.join(", ")}` : `Row ${p.rows[0]}`} of ${p.table.en} cannot be reached: ${p.key.en} is ${p.low && p.high ? `${p.low.en} to ${p.high.en}` : p.low ? `at least ${p.low.en}` : `at most ${p.high?.en}`}.`,
      zh: (p) =>
        `${p.table.zh}的第${p.rows.join("、")}行没有对象会落入：${p.key.zh}${p.low && p.high ? `只能是${p.low.zh}至${p.high.zh}` : p.low ? `不少于${p.low.zh}` : `不超过${p.high?.zh}`}。`,
    },
    hint: {
      en: () => "Check the row's numbers against the bounds of the field, and its dates against the version's life.",
      zh: () => "请核对该行的数字与字段的上下限、该行的日期与本版本的施行期间。",
    },
  }),
  P4024: entry<{ table: Words; key: Words }>({
    severity: "note",
    title: { en: () => "A table by text", zh: () => "按文字查的表" },
    body: {
      en: (p) =>
        `${sentence(p.table.en)} is looked up by \`${p.key.en}\`, a text. Payees whose text stands in no row are undecided; nothing shows beforehand whether there are any.`,
      zh: (p) => `${p.table.zh}按文字“${p.key.zh}”查找。文字不在表中的对象结果待定，事先无法得知有没有这样的对象。`,
    },
    hint: {
      en: () => "Add `otherwise` if there is a value for all others, or make the field `one of (…)`.",
      zh: () => "如其余对象有统一的取值，请写“其余”；也可把字段改为“选项”。",
    },
  }),
  P4025: entry<{ table: Words; rows: number }>({
    severity: "note",
    title: { en: () => "A table too large to compare row by row", zh: () => "表过大，未逐行核对" },
    body: {
      en: (p) =>
        `${sentence(p.table.en)} has ${p.rows} rows with ranges under several keys. Whether they overlap or leave gaps was not examined.`,
      zh: (p) => `${p.table.zh}有${p.rows}行，且按多个项目分段，未核对其是否重叠或遗漏。`,
    },
    hint: { en: () => "Split the table by one of its keys.", zh: () => "请按其中一项把表拆开。" },
  }),
  P4030: entry<{ what: Words; cap: Words; most: Words }>({
    severity: "warning",
    title: { en: () => "A ceiling that never binds", zh: () => "上限永远不起作用" },
    body: {
      en: (p) =>
        `The ceiling of ${p.cap.en} in ${p.what.en} never binds: without it the amount is at most ${p.most.en}.`,
      zh: (p) => `${p.what.zh}的上限${p.cap.zh}永远不起作用：不设上限时最多也只有${p.most.zh}。`,
    },
    hint: {
      en: () => "Check the ceiling, the rate and the bounds of the fields.",
      zh: () => "请核对上限、标准和字段的上下限。",
    },
  }),
  P4031: entry<{ benefit: Words }>({
    severity: "warning",
    title: { en: () => "Neither a ceiling nor a pot", zh: () => "既无上限也无资金总额" },
    body: {
      en: (p) =>
        `Nothing bounds what one payee can get from ${p.benefit.en}: it has no ceiling, stands under no limit, and its quantities have no upper bound.`,
      zh: (p) => `${p.benefit.zh}对单个对象没有任何封顶：既无最高额，也不受限额约束，计补数量也没有上限。`,
    },
    hint: {
      en: () => "Add `up to …`, a limit, `counting at most …`, or an upper bound to the field.",
      zh: () => "请加上“最高……”、限额、“最多补……”，或给字段设上限。",
    },
  }),
  P4032: entry<{ limit: Words; cap: Words; most: Words }>({
    severity: "warning",
    title: { en: () => "A limit that never binds", zh: () => "限额永远不起作用" },
    body: {
      en: (p) =>
        `${sentence(p.limit.en)} never cuts anything: its benefits come to at most ${p.most.en}, and the limit is ${p.cap.en}.`,
      zh: (p) => `${p.limit.zh}永远不起作用：所管各项合计最多${p.most.zh}，而限额为${p.cap.zh}。`,
    },
    hint: {
      en: () => "Check the limit's figure and the ceilings of the benefits under it.",
      zh: () => "请核对限额数字及其所管各项的上限。",
    },
  }),
  P4040: entry<{
    field: Words;
    before: Words;
    after: Words;
    amountBefore: Words;
    amountAfter: Words;
    jump: Words;
    allowed: Words;
    household: readonly Fact[];
  }>({
    severity: "warning",
    title: { en: () => "A cliff larger than the policy allows", zh: () => "落差超过设定值" },
    body: {
      en: (p) =>
        `From ${p.field.en} ${p.before.en} to ${p.after.en} the awards go from ${p.amountBefore.en} to ${p.amountAfter.en}: a change of ${p.jump.en}, more than the ${p.allowed.en} that the policy states${p.household.length > 0 ? ` (otherwise: ${facts(p.household).en})` : ""}.`,
      zh: (p) =>
        `${p.field.zh}由${p.before.zh}变为${p.after.zh}时，补助由${p.amountBefore.zh}变为${p.amountAfter.zh}，相差${p.jump.zh}，超过本政策设定的${p.allowed.zh}${p.household.length > 0 ? `（其余情况：${facts(p.household).zh}）` : ""}。`,
    },
    hint: {
      en: () => "A rate that starts at the threshold (`sliced`) or a taper makes the step smaller.",
      zh: () => "可改为超过部分计补（累进）或逐步递减，以缩小落差。",
    },
  }),
  P4050: entry<{ field: Words }>({
    severity: "warning",
    title: { en: () => "A field that nobody reads", zh: () => "字段没有用到" },
    body: {
      en: (p) =>
        `\`${p.field.en}\` is added by this policy, but no clause reads it. Every roster would need a column for nothing.`,
      zh: (p) => `本政策增加了字段“${p.field.zh}”，但没有条款用到它，名册会因此多一列无用的数据。`,
    },
    hint: { en: () => "Use it, or remove it.", zh: () => "请在条款中使用，或删去。" },
  }),
  P4051: entry<{ value: Words; head: "define" | "param" | "question" }>({
    severity: "warning",
    title: { en: () => "A named value that nobody reads", zh: () => "名称没有用到" },
    body: {
      en: (p) =>
        `\`${p.value.en}\` is ${p.head === "param" ? "set as a parameter" : p.head === "question" ? "raised as a question" : "defined"}, but no clause reads it, so it changes no amount.`,
      zh: (p) =>
        `“${p.value.zh}”${p.head === "param" ? "设为参数" : p.head === "question" ? "列为口径" : "已定义"}，但没有条款用到它，不影响任何金额。`,
    },
    hint: { en: () => "Use it where the clause means it, or remove it.", zh: () => "请在相应条款中使用，或删去。" },
  }),
  P4060: entry<{ what: Words; set: Words; word: "average" | "highest" | "lowest" | "first" | "share" }>({
    severity: "warning",
    title: { en: () => "A set that may be empty", zh: () => "集合可能为空" },
    body: {
      en: (p) =>
        `In ${p.what.en}, the ${p.word} over \`${p.set.en}\` has no value where there is none of them; the result is then undecided.`,
      zh: (p) => `${p.what.zh}对“${p.set.zh}”${EMPTY_WORD[p.word]}，一个都没有时没有取值，结果待定。`,
    },
    hint: {
      en: () => "Add a condition that there is at least one, or write the empty case with `first of`.",
      zh: () => "请加上“至少有一个”的条件，或用“依次取”写明没有时如何处理。",
    },
  }),
  P4062: entry<{ check: Words; sets: readonly Words[] }>({
    severity: "note",
    title: { en: () => "A check over a set that may be empty", zh: () => "核查对象可能为空" },
    body: {
      en: (p) =>
        `${sentence(p.check.en)} has no result where there is no ${
          list(
            p.sets.map((s) => ({ en: `\`${s.en}\``, zh: s.zh })),
            " or no ",
          ).en
        }: it is then undecided.`,
      zh: (p) =>
        `名册中没有${
          list(
            p.sets.map((s) => ({ en: s.en, zh: `“${s.zh}”` })),
            "",
            "或",
          ).zh
        }时，${p.check.zh}没有结果，记为待定。`,
    },
    hint: {
      en: () => "Nothing need be done if that cannot happen.",
      zh: () => "如不会出现这种情况，可不处理。",
    },
  }),
  P4061: entry<{ what: Words; divisor: Words }>({
    severity: "warning",
    title: { en: () => "A division by what may be 0", zh: () => "除数可能为 0" },
    body: {
      en: (p) => `In ${p.what.en}, \`${p.divisor.en}\` may be 0; the result is then undecided.`,
      zh: (p) => `${p.what.zh}中“${p.divisor.zh}”可能为 0，此时结果待定。`,
    },
    hint: {
      en: () => "Give the field a lower bound above 0, or add a condition that it is more than 0.",
      zh: () => "请给字段设大于 0 的下限，或加上“超过 0”的条件。",
    },
  }),
} satisfies Record<`P4${string}`, Entry<never>>;

const EMPTY_WORD = { average: "求平均", highest: "取高", lowest: "取低", first: "依次取", share: "求占比" } as const;
