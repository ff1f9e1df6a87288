/** The words around a place, as the lexer reads them. */

import { type Lexed, lex } from "../../grammar/lexer.js";
import { CLAUSE_RULES, cutIntoPieces } from "../../grammar/pieces.js";
import { idOf, type Token, type TokenId } from "../../grammar/token-types.js";
import type { Keyword, Surface } from "../../grammar/tokens.js";
import type { Examined } from "../pipeline.js";
import type { Range } from "./data.js";
import { type Snapshot, wordsOf } from "./snapshot.js";

const lexed = new WeakMap<Examined, Lexed>();

/** The tokens of the snapshot's own file. */
export function lexOf(snapshot: Snapshot): Lexed {
  const known = lexed.get(snapshot.compiled);
  if (known) return known;
  const made = lex(snapshot.source.text, wordsOf(snapshot));
  lexed.set(snapshot.compiled, made);
  return made;
}

/** The language that a file is written in: that of its first word. */
export function surfaceOf(text: string): Surface {
  return /^\s*(?:[#＃].*\s+)*(?:政策|词表)/u.test(text) ? "zh" : "en";
}

export const startOf = (token: Token): number => token.startOffset;
export const endOf = (token: Token): number => token.endOffset + 1;
export const id = (token: Token | undefined): TokenId | null => (token === undefined ? null : idOf(token.tokenType));

/** A place between or in words: what stands before it in its clause, and the word begun there. */
export interface Cursor {
  /** The clause's tokens before the word begun. */
  readonly before: readonly Token[];
  /** The parser's rule of the clause; null before the first head, or where only a header or head can begin. */
  readonly rule: string | null;
  readonly head: Keyword | null;
  /** The word begun, up to the offset; empty after a space. */
  readonly word: Range & { readonly text: string };
  /** The word begun, or the offset, is first on its line. */
  readonly first: boolean;
  /** No clause has begun yet: headers may. */
  readonly inHeader: boolean;
  /** The offset is in a text; then `word` is what the text holds before it. */
  readonly inText: boolean;
}

/** What stands before an offset of the snapshot's file; null inside a comment. */
export function cursorAt(snapshot: Snapshot, offset: number): Cursor | null {
  const { text } = snapshot.source;
  const whole = lexOf(snapshot);
  if (whole.comments.some(({ start, end }) => start < offset && offset <= end)) return null;
  const before = whole.tokens.filter((token) => startOf(token) < offset);
  const pieces = cutIntoPieces(before);
  const piece = pieces.at(-1);
  const from = piece === undefined ? offset : startOf(piece.tokens[0] as Token);
  const inHeader = pieces.every(({ kind }) => kind !== "clause");
  const slice = lex(text.slice(from, offset), wordsOf(snapshot), inHeader);
  const last = slice.tokens.at(-1);
  const quoted = last !== undefined && id(last) === "text" && slice.faults.some(({ code }) => code === "P1004");
  const begun = last !== undefined && isBegun(last, text.slice(from, offset)) ? last : undefined;
  const unit = begun?.number?.unit ?? null;
  const start = quoted
    ? startOf(last as Token) + 1
    : begun === undefined
      ? offset - from
      : (unit?.start ?? startOf(begun));
  const rest = begun === undefined && !quoted ? slice.tokens : slice.tokens.slice(0, -1);
  const kept = unit === null || begun === undefined ? rest : [...rest, withoutUnit(begun)];
  const lineStart = /[^\r\n]*$/.exec(text.slice(0, from + start))?.index ?? 0;
  return {
    before: kept.map((token) => moved(token, from)),
    rule: piece === undefined ? null : ruleOf(piece.kind, piece.head),
    head: piece?.head ?? null,
    word: { start: from + start, end: offset, text: text.slice(from + start, offset) },
    first: text.slice(lineStart, from + start).trim() === "",
    inHeader,
    inText: quoted,
  };
}

function ruleOf(kind: "file" | "header" | "clause" | "stray", head: Keyword | null): string | null {
  if (kind === "file") return "fileHead";
  if (kind === "header") return "header";
  return head === null ? null : (CLAUSE_RULES[head] ?? null);
}

/** A word that ends right at the offset, and so may go on. */
function isBegun(token: Token, text: string): boolean {
  if (endOf(token) !== text.length) return false;
  if (token.number !== null) return token.number.unit !== null;
  return /[\p{L}_]$/u.test(token.image) || /[`【][^`】]*$/.test(token.image);
}

function withoutUnit(token: Token): Token {
  const end = (token.number?.unit?.start ?? endOf(token)) - 1;
  return { ...token, endOffset: end, number: token.number && { ...token.number, unit: null } };
}

function moved(token: Token, by: number): Token {
  return { ...token, startOffset: token.startOffset + by, endOffset: token.endOffset + by };
}
