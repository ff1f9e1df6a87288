/** CSV as an office saves it, for rosters that are made here. */
import Papa from "papaparse";

/** Rows as they are, as a spreadsheet of an office saves them: no mark, CRLF. */
export function sheet(rows: readonly (readonly string[])[]): string {
  return `${Papa.unparse(
    rows.map((row) => [...row]),
    { newline: "\r\n" },
  )}\r\n`;
}
