/** Pages of the reference that are tables: keywords, units, built-in names. */
import { BUILT_IN_NAMES, FOR_EACH_AROUND, type HighlightClass, KEYWORDS, type KeywordSpec, SIGNS } from "../tokens.js";
import { MAGNITUDES, UNITS, type UnitSpelling } from "../units.js";

const DO_NOT_EDIT = (source: string) => `<!-- Generated from ${source}. Do not edit. -->`;

const SECTIONS: readonly (readonly [HighlightClass, string])[] = [
  ["head", "Words that begin a clause 条款开头的词"],
  ["header", "Words that begin a header 文件头的词"],
  ["line", "Words that begin a part of a clause 条款各部分的词"],
  ["word", "Words inside a clause 条款内的词"],
  ["type", "Types 类型"],
  ["flag", "Marks of a field 字段标记"],
  ["constant", "Constants 常量"],
];

const USES: Readonly<Record<KeywordSpec["use"], string>> = {
  reserved: "",
  first: "a name elsewhere 其他位置可作名称",
  header: "a name after the header 文件头之后可作名称",
  soft: "may be a name 可作名称",
};

/** Backticks around code; a bar would end the cell. */
const code = (text: string) => (text === "" ? "" : `\`${text.replaceAll("|", "\\|")}\``);

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n");
}

function also(spec: KeywordSpec): string {
  const more = [...(spec.alsoEn ?? []), ...(spec.zhBeforeList ? [spec.zhBeforeList] : []), ...(spec.alsoZh ?? [])];
  return [...new Set(more)].map(code).join(" ");
}

export function keywordsPage(): string {
  const specs = Object.values(KEYWORDS) as readonly KeywordSpec[];
  const parts = SECTIONS.map(([cls, title]) => {
    const rows = specs
      .filter((spec) => spec.class === cls)
      .map((spec) => [code(spec.en), code(spec.zh), also(spec), USES[spec.use]]);
    return `## ${title}\n\n${table(["English", "中文", "also 也可写", ""], rows)}`;
  });
  const signs = Object.values(SIGNS).map((sign) => [code(sign.en), code(sign.zh), sign.typed.map(code).join(" ")]);
  const { before, after } = FOR_EACH_AROUND;
  return `# Keywords 关键词

${DO_NOT_EDIT("grammar/tokens.ts")}

Each word has one English and one canonical Chinese spelling; the formatter prints these. Further spellings are accepted. A
word that one language says by word order alone has no spelling there. \`for each household\` is also \`${before}户${after}\`.

每个词有一种英文写法和一种规范的中文写法，排版时只用这两种；“也可写”一栏也能识别。靠语序表达的词没有对应写法。

A name that is also a keyword is written in backticks or in 【】. 与关键词相同的名称写在【】里。

${parts.join("\n\n")}

## Signs 符号

Full-width forms are read as their narrow ones. 全角符号与半角相同。

${table(["English", "中文", "typed 可输入"], signs)}
`;
}

export function unitsPage(): string {
  const rows = (Object.values(UNITS) as readonly UnitSpelling[]).map((unit) => [
    code(unit.en),
    unit.plural === unit.en ? "" : code(unit.plural),
    code(unit.zh),
    unit.zhCounted === undefined ? "" : code(unit.zhCounted),
    (unit.also ?? []).map(code).join(" "),
  ]);
  const magnitudes = Object.values(MAGNITUDES).map(({ en, zh }) => [code(en), code(zh)]);
  return `# Units 单位

${DO_NOT_EDIT("grammar/units.ts")}

A number and its unit stand on one line: \`6 head\`, \`6头\`, \`2000元/户\`. A policy or vocabulary may declare more with \`unit\`.

数和单位写在同一行。政策和词表可以用“单位”再定义。

${table(["English", "plural 复数", "中文", "after a number 数后", "also 也可写"], rows)}

## Magnitudes 量级

They stand before any unit: \`304.5 wan yuan\`, \`304.5万元\`. 写在任何单位之前。

${table(["English", "中文"], magnitudes)}
`;
}

export function namesPage(): string {
  const rows = BUILT_IN_NAMES.map(({ en, zh }) => [code(en), code(zh)]);
  return `# Built-in names 内置名称

${DO_NOT_EDIT("grammar/tokens.ts")}

Names that need no declaration: types of fields, what can be asked of a benefit, and what a run knows.

不必定义就能使用的名称：字段类型、奖补的各项结果、运行时已知的事项。

${table(["English", "中文"], rows)}
`;
}
