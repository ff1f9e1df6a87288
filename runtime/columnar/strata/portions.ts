/**
 * `portion of P by w` over columns: the weights come from the engine, the pot from the interpreter, once; the steps are
 * divided among integers. What an undecided row might take is worked out for that row alone.
 */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { AmountAward } from "../../../compiler/ir/types.js";
import type { ClaimColumns } from "../../outcome.js";
import { amountAt } from "../../outcomes/index.js";
import { apportion as exactly, apportionTo as exactlyTo } from "../../reference/apportion.js";
import { dependence } from "../../reference/depends.js";
import { evaluate } from "../../reference/evaluate.js";
import type { Node } from "../../reference/facts.js";
import { potentialShare } from "../../reference/portion.js";
import { ofSteps, type Rounding, roundWithin, stepsDown } from "../../reference/rounding.js";
import { type Share, scopeOn } from "../../reference/scope.js";
import type { Value } from "../../reference/value.js";
import * as V from "../../reference/value.js";
import { entityTable, outwards } from "../../table/relations.js";
import { apportion, apportionTo } from "./apportion.js";
import { fieldReader, nearestOf, placesByKey, rawCodes, sortable } from "./facts.js";
import { emptyLedger, inSteps, type Ledger, take } from "./ledger.js";
import { eachRow, placeOfNode, type RowReader } from "./rows.js";
import { EXACT, OPEN, SETTLED, UNBOUNDED } from "./seats.js";
import type { PortionBenefit } from "./split.js";

export interface PoolRun {
  readonly pot: Value;
  /** An undecided row may still join. */
  readonly provisional: boolean;
  /** Whether its rows have parts: its pot is known, and its weights are not all 0. */
  readonly divided: boolean;
}

export interface PortionRun {
  readonly portion: PortionBenefit;
  readonly pools: readonly PoolRun[];
  /** The pool of each row; -1: none. */
  readonly pool: Int32Array;
  /** The steps of each settled row; from EXACT on, only about. */
  readonly steps: Float64Array;
  /** The row's part, as the interpreter would have it. */
  readonly share: (row: number) => Share;
}

const NO_SHARE: Share = { value: V.known(R.ZERO), provisional: false };

