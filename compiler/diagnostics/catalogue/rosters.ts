/** 6xxx: rosters and what else a run is given. */
import { type Entry, entry } from "../entry.js";

interface Named {
  readonly en: string;
  readonly zh: string;
}

/** Why a cell's text is not a value of its field. */
export type CellFault =
  | { readonly kind: "notNumber" }
  | { readonly kind: "scientific" }
  | { readonly kind: "notWhole" }
  | { readonly kind: "outOfBounds"; readonly low: string | null; readonly high: string | null }
  | { readonly kind: "unit"; readonly found: string; readonly expected: string }
  | { readonly kind: "notYesNo" }
  | { readonly kind: "notDate" }
  | { readonly kind: "noDay" }
  | { readonly kind: "serialDate" }
  | { readonly kind: "noSuchDate" }
  | { readonly kind: "notOneOf"; readonly values: readonly Named[] }
  | { readonly kind: "notPlain" };

const FAULT: { readonly [K in CellFault["kind"]]: (f: Extract<CellFault, { kind: K }>) => Named } = {
  notNumber: () => ({ en: "it is not a number", zh: "不是数" }),
  scientific: () => ({
    en: "it is in scientific notation, in which digits have been lost",
    zh: "是科学计数法，末尾数字已丢失",
  }),
  notWhole: () => ({ en: "it must be a whole number", zh: "应为整数" }),
  outOfBounds: (f) => ({
    en: `it must be ${[f.low === null ? [] : [`at least ${f.low}`], f.high === null ? [] : [`at most ${f.high}`]].flat().join(" and ")}`,
    zh: `应${[f.low === null ? [] : [`不少于 ${f.low}`], f.high === null ? [] : [`不超过 ${f.high}`]].flat().join("且")}`,
  }),
  unit: (f) => ({
    en: `its unit is \`${f.found}\`, but the field's is \`${f.expected}\``,
    zh: `单位是“${f.found}”，该字段的单位是“${f.expected}”`,
  }),
  notYesNo: () => ({ en: "it is neither yes nor no", zh: "应填“是”或“否”" }),
  notDate: () => ({ en: "it is not a date such as 2024-01-10", zh: "不是日期，应如 2024-01-10" }),
  noDay: () => ({ en: "the day is missing from the date", zh: "日期缺少“日”" }),
  serialDate: () => ({
    en: "it is a spreadsheet's day number; format the column as a date",
    zh: "是电子表格的日期序号，请把该列设为日期格式",
  }),
  noSuchDate: () => ({ en: "there is no such day in the calendar", zh: "日历上没有这一天" }),
  notOneOf: (f) => ({
    en: `it must be one of ${f.values.map((v) => v.en).join(", ")}`,
    zh: `应为${f.values.map((v) => v.zh).join("、")}之一`,
  }),
  notPlain: () => ({ en: "a list or an object stands where one value is expected", zh: "此处应为单个值" }),
};

/** The reason as half a sentence. */
export function faultText(fault: CellFault): Named {
  return (FAULT[fault.kind] as (f: CellFault) => Named)(fault);
}

/** What is wrong with an identity number. */
export type IdentityFault = "old" | "checkDigit" | "scientific" | "other";

const IDENTITY: Readonly<Record<IdentityFault, Named>> = {
  old: { en: "it is an old number of 15 digits", zh: "是 15 位旧号码" },
  checkDigit: { en: "its last digit does not agree with the others", zh: "校验码与前 17 位不符" },
  scientific: {
    en: "it is in scientific notation, in which digits have been lost",
    zh: "是科学计数法，末尾数字已丢失",
  },
  other: { en: "it is no identity number of 18 or 20 digits", zh: "不是 18 位或 20 位的证件号码" },
};

const SETTLE: Named = {
  en: "Decide it in the list that `--doubts` writes, and hand that list in with `--settle`.",
  zh: "可用 `--doubts` 写出疑点清单，填写处理意见后用 `--settle` 交回。",
};

interface DecisionParams {
  readonly action: string;
  readonly offers: readonly string[];
}

