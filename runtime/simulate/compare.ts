/**
 * Two runs compared, payee by payee, on what is settled at stage 7. Whoever has an undecided claim in either run is counted as
 * open besides: the settled part of its amount is compared like any other.
 */
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import { type Dimension, type Groups, groupsOf } from "./groups.js";
import type { GroupLabel } from "./labels.js";
import { type Aligned, align, amountOf, type Matched, match } from "./match.js";
import type { CaseRun } from "./simulation.js";
import { sum } from "./sums.js";

export interface CountAndSum {
  readonly payees: number;
  readonly amount: Rational;
}

export interface ComparisonRow {
  /** null: everybody. */
  readonly label: GroupLabel | null;
  /** In either roster. */
  readonly payees: number;
  readonly before: Rational;
  readonly after: Rational;
  /** after − before = gains − losses. */
  readonly net: Rational;
  readonly gain: CountAndSum;
  readonly same: number;
  /** The sum is of what is lost, at least 0. */
  readonly lose: CountAndSum;
  /** Among those who gain: nothing before. */
  readonly newly: CountAndSum;
  /** Among those who lose: nothing any more. */
  readonly losesAll: CountAndSum;
  /** Only in the second roster, with their amount there; only in the first, with theirs there. Among the rows above too. */
  readonly joined: CountAndSum;
  readonly left: CountAndSum;
  /** With an undecided claim in either run. */
  readonly open: number;
}

export interface ComparedBy {
  readonly dimension: Dimension;
  readonly entity: string;
  readonly field: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly rows: readonly ComparisonRow[];
}

export interface Comparison {
  readonly first: string;
  readonly second: string;
  readonly total: ComparisonRow;
  /** Groups as the first roster has them; payees only in the second by the second's. */
  readonly by: readonly ComparedBy[];
}

/** Throws ScenarioFault (P5106) for a field that payees do not have. */
export function compare(a: CaseRun, b: CaseRun, dimensions: readonly Dimension[] = []): Comparison {
  const matched = match(a, b);
  const everybody = new Int32Array(matched.rows);
  const tally = talliesOf(a, b, matched);
  const [total] = tally(everybody, [null]);
  return {
    first: a.of.scenario.name,
    second: b.of.scenario.name,
    total: total as ComparisonRow,
    by: dimensions.map((dimension): ComparedBy => {
      const { groups, of } = commonGroups(a, b, matched, dimension);
      const { entity, field, name } = groups;
      return { dimension, entity, field, name, rows: tally(of, groups.labels) };
    }),
  };
}

export type Move = "gain" | "lose" | "newly" | "losesAll" | "joined" | "left";

export interface Mover {
  readonly entity: string;
  readonly key: string;
  readonly before: Rational;
  readonly after: Rational;
}

/** Those who gain, lose, … in the order of the second roster; those who left last. At most `upTo`. */
export function movers(a: CaseRun, b: CaseRun, move: Move, upTo: number): Mover[] {
  const { rows, first, second } = match(a, b);
  const [one, two] = [a.outcome.payees(), b.outcome.payees()];
  const found: Mover[] = [];
  for (let i = 0; i < rows && found.length < upTo; i += 1) {
    const [at, to] = [first[i] as number, second[i] as number];
    const [before, after] = [amountOf(one.net, at), amountOf(two.net, to)];
    if (!moved(move, R.compare(after, before), R.sign(before) > 0, R.sign(after) > 0, at >= 0, to >= 0)) continue;
    const [payees, index] = to >= 0 ? [two, to] : [one, at];
    const entity = payees.entities[payees.entity === null ? 0 : (payees.entity[index] as number)] ?? "";
    found.push({ entity, key: payees.key(index), before, after });
  }
  return found;
}

