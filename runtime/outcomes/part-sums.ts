/** Parts of stage 8 added up. */
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { PartTotal } from "../outcome.js";
import type { PartResult } from "../run.js";

/** Sums of parts that agree. */
export function partSums() {
  const found = new Map<
    string,
    { readonly of: Omit<PartTotal, "amount" | "parts">; amount: Rational; parts: number }
  >();
  const add = (of: Omit<PartTotal, "amount" | "parts">, amount: Rational, parts: number): void => {
    const key = JSON.stringify([of.payOut, of.benefit, of.party, of.state, of.month]);
    const sum = found.get(key);
    if (sum === undefined) found.set(key, { of, amount, parts });
    else {
      sum.amount = R.add(sum.amount, amount);
      sum.parts += parts;
    }
  };
  return {
    add,
    part: (p: PartResult): void => {
      const { payOut, benefit, party, state } = p;
      add({ payOut, benefit, party, state, month: p.on === null ? null : p.on.slice(0, 7) }, p.amount, 1);
    },
    totals: (): PartTotal[] => [...found.values()].map(({ of, amount, parts }) => ({ ...of, amount, parts })),
  };
}

/** The sums of an outcome's parts, where they are there as a list. */
export function sumsOfParts(parts: Iterable<PartResult>): PartTotal[] {
  const sums = partSums();
  for (const part of parts) sums.part(part);
  return sums.totals();
}
