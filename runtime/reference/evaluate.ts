/** The meaning of an expression on a row: one function for each operation. */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { elapsed, shift } from "../../compiler/ir/dates.js";
import * as R from "../../compiler/ir/rational.js";
import type { Expr, SetRef, ValueDef } from "../../compiler/ir/types.js";
import { lineage } from "./depends.js";
import { fieldValue, type Node } from "./facts.js";
import { type Candidate, countOf, firstOf, foldOf, shareOf } from "./lists.js";
import { named } from "./names.js";
import { parameter } from "./parameters.js";
import { placeOf } from "./place.js";
import { groupValue, member, rowOf, rowsOf, type Scope } from "./scope.js";
import { select, slab, sliced } from "./tables.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

export function evaluate(expr: Expr, scope: Scope): Value {
  return (OPERATIONS[expr.op] as (expr: Expr, scope: Scope) => Value)(expr, scope);
}

/** The expressions that have this operation. */
type Op<O extends Expr["op"], E extends Expr = Expr> = E extends { op: infer P } ? (O extends P ? E : never) : never;

const numerals = new Map<string, Value>();

function numeral(text: string): Value {
  const found = numerals.get(text);
  if (found !== undefined) return found;
  const value = V.known(R.rational(text));
  numerals.set(text, value);
  return value;
}

const OPERATIONS: { readonly [O in Expr["op"]]: (expr: Op<O>, scope: Scope) => Value } = {
  num: (e) => numeral(e.value),
  bool: (e) => V.yesNo(e.value),
  text: (e) => V.known(e.value),
  date: (e) => V.known(e.value),
  enum: (e) => V.known(e.value),
  field,
  follow,
  value: (e, scope) => (scope.row === null ? groupValue(scope, e) : null) ?? namedValue(e.id, scope),
  taken: (e, scope) => V.yesNo(readingTaken(e.question, scope) === e.reading),
  asOf: (_, scope) => V.known(scope.asOf),
  eligible: (e, scope) => {
    const node = rowOf(scope, e.entity);
    return node === null ? missing(e.entity, scope) : scope.world.stages.eligible(node);
  },
  result,
  total: (_, scope) => V.sum(scope.world.policy.benefits.map((b) => resultOf(b.id, "net", scope))),
  add: (e, scope) => V.add(evaluate(e.a, scope), evaluate(e.b, scope)),
  sub: (e, scope) => V.subtract(evaluate(e.a, scope), evaluate(e.b, scope)),
  mul: (e, scope) => V.multiply(evaluate(e.a, scope), evaluate(e.b, scope)),
  div: (e, scope) => V.divide(evaluate(e.a, scope), evaluate(e.b, scope), reason("divisionByZero", scope)),
  compare: (e, scope) => V.compare(e.relation, evaluate(e.a, scope), evaluate(e.b, scope)),
  between: (e, scope) => {
    const x = evaluate(e.x, scope);
    const low = e.low === null ? V.YES : V.compare(e.low.included ? "ge" : "gt", x, evaluate(e.low.value, scope));
    const high = e.high === null ? V.YES : V.compare(e.high.included ? "le" : "lt", x, evaluate(e.high.value, scope));
    return V.and([low, high]);
  },
  oneOf: (e, scope) => {
    const x = evaluate(e.x, scope);
    return V.or(e.items.map((item) => V.compare("eq", x, evaluate(item, scope))));
  },
  and: (e, scope) => untilDecided(e.items, scope, V.isNo, V.and),
  or: (e, scope) => untilDecided(e.items, scope, V.isYes, V.or),
  not: (e, scope) => V.not(evaluate(e.x, scope)),
  known: (e, scope) => V.yesNo(evaluate(e.x, scope).known),
  list,
  tally: (e, scope) => {
    const answers = e.items.map((item) => evaluate(item, scope));
    if (e.word === "count") return countOf(answers);
    return shareOf(
      answers.map((answer) => ({ belongs: V.YES, holds: () => answer })),
      emptySet(scope),
    );
  },
  collect,
  bound: (e, scope) => {
    const raised = e.floors.reduce((x, f) => V.larger(x, evaluate(f, scope)), evaluate(e.x, scope));
    return e.ceilings.reduce((x, c) => V.smaller(x, evaluate(c, scope)), raised);
  },
  round: (e, scope) => {
    const x = evaluate(e.x, scope);
    const step = R.rational(e.step);
    const rounded = (end: R.Rational | null) => (end === null ? null : R.round(end, step, e.mode));
    const exact = V.knownNumber(x);
    return exact !== null
      ? V.known(R.round(exact, step, e.mode))
      : V.range(rounded(V.low(x)), rounded(V.high(x)), V.reasonsOf(x));
  },
  lookup: (e, scope) => namedValue(e.id, scope),
  tiers: (e, scope) => {
    const def = valueDef(e.id, scope);
    if (def.body.kind !== "table") throw new TypeError(`${e.id} is not a table`);
    const x = evaluate(e.x, scope);
    const at = { ...scope, clause: e.id };
    return e.way === "slab" ? slab(e.id, def.body, x, at, evaluate) : sliced(e.id, def.body, x, at, evaluate);
  },
  shift: (e, scope) => {
    const date = evaluate(e.date, scope);
    const amount = evaluate(e.amount, scope);
    const from = V.knownText(date);
    const count = V.knownNumber(amount);
    if (from === null || count === null) return V.undecided(V.mergeReasons([V.reasonsOf(date), V.reasonsOf(amount)]));
    return V.known(shift(from, Number(R.floor(count)), e.unit));
  },
  elapsed: (e, scope) => {
    const from = evaluate(e.from, scope);
    const to = evaluate(e.to, scope);
    const [a, b] = [V.knownText(from), V.knownText(to)];
    if (a === null || b === null) return V.undecided(V.mergeReasons([V.reasonsOf(from), V.reasonsOf(to)]));
    return V.known(R.integer(elapsed(e.unit, a, b)));
  },
};