/** `weights`: the engine's claims, in which each row's weight stands in place of its share. */
export function divide(
  reader: RowReader,
  portion: PortionBenefit,
  weights: ClaimColumns,
  known: Ledger,
  step: Rational,
): PortionRun {
  const { rows } = known;
  const { pool, count } = poolsBy(reader, portion, known);
  const members: number[][] = Array.from({ length: count }, () => []);
  const open: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    if ((pool[row] as number) < 0) continue;
    (members[pool[row] as number] as number[]).push(row);
    if (known.state[row] === OPEN) open.push(row);
  }
  const unsure = new Map<number, Value>();
  eachRow(reader, portion.benefit.entity, open, (node, row, { world }) => {
    const weight = evaluate(portion.source.weight, scopeOn(world, node, portion.benefit.id));
    unsure.set(row, V.larger(weight, V.known(R.ZERO)));
  });
  const pots = potsOf(reader, portion, members);
  const bounded = weights.amounts("bounded");
  const weightOf = (row: number): Rational => amountAt(bounded, row) ?? R.ZERO;
  const steps = new Float64Array(rows);
  /** The shares that a double does not hold. */
  const wide = new Map<number, bigint>();
  const shares: ((row: number) => Share)[] = [];
  const pools = members.map((list, p): PoolRun => {
    const pot = pots[p] as Value;
    const settled = Int32Array.from(list.filter((row) => known.state[row] === SETTLED));
    const provisional = settled.length < list.length;
    const amount = V.knownNumber(pot);
    const given = (value: Value): Share => ({ value, provisional });
    if (amount === null) {
      const all = given(V.range(R.ZERO, V.high(pot), V.reasonsOf(pot)));
      shares.push(() => all);
      return { pot, provisional, divided: false };
    }
    const most = R.sign(amount) > 0 ? stepsDown(amount, step) : 0n;
    const whole = wholeWeights(bounded, settled);
    const total = whole === null ? sum(Array.from(settled, weightOf)) : R.ratio(BigInt(whole.sum), bounded.scale);
    if (R.sign(total) === 0) {
      shares.push((row) => given(zeroWeights(reader, portion, row, unsure.get(row), ofSteps(most, step))));
      return { pot, provisional, divided: false };
    }
    const byKey = (): Float64Array => placesByKey(reader.table, [portion.benefit.entity])[0] as Float64Array;
    let places: Float64Array | null = null;
    const tie = (a: number, b: number): number => {
      places ??= byKey();
      return (places[settled[a] as number] as number) - (places[settled[b] as number] as number);
    };
    const taker = takerOf(reader, portion, settled, weightOf, byKey);
    if (whole !== null && most < BigInt(EXACT)) {
      const parts =
        taker === null ? apportion(Number(most), whole.weights, tie) : apportionTo(Number(most), whole.weights, taker);
      for (let i = 0; i < settled.length; i += 1) steps[settled[i] as number] = parts[i] as number;
    } else {
      const exact = Array.from(settled, weightOf);
      const parts = taker === null ? exactly(most, exact, tie) : exactlyTo(most, exact, taker);
      for (let i = 0; i < settled.length; i += 1) {
        const [row, part] = [settled[i] as number, parts[i] as bigint];
        steps[row] = Number(part);
        if (part >= BigInt(EXACT)) wide.set(row, part);
      }
    }
    shares.push((row) => {
      const weight = unsure.get(row);
      if (weight === undefined) return given(V.known(ofSteps(wide.get(row) ?? BigInt(steps[row] as number), step)));
      const why = weight.known ? [reason(reader, portion, "pot", row)] : weight.reasons;
      return given(V.range(R.ZERO, potentialShare(most, weight, total, step), why));
    });
    return { pot, provisional, divided: true };
  });
  return {
    portion,
    pools,
    pool,
    steps,
    share: (row) => {
      const p = pool[row] as number;
      return p < 0 ? NO_SHARE : (shares[p] as (row: number) => Share)(row);
    },
  };
}

function sum(list: readonly Rational[]): Rational {
  return list.reduce(R.add, R.ZERO);
}

/** Weights in one scale as doubles; null: their sum, or one of them, does not fit. */
function wholeWeights(
  bounded: ReturnType<ClaimColumns["amounts"]>,
  rows: Int32Array,
): { readonly weights: Float64Array; readonly sum: number } | null {
  const weights = new Float64Array(rows.length);
  let total = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as number;
    if (bounded.odd.size > 0 && bounded.odd.has(row)) return null;
    const w = Number(bounded.values[row] as number | bigint);
    weights[i] = w;
    total += w;
    if (total >= EXACT) return null;
  }
  return { weights, sum: total };
}

function reason(reader: RowReader, { benefit }: PortionBenefit, kind: "pot" | "zeroWeights", row: number) {
  const key = entityTable(reader.table, benefit.entity).keys[row] as string;
  return { kind, what: benefit.id, entity: benefit.entity, row: key };
}

function zeroWeights(
  reader: RowReader,
  portion: PortionBenefit,
  row: number,
  weight: Value | undefined,
  most: Rational,
): Value {
  const own = weight === undefined ? [] : V.reasonsOf(weight);
  return V.range(R.ZERO, most, V.mergeReasons([own, [reason(reader, portion, "zeroWeights", row)]]));
}

// ---------------------------------------------------------------- pots

