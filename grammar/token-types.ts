/** Chevrotain's token types, made from the tables, and the shape of a token. */
import { createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import {
  type Bilingual,
  describeKeyword,
  GROUPS,
  KEYWORDS,
  type Keyword,
  type KeywordSpec,
  OTHER_TOKENS,
  SIGNS,
  type Sign,
} from "./tokens.js";
import type { Magnitude } from "./units.js";

/** `/` between names and `.` between digits never reach the parser as these: they are read by the lexer. */
type ParsedSign = Exclude<Sign, "dash">;
type OtherToken = "name" | "number" | "date" | "text" | "bullet" | "magnitude" | "pause" | "forEachEnd";

export type TokenId = Keyword | ParsedSign | OtherToken;

/** A number as written: `value` width-folded; the unit's place in the source, where there is one. */
export interface NumberPayload {
  readonly value: string;
  readonly magnitude: Magnitude | null;
  readonly unit: { readonly text: string; readonly start: number; readonly end: number } | null;
}

/** A token of the parser. `startOffset` counts UTF-16 code units; `endOffset` is that of the last one. */
export interface Token extends IToken {
  readonly startOffset: number;
  readonly endOffset: number;
  /** It is the first on its line. */
  readonly first: boolean;
  /** Line of the source, from 0. */
  readonly line: number;
  /** What a name is called, a text says or a date is; the image of everything else. */
  readonly text: string;
  readonly number: NumberPayload | null;
}

const pascal = (id: string) => id.charAt(0).toUpperCase() + id.slice(1);

const NAME = createToken({ name: "Name", pattern: Lexer.NA });

function make(id: TokenId): TokenType {
  if (id === "name") return NAME;
  const spec: KeywordSpec | undefined = id in KEYWORDS ? KEYWORDS[id as Keyword] : undefined;
  return createToken({ name: pascal(id), pattern: Lexer.NA, categories: spec?.use === "soft" ? [NAME] : [] });
}

const ids: readonly TokenId[] = [
  ...(Object.keys(KEYWORDS) as Keyword[]),
  ...(Object.keys(SIGNS) as Sign[]).filter((sign): sign is ParsedSign => sign !== "dash"),
  ...(["name", "number", "date", "text", "bullet", "magnitude", "pause", "forEachEnd"] as const),
];

export const TOKENS: Readonly<Record<TokenId, TokenType>> = Object.fromEntries(
  ids.map((id) => [id, make(id)]),
) as Record<TokenId, TokenType>;

export const ALL_TOKENS: readonly TokenType[] = ids.map((id) => TOKENS[id]);

const ID_OF: ReadonlyMap<TokenType, TokenId> = new Map(ids.map((id) => [TOKENS[id], id]));

export function idOf(type: TokenType): TokenId | null {
  return ID_OF.get(type) ?? null;
}

/** The keyword that a token is, or null for signs, names and literals. */
export function keywordOf(type: TokenType): Keyword | null {
  const id = idOf(type);
  return id !== null && id in KEYWORDS ? (id as Keyword) : null;
}

/** A token type in a drafter's words; several may share one description. */
export function describe(type: TokenType): Bilingual {
  const id = idOf(type);
  if (id === null) return OTHER_TOKENS.end;
  if (id in KEYWORDS) return describeKeyword(id as Keyword);
  if (id === "forEachEnd") return { en: "`为单位`", zh: "“为单位”" };
  if (id in SIGNS) {
    const sign: { readonly says?: Bilingual; readonly group?: keyof typeof GROUPS } = SIGNS[id as Sign];
    return sign.says ?? GROUPS[sign.group ?? "comparison"];
  }
  return OTHER_TOKENS[id as keyof typeof OTHER_TOKENS];
}
