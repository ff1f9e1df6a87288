/** The form of what is being written, part by part, and which part the offset is in. */

import type { Token } from "../../grammar/token-types.js";
import type { Keyword } from "../../grammar/tokens.js";
import type { Bilingual, Signature } from "./data.js";
import type { Snapshot } from "./snapshot.js";
import { cursorAt, id } from "./tokens.js";

interface Part {
  readonly label: Bilingual;
  readonly about: Bilingual;
  /** Words that begin this part; the first part begins with the form itself. */
  readonly begins: readonly Keyword[];
}

interface Form {
  readonly words: readonly Keyword[];
  readonly about: Bilingual;
  readonly parts: readonly Part[];
}

const part = (en: string, zh: string, aboutEn: string, aboutZh: string, ...begins: Keyword[]): Part => ({
  label: { en, zh },
  about: { en: aboutEn, zh: aboutZh },
  begins,
});

const NAME = part(
  "name/名称",
  "名称/name",
  "Its name in both languages, then a label in quotation marks if wanted.",
  "中英文名称，后面可加引号里的全称。",
);
const CITE = part(
  'cite "…" quoting "…"',
  "依据 “…” 引 “…”",
  "Where the document says so, and its own words.",
  "文件的条目与原话。",
  "cite",
  "quoting",
);

/** Functions, which may stand anywhere in an expression; the innermost one open counts. */
const FUNCTIONS: readonly Form[] = [
  {
    words: ["round"],
    about: { en: "Rounds to whole steps.", zh: "按步长取整。" },
    parts: [
      part(
        "round half up",
        "取整 四舍五入",
        "half up, half even, upward or downward.",
        "四舍五入、四舍六入、进一或舍去。",
      ),
      part("(amount)", "（数额）", "What is rounded.", "要取整的数额。"),
      part("to 0.01 yuan", "至 0.01元", "The step.", "步长。", "to"),
    ],
  },
  {
    words: ["yearsFrom", "monthsFrom", "daysFrom", "workingDaysFrom", "fromMoment"],
    about: { en: "Completed units between two dates.", zh: "两个日期之间满多少。" },
    parts: [
      part(
        "years from date",
        "自 日期",
        "The first date: a date field, a date, or a sum in parentheses.",
        "起始日期：日期字段、日期，或括号里的算式。",
      ),
      part(
        "to date",
        "至 日期 年数",
        "The second date; in Chinese the unit follows it.",
        "截止日期，后面写年数、月数或天数。",
        "to",
      ),
    ],
  },
  {
    words: ["portionOf"],
    about: { en: "Divides a pot among those who get something, in proportion.", zh: "把一笔资金按比例分给各户。" },
    parts: [
      part("portion of pot", "资金", "The money that is divided.", "要分摊的资金。"),
      part("by weight", "按 权重 分摊", "In proportion to what, 0 or more.", "按什么分摊，不得为负。", "by"),
    ],
  },
  {
    words: ["sumOf", "highestOf", "lowestOf", "averageOf", "anyOf", "allOf", "shareOf", "firstOf"],
    about: {
      en: "Over the rows of a set, or a list in parentheses or bullets.",
      zh: "对一组对象，或对括号、逐行列出的各项。",
    },
    parts: [
      part("sum of amount", "合计 数额", "What is taken of each row.", "每一行取什么。"),
      part("among projects", "各 到户项目", "Which rows.", "哪些对象。", "among"),
      part(
        "where condition",
        "其中 条件",
        "Only those for which this holds: a name, or a test in parentheses.",
        "只取符合条件的：一个名称，或括号里的条件。",
        "where",
      ),
    ],
  },
  {
    words: ["countOf"],
    about: { en: "How many rows.", zh: "有多少个。" },
    parts: [
      part("count of members", "各 成员 计数", "Which rows.", "哪些对象。"),
      part("where condition", "其中 条件", "Only those for which this holds.", "只取符合条件的。", "where"),
    ],
  },
  {
    words: ["eachIn"],
    about: { en: "Over the rows of a set.", zh: "对一组对象。" },
    parts: [
      part("each set", "各 对象", "Which rows.", "哪些对象。"),
      part("where condition", "其中 条件", "Only those for which this holds.", "只取符合条件的。", "where"),
      part("of amount", "的 数额", "What is taken of each row.", "每一行取什么。", "of"),
      part(
        "sum, count …",
        "合计、计数……",
        "What is made of them.",
        "怎样汇总。",
        "sumOf",
        "countOf",
        "averageOf",
        "anyOf",
        "allOf",
      ),
    ],
  },
];

