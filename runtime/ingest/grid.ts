/** A sheet → the records of a table: its headings, and the rows below them that are data. */
import { filled, kindOfText, layoutOf, MAY_BE_KIND, rowKind, type SkippedRow } from "./layout.js";
import { type Codes, codesFor, type RawColumn, rowOf, type Sheet, textAt } from "./sheet.js";
import { finished } from "./steps.js";

export interface Grid {
  readonly headings: readonly string[];
  /** The rows of its heading, as a spreadsheet counts them; none in JSON. */
  readonly headingRows: readonly number[];
  /** What stood above the heading or below it without being data. */
  readonly skipped: Skipped;
  /** Rows with more cells than the heading. */
  readonly overlong: readonly { readonly row: number; readonly cells: number }[];
  /** Of each record: its row as a spreadsheet counts them; in JSON, the object's place in its list. */
  readonly rows: Uint32Array;
  /** In the order of the headings, a place for each record. */
  readonly columns: readonly RawColumn[];
  /** Records below each record by the name of their list: objects inside objects in JSON, the persons of a household. */
  readonly nested: ReadonlyMap<string, Nested>;
  /** Of records put together from several rows: by heading and record, the rows that say otherwise. */
  readonly conflicts: ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>;
}

/** Those of record i are `starts[i]` up to, not including, `starts[i + 1]`. */
export interface Nested {
  readonly starts: Uint32Array;
  readonly grid: Grid;
}

export interface Skipped {
  readonly title: readonly SkippedRow[];
  readonly total: readonly SkippedRow[];
  readonly note: readonly SkippedRow[];
}

export const NONE_SKIPPED: Skipped = { title: [], total: [], note: [] };

/** Of several columns with one heading, the last. */
export function columnOf(grid: Grid, heading: string): RawColumn | null {
  return grid.columns[grid.headings.lastIndexOf(heading)] ?? null;
}

/** A cell as written; "" where the table has no such heading. */
export function cellText(grid: Grid, record: number, heading: string): string | null {
  const column = columnOf(grid, heading);
  return column === null ? "" : textAt(column, record);
}

/** How many rows may stand above the data. */
const TOP = 12;

/** `known` says whether a heading means something to the policy; `isKey` whether it names the rows' own key. Null: empty. */
export function gridOf(sheet: Sheet, known: (heading: string) => boolean): Grid | null {
  return finished(gridIn(sheet, known));
}

/** So many rows are looked at between two pauses. */
const STEP = 1 << 17;

/** In steps. */
export function* gridIn(
  sheet: Sheet,
  known: (heading: string) => boolean,
  isKey: (heading: string) => boolean = () => false,
): Generator<null, Grid | null> {
  const blank: Uint8Array[] = [];
  for (const column of sheet.columns) {
    yield null;
    blank.push(blanks(column));
  }
  const isFilled = (c: number, row: number) => {
    const codes = (sheet.columns[c] as RawColumn).codes;
    return (blank[c] as Uint8Array)[codes[row] as number] === 0;
  };
  const width = sheet.columns.length;
  let begin = 0;
  while (begin < sheet.rows && !some(width, (c) => isFilled(c, begin))) begin += 1;
  const top = Array.from({ length: Math.min(sheet.rows, begin + TOP) }, (_, row) => rowOf(sheet, row));
  const layout = layoutOf(top, known);
  if (!layout) return null;

  const { headings, headingRows, title } = layout;
  const after = (headingRows.at(-1) as number) + 1;
  const columns = filledDown(sheet, after);
  const keyed = headings.findIndex((h) => h !== "" && isKey(h));
  const kinds = columns.map((column) => new Uint8Array(column.texts.length));
  const skipped = { title, total: [] as SkippedRow[], note: [] as SkippedRow[] };
  const overlong: { row: number; cells: number }[] = [];
  const kept = new Uint32Array(sheet.rows - after);
  let count = 0;
  for (let row = after; row < sheet.rows; row += 1) {
    if (row % STEP === 0) yield null;
    let first = -1;
    let last = -1;
    for (let c = 0; c < width; c += 1) {
      const column = columns[c] as RawColumn;
      if ((blank[c] as Uint8Array)[column.codes[row] as number] !== 0) continue;
      if (first < 0) first = c;
      last = c;
    }
    if (first < 0) continue;
    const column = columns[first] as RawColumn;
    const code = column.codes[row] as number;
    if (mayBeKind(kinds[first] as Uint8Array, column, code)) {
      const cells = columns.map((c) => textAt(c, row) ?? "");
      const kind = rowKind(cells, keyed < 0 ? null : (cells[keyed] ?? ""));
      if (kind !== null) {
        skipped[kind].push({ row: row + 1, text: filled(cells)[0] as string });
        continue;
      }
    }
    if (last >= headings.length) {
      overlong.push({ row: row + 1, cells: last + 1 });
      continue;
    }
    kept[count] = row;
    count += 1;
  }
  const at = kept.subarray(0, count);
  return {
    headings,
    headingRows: headingRows.map((row) => row + 1),
    skipped,
    overlong,
    rows: at.map((row) => row + 1),
    columns: headings.map((_, c) => picked(columns[c] as RawColumn, at)),
    nested: new Map(),
    conflicts: new Map(),
  };
}

