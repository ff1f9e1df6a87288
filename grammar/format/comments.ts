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
  for (const comment of comments) {
    const { start } = comment.span;
    const followed = nearest(lines, (at) => at < start, Math.max);
    // A second comment for one line cannot stand behind the first.
    if (!comment.ownLine && followed !== null && !behind.has(followed)) behind.set(followed, tidy(comment.text));
    else if (!comment.ownLine && followed !== null) add(followed, comment);
    else add(nearest(lines, (at) => at > start, Math.min) ?? lines.length, comment);
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

/** The line whose place is the largest (or smallest) of those that qualify; null if none does. */
function nearest(
  lines: readonly Line[],
  qualifies: (at: number) => boolean,
  pick: (a: number, b: number) => number,
): number | null {
  let best: number | null = null;
  let bestAt: number | null = null;
  lines.forEach(({ at }, i) => {
    if (at === null || !qualifies(at)) return;
    const chosen: number = bestAt === null ? at : pick(bestAt, at);
    if (bestAt === null || chosen !== bestAt) {
      bestAt = chosen;
      best = i;
    }
  });
  return best;
}

function tidy(text: string): string {
  return `#${text.trimEnd().slice(1)}`;
}
