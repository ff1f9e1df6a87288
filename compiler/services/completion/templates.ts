// biome-ignore-all lint/suspicious/noTemplateCurlyInString: places to fill in are written so.
/** Whole clauses to begin from. `${1:…}` marks what is filled in; with the words given, each is a clause that can be read. */
import type { Keyword } from "../../../grammar/tokens.js";
import type { Bilingual } from "../data.js";

export interface Template {
  /** The clause head (or header) that it begins with: where that may stand, the template is offered. */
  readonly head: Keyword;
  readonly title: Bilingual;
  readonly text: Bilingual;
}

export const TEMPLATES: readonly Template[] = [
  {
    head: "policy",
    title: { en: "a new policy", zh: "新政策" },
    text: {
      en: [
        'policy ${1:my_policy}/${2:我的政策} "${3:title}"',
        '  version "${4:2024.1}"',
        "  uses household",
        "  in force ${5:2024-01-01} to ${6:2024-12-31}",
        "  round half up to 0.01 yuan",
        "",
        "for each household",
        "",
        "eligible when ${7:yes}",
        "",
        "${0}",
      ].join("\n"),
      zh: [
        "政策 ${1:我的政策}/${2:my_policy} “${3:名称}”",
        "  版本 “${4:2024.1}”",
        "  引用词表 household",
        "  施行 ${5:2024-01-01} 至 ${6:2024-12-31}",
        "  取整 四舍五入 至 0.01元",
        "",
        "以户为单位",
        "",
        "享受条件 当 ${7:是}",
        "",
        "${0}",
      ].join("\n"),
    },
  },
  {
    head: "forEach",
    title: { en: "for whom the clauses below are", zh: "以下各条以什么为单位" },
    text: { en: "for each ${1:household}", zh: "以${1:户}为单位" },
  },
  {
    head: "eligibleWhen",
    title: { en: "who may benefit", zh: "谁可以享受" },
    text: {
      en: 'eligible when ${1:able}\n  except when ${2:away} "${3:reason}"\n  cite "${4:art. 1}"',
      zh: "享受条件 当 ${1:有劳动力}\n  除外 当 ${2:整户外出} “${3:事由}”\n  依据 “${4:第一条}”",
    },
  },
  {
    head: "benefit",
    title: { en: "a benefit: a condition and an amount", zh: "一项奖补：条件与金额" },
    text: {
      en: "benefit ${1:grain}/${2:粮食}\n  when ${3:grain_area at least 5 mu}\n  pay ${4:300 yuan per mu of grain_area}",
      zh: "奖补 ${1:粮食}/${2:grain}\n  当 ${3:连片粮食面积 5亩及以上}\n  补 ${4:连片粮食面积 每亩 300元}",
    },
  },
  {
    head: "benefit",
    title: { en: "a benefit in cases, each with its amount", zh: "分情形的奖补" },
    text: {
      en: "benefit ${1:livestock}/${2:养殖}\n  when ${3:pigs at least 6 head} → ${4:3000 yuan}\n  otherwise → ${5:1500 yuan}",
      zh: "奖补 ${1:养殖}/${2:livestock}\n  当 ${3:生猪 6头及以上} → ${4:3000元}\n  其余 → ${5:1500元}",
    },
  },
  {
    head: "limit",
    title: { en: "a ceiling on one or more benefits", zh: "限额" },
    text: {
      en: "limit ${1:household_cap}/${2:户均限额}\n  ${3:all benefits} per ${4:household} up to ${5:3000 yuan}",
      zh: "限额 ${1:户均限额}/${2:household_cap}\n  ${3:全部奖补} 每${4:户} 最高 ${5:3000元}",
    },
  },
  {
    head: "define",
    title: { en: "a name for what follows from others", zh: "由其他内容得出的量" },
    text: {
      en: "define ${1:reached}/${2:扶持对象} = ${3:able and willing}",
      zh: "定义 ${1:扶持对象}/${2:reached} = ${3:有劳动力 且 有发展意愿}",
    },
  },
  {
    head: "param",
    title: { en: "a figure that is decided", zh: "参数：由人决定的数" },
    text: {
      en: 'param ${1:rate}/${2:标准} = ${3:300 yuan per mu}\n  cite "${4:art. 1}"',
      zh: "参数 ${1:标准}/${2:rate} = ${3:300元/亩}\n  依据 “${4:第一条}”",
    },
  },
  {
    head: "param",
    title: { en: "a table of rates by class or size", zh: "分档标准表" },
    text: {
      en: "param ${1:tier}/${2:分档} by ${3:pigs}\n  - under ${4:50 head} → ${5:100 yuan}\n  - at least ${4:50 head} → ${6:200 yuan}",
      zh: "参数 ${1:分档}/${2:tier} 按 ${3:生猪}\n  - 不满 ${4:50头} → ${5:100元}\n  - 不少于 ${4:50头} → ${6:200元}",
    },
  },
  {
    head: "question",
    title: { en: "wording with two readings, one of them taken", zh: "两种读法，采用其一" },
    text: {
      en: 'question ${1:sow_rule}/${2:母猪达标} "${3:what is open}"\n  - ${4:strict}/${5:不含三头} = ${6:sows more than 3 head}\n  - ${7:inclusive}/${8:含三头} = ${9:sows at least 3 head}\n  taken ${4:strict}',
      zh: "口径 ${1:母猪达标}/${2:sow_rule} “${3:哪里有疑义}”\n  - ${4:不含三头}/${5:strict} = ${6:母猪 超过 3头}\n  - ${7:含三头}/${8:inclusive} = ${9:母猪 3头及以上}\n  采用口径 ${4:不含三头}",
    },
  },
  {
    head: "payOut",
    title: { en: "how it is paid out", zh: "拨付办法" },
    text: {
      en: "pay out ${1:all benefits}\n  - ${2:50%} on ${3:accepted_on}\n  - rest on ${3:accepted_on} + ${4:6 months}",
      zh: "拨付 ${1:全部奖补}\n  - ${2:50%} 于 ${3:验收日期}\n  - 余款 于 ${3:验收日期} + ${4:6个月}",
    },
  },
  {
    head: "check",
    title: { en: "a condition that must hold", zh: "必须成立的条件" },
    text: {
      en: 'check ${1:in_time}/${2:按期} "${3:what is checked}"\n  ${4:accepted_on no later than 2024-05-31}',
      zh: "核查 ${1:按期}/${2:in_time} “${3:核查什么}”\n  ${4:验收日期 不晚于 2024-05-31}",
    },
  },
  {
    head: "procedure",
    title: { en: "the steps of the procedure", zh: "办理程序" },
    text: {
      en: "procedure ${1:steps}/${2:办理流程}\n  - ${3:apply}/${4:申请} by ${5:household}\n  - ${6:notice}/${7:公示} after ${3:apply} lasting ${8:7 days}",
      zh: "程序 ${1:办理流程}/${2:steps}\n  - ${3:申请}/${4:apply} 由 ${5:户}\n  - ${6:公示}/${7:notice} 在 ${3:申请} 之后 历时 ${8:7天}",
    },
  },
  {
    head: "note",
    title: { en: "a clause with nothing to compute", zh: "没有可计算内容的条款" },
    text: {
      en: 'note ${1:evidence}/${2:资料} "${3:what it says}" cite "${4:art. 1}" quoting "${5:words of the document}"',
      zh: "备注 ${1:资料}/${2:evidence} “${3:内容}” 依据 “${4:第一条}” 引 “${5:原文}”",
    },
  },
  {
    head: "example",
    title: { en: "a case with the amount expected", zh: "示例：一户应得多少" },
    text: {
      en: 'example "${1:title}"\n  given ${2:grain_area 5 mu}\n  expect total ${3:1500 yuan}',
      zh: "示例 “${1:名称}”\n  已知 ${2:连片粮食面积 5亩}\n  应得 总额 ${3:1500元}",
    },
  },
  {
    head: "entity",
    title: { en: "what has its own lines in the roster, with its fields", zh: "名册中的对象及其字段" },
    text: {
      en: "entity ${1:plot}/${2:地块} within ${3:household}\n  - ${4:plot_no}/${5:地块号}: text, key\n  - ${6:plot_area}/${7:地块面积}: mu, 0 mu to 1000 mu",
      zh: "对象 ${1:地块}/${2:plot} 隶属 ${3:户}\n  - ${4:地块号}/${5:plot_no}：文本，主键\n  - ${6:地块面积}/${7:plot_area}：亩，0亩 至 1000亩",
    },
  },
];

/** A template's text with the words given in place of the marks. */
export function filled(text: string): string {
  return text.replace(/\$\{\d+:([^}]*)\}/g, "$1").replace(/\$\{?\d+\}?/g, "");
}
