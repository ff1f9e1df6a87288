/** Which rows of a sheet are its titles, its heading and its data. Offices put titles above and totals and notes below. */
import { fold } from "./fold.js";

export interface SkippedRow {
  readonly row: number;
  readonly text: string;
}

export interface Layout {
  /** One for each column, "" where nothing stands. */
  readonly headings: readonly string[];
  /** Places of the heading's rows, from 0: one row, or two that were joined. */
  readonly headingRows: readonly number[];
  readonly title: readonly SkippedRow[];
}

/** How far down a heading may stand under titles. */
const TITLE_ROWS = 10;

export function filled(row: readonly string[]): string[] {
  return row.filter((cell) => cell.trim() !== "");
}

/**
 * `known` says whether a heading means something to the policy. The heading is the row that holds most of these, or a
 * pair of rows if together they hold more: merged cells leave a group's name above the first of its columns only.
 * null: no row holds anything.
 */
export function layoutOf(rows: readonly (readonly string[])[], known: (heading: string) => boolean): Layout | null {
  const top = rows.slice(0, TITLE_ROWS);
  const hits = (headings: readonly string[]) => new Set(filled(headings).filter(known)).size;
  const single = top.map((row) => hits(row));
  const pairs = top.map((row, i) => {
    const below = rows[i + 1];
    return below === undefined || isData(row, below, known) ? null : joined(row, below, known);
  });
  const doubled = pairs.map((pair) => (pair === null ? 0 : hits(pair)));
  const most = Math.max(0, ...single);
  const more = Math.max(0, ...doubled);
  if (more > most) {
    const at = doubled.indexOf(more);
    return { headings: trimmed(pairs[at] as string[]), headingRows: [at, at + 1], title: titles(rows, at) };
  }
  const found = most === 0 ? -1 : single.indexOf(most);
  const wide = found >= 0 ? found : top.findIndex((row) => filled(row).length > 1);
  const at = wide >= 0 ? wide : rows.findIndex((row) => filled(row).length > 0);
  if (at < 0) return null;
  return { headings: trimmed(rows[at] as readonly string[]), headingRows: [at], title: titles(rows, at) };
}

/** Whether the lower row is data: figures stand in it right under a heading that is complete by itself. */
function isData(upper: readonly string[], lower: readonly string[], known: (heading: string) => boolean): boolean {
  return upper.some((cell, c) => /\d/.test(fold(lower[c] ?? "")) && known(cell));
}

/** Two rows as one heading: a column's own name below its group's, or in the upper row where cells are merged down. */
function joined(upper: readonly string[], lower: readonly string[], known: (heading: string) => boolean): string[] {
  const width = Math.max(upper.length, lower.length);
  const headings: string[] = [];
  let group = "";
  for (let c = 0; c < width; c += 1) {
    const above = (upper[c] ?? "").trim();
    const below = (lower[c] ?? "").trim();
    if (above !== "") group = above;
    if (below === "") {
      headings.push(above);
      continue;
    }
    // What both rows say together is more exact than what the lower says alone: 粮食 over 面积.
    const candidates = [group + below, below + group, below];
    headings.push(candidates.find(known) ?? (group === below ? below : group + below));
  }
  return headings;
}

function trimmed(row: readonly string[]): string[] {
  const headings = row.map((h) => h.trim());
  return headings.slice(0, headings.findLastIndex((h) => h !== "") + 1);
}

function titles(rows: readonly (readonly string[])[], heading: number): SkippedRow[] {
  return rows.slice(0, heading).flatMap((row, i) => {
    const cells = filled(row);
    return cells.length > 0 ? [{ row: i + 1, text: cells.join(" ").trim() }] : [];
  });
}

const TOTAL = /^(合计|总计|小计|共计|total|subtotal)[::]?$/i;
const TOTAL_OF = /(合计|总计|小计|共计)[::]?$/;
const NOTE =
  /^(注|备注|说明|填表说明|填表人|制表人|填报人|经办人|审核人|复核人|负责人|填报单位|制表单位|单位盖章|填报日期|制表日期|联系电话)[\d]*[::(]/;

/** No other text can be that of a total or a note: a quick look, for rosters of a million rows. */
export const MAY_BE_KIND = /[计:(\u2474-\u249b\ufe10-\ufe6b\uff00-\uff60]|t\s*o\s*t\s*a\s*l/i;

/** What the first text of a row may make of it, whatever else stands there. */
export function kindOfText(first: string): "total" | "totalOf" | "note" | null {
  const text = fold(first).replace(/\s/g, "");
  if (TOTAL.test(text)) return "total";
  return TOTAL_OF.test(text) ? "totalOf" : NOTE.test(text) ? "note" : null;
}

/**
 * What a row is that is not data: a total, or a note under the table. `key` is the cell of the column that every row of
 * data has filled; null where the table has no such column.
 */
export function rowKind(row: readonly string[], key: string | null): "total" | "note" | null {
  const cells = filled(row);
  const [first = ""] = cells;
  const kind = kindOfText(first);
  if (kind === "total" || kind === null) return kind;
  const keyless = key === null ? cells.length === 1 : key.trim() === "" || key === first;
  if (!keyless) return null;
  return kind === "totalOf" ? "total" : kind;
}