/** Clauses, by their head. */
const CLAUSES: readonly Form[] = [
  {
    words: ["benefit", "benefitAlso"],
    about: { en: "What is paid, to whom, how much.", zh: "补什么、补给谁、补多少。" },
    parts: [
      NAME,
      CITE,
      part(
        "when condition",
        "当 条件",
        "Who gets it; several conditions must all hold.",
        "谁能得到；写几条则须同时符合。",
        "when",
      ),
      part(
        "pay amount",
        "补 金额",
        "One amount for all. `up to` and `no less than` bound it.",
        "一个金额；“最高”“最低”为其上下限。",
        "pay",
      ),
      part(
        "condition → amount",
        "条件 → 金额",
        "One line for each case instead of `pay`.",
        "分情形时一行一种，代替“补”。",
        "otherwise",
      ),
      part(
        "except when condition",
        "除外 当 条件",
        "Who does not, with the reason in quotation marks.",
        "谁不能享受，引号里写事由。",
        "exceptWhen",
        "exceptAny",
      ),
      part("once per year", "限一次 每年", "No second time in that window.", "在此期间只补一次。", "once"),
    ],
  },
  {
    words: ["limit"],
    about: { en: "A ceiling over several benefits or payees.", zh: "几项奖补或几个对象合起来的上限。" },
    parts: [
      NAME,
      CITE,
      part(
        "all benefits",
        "全部奖补",
        "Which benefits: all, or their names with commas.",
        "哪些奖补：全部，或逐个列名。",
        "allBenefits",
      ),
      part(
        "per household",
        "每户",
        "Over whom it is counted; per year and per month are windows of time.",
        "以什么为单位合计；每年、每月是时间范围。",
        "per",
      ),
      part("up to 3000 yuan", "最高 3000元", "The ceiling.", "上限。", "upTo"),
      part(
        "when exceeded …",
        "超出时 ……",
        "Who gives way: report, refuse, pro rata, serve in an order.",
        "超出时怎么办：提示、退回、按比例、依次。",
        "whenExceeded",
      ),
    ],
  },
  {
    words: ["eligibleWhen"],
    about: { en: "Who may benefit at all.", zh: "谁可以享受。" },
    parts: [
      part("eligible when condition", "享受条件 当 条件", "What must hold.", "须符合的条件。"),
      part(
        'except when condition "reason"',
        "除外 当 条件 “事由”",
        "Who is left out, and why.",
        "哪些除外，事由是什么。",
        "exceptWhen",
        "exceptAny",
      ),
      CITE,
    ],
  },
  {
    words: ["define", "param"],
    about: {
      en: "A named value: what follows from others, or what is decided.",
      zh: "有名称的量：由其他内容得出，或由人决定。",
    },
    parts: [
      NAME,
      CITE,
      part("= value", "= 取值", "A formula.", "算式。"),
      part(
        "by key - row → value",
        "按 依据 - 档 → 取值",
        "A table, one row for each class or size.",
        "分档表，一档一行。",
        "by",
      ),
    ],
  },
  {
    words: ["question"],
    about: {
      en: "Wording that can be read in two ways; the run uses the one taken.",
      zh: "有几种读法的规定，测算用采用的一种。",
    },
    parts: [
      NAME,
      CITE,
      part("- reading = value", "- 读法 = 取值", "One line for each reading.", "每种读法一行。"),
      part("taken reading", "采用口径 读法", "Which one is used.", "采用哪一种。", "taken"),
    ],
  },
  {
    words: ["payOut"],
    about: {
      en: "When and to whom the amount is paid; the parts come to the whole.",
      zh: "何时付给谁；各部分合计为全额。",
    },
    parts: [
      part("pay out benefits", "拨付 奖补", "Which benefits.", "哪些奖补。"),
      CITE,
      part("- 50%", "- 50%", "A share, an amount, or the rest.", "比例、金额或余款。", "rest"),
      part("for payee", "用于 领取方", "To whom it goes, if not the household.", "付给谁（不是农户时）。", "for"),
      part("on date", "于 日期", "When it is due.", "何时拨付。", "on"),
      part("when condition", "当 条件", "On what condition.", "以什么为条件。", "when"),
      part("deadline date", "限期 日期", "By when at the latest.", "最迟何时。", "deadline"),
    ],
  },
  {
    words: ["inForce"],
    about: { en: "The time for which the version holds.", zh: "本版本施行的时间。" },
    parts: [
      part("in force date", "施行 日期", "From this day.", "自哪天起。"),
      part(
        "to date",
        "至 日期",
        "To this day; without it, until another version comes.",
        "至哪天止；不写则到下一版本。",
        "to",
      ),
      part("back to date", "追溯至 日期", "Cases since this day are settled anew.", "追溯到哪天。", "backTo"),
    ],
  },
  {
    words: ["example"],
    about: { en: "A case and what must come out of it.", zh: "一户的情况与应得金额。" },
    parts: [
      part('"title"', "“名称”", "What the case is called.", "示例的名称。"),
      part(
        "given field value, …",
        "已知 字段 取值，……",
        "The facts; `as in` takes over those of another example.",
        "已知的情况；“同”沿用另一示例。",
        "given",
        "asIn",
      ),
      part(
        "expect benefit amount",
        "应得 奖补 金额",
        "What each benefit, or the total, must come to.",
        "各项奖补或总额应为多少。",
        "expect",
      ),
    ],
  },
];

