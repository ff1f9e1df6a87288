/** What holds where an amount is worked out: that the payee is eligible, and the conditions on the way to it. */
import type { AmountAward, Award, BenefitDef, Expr, Policy } from "../ir/types.js";
import { partsOf } from "../ir/walk.js";
import { allOf, eligibleFormula, type Formula, formulaOf, guardFormula } from "./formula.js";
import type { Rules } from "./rules.js";
import { inValue } from "./walk.js";

export interface ScopedAmount {
  readonly benefit: BenefitDef;
  readonly amount: AmountAward;
  readonly context: Formula;
}

/** The formula under which a benefit is looked at at all. */
export function benefitContext(rules: Rules, benefit: BenefitDef): Formula {
  return rules.once(`context of ${benefit.id}`, () =>
    allOf([
      eligibleFormula(rules, benefit.entity),
      guardFormula(rules, benefit.guard),
      ...(benefit.every?.during ? [formulaOf(rules, benefit.every.during)] : []),
    ]),
  );
}

export function amountsOf(rules: Rules, policy: Policy): ScopedAmount[] {
  return rules.once("amounts", () => policy.benefits.flatMap((benefit) => amountsIn(rules, benefit)));
}

/** The amounts of one benefit, each with the conditions under which it is due. */
export function amountsIn(rules: Rules, benefit: BenefitDef): ScopedAmount[] {
  return rules.once(`amounts of ${benefit.id}`, () =>
    inContext(rules, benefit.award, benefitContext(rules, benefit)).map((found) => ({ benefit, ...found })),
  );
}

function inContext(rules: Rules, award: Award, context: Formula): { amount: AmountAward; context: Formula }[] {
  if (award.kind === "amount") return [{ amount: award, context }];
  const before: Expr[] = [];
  return award.rows.flatMap((row) => {
    const own = row.when ? [formulaOf(rules, row.when)] : [];
    // The rows before it did not hold, where the order decides or it is the last resort.
    const not = award.word === "first" || row.otherwise ? before.map((w) => formulaOf(rules, w, false)) : [];
    if (row.when) before.push(row.when);
    return inContext(rules, row.award, allOf([context, ...own, ...not]));
  });
}

/** The conditions of the rows of an award. */
export function conditionsOf(award: Award): Expr[] {
  if (award.kind === "amount") return [];
  return award.rows.flatMap((row) => [...(row.when ? [row.when] : []), ...conditionsOf(row.award)]);
}

/** Whether an amount differs from payee to payee: something is read from its row, or from the rows below it. */
export function readsPayee(rules: Rules, expr: Expr): boolean {
  switch (expr.op) {
    case "field":
    case "follow":
    case "result":
    case "total":
      return true;
    case "collect":
      return expr.set.scope === "below";
    case "value":
    case "lookup":
    case "tiers": {
      const value = rules.value(expr.id);
      const own = expr.op === "tiers" && readsPayee(rules, expr.x);
      return (
        own ||
        (value !== null && rules.once(`payee in ${expr.id}`, () => inValue(value).some((e) => readsPayee(rules, e))))
      );
    }
    default:
      return partsOf(expr).some((part) => readsPayee(rules, part));
  }
}
