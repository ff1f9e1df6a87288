/** The difference of two texts in whole lines: the fewest edits that keep everything else, marks and cursors included. */
import type { TextEdit } from "./data.js";

/** Lines with their ends; the last one without, if the text does not end in one. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

/** How far apart two texts may be before all that differs is replaced at once. */
const FARTHEST = 2000;

/** Edits that make `before` into `after`, in order, none touching another. */
export function lineEdits(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const offsets = [0];
  for (const line of a) offsets.push((offsets.at(-1) as number) + line.length);
  const kept = matches(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const edits: TextEdit[] = [];
  let i = head;
  let j = head;
  for (const [x, y] of [
    ...kept.map(([p, q]) => [p + head, q + head] as const),
    [a.length - tail, b.length - tail],
  ] as const) {
    if (i < x || j < y)
      edits.push({ start: offsets[i] as number, end: offsets[x] as number, text: b.slice(j, y).join("") });
    i = x + 1;
    j = y + 1;
  }
  return edits;
}

/** Pairs of equal lines of a longest common subsequence (Myers 1986); none if the texts are too far apart. */
function matches(a: readonly string[], b: readonly string[]): [number, number][] {
  const trace: Int32Array[] = [];
  const most = Math.min(a.length + b.length, FARTHEST);
  const at = new Int32Array(2 * most + 3);
  const zero = most + 1;
  for (let d = 0; d <= most; d += 1) {
    trace.push(at.slice(zero - d - 1, zero + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (at[zero + k - 1] as number) < (at[zero + k + 1] as number));
      let x = down ? (at[zero + k + 1] as number) : (at[zero + k - 1] as number) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      at[zero + k] = x;
      if (x >= a.length && y >= b.length) return walkBack(trace, a.length, b.length, d);
    }
  }
  return [];
}

function walkBack(trace: readonly Int32Array[], fromX: number, fromY: number, depth: number): [number, number][] {
  const pairs: [number, number][] = [];
  let x = fromX;
  let y = fromY;
  for (let d = depth; d >= 0; d -= 1) {
    const row = trace[d] as Int32Array;
    const furthest = (k: number) => row[k + d + 1] as number;
    const k = x - y;
    const down = k === -d || (k !== d && furthest(k - 1) < furthest(k + 1));
    const before = d === 0 ? 0 : down ? k + 1 : k - 1;
    const startX = d === 0 ? 0 : furthest(before);
    const startY = d === 0 ? 0 : startX - before;
    while (x > startX && y > startY && (d === 0 || x > (down ? startX : startX + 1))) {
      x -= 1;
      y -= 1;
      pairs.push([x, y]);
    }
    x = startX;
    y = startY;
  }
  return pairs.reverse();
}
