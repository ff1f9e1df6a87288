/**
 * Reads a file again after a change, clause by clause: what the change did not touch keeps its tree. The result is that of
 * reading the whole file anew; where that cannot be known for certain, nothing is said and the whole file is to be read.
 */
import type { Clause, File } from "./ast.js";
import { declaredIn } from "./declared.js";
import { capped, type Fault } from "./faults.js";
import { foldWidth } from "./fold.js";
import { type Lexed, lex } from "./lexer.js";
import { readClauses } from "./read-file.js";
import type { Span } from "./source/span.js";
import { idOf, type Token } from "./token-types.js";
import { isTooLong } from "./too-long.js";
import type { KnownWords } from "./words.js";

/** A file as it was read, with all that its words are cut by. */
export interface ReadBefore {
  readonly source: string;
  readonly file: File;
  readonly faults: readonly Fault[];
}

/** What became of the clauses of the file before. */
export interface Reread {
  readonly file: File;
  readonly faults: readonly Fault[];
  /** The clauses that were kept, each with its old self (the same object where it did not move). */
  readonly kept: ReadonlyMap<Clause, Clause>;
  readonly moved: Moved;
}

/** Where old offsets are now: those before `start` stay, those from `end` on move by `by`, those between are gone. */
export interface Moved {
  readonly start: number;
  readonly end: number;
  readonly by: number;
}

/** More faults than these, and how they are counted and capped depends on the whole file. */
const FEW = 15;

/** Characters that no text has: whether a file is text at all is asked of the whole of it. */
const ODD = /[\0-\x08\x0E-\x1F\uFFFD]/;

/** After these a word that begins a clause would be read otherwise. */
const OPEN_ENDED: ReadonlySet<string | null> = new Set(["dot", "per", "in", "colon", "full"]);

/** `known`: every name and unit declared in the file or given, before and after the change alike. */
export function reread(before: ReadBefore, source: string, known: KnownWords): Reread | null {
  const { file } = before;
  if (isTooLong(source) || before.faults.length > FEW || file.decl.name.text === "") return null;
  const change = changeBetween(before.source, source);
  const region = regionOf(before, change);
  if (region === null) return null;
  const { from, to, start, end } = region;
  const by = source.length - before.source.length;
  const text = source.slice(start, end + by);
  if (ODD.test(text) || !declaresTheSame(before.source.slice(start, end), text)) return null;
  const lexed = lex(text, known, false);
  if (OPEN_ENDED.has(idOfLast(lexed.tokens)) && to < file.clauses.length) return null;
  const read = readClauses(moveLexed(lexed, start), file.decl, file.kind === "VocabularyFile");
  if (read === null || read.faults.length > FEW) return null;
  const tail = file.clauses.slice(to);
  const kept = new Map<Clause, Clause>();
  const again = read.clauses.map((clause) => asBefore(clause, file.clauses.slice(from, to), kept));
  for (const clause of file.clauses.slice(0, from)) kept.set(clause, clause);
  const moved = tail.map((clause) => {
    const now = shifted(clause, by);
    if (now !== clause) origins.set(now, originOf(clause));
    kept.set(now, clause);
    return now;
  });
  const inside = ({ span }: { readonly span: Span }) => span.start >= start && span.start < end;
  const around = <T extends { readonly span: Span }>(all: readonly T[]): T[] =>
    all.flatMap((one) => (inside(one) ? [] : [one.span.start >= end ? shifted(one, by) : one]));
  const comments = lexed.comments.map((one) => ({
    kind: "Comment" as const,
    text: text.slice(one.start, one.end),
    ownLine: one.ownLine,
    span: { start: one.start + start, end: one.end + start },
  }));
  return {
    file: {
      ...file,
      clauses: [...file.clauses.slice(0, from), ...again, ...moved],
      comments: [...around(file.comments), ...comments].sort((a, b) => a.span.start - b.span.start),
      span: { start: 0, end: source.length },
    },
    faults: capped([...around(before.faults), ...read.faults]),
    kept,
    moved: { start, end, by },
  };
}

const PIECE = 1024;

function sameTail(before: string, after: string, tail: number, length: number): boolean {
  const [b, a] = [before.length - tail, after.length - tail];
  return before.slice(b - length, b) === after.slice(a - length, a);
}

