/** Exact sums of many amounts. Amounts of one denominator are summed as whole numbers; fractions meet only at the end. */
import * as R from "../../compiler/ir/rational.js";

export interface Sum {
  readonly add: (amount: R.Rational) => void;
  readonly total: () => R.Rational;
}

export function sum(): Sum {
  const byDenominator = new Map<bigint, bigint>();
  return {
    add: ({ n, d }) => void byDenominator.set(d, (byDenominator.get(d) ?? 0n) + n),
    total: () => [...byDenominator].reduce((all, [d, n]) => R.add(all, R.ratio(n, d)), R.ZERO),
  };
}

/** The sum kept under a key, made when it is first asked for. */
export function sumAt<K>(sums: Map<K, Sum>, key: K): Sum {
  const found = sums.get(key);
  if (found !== undefined) return found;
  const made = sum();
  sums.set(key, made);
  return made;
}

export function sumOf(amounts: Iterable<R.Rational>): R.Rational {
  const all = sum();
  for (const amount of amounts) all.add(amount);
  return all.total();
}