// ---------------------------------------------------------------- facts

function reason(kind: "missing" | "divisionByZero" | "emptySet" | "order", scope: Scope, what: string = scope.clause) {
  return { kind, what, entity: scope.row?.entity ?? null, row: scope.row?.key ?? null };
}

function missing(what: string, scope: Scope): Value {
  return V.undecided([reason("missing", scope, what)]);
}

function emptySet(scope: Scope): Value {
  return V.undecided([reason("emptySet", scope)]);
}

function field(e: Op<"field">, scope: Scope): Value {
  const node = rowOf(scope, e.entity);
  if (node !== null) return fieldValue(scope.world.facts, node, e.field);
  return groupValue(scope, e) ?? missing(`${e.entity}.${e.field}`, scope);
}

function follow(e: Op<"follow">, scope: Scope): Value {
  const key = evaluate(e.ref, scope);
  if (!key.known) return key;
  const node = scope.world.facts.byKey.get(e.entity)?.get(V.show(key));
  return node === undefined ? missing(`${e.entity}.${e.field}`, scope) : fieldValue(scope.world.facts, node, e.field);
}

// ---------------------------------------------------------------- named values

function valueDef(id: string, scope: Scope): ValueDef {
  const def = scope.world.values.get(id);
  if (def === undefined) throw new TypeError(`the policy has no value ${id}`);
  return def;
}

/** The reading that the run takes of a question. */
function readingTaken(question: string, scope: Scope): string {
  const def = valueDef(question, scope);
  if (def.body.kind !== "readings") throw new TypeError(`${question} is not a question`);
  return scope.world.input.readings?.[question] ?? def.body.taken;
}

/**
 * A named value on the nearest row of its own entity, worked out once there. A value that is the same in every month or
 * every group is remembered outside them.
 */
function namedValue(id: string, scope: Scope): Value {
  const def = valueDef(id, scope);
  // What is set by a field of the row is looked up where it is read.
  if (def.body.kind === "set") return parameter(def, def.body, scope, evaluate);
  const at = valueScope(def, scope);
  const memory = at.frame.values.get(id) ?? new Map<Node | string, Value>();
  at.frame.values.set(id, memory);
  const key = at.row ?? (at.world.depends.ofValue(id).asOf ? at.asOf : "");
  const found = memory.get(key);
  if (found !== undefined) return found;
  const value = bodyValue(def, at);
  memory.set(key, value);
  return value;
}

