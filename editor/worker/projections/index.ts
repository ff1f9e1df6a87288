import { grids, pasteCells, sentences, sentencesByClause } from "../../../compiler/services/index.js";
import type { Clause } from "../../../grammar/ast.js";
import { findQuotation, document as prepared } from "../../../grammar/source/citation.js";
import { snapshotOf } from "../language/snapshots.js";
import type { ProjectionsApi, Quotation } from "./protocol.js";

export const projections: ProjectionsApi = {
  sentences: async (document) => sentences(await snapshotOf(document)),
  sentencesByClause: async (document, lang) => sentencesByClause(await snapshotOf(document), lang),
  grids: async (document) => grids(await snapshotOf(document)),
  paste: async (document, grid, row, column, block) => {
    const state = await snapshotOf(document);
    const own = grids(state)[grid];
    return own === undefined ? null : pasteCells(state, own, row, column, block);
  },
  sources: async (document) => {
    const { compiled, library } = await snapshotOf(document);
    const { file } = compiled;
    if (file.kind !== "PolicyFile") return [];
    const names = file.headers.flatMap((h) => (h.kind === "Source" ? [h.text.value] : []));
    return names.map((name) => {
      const text = library.source(name);
      return { name, text, quotations: text === null ? [] : quotationsIn(text, file.clauses) };
    });
  },
};

function quotationsIn(text: string, clauses: readonly Clause[]): Quotation[] {
  const source = prepared(text);
  const found = clauses.flatMap((clause): Quotation[] => {
    if (!("cites" in clause)) return [];
    return clause.cites.flatMap(({ where, quoting }) => {
      if (quoting === null) return [];
      const at = findQuotation(source, quoting.value);
      if (at.kind === "missing") return [];
      const own = { clause: { start: clause.span.start, end: clause.span.end }, where: where.value };
      return at.spans.map((span) => ({ ...own, start: span.start, end: span.end, exact: at.kind === "exact" }));
    });
  });
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}
