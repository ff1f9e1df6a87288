/** CSV as spreadsheets take it: UTF-8 with a mark, CRLF, quoted where needed (RFC 4180). */
import Papa from "papaparse";

/**
 * A number that names something (an identity card, an account, 0517) as a spreadsheet keeps it: behind a tab, it is a text.
 * Without one, digits after the fifteenth become 0 and leading zeros vanish as soon as the file is opened and saved.
 */
export function digitsAsText(name: string): string {
  return /^(?:0\d+|\d{12,})$/.test(name) ? `\t${name}` : name;
}

/** `title` stands alone in the first row. A text that a spreadsheet would take for a formula is kept from being one. */
export function csv(title: string | null, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = Papa.unparse([...(title === null ? [] : [[title]]), [...headings], ...rows.map((row) => [...row])], {
    newline: "\r\n",
    escapeFormulae: /^[=@\r]|^\t(?!\d+$)|^[+-](?!\d)/,
  });
  return `\uFEFF${body}\r\n`;
}

/** Rows as they are, as a spreadsheet of an office saves them: no mark, CRLF. */
export function sheet(rows: readonly (readonly string[])[]): string {
  return `${Papa.unparse(
    rows.map((row) => [...row]),
    { newline: "\r\n" },
  )}\r\n`;
}
