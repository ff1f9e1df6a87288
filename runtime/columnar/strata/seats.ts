/**
 * The claims that one limit looks at, as columns: one seat for each claim in a group, the seats of a group side by side and
 * in the order of the claims. Amounts are whole steps (or the ones of a count) in doubles, which hold them exactly: whoever
 * makes seats has proved that their sum stays below 2^53.
 */

/** What a claim is after stage 4: nothing due, an amount that stands, or undecided. */
export const NONE = 0;
export const SETTLED = 1;
export const OPEN = 2;

/** In place of a highest amount or a room: no bound is known. */
export const UNBOUNDED = -1;

/** Sums of steps are exact below this. */
export const EXACT = 2 ** 53;

/** What a limit did to a claim. */
export const CUT = 1;
export const PASSED_OVER = 2;
export const PROVISIONAL = 4;

/** Why a limit left a claim undecided: the seat's own reasons, beside them the pot, the refusal or the room, and its rank. */
export const HELD = 8;
export const BY_POT = 16;
export const BY_REFUSAL = 32;
export const BY_ROOM = 64;
export const BY_RANK = 128;

export interface Seats {
  readonly count: number;
  /** Seats of group g: start[g] to start[g + 1]. */
  readonly start: Int32Array;
  readonly state: Uint8Array;
  /** 0 unless settled. */
  readonly amount: Float64Array;
  /** Of an undecided claim. */
  readonly high: Float64Array;
  /** Place of its benefit in the order that the limit writes. */
  readonly written: Uint16Array;
  /** 1: whether the limit is for it is not known. */
  readonly doubtful: Uint8Array;
  /** Number of its payee. */
  readonly payee: Int32Array;
}

/** What a limit did, by seat; amounts stand in the seats themselves. */
export interface Marks {
  readonly before: Float64Array;
  readonly what: Uint8Array;
}

/** Groups by number. */
export interface Groups {
  readonly claimed: Float64Array;
  readonly granted: Float64Array;
  readonly left: Float64Array;
  readonly over: Float64Array;
  readonly reserve: Float64Array;
  readonly provisional: Uint8Array;
  readonly refused: Uint8Array;
}

/** Places for so many claims; all of one group until `start` says otherwise. */
export function seatsOf(count: number, start: Int32Array): Seats {
  return {
    count,
    start,
    state: new Uint8Array(count),
    amount: new Float64Array(count),
    high: new Float64Array(count),
    written: new Uint16Array(count),
    doubtful: new Uint8Array(count),
    payee: new Int32Array(count),
  };
}

/** Where each group's items begin when items with these groups (-1: none) are put side by side, and the items in that order. */
export function sideBySide(
  groups: Int32Array,
  count: number,
): { readonly start: Int32Array; readonly items: Int32Array } {
  const start = new Int32Array(count + 1);
  for (const g of groups) if (g >= 0) start[g + 1] = (start[g + 1] as number) + 1;
  for (let g = 0; g < count; g += 1) start[g + 1] = (start[g + 1] as number) + (start[g] as number);
  const next = start.slice();
  const items = new Int32Array(start[count] as number);
  for (let i = 0; i < groups.length; i += 1) {
    const g = groups[i] as number;
    if (g < 0) continue;
    const at = next[g] as number;
    items[at] = i;
    next[g] = at + 1;
  }
  return { start, items };
}
