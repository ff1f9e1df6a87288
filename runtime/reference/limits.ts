/**
 * Stage 6: limits, in the policy's order, each on the claims that the earlier ones left.
 * Invariant neverRaises: a limit lowers a claim or leaves it, and no claim falls below 0.
 */

import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { Expr, LimitDef } from "../../compiler/ir/types.js";
import type { LimitGroup, Reason } from "../run.js";
import { type Draft, leaveOpen, potential } from "./claims.js";
import { evaluate } from "./evaluate.js";
import { isWithin, type Node } from "./facts.js";
import { type GroupKey, groupOf, groupScope, type Room, roomOf, usedBy } from "./groups.js";
import { judge, type Verdict } from "./guard.js";
import type { Payees } from "./payees.js";
import { asWritten, rank, tie } from "./ranking.js";
import { ofSteps, stepsDown } from "./rounding.js";
import { scopeOn, type World } from "./scope.js";
import * as V from "./value.js";
import { proRata, serve, serveWhole } from "./ways.js";

/** A claim in a group. `open`: it is undecided, or whether the limit is for it is, or its rank. */
interface Seat {
  readonly draft: Draft;
  readonly written: number;
  readonly open: boolean;
  /** Whether the limit is for it is not known: then its ceiling does not bound it either. */
  readonly doubtful: boolean;
  /** Its place in the order is not known. */
  readonly unranked: boolean;
  readonly reasons: readonly Reason[];
}

interface Sharing {
  readonly world: World;
  readonly limit: LimitDef;
  readonly step: Rational;
  /** One payee's own claims: undecided ones hold their place. Else they claim nothing, and a reserve is shown. */
  readonly narrow: boolean;
}

/** `provisional`: what the settled claims got may change when the undecided ones are decided. */
interface Result {
  readonly provisional: boolean;
  readonly refused: boolean;
}

const PLAIN: Result = { provisional: false, refused: false };

export function applyLimit(world: World, limit: LimitDef, drafts: readonly Draft[], payees: Payees): LimitGroup[] {
  const step = limit.counts === "money" ? R.rational(world.policy.round?.step ?? "0.01") : R.ONE;
  const narrow =
    limit.way.kind === "written" ||
    limit.group.some((part) => part.kind === "entity" && isOnePayees(world, limit, part.entity, payees));
  const sharing: Sharing = { world, limit, step, narrow };
  const spaceOf = spaces(sharing);
  return [...gather(sharing, drafts).values()].map(({ key, seats }) => shareGroup(sharing, key, seats, spaceOf(key)));
}

/** Whether a row of `entity` is, or lies within, one payee of the limited benefits. */
function isOnePayees(world: World, limit: LimitDef, entity: string, payees: Payees): boolean {
  return limit.benefits.every((id) => {
    const payee = payees.get(world.benefits.get(id)?.entity ?? "");
    return payee !== undefined && isWithin(world.facts, entity, payee);
  });
}

function gather({ world, limit }: Sharing, drafts: readonly Draft[]): Map<string, { key: GroupKey; seats: Seat[] }> {
  const groups = new Map<string, { key: GroupKey; seats: Seat[] }>();
  const places = new Map(limit.benefits.map((benefit, i) => [benefit, i]));
  const same = sameForAll(world, limit);
  for (const draft of drafts) {
    const written = places.get(draft.benefit.id);
    if (written === undefined || draft.state === "none") continue;
    const guard = same ?? judge(limit.guard, limit.id, scopeOn(world, draft.node, limit.id));
    if (guard.kind === "failed" || guard.kind === "excluded") continue;
    const key = groupOf(world, limit, draft.node);
    if (!("texts" in key)) {
      // Without a group there is no ceiling to hold it against; only a limit that merely reports lets it stand.
      if (limit.way.kind !== "report") leaveOpen(draft, potential(draft), key);
      continue;
    }
    const doubt = guard.kind === "undecided" ? guard.reasons : [];
    const id = key.texts.join("\n");
    const group = groups.get(id) ?? { key, seats: [] };
    groups.set(id, group);
    group.seats.push({
      draft,
      written,
      open: draft.state === "open" || doubt.length > 0,
      doubtful: doubt.length > 0,
      unranked: false,
      reasons: doubt,
    });
  }
  return groups;
}

