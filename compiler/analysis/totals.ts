/** Published figures beside what the rules can give: totals that no roster reaches, and percentages of a count. */
import type { Words } from "../diagnostics/catalogue/words.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { compare, equal, integer, mul, ONE, type Rational, sign, text } from "../ir/rational.js";
import type { CheckDef, Expr, Policy } from "../ir/types.js";
import { allOf, type Formula, formulaOf, testsOf } from "./formula.js";
import { answersAbout, answersAmong } from "./kept.js";
import { percent, quantity, SHOWN_UNITS, same } from "./quantities.js";
import { type Range, rangeOf } from "./ranges.js";
import { type Rules, rulesOf, typeOf } from "./rules.js";
import { amountsOf, readsPayee } from "./scopes.js";
import { impossible } from "./solve.js";
import { asVariable, linearOf } from "./terms.js";
import { within } from "./walk.js";
import { type ClauseKind, clauseName, exprWords, unitOf } from "./words.js";

export function totals(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  const unmet = policy.checks.flatMap((check) =>
    answersAbout(rules, check, "total", () => [unreachedTotal(rules, check)])
      .flat()
      .map((diagnostic) => ({ check, diagnostic })),
  );
  const known = new Set(unmet.map((u) => u.check.id));
  const sound = policy.checks.filter((c) => !c.soft && !known.has(c.id));
  return [
    ...unmet.map((u) => u.diagnostic),
    ...contradictions(rules, sound),
    ...countShares(rules),
    ...equalShares(rules),
  ];
}

// ---------------------------------------------------------------- one check

function unreachedTotal(rules: Rules, check: CheckDef): Diagnostic[] {
  const formula = formulaOf(rules, check.condition);
  if (!impossible(rules, formula)) return [];
  const place = rules.place(check.id);
  const name = clauseName(rules, "check", check.id);
  // A total is stated with `is`; any other test that cannot be met is a condition like others.
  const { condition } = check;
  const comparison = condition.op === "compare" && condition.relation === "eq" ? condition : null;
  if (!comparison) {
    return [diagnostic("P4020", place, { what: name, condition: exprWords(rules, check.condition) })];
  }
  const stated = sideWords(rules, comparison.b, comparison.a);
  const given = givenWords(rules, comparison.a, comparison.b);
  return [diagnostic("P4090", place, { check: name, stated, given })];
}

function sideWords(rules: Rules, side: Expr, beside: Expr): Words {
  const range = rangeOf(rules, side);
  const { unit, scale } = shownUnit(rules, side, beside);
  return fixed(range) ? quantity(fixed(range) as Rational, unit, scale) : exprWords(rules, side);
}

/** What the left side can come to: a number, a stretch, or the nearest values that its parts allow. */
function givenWords(rules: Rules, left: Expr, right: Expr): Words {
  const range = rangeOf(rules, left);
  const { unit, scale } = shownUnit(rules, left, right);
  const exact = fixed(range);
  if (exact) return quantity(exact, unit, scale);
  const near = nearest(rules, left, right);
  if (near) {
    const [low, high] = near.map((n) => quantity(n, unit, scale)) as [Words, Words];
    return { en: `${low.en} or ${high.en} and nothing between`, zh: `${low.zh}或${high.zh}，其间没有` };
  }
  const low = range.low ? quantity(range.low, unit, scale) : same("…");
  const high = range.high ? quantity(range.high, unit, scale) : same("…");
  return { en: `${low.en} to ${high.en}`, zh: `${low.zh}至${high.zh}` };
}

function shownUnit(rules: Rules, side: Expr, beside: Expr): { unit: string; scale: Rational } {
  const own = unitOf(rules, side);
  return own.unit === "" ? unitOf(rules, beside) : own;
}

function fixed(range: Range): Rational | null {
  return range.low && range.high && equal(range.low, range.high) ? range.low : null;
}

/** `norm × count` goes in steps of the norm: the two values beside the one that is stated. */
function nearest(rules: Rules, left: Expr, right: Expr): [Rational, Rational] | null {
  const target = fixed(rangeOf(rules, right));
  const sum = asVariable(rules, linearOf(rules, left));
  if (!target || !sum?.variable.step || sign(sum.constant) !== 0) return null;
  const step = mul(sum.variable.step, sum.factor);
  if (sign(step) <= 0) return null;
  const quotient = { n: target.n * step.d, d: target.d * step.n };
  const whole = quotient.n / quotient.d;
  return [mul(integer(whole), step), mul(integer(whole + 1n), step)];
}

// ---------------------------------------------------------------- checks beside each other

function contradictions(rules: Rules, checks: readonly CheckDef[]): Diagnostic[] {
  if (checks.length < 2) return [];
  return answersAmong(rules, checks, "contradictions", () => [contradicting(rules, checks)]).flat();
}

