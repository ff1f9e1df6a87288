/**
 * CSV without surprises, straight from its bytes: no line break, doubled quotation mark or control character inside a cell.
 * That is nearly all of what programs write, and a million rows of it are read in a fraction of the time and room that
 * splitting texts takes. Everything else, faults too, is left to the reader of CSV texts.
 *
 * Commas, semicolons, tabs, quotation marks and line breaks stand for themselves in UTF-8 and in GB18030: their bytes are
 * never part of another character. So cells are told apart first, and each different one is decoded once.
 */
import { type ByteColumn, byteColumn, putBytes, rangeOf, settleBytes, takeCodes } from "./byte-texts.js";
import type { Form } from "./csv.js";
import type { Encoding } from "./encoding.js";
import type { Bytes, Pause } from "./formats/bytes.js";
import type { RawColumn, Sheet } from "./sheet.js";

const SEPARATORS: Readonly<Record<string, number>> = { ",": 0x2c, ";": 0x3b, "\t": 0x09 };
const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const PIECE = 1 << 20;

/** Null: it is not so plain, or in none of these encodings. */
export async function plainCsv(
  bytes: Bytes,
  { separator, newline }: Form,
  encodings: readonly Encoding[],
  file: string,
  pause: Pause,
): Promise<{ readonly sheet: Sheet; readonly encoding: Encoding } | null> {
  const mark = SEPARATORS[separator];
  if (mark === undefined || newline === "\r" || encodings.includes("utf-16le")) return null;
  const columns: ByteColumn[] = [];
  let rows = 0;
  let rest: Uint8Array = new Uint8Array(0);
  for (let at = 0; at < bytes.size; at += PIECE) {
    await pause({ file, unit: "bytes", done: at, of: bytes.size });
    const piece = await bytes.slice(at, at + PIECE);
    const buffer = joined(rest, at === 0 ? withoutMark(piece) : piece);
    const last = at + PIECE >= bytes.size;
    const end = last ? buffer.length : buffer.lastIndexOf(NEWLINE) + 1;
    // As many rows as there will be, if they go on as they began.
    const expected = Math.ceil((rows / Math.max(at, 1)) * bytes.size * 1.02);
    const read = split(buffer, end, { columns, rows, expected, mark, crlf: newline === "\r\n" });
    if (read < 0) return null;
    rows = read;
    rest = buffer.subarray(end);
    // A line so long is a quotation mark that does not close, or no table.
    if (rest.length > 4 * PIECE) return null;
  }
  for (const column of columns) settleBytes(column);
  for (const encoding of encodings) {
    const texts = await textsIn(columns, new TextDecoder(encoding, { fatal: true, ignoreBOM: true }), pause);
    if (texts === null) continue;
    const made = columns.map(
      (column, c): RawColumn => ({ codes: takeCodes(column, rows), texts: texts[c] ?? [], unique: true }),
    );
    return { sheet: { rows, columns: made, merged: [] }, encoding };
  }
  return null;
}

/** So many texts are decoded at once. */
const AT_ONCE = 1 << 17;

/** The texts of each column; null: they are in another encoding. Those that show it come first. */
async function textsIn(
  columns: readonly ByteColumn[],
  decoder: InstanceType<typeof TextDecoder>,
  pause: Pause,
): Promise<string[][] | null> {
  const out: string[][] = [];
  const decode = async (column: ByteColumn, c: number) => {
    const texts: string[] = [];
    for (let place = 0; place < column.count; place += AT_ONCE) {
      await pause(null);
      const [from] = rangeOf(column, place);
      const [, to] = rangeOf(column, Math.min(place + AT_ONCE, column.count) - 1);
      for (const text of decoder.decode(column.bytes.subarray(from, to)).split("\n")) texts.push(text);
    }
    out[c] = texts;
  };
  for (const [c, column] of columns.entries()) {
    if (column.ascii) continue;
    try {
      await decode(column, c);
    } catch (error) {
      // The decoder's complaint; a reading that was given up is another matter.
      if (error instanceof TypeError) return null;
      throw error;
    }
  }
  for (const [c, column] of columns.entries()) {
    if (column.ascii) await decode(column, c);
    column.bytes = new Uint8Array(0);
  }
  return out;
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

interface Splitting {
  readonly columns: ByteColumn[];
  readonly rows: number;
  readonly expected: number;
  readonly mark: number;
  readonly crlf: boolean;
}

/** By byte whether a cell may end there, or must not hold it: line breaks, quotation marks, control characters but a tab. */
function stopsAt(mark: number): Uint8Array {
  const stops = new Uint8Array(256).fill(1, 0, 32);
  stops[9] = 0;
  stops[mark] = 1;
  return stops;
}

/** Takes in whole rows. Returns how many there are now; -1: something that is not plain. */
function split(buffer: Uint8Array, end: number, { columns, rows: before, expected, mark, crlf }: Splitting): number {
  const stops = stopsAt(mark);
  let rows = before;
  let c = 0;
  let i = 0;
  while (i < end) {
    let start = i;
    let stop = i;
    if (buffer[i] === QUOTE) {
      // A cell that is quoted as a whole.
      start = i + 1;
      stop = buffer.indexOf(QUOTE, start);
      if (stop < 0 || stop >= end) return -1;
      for (let at = start; at < stop; at += 1) if (stops[buffer[at] as number] === 1 && buffer[at] !== mark) return -1;
      i = stop + 1;
      const after = i < end ? (buffer[i] as number) : NEWLINE;
      if (after !== mark && after !== NEWLINE && after !== RETURN) return -1;
    } else {
      while (i < end && stops[buffer[i] as number] === 0) i += 1;
      stop = i;
    }
    if (stop > start) {
      while (columns.length <= c) columns.push(byteColumn());
      putBytes(columns[c] as ByteColumn, rows, expected, buffer, start, stop);
    }
    // What ended the cell: a separator, a line break, or the end of the file.
    const byte = i < end ? (buffer[i] as number) : NEWLINE;
    i += 1;
    if (byte === mark) {
      c += 1;
      continue;
    }
    if (byte === RETURN) {
      if (i < end && buffer[i] !== NEWLINE) return -1;
      i += 1;
    } else if (byte !== NEWLINE || (crlf && i <= end)) return -1;
    rows += 1;
    c = 0;
  }
  // A separator at the very end has a blank cell behind it.
  return c > 0 ? rows + 1 : rows;
}
