/**
 * The invariants of the stages, by name. Each returns what breaks it, as text; nothing if it holds. Code that relies on one
 * cites its name, and the properties of the tests check each on generated policies and rosters.
 */

import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { Claim, RunInput, RunResult } from "../run.js";

export type Invariant = (input: RunInput, result: RunResult) => readonly string[];

const name = (c: Claim) => `${c.benefit} of ${c.entity} ${c.row}`;
const above = (a: Rational | null, b: Rational | null) => a !== null && b !== null && R.compare(a, b) > 0;

function stepOf(input: RunInput): Rational {
  return R.rational(input.policy.round?.step ?? "0.01");
}

function isWhole(amount: Rational, step: Rational): boolean {
  return R.div(amount, step).d === 1n;
}

/** Stages 0 and 1: each row of an entity that has a benefit has one claim for it, and one verdict if it has a clause. */
export const noRowVanishes: Invariant = ({ policy, roster }, result) => {
  const rows = (entity: string) => roster.entities[entity]?.length ?? 0;
  const claims = policy.benefits.flatMap((b) => {
    const found = result.claims.filter((c) => c.benefit === b.id).length;
    return found === rows(b.entity) ? [] : [`${b.id}: ${found} claims for ${rows(b.entity)} rows`];
  });
  const entities = [...new Set(policy.eligibility.map((e) => e.entity))];
  const verdicts = entities.flatMap((entity) => {
    const found = result.eligibility.filter((e) => e.entity === entity).length;
    return found === rows(entity) ? [] : [`eligible ${entity}: ${found} verdicts for ${rows(entity)} rows`];
  });
  return [...claims, ...verdicts];
};

/** Stage 3: floor ≤ x ≤ ceiling where both can hold, the ceiling last, and never below 0. */
export const boundedWithinCuts: Invariant = (_, result) =>
  result.claims.flatMap((c) => {
    if (c.bounded === null) return [];
    const ceiling = c.ceilingCut === null ? null : R.max(c.ceilingCut, R.ZERO);
    if (R.sign(c.bounded) < 0) return [`${name(c)} is below 0`];
    if (above(c.bounded, ceiling)) return [`${name(c)} is above its ceiling`];
    if (above(c.floor, c.bounded) && !above(c.floor, ceiling)) return [`${name(c)} is below its floor`];
    return [];
  });

/** Stage 4: rounding does not take an amount over its ceiling, nor under its floor unless the ceiling is there. */
export const roundedCrossesNoCut: Invariant = (input, result) =>
  result.claims.flatMap((c) => {
    if (c.rounded === null) return [];
    const ceiling = c.ceilingCut === null ? null : R.max(c.ceilingCut, R.ZERO);
    if (above(c.rounded, ceiling)) return [`${name(c)} is rounded over its ceiling`];
    const next = R.add(c.rounded, stepOf(input));
    if (above(c.floor, c.rounded) && !above(next, ceiling)) return [`${name(c)} is rounded under its floor`];
    return [];
  });

/** Stage 4 on: whole steps. */
export const wholeSteps: Invariant = (input, result) =>
  result.claims.flatMap((c) =>
    [c.rounded, c.afterOnce, c.net, c.high, c.ceiling].flatMap((amount) =>
      amount === null || isWhole(amount, stepOf(input))
        ? []
        : [`${name(c)}: ${R.text(amount)} is not a whole number of steps`],
    ),
  );

/** Stages 5 and 6: no stage raises a claim, and none falls below 0. */
export const neverRaises: Invariant = (_, result) =>
  result.claims.flatMap((c) => {
    const stages = [c.rounded, c.afterOnce, ...c.limits.flatMap((l) => [l.before, l.after]), c.net].filter(
      (x) => x !== null,
    );
    return stages.some((amount, i) => R.sign(amount) < 0 || (i > 0 && above(amount, stages[i - 1] as Rational)))
      ? [name(c)]
      : [];
  });

