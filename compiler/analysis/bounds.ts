/** Ceilings and limits that never bind, and benefits that nothing bounds, from the bounds of the fields they are made from. */
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { add, type Rational, ZERO } from "../ir/rational.js";
import type { AmountAward, BenefitDef, Expr, LimitDef, Policy } from "../ir/types.js";
import { allOf, type Formula, formulaOf } from "./formula.js";
import { toldOfEach } from "./kept.js";
import { atMost, narrowedBy } from "./narrowing.js";
import { money, quantity } from "./quantities.js";
import { awardRange, computedRange, cut, type Known, rangeOf } from "./ranges.js";
import { type Rules, rulesOf } from "./rules.js";
import { amountsIn, benefitContext, readsPayee } from "./scopes.js";
import { inAward, within } from "./walk.js";
import { clauseName, unitOf } from "./words.js";

export function bounds(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  const covered = new Set(policy.limits.flatMap((l) => (l.counts === "money" ? l.benefits : [])));
  return [
    ...toldOfEach(rules, policy.benefits, "idle ceilings", idleCeilings),
    ...toldOfEach(
      rules,
      policy.benefits.filter((b) => !covered.has(b.id)),
      "open",
      openBenefit,
    ),
    ...toldOfEach(rules, policy.limits, "idle limit", idleLimit),
  ];
}

function idleCeilings(rules: Rules, of: BenefitDef): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { benefit, amount, context } of amountsIn(rules, of)) {
    const known = narrowedBy(context);
    const what = clauseName(rules, "benefit", benefit.id);
    const base = amount.ceilings.length > 0 ? computedRange(rules, amount, known) : null;
    if (base) {
      const raised = cut(
        base,
        amount.floors.map((f) => rangeOf(rules, f, known)),
        [],
      );
      for (const ceiling of amount.ceilings) {
        const cap = rangeOf(rules, ceiling, known);
        if (!raised.high || !cap.low || !atMost(raised.high, cap.low)) continue;
        found.push(
          diagnostic("P4030", rules.place(benefit.id), { what, cap: money(cap.low), most: money(raised.high) }),
        );
      }
    }
    for (const expr of inAward(amount)) {
      for (const part of within(expr)) {
        if (part.op === "bound") found.push(...idleBound(rules, part, known, benefit.id));
      }
    }
  }
  return found;
}

function idleBound(rules: Rules, expr: Extract<Expr, { op: "bound" }>, known: Known, benefit: string): Diagnostic[] {
  const base = cut(
    rangeOf(rules, expr.x, known),
    expr.floors.map((f) => rangeOf(rules, f, known)),
    [],
  );
  const what = clauseName(rules, "benefit", benefit);
  const { unit, scale } = unitOf(rules, expr.x);
  return expr.ceilings.flatMap((ceiling) => {
    const cap = rangeOf(rules, ceiling, known);
    if (!base.high || !cap.low || !atMost(base.high, cap.low)) return [];
    const show = (n: Rational) => quantity(n, unit, scale);
    return [diagnostic("P4030", rules.place(benefit), { what, cap: show(cap.low), most: show(base.high) })];
  });
}

function openBenefit(rules: Rules, benefit: BenefitDef): Diagnostic[] {
  const amounts = amountsIn(rules, benefit);
  if (!amounts.some(({ amount, context }) => isOpen(rules, amount, context))) return [];
  return [diagnostic("P4031", rules.place(benefit.id), { benefit: clauseName(rules, "benefit", benefit.id) })];
}

/**
 * A share of a pot is bounded by the pot, and so is what is the same for every payee; any ceiling is a ceiling, whatever it
 * comes to.
 */
function isOpen(rules: Rules, amount: AmountAward, context: Formula): boolean {
  if (amount.ceilings.length > 0 || amount.source.kind === "portion") return false;
  if (amount.source.kind === "entered") return true;
  return readsPayee(rules, amount.source.expr) && computedRange(rules, amount, narrowedBy(context))?.high === null;
}

function idleLimit(rules: Rules, limit: LimitDef): Diagnostic[] {
  // Past awards also count against a window, and nobody knows them beforehand.
  if (limit.window !== null || limit.since !== null) return [];
  const ceiling = rangeOf(rules, limit.ceiling);
  if (!ceiling.low) return [];
  const entities = new Set(limit.group.flatMap((g) => (g.kind === "entity" ? [g.entity] : [])));
  const benefits = limit.benefits.map((id) => rules.benefit(id));
  // One payee has one claim per benefit only where the group is the payee itself.
  if (benefits.some((b) => b === null || !entities.has(b.entity))) return [];
  const what = clauseName(rules, "limit", limit.id);
  if (limit.counts === "awards") {
    const most = { n: BigInt(benefits.length), d: 1n };
    if (!atMost(most, ceiling.low)) return [];
    const show = (n: Rational) => quantity(n, "award");
    return [diagnostic("P4032", rules.place(limit.id), { limit: what, cap: show(ceiling.low), most: show(most) })];
  }
  if (limit.counts !== "money") return [];
  let most: Rational = ZERO;
  for (const b of benefits) {
    if (!b || b.every) return [];
    const known = narrowedBy(benefitContext(rules, b));
    const { high } = awardRange(rules, b.award, known, (when) =>
      narrowedBy(allOf([benefitContext(rules, b), formulaOf(rules, when)])),
    );
    if (!high) return [];
    most = add(most, high);
  }
  if (!atMost(most, ceiling.low)) return [];
  return [diagnostic("P4032", rules.place(limit.id), { limit: what, cap: money(ceiling.low), most: money(most) })];
}
