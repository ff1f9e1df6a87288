/** Which clause left whom out: for each benefit the rows that come in, what each condition takes away, and who remains. */
import * as R from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import { type ClaimColumns, type Outcome, STATES } from "../../outcome.js";
import type { Because } from "../../run.js";

export interface FunnelStep {
  /** The clause and condition or exception, the first that failed in writing. */
  readonly because: Because;
  /** Left out as not eligible, or with nothing due. */
  readonly state: "notEligible" | "notDue";
  readonly rows: number;
  /** Rows that remain after this step. */
  readonly left: number;
}

export interface Funnel {
  readonly benefit: string;
  readonly entity: string;
  readonly rows: number;
  /** Eligibility first, then the benefit's own conditions, in written order. */
  readonly steps: readonly FunnelStep[];
  /** Of those that remain: undecided, due but brought to 0, paid. */
  readonly undecided: number;
  readonly zero: number;
  readonly paid: number;
  readonly amount: R.Rational;
}

const [PAID, ZERO, NOT_DUE, NOT_ELIGIBLE, UNDECIDED] = STATES.map((_, i) => i) as [
  number,
  number,
  number,
  number,
  number,
];

export function funnels(policy: Policy, outcome: Outcome): Funnel[] {
  return policy.benefits.map((b) => funnel(b.entity, outcome.claims(b.id), outcome.byBenefit[b.id]?.amount ?? R.ZERO));
}

function funnel(entity: string, claims: ClaimColumns, amount: R.Rational): Funnel {
  const byState = new Array<number>(STATES.length).fill(0);
  const byCause = [new Float64Array(claims.causes.length + 1), new Float64Array(claims.causes.length + 1)] as const;
  const { state, because, rows } = claims;
  for (let row = 0; row < rows; row += 1) {
    const own = state[row] as number;
    byState[own] = (byState[own] as number) + 1;
    if (own !== NOT_DUE && own !== NOT_ELIGIBLE) continue;
    const counts = byCause[own === NOT_ELIGIBLE ? 0 : 1];
    const code = because[row] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  const causes = claims.causes.flatMap((cause, i) =>
    (["notEligible", "notDue"] as const).flatMap((kind, k) => {
      const count = byCause[k]?.[i + 1] ?? 0;
      return count > 0 ? [{ because: cause, state: kind, rows: count }] : [];
    }),
  );
  causes.sort(
    (a, b) => place(claims.benefit, a.because) - place(claims.benefit, b.because) || a.because.index - b.because.index,
  );
  let left = rows;
  const steps = causes.map((cause): FunnelStep => {
    left -= cause.rows;
    return { ...cause, left };
  });
  return {
    benefit: claims.benefit,
    entity,
    rows,
    steps,
    undecided: byState[UNDECIDED] ?? 0,
    zero: byState[ZERO] ?? 0,
    paid: byState[PAID] ?? 0,
    amount,
  };
}

/** Other clauses (eligibility) before the benefit's own; conditions, exceptions, rules, starting size. */
function place(benefit: string, because: Because): number {
  const kinds: readonly Because["kind"][] = ["condition", "except", "rules", "least"];
  return (because.clause === benefit ? kinds.length : 0) + kinds.indexOf(because.kind);
}
