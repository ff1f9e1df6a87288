/** 1xxx: what cannot be read. The parameters are those of the grammar's faults, code for code. */
import { type Entry, entry } from "../entry.js";
import type { Words } from "./words.js";

interface Word {
  readonly word: string;
}

type Nothing = Record<never, never>;

/** 1000000 → 1,000,000 */
const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** "a, b or c"; the last of many is "…". */
function orList(items: readonly Words[]): Words {
  const join = (all: readonly string[], comma: string, or: string) =>
    all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(comma)}${or}${all.at(-1)}`;
  return {
    en: join(
      items.map((i) => i.en),
      ", ",
      " or ",
    ),
    zh: join(
      items.map((i) => i.zh),
      "、",
      "或",
    ),
  };
}

/** `2024-06-05` also as 2024年6月5日; nothing where it is no whole date. */
function orHan(date: string, or: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  return day === undefined ? "" : `${or}“${year}年${Number(month)}月${Number(day)}日”`;
}

const LEFT_OUT = { en: "The clause is left out until it can be read.", zh: "本条读懂之前不参与计算。" };

export const syntax = {
  P1001: entry<{ found: string; expected: readonly Words[]; clause: Words }>({
    severity: "error",
    title: { en: () => "This cannot stand here", zh: () => "此处不能这样写" },
    body: {
      en: (p) =>
        p.expected.length === 0
          ? `\`${p.found}\` cannot stand here in ${p.clause.en}. ${LEFT_OUT.en}`
          : `Found \`${p.found}\` in ${p.clause.en}.\nExpected ${orList(p.expected).en}.\n${LEFT_OUT.en}`,
      zh: (p) =>
        p.expected.length === 0
          ? `${p.clause.zh}中此处不能写“${p.found}”。${LEFT_OUT.zh}`
          : `${p.clause.zh}中此处写的是“${p.found}”。\n此处应为${orList(p.expected).zh}。\n${LEFT_OUT.zh}`,
    },
  }),
  P1002: entry<{ expected: readonly Words[]; clause: Words }>({
    severity: "error",
    title: { en: () => "Something is missing", zh: () => "缺少内容" },
    body: {
      en: (p) => {
        const expected = p.expected.length === 0 ? "" : `\nExpected ${orList(p.expected).en}.`;
        return `Something is missing here: ${p.clause.en} cannot end or go on like this.${expected}\n${LEFT_OUT.en}`;
      },
      zh: (p) => {
        const expected = p.expected.length === 0 ? "" : `\n接下来应为${orList(p.expected).zh}。`;
        return `此处缺少内容，${p.clause.zh}不能到此结束或这样接着写。${expected}\n${LEFT_OUT.zh}`;
      },
    },
  }),
  P1003: entry<{ character: string; code: string }>({
    severity: "error",
    title: { en: () => "A character that is not used", zh: () => "无法识别的字符" },
    body: {
      en: (p) =>
        `${p.character === "" ? `The character ${p.code}` : `\`${p.character}\` (${p.code})`} has no meaning outside quotation marks.`,
      zh: (p) => `${p.character === "" ? `字符 ${p.code}` : `“${p.character}”（${p.code}）`}在引号之外没有含义。`,
    },
    hint: {
      en: () => "Remove it, or put the name that holds it in backticks or 【】.",
      zh: () => "请删去；如果它是名称的一部分，请把名称放进【】。",
    },
  }),
  P1004: entry<{ mark: string }>({
    severity: "error",
    title: { en: () => "A text that is not closed", zh: () => "引号没有成对" },
    body: {
      en: (p) =>
        `The text that opens here has no matching \`${p.mark}\` on its line. A text ends on the line it begins on.`,
      zh: (p) => `此处开始的文字在同一行内没有对应的 ${p.mark} 。引号中的文字须在一行内写完。`,
    },
    hint: {
      en: (p) => `Close it with \`${p.mark}\`; quotation marks inside it must be paired.`,
      zh: (p) => `请补上 ${p.mark} ；文字里面的引号也要成对。`,
    },
  }),
  P1005: entry<{ mark: string; empty: boolean }>({
    severity: "error",
    title: { en: () => "A quoted name that is not complete", zh: () => "名称的括号没有写完" },
    body: {
      en: (p) =>
        p.empty
          ? "There is no name between the marks."
          : `The name that opens here has no closing \`${p.mark}\` on its line.`,
      zh: (p) => (p.empty ? "括号里没有名称。" : `此处开始的名称在同一行内没有“${p.mark}”。`),
    },
  }),
  P1006: entry<{ found: string; plain: string }>({
    severity: "error",
    title: { en: () => "A comma inside a number", zh: () => "数字中间有逗号" },
    body: {
      en: (p) =>
        `Found \`${p.found}\`. Expected a number without separators, \`${p.plain}\`: a comma separates items, so the amount could be read in two ways.`,
      zh: (p) =>
        `此处写的是“${p.found}”。数字中间不加分隔，应为“${p.plain}”：逗号用来分隔各项，加在数字里会有两种读法。`,
    },
  }),
  P1007: entry<{ found: string; date: string }>({
    severity: "error",
    title: { en: () => "A date with dots or slashes", zh: () => "日期的写法" },
    body: {
      en: (p) => `Found \`${p.found}\`. Expected a date such as \`${p.date}\`${orHan(p.date, " or ")}.`,
      zh: (p) => `此处写的是“${p.found}”。日期应写成“${p.date}”${orHan(p.date, "或")}。`,
    },
  }),
  P1008: entry<{ found: string; last: number | null }>({
    severity: "error",
    title: { en: () => "A date that does not exist", zh: () => "日期不存在" },
    body: {
      en: (p) =>
        p.last === null
          ? `\`${p.found}\` is not a date: there is no such month.`
          : `\`${p.found}\` is not a date: that month ends on day ${p.last}.`,
      zh: (p) =>
        p.last === null
          ? `没有“${p.found}”这一天：月份不存在。`
          : `没有“${p.found}”这一天：该月最后一天是${p.last}日。`,
    },
    hint: { en: () => "Write the day that is meant.", zh: () => "请写明所指的日期。" },
  }),
  P1009: entry<{ found: string }>({
    severity: "error",
    title: { en: () => "A date without its day", zh: () => "日期没有写到日" },
    body: {
      en: (p) => `\`${p.found}\` names a month. Expected a day, such as \`2024-06-30\`: a deadline must say its day.`,
      zh: (p) => `“${p.found}”只写到月。日期要写到日，如“2024年6月30日”。`,
    },
  }),
  P1010: entry<{ run: string; split: string }>({
    severity: "error",
    title: { en: () => "Words run together", zh: () => "词语连写" },
    body: {
      en: (p) => `\`${p.run}\` is not a name here; it reads as \`${p.split}\`. Chinese words are separated by spaces.`,
      zh: (p) => `“${p.run}”在这里不是一个名称，读起来是“${p.split}”。词与词之间要用空格分开。`,
    },
    hint: {
      en: (p) => `If \`${p.run}\` is one name, write it as 【${p.run}】.`,
      zh: (p) => `如果“${p.run}”确是一个名称，请写成【${p.run}】。`,
    },
  }),
  P1011: entry<Nothing>({
    severity: "error",
    title: { en: () => "`and` beside `or`", zh: () => "“且”与“或”并列" },
    body: {
      en: () => "This can be read in two ways, and the two may pay different households.",
      zh: () => "这样写有两种读法，两种读法下享受的户可能不同。",
    },
    hint: {
      en: () => "Put the part that belongs together in parentheses, or use `any of` and `all of` with a list.",
      zh: () => "请把应合在一起的部分放进括号，或者用“达到下列条件之一”“同时符合下列条件”分行列出。",
    },
  }),
  P1012: entry<Word>({
    severity: "error",
    title: { en: () => "A bound after a list", zh: () => "列表之后的上下限" },
    body: {
      en: (p) => `\`${p.word}\` begins a line after a list: it could bound the last item alone or the whole list.`,
      zh: (p) => `“${p.word}”写在列表之后的一行：可以是只管最后一项，也可以是管整个列表。`,
    },
    hint: {
      en: () => "Write it on the item's line, or put the list in parentheses and the bound after them.",
      zh: () => "只管该项的，请写在该项同一行；管整个列表的，请把列表放进括号，写在括号之后。",
    },
  }),
  P1013: entry<Word>({
    severity: "error",
    title: { en: () => "A range after this comparison", zh: () => "此比较词之后不能写区间" },
    body: {
      en: (p) =>
        `\`${p.word}\` already says where the range begins or ends. A range follows \`is\`, \`is not\` or \`more than\`.`,
      zh: (p) => `“${p.word}”已经说明了一端。区间写在“为”“不为”或“超过”之后。`,
    },
    hint: {
      en: () => "Write `is 3 to 5`, `is 3 to under 5` or `more than 3 to 5`.",
      zh: () => "请写“为 3 至 5”“为 3 至 不满 5”或“超过 3 至 5”。",
    },
  }),
  P1014: entry<Nothing>({
    severity: "error",
    title: { en: () => "`otherwise` is not last", zh: () => "“其余”不在最后" },
    body: {
      en: () => "`otherwise` covers what none of the others do, so nothing can follow it.",
      zh: () => "“其余”指前面各项都不符合的情形，后面不能再写。",
    },
    hint: { en: () => "Move it to the end.", zh: () => "请移到最后。" },
  }),
  P1015: entry<Nothing>({
    severity: "error",
    title: { en: () => "A second `pay`", zh: () => "有两个“补”" },
    body: {
      en: () => "A benefit pays one amount; which of the two is due is not said.",
      zh: () => "一项奖补只有一个金额，两个“补”没有说明按哪一个。",
    },
    hint: {
      en: () => "Use `pay sum of` or `pay highest of` with a list, or make two benefits.",
      zh: () => "请用“补 合计”“补 取高”分行列出，或者分成两项奖补。",
    },
  }),
  P1016: entry<Nothing>({
    severity: "error",
    title: { en: () => "`pay` beside rules", zh: () => "“补”与分条规则并列" },
    body: {
      en: () => "This benefit has rules with `→` and a `pay` as well; which of them gives the amount is not said.",
      zh: () => "这项奖补既有带“→”的规则，又有“补”，没有说明金额按哪一个。",
    },
    hint: {
      en: () => "Write every case as `when … → …`, or one `when` and one `pay`.",
      zh: () => "请把各种情形都写成“当……→……”，或者只写一个“当”和一个“补”。",
    },
  }),
  P1017: entry<Nothing>({
    severity: "error",
    title: { en: () => "No space after `-`", zh: () => "“-”后没有空格" },
    body: {
      en: () =>
        "A `-` that begins a line begins an item of a list, and a space follows it. A sum cannot begin a line with a minus.",
      zh: () => "行首的“-”表示列表的一项，后面要有空格；算式不能以减号另起一行。",
    },
  }),
  P1018: entry<{ found: string; near: string }>({
    severity: "error",
    title: { en: () => "Unknown word at the start of a line", zh: () => "行首的词无法识别" },
    body: {
      en: (p) => `\`${p.found}\` is not a word that begins a clause.`,
      zh: (p) => `“${p.found}”不是条款开头的词。`,
    },
    hint: { en: (p) => `Did you mean \`${p.near}\`?`, zh: (p) => `是否指“${p.near}”？` },
  }),
  P1019: entry<Word>({
    severity: "error",
    title: { en: () => "A clause that does not begin a line", zh: () => "条款没有另起一行" },
    body: {
      en: (p) => `\`${p.word}\` begins a clause, and a clause begins a line.`,
      zh: (p) => `“${p.word}”是条款开头的词，条款要另起一行。`,
    },
    hint: {
      en: (p) => `Begin a new line before it; if it is a name, write it as 【${p.word}】.`,
      zh: (p) => `请在它前面换行；如果它是名称，请写成【${p.word}】。`,
    },
  }),
  P1020: entry<{ word: string; quoted: string }>({
    severity: "error",
    title: { en: () => "A word of the language as a name", zh: () => "名称与关键词相同" },
    body: {
      en: (p) => `A name is expected here, and \`${p.word}\` is a word of the language.`,
      zh: (p) => `此处应为名称，而“${p.word}”是关键词。`,
    },
    hint: {
      en: (p) => `Choose another name, or write ${p.quoted} wherever it stands.`,
      zh: (p) => `请换一个名称，或者凡用到之处都写成${p.quoted}。`,
    },
  }),
  P1021: entry<{ limit: number }>({
    severity: "error",
    title: { en: () => "Nested too deep", zh: () => "嵌套过深" },
    body: {
      en: (p) =>
        `More than ${p.limit} levels of parentheses, \`not\`, \`of\` or operations stand inside each other here.`,
      zh: (p) => `此处括号、“非”、“的”或运算层层相套，超过${p.limit}层。`,
    },
    hint: { en: () => "Give parts of it a name with `define`.", zh: () => "请用“定义”给其中一部分起一个名称。" },
  }),
  P1022: entry<{ found: string }>({
    severity: "error",
    title: { en: () => "Neither a policy nor a vocabulary", zh: () => "既不是政策，也不是词表" },
    body: {
      en: (p) =>
        p.found === ""
          ? "The file is empty. Expected `policy` or `vocabulary` and a name on the first line."
          : `The file begins with \`${p.found}\`. Expected \`policy\` or \`vocabulary\` and a name on the first line.`,
      zh: (p) =>
        p.found === ""
          ? "文件是空的。第一行应为“政策”或“词表”和名称。"
          : `文件以“${p.found}”开头。第一行应为“政策”或“词表”和名称。`,
    },
  }),
  P1023: entry<{ word: string; file: "policy" | "vocabulary" }>({
    severity: "error",
    title: { en: () => "A clause that does not belong here", zh: () => "条款放错了文件" },
    body: {
      en: (p) =>
        p.file === "vocabulary"
          ? `A vocabulary holds entities, units and values; \`${p.word}\` belongs in a policy.`
          : `\`${p.word}\` cannot stand in a policy: a file holds one policy or one vocabulary.`,
      zh: (p) =>
        p.file === "vocabulary"
          ? `词表只写对象、单位和取值；“${p.word}”应写在政策里。`
          : `政策里不能再写“${p.word}”：一个文件只有一项政策或一个词表。`,
    },
  }),
  P1024: entry<Word>({
    severity: "error",
    title: { en: () => "Written twice", zh: () => "重复书写" },
    body: {
      en: (p) => `\`${p.word}\` stands here for the second time; which of the two holds is not said.`,
      zh: (p) => `“${p.word}”在这里是第二次出现，没有说明以哪一个为准。`,
    },
    hint: { en: () => "Keep one of them.", zh: () => "请只保留一个。" },
  }),
  P1025: entry<Nothing>({
    severity: "error",
    title: { en: () => "Several values without a list word", zh: () => "几个值前没有列举词" },
    body: {
      en: () => "Several values stand in these parentheses, and how they make one value is not said.",
      zh: () => "括号里有几个值，没有说明怎样得出一个值。",
    },
    hint: {
      en: () => "Put `sum of`, `highest of`, `lowest of` or another list word before the parenthesis.",
      zh: () => "请在括号前写“合计”“取高”“取低”等列举词。",
    },
  }),
  P1026: entry<Nothing>({
    severity: "error",
    title: { en: () => "A case without its amount", zh: () => "有的情形没有写数额" },
    body: {
      en: () => "Some of these cases have `→` and an amount, and some do not.",
      zh: () => "这些情形有的写了“→”和数额，有的没有写。",
    },
    hint: { en: () => "Write `case → amount` for each.", zh: () => "请把每一项都写成“情形 → 数额”。" },
  }),
  P1027: entry<{ keys: number; patterns: number }>({
    severity: "error",
    title: { en: () => "A row that does not fit its table", zh: () => "表行与表头不符" },
    body: {
      en: (p) => `The table is looked up by ${p.keys} keys, and this row gives ${p.patterns}.`,
      zh: (p) => `本表按${p.keys}项查找，这一行写了${p.patterns}项。`,
    },
    hint: {
      en: () => "Separate the keys by commas, and alternatives for one key by `or`.",
      zh: () => "各项之间用逗号分开，同一项的几个取值用“或”或顿号分开。",
    },
  }),
  P1028: entry<Word>({
    severity: "error",
    title: { en: () => "A list word without a list", zh: () => "列举词后没有列表" },
    body: {
      en: (p) => `\`${p.word}\` is followed by one name. Expected \`among\` and a set, or a list in parentheses.`,
      zh: (p) => `“${p.word}”后面只有一个名称，应写成“各……的……合计”这样，或在括号里列出。`,
    },
  }),
  P1029: entry<Nothing>({
    severity: "error",
    title: { en: () => "A starting size without a rate", zh: () => "起补数量前没有标准" },
    body: {
      en: () =>
        "A starting size or a counted maximum belongs to a rate of a quantity, such as `30 yuan per bird of poultry`.",
      zh: () => "起补数量和最多补的数量要跟在“数量 每……补……元”之后。",
    },
  }),
  P1030: entry<Nothing>({
    severity: "error",
    title: { en: () => "`otherwise` without a rule before it", zh: () => "“其余”前没有规则" },
    body: {
      en: () => "`otherwise` covers what no rule before it does, and there is none.",
      zh: () => "“其余”指前面的规则都不符合的情形，而前面没有规则。",
    },
    hint: { en: () => "Write `pay`, or a rule before it.", zh: () => "请改写成“补”，或者先写一条规则。" },
  }),
  P1031: entry<{ name: string }>({
    severity: "error",
    title: { en: () => "A benefit that gives nothing", zh: () => "奖补没有写数额" },
    body: {
      en: (p) => `\`${p.name}\` has neither \`pay\` nor a rule with \`→\`.`,
      zh: (p) => `“${p.name}”既没有“补”，也没有带“→”的规则。`,
    },
    hint: {
      en: () => "Add `pay …`, or `condition → amount`.",
      zh: () => "请加“补 ……”，或写“条件 → 金额”。",
    },
  }),
  P1032: entry<Word>({
    severity: "error",
    title: { en: () => "An amount in a list of conditions", zh: () => "条件列表里有数额" },
    body: {
      en: (p) => `\`${p.word}\` is met or not met; its items are conditions and have no \`→\` and no bound.`,
      zh: (p) => `“${p.word}”只有符合与不符合；其中各项是条件，不写“→”和上下限。`,
    },
  }),
  P1033: entry<{ found: string; expected: string }>({
    severity: "error",
    title: { en: () => "The bracket names another number", zh: () => "括号里的数不一致" },
    body: {
      en: (p) => `The bracket says ${p.found}, and the bound beside it is ${p.expected}.`,
      zh: (p) => `括号里写的是${p.found}，旁边的界限是${p.expected}。`,
    },
  }),
  P1034: entry<Nothing>({
    severity: "error",
    title: { en: () => "Not a text file", zh: () => "不是文本文件" },
    body: {
      en: () =>
        "Too many of its characters are not those of a text. It may be a document of another program, or in an unknown encoding.",
      zh: () => "其中有大量不属于文本的字符，可能是其他软件的文档，或者编码无法识别。",
    },
    hint: { en: () => "Save it as plain text in UTF-8.", zh: () => "请另存为 UTF-8 编码的纯文本。" },
  }),
  P1035: entry<{ word: string; takes: boolean }>({
    severity: "error",
    title: { en: () => "What is asked of each member", zh: () => "对每个成员的取值" },
    body: {
      en: (p) =>
        p.takes
          ? `\`${p.word}\` needs what it takes of each member of the set.`
          : `\`${p.word}\` counts members, and takes no value of each.`,
      zh: (p) => (p.takes ? `“${p.word}”前要写明取每个成员的哪个值。` : `“${p.word}”只数成员个数，不取每个成员的值。`),
    },
    hint: {
      en: (p) => (p.takes ? "Write `各 set 的 value` before it." : "Put a condition after `where`."),
      zh: (p) => (p.takes ? "请写“各……的……”。" : "条件请写在“其中”之后。"),
    },
  }),
  P1036: entry<Word>({
    severity: "error",
    title: { en: () => "A header after the first clause", zh: () => "文件头写在条款之后" },
    body: {
      en: (p) => `\`${p.word}\` is a header, and headers stand above the first clause.`,
      zh: (p) => `“${p.word}”属于文件头，要写在第一个条款之前。`,
    },
    hint: { en: () => "Move the line up, under the first line.", zh: () => "请把这一行移到文件开头。" },
  }),
  P1037: entry<{ characters: number; most: number }>({
    severity: "error",
    title: { en: () => "The text is too long", zh: () => "文本过长" },
    body: {
      en: (p) =>
        `It has ${grouped(p.characters)} characters; a policy has at most ${grouped(p.most)}. Nothing of it was read.`,
      zh: (p) => `共有${grouped(p.characters)}个字符，一份政策最多${grouped(p.most)}个。没有读取其中任何内容。`,
    },
    hint: {
      en: () => "Remove what is not of the policy, such as pasted tables; a roster is a file of its own.",
      zh: () => "请删去不属于政策的内容，例如粘贴进来的表格；花名册应另作文件导入。",
    },
  }),
  P1099: entry<{ count: number }>({
    severity: "note",
    title: { en: () => "More faults", zh: () => "还有其他错误" },
    body: {
      en: (p) => `${p.count} more ${p.count === 1 ? "place" : "places"} cannot be read; only the first ones are shown.`,
      zh: (p) => `另有${p.count}处无法读懂，这里只列出前面的。`,
    },
  }),
} satisfies Record<`P1${string}`, Entry<never>>;
