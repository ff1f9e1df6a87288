/** What a file is and how it begins, before anything of it is read: for whoever chooses its sheet and maps its headings. */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Policy } from "../../compiler/ir/types.js";
import { CACHE_NOTE } from "./cache.js";
import { csvReader, type Separator } from "./csv.js";
import { type Encoding, encodingsFor } from "./encoding.js";
import { allOf, type Bytes, bytesOf } from "./formats/bytes.js";
import { openParquet } from "./formats/parquet.js";
import { HEAD, type Kind, recognise } from "./formats/recognise.js";
import { type Book, type Opening, openBook } from "./formats/workbook.js";
import { partsOf } from "./formats/zip.js";
import { gridOf } from "./grid.js";
import { jsonGrids } from "./json.js";
import { fault, isBook, knownHeadings, otherEncoding, textOf } from "./load.js";
import { rowOf, type Sheet, textAt } from "./sheet.js";

export interface Sniffed {
  /** `roster`: written by an import, and understood already. `workbook`: xlsx, xls, ods and the like. */
  readonly format: "csv" | "json" | "workbook" | "parquet" | "roster" | "zip" | null;
  /** Of texts. */
  readonly encoding: Encoding | null;
  readonly separator: Separator | null;
  /** One for each sheet of a workbook and each list of a JSON text; one for other tables. */
  readonly sheets: readonly SniffedSheet[];
  /** Of a zip: its files. */
  readonly parts: readonly string[];
  /** Why it cannot be read; null: nothing speaks against it so far. */
  readonly problem: Diagnostic | null;
}

export interface SniffedSheet {
  /** "" where a table has no name. */
  readonly name: string;
  readonly hidden: boolean;
  /** Rows of the heading, counted from 1: one, or two that are read as one. Empty: it has none of its own (JSON, Parquet). */
  readonly headingRows: readonly number[];
  readonly headings: readonly string[];
  /** The first rows of data, a cell for each heading. */
  readonly sample: readonly (readonly string[])[];
}

/** So much of a text shows how it begins. */
const BEGINNING = 1 << 18;
const SAMPLE = 10;

/**
 * `policy` helps to tell the heading from titles; `path` is for messages; `encoding` is what a text is read in, where
 * somebody has chosen it.
 */
export async function sniff(
  given: Uint8Array | Blob,
  policy: Policy | null = null,
  path = "",
  entity: string | null = null,
  encoding: Encoding | null = null,
): Promise<Sniffed> {
  const bytes = bytesOf(given);
  const known = policy === null ? () => false : knownHeadings(policy, entity);
  const kind = recognise(await bytes.slice(0, HEAD), encoding);
  try {
    if (typeof kind !== "string") return { ...NOTHING, problem: fault(kind, path, kind) };
    const sniffed = await BY_KIND[kind](bytes, known, encoding);
    return sniffed === null ? { ...NOTHING, problem: otherEncoding(path, encoding) } : sniffed;
  } catch (error) {
    const problem = fault(error, path, kind);
    if (problem === null) throw error;
    return { ...NOTHING, problem };
  }
}

const NOTHING: Sniffed = { format: null, encoding: null, separator: null, sheets: [], parts: [], problem: null };

type Known = (heading: string) => boolean;

/** Null: its bytes are in another encoding. */
type Sniff = (bytes: Bytes, known: Known, encoding: Encoding | null) => Promise<Sniffed | null>;

const BY_KIND: Readonly<Record<Kind, Sniff>> = {
  empty: () => Promise.resolve(NOTHING),
  text: ofText,
  json: async (bytes, _, encoding) => {
    const text = textOf(await allOf(bytes), encoding);
    if (text === null) return null;
    const json = jsonGrids(text);
    if ("en" in json) return { ...NOTHING, format: "json", encoding };
    const sheets = [...json.lists].map(([name, grid]): SniffedSheet => {
      const sample = Array.from({ length: Math.min(SAMPLE, grid.rows.length) }, (_, i) =>
        grid.columns.map((column) => textAt(column, i) ?? "…"),
      );
      return { name, hidden: false, headingRows: [], headings: grid.headings, sample };
    });
    return { ...NOTHING, format: "json", encoding, sheets };
  },
  markup: async (bytes, known, encoding) => {
    const text = textOf(await allOf(bytes), encoding);
    return text === null ? null : ofBook(await openBook(text, ALONE), known);
  },
  ole: async (bytes, known) => ofBook(await openBook(await allOf(bytes), ALONE), known),
  zip: async (bytes, known) => {
    const all = await allOf(bytes);
    const parts = partsOf(all);
    if (isBook(parts)) return ofBook(await openBook(all, { ...ALONE, parts }), known);
    return { ...NOTHING, format: "zip", parts: parts.map((part) => part.name) };
  },
  parquet: async (bytes) => {
    const file = await openParquet(bytes);
    if (file.notes.has(CACHE_NOTE)) return { ...NOTHING, format: "roster" };
    const rows = Math.min(SAMPLE, file.rows);
    const sample = Array.from({ length: rows }, () => file.names.map(() => ""));
    await file.columns(
      (column, start, values) => {
        for (let i = 0; start + i < rows && i < values.length; i += 1) {
          (sample[start + i] as string[])[column] = file.text(column, values[i]) ?? "…";
        }
      },
      () => Promise.resolve(),
      () => true,
      rows,
    );
    const sheet = { name: "", hidden: false, headingRows: [], headings: file.names, sample };
    return { ...NOTHING, format: "parquet", sheets: [sheet] };
  },
};

async function ofText(bytes: Bytes, known: Known, chosen: Encoding | null): Promise<Sniffed | null> {
  const beginning = await bytes.slice(0, BEGINNING);
  const whole = bytes.size <= beginning.length;
  for (const encoding of encodingsFor(beginning, chosen)) {
    let text: string;
    try {
      // A character may be cut in two at the end of the beginning.
      text = new TextDecoder(encoding, { fatal: true }).decode(beginning, { stream: !whole });
    } catch {
      continue;
    }
    const reader = csvReader();
    const last = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
    reader.push(whole || last < 0 ? text : text.slice(0, last + 1));
    const read = reader.end();
    if ("kind" in read) return { ...NOTHING, format: "csv", encoding };
    const sheet = sheetOf("", false, read.sheet, known);
    return { ...NOTHING, format: "csv", encoding, separator: read.separator, sheets: sheet === null ? [] : [sheet] };
  }
  return null;
}

/** A glance is over too soon to be told of. */
const ALONE: Opening = { file: "", pause: () => Promise.resolve(), parts: null };

async function ofBook(book: Book, known: Known): Promise<Sniffed> {
  const sheets: SniffedSheet[] = [];
  for (const { name, hidden } of book.sheets) {
    const sheet = sheetOf(name, hidden, await book.top(name), known);
    if (sheet !== null) sheets.push(sheet);
  }
  return { ...NOTHING, format: "workbook", sheets };
}

/** Null: nothing stands in it. */
function sheetOf(name: string, hidden: boolean, sheet: Sheet, known: Known): SniffedSheet | null {
  const grid = gridOf(sheet, known);
  if (grid === null) return null;
  const sample = Array.from(grid.rows.subarray(0, SAMPLE), (row) =>
    rowOf(sheet, row - 1).slice(0, grid.headings.length),
  );
  return { name, hidden, headingRows: grid.headingRows, headings: grid.headings, sample };
}
