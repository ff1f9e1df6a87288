/**
 * Numbers and dates in conditions, brought to one form: a constant plus multiples of variables.
 *
 * A variable is whatever a condition can compare: a field, a parameter, a count over a set, or — where several of these are
 * added, multiplied or divided — the whole of it. Facts about a variable are complete in themselves: a test on `income / size`
 * is a test on one variable. How it hangs together with income and size is looked at only when an example is made.
 */
import { dayNumber } from "../ir/dates.js";
import {
  add,
  compare,
  div,
  equal,
  floor,
  integer,
  mul,
  neg,
  ONE,
  type Rational,
  rational,
  sign,
  text,
  ZERO,
} from "../ir/rational.js";
import type { Expr } from "../ir/types.js";
import { rangeOf } from "./ranges.js";
import { keyOf, type Rules, type Sort, typeOf } from "./rules.js";
import { within } from "./walk.js";

export interface Variable {
  readonly key: string;
  readonly sort: "number" | "date" | "choice" | "text";
  /** What it stands for. */
  readonly expr: Expr;
  /**
   * given: a field, a parameter, a reading or the date of the run: any of its values may occur.
   * derived: found from other things by a means that gives any value too (a count over a set, an age).
   * composed: a sum, product or quotient of others.
   */
  readonly origin: "given" | "derived" | "composed";
  /** The fields (`household.pigs`), sets (`project`) and parameters it is made from. */
  readonly support: ReadonlySet<string>;
  readonly low: Rational | null;
  readonly high: Rational | null;
  /** The distance between neighbouring values; null: there is always one between two. */
  readonly step: Rational | null;
  /** All values, for a choice: enum values, readings, or `yes` and `no`. */
  readonly choices: readonly string[];
  /** Whether it may be missing. */
  readonly blank: boolean;
  readonly product: boolean;
}

/** constant + Σ factor × variable; dates count days. */
export interface Linear {
  readonly constant: Rational;
  readonly terms: readonly { readonly factor: Rational; readonly variable: Variable }[];
  /** Variables that cancelled out: they change nothing, but where they are missing the sum is. */
  readonly cancelled: readonly Variable[];
}

const CENT = rational("0.01");

/** The finest step of what a roster holds: 1 of what is counted, a fen, 0.01 of the unit of what is measured. */
function stepOf(whole: boolean, unit: string, scale: Rational): Rational {
  if (whole) return scale;
  if (unit === "yuan") return CENT;
  return mul(CENT, scale);
}

/** The variable that an expression is by itself, followed through definitions. */
export function variableOf(rules: Rules, expr: Expr): Variable {
  const made = rules.once("variables", () => new Map<string, Variable>());
  // All readings of one question are values of one variable: only one of them is taken.
  const key = expr.op === "taken" ? `taken:${expr.question}` : keyOf(expr);
  let variable = made.get(key);
  if (!variable) {
    variable = newVariable(rules, expr, key);
    made.set(key, variable);
  }
  return variable;
}

const SORTS: Readonly<Record<Sort, Variable["sort"]>> = {
  number: "number",
  date: "date",
  bool: "choice",
  enum: "choice",
  text: "text",
  entity: "text",
};

function newVariable(rules: Rules, expr: Expr, key: string): Variable {
  const type = typeOf(rules, expr);
  const base = {
    key,
    sort: SORTS[type.kind],
    expr,
    support: supportOf(rules, expr),
    choices: type.kind === "bool" ? ["yes", "no"] : type.kind === "enum" ? rules.enumValues(type.enum) : [],
    low: null,
    high: null,
    step: type.kind === "date" ? ONE : null,
    blank: true,
    product: false,
  };
  const bounds = type.kind === "number" ? rangeOf(rules, expr) : { low: null, high: null };
  switch (expr.op) {
    case "field": {
      const field = rules.field(expr.entity, expr.field);
      const step = type.kind === "number" ? stepOf(type.whole, type.unit, rational(field?.scale ?? "1")) : base.step;
      return { ...base, ...bounds, step, origin: "given", blank: field?.blank === null };
    }
    case "value": {
      const value = rules.value(expr.id);
      if (value?.body.kind === "readings")
        return { ...base, origin: "given", blank: false, choices: takenFirst(value.body) };
      if (value?.body.kind !== "set") return { ...base, ...bounds, origin: "composed" };
      const step = type.kind === "number" ? stepOf(type.whole, type.unit, rational(value.body.scale)) : base.step;
      return { ...base, ...bounds, step, origin: "given", blank: false };
    }
    case "taken": {
      const value = rules.value(expr.question);
      const choices = value?.body.kind === "readings" ? takenFirst(value.body) : [];
      return { ...base, sort: "choice", origin: "given", blank: false, choices };
    }
    case "asOf": {
      // Facts of another time are judged by another version.
      const { from, to, backTo } = rules.policy.inForce;
      const low = integer(dayNumber(backTo ?? from));
      return { ...base, origin: "given", blank: false, low, high: to === null ? null : integer(dayNumber(to)) };
    }
    case "collect": {
      const whole = expr.word === "count";
      const item = expr.item && expr.word !== "average" && expr.word !== "share" ? fieldStep(rules, expr.item) : null;
      return { ...base, ...bounds, step: whole ? ONE : (base.step ?? item), origin: "derived" };
    }
    case "elapsed":
      return { ...base, step: ONE, origin: "derived" };
    case "follow":
      return { ...base, ...bounds, origin: "derived" };
    case "eligible":
    case "tally":
      return { ...base, ...bounds, origin: "composed" };
    default: {
      const product = expr.op === "mul" && rosterPart(rules, expr.a) && rosterPart(rules, expr.b);
      return { ...base, ...bounds, origin: "composed", product };
    }
  }
}