/** The form that the offset is in: the innermost function, else the clause; null outside both. */
export function signature(snapshot: Snapshot, offset: number): Signature | null {
  const cursor = cursorAt(snapshot, offset);
  if (cursor === null) return null;
  const inner = functionAt(cursor.before);
  if (inner !== null && cursor.rule !== "header") return shown(inner.form, inner.behind);
  const form = CLAUSES.find(({ words }) => cursor.head !== null && words.includes(cursor.head));
  if (form === undefined || cursor.before.length === 0) return null;
  return shown(form, cursor.before.slice(1));
}

/** The last function word on the line of tokens whose brackets are still open, with what stands behind it. */
function functionAt(before: readonly Token[]): { form: Form; behind: readonly Token[] } | null {
  let depth = 0;
  for (let i = before.length - 1; i > 0; i -= 1) {
    const token = before[i] as Token;
    const word = id(token);
    if (word === "close") depth += 1;
    else if (word === "open") depth -= 1;
    if (depth > 0) continue;
    const form = FUNCTIONS.find(({ words }) => word !== null && (words as readonly string[]).includes(word));
    if (form) return { form, behind: before.slice(i + 1) };
    if (token.first || word === "arrow") return null;
  }
  return null;
}

function shown({ about, parts }: Form, behind: readonly Token[]): Signature {
  let active = 0;
  for (const [i, token] of behind.entries()) {
    const word = id(token);
    const begun = parts.findIndex(({ begins }) => word !== null && (begins as readonly string[]).includes(word));
    if (begun >= 0) active = begun;
    else if (word === "open" && i <= 1 && parts[1]?.begins.length === 0) active = 1;
    else if (word === "equals" && active === 0)
      active = Math.max(
        0,
        parts.findIndex(({ label }) => label.en.startsWith("=")),
      );
    else if (word === "bullet") active = bulletPart(parts, active);
  }
  const join = (lang: "en" | "zh") => parts.map(({ label }) => label[lang]).join(lang === "en" ? " " : "　");
  return {
    label: { en: join("en"), zh: join("zh") },
    parts: parts.map(({ label, about: said }) => ({ label, about: said })),
    about,
    active,
  };
}

function bulletPart(parts: readonly Part[], active: number): number {
  const bulleted = parts.findIndex(({ label }) => label.en.startsWith("- "));
  return bulleted >= 0 ? bulleted : active;
}
