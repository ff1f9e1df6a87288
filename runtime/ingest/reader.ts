/**
 * A column of texts → their values. Each text is read once, however often it occurs; numbers of up to fifteen digits
 * become whole numbers with a count of decimals, without a fraction for each.
 */
import { div, floor, integer, mul, neg, type Rational, ratio, rational } from "../../compiler/ir/rational.js";
import type { Cell } from "../roster.js";
import { type CellType, type Read, readCell } from "./cell.js";
import { isFullIdentity, readIdentity } from "./identity.js";
import { plainKey } from "./keys.js";
import type { RawColumn } from "./sheet.js";
import type { UnitWords } from "./units.js";

/** What is known about a text (0: nothing yet): it is a value; nothing is there; a word such as 无 says so; it is in doubt. */
export const VALUE = 1;
export const EMPTY = 2;
export const WORD = 3;
export const DOUBT = 4;

/** How texts are read: as the field's type says, as the rows' own key, or as identity numbers. */
export type Way = "cell" | "key" | "identity";

export interface ReadColumn {
  readonly raw: RawColumn;
  /** By code. */
  readonly status: Uint8Array;
  /** Numbers: `digits[code] / 10 ** places[code]` times `scale`, where `values` has none. */
  readonly numbers: { readonly digits: Float64Array; readonly places: Uint8Array; readonly scale: Rational } | null;
  /** By code; a text without a value here, and without a number, is its own value. */
  readonly values: (Exclude<Cell, null> | undefined)[];
  readonly quick: (text: string, code: number) => boolean;
  readonly slow: (text: string) => Read;
}

/** `canonical`: what a value stands for (a benefit by any of its names). */
export function readColumn(
  raw: RawColumn,
  cell: CellType,
  way: Way,
  units: UnitWords,
  canonical: ((value: Exclude<Cell, null>) => Exclude<Cell, null>) | null = null,
): ReadColumn {
  const size = raw.texts.length;
  const values: ReadColumn["values"] = [];
  const status = new Uint8Array(size);
  if (way === "cell" && cell.type.kind === "number") {
    const numbers = { digits: new Float64Array(size), places: new Uint8Array(size), scale: cell.scale };
    const slow = (text: string) => readCell(text, cell, units);
    return { raw, status, numbers, values, quick: quickNumber(cell, numbers), slow };
  }
  const looks =
    way === "identity" ? isFullIdentity : way === "key" ? isPlainKey : cell.type.kind === "text" ? isPlainText : no;
  const read = (text: string): Read =>
    way === "identity" ? ofIdentity(text) : way === "key" ? ofKey(text) : readCell(text, cell, units);
  const quick = (text: string) => {
    return canonical === null && looks(text);
  };
  return { raw, status, numbers: null, values, quick, slow: canonical === null ? read : renamed(read, canonical) };
}

const no = () => false;

function renamed(
  read: (text: string) => Read,
  canonical: (value: Exclude<Cell, null>) => Cell,
): (text: string) => Read {
  return (text) => {
    const found = read(text);
    return found.kind === "value" && found.value !== null ? { kind: "value", value: canonical(found.value) } : found;
  };
}

/** What is in doubt is looked at again where it stands: here it only matters that it is. */
const IN_DOUBT: Read = { kind: "fault", fault: { kind: "notPlain" }, proposal: null };

function ofIdentity(text: string): Read {
  const read = readIdentity(text);
  return read.kind === "value" ? read : IN_DOUBT;
}

function ofKey(text: string): Read {
  const key = plainKey(text);
  return key === null ? IN_DOUBT : { kind: "value", value: key };
}

/** What is known about a text by its code; it is read if need be. */
export function statusOf(column: ReadColumn, code: number): number {
  return column.status[code] || settled(column, code);
}

function settled(column: ReadColumn, code: number): number {
  const text = column.raw.texts[code] as string | null;
  let status = DOUBT;
  if (text === "") status = EMPTY;
  else if (text !== null && column.quick(text, code)) status = VALUE;
  else if (text !== null) {
    const read = column.slow(text);
    if (read.kind === "nothing") status = WORD;
    else if (read.kind === "value") {
      status = read.value === null ? EMPTY : VALUE;
      if (read.value !== null) column.values[code] = read.value;
    }
  }
  column.status[code] = status;
  return status;
}

/** The value of a text that has one. */
export function valueAt({ raw, values, numbers }: ReadColumn, code: number): Exclude<Cell, null> {
  const kept = values[code];
  if (kept !== undefined) return kept;
  if (numbers === null) return raw.texts[code] as string;
  const { digits, places, scale } = numbers;
  return mul(ratio(BigInt(digits[code] as number), 10n ** BigInt(places[code] as number)), scale);
}

// ---------------------------------------------------------------- the plain cases, which are nearly all

export const MOST_PLACES = 9;
/** Doubles hold every whole number below this. */
const LARGEST = 1e15;

/** Digits, with a point between them or without: anything else is left to the reader of cells. */
function quickNumber(cell: CellType, { digits, places }: NonNullable<ReadColumn["numbers"]>): ReadColumn["quick"] {
  const whole = cell.type.kind === "number" && cell.type.whole;
  const plainScale = cell.scale.n === 1n && cell.scale.d === 1n;
  // Whether a number in another unit is whole is left to the reader of cells.
  if (whole && !plainScale) return no;
  const low = boundsOf(cell.low, cell.scale, (bound) => -floor(neg(bound)), -Infinity);
  const high = boundsOf(cell.high, cell.scale, floor, Infinity);
  return (text, code) => {
    const length = text.length;
    if (length > 16) return false;
    let value = 0;
    let decimals = -1;
    for (let i = 0; i < length; i += 1) {
      const c = text.charCodeAt(i);
      if (c >= 48 && c <= 57) {
        value = value * 10 + (c - 48);
        if (decimals >= 0) decimals += 1;
      } else if (c === 46 && decimals < 0 && i > 0 && i < length - 1) decimals = 0;
      else return false;
    }
    if (value >= LARGEST || decimals > MOST_PLACES) return false;
    if (decimals < 0) decimals = 0;
    while (decimals > 0 && value % 10 === 0) {
      value /= 10;
      decimals -= 1;
    }
    if (whole && decimals > 0) return false;
    if (value < (low[decimals] as number) || value > (high[decimals] as number)) return false;
    digits[code] = value;
    places[code] = decimals;
    return true;
  };
}

/** By count of decimals: the least or most that the digits may be, as whole numbers. */
function boundsOf(bound: string | null, scale: Rational, whole: (at: Rational) => bigint, none: number): number[] {
  return Array.from({ length: MOST_PLACES + 1 }, (_, places) => {
    if (bound === null) return none;
    const at = whole(mul(div(rational(bound), scale), integer(10n ** BigInt(places))));
    // Beyond what digits can be, one bound decides as another.
    return Number(at > 2n ** 53n ? 2n ** 53n : at < -(2n ** 53n) ? -(2n ** 53n) : at);
  });
}

/** No width to fold, no space, and no exponent. */
function isPlainKey(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c <= 32 || c > 126 || c === 69 || c === 101) return false;
  }
  return true;
}

/** No space in it, and too long or too Chinese for a word that says that nothing is there. */
function isPlainText(text: string): boolean {
  let han = text.length > 1;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c >= 0x4e00 && c <= 0x9fff) continue;
    if (c <= 32 || c >= 127) return false;
    han = false;
  }
  return han || text.length > 4;
}
