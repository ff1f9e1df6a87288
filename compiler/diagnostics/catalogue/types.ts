/** 3xxx: types, units and periods. */
import { type Entry, entry } from "../entry.js";
import type { Words } from "./words.js";

type None = Record<string, never>;
type Pair = { what: string; left: Words; right: Words };
type Found = { found: Words };
type Mismatch = { found: Words; expected: Words };
/** What lies between what was found and the money that is due: a quantity too many or too few, or a unit not written. */
type OfMoney = { slip?: { kind: "times" | "rate"; unit: Words } | { kind: "bare" } };

/** A line on how money is written where that is the slip; nothing otherwise. */
function howMoney({ slip }: OfMoney, lang: "en" | "zh"): string {
  if (slip === undefined) return "";
  if (slip.kind === "bare")
    return lang === "en" ? "\nMoney is written with its unit, as in `300 yuan`." : "\n金额要写单位，如“300元”。";
  const unit = slip.unit[lang];
  if (slip.kind === "times")
    return lang === "en"
      ? `\nSo many yuan for each ${unit} is \`300 yuan per ${unit} of …\`.`
      : `\n每${unit}补若干元的，写成“…… 每${unit} 300元”。`;
  return lang === "en"
    ? `\nA rate needs what it is counted by: \`300 yuan per ${unit} of …\`. A fixed sum is \`300 yuan\`.`
    : `\n标准要写明按什么计补，如“…… 每${unit} 300元”；固定数额只写“300元”。`;
}

