/**
 * The value of an expression for one supposed payee, whose facts are given by a function. Used for examples and cliffs: what is not
 * given is undecided, and nothing is read from a roster. Sets and results of other stages are facts like any other.
 */
import { elapsed, shift } from "../ir/dates.js";
import {
  add,
  compare,
  div,
  equal,
  floor,
  integer,
  max,
  min,
  mul,
  type Rational,
  rational,
  round,
  sign,
  sub,
  ZERO,
} from "../ir/rational.js";
import type { Award, Edge, Expr, PatternTest, Scalar, TableBody } from "../ir/types.js";
import { holds } from "./regions.js";
import type { Rules } from "./rules.js";
import { inValue, within } from "./walk.js";

/** A number, yes/no, a date or a word; null: undecided. */
export type Value = Rational | boolean | string | null;

/** What is supposed of a field, set, result or parameter; undefined: nothing, so that its parts are looked at. */
export type Facts = (expr: Expr) => Value | undefined;

export function evaluate(rules: Rules, expr: Expr, facts: Facts): Value {
  switch (expr.op) {
    case "num":
      return rational(expr.value);
    case "bool":
    case "text":
    case "date":
    case "enum":
      return expr.value;
    case "value":
      return facts(expr) ?? namedValue(rules, expr.id, facts);
    case "lookup": {
      const body = rules.value(expr.id)?.body;
      return body?.kind === "table" ? tableValue(rules, body, facts) : null;
    }
    case "field":
    case "follow":
    case "taken":
    case "asOf":
    case "eligible":
    case "result":
    case "total":
    case "collect":
      return facts(expr) ?? null;
    case "add":
    case "sub":
    case "mul":
    case "div":
      return arithmetic(expr.op, evaluate(rules, expr.a, facts), evaluate(rules, expr.b, facts));
    case "compare":
      return compared(evaluate(rules, expr.a, facts), expr.relation, evaluate(rules, expr.b, facts));
    default:
      return composite(rules, expr, facts);
  }
}

function composite(rules: Rules, expr: Expr, facts: Facts): Value {
  const of = (e: Expr): Value => evaluate(rules, e, facts);
  switch (expr.op) {
    case "between":
      return conjunction([
        ...(expr.low
          ? [() => compared(of(expr.x), expr.low?.included ? "ge" : "gt", of(expr.low?.value as Expr))]
          : []),
        ...(expr.high
          ? [() => compared(of(expr.x), expr.high?.included ? "le" : "lt", of(expr.high?.value as Expr))]
          : []),
      ]);
    case "oneOf":
      return disjunction(expr.items.map((item) => () => compared(of(expr.x), "eq", of(item))));
    case "and":
      return conjunction(expr.items.map((item) => () => of(item)));
    case "or":
      return disjunction(expr.items.map((item) => () => of(item)));
    case "not": {
      const x = of(expr.x);
      return typeof x === "boolean" ? !x : null;
    }
    case "known":
      // What has not been supposed yet may still turn out to be blank.
      return of(expr.x) !== null ? true : open(rules, expr.x, facts) ? null : false;
    case "list":
      return listValue(rules, expr, facts);
    case "tally":
      return tally(expr, of);
    case "bound": {
      const x = of(expr.x);
      return isNumber(x) ? cutValue(x, expr.floors.map(of), expr.ceilings.map(of)) : null;
    }
    case "round": {
      const x = of(expr.x);
      return isNumber(x) ? round(x, rational(expr.step), expr.mode) : null;
    }
    case "tiers": {
      const body = rules.value(expr.id)?.body;
      const x = of(expr.x);
      return body?.kind === "table" && isNumber(x) ? tiersValue(rules, body, expr.way, x, facts) : null;
    }
    case "shift":
      return shifted(of(expr.date), of(expr.amount), expr.unit);
    case "elapsed": {
      const known = facts(expr);
      if (known !== undefined) return known;
      const [from, to] = [of(expr.from), of(expr.to)];
      return typeof from === "string" && typeof to === "string" ? integer(elapsed(expr.unit, from, to)) : null;
    }
    default:
      return null;
  }
}

