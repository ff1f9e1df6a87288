/** Cuts a file's tokens at clause heads and header words that stand first on their lines. */
import { idOf, TOKENS, type Token, type TokenId } from "./token-types.js";
import { KEYWORDS, type Keyword, spelling } from "./tokens.js";

export interface Piece {
  /** Where this piece begins in the file's tokens. */
  readonly kind: "file" | "header" | "clause" | "stray";
  /** The keyword it begins with; null for what stands before the first one. */
  readonly head: Keyword | null;
  readonly tokens: readonly Token[];
}

/** The parser's rule for each clause head. */
export const CLAUSE_RULES: Readonly<Partial<Record<TokenId, string>>> = {
  forEach: "section",
  overall: "section",
  eligibleWhen: "eligible",
  define: "value",
  param: "value",
  question: "question",
  benefit: "benefit",
  benefitAlso: "benefit",
  limit: "limit",
  payOut: "payOut",
  check: "check",
  principle: "principle",
  procedure: "procedure",
  note: "note",
  example: "example",
  repeal: "repeal",
  change: "change",
  entity: "entity",
  unit: "unitDecl",
};

/** Rules that are parsed on their own, after which their input ends. */
export const ENTRY_RULES: readonly string[] = [
  "fileHead",
  "header",
  ...new Set(Object.values(CLAUSE_RULES)),
  "benefitBody",
  "condition",
];

/** What a vocabulary may hold. */
export const IN_VOCABULARY: ReadonlySet<string> = new Set([
  "section",
  "value",
  "question",
  "entity",
  "unitDecl",
  "note",
]);

function headOf(token: Token, inHeader: boolean): { kind: Piece["kind"]; head: Keyword } | null {
  if (!token.first) return null;
  const id = idOf(token.tokenType);
  if (id === "policy" || id === "vocabulary") return { kind: "file", head: id };
  if (id === null || !(id in KEYWORDS)) return null;
  const head = id as Keyword;
  if (id in CLAUSE_RULES) return { kind: "clause", head };
  const isHeader = KEYWORDS[head].use === "header" || token.tokenType === TOKENS.round;
  return inHeader && isHeader ? { kind: "header", head } : null;
}

export function cutIntoPieces(tokens: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let current: { kind: Piece["kind"]; head: Keyword | null } = { kind: "stray", head: null };
  let inHeader = true;
  const close = (end: number) => {
    if (end > start) pieces.push({ ...current, tokens: tokens.slice(start, end) });
  };
  tokens.forEach((token, i) => {
    const found = headOf(token, inHeader);
    if (found === null) return;
    close(i);
    start = i;
    current = found;
    if (found.kind === "clause") inHeader = false;
  });
  close(tokens.length);
  return pieces;
}

/** A clause head as messages name it: `benefit`, “奖补”. */
export function clauseWord(head: Keyword): { en: string; zh: string } {
  return { en: `\`${spelling(head, "en")}\``, zh: `“${spelling(head, "zh").replace(/ /g, "")}”` };
}