function moved(move: Move, way: number, had: boolean, has: boolean, wasThere: boolean, isThere: boolean): boolean {
  switch (move) {
    case "gain":
      return way > 0;
    case "lose":
      return way < 0;
    case "newly":
      return !had && has;
    case "losesAll":
      return had && !has;
    case "joined":
      return !wasThere;
    case "left":
      return !isThere;
  }
}

// ---------------------------------------------------------------- groups of both

function commonGroups(a: CaseRun, b: CaseRun, matched: Matched, dimension: Dimension) {
  const one = groupsOf(a.input.policy, a.input.table, a.outcome.payees(), dimension);
  if (matched.first === matched.second) return { groups: one, of: one.of };
  const two = groupsOf(b.input.policy, b.input.table, b.outcome.payees(), dimension);
  const labels = [...one.labels];
  const places = new Map(labels.map((l, i) => [`${l.kind} ${l.key}`, i]));
  const to = two.labels.map((l) => {
    const key = `${l.kind} ${l.key}`;
    const place = places.get(key) ?? labels.push(l) - 1;
    places.set(key, place);
    return place;
  });
  const of = new Int32Array(matched.rows);
  for (let i = 0; i < of.length; i += 1) {
    const at = matched.first[i] as number;
    of[i] = at >= 0 ? (one.of[at] as number) : (to[two.of[matched.second[i] as number] as number] as number);
  }
  const used = new Set(of);
  return compacted({ ...one, labels }, of, used);
}

/** A label that only payees seen in the first roster have in the second is nobody's. */
function compacted(groups: Groups, of: Int32Array, used: ReadonlySet<number>) {
  const kept = groups.labels.map((_, i) => i).filter((i) => used.has(i) || groups.labels[i]?.kind !== "value");
  const place = new Map(kept.map((old, i) => [old, i]));
  const labels = kept.map((i) => groups.labels[i] as GroupLabel);
  return { groups: { ...groups, labels }, of: of.map((g) => place.get(g) ?? 0) };
}

// ---------------------------------------------------------------- counting

type Tally = (of: Int32Array, labels: readonly (GroupLabel | null)[]) => ComparisonRow[];

function talliesOf(a: CaseRun, b: CaseRun, matched: Matched): Tally {
  const [one, two] = [a.outcome.payees(), b.outcome.payees()];
  const open = new Uint8Array(matched.rows);
  for (let i = 0; i < open.length; i += 1) {
    const [at, to] = [matched.first[i] as number, matched.second[i] as number];
    if ((at >= 0 && one.undecided[at] !== 0) || (to >= 0 && two.undecided[to] !== 0)) open[i] = 1;
  }
  const aligned = align(one.net, two.net);
  if (aligned !== null) return (of, labels) => byWholes(matched, aligned, open, of, labels);
  return (of, labels) => byFractions(matched, one.net, two.net, open, of, labels);
}

const COUNTS = ["payees", "gain", "same", "lose", "newly", "losesAll", "joined", "left", "open"] as const;
const SUMS = ["before", "after", "gain", "lose", "newly", "losesAll", "joined", "left"] as const;
type Count = (typeof COUNTS)[number];
type SumOf = (typeof SUMS)[number];

