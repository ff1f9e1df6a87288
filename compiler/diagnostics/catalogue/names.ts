/** 2xxx: names and files. */
import { type Entry, entry } from "../entry.js";
import type { Words } from "./words.js";

const en = (names: readonly string[]) => names.map((n) => `\`${n}\``).join(", ");
const zh = (names: readonly string[]) => names.map((n) => `“${n}”`).join("、");
const allEn = (names: readonly Words[]) => en(names.map((n) => n.en));
const allZh = (names: readonly Words[]) => zh(names.map((n) => n.zh));
const nearEn = (names: readonly string[], otherwise: string) =>
  names.length > 0 ? `Did you mean ${names.map((n) => `\`${n}\``).join(" or ")}?` : otherwise;
const nearZh = (names: readonly string[], otherwise: string) =>
  names.length > 0 ? `是否指${names.map((n) => `“${n}”`).join("或")}？` : otherwise;

export const names = {
  P2001: entry<{ name: string; near: readonly string[] }>({
    severity: "error",
    title: { en: () => "Unknown name", zh: () => "名称未定义" },
    body: {
      en: (p) => `\`${p.name}\` is neither declared in this policy nor in the vocabularies it uses.`,
      zh: (p) => `本政策及其所用词表中都没有“${p.name}”。`,
    },
    hint: {
      en: (p) => nearEn(p.near, "Declare it, or name the vocabulary it is from in `uses`."),
      zh: (p) => nearZh(p.near, "请先定义，或在“引用词表”中写明它所在的词表。"),
    },
  }),
  P2002: entry<{ name: Words }>({
    severity: "error",
    title: { en: () => "Declared twice", zh: () => "重复定义" },
    body: {
      en: (p) =>
        `\`${p.name.en}\` already has a declaration. Each name is declared once in a policy and its vocabularies.`,
      zh: (p) => `“${p.name.zh}”已有定义。同一政策及其词表中，一个名称只定义一次。`,
    },
    hint: {
      en: () => "Rename one of them, or remove the one that is not meant.",
      zh: () => "请改名，或删去多余的一处。",
    },
  }),
  P2003: entry<{ spelling: string }>({
    severity: "error",
    title: { en: () => "One name with two counterparts", zh: () => "同一名称有两个对应写法" },
    body: {
      en: (p) =>
        `\`${p.spelling}\` is declared with different counterparts. A spelling has one counterpart throughout a policy, or its Chinese and English texts would differ in meaning.`,
      zh: (p) => `“${p.spelling}”的中英文对应写法前后不一。一个写法只能有一个对应写法，否则中英文文本的含义会不同。`,
    },
    hint: { en: () => "Give one of the two another spelling.", zh: () => "请为其中一处改用别的写法。" },
  }),
  P2004: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "Vocabulary not found", zh: () => "找不到词表" },
    body: {
      en: (p) => `There is no vocabulary \`${p.name}\` beside the policy or among the shared ones.`,
      zh: (p) => `政策所在文件夹和共享词表中都没有词表“${p.name}”。`,
    },
    hint: {
      en: () => "Check the name after `uses`, or add the vocabulary's file.",
      zh: () => "请核对“引用词表”后的名称，或补充该词表文件。",
    },
  }),
  P2005: entry<{ name: Words; entity: Words; several: Words }>({
    severity: "error",
    title: { en: () => "Name of another entity", zh: () => "该名称属于别的对象" },
    body: {
      en: (p) => `\`${p.name.en}\` is known for each \`${p.entity.en}\`, not here: there may be many of them, or none.`,
      zh: (p) => `“${p.name.zh}”是逐个“${p.entity.zh}”的数据，此处可能对应多个或一个也没有。`,
    },
    hint: {
      en: (p) => `Say which of them, for example \`sum of ${p.name.en} among ${p.several.en}\`.`,
      zh: (p) => `请写明如何汇总，例如“各 ${p.several.zh} 的 ${p.name.zh} 合计”。`,
    },
  }),
  P2006: entry<{ name: string; near: readonly string[] }>({
    severity: "error",
    title: { en: () => "Unknown entity", zh: () => "对象未定义" },
    body: {
      en: (p) => `No vocabulary in use has an entity \`${p.name}\`.`,
      zh: (p) => `所用词表中没有对象“${p.name}”。`,
    },
    hint: {
      en: (p) => nearEn(p.near, "Add its vocabulary to `uses`."),
      zh: (p) => nearZh(p.near, "请在“引用词表”中加入它所在的词表。"),
    },
  }),
  P2007: entry<{ name: string; near: readonly string[] }>({
    severity: "error",
    title: { en: () => "Unknown unit", zh: () => "计量单位未定义" },
    body: { en: (p) => `\`${p.name}\` is not a unit.`, zh: (p) => `“${p.name}”不是计量单位。` },
    hint: {
      en: (p) => nearEn(p.near, "Use a known unit, or declare it: `unit basket/筐`."),
      zh: (p) => nearZh(p.near, "请改用已有单位，或先定义，例如“单位 筐/basket”。"),
    },
  }),
  P2008: entry<{ name: string; enum: Words; values: readonly Words[] }>({
    severity: "error",
    title: { en: () => "Not one of the values", zh: () => "不在选项之列" },
    body: {
      en: (p) => `\`${p.name}\` is not a value of \`${p.enum.en}\`. Its values are ${allEn(p.values)}.`,
      zh: (p) => `“${p.name}”不是“${p.enum.zh}”的选项。可用选项：${allZh(p.values)}。`,
    },
  }),
  P2009: entry<{ name: string; question: Words; readings: readonly Words[] }>({
    severity: "error",
    title: { en: () => "Unknown reading", zh: () => "没有这种口径" },
    body: {
      en: (p) => `\`${p.name}\` is not a reading of \`${p.question.en}\`. Its readings are ${allEn(p.readings)}.`,
      zh: (p) => `“${p.name}”不是口径“${p.question.zh}”的读法。可选读法：${allZh(p.readings)}。`,
    },
    hint: { en: () => "Readings are tested with `is` or `is not`.", zh: () => "口径用“为”或“不为”判断。" },
  }),
  P2010: entry<{ name: string; near: readonly string[] }>({
    severity: "error",
    title: { en: () => "Unknown benefit", zh: () => "没有这项奖补" },
    body: { en: (p) => `This policy has no benefit \`${p.name}\`.`, zh: (p) => `本政策没有奖补“${p.name}”。` },
    hint: {
      en: (p) => nearEn(p.near, "Name a benefit, or write `all benefits`."),
      zh: (p) => nearZh(p.near, "请写已有奖补的名称，或写“全部奖补”。"),
    },
  }),
  P2011: entry<{ name: string }>({
    severity: "warning",
    title: { en: () => "Source document not found", zh: () => "找不到原文" },
    body: {
      en: (p) => `The source text \`${p.name}\` is not beside the policy, so no quotation could be checked against it.`,
      zh: (p) => `政策文件旁没有原文“${p.name}”，引文无法核对。`,
    },
    hint: { en: () => "Put the document's text there under that name.", zh: () => "请把原文文本以该名称放在政策旁。" },
  }),
  P2012: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "Table not found", zh: () => "找不到表格文件" },
    body: {
      en: (p) => `There is no table file \`${p.name}\` beside the policy.`,
      zh: (p) => `政策旁没有表格文件“${p.name}”。`,
    },
    hint: {
      en: () => "Check the file's name, or write the rows in the policy.",
      zh: () => "请核对文件名，或把各行直接写在政策中。",
    },
  }),
  P2013: entry<{ name: string; expected: readonly string[]; found: readonly string[] }>({
    severity: "error",
    title: { en: () => "Table with other columns", zh: () => "表格的列不符" },
    body: {
      en: (p) =>
        `The table \`${p.name}\` must have the columns ${en(p.expected)} and then one column of values; found before the last column: ${en(p.found)}.`,
      zh: (p) => `表格“${p.name}”应依次有${zh(p.expected)}各列，最后一列为取值；实际末列之前为：${zh(p.found)}。`,
    },
    hint: {
      en: () => "Name the columns as the keys after `by`, in their order.",
      zh: () => "请按“按”后各键的名称和次序命名列。",
    },
  }),
  P2014: entry<{ name: string; row: number }>({
    severity: "error",
    title: { en: () => "Table row cannot be read", zh: () => "表格某行无法读取" },
    body: {
      en: (p) => `Row ${p.row} of the table \`${p.name}\` is not a row of patterns and a value.`,
      zh: (p) => `表格“${p.name}”第${p.row}行不是“条件、取值”的形式。`,
    },
    hint: {
      en: () => "Each cell is written as it would be in the policy: `2 to 4 mu`, `tea or hops`.",
      zh: () => "单元格按政策中的写法填写，例如“2 至 4亩”“茶、桑”。",
    },
  }),
  P2015: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "Mistake in a vocabulary", zh: () => "词表有误" },
    body: {
      en: (p) => `The vocabulary \`${p.name}\` has a mistake here, so what it declares may be incomplete.`,
      zh: (p) => `词表“${p.name}”此处有误，其中的定义可能不全。`,
    },
    hint: { en: () => "Check the vocabulary's own file first.", zh: () => "请先检查该词表文件。" },
  }),
  P2016: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "Not a vocabulary", zh: () => "不是词表" },
    body: {
      en: (p) => `\`${p.name}\` is a policy; \`uses\` takes vocabularies.`,
      zh: (p) => `“${p.name}”是政策文件，“引用词表”后应写词表。`,
    },
  }),
  P2017: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "An entity is not a value", zh: () => "对象不能当作数值" },
    body: {
      en: (p) => `\`${p.name}\` names a kind of thing, not a value of one.`,
      zh: (p) => `“${p.name}”是对象名称，不是某一项数据。`,
    },
    hint: {
      en: (p) => `Name a field of it, as in \`${p.name}.name\`, or count them.`,
      zh: (p) => `请写明字段，例如“${p.name}.名称”，或写“计数”。`,
    },
  }),
  P2018: entry<Record<string, never>>({
    severity: "error",
    title: { en: () => "Nothing says who is eligible here", zh: () => "此处没有享受条件" },
    body: {
      en: () => "`eligible` was used, but no `eligible when` clause stands for this entity.",
      zh: () => "此处用到“符合条件”，但该对象没有“享受条件”条款。",
    },
    hint: { en: () => "Add an `eligible when` clause for it.", zh: () => "请先写该对象的“享受条件 当……”。" },
  }),
  P2019: entry<{ benefit: Words; found: string }>({
    severity: "error",
    title: { en: () => "Unknown result of a benefit", zh: () => "奖补没有这项结果" },
    body: {
      en: (p) =>
        `A benefit has \`gross\`, \`approved\`, \`ceiling\` and \`net\`; \`${p.benefit.en}.${p.found}\` is none of them.`,
      zh: (p) => `奖补可取核算额、核定、核定上限、实补额；没有“${p.benefit.zh}.${p.found}”。`,
    },
  }),
  P2020: entry<{ name: string; member: string }>({
    severity: "error",
    title: { en: () => "No fields behind this name", zh: () => "该名称之后没有下级字段" },
    body: {
      en: (p) => `\`${p.name}\` is a single value, so it has no \`${p.member}\`.`,
      zh: (p) => `“${p.name}”是单个数据，没有“${p.member}”。`,
    },
  }),
  P2021: entry<{ cycle: readonly Words[] }>({
    severity: "error",
    title: { en: () => "Defined through itself", zh: () => "循环定义" },
    body: {
      en: (p) =>
        `These values need each other, so none can be worked out: ${p.cycle.map((n) => `\`${n.en}\``).join(" → ")}.`,
      zh: (p) => `下列各项互为前提，无法算出：${p.cycle.map((n) => `“${n.zh}”`).join(" → ")}。`,
    },
    hint: { en: () => "Write one of them without the others.", zh: () => "请让其中一项不依赖其余各项。" },
  }),
  P2022: entry<{ keys: number; found: number }>({
    severity: "error",
    title: { en: () => "A row with another number of keys", zh: () => "该行条件个数不符" },
    body: {
      en: (p) => `The table has ${p.keys} key(s); this row gives ${p.found}.`,
      zh: (p) => `该表有${p.keys}个键，此行写了${p.found}个条件。`,
    },
    hint: { en: () => "Give one pattern per key, separated by commas.", zh: () => "每个键写一个条件，用逗号分开。" },
  }),
  P2023: entry<{ name: string; steps: readonly Words[] }>({
    severity: "error",
    title: { en: () => "Unknown step", zh: () => "没有这一步骤" },
    body: {
      en: (p) => `This procedure has no step \`${p.name}\`. Its steps are ${allEn(p.steps)}.`,
      zh: (p) => `本程序没有步骤“${p.name}”。已有步骤：${allZh(p.steps)}。`,
    },
  }),
  P2024: entry<{ title: string; near: readonly string[] }>({
    severity: "error",
    title: { en: () => "Unknown example", zh: () => "没有这个示例" },
    body: {
      en: (p) => `\`as in\` needs another example of this policy; "${p.title}" is none, or leads back to this one.`,
      zh: (p) => `“同”后应为本政策的另一示例；没有“${p.title}”，或它又引用了本例。`,
    },
    hint: {
      en: (p) => nearEn(p.near, "Write the title of an example of this policy, as it stands there."),
      zh: (p) => nearZh(p.near, "请照写本政策中某个示例的名称。"),
    },
  }),
  P2025: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "A value that follows from others", zh: () => "该项由其他数据算出" },
    body: {
      en: (p) => `\`${p.name}\` is worked out by the policy, so an example cannot give it.`,
      zh: (p) => `“${p.name}”由政策算出，示例中不能直接给定。`,
    },
    hint: {
      en: () => "Give the fields it follows from, or expect it.",
      zh: () => "请给出它所依据的字段，或写在“应得”中。",
    },
  }),
  P2026: entry<{ clause: string }>({
    severity: "error",
    title: { en: () => "For whom?", zh: () => "未写明对谁" },
    body: {
      en: (p) => `This \`${p.clause}\` clause needs to know for whom it is worked out.`,
      zh: () => "该条款需要写明按什么对象逐一计算。",
    },
    hint: { en: () => "Put `for each household` before it.", zh: () => "请在它之前写“以户为单位”。" },
  }),
  P2027: entry<{ name: string; entity: Words }>({
    severity: "error",
    title: { en: () => "Not a date of the payee", zh: () => "不是对象的日期字段" },
    body: {
      en: (p) => `\`facts on\` needs a date field of \`${p.entity.en}\`; \`${p.name}\` is none.`,
      zh: (p) => `“事实日期”应为“${p.entity.zh}”的日期字段，“${p.name}”不是。`,
    },
  }),
  P2028: entry<{ name: Words; entity: Words }>({
    severity: "error",
    title: { en: () => "Not a part of it", zh: () => "没有隶属关系" },
    body: {
      en: (p) =>
        `\`${p.name.en}\` is not within \`${p.entity.en}\`, so a row of the one cannot stand inside a row of the other.`,
      zh: (p) => `“${p.name.zh}”不隶属于“${p.entity.zh}”，不能写在它里面。`,
    },
    hint: { en: () => "Write it beside the other, not inside.", zh: () => "请与它并列写，不要写在括号里面。" },
  }),
  P2029: entry<{ entity: Words }>({
    severity: "error",
    title: { en: () => "Nothing tells them apart", zh: () => "没有编号，无法区分" },
    body: {
      en: (p) => `\`${p.entity.en}\` has no key field, so one of them cannot be told from another.`,
      zh: (p) => `“${p.entity.zh}”没有主键字段，无法区分是哪一个。`,
    },
    hint: { en: () => "Mark the field that identifies it with `key`.", zh: () => "请给识别它的字段加上“主键”。" },
  }),
  P2030: entry<{ name: Words; most: number }>({
    severity: "error",
    title: { en: () => "Too long a chain of definitions", zh: () => "定义层层引用过多" },
    body: {
      en: (p) =>
        `\`${p.name.en}\` needs a value that needs another one, and so on, more than ${p.most} times in a row.`,
      zh: (p) => `“${p.name.zh}”引用的值又引用别的值，层层相连超过${p.most}层。`,
    },
    hint: {
      en: () => "Write one of them without the others, for example as a table.",
      zh: () => "请让其中一项不再引用其余各项，例如改用表格。",
    },
  }),
} satisfies Record<`P2${string}`, Entry<never>>;
