/** Who comes first, over columns: the keys of `serve`, and the order in which benefits are written. */
import { SETTLED, type Seats, UNBOUNDED } from "./seats.js";

/** One key of an order, by seat. */
export type RankKey =
  | { readonly kind: "amount"; readonly falling: boolean }
  | {
      readonly kind: "values";
      readonly falling: boolean;
      /** What comes first is lower: numbers in one scale, days, 0 for yes and 1 for no, places of texts in their order. */
      readonly values: Float64Array;
      /** 1 where it is known; null: everywhere. */
      readonly known: Uint8Array | null;
    };

export interface Ranks {
  readonly keys: readonly RankKey[];
  /** By seat: the place of its row among all rows by key, then by the roster's order. Asked for only where it matters. */
  readonly places: () => Float64Array;
}

/** Whether the place of a seat is not known. */
export function unranked(ranks: Ranks, seat: number): boolean {
  return ranks.keys.some((k) => k.kind === "values" && k.known !== null && k.known[seat] === 0);
}

/** Seats from `from` to `to` in the order of the keys; those whose place is not known come last. */
export function inRank(seats: Seats, ranks: Ranks, from: number, to: number): Int32Array {
  const order = range(from, to);
  const places = ranks.places();
  const falling = ranks.keys.some((key) => key.kind === "amount" && key.falling);
  const columns = ranks.keys.map((key) => ({
    direction: key.falling ? -1 : 1,
    values: key.kind === "values" ? key.values : amounts(seats, falling, from, to),
    from: key.kind === "values" ? 0 : from,
  }));
  const late = new Uint8Array(to - from);
  for (let s = from; s < to; s += 1) late[s - from] = unranked(ranks, s) ? 1 : 0;
  return order.sort((a, b) => {
    const later = (late[a - from] as number) - (late[b - from] as number);
    if (later !== 0) return later;
    // Those who come last are undecided whatever their order.
    if (late[a - from] === 0) {
      for (const c of columns) {
        const [x, y] = [c.values[a - c.from] as number, c.values[b - c.from] as number];
        if (x !== y) return x < y ? -c.direction : c.direction;
      }
    }
    return byPlace(seats, places, a, b);
  });
}

/** By key of the row, then by written order. */
export function byPlace(seats: Seats, places: Float64Array, a: number, b: number): number {
  return (places[a] as number) - (places[b] as number) || (seats.written[a] as number) - (seats.written[b] as number);
}

/** Benefits as written, rows of one benefit by key. */
export function asWritten(seats: Seats, ranks: Ranks, from: number, to: number): Int32Array {
  const order = range(from, to);
  // A household's few claims are nearly always in this order already.
  if (to - from < 2) return order;
  const one = seats.written.subarray(from, to);
  if (one.every((w, i) => i === 0 || (one[i - 1] as number) < w)) return order;
  const places = ranks.places();
  return order.sort(
    (a, b) =>
      (seats.written[a] as number) - (seats.written[b] as number) || (places[a] as number) - (places[b] as number),
  );
}

function range(from: number, to: number): Int32Array {
  const order = new Int32Array(to - from);
  for (let i = 0; i < order.length; i += 1) order[i] = from + i;
  return order;
}

/** An undecided claim is ranked by the amount that would bring it first, so that no one before it can lose to it. */
function amounts(seats: Seats, falling: boolean, from: number, to: number): Float64Array {
  const out = new Float64Array(to - from);
  let most = 1;
  for (let s = from; s < to; s += 1) most += Math.max(0, potential(seats, s));
  for (let s = from; s < to; s += 1) {
    if (seats.state[s] === SETTLED) out[s - from] = seats.amount[s] as number;
    else if (falling) {
      const high = seats.high[s] as number;
      out[s - from] = high === UNBOUNDED ? most : high;
    }
  }
  return out;
}

/** What a claim may still come to. */
export function potential(seats: Seats, seat: number): number {
  return seats.state[seat] === SETTLED ? (seats.amount[seat] as number) : (seats.high[seat] as number);
}