function fieldStep(rules: Rules, expr: Expr): Rational | null {
  return expr.op === "field" ? variableOf(rules, expr).step : null;
}

function takenFirst(body: { readonly readings: readonly { readonly id: string }[]; readonly taken: string }): string[] {
  return [body.taken, ...body.readings.map((r) => r.id).filter((id) => id !== body.taken)];
}

/** Whether something from the roster is in it, directly or through definitions. */
function rosterPart(rules: Rules, expr: Expr): boolean {
  for (const name of supportOf(rules, expr)) if (!name.startsWith("param:")) return true;
  return false;
}

/** `entity.field` for fields, the entity for sets, `param:id` for parameters and readings. */
export function supportOf(rules: Rules, expr: Expr): ReadonlySet<string> {
  const memo = rules.once("supports", () => new WeakMap<Expr, ReadonlySet<string>>());
  const before = memo.get(expr);
  if (before) return before;
  const found = new Set<string>();
  for (const part of within(expr)) {
    if (part.op === "field" || part.op === "follow") found.add(`${part.entity}.${part.field}`);
    else if (part.op === "collect") found.add(part.set.entity);
    else if (part.op === "taken") found.add(`param:${part.question}`);
    else if (part.op === "asOf") found.add("param:as_of");
    else if (part.op === "eligible") found.add(`eligible:${part.entity}`);
    else if (part.op === "result") found.add(`result:${part.benefit}`);
    else if (part.op === "total") found.add("result:total");
    else if (part.op === "value" || part.op === "lookup" || part.op === "tiers") {
      for (const name of valueSupport(rules, part.id)) found.add(name);
    }
  }
  memo.set(expr, found);
  return found;
}

function valueSupport(rules: Rules, id: string): ReadonlySet<string> {
  return rules.once(`support of ${id}`, () => {
    const value = rules.value(id);
    if (!value) return new Set<string>();
    const { body } = value;
    if (body.kind === "set") return new Set([`param:${id}`]);
    const exprs =
      body.kind === "formula"
        ? [body.expr]
        : body.kind === "table"
          ? [...body.keys, ...body.rows.map((r) => r.value), ...(body.otherwise ? [body.otherwise] : [])]
          : body.readings.flatMap((r) => (r.expr ? [r.expr] : []));
    const found = new Set(exprs.flatMap((e) => [...supportOf(rules, e)]));
    if (body.kind === "readings") found.add(`param:${id}`);
    return found;
  });
}

// ---------------------------------------------------------------- sums

/** Terms beyond which a sum is kept whole. */
const MOST_TERMS = 12;

export function linearOf(rules: Rules, expr: Expr): Linear {
  const memo = rules.once("linear", () => new WeakMap<Expr, Linear>());
  let found = memo.get(expr);
  if (!found) {
    found = linear(rules, expr);
    if (found.terms.length > MOST_TERMS) found = single(rules, expr);
    memo.set(expr, found);
  }
  return found;
}

function single(rules: Rules, expr: Expr): Linear {
  return { constant: ZERO, terms: [{ factor: ONE, variable: variableOf(rules, expr) }], cancelled: [] };
}

function constant(value: Rational): Linear {
  return { constant: value, terms: [], cancelled: [] };
}

