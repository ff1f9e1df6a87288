/** 5xxx: what a run finds. Amounts and values arrive as text. */
import { type Entry, entry } from "../entry.js";
import type { Words } from "./words.js";

export const evaluation = {
  P5001: entry<{ clause: Words; first: string; second: string; entity: Words; row: string }>({
    severity: "error",
    title: { en: () => "Two rules hold at once", zh: () => "两条规则同时成立" },
    body: {
      en: (p) =>
        `In \`${p.clause.en}\`, rule ${p.first} and rule ${p.second} both hold for ${p.entity.en} ${p.row}. At most one may hold; the result of this row is undecided and nothing is paid.`,
      zh: (p) =>
        `“${p.clause.zh}”的第${p.first}条与第${p.second}条规则对${p.entity.zh} ${p.row}同时成立，而至多只能成立一条；该行结果待定，不予发放。`,
    },
    hint: {
      en: () => "Narrow one of the rules, or say which wins with `first of`, `highest of` or `sum of`.",
      zh: () => "请收窄其中一条，或用“依次取”“取高”“合计”写明取舍。",
    },
  }),
  P5002: entry<{ parameter: Words; who: Words; key: string }>({
    severity: "error",
    title: { en: () => "A delegated value is missing", zh: () => "授权确定的数值缺失" },
    body: {
      en: (p) =>
        `\`${p.parameter.en}\` is set by ${p.who.en}, and no value was given for ${p.key}. Whatever depends on it there is undecided and nothing is paid.`,
      zh: (p) => `“${p.parameter.zh}”由${p.who.zh}确定，但没有给出${p.key}的数值；该处与之有关的结果待定，不予发放。`,
    },
    hint: { en: (p) => `Give the value that ${p.key} has set.`, zh: (p) => `请提供${p.key}确定的数值。` },
  }),
  P5003: entry<{ parameter: Words; who: Words }>({
    severity: "error",
    title: { en: () => "A delegated value is missing", zh: () => "授权确定的数值缺失" },
    body: {
      en: (p) =>
        `\`${p.parameter.en}\` is set by ${p.who.en}, and the run was given no value. Whatever depends on it is undecided and nothing is paid.`,
      zh: (p) => `“${p.parameter.zh}”由${p.who.zh}确定，但本次计算没有给出数值；与之有关的结果待定，不予发放。`,
    },
    hint: {
      en: (p) => `Give the value of \`${p.parameter.en}\` with the run.`,
      zh: (p) => `请在计算时提供“${p.parameter.zh}”的数值。`,
    },
  }),
  P5004: entry<{ parameter: Words; key: string | null; value: string; low: string | null; high: string | null }>({
    severity: "error",
    title: { en: () => "A delegated value is out of bounds", zh: () => "授权确定的数值超出范围" },
    body: {
      en: (p) =>
        `\`${p.parameter.en}\`${p.key === null ? "" : ` for ${p.key}`} was given as ${p.value}. The policy allows ${p.low ?? "anything"} to ${p.high ?? "anything"}. The value is not used, and what depends on it is undecided.`,
      zh: (p) =>
        `“${p.parameter.zh}”${p.key === null ? "" : `（${p.key}）`}给出的数值为${p.value}，政策规定的范围是${p.low ?? "不限"}至${p.high ?? "不限"}；该值未被采用，与之有关的结果待定。`,
    },
    hint: { en: () => "Check the figure and its unit.", zh: () => "请核对数值及其单位。" },
  }),
  P5005: entry<{ benefit: Words; column: Words; entity: Words }>({
    severity: "error",
    title: { en: () => "No column for an entered amount", zh: () => "缺少核定金额列" },
    body: {
      en: (p) =>
        `The amount of \`${p.benefit.en}\` is entered by a person, but the roster of ${p.entity.en} has no column \`${p.column.en}\`. The run was refused.`,
      zh: (p) => `“${p.benefit.zh}”的金额由人工核定，但${p.entity.zh}名册中没有“${p.column.zh}”一列；本次计算未进行。`,
    },
    hint: {
      en: () =>
        "Add the column, or name what to assume: the ceiling, the floor, a percentage of the ceiling, or what was paid last time.",
      zh: () => "请补充该列，或指明按何种假设计算：上限、下限、上限的百分比或上次发放额。",
    },
  }),
  P5006: entry<{ benefit: Words; kind: "ceiling" | "floor" | "percent" | "history"; share: string | null }>({
    severity: "note",
    title: { en: () => "Entered amounts are assumed", zh: () => "核定金额为假设" },
    body: {
      en: (p) =>
        `No amounts were entered for \`${p.benefit.en}\`. The result assumes ${{ ceiling: "its ceiling", floor: "its floor", percent: `${p.share} of its ceiling`, history: "what was paid last time" }[p.kind]}.`,
      zh: (p) =>
        `“${p.benefit.zh}”没有核定金额，结果按${{ ceiling: "上限", floor: "下限", percent: `上限的${p.share}`, history: "上次发放额" }[p.kind]}假设。`,
    },
  }),
  P5007: entry<{ clauses: readonly Words[] }>({
    severity: "note",
    title: { en: () => "No past awards assumed", zh: () => "假设无已发奖补" },
    body: {
      en: (p) =>
        `${p.clauses.map((c) => `\`${c.en}\``).join(", ")} depend${p.clauses.length === 1 ? "s" : ""} on past awards, and no file of them was given. The result assumes that there were none.`,
      zh: (p) =>
        `${p.clauses.map((c) => `“${c.zh}”`).join("、")}涉及已发奖补，但没有提供已发奖补名册；结果假设此前未发放。`,
    },
  }),
  P5008: entry<{ entity: Words; columns: readonly Words[] }>({
    severity: "error",
    title: { en: () => "Columns that the policy reads are absent", zh: () => "名册缺少政策所用的列" },
    body: {
      en: (p) =>
        `The roster of ${p.entity.en} has no column ${p.columns.map((c) => `\`${c.en}\``).join(", ")}. An absent column is not the same as blank cells; the run was refused.`,
      zh: (p) =>
        `${p.entity.zh}名册中没有${p.columns.map((c) => `“${c.zh}”`).join("、")}列。缺列与空白不同，本次计算未进行。`,
    },
    hint: { en: () => "Add the columns; cells may stay blank.", zh: () => "请补充这些列，单元格可以留空。" },
  }),
  P5009: entry<{ entity: Words }>({
    severity: "error",
    title: { en: () => "A roster that the policy reads is absent", zh: () => "缺少政策所用的名册" },
    body: {
      en: (p) => `The policy reads ${p.entity.en}, and no roster of them was given. The run was refused.`,
      zh: (p) => `政策用到${p.entity.zh}，但没有提供相应名册；本次计算未进行。`,
    },
    hint: { en: () => "Give the roster; it may have no rows.", zh: () => "请提供该名册，可以没有数据行。" },
  }),
  P5010: entry<{ question: Words; reading: string; readings: readonly Words[] }>({
    severity: "error",
    title: { en: () => "Unknown reading", zh: () => "口径不存在" },
    body: {
      en: (p) =>
        p.readings.length === 0
          ? `The run names \`${p.question.en}\`, which is no question of this policy. The run was refused.`
          : `\`${p.question.en}\` has no reading \`${p.reading}\`; it has ${p.readings.map((r) => `\`${r.en}\``).join(", ")}. The run was refused.`,
      zh: (p) =>
        p.readings.length === 0
          ? `本政策没有名为“${p.question.zh}”的口径，本次计算未进行。`
          : `“${p.question.zh}”没有“${p.reading}”这一口径，可选${p.readings.map((r) => `“${r.zh}”`).join("、")}；本次计算未进行。`,
    },
  }),
  P5011: entry<{ benefit: Words; entity: Words; row: string }>({
    severity: "error",
    title: { en: () => "An amount needs itself", zh: () => "金额循环依赖" },
    body: {
      en: (p) =>
        `The amount of \`${p.benefit.en}\` for ${p.entity.en} ${p.row} can only be found from itself. It is undecided and nothing is paid.`,
      zh: (p) => `${p.entity.zh} ${p.row}的“${p.benefit.zh}”须由其自身推出，结果待定，不予发放。`,
    },
  }),
  P5012: entry<{ payOut: Words; entity: Words; row: string; amount: string; left: string }>({
    severity: "warning",
    title: { en: () => "Parts do not sum", zh: () => "分期之和与金额不符" },
    body: {
      en: (p) =>
        `The parts of \`${p.payOut.en}\` for ${p.entity.en} ${p.row} leave ${p.left} of ${p.amount} yuan unpaid. It is listed as one more part, open and without a date.`,
      zh: (p) =>
        `${p.entity.zh} ${p.row}的“${p.payOut.zh}”各期合计后，${p.amount}元中尚余${p.left}元，已另列一期，未定日期。`,
    },
    hint: { en: () => "Let one part be the `rest`.", zh: () => "请将其中一期写为“余款”。" },
  }),
  P5013: entry<{ entity: Words; row: string; parentEntity: Words; parent: string | null }>({
    severity: "warning",
    title: { en: () => "A row belongs to no one", zh: () => "该行没有归属" },
    body: {
      en: (p) =>
        p.parent === null
          ? `${p.entity.en} ${p.row} names no ${p.parentEntity.en}. Its facts about the ${p.parentEntity.en} are missing.`
          : `${p.entity.en} ${p.row} names ${p.parentEntity.en} ${p.parent}, which is not in the roster. Its facts about the ${p.parentEntity.en} are missing.`,
      zh: (p) =>
        p.parent === null
          ? `${p.entity.zh} ${p.row}没有写明所属的${p.parentEntity.zh}，有关${p.parentEntity.zh}的信息视为未填。`
          : `${p.entity.zh} ${p.row}所属的${p.parentEntity.zh} ${p.parent}不在名册中，有关${p.parentEntity.zh}的信息视为未填。`,
    },
  }),
  P5014: entry<{ policy: Words }>({
    severity: "error",
    title: { en: () => "No rounding", zh: () => "没有取整规定" },
    body: {
      en: (p) => `\`${p.policy.en}\` pays money and does not say how amounts are rounded. The run was refused.`,
      zh: (p) => `“${p.policy.zh}”涉及发放金额，但没有写明取整方式；本次计算未进行。`,
    },
    hint: {
      en: () => "Add a line such as `round half up to 0.01 yuan`.",
      zh: () => "请加一行，例如“取整 四舍五入 至 0.01元”。",
    },
  }),
  P5015: entry<{
    entity: Words;
    field: Words;
    rows: number;
    first: string;
    date: string;
    from: string;
    to: string | null;
  }>({
    severity: "warning",
    title: { en: () => "Rows from outside the version's time", zh: () => "有的行不在本版有效期内" },
    body: {
      en: (p) =>
        `${p.rows === 1 ? `${p.entity.en} ${p.first} has` : `${p.rows} rows of ${p.entity.en} have`} a \`${p.field.en}\` outside the time of this version (${p.to === null ? `from ${p.from}` : `${p.from} to ${p.to}`})${p.rows === 1 ? `: ${p.date}` : `; the first is ${p.first}, ${p.date}`}. Amounts are worked out by this version all the same.`,
      zh: (p) =>
        `${p.entity.zh}中有 ${p.rows} 行的“${p.field.zh}”不在本版有效期（${p.to === null ? `${p.from}起` : `${p.from}至${p.to}`}）内，首行为 ${p.first}（${p.date}）。这些行仍按本版测算。`,
    },
    hint: {
      en: () => "Work these rows out by the version that was in force then, or take them out of the roster.",
      zh: () => "请用当时有效的版本测算这些行，或将其从名册中剔除。",
    },
  }),
  P5016: entry<{ policy: Words; asOf: string; from: string; to: string | null }>({
    severity: "warning",
    title: { en: () => "The version is not in force on that day", zh: () => "该日本版未生效" },
    body: {
      en: (p) =>
        `The run is as of ${p.asOf}; this version of \`${p.policy.en}\` is in force ${p.to === null ? `from ${p.from}` : `${p.from} to ${p.to}`}. Amounts are worked out by it all the same.`,
      zh: (p) =>
        `测算日期为 ${p.asOf}，“${p.policy.zh}”本版有效期为${p.to === null ? `${p.from}起` : `${p.from}至${p.to}`}。金额仍按本版测算。`,
    },
    hint: {
      en: () => "Give a day on which it is in force, or the version that was in force then.",
      zh: () => "请改用有效期内的日期，或使用当时有效的版本。",
    },
  }),
} satisfies Record<`P5${string}`, Entry<never>>;
