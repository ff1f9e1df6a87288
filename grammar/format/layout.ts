/** How the pieces of a clause share lines: on one line where they fit, else each on a line of its own. */
import type { Cite } from "../ast.js";
import { displayWidth } from "../source/display-width.js";
import { cat, type Doc, indented, isSingle, join, line, stack } from "./doc.js";
import { type Printer, text, word } from "./printer.js";

/** Columns of a line before what it holds is spread over several. */
export const WIDTH = 100;

/** What the parts of the printer share, with the places of the comments that must find a line to stand on, in order. */
export interface LayoutContext extends Printer {
  readonly comments: readonly number[];
}

export function fits(doc: Doc): boolean {
  return isSingle(doc) && displayWidth(doc[0]?.text ?? "") <= WIDTH;
}

/** Whether a comment stands between two places of the source, so that they cannot share a line. */
export function commentBetween(p: LayoutContext, from: number, to: number): boolean {
  let low = 0;
  let high = p.comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((p.comments[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return (p.comments[low] ?? Number.POSITIVE_INFINITY) < to;
}

export function cite(p: Printer, { where, quoting, span }: Cite): Doc {
  const quoted = quoting === null ? "" : ` ${word(p, "quoting")} ${text(p, quoting)}`;
  return line(`${word(p, "cite")} ${text(p, where)}${quoted}`, span.start);
}

/** The head and its pieces on one line if they fit there, else the pieces below it. */
export function spread(p: LayoutContext, head: Doc, pieces: readonly Doc[], from: number): Doc {
  const together = pieces.length === 0 ? head : cat(head, " ", join(pieces, " "));
  const last = pieces.at(-1)?.[0]?.at ?? from;
  if (fits(together) && !commentBetween(p, from, last)) return together;
  return below(head, pieces);
}

/** The pieces below the head, each on a line of its own. */
export function below(head: Doc, pieces: readonly Doc[]): Doc {
  return stack(head, ...pieces.map((piece) => indented(piece)));
}

/** The head with its citations beside it if they fit, else below it. */
export function withCites(p: LayoutContext, head: Doc, cites: readonly Cite[], from: number): Doc {
  return spread(
    p,
    head,
    cites.map((one) => cite(p, one)),
    from,
  );
}

/** Items with commas between; over several lines where they do not fit, continued two levels deeper. */
export function filled(
  p: Printer,
  head: string,
  items: readonly Doc[],
  separator: string,
  guard: (doc: Doc) => Doc,
): Doc {
  const lines: Doc[] = [];
  let current: Doc = line(head);
  let count = 0;
  items.forEach((item, i) => {
    const last = i === items.length - 1;
    const piece = last ? item : cat(item, separator.trimEnd());
    const joined = cat(current, count === 0 ? " " : p.surface === "zh" ? "" : " ", piece);
    const room = lines.length === 0 ? WIDTH - 2 : WIDTH - 6;
    if (count > 0 && displayWidth(joined.at(-1)?.text ?? "") > room) {
      lines.push(current);
      current = guard(piece);
      count = 1;
    } else {
      current = count === 0 && lines.length === 0 ? cat(line(head, item[0]?.at ?? null), " ", piece) : joined;
      count++;
    }
  });
  lines.push(current);
  const [first, ...rest] = lines;
  return stack(first ?? [], ...rest.map((one) => indented(one, 2)));
}
