/** Gives every comment a line: its own before what it preceded, or the end of the line that it followed. */
import type { Comment } from "../ast.js";
import type { Line } from "./doc.js";

/** A line of output with the comment behind it, or a line that is a comment; `at` is where it stood in the source. */
export interface PlacedLine extends Line {
  /** The line of the clause that it is; null for a comment. */
  readonly of: Line | null;
}

/** Two spaces before a comment at the end of a line. */
const GAP = "  ";

export function placeComments(lines: readonly Line[], comments: readonly Comment[]): PlacedLine[] {
  const before = new Map<number, PlacedLine[]>();
  const behind = new Map<number, string>();
  const add = (index: number, comment: Comment): void => {
    const indent = lines[index]?.indent ?? 0;
    const placed = { text: tidy(comment.text), indent, at: comment.span.start, of: null };
    before.set(index, [...(before.get(index) ?? []), placed]);
  };
  const { last, next } = placesOf(lines);
  for (const comment of comments) {
    const { start } = comment.span;
    const followed = last(start);
    // A second comment for one line cannot stand behind the first.
    if (!comment.ownLine && followed !== null && !behind.has(followed)) behind.set(followed, tidy(comment.text));
    else if (!comment.ownLine && followed !== null) add(followed, comment);
    else add(next(start) ?? lines.length, comment);
  }
  const out: PlacedLine[] = [];
  for (let i = 0; i <= lines.length; i++) {
    out.push(...(before.get(i) ?? []));
    const line = lines[i];
    if (line === undefined) continue;
    const comment = behind.get(i);
    out.push({ ...line, text: comment === undefined ? line.text : `${line.text}${GAP}${comment}`, of: line });
  }
  return out;
}

interface Places {
  /** The line that begins last before an offset. */
  readonly last: (offset: number) => number | null;
  /** The line that begins first after an offset. */
  readonly next: (offset: number) => number | null;
}

/** Lines by their place in the source; of several with one place, the first. */
function placesOf(lines: readonly Line[]): Places {
  const first = new Map<number, number>();
  for (const [i, { at }] of lines.entries()) if (at !== null && !first.has(at)) first.set(at, i);
  const places = [...first.keys()].sort((a, b) => a - b);
  /** How many places are below an offset. */
  const below = (offset: number): number => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const lineAt = (index: number): number | null => first.get(places[index] ?? -1) ?? null;
  return { last: (offset) => lineAt(below(offset) - 1), next: (offset) => lineAt(below(offset + 1)) };
}

function tidy(text: string): string {
  return `#${text.trimEnd().slice(1)}`;
}
