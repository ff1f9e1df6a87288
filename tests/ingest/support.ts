/** A small scheme and files of every format for it, made with the libraries that offices' programs are made with. */
import * as XLSX from "@e965/xlsx";
import { unitWords } from "../../cli/io/units.js";
import { compile, EMPTY_LIBRARY } from "../../compiler/index.js";
import { text as exact, type Rational } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { type ReadOptions, readTable, type SourceFile } from "../../runtime/ingest/index.js";
import type { Cell } from "../../runtime/roster.js";
import { cellAt } from "../../runtime/table/index.js";
import type { Table } from "../../runtime/table.js";

const TEXT = `政策 demo/演示 “演示”
  版本 “1”
  施行 2024-01-01 至 2024-12-31
  取整 四舍五入 至 0.01元

对象 户/household
  - 户编号/id: 文本, 主键
  - 乡镇/town: 文本, 选填
  - 户主姓名/head_name: 文本, 隐私, 选填
  - 户主证件号码/head_id: 文本, 隐私, 选填
  - 户联系电话/phone: 文本, 隐私, 选填
  - 户类型/kind: 选项 （脱贫户/lifted、一般农户/ordinary）
  - 有劳动力/able: 是否, 空白作 否
  - 面积/area: 亩, 0亩 至 1000亩, 空白作 0亩
  - 生猪/pigs: 头, 空白作 0头
  - 收入/income: 元, 选填
  - 验收日期/accepted_on: 日期

对象 成员/member 隶属 户
  - 人口编号/person_id: 文本, 主键
  - 姓名/person_name: 文本, 隐私, 选填
  - 与户主关系/relation: 文本, 选填
  - 务工月数/months: 月, 空白作 0个月

对每个 户
享受条件 当 户类型 为 脱贫户 且 验收日期 早于 2025-01-01
奖补 种养/award
  补 面积 * 100元每亩 + 生猪 * 10元每头 + 各 成员 的 务工月数 合计 * 1元每月
`;

let made: Policy | null = null;

export function demoPolicy(): Policy {
  if (made !== null) return made;
  const compiled = compile({ path: "demo.policy", text: TEXT }, EMPTY_LIBRARY);
  if (!compiled.policy) throw new Error(compiled.diagnostics.map((d) => d.code).join(" "));
  made = compiled.policy;
  return made;
}

export const DEMO_TEXT = TEXT;
export const HEAD = ["户编号", "户类型", "面积", "生猪", "验收日期"];
/** The policy reads persons: a file without rows says that there are none. */
export const NOBODY: SourceFile = source("户编号,人口编号\n", "none.csv", "member");

export function source(content: string | Uint8Array, path = "h.csv", entity: string | null = null): SourceFile {
  return { path, entity, bytes: typeof content === "string" ? new TextEncoder().encode(content) : content };
}

export async function read(files: readonly SourceFile[], options: ReadOptions = {}) {
  const persons = files.some((f) => f.entity === "member" || f.path.includes("persons"));
  const reading = await readTable(persons ? files : [...files, NOBODY], demoPolicy(), unitWords(), options);
  const codes = reading.diagnostics.map((d) => d.code);
  const found = (code: string) => reading.diagnostics.filter((d) => d.code === code);
  return { ...reading, codes, found, rows: (entity = "household") => rowsOf(reading.table, entity) };
}

export function rowsOf(table: Table | null, entity: string): Record<string, string | boolean | null>[] {
  const own = table?.entities[entity];
  if (!own) return [];
  return Array.from({ length: own.rows }, (_, row) => {
    const cells = Object.entries(own.columns).map(([id, column]) => [id, shown(cellAt(column, row))] as const);
    return { key: own.keys[row] as string, ...Object.fromEntries(cells.filter(([, cell]) => cell !== null)) };
  });
}

function shown(cell: Cell): string | boolean | null {
  return cell !== null && typeof cell === "object" ? exact(cell as Rational) : cell;
}

/** Everything that a table holds, so that two can be compared; typed arrays with their kinds. */
export function plain(table: Table | null): unknown {
  return JSON.parse(
    JSON.stringify(table, (_, v: unknown) => {
      if (typeof v === "bigint") return `${v}n`;
      if (ArrayBuffer.isView(v)) return [v.constructor.name, ...Array.from(v as Uint8Array, String)];
      return v;
    }),
  );
}

export type CellValue = string | number | Date | null;

/** A workbook of named sheets. `merges`: ranges such as `A1:C1`. */
export function workbook(
  sheets: Readonly<Record<string, readonly (readonly CellValue[])[]>>,
  bookType: XLSX.BookType = "xlsx",
  change: (sheets: Readonly<Record<string, XLSX.WorkSheet>>) => void = () => {},
): Uint8Array {
  const book = XLSX.utils.book_new();
  const all: Record<string, XLSX.WorkSheet> = {};
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = XLSX.utils.aoa_to_sheet(rows.map((row) => [...row]));
    XLSX.utils.book_append_sheet(book, sheet, name);
    all[name] = sheet;
  }
  change(all);
  return new Uint8Array(XLSX.write(book, { type: "array", bookType, compression: true }) as ArrayBuffer);
}
