/** A form as plain data: what every writer, a printed page and a preview in the editor are made from. */
import type { Lang } from "../explain/bilingual.js";
import type { Named } from "../ingest/naming.js";

/** `amount`: yuan; `measure`: any other exact decimal, which a cell shows as it is; `count`: a whole number. */
export type ColumnKind = "text" | "count" | "amount" | "measure";

export interface SheetColumn {
  /** Names the column for programs; the heading is for people. */
  readonly id: string;
  readonly heading: Named;
  readonly kind: ColumnKind;
  /** In characters of a Latin font; a Han character takes two. */
  readonly width: number;
}

/** One value for each column: a text, or an exact number as plain decimal text (`1234.50`). Null: blank. */
export type SheetCells = readonly (string | null)[];

export interface SheetRow {
  readonly kind: "row" | "subtotal" | "total";
  readonly cells: SheetCells;
}

export interface Sheet {
  /** Of the tab: at most 31 characters, none of \ / ? * [ ] : */
  readonly name: string;
  readonly title: string | null;
  /** Lines between the title and the headings: 文号, 单位, 批次. */
  readonly above: readonly string[];
  readonly columns: readonly SheetColumn[];
  /** May be gone through several times. */
  readonly rows: Iterable<SheetRow>;
  readonly foot: readonly string[];
  readonly landscape: boolean;
}

/** Headings in one language, or in both: `户主姓名 / Householder`. */
export type HeadingLanguage = Lang | "both";

export function headingText(column: SheetColumn, headings: HeadingLanguage): string {
  const { zh, en } = column.heading;
  if (headings !== "both") return headings === "zh" ? zh : en;
  return zh === en ? zh : `${zh} / ${en}`;
}

/** Rows made anew each time they are gone through, so that a million of them need not stand in memory. */
export function lazily(make: () => Iterator<SheetRow>): Iterable<SheetRow> {
  return { [Symbol.iterator]: make };
}

/** A name that a workbook takes for a tab. */
export function tabName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);
}
