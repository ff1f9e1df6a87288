/**
 * Conditions as tests on variables joined by and/or: the negation is carried down to the tests, so that the formula holds exactly
 * when the condition is yes (or no, if that is asked), and not where it is undecided.
 */
import { compare, div, neg, type Rational, sign, ZERO } from "../ir/rational.js";
import type { Bound, Expr, Guarded, PatternTest, Relation, Scalar, TableBody } from "../ir/types.js";
import { holds, type Test } from "./regions.js";
import { type Rules, scalarExpr, typeOf } from "./rules.js";
import { asVariable, linearOf, type Variable, variableOf } from "./terms.js";

export type Formula =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "test"; readonly variable: Variable; readonly test: Test }
  | { readonly kind: "and"; readonly items: readonly Formula[] }
  | { readonly kind: "or"; readonly items: readonly Formula[] };

export const TRUE: Formula = { kind: "constant", value: true };
export const FALSE: Formula = { kind: "constant", value: false };

function constant(value: boolean): Formula {
  return value ? TRUE : FALSE;
}

export function allOf(items: readonly Formula[]): Formula {
  return junction("and", items);
}

export function anyOf(items: readonly Formula[]): Formula {
  return junction("or", items);
}

function junction(kind: "and" | "or", items: readonly Formula[]): Formula {
  const decisive = kind === "or";
  const left: Formula[] = [];
  for (const item of items) {
    if (item.kind === "constant") {
      if (item.value === decisive) return item;
    } else if (item.kind === kind) left.push(...item.items);
    else left.push(item);
  }
  if (left.length === 0) return constant(!decisive);
  return left.length === 1 ? (left[0] as Formula) : { kind, items: left };
}

/** The formula that holds exactly where `expr` is yes; with `wanted` false, exactly where it is no. */
export function formulaOf(rules: Rules, expr: Expr, wanted = true): Formula {
  const memo = rules.once(wanted ? "formulas" : "negations", () => new WeakMap<Expr, Formula>());
  let found = memo.get(expr);
  if (!found) {
    found = translate(rules, expr, wanted);
    memo.set(expr, found);
  }
  return found;
}

function translate(rules: Rules, expr: Expr, wanted: boolean): Formula {
  switch (expr.op) {
    case "bool":
      return constant(expr.value === wanted);
    case "and":
    case "or":
      return junction(
        (expr.op === "and") === wanted ? "and" : "or",
        expr.items.map((item) => formulaOf(rules, item, wanted)),
      );
    case "not":
      return formulaOf(rules, expr.x, !wanted);
    case "compare":
      return comparison(rules, expr.a, expr.relation, expr.b, wanted);
    case "between":
      return between(rules, expr.x, expr.low, expr.high, wanted);
    case "oneOf":
      return junction(
        wanted ? "or" : "and",
        expr.items.map((item) => comparison(rules, expr.x, "eq", item, wanted)),
      );
    case "known":
      return knownFormula(rules, expr.x, wanted);
    case "taken":
      return {
        kind: "test",
        variable: variableOf(rules, expr),
        test: { kind: "in", values: [expr.reading], negated: !wanted },
      };
    case "value":
      return valueFormula(rules, expr, wanted);
    case "list": {
      const cases = casesOf(rules, expr);
      return cases ? byCase(cases, (then) => formulaOf(rules, then, wanted)) : opaque(rules, expr, wanted);
    }
    case "eligible":
      return wanted ? eligibleFormula(rules, expr.entity) : ineligibleFormula(rules, expr.entity);
    default:
      return opaque(rules, expr, wanted);
  }
}

/** A yes/no that is not looked into: a variable of its own. */
function opaque(rules: Rules, expr: Expr, wanted: boolean): Formula {
  return {
    kind: "test",
    variable: variableOf(rules, expr),
    test: { kind: "in", values: [wanted ? "yes" : "no"], negated: false },
  };
}

function valueFormula(rules: Rules, expr: Extract<Expr, { op: "value" }>, wanted: boolean): Formula {
  const body = rules.value(expr.id)?.body;
  if (body?.kind === "formula") return formulaOf(rules, body.expr, wanted);
  const cases = casesOf(rules, expr);
  if (!cases) return opaque(rules, expr, wanted);
  return byCase(cases, (then) => formulaOf(rules, then, wanted));
}

const INVERSE: Readonly<Record<Relation, Relation>> = { ge: "lt", gt: "le", le: "gt", lt: "ge", eq: "ne", ne: "eq" };
const MIRROR: Readonly<Record<Relation, Relation>> = { ge: "le", gt: "lt", le: "ge", lt: "gt", eq: "eq", ne: "ne" };

