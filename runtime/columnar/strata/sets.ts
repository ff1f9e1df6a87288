/**
 * Sets over the roster, folded over columns: once for the run, or once for each group of a limit. Filter and item are put to
 * the engine as a probe on every row; the interpreter folds those rows alone of which the engine does not know them.
 */
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import * as R from "../../../compiler/ir/rational.js";
import type { Expr, Guarded, Policy } from "../../../compiler/ir/types.js";
import type { Outcome } from "../../outcome.js";
import { STATES } from "../../outcome.js";
import { amountAt, sumOf } from "../../outcomes/index.js";
import { dependence, lineage } from "../../reference/depends.js";
import { evaluate } from "../../reference/evaluate.js";
import { type Scope, scopeOn } from "../../reference/scope.js";
import type { Value } from "../../reference/value.js";
import * as V from "../../reference/value.js";
import { entityTable, outwards } from "../../table/relations.js";
import { remembered, restsOn } from "../memory.js";
import { asBenefit } from "./probe.js";
import type { Base } from "./rows.js";
import { openOn, type RowReader, reachedFrom } from "./rows.js";

export type Collect = Extract<Expr, { op: "collect" }>;

/** The groups of the rows of a set's entity, -1: in none; null: all are one. */
export interface SetGroups {
  readonly of: Int32Array | null;
  readonly count: number;
  /** What they rest on besides the table; null: on what is not known. */
  readonly key: string | null;
}

const PAID = STATES.indexOf("paid");
const ZERO = STATES.indexOf("zero");
const UNDECIDED = STATES.indexOf("undecided");
const WORDS: readonly string[] = ["count", "sum", "any", "all", "highest", "lowest", "average"];

/** A set over the roster that looks at its own rows only, of a kind that columns fold. */
export function isFoldable(policy: Policy, e: Expr, readings: RowReader["input"]["readings"]): e is Collect {
  if (e.op !== "collect" || e.set.scope !== "roster" || !WORDS.includes(e.word)) return false;
  if (outwards(policy, e.set.entity).length > 0) return false;
  const members = lineage(policy, e.set.entity);
  if (![...dependence(policy).of(e).entities].every((entity) => members.includes(entity))) return false;
  return ![...reachedFrom(policy, [e.set.where, e.item], readings)].some(
    (x) => x.op === "result" || x.op === "total" || (x.op === "eligible" && x.entity !== e.set.entity),
  );
}

/** A set without members, of which there is no highest, lowest or average: what is told of it depends on who asks. */
export const EMPTY = "empty";
export type Folded = Value | typeof EMPTY;

/** `reader` is asked of the rows that the engine leaves. A set is undecided as far as its members are. */
export function fold(reader: RowReader, base: Base, e: Collect, groups: SetGroups): readonly Folded[] {
  if (groups.key === null) return folded(reader, base, e, groups).values;
  const key = `folded ${groups.key} ${restsOn(reader.input, e)}`;
  const { values, messages } = remembered(reader.table, key, () => folded(reader, base, e, groups));
  if (messages.length > 0) reader.said(messages);
  return values;
}

function folded(
  { said: _, ...rest }: RowReader,
  base: Base,
  e: Collect,
  groups: SetGroups,
): { readonly values: readonly Folded[]; readonly messages: readonly Diagnostic[] } {
  const messages: Diagnostic[] = [];
  const reader: RowReader = { ...rest, said: (list) => messages.push(...list) };
  const { policy } = reader.input;
  const id = "\u0000set";
  const probe = { ...probeOf(e), id, entity: e.set.entity };
  const plain: Policy = {
    ...policy,
    values: policy.values.map((v) => inlined(policy, v) as typeof v),
    eligibility: [],
    benefits: [inlined(policy, asBenefit(probe)) as ReturnType<typeof asBenefit>],
    limits: [],
    payOuts: [],
    checks: [],
    procedures: [],
    examples: [],
  };
  const outcome = base({ ...reader.input, policy: plain });
  const { rows } = entityTable(reader.table, e.set.entity);
  const columns = outcome.claims(id);
  const groupOf = (row: number): number => (groups.of === null ? 0 : (groups.of[row] as number));
  const members: number[][] = Array.from({ length: groups.count }, () => []);
  const open: number[][] = Array.from({ length: groups.count }, () => []);
  const counts = new Float64Array(groups.count);
  const needsRows = e.word === "highest" || e.word === "lowest" || (groups.of !== null && isSum(e));
  for (let row = 0; row < rows; row += 1) {
    const g = groupOf(row);
    if (g < 0) continue;
    const state = columns.state[row];
    if (state === UNDECIDED) (open[g] as number[]).push(row);
    else if (state === PAID || state === ZERO) {
      counts[g] = (counts[g] as number) + 1;
      if (needsRows) (members[g] as number[]).push(row);
    }
  }
  const values = members.map((list, g) => {
    const unsure = open[g] as number[];
    const known = settled(e, outcome, id, list, counts[g] as number, groups.of !== null);
    return unsure.length === 0 ? known : merged(reader, e, known, unsure, () => rowsIn(groups, g, rows));
  });
  return { values, messages };
}

function isSum(e: Collect): boolean {
  return e.word === "sum" || e.word === "average";
}

function rowsIn(groups: SetGroups, g: number, rows: number): number[] {
  const list: number[] = [];
  for (let row = 0; row < rows; row += 1) if (groups.of === null || groups.of[row] === g) list.push(row);
  return list;
}

