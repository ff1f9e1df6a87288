/** Tables for a terminal, aligned by display width. */
import { displayWidth, padToWidth } from "../../grammar/source/display-width.js";

export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

/** Columns two spaces apart; numbers to the right; no line ends in spaces. `foot` is the last row, under a rule. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  foot: readonly string[] | null = null,
): string {
  const all = [columns.map((c) => c.title), ...rows, ...(foot ? [foot] : [])];
  const widths = columns.map((_, i) => Math.max(...all.map((row) => displayWidth(row[i] ?? ""))));
  const line = (row: readonly string[]) =>
    columns
      .map((c, i) => padToWidth(row[i] ?? "", widths[i] as number, c.numeric ? "start" : "end"))
      .join("  ")
      .trimEnd();
  const rule = widths.map((w) => "─".repeat(w)).join("──");
  const body = [line(columns.map((c) => c.title)), rule, ...rows.map(line)];
  return `${[...body, ...(foot ? [rule, line(foot)] : [])].join("\n")}\n`;
}
