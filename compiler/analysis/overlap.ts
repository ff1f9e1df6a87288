/**
 * Can two rules of one benefit hold for one payee, with no list word to say which counts? Asked of every list of which at most one
 * row may hold. An answer is an example payee, a proof that there is none, or a note that neither was found.
 */
import type { Fact, Words } from "../diagnostics/catalogue/words.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { Award, BenefitDef, Expr, Policy } from "../ir/types.js";
import { allOf, eligibleFormula, type Formula, formulaOf, guardFormula, TRUE, testsOf } from "./formula.js";
import { toldAbout, toldOfEach } from "./kept.js";
import { type Rules, rulesOf } from "./rules.js";
import type { Variable } from "./terms.js";
import { clausesOf, inAward, inValue, within } from "./walk.js";
import { shownFacts, type Witness, witness } from "./witness.js";
import { type ClauseKind, clauseName, exprWords } from "./words.js";

/** Pairs of one list that are told apart one by one; beyond these each row is only compared with its neighbours. */
const MOST_ROWS = 120;

interface Exclusive {
  readonly kind: ClauseKind;
  readonly id: string;
  /** What holds wherever the list is read. */
  readonly context: Formula;
  readonly contextExprs: readonly Expr[];
  /** The conditions of its rows, with their numbers from 1. */
  readonly rows: readonly { readonly number: number; readonly when: Expr }[];
}

/** Clauses besides benefits and values. */
const OTHERS = ["eligible", "limit", "payOut", "check", "procedure"] as const;

export function overlaps(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  const told = (lists: readonly Exclusive[]) => lists.flatMap((list) => overlapsOf(rules, list));
  return [
    ...toldOfEach(rules, policy.benefits, "overlaps", (_, benefit) => told(inBenefit(rules, benefit))),
    ...toldOfEach(rules, policy.values, "overlaps", (_, value) => told(elsewhere("value", value.id, inValue(value)))),
    ...clausesOf(policy, ...OTHERS).flatMap(({ kind, id, exprs, clause }) =>
      toldAbout(rules, clause, "overlaps", () => told(elsewhere(kind, id, exprs))),
    ),
  ];
}

function inBenefit(rules: Rules, benefit: BenefitDef): Exclusive[] {
  const eligibility = rules.chain(benefit.entity).flatMap((id) => rules.eligibility(id) ?? []);
  const guards = [...eligibility, benefit.guard];
  const lists = [
    ...exclusiveAwards(benefit.award),
    ...[...guards.flatMap((g) => (g.when ? [g.when] : [])), ...inAward(benefit.award)].flatMap(exclusiveExprs),
  ];
  if (lists.length === 0) return [];
  const context = allOf([eligibleFormula(rules, benefit.entity), guardFormula(rules, benefit.guard)]);
  const contextExprs = guards.flatMap((g): Expr[] => [
    ...(g.when ? [g.when] : []),
    ...g.excepts.map((x): Expr => ({ op: "not", x: x.when })),
  ]);
  return lists.map((rows) => ({ kind: "benefit", id: benefit.id, context, contextExprs, rows }));
}

function elsewhere(kind: ClauseKind, id: string, exprs: readonly Expr[]): Exclusive[] {
  return exprs.flatMap(exclusiveExprs).map((rows) => ({ kind, id, context: TRUE, contextExprs: [], rows }));
}

type Rows = Exclusive["rows"];

function numbered(rows: readonly { readonly when: Expr | null }[]): Rows {
  return rows.flatMap((row, i) => (row.when ? [{ number: i + 1, when: row.when }] : []));
}

function exclusiveAwards(award: Award): Rows[] {
  if (award.kind !== "list") return [];
  const inner = award.rows.flatMap((row) => exclusiveAwards(row.award));
  return award.word === "only" ? [numbered(award.rows), ...inner] : inner;
}

function exclusiveExprs(expr: Expr): Rows[] {
  const found: Rows[] = [];
  for (const part of within(expr)) if (part.op === "list" && part.word === "only") found.push(numbered(part.rows));
  return found;
}

function overlapsOf(rules: Rules, list: Exclusive): Diagnostic[] {
  const found: Diagnostic[] = [];
  const unproved: Diagnostic[] = [];
  const near = list.rows.length > MOST_ROWS;
  for (let i = 0; i < list.rows.length; i += 1) {
    const last = near ? Math.min(list.rows.length, i + 2) : list.rows.length;
    for (let j = i + 1; j < last; j += 1) {
      const a = list.rows[i] as Rows[number];
      const b = list.rows[j] as Rows[number];
      const result = together(rules, list, a.when, b.when);
      const place = rules.place(...placeIds(list));
      const names = [rowName(rules, list, a), rowName(rules, list, b)];
      if (result.kind === "example") {
        found.push(diagnostic("P4001", place, { rules: names, household: exampleOf(rules, result, [a.when, b.when]) }));
      } else if (result.kind === "unproved") {
        unproved.push(diagnostic("P4002", place, { rules: names, because: result.because }));
      }
    }
  }
  if (near) {
    const because: Words = { en: "there are too many rows to compare each with each", zh: "行数过多，未逐一两两比较" };
    const names = [
      rowName(rules, list, list.rows[0] as Rows[number]),
      rowName(rules, list, list.rows.at(-1) as Rows[number]),
    ];
    unproved.push(diagnostic("P4002", rules.place(...placeIds(list)), { rules: names, because }));
  }
  // One mistake, one message: the first overlap of a list is shown, and doubts only where nothing is certain.
  return found.length > 0 ? found.slice(0, 1) : unproved.slice(0, 1);
}

function placeIds(list: Exclusive): string[] {
  if (list.kind === "eligible") return [`eligible ${list.id}`, list.id];
  return list.kind === "payOut" ? [`pay out ${list.id}`, list.id] : [list.id];
}

function together(rules: Rules, list: Exclusive, a: Expr, b: Expr): Witness {
  const pair = allOf([formulaOf(rules, a), formulaOf(rules, b)]);
  // Most rules exclude each other by themselves: the context is looked at only where they do not.
  const alone = witness(rules, pair, [a, b]);
  if (alone.kind === "none" || list.contextExprs.length === 0) return alone;
  return witness(rules, allOf([pair, list.context]), [a, b, ...list.contextExprs]);
}

function rowName(rules: Rules, list: Exclusive, row: Rows[number]): Words {
  const clause = clauseName(rules, list.kind, list.id);
  const condition = exprWords(rules, row.when);
  return {
    en: `rule ${row.number} of ${clause.en} (\`${condition.en}\`)`,
    zh: `${clause.zh}的第${row.number}条规则（“${condition.zh}”）`,
  };
}

/** Only what the two rules ask about: that the payee is eligible goes without saying. */
function exampleOf(rules: Rules, found: Extract<Witness, { kind: "example" }>, conditions: readonly Expr[]): Fact[] {
  const asked = new Set<string>();
  for (const when of conditions) {
    for (const { variable } of testsOf(formulaOf(rules, when)))
      for (const name of [variable.key, ...variable.support]) asked.add(name);
  }
  const relevant = (v: Variable): boolean => asked.has(v.key) || [...v.support].some((name) => asked.has(name));
  return shownFacts(
    rules,
    found.suppositions.filter((s) => relevant(s.variable)),
  );
}
