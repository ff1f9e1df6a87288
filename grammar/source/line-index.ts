/** A place as people and editors count it: both from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Where the lines of one text begin. A line ends at LF, CR LF or a lone CR, as in editors and the language server
 * protocol; U+2028, U+2029, form feed and U+0085 are ordinary characters. A text always has at least one line.
 */
export interface LineIndex {
  readonly text: string;
  /** Offset of the first code unit of each line; the first is 0. */
  readonly starts: readonly number[];
}

const LF = 10;
const CR = 13;

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === LF || (unit === CR && text.charCodeAt(i + 1) !== LF)) starts.push(i + 1);
  }
  return { text, starts };
}

export function lineCount(index: LineIndex): number {
  return index.starts.length;
}

/** The position of an offset; an offset outside the text counts as its nearest end. */
export function positionAt(index: LineIndex, offset: number): Position {
  const at = Math.max(0, Math.min(Math.trunc(offset) || 0, index.text.length));
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (index.starts[low] ?? 0) + 1 };
}

/** The offset of a position; a column past the end of its line gives the end of that line, before its line break. */
export function offsetAt(index: LineIndex, position: Position): number {
  if (position.line < 1) return 0;
  const start = index.starts[position.line - 1];
  if (start === undefined) return index.text.length;
  return Math.min(start + Math.max(0, position.column - 1), lineEnd(index, position.line));
}

/** The text of a line (from 1) without its line break; "" for a line that does not exist. */
export function lineText(index: LineIndex, line: number): string {
  const start = index.starts[line - 1];
  return start === undefined ? "" : index.text.slice(start, lineEnd(index, line));
}

/** The offset just before the line break of a line (from 1), or the end of the text. */
export function lineEnd(index: LineIndex, line: number): number {
  const next = index.starts[line];
  if (next === undefined) return index.text.length;
  const breakLength = index.text.charCodeAt(next - 1) === LF && index.text.charCodeAt(next - 2) === CR ? 2 : 1;
  return Math.max(index.starts[line - 1] ?? 0, next - breakLength);
}
