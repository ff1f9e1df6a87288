/** When the money is paid, from the dated parts of stage 8. */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { Outcome } from "../../outcome.js";
import { type Sum, sum, sumAt } from "../sums.js";

export interface CashMonth {
  /** `2024-05`. */
  readonly month: string;
  readonly amount: Rational;
  readonly parts: number;
  readonly byBenefit: Readonly<Record<string, Rational>>;
}

export interface CashFlow {
  readonly months: readonly CashMonth[];
  readonly years: readonly { readonly year: string; readonly amount: Rational }[];
  /** Due, but its date is missing. */
  readonly unscheduled: Rational;
  /** Its condition is not known or does not hold yet. */
  readonly open: Rational;
  /** Net amounts for which the policy has no pay-out. All of these sum to the total. */
  readonly outside: Rational;
  /** Who bears it, where parts name parties. */
  readonly parties: readonly { readonly party: string; readonly amount: Rational }[];
  /** Paid out of a money field instead of a benefit, by pay-out: not in the sums above. */
  readonly fields: readonly { readonly payOut: string; readonly amount: Rational }[];
}

export function cashFlow(outcome: Outcome): CashFlow {
  const months = new Map<string, { readonly all: Sum; readonly by: Map<string, Sum>; parts: number }>();
  const years = new Map<string, Sum>();
  const parties = new Map<string, Sum>();
  const fields = new Map<string, Sum>();
  const [unscheduled, open, paidOut] = [sum(), sum(), sum()];
  for (const part of outcome.partTotals()) {
    if (part.benefit === null) {
      sumAt(fields, part.payOut).add(part.amount);
      continue;
    }
    paidOut.add(part.amount);
    if (part.party !== null) sumAt(parties, part.party).add(part.amount);
    if (part.state === "open") open.add(part.amount);
    else if (part.month === null) unscheduled.add(part.amount);
    else {
      const { month } = part;
      const own = months.get(month) ?? { all: sum(), by: new Map<string, Sum>(), parts: 0 };
      months.set(month, own);
      own.all.add(part.amount);
      own.parts += part.parts;
      sumAt(own.by, part.benefit).add(part.amount);
      sumAt(years, month.slice(0, 4)).add(part.amount);
    }
  }
  const inOrder = <T>(entries: Iterable<[string, T]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    months: inOrder(months).map(([month, m]) => ({
      month,
      amount: m.all.total(),
      parts: m.parts,
      byBenefit: Object.fromEntries([...m.by].map(([benefit, s]) => [benefit, s.total()])),
    })),
    years: inOrder(years).map(([year, s]) => ({ year, amount: s.total() })),
    unscheduled: unscheduled.total(),
    open: open.total(),
    outside: R.sub(outcome.total.amount, paidOut.total()),
    parties: [...parties].map(([party, s]) => ({ party, amount: s.total() })),
    fields: [...fields].map(([payOut, s]) => ({ payOut, amount: s.total() })),
  };
}
