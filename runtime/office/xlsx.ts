/** Workbooks of forms: numbers as numbers, texts as texts, set up to be printed. */
import * as XLSX from "@e965/xlsx";
import { type HeadingLanguage, headingText, type Sheet, type SheetColumn, type SheetRow, tabName } from "./sheet.js";

export interface XlsxOptions {
  readonly headings: HeadingLanguage;
  /** Rows of one tab, its title and foot included; a longer sheet goes on in further tabs. Excel takes 1,048,576. */
  readonly rowsPerTab?: number;
}

const ROWS_PER_TAB = 1_048_575;
/** A cell of a workbook holds no more. */
const LONGEST_TEXT = 32_767;
/** Longer tabs are for programs, not for paper: they are not opened again to be set up for a printer. */
const PRINTED_ROWS = 50_000;

interface Tab {
  readonly name: string;
  readonly sheet: Sheet;
  /** Rows above the first row of figures. */
  readonly head: number;
  readonly rows: number;
  readonly cells: XLSX.WorkSheet;
}

export function workbookBytes(sheets: readonly Sheet[], options: XlsxOptions): Uint8Array {
  const workbook = XLSX.utils.book_new();
  const tabs: Tab[] = [];
  const limit = options.rowsPerTab ?? ROWS_PER_TAB;
  for (const sheet of sheets) for (const tab of tabsOf(sheet, options, limit, tabs)) tabs.push(tab);
  for (const tab of tabs) XLSX.utils.book_append_sheet(workbook, tab.cells, tab.name);
  workbook.Workbook = {
    // Headings on every page.
    Names: tabs.map((tab, i) => ({
      Name: "_xlnm.Print_Titles",
      Sheet: i,
      Ref: `'${tab.name.replaceAll("'", "''")}'!$${tab.head}:$${tab.head}`,
    })),
  };
  const bytes = new Uint8Array(
    XLSX.write(workbook, { type: "array", bookType: "xlsx", compression: true, bookSST: true }),
  );
  return tabs.every((tab) => tab.rows <= PRINTED_ROWS) ? forPaper(bytes, tabs) : bytes;
}

/** The tabs that a sheet fills; the last one has the foot. */
function* tabsOf(sheet: Sheet, options: XlsxOptions, limit: number, before: readonly Tab[]): Generator<Tab> {
  const titles = [...(sheet.title === null ? [] : [sheet.title]), ...sheet.above];
  const head = titles.length + 1;
  const room = Math.max(1, limit - head - sheet.foot.length);
  let part: SheetRow[] = [];
  let number = 1;
  const taken = new Set(before.map((tab) => tab.name));
  const close = (last: boolean): Tab => {
    const name = freeName(sheet.name, number, taken);
    taken.add(name);
    const cells = worksheet(sheet, part, titles, last ? sheet.foot : [], options.headings);
    const tab = { name, sheet, head, rows: part.length, cells };
    part = [];
    number += 1;
    return tab;
  };
  for (const row of sheet.rows) {
    if (part.length === room) yield close(false);
    part.push(row);
  }
  yield close(true);
}

function freeName(name: string, number: number, taken: ReadonlySet<string>): string {
  for (let n = number; ; n += 1) {
    const end = n === 1 ? "" : ` ${n}`;
    const candidate = `${tabName(name).slice(0, 31 - end.length)}${end}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function worksheet(
  sheet: Sheet,
  rows: readonly SheetRow[],
  titles: readonly string[],
  foot: readonly string[],
  headings: HeadingLanguage,
): XLSX.WorkSheet {
  const { columns } = sheet;
  const alone = (text: string): XLSX.CellObject[] => [textCell(text)];
  const data: (XLSX.CellObject | undefined)[][] = [
    ...titles.map(alone),
    columns.map((c) => textCell(headingText(c, headings))),
    ...rows.map((row) => columns.map((c, i) => cellOf(c, row.cells[i] ?? null))),
    ...foot.map(alone),
  ];
  const last = columns.length - 1;
  const merged = (row: number): XLSX.Range => ({ s: { r: row, c: 0 }, e: { r: row, c: last } });
  const cells = {
    "!data": data,
    "!ref": XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: data.length - 1, c: last } }),
    "!cols": columns.map((c) => ({ wch: c.width })),
    "!merges": last < 1 ? [] : [...titles.map((_, i) => merged(i)), ...foot.map((_, i) => merged(data.length - 1 - i))],
    "!margins": { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
  };
  return cells as XLSX.WorkSheet;
}

function textCell(text: string): XLSX.CellObject {
  return { t: "s", v: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text };
}

const FORMATS: Partial<Readonly<Record<SheetColumn["kind"], string>>> = { count: "0", amount: "#,##0.00" };

function cellOf(column: SheetColumn, text: string | null): XLSX.CellObject | undefined {
  if (text === null || text === "") return undefined;
  if (column.kind === "text") return textCell(text);
  const number = exactNumber(text);
  if (number === null) return textCell(text);
  const places = text.includes(".") ? text.length - text.indexOf(".") - 1 : 0;
  const format = column.kind === "amount" && places > 2 ? `#,##0.${"0".repeat(places)}` : FORMATS[column.kind];
  return { t: "n", v: number, ...(format === undefined ? {} : { z: format }) };
}

/**
 * The number whose shortest decimal is this text: what the file then holds is the text's own digits. Null where there is
 * none, or where a spreadsheet would not show all of its digits: it keeps fifteen.
 */
function exactNumber(text: string): number | null {
  const canonical = /^-?\d+$/.test(text) ? text : /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : null;
  if (canonical === null || canonical.replace(/\D/g, "").length > 15) return null;
  const number = Number(canonical);
  return String(number) === canonical ? number : null;
}

/**
 * What the library leaves out: pages across or along, as wide as the paper, numbered; headings that stay while one scrolls.
 * These stand in fixed places of each tab's part of the file.
 */
function forPaper(bytes: Uint8Array, tabs: readonly Tab[]): Uint8Array {
  const parts = XLSX.CFB.read(bytes, { type: "array" });
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  for (const [i, tab] of tabs.entries()) {
    const part = XLSX.CFB.find(parts, `/xl/worksheets/sheet${i + 1}.xml`);
    if (!part) continue;
    const page =
      `<pageSetup paperSize="9" orientation="${tab.sheet.landscape ? "landscape" : "portrait"}" fitToWidth="1" fitToHeight="0"/>` +
      "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>";
    const pane = `<pane ySplit="${tab.head}" topLeftCell="A${tab.head + 1}" activePane="bottomLeft" state="frozen"/>`;
    const xml = decoder
      .decode(Uint8Array.from(part.content as ArrayLike<number>))
      .replace(/<sheetPr\/>|(?=<dimension)/, '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
      .replace(/<sheetView ([^>]*?)\/>/, `<sheetView $1>${pane}</sheetView>`)
      .replace(/<pageMargins[^>]*\/>/, (margins) => margins + page);
    XLSX.CFB.utils.cfb_add(parts, `/xl/worksheets/sheet${i + 1}.xml`, encoder.encode(xml));
  }
  return new Uint8Array(
    XLSX.CFB.write(parts, { fileType: "zip", type: "array", compression: true }) as ArrayLike<number>,
  );
}
