/**
 * The rows of a worksheet → columns of values by their bytes, piece by piece. It knows cells as spreadsheet programs write them,
 * and stops at anything else.
 */
import { type ByteColumn, byteColumn, putBytes } from "../../byte-texts.js";
import { ZipFault } from "../zip.js";

/**
 * What a value is. The byte stands before each value in its column: the same digits may be a number, a day, or the place of a
 * shared text.
 */
export const KIND = {
  shared: 0x73,
  number: 0x6e,
  date: 0x64,
  bool: 0x62,
  error: 0x65,
  /** What a formula gave, as text. */
  text: 0x74,
  inline: 0x69,
  /** A formula that nobody has worked out. */
  formula: 0x66,
} as const;

export interface Cells {
  readonly columns: ByteColumn[];
  /** How many rows there are so far, those that are blank in between included. */
  rows: number;
  /** `end`: the last row is behind. */
  state: "before" | "rows" | "end" | "unusual";
}

export interface Scanning {
  readonly cells: Cells;
  /** By style: 1 where a number is a day. */
  readonly dates: Uint8Array;
  /** Only rows before this one, counted from 0. */
  readonly limit: number;
  /** About how many rows there will be. */
  expected: number;
}

export function noCells(): Cells {
  return { columns: [], rows: 0, state: "before" };
}

/** What spreadsheets hold at most. */
export const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** Cells of a sheet, blank ones included, that there is room for: a single one in its last corner spans 17 thousand million. */
const MOST_CELLS = 400_000_000;

function demandRoom({ rows, columns }: Cells): void {
  if (rows * columns.length > MOST_CELLS) throw new ZipFault("large", rows * columns.length);
}

const [LESS, GREATER, STROKE, EQUALS, SPACE] = [0x3c, 0x3e, 0x2f, 0x3d, 0x20];
const [A, Z, ZERO, NINE] = [65, 90, 48, 57];

const isSpace = (byte: number | undefined) => byte === SPACE || byte === 9 || byte === 10 || byte === 13;
const isNameEnd = (byte: number | undefined) => byte === GREATER || byte === STROKE || isSpace(byte);
const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const word = (text: string) => bytes(text).reduce((all, byte) => (all << 8) | byte, 0);

const DATA = bytes("<sheetData");
const DATA_END = bytes("</sheetData>");
const ROW = bytes("<row");
const ROW_END = bytes("</row>");
const CELL = bytes("<c");
const CELL_END = bytes("</c>");
const VALUE = bytes("<v");
const VALUE_END = bytes("</v>");
const INLINE = bytes("<is>");
const INLINE_END = bytes("</is>");
const FORMULA = bytes("<f");
const FORMULA_END = bytes("</f>");

/** What a cell's `t` says, as the last four bytes of it. */
const KINDS: ReadonlyMap<number, number> = new Map([
  [0, KIND.number],
  [word("n"), KIND.number],
  [word("s"), KIND.shared],
  [word("str"), KIND.text],
  [word("inlineStr"), KIND.inline],
  [word("b"), KIND.bool],
  [word("e"), KIND.error],
]);

function standsAt(buffer: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let i = 0; i < text.length; i += 1) if (buffer[at + i] !== text[i]) return false;
  return true;
}

/** Whether a tag of this name begins here. */
function opens(buffer: Uint8Array, at: number, tag: Uint8Array): boolean {
  return standsAt(buffer, at, tag) && isNameEnd(buffer[at + tag.length]);
}

/** Where a text begins; -1: nowhere before `end`. */
function find(buffer: Uint8Array, text: Uint8Array, from: number, end: number): number {
  const first = text[0] as number;
  for (let at = buffer.indexOf(first, from); at >= 0 && at + text.length <= end; at = buffer.indexOf(first, at + 1))
    if (standsAt(buffer, at, text)) return at;
  return -1;
}

/** How far whole rows reach; 0: there is none yet. */
function wholeRows(buffer: Uint8Array): number {
  for (let at = buffer.lastIndexOf(LESS); at > 0; at = buffer.lastIndexOf(LESS, at - 1))
    if (standsAt(buffer, at, ROW_END)) return at + ROW_END.length;
  return 0;
}

