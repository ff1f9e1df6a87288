/**
 * The only table of keywords: every word of the language, its spelling in both surfaces, how it is highlighted, and how it
 * is named to a drafter. Lexer, parser, printer, highlighting and reference documentation are all read from here.
 *
 * Two entries may share a spelling (`from` is 取自, 自 or 原为 in Chinese): the first in the table is what the lexer makes
 * of that spelling, and the parser takes the others beside it wherever the place asks for them.
 */

export type Surface = "en" | "zh";

export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/**
 * head: begins a clause. header: begins a header line. line: begins a part of a clause. word: an operator, list word or
 * joining word inside an expression. constant: yes, no. type: what a value is. flag: how it may be used.
 */
export type HighlightClass = "head" | "header" | "line" | "word" | "constant" | "type" | "flag";

export interface KeywordSpec {
  /** Canonical English spelling; a space stands for any spaces on one line. "" where English says it by word order. */
  readonly en: string;
  /** Canonical Chinese spelling; a space stands for any spaces, or none. "" where Chinese says it by word order. */
  readonly zh: string;
  readonly alsoEn?: readonly string[];
  readonly alsoZh?: readonly string[];
  readonly class: HighlightClass;
  /**
   * reserved: a keyword wherever it stands. first: a clause head when it is first on its line, a name elsewhere.
   * header: a keyword when it is first on its line before the first clause, a name elsewhere. soft: a keyword where the
   * grammar asks for it, and a name elsewhere.
   */
  readonly use: "reserved" | "first" | "header" | "soft";
  /** Chinese printed instead of `zh` before a bulleted list. */
  readonly zhBeforeList?: string;
  /** Keywords of one group are named together in messages. */
  readonly group?: Group;
}

/** How groups of interchangeable words are named to a drafter. */
export const GROUPS = {
  clause: { en: "a clause such as `benefit` or `limit`", zh: "条款开头的词，如“奖补”“限额”" },
  header: { en: "a header such as `version` or `in force`", zh: "文件头的词，如“版本”“施行”" },
  comparison: { en: "a comparison such as `>=` or `at least`", zh: "比较词，如“≥”“不少于”" },
  bound: { en: "`or more` or `or less`", zh: "“及以上”或“及以下”" },
  list: { en: "a list word such as `any of` or `sum of`", zh: "列举词，如“任一”“合计”" },
  rounding: { en: "a rounding mode such as `half up`", zh: "取整方式，如“四舍五入”" },
  elapsed: { en: "a span of time such as `years from … to …`", zh: "时间长度，如“自……至……年数”" },
  step: { en: "what holds for the step, such as `by` or `after`", zh: "步骤的内容，如“由”“在……之后”" },
  flag: { en: "`key`, `private` or `optional`", zh: "“主键”“隐私”或“选填”" },
  table: { en: "`slab` or `sliced`", zh: "“全额”或“累进”" },
  yesNo: { en: "yes or no", zh: "是或否" },
  way: { en: "what happens when it is exceeded, such as `pro rata`", zh: "超出时的处理方式，如“按比例”" },
  cut: { en: "`up to` or `no less than`", zh: "“最高”或“最低”" },
  month: { en: "how part months count, such as `part months whole`", zh: "不足月的算法，如“不足月按整月”" },
  value: { en: "a name, a number or another value", zh: "名称、数值或其他取值" },
  direction: { en: "`rising` or `falling`", zh: "“由低到高”或“由高到低”" },
} as const satisfies Record<string, Bilingual>;

export type Group = keyof typeof GROUPS;

type Use = KeywordSpec["use"];
type More = Omit<Partial<KeywordSpec>, "en" | "zh" | "class" | "use">;

function define(cls: HighlightClass, use: Use) {
  return (en: string, zh: string, more: More = {}): KeywordSpec => ({ en, zh, class: cls, use, ...more });
}

const head = (en: string, zh: string, more: More = {}) =>
  define("head", "reserved")(en, zh, { group: "clause", ...more });
/** A clause head whose word is also a likely field name (备注, 单位): it is one only when first on its line. */
const firstHead = (en: string, zh: string, more: More = {}) =>
  define("head", "first")(en, zh, { group: "clause", ...more });
