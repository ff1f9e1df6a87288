/** CSV text, piece by piece → a sheet. */
import Papa from "papaparse";
import { addRow, finishSheet, type Sheet, settleTexts, sheetBuilder } from "./sheet.js";

/** What may stand between cells: commas, tabs and semicolons, and the full-width comma of an input method. */
export type Separator = "," | "\t" | ";" | "，" | "|";
const SEPARATORS: readonly Separator[] = [",", "\t", ";", "，", "|"];

/** Rows count from 1. */
export type CsvFault =
  | { readonly kind: "openQuote" | "closedInside"; readonly row: number }
  | { readonly kind: "control"; readonly row: number; readonly nul: boolean };

export interface CsvReader {
  /** The next piece of the text; a fault, and nothing more is read. */
  readonly push: (text: string) => CsvFault | null;
  readonly end: () => CsvFault | { readonly sheet: Sheet; readonly separator: Separator };
  readonly rows: () => number;
}

/** So much text within one row is a quotation mark that does not close: a cell of a spreadsheet holds 32,767 characters. */
const LONGEST_ROW = 4_000_000;
const CONTROL = /[\u0000-\u0008\u000e-\u001f]/;

interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly type: string; readonly code: string; readonly row: number }[];
  readonly meta: { readonly cursor: number };
}

export function csvReader(): CsvReader {
  const sheet = sheetBuilder();
  let parser: Papa.Parser | null = null;
  let separator: Separator = ",";
  let rest = "";
  let first = true;

  const take = (text: string, last: boolean): CsvFault | null => {
    if (parser === null) {
      const form = formOf(text);
      separator = form.separator;
      parser = new Papa.Parser({ delimiter: separator, newline: form.newline });
    }
    const before = sheet.rows;
    const { data, errors, meta } = parser.parse(text, 0, !last) as Parsed;
    const broken = errors.find((e) => e.type === "Quotes");
    for (const row of data) addRow(sheet, row);
    // A row that is cut off here is read again with what follows it.
    if (broken && (last || broken.row < data.length)) {
      const kind = broken.code === "MissingQuotes" ? "openQuote" : "closedInside";
      return { kind, row: before + broken.row + 1 };
    }
    for (const column of sheet.columns) settleTexts(column);
    rest = last ? "" : text.slice(meta.cursor);
    return rest.length > LONGEST_ROW ? { kind: "openQuote", row: sheet.rows + 1 } : null;
  };

  return {
    rows: () => sheet.rows,
    push: (piece) => {
      const text = rest + (first ? piece.replace(/^\uFEFF/, "") : piece);
      if (piece !== "") first = false;
      const control = CONTROL.exec(piece);
      if (control) {
        const row = sheet.rows + linesBefore(text, text.length - piece.length + control.index);
        return { kind: "control", row, nul: control[0] === "\u0000" };
      }
      rest = text;
      // A carriage return at the very end may be half a line break.
      return text === "" || text.endsWith("\r") ? null : take(text, false);
    },
    end: () => {
      const fault = rest === "" ? null : take(rest, true);
      return fault ?? { sheet: finishSheet(sheet), separator };
    },
  };
}

function linesBefore(text: string, at: number): number {
  return (text.slice(0, at).match(/\n|\r(?!\n)/g)?.length ?? 0) + 1;
}

/** What stands between cells, and between rows. */
export interface Form {
  readonly separator: Separator;
  readonly newline: "\r\n" | "\n" | "\r";
}

export function formOf(text: string): Form {
  const sample = text.slice(0, 100_000);
  const { meta } = Papa.parse<string[]>(sample, {
    delimitersToGuess: [...SEPARATORS],
    skipEmptyLines: true,
    preview: 20,
  });
  const separator = SEPARATORS.find((one) => one === meta.delimiter) ?? ",";
  return { separator, newline: meta.linebreak === "\r\n" || meta.linebreak === "\r" ? meta.linebreak : "\n" };
}

/** A text that is at hand as a whole. */
export function csvSheet(text: string): CsvFault | { readonly sheet: Sheet; readonly separator: Separator } {
  const reader = csvReader();
  for (let at = 0; at < text.length; at += PIECE) {
    const fault = reader.push(text.slice(at, at + PIECE));
    if (fault) return fault;
  }
  return reader.end();
}

const PIECE = 1 << 20;