export const types = {
  P3001: entry<Pair>({
    severity: "error",
    title: { en: () => "Different units", zh: () => "单位不一致" },
    body: {
      en: (p) => `\`${p.what}\` needs one unit on both sides.\nleft:  ${p.left.en}\nright: ${p.right.en}`,
      zh: (p) => `“${p.what}”两边的单位必须一致。\n左边：${p.left.zh}\n右边：${p.right.zh}`,
    },
    hint: { en: () => "Bring one side to the other's unit.", zh: () => "请把一边换成另一边的单位。" },
  }),
  P3002: entry<Found>({
    severity: "error",
    title: { en: () => "A condition is needed", zh: () => "此处应为条件" },
    body: {
      en: (p) => `This must be yes or no; it is ${p.found.en}.`,
      zh: (p) => `此处应能判断是或否，实际是${p.found.zh}。`,
    },
    hint: { en: () => "Compare it with something, for example `at least 6`.", zh: () => "请写成比较，例如“不少于6”。" },
  }),
  P3004: entry<Mismatch & OfMoney>({
    severity: "error",
    title: { en: () => "Wrong kind of value", zh: () => "内容或单位不符" },
    body: {
      en: (p) => `expected: ${p.expected.en}\nfound:    ${p.found.en}${howMoney(p, "en")}`,
      zh: (p) => `应为：${p.expected.zh}\n实为：${p.found.zh}${howMoney(p, "zh")}`,
    },
  }),
  P3005: entry<None>({
    severity: "error",
    title: { en: () => "A share of what?", zh: () => "是谁的百分之几" },
    body: {
      en: () => "A percentage stands where money is due, without saying what it is a percentage of.",
      zh: () => "此处应为金额，只写了比例，没有写明是谁的比例。",
    },
    hint: { en: () => "Write `70% of …`.", zh: () => "请写成“…… 的 70%”。" },
  }),
  P3006: entry<{ value: string; unit: string }>({
    severity: "error",
    title: { en: () => "Counts are whole", zh: () => "计数应为整数" },
    body: {
      en: (p) => `${p.value} ${p.unit}: things that are counted have no parts.`,
      zh: (p) => `“${p.value}${p.unit}”：按个数计的不能有小数。`,
    },
    hint: { en: () => "Write a whole number.", zh: () => "请写整数。" },
  }),
  P3009: entry<{ value: string }>({
    severity: "error",
    title: { en: () => "`or` joins conditions", zh: () => "“或”只连接条件" },
    body: {
      en: (p) => `\`${p.value}\` is a value, not a condition of its own.`,
      zh: (p) => `“${p.value}”是一个选项，不是单独的条件。`,
    },
    hint: { en: () => "Write `is one of (a, b)`.", zh: () => "请写成“属于（甲、乙）”。" },
  }),
  P3010: entry<Pair>({
    severity: "error",
    title: { en: () => "Different periods", zh: () => "期间不一致" },
    body: {
      en: (p) =>
        `\`${p.what}\` needs one period on both sides.\nleft:  ${p.left.en}\nright: ${p.right.en}\nYears and months never convert by themselves.`,
      zh: (p) => `“${p.what}”两边的期间必须一致。\n左边：${p.left.zh}\n右边：${p.right.zh}\n年与月不会自动换算。`,
    },
    hint: {
      en: () => "Write `… in yuan per month` if the rule means a twelfth.",
      zh: () => "若条款的意思是十二分之一，请写“…… 折合 元/月”。",
    },
  }),
  P3011: entry<Found>({
    severity: "error",
    title: { en: () => "No order to compare", zh: () => "不能比较大小" },
    body: {
      en: (p) => `Only numbers and dates are more or less; this is ${p.found.en}.`,
      zh: (p) => `只有数和日期能比较大小，此处是${p.found.zh}。`,
    },
    hint: { en: () => "Use `is`, `is not` or `is one of (…)`.", zh: () => "请用“为”“不为”或“属于（……）”。" },
  }),
  P3012: entry<None>({
    severity: "error",
    title: { en: () => "Only a benefit can do this", zh: () => "只能写在奖补中" },
    body: {
      en: () =>
        "An entered amount, a portion of a pot or a starting size belongs in what a benefit pays, not inside a calculation.",
      zh: () => "核定金额、分摊和起补规模只能作为奖补的金额，不能写在计算式里面。",
    },
    hint: {
      en: () => "Make it a benefit of its own, and use its `approved` or `gross` here.",
      zh: () => "请单列为一项奖补，此处引用它的“核定”或“核算额”。",
    },
  }),
  P3013: entry<Mismatch>({
    severity: "error",
    title: { en: () => "Another period is needed", zh: () => "期间不符" },
    body: {
      en: (p) => `expected: ${p.expected.en}\nfound:    ${p.found.en}\nYears and months never convert by themselves.`,
      zh: (p) => `应为：${p.expected.zh}\n实为：${p.found.zh}\n年与月不会自动换算。`,
    },
    hint: {
      en: () => "Write `… in yuan per month` or `* 1 year`, whichever the rule means.",
      zh: () => "请按条款的意思写“折合 元/月”或“× 1年”。",
    },
  }),
  P3014: entry<{ name: string; group: Words; several: Words }>({
    severity: "error",
    title: { en: () => "Not one value for the group", zh: () => "对该组没有唯一的值" },
    body: {
      en: (p) => `This limit is per \`${p.group.en}\`, but \`${p.name}\` belongs to a single payee: a group has many.`,
      zh: (p) => `该限额按“${p.group.zh}”计，而“${p.name}”是单个对象的数据，一组中有多个。`,
    },
    hint: {
      en: (p) => `Say how they add up, for example \`sum of ${p.name} among ${p.several.en}\`.`,
      zh: (p) => `请写明如何汇总，例如“各 ${p.several.zh} 的 ${p.name} 合计”。`,
    },
  }),
  P3015: entry<None>({
    severity: "error",
    title: { en: () => "A starting size of what?", zh: () => "起补规模针对什么" },
    body: {
      en: () => "`from` and `counting at most` need a rate of a quantity before them.",
      zh: () => "“起补”“最多补”之前应有“数量 每单位 标准”。",
    },
    hint: {
      en: () => "Write `30 yuan per bird of poultry, from 10 birds`.",
      zh: () => "请写成“家禽 每只补30元，10只起补”。",
    },
  }),
  P3016: entry<{ from: Words; to: Words }>({
    severity: "error",
    title: { en: () => "No fixed ratio", zh: () => "不能折合" },
    body: {
      en: (p) => `There is no fixed ratio from ${p.from.en} to ${p.to.en}.`,
      zh: (p) => `${p.from.zh}与${p.to.zh}之间没有固定的换算比例。`,
    },
  }),
  P3017: entry<{ name: string }>({
    severity: "error",
    title: {
      en: () => "`slab` and `sliced` take a table of one number",
      zh: () => "“全额”“累进”只用于按一个数分档的表",
    },
    body: {
      en: (p) => `\`${p.name}\` is not a table keyed by one number and multiplied by that number.`,
      zh: (p) => `“${p.name}”不是按一个数分档、再乘以该数的表。`,
    },
    hint: { en: () => "Write `slab plot_rate of area`.", zh: () => "请写成“面积 的 全额 面积档”。" },
  }),
  P3018: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "All at one rate, or slice by slice?", zh: () => "全额还是累进" },
    body: {
      en: (p) =>
        `\`${p.name}\` changes with the quantity it is multiplied by. Whether all of the quantity takes the rate of its tier, or each slice its own, changes the money.`,
      zh: (p) => `“${p.name}”随所乘的数量分档。全部数量都按所在档的标准，还是分段各按本档标准，金额不同。`,
    },
    hint: { en: () => "Write `slab` or `sliced` before the table's name.", zh: () => "请在表名前写“全额”或“累进”。" },
  }),
  P3019: entry<None>({
    severity: "error",
    title: { en: () => "Bounds of another kind", zh: () => "上下限与类型不符" },
    body: {
      en: () => "The bounds must be numbers in the unit of what they bound.",
      zh: () => "上下限应为该项目单位的数。",
    },
  }),
  P3020: entry<None>({
    severity: "error",
    title: { en: () => "Bounds in the wrong order", zh: () => "上下限颠倒" },
    body: {
      en: () => "The first bound is greater than the second, so no value fits.",
      zh: () => "前一个数大于后一个数，没有数值能满足。",
    },
    hint: { en: () => "Write the smaller one first.", zh: () => "请把较小的写在前面。" },
  }),
  P3021: entry<None>({
    severity: "error",
    title: { en: () => "A blank cannot mean this", zh: () => "空白不能作此解释" },
    body: {
      en: () => "What `blank means` must be a value of the field's own type and unit.",
      zh: () => "“空白作”之后应为该字段类型和单位的值。",
    },
  }),
  P3022: entry<None>({
    severity: "error",
    title: { en: () => "A table's tests are constants", zh: () => "表中的条件应为固定值" },
    body: {
      en: () => "The left side of a table's row names fixed values and ranges, not something worked out.",
      zh: () => "表格每行左边应为固定的值或范围，不能是算式。",
    },
    hint: { en: () => "Use `first of` for conditions that are worked out.", zh: () => "需要计算的条件请用“依次取”。" },
  }),
  P3023: entry<{ question: string }>({
    severity: "error",
    title: { en: () => "Readings of two kinds", zh: () => "读法写法不一" },
    body: {
      en: (p) =>
        `Some readings of \`${p.question}\` have a value and some have none. Either all of them are values, or all are plain alternatives tested by \`is\`.`,
      zh: (p) => `口径“${p.question}”有的读法写了取值，有的没有。各读法应当都有取值，或都只是供“为”判断的选项。`,
    },
  }),
  P3024: entry<Found>({
    severity: "error",
    title: { en: () => "A ceiling on what?", zh: () => "限的是什么" },
    body: {
      en: (p) => `A limit's ceiling is money, a number of awards or a number of payees; this is ${p.found.en}.`,
      zh: (p) => `限额应为金额、次数或户数（人数），此处是${p.found.zh}。`,
    },
    hint: { en: () => "Write `3000 yuan`, `1 award` or `600 households`.", zh: () => "请写“3000元”“1次”或“600户”。" },
  }),
  P3025: entry<Found>({
    severity: "error",
    title: { en: () => "A part of another kind", zh: () => "拨付份额写法不符" },
    body: {
      en: (p) =>
        `A part is a percentage of the amount, a number of \`parts\`, money, or \`rest\`; this is ${p.found.en}.`,
      zh: (p) => `拨付的每一份应为比例、份数、金额或“余款”，此处是${p.found.zh}。`,
    },
  }),
  P3026: entry<None>({
    severity: "error",
    title: { en: () => "A length of time is needed", zh: () => "此处应为时长" },
    body: {
      en: () => "This must be a whole number of days, working days, months or years.",
      zh: () => "此处应为整数的天、工作日、月或年。",
    },
    hint: { en: () => "Write `7 days` or `10 working days`.", zh: () => "请写“7天”或“10个工作日”。" },
  }),
  P3027: entry<{ expected: Words }>({
    severity: "error",
    title: { en: () => "A fact of another kind", zh: () => "给定的值类型不符" },
    body: { en: (p) => `This must be ${p.expected.en}.`, zh: (p) => `此处应为${p.expected.zh}。` },
  }),
  P3028: entry<None>({
    severity: "error",
    title: { en: () => "A step of money is needed", zh: () => "此处应为金额" },
    body: {
      en: () => "This must be an amount above zero, such as 0.01 yuan, 0.1 yuan or 1 yuan.",
      zh: () => "此处应为大于零的金额，例如0.01元、0.1元、1元。",
    },
  }),
  P3029: entry<{ name: Words; total: boolean }>({
    severity: "error",
    title: { en: () => "Not known yet at this stage", zh: () => "此时尚未算出" },
    body: {
      en: (p) => `\`${p.name.en}\` is what is left after all limits, and this is worked out before them.`,
      zh: (p) => `“${p.name.zh}”是各项限额之后的实补额，而此处先于限额计算，不能引用。`,
    },
    hint: {
      en: (p) =>
        p.total
          ? "Add up the `gross` of the benefits, or make this a check."
          : `Use \`${p.name.en}.gross\` or \`${p.name.en}.approved\`, or make this a check.`,
      zh: (p) =>
        p.total
          ? "请改用各项奖补的“核算额”相加，或写成核查。"
          : `请改用“${p.name.zh}.核算额”或“${p.name.zh}.核定”，或写成核查。`,
    },
  }),
  P3030: entry<None>({
    severity: "error",
    title: { en: () => "A plain number beside a percentage", zh: () => "比例旁的数未写百分号" },
    body: {
      en: () =>
        "A number without a unit beside a percentage could be meant as a percentage or as a whole: 1 could be 1% or 100%.",
      zh: () => "百分比旁边的数没有写单位，可能指百分数，也可能指整体：1可以是1%，也可以是100%。",
    },
    hint: { en: () => "Write `100%` or `1%`, whichever is meant.", zh: () => "请按条款的意思写“100%”或“1%”。" },
  }),
  P3031: entry<None>({
    severity: "error",
    title: { en: () => "Whole lots of what?", zh: () => "每满多少针对什么" },
    body: {
      en: () =>
        "`per full` counts whole lots of a quantity and leaves out what is short of one, so the quantity must stand beside it.",
      zh: () => "“每满”只按整份计数，不足一份的不计，因此旁边应写明数量。",
    },
    hint: { en: () => "Write `40 yuan per full 10 mu of area`.", zh: () => "请写成“面积 每满10亩 40元”。" },
  }),
  P3032: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "The claim itself", zh: () => "此处指应补金额本身" },
    body: {
      en: (p) =>
        `In the order of a limit \`${p.name}\` is the amount of the claim itself. It stands alone, not inside a calculation.`,
      zh: (p) => `在限额的先后次序中，“${p.name}”指应补金额本身，只能单独写，不能写在计算式中。`,
    },
    hint: { en: () => "Order by `amount` alone, or by fields.", zh: () => "请单独按“金额”排列，或按字段排列。" },
  }),
  P3033: entry<{ benefit: Words; payee: Words; group: Words }>({
    severity: "error",
    title: { en: () => "A benefit outside the group", zh: () => "该奖补不在分组之内" },
    body: {
      en: (p) =>
        `\`${p.benefit.en}\` is paid for each \`${p.payee.en}\`, which belongs to no single \`${p.group.en}\`, so a limit per \`${p.group.en}\` cannot hold it.`,
      zh: (p) => `“${p.benefit.zh}”按“${p.payee.zh}”逐个发放，不属于某一个“${p.group.zh}”，不能按“${p.group.zh}”限额。`,
    },
    hint: {
      en: () => "Leave it out of this limit, or make the group wider.",
      zh: () => "请把它移出本限额，或改用更大的分组。",
    },
  }),
} satisfies Record<`P3${string}`, Entry<never>>;
