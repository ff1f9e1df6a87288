/**
 * What an editor asks of a policy while it is written: pure functions of a snapshot and an offset that answer with plain data.
 * Nothing here knows an editor; Monaco and the language server each translate.
 */
export { codeActions } from "./actions.js";
export { type CompletionOptions, completion, finds } from "./completion/complete.js";
export type * from "./data.js";
export { diagnostics } from "./diagnostics.js";
export { formatDocument, formatRange, formatted } from "./formatting.js";
export { hover, symbolInfo, symbols } from "./hover.js";
export { type InlayOptions, inlayHints } from "./inlay.js";
export { lineEdits } from "./lines.js";
export { definition, references, referencesTo, rename, renameTarget } from "./navigate.js";
export {
  type ClauseAt,
  clauseAt,
  clausesOf,
  editNumber,
  NOT_A_NUMBER,
  type NumberAt,
} from "./projections/clauses.js";
export {
  type CellEdit,
  editCell,
  type Grid,
  type GridCell,
  gridAt,
  grids,
  gridTitle,
  pasteCells,
} from "./projections/tables.js";
export { sentencesByClause } from "./sentences/by-clause.js";
export type { Segment } from "./sentences/segments.js";
export { type Sentence, sentences, sentenceText } from "./sentences/sentences.js";
export { signature } from "./signatures.js";
export { type Snapshot, snapshot } from "./snapshot.js";
export { folding, outline, semanticTokens } from "./structure.js";
export { surfaceOf } from "./tokens.js";