/**
 * Takes in the rows that stand whole in a piece. Returns how much of it is done with: the rest comes again with what follows it. The
 * piece is written into: it is the caller's no more. Throws ZipFault for a sheet that there is no room for.
 */
export function scan(buffer: Uint8Array, last: boolean, scanning: Scanning): number {
  const { cells } = scanning;
  let at = 0;
  if (cells.state === "before") {
    const begin = find(buffer, DATA, 0, buffer.length);
    const open = begin < 0 ? -1 : buffer.indexOf(GREATER, begin);
    if (open < 0) {
      if (last) cells.state = "unusual";
      return 0;
    }
    at = open + 1;
    cells.state = buffer[open - 1] === STROKE ? "end" : "rows";
  }
  if (cells.state !== "rows") return at;
  at = rowsIn(buffer, at, last ? buffer.length : wholeRows(buffer), scanning);
  if (at < 0) cells.state = "unusual";
  else if (cells.state === "rows" && standsAt(buffer, at, DATA_END)) {
    cells.state = "end";
    at += DATA_END.length;
  } else if (last && cells.state === "rows") cells.state = "unusual";
  return Math.max(at, 0);
}

/** The place that is reached; -1: something is unusual. */
function rowsIn(buffer: Uint8Array, from: number, end: number, scanning: Scanning): number {
  const { cells, limit } = scanning;
  const cell: Cell = { at: from, end, row: 0, column: 0, kind: 0 };
  for (;;) {
    while (cell.at < end && isSpace(buffer[cell.at])) cell.at += 1;
    if (cell.at >= end || standsAt(buffer, cell.at, DATA_END)) return cell.at;
    const close = opens(buffer, cell.at, ROW) ? buffer.indexOf(GREATER, cell.at) : -1;
    if (close < 0 || close >= end) return -1;
    const row = rowAt(buffer, cell.at + ROW.length, close, cells.rows);
    if (row < 0 || row >= MOST_ROWS) return -1;
    if (row >= limit) {
      cells.state = "end";
      return cell.at;
    }
    if (row >= cells.rows) {
      cells.rows = row + 1;
      demandRoom(cells);
    }
    cell.at = close + 1;
    cell.row = row;
    cell.column = -1;
    if (buffer[close - 1] !== STROKE && !cellsIn(buffer, cell, scanning)) return -1;
  }
}

/** The row that a tag says it is, from 0, or the next one; -1: it is unusual. */
function rowAt(buffer: Uint8Array, from: number, close: number, next: number): number {
  for (let at = from; at + 3 < close; at += 1) {
    if (!isSpace(buffer[at]) || buffer[at + 1] !== 0x72 || buffer[at + 2] !== EQUALS) continue;
    const quote = buffer[at + 3];
    let row = 0;
    for (let i = at + 4; i < close && buffer[i] !== quote; i += 1) {
      const digit = (buffer[i] as number) - ZERO;
      if (digit < 0 || digit > 9) return -1;
      row = row * 10 + digit;
    }
    return row - 1;
  }
  return next;
}

/** The cell at hand. */
interface Cell {
  /** How far the piece is read, up to `end`. */
  at: number;
  readonly end: number;
  /** From 0. */
  row: number;
  column: number;
  /** What its value is, as its tag says. */
  kind: number;
}

/** Takes in the cells of a row, and goes behind it. False: something is unusual. */
function cellsIn(buffer: Uint8Array, cell: Cell, scanning: Scanning): boolean {
  while (cell.at < cell.end) {
    if (isSpace(buffer[cell.at])) cell.at += 1;
    else if (opens(buffer, cell.at, CELL)) {
      cell.at += CELL.length;
      cell.column += 1;
      if (!attributes(buffer, cell, scanning.dates)) return false;
      // Without anything in it.
      if (buffer[cell.at] === STROKE) cell.at += 2;
      else if (!valueIn(buffer, cell, scanning)) return false;
    } else if (standsAt(buffer, cell.at, ROW_END)) {
      cell.at += ROW_END.length;
      return true;
    } else return false;
  }
  return false;
}

