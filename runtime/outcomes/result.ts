/** An outcome as the lists of a run, for reports that go through every claim. */
import type { Policy } from "../../compiler/ir/types.js";
import type { Outcome } from "../outcome.js";
import { payeeTotals } from "../reference/totals.js";
import type { Claim, EligibilityResult, RunResult } from "../run.js";

/** In the roster's order, then the policy's, as the interpreter gives them. `rows`: how many an entity has. */
export function resultOf(policy: Policy, outcome: Outcome, rows: (entity: string) => number): RunResult {
  const claims: Claim[] = [];
  for (const { id } of outcome.refused ? [] : policy.entities) {
    const benefits = policy.benefits.filter((b) => b.entity === id);
    const count = benefits.length === 0 ? 0 : rows(id);
    for (let row = 0; row < count; row += 1) for (const b of benefits) claims.push(outcome.claim(b.id, row));
  }
  const eligibility: EligibilityResult[] = [];
  for (const entity of outcome.refused ? [] : new Set(policy.eligibility.map((e) => e.entity))) {
    for (let row = 0; row < rows(entity); row += 1) {
      const verdict = outcome.eligibility(entity, row);
      if (verdict !== null) eligibility.push(verdict);
    }
  }
  const limits = outcome.limits().flatMap((l) => Array.from({ length: l.groups }, (_, group) => l.group(group)));
  const later = {
    parts: [...outcome.parts()],
    checks: outcome.checks().flatMap((c) => c.results()),
    differences: outcome.differences(),
    clawbacks: outcome.clawbacks(),
    unspent: outcome.unspent(),
  };
  return {
    refused: outcome.refused,
    eligibility,
    claims,
    limits,
    ...later,
    payees: payeeTotals(claims),
    total: outcome.total,
    byBenefit: outcome.byBenefit,
    assumptions: outcome.assumptions,
    // The later stages have had their say by now.
    diagnostics: outcome.diagnostics,
  };
}