/** Whether something in it has not been supposed either way. */
function open(rules: Rules, expr: Expr, facts: Facts): boolean {
  for (const part of within(expr)) {
    if (LEAVES.has(part.op) && facts(part) === undefined) return true;
    if (part.op !== "value" && part.op !== "lookup" && part.op !== "tiers") continue;
    const value = rules.value(part.id);
    if (value && inValue(value).some((e) => open(rules, e, facts))) return true;
  }
  return false;
}

const LEAVES: ReadonlySet<Expr["op"]> = new Set(["field", "follow", "asOf", "eligible", "result", "total", "collect"]);

export function isNumber(value: Value): value is Rational {
  return typeof value === "object" && value !== null;
}

function namedValue(rules: Rules, id: string, facts: Facts): Value {
  const body = rules.value(id)?.body;
  switch (body?.kind) {
    case "formula":
      return evaluate(rules, body.expr, facts);
    case "table":
      return tableValue(rules, body, facts);
    case "readings": {
      const supposed = facts({ op: "taken", question: id, reading: "" });
      const reading = body.readings.find((r) => r.id === (typeof supposed === "string" ? supposed : body.taken));
      return reading?.expr ? evaluate(rules, reading.expr, facts) : (reading?.id ?? null);
    }
    default:
      return null;
  }
}

function arithmetic(op: "add" | "sub" | "mul" | "div", a: Value, b: Value): Value {
  if (!isNumber(a) || !isNumber(b)) return null;
  if (op === "add") return add(a, b);
  if (op === "sub") return sub(a, b);
  if (op === "mul") return mul(a, b);
  return sign(b) === 0 ? null : div(a, b);
}

function compared(a: Value, relation: Parameters<typeof holds>[0], b: Value): Value {
  if (a === null || b === null) return null;
  if (isNumber(a) && isNumber(b)) return holds(relation, compare(a, b));
  if (typeof a === "string" && typeof b === "string") return holds(relation, a < b ? -1 : a > b ? 1 : 0);
  return typeof a === "boolean" && typeof b === "boolean" ? (a === b) === (relation === "eq") : null;
}

function conjunction(items: readonly (() => Value)[]): Value {
  let decided = true;
  for (const item of items) {
    const value = item();
    if (value === false) return false;
    if (value !== true) decided = false;
  }
  return decided ? true : null;
}

function disjunction(items: readonly (() => Value)[]): Value {
  let decided = true;
  for (const item of items) {
    const value = item();
    if (value === true) return true;
    if (value !== false) decided = false;
  }
  return decided ? false : null;
}

function listValue(rules: Rules, expr: Extract<Expr, { op: "list" }>, facts: Facts): Value {
  const values: Value[] = [];
  for (const row of expr.rows) {
    const when = row.when ? evaluate(rules, row.when, facts) : true;
    if (when === null) return null;
    if (!when) continue;
    values.push(evaluate(rules, row.then, facts));
    if (expr.word === "first" || expr.word === "only") break;
  }
  return folded(expr.word, values);
}

function folded(word: Extract<Expr, { op: "list" }>["word"], values: readonly Value[]): Value {
  if (word === "first" || word === "only") return values[0] ?? null;
  if (!values.every(isNumber)) return null;
  if (word === "sum") return values.reduce(add, ZERO);
  if (values.length === 0) return null;
  if (word === "highest") return values.reduce(max);
  if (word === "lowest") return values.reduce(min);
  return div(values.reduce(add, ZERO), integer(values.length));
}

function tally(expr: Extract<Expr, { op: "tally" }>, of: (e: Expr) => Value): Value {
  const values = expr.items.map(of);
  if (!values.every((v) => typeof v === "boolean")) return null;
  const count = integer(values.filter((v) => v).length);
  if (expr.word === "count") return count;
  return values.length === 0 ? null : div(count, integer(values.length));
}

function cutValue(x: Rational, floors: readonly Value[], ceilings: readonly Value[]): Value {
  if (!floors.every(isNumber) || !ceilings.every(isNumber)) return null;
  return [...ceilings].reduce(min, [...floors].reduce(max, x));
}

function scalarOrder(value: Value, scalar: Scalar): -1 | 0 | 1 | null {
  if (scalar.kind === "number") return isNumber(value) ? compare(value, rational(scalar.value)) : null;
  if (scalar.kind === "bool") return typeof value === "boolean" ? (value === scalar.value ? 0 : 1) : null;
  if (typeof value !== "string") return null;
  return value === scalar.value ? 0 : value < scalar.value ? -1 : 1;
}

