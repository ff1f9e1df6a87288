/** Stage 7: sums over payees, with what is undecided kept apart. Invariant benefitsSumToPayee, payeesSumToTotal. */

import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { Claim, PayeeTotal, Total } from "../run.js";
import type { Rounding } from "./rounding.js";

function sumOrOpen(amounts: readonly (Rational | null)[]): Rational | null {
  let sum: Rational = R.ZERO;
  for (const amount of amounts) {
    if (amount === null) return null;
    sum = R.add(sum, amount);
  }
  return sum;
}

/** What a claim is in the second run: nothing due is 0, and without a ceiling it is not known. */
function ceilingOf(claim: Claim): Rational | null {
  return claim.state === "notDue" || claim.state === "notEligible" ? (claim.ceiling ?? R.ZERO) : claim.ceiling;
}

function payeeKey(claim: Claim): string {
  return `${claim.payee.entity}\n${claim.payee.row}`;
}

/** The total of these claims. `rounding` null: the policy pays nothing. */
export function totalOf(claims: readonly Claim[], rounding: Rounding | null): Total {
  const undecided = claims.filter((c) => c.state === "undecided");
  const settled = claims.filter((c) => c.net !== null);
  const paid = new Set(settled.filter((c) => R.sign(c.net as Rational) > 0).map(payeeKey));
  const exact = settled.reduce((sum, c) => R.add(sum, c.bounded ?? R.ZERO), R.ZERO);
  return {
    amount: settled.reduce((sum, c) => R.add(sum, c.net as Rational), R.ZERO),
    exact,
    exactToStep: rounding === null ? exact : R.round(exact, rounding.step, rounding.mode),
    rounded: settled.reduce((sum, c) => R.add(sum, c.rounded ?? R.ZERO), R.ZERO),
    ceiling: sumOrOpen(claims.map(ceilingOf)),
    recipients: paid.size,
    undecided: new Set(undecided.map(payeeKey)).size,
    high: sumOrOpen(undecided.map((c) => c.high)),
  };
}

function grouped<K>(claims: readonly Claim[], key: (claim: Claim) => K): Map<K, Claim[]> {
  const groups = new Map<K, Claim[]>();
  for (const claim of claims) {
    const list = groups.get(key(claim));
    if (list === undefined) groups.set(key(claim), [claim]);
    else list.push(claim);
  }
  return groups;
}

/** Totals of the claims by any key, such as the town of the payee; keys in order of first appearance. */
export function totalsBy(
  claims: readonly Claim[],
  rounding: Rounding | null,
  key: (claim: Claim) => string,
): Map<string, Total> {
  return new Map([...grouped(claims, key)].map(([k, list]) => [k, totalOf(list, rounding)]));
}

export function payeeTotals(claims: readonly Claim[]): PayeeTotal[] {
  return [...grouped(claims, payeeKey).values()].map((list): PayeeTotal => {
    const undecided = list.filter((c) => c.state === "undecided");
    const { entity, row } = (list[0] as Claim).payee;
    return {
      entity,
      row,
      net: list.reduce((sum, c) => R.add(sum, c.net ?? R.ZERO), R.ZERO),
      ceiling: sumOrOpen(list.map(ceilingOf)),
      undecided: undecided.length,
      high: sumOrOpen(undecided.map((c) => c.high)),
    };
  });
}