function some(count: number, test: (i: number) => boolean): boolean {
  for (let i = 0; i < count; i += 1) if (test(i)) return true;
  return false;
}

/** The rows of a column that are meant; a column that the rows do not reach is blank. */
export function picked(column: RawColumn | undefined, at: Uint32Array): RawColumn {
  if (column === undefined) return { codes: codesFor(1, at.length), texts: [""] };
  const { codes, texts, unique = false } = column;
  const first = at[0] ?? 0;
  const contiguous = at.length > 0 && (at[at.length - 1] as number) - first === at.length - 1;
  if (contiguous && codes.length >= first + at.length)
    return { codes: codes.subarray(first, first + at.length), texts, unique };
  const own = codesFor(texts.length, at.length);
  for (let i = 0; i < at.length; i += 1) own[i] = codes[at[i] as number] as number;
  return { codes: own, texts, unique };
}

/** By code: 1 where nothing can be seen. */
function blanks({ texts }: RawColumn): Uint8Array {
  const out = new Uint8Array(texts.length);
  for (let code = 0; code < texts.length; code += 1) {
    const text = texts[code];
    if (text === "" || (typeof text === "string" && text.charCodeAt(0) < 0x3001 && text.trim() === "")) out[code] = 1;
    else if (typeof text === "string" && text.charCodeAt(0) === 0xfeff && text.trim() === "") out[code] = 1;
  }
  return out;
}

/** Whether a text may be that of a total or a note; kept by code: 1 no, 2 yes. */
function mayBeKind(kinds: Uint8Array, column: RawColumn, code: number): boolean {
  if (kinds[code] === 0) {
    const text = column.texts[code];
    kinds[code] = typeof text === "string" && MAY_BE_KIND.test(text) && kindOfText(text) !== null ? 2 : 1;
  }
  return kinds[code] === 2;
}

/** What was merged down over rows of data stands in each of them. */
function filledDown(sheet: Sheet, after: number): readonly RawColumn[] {
  const below = sheet.merged.filter((m) => m.from >= after && m.column < sheet.columns.length);
  if (below.length === 0) return sheet.columns;
  const codes = new Map<number, Codes>();
  for (const { column, from, to } of below) {
    const own = codes.get(column) ?? (sheet.columns[column] as RawColumn).codes.slice();
    codes.set(column, own);
    own.fill(own[from] as number, from, Math.min(to + 1, sheet.rows));
  }
  return sheet.columns.map((c, i) => ({ codes: codes.get(i) ?? c.codes, texts: c.texts }));
}