function comparison(rules: Rules, a: Expr, relation: Relation, b: Expr, wanted: boolean): Formula {
  const expanded = expand(rules, a, b, (x, y) => comparison(rules, x, relation, y, wanted));
  if (expanded) return expanded;
  const type = typeOf(rules, a);
  if (type.kind === "number" || type.kind === "date")
    return numberComparison(rules, a, wanted ? relation : INVERSE[relation], b);
  const equal = relation === "eq" ? wanted : relation === "ne" ? !wanted : null;
  if (equal === null) return opaque(rules, { op: "compare", relation, a, b }, wanted);
  if (type.kind === "bool") {
    return anyOf([true, false].map((v) => allOf([formulaOf(rules, a, v), formulaOf(rules, b, v === equal)])));
  }
  return (
    choiceComparison(rules, a, b, equal) ??
    choiceComparison(rules, b, a, equal) ??
    opaque(rules, { op: "compare", relation: "eq", a, b }, equal)
  );
}

function choiceComparison(rules: Rules, x: Expr, literal: Expr, equal: boolean): Formula | null {
  if (literal.op !== "enum" && literal.op !== "text") return null;
  const at = inlined(rules, x);
  if (at.op === "enum" || at.op === "text") return constant((at.value === literal.value) === equal);
  return {
    kind: "test",
    variable: variableOf(rules, at),
    test: { kind: "in", values: [literal.value], negated: !equal },
  };
}

/** Past names that merely stand for another expression. */
export function inlined(rules: Rules, expr: Expr): Expr {
  let at = expr;
  for (let i = 0; i < 40 && at.op === "value"; i += 1) {
    const body = rules.value(at.id)?.body;
    if (body?.kind !== "formula") break;
    at = body.expr;
  }
  return at;
}

function numberComparison(rules: Rules, a: Expr, relation: Relation, b: Expr): Formula {
  const difference = linearOf(rules, { op: "sub", a, b });
  const known = difference.cancelled.map((variable) => knownVariable(variable, true));
  const sum = asVariable(rules, difference);
  if (!sum) return allOf([constant(holds(relation, compare(difference.constant, ZERO))), ...known]);
  const value: Rational = div(neg(sum.constant), sum.factor);
  const turned = sign(sum.factor) > 0 ? relation : MIRROR[relation];
  const test: Formula = { kind: "test", variable: sum.variable, test: { kind: "compare", relation: turned, value } };
  return allOf([test, ...known]);
}

function knownVariable(variable: Variable, wanted: boolean): Formula {
  if (!variable.blank) return constant(wanted);
  return { kind: "test", variable, test: { kind: "known", known: wanted } };
}

function between(rules: Rules, x: Expr, low: Bound, high: Bound, wanted: boolean): Formula {
  const sides = [
    ...(low ? [comparison(rules, x, low.included ? "ge" : "gt", low.value, wanted)] : []),
    ...(high ? [comparison(rules, x, high.included ? "le" : "lt", high.value, wanted)] : []),
  ];
  return junction(wanted ? "and" : "or", sides);
}

/** Known exactly where every field in it is known, as long as it is only added up, compared or chosen from fields. */
function knownFormula(rules: Rules, x: Expr, wanted: boolean): Formula {
  const at = inlined(rules, x);
  switch (at.op) {
    case "num":
    case "bool":
    case "text":
    case "date":
    case "enum":
      return constant(wanted);
    case "add":
    case "sub":
    case "mul":
      return junction(wanted ? "and" : "or", [knownFormula(rules, at.a, wanted), knownFormula(rules, at.b, wanted)]);
    default:
      return knownVariable(variableOf(rules, at), wanted);
  }
}

// ---------------------------------------------------------------- values by case

interface Case {
  /** Where it applies, and where it does not, unless an earlier case applied. */
  readonly when: Formula;
  readonly not: Formula;
  readonly then: Expr;
}

/** Cases beyond which a value by case is kept whole: each is a copy of the test around it. */
const MOST_CASES = 24;

/** A test on a value that differs by case is the test on each case, where that case applies. */
function expand(rules: Rules, a: Expr, b: Expr, test: (a: Expr, b: Expr) => Formula): Formula | null {
  const left = casesOf(rules, inlined(rules, a));
  if (left) return byCase(left, (then) => test(then, b));
  const right = casesOf(rules, inlined(rules, b));
  return right ? byCase(right, (then) => test(a, then)) : null;
}

/**
 * The first case that applies passes the test. Where it is undecided whether a case applies, the test still holds if that case
 * and what follows it both pass.
 */