/** The verdict of a guard that reads no row; null: it reads some, or is not decided. */
function sameForAll(world: World, limit: LimitDef): Verdict | null {
  const { when, excepts } = limit.guard;
  const parts = [...(when === null ? [] : [when]), ...excepts.map((e) => e.when)];
  if (!parts.every((e) => readsNoRow(world, e))) return null;
  const verdict = judge(limit.guard, limit.id, scopeOn(world, null, limit.id));
  return verdict.kind === "undecided" ? null : verdict;
}

function readsNoRow(world: World, expr: Expr): boolean {
  const reads = world.depends.of(expr);
  return !reads.asOf && !reads.roster && reads.entities.size === 0;
}

interface Space {
  readonly ceiling: V.Value;
  readonly past: V.Value;
  readonly room: Room;
}

/** What there is to share in each group; one for all where no row and no past award changes it. */
function spaces({ world, limit, step }: Sharing): (key: GroupKey) => Space {
  const used = usedBy(world, limit);
  const spaceIn = (key: GroupKey): Space => {
    const scope = groupScope(world, limit, key);
    const ceiling = evaluate(limit.ceiling, scope);
    const past = used(key, scope);
    return { ceiling, past, room: roomOf(ceiling, past, step) };
  };
  if (limit.window !== null || limit.since !== null || !readsNoRow(world, limit.ceiling)) return spaceIn;
  let same: Space | null = null;
  return (key) => {
    if (same !== null) return same;
    const found = spaceIn(key);
    // Why it is not known may name the row.
    if (found.ceiling.known) same = found;
    return found;
  };
}

function shareGroup(sharing: Sharing, key: GroupKey, seats: readonly Seat[], space: Space): LimitGroup {
  const { limit, step } = sharing;
  const { ceiling, past, room } = space;
  const before = seats.map((seat) => seat.draft.amount);
  const claimed = claims(
    sharing,
    seats.filter((s) => !s.open),
  );
  const reserve = seats.filter((s) => s.open).map((s) => highOf(sharing, s));
  const most = reserve.every((h) => h !== null) ? reserve.reduce((a, b) => a + b, claimed) : null;
  const fits = most !== null && most <= room.low;
  const result = fits
    ? PLAIN
    : room.high !== null && room.high === room.low
      ? exceed(sharing, seats, room.low, claimed)
      : unknownRoom(sharing, seats, room);
  for (const [i, seat] of seats.entries()) note(sharing, seat, before[i] as Rational);
  const granted = claims(
    sharing,
    seats.filter((s) => s.draft.state === "settled"),
  );
  const left = room.low > granted ? room.low - granted : 0n;
  const provisional = !sharing.narrow && !result.refused && seats.some((s) => s.draft.state === "open");
  if (result.provisional)
    for (const { draft } of seats)
      if (draft.state === "settled") draft.flags.push({ kind: "provisional", limit: limit.id });
  return {
    limit: limit.id,
    group: key.texts,
    ceiling: V.knownNumber(ceiling),
    used: V.knownNumber(past) ?? V.low(past) ?? R.ZERO,
    claimed: ofSteps(claimed, step),
    granted: ofSteps(granted, step),
    left: ofSteps(left, step),
    over: ofSteps(
      limit.way.kind === "report" && room.high !== null && claimed > room.high ? claimed - room.high : 0n,
      step,
    ),
    reserve: ofSteps(
      reserve.reduce<bigint>((a, b) => a + (b ?? 0n), 0n),
      step,
    ),
    provisional,
    refused: result.refused,
    reasons: room.reasons,
  };
}

/** What is counted of settled claims: steps of money, awards, or payees. */
function claims(sharing: Sharing, seats: readonly Seat[]): bigint {
  const paid = seats.filter((s) => R.sign(s.draft.amount) > 0);
  if (sharing.limit.counts === "awards") return BigInt(paid.length);
  if (sharing.limit.counts === "payees") return BigInt(new Set(paid.map((s) => s.draft.payee)).size);
  return paid.reduce((sum, s) => sum + stepsDown(s.draft.amount, sharing.step), 0n);
}

/** What an undecided claim may take; null: no bound known. */
function highOf(sharing: Sharing, seat: Seat): bigint | null {
  const high = potential(seat.draft);
  if (sharing.limit.counts === "money") return high === null ? null : stepsDown(high, sharing.step);
  return high === null || R.sign(high) > 0 ? 1n : 0n;
}