/** Members hold the filter; of a condition, those that count are asked for. */
function probeOf({ word, set, item }: Collect): { guard: Guarded; value: Expr } {
  const one: Expr = { op: "num", value: "1" };
  const number = word === "sum" || word === "average" || word === "highest" || word === "lowest";
  if (number) return { guard: { when: set.where, excepts: [] }, value: item ?? one };
  // Of `all` those that fail are counted.
  const test: Expr | null = item === null ? null : word === "all" ? { op: "not", x: item } : item;
  const both = [set.where, test].filter((x) => x !== null);
  return { guard: { when: both.length === 0 ? null : { op: "and", items: both }, excepts: [] }, value: one };
}

/** Sets over the roster that stages 1 to 6 read wherever they stand: each is one value for the run. */
export function rosterSets(policy: Policy, readings: RowReader["input"]["readings"]): Collect[] {
  const parts = [
    policy.eligibility,
    policy.benefits,
    policy.limits.map((l) => [l.guard, l.group, l.way.kind === "serve" ? l.way.order : []]),
  ];
  const monthly = policy.benefits.some((b) => b.every !== null);
  const depends = dependence(policy);
  const reached = [...reachedFrom(policy, parts, readings), ...ofRun(policy, readings)];
  return [...new Set(reached)].filter(
    (e): e is Collect => isFoldable(policy, e, readings) && !(monthly && depends.of(e).asOf),
  );
}

/** Sets in values of the run that ceilings read. */
function ofRun(policy: Policy, readings: RowReader["input"]["readings"]): Expr[] {
  const ceilings = policy.limits.map((l) => [l.ceiling, l.since]);
  return [...reachedFrom(policy, ceilings, readings)].flatMap((e) => {
    const body = e.op === "value" ? policy.values.find((v) => v.id === e.id) : undefined;
    return body === undefined || body.entity !== null ? [] : [...reachedFrom(policy, body.body, readings)];
  });
}

/** What the members come to of whom all is known. */
function settled(
  e: Collect,
  outcome: Outcome,
  id: string,
  members: readonly number[],
  count: number,
  apart: boolean,
): Folded {
  const gross = outcome.claims(id).amounts("gross");
  const sum = (): R.Rational =>
    apart ? members.reduce((s: R.Rational, row) => R.add(s, amountAt(gross, row) ?? R.ZERO), R.ZERO) : sumOf(gross);
  switch (e.word) {
    case "count":
      return V.known(R.integer(count));
    case "any":
      return V.yesNo(count > 0);
    case "all":
      return V.yesNo(count === 0);
    case "sum":
      return V.known(sum());
    default: {
      if (count === 0) return EMPTY;
      if (e.word === "average") return V.known(R.div(sum(), R.integer(count)));
      const pick = e.word === "highest" ? R.max : R.min;
      return V.known(members.map((row) => amountAt(gross, row) ?? R.ZERO).reduce(pick));
    }
  }
}

/**
 * With rows of which the engine does not know enough. Counts and sums of the others are added to what the interpreter makes of
 * these alone; the other words it folds over the whole group.
 */
function merged(reader: RowReader, e: Collect, known: Folded, unsure: readonly number[], all: () => number[]): Value {
  const apart = e.word === "count" || e.word === "sum" || e.word === "any" || e.word === "all";
  const open = openOn(reader, { entity: e.set.entity, rows: apart ? unsure : all() });
  const rest = evaluate(e, scopeOn(open.world, null, reader.input.policy.id));
  reader.said(open.diagnostics());
  if (!apart || known === EMPTY) return rest;
  if (e.word === "any") return V.or([known, rest]);
  if (e.word === "all") return V.and([known, rest]);
  return V.add(known, rest);
}

/** The same, with eligibility as the conditions that it stands for: a row's own clauses, all of which must hold. */
function inlined(policy: Policy, node: unknown): unknown {
  if (node === null || typeof node !== "object") return node;
  if (Array.isArray(node)) return node.map((part) => inlined(policy, part));
  if ("op" in node && node.op === "eligible") {
    const own = policy.eligibility.filter((c) => c.entity === (node as { entity?: unknown }).entity);
    const items = own.flatMap((c): Expr[] => [c.when, ...c.excepts.map((x): Expr => ({ op: "not", x: x.when }))]);
    return inlined({ ...policy, eligibility: [] }, { op: "and", items });
  }
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, inlined(policy, part)]));
}

/** A piece of IR with some expressions put in place of others. What has none of them is the same object. */
export function replaced<T>(node: T, by: ReadonlyMap<unknown, Expr>): T {
  if (node === null || typeof node !== "object") return node;
  const found = by.get(node);
  if (found !== undefined) return found as T;
  let changed = false;
  const swap = (part: unknown): unknown => {
    const now = replaced(part, by);
    if (now !== part) changed = true;
    return now;
  };
  const made = Array.isArray(node)
    ? node.map(swap)
    : Object.fromEntries(Object.entries(node).map(([key, part]) => [key, swap(part)]));
  return changed ? (made as T) : node;
}

/** A folded set as whoever asks for it is told. */
export function told(folded: Folded, scope: Scope): Value {
  if (folded !== EMPTY) return folded;
  const { row } = scope;
  return V.because("emptySet", scope.clause, row?.entity ?? null, row?.key ?? null);
}

/** A known value as an expression; null: it is not known. */
export function literal(value: Folded): Expr | null {
  if (value === EMPTY || !value.known) return null;
  if (V.isNumber(value.value)) return { op: "num", value: R.text(value.value) };
  return typeof value.value === "boolean" ? { op: "bool", value: value.value } : null;
}
