/** Conditions that hang on a product of two fields: allowed, but what is asked of them elsewhere cannot be proved. */
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { Expr, Guarded, Policy } from "../ir/types.js";
import { formulaOf, testsOf } from "./formula.js";
import { toldOfEach } from "./kept.js";
import { type Rules, rulesOf } from "./rules.js";
import { conditionsOf } from "./scopes.js";
import { exprWords } from "./words.js";

export function products(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  return [
    ...toldOfEach(rules, policy.eligibility, "products", (_, e) =>
      productsOf(rules, [`eligible ${e.entity}`, e.entity], guardConditions(e)),
    ),
    ...toldOfEach(rules, policy.benefits, "products", (_, b) =>
      productsOf(rules, [b.id], [...guardConditions(b.guard), ...conditionsOf(b.award)]),
    ),
    ...toldOfEach(rules, policy.limits, "products", (_, l) => productsOf(rules, [l.id], guardConditions(l.guard))),
    ...toldOfEach(rules, policy.checks, "products", (_, c) => productsOf(rules, [c.id], c.unless ? [c.unless] : [])),
  ];
}

/** `ids`: by which the clause is known, the first that is. */
function productsOf(rules: Rules, ids: readonly string[], conditions: readonly Expr[]): Diagnostic[] {
  const found = conditions.flatMap((c) => testsOf(formulaOf(rules, c)).filter((t) => t.variable.product));
  const [first] = found;
  return first ? [diagnostic("P4003", rules.place(...ids), { product: exprWords(rules, first.variable.expr) })] : [];
}

function guardConditions(guard: Guarded): Expr[] {
  return [...(guard.when ? [guard.when] : []), ...guard.excepts.map((x) => x.when)];
}
