/** Rows in bands of a number, and in parts of the roster by the number's rank. */
import * as R from "../../compiler/ir/rational.js";
import { cellAt } from "../table/index.js";
import type { TableColumn } from "../table.js";
import type { GroupLabel, Sorted } from "./labels.js";

/** Numbers as they can be ordered and told: whole numbers in doubles where those hold them, fractions otherwise. */
interface Ordered<N> {
  /** null: blank, or no number. */
  readonly at: (row: number) => N | null;
  readonly sorted: (values: N[]) => ArrayLike<N>;
  readonly isBelow: (a: N, b: N) => boolean;
  /** The least value that is at or above this number. */
  readonly from: (edge: R.Rational) => N;
  readonly text: (value: N) => string;
}

const EXACT = 2n ** 53n;

function wholes(column: Extract<TableColumn, { kind: "number" }>): Ordered<number> | null {
  const { values, presence, scale } = column;
  if (values instanceof BigInt64Array && !values.every((v) => v > -EXACT && v < EXACT)) return null;
  return {
    at: (row) => (presence !== null && presence[row] !== 1 ? null : Number(values[row])),
    sorted: (list) => Float64Array.from(list).sort(),
    isBelow: (a, b) => a < b,
    // Beyond 2^53 the double may be off, but every value is on the same side of it.
    from: (edge) => Number(-R.floor(R.neg(R.mul(edge, R.integer(scale))))),
    text: (value) => R.text(R.ratio(BigInt(value), scale)),
  };
}

function fractions(column: TableColumn): Ordered<R.Rational> {
  return {
    at: (row) => {
      const cell = cellAt(column, row);
      return cell !== null && typeof cell === "object" ? cell : null;
    },
    sorted: (list) => list.sort(R.compare),
    isBelow: (a, b) => R.compare(a, b) < 0,
    from: (edge) => edge,
    text: R.text,
  };
}

/** Below the first edge, from each edge up to, not including, the next, from the last one on. */
export function byBand(column: TableColumn, rows: number, edges: readonly string[]): Sorted {
  const at = edges.map(R.rational).sort(R.compare);
  const shown = at.map(R.text);
  const labels = Array.from({ length: at.length + 1 }, (_, i): GroupLabel => {
    const [low, high] = [shown[i - 1] ?? null, shown[i] ?? null];
    return { key: `${low ?? ""}..${high ?? ""}`, kind: "band", low, high };
  });
  const own = column.kind === "number" ? wholes(column) : null;
  if (own) return { labels, of: placed(own, rows, at.map(own.from)) };
  return { labels, of: placed(fractions(column), rows, at) };
}

/** How many of these rising numbers each row is at or above. */
function placed<N>({ at, isBelow }: Ordered<N>, rows: number, starts: readonly N[]): Int32Array {
  const of = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row += 1) {
    const value = at(row);
    if (value === null) continue;
    let place = 0;
    while (place < starts.length && !isBelow(value, starts[place] as N)) place += 1;
    of[row] = place;
  }
  return of;
}

/** The part of a row is ⌊parts × rows with a smaller value ÷ rows with a value⌋. */
export function byPart(column: TableColumn, rows: number, parts: number): Sorted {
  const own = column.kind === "number" ? wholes(column) : null;
  return own ? parted(own, rows, parts) : parted(fractions(column), rows, parts);
}

function parted<N>(ordered: Ordered<N>, rows: number, parts: number): Sorted {
  const values: N[] = [];
  for (let row = 0; row < rows; row += 1) {
    const value = ordered.at(row);
    if (value !== null) values.push(value);
  }
  const sorted = ordered.sorted(values);
  /** Parts that have members, in order, with the least and the most value of each. */
  const found: { readonly part: number; readonly low: N; high: N }[] = [];
  for (let i = 0; i < sorted.length; i += 1) {
    const value = sorted[i] as N;
    const last = found.at(-1);
    // Of equal values the first decides.
    if (last !== undefined && !ordered.isBelow(sorted[i - 1] as N, value)) continue;
    const part = Math.floor((i * parts) / sorted.length);
    if (last !== undefined && last.part === part) last.high = value;
    else found.push({ part, low: value, high: value });
  }
  const byPart = new Map(found.map((f) => [f.part, f]));
  const labels = Array.from({ length: parts }, (_, i): GroupLabel => {
    const own = byPart.get(i);
    return {
      key: String(i + 1),
      kind: "part",
      low: own === undefined ? null : ordered.text(own.low),
      high: own === undefined ? null : ordered.text(own.high),
    };
  });
  const of = placed(
    ordered,
    rows,
    found.map((f) => f.low),
  );
  for (let row = 0; row < rows; row += 1) {
    const place = of[row] as number;
    if (place > 0) of[row] = found[place - 1]?.part as number;
  }
  return { labels, of };
}
