/**
 * The different texts of a column, told apart by their bytes before any of them is decoded: a million cells take as many
 * steps as they have bytes, and each different text becomes a string once.
 */
import { type Codes, codesFor } from "./sheet.js";

/** A line break stands behind each text, so that many can be decoded at once. */
const BETWEEN = 10;

export interface ByteTexts {
  /** One text after another; the first is the blank one. */
  bytes: Uint8Array;
  /** Where each text ends. It begins one byte behind the end of the one before. */
  ends: Uint32Array;
  count: number;
  /** Whether all of them are plain ASCII, which is the same in every encoding. */
  ascii: boolean;
  /**
   * Open addressing, three numbers for each slot: a key of 64 bits, and the text's place, 0 where nothing is. The key of a text
   * of up to eight bytes is the text itself; that of a longer one is a hash, and its place stands there negative. Null: each text
   * came after all before it, as the numbers of households do, so that none has to be looked for.
   */
  slots: Int32Array | null;
}

/** A column of a sheet, a text for each row. */
export interface ByteColumn extends ByteTexts {
  codes: Codes;
  /** How many texts codes of this width tell apart. */
  most: number;
  /** Behind the last row that has a text. */
  end: number;
}

const NO_CODES = new Uint8Array(0);

export function byteColumn(): ByteColumn {
  return {
    codes: NO_CODES,
    most: 0x100,
    end: 0,
    bytes: new Uint8Array(256).fill(BETWEEN, 0, 1),
    ends: new Uint32Array(64),
    count: 1,
    ascii: true,
    slots: null,
  };
}

/** Where text `place` begins and ends in `bytes`. */
export function rangeOf({ ends }: ByteTexts, place: number): readonly [number, number] {
  return [place === 0 ? 0 : (ends[place - 1] as number) + 1, ends[place] as number];
}

/** All texts but the blank one, decoded by whoever knows how; each has a line break behind it, the last one none. */
export function allBytes({ bytes, ends, count }: ByteTexts): Uint8Array {
  return bytes.subarray(0, ends[count - 1]);
}

/** Nothing more is looked for: what that takes is let go. */
export function settleBytes(column: ByteTexts): void {
  column.slots = null;
}

/** The codes of so many rows, which are taken out of the column. */
export function takeCodes(column: ByteColumn, rows: number): Codes {
  const { codes } = column;
  column.codes = NO_CODES;
  if (codes.length === rows) return codes;
  if (codes.length > rows) return codes.slice(0, rows);
  return longer<Codes>(codes, codesFor(column.count, rows));
}

/** Puts the bytes from `start` up to `end`, at least one, none of them 0, into a row. `expected`: about how many rows there will be. */
export function putBytes(
  column: ByteColumn,
  row: number,
  expected: number,
  buffer: Uint8Array,
  start: number,
  end: number,
): void {
  if (row >= column.codes.length) {
    const room = Math.max(row + (row >> 3) + 1024, expected);
    column.codes = longer<Codes>(column.codes, codesFor(column.most, room));
  }
  const place = placeOf(column, buffer, start, end);
  if (place >= column.most) widen(column);
  column.codes[row] = place;
  if (row >= column.end) column.end = row + 1;
}

const PRIME = 0x01000193;
const OTHER = 0x85ebca6b | 0;

function slotOf(a: number, b: number): number {
  let h = Math.imul(a ^ Math.imul(b, OTHER), 0x9e3779b1 | 0);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35 | 0);
  return (h ^ (h >>> 13)) >>> 0;
}

/** The key of a text. */
const key = { a: 0, b: 0 };

function findKey(buffer: Uint8Array, start: number, end: number): void {
  const length = end - start;
  let a = 0;
  let b = 0;
  if (length <= 8) {
    const middle = Math.min(end, start + 4);
    for (let at = start; at < middle; at += 1) a = (a << 8) | (buffer[at] as number);
    for (let at = middle; at < end; at += 1) b = (b << 8) | (buffer[at] as number);
  } else {
    a = PRIME;
    b = length;
    for (let at = start; at < end; at += 1) {
      const byte = buffer[at] as number;
      a = Math.imul(a ^ byte, PRIME);
      b = (Math.imul(b, 31) + byte) | 0;
    }
  }
  key.a = a;
  key.b = b;
}