const header = (en: string, zh: string, more: More = {}) =>
  define("header", "header")(en, zh, { group: "header", ...more });
const line = define("line", "reserved");
const word = define("word", "reserved");
const soft = define("word", "soft");
const comparison = (en: string, zh: string, more: More = {}) => word(en, zh, { group: "comparison", ...more });
const list = (en: string, zh: string, more: More = {}) => word(en, zh, { group: "list", ...more });

export const KEYWORDS = {
  // ------------------------------------------------------------ files and headers
  policy: head("policy", "政策"),
  vocabulary: head("vocabulary", "词表"),
  version: header("version", "版本"),
  document: header("document", "文号"),
  issued: header("issued", "印发"),
  source: header("source", "原文"),
  uses: header("uses", "引用词表", { alsoZh: ["使用"] }),
  inForce: header("in force", "施行"),
  factsOn: header("facts on", "事实日期"),
  period: header("period", "周期"),
  amends: header("amends", "修订"),
  replaces: header("replaces", "替代"),
  cliffAt: header("cliff at", "落差提示"),
  /** A header, and a word in expressions. */
  round: define("word", "reserved")("round", "取整"),
  to: word("to", "至", { alsoZh: ["到"] }),
  backTo: line("back to", "追溯至"),
  halfUp: word("half up", "四舍五入", { group: "rounding" }),
  halfEven: word("half even", "四舍六入", { alsoZh: ["四舍六入五成双"], group: "rounding" }),
  upward: word("upward", "进一", { group: "rounding" }),
  downward: word("downward", "舍去", { group: "rounding" }),

  // ------------------------------------------------------------ clause heads
  forEach: head("for each", "对每个", { alsoEn: ["for every"] }),
  overall: head("overall", "总体"),
  eligibleWhen: head("eligible when", "享受条件 当"),
  define: head("define", "定义"),
  param: head("param", "参数"),
  question: head("question", "口径"),
  benefit: head("benefit", "奖补"),
  /** Words that offices also use for a benefit; each is likely as a name too. */
  benefitAlso: firstHead("benefit", "补助", { alsoZh: ["补贴", "奖励", "救助"] }),
  limit: head("limit", "限额"),
  payOut: head("pay out", "拨付"),
  check: head("check", "核查"),
  principle: firstHead("principle", "原则上"),
  procedure: firstHead("procedure", "程序"),
  note: firstHead("note", "备注"),
  example: head("example", "示例"),
  repeal: head("repeal", "废止"),
  change: firstHead("change", "调整"),
  entity: firstHead("entity", "对象"),
  unit: firstHead("unit", "单位"),

  // ------------------------------------------------------------ parts of clauses
  when: line("when", "当"),
  exceptWhen: line("except when", "除外 当"),
  exceptAny: line("", "有下列情形之一的，不予补助", {
    alsoZh: [
      "有下列情形之一的，不予奖补",
      "有下列情形之一的，不予补贴",
      "有下列情形之一的不予补助",
      "有下列情形之一的，不予发放",
    ],
  }),
  cite: line("cite", "依据"),
  quoting: line("quoting", "引"),
  pay: line("pay", "补"),
  otherwise: line("otherwise", "其余"),
  once: line("once", "限一次"),
  everyMonth: line("every month", "逐月"),
  during: line("while", "期间"),
  partMonthsWhole: line("part months whole", "不足月按整月", { group: "month" }),
  partMonthsByDays: line("part months by days", "不足月按天", { alsoZh: ["不足月按日"], group: "month" }),
  partMonthsDropped: line("part months dropped", "不足月不计", { group: "month" }),
  backPay: line("back pay", "补发"),
  taken: line("taken", "采用口径", { alsoZh: ["采用"] }),
  allBenefits: word("all benefits", "全部奖补", { alsoZh: ["全部补助", "全部补贴"] }),
  since: line("since", "自从"),
  upTo: line("up to", "最高", { alsoZh: ["上限"], group: "cut" }),
  noLessThan: line("no less than", "最低", { group: "cut" }),
  whenExceeded: line("when exceeded", "超出时"),
  report: soft("report", "提示", { group: "way" }),
  refuse: soft("refuse", "退回", { group: "way" }),
  proRata: word("pro rata", "按比例", { group: "way" }),
  serve: word("serve", "依次", { group: "way" }),
  serveWhole: word("serve whole", "依次 整笔", { group: "way" }),
  rising: soft("rising", "由低到高", { group: "direction" }),
  falling: soft("falling", "由高到低", { group: "direction" }),
  rest: line("rest", "余款"),
  for: line("for", "用于"),
  on: line("on", "于"),
  deadline: line("deadline", "限期"),
  given: line("given", "已知"),
  expect: line("expect", "应得"),
  asIn: word("as in", "同"),
  notEligible: word("not eligible", "不符合"),
  notDue: word("not due", "不予发放"),
  undecided: word("undecided", "待定"),
  unless: line("unless", "例外"),

  // ------------------------------------------------------------ values and fields
  by: word("by", "按"),
  from: word("from", "取自"),
  yesNo: define("type", "reserved")("yes/no", "是否"),
  wholeNumber: define("type", "reserved")("whole number", "整数"),
  oneOf: define("type", "reserved")("one of", "选项"),
  blankMeans: word("blank means", "空白作"),
  alias: word("alias", "别名"),
  setBy: word("set by", "由"),
  key: define("flag", "soft")("key", "主键", { group: "flag" }),
  private: define("flag", "soft")("private", "隐私", { group: "flag" }),
  optional: define("flag", "soft")("optional", "选填", { group: "flag" }),
  within: word("within", "隶属"),
  changeFrom: word("from", "原为"),
  changeTo: word("to", "改为"),

  // ------------------------------------------------------------ steps of a procedure
  after: comparison("after", "晚于"),
  lasting: word("lasting", "历时", { group: "step" }),
  bothEndsCounted: word("both ends counted", "首尾计入"),
  stepWithin: word("within", "限", { group: "step" }),
  repeatsEvery: word("repeats every", "每隔", { group: "step" }),
  shows: word("shows", "公示栏目", { group: "step" }),
  /** 在 … 之后: the steps a step waits for; 在 … 前 12个月内: a window. */
  at: word("", "在"),
  afterwards: word("after", "之后"),

  // ------------------------------------------------------------ logic and tests
  and: word("and", "且", { alsoZh: ["并且"] }),
  or: word("or", "或", { alsoZh: ["或者"] }),
  not: word("not", "非"),
  is: comparison("is", "为"),
  isNot: comparison("is not", "不为"),
  isKnown: comparison("is known", "已填"),
  isMissing: comparison("is missing", "未填"),
  isOneOf: comparison("is one of", "属于"),
  isNotOneOf: comparison("is not one of", "不属于"),
  atLeast: comparison("at least", "不少于", { alsoZh: ["不低于", "不小于", "大于等于", "大于或等于"] }),
  moreThan: comparison("more than", "超过", { alsoZh: ["大于", "多于", "高于"] }),
  atMost: comparison("at most", "不超过", { alsoZh: ["不高于", "不多于", "不大于", "小于等于", "小于或等于"] }),
  under: comparison("under", "不满", { alsoEn: ["less than"], alsoZh: ["低于", "少于", "小于", "不足"] }),
  noEarlierThan: comparison("no earlier than", "不早于"),
  noLaterThan: comparison("no later than", "不晚于"),
  before: comparison("before", "早于"),
  orMore: word("or more", "及以上", { group: "bound" }),
  orAbove: word("or above", "以上", { group: "bound" }),
  orLess: word("or less", "及以下", { group: "bound" }),
  orBelow: word("or below", "以下", { alsoZh: ["以内"], group: "bound" }),
  including: word("incl", "含", { alsoEn: ["including"] }),
  excluding: word("excl", "不含", { alsoEn: ["excluding"] }),
  inThe: word("in the", "在"),
  windowBefore: word("before", "前", { alsoZh: ["之前"] }),
  windowInside: word("", "内", { alsoZh: ["之内"] }),
  yes: define("constant", "reserved")("yes", "是", { group: "yesNo" }),
  no: define("constant", "reserved")("no", "否", { group: "yesNo" }),

  // ------------------------------------------------------------ amounts and sums
  per: word("per", "每"),
  full: word("full", "满"),
  of: word("of", "的"),
  in: word("in", "折合"),
  slab: word("slab", "全额", { group: "table" }),
  sliced: word("sliced", "累进", { group: "table" }),
  portionOf: word("portion of", ""),
  shareOut: word("", "分摊"),
  remainderTo: line("remainder to", "尾差归"),
  approvedAmount: word("approved amount", "核定金额"),
  startingAt: word("from", "起补"),
  countingAtMost: word("counting at most", "最多补"),
  yearsFrom: word("years from", "年数", { group: "elapsed" }),
  monthsFrom: word("months from", "月数", { group: "elapsed" }),
  daysFrom: word("days from", "天数", { group: "elapsed" }),
  workingDaysFrom: word("working days from", "工作日数", { group: "elapsed" }),
  /** 自 X 至 Y 年数; 逐月 自 X. */
  fromMoment: word("from", "自"),

  // ------------------------------------------------------------ lists and sets
  anyOf: list("any of", "任一", {
    zhBeforeList: "达到下列条件之一",
    alsoZh: ["达到下列条件之一", "符合下列条件之一", "有下列情形之一"],
  }),
  allOf: list("all of", "全部", { zhBeforeList: "同时符合下列条件", alsoZh: ["同时符合下列条件", "同时达到下列条件"] }),
  sumOf: list("sum of", "合计"),
  highestOf: list("highest of", "取高", { alsoZh: ["最大"] }),
  lowestOf: list("lowest of", "取低", { alsoZh: ["最小"] }),
  firstOf: list("first of", "依次取"),
  averageOf: list("average of", "平均"),
  shareOf: list("share of", "占比"),
  countOf: list("count of", "计数"),
  among: word("among", ""),
  where: word("where", "其中"),
  eachIn: word("", "各"),
} as const satisfies Record<string, KeywordSpec>;

