/** Who hits which limit, and how full each pot is. */
import * as R from "../../../compiler/ir/rational.js";
import type { LimitDef, Policy } from "../../../compiler/ir/types.js";
import type { Amounts, LimitColumns, Outcome, PayeeColumns } from "../../outcome.js";
import { amountAt } from "../../outcomes/index.js";
import { align } from "../match.js";
import { sum } from "../sums.js";

export interface LimitHit {
  readonly limit: string;
  /** What is limited: yuan, awards or payees; the amounts below are in it. */
  readonly counts: LimitDef["counts"];
  readonly groups: number;
  /** Groups in which a claim was cut, and groups over a ceiling that is only reported. */
  readonly full: number;
  readonly overrun: number;
  /** Payees with a claim that this limit cut. */
  readonly payees: number;
  /** What it took off settled claims, and what stands above ceilings that are only reported. */
  readonly cut: R.Rational;
  readonly over: R.Rational;
}

/** A limit over more than one payee: 指标, 测算, 结余. */
export interface Pot {
  readonly limit: string;
  readonly counts: LimitDef["counts"];
  /** The group's values as text; empty: the whole roster. */
  readonly group: readonly string[];
  /** null: not known. */
  readonly ceiling: R.Rational | null;
  /** Paid before, inside the window. */
  readonly used: R.Rational;
  readonly claimed: R.Rational;
  /** What was paid before and what this run grants. */
  readonly estimated: R.Rational;
  /** Below 0: over. */
  readonly left: R.Rational | null;
  /** The highs of undecided claims. */
  readonly reserve: R.Rational;
  readonly provisional: boolean;
  readonly refused: boolean;
  /** Payees whose claims were cut here, how many of them get nothing under the limit, what was cut, and the first of their keys. */
  readonly cutOff: {
    readonly payees: number;
    readonly emptyHanded: number;
    readonly amount: R.Rational;
    readonly keys: readonly string[];
  };
}

export interface LimitResults {
  readonly hits: readonly LimitHit[];
  readonly pots: readonly Pot[];
}

/** Of each pot at most `keysUpTo` payees that were cut off are named. */
export function limitResults(policy: Policy, outcome: Outcome, keysUpTo: number): LimitResults {
  const hits: LimitHit[] = [];
  const pots: Pot[] = [];
  const payees = outcome.payees();
  for (const columns of outcome.limits()) {
    const def = policy.limits.find((l) => l.id === columns.limit);
    if (def === undefined) continue;
    const cut = cutPayees(columns, payees, outcome);
    hits.push(hit(def, columns, cut));
    if (isWide(policy, def, payees))
      pots.push(...potsOf(def, columns, cut, keptPayees(columns, payees, outcome), (i) => payees.key(i), keysUpTo));
  }
  return { hits, pots };
}

/** Whether a group of it holds several payees. */
export function isWide(policy: Policy, limit: LimitDef, payees: Pick<PayeeColumns, "entities">): boolean {
  return !limit.group.some((part) => {
    if (part.kind !== "entity") return false;
    for (let id: string | null = part.entity; id !== null; ) {
      if (payees.entities.includes(id)) return true;
      const at: string = id;
      id = policy.entities.find((e) => e.id === at)?.within ?? null;
    }
    return false;
  });
}

function hit(def: LimitDef, columns: LimitColumns, cut: Uint8Array): LimitHit {
  const lost = lostOver(columns);
  const above = positive(columns.amounts("over"), columns.groups);
  return {
    limit: def.id,
    counts: def.counts,
    groups: columns.groups,
    full: lost.count,
    overrun: above.count,
    payees: cut.reduce((n, flag) => n + flag, 0),
    cut: lost.amount,
    over: above.amount,
  };
}

interface Counted {
  readonly count: number;
  readonly amount: R.Rational;
}

/** Over all groups: one for each household where a limit is on households, so that doubles are worth their while. */
function lostOver(columns: LimitColumns): Counted {
  const [claimed, granted] = [columns.amounts("claimed"), columns.amounts("granted")];
  const aligned = claimed.known === null && granted.known === null ? align(claimed, granted) : null;
  if (aligned === null) return counted(columns.groups, (i) => lostIn(columns, i));
  const { first, second, scale } = aligned;
  let [count, sum] = [0, 0];
  for (let i = 0; i < columns.groups; i += 1) {
    const lost = (first[i] as number) - (second[i] as number);
    if (lost <= 0) continue;
    count += 1;
    sum += lost;
  }
  return { count, amount: R.ratio(BigInt(sum), scale) };
}