function contradicting(rules: Rules, checks: readonly CheckDef[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  const told = checks.map((check) => {
    const formula = formulaOf(rules, check.condition);
    return { check, formula, about: new Set(testsOf(formula).map((t) => t.variable)) };
  });
  const byVariable = new Map<unknown, typeof told>();
  for (const t of told) for (const v of t.about) byVariable.set(v, [...(byVariable.get(v) ?? []), t]);
  const seen = new Set<string>();
  for (const group of byVariable.values()) {
    for (const [i, a] of group.entries()) {
      for (const b of group.slice(i + 1, i + 1 + NEIGHBOURS)) {
        const key = `${a.check.id}\n${b.check.id}`;
        if (a.check.entity !== b.check.entity || seen.has(key)) continue;
        seen.add(key);
        const both: Formula = allOf([a.formula, b.formula]);
        if (!impossible(rules, both)) continue;
        const checksWords = [a, b].map((t) => clauseName(rules, "check", t.check.id));
        found.push(diagnostic("P4091", rules.place(b.check.id), { checks: checksWords }));
      }
    }
  }
  return found;
}

/** Checks on one thing that are compared with each other; a document seldom states a figure more often. */
const NEIGHBOURS = 20;

// ---------------------------------------------------------------- percentages of a count

/**
 * `at least 80% of members` is exact as it stands; a quota or an equality needs a whole number. In an amount a fraction times a
 * count may as well be a rate in yuan, so only quotas and equalities between counts are looked at.
 */
function countShares(rules: Rules): Diagnostic[] {
  const found: Diagnostic[] = [];
  const say = (kind: ClauseKind, id: string, expr: Expr): void => {
    const share = shareOfCount(rules, expr);
    if (share) found.push(diagnostic("P4092", rules.place(id), shareParams(rules, kind, id, share)));
  };
  for (const l of rules.policy.limits) if (l.counts !== "money") say("limit", l.id, l.ceiling);
  for (const c of rules.policy.checks) {
    for (const part of within(c.condition)) {
      if (part.op !== "compare" || (part.relation !== "eq" && part.relation !== "ne")) continue;
      if (isCount(rules, part.a)) say("check", c.id, part.b);
      else if (isCount(rules, part.b)) say("check", c.id, part.a);
    }
  }
  return found;
}

function isCount(rules: Rules, expr: Expr): boolean {
  const type = typeOf(rules, expr);
  return expr.op !== "num" && type.kind === "number" && type.whole;
}

interface CountShare {
  readonly share: Rational;
  readonly count: Expr;
}

function shareOfCount(rules: Rules, expr: Expr): CountShare | null {
  if (expr.op !== "mul") return null;
  for (const [factor, count] of [
    [expr.a, expr.b],
    [expr.b, expr.a],
  ] as const) {
    const share = fixed(rangeOf(rules, factor));
    if (share && isCount(rules, count) && sign(share) > 0 && compare(share, ONE) < 0) return { share, count };
  }
  return null;
}

/** The same share of one whole for each of as many rows as a check says there are. */
function equalShares(rules: Rules): Diagnostic[] {
  const counts = statedCounts(rules);
  if (counts.size === 0) return [];
  return amountsOf(rules, rules.policy).flatMap(({ benefit, amount }) => {
    const count = counts.get(benefit.entity);
    const share = count && amount.source.kind === "computed" ? shareOfWhole(rules, amount.source.expr) : null;
    if (!count || !share) return [];
    const sum = mul(share, count);
    if (equal(sum, ONE)) return [];
    const params = {
      what: clauseName(rules, "benefit", benefit.id),
      count: quantity(count, isShownUnit(benefit.entity) ? benefit.entity : ""),
      share: percent(share),
      sum: percent(sum),
      over: compare(sum, ONE) > 0,
    };
    return [diagnostic("P4093", rules.place(benefit.id), params)];
  });
}

function isShownUnit(id: string): boolean {
  return id in SHOWN_UNITS;
}

/** `count of villages is 58`, over the whole roster. */
function statedCounts(rules: Rules): ReadonlyMap<string, Rational> {
  const found = new Map<string, Rational>();
  for (const { condition } of rules.policy.checks) {
    if (condition.op !== "compare" || condition.relation !== "eq") continue;
    const { a, b } = condition;
    if (a.op !== "collect" || a.word !== "count" || a.set.scope !== "roster" || a.set.where) continue;
    const stated = fixed(rangeOf(rules, b));
    if (stated) found.set(a.set.entity, stated);
  }
  return found;
}

/** The constant share of something that is the same for all payees; null if the amount is anything else. */
function shareOfWhole(rules: Rules, expr: Expr): Rational | null {
  if (expr.op !== "mul") return null;
  for (const [factor, whole] of [
    [expr.a, expr.b],
    [expr.b, expr.a],
  ] as const) {
    const share = fixed(rangeOf(rules, factor));
    const common = !readsPayee(rules, whole) && !fixed(rangeOf(rules, whole));
    if (share && common && sign(share) > 0 && compare(share, ONE) < 0) return share;
  }
  return null;
}

function shareParams(rules: Rules, kind: ClauseKind, id: string, { share, count }: CountShare) {
  // A small count of which the share is not whole; one of which it is not always exists below 100%.
  const example = [7n, 3n, 1n].find((n) => mul(share, integer(n)).d !== 1n) ?? 1n;
  const { unit } = unitOf(rules, count);
  return {
    what: clauseName(rules, kind, id),
    share: percent(share),
    count: exprWords(rules, count),
    example: quantity(integer(example), unit),
    result: same(text(mul(share, integer(example)))),
  };
}