export type Keyword = keyof typeof KEYWORDS;

/**
 * Chinese also writes `for each household` as 以户为单位, and the printer prefers it: this word before the name, the other
 * after it. The lexer knows the pair when it stands first on a line.
 */
export const FOR_EACH_AROUND = { before: "以", after: "为单位" } as const;

/** Signs and what may be typed for them, after full-width forms have been folded. The first spelling is canonical. */
export const SIGNS = {
  arrow: { en: "→", zh: "→", typed: ["→", "->", "=>", "⇒"], says: { en: "`→`", zh: "“→”" } },
  ge: { en: ">=", zh: "≥", typed: [">=", "≥", "≧"], group: "comparison" },
  le: { en: "<=", zh: "≤", typed: ["<=", "≤", "≦"], group: "comparison" },
  ne: { en: "!=", zh: "≠", typed: ["!=", "≠", "<>"], group: "comparison" },
  gt: { en: ">", zh: ">", typed: [">"], group: "comparison" },
  lt: { en: "<", zh: "<", typed: ["<"], group: "comparison" },
  equals: { en: "=", zh: "=", typed: ["="], says: { en: "`=`", zh: "“=”" } },
  plus: { en: "+", zh: "+", typed: ["+"], says: { en: "`+`, `-`, `*` or `/`", zh: "加、减、乘、除" } },
  minus: { en: "-", zh: "－", typed: ["-"], says: { en: "`+`, `-`, `*` or `/`", zh: "加、减、乘、除" } },
  times: { en: "*", zh: "×", typed: ["*", "×"], says: { en: "`+`, `-`, `*` or `/`", zh: "加、减、乘、除" } },
  divide: { en: "/", zh: "÷", typed: ["÷"], says: { en: "`+`, `-`, `*` or `/`", zh: "加、减、乘、除" } },
  /** `/`: division, the two spellings of a name, or `per` between two units. */
  slash: { en: "/", zh: "/", typed: ["/"], says: { en: "`+`, `-`, `*` or `/`", zh: "加、减、乘、除" } },
  dash: { en: "to", zh: "至", typed: ["—", "——", "~", "〜"], says: { en: "`to`", zh: "“至”" } },
  comma: { en: ",", zh: "，", typed: [","], says: { en: "a comma", zh: "逗号" } },
  listComma: { en: ",", zh: "、", typed: ["、"], says: { en: "a comma", zh: "逗号" } },
  semicolon: { en: ";", zh: "；", typed: [";"], says: { en: "`;`", zh: "分号" } },
  colon: { en: ":", zh: "：", typed: [":"], says: { en: "`:`", zh: "冒号" } },
  dot: { en: ".", zh: ".", typed: ["."], says: { en: "`.`", zh: "“.”" } },
  open: { en: "(", zh: "（", typed: ["("], says: { en: "`(`", zh: "左括号" } },
  close: { en: ")", zh: "）", typed: [")"], says: { en: "`)`", zh: "右括号" } },
} as const satisfies Record<
  string,
  Bilingual & { readonly typed: readonly string[]; readonly says?: Bilingual; readonly group?: Group }
