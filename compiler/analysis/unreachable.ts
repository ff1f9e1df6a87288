/** Which conditions can never hold, always hold, or are never reached because an earlier row takes everything. */
import type { Words } from "../diagnostics/catalogue/words.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { Award, BenefitDef, Eligibility, Expr, Guarded, Policy, ValueDef } from "../ir/types.js";
import { allOf, eligibleFormula, type Formula, formulaOf, guardFormula, TRUE } from "./formula.js";
import { toldOfEach } from "./kept.js";
import { type Rules, rulesOf } from "./rules.js";
import { impossible } from "./solve.js";
import { within } from "./walk.js";
import { type ClauseKind, clauseName, exprWords, nameOf } from "./words.js";

type Place = ReturnType<Rules["place"]>;

interface Clause {
  readonly what: Words;
  readonly place: Place;
}

export function unreachable(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  return [
    ...toldOfEach(rules, policy.eligibility, "unreachable", inEligibility),
    ...toldOfEach(rules, policy.benefits, "unreachable", inBenefit),
    ...toldOfEach(rules, policy.limits, "unreachable", (_, l) =>
      guard(rules, clauseOf(rules, "limit", l.id), l.guard, TRUE),
    ),
    ...toldOfEach(
      rules,
      policy.values.filter((v) => v.body.kind === "readings"),
      "unreachable",
      inReadings,
    ),
  ];
}

function clauseOf(rules: Rules, kind: ClauseKind, id: string): Clause {
  return { what: clauseName(rules, kind, id), place: rules.place(id) };
}

function inEligibility(rules: Rules, e: Eligibility): Diagnostic[] {
  const what = clauseName(rules, "eligible", e.entity);
  return guard(rules, { what, place: rules.place(`eligible ${e.entity}`, e.entity) }, e, TRUE);
}

function inBenefit(rules: Rules, b: BenefitDef): Diagnostic[] {
  const clause = clauseOf(rules, "benefit", b.id);
  const eligible = possible(rules, eligibleFormula(rules, b.entity));
  const own = guard(rules, clause, b.guard, eligible);
  const context = possible(rules, allOf([eligible, guardFormula(rules, b.guard)]));
  // Where nobody passes the guard, its rows need no further word.
  return own.some((d) => d.code === "P4020") ? own : [...own, ...award(rules, clause, b.award, context)];
}

function inReadings(rules: Rules, v: ValueDef): Diagnostic[] {
  if (v.body.kind !== "readings" || v.type.kind !== "bool") return [];
  return v.body.readings.flatMap((reading) => {
    if (!reading.expr) return [];
    const name = nameOf(rules, `${v.id}.${reading.id}`, reading.id);
    const what = { en: `the reading \`${name.en}\``, zh: `理解“${name.zh}”` };
    return condition(rules, { what, place: rules.place(`${v.id}.${reading.id}`, v.id) }, reading.expr, TRUE);
  });
}

/** A context that itself cannot hold was reported where it stands; it says nothing about what is inside. */
function possible(rules: Rules, context: Formula): Formula {
  return impossible(rules, context) ? TRUE : context;
}

function guard(rules: Rules, clause: Clause, guarded: Guarded, context: Formula): Diagnostic[] {
  const found = guarded.when ? condition(rules, clause, guarded.when, context) : [];
  if (found.some((d) => d.code === "P4020")) return found;
  const inside = allOf([context, ...(guarded.when ? [formulaOf(rules, guarded.when)] : [])]);
  for (const except of guarded.excepts) {
    const what = { en: `an exception of ${clause.what.en}`, zh: `${clause.what.zh}的除外情形` };
    found.push(...condition(rules, { ...clause, what }, except.when, inside));
  }
  return found;
}

function award(rules: Rules, clause: Clause, node: Award, context: Formula): Diagnostic[] {
  if (node.kind === "amount") {
    return node.source.kind === "computed" ? lists(rules, clause, node.source.expr, context) : [];
  }
  return rows(
    rules,
    clause,
    node.word,
    node.rows.map((r) => r.when),
    context,
    (i, inner) => award(rules, clause, node.rows[i]?.award as Award, inner),
  );
}

/** `first of` lists inside an amount. */
function lists(rules: Rules, clause: Clause, expr: Expr, context: Formula): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const part of within(expr)) {
    if (part.op === "collect") break;
    if (part.op !== "list" || part.word !== "first") continue;
    found.push(
      ...rows(
        rules,
        clause,
        part.word,
        part.rows.map((r) => r.when),
        context,
        () => [],
      ),
    );
  }
  return found;
}

function rows(
  rules: Rules,
  clause: Clause,
  word: string,
  whens: readonly (Expr | null)[],
  context: Formula,
  inside: (row: number, context: Formula) => Diagnostic[],
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const before: Formula[] = [];
  whens.forEach((when, i) => {
    const own = when ? formulaOf(rules, when) : TRUE;
    const reached = allOf([context, own]);
    if (when) {
      const what = { en: `row ${i + 1} of ${clause.what.en}`, zh: `${clause.what.zh}的第${i + 1}行` };
      const problems = condition(rules, { ...clause, what }, when, context);
      found.push(...problems);
      if (problems.some((d) => d.code === "P4020")) return;
      if (word === "first" && before.length > 0 && impossible(rules, allOf([reached, ...before]))) {
        found.push(
          diagnostic("P4022", clause.place, { what: clause.what, row: i + 1, condition: exprWords(rules, when) }),
        );
        return;
      }
    }
    found.push(...inside(i, reached));
    if (when) before.push(formulaOf(rules, when, false));
  });
  return found;
}

function condition(rules: Rules, clause: Clause, expr: Expr, context: Formula): Diagnostic[] {
  if (expr.op === "bool") return [];
  const say = (code: "P4020" | "P4021", part: Expr): Diagnostic =>
    diagnostic(code, clause.place, { what: clause.what, condition: exprWords(rules, part) });
  if (impossible(rules, allOf([context, formulaOf(rules, expr)]))) return [say("P4020", expr)];
  if (impossible(rules, formulaOf(rules, expr, false))) return [say("P4021", expr)];
  if (expr.op !== "and" && expr.op !== "or") return [];
  return expr.items.flatMap((item): Diagnostic[] => {
    if (item.op === "and" || item.op === "or") return condition(rules, clause, item, context);
    if (item.op === "bool") return [];
    if (expr.op === "or")
      return impossible(rules, allOf([context, formulaOf(rules, item)])) ? [say("P4020", item)] : [];
    return impossible(rules, formulaOf(rules, item, false)) ? [say("P4021", item)] : [];
  });
}
