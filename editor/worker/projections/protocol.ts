/** The text in its other forms: official sentences, grids, and the document that it quotes. */
import type { CellEdit, Grid, Sentence } from "../../../compiler/services/index.js";
import type { DocumentFiles } from "../data.js";

/** A quotation in a source document, and the clause that rests on it. */
export interface Quotation {
  /** In the source document. */
  readonly start: number;
  readonly end: number;
  /** The clause in the policy's text. */
  readonly clause: { readonly start: number; readonly end: number };
  /** `四（一）1（2）` */
  readonly where: string;
  /** exact; or a few characters apart. */
  readonly exact: boolean;
}

export interface SourceDocument {
  readonly name: string;
  /** null: the file is not at hand. */
  readonly text: string | null;
  /** In the order of the document; they may overlap. */
  readonly quotations: readonly Quotation[];
}

export interface ProjectionsApi {
  sentences(document: DocumentFiles): Promise<readonly Sentence[]>;
  /** By the id of their clause. */
  sentencesByClause(document: DocumentFiles, lang: "zh" | "en"): Promise<Readonly<Record<string, string>>>;
  grids(document: DocumentFiles): Promise<readonly Grid[]>;
  /** `grid` is a place among the grids of this very text. Null: it has no such grid. */
  paste(
    document: DocumentFiles,
    grid: number,
    row: number,
    column: number,
    block: readonly (readonly string[])[],
  ): Promise<CellEdit | null>;
  sources(document: DocumentFiles): Promise<readonly SourceDocument[]>;
}
