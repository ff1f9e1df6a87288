import type {
  Bilingual,
  CodeAction,
  Completions,
  FileEdit,
  FileRange,
  Fold,
  Hover,
  InlayHint,
  OutlineItem,
  Range,
  RenameResult,
  SemanticToken,
  Signature,
  TextEdit,
} from "../../compiler/services/index.js";

/** What Monaco is given: the services, asked of the document as it stands, and what the page knows besides. */
export interface ServicePort {
  readonly lang: () => "zh" | "en";
  readonly path: () => string;
  /** The text of another file that names lead to: a vocabulary, an earlier version. */
  readonly textOf: (path: string) => string | null;
  /** Changes other files than the one that is shown. */
  readonly applyElsewhere: (edits: readonly FileEdit[]) => void;
  /** Called when hints are to be asked for again: there are new figures. */
  readonly onFigures: (changed: () => void) => { dispose: () => void };
  readonly completion: (offset: number) => Promise<Completions>;
  readonly hover: (offset: number) => Promise<Hover | null>;
  readonly signature: (offset: number) => Promise<Signature | null>;
  readonly definition: (offset: number) => Promise<{ at: FileRange; from: Range; whole: FileRange } | null>;
  readonly references: (offset: number) => Promise<FileRange[]>;
  readonly renameTarget: (offset: number) => Promise<(Range & { readonly text: string }) | null>;
  readonly rename: (offset: number, to: string) => Promise<RenameResult>;
  readonly codeActions: (range: Range) => Promise<CodeAction[]>;
  readonly inlayHints: (range: Range) => Promise<InlayHint[]>;
  readonly semanticTokens: () => Promise<SemanticToken[]>;
  readonly folding: () => Promise<Fold[]>;
  readonly outline: () => Promise<OutlineItem[]>;
  readonly formatDocument: () => Promise<TextEdit[]>;
  readonly formatRange: (range: Range) => Promise<TextEdit[]>;
}

export type Say = (text: Bilingual) => string;
