/** A half-open range of a source text, in UTF-16 code units from its start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text with the name people know it by (a path below the folder they work in, or a title). */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The smallest span that holds both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

export const NOWHERE: Span = { start: 0, end: 0 };
