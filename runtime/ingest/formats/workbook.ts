/** Workbooks (xlsx, xlsb, xls, ods, tables saved as web pages) → sheets of texts. */
import type { CellObject, Range, WorkBook, WorkSheet } from "@e965/xlsx";
import { addRow, finishSheet, type Merged, type Sheet, settleTexts, sheetBuilder } from "../sheet.js";
import type { Pause } from "./bytes.js";
import { dateText, numberText, truthText } from "./cell-texts.js";
import { openPlain } from "./xlsx/index.js";
import { type Part, unpack } from "./zip.js";

type Library = typeof import("@e965/xlsx");

export interface Book {
  /** Names in the workbook's order. */
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /** The first rows of a sheet. */
  readonly top: (name: string) => Promise<Sheet>;
  /** All of it. */
  readonly read: (name: string) => Promise<Sheet>;
}

/** Why a workbook is not read. */
export class BookFault extends Error {
  readonly kind: "damaged" | "locked";
  constructor(kind: BookFault["kind"]) {
    super(kind);
    this.name = "BookFault";
    this.kind = kind;
  }
}

/** How many rows show what a sheet is. */
const TOP = 40;

/** What reading a workbook needs to know. */
export interface Opening {
  /** As people know the file. */
  readonly file: string;
  readonly pause: Pause;
  /** Of a zip, its parts. */
  readonly parts: readonly Part[] | null;
}

/**
 * An xlsx as spreadsheet programs write it is read straight from its bytes, anything else by the library. Throws BookFault and
 * ZipFault. A text is a workbook written as XML or as a web page.
 */
export async function openBook(given: Uint8Array | string, { file, pause, parts }: Opening): Promise<Book> {
  const library = await import("@e965/xlsx");
  const plain = parts === null || typeof given === "string" ? null : openPlain(given, parts, library, file, pause);
  let opened: Book | null = null;
  const byLibrary = (): Book => {
    opened ??= bookOf(library, given, parts);
    return opened;
  };
  return {
    sheets: (plain ?? byLibrary()).sheets,
    top: async (name) => (await plain?.top(name, TOP)) ?? byLibrary().top(name),
    read: async (name) => {
      const read = await plain?.read(name);
      if (read) return read;
      await pause({ file, unit: "bytes", done: 0, of: 1 });
      return byLibrary().read(name);
    },
  };
}

/** By the library that reads every format; all at once, without a pause. */
export function bookOf(library: Library, given: Uint8Array | string, parts: readonly Part[] | null): Book {
  if (parts !== null && typeof given !== "string") {
    // The table of contents may lie: nothing is handed on that unpacks to more than it says.
    for (const part of parts) unpack(given, part, false);
  }
  const glance = open(library, given, { sheetRows: TOP });
  const sheets = glance.SheetNames.map((name, i) => ({
    name,
    hidden: (glance.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0,
  }));
  const since1904 = glance.Workbook?.WBProps?.date1904 === true;
  const sheetOf = (sheet: WorkSheet | undefined, merged: readonly Merged[]): Sheet => {
    const built = sheetBuilder();
    for (const row of rowsOf(library, sheet, since1904)) addRow(built, row);
    for (const column of built.columns) settleTexts(column);
    return finishSheet(built, merged);
  };
  return {
    sheets,
    top: async (name) => sheetOf(glance.Sheets[name], []),
    read: async (name) => {
      const sheet = open(library, given, { sheets: name }).Sheets[name];
      return sheetOf(sheet, mergedDown(sheet?.["!merges"] ?? []));
    },
  };
}

function open(
  library: Library,
  given: Uint8Array | string,
  options: { sheetRows?: number; sheets?: string },
): WorkBook {
  try {
    return library.read(given, {
      type: typeof given === "string" ? "string" : "array",
      // Cells of a web page are texts: an identity number must not become a number.
      raw: typeof given === "string",
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      ...options,
    });
  } catch (error) {
    throw new BookFault(/password|encrypt/i.test(error instanceof Error ? error.message : "") ? "locked" : "damaged");
  }
}

function* rowsOf(library: Library, sheet: WorkSheet | undefined, since1904: boolean): Generator<string[]> {
  const rows = (sheet?.["!data"] ?? []) as (CellObject | null)[][];
  const range = library.utils.decode_range(sheet?.["!ref"] ?? "A1");
  for (let row = 0; row < rows.length || (rows.length > 0 && row <= Math.min(range.e.r, rows.length)); row += 1) {
    const cells = rows[row] ?? [];
    const texts: string[] = new Array(cells.length);
    for (let c = 0; c < cells.length; c += 1) texts[c] = cellText(library, cells[c], since1904);
    yield texts;
  }
}

/** What a person would read in the cell, with every digit that the workbook has. */
function cellText(library: Library, cell: CellObject | null | undefined, since1904: boolean): string {
  if (!cell) return "";
  const { t, v, f, z } = cell;
  // A formula that nobody has worked out is not blank.
  if (f !== undefined && (v === undefined || v === null)) return `=${f}`;
  switch (t) {
    case "s":
      return String(v ?? "");
    case "b":
      return truthText(v === true);
    case "n":
      return z !== undefined && library.SSF.is_date(String(z))
        ? dateText(library, v as number, since1904)
        : numberText(v as number);
    case "e":
      return cell.w ?? library.utils.format_cell(cell);
    default:
      return "";
  }
}

/** Cells of one column that were merged over several rows: what stands in the first holds for all. */
function mergedDown(merges: readonly Range[]): Merged[] {
  return merges.filter(({ s, e }) => e.r > s.r && e.c === s.c).map(({ s, e }) => ({ column: s.c, from: s.r, to: e.r }));
}
