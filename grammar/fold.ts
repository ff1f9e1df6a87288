/**
 * Width folding, one code unit for one, so that every offset into the folded text is an offset into the source.
 * Texts in quotation marks and comments are read from the source itself.
 */

/** Full-width forms, wide spaces and look-alikes that an input method types. */
const WIDE =
  /[\uFF01-\uFF5E\u3000\u00A0\u2000-\u200B\u202F\u205F\uFEFF\u2212\uFE63\u2015\u2500\u301C\u2215\u2044\u2236\u30FB\uFF65]/g;

const OTHERS: Readonly<Record<string, string>> = {
  "\u2212": "-",
  "\uFE63": "-",
  "\u2015": "\u2014",
  "\u2500": "\u2014",
  "\u301C": "~",
  "\u2215": "/",
  "\u2044": "/",
  "\u2236": ":",
  "\u30FB": "\u00B7",
  "\uFF65": "\u00B7",
};

function foldOne(char: string): string {
  const code = char.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return OTHERS[char] ?? " ";
}

export function foldWidth(text: string): string {
  return text.replace(WIDE, foldOne);
}
