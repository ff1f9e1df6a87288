/**
 * What a format gives: the cells of one table as texts, column by column, without any meaning yet. A text that occurs
 * many times is kept once, so that its meaning is worked out once too, and a million rows take little room.
 */

/** Places in a list of texts or values, as narrow as the list is short. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Room for so many places in a list of `count`. */
export function codesFor(count: number, rows: number): Codes {
  return count <= 0x100 ? new Uint8Array(rows) : count <= 0x10000 ? new Uint16Array(rows) : new Uint32Array(rows);
}

/** The same places with room for those of a list of `count`: itself, where it has that. */
export function widened(codes: Codes, count: number): Codes {
  if (count <= 2 ** (codes.BYTES_PER_ELEMENT * 8)) return codes;
  const wide = codesFor(count, codes.length);
  wide.set(codes);
  return wide;
}

/** One column as written. */
export interface RawColumn {
  /** For each row the place of its text. */
  readonly codes: Codes;
  /** The first is "". Null: not one plain value (a list or an object in JSON). A text may stand here more than once. */
  readonly texts: readonly (string | null)[];
  /** Every text stands there once. */
  readonly unique?: boolean;
}

/** Cells that were merged down over several rows of one column; from 0, both ends included. */
export interface Merged {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

export interface Sheet {
  /** All rows, titles and blank ones too: row i is row i + 1 of a spreadsheet. */
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  readonly merged: readonly Merged[];
}

export interface ColumnBuilder {
  codes: Uint32Array;
  readonly texts: (string | null)[];
  /** Null: nearly every text is new, and looking for it again is not worth it. */
  places: Map<string, number> | null;
  /** Texts from here on are parts of a longer text that they keep in memory. */
  fresh: number;
}

/** A column that has so many texts, most of them once, is not worth looking them up. */
const MANY = 1 << 15;

export function columnBuilder(rows = 0): ColumnBuilder {
  return { codes: new Uint32Array(Math.max(16, rows)), texts: [""], places: new Map(), fresh: 1 };
}

/** Rows in between are blank. */
export function putText(column: ColumnBuilder, row: number, text: string | null): void {
  if (text === "") return;
  if (row >= column.codes.length) {
    const larger = new Uint32Array(Math.max(row + 1, column.codes.length * 2));
    larger.set(column.codes);
    column.codes = larger;
  }
  const known = text === null ? undefined : column.places?.get(text);
  if (known !== undefined) {
    column.codes[row] = known;
    return;
  }
  const place = column.texts.push(text) - 1;
  column.codes[row] = place;
  if (text === null || column.places === null) return;
  column.places.set(text, place);
  if (place > MANY && place * 2 > row) column.places = null;
}

/** Copies texts out of the longer text that they are parts of, so that it can be let go. */
export function settleTexts(column: ColumnBuilder): void {
  const { texts, fresh } = column;
  if (texts.length - fresh < 2) return;
  const part = texts.slice(fresh);
  // A cell with this character in it has been refused before, except in JSON, whose texts are their own.
  const copies = part.join("\u0000").split("\u0000");
  if (copies.length === part.length) for (const [i, copy] of copies.entries()) texts[fresh + i] = copy;
  column.fresh = texts.length;
}

export function finishColumn(column: ColumnBuilder, rows: number): RawColumn {
  const codes = column.codes.length === rows ? column.codes : new Uint32Array(rows);
  if (codes !== column.codes) codes.set(column.codes.subarray(0, rows));
  return { codes, texts: column.texts };
}

export interface SheetBuilder {
  rows: number;
  readonly columns: ColumnBuilder[];
}

export function sheetBuilder(): SheetBuilder {
  return { rows: 0, columns: [] };
}

export function addRow(sheet: SheetBuilder, cells: readonly string[]): void {
  const { rows, columns } = sheet;
  for (let c = 0; c < cells.length; c += 1) {
    const text = cells[c] as string;
    if (text === "") continue;
    while (columns.length <= c) columns.push(columnBuilder(rows));
    putText(columns[c] as ColumnBuilder, rows, text);
  }
  sheet.rows += 1;
}

export function finishSheet(sheet: SheetBuilder, merged: readonly Merged[] = []): Sheet {
  return { rows: sheet.rows, columns: sheet.columns.map((c) => finishColumn(c, sheet.rows)), merged };
}

export function textAt(column: RawColumn, row: number): string | null {
  return column.texts[column.codes[row] as number] as string | null;
}

/** A row as cells, blank ones at its end included. */
export function rowOf(sheet: Sheet, row: number): string[] {
  return sheet.columns.map((column) => textAt(column, row) ?? "");
}
