/** What is undecided, by reason, with what it may come to. */
import type { Rational } from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import { type Outcome, STATES } from "../../outcome.js";
import type { Reason } from "../../run.js";
import { type Sum, sum } from "../sums.js";

export interface UndecidedReason {
  readonly kind: Reason["kind"];
  /** The field, value, benefit or limit. */
  readonly what: string;
  readonly claims: number;
  readonly payees: number;
  /** The most that these claims can come to; a claim with several reasons counts under each. `unbounded`: claims without a bound. */
  readonly high: Rational;
  readonly unbounded: number;
}

export interface UndecidedClaim {
  readonly benefit: string;
  readonly entity: string;
  readonly row: string;
  readonly reasons: readonly Reason[];
}

export interface Undecided {
  readonly claims: number;
  readonly reasons: readonly UndecidedReason[];
  /** The first of them in the roster's order. */
  readonly list: readonly UndecidedClaim[];
}

export function undecided(policy: Policy, outcome: Outcome, listUpTo: number): Undecided {
  const open = STATES.indexOf("undecided");
  const byReason = new Map<
    string,
    { readonly reason: Reason; claims: number; readonly payees: Set<string>; readonly high: Sum; unbounded: number }
  >();
  const list: UndecidedClaim[] = [];
  let claims = 0;
  for (const { id } of policy.benefits) {
    const { state } = outcome.claims(id);
    for (let row = state.indexOf(open); row >= 0; row = state.indexOf(open, row + 1)) {
      const claim = outcome.claim(id, row);
      claims += 1;
      if (list.length < listUpTo)
        list.push({ benefit: id, entity: claim.entity, row: claim.row, reasons: claim.reasons });
      const own = new Map(claim.reasons.map((r) => [`${r.kind} ${r.what}`, r]));
      for (const [key, reason] of own) {
        const entry = byReason.get(key) ?? { reason, claims: 0, payees: new Set<string>(), high: sum(), unbounded: 0 };
        byReason.set(key, entry);
        entry.claims += 1;
        entry.payees.add(`${claim.payee.entity}\n${claim.payee.row}`);
        if (claim.high === null) entry.unbounded += 1;
        else entry.high.add(claim.high);
      }
    }
  }
  return {
    claims,
    reasons: [...byReason.values()]
      .map(({ reason, claims: n, payees, high, unbounded }) => ({
        kind: reason.kind,
        what: reason.what,
        claims: n,
        payees: payees.size,
        high: high.total(),
        unbounded,
      }))
      .sort((a, b) => b.payees - a.payees),
    list,
  };
}
