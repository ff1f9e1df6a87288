/** What input methods and spreadsheets leave in a cell, taken away. */

/** Full-width letters, digits and punctuation as half-width; no space at either end. */
export function fold(text: string): string {
  return text.normalize("NFKC").trim();
}

/** For comparing headings and labels: folded, without any space, in lower case. */
export function label(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, "").toLowerCase();
}
