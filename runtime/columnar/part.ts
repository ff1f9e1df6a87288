/** The functions of a kernel's module put together: whole steps by vectors, what is left row by row. */
import { STEP } from "./lanes.js";
import type { Instance } from "./webassembly.js";

/** Rows from `from` to below `to`; the address of the sums; the row that stands first in what is written out. */
export type Rows = (from: number, to: number, base: number, origin: number) => void;

/** A kernel for whole steps only has no scalar function. `call`: rows of one call, whole steps. An engine replaces a function by its optimised code only when it is called again. */
export function partOf(instance: Instance, vectors: boolean, call: number): Rows {
  const scalar = (instance.exports.scalar ?? null) as Rows | null;
  const vector = vectors ? (instance.exports.vector as Rows) : null;
  return (from, to, base, origin) => {
    const whole = vector === null ? from : to - ((to - from) % STEP);
    if (vector !== null)
      for (let row = from; row < whole; row += call) vector(row, Math.min(whole, row + call), base, origin);
    if (whole === to) return;
    if (scalar === null) throw new RangeError(`rows ${whole} to ${to} are no whole step`);
    for (let row = whole; row < to; row += call) scalar(row, Math.min(to, row + call), base, origin);
  };
}
