/** Reads a file piece by piece. A piece with a fault becomes a `BrokenClause`; those after it are read as if it were whole. */
import type { Clause, Comment, Decl, File, Header } from "./ast.js";
import { newBuild } from "./cst-to-ast/build.js";
import { fileHead, header } from "./cst-to-ast/clauses.js";
import { clauseOf } from "./cst-to-ast/dispatch.js";
import { capped, type Fault, fault } from "./faults.js";
import { fix, replace } from "./fixes.js";
import type { FileHeadCstNode, HeaderCstNode } from "./generated/cst.generated.js";
import { type Lexed, lex } from "./lexer.js";
import { nearHead } from "./near.js";
import { type Budget, newBudget, type Parsed, parsePiece } from "./parse-piece.js";
import { CLAUSE_RULES, clauseWord, cutIntoPieces, IN_VOCABULARY, type Piece } from "./pieces.js";
import type { Span } from "./source/span.js";
import { TOKENS, type Token } from "./token-types.js";
import { type Keyword, spelling } from "./tokens.js";
import { isTooLong, MOST_CHARACTERS } from "./too-long.js";
import type { KnownWords } from "./words.js";

/** Headers that a policy has once. */
const ONCE: ReadonlySet<string> = new Set([
  "Version",
  "Issued",
  "InForce",
  "Round",
  "FactsOn",
  "Period",
  "CliffAt",
  "Amends",
]);

interface Reading {
  readonly lexed: Lexed;
  readonly faults: Fault[];
  readonly headers: Header[];
  readonly clauses: Clause[];
  readonly budget: Budget;
  /** Where each lexical fault stands, ascending. */
  readonly lexical: readonly number[];
  /** Heads that were corrected before they were read. */
  readonly corrected: Set<Token>;
  readonly queue: Piece[];
  /** How many of `lexical` have been laid to a piece. */
  lexicalSeen: number;
  decl: Decl | null;
  vocabulary: boolean;
}

export function readFile(source: string, given: KnownWords): { file: File; faults: Fault[] } {
  const start = { start: 0, end: 0 };
  if (isTooLong(source)) {
    return unread(source, fault("P1037", start, { characters: source.length, most: MOST_CHARACTERS }));
  }
  if (isBinary(source)) return unread(source, fault("P1034", start, {}));
  const lexed = lex(source, given);
  const r: Reading = {
    lexed,
    faults: [],
    headers: [],
    clauses: [],
    budget: newBudget(),
    lexical: lexed.faults.map((each) => each.span.start).sort((a, b) => a - b),
    corrected: new Set(),
    queue: cutIntoPieces(lexed.tokens).reverse(),
    lexicalSeen: 0,
    decl: null,
    vocabulary: false,
  };
  for (let piece = r.queue.pop(); piece !== undefined; piece = r.queue.pop()) read(r, piece);
  return { file: finish(r, source), faults: capped([...lexed.faults, ...r.faults]) };
}

function unread(source: string, why: Fault): { file: File; faults: Fault[] } {
  const span = { start: 0, end: source.length };
  const clauses = [broken("policy", null, span)];
  return { file: { kind: "PolicyFile", decl: noDecl(0), headers: [], clauses, comments: [], span }, faults: [why] };
}

/**
 * Reads clauses lexed on their own, in a file whose first line was read before. null if they hold a header or a first line,
 * or do not begin with a clause.
 */
export function readClauses(
  lexed: Lexed,
  decl: Decl,
  vocabulary: boolean,
): { readonly clauses: readonly Clause[]; readonly faults: readonly Fault[] } | null {
  const pieces = cutIntoPieces(lexed.tokens);
  if (pieces.some(({ kind }) => kind !== "clause")) return null;
  const r: Reading = {
    lexed,
    faults: [],
    headers: [],
    clauses: [],
    budget: newBudget(),
    lexical: lexed.faults.map((each) => each.span.start).sort((a, b) => a - b),
    corrected: new Set(),
    queue: pieces.reverse(),
    lexicalSeen: 0,
    decl,
    vocabulary,
  };
  for (let piece = r.queue.pop(); piece !== undefined; piece = r.queue.pop()) read(r, piece);
  if (r.headers.length > 0) return null;
  return { clauses: r.clauses, faults: [...lexed.faults, ...r.faults] };
}

