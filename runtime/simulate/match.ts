/** The payees of two runs side by side: whoever is in both, by entity and key, then whoever is in one only. */
import * as R from "../../compiler/ir/rational.js";
import type { Amounts, Outcome, PayeeColumns } from "../outcome.js";
import { amountAt } from "../outcomes/index.js";
import type { Table } from "../table.js";

export interface Matched {
  readonly rows: number;
  /** The payee of each in the first and the second run; -1: not there. */
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** What was run on what. */
interface Run {
  readonly input: { readonly table: Table };
  readonly outcome: Pick<Outcome, "payees">;
}

export function match(a: Run, b: Run): Matched {
  const [one, two] = [a.outcome.payees(), b.outcome.payees()];
  if (sameKeys(a.input.table, b.input.table, one, two)) {
    const all = new Int32Array(one.rows);
    for (let i = 0; i < all.length; i += 1) all[i] = i;
    return { rows: one.rows, first: all, second: all };
  }
  const places = new Map<string, number>();
  for (let i = 0; i < one.rows; i += 1) places.set(identity(one, i), i);
  const taken = new Uint8Array(one.rows);
  const first = new Int32Array(one.rows + two.rows).fill(-1);
  const second = new Int32Array(one.rows + two.rows).fill(-1);
  let rows = 0;
  for (let i = 0; i < two.rows; i += 1) {
    const at = places.get(identity(two, i)) ?? -1;
    if (at >= 0) taken[at] = 1;
    first[rows] = at;
    second[rows] = i;
    rows += 1;
  }
  for (let i = 0; i < one.rows; i += 1) {
    if (taken[i] === 1) continue;
    first[rows] = i;
    rows += 1;
  }
  return { rows, first: first.subarray(0, rows), second: second.subarray(0, rows) };
}

/** One run's payees are one for each key, so a key is a place. */
function identity(payees: PayeeColumns, index: number): string {
  const entity = payees.entities[payees.entity === null ? 0 : (payees.entity[index] as number)] ?? "";
  return payees.entities.length === 1 ? payees.key(index) : `${entity}\n${payees.key(index)}`;
}

/** Whether both runs paid the same rows of the same keys: growth and take-up change columns only. */
function sameKeys(one: Table, two: Table, a: PayeeColumns, b: PayeeColumns): boolean {
  return (
    a.rows === b.rows &&
    a.entities.length === b.entities.length &&
    a.entities.every((e, i) => e === b.entities[i] && one.entities[e]?.keys === two.entities[e]?.keys) &&
    equalInts(a.at, b.at) &&
    equalInts(a.entity, b.entity)
  );
}

function equalInts(a: Int32Array | Uint8Array | null, b: Int32Array | Uint8Array | null): boolean {
  if (a === b) return true;
  if (a === null || b === null || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** Two columns of amounts at one scale: `of` each row, whole numbers whose every sum stays below 2^53. */
export interface Aligned {
  readonly scale: bigint;
  readonly first: Int32Array | Float64Array;
  readonly second: Int32Array | Float64Array;
}

const EXACT = 2n ** 53n;

/** Null where doubles would not hold every sum of these amounts and their differences exactly. */
export function align(a: Amounts, b: Amounts): Aligned | null {
  if (a.odd.size > 0 || b.odd.size > 0) return null;
  const scale = lcm(a.scale, b.scale);
  const [first, second] = [wholes(a, scale / a.scale), wholes(b, scale / b.scale)];
  if (first === null || second === null) return null;
  const rows = BigInt(a.values.length + b.values.length + 1);
  const most = (first.most > second.most ? first.most : second.most) * 2n;
  return most * rows < EXACT ? { scale, first: first.values, second: second.values } : null;
}

function wholes(amounts: Amounts, factor: bigint): { values: Int32Array | Float64Array; most: bigint } | null {
  const { values, known } = amounts;
  let most = 0n;
  if (values instanceof Int32Array) {
    let [low, high] = [0, 0];
    for (let i = 0; i < values.length; i += 1) {
      const v = values[i] as number;
      if (v < low) low = v;
      else if (v > high) high = v;
    }
    most = BigInt(Math.max(-low, high)) * factor;
    if (factor === 1n && known === null) return { values, most };
  } else {
    for (const v of values) {
      const size = v < 0n ? -v : v;
      if (size > most) most = size;
    }
    most *= factor;
  }
  if (most >= EXACT) return null;
  const by = Number(factor);
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i += 1) {
    if (known === null || known[i] === 1) out[i] = Number(values[i]) * by;
  }
  return { values: out, most };
}

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** The amount of a payee of one run; nothing where it is not there. */
export function amountOf(amounts: Amounts, index: number): R.Rational {
  return index < 0 ? R.ZERO : (amountAt(amounts, index) ?? R.ZERO);
}