>;

export type Sign = keyof typeof SIGNS;

/** What is neither a keyword nor a sign, as a drafter would call it. */
export const OTHER_TOKENS = {
  name: { en: "a name", zh: "名称" },
  number: { en: "a number", zh: "数值" },
  date: { en: "a date", zh: "日期" },
  text: { en: "a text in quotation marks", zh: "引号中的文字" },
  bullet: { en: "a line that begins with `-`", zh: "以“-”开头的一行" },
  magnitude: { en: "`wan` or `yi`", zh: "“万”或“亿”" },
  /** A comma after which the amount goes on: `, from 10`, `, up to 3000`. */
  pause: { en: "a comma", zh: "逗号" },
  end: { en: "the end of the clause", zh: "条款结尾" },
} as const satisfies Record<string, Bilingual>;

/**
 * Names that the language itself gives a meaning, with their counterpart in the other surface: types, what a benefit can be
 * asked for, and what a run knows. They are ordinary names to the parser.
 */
export const BUILT_IN_NAMES: readonly Bilingual[] = [
  { en: "text", zh: "文本" },
  { en: "date", zh: "日期" },
  { en: "number", zh: "数" },
  { en: "eligible", zh: "符合条件" },
  { en: "total", zh: "总额" },
  { en: "amount", zh: "金额" },
  { en: "gross", zh: "核算额" },
  { en: "approved", zh: "核定" },
  { en: "ceiling", zh: "核定上限" },
  { en: "net", zh: "实补额" },
  { en: "as_of", zh: "基准日" },
];