/** What the pot depends on: rows of wider entities and fields of the row. One pot for all if nothing. */
function poolsBy(reader: RowReader, portion: PortionBenefit, known: Ledger): { pool: Int32Array; count: number } {
  const { policy } = reader.input;
  const { entity } = portion.benefit;
  const reads = dependence(policy).of(portion.source.pot);
  const parts: Int32Array[] = [];
  for (const outer of [...reads.entities].filter((e) => outwards(policy, entity).includes(e))) {
    const holders = nearestOf(policy, reader.table, entity, outer);
    if (holders !== null) parts.push(holders);
  }
  for (const field of [...reads.fields].sort()) {
    const [of, id] = field.split(".") as [string, string];
    if (of === entity && reads.entities.has(of)) parts.push(rawCodes(reader.table, of, id).codes);
  }
  const pool = new Int32Array(known.rows).fill(-1);
  const numbers = new Map<string, number>();
  for (let row = 0; row < known.rows; row += 1) {
    if (known.state[row] !== SETTLED && known.state[row] !== OPEN) continue;
    const id = parts.length === 0 ? "" : parts.map((p) => p[row]).join(" ");
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    pool[row] = number;
  }
  return { pool, count: numbers.size };
}

/** Each pot, evaluated on the first row that it is divided over. */
function potsOf(reader: RowReader, portion: PortionBenefit, members: readonly (readonly number[])[]): Value[] {
  const { pot } = portion.source;
  if (pot.op === "num") return members.map(() => V.known(R.rational(pot.value)));
  const first = new Map(members.map((list, p) => [list[0] as number, p]));
  const pots: Value[] = [];
  eachRow(reader, portion.benefit.entity, first.keys(), (node, row, { world }) => {
    pots[first.get(row) as number] = evaluate(pot, scopeOn(world, node, portion.benefit.id));
  });
  return pots;
}

/** `remainder to …`: the first by that order, as a place in `rows`; null: largest remainder. */
function takerOf(
  reader: RowReader,
  { benefit, source }: PortionBenefit,
  rows: Int32Array,
  weightOf: (row: number) => Rational,
  byKey: () => Float64Array,
): number | null {
  if (source.remainder === null) return null;
  const { policy } = reader.input;
  const columns = source.remainder.map((order) => {
    const { key } = order;
    let read: (row: number) => V.Datum | null = weightOf;
    if (key !== null && key.op === "field" && key.entity === benefit.entity) {
      read = fieldReader(policy, reader.table, key.entity, key.field);
    } else if (key !== null) {
      const values = new Map<number, V.Datum>();
      eachRow(reader, benefit.entity, rows, (node, row, { world }) => {
        const value = evaluate(key, scopeOn(world, node, benefit.id));
        if (value.known) values.set(row, value.value);
      });
      read = (row) => values.get(row) ?? null;
    }
    return { column: sortable(rows.length, (i) => read(rows[i] as number)), direction: order.falling ? -1 : 1 };
  });
  const places = byKey();
  const isLate = (i: number): boolean => columns.some(({ column }) => column?.known?.[i] === 0);
  const before = (a: number, b: number): number => {
    const late = Number(isLate(a)) - Number(isLate(b));
    if (late !== 0) return late;
    for (const { column, direction } of columns) {
      if (column === null || column.known?.[a] === 0 || column.known?.[b] === 0) continue;
      const gap = (column.values[a] as number) - (column.values[b] as number);
      if (gap !== 0) return gap * direction;
    }
    return (places[rows[a] as number] as number) - (places[rows[b] as number] as number);
  };
  let first = 0;
  for (let i = 1; i < rows.length; i += 1) if (before(i, first) < 0) first = i;
  return first;
}

// ---------------------------------------------------------------- claims

/** Stages 2 to 4 of one row that the interpreter worked out. */
export interface Stages {
  readonly gross: Rational | null;
  readonly bounded: Rational | null;
  readonly rounded: Rational | null;
}

export interface PortionClaims {
  readonly ledger: Ledger;
  /** Rows whose share is not simply divided and cut. */
  readonly asked: ReadonlyMap<number, Stages>;
  /** Stage 3 of the others. */
  readonly bounded: (row: number) => Rational;
}

