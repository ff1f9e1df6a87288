/** Expected places stand inside the test's own text, between ⟦ and ⟧, so that nobody counts columns. */
import type { Span } from "../../../grammar/source/span.js";

export interface Marked {
  readonly text: string;
  readonly spans: readonly Span[];
}

export function marked(source: string): Marked {
  const spans: Span[] = [];
  let text = "";
  let start = -1;
  for (const char of source) {
    if (char === "⟦") start = text.length;
    else if (char === "⟧") spans.push({ start, end: text.length });
    else text += char;
  }
  return { text, spans };
}

/** The text after edits, which do not overlap. */
export function edited(text: string, edits: readonly { readonly span: Span; readonly text: string }[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((done, edit) => done.slice(0, edit.span.start) + edit.text + done.slice(edit.span.end), text);
}
