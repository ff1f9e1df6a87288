/** 5xxx: what a run finds. Amounts and values arrive as text. */
import { type Entry, entry } from "../entry.js";

export const evaluation = {
  P5001: entry<{ clause: string; first: string; second: string; entity: string; row: string }>({
    severity: "error",
    title: { en: () => "Two rules hold at once", zh: () => "两条规则同时成立" },
    body: {
      en: (p) =>
        `In \`${p.clause}\`, rule ${p.first} and rule ${p.second} both hold for ${p.entity} ${p.row}. At most one may hold; the result of this row is undecided and nothing is paid.`,
      zh: (p) =>
        `“${p.clause}”的第${p.first}条与第${p.second}条规则对${p.entity} ${p.row}同时成立，而至多只能成立一条；该行结果待定，不予发放。`,
    },
    hint: {
      en: () => "Narrow one of the rules, or say which wins with `first of`, `highest of` or `sum of`.",
      zh: () => "请收窄其中一条，或用“依次取”“取高”“合计”写明取舍。",
    },
  }),
  P5002: entry<{ parameter: string; who: string; key: string }>({
    severity: "error",
    title: { en: () => "A delegated value is missing", zh: () => "授权确定的数值缺失" },
    body: {
      en: (p) =>
        `\`${p.parameter}\` is set by ${p.who}, and no value was given for ${p.key}. Whatever depends on it there is undecided and nothing is paid.`,
      zh: (p) => `“${p.parameter}”由${p.who}确定，但没有给出${p.key}的数值；该处与之有关的结果待定，不予发放。`,
    },
    hint: { en: (p) => `Give the value that ${p.key} has set.`, zh: (p) => `请提供${p.key}确定的数值。` },
  }),
  P5003: entry<{ parameter: string; who: string }>({
    severity: "error",
    title: { en: () => "A delegated value is missing", zh: () => "授权确定的数值缺失" },
    body: {
      en: (p) =>
        `\`${p.parameter}\` is set by ${p.who}, and the run was given no value. Whatever depends on it is undecided and nothing is paid.`,
      zh: (p) => `“${p.parameter}”由${p.who}确定，但本次计算没有给出数值；与之有关的结果待定，不予发放。`,
    },
    hint: {
      en: (p) => `Give the value of \`${p.parameter}\` with the run.`,
      zh: (p) => `请在计算时提供“${p.parameter}”的数值。`,
    },
  }),
  P5004: entry<{ parameter: string; key: string | null; value: string; low: string | null; high: string | null }>({
    severity: "error",
    title: { en: () => "A delegated value is out of bounds", zh: () => "授权确定的数值超出范围" },
    body: {
      en: (p) =>
        `\`${p.parameter}\`${p.key === null ? "" : ` for ${p.key}`} was given as ${p.value}. The policy allows ${p.low ?? "anything"} to ${p.high ?? "anything"}. The value is not used, and what depends on it is undecided.`,
      zh: (p) =>
        `“${p.parameter}”${p.key === null ? "" : `（${p.key}）`}给出的数值为${p.value}，政策规定的范围是${p.low ?? "不限"}至${p.high ?? "不限"}；该值未被采用，与之有关的结果待定。`,
    },
    hint: { en: () => "Check the figure and its unit.", zh: () => "请核对数值及其单位。" },
  }),
  P5005: entry<{ benefit: string; column: string; entity: string }>({
    severity: "error",
    title: { en: () => "No column for an entered amount", zh: () => "缺少核定金额列" },
    body: {
      en: (p) =>
        `The amount of \`${p.benefit}\` is entered by a person, but the roster of ${p.entity} has no column \`${p.column}\`. The run was refused.`,
      zh: (p) => `“${p.benefit}”的金额由人工核定，但${p.entity}名册中没有“${p.column}”一列；本次计算未进行。`,
    },
    hint: {
      en: () =>
        "Add the column, or name what to assume: the ceiling, the floor, a percentage of the ceiling, or what was paid last time.",
      zh: () => "请补充该列，或指明按何种假设计算：上限、下限、上限的百分比或上次发放额。",
    },
  }),
  P5006: entry<{ benefit: string; kind: "ceiling" | "floor" | "percent" | "history"; share: string | null }>({
    severity: "note",
    title: { en: () => "Entered amounts are assumed", zh: () => "核定金额为假设" },
    body: {
      en: (p) =>
        `No amounts were entered for \`${p.benefit}\`. The result assumes ${{ ceiling: "its ceiling", floor: "its floor", percent: `${p.share} of its ceiling`, history: "what was paid last time" }[p.kind]}.`,
      zh: (p) =>
        `“${p.benefit}”没有核定金额，结果按${{ ceiling: "上限", floor: "下限", percent: `上限的${p.share}`, history: "上次发放额" }[p.kind]}假设。`,
    },
  }),
  P5007: entry<{ clauses: readonly string[] }>({
    severity: "note",
    title: { en: () => "No past awards assumed", zh: () => "假设无已发奖补" },
    body: {
      en: (p) =>
        `${p.clauses.map((c) => `\`${c}\``).join(", ")} depend${p.clauses.length === 1 ? "s" : ""} on past awards, and no file of them was given. The result assumes that there were none.`,
      zh: (p) =>
        `${p.clauses.map((c) => `“${c}”`).join("、")}涉及已发奖补，但没有提供已发奖补名册；结果假设此前未发放。`,
    },
  }),
  P5008: entry<{ entity: string; columns: readonly string[] }>({
    severity: "error",
    title: { en: () => "Columns that the policy reads are absent", zh: () => "名册缺少政策所用的列" },
    body: {
      en: (p) =>
        `The roster of ${p.entity} has no column ${p.columns.map((c) => `\`${c}\``).join(", ")}. An absent column is not the same as blank cells; the run was refused.`,
      zh: (p) =>
        `${p.entity}名册中没有${p.columns.map((c) => `“${c}”`).join("、")}列。缺列与空白不同，本次计算未进行。`,
    },
    hint: { en: () => "Add the columns; cells may stay blank.", zh: () => "请补充这些列，单元格可以留空。" },
  }),
  P5009: entry<{ entity: string }>({
    severity: "error",
    title: { en: () => "A roster that the policy reads is absent", zh: () => "缺少政策所用的名册" },
    body: {
      en: (p) => `The policy reads ${p.entity}, and no roster of them was given. The run was refused.`,
      zh: (p) => `政策用到${p.entity}，但没有提供相应名册；本次计算未进行。`,
    },
    hint: { en: () => "Give the roster; it may have no rows.", zh: () => "请提供该名册，可以没有数据行。" },
  }),
  P5010: entry<{ question: string; reading: string; readings: readonly string[] }>({
    severity: "error",
    title: { en: () => "Unknown reading", zh: () => "口径不存在" },
    body: {
      en: (p) =>
        p.readings.length === 0
          ? `The run names \`${p.question}\`, which is no question of this policy. The run was refused.`
          : `\`${p.question}\` has no reading \`${p.reading}\`; it has ${p.readings.map((r) => `\`${r}\``).join(", ")}. The run was refused.`,
      zh: (p) =>
        p.readings.length === 0
          ? `本政策没有名为“${p.question}”的口径，本次计算未进行。`
          : `“${p.question}”没有“${p.reading}”这一口径，可选${p.readings.map((r) => `“${r}”`).join("、")}；本次计算未进行。`,
    },
  }),
  P5011: entry<{ benefit: string; entity: string; row: string }>({
    severity: "error",
    title: { en: () => "An amount needs itself", zh: () => "金额循环依赖" },
    body: {
      en: (p) =>
        `The amount of \`${p.benefit}\` for ${p.entity} ${p.row} can only be found from itself. It is undecided and nothing is paid.`,
      zh: (p) => `${p.entity} ${p.row}的“${p.benefit}”须由其自身推出，结果待定，不予发放。`,
    },
  }),
  P5012: entry<{ payOut: string; entity: string; row: string; amount: string; left: string }>({
    severity: "warning",
    title: { en: () => "Parts do not sum", zh: () => "分期之和与金额不符" },
    body: {
      en: (p) =>
        `The parts of \`${p.payOut}\` for ${p.entity} ${p.row} leave ${p.left} of ${p.amount} yuan unpaid. It is listed as one more part, open and without a date.`,
      zh: (p) =>
        `${p.entity} ${p.row}的“${p.payOut}”各期合计后，${p.amount}元中尚余${p.left}元，已另列一期，未定日期。`,
    },
    hint: { en: () => "Let one part be the `rest`.", zh: () => "请将其中一期写为“余款”。" },
  }),
  P5013: entry<{ entity: string; row: string; parentEntity: string; parent: string | null }>({
    severity: "warning",
    title: { en: () => "A row belongs to no one", zh: () => "该行没有归属" },
    body: {
      en: (p) =>
        p.parent === null
          ? `${p.entity} ${p.row} names no ${p.parentEntity}. Its facts about the ${p.parentEntity} are missing.`
          : `${p.entity} ${p.row} names ${p.parentEntity} ${p.parent}, which is not in the roster. Its facts about the ${p.parentEntity} are missing.`,
      zh: (p) =>
        p.parent === null
          ? `${p.entity} ${p.row}没有写明所属的${p.parentEntity}，有关${p.parentEntity}的信息视为未填。`
          : `${p.entity} ${p.row}所属的${p.parentEntity} ${p.parent}不在名册中，有关${p.parentEntity}的信息视为未填。`,
    },
  }),
  P5014: entry<{ policy: string }>({
    severity: "error",
    title: { en: () => "No rounding", zh: () => "没有取整规定" },
    body: {
      en: (p) => `\`${p.policy}\` pays money and does not say how amounts are rounded. The run was refused.`,
      zh: (p) => `“${p.policy}”涉及发放金额，但没有写明取整方式；本次计算未进行。`,
    },
    hint: {
      en: () => "Add a line such as `round half up to 0.01 yuan`.",
      zh: () => "请加一行，例如“取整 四舍五入 至 0.01元”。",
    },
  }),
} satisfies Record<`P5${string}`, Entry<never>>;
