/**
 * Finding a quotation in the text of a document.
 *
 * Two texts are the same quotation when they agree after folding (see `foldText`). Beyond that a quotation may
 * - leave words out, marked `…`, `……` or `...`: its pieces stand in this order;
 * - join passages from different places with `;` or `；`;
 * - hold words of the drafter's own in `[ ]`, which are not looked for.
 * Such marks are taken as marks only where the text as written is not in the document.
 */
import { editRuns, nearestPassage } from "./approximate.js";
import { type FoldedText, foldText, originalSpan } from "./folded-text.js";
import type { Span } from "./span.js";

export type Citation =
  /** One span of the document for each piece of the quotation. */
  | { readonly kind: "exact"; readonly spans: readonly Span[] }
  /** A few characters apart: a slip of typing, or a changed figure. */
  | { readonly kind: "different"; readonly spans: readonly Span[]; readonly differences: readonly Difference[] }
  /** `piece` is what could not be found; `nearest` the most similar passage, if any is similar at all. */
  | { readonly kind: "missing"; readonly piece: string; readonly nearest: Passage | null };

export interface Passage {
  readonly span: Span;
  readonly text: string;
}

export interface Difference {
  /** As the quotation has it; "" where the document has more. */
  readonly quoted: string;
  /** As the document has it; "" where the quotation has more. */
  readonly found: string;
  /** Where in the document. */
  readonly span: Span;
  /** Whether a figure differs, which no slip of typing excuses: 3000 for 2000, 五 for 三. */
  readonly figure: boolean;
  /** Both with a few characters around them, for showing. */
  readonly quotedContext: string;
  readonly foundContext: string;
}

/** A document made ready for many searches. */
export interface Document {
  readonly text: string;
  readonly index: FoldedText;
}

export function document(text: string): Document {
  return { text, index: foldText(text) };
}

/** Finds `quote` in `source`; prepare the source with `document` where many quotations are looked for. */
export function findQuotation(source: string | Document, quote: string): Citation {
  const index = typeof source === "string" ? foldText(source) : source.index;
  const whole = foldText(quote);
  if (whole.folded === "") return { kind: "missing", piece: "", nearest: null };
  const readings = readingsOf(quote);
  for (const reading of readings) {
    const spans = exactly(index, reading);
    if (spans !== null) return { kind: "exact", spans };
  }
  const results = readings.map((reading) => nearly(index, reading));
  return results.reduce((best, result) => (weight(result) < weight(best) ? result : best));
}

/** Fewest differing characters first; else the shortest piece that is missing, which says most about where the fault is. */
function weight(result: Citation): number {
  if (result.kind === "missing") return 1e6 + result.piece.length;
  if (result.kind === "exact") return 0;
  return result.differences.reduce((sum, d) => sum + Math.max(d.quoted.length, d.found.length), 0);
}

// ---------------------------------------------------------------- reading the marks of a quotation

/** A reading: passages that may stand anywhere, each of pieces that stand in order. */
type Reading = readonly (readonly string[])[];

const CUT = /…+|⋯+|\.{3,}|。{3,}|．{3,}/u;
const INSERTION = /[[［][^\]］]*[\]］]/u;
const JOIN = /[;；]/u;

/** From the quotation as written to the one in which every mark counts; without marks there is only the first. */
function readingsOf(quote: string): Reading[] {
  const readings: Reading[] = [[[quote]]];
  const add = (reading: Reading): void => {
    const kept = reading.map((pieces) => pieces.filter(hasContent)).filter((pieces) => pieces.length > 0);
    if (kept.length > 0 && !readings.some((known) => JSON.stringify(known) === JSON.stringify(kept)))
      readings.push(kept);
  };
  add([quote.split(CUT)]);
  const inserted = quote.split(INSERTION);
  add([inserted.join("").split(CUT)]);
  add([inserted.flatMap((part) => part.split(CUT))]);
  add(quote.split(JOIN).map((passage) => passage.split(INSERTION).join("").split(CUT)));
  add(quote.split(JOIN).map((passage) => passage.split(INSERTION).flatMap((part) => part.split(CUT))));
  return readings;
}

/** A piece of punctuation alone is not looked for. */
function hasContent(piece: string): boolean {
  return /[\p{L}\p{N}]/u.test(foldText(piece).folded);
}

// ---------------------------------------------------------------- exact search

function exactly(index: FoldedText, reading: Reading): Span[] | null {
  const spans: Span[] = [];
  for (const passage of reading) {
    const pieces = passage.map((piece) => foldText(piece).folded);
    const starts: number[] = [];
    let from = 0;
    for (const piece of pieces) {
      const at = index.folded.indexOf(piece, from);
      if (at < 0) return null;
      starts.push(at);
      from = at + piece.length;
    }
    // The leftmost match is a match; drawn together towards its last piece it is the one that was meant.
    for (let k = pieces.length - 2; k >= 0; k--) {
      const piece = pieces[k] as string;
      starts[k] = index.folded.lastIndexOf(piece, (starts[k + 1] as number) - piece.length);
    }
    spans.push(
      ...pieces.map((piece, k) => originalSpan(index, starts[k] as number, (starts[k] as number) + piece.length)),
    );
  }
  return spans;
}

// ---------------------------------------------------------------- search with typing noise

/** Edits that still count as typing noise: none in very short pieces, then one in eight characters, at most six. */
export function allowedEdits(length: number): number {
  return length < 4 ? 0 : Math.min(6, Math.max(1, Math.floor(length / 8)));
}

function nearly(index: FoldedText, reading: Reading): Citation {
  const spans: Span[] = [];
  const differences: Difference[] = [];
  for (const passage of reading) {
    let from = 0;
    for (const text of passage) {
      const piece = foldText(text);
      const at = index.folded.indexOf(piece.folded, from);
      const passageFound =
        at >= 0
          ? { start: at, end: at + piece.folded.length, distance: 0 }
          : nearestPassage(piece.folded, index.folded, from);
      const span = originalSpan(index, passageFound.start, passageFound.end);
      if (passageFound.distance > allowedEdits(piece.folded.length)) {
        const similar = passageFound.distance <= piece.folded.length * 0.6;
        const nearest = similar ? { span, text: index.original.slice(span.start, span.end) } : null;
        return { kind: "missing", piece: text.trim(), nearest };
      }
      spans.push(span);
      if (passageFound.distance > 0)
        differences.push(...differencesIn(piece, index, passageFound.start, passageFound.end));
      from = passageFound.end;
    }
  }
  return { kind: "different", spans, differences };
}

/** Characters shown on each side of a difference. */
const CONTEXT = 6;

function differencesIn(piece: FoldedText, index: FoldedText, start: number, end: number): Difference[] {
  const found = index.folded.slice(start, end);
  const part = (text: FoldedText, from: number, to: number): string => {
    const span = originalSpan(text, Math.max(0, from), Math.min(text.folded.length, to));
    return text.original.slice(span.start, span.end);
  };
  return editRuns(piece.folded, found).map((run) => {
    const from = start + run.rightFrom;
    const to = start + run.rightTo;
    const quoted = part(piece, run.leftFrom, run.leftTo);
    return {
      quoted,
      found: part(index, from, to),
      span: originalSpan(index, from, to),
      figure: FIGURE.test(quoted + part(index, from, to)),
      quotedContext: part(piece, run.leftFrom - CONTEXT, run.leftTo + CONTEXT),
      foundContext: part(index, Math.max(start, from - CONTEXT), Math.min(end, to + CONTEXT)),
    };
  });
}

const FIGURE = /[\p{N}一二三四五六七八九十百千万亿零〇两半%％‰]/u;