/** The place of a text, which is taken in if it is new. */
function placeOf(column: ByteColumn, buffer: Uint8Array, start: number, end: number): number {
  if (column.slots === null) {
    if (comesLast(column, buffer, start, end)) return add(column, buffer, start, end);
    column.slots = slotsOf(column);
  }
  const length = end - start;
  findKey(buffer, start, end);
  const { a, b } = key;
  const { slots } = column;
  const size = slots.length;
  // Sizes are three times a power of two.
  let slot = (slotOf(a, b) & (size / 3 - 1)) * 3;
  for (;;) {
    const place = slots[slot + 2] as number;
    if (place === 0) break;
    if (slots[slot] === a && slots[slot + 1] === b) {
      if (place > 0) {
        if (length <= 8) return place;
      } else if (length > 8 && holds(column, -place, buffer, start, length)) return -place;
    }
    slot += 3;
    if (slot === size) slot = 0;
  }
  const place = add(column, buffer, start, end);
  slots[slot] = a;
  slots[slot + 1] = b;
  slots[slot + 2] = length > 8 ? -place : place;
  // Three slots in four are taken at most.
  if (column.count * 4 > size) column.slots = spread(slots, size * 2);
  return place;
}

/** Whether a text is longer than the last one, or as long and behind it by its bytes. */
function comesLast({ bytes, ends, count }: ByteTexts, buffer: Uint8Array, start: number, end: number): boolean {
  if (count === 1) return true;
  const from = (ends[count - 2] as number) + 1;
  const length = (ends[count - 1] as number) - from;
  if (end - start !== length) return end - start > length;
  for (let at = 0; at < length; at += 1) {
    const difference = (buffer[start + at] as number) - (bytes[from + at] as number);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** The slots of all texts that are there. */
function slotsOf(column: ByteTexts): Int32Array {
  const { bytes, ends, count } = column;
  let size = 3 * 128;
  while (count * 4 > size) size *= 2;
  const slots = new Int32Array(size);
  for (let place = 1; place < count; place += 1) {
    const [start, end] = [(ends[place - 1] as number) + 1, ends[place] as number];
    findKey(bytes, start, end);
    put(slots, key.a, key.b, end - start > 8 ? -place : place);
  }
  return slots;
}

function holds({ bytes, ends }: ByteTexts, place: number, buffer: Uint8Array, start: number, length: number): boolean {
  const from = (ends[place - 1] as number) + 1;
  if ((ends[place] as number) - from !== length) return false;
  for (let at = 0; at < length; at += 1) if (bytes[from + at] !== buffer[start + at]) return false;
  return true;
}

function add(column: ByteColumn, buffer: Uint8Array, start: number, end: number): number {
  const place = column.count;
  const from = (column.ends[place - 1] as number) + 1;
  const to = from + end - start;
  if (to >= column.bytes.length) column.bytes = longer(column.bytes, new Uint8Array(to + (to >> 1) + 256));
  if (place >= column.ends.length) column.ends = longer(column.ends, new Uint32Array(place + (place >> 1) + 64));
  const { bytes } = column;
  let high = 0;
  for (let at = start, put = from; at < end; at += 1, put += 1) {
    const byte = buffer[at] as number;
    bytes[put] = byte;
    high |= byte;
  }
  if (high > 127) column.ascii = false;
  bytes[to] = BETWEEN;
  column.ends[place] = to;
  column.count = place + 1;
  return place;
}

function widen(column: ByteColumn): void {
  const { codes, end } = column;
  column.most = column.most === 0x100 ? 0x10000 : 2 ** 32;
  const wide = codesFor(column.most, codes.length);
  for (let row = 0; row < end; row += 1) wide[row] = codes[row] as number;
  column.codes = wide;
}

/** The same in so much more room. */
function spread(before: Int32Array, size: number): Int32Array {
  const slots = new Int32Array(size);
  for (let at = 0; at < before.length; at += 3) {
    const place = before[at + 2] as number;
    if (place !== 0) put(slots, before[at] as number, before[at + 1] as number, place);
  }
  return slots;
}

/** A key that is not there yet. */
function put(slots: Int32Array, a: number, b: number, place: number): void {
  let slot = (slotOf(a, b) & (slots.length / 3 - 1)) * 3;
  while (slots[slot + 2] !== 0) {
    slot += 3;
    if (slot === slots.length) slot = 0;
  }
  slots[slot] = a;
  slots[slot + 1] = b;
  slots[slot + 2] = place;
}

function longer<A extends Codes | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