function valueScope(def: ValueDef, scope: Scope): Scope {
  const row = def.entity === null ? null : rowOf(scope, def.entity);
  const { world, frame } = scope;
  const reads = world.depends.ofValue(def.id);
  // A name means the same wherever it is read: only sets written in a limit's own ceiling range over its group. A value on
  // rows of which there is none here is asked of the group.
  const grouped = frame.group !== null && def.entity !== null && row === null;
  const monthly = frame.month !== null && reads.asOf;
  const at = grouped || monthly ? frame : world.base;
  const asOf = row === null || row === scope.row || frame.month !== null ? scope.asOf : member(scope, row).asOf;
  return { world, frame: at, row, outer: null, asOf, clause: def.id, gather: null };
}

function bodyValue(def: ValueDef, scope: Scope): Value {
  const body = def.body;
  switch (body.kind) {
    case "formula":
      return evaluate(body.expr, scope);
    case "table":
      return select(
        def.id,
        body,
        body.keys.map((key) => evaluate(key, scope)),
        scope,
        evaluate,
      );
    case "set":
      return parameter(def, body, scope, evaluate);
    case "readings": {
      const id = readingTaken(def.id, scope);
      const taken = body.readings.find((r) => r.id === id);
      return taken?.expr ? evaluate(taken.expr, scope) : V.known(id);
    }
  }
}

// ---------------------------------------------------------------- results of earlier stages

function result(e: Op<"result">, scope: Scope): Value {
  const benefit = scope.world.benefits.get(e.benefit);
  if (benefit === undefined) throw new TypeError(`the policy has no benefit ${e.benefit}`);
  // A sum over the whole roster is the same for every row that asks.
  if (rowOf(scope, benefit.entity) !== null || scope.row !== null) return resultOf(e.benefit, e.stage, scope);
  return onceIn(scope, e, () => resultOf(e.benefit, e.stage, scope));
}

/** A row's own result; on a row above, the sum over the rows below; on none, over all. */
function resultOf(id: string, stage: Op<"result">["stage"], scope: Scope): Value {
  const benefit = scope.world.benefits.get(id);
  if (benefit === undefined) throw new TypeError(`the policy has no benefit ${id}`);
  const read = scope.world.stages[stage];
  const own = rowOf(scope, benefit.entity);
  if (own !== null) return read(benefit, own);
  const given = scope.world.given?.({ op: "result", benefit: id, stage }, scope) ?? null;
  if (given !== null) return given;
  return V.sum(rowsOf(scope, benefit.entity, "below").map((node) => read(benefit, node)));
}

// ---------------------------------------------------------------- lists and sets

/** Evaluates until one answer settles the whole. */
function untilDecided(
  items: readonly Expr[],
  scope: Scope,
  settles: (v: Value) => boolean,
  fold: (vs: Value[]) => Value,
): Value {
  const answers: Value[] = [];
  for (const item of items) {
    const answer = evaluate(item, scope);
    if (settles(answer)) return answer;
    answers.push(answer);
  }
  return fold(answers);
}

function* written(rows: Op<"list">["rows"], scope: Scope): Generator<Candidate> {
  for (const row of rows) {
    yield { when: row.when === null ? V.YES : evaluate(row.when, scope), value: () => evaluate(row.then, scope) };
  }
}

function list(e: Op<"list">, scope: Scope): Value {
  if (e.word === "first") return firstOf(written(e.rows, scope), emptySet(scope));
  if (e.word === "only") return only(e, scope);
  return foldOf(e.word, written(e.rows, scope), emptySet(scope));
}

/** Invariant atMostOneRule: two rows that hold are an error that names both, never silently the first. */
function only(e: Op<"list">, scope: Scope): Value {
  const tests = e.rows.map((row) => (row.when === null ? null : evaluate(row.when, scope)));
  const holding = tests.flatMap((test, i) => (test !== null && V.isYes(test) ? [i] : []));
  const [first, second] = holding;
  if (first !== undefined && second !== undefined) return overlap(scope, first, second);
  const value = (i: number) => evaluate((e.rows[i] as Op<"list">["rows"][number]).then, scope);
  // One that surely holds leaves no room for another.
  if (first !== undefined) return value(first);
  const candidates = tests.map((test, i): Candidate => ({ when: test ?? V.YES, value: () => value(i) }));
  return firstOf(candidates, emptySet(scope));
}

function overlap(scope: Scope, first: number, second: number): Value {
  const row = scope.row;
  const params = {
    clause: named(scope.world.policy, scope.clause),
    first: String(first + 1),
    second: String(second + 1),
    entity: named(scope.world.policy, row?.entity ?? ""),
    row: row?.key ?? "",
  };
  scope.world.report(diagnostic("P5001", placeOf(scope.world.policy, scope.clause), params));
  return V.because("overlap", scope.clause, row?.entity ?? null, row?.key ?? null);
}