function linear(rules: Rules, expr: Expr): Linear {
  switch (expr.op) {
    case "num":
      return constant(rational(expr.value));
    case "date":
      return constant(integer(dayNumber(expr.value)));
    case "add":
      return sum(linearOf(rules, expr.a), linearOf(rules, expr.b), ONE);
    case "sub":
      return sum(linearOf(rules, expr.a), linearOf(rules, expr.b), integer(-1));
    case "mul": {
      const a = linearOf(rules, expr.a);
      const b = linearOf(rules, expr.b);
      if (a.terms.length === 0) return scale(b, a.constant);
      if (b.terms.length === 0) return scale(a, b.constant);
      // One product, however its factors are ordered.
      return single(rules, keyOf(expr.a) <= keyOf(expr.b) ? expr : { op: "mul", a: expr.b, b: expr.a });
    }
    case "div": {
      const b = linearOf(rules, expr.b);
      if (b.terms.length > 0 || sign(b.constant) === 0) return single(rules, expr);
      return scale(linearOf(rules, expr.a), div(ONE, b.constant));
    }
    case "value": {
      const body = rules.value(expr.id)?.body;
      return body?.kind === "formula" ? linearOf(rules, body.expr) : single(rules, expr);
    }
    case "shift": {
      const amount = linearOf(rules, expr.amount);
      if (expr.unit !== "day" || amount.terms.length > 0) return single(rules, expr);
      return sum(linearOf(rules, expr.date), amount, ONE);
    }
    default:
      return single(rules, expr);
  }
}

function scale(of: Linear, factor: Rational): Linear {
  if (sign(factor) === 0)
    return { ...constant(ZERO), cancelled: [...of.terms.map((t) => t.variable), ...of.cancelled] };
  return {
    constant: mul(of.constant, factor),
    terms: of.terms.map((t) => ({ factor: mul(t.factor, factor), variable: t.variable })),
    cancelled: of.cancelled,
  };
}

function sum(a: Linear, b: Linear, factor: Rational): Linear {
  const factors = new Map(a.terms.map((t) => [t.variable, t.factor]));
  for (const t of b.terms) factors.set(t.variable, add(factors.get(t.variable) ?? ZERO, mul(t.factor, factor)));
  const terms: { factor: Rational; variable: Variable }[] = [];
  const cancelled = [...a.cancelled, ...b.cancelled];
  for (const [variable, own] of factors) {
    if (sign(own) === 0) cancelled.push(variable);
    else terms.push({ factor: own, variable });
  }
  return { constant: add(a.constant, mul(b.constant, factor)), terms, cancelled };
}

/**
 * A sum as `variable × factor + constant`, with factor > 0 or < 0. Several terms become one variable of their own, brought to a form
 * in which sums that differ only by a factor are the same variable.
 */
export function asVariable(
  rules: Rules,
  of: Linear,
): { readonly variable: Variable; readonly factor: Rational; readonly constant: Rational } | null {
  const [first, ...others] = [...of.terms].sort((x, y) => (x.variable.key < y.variable.key ? -1 : 1));
  if (!first) return null;
  if (others.length === 0) return { variable: first.variable, factor: first.factor, constant: of.constant };
  const terms = [first, ...others].map((t) => ({ factor: div(t.factor, first.factor), variable: t.variable }));
  return { variable: sumVariable(rules, terms), factor: first.factor, constant: of.constant };
}

function sumVariable(rules: Rules, terms: Linear["terms"]): Variable {
  const key = terms.map((t) => `${text(t.factor)}*${t.variable.key}`).join("+");
  return rules.once(`sum ${key}`, () => {
    const low = bound(terms, (t) => (sign(t.factor) > 0 ? t.variable.low : t.variable.high));
    const high = bound(terms, (t) => (sign(t.factor) > 0 ? t.variable.high : t.variable.low));
    const steps = terms.map((t) => (t.variable.step ? mul(t.variable.step, t.factor) : null));
    const day = terms.every((t) => t.variable.sort === "date");
    return {
      key,
      sort: "number",
      expr: terms.map(termExpr).reduce((a, b) => ({ op: "add", a, b })),
      origin: "composed",
      support: new Set(terms.flatMap((t) => [...t.variable.support])),
      low,
      high,
      step: day ? ONE : steps.every((s) => s !== null) ? common(steps) : null,
      choices: [],
      blank: terms.some((t) => t.variable.blank),
      product: terms.some((t) => t.variable.product),
    };
  });
}

function termExpr(t: Linear["terms"][number]): Expr {
  return equal(t.factor, ONE)
    ? t.variable.expr
    : { op: "mul", a: { op: "num", value: text(t.factor) }, b: t.variable.expr };
}

function bound(terms: Linear["terms"], of: (t: Linear["terms"][number]) => Rational | null): Rational | null {
  let total: Rational = ZERO;
  for (const t of terms) {
    const value = of(t);
    if (!value) return null;
    total = add(total, mul(value, t.factor));
  }
  return total;
}

/** The greatest number of which all are whole multiples. */
function common(steps: readonly Rational[]): Rational {
  const positive = steps.map((s) => (sign(s) < 0 ? neg(s) : s));
  return positive.reduce((a, b) => {
    let [x, y] = compare(a, b) >= 0 ? [a, b] : [b, a];
    while (sign(y) !== 0) [x, y] = [y, add(x, neg(mul(integer(floor(div(x, y))), y)))];
    return x;
  });
}
