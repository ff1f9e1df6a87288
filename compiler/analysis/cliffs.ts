/**
 * How much the awards of one household change when one number moves by its smallest step across a threshold. Asked only of policies
 * that state how large a cliff they allow. Everything else about the household is held at what the condition needs and the policy's
 * own examples say.
 */
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { add, compare, integer, min, type Rational, rational, round, sign, sub, text, ZERO } from "../ir/rational.js";
import type { Award, BenefitDef, Expr, Policy } from "../ir/types.js";
import { awardValue, evaluate, type Facts, isNumber, type Value } from "./evaluate.js";
import { allOf, anyOf, type Formula, formulaOf, inlined, testsOf } from "./formula.js";
import { money } from "./quantities.js";
import { awardRange } from "./ranges.js";
import { passes } from "./regions.js";
import { keyOf, type Rules, rulesOf, typeOf } from "./rules.js";
import { amountsIn, benefitContext } from "./scopes.js";
import { ask } from "./solve.js";
import { type Variable, variableOf } from "./terms.js";
import { inAward, within } from "./walk.js";
import { defaults, type Supposition, shownFacts, suppose, suppositionsOf } from "./witness.js";
import { fieldName, size, valueWords } from "./words.js";

/** Benefits whose conditions are tried at one threshold, and thresholds at which all awards are added up. */
const TRIED_BENEFITS = 2;
const MOST_SUMS = 300;

export function cliffs(policy: Policy): Diagnostic[] {
  if (policy.cliffAt === null) return [];
  const rules = rulesOf(policy);
  const allowed = rational(policy.cliffAt);
  const crossings = new Map<string, { crossing: Crossing; benefits: BenefitDef[] }>();
  for (const benefit of policy.benefits) {
    for (const crossing of crossingsOf(rules, benefit)) {
      const key = `${crossing.variable.key} ${text(crossing.before)} ${text(crossing.after)} ${crossing.condition}`;
      const known = crossings.get(key);
      if (known) known.benefits.push(benefit);
      else crossings.set(key, { crossing, benefits: [benefit] });
    }
  }
  const found = new Map<string, Cliff>();
  let sums = 0;
  for (const { crossing, benefits } of crossings.values()) {
    if (!mayJump(rules, benefits, allowed)) continue;
    for (const suppositions of householdsAt(rules, crossing, benefits)) {
      // Only benefits that have this threshold can jump here: the others are added up only where these do.
      const own = jumpOf(rules, benefits, crossing, suppositions);
      if (!own || compare(own.jump, allowed) <= 0 || sums >= MOST_SUMS) continue;
      sums += 1;
      const benefit = benefits[0] as BenefitDef;
      const all = jumpOf(
        rules,
        rules.policy.benefits.filter((b) => b.entity === benefit.entity),
        crossing,
        suppositions,
      );
      if (!all || compare(all.jump, allowed) <= 0) continue;
      const key = `${crossing.variable.key} ${text(crossing.before)} ${text(crossing.after)}`;
      const known = found.get(key);
      if (!known || compare(all.jump, known.jump) > 0) found.set(key, { ...all, benefit, crossing, suppositions });
    }
  }
  return [...found.values()].map((cliff) => told(rules, cliff, allowed));
}

/** Awards that all together are no more than the cliff allowed cannot make one. */
function mayJump(rules: Rules, benefits: readonly BenefitDef[], allowed: Rational): boolean {
  let most = ZERO;
  for (const benefit of benefits) {
    const { high } = rules.once(`most of ${benefit.id}`, () => awardRange(rules, benefit.award));
    if (!high) return true;
    most = add(most, high);
    if (compare(most, allowed) > 0) return true;
  }
  return false;
}

/** Two neighbouring values of a field between which a test changes its answer. */
interface Crossing {
  readonly variable: Variable;
  readonly before: Rational;
  readonly after: Rational;
  /** Whether it is a condition of the benefit that changes; else only its amount does. */
  readonly condition: boolean;
}

interface Jump {
  readonly from: Rational;
  readonly to: Rational;
  readonly jump: Rational;
}

interface Cliff extends Jump {
  readonly benefit: BenefitDef;
  readonly crossing: Crossing;
  readonly suppositions: readonly Supposition[];
}

/** Where some amount of the benefit is due. */
function dueFormula(rules: Rules, benefit: BenefitDef): Formula {
  return rules.once(`due ${benefit.id}`, () => anyOf(amountsIn(rules, benefit).map((a) => a.context)));
}

