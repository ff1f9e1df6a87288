import Papa from "papaparse";

/** Cells as spreadsheets put them on the clipboard: tabs between them, one row a line. */
export function asText(block: readonly (readonly string[])[]): string {
  return Papa.unparse(block as string[][], { delimiter: "\t", newline: "\n" });
}

export function asBlock(text: string): string[][] {
  return Papa.parse<string[]>(text.replace(/\r?\n$/, ""), { delimiter: "\t" }).data;
}
