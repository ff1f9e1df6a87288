/**
 * What the services answer with: plain data that may be posted between threads. Offsets are UTF-16 code units from the
 * start of the file they belong to; every text for people is in both languages.
 */
import type { Bilingual, Surface } from "../../grammar/tokens.js";

export type { Bilingual, Surface };

/** A half-open range of one file's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Replaces the range by the text; an empty range inserts. */
export interface TextEdit extends Range {
  readonly text: string;
}

export interface FileEdit extends TextEdit {
  readonly file: string;
}

export interface FileRange extends Range {
  readonly file: string;
}

// ---------------------------------------------------------------- diagnostics

export type Severity = "error" | "warning" | "note";

export interface ServiceFix {
  readonly title: Bilingual;
  readonly edits: readonly FileEdit[];
  /** It is the only one offered, and so clearly right. */
  readonly preferred: boolean;
}

/** A message of the compiler in its place. */
export interface ServiceDiagnostic extends FileRange {
  readonly code: string;
  readonly severity: Severity;
  /** A few words. */
  readonly title: Bilingual;
  /** Whole sentences: found, expected, consequence. May be empty. */
  readonly body: Bilingual;
  readonly hint: Bilingual | null;
  readonly related: readonly (FileRange & { readonly label: Bilingual })[];
  readonly fixes: readonly ServiceFix[];
}

// ---------------------------------------------------------------- what names mean

export type SymbolKind =
  | "policy"
  | "vocabulary"
  | "entity"
  | "field"
  | "enumValue"
  | "define"
  | "param"
  | "question"
  | "reading"
  | "benefit"
  | "limit"
  | "check"
  | "procedure"
  | "step"
  | "party"
  | "note"
  | "unit"
  | "builtin";

export interface Cited {
  readonly where: string;
  readonly quoting: string | null;
}

/** What is declared under a name. `id` is that of `Policy.about`: `grain`, `household.pigs`, `household.registered.ordinary`. */
export interface SymbolInfo {
  readonly id: string;
  readonly kind: SymbolKind;
  readonly name: Bilingual;
  readonly label: string | null;
  /** What it is: `mu`, `yes/no`, `one of`, `yuan per year`; null where nothing is to be said. */
  readonly type: Bilingual | null;
  readonly cites: readonly Cited[];
  /** Its name where it is declared; null for what the language has by itself. */
  readonly declared: FileRange | null;
  /** The whole declaration. */
  readonly whole: FileRange | null;
}

// ---------------------------------------------------------------- completion

export type CompletionKind = SymbolKind | "keyword" | "template" | "value" | "type";

export interface CompletionItem {
  /** What is listed and, unless `insert` differs, written. */
  readonly label: string;
  readonly kind: CompletionKind;
  /** What is written. With `snippet`, `${1:…}` marks places to fill in, in the common syntax of editors. */
  readonly insert: string;
  readonly snippet: boolean;
  /** What typed letters are matched against: the label, its counterpart, and the pinyin of Chinese in full and by initials. */
  readonly filterText: string;
  /** Items are listed in the order of these. */
  readonly sortText: string;
  /** Beside the label: its counterpart, unit, type. */
  readonly detail: Bilingual;
  /** The symbol it names, for `symbolInfo`. */
  readonly symbol: string | null;
}

export interface Completions {
  /** What is replaced by the item chosen: the word begun before the offset. */
  readonly replace: Range;
  readonly items: readonly CompletionItem[];
}

// ---------------------------------------------------------------- hover, signatures

/** `lines` are paragraphs of plain text, the heading first. */
export interface Hover extends Range {
  readonly symbol: SymbolInfo | null;
  readonly heading: Bilingual;
  readonly lines: readonly Bilingual[];
}

/** What a symbol is on the roster at hand. Values are words already, with their units. */
export type RosterFigures =
  | {
      readonly kind: "field";
      readonly rows: number;
      /** Rows with a value, and rows whose cell could not be read; the rest is blank. */
      readonly filled: number;
      readonly unreadable: number;
      /** Numbers and dates: least, the one in the middle (of two the lesser), greatest. */
      readonly spread: { readonly least: Bilingual; readonly median: Bilingual; readonly most: Bilingual } | null;
      /** Values of a list and yes or no: how many rows have each. */
      readonly counts: readonly { readonly name: Bilingual; readonly rows: number }[];
      /** Texts: how many different ones. */
      readonly different: number | null;
    }
  /** What a parameter is, or the reading that is taken. */
  | { readonly kind: "value"; readonly value: Bilingual }
  /** A parameter that is set for each of so many groups. */
  | { readonly kind: "values"; readonly groups: number; readonly least: Bilingual; readonly most: Bilingual }
  /** A definition that is a number: for how many rows it is known, and its spread over these, as for a field. */
  | {
      readonly kind: "numbers";
      readonly rows: number;
      readonly known: number;
      readonly spread: { readonly least: Bilingual; readonly median: Bilingual; readonly most: Bilingual } | null;
    }
  /** For how many rows a definition holds, and for how many that is not known. */
  | { readonly kind: "holds"; readonly rows: number; readonly holds: number; readonly undecided: number };

/** What a symbol is on the roster at hand, if the caller knows. */
export type ValuesOf = (symbol: string) => RosterFigures | null;

export interface Signature {
  /** The form with its parts in order. */
  readonly label: Bilingual;
  readonly parts: readonly { readonly label: Bilingual; readonly about: Bilingual }[];
  readonly about: Bilingual;
  /** Which part is being written; null if all are. */
  readonly active: number | null;
}

// ---------------------------------------------------------------- structure

export interface OutlineItem {
  readonly kind: string;
  /** The symbol's id, or "" for what has none (sections, eligible, pay out, examples). */
  readonly id: string;
  readonly title: Bilingual;
  readonly label: string | null;
  /** The clause. */
  readonly range: Range;
  /** Its name, or its first word. */
  readonly selection: Range;
  readonly children: readonly OutlineItem[];
}

export interface Fold extends Range {
  readonly kind: "clause" | "comment" | "section";
}

export type TokenClass =
  | "keyword"
  | "operator"
  | "constant"
  | "type"
  | "number"
  | "unit"
  | "date"
  | "text"
  | "comment"
  | "entity"
  | "field"
  | "enumValue"
  | "value"
  | "parameter"
  | "question"
  | "reading"
  | "benefit"
  | "limit"
  | "name";

export interface SemanticToken extends Range {
  readonly class: TokenClass;
  /** It is being declared here. */
  readonly declares: boolean;
}

export interface InlayHint {
  readonly offset: number;
  readonly text: Bilingual;
  /** What it says in a whole sentence. */
  readonly tip: Bilingual;
  readonly kind: "bound" | "money";
}

export interface CodeAction {
  readonly title: Bilingual;
  readonly kind: "fix" | "rewrite";
  readonly edits: readonly FileEdit[];
  readonly preferred: boolean;
  /** The code of the message that it puts right, if any. */
  readonly code: string | null;
}

export type RenameResult =
  | { readonly kind: "edits"; readonly edits: readonly FileEdit[] }
  | { readonly kind: "refused"; readonly why: Bilingual };
