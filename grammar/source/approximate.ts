/** The passage of a text that is nearest to a pattern, by edit distance. */
export interface Passage {
  readonly start: number;
  readonly end: number;
  /** Characters inserted, left out or replaced. */
  readonly distance: number;
}

/**
 * The substring of `text.slice(from)` with the smallest edit distance to `pattern` (P. H. Sellers, 1980); of equals the
 * first. Takes pattern × text steps, and stops early at the first exact occurrence.
 */
export function nearestPassage(pattern: string, text: string, from = 0): Passage {
  const rows = pattern.length;
  // Column j: cost[i] is the distance between pattern.slice(0, i) and the best substring ending at j, begin[i] its start.
  const cost = new Int32Array(rows + 1);
  const begin = new Int32Array(rows + 1);
  for (let i = 0; i <= rows; i++) {
    cost[i] = i;
    begin[i] = from;
  }
  let best: Passage = { start: from, end: from, distance: rows };
  for (let j = from; j < text.length && best.distance > 0; j++) {
    const unit = text.charCodeAt(j);
    let diagonal = 0;
    let diagonalBegin = j;
    begin[0] = j + 1;
    for (let i = 1; i <= rows; i++) {
      const left = cost[i] as number;
      const leftBegin = begin[i] as number;
      let value = diagonal + (pattern.charCodeAt(i - 1) === unit ? 0 : 1);
      let start = diagonalBegin;
      if (left + 1 < value) {
        value = left + 1;
        start = leftBegin;
      }
      const above = (cost[i - 1] as number) + 1;
      if (above < value) {
        value = above;
        start = begin[i - 1] as number;
      }
      cost[i] = value;
      begin[i] = start;
      diagonal = left;
      diagonalBegin = leftBegin;
    }
    const distance = cost[rows] as number;
    if (distance < best.distance) best = { start: begin[rows] as number, end: j + 1, distance };
  }
  return best;
}

/** A maximal run of edits: `left[leftFrom, leftTo)` stands where the other text has `right[rightFrom, rightTo)`. */
export interface EditRun {
  readonly leftFrom: number;
  readonly leftTo: number;
  readonly rightFrom: number;
  readonly rightTo: number;
}

/** The runs in which two short texts differ, in order, by a least-cost alignment. */
export function editRuns(left: string, right: string): EditRun[] {
  const width = right.length + 1;
  const table = new Int32Array((left.length + 1) * width);
  const at = (i: number, j: number): number => table[i * width + j] as number;
  for (let i = left.length; i >= 0; i--) {
    for (let j = right.length; j >= 0; j--) {
      if (i === left.length || j === right.length) table[i * width + j] = left.length - i + right.length - j;
      else if (left[i] === right[j]) table[i * width + j] = at(i + 1, j + 1);
      else table[i * width + j] = 1 + Math.min(at(i + 1, j + 1), at(i + 1, j), at(i, j + 1));
    }
  }
  const runs: EditRun[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      i++;
      j++;
      continue;
    }
    const leftFrom = i;
    const rightFrom = j;
    while (i < left.length || j < right.length) {
      if (i < left.length && j < right.length && left[i] === right[j] && at(i, j) === at(i + 1, j + 1)) break;
      if (i < left.length && j < right.length && at(i, j) === at(i + 1, j + 1) + 1) {
        i++;
        j++;
      } else if (i < left.length && at(i, j) === at(i + 1, j) + 1) i++;
      else j++;
    }
    runs.push({ leftFrom, leftTo: i, rightFrom, rightTo: j });
  }
  return runs;
}