function byWholes(
  { rows, first, second }: Matched,
  { scale, first: a, second: b }: Aligned,
  open: Uint8Array,
  of: Int32Array,
  labels: readonly (GroupLabel | null)[],
): ComparisonRow[] {
  const zeros = () => new Float64Array(labels.length);
  const counts = Object.fromEntries(COUNTS.map((c) => [c, zeros()])) as Record<Count, Float64Array>;
  const sums = Object.fromEntries(SUMS.map((s) => [s, zeros()])) as Record<SumOf, Float64Array>;
  const { payees: all, gain, same, lose, newly, losesAll, joined, left, open: undecided } = counts;
  for (let i = 0; i < rows; i += 1) {
    const [at, to, g] = [first[i] as number, second[i] as number, of[i] as number];
    const x = at < 0 ? 0 : (a[at] as number);
    const y = to < 0 ? 0 : (b[to] as number);
    all[g] = (all[g] as number) + 1;
    sums.before[g] = (sums.before[g] as number) + x;
    sums.after[g] = (sums.after[g] as number) + y;
    undecided[g] = (undecided[g] as number) + (open[i] as number);
    if (at < 0) {
      joined[g] = (joined[g] as number) + 1;
      sums.joined[g] = (sums.joined[g] as number) + y;
    } else if (to < 0) {
      left[g] = (left[g] as number) + 1;
      sums.left[g] = (sums.left[g] as number) + x;
    }
    if (y > x) {
      gain[g] = (gain[g] as number) + 1;
      sums.gain[g] = (sums.gain[g] as number) + (y - x);
      if (x === 0) {
        newly[g] = (newly[g] as number) + 1;
        sums.newly[g] = (sums.newly[g] as number) + y;
      }
    } else if (y < x) {
      lose[g] = (lose[g] as number) + 1;
      sums.lose[g] = (sums.lose[g] as number) + (x - y);
      if (y === 0) {
        losesAll[g] = (losesAll[g] as number) + 1;
        sums.losesAll[g] = (sums.losesAll[g] as number) + x;
      }
    } else same[g] = (same[g] as number) + 1;
  }
  const amount = (s: SumOf, g: number) => R.ratio(BigInt(sums[s][g] as number), scale);
  return labels.map((label, g) =>
    rowOf(
      label,
      (c) => counts[c][g] as number,
      (s) => amount(s, g),
    ),
  );
}

/** The same for amounts that share no scale. */
function byFractions(
  { rows, first, second }: Matched,
  a: Parameters<typeof amountOf>[0],
  b: Parameters<typeof amountOf>[0],
  open: Uint8Array,
  of: Int32Array,
  labels: readonly (GroupLabel | null)[],
): ComparisonRow[] {
  const groups = labels.map(() => ({
    counts: Object.fromEntries(COUNTS.map((c) => [c, 0])) as Record<Count, number>,
    sums: Object.fromEntries(SUMS.map((s) => [s, sum()])) as Record<SumOf, ReturnType<typeof sum>>,
  }));
  for (let i = 0; i < rows; i += 1) {
    const [at, to] = [first[i] as number, second[i] as number];
    const { counts, sums } = groups[of[i] as number] as (typeof groups)[number];
    const [x, y] = [amountOf(a, at), amountOf(b, to)];
    const note = (what: Count & SumOf, amount: Rational) => {
      counts[what] += 1;
      sums[what].add(amount);
    };
    counts.payees += 1;
    counts.open += open[i] as number;
    sums.before.add(x);
    sums.after.add(y);
    if (at < 0) note("joined", y);
    else if (to < 0) note("left", x);
    const way = R.compare(y, x);
    if (way > 0) note("gain", R.sub(y, x));
    else if (way < 0) note("lose", R.sub(x, y));
    else counts.same += 1;
    if (way > 0 && R.sign(x) === 0) note("newly", y);
    if (way < 0 && R.sign(y) === 0) note("losesAll", x);
  }
  return labels.map((label, g) => {
    const { counts, sums } = groups[g] as (typeof groups)[number];
    return rowOf(
      label,
      (c) => counts[c],
      (s) => sums[s].total(),
    );
  });
}

function rowOf(label: GroupLabel | null, count: (c: Count) => number, amount: (s: SumOf) => Rational): ComparisonRow {
  const both = (what: Count & SumOf): CountAndSum => ({ payees: count(what), amount: amount(what) });
  const [before, after] = [amount("before"), amount("after")];
  return {
    label,
    payees: count("payees"),
    before,
    after,
    net: R.sub(after, before),
    gain: both("gain"),
    same: count("same"),
    lose: both("lose"),
    newly: both("newly"),
    losesAll: both("losesAll"),
    joined: both("joined"),
    left: both("left"),
    open: count("open"),
  };
}