function crossingsOf(rules: Rules, benefit: BenefitDef): Crossing[] {
  const found = new Map<string, Crossing>();
  const note = (variable: Variable, before: Rational, after: Rational, condition: boolean): void => {
    if (variable.low && compare(before, variable.low) < 0) return;
    if (variable.high && compare(after, variable.high) > 0) return;
    const key = `${variable.key} ${text(before)} ${condition}`;
    if (!found.has(key)) found.set(key, { variable, before, after, condition });
  };
  const across = (formula: Formula, condition: boolean): void => {
    for (const { variable, test } of testsOf(formula)) {
      const { step } = variable;
      if (variable.expr.op !== "field" || variable.sort !== "number" || !step || test.kind !== "compare") continue;
      const [low, high] = [sub(test.value, step), add(test.value, step)];
      if (test.relation !== "gt" && test.relation !== "le") note(variable, low, test.value, condition);
      if (test.relation !== "ge" && test.relation !== "lt") note(variable, test.value, high, condition);
    }
  };
  across(dueFormula(rules, benefit), true);
  across(benefitContext(rules, benefit), true);
  for (const expr of amountExprs(rules, benefit.award)) {
    if (expr.op === "list") for (const row of expr.rows) if (row.when) across(formulaOf(rules, row.when), false);
    if (expr.op === "lookup" || expr.op === "tiers" || expr.op === "value") {
      const x = expr.op === "tiers" ? expr.x : null;
      for (const edge of tableEdges(rules, expr.id, x)) across(edge, false);
    }
  }
  return [...found.values()];
}

/** Every expression in the amounts of an award, through definitions. */
function amountExprs(rules: Rules, award: Award): Expr[] {
  const found: Expr[] = [];
  const seen = new Set<string>();
  const todo = inAward(award);
  for (let at = todo.pop(); at; at = todo.pop()) {
    for (const part of within(at)) {
      found.push(part);
      if (part.op !== "value" || seen.has(part.id)) continue;
      seen.add(part.id);
      const body = rules.value(part.id)?.body;
      if (body?.kind === "formula") todo.push(body.expr);
    }
  }
  return found;
}

function tableEdges(rules: Rules, id: string, x: Expr | null): Formula[] {
  const body = rules.value(id)?.body;
  if (body?.kind !== "table" || body.keys.length !== 1) return [];
  const key = inlined(rules, x ?? (body.keys[0] as Expr));
  if (typeOf(rules, key).kind !== "number") return [];
  const variable = variableOf(rules, key);
  return body.rows.flatMap((row) =>
    (row.patterns[0] ?? []).flatMap((t) =>
      (t.kind === "range" ? [t.low, t.high] : []).flatMap((edge, side): Formula[] => {
        if (edge?.value.kind !== "number") return [];
        const relation = side === 0 ? (edge.included ? "ge" : "gt") : edge.included ? "le" : "lt";
        return [{ kind: "test", variable, test: { kind: "compare", relation, value: rational(edge.value.value) } }];
      }),
    ),
  );
}

/** A formula once the value of one variable is settled. */
function settled(formula: Formula, variable: Variable, value: Rational): Formula {
  switch (formula.kind) {
    case "constant":
      return formula;
    case "test":
      return formula.variable === variable
        ? { kind: "constant", value: passes({ kind: "point", value }, formula.test) }
        : formula;
    default: {
      const items = formula.items.map((f) => settled(f, variable, value));
      return formula.kind === "and" ? allOf(items) : anyOf(items);
    }
  }
}

/** Households for whom it is this threshold that decides: due on one side only, or on both with another amount. */
function householdsAt(rules: Rules, crossing: Crossing, benefits: readonly BenefitDef[]): (readonly Supposition[])[] {
  const { variable, before, after, condition } = crossing;
  const found: (readonly Supposition[])[] = [];
  for (const benefit of benefits.slice(0, TRIED_BENEFITS)) {
    const due = dueFormula(rules, benefit);
    const [low, high] = [settled(due, variable, before), settled(due, variable, after)];
    const choices = condition ? [allOf([high, denied(low)]), allOf([low, denied(high)])] : [];
    const decided = choices.flatMap((formula) => modelOf(rules, formula));
    found.push(...(decided.length > 0 ? decided : modelOf(rules, allOf([low, high]))));
  }
  return found;
}

function modelOf(rules: Rules, formula: Formula): (readonly Supposition[])[] {
  const found = ask(rules, formula);
  return found.kind === "possible" ? [suppositionsOf(found.model)] : [];
}

function jumpOf(
  rules: Rules,
  benefits: readonly BenefitDef[],
  { variable, before, after }: Crossing,
  suppositions: readonly Supposition[],
): Jump | null {
  const [from, to] = [before, after].map((value) =>
    sumOfAwards(rules, benefits, [...suppositions, { variable, value }]),
  );
  return from && to ? { from, to, jump: size(sub(to, from)) } : null;
}

