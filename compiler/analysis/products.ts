/** Conditions that hang on a product of two fields: allowed, but what is asked of them elsewhere cannot be proved. */
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { Expr, Guarded, Policy } from "../ir/types.js";
import { formulaOf, testsOf } from "./formula.js";
import { toldAbout } from "./kept.js";
import { rulesOf } from "./rules.js";
import { conditionsOf } from "./scopes.js";
import { exprWords } from "./words.js";

export function products(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  const of = (clause: object, ids: () => readonly string[], conditions: () => readonly Expr[]) =>
    toldAbout(rules, clause, "products", () => productsOf(ids(), conditions()));
  const productsOf = (ids: readonly string[], conditions: readonly Expr[]): Diagnostic[] => {
    const found = conditions.flatMap((c) => testsOf(formulaOf(rules, c)).filter((t) => t.variable.product));
    const [first] = found;
    return first ? [diagnostic("P4003", rules.place(...ids), { product: exprWords(rules, first.variable.expr) })] : [];
  };
  return [
    ...policy.eligibility.flatMap((e) =>
      of(
        e,
        () => [`eligible ${e.entity}`, e.entity],
        () => guardConditions(e),
      ),
    ),
    ...policy.benefits.flatMap((b) =>
      of(
        b,
        () => [b.id],
        () => [...guardConditions(b.guard), ...conditionsOf(b.award)],
      ),
    ),
    ...policy.limits.flatMap((l) =>
      of(
        l,
        () => [l.id],
        () => guardConditions(l.guard),
      ),
    ),
    ...policy.checks.flatMap((c) =>
      of(
        c,
        () => [c.id],
        () => (c.unless ? [c.unless] : []),
      ),
    ),
  ];
}

function guardConditions(guard: Guarded): Expr[] {
  return [...(guard.when ? [guard.when] : []), ...guard.excepts.map((x) => x.when)];
}
