/**
 * Stage 6 over columns: how the claims of each group share what its ceiling leaves. The interpreter's limits.ts says what
 * this means; a property holds the two together.
 * Invariant neverRaises: a limit lowers a claim or leaves it, and no claim falls below 0.
 */
import type { LimitDef } from "../../../compiler/ir/types.js";
import { apportion } from "./apportion.js";
import { asWritten, byPlace, inRank, potential, type Ranks, unranked } from "./rank.js";
import {
  BY_POT,
  BY_RANK,
  BY_REFUSAL,
  BY_ROOM,
  CUT,
  type Groups,
  HELD,
  type Marks,
  OPEN,
  PASSED_OVER,
  PROVISIONAL,
  SETTLED,
  type Seats,
  UNBOUNDED,
} from "./seats.js";

export interface Rules {
  readonly way: LimitDef["way"]["kind"];
  /** `serve`: in full or not at all. */
  readonly whole: boolean;
  readonly counts: LimitDef["counts"];
  /** One payee's own claims: undecided ones hold their place. Else they claim nothing, and a reserve is shown. */
  readonly narrow: boolean;
}

/** Room under each group's ceiling in whole steps (or awards): its least and most. */
export interface Rooms {
  readonly low: Float64Array;
  /** UNBOUNDED: not known. */
  readonly high: Float64Array;
}

