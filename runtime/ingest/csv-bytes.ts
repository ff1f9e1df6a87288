/**
 * CSV without surprises, straight from its bytes: no line break, doubled quotation mark or control character inside a cell.
 * That is nearly all of what programs write, and a million rows of it are read in a fraction of the time and room that
 * splitting texts takes. Everything else, faults too, is left to the reader of CSV texts.
 *
 * Commas, semicolons, tabs, quotation marks and line breaks stand for themselves in UTF-8 and in GB18030: their bytes are
 * never part of another character. So cells are told apart first, and each different one is decoded once.
 */
import type { Form } from "./csv.js";
import type { Encoding } from "./encoding.js";
import type { Bytes, Pause } from "./formats/bytes.js";
import { type Codes, codesFor, type RawColumn, type Sheet, widened } from "./sheet.js";

const SEPARATORS: Readonly<Record<string, number>> = { ",": 0x2c, ";": 0x3b, "\t": 0x09 };
const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const PIECE = 1 << 20;
const NO_CODES = new Uint8Array(0);

/** The different texts of a column, one after another, each with a line break behind it. */
interface ByteColumn {
  codes: Codes;
  bytes: Uint8Array;
  /** Where each text ends; the first is the blank one. */
  ends: Uint32Array;
  hashes: Int32Array;
  count: number;
  /** Whether all of them are plain ASCII, which is the same in every encoding. */
  ascii: boolean;
  /** Open addressing: a text's place, 0 where nothing is. A power of two long. */
  slots: Uint32Array;
}

function byteColumn(rows: number): ByteColumn {
  return {
    codes: codesFor(1, Math.max(1024, rows)),
    bytes: new Uint8Array(4096).fill(NEWLINE, 0, 1),
    ends: Uint32Array.of(0, ...new Array<number>(255).fill(0)),
    hashes: new Int32Array(256),
    count: 1,
    ascii: true,
    slots: new Uint32Array(1024),
  };
}

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
  for (const column of columns) {
    column.slots = new Uint32Array(0);
    column.hashes = new Int32Array(0);
  }
  for (const encoding of encodings) {
    const texts = textsIn(columns, new TextDecoder(encoding, { fatal: true, ignoreBOM: true }));
    if (texts === null) continue;
    const made = columns.map((column, c): RawColumn => {
      const codes = column.codes.length === rows ? column.codes : column.codes.slice(0, rows);
      column.codes = NO_CODES;
      return {
        codes: codes.length === rows ? codes : longer<Codes>(codes, codesFor(texts[c]?.length ?? 0, rows)),
        texts: texts[c] ?? [],
        unique: true,
      };
    });
    return { sheet: { rows, columns: made, merged: [] }, encoding };
  }
  return null;
}

/** The texts of each column; null: they are in another encoding. Those that show it come first. */
function textsIn(columns: readonly ByteColumn[], decoder: InstanceType<typeof TextDecoder>): string[][] | null {
  const out: string[][] = [];
  const decode = (column: ByteColumn, c: number) => {
    // The line break behind the blank text is the first byte.
    const text = decoder.decode(column.bytes.subarray(0, column.ends[column.count - 1]));
    out[c] = text.split("\n");
  };
  try {
    for (const [c, column] of columns.entries()) if (!column.ascii) decode(column, c);
  } catch {
    return null;
  }
  for (const [c, column] of columns.entries()) {
    if (column.ascii) decode(column, c);
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

const START = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/** Takes in whole rows. Returns how many there are now; -1: something that is not plain. */
function split(buffer: Uint8Array, end: number, { columns, rows: before, expected, mark, crlf }: Splitting): number {
  let rows = before;
  let c = 0;
  let i = 0;
  while (i < end) {
    // A cell that is quoted as a whole.
    if (buffer[i] === QUOTE) {
      const close = buffer.indexOf(QUOTE, i + 1);
      if (close < 0 || close >= end) return -1;
      const after = close + 1 < end ? (buffer[close + 1] as number) : NEWLINE;
      if (after !== mark && after !== NEWLINE && after !== RETURN) return -1;
      let hash = START;
      for (let at = i + 1; at < close; at += 1) {
        const byte = buffer[at] as number;
        if (byte < 32 && byte !== 9) return -1;
        hash = Math.imul(hash ^ byte, PRIME);
      }
      put(columns, c, rows, expected, buffer, i + 1, close, hash);
      i = close + 1;
    } else {
      const start = i;
      let hash = START;
      let byte = NEWLINE;
      for (; i < end; i += 1) {
        byte = buffer[i] as number;
        if (byte === mark || byte === NEWLINE || byte === RETURN) break;
        if (byte < 32 && byte !== 9) return -1;
        hash = Math.imul(hash ^ byte, PRIME);
      }
      put(columns, c, rows, expected, buffer, start, i, hash);
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
    } else if (crlf && i <= end) return -1;
    rows += 1;
    c = 0;
  }
  // A separator at the very end has a blank cell behind it.
  return c > 0 ? rows + 1 : rows;
}

function put(
  columns: ByteColumn[],
  c: number,
  row: number,
  expected: number,
  buffer: Uint8Array,
  start: number,
  end: number,
  hash: number,
): void {
  if (start === end) return;
  while (columns.length <= c) columns.push(byteColumn(row));
  const column = columns[c] as ByteColumn;
  if (row >= column.codes.length)
    column.codes = longer<Codes>(column.codes, codesFor(column.count, Math.max(row + (row >> 3) + 1024, expected)));
  const { slots, hashes, ends, bytes } = column;
  const mask = slots.length - 1;
  const length = end - start;
  let slot = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const place = slots[slot] as number;
    if (place === 0) break;
    if (hashes[place] === hash) {
      const from = (ends[place - 1] as number) + 1;
      if ((ends[place] as number) - from === length) {
        let same = 0;
        while (same < length && bytes[from + same] === buffer[start + same]) same += 1;
        if (same === length) {
          column.codes[row] = place;
          return;
        }
      }
    }
    slot = (slot + 1) & mask;
  }
  slots[slot] = column.count;
  column.codes = widened(column.codes, column.count + 1);
  column.codes[row] = column.count;
  add(column, buffer, start, end, hash);
}

function add(column: ByteColumn, buffer: Uint8Array, start: number, end: number, hash: number): void {
  const place = column.count;
  const from = (column.ends[place - 1] as number) + 1;
  const to = from + end - start;
  if (to >= column.bytes.length) column.bytes = longer(column.bytes, new Uint8Array((to + 1) * 2));
  if (place >= column.ends.length) {
    column.ends = longer(column.ends, new Uint32Array(place * 2));
    column.hashes = longer(column.hashes, new Int32Array(place * 2));
  }
  let high = 0;
  for (let at = start; at < end; at += 1) {
    const byte = buffer[at] as number;
    column.bytes[from + at - start] = byte;
    high |= byte;
  }
  if (high > 127) column.ascii = false;
  column.bytes[to] = NEWLINE;
  column.ends[place] = to;
  column.hashes[place] = hash;
  column.count += 1;
  if (column.count * 2 > column.slots.length) spread(column);
}

function longer<A extends Codes | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** Four times as many slots. */
function spread(column: ByteColumn): void {
  const slots = new Uint32Array(column.slots.length * 4);
  const mask = slots.length - 1;
  for (let place = 1; place < column.count; place += 1) {
    const hash = column.hashes[place] as number;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = place;
  }
  column.slots = slots;
}
