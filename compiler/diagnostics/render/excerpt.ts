/**
 * Lines of a source with marks under them. Columns are those of a terminal: a Han character takes two, a tab goes to
 * the next multiple of four, and a long line is shown through a window around its first mark.
 */
import { codePointWidth } from "../../../grammar/source/display-width.js";
import { type LineIndex, lineEnd, lineText, positionAt } from "../../../grammar/source/line-index.js";
import type { Span } from "../../../grammar/source/span.js";
import { type Paint, printable, type Role } from "./style.js";

const TAB = 4;

export interface Mark {
  readonly span: Span;
  readonly primary: boolean;
  /** Beside the marks; "" for none. */
  readonly label: string;
}

/**
 * The span as it is pointed at: inside the text, without the white space and line breaks at its ends. What is missing at
 * the end of a file is pointed at behind the last character that is not blank.
 */
export function pointedSpan(text: string, span: Span): Span {
  const start = Math.max(0, Math.min(span.start, text.length));
  let end = Math.max(start, Math.min(span.end, text.length));
  while (end > start && /\s/.test(text[end - 1] as string)) end--;
  let from = start;
  while (from < end && /\s/.test(text[from] as string)) from++;
  if (from === end && text.slice(start).trim() === "") {
    const last = text.trimEnd().length;
    return { start: last, end: last };
  }
  return { start: from, end };
}

/** One line of a source with the stretches to underline, each in code units of that line. */
interface MarkedLine {
  readonly line: number;
  readonly stretches: readonly { from: number; to: number; mark: Mark; labelled: boolean }[];
}

/**
 * The frame's inside: marked lines in the order of the marks, `gutter` columns wide on the left. A span over several
 * lines shows its first and last line, with `⋮` for what lies between.
 */
export function excerpt(
  index: LineIndex,
  marks: readonly Mark[],
  gutter: number,
  width: number,
  paint: Paint,
): string[] {
  const out: string[] = [];
  for (const { lines, broken } of groupsOf(index, marks)) {
    lines.forEach((line, k) => {
      if (k > 0 && broken) out.push(paint("frame", `${" ".repeat(gutter)}⋮`));
      out.push(...markedLine(index, line, gutter, width, paint));
    });
  }
  return out;
}

/** The largest line number that the marks will show. */
export function lastLineShown(index: LineIndex, marks: readonly Mark[]): number {
  return Math.max(...marks.map((mark) => positionAt(index, mark.span.end).line));
}

function groupsOf(index: LineIndex, marks: readonly Mark[]): { lines: MarkedLine[]; broken: boolean }[] {
  const groups: { lines: MarkedLine[]; broken: boolean }[] = [];
  for (const mark of marks) {
    const first = positionAt(index, mark.span.start);
    const last = positionAt(index, mark.span.end);
    if (first.line === last.line) {
      const stretch = { from: first.column - 1, to: last.column - 1, mark, labelled: true };
      // A second mark on a line that is shown already goes under that line.
      const known = groups.find((group) => group.lines.length === 1 && group.lines[0]?.line === first.line);
      const shown = known?.lines[0];
      if (known !== undefined && shown !== undefined) {
        known.lines[0] = { line: first.line, stretches: [...shown.stretches, stretch] };
      } else groups.push({ lines: [{ line: first.line, stretches: [stretch] }], broken: false });
      continue;
    }
    const endOfFirst = lineEnd(index, first.line) - (index.starts[first.line - 1] ?? 0);
    const indent = lineText(index, last.line).search(/\S/);
    groups.push({
      lines: [
        { line: first.line, stretches: [{ from: first.column - 1, to: endOfFirst, mark, labelled: false }] },
        { line: last.line, stretches: [{ from: Math.max(0, indent), to: last.column - 1, mark, labelled: true }] },
      ],
      broken: last.line > first.line + 1,
    });
  }
  return groups;
}

function markedLine(index: LineIndex, marked: MarkedLine, gutter: number, width: number, paint: Paint): string[] {
  const view = windowed(cellsOf(lineText(index, marked.line)), marked.stretches[0]?.from ?? 0, width);
  const number = String(marked.line).padStart(gutter);
  const text = view.text.trimEnd();
  const out = [paint("frame", `${number}│`) + (text === "" ? "" : ` ${text}`)];
  for (const { from, to, mark, labelled } of marked.stretches) {
    const left = view.columnOf(from);
    const right = Math.max(left + 1, view.columnOf(to));
    const role: Role = mark.primary ? "primary" : "related";
    const underline = paint(role, (mark.primary ? "^" : "-").repeat(right - left));
    const label = labelled && mark.label !== "" ? ` ${paint(role, printable(mark.label))}` : "";
    out.push(`${paint("frame", `${" ".repeat(gutter)}│`)} ${" ".repeat(left)}${underline}${label}`);
  }
  return out;
}

// ---------------------------------------------------------------- columns

/** A character as shown, and where it starts: `offset` in code units of the line, `column` on the terminal. */
interface Cell {
  readonly text: string;
  readonly offset: number;
  readonly column: number;
  readonly width: number;
}

function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  let column = 0;
  for (const character of line) {
    const text = character === "\t" ? " ".repeat(TAB - (column % TAB)) : printable(character);
    const width = character === "\t" ? text.length : codePointWidth(text.codePointAt(0) ?? 0);
    cells.push({ text, offset, column, width });
    offset += character.length;
    column += width;
  }
  cells.push({ text: "", offset, column, width: 0 });
  return cells;
}

interface View {
  readonly text: string;
  /** The column in the view of an offset in the line; an offset outside the view counts as its nearest end. */
  readonly columnOf: (offset: number) => number;
}

/** The part of a line that fits into `width` columns, a third of it before `focus`. */
function windowed(cells: readonly Cell[], focus: number, width: number): View {
  const total = cells.at(-1)?.column ?? 0;
  const columnIn = (offset: number): number => cells.find((cell) => cell.offset >= offset)?.column ?? total;
  if (total <= width) return { text: cells.map((cell) => cell.text).join(""), columnOf: columnIn };
  const latest = Math.max(0, total - width + 1);
  const wanted = Math.max(0, Math.min(columnIn(focus) - Math.floor(width / 3), latest));
  const first = wanted <= 1 ? 0 : wanted;
  const room = first + width - (first === 0 ? 0 : 1);
  const limit = room >= total ? total : room - 1;
  const shown = cells.filter((cell) => cell.column >= first && cell.column + cell.width <= limit);
  const start = shown[0]?.column ?? first;
  const last = shown.at(-1);
  const end = last === undefined ? start : last.column + last.width;
  const before = first === 0 ? "" : "…";
  const after = end < total ? "…" : "";
  return {
    text: before + shown.map((cell) => cell.text).join("") + after,
    columnOf: (offset) => before.length + Math.max(0, Math.min(columnIn(offset), end) - start),
  };
}
