/**
 * Averages and the like over a set that may be empty, and divisions by what may be 0: their result would be undecided.
 * Each is proved away by the bounds of its fields or by the conditions under which it is worked out, else it is warned of.
 */
import type { Words } from "../diagnostics/catalogue/words.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { sign } from "../ir/rational.js";
import type { BenefitDef, Expr, Policy } from "../ir/types.js";
import { partsOf } from "../ir/walk.js";
import { allOf, eligibleFormula, type Formula, formulaOf, guardFormula, TRUE } from "./formula.js";
import { answersAbout, toldAbout } from "./kept.js";
import { narrowedBy } from "./narrowing.js";
import { holdsZero, rangeOf } from "./ranges.js";
import { keyOf, type Rules, rulesOf } from "./rules.js";
import { amountsIn, benefitContext } from "./scopes.js";
import { impossible } from "./solve.js";
import { inAward } from "./walk.js";
import { type ClauseKind, clauseName, exprWords, setWords } from "./words.js";

interface Scope {
  readonly kind: ClauseKind;
  readonly id: string;
  readonly place: ReturnType<Rules["place"]>;
  /** On whose rows; null: overall. */
  readonly entity: string | null;
}

const EMPTY_WORDS = ["average", "highest", "lowest", "first", "share"] as const;

export function emptiness(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  const about = (clause: object, find: (look: Look) => void): readonly Diagnostic[] =>
    toldAbout(rules, clause, "emptiness", () => {
      const found = new Map<string, Diagnostic>();
      find((scope, expr, context) => lookInto(rules, scope, expr, context, found));
      return [...found.values()];
    });
  // Conditions of all benefits are told before amounts of any.
  const benefits = policy.benefits.map((b) => answersAbout(rules, b, "emptiness", () => inBenefit(rules, b)));
  return [
    ...policy.eligibility.flatMap((e) =>
      about(e, (look) => {
        const place = rules.place(`eligible ${e.entity}`, e.entity);
        const scope: Scope = { kind: "eligible", id: e.entity, place, entity: e.entity };
        for (const expr of [e.when, ...e.excepts.map((x) => x.when)]) look(scope, expr, TRUE);
      }),
    ),
    ...benefits.flatMap(([conditions]) => conditions ?? []),
    ...benefits.flatMap(([, amounts]) => amounts ?? []),
    ...policy.limits.flatMap((l) =>
      about(l, (look) => {
        const scope: Scope = { kind: "limit", id: l.id, place: rules.place(l.id), entity: null };
        for (const expr of [l.ceiling, ...(l.guard.when ? [l.guard.when] : [])])
          look(scope, expr, guardFormula(rules, l.guard));
      }),
    ),
    ...policy.checks.flatMap((c) =>
      about(c, (look) =>
        look({ kind: "check", id: c.id, place: rules.place(c.id), entity: c.entity }, c.condition, TRUE),
      ),
    ),
  ];
}

type Look = (scope: Scope, expr: Expr, context: Formula) => void;

/** What is found in its conditions, then what besides in its amounts. */
function inBenefit(rules: Rules, b: BenefitDef): [Diagnostic[], Diagnostic[]] {
  const found = new Map<string, Diagnostic>();
  const scope: Scope = { kind: "benefit", id: b.id, place: rules.place(b.id), entity: b.entity };
  const conditions = [...(b.guard.when ? [b.guard.when] : []), ...b.guard.excepts.map((x) => x.when)];
  for (const expr of conditions) lookInto(rules, scope, expr, eligibleFormula(rules, b.entity), found);
  if (b.award.kind === "list") {
    for (const row of b.award.rows) if (row.when) lookInto(rules, scope, row.when, benefitContext(rules, b), found);
  }
  const inConditions = [...found.values()];
  for (const { amount, context } of amountsIn(rules, b)) {
    for (const expr of inAward(amount)) lookInto(rules, scope, expr, context, found);
  }
  return [inConditions, [...found.values()].slice(inConditions.length)];
}

function lookInto(rules: Rules, scope: Scope, expr: Expr, context: Formula, found: Map<string, Diagnostic>): void {
  if (inQuestion(rules, expr)) visit(rules, scope, expr, context, found, new Set());
}

/** Whether anything is divided or taken over a set in it, directly or through definitions. */
function inQuestion(rules: Rules, expr: Expr): boolean {
  const memo = rules.once("divided", () => new WeakMap<Expr, boolean>());
  const before = memo.get(expr);
  if (before !== undefined) return before;
  const found = isInQuestion(rules, expr);
  memo.set(expr, found);
  return found;
}

function isInQuestion(rules: Rules, expr: Expr): boolean {
  if (expr.op === "div" || expr.op === "collect") return true;
  if (expr.op === "value" || expr.op === "lookup" || expr.op === "tiers") {
    const body = rules.value(expr.id)?.body;
    if (body?.kind === "formula" && inQuestion(rules, body.expr)) return true;
    if (body?.kind === "readings" && body.readings.some((r) => r.expr && inQuestion(rules, r.expr))) return true;
  }
  return partsOf(expr).some((part) => inQuestion(rules, part));
}