/** In place of a set without members, of which there is no highest, lowest, average or share: who asks is told so. */
const NOBODY: Value = V.undecided([]);

/**
 * A set over the roster that does not look at the row it stands on is worked out once in its frame, for no row and no clause in
 * particular: what is told of it does not depend on who asks first.
 */
function collect(e: Op<"collect">, scope: Scope): Value {
  const given = scope.world.given?.(e, scope) ?? null;
  if (given !== null) return given;
  if (e.set.scope === "below" || !isClosed(e, scope)) return collectOver(e, scope, emptySet(scope));
  const found = onceIn(scope, e, () => {
    const at = { ...scope, row: null, clause: scope.world.policy.id };
    const nothing = emptySet(at);
    const value = collectOver(e, at, nothing);
    return value === nothing ? NOBODY : value;
  });
  return found === NOBODY ? emptySet(scope) : found;
}

function onceIn(scope: Scope, expr: Expr, work: () => Value): Value {
  const found = scope.frame.sets.get(expr);
  if (found !== undefined) return found;
  const value = work();
  scope.frame.sets.set(expr, value);
  return value;
}

function isClosed(e: Op<"collect">, scope: Scope): boolean {
  const members = lineage(scope.world.policy, e.set.entity);
  return [...scope.world.depends.of(e).entities].every((entity) => members.includes(entity));
}

function* belonging(set: SetRef, scope: Scope): Generator<Scope> {
  for (const node of rowsOf(scope, set.entity, set.scope)) yield member(scope, node);
}

/** A row of a set: whether it belongs to it, and what is collected of it. */
export interface Member {
  readonly belongs: Value;
  readonly item: () => Value;
}

/** `at`: on the row, in the scope of the set. */
export function memberOf(e: Op<"collect">, at: Scope): Member {
  const { item, set, word } = e;
  const belongs = set.where === null ? V.YES : evaluate(set.where, at);
  if (item === null) return { belongs, item: () => V.YES };
  const isFolded = word === "sum" || word === "average" || word === "highest" || word === "lowest";
  return {
    belongs,
    item: () => (isFolded ? withinBounds(item, evaluate(item, at), at) : evaluate(item, at)),
  };
}

/** `nothing`: what it is if it has no members. */
function collectOver(e: Op<"collect">, scope: Scope, nothing: Value): Value {
  return collected(
    e,
    mapped(belonging(e.set, scope), (at) => memberOf(e, at)),
    nothing,
  );
}

/** What the word makes of these members. */
export function collected(e: Op<"collect">, members: Iterable<Member>, nothing: Value): Value {
  if (e.item === null) return countOf(mapped(members, (m) => m.belongs));
  switch (e.word) {
    case "count":
      return countOf(mapped(members, (m) => V.and([m.belongs, m.item()])));
    case "any":
      return V.or([...mapped(members, (m) => (V.isNo(m.belongs) ? V.NO : V.and([m.belongs, m.item()])))]);
    case "all":
      return V.and([...mapped(members, (m) => (V.isNo(m.belongs) ? V.YES : V.or([V.not(m.belongs), m.item()])))]);
    case "share":
      return shareOf(
        mapped(members, (m) => ({ belongs: m.belongs, holds: m.item })),
        nothing,
      );
    case "first":
      return firstOf(mapped(members, candidate), nothing);
    default:
      return foldOf(e.word, mapped(members, candidate), nothing);
  }
}

function candidate(m: Member): Candidate {
  return { when: m.belongs, value: m.item };
}

function* mapped<A, B>(items: Iterable<A>, f: (item: A) => B): Generator<B> {
  for (const item of items) yield f(item);
}

/** A member whose field is missing still lies within the bounds of the vocabulary, which is what makes a sum a range. */
function withinBounds(item: Expr, value: Value, scope: Scope): Value {
  if (value.known || value.low !== null || value.high !== null || item.op !== "field") return value;
  const def = scope.world.facts.fields.get(item.entity)?.get(item.field);
  if (def === undefined || def.type.kind !== "number") return value;
  const end = (bound: string | null) => (bound === null ? null : R.rational(bound));
  return V.range(end(def.low), end(def.high), value.reasons);
}