const ACTION_ZH: Readonly<Record<string, string>> = {
  correct: "更正",
  blank: "空白",
  accept: "采用",
  drop: "剔除",
  replace: "取代",
};
const offersEn = (p: DecisionParams) => p.offers.map((o) => `\`${o}\``).join(", ");
const actionZh = (action: string) => ACTION_ZH[action] ?? action;
const offersZh = (p: DecisionParams) => p.offers.map((o) => `“${actionZh(o)}”`).join("、");

type DecisionText = { readonly [L in "en" | "zh"]: (p: DecisionParams) => string };
const DECISION: Readonly<Record<"unknownAction" | "noRow" | "notOffered" | "badValue" | "stale", DecisionText>> = {
  unknownAction: {
    en: (p) => `\`${p.action}\` is no decision; there are ${offersEn(p)}.`,
    zh: (p) => `“${p.action}”不是可用的处理，可填${offersZh(p)}。`,
  },
  noRow: {
    en: () => "The decision does not say which row it is about.",
    zh: () => "处理意见没有写明是第几行。",
  },
  notOffered: {
    en: (p) => `\`${p.action}\` does not fit this doubt; it can be decided by ${offersEn(p)}.`,
    zh: (p) => `“${actionZh(p.action)}”不适用于该疑点，可填${offersZh(p)}。`,
  },
  badValue: {
    en: (p) => `What stands beside \`${p.action}\` is not a value of the field.`,
    zh: (p) => `“${actionZh(p.action)}”旁边填写的内容不是该字段的值。`,
  },
  stale: {
    en: () => "The cell holds something else than what was decided about.",
    zh: () => "单元格的内容与处理时的原值不同。",
  },
};

const en = (names: readonly Named[]) =>
  names.map((n) => `\`${n.en === n.zh ? n.en : `${n.en} (${n.zh})`}\``).join(", ");
const zh = (names: readonly Named[]) => names.map((n) => `“${n.zh}”`).join("、");
/** The first few of a long list, and how many more there are. */
function some(items: readonly string[], comma: string, more: (count: number) => string): string {
  const shown = items.slice(0, 5);
  return [...shown, ...(items.length > shown.length ? [more(items.length - shown.length)] : [])].join(comma);
}

const rowsEn = (rows: readonly number[]) => (rows.length === 1 ? `row ${rows[0]}` : `rows ${rows.join(", ")}`);