function visit(
  rules: Rules,
  scope: Scope,
  expr: Expr,
  context: Formula,
  found: Map<string, Diagnostic>,
  seen: Set<Expr>,
): void {
  // One expression object under one context need not be looked at twice; definitions are shared objects.
  if (seen.has(expr)) return;
  seen.add(expr);
  const inside = (e: Expr, more: Formula = context): void =>
    visit(rules, scope, e, more, found, more === context ? seen : new Set());
  const keyed = (): string => `${scope.kind} ${scope.id} ${keyOf(expr)}`;
  switch (expr.op) {
    case "div":
      if (mayBeZero(rules, scope, expr.b, context)) {
        const params = { what: clauseName(rules, scope.kind, scope.id), divisor: exprWords(rules, expr.b) };
        const key = keyed();
        if (!found.has(key)) found.set(key, diagnostic("P4061", scope.place, params));
      }
      break;
    case "collect": {
      const word = EMPTY_WORDS.find((w) => w === expr.word);
      if (word && mayBeEmpty(rules, scope, expr, context)) {
        const set = setWords(rules, expr.set);
        const key = keyed();
        if (scope.kind === "check") noteEmpty(rules, scope, set, found);
        else if (!found.has(key)) {
          found.set(
            key,
            diagnostic("P4060", scope.place, { what: clauseName(rules, scope.kind, scope.id), set, word }),
          );
        }
      }
      // Filter and item are worked out on the rows of the set, of which only that they pass the filter is known.
      if (expr.set.where) inside(expr.set.where, TRUE);
      if (expr.item) inside(expr.item, expr.set.where ? formulaOf(rules, expr.set.where) : TRUE);
      return;
    }
    case "value":
    case "lookup":
    case "tiers": {
      const body = rules.value(expr.id)?.body;
      if (body?.kind === "formula") inside(body.expr);
      else if (body?.kind === "readings") for (const r of body.readings) if (r.expr) inside(r.expr);
      break;
    }
    case "and": {
      // What stands before in an `and` holds where what stands after it matters.
      let sofar = context;
      for (const item of expr.items) {
        inside(item, sofar);
        sofar = allOf([sofar, formulaOf(rules, item)]);
      }
      return;
    }
    case "or": {
      let sofar = context;
      for (const item of expr.items) {
        inside(item, sofar);
        sofar = allOf([sofar, formulaOf(rules, item, false)]);
      }
      return;
    }
    case "list": {
      let sofar = context;
      for (const row of expr.rows) {
        if (row.when) inside(row.when, sofar);
        inside(row.then, row.when ? allOf([sofar, formulaOf(rules, row.when)]) : sofar);
        if (row.when && expr.word === "first") sofar = allOf([sofar, formulaOf(rules, row.when, false)]);
      }
      return;
    }
    default:
      break;
  }
  for (const part of partsOf(expr)) inside(part);
}

/** A check pays nothing: one note says all that may leave it undecided. */
function noteEmpty(rules: Rules, scope: Scope, set: Words, found: Map<string, Diagnostic>): void {
  const key = `check ${scope.id}`;
  const known = found.get(key);
  const sets = known?.code === "P4062" ? known.params.sets : [];
  if (sets.some((s) => s.en === set.en)) return;
  const check = clauseName(rules, "check", scope.id);
  found.set(key, diagnostic("P4062", scope.place, { check, sets: [...sets, set] }));
}

function mayBeZero(rules: Rules, scope: Scope, divisor: Expr, context: Formula): boolean {
  const range = rangeOf(rules, divisor, narrowedBy(context));
  if (!holdsZero(range)) return false;
  if (range.low && range.high && sign(range.low) === 0 && sign(range.high) === 0) return true;
  const zero = formulaOf(rules, { op: "compare", relation: "eq", a: divisor, b: { op: "num", value: "0" } });
  if (impossible(rules, allOf([context, zero]))) return false;
  return !positiveSum(rules, scope, divisor, context);
}

/** A sum or count over a set that the payee is in, of what is never negative and not 0 for the payee, is not 0. */
function positiveSum(rules: Rules, scope: Scope, expr: Expr, context: Formula): boolean {
  if (expr.op !== "collect" || (expr.word !== "sum" && expr.word !== "count")) return false;
  if (mayBeEmpty(rules, scope, expr, context)) return false;
  if (!expr.item) return true;
  const { low } = rangeOf(rules, expr.item);
  if (low && sign(low) > 0) return true;
  if (!low || sign(low) < 0 || !isMember(rules, scope, expr, context)) return false;
  const none = formulaOf(rules, { op: "compare", relation: "le", a: expr.item, b: { op: "num", value: "0" } });
  return impossible(rules, allOf([context, none]));
}

function mayBeEmpty(rules: Rules, scope: Scope, expr: Extract<Expr, { op: "collect" }>, context: Formula): boolean {
  const { set } = expr;
  if (isMember(rules, scope, expr, context)) return false;
  // A roster without a single row of what it is about is no roster of it.
  if (set.scope === "roster" && set.where === null) return false;
  // A check over everybody who is eligible has nothing to say where nobody is.
  if (scope.kind === "check" && set.scope === "roster" && set.where?.op === "eligible") return false;
  const count: Expr = { op: "collect", word: "count", set, item: null };
  const empty = formulaOf(rules, { op: "compare", relation: "lt", a: count, b: { op: "num", value: "1" } });
  return !impossible(rules, allOf([context, empty]));
}

/** Whether the row on which the expression is worked out is itself in the set. */
function isMember(rules: Rules, scope: Scope, expr: Extract<Expr, { op: "collect" }>, context: Formula): boolean {
  const { set } = expr;
  if (set.scope !== "roster" || !rules.chain(scope.entity).includes(set.entity)) return false;
  return set.where === null || impossible(rules, allOf([context, formulaOf(rules, set.where, false)]));
}
