/** Tables of results as Markdown. */
export interface Section {
  readonly title: string;
  /** What is measured and how, in whole sentences. */
  readonly note: string;
  readonly columns: readonly { readonly title: string; readonly numeric?: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

export function markdown({ title, note, columns, rows }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = columns.map((c) => (c.numeric ? "---:" : "---"));
  return [`## ${title}`, "", note, "", line(columns.map((c) => c.title)), line(rule), ...rows.map(line), ""].join("\n");
}

/** About three digits. */
export function figure(n: number): string {
  const digits = n >= 100 ? 0 : n >= 10 ? 1 : 2;
  return n.toLocaleString("en", { maximumFractionDigits: digits });
}

export function count(n: number): string {
  return n.toLocaleString("en");
}