type Readers = readonly { readonly field: Named; readonly clause: Named }[];
const readersEn = (readers: Readers) =>
  readers.length === 0 ? "" : ` ${readers.map((r) => `\`${r.field.en}\` is read by ${r.clause.en}`).join("; ")}.`;
const readersZh = (readers: Readers) =>
  readers.length === 0 ? "" : `${readers.map((r) => `“${r.field.zh}”用于${r.clause.zh}`).join("；")}。`;

export const rosters = {
  P6001: entry<{ workbook: boolean }>({
    severity: "error",
    title: { en: () => "The file's encoding is not known", zh: () => "无法识别文件编码" },
    body: {
      en: (p) =>
        p.workbook
          ? "This is a workbook, not text. A roster is read from CSV or JSON in UTF-8 or GB18030 (GBK). Nothing was read from it."
          : "The bytes are neither UTF-8 nor GB18030 (GBK). Nothing was read from it.",
      zh: (p) =>
        p.workbook
          ? "这是工作簿文件，不是文本。名册须为 CSV 或 JSON，编码为 UTF-8 或 GB18030（GBK）。未读取任何内容。"
          : "文件内容既不是 UTF-8，也不是 GB18030（GBK）。未读取任何内容。",
    },
    hint: {
      en: () => "Save it again from the spreadsheet as `CSV UTF-8`.",
      zh: () => "请在电子表格中另存为“CSV UTF-8（逗号分隔）”。",
    },
  }),
  P6002: entry<{ detail: Named }>({
    severity: "error",
    title: { en: () => "The file cannot be read as a roster", zh: () => "文件无法作为名册读取" },
    body: {
      en: (p) => `${p.detail.en} Nothing was read from it.`,
      zh: (p) => `${p.detail.zh}未读取任何内容。`,
    },
  }),
  P6003: entry<{
    entity: Named;
    missing: readonly Named[];
    extra: readonly string[];
    /** Which clause reads what is missing. */
    readers: readonly { readonly field: Named; readonly clause: Named }[];
  }>({
    severity: "error",
    title: { en: () => "Columns are missing", zh: () => "名册缺少列" },
    body: {
      en: (p) =>
        `The policy reads ${en(p.missing)} of each ${p.entity.en}, and the roster has no such column.${readersEn(p.readers)}${
          p.extra.length > 0 ? ` Columns that match nothing: ${p.extra.map((c) => `\`${c}\``).join(", ")}.` : ""
        } The run was not started.`,
      zh: (p) =>
        `政策要读取每个${p.entity.zh}的${zh(p.missing)}，名册中没有这些列。${readersZh(p.readers)}${
          p.extra.length > 0 ? `名册中对不上的列：${p.extra.map((c) => `“${c}”`).join("、")}。` : ""
        }未开始测算。`,
    },
    hint: {
      en: (p) =>
        p.extra.length > 0
          ? "Rename the column to the field's name, or add its heading to the field as an `alias`."
          : "Add the columns; leave a cell blank where the value is not known.",
      zh: (p) =>
        p.extra.length > 0
          ? "请把列名改为字段名，或在词表中用“别名”登记该列名。"
          : "请补上这些列；不清楚的单元格可留空。",
    },
  }),
  P6004: entry<{ extra: readonly string[] }>({
    severity: "note",
    title: { en: () => "Columns that are not used", zh: () => "未使用的列" },
    body: {
      en: (p) => `These columns match no field and were not read: ${p.extra.map((c) => `\`${c}\``).join(", ")}.`,
      zh: (p) => `以下列与任何字段都对不上，未读取：${p.extra.map((c) => `“${c}”`).join("、")}。`,
    },
  }),
  P6005: entry<{ entity: Named; columns: readonly { readonly name: Named; readonly blank: Named | null }[] }>({
    severity: "note",
    title: { en: () => "Columns that the roster does not have", zh: () => "名册中没有的列" },
    body: {
      en: (p) =>
        `No column for ${p.columns
          .map((c) => `\`${c.name.en}\` (${c.blank === null ? "taken as not known" : `taken as ${c.blank.en}`})`)
          .join(", ")}, for every ${p.entity.en}.`,
      zh: (p) =>
        `名册没有${p.columns
          .map((c) => `“${c.name.zh}”（${c.blank === null ? "按未知处理" : `一律按${c.blank.zh}`}）`)
          .join("、")}列，涉及全部${p.entity.zh}。`,
    },
  }),
  P6006: entry<{ key: string | null; field: Named; value: string; fault: CellFault }>({
    severity: "error",
    title: { en: () => "A cell cannot be read", zh: () => "单元格无法读取" },
    body: {
      en: (p) =>
        `\`${p.value}\` in \`${p.field.en}\`${p.key === null ? "" : ` of ${p.key}`}: ${faultText(p.fault).en}. The cell counts as missing; what depends on it is undecided.`,
      zh: (p) =>
        `${p.key === null ? "" : `${p.key} 的`}“${p.field.zh}”填的是“${p.value}”：${faultText(p.fault).zh}。该单元格按未填处理，依赖它的结果待定。`,
    },
  }),
  P6007: entry<{ key: string; first: number; differs: readonly Named[] }>({
    severity: "error",
    title: { en: () => "The same key twice", zh: () => "编号重复" },
    body: {
      en: (p) =>
        `\`${p.key}\` already stands in row ${p.first}${
          p.differs.length === 0 ? ", with the same contents" : `; the two differ in ${en(p.differs)}`
        }. This row was refused: the first one counts.`,
      zh: (p) =>
        `“${p.key}”已见于第 ${p.first} 行，${
          p.differs.length === 0 ? "内容相同" : `两行的${zh(p.differs)}不同`
        }。本行已退回，以先出现的一行为准。`,
    },
    hint: {
      en: () => "Remove the row that is wrong and run again.",
      zh: () => "请删去有误的一行后重新测算。",
    },
  }),
  P6008: entry<{ column: Named; value: string; scientific: boolean }>({
    severity: "error",
    title: { en: () => "A row without a key", zh: () => "缺少编号的行" },
    body: {
      en: (p) =>
        p.scientific
          ? `\`${p.value}\` in \`${p.column.en}\` is in scientific notation: its last digits are lost. The row was refused.`
          : `\`${p.column.en}\` is blank. The row was refused and is not in any total.`,
      zh: (p) =>
        p.scientific
          ? `“${p.column.zh}”填的是科学计数法“${p.value}”，末尾数字已丢失。本行已退回，不计入任何合计。`
          : `“${p.column.zh}”未填。本行已退回，不计入任何合计。`,
    },
  }),
  P6009: entry<{ parent: Named; key: string }>({
    severity: "error",
    title: { en: () => "A row that belongs to nobody", zh: () => "找不到所属对象" },
    body: {
      en: (p) => `The roster has no ${p.parent.en} \`${p.key}\`. The row was refused and is not in any total.`,
      zh: (p) => `名册中没有编号为“${p.key}”的${p.parent.zh}。本行已退回，不计入任何合计。`,
    },
  }),
  P6010: entry<{ entity: Named; id: string }>({
    severity: "error",
    title: { en: () => "A roster is missing", zh: () => "缺少一份名册" },
    body: {
      en: (p) => `The policy reads each \`${p.entity.en}\`, and no file gives them. The run was not started.`,
      zh: (p) => `政策要读取“${p.entity.zh}”，没有文件提供。未开始测算。`,
    },
    hint: {
      en: (p) => `Add \`--roster ${p.id}=FILE\`. A file with a heading and no rows says that there are none.`,
      zh: (p) => `请加上 \`--roster ${p.id}=文件\`。只有表头、没有数据行的文件表示“没有”。`,
    },
  }),
  P6011: entry<{ name: string; known: readonly Named[] }>({
    severity: "error",
    title: { en: () => "No such kind of row", zh: () => "没有这种对象" },
    body: {
      en: (p) => `\`${p.name}\` is none of those that the policy knows: ${en(p.known)}. Its rows were not read.`,
      zh: (p) => `政策中没有“${p.name}”，已知的有：${zh(p.known)}。其内容未读取。`,
    },
  }),
  P6012: entry<{ field: Named; columns: readonly string[] }>({
    severity: "error",
    title: { en: () => "Two columns for one field", zh: () => "两列对应同一字段" },
    body: {
      en: (p) =>
        `${p.columns.map((c) => `\`${c}\``).join(" and ")} both mean \`${p.field.en}\`. The run was not started.`,
      zh: (p) => `${p.columns.map((c) => `“${c}”`).join("与")}都对应“${p.field.zh}”。未开始测算。`,
    },
    hint: { en: () => "Remove or rename one of them.", zh: () => "请删去或改名其中一列。" },
  }),
  P6013: entry<{ kind: "title" | "total" | "note"; rows: readonly number[]; text: string }>({
    severity: "note",
    title: { en: () => "Rows that are not data", zh: () => "非数据行" },
    body: {
      en: (p) =>
        `Taken as ${{ title: "a title", total: "a total", note: "a note" }[p.kind]}, not as data: ${rowsEn(p.rows)} (\`${p.text}\`).`,
      zh: (p) =>
        `第 ${p.rows.join("、")} 行按${{ title: "标题", total: "合计", note: "附注" }[p.kind]}处理，不作为数据：“${p.text}”。`,
    },
  }),
  P6014: entry<{ field: Named; found: string; expected: string }>({
    severity: "error",
    title: { en: () => "A column in another unit", zh: () => "列的单位不符" },
    body: {
      en: (p) =>
        `The heading says \`${p.found}\`, but \`${p.field.en}\` is in \`${p.expected}\`, and one does not convert into the other. The run was not started.`,
      zh: (p) => `表头写的单位是“${p.found}”，“${p.field.zh}”的单位是“${p.expected}”，两者不能换算。未开始测算。`,
    },
  }),
  P6015: entry<{ field: Named; word: string; count: number; rows: readonly number[] }>({
    severity: "note",
    title: { en: () => "Words read as blank", zh: () => "按空白处理的文字" },
    body: {
      en: (p) =>
        `${p.count} ${p.count === 1 ? "cell holds" : "cells hold"} \`${p.word}\` in \`${p.field.en}\`, read as blank (first: ${rowsEn(p.rows)}).`,
      zh: (p) => `“${p.field.zh}”有 ${p.count} 个单元格填“${p.word}”，按空白处理（首见于第 ${p.rows.join("、")} 行）。`,
    },
  }),
  P6016: entry<{ cells: number; columns: number }>({
    severity: "error",
    title: { en: () => "A row longer than its heading", zh: () => "行的列数多于表头" },
    body: {
      en: (p) =>
        `The row has ${p.cells} cells, the heading ${p.columns}. Its cells cannot be told apart; the row was refused and is not in any total.`,
      zh: (p) => `本行有 ${p.cells} 格，表头只有 ${p.columns} 列，无法对应。本行已退回，不计入任何合计。`,
    },
    hint: {
      en: () => "A comma inside a cell needs quotation marks around the cell.",
      zh: () => "单元格内含逗号时，应给该单元格加引号。",
    },
  }),
  P6017: entry<{ name: string; known: readonly Named[] }>({
    severity: "error",
    title: { en: () => "Not a parameter of this policy", zh: () => "政策中没有这个参数" },
    body: {
      en: (p) =>
        `\`${p.name}\` is not left open by this policy.${p.known.length > 0 ? ` Those left open: ${en(p.known)}.` : " It leaves none open."} The run was not started.`,
      zh: (p) =>
        `“${p.name}”不是本政策留待确定的参数。${p.known.length > 0 ? `留待确定的有：${zh(p.known)}。` : "本政策没有留待确定的参数。"}未开始测算。`,
    },
  }),
  P6018: entry<{ parameter: Named; of: string | null; value: string; fault: CellFault }>({
    severity: "error",
    title: { en: () => "A parameter's value cannot be used", zh: () => "参数值无法使用" },
    body: {
      en: (p) =>
        `\`${p.value}\` for \`${p.parameter.en}\`${p.of === null ? "" : ` of ${p.of}`}: ${faultText(p.fault).en}. The run was not started.`,
      zh: (p) =>
        `“${p.parameter.zh}”${p.of === null ? "" : `（${p.of}）`}填的是“${p.value}”：${faultText(p.fault).zh}。未开始测算。`,
    },
  }),
  P6019: entry<{ parent: Named; key: Named; entity: Named }>({
    severity: "error",
    title: { en: () => "Rows cannot be joined", zh: () => "无法与所属对象对应" },
    body: {
      en: (p) =>
        `Each ${p.entity.en} belongs to a ${p.parent.en}, and the file has no column \`${p.key.en}\` that says to which. The run was not started.`,
      zh: (p) => `每个${p.entity.zh}都属于一个${p.parent.zh}，文件中没有“${p.key.zh}”列。未开始测算。`,
    },
  }),
  P6020: entry<{ key: string | null; field: Named; fault: IdentityFault; joins: boolean }>({
    severity: "warning",
    title: { en: () => "An identity number in doubt", zh: () => "证件号码存疑" },
    body: {
      en: (p) =>
        `\`${p.field.en}\`${p.key === null ? "" : ` of ${p.key}`}: ${IDENTITY[p.fault].en}. ${
          p.joins
            ? "The row is found by this number alone; it was refused and is not in any total."
            : "No amount depends on it; joining files and paying out do."
        }`,
      zh: (p) =>
        `${p.key === null ? "" : `${p.key} 的`}“${p.field.zh}”${IDENTITY[p.fault].zh}。${
          p.joins ? "本行只能凭此号码对应，已退回，不计入任何合计。" : "金额不受影响，但对应名册和发放时要用到。"
        }`,
    },
    hint: { en: () => SETTLE.en, zh: () => SETTLE.zh },
  }),
  P6021: entry<{ key: string; field: Named; first: string; row: number }>({
    severity: "error",
    title: { en: () => "One identity number on two rows", zh: () => "证件号码重复" },
    body: {
      en: (p) =>
        `\`${p.key}\` has the same \`${p.field.en}\` as \`${p.first}\` (row ${p.row}): probably one household listed twice. This row and what is below it were refused and are not in any total.`,
      zh: (p) =>
        `“${p.key}”与“${p.first}”（第 ${p.row} 行）的“${p.field.zh}”相同，可能是同一户登记了两次。本行及其下属各行已退回，不计入任何合计。`,
    },
    hint: { en: () => SETTLE.en, zh: () => SETTLE.zh },
  }),
  P6022: entry<{ key: string | null; field: Named; rows: readonly number[] }>({
    severity: "error",
    title: { en: () => "Rows of one household differ", zh: () => "同一户的各行不一致" },
    body: {
      en: (p) =>
        `\`${p.field.en}\`${p.key === null ? "" : ` of ${p.key}`} is not the same in ${rowsEn(p.rows)} as in the head's row. The cell counts as missing; what depends on it is undecided.`,
      zh: (p) =>
        `${p.key === null ? "" : `${p.key} 的`}“${p.field.zh}”在第 ${p.rows.join("、")} 行与户主所在行不一致。该单元格按未填处理，依赖它的结果待定。`,
    },
    hint: { en: () => SETTLE.en, zh: () => SETTLE.zh },
  }),
  P6023: entry<{ field: Named; rows: readonly number[] }>({
    severity: "note",
    title: { en: () => "Rows of one household differ where it does not matter", zh: () => "不影响结果的不一致" },
    body: {
      en: (p) =>
        `\`${p.field.en}\` is not the same in ${rowsEn(p.rows)} as in the head's row of the same household. No result depends on it; the head's row was taken.`,
      zh: (p) => `“${p.field.zh}”在第 ${p.rows.join("、")} 行与户主所在行不一致。结果不依赖该列，以户主所在行为准。`,
    },
  }),
  P6024: entry<{
    kind: "unknownAction" | "noRow" | "notOffered" | "badValue" | "stale";
    action: string;
    offers: readonly string[];
  }>({
    severity: "error",
    title: { en: () => "A decision that cannot be carried out", zh: () => "处理意见无法执行" },
    body: {
      en: (p) => `${DECISION[p.kind].en(p)} The doubt stays open.`,
      zh: (p) => `${DECISION[p.kind].zh(p)}该疑点仍为待定。`,
    },
  }),
  P6025: entry<Record<never, never>>({
    severity: "warning",
    title: { en: () => "A decision about nothing doubtful", zh: () => "没有对应疑点的处理意见" },
    body: {
      en: () => "The place that it names is not in doubt in these files. It changed nothing.",
      zh: () => "所指的位置在这些文件中没有疑点，未作任何改动。",
    },
    hint: {
      en: () => "Rows move when a file is sorted or edited: write the list of doubts anew with `--doubts`.",
      zh: () => "文件排序或改动后行号会变，请用 `--doubts` 重新写出疑点清单。",
    },
  }),
  P6026: entry<{ decided: number; open: number }>({
    severity: "note",
    title: { en: () => "Doubts decided", zh: () => "疑点处理情况" },
    body: {
      en: (p) =>
        `${p.decided} ${p.decided === 1 ? "doubt was" : "doubts were"} decided as this file says; ${p.open} stay open.`,
      zh: (p) => `按本文件处理疑点 ${p.decided} 条，仍待定 ${p.open} 条。`,
    },
  }),
  P6027: entry<{ heading: string; name: string; known: readonly Named[] }>({
    severity: "error",
    title: { en: () => "A heading is mapped to nothing", zh: () => "字段对应有误" },
    body: {
      en: (p) =>
        `\`${p.heading}\` is mapped to \`${p.name}\`, which is none of ${en(p.known)}. The run was not started.`,
      zh: (p) => `列名“${p.heading}”对应到“${p.name}”，可用的有：${zh(p.known)}。未开始测算。`,
    },
  }),
  P6028: entry<{ rows: number; groups: number; child: Named; parent: Named; key: string }>({
    severity: "note",
    title: { en: () => "Rows grouped", zh: () => "按户归并" },
    body: {
      en: (p) =>
        `${p.rows} rows, one for each ${p.child.en}, were grouped by \`${p.key}\` into ${p.groups} rows of ${p.parent.en}.`,
      zh: (p) => `${p.rows} 行为一${p.child.zh}一行，已按“${p.key}”归并为 ${p.groups} ${p.parent.zh}。`,
    },
  }),
  P6029: entry<{ entity: Named; field: Named; rows: readonly number[] | null }>({
    severity: "note",
    title: { en: () => "Joined by identity number", zh: () => "按证件号码对应" },
    body: {
      en: (p) =>
        p.rows === null
          ? `The file has no key of its own: each row was joined to its ${p.entity.en} by \`${p.field.en}\`.`
          : `The key of ${rowsEn(p.rows)} cannot be read; joined to its ${p.entity.en} by \`${p.field.en}\`.`,
      zh: (p) =>
        p.rows === null
          ? `文件没有编号列，各行按“${p.field.zh}”与${p.entity.zh}对应。`
          : `第 ${p.rows.join("、")} 行的编号无法读取，按“${p.field.zh}”与${p.entity.zh}对应。`,
    },
  }),
  P6030: entry<{ rows: readonly number[] }>({
    severity: "note",
    title: { en: () => "A heading of two rows", zh: () => "两行表头" },
    body: {
      en: (p) => `Rows ${p.rows.join(" and ")} were read together as one heading.`,
      zh: (p) => `第 ${p.rows.join("、")} 行合并作为一个表头读取。`,
    },
  }),
  P6031: entry<{ rows: readonly number[]; entity: Named; keys: readonly string[] }>({
    severity: "warning",
    title: { en: () => "Rows whose owner is not known", zh: () => "不知归属的行" },
    body: {
      en: (p) =>
        `The refused ${rowsEn(p.rows)} of this file may be about ${some(p.keys, ", ", (n) => `${n} more`)}: each such ${p.entity.en} stands in the other files and not in this one. What this file would say of them counts as missing, not as blank.`,
      zh: (p) =>
        `本文件退回的第 ${p.rows.join("、")} 行，可能属于 ${some(p.keys, "、", (n) => `另外 ${n} ${p.entity.zh}`)}：其他名册中有而本文件中没有。本文件各列对其按未填处理，不按空白处理。`,
    },
    hint: { en: () => SETTLE.en, zh: () => SETTLE.zh },
  }),
  P6033: entry<{ pairs: readonly { readonly heading: string; readonly field: Named }[] }>({
    severity: "warning",
    title: { en: () => "A column that may be meant for another", zh: () => "列名可能有误" },
    body: {
      en: (p) =>
        `No field is called ${p.pairs.map((c) => `\`${c.heading}\``).join(", ")}, so it was not read; the policy reads ${p.pairs
          .map((c) => `\`${c.field.en}\``)
          .join(", ")}, which this file does not have and which counts as blank for every row.`,
      zh: (p) =>
        `${p.pairs.map((c) => `“${c.heading}”`).join("、")}与任何字段都对不上，未读取；而政策要读的${p.pairs
          .map((c) => `“${c.field.zh}”`)
          .join("、")}本文件没有，各行一律按空白处理。`,
    },
    hint: {
      en: () => "If they are the same, rename the column, or give the correspondence with `--map`.",
      zh: () => "如果是同一列，请改列名，或用 `--map` 写明对应。",
    },
  }),
} satisfies Record<`P6${string}`, Entry<never>>;
