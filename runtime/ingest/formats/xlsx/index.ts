/**
 * Workbooks as spreadsheet programs write them (xlsx), straight from their bytes, row by row as they are unpacked: a hundred
 * thousand rows take a second, others run in between, and a reading can be given up within a sheet. Whatever is unusual is left
 * to the library that reads every format.
 */
import { settleBytes, takeCodes } from "../../byte-texts.js";
import type { Merged, RawColumn, Sheet } from "../../sheet.js";
import type { Pause } from "../bytes.js";
import { dateText } from "../cell-texts.js";
import { type Part, unpacking } from "../zip.js";
import { type Cells, MOST_ROWS, noCells, scan } from "./cells.js";
import { type Meanings, meaningsOf } from "./meaning.js";
import { packageOf } from "./package.js";
import { stringsReader } from "./strings.js";
import { tagsOf } from "./xml.js";

type Library = Pick<typeof import("@e965/xlsx"), "SSF">;

export interface PlainBook {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /** The first rows of a sheet; null: it is unusual. */
  readonly top: (name: string, rows: number) => Promise<Sheet | null>;
  /** All of it; null: it is unusual. Throws ZipFault. */
  readonly read: (name: string) => Promise<Sheet | null>;
}

/** What is unpacked between two pauses. */
const PIECE = 1 << 21;
/** A row that is longer, or what stands around the rows, is none that a program wrote. */
const LONGEST = 1 << 26;

/** Null: it is unusual. Throws ZipFault. */
export function openPlain(
  zip: Uint8Array,
  parts: readonly Part[],
  library: Library,
  file: string,
  pause: Pause,
): PlainBook | null {
  const book = packageOf(zip, parts, (format) => library.SSF.is_date(format));
  if (book === null) return null;
  const { strings, dates, since1904 } = book;
  const largest = Math.max(...book.sheets.map(({ part }) => part.packed));
  let shared: Promise<readonly string[] | null> | null = null;

  /** Progress is told in bytes as they are packed: of the shared texts, then of the sheet. Which one it is may not be known yet. */
  const readStrings = async (): Promise<readonly string[] | null> => {
    if (strings === null) return [];
    const reader = stringsReader();
    for (const { piece, done } of inPieces(zip, strings)) {
      if (!reader.push(piece)) return null;
      await pause({ file, unit: "bytes", done, of: strings.packed + largest });
    }
    return reader.end();
  };

  const sheet = async (name: string, limit: number): Promise<Sheet | null> => {
    const { part } = book.sheets.find((s) => s.name === name) as (typeof book.sheets)[number];
    const before = strings?.packed ?? 0;
    const of = before + part.packed;
    shared ??= readStrings();
    const known = await shared;
    if (known === null) return null;
    const scanning = { cells: noCells(), dates, limit, expected: 0 };
    const { cells } = scanning;
    let rest: Uint8Array = new Uint8Array(0);
    let tail = "";
    const decoder = new TextDecoder();
    for (const { piece, done, last } of inPieces(zip, part)) {
      if (cells.state !== "end") {
        const buffer = joined(rest, piece);
        const at = scan(buffer, last, scanning);
        if (cells.state === "unusual" || buffer.length - at > LONGEST) return null;
        rest = buffer.subarray(at);
        scanning.expected = Math.min(MOST_ROWS, Math.ceil((cells.rows / done) * part.packed * 1.02));
        if ((cells.state as Cells["state"]) === "end") {
          if (limit < Infinity) break;
          tail = decoder.decode(rest, { stream: true });
        }
      } else tail += decoder.decode(piece, { stream: true });
      if (tail.length > LONGEST) return null;
      if (limit === Infinity) await pause({ file, unit: "bytes", done: before + done, of });
    }
    const meanings = { strings: known, dateText: (serial: number) => dateText(library, serial, since1904) };
    return finished(cells, meanings, limit < Infinity ? [] : mergedDown(tail), pause);
  };

  return {
    sheets: book.sheets,
    top: (name, rows) => sheet(name, rows),
    read: (name) => sheet(name, Infinity),
  };
}

/** A part unpacked in pieces of moderate size. */
function* inPieces(
  zip: Uint8Array,
  part: Part,
): Generator<{ readonly piece: Uint8Array; readonly done: number; readonly last: boolean }> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  let packed = 0;
  for (const { data, done } of unpacking(zip, part)) {
    packed = done;
    if (data.length > 0) waiting.push(data);
    size += data.length;
    if (size < PIECE) continue;
    yield { piece: all(waiting, size), done, last: false };
    [waiting, size] = [[], 0];
  }
  yield { piece: all(waiting, size), done: packed, last: true };
}

function all(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.length === 0 ? b : all([a, b], a.length + b.length);
}

/** Null: a value is unusual. */
async function finished(
  { columns, rows }: Cells,
  meanings: Meanings,
  merged: readonly Merged[],
  pause: Pause,
): Promise<Sheet | null> {
  const out: RawColumn[] = [];
  for (const column of columns) {
    settleBytes(column);
    await pause(null);
    const texts = meaningsOf(column, meanings);
    if (texts === null) return null;
    out.push({ codes: takeCodes(column, rows), texts });
  }
  return { rows, columns: out, merged };
}

const RANGE = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/;

/** Cells of one column that were merged over several rows: what stands in the first holds for all. */
function mergedDown(xml: string): Merged[] {
  const merged: Merged[] = [];
  for (const { name, attributes } of tagsOf(xml)) {
    if (name !== "mergeCell") continue;
    const [, left = "", from = "", right = "", to = ""] = RANGE.exec(attributes.get("ref") ?? "") ?? [];
    if (left === "" || left !== right || from === to) continue;
    const column = [...left].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    merged.push({ column, from: Number(from) - 1, to: Number(to) - 1 });
  }
  return merged;
}
