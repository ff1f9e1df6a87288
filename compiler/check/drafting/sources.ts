/** Are the quotations in the document that they are said to be from? */
import type { PolicyFile } from "../../../grammar/ast.js";
import { type Citation, type Document, document, findQuotation } from "../../../grammar/source/citation.js";
import { type Diagnostic, diagnostic, type Fix } from "../../diagnostics/diagnostic.js";
import { type Quoted, quotationsOf } from "./clauses.js";

interface Source {
  readonly name: string;
  readonly text: string;
  readonly find: (quote: string) => Citation;
}

/** The documents looked into last, with what was found: while a policy is written, its quotations seldom change. */
const lookedInto = new Map<string, (quote: string) => Citation>();

function finder(text: string): (quote: string) => Citation {
  const known = lookedInto.get(text);
  if (known) return known;
  const made: Document = document(text);
  const found = new Map<string, Citation>();
  const find = (quote: string): Citation => {
    const before = found.get(quote);
    if (before) return before;
    const citation = findQuotation(made, quote);
    if (found.size > 5000) found.clear();
    found.set(quote, citation);
    return citation;
  };
  if (lookedInto.size > 8) lookedInto.clear();
  lookedInto.set(text, find);
  return find;
}

export function checkSources(policy: PolicyFile, file: string, source: (name: string) => string | null): Diagnostic[] {
  const found: Diagnostic[] = [];
  const sources: Source[] = [];
  const quotations = quotationsOf(policy);
  for (const header of policy.headers) {
    if (header.kind !== "Source") continue;
    const text = source(header.text.value);
    if (text !== null) sources.push({ name: header.text.value, text, find: finder(text) });
    else if (quotations.length > 0) {
      found.push(diagnostic("P4017", { kind: "source", file, span: header.span }, { source: header.text.value }));
    }
  }
  if (sources.length === 0) return found;
  for (const quoted of quotations) found.push(...compared(quoted, file, sources));
  return found;
}

/** A quotation need stand in one of the documents only. */
function compared(quoted: Quoted, file: string, sources: readonly Source[]): Diagnostic[] {
  const quote = quoted.quoting.value;
  let best: { source: Source; citation: Citation } | null = null;
  for (const source of sources) {
    const citation = source.find(quote);
    if (citation.kind === "exact") return [];
    if (!best || (citation.kind === "different" && best.citation.kind === "missing")) best = { source, citation };
  }
  if (!best || best.citation.kind === "exact") return [];
  const place = { kind: "source" as const, file, span: quoted.quoting.span };
  const { citation, source } = best;
  if (citation.kind === "missing") {
    const params = { quote, piece: citation.piece, nearest: citation.nearest?.text ?? null, source: source.name };
    return [diagnostic("P4008", place, params)];
  }
  const figure = citation.differences.some((d) => d.figure);
  const differences = citation.differences.map((d) => ({ quoted: d.quotedContext, found: d.foundContext }));
  return [
    diagnostic(
      "P4009",
      place,
      { differences, source: source.name, figure },
      { fixes: figure ? [] : fixes(quoted, file, citation, source) },
    ),
  ];
}

/** A slip of typing is corrected from the document; where a figure differs a person decides. */
function fixes(
  quoted: Quoted,
  file: string,
  citation: Extract<Citation, { kind: "different" }>,
  source: Source,
): Fix[] {
  const [span] = citation.spans;
  if (!span || citation.spans.length > 1) return [];
  const { quoting } = quoted;
  const text = source.text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
  // The quotation marks stay as they were written: only what is between them is replaced.
  const inner = { start: quoting.span.start + 1, end: quoting.span.end - 1 };
  if (inner.end - inner.start !== quoting.value.length || /["“”]/.test(text)) return [];
  return [
    { title: { en: "Take the wording of the source", zh: "改用原文文字" }, edits: [{ file, span: inner, text }] },
  ];
}
