/** CSV as spreadsheets take it: UTF-8 with a mark, CRLF, quoted where needed (RFC 4180), and nothing in it a formula. */
import Papa from "papaparse";
import { type HeadingLanguage, headingText, type Sheet, type SheetRow } from "./sheet.js";

/**
 * A number that names something (an identity card, an account, 0517) as a spreadsheet keeps it: behind a tab, it is a text.
 * Without one, digits after the fifteenth become 0 and leading zeros vanish as soon as the file is opened and saved.
 */
export function digitsAsText(name: string): string {
  return /^(?:0\d+|\d{12,})$/.test(name) ? `\t${name}` : name;
}

/** `title` stands alone in the first row. A text that a spreadsheet would take for a formula is kept from being one. */
export function csv(title: string | null, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = Papa.unparse([...(title === null ? [] : [[title]]), [...headings], ...rows.map((row) => [...row])], {
    newline: "\r\n",
    escapeFormulae: /^[=@\r]|^\t(?!\d+$)|^[+-](?!\d)/,
  });
  return `\uFEFF${body}\r\n`;
}

/** What a spreadsheet takes for the beginning of a formula; in some of them the full-width forms count too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A text that no spreadsheet takes for a formula or a number. */
function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : digitsAsText(text);
}

export interface CsvOptions {
  readonly headings: HeadingLanguage;
  /** Headings and rows alone, for another program: no title, no foot, no totals. */
  readonly bare?: boolean;
}

const BLOCK = 4096;

/** A sheet as CSV, some thousand rows at a time, so that a long one can be written as it is made. */
export function* csvBlocks(sheet: Sheet, options: CsvOptions): Generator<string> {
  const lines = (rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? "" : `${Papa.unparse(rows as string[][], { newline: "\r\n" })}\r\n`;
  const { columns } = sheet;
  const alone = (texts: readonly string[]) => lines(texts.map((text) => [guarded(text)]));
  const titles = options.bare ? "" : alone([...(sheet.title === null ? [] : [sheet.title]), ...sheet.above]);
  yield `\uFEFF${titles}${lines([columns.map((c) => guarded(headingText(c, options.headings)))])}`;
  let block: string[][] = [];
  const cells = (row: SheetRow): string[] =>
    columns.map((c, i) => {
      const cell = row.cells[i] ?? "";
      // A number column may hold a negative number, and nothing else.
      return c.kind !== "text" && /^-?\d/.test(cell) ? cell : guarded(cell);
    });
  for (const row of sheet.rows) {
    if (options.bare && row.kind !== "row") continue;
    block.push(cells(row));
    if (block.length < BLOCK) continue;
    yield lines(block);
    block = [];
  }
  if (block.length > 0) yield lines(block);
  if (!options.bare) yield alone(sheet.foot);
}

export function sheetCsv(sheet: Sheet, options: CsvOptions): Uint8Array {
  return new TextEncoder().encode([...csvBlocks(sheet, options)].join(""));
}