/**
 * The canonical spelling of a keyword. A word that one surface says by word order alone is given as the other spells it.
 * `beforeList`: a bulleted list follows (任一 is then 达到下列条件之一).
 */
export function spelling(keyword: Keyword, surface: Surface, beforeList = false): string {
  const spec: KeywordSpec = KEYWORDS[keyword];
  if (surface === "zh" && beforeList && spec.zhBeforeList !== undefined) return spec.zhBeforeList;
  return spec[surface] || spec[surface === "en" ? "zh" : "en"];
}

/** The canonical spelling of a sign: `，` and `≥` in Chinese. */
export function signSpelling(sign: Sign, surface: Surface): string {
  return SIGNS[sign][surface];
}

/** Every spelling that stands for this keyword, canonical ones first. */
export function spellings(keyword: Keyword): readonly string[] {
  const spec: KeywordSpec = KEYWORDS[keyword];
  return [spec.en, spec.zh, ...(spec.alsoEn ?? []), ...(spec.alsoZh ?? [])].filter((s) => s !== "");
}

/** How a keyword is named in a message: its group, or its own spelling as code. */
export function describeKeyword(keyword: Keyword): Bilingual {
  const spec: KeywordSpec = KEYWORDS[keyword];
  if (spec.group !== undefined) return GROUPS[spec.group];
  return { en: `\`${spelling(keyword, "en")}\``, zh: `“${spelling(keyword, "zh")}”` };
}