/** The ceiling itself is not known, and the claims may not fit under it. */
function unknownRoom(sharing: Sharing, seats: readonly Seat[], room: Room): Result {
  if (sharing.limit.way.kind === "report") return PLAIN;
  const cap = sharing.limit.counts === "money" && room.high !== null ? ofSteps(room.high, sharing.step) : null;
  for (const seat of seats) hold(seat, cap, [...seat.reasons, ...room.reasons]);
  return PLAIN;
}

/** Leaves a claim undecided, at most `cap` if the limit is surely for it. A claim of 0 stays 0. */
function hold(seat: Seat, cap: Rational | null, reasons: readonly Reason[]): void {
  const most = potential(seat.draft);
  if (seat.draft.state === "settled" && R.sign(seat.draft.amount) === 0) return;
  const bound = seat.doubtful ? null : cap;
  leaveOpen(seat.draft, most === null ? bound : bound === null ? most : R.min(most, bound), reasons);
}

/** The claims, or what they may still become, exceed the room. */
function exceed(sharing: Sharing, seats: readonly Seat[], room: bigint, claimed: bigint): Result {
  const { limit } = sharing;
  const pot: Reason[] = [{ kind: "pot", what: limit.id, entity: null, row: null }];
  switch (limit.way.kind) {
    case "report":
      return { provisional: !sharing.narrow && seats.some((s) => s.open), refused: false };
    case "refuse": {
      const over = claimed > room;
      const reason: Reason = { kind: "refused", what: limit.id, entity: null, row: null };
      const held = over || sharing.narrow ? seats : seats.filter((s) => s.open);
      for (const seat of held) hold(seat, null, over ? [...seat.reasons, reason] : seat.open ? seat.reasons : pot);
      return { provisional: !over, refused: over };
    }
    case "proRata":
      if (limit.counts === "money") return inProportion(sharing, seats, room, pot);
      return inOrder(sharing, seats, room, pot);
    default:
      return inOrder(sharing, seats, room, pot);
  }
}

// ---------------------------------------------------------------- in proportion

function inProportion(sharing: Sharing, seats: readonly Seat[], room: bigint, pot: readonly Reason[]): Result {
  const cap = ofSteps(room, sharing.step);
  const open = seats.filter((s) => s.open);
  if (sharing.narrow && open.some((s) => highOf(sharing, s) !== 0n)) {
    for (const seat of seats) hold(seat, cap, [...seat.reasons, ...(seat.draft.state === "open" ? [] : pot)]);
    return PLAIN;
  }
  const settled = seats.filter((s) => !s.open);
  const ranked = settled.map((s) => ({ node: s.draft.node, amount: s.draft.amount, written: s.written }));
  const parts = proRata(
    settled.map((s) => stepsDown(s.draft.amount, sharing.step)),
    room,
    (a, b) => tie(ranked[a] as (typeof ranked)[number], ranked[b] as (typeof ranked)[number]),
  );
  for (const [i, seat] of settled.entries()) seat.draft.amount = ofSteps(parts[i] as bigint, sharing.step);
  for (const seat of open) hold(seat, cap, seat.reasons);
  return { provisional: open.length > 0, refused: false };
}

// ---------------------------------------------------------------- in order

function inOrder(sharing: Sharing, seats: readonly Seat[], room: bigint, pot: readonly Reason[]): Result {
  const ranked = inRank(sharing, seats);
  const unranked = ranked.some((s) => s.unranked && highOf(sharing, s) !== 0n);
  if (sharing.narrow && unranked) {
    const cap = sharing.limit.counts === "money" ? ofSteps(room, sharing.step) : null;
    for (const seat of ranked) hold(seat, cap, [...seat.reasons, ...(seat.open ? [] : pot)]);
    return PLAIN;
  }
  return sharing.narrow ? untilOpen(sharing, ranked, room, pot) : aroundOpen(sharing, ranked, room);
}

function inRank({ world, limit }: Sharing, seats: readonly Seat[]): readonly Seat[] {
  const most = seats.reduce((sum, s) => R.add(sum, potential(s.draft) ?? R.ZERO), R.ONE);
  const claims = seats.map((s) => ({ node: s.draft.node, amount: rankedAmount(limit, s, most), written: s.written }));
  if (limit.way.kind !== "serve") {
    return [...seats.keys()]
      .sort((a, b) => asWritten(claims[a] as (typeof claims)[number], claims[b] as (typeof claims)[number]))
      .map((i) => seats[i] as Seat);
  }
  const { order, unknown } = rank(world, limit.id, limit.way.order, claims);
  return order.map((i) => {
    const seat = seats[i] as Seat;
    const why = unknown[i] ?? [];
    return why.length === 0
      ? seat
      : { ...seat, open: true, unranked: true, reasons: V.mergeReasons([seat.reasons, why]) };
  });
}