/** Applies a limit to its seats, group by group; `state`, `amount` and `high` of the seats are what it leaves. */
export function share(rules: Rules, seats: Seats, rooms: Rooms, ranks: Ranks): { groups: Groups; marks: Marks } {
  const { start, state, amount, high, doubtful, payee } = seats;
  const count = start.length - 1;
  const groups: Groups = {
    claimed: new Float64Array(count),
    granted: new Float64Array(count),
    left: new Float64Array(count),
    over: new Float64Array(count),
    reserve: new Float64Array(count),
    provisional: new Uint8Array(count),
    refused: new Uint8Array(count),
  };
  const marks: Marks = { before: amount.slice(), what: new Uint8Array(seats.count) };
  const { what } = marks;
  const money = rules.counts === "money";

  const isOpen = (s: number): boolean => state[s] === OPEN || doubtful[s] === 1;

  /** What is counted of settled claims: steps of money, awards, or payees. */
  function counted(from: number, to: number, counts: (s: number) => boolean): number {
    const seen = rules.counts === "payees" ? new Set<number>() : null;
    let sum = 0;
    for (let s = from; s < to; s += 1) {
      const a = amount[s] as number;
      if (a === 0 || !counts(s)) continue;
      if (seen !== null) seen.add(payee[s] as number);
      else sum += money ? a : 1;
    }
    return seen === null ? sum : seen.size;
  }

  /** What an undecided claim may take. */
  function highOf(s: number): number {
    const most = potential(seats, s);
    return money || most === 0 ? most : 1;
  }

  /** Leaves a claim undecided, at most `cap` if the limit is surely for it. A claim of 0 stays 0. */
  function hold(s: number, cap: number, why: number): void {
    if (state[s] === SETTLED && amount[s] === 0) return;
    const most = potential(seats, s);
    const bound = doubtful[s] === 1 ? UNBOUNDED : cap;
    high[s] = most === UNBOUNDED ? bound : bound === UNBOUNDED ? most : Math.min(most, bound);
    state[s] = OPEN;
    amount[s] = 0;
    what[s] = (what[s] as number) | HELD | why;
  }

  /** The claims, or what they may still become, exceed the room. Whether what the settled ones got may still change. */
  function exceed(g: number, from: number, to: number, room: number): boolean {
    switch (rules.way) {
      case "report": {
        if (rules.narrow) return false;
        for (let s = from; s < to; s += 1) if (isOpen(s)) return true;
        return false;
      }
      case "refuse": {
        const over = (groups.claimed[g] as number) > room;
        for (let s = from; s < to; s += 1) {
          const open = isOpen(s);
          if (over || rules.narrow || open) hold(s, UNBOUNDED, over ? BY_REFUSAL : open ? 0 : BY_POT);
        }
        groups.refused[g] = over ? 1 : 0;
        return !over;
      }
      case "proRata":
        return money ? inProportion(from, to, room) : inOrder(from, to, room);
      default:
        return inOrder(from, to, room);
    }
  }

  // ---------------------------------------------------------------- in proportion

  function inProportion(from: number, to: number, room: number): boolean {
    const settled: number[] = [];
    const open: number[] = [];
    for (let s = from; s < to; s += 1) (isOpen(s) ? open : settled).push(s);
    if (rules.narrow && open.some((s) => highOf(s) !== 0)) {
      for (let s = from; s < to; s += 1) hold(s, room, state[s] === OPEN ? 0 : BY_POT);
      return false;
    }
    const claims = Float64Array.from(settled, (s) => amount[s] as number);
    const sum = claims.reduce((a, b) => a + b, 0);
    if (sum > room) {
      // The places are asked for only if two remainders are equal.
      const parts = apportion(room, claims, (a, b) =>
        byPlace(seats, ranks.places(), settled[a] as number, settled[b] as number),
      );
      for (const [i, s] of settled.entries()) amount[s] = parts[i] as number;
    }
    for (const s of open) hold(s, room, 0);
    return open.length > 0;
  }

  // ---------------------------------------------------------------- in order

  function inOrder(from: number, to: number, room: number): boolean {
    const serves = rules.way === "serve";
    const order = serves ? inRank(seats, ranks, from, to) : asWritten(seats, ranks, from, to);
    const adrift = (s: number): boolean => serves && unranked(ranks, s);
    const waits = (s: number): boolean => isOpen(s) || adrift(s);
    const rank = serves ? BY_RANK : 0;
    const cap = money ? room : UNBOUNDED;
    if (!rules.narrow) {
      // In a wider group undecided claims claim nothing, and the result is provisional.
      give(order, order.length, waits, room);
      let some = false;
      for (const s of order) {
        if (!waits(s)) continue;
        hold(s, cap, rank);
        some = true;
      }
      return some;
    }
    if (order.some((s) => adrift(s) && highOf(s) !== 0)) {
      for (const s of order) hold(s, cap, rank | (waits(s) ? 0 : BY_POT));
      return false;
    }
    // Within one payee: those before the first undecided claim are settled, those after it undecided, or 0 if nothing is left.
    const first = order.findIndex((s) => waits(s) && highOf(s) !== 0);
    const left = give(order, first < 0 ? order.length : first, waits, room);
    const rest = money ? left : left === 0 ? 0 : UNBOUNDED;
    for (let i = first < 0 ? order.length : first; i < order.length; i += 1) {
      const s = order[i] as number;
      if (waits(s)) hold(s, rest, rank);
      else if (left === 0) cutTo(s, 0);
      else hold(s, rest, BY_POT);
    }
    return false;
  }

  /** Gives each claim its part in order, up to place `end` and without those who wait, and returns what is left. */
  function give(order: Int32Array, end: number, waits: (s: number) => boolean, room: number): number {
    const served = new Set<number>();
    let left = room;
    for (let i = 0; i < end; i += 1) {
      const s = order[i] as number;
      const claim = amount[s] as number;
      if (claim === 0 || waits(s)) continue;
      if (money) {
        const part = claim <= left ? claim : rules.whole ? 0 : left;
        left -= part;
        if (part < claim) cutTo(s, part);
        continue;
      }
      // Awards or payees are counted one by one; a payee who is served once is served for all.
      if (rules.counts === "payees" && served.has(payee[s] as number)) continue;
      if (left === 0) cutTo(s, 0);
      else {
        left -= 1;
        served.add(payee[s] as number);
      }
    }
    return left;
  }

  function cutTo(s: number, part: number): void {
    if (rules.whole && money && part === 0 && (amount[s] as number) > 0) what[s] = (what[s] as number) | PASSED_OVER;
    amount[s] = part;
  }

  // ---------------------------------------------------------------- one group

  /** Whether every claim, settled or not, surely fits: nothing then changes. */
  function fits(g: number, from: number, to: number): boolean {
    let most: number = groups.claimed[g] as number;
    let reserve = 0;
    let bounded = true;
    for (let s = from; s < to; s += 1) {
      if (!isOpen(s)) continue;
      const h = highOf(s);
      if (h === UNBOUNDED) bounded = false;
      else reserve += h;
    }
    groups.reserve[g] = reserve;
    most += reserve;
    return bounded && most <= (rooms.low[g] as number);
  }

  function group(g: number): void {
    const [from, to] = [start[g] as number, start[g + 1] as number];
    const [low, most] = [rooms.low[g] as number, rooms.high[g] as number];
    groups.claimed[g] = counted(from, to, (s) => !isOpen(s));
    const fitting = fits(g, from, to);
    let provisional = false;
    if (!fitting && most === low) provisional = exceed(g, from, to, low);
    else if (!fitting && rules.way !== "report") {
      // The ceiling itself is not known, and the claims may not fit under it.
      for (let s = from; s < to; s += 1) hold(s, money ? most : UNBOUNDED, BY_ROOM);
    }
    let open = false;
    for (let s = from; s < to; s += 1) {
      if (state[s] === OPEN) open = true;
      else if (state[s] === SETTLED) {
        if (amount[s] !== marks.before[s]) what[s] = (what[s] as number) | CUT;
        if (provisional) what[s] = (what[s] as number) | PROVISIONAL;
      }
    }
    const granted = counted(from, to, (s) => state[s] === SETTLED);
    groups.granted[g] = granted;
    groups.left[g] = Math.max(0, low - granted);
    const claimed = groups.claimed[g] as number;
    groups.over[g] = rules.way === "report" && most !== UNBOUNDED && claimed > most ? claimed - most : 0;
    groups.provisional[g] = !rules.narrow && groups.refused[g] === 0 && open ? 1 : 0;
  }

  for (let g = 0; g < count; g += 1) group(g);
  return { groups, marks };
}