/** More than one character in twenty that no text has. */
function isBinary(text: string): boolean {
  let odd = 0;
  for (const match of text.matchAll(/[\0-\x08\x0E-\x1F\uFFFD]+/g)) odd += match[0].length;
  return odd > 20 && odd * 20 > text.length;
}

function finish(r: Reading, source: string): File {
  const span = { start: 0, end: source.length };
  if (r.decl === null && r.clauses.length === 0) {
    r.faults.push(fault("P1022", { start: 0, end: 0 }, { found: "" }));
    r.clauses.push(broken("policy", null, { start: 0, end: 0 }));
  }
  const comments: Comment[] = r.lexed.comments.map(({ start, end, ownLine }) => ({
    kind: "Comment",
    text: source.slice(start, end),
    ownLine,
    span: { start, end },
  }));
  const decl = r.decl ?? noDecl(0);
  if (r.vocabulary) return { kind: "VocabularyFile", decl, clauses: r.clauses, comments, span };
  return { kind: "PolicyFile", decl, headers: r.headers, clauses: r.clauses, comments, span };
}

function noDecl(at: number): Decl {
  const span = { start: at, end: at };
  return { kind: "Decl", name: { kind: "Name", text: "", span }, other: null, label: null, span };
}

function broken(head: string, decl: Decl | null, span: Span): Clause {
  return { kind: "BrokenClause", head, decl, span };
}

const tokenSpan = (token: Token): Span => ({ start: token.startOffset, end: token.endOffset + 1 });

function ruleOf(piece: Piece): string | null {
  if (piece.kind === "file") return "fileHead";
  if (piece.kind === "header") return "header";
  return piece.head === null ? null : (CLAUSE_RULES[piece.head] ?? null);
}

function read(r: Reading, piece: Piece): void {
  const first = piece.tokens[0] as Token;
  const span = { start: first.startOffset, end: (piece.tokens.at(-1) as Token).endOffset + 1 };
  const rule = ruleOf(piece);
  if (rule === null || piece.head === null) {
    if (handOver(r, piece.tokens, 0)) return;
    if (r.decl === null) r.faults.push(fault("P1022", tokenSpan(first), { found: first.image }));
    r.clauses.push(broken(r.decl === null ? "policy" : "", null, span));
    reachNext(r);
    return;
  }
  if (r.decl === null && piece.kind !== "file" && r.clauses.length === 0) {
    r.faults.push(fault("P1022", tokenSpan(first), { found: first.image }));
    r.clauses.push(broken("policy", null, { start: span.start, end: span.start }));
  }
  const misplaced = misplacedIn(r, piece, rule);
  if (misplaced !== null) {
    r.faults.push(fault("P1023", tokenSpan(first), { word: first.image, file: misplaced }));
    r.clauses.push(broken(spelling(piece.head, "en"), readableDecl(piece.tokens), span));
    reachNext(r);
    return;
  }
  const parsed = parsePiece(rule, piece.tokens, clauseWord(piece.head), r.lexed, r.budget);
  if (parsed.cst === null && parsed.failedAt && handOver(r, piece.tokens, parsed.failedAt)) return;
  r.faults.push(...parsed.faults);
  const faulty = reachNext(r) || r.corrected.has(first);
  if (piece.kind === "file") readFileHead(r, piece, span, parsed, faulty);
  else if (piece.kind === "header") readHeader(r, piece, span, parsed, faulty);
  else readClause(r, piece, rule, span, parsed, faulty);
}

