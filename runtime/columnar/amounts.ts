/** Written columns as amounts in yuan, with the rows that the interpreter worked out put in their places. */
import { type Rational, ratio } from "../../compiler/ir/rational.js";
import type { Amounts } from "../outcome.js";

/** A column of whole numbers: each times `times`, by `scale`, is an amount. */
export interface Written {
  readonly values: Int32Array | BigInt64Array | Uint8Array;
  readonly scale: bigint;
  readonly times: bigint;
}

const I32 = 2n ** 31n;
const I64 = 2n ** 63n;

/** `has`: whether a row has an amount by kernel; null: every row. `rest`: the interpreter's rows, null where they have none. */
export function amountsFrom(
  written: Written,
  rows: number,
  has: ((row: number) => boolean) | null,
  rest: ReadonlyMap<number, Rational | null>,
): Amounts {
  const { scale } = written;
  const odd = new Map<number, Rational>();
  const values = timed(written, rows, odd);
  const zero = values instanceof BigInt64Array ? 0n : 0;
  const known = new Uint8Array(rows).fill(1);
  const put = (row: number, value: number | bigint): void => {
    values[row] = value as never;
  };
  for (let row = 0; has !== null && row < rows; row += 1) {
    if (has(row)) continue;
    known[row] = 0;
    odd.delete(row);
    put(row, zero);
  }
  for (const [row, amount] of rest) {
    known[row] = amount === null ? 0 : 1;
    odd.delete(row);
    put(row, zero);
    if (amount === null) continue;
    const whole = (amount.n * scale) / amount.d;
    const most = values instanceof BigInt64Array ? I64 : I32;
    if ((amount.n * scale) % amount.d !== 0n || whole < -most || whole >= most) odd.set(row, amount);
    else put(row, values instanceof BigInt64Array ? whole : Number(whole));
  }
  return { scale, values, known: known.includes(0) ? known : null, odd };
}

function timed(
  { values, times, scale }: Written,
  rows: number,
  odd: Map<number, Rational>,
): Int32Array | BigInt64Array {
  if (times === 1n) return values instanceof Uint8Array ? Int32Array.from(values) : values.slice();
  const out = new BigInt64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const whole = BigInt(values[row] as number | bigint) * times;
    if (whole < -I64 || whole >= I64) odd.set(row, ratio(whole, scale));
    else out[row] = whole;
  }
  return out;
}

/** Whole numbers in doubles, as narrow as they are. */
export function narrowed(sums: Float64Array): Int32Array | BigInt64Array {
  const fits = sums.every((n) => n >= -(2 ** 31) && n < 2 ** 31);
  return fits ? Int32Array.from(sums) : BigInt64Array.from(sums, BigInt);
}