/** Stages 3 and 4 of the shares. `reader` has the shares among what it is given. */
export function claimsOf(reader: RowReader, run: PortionRun, known: Ledger, rounding: Rounding): PortionClaims {
  const { benefit, leaf } = run.portion;
  const ledger = emptyLedger(benefit, known.rows);
  const cuts = constantCuts(leaf);
  const { step } = rounding;
  const asked: number[] = [];
  // Many shares are the same number.
  const memory = new Map<number, number>();
  const cutSteps = (share: number): number => {
    const found = memory.get(share);
    if (found !== undefined || cuts === null) return found ?? 0;
    const bounded = cuts.cut(ofSteps(BigInt(share), step));
    const steps = inSteps(roundWithin(bounded, cuts.floorOf(bounded), cuts.ceiling, rounding), step);
    memory.set(share, steps);
    return steps;
  };
  const highs = new Map<Rational, number>();
  /** null: beyond what a double holds. */
  const highest = (share: Value): number | null => {
    const most = V.high(share);
    if (most === null) return UNBOUNDED;
    const found = highs.get(most) ?? inSteps(roundWithin(most, null, null, rounding), step);
    highs.set(most, found);
    return found < EXACT ? found : null;
  };
  for (let row = 0; row < known.rows; row += 1) {
    const p = run.pool[row] as number;
    if (p < 0) continue;
    const share = run.steps[row] as number;
    // Of what is not settled or not divided, or is beyond what a double holds, the interpreter says what it comes to.
    const divided = known.state[row] === SETTLED && (run.pools[p] as PoolRun).divided && share < EXACT;
    if (cuts !== null && divided) {
      ledger.state[row] = SETTLED;
      ledger.amount[row] = cuts.none ? share : cutSteps(share);
      continue;
    }
    // Without cuts it is at most what its share may become, whether or not anything is due.
    const open = cuts?.none === true && share < EXACT ? run.share(row).value : V.YES;
    const high = open.known ? null : highest(open);
    if (high === null) asked.push(row);
    else {
      ledger.state[row] = OPEN;
      ledger.high[row] = high;
    }
  }
  const stages = new Map<number, Stages>();
  eachRow(reader, benefit.entity, asked, (node, row, open) => {
    const d = open.draft(benefit, node);
    const { outcome } = d.entitlement;
    const due = outcome.kind === "due" ? outcome : null;
    take(ledger, row, d, step);
    stages.set(row, {
      gross: due === null ? null : V.knownNumber(due.gross),
      bounded: due?.bounded ?? null,
      rounded: d.rounded,
    });
  });
  const share = (row: number): Rational => ofSteps(BigInt(run.steps[row] as number), step);
  return { ledger, asked: stages, bounded: (row) => (cuts === null ? share(row) : cuts.cut(share(row))) };
}

interface Cuts {
  readonly none: boolean;
  readonly cut: (share: Rational) => Rational;
  readonly floorOf: (bounded: Rational) => Rational | null;
  readonly ceiling: Rational | null;
}

/** Cuts that are the same number on every row; null: they are not. */
function constantCuts(leaf: AmountAward): Cuts | null {
  const number = (e: AmountAward["floors"][number]): Rational | null => (e.op === "num" ? R.rational(e.value) : null);
  const floors = leaf.floors.map(number);
  const ceilings = leaf.ceilings.map(number);
  if (floors.includes(null) || ceilings.includes(null)) return null;
  const floor = floors.length === 0 ? null : (floors as Rational[]).reduce(R.max);
  const top = ceilings.length === 0 ? null : R.max((ceilings as Rational[]).reduce(R.min), R.ZERO);
  return {
    none: floor === null && top === null,
    cut: (share) => {
      const raised = floor === null ? share : R.max(share, floor);
      return R.max(top === null ? raised : R.min(raised, top), R.ZERO);
    },
    // A floor that a ceiling has cut below holds no longer.
    floorOf: (bounded) => (floor !== null && R.compare(floor, bounded) <= 0 ? floor : null),
    ceiling: top,
  };
}

/** The shares of these portions, as the interpreter asks for them. */
export function sharesOf(runs: readonly PortionRun[]): (leaf: AmountAward, node: Node) => Share {
  const byLeaf = new Map(runs.map((run) => [run.portion.leaf, run]));
  return (leaf, node) => byLeaf.get(leaf)?.share(placeOfNode(node)) ?? NO_SHARE;
}
