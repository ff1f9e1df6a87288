/** Tokens for highlighting: every word, sign and comment with its class, in order. */
import { lex } from "./lexer.js";
import type { Span } from "./source/span.js";
import { idOf, keywordOf } from "./token-types.js";
import { type HighlightClass, KEYWORDS, type Keyword } from "./tokens.js";
import { type KnownWords, NO_WORDS } from "./words.js";

export interface HighlightToken {
  readonly class: HighlightClass | "name" | "number" | "unit" | "date" | "text" | "bullet" | "sign" | "comment";
  readonly keyword: Keyword | null;
  readonly span: Span;
}

/** Never throws; what cannot be read has no token. A number and its unit are two tokens. */
export function tokenize(text: string, given: KnownWords = NO_WORDS): HighlightToken[] {
  const lexed = lex(text, given);
  const out: HighlightToken[] = lexed.comments.map(({ start, end }) => ({
    class: "comment",
    keyword: null,
    span: { start, end },
  }));
  let afterPer = false;
  for (const token of lexed.tokens) {
    const span = { start: token.startOffset, end: token.endOffset + 1 };
    const keyword = keywordOf(token.tokenType);
    const id = idOf(token.tokenType);
    if (keyword !== null) out.push({ class: KEYWORDS[keyword].class, keyword, span });
    else if (id === "number" && token.number?.unit) {
      const { unit } = token.number;
      out.push({ class: "number", keyword: null, span: { start: span.start, end: unit.start } });
      out.push({ class: "unit", keyword: null, span: { start: unit.start, end: unit.end } });
    } else if (id === "name") out.push({ class: afterPer ? "unit" : "name", keyword: null, span });
    else if (id === "number" || id === "date" || id === "text" || id === "bullet")
      out.push({ class: id, keyword: null, span });
    else if (id === "magnitude") out.push({ class: "unit", keyword: null, span });
    else if (id === "forEachEnd") out.push({ class: "head", keyword: "forEach", span });
    else out.push({ class: "sign", keyword: null, span });
    afterPer = id === "per" || id === "full";
  }
  return out.sort((a, b) => a.span.start - b.span.start);
}
