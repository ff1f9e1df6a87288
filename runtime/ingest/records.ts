/** Small tables beside rosters (decisions, mappings, parameters) → lines: cells under headings. */
import { type CsvFault, csvSheet } from "./csv.js";
import { type Grid, gridOf } from "./grid.js";
import { jsonGrids, type Unreadable } from "./json.js";
import { textAt } from "./sheet.js";

/** One line of a table, or one object. `row` counts from 1 and includes the heading; in JSON it is the object's place. */
export interface Line {
  readonly row: number;
  /** By heading as written; null: not one plain value. */
  readonly cells: ReadonlyMap<string, string | null>;
}

export interface Lines {
  readonly headings: readonly string[];
  readonly records: readonly Line[];
}

export const EMPTY_FILE: Unreadable = { en: "The file is empty.", zh: "文件是空的。" };

/** What is wrong with a CSV text, as whole sentences. */
export function csvFaultText({ kind, row }: CsvFault): Unreadable {
  switch (kind) {
    case "openQuote":
      return { en: `A quotation mark that opens in row ${row} does not close.`, zh: `第 ${row} 行的引号没有闭合。` };
    case "closedInside":
      return {
        en: `A quotation mark that opens in row ${row} closes in the middle of a cell.`,
        zh: `第 ${row} 行的引号在单元格中间闭合。`,
      };
    case "control":
      return {
        en: `Row ${row} holds a control character, which no spreadsheet writes.`,
        zh: `第 ${row} 行含有控制字符，电子表格不会写出这样的字符。`,
      };
  }
}

/** `known` says whether a heading means something here. */
export function csvTable(text: string, known: (heading: string) => boolean): Lines | Unreadable {
  const read = csvSheet(text);
  if ("kind" in read) return csvFaultText(read);
  const grid = gridOf(read.sheet, known);
  return grid === null ? EMPTY_FILE : linesOf(grid);
}

/** The first list of a JSON text. */
export function jsonTable(text: string): Lines | Unreadable {
  const json = jsonGrids(text);
  if ("en" in json) return json;
  const [first] = json.lists.values();
  return linesOf(first as Grid);
}

function linesOf(grid: Grid): Lines {
  const records = Array.from(grid.rows, (row, i): Line => {
    const cells = new Map(grid.headings.map((h, c) => [h, textAt(grid.columns[c] as Grid["columns"][number], i)]));
    return { row, cells };
  });
  return { headings: grid.headings, records };
}