/** An undecided claim is ranked by the amount that would bring it first, so that no one before it can lose to it. */
function rankedAmount(limit: LimitDef, seat: Seat, most: Rational): Rational {
  if (seat.draft.state === "settled") return seat.draft.amount;
  const falling = limit.way.kind === "serve" && limit.way.order.some((o) => o.key === null && o.falling);
  return falling ? (seat.draft.high ?? most) : R.ZERO;
}

/** Within one payee: those ranked before the first undecided claim are settled, those after it undecided, or 0 if nothing is left. */
function untilOpen(sharing: Sharing, ranked: readonly Seat[], room: bigint, pot: readonly Reason[]): Result {
  const first = ranked.findIndex((s) => s.open && highOf(sharing, s) !== 0n);
  const before = first < 0 ? ranked : ranked.slice(0, first);
  const left = give(
    sharing,
    before.filter((s) => !s.open),
    room,
  );
  const money = sharing.limit.counts === "money";
  const cap = money ? ofSteps(left, sharing.step) : left === 0n ? R.ZERO : null;
  for (const seat of first < 0 ? [] : ranked.slice(first)) {
    if (seat.open) hold(seat, cap, seat.reasons);
    else if (left === 0n) cutTo(sharing, seat, R.ZERO);
    else hold(seat, cap, pot);
  }
  return PLAIN;
}

/** In a wider group: undecided claims claim nothing, and the result is provisional. */
function aroundOpen(sharing: Sharing, ranked: readonly Seat[], room: bigint): Result {
  give(
    sharing,
    ranked.filter((s) => !s.open),
    room,
  );
  const open = ranked.filter((s) => s.open);
  const cap = sharing.limit.counts === "money" ? ofSteps(room, sharing.step) : null;
  for (const seat of open) hold(seat, cap, seat.reasons);
  return { provisional: open.length > 0, refused: false };
}

function isWhole(limit: LimitDef): boolean {
  return limit.way.kind === "serve" && limit.way.whole;
}

/** Gives each claim its part in order, and returns what is left. */
function give(sharing: Sharing, seats: readonly Seat[], room: bigint): bigint {
  if (sharing.limit.counts !== "money") return giveCounted(sharing, seats, room);
  const amounts = seats.map((s) => stepsDown(s.draft.amount, sharing.step));
  const { given, left } = isWhole(sharing.limit) ? serveWhole(amounts, room) : serve(amounts, room);
  for (const [i, seat] of seats.entries()) cutTo(sharing, seat, ofSteps(given[i] as bigint, sharing.step));
  return left;
}

/** Awards or payees are counted one by one; a payee who is served once is served for all. */
function giveCounted(sharing: Sharing, seats: readonly Seat[], room: bigint): bigint {
  const served = new Set<Node>();
  let left = room;
  for (const seat of seats) {
    if (R.sign(seat.draft.amount) === 0) continue;
    if (sharing.limit.counts === "payees" && served.has(seat.draft.payee)) continue;
    if (left === 0n) cutTo(sharing, seat, R.ZERO);
    else {
      left -= 1n;
      served.add(seat.draft.payee);
    }
  }
  return left;
}

function cutTo(sharing: Sharing, seat: Seat, amount: Rational): void {
  const { draft } = seat;
  const passedOver =
    isWhole(sharing.limit) && sharing.limit.counts === "money" && R.sign(amount) === 0 && R.sign(draft.amount) > 0;
  if (passedOver) draft.flags.push({ kind: "passedOver", limit: sharing.limit.id });
  draft.amount = amount;
}

/** Keeps what the limit did to a claim, and marks what an undecided claim may still change. */
function note(sharing: Sharing, seat: Seat, before: Rational): void {
  const { draft } = seat;
  if (draft.state !== "settled" || R.equal(before, draft.amount)) return;
  draft.limits.push({ limit: sharing.limit.id, before, after: draft.amount });
  const known = draft.flags.some((f) => f.kind === "passedOver" && f.limit === sharing.limit.id);
  if (!known) draft.flags.push({ kind: "cutByLimit", limit: sharing.limit.id });
}