function byCase(cases: readonly Case[], test: (then: Expr) => Formula): Formula {
  return cases.reduceRight<Formula>((others, c) => {
    const own = test(c.then);
    return anyOf([allOf([c.when, own]), allOf([anyOf([c.not, own]), others])]);
  }, FALSE);
}

function casesOf(rules: Rules, expr: Expr): readonly Case[] | null {
  if (expr.op === "list" && (expr.word === "first" || expr.word === "only")) return listCases(rules, expr);
  if (expr.op !== "value" && expr.op !== "lookup") return null;
  const body = rules.value(expr.id)?.body;
  if (body?.kind === "table") return tableCases(rules, body);
  if (body?.kind !== "readings" || body.readings.length > MOST_CASES) return null;
  const cases: Case[] = [];
  for (const reading of body.readings) {
    if (!reading.expr) return null;
    const taken: Expr = { op: "taken", question: expr.id, reading: reading.id };
    cases.push({ when: formulaOf(rules, taken), not: formulaOf(rules, taken, false), then: reading.expr });
  }
  return cases;
}

function listCases(rules: Rules, expr: Extract<Expr, { op: "list" }>): Case[] | null {
  if (expr.rows.length > MOST_CASES) return null;
  return expr.rows.map(({ when, then }) => ({
    when: when ? formulaOf(rules, when) : TRUE,
    not: when ? formulaOf(rules, when, false) : FALSE,
    then,
  }));
}

function tableCases(rules: Rules, body: TableBody): Case[] | null {
  if (body.rows.length > MOST_CASES) return null;
  const rows = body.rows.map((row) => ({
    when: rowFormula(rules, body, row.patterns),
    not: rowFormula(rules, body, row.patterns, false),
    then: row.value,
  }));
  return body.otherwise ? [...rows, { when: TRUE, not: FALSE, then: body.otherwise }] : rows;
}

/** Where a row of a table applies: one of its tests for each key. */
export function rowFormula(
  rules: Rules,
  body: TableBody,
  patterns: readonly (readonly PatternTest[])[],
  wanted = true,
): Formula {
  const perKey = patterns.map((tests, k) => {
    const key = body.keys[k] as Expr;
    return junction(
      wanted ? "or" : "and",
      tests.map((t) => patternFormula(rules, key, t, wanted)),
    );
  });
  return junction(wanted ? "and" : "or", perKey);
}

function patternFormula(rules: Rules, key: Expr, test: PatternTest, wanted: boolean): Formula {
  const type = typeOf(rules, key);
  const literal = (scalar: Scalar): Expr => scalarExpr(scalar, type);
  if (test.kind === "equals") return comparison(rules, key, "eq", literal(test.value), wanted);
  const edge = (e: { readonly value: Scalar; readonly included: boolean } | null): Bound =>
    e ? { value: literal(e.value), included: e.included } : null;
  return between(rules, key, edge(test.low), edge(test.high), wanted);
}

// ---------------------------------------------------------------- guards

/** Where a guard lets through: its condition is yes and every exception is no. */
export function guardFormula(rules: Rules, guard: Guarded): Formula {
  return allOf([
    ...(guard.when ? [formulaOf(rules, guard.when)] : []),
    ...guard.excepts.map((x) => formulaOf(rules, x.when, false)),
  ]);
}

/** Where rows of this entity, and what they are within, are eligible. */
export function eligibleFormula(rules: Rules, entity: string | null): Formula {
  return rules.once(`eligible ${entity ?? ""}`, () =>
    allOf(
      rules.chain(entity).flatMap((id) => {
        const eligibility = rules.eligibility(id);
        return eligibility ? [guardFormula(rules, eligibility)] : [];
      }),
    ),
  );
}

function ineligibleFormula(rules: Rules, entity: string): Formula {
  return anyOf(
    rules.chain(entity).flatMap((id) => {
      const eligibility = rules.eligibility(id);
      if (!eligibility) return [];
      return [formulaOf(rules, eligibility.when, false), ...eligibility.excepts.map((x) => formulaOf(rules, x.when))];
    }),
  );
}

/** All tests of a formula, in written order. */
export function testsOf(formula: Formula): Extract<Formula, { kind: "test" }>[] {
  const found: Extract<Formula, { kind: "test" }>[] = [];
  const seen = new Set<Formula>();
  const stack: Formula[] = [formula];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (at.kind === "test") found.push(at);
    else if (at.kind === "and" || at.kind === "or") stack.push(...[...at.items].reverse());
  }
  return found;
}
