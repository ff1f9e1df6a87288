/** Who hits which limit, and how full each pot is. */
import * as R from "../../../compiler/ir/rational.js";
import type { LimitDef, Policy } from "../../../compiler/ir/types.js";
import type { LimitColumns, Outcome, PayeeColumns } from "../../outcome.js";
import { amountAt } from "../../outcomes/index.js";
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
  const [taken, over] = [sum(), sum()];
  let [full, overrun] = [0, 0];
  for (let i = 0; i < columns.groups; i += 1) {
    const lost = lostIn(columns, i);
    if (lost !== null) {
      taken.add(lost);
      full += 1;
    }
    const above = amountAt(columns.amounts("over"), i);
    if (above === null || above.n <= 0n) continue;
    over.add(above);
    overrun += 1;
  }
  return {
    limit: def.id,
    counts: def.counts,
    groups: columns.groups,
    full,
    overrun,
    payees: cut.reduce((n, flag) => n + flag, 0),
    cut: taken.total(),
    over: over.total(),
  };
}

/** What a group's settled claims lost; null: nothing. */
function lostIn(columns: LimitColumns, group: number): R.Rational | null {
  const claimed = amountAt(columns.amounts("claimed"), group) ?? R.ZERO;
  const granted = amountAt(columns.amounts("granted"), group) ?? R.ZERO;
  return R.compare(claimed, granted) > 0 ? R.sub(claimed, granted) : null;
}

function flagged(
  columns: LimitColumns,
  payees: PayeeColumns,
  outcome: Outcome,
  test: (benefit: string, row: number) => boolean,
): Uint8Array {
  const out = new Uint8Array(payees.rows);
  for (const benefit of Object.keys(columns.cut)) {
    const { payee, rows } = outcome.claims(benefit);
    for (let row = 0; row < rows; row += 1) {
      const at = payee[row] as number;
      if (at >= 0 && test(benefit, row)) out[at] = 1;
    }
  }
  return out;
}

function cutPayees(columns: LimitColumns, payees: PayeeColumns, outcome: Outcome): Uint8Array {
  return flagged(columns, payees, outcome, (benefit, row) => columns.cut[benefit]?.[row] === 1);
}

/** Payees with something left of the limited benefits. */
function keptPayees(columns: LimitColumns, payees: PayeeColumns, outcome: Outcome): Uint8Array {
  const nets = new Map(Object.keys(columns.cut).map((b) => [b, outcome.claims(b).amounts("net")]));
  return flagged(columns, payees, outcome, (benefit, row) => {
    const net = nets.get(benefit);
    if (net === undefined || (net.known !== null && net.known[row] !== 1)) return false;
    return net.odd.has(row) || Number(net.values[row]) > 0;
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
