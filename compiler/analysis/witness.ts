/**
 * From a formula to an example payee. Where only fields, parameters and readings are tested, what the search finds is an example as
 * it stands. Where sums, products or several sets are tested, a payee is looked for whose facts make the conditions hold when they
 * are worked out; if none is found, nothing was shown either way.
 */
import type { Fact, Words } from "../diagnostics/catalogue/words.js";
import { dateOf } from "../ir/dates.js";
import { add, compare, equal, max, ONE, type Rational, rational, sub, text, ZERO } from "../ir/rational.js";
import type { Expr } from "../ir/types.js";
import { evaluate, type Facts, type Value } from "./evaluate.js";
import { type Formula, testsOf } from "./formula.js";
import { type Region, regionsOf, sampleOf } from "./regions.js";
import { keyOf, type Rules } from "./rules.js";
import { ask, type Model } from "./solve.js";
import { linearOf, type Variable } from "./terms.js";
import { exprWords, valueWords } from "./words.js";

export interface Supposition {
  readonly variable: Variable;
  /** Dates as days; null: blank. */
  readonly value: Rational | string | null;
}

export type Witness =
  | { readonly kind: "none" }
  | { readonly kind: "example"; readonly suppositions: readonly Supposition[] }
  | { readonly kind: "unproved"; readonly because: Words };

/** Payees that are tried in looking for one that fits. */
const TRIES = 4_000;

/** A payee for whom the formula holds. `conditions` are the same formula's conditions, to be worked out on a supposed payee. */
export function witness(rules: Rules, formula: Formula, conditions: readonly Expr[]): Witness {
  const found = ask(rules, formula);
  if (found.kind === "impossible") return { kind: "none" };
  if (found.kind === "unknown") return { kind: "unproved", because: TOO_MANY };
  if (stands(found.model)) return { kind: "example", suppositions: suppositionsOf(found.model) };
  const searched = realise(rules, formula, conditions);
  if (searched) return { kind: "example", suppositions: searched };
  const composed = [...found.model.keys()].filter((v) => v.origin === "composed");
  const shown = composed.find((v) => v.product) ?? composed[0];
  return { kind: "unproved", because: shown ? hangsOn(rules, shown) : SEVERAL_SETS };
}

const TOO_MANY: Words = { en: "the conditions have too many combinations", zh: "条件组合过多" };
const SEVERAL_SETS: Words = {
  en: "the conditions count over sets in ways that hang together",
  zh: "条件分别对相互关联的集合计数",
};

function hangsOn(rules: Rules, variable: Variable): Words {
  const words = exprWords(rules, variable.expr);
  return { en: `the conditions depend on \`${words.en}\``, zh: `条件取决于“${words.zh}”` };
}

/** Whether each supposition can be made without regard to the others. */
function stands(model: Model): boolean {
  const narrowed = [...model];
  if (narrowed.some(([v]) => v.origin === "composed")) return false;
  // A set can always be made larger until it passes another test too, as long as it may be as large as one likes.
  const open = ([v, n]: (typeof narrowed)[number]): boolean => v.expr.op === "collect" && n.unboundedAbove;
  return narrowed.every(
    (a) => a[0].origin !== "derived" || narrowed.every((b) => a === b || !overlaps(a[0], b[0]) || (open(a) && open(b))),
  );
}

function overlaps(a: Variable, b: Variable): boolean {
  for (const x of a.support) {
    for (const y of b.support) {
      if (x === y || (!x.startsWith("param:") && (x.startsWith(`${y}.`) || y.startsWith(`${x}.`)))) return true;
    }
  }
  return false;
}

export function suppositionsOf(model: Model): Supposition[] {
  return [...model].map(([variable, { regions }]) => ({ variable, value: sampleOf(typical(regions)) }));
}

/** The region that makes the plainest example: a number that stands in the rules, else one beside it; blank only if it must be. */
function typical(regions: readonly Region[]): Region {
  const rank = (r: Region): number =>
    r.kind === "blank" ? 3 : r.kind === "otherText" ? 2 : r.kind === "between" ? 1 : 0;
  return regions.reduce((a, b) => (rank(b) < rank(a) ? b : a));
}

// ---------------------------------------------------------------- looking for a payee that fits

function realise(rules: Rules, formula: Formula, conditions: readonly Expr[]): readonly Supposition[] | null {
  const variables = basics(rules, formula);
  if (variables.some((a) => a.origin === "derived" && variables.some((b) => a !== b && overlaps(a, b)))) return null;
  const values = variables.map((v) => candidates(v, formula));
  const supposed = new Map<string, Value>();
  const facts = factsFrom(supposed);
  let tries = TRIES;
  const suppositions: Supposition[] = [];
  const fits = (k: number): boolean => {
    if (tries <= 0) return false;
    tries -= 1;
    const states = conditions.map((c) => evaluate(rules, c, facts));
    if (states.includes(false)) return false;
    if (states.every((s) => s === true)) return true;
    if (k === variables.length) return false;
    const variable = variables[k] as Variable;
    for (const value of values[k] as Supposition["value"][]) {
      supposed.set(factKey(variable), factValue(variable, value));
      suppositions.push({ variable, value });
      if (fits(k + 1)) return true;
      suppositions.pop();
      supposed.delete(factKey(variable));
    }
    return false;
  };
  return fits(0) ? suppositions : null;
}

