import { type LineIndex, lineIndex, positionAt } from "../../../grammar/source/line-index.js";
import type { Span } from "../../../grammar/source/span.js";
import type { Diagnostic, Place } from "../diagnostic.js";
import { type Counts, countOf, type Severity, severityOf, textsOf } from "../texts.js";

interface Both {
  readonly en: string;
  readonly zh: string;
}

/** `offset` counts UTF-16 code units from 0; line and column count from 1, and are null where the file is not at hand. */
export interface JsonPoint {
  readonly offset: number;
  readonly line: number | null;
  readonly column: number | null;
}

export interface JsonRange {
  readonly file: string;
  readonly start: JsonPoint;
  readonly end: JsonPoint;
}

export type JsonPlace =
  | ({ readonly kind: "source" } & JsonRange)
  | { readonly kind: "cell"; readonly file: string; readonly row: number | null; readonly column: string | null }
  | { readonly kind: "run" };

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly place: JsonPlace;
  readonly title: Both;
  readonly body: Both;
  readonly label: Both | null;
  readonly hint: Both | null;
  readonly related: readonly (JsonRange & { readonly label: Both })[];
  /** To apply a fix, replace each range by its text; the ranges of one fix do not overlap. */
  readonly fixes: readonly {
    readonly title: Both;
    readonly edits: readonly (JsonRange & { readonly text: string })[];
  }[];
}

export interface JsonReport {
  readonly format: 1;
  readonly counts: Counts;
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** Diagnostics as plain data, in the order given. */
export function toJson(diagnostics: readonly Diagnostic[], sources: (file: string) => string | null): JsonReport {
  const indexes = new Map<string, LineIndex | null>();
  const indexOf = (file: string): LineIndex | null => {
    const known = indexes.get(file);
    if (known !== undefined) return known;
    const text = sources(file);
    const index = text === null ? null : lineIndex(text);
    indexes.set(file, index);
    return index;
  };
  const range = (file: string, span: Span): JsonRange => {
    const index = indexOf(file);
    const point = (offset: number): JsonPoint =>
      index === null ? { offset, line: null, column: null } : { offset, ...positionAt(index, offset) };
    return { file, start: point(span.start), end: point(span.end) };
  };
  const placeOf = (place: Place): JsonPlace =>
    place.kind === "source" ? { kind: "source", ...range(place.file, place.span) } : place;
  return {
    format: 1,
    counts: countOf(diagnostics),
    diagnostics: diagnostics.map((diagnostic) => {
      const en = textsOf(diagnostic, "en");
      const zh = textsOf(diagnostic, "zh");
      const both = (part: "label" | "hint"): Both | null => {
        const [inEnglish, inChinese] = [en[part], zh[part]];
        return inEnglish === null || inChinese === null ? null : { en: inEnglish, zh: inChinese };
      };
      return {
        code: diagnostic.code,
        severity: severityOf(diagnostic),
        place: placeOf(diagnostic.place),
        title: { en: en.title, zh: zh.title },
        body: { en: en.body, zh: zh.body },
        label: both("label"),
        hint: both("hint"),
        related: diagnostic.related.map(({ file, span, label }) => ({ ...range(file, span), label })),
        fixes: diagnostic.fixes.map(({ title, edits }) => ({
          title,
          edits: edits.map(({ file, span, text }) => ({ ...range(file, span), text })),
        })),
      };
    }),
  };
}

/** The same as text, one JSON document. */
export function renderJson(diagnostics: readonly Diagnostic[], sources: (file: string) => string | null): string {
  return JSON.stringify(toJson(diagnostics, sources), null, 2);
}
