/** The text of a file → lines: cells under headings, with the rows that a spreadsheet would show. No meaning yet. */
import Papa from "papaparse";
import { filled, layoutOf, rowKind, type SkippedRow } from "./layout.js";

/** One line of a table, or one object. `row` counts from 1 and includes the heading; in JSON it is the object's place. */
export interface Line {
  readonly row: number;
  /** By heading as written; null: not one plain value. */
  readonly cells: ReadonlyMap<string, string | null>;
  /** Rows below this one by the name of their list: objects inside objects in JSON, the persons of a household. */
  readonly nested: ReadonlyMap<string, readonly Line[]>;
  /** Of a row put together from several: headings under which they do not say the same, with the rows that differ. */
  readonly conflicts?: ReadonlyMap<string, readonly number[]>;
}

export interface Table {
  readonly headings: readonly string[];
  readonly records: readonly Line[];
  /** The rows of its heading, where there are two. */
  readonly headingRows: readonly number[];
  /** What stood above the heading or below it without being data (CSV only). */
  readonly skipped: Skipped;
  /** Rows with more cells than the heading. */
  readonly overlong: readonly { readonly row: number; readonly cells: number }[];
}

export interface Skipped {
  readonly title: readonly SkippedRow[];
  readonly total: readonly SkippedRow[];
  readonly note: readonly SkippedRow[];
}

export const NONE_SKIPPED: Skipped = { title: [], total: [], note: [] };

export interface Unreadable {
  readonly en: string;
  readonly zh: string;
}

/** `known` says whether a heading means something to the policy; `isKey` whether it names the rows' own key. */
export function csvTable(
  text: string,
  known: (heading: string) => boolean,
  isKey: (heading: string) => boolean = () => false,
): Table | Unreadable {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), {
    delimitersToGuess: [",", "\t", ";"],
    skipEmptyLines: false,
  });
  const broken = parsed.errors.find((e) => e.type === "Quotes");
  if (broken) {
    const row = (broken.row ?? 0) + 1;
    return {
      en: `A quotation mark that opens in row ${row} does not close, or closes in the middle of a cell.`,
      zh: `第 ${row} 行的引号没有闭合，或在单元格中间闭合。`,
    };
  }
  const rows = parsed.data;
  const layout = layoutOf(rows, known);
  if (!layout) return { en: "The file is empty.", zh: "文件是空的。" };

  const { headings, headingRows, title } = layout;
  const width = headings.length;
  const keyed = headings.findIndex((h) => h !== "" && isKey(h));
  const records: Line[] = [];
  const skipped = { title, total: [] as SkippedRow[], note: [] as SkippedRow[] };
  const overlong: { row: number; cells: number }[] = [];
  for (let i = (headingRows.at(-1) as number) + 1; i < rows.length; i += 1) {
    const row = rows[i] as string[];
    const cells = filled(row);
    if (cells.length === 0) continue;
    const kind = rowKind(row, keyed < 0 ? null : (row[keyed] ?? ""));
    if (kind !== null) {
      skipped[kind].push({ row: i + 1, text: cells[0] as string });
      continue;
    }
    const last = row.findLastIndex((cell) => cell.trim() !== "");
    if (last >= width) {
      overlong.push({ row: i + 1, cells: last + 1 });
      continue;
    }
    const byHeading = new Map<string, string>();
    for (let c = 0; c < width; c += 1) byHeading.set(headings[c] as string, row[c] ?? "");
    records.push({ row: i + 1, cells: byHeading, nested: new Map() });
  }
  return {
    headings,
    headingRows: headingRows.length > 1 ? headingRows.map((at) => at + 1) : [],
    records,
    skipped,
    overlong,
  };
}

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** Numbers become their own text: reading them as numbers would lose digits. */
export function parseExact(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, "").replace(JSON_TOKEN, (t) => (t.startsWith('"') ? t : `"${t}"`)));
}

export interface JsonRoster {
  /** Lists by the name they stand under; "" for a file that is one list. */
  readonly lists: ReadonlyMap<string, Table>;
}

/** A list of objects, or an object of lists. Objects in objects' lists become nested records. */
export function jsonTables(text: string): JsonRoster | Unreadable {
  let data: unknown;
  try {
    data = parseExact(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { en: `It is not JSON: ${detail}.`, zh: `不是 JSON：${detail}。` };
  }
  if (Array.isArray(data)) return { lists: new Map([["", jsonTable(data)]]) };
  if (data === null || typeof data !== "object") {
    return { en: "It holds neither a list nor an object of lists.", zh: "其中既不是列表，也不是由列表组成的对象。" };
  }
  const lists = new Map<string, Table>();
  for (const [name, list] of Object.entries(data)) if (Array.isArray(list)) lists.set(name, jsonTable(list));
  return lists.size > 0 ? { lists } : { en: "It holds no list.", zh: "其中没有列表。" };
}

function jsonTable(list: readonly unknown[]): Table {
  const records = list.map((item, i) => jsonRecord(item, i + 1));
  return {
    headings: [...new Set(records.flatMap((record) => [...record.cells.keys()]))],
    records,
    headingRows: [],
    skipped: NONE_SKIPPED,
    overlong: [],
  };
}

function jsonRecord(item: unknown, row: number): Line {
  const cells = new Map<string, string | null>();
  const nested = new Map<string, Line[]>();
  const fields = item !== null && typeof item === "object" && !Array.isArray(item) ? Object.entries(item) : [];
  for (const [name, v] of fields) {
    if (Array.isArray(v))
      nested.set(
        name,
        v.map((child, i) => jsonRecord(child, i + 1)),
      );
    else if (v === null) cells.set(name, "");
    else if (typeof v === "object") cells.set(name, null);
    else cells.set(name, v === true ? "yes" : v === false ? "no" : String(v));
  }
  return { row, cells, nested };
}