/** The variables of a formula that are not made from others, and those from which the others are made. */
function basics(rules: Rules, formula: Formula): Variable[] {
  const found = new Set<Variable>();
  const visit = (variable: Variable, depth: number): void => {
    if (variable.origin !== "composed" || depth === 0) {
      found.add(variable);
      return;
    }
    for (const part of leavesOf(rules, variable.expr)) if (part !== variable) visit(part, depth - 1);
  };
  for (const { variable } of testsOf(formula)) visit(variable, 8);
  return [...found];
}

function leavesOf(rules: Rules, expr: Expr): Variable[] {
  if (expr.op === "mul" || expr.op === "div" || expr.op === "add" || expr.op === "sub") {
    return [expr.a, expr.b].flatMap((e) => linearOf(rules, e).terms.map((t) => t.variable));
  }
  if (expr.op === "round" || expr.op === "bound") return linearOf(rules, expr.x).terms.map((t) => t.variable);
  return linearOf(rules, expr).terms.map((t) => t.variable);
}

/** Values worth trying: those that the tests tell apart, the ends of its range, and the numbers that other tests name. */
function candidates(variable: Variable, formula: Formula): Supposition["value"][] {
  const numbers: Rational[] = [];
  const texts: string[] = [];
  const others: Rational[] = [];
  for (const t of testsOf(formula)) {
    if (t.variable === variable) {
      if (t.test.kind === "compare") numbers.push(t.test.value);
      else if (t.test.kind === "in") texts.push(...t.test.values);
    } else if (t.test.kind === "compare" && t.variable.origin === "composed") others.push(t.test.value);
  }
  const own = regionsOf(variable, numbers, texts)
    .map(sampleOf)
    .filter((v) => v !== null);
  if (variable.sort !== "number") return variable.blank ? [...own, null] : own;
  const inRange = (n: Rational): boolean =>
    (!variable.low || compare(n, variable.low) >= 0) &&
    (!variable.high || compare(n, variable.high) <= 0) &&
    (!variable.step || !equal(variable.step, ONE) || n.d === 1n);
  const more = [
    ...(variable.low ? [variable.low] : []),
    ONE,
    ZERO,
    ...others.flatMap((n) => [
      n,
      max(ZERO, n),
      ...(variable.step ? [add(n, variable.step), sub(n, variable.step)] : []),
    ]),
    ...(variable.high ? [variable.high] : []),
  ].filter(inRange);
  const seen = new Set<string>();
  return [...own, ...more].filter((v) => {
    const key = typeof v === "string" ? v : text(v);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

// ---------------------------------------------------------------- facts

/** Under which key a fact is found again when the conditions are worked out. */
function factKey(variable: Variable): string {
  return variable.expr.op === "taken" ? `taken:${variable.expr.question}` : keyOf(variable.expr);
}

function factValue(variable: Variable, value: Supposition["value"]): Value {
  if (value === null || typeof value !== "string") {
    return value !== null && variable.sort === "date" ? dateOf(Number(value.n / value.d)) : value;
  }
  return variable.sort === "choice" && (value === "yes" || value === "no") && isYesNo(variable)
    ? value === "yes"
    : value;
}

function isYesNo(variable: Variable): boolean {
  return variable.choices.length === 2 && variable.choices[0] === "yes" && variable.choices[1] === "no";
}

function factsFrom(supposed: ReadonlyMap<string, Value>, fallback: Facts = () => undefined): Facts {
  return (expr) => {
    if (expr.op === "taken") {
      const reading = supposed.get(`taken:${expr.question}`);
      if (reading === undefined) return fallback(expr);
      // Asked for the question as such, the fact is the reading itself.
      return expr.reading === "" ? reading : reading === expr.reading;
    }
    const found = supposed.get(keyOf(expr));
    return found === undefined ? fallback(expr) : found;
  };
}

/** Suppositions as facts for working out conditions and amounts. */
export function suppose(suppositions: readonly Supposition[], fallback?: Facts): Facts {
  return factsFrom(new Map(suppositions.map((s) => [factKey(s.variable), factValue(s.variable, s.value)])), fallback);
}

/** The default facts of a row: what a blank cell stands for, and the taken readings. */
export function defaults(rules: Rules): Facts {
  return (expr) => {
    if (expr.op === "field") {
      const blank = rules.field(expr.entity, expr.field)?.blank;
      return blank ? (blank.kind === "number" ? rational(blank.value) : blank.value) : undefined;
    }
    if (expr.op === "taken") {
      const body = rules.value(expr.question)?.body;
      if (body?.kind !== "readings") return undefined;
      return expr.reading === "" ? body.taken : body.taken === expr.reading;
    }
    return undefined;
  };
}

/** Suppositions as a message shows them; a reading only where it is not the one taken. */
export function shownFacts(rules: Rules, suppositions: readonly Supposition[]): Fact[] {
  return suppositions
    .filter((s) => !isTaken(rules, s))
    .map(({ variable, value }) => ({
      name: exprWords(rules, subject(variable)),
      value: valueWords(rules, variable, value),
    }));
}

function isTaken(rules: Rules, s: Supposition): boolean {
  const question =
    s.variable.expr.op === "taken"
      ? s.variable.expr.question
      : s.variable.expr.op === "value"
        ? s.variable.expr.id
        : null;
  const body = question === null ? null : rules.value(question)?.body;
  return body?.kind === "readings" && body.taken === s.value;
}

/** A reading is shown under its question's name. */
function subject(variable: Variable): Expr {
  return variable.expr.op === "taken" ? { op: "value", id: variable.expr.question } : variable.expr;
}
