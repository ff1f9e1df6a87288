/**
 * How many columns of a terminal a text takes (Unicode Standard Annex 11): Han characters and full-width forms two,
 * combining and format characters none. Characters of ambiguous width (“ ” … × ≥ →) take one, as terminals do unless
 * told otherwise.
 */
import { eastAsianWidth } from "get-east-asian-width";

/** Marks that sit on the character before them, format characters, and the vowels and finals of Hangul syllables. */
const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/** Columns of one code point. Control characters and lone surrogates count one: they are shown as a picture. */
export function codePointWidth(codePoint: number): number {
  if (codePoint < 0x300) return codePoint === 0xad ? 0 : 1;
  if (ZERO_WIDTH.test(String.fromCodePoint(codePoint))) return 0;
  return eastAsianWidth(codePoint);
}

/** Columns of a text with neither tabs nor line breaks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += codePointWidth(character.codePointAt(0) ?? 0);
  return width;
}

/** The text filled with spaces up to `columns`; a longer text is returned as it is. */
export function padToWidth(text: string, columns: number, side: "start" | "end" = "end"): string {
  const fill = " ".repeat(Math.max(0, columns - displayWidth(text)));
  return side === "end" ? text + fill : fill + text;
}
