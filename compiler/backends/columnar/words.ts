/** Why something is left to the interpreter, in both languages. Plans say it in English, with ids in place of names. */

export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** How a name (an entity, a field, a benefit, a limit) is called. */
type Called = (id: string) => string;

type Pattern = readonly [english: RegExp, chinese: (called: Called, ...parts: string[]) => string, plain?: string];

const WAYS: Readonly<Record<string, string>> = {
  proRata: "按比例分摊",
  serve: "按次序安排",
  refuse: "超限不予受理",
  written: "按书写次序",
  report: "只作提示",
};
const COUNTS: Readonly<Record<string, string>> = { awards: "笔数", payees: "户数" };
const FOLDS: Readonly<Record<string, string>> = {
  sum: "合计",
  count: "个数",
  average: "平均",
  highest: "最高",
  lowest: "最低",
  any: "是否有",
  all: "是否都",
  share: "占比",
  first: "第一个",
};
const UNITS: Readonly<Record<string, string>> = { day: "天数", workday: "工作日数", month: "月数", year: "年数" };
const STAGES: Readonly<Record<string, string>> = {
  gross: "应得额",
  approved: "核定额",
  ceiling: "上限额",
  net: "实得额",
};

/** An operation in the words of a plan: `the sum over project`, `household.area`, `value rate`. */
function operation(called: Called, text: string): string {
  const fold = /^the (\w+) over (\w+)$/.exec(text);
  if (fold) return `${called(fold[2] as string)}的${FOLDS[fold[1] as string] ?? fold[1]}`;
  const unit = /^(\w+)s between two dates$/.exec(text);
  if (unit) return `两个日期之间的${UNITS[unit[1] as string] ?? unit[1]}`;
  if (text === "a date moved") return "推移后的日期";
  const value = /^value (\w+)$/.exec(text);
  return value ? called(value[1] as string) : called(text);
}