/** Where a formula is not met: every test the other way, the missing left aside. */
function denied(formula: Formula): Formula {
  switch (formula.kind) {
    case "constant":
      return { kind: "constant", value: !formula.value };
    case "test": {
      const { test } = formula;
      if (test.kind === "known") return { ...formula, test: { kind: "known", known: !test.known } };
      if (test.kind === "in") return { ...formula, test: { ...test, negated: !test.negated } };
      const inverse = { ge: "lt", gt: "le", le: "gt", lt: "ge", eq: "ne", ne: "eq" } as const;
      return { ...formula, test: { ...test, relation: inverse[test.relation] } };
    }
    default: {
      const items = formula.items.map(denied);
      return formula.kind === "and" ? anyOf(items) : allOf(items);
    }
  }
}

// ---------------------------------------------------------------- one household

/** All awards of a supposed payee after its own ceilings and limits; amounts that cannot be worked out are left aside. */
function sumOfAwards(
  rules: Rules,
  benefits: readonly BenefitDef[],
  suppositions: readonly Supposition[],
): Rational | null {
  const facts = suppose(suppositions, typical(rules));
  const amounts = new Map<string, Rational>();
  const entity = benefits[0]?.entity ?? "";
  for (const benefit of benefits) {
    const guards = [...rules.chain(entity).flatMap((e) => rules.eligibility(e) ?? []), benefit.guard];
    const open = guards.every(
      (g) =>
        (!g.when || evaluate(rules, g.when, facts) === true) &&
        g.excepts.every((x) => evaluate(rules, x.when, facts) === false),
    );
    const value = open ? awardValue(rules, benefit.award, facts) : ZERO;
    if (value) amounts.set(benefit.id, value);
  }
  if (amounts.size === 0) return null;
  for (const limit of rules.policy.limits) {
    const own = limit.group.some((g) => g.kind === "entity" && g.entity === entity);
    if (!own || limit.counts !== "money" || limit.way.kind === "report") continue;
    if (limit.guard.when && evaluate(rules, limit.guard.when, facts) !== true) continue;
    const ceiling = evaluate(rules, limit.ceiling, facts);
    if (!isNumber(ceiling)) continue;
    let left = ceiling;
    for (const id of limit.benefits) {
      const amount = amounts.get(id);
      if (!amount) continue;
      const kept = min(amount, sign(left) < 0 ? ZERO : left);
      amounts.set(id, kept);
      left = sub(left, kept);
    }
  }
  const total = [...amounts.values()].reduce(add, ZERO);
  const { round: rounding } = rules.policy;
  return rounding ? round(total, rational(rounding.step), rounding.mode) : total;
}

/** What the policy's first examples say of a household, then what a blank cell stands for, then the least there is. */
function typical(rules: Rules): Facts {
  const told = rules.once("typical", () => exampleFacts(rules));
  const fallback = defaults(rules);
  return (expr) => {
    if (expr.op !== "field") return fallback(expr);
    const example = told.get(keyOf(expr));
    if (example !== undefined) return example;
    const blank = fallback(expr);
    if (blank !== undefined) return blank;
    const field = rules.field(expr.entity, expr.field);
    if (!field) return undefined;
    if (field.type.kind === "bool") return false;
    if (field.type.kind === "enum") return rules.enumValues(field.type.enum)[0];
    if (field.type.kind !== "number") return undefined;
    return field.low ? rational(field.low) : integer(0);
  };
}

function exampleFacts(rules: Rules): ReadonlyMap<string, Value> {
  const facts = new Map<string, Value>();
  for (const example of rules.policy.examples) {
    for (const row of example.rows) {
      for (const [field, scalar] of Object.entries(row.fields)) {
        const key = keyOf({ op: "field", entity: row.entity, field });
        if (!facts.has(key)) facts.set(key, scalar.kind === "number" ? rational(scalar.value) : scalar.value);
      }
    }
  }
  return facts;
}

function told(rules: Rules, cliff: Cliff, allowed: Rational): Diagnostic {
  const { variable, before, after } = cliff.crossing;
  const { expr } = variable;
  return diagnostic("P4040", rules.place(cliff.benefit.id), {
    field: expr.op === "field" ? fieldName(rules, expr.entity, expr.field) : valueWords(rules, variable, before),
    before: valueWords(rules, variable, before),
    after: valueWords(rules, variable, after),
    amountBefore: money(cliff.from),
    amountAfter: money(cliff.to),
    jump: money(cliff.jump),
    allowed: money(allowed),
    household: shownFacts(rules, cliff.suppositions),
  });
}
