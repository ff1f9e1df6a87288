/** Offsets and data of the services, as the protocol writes them. */
import {
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  type TextEdit as LspEdit,
  type Range as LspRange,
  SymbolKind as LspSymbolKind,
  type Position,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type {
  Bilingual,
  CompletionKind,
  FileEdit,
  Range,
  ServiceDiagnostic,
  TextEdit,
  TokenClass,
} from "../../compiler/services/index.js";
import { type LineIndex, lineIndex, offsetAt, positionAt } from "../../grammar/source/line-index.js";

export type Lang = "en" | "zh";

/** Lines are looked up more than once in one answer. */
const indexes = new Map<string, LineIndex>();

function indexOf(text: string): LineIndex {
  const known = indexes.get(text);
  if (known) return known;
  if (indexes.size > 16) indexes.clear();
  const made = lineIndex(text);
  indexes.set(text, made);
  return made;
}

export function toPosition(text: string, offset: number): Position {
  const { line, column } = positionAt(indexOf(text), offset);
  return { line: line - 1, character: column - 1 };
}

export function toOffset(text: string, { line, character }: Position): number {
  return offsetAt(indexOf(text), { line: line + 1, column: character + 1 });
}

export function toRange(text: string, { start, end }: Range): LspRange {
  return { start: toPosition(text, start), end: toPosition(text, end) };
}

export function fromRange(text: string, { start, end }: LspRange): Range {
  return { start: toOffset(text, start), end: toOffset(text, end) };
}

export function toEdits(text: string, edits: readonly TextEdit[]): LspEdit[] {
  return edits.map((edit) => ({ range: toRange(text, edit), newText: edit.text }));
}

/** Edits by file; those of files whose text is not known are left out. */
export function toWorkspaceEdit(
  edits: readonly FileEdit[],
  textOf: (file: string) => string | null,
  uriOf: (file: string) => string,
): WorkspaceEdit {
  const changes: Record<string, LspEdit[]> = {};
  for (const edit of edits) {
    const text = textOf(edit.file);
    if (text === null) continue;
    const uri = uriOf(edit.file);
    changes[uri] = [...(changes[uri] ?? []), ...toEdits(text, [edit])];
  }
  return { changes };
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
} as const;

/**
 * A message in one language. One about another file stands at the first character of this one, and leads there.
 */
export function toDiagnostic(
  one: ServiceDiagnostic,
  own: string,
  lang: Lang,
  textOf: (file: string) => string | null,
  uriOf: (file: string) => string,
): Diagnostic {
  const here = one.file === own;
  const text = textOf(own) ?? "";
  const say = (both: Bilingual) => both[lang];
  const parts = [say(one.title), say(one.body), one.hint === null ? "" : say(one.hint)].filter((part) => part !== "");
  const elsewhere = here ? [] : [{ file: one.file, start: one.start, end: one.end, label: one.title }];
  return {
    range: here ? toRange(text, one) : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    severity: SEVERITIES[one.severity],
    code: one.code,
    source: "fen",
    message: (here ? parts : [one.file, ...parts]).join("\n"),
    relatedInformation: [...elsewhere, ...one.related].flatMap(({ file, start, end, label }) => {
      const other = textOf(file);
      if (other === null) return [];
      return [{ location: { uri: uriOf(file), range: toRange(other, { start, end }) }, message: say(label) }];
    }),
  };
}

export const ITEM_KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  policy: CompletionItemKind.Module,
  vocabulary: CompletionItemKind.Module,
  entity: CompletionItemKind.Class,
  field: CompletionItemKind.Field,
  enumValue: CompletionItemKind.EnumMember,
  define: CompletionItemKind.Variable,
  param: CompletionItemKind.Constant,
  question: CompletionItemKind.Enum,
  reading: CompletionItemKind.EnumMember,
  benefit: CompletionItemKind.Function,
  limit: CompletionItemKind.Function,
  check: CompletionItemKind.Function,
  procedure: CompletionItemKind.Function,
  step: CompletionItemKind.EnumMember,
  party: CompletionItemKind.Value,
  note: CompletionItemKind.Text,
  unit: CompletionItemKind.Unit,
  builtin: CompletionItemKind.Property,
  keyword: CompletionItemKind.Keyword,
  template: CompletionItemKind.Snippet,
  value: CompletionItemKind.Value,
  type: CompletionItemKind.TypeParameter,
};

const OUTLINE_KINDS: Readonly<Record<string, LspSymbolKind>> = {
  section: LspSymbolKind.Namespace,
  entity: LspSymbolKind.Class,
  field: LspSymbolKind.Field,
  define: LspSymbolKind.Variable,
  param: LspSymbolKind.Constant,
  question: LspSymbolKind.Enum,
  reading: LspSymbolKind.EnumMember,
  benefit: LspSymbolKind.Function,
  limit: LspSymbolKind.Function,
  example: LspSymbolKind.Object,
  unit: LspSymbolKind.Constant,
};

export function outlineKind(kind: string): LspSymbolKind {
  return OUTLINE_KINDS[kind] ?? LspSymbolKind.Property;
}

/** The classes of words in the order of their numbers on the wire, by names that editors have colours for. */
export const TOKEN_TYPES = [
  "keyword",
  "operator",
  "enumMember",
  "type",
  "number",
  "string",
  "comment",
  "class",
  "property",
  "variable",
  "parameter",
  "enum",
  "function",
] as const;

type WireType = (typeof TOKEN_TYPES)[number];

const WIRE: Readonly<Record<TokenClass, WireType>> = {
  keyword: "keyword",
  operator: "operator",
  constant: "enumMember",
  type: "type",
  number: "number",
  unit: "type",
  date: "number",
  text: "string",
  comment: "comment",
  entity: "class",
  field: "property",
  enumValue: "enumMember",
  value: "variable",
  parameter: "parameter",
  question: "enum",
  reading: "enumMember",
  benefit: "function",
  limit: "function",
  name: "variable",
};

export function tokenNumber(cls: TokenClass): number {
  return TOKEN_TYPES.indexOf(WIRE[cls]);
}
