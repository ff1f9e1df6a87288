import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { inReadingOrder } from "../diagnostics/render.js";
import { severityOf, textsOf } from "../diagnostics/texts.js";
import type { Bilingual, ServiceDiagnostic } from "./data.js";
import type { Snapshot } from "./snapshot.js";

/** The messages of a snapshot in reading order, those of its vocabularies and earlier versions included. */
export function diagnostics({ compiled, source }: Snapshot): ServiceDiagnostic[] {
  return inReadingOrder(compiled.diagnostics).map((one) => shown(one, source.path));
}

/** A message as data. One that belongs to no place is told at the first character of `fallback`. */
export function shown(diagnostic: Diagnostic, fallback: string): ServiceDiagnostic {
  const { place } = diagnostic;
  const [en, zh] = [textsOf(diagnostic, "en"), textsOf(diagnostic, "zh")];
  const hint: Bilingual | null = en.hint === null || zh.hint === null ? null : { en: en.hint, zh: zh.hint };
  return {
    code: diagnostic.code,
    severity: severityOf(diagnostic),
    title: { en: en.title, zh: zh.title },
    body: { en: en.body, zh: zh.body },
    hint,
    file: place.kind === "run" ? fallback : place.file,
    start: place.kind === "source" ? place.span.start : 0,
    end: place.kind === "source" ? place.span.end : 0,
    related: diagnostic.related.map(({ file, span, label }) => ({ file, start: span.start, end: span.end, label })),
    fixes: diagnostic.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map(({ file, span, text }) => ({ file, start: span.start, end: span.end, text })),
      preferred: diagnostic.fixes.length === 1,
    })),
  };
}