function positive(amounts: Amounts, groups: number): Counted {
  const { values, known, odd, scale } = amounts;
  if (!(values instanceof Int32Array) || known !== null || odd.size > 0) {
    return counted(groups, (i) => amountAt(amounts, i));
  }
  let [count, sum] = [0, 0n];
  for (let i = 0; i < groups; i += 1) {
    const value = values[i] as number;
    if (value <= 0) continue;
    count += 1;
    sum += BigInt(value);
  }
  return { count, amount: R.ratio(sum, scale) };
}

function counted(groups: number, amount: (group: number) => R.Rational | null): Counted {
  const all = sum();
  let count = 0;
  for (let i = 0; i < groups; i += 1) {
    const own = amount(i);
    if (own === null || own.n <= 0n) continue;
    all.add(own);
    count += 1;
  }
  return { count, amount: all.total() };
}

/** What a group's settled claims lost; null: nothing. */
function lostIn(columns: LimitColumns, group: number): R.Rational | null {
  const claimed = amountAt(columns.amounts("claimed"), group) ?? R.ZERO;
  const granted = amountAt(columns.amounts("granted"), group) ?? R.ZERO;
  return R.compare(claimed, granted) > 0 ? R.sub(claimed, granted) : null;
}

/** Payees with a claim under the limit that is among these rows: 1 for yes, by row of each benefit. */
function flagged(
  columns: LimitColumns,
  payees: PayeeColumns,
  outcome: Outcome,
  rowsOf: (benefit: string) => Uint8Array | undefined,
): Uint8Array {
  const out = new Uint8Array(payees.rows);
  for (const benefit of Object.keys(columns.cut)) {
    const { payee, rows } = outcome.claims(benefit);
    const flags = rowsOf(benefit);
    if (flags === undefined) continue;
    for (let row = 0; row < rows; row += 1) {
      const at = payee[row] as number;
      if (at >= 0 && flags[row] === 1) out[at] = 1;
    }
  }
  return out;
}

function cutPayees(columns: LimitColumns, payees: PayeeColumns, outcome: Outcome): Uint8Array {
  return flagged(columns, payees, outcome, (benefit) => columns.cut[benefit]);
}

/** Payees with something left of the limited benefits. */
function keptPayees(columns: LimitColumns, payees: PayeeColumns, outcome: Outcome): Uint8Array {
  return flagged(columns, payees, outcome, (benefit) => {
    const { values, known, odd } = outcome.claims(benefit).amounts("net");
    const flags = new Uint8Array(values.length);
    for (let row = 0; row < flags.length; row += 1) {
      if (known === null || known[row] === 1) flags[row] = odd.has(row) || (values[row] as number | bigint) > 0 ? 1 : 0;
    }
    return flags;
  });
}

function potsOf(
  def: LimitDef,
  columns: LimitColumns,
  cut: Uint8Array,
  kept: Uint8Array,
  key: (payee: number) => string,
  keysUpTo: number,
): Pot[] {
  const keys: string[][] = Array.from({ length: columns.groups }, () => []);
  const payees = new Float64Array(columns.groups);
  const empty = new Float64Array(columns.groups);
  for (let i = 0; i < columns.of.length; i += 1) {
    const group = columns.of[i] as number;
    if (group < 0 || cut[i] !== 1) continue;
    payees[group] = (payees[group] as number) + 1;
    const own = keys[group] as string[];
    if (own.length < keysUpTo) own.push(key(i));
    if (kept[i] !== 1) empty[group] = (empty[group] as number) + 1;
  }
  return Array.from({ length: columns.groups }, (_, i): Pot => {
    const g = columns.group(i);
    const estimated = R.add(g.granted, g.used);
    return {
      limit: def.id,
      counts: def.counts,
      group: g.group,
      ceiling: g.ceiling,
      used: g.used,
      claimed: g.claimed,
      estimated,
      left: g.ceiling === null ? null : R.sub(g.ceiling, estimated),
      reserve: g.reserve,
      provisional: g.provisional,
      refused: g.refused,
      cutOff: {
        payees: payees[i] as number,
        emptyHanded: empty[i] as number,
        amount: lostIn(columns, i) ?? R.ZERO,
        keys: keys[i] as string[],
      },
    };
  });
}