/** Where a cell stands, its style, what its value is. Goes to the end of the tag. False: something is unusual. */
function attributes(buffer: Uint8Array, cell: Cell, dates: Uint8Array): boolean {
  const { end } = cell;
  let { at } = cell;
  let type = 0;
  let style = -1;
  for (;;) {
    while (isSpace(buffer[at])) at += 1;
    if (buffer[at] === GREATER || buffer[at] === STROKE) break;
    const from = at;
    while (at < end && buffer[at] !== EQUALS) at += 1;
    const name = at - from === 1 ? buffer[from] : 0;
    const quote = buffer[at + 1];
    if (quote !== 0x22 && quote !== 0x27) return false;
    at += 2;
    if (name === 0x72) {
      let [column, row] = [0, 0];
      for (; at < end && buffer[at] !== quote; at += 1) {
        const sign = buffer[at] as number;
        if (sign >= A && sign <= Z && row === 0) column = column * 26 + sign - A + 1;
        else if (sign >= ZERO && sign <= NINE) row = row * 10 + sign - ZERO;
        else return false;
      }
      if (column < 1 || column > MOST_COLUMNS || row !== cell.row + 1) return false;
      cell.column = column - 1;
    } else if (name === 0x73) {
      style = 0;
      for (; at < end && buffer[at] !== quote; at += 1) style = style * 10 + (buffer[at] as number) - ZERO;
    } else {
      for (; at < end && buffer[at] !== quote; at += 1) if (name === 0x74) type = (type << 8) | (buffer[at] as number);
    }
    at += 1;
    if (at >= end) return false;
  }
  cell.at = at;
  const kind = KINDS.get(type) ?? 0;
  cell.kind = kind === KIND.number && dates[style] === 1 ? KIND.date : kind;
  return kind !== 0;
}

/** Takes in what stands in a cell, and goes behind it. False: something is unusual. */
function valueIn(buffer: Uint8Array, cell: Cell, scanning: Scanning): boolean {
  const { end } = cell;
  let { kind } = cell;
  let at = cell.at + 1;
  let [start, stop] = [-1, -1];
  // Where a formula stands; it may be told by another cell's.
  let [formula, formulaEnd] = [-1, -1];
  for (;;) {
    while (isSpace(buffer[at])) at += 1;
    if (standsAt(buffer, at, CELL_END)) break;
    const close = buffer.indexOf(GREATER, at);
    if (close < 0 || close >= end) return false;
    const blank = buffer[close - 1] === STROKE;
    if (opens(buffer, at, VALUE) && kind !== KIND.inline && start < 0) {
      at = close + 1;
      if (blank) continue;
      start = at;
      while (at < end && buffer[at] !== LESS) at += 1;
      stop = at;
      if (!standsAt(buffer, at, VALUE_END)) return false;
      at += VALUE_END.length;
    } else if (kind === KIND.inline && start < 0 && standsAt(buffer, at, INLINE)) {
      start = close + 1;
      stop = find(buffer, INLINE_END, start, end);
      if (stop < 0) return false;
      at = stop + INLINE_END.length;
    } else if (opens(buffer, at, FORMULA) && formula < 0) {
      formula = close + 1;
      formulaEnd = blank ? formula : find(buffer, FORMULA_END, formula, end);
      if (formulaEnd < 0) return false;
      at = blank ? formula : formulaEnd + FORMULA_END.length;
    } else return false;
  }
  cell.at = at + CELL_END.length;
  if (start < 0 || start === stop) {
    // A text that a formula gave may well be blank; anything else is not worked out yet.
    if (formula < 0 || kind === KIND.text) return true;
    [start, stop, kind] = [formula, formulaEnd, KIND.formula];
  }
  const { columns } = scanning.cells;
  if (columns.length <= cell.column) {
    while (columns.length <= cell.column) columns.push(byteColumn());
    demandRoom(scanning.cells);
  }
  // The end of the tag before the value, which nobody needs any more.
  buffer[start - 1] = kind;
  putBytes(columns[cell.column] as ByteColumn, cell.row, scanning.expected, buffer, start - 1, stop);
  return true;
}