/** Stage 6: what `serve`, `pro rata` and written order leave of a pot's settled claims is min(claims, room), to the step. */
export const poolIsExact: Invariant = (input, result) =>
  result.limits.flatMap((g) => {
    const def = input.policy.limits.find((l) => l.id === g.limit);
    if (def === undefined || g.ceiling === null || def.way.kind === "report" || g.refused) return [];
    const step = def.counts === "money" ? stepOf(input) : R.ONE;
    const room = R.max(R.ZERO, R.mul(R.integer(R.floor(R.div(R.sub(g.ceiling, g.used), step))), step));
    const at = `${g.limit} [${g.group.join(", ")}]`;
    if (above(g.granted, room)) return [`${at} grants ${R.text(g.granted)} of ${R.text(room)}`];
    const partial = def.counts !== "money" || (def.way.kind === "serve" && def.way.whole) || def.way.kind === "refuse";
    // Undecided claims may hold their place, or wait for their rank: then less than all is granted.
    const waits = R.sign(g.reserve) > 0 || result.claims.some((c) => c.state === "undecided");
    if (partial || waits || R.equal(g.granted, R.min(g.claimed, room))) return [];
    return [`${at} grants ${R.text(g.granted)} of claims ${R.text(g.claimed)} and room ${R.text(room)}`];
  });

/** Stage 7: the nets of a payee's claims are its total. */
export const benefitsSumToPayee: Invariant = (_, result) =>
  result.payees.flatMap((p) => {
    const own = result.claims.filter((c) => c.payee.entity === p.entity && c.payee.row === p.row);
    const sum = own.reduce((total, c) => R.add(total, c.net ?? R.ZERO), R.ZERO);
    return R.equal(sum, p.net) ? [] : [`${p.entity} ${p.row}: ${R.text(sum)} is not ${R.text(p.net)}`];
  });

/** Stage 7: payees, and benefits, are the roster's total. */
export const payeesSumToTotal: Invariant = (_, result) => {
  const byPayee = result.payees.reduce((total, p) => R.add(total, p.net), R.ZERO);
  const byBenefit = Object.values(result.byBenefit).reduce((total, t) => R.add(total, t.amount), R.ZERO);
  return [byPayee, byBenefit].flatMap((sum) =>
    R.equal(sum, result.total.amount) ? [] : [`${R.text(sum)} is not ${R.text(result.total.amount)}`],
  );
};

/** Stage 7: what is undecided is paid nothing and says why. */
export const undecidedPaysNothing: Invariant = (_, result) =>
  result.claims.flatMap((c) => {
    if (c.state !== "undecided") return [];
    return c.net !== null || c.reasons.length === 0
      ? [`${name(c)} is undecided${c.net === null ? " without a reason" : " and paid"}`]
      : [];
  });

/** Stage 8: the parts of a claim sum to its net. */
export const partsSum: Invariant = (input, result) => {
  const paidOut = new Set(input.policy.payOuts.flatMap((p) => (p.target.kind === "benefits" ? p.target.benefits : [])));
  return result.claims.flatMap((c) => {
    if (c.net === null || !paidOut.has(c.benefit)) return [];
    const byPayOut = input.policy.payOuts.filter(
      (p) => p.target.kind === "benefits" && p.target.benefits.includes(c.benefit),
    );
    return byPayOut.flatMap((p) => {
      const own = result.parts.filter(
        (part) => part.payOut === p.id && part.benefit === c.benefit && part.row === c.row && part.entity === c.entity,
      );
      const sum = own.reduce((total, part) => R.add(total, part.amount), R.ZERO);
      const negative = own.some((part) => R.sign(part.amount) < 0);
      return R.equal(sum, c.net as Rational) && !negative ? [] : [`${name(c)}: parts sum to ${R.text(sum)}`];
    });
  });
};

export const invariants: Readonly<Record<string, Invariant>> = {
  noRowVanishes,
  boundedWithinCuts,
  roundedCrossesNoCut,
  wholeSteps,
  neverRaises,
  poolIsExact,
  benefitsSumToPayee,
  payeesSumToTotal,
  undecidedPaysNothing,
  partsSum,
};
