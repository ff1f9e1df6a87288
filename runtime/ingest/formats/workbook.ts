/** Workbooks (xlsx, xlsb, xls, ods, tables saved as web pages) → sheets of texts. */
import type { CellObject, Range, WorkBook, WorkSheet } from "@e965/xlsx";
import { addRow, finishSheet, type Merged, type Sheet, settleTexts, sheetBuilder } from "../sheet.js";

type Library = typeof import("@e965/xlsx");

export interface Book {
  /** Names in the workbook's order. */
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /** The first rows of a sheet. */
  readonly top: (name: string) => string[][];
  /** All of it. */
  readonly read: (name: string) => Sheet;
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

/** Throws BookFault. A text is a workbook written as XML or as a web page. */
export async function openBook(given: Uint8Array | string): Promise<Book> {
  const library = await import("@e965/xlsx");
  const glance = open(library, given, { sheetRows: TOP });
  const sheets = glance.SheetNames.map((name, i) => ({
    name,
    hidden: (glance.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0,
  }));
  const since1904 = glance.Workbook?.WBProps?.date1904 === true;
  return {
    sheets,
    top: (name) => [...rowsOf(library, glance.Sheets[name], since1904)],
    read: (name) => {
      const sheet = open(library, given, { sheets: name }).Sheets[name];
      const built = sheetBuilder();
      for (const row of rowsOf(library, sheet, since1904)) addRow(built, row);
      for (const column of built.columns) settleTexts(column);
      return finishSheet(built, mergedDown(sheet?.["!merges"] ?? []));
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
      return v === true ? "yes" : "no";
    case "n":
      return z !== undefined && library.SSF.is_date(String(z))
        ? dateText(library, v as number, since1904)
        : numberText(v as number);
    case "e":
      return cell.w ?? "#ERROR";
    default:
      return "";
  }
}

/** Digits that spreadsheets keep of a number. */
const DIGITS = 15;

/**
 * A spreadsheet keeps fifteen digits and stores them as a binary fraction: 3.3 may be stored as 3.3000000000000003. A whole
 * number with more digits has lost those beyond the fifteenth, and is written so that this is seen.
 */
export function numberText(value: number, digits = DIGITS): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e15)) return String(value);
  const text = value.toPrecision(digits);
  const [, sign = "", whole = "", decimals = "", exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? [];
  const places = Number(exponent ?? 0);
  if (places > 0) return text.replace(/\.?0*e/, "E");
  const all = places < 0 ? `0.${"0".repeat(-places - 1)}${whole}${decimals}` : `${whole}.${decimals}`;
  return sign + all.replace(/\.?0+$/, "");
}

const two = (n: number) => String(n).padStart(2, "0");

function dateText(library: Library, serial: number, since1904: boolean): string {
  const date = library.SSF.parse_date_code(serial, { date1904: since1904 });
  if (!date) return numberText(serial);
  const day = `${String(date.y).padStart(4, "0")}-${two(date.m)}-${two(date.d)}`;
  return date.T === 0 ? day : `${day} ${two(date.H)}:${two(date.M)}:${two(date.S)}`;
}

/** Cells of one column that were merged over several rows: what stands in the first holds for all. */
function mergedDown(merges: readonly Range[]): Merged[] {
  return merges.filter(({ s, e }) => e.r > s.r && e.c === s.c).map(({ s, e }) => ({ column: s.c, from: s.r, to: e.r }));
}
