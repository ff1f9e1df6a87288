/**
 * Do the rows of a table, or the cases of a list, cover every value once? Asked on the field's own grid: 4.99 and 5 mu are
 * neighbours, 3 and 4 head are too. Gaps and overlaps name the value.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { equal, type Rational } from "../ir/rational.js";
import type { Award, BenefitDef, Expr, Policy } from "../ir/types.js";
import { allOf, eligibleFormula, type Formula, formulaOf, guardFormula, TRUE, testsOf } from "./formula.js";
import { gapsOf } from "./gaps.js";
import { toldAbout, toldOfEach } from "./kept.js";
import { passes, type Region, regionsOf, type Test } from "./regions.js";
import { type Rules, rulesOf } from "./rules.js";
import { impossible } from "./solve.js";
import { tableProblems } from "./tables.js";
import type { Variable } from "./terms.js";
import { clausesOf, inAward, inValue, within } from "./walk.js";
import { type ClauseKind, clauseName } from "./words.js";

export function tiers(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  return [
    ...policy.values.flatMap((v) => {
      const { body } = v;
      return body.kind === "table" ? toldAbout(rules, v, "tables", () => tableProblems(rules, v.id, body)) : [];
    }),
    ...toldOfEach(rules, policy.benefits, "lists", inBenefit),
    ...toldOfEach(rules, policy.values, "lists", (_, v) => listProblems(rules, elsewhere("value", v.id, inValue(v)))),
    ...clausesOf(policy, "limit", "check").flatMap(({ kind, id, exprs, clause }) =>
      toldAbout(rules, clause, "lists", () => listProblems(rules, elsewhere(kind, id, exprs))),
    ),
  ];
}

interface Listed {
  readonly kind: ClauseKind;
  readonly id: string;
  readonly context: Formula;
  readonly conditions: readonly Expr[];
}

function listProblems(rules: Rules, lists: readonly Listed[]): Diagnostic[] {
  return lists.flatMap((list) => {
    const formulas = list.conditions.map((c) => formulaOf(rules, c));
    const variables = new Set(formulas.flatMap((f) => testsOf(f).map((t) => t.variable)));
    const [variable] = variables;
    if (variables.size !== 1 || !variable || variable.sort === "text" || variable.origin === "composed") return [];
    const tests = formulas.flatMap((f) => testsOf(f).map((t) => t.test));
    const numbers = tests.flatMap((t) => (t.kind === "compare" ? [t.value] : []));
    const texts = tests.flatMap((t) => (t.kind === "in" ? t.values : []));
    // Lists that test one yes/no, or a single condition, decide who gets something; they do not lay out a range.
    if (formulas.length < 2 || (variable.sort === "choice" && variable.choices[0] === "yes")) return [];
    const regions = regionsOf(variable, numbers, texts).filter((r) => r.kind !== "blank");
    const open = regions.map(
      (region) =>
        !formulas.some((f) => holdsIn(f, region)) &&
        !impossible(rules, allOf([list.context, insideOf(variable, region)])),
    );
    const clause = clauseName(rules, list.kind, list.id);
    const table = { en: `the list in ${clause.en}`, zh: `${clause.zh}中的分档` };
    return gapsOf(rules, variable, regions, open, table, rules.place(list.id));
  });
}

function holdsIn(formula: Formula, region: Region): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "test":
      return passes(region, formula.test);
    case "and":
      return formula.items.every((f) => holdsIn(f, region));
    case "or":
      return formula.items.some((f) => holdsIn(f, region));
  }
}

/** The formula that holds within one region. */
function insideOf(variable: Variable, region: Region): Formula {
  const test = (t: Test): Formula => ({ kind: "test", variable, test: t });
  if (region.kind === "choice") return test({ kind: "in", values: [region.value], negated: false });
  if (region.kind === "point") return test({ kind: "compare", relation: "eq", value: region.value });
  if (region.kind !== "between") return test({ kind: "known", known: true });
  const { from, to } = region;
  const own = (n: Rational, bound: Rational | null): boolean => bound !== null && equal(n, bound);
  return allOf([
    ...(from ? [test({ kind: "compare", relation: own(from, variable.low) ? "ge" : "gt", value: from })] : []),
    ...(to ? [test({ kind: "compare", relation: own(to, variable.high) ? "le" : "lt", value: to })] : []),
    test({ kind: "known", known: true }),
  ]);
}

function inBenefit(rules: Rules, b: BenefitDef): Diagnostic[] {
  const lists = [...awardLists(b.award), ...inAward(b.award).flatMap(exprLists)];
  if (lists.length === 0) return [];
  const context = allOf([eligibleFormula(rules, b.entity), guardFormula(rules, b.guard)]);
  return listProblems(
    rules,
    lists.map((conditions) => ({ kind: "benefit", id: b.id, context, conditions })),
  );
}

function elsewhere(kind: ClauseKind, id: string, exprs: readonly Expr[]): Listed[] {
  return exprs.flatMap(exprLists).map((conditions) => ({ kind, id, context: TRUE, conditions }));
}

/** Of the rules of a benefit none need hold: then nothing is due. A `first of` lays out cases, and says so with `otherwise`. */
function awardLists(award: Award): Expr[][] {
  if (award.kind !== "list") return [];
  const inner = award.rows.flatMap((row) => awardLists(row.award));
  const own = award.word === "first" ? complete(award.rows) : null;
  return own ? [own, ...inner] : inner;
}

function exprLists(expr: Expr): Expr[][] {
  const found: Expr[][] = [];
  for (const part of within(expr)) {
    if (part.op !== "list" || (part.word !== "first" && part.word !== "only")) continue;
    const own = complete(part.rows);
    if (own) found.push(own);
  }
  return found;
}

/** The conditions of a list in which every row has one. */
function complete(rows: readonly { readonly when: Expr | null }[]): Expr[] | null {
  const conditions = rows.flatMap((row) => (row.when ? [row.when] : []));
  return conditions.length === rows.length ? conditions : null;
}