/** Whether a table's test holds for a key; null if the key is not known. */
export function matches(value: Value, test: PatternTest): boolean | null {
  if (test.kind === "equals") {
    const order = scalarOrder(value, test.value);
    return order === null ? null : order === 0;
  }
  const side = (edge: Edge, inner: -1 | 1): boolean | null => {
    if (!edge) return value !== null;
    const order = scalarOrder(value, edge.value);
    return order === null ? null : order === inner || (order === 0 && edge.included);
  };
  const [low, high] = [side(test.low, 1), side(test.high, -1)];
  return low === null || high === null ? null : low && high;
}

function tableValue(rules: Rules, body: TableBody, facts: Facts): Value {
  const keys = body.keys.map((k) => evaluate(rules, k, facts));
  for (const row of body.rows) {
    const holdsAll = row.patterns.map((tests, k) => {
      const results = tests.map((t) => matches(keys[k] as Value, t));
      return results.includes(true) ? true : results.includes(null) ? null : false;
    });
    if (holdsAll.includes(null)) return null;
    if (holdsAll.every((h) => h)) return evaluate(rules, row.value, facts);
  }
  return body.otherwise ? evaluate(rules, body.otherwise, facts) : null;
}

function tiersValue(rules: Rules, body: TableBody, way: "slab" | "sliced", x: Rational, facts: Facts): Value {
  const rate = (at: Rational): Value => {
    const row = body.rows.find((r) => (r.patterns[0] ?? []).some((t) => matches(at, t) === true));
    const expr = row ? row.value : body.otherwise;
    return expr ? evaluate(rules, expr, facts) : null;
  };
  if (way === "slab") {
    const found = rate(x);
    return isNumber(found) ? mul(found, x) : null;
  }
  const edges = body.rows
    .flatMap((r) => r.patterns[0] ?? [])
    .flatMap((t) => (t.kind === "range" ? [t.low, t.high] : []))
    .flatMap((e) => (e?.value.kind === "number" ? [rational(e.value.value)] : []))
    .filter((e) => sign(e) > 0 && compare(e, x) < 0);
  const points = [ZERO, ...edges, x].sort(compare).filter((p, i, all) => i === 0 || !equal(p, all[i - 1] as Rational));
  let total = ZERO;
  for (let i = 1; i < points.length; i += 1) {
    const [from, to] = [points[i - 1] as Rational, points[i] as Rational];
    const found = rate(div(add(from, to), integer(2)));
    if (!isNumber(found)) return null;
    total = add(total, mul(found, sub(to, from)));
  }
  return total;
}

function shifted(date: Value, amount: Value, unit: Extract<Expr, { op: "shift" }>["unit"]): Value {
  return typeof date === "string" && isNumber(amount) ? shift(date, Number(floor(amount)), unit) : null;
}

/**
 * What an award comes to, entered amounts at their ceiling; ZERO where it is not due. null: undecided, or bounded by nothing.
 */
export function awardValue(rules: Rules, award: Award, facts: Facts): Rational | null {
  const found = awarded(rules, award, facts);
  return found === "notDue" ? ZERO : found;
}

function awarded(rules: Rules, award: Award, facts: Facts): Rational | "notDue" | null {
  const of = (e: Expr): Value => evaluate(rules, e, facts);
  if (award.kind === "list") {
    const rows: (Rational | null)[] = [];
    for (const row of award.rows) {
      const when = row.when ? of(row.when) : true;
      if (when === null) return null;
      if (!when) continue;
      if (row.otherwise && rows.length > 0) continue;
      const value = awarded(rules, row.award, facts);
      if (value === "notDue") continue;
      rows.push(value);
      if (award.word === "first" || award.word === "only") break;
    }
    if (rows.length === 0) return "notDue";
    const total = folded(award.word, rows);
    return isNumber(total) ? total : null;
  }
  if (award.least) {
    const quantity = of(award.least.quantity);
    if (!isNumber(quantity)) return null;
    if (compare(quantity, rational(award.least.from)) < 0) return "notDue";
  }
  const ceilings = award.ceilings.map(of);
  const base = award.source.kind === "computed" ? of(award.source.expr) : (ceilings[0] ?? null);
  if (!isNumber(base)) return null;
  const value = cutValue(base, award.floors.map(of), ceilings);
  return isNumber(value) ? max(value, ZERO) : null;
}