/** Goes on to the next piece; whether the lexer found a fault on the way, in the piece or in what has no token after it. */
function reachNext(r: Reading): boolean {
  const to = r.queue.at(-1)?.tokens[0]?.startOffset ?? Number.POSITIVE_INFINITY;
  let i = r.lexicalSeen;
  while (i < r.lexical.length && (r.lexical[i] as number) < to) i += 1;
  const any = i > r.lexicalSeen;
  r.lexicalSeen = i;
  return any;
}

/** The kind of file that cannot hold this piece; null if it can. */
function misplacedIn(r: Reading, piece: Piece, rule: string): "policy" | "vocabulary" | null {
  const kind = r.vocabulary ? "vocabulary" : "policy";
  if (piece.kind === "file") return r.decl !== null ? kind : null;
  if (r.vocabulary && (piece.kind === "header" || !IN_VOCABULARY.has(rule))) return "vocabulary";
  return null;
}

function readFileHead(r: Reading, piece: Piece, span: Span, parsed: Parsed, faulty: boolean): void {
  r.vocabulary = piece.head === "vocabulary";
  r.decl = parsed.cst
    ? fileHead(parsed.cst as FileHeadCstNode).decl
    : (readableDecl(piece.tokens) ?? noDecl(span.start));
  if (parsed.cst === null || faulty) r.clauses.push(broken(piece.head as string, r.decl, span));
}

function readHeader(r: Reading, piece: Piece, span: Span, parsed: Parsed, faulty: boolean): void {
  const first = piece.tokens[0] as Token;
  const word = spelling(piece.head as Keyword, "en");
  const b = newBuild();
  const made = parsed.cst ? header(b, parsed.cst as HeaderCstNode) : null;
  r.faults.push(...b.faults);
  const again = made !== null && ONCE.has(made.kind) && r.headers.some((other) => other.kind === made.kind);
  if (again) r.faults.push(fault("P1024", tokenSpan(first), { word: first.image }));
  // A header has no broken form of its own; this keeps the file from being taken for complete.
  if (made === null || faulty || again || b.faults.length > 0) r.clauses.push(broken(word, null, span));
  else r.headers.push(made);
}

function readClause(r: Reading, piece: Piece, rule: string, span: Span, parsed: Parsed, faulty: boolean): void {
  const word = spelling(piece.head as Keyword, "en");
  const b = newBuild();
  const made = parsed.cst ? clauseOf(b, rule, parsed.cst) : null;
  r.faults.push(...b.faults);
  const whole = made !== null && !faulty && b.faults.length === 0;
  r.clauses.push(whole ? made : broken(word, readableDecl(piece.tokens), span));
}

/** A line that begins with nearly a clause head is read as that clause, and what stands before it by itself. */
function handOver(r: Reading, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || !token.first || token.tokenType !== TOKENS.name || token.image !== token.text)
    return false;
  const near = nearHead(token.text);
  if (near === null || r.budget.left <= 0) return false;
  const span = tokenSpan(token);
  const mend = fix("write", near.spelled, [replace(span, near.spelled)]);
  r.faults.push(fault("P1018", span, { found: token.image, near: near.spelled }, { fixes: [mend] }));
  const type = TOKENS[near.keyword];
  const head: Token = { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx as number };
  r.corrected.add(head);
  r.queue.push(...cutIntoPieces([...tokens.slice(0, at), head, ...tokens.slice(at + 1)]).reverse());
  return true;
}

/** The name after a head, if it can be read, so that references to a broken clause do not fail too. */
function readableDecl(tokens: readonly Token[]): Decl | null {
  const [, name, slash, other] = tokens;
  if (name === undefined || name.tokenType !== TOKENS.name) return null;
  const paired = slash?.tokenType === TOKENS.slash && other?.tokenType === TOKENS.name ? other : null;
  return {
    kind: "Decl",
    name: { kind: "Name", text: name.text, span: tokenSpan(name) },
    other: paired ? { kind: "Name", text: paired.text, span: tokenSpan(paired) } : null,
    label: null,
    span: { start: name.startOffset, end: (paired ?? name).endOffset + 1 },
  };
}
