/**
 * The printer: a tree in either surface, in the canonical form of the language.
 *
 * Laws, modulo spans and with one counterpart for each name: parse(format(x)) = x in both surfaces; English → Chinese →
 * English is the identity; formatting twice is formatting once; no comment is lost.
 */
import type { BenefitItem, Clause, Expr, File } from "./ast.js";
import { benefitItem, clause, header } from "./format/clauses.js";
import { type PlacedLine, placeComments } from "./format/comments.js";
import { cat, type Doc, indented, type Line, line } from "./format/doc.js";
import { condition } from "./format/expressions.js";
import type { LayoutContext } from "./format/layout.js";
import type { NameTable } from "./format/names.js";
import { fileDecl, guardLineStart, word } from "./format/printer.js";
import type { Surface } from "./tokens.js";

export { type NameTable, namesIn } from "./format/names.js";

export interface FormatOptions {
  readonly surface: Surface;
  readonly names: NameTable;
  /**
   * The text that the tree was read from. With it, a clause that could not be read is kept as it was written and empty
   * lines between clauses and comments are kept (at most one); without it, a broken clause cannot be printed.
   */
  readonly source?: string;
}

/** The file as text, with a line break at its end. Throws RangeError for a broken clause without its source. */
export function format(file: File, options: FormatOptions): string {
  const { source } = options;
  const broken = file.clauses.filter((one) => one.kind === "BrokenClause");
  const comments = file.comments.filter(
    ({ span }) => !broken.some((b) => b.span.start <= span.start && span.start < b.span.end),
  );
  const p: LayoutContext = { ...options, comments: comments.map((one) => one.span.start).sort((a, b) => a - b) };
  const blocks = blocksOf(p, file, source);
  const placed = placeComments(
    blocks.flatMap((block) => block.lines),
    comments,
  );
  return write(placed, blankBefore(placed, blocks, source));
}

/** One expression on its own, lists with bullets included. */
export function formatExpr(expr: Expr, options: FormatOptions): string {
  return shown(guardLineStart(options, condition(options, expr)));
}

/** The body of a benefit on its own, as on the programme's card: `pigs >= 6 or sows > 3 → up to 3000`. */
export function formatItems(items: readonly BenefitItem[], options: FormatOptions): string {
  return items.map((item) => shown(benefitItem({ ...options, comments: [] }, item, items))).join("\n");
}

function shown(doc: Doc): string {
  return doc.map((line) => "  ".repeat(line.indent) + line.text).join("\n");
}

// ---------------------------------------------------------------- the file

/** The lines of one clause, or of the head with its headers. `gap`: an empty line before it belongs to the layout. */
interface Block {
  readonly lines: readonly Line[];
  readonly gap: boolean;
}

function blocksOf(p: LayoutContext, file: File, source: string | undefined): Block[] {
  const keyword = file.kind === "PolicyFile" ? "policy" : "vocabulary";
  const head = cat(line(`${word(p, keyword)} `, file.decl.span.start), fileDecl(p, file.decl));
  const headers = file.kind === "PolicyFile" ? file.headers.flatMap((one) => header(p, one)) : [];
  const blocks: Block[] = [{ lines: [...head, ...indented(headers)], gap: false }];
  let previous: { clause: Clause; lines: readonly Line[] } | null = null;
  for (const one of file.clauses) {
    const lines = one.kind === "BrokenClause" ? verbatim(one.span, source) : clause(p, one);
    blocks.push({ lines, gap: previous === null || apart(previous, { clause: one, lines }) });
    previous = { clause: one, lines };
  }
  return blocks;
}

/** A broken clause as it was written, without the white space around it. */
function verbatim(span: { start: number; end: number }, source: string | undefined): Line[] {
  if (source === undefined) throw new RangeError("A clause that could not be read is printed from its source only.");
  const text = source.slice(span.start, span.end).trimEnd();
  return [...text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)]
    .filter((match) => match[0] !== "" || match.index === 0)
    .map((match) => ({ text: match[0].trimEnd(), indent: 0, at: span.start + match.index }));
}

/** Kinds whose clauses stand together, however many lines each has. */
const TOGETHER: ReadonlySet<Clause["kind"]> = new Set(["Example", "Check", "UnitDecl", "Note", "Repeal", "Change"]);

interface Printed {
  readonly clause: Clause;
  readonly lines: readonly Line[];
}

/** Clauses of several lines stand apart, and so do clauses of different kinds; a section begins what follows it. */
function apart(a: Printed, b: Printed): boolean {
  if (a.clause.kind === "Section") return false;
  if (a.clause.kind !== b.clause.kind) return true;
  return !TOGETHER.has(a.clause.kind) && (a.lines.length > 1 || b.lines.length > 1);
}

// ---------------------------------------------------------------- empty lines

/** The indexes of lines with an empty line before them. Comments right before a clause belong to it. */
function blankBefore(placed: readonly PlacedLine[], blocks: readonly Block[], source: string | undefined): Set<number> {
  const gapOf = new Map(blocks.map((block) => [block.lines[0], block.gap]));
  const blank = new Set<number>();
  placed.forEach((line, i) => {
    const gap = line.of === null ? undefined : gapOf.get(line.of);
    const top = gap !== undefined || (line.of === null && line.indent === 0);
    if (i > 0 && top && source !== undefined && line.at !== null && emptyLineBefore(source, line.at)) blank.add(i);
    if (gap !== true) return;
    let first = i;
    while (first > 0 && placed[first - 1]?.of === null) first--;
    let separated = false;
    for (let index = first; index <= i && !separated; index++) separated = blank.has(index);
    if (first > 0 && !separated) blank.add(first);
  });
  return blank;
}

/** Whether the line before the one in which `offset` lies is empty. */
function emptyLineBefore(source: string, offset: number): boolean {
  return /(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*$/.test(
    source.slice(Math.max(0, offset - 400), offset),
  );
}

function write(lines: readonly PlacedLine[], blank: ReadonlySet<number>): string {
  return lines.map((line, i) => `${blank.has(i) ? "\n" : ""}${"  ".repeat(line.indent)}${line.text}\n`).join("");
}