/** The old range outside which both texts are the same. */
function changeBetween(before: string, after: string): Span {
  const most = Math.min(before.length, after.length);
  // By pieces first: most of a text is as it was.
  let start = 0;
  while (start + PIECE <= most && before.slice(start, start + PIECE) === after.slice(start, start + PIECE))
    start += PIECE;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (tail + PIECE <= most - start && sameTail(before, after, tail, PIECE)) tail += PIECE;
  while (
    tail < most - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail += 1;
  return { start, end: before.length - tail };
}

interface Region extends Span {
  /** Clauses from this one on, up to but not including that one. */
  readonly from: number;
  readonly to: number;
}

/** Whole clauses around a change, one more before it, up to a clause that begins its line beyond doubt. */
function regionOf({ file, source }: ReadBefore, change: Span): Region | null {
  const { clauses } = file;
  const starts = clauses.map(({ span }) => span.start);
  const touched = starts.findLastIndex((start) => start <= change.start);
  const from = touched - 1;
  const first = clauses[from];
  // The first clause ends the headers: what stands before it, and it itself, are read with the whole file.
  if (first === undefined || from < 1 || !isClause(clauses[from - 1] as Clause)) return null;
  if (!isClause(first)) return null;
  let to = touched + 1;
  // A head that was misspelt is one only because what stands before it ended there.
  while (to < clauses.length && (isBroken(clauses[to]) || !apart(source, change.end, starts[to] as number))) to += 1;
  return { from, to, start: starts[from] as number, end: starts[to] ?? source.length };
}

function isBroken(clause: Clause | undefined): boolean {
  return clause?.kind === "BrokenClause";
}

/** Headers and stray text that could not be read stand among the clauses too. */
function isClause(clause: Clause): boolean {
  return clause.kind !== "BrokenClause" || CLAUSE_HEADS.has(clause.head);
}

const CLAUSE_HEADS: ReadonlySet<string> = new Set([
  "for each",
  "overall",
  "eligible when",
  "define",
  "param",
  "question",
  "benefit",
  "limit",
  "pay out",
  "check",
  "principle",
  "procedure",
  "note",
  "example",
  "repeal",
  "change",
  "entity",
  "unit",
]);

/** Between the change and a clause there is the line break before it, untouched. */
function apart(source: string, change: number, clause: number): boolean {
  return change < clause && /[\n\r\v\f\u0085\u2028\u2029]/.test(source.slice(change, clause));
}

/** No name or unit is declared, or declared no more, by the change. */
function declaresTheSame(before: string, after: string): boolean {
  const none = { names: new Set<string>(), units: new Set<string>() };
  const [a, b] = [declaredIn(foldWidth(before), none), declaredIn(foldWidth(after), none)];
  return same(a.names, b.names) && same(a.units, b.units);
}

function same(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

function idOfLast(tokens: readonly Token[]): string | null {
  const last = tokens.at(-1);
  return last === undefined ? null : idOf(last.tokenType);
}

// ---------------------------------------------------------------- moving

function moveLexed(lexed: Lexed, by: number): Lexed {
  return {
    ...lexed,
    tokens: lexed.tokens.map((token) => ({
      ...token,
      startOffset: token.startOffset + by,
      endOffset: token.endOffset + by,
      number:
        token.number?.unit == null
          ? token.number
          : {
              ...token.number,
              unit: { ...token.number.unit, start: token.number.unit.start + by, end: token.number.unit.end + by },
            },
    })),
    faults: lexed.faults.map((fault) => shifted(fault, by)),
  };
}

const origins = new WeakMap<Clause, Clause>();

/**
 * The clause as it was first read, wherever changes before it have moved it since: what is found of its tree, spans aside, can
 * be kept under this.
 */
export function originOf(clause: Clause): Clause {
  return origins.get(clause) ?? clause;
}

/** A clause that was read again only because its neighbour changed is kept as well. */
function asBefore(clause: Clause, before: readonly Clause[], kept: Map<Clause, Clause>): Clause {
  const old = before.find(
    (one) => one.kind === clause.kind && isMoved(one, clause, clause.span.start - one.span.start),
  );
  if (old === undefined) return clause;
  const now = old.span.start === clause.span.start ? old : clause;
  if (now !== old) origins.set(now, originOf(old));
  kept.set(now, old);
  return now;
}

/** Whether two trees are the same but for all spans of the second standing so much later. */
function isMoved(a: unknown, b: unknown, by: number): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return a === b;
  const [ours, theirs] = [Object.entries(a), Object.entries(b)];
  if (Array.isArray(a) !== Array.isArray(b) || ours.length !== theirs.length) return false;
  const { start, end } = a as { start?: unknown; end?: unknown };
  if (typeof start === "number" && typeof end === "number") {
    const other = b as { start?: unknown; end?: unknown };
    return other.start === start + by && other.end === end + by;
  }
  return ours.every(([key, part], i) => theirs[i]?.[0] === key && isMoved(part, theirs[i]?.[1], by));
}

/** The same tree with all its spans moved. */
export function shifted<T>(node: T, by: number): T {
  return by === 0 ? node : (move(node, by) as T);
}

function move(node: unknown, by: number): unknown {
  if (typeof node !== "object" || node === null) return node;
  if (Array.isArray(node)) return node.map((one) => move(one, by));
  const { start, end } = node as { start?: unknown; end?: unknown };
  if (typeof start === "number" && typeof end === "number") return { start: start + by, end: end + by };
  const out: Record<string, unknown> = { ...(node as Record<string, unknown>) };
  for (const key in out) {
    const value = out[key];
    if (typeof value === "object" && value !== null) out[key] = move(value, by);
  }
  return out;
}