// The first that fits is taken.
const PATTERNS: readonly Pattern[] = [
  [/^the policy pays nothing$/, () => "政策没有发放项目"],
  [/^the run is refused$/, () => "本次测算未能开始"],
  [/^all amounts together may outgrow 2\^53 steps$/, () => "全部金额的合计可能超出精确计算的范围"],
  [/^an order of limit (\S+) has keys of several types$/, (c, e) => `${c(e)}的排序依据有几种类型的值`],
  [/^a stage reads amounts as they were entered$/, () => "有条款要读录入的原数"],
  [/^every (\S+) takes the slow lane$/, (c, e) => `${c(e)}每一行都须逐户测算`],
  [/^the sum of (\S+) over all rows may outgrow 64 bits$/, (c, b) => `${c(b)}各行合计可能超出 64 位`],
  [/^its range outgrows 64 bits$/, () => "取值范围超出 64 位"],
  [/^(\S+) is paid every month$/, (c, b) => `${c(b)}按月发放`],
  [/^(\S+) is due once for each (\S+)$/, (c, b, f) => `${c(b)}按${c(f)}各享受一次`],
  [
    /^(\S+) is due once, and past awards are not kept below each (\S+)$/,
    (c, b, e) => `${c(b)}只享受一次，而已发奖补没有记在各${c(e)}之下`,
  ],
  [/^due once: rows with a past award of it in (\S+)$/, (c, e) => `只享受一次：${c(e)}中已有该项记录的各行`],
  [/^(\S+) is a portion of a pot$/, (c, b) => `${c(b)}是资金池的份额`],
  [/^limit (\S+) is over several entities$/, (c, l) => `${c(l)}涉及几类对象`],
  [/^limit (\S+) is over a wider group$/, (c, l) => `${c(l)}的范围大于单个对象`],
  [/^limit (\S+) counts past awards$/, (c, l) => `${c(l)}要计入已发奖补`],
  [/^limit (\S+) counts (\S+)$/, (c, l, what) => `${c(l)}按${COUNTS[what] ?? what}计`],
  [/^limit (\S+) is shared by (\S+)$/, (c, l, way) => `${c(l)}${WAYS[way] ?? way}`],
  [/^reads net results$/, () => "要读最终实得额"],
  [/^ranges over (\S+) of the whole roster$/, (c, e) => `涉及整个名册的${c(e)}`],
  [/^follows a reference to another (\S+)$/, (c, e) => `要引用另一${c(e)}`],
  [/^sums (\S+) over other rows$/, (c, b) => `要合计其他行的${c(b)}`],
  [/^asks whether another (\S+) is eligible$/, (c, e) => `要看另一${c(e)}是否符合条件`],
  [/^no data is known of the date of the facts$/, () => "不知道认定日期的数据"],
  [/^no data is known of (.+)$/, (c, s) => `不知道${operation(c, s)}的数据`],
  [/^(.+) holds values of several types$/, (c, s) => `${operation(c, s)}含有几种类型的值`],
  [/^(.+) is blank in every row$/, (c, s) => `${operation(c, s)}各行均为空`],
  [/^(.+) has no common denominator of reasonable size$/, (c, s) => `${operation(c, s)}没有大小合适的公分母`],
  [/^(.+) does not fit 64 bits at scale (\d+)$/, (c, s, n) => `${operation(c, s)}放大 ${n} 倍后超出 64 位`],
  [/^eligibility where there is no row$/, () => "没有对应的行，无从判断资格"],
  [/^(.+) where there is no row$/, (c, s) => `没有对应的行，无从取得${operation(c, s)}`],
  [/^(.+) reads results$/, (c, s) => `${operation(c, s)}要读测算结果`],
  [/^the eligibility of each (\S+)$/, (c, e) => `各${c(e)}的资格`],
  [/^the (gross|approved|ceiling|net) of (\S+)$/, (c, s, b) => `${c(b)}的${STAGES[s]}`],
  [/^the total$/, () => "合计"],
  [/^whether (\S+) is known$/, (c, f) => `${c(f)}是否已知`],
  [
    /^(slab|sliced) of what has no kernel$/,
    (_, way) => `${way === "slab" ? "全额累进" : "超额累进"}的对象无法按列计算`,
  ],
  [/^a choice between texts$/, () => "在文字之间选择"],
  [/^a list of quotients, or of what has no kernel$/, () => "列表中有商，或有无法按列计算的内容"],
  [/^an average of as many as hold$/, () => "只对符合的各项求平均"],
  [/^an average of the rules that hold$/, () => "对符合的各条规则求平均"],
  [/^slices of a quotient$/, () => "对商分段计算"],
  [/^a quotient whose divisor may be negative, or is a quotient itself$/, () => "除数可能为负，或本身是商"],
  [/^a sum of quotients$/, () => "商相加"],
  [/^a share$/, () => "占比"],
  [/^a bound on what has no kernel$/, () => "上下限的对象无法按列计算"],
  [/^a cut that has no kernel$/, () => "上下限无法按列计算"],
  [/^an amount that is a quotient and is not rounded where it is written$/, () => "金额是商，而写明处没有取整"],
  [/^an entered amount without a ceiling$/, () => "核定额没有上限"],
  [/^an entered amount without a column$/, () => "名册没有核定额一列"],
  [/^the policy has no value (\S+)$/, (c, v) => `政策没有“${c(v)}”这个值`],
  [/^no value is set for (\S+)$/, (c, v) => `没有给出${c(v)}的数值`],
];

/** A reason of a plan. One that is not known stands as it is, in both. */
export function reasonWords(reason: string, called: Called = (id) => id): Words {
  for (const [english, chinese, plain] of PATTERNS) {
    const match = english.exec(reason);
    if (match) return { en: plain ?? reason, zh: chinese(called, ...match.slice(1)) };
  }
  return { en: reason, zh: reason };
}
