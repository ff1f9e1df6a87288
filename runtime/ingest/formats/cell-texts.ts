/** Numbers and days as spreadsheets keep them → what a person reads in the cell, with every digit that is there. */

type Library = Pick<typeof import("@e965/xlsx"), "SSF">;

/** Digits that spreadsheets keep of a number. */
const DIGITS = 15;

/**
 * A spreadsheet keeps fifteen digits and stores them as a binary fraction: 3.3 may be stored as 3.3000000000000003. A whole
 * number with more digits has lost those beyond the fifteenth, and is written so that this is seen.
 */
export function numberText(value: number, digits = DIGITS): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e15)) return String(value);
  const text = value.toPrecision(digits);
  const [, sign = "", whole = "", decimals = "", exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text) ?? [];
  const places = Number(exponent ?? 0);
  if (places > 0) return text.replace(/\.?0*e/, "E");
  const all = places < 0 ? `0.${"0".repeat(-places - 1)}${whole}${decimals}` : `${whole}.${decimals}`;
  return sign + all.replace(/\.?0+$/, "");
}

const two = (n: number) => String(n).padStart(2, "0");

/** The day, and the time unless it is midnight, that a count of days stands for. */
export function dateText({ SSF }: Library, serial: number, since1904: boolean): string {
  const date = SSF.parse_date_code(serial, { date1904: since1904 });
  if (!date) return numberText(serial);
  const day = `${String(date.y).padStart(4, "0")}-${two(date.m)}-${two(date.d)}`;
  return date.T === 0 ? day : `${day} ${two(date.H)}:${two(date.M)}:${two(date.S)}`;
}

/** A condition that a cell with a truth value shows, in the words that are read as such. */
export function truthText(value: boolean): string {
  return value ? "yes" : "no";
}
