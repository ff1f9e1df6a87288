/**
 * Sets over the roster, folded over columns: once for the run, or once for each group of a limit. Filter and item are put to
 * the engine as a probe on every row; the interpreter folds those rows alone of which the engine does not know them.
 */
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import * as R from "../../../compiler/ir/rational.js";
import type { Expr, Policy } from "../../../compiler/ir/types.js";
import { type Amounts, STATES } from "../../outcome.js";
import { amountAt, sumOf } from "../../outcomes/index.js";
import { dependence, lineage } from "../../reference/depends.js";
import { collected, type Member, memberOf } from "../../reference/evaluate.js";
import { averageOf, shareOf } from "../../reference/lists.js";
import { member, type Scope, scopeOn } from "../../reference/scope.js";
import type { Value } from "../../reference/value.js";
import * as V from "../../reference/value.js";
import type { Reason } from "../../run.js";
import { entityTable } from "../../table/relations.js";
import { remembered, restsOn } from "../memory.js";
import { asBenefit, type Probe } from "./probe.js";
import { type Base, eachRow, type RowReader, reachedFrom, type TableInput } from "./rows.js";

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
const WORDS: readonly string[] = ["count", "sum", "any", "all", "highest", "lowest", "average", "share"];

/** A set over the roster that looks at its own rows only, of a kind that columns fold. */
export function isFoldable(policy: Policy, e: Expr, readings: RowReader["input"]["readings"]): e is Collect {
  if (e.op !== "collect" || e.set.scope !== "roster" || !WORDS.includes(e.word)) return false;
  const members = lineage(policy, e.set.entity);
  if (![...dependence(policy).of(e).entities].every((entity) => members.includes(entity))) return false;
  return ![...reachedFrom(policy, [e.set.where, e.item], readings)].some(
    (x) => x.op === "result" || x.op === "total" || (x.op === "eligible" && !members.includes(x.entity)),
  );
}

/** A set without members, of which there is no highest, lowest, average or share: what is told of it depends on who asks. */
export const EMPTY = "empty";
export type Folded = Value | typeof EMPTY;

/** A set in the words in which the engine is asked, where these are others than the interpreter's: results as fields. */
export interface Asked {
  readonly input: TableInput;
  readonly e: Collect;
}

/** `reader` is asked of the rows that the engine leaves. A set is undecided as far as its members are. */
export function fold(
  reader: RowReader,
  base: Base,
  e: Collect,
  groups: SetGroups,
  asked: Asked = { input: reader.input, e },
): readonly Folded[] {
  if (groups.key === null) return folded(reader, base, e, groups, asked).values;
  const key = `folded ${groups.key} ${restsOn(reader.input, e)}`;
  const { values, messages } = remembered(reader.table, key, () => folded(reader, base, e, groups, asked));
  if (messages.length > 0) reader.said(messages);
  return values;
}

/** Of one group: how many members hold what is asked, and of a share how many do not; the rows where that is not known. */
interface Counts {
  yes: number;
  no: number;
  readonly unsure: number[];
  /** Those that hold, where there are several groups. */
  readonly members: number[];
}

function folded(
  { said: _, ...rest }: RowReader,
  base: Base,
  e: Collect,
  groups: SetGroups,
  asked: Asked,
): { readonly values: readonly Folded[]; readonly messages: readonly Diagnostic[] } {
  const messages: Diagnostic[] = [];
  const reader: RowReader = { ...rest, said: (list) => messages.push(...list) };
  const outcome = base({ ...asked.input, policy: asking(asked.input.policy, probesFor(asked.e)) }, reader.most);
  const { state } = outcome.claims(HOLD);
  const belongs = e.word === "share" ? outcome.claims(BELONG).state : null;
  const counts = Array.from({ length: groups.count }, (): Counts => ({ yes: 0, no: 0, unsure: [], members: [] }));
  const { rows } = entityTable(reader.table, e.set.entity);
  for (let row = 0; row < rows; row += 1) {
    const own = counts[groups.of === null ? 0 : (groups.of[row] as number)];
    if (own === undefined) continue;
    if (state[row] === UNDECIDED || belongs?.[row] === UNDECIDED) own.unsure.push(row);
    else if (state[row] === PAID || state[row] === ZERO) {
      own.yes += 1;
      if (groups.of !== null) own.members.push(row);
    } else if (belongs !== null && (belongs[row] === PAID || belongs[row] === ZERO)) own.no += 1;
  }
  const unsure = unsureMembers(
    reader,
    e,
    counts.flatMap((c) => c.unsure),
  );
  const gross = outcome.claims(HOLD).amounts("gross");
  const values = counts.map((own) => {
    const sure = { ...own, members: groups.of === null ? () => holding(state) : () => own.members };
    const open = own.unsure.map((row) => unsure.get(row) as Member);
    return together(e, sure, grossOf(gross, groups.of === null ? null : own.members), open, reader.input.policy.id);
  });
  return { values, messages };
}

const HOLD = "\u0000set";
const BELONG = "\u0000belongs";

function* holding(state: Uint8Array): Generator<number> {
  for (let row = 0; row < state.length; row += 1) if (state[row] === PAID || state[row] === ZERO) yield row;
}

/** A policy that asks these questions, and pays nothing. */
export function asking(policy: Policy, probes: readonly Probe[]): Policy {
  return {
    ...policy,
    values: policy.values.map((v) => inlined(policy, v) as typeof v),
    eligibility: [],
    benefits: probes.map((probe) => inlined(policy, asBenefit(probe)) as ReturnType<typeof asBenefit>),
    limits: [],
    payOuts: [],
    checks: [],
    procedures: [],
    examples: [],
  };
}

/** Members hold the filter; of a condition, those that count are asked for. */
function probesFor({ word, set, item }: Collect): Probe[] {
  const { entity, where } = set;
  const one: Expr = { op: "num", value: "1" };
  if (word === "sum" || word === "average" || word === "highest" || word === "lowest") {
    return [{ id: HOLD, entity, guard: { when: where, excepts: [] }, value: item ?? one }];
  }
  // Of `all` those that fail are counted.
  const test: Expr | null = item === null ? null : word === "all" ? { op: "not", x: item } : item;
  const both = [where, test].filter((x) => x !== null);
  const when: Expr | null = both.length === 0 ? null : { op: "and", items: both };
  const probe: Probe = { id: HOLD, entity, guard: { when, excepts: [] }, value: one };
  return word === "share" ? [probe, { id: BELONG, entity, guard: { when: where, excepts: [] }, value: one }] : [probe];
}

/** What the interpreter says of the rows that the engine leaves. */
function unsureMembers(reader: RowReader, e: Collect, rows: readonly number[]): ReadonlyMap<number, Member> {
  const found = new Map<number, Member>();
  eachRow(reader, e.set.entity, rows, (node, row, { world }) => {
    const { belongs, item } = memberOf(e, member(scopeOn(world, null, reader.input.policy.id), node));
    // Worked out while the row is here, if it is asked for at all.
    const value = e.word === "count" || !V.isNo(belongs) ? item() : V.NO;
    found.set(row, { belongs, item: () => value });
  });
  return found;
}

interface Sure {
  readonly yes: number;
  readonly no: number;
  readonly members: () => Iterable<number>;
}

/** Members that are known, and those of which not all is. `gross`: what is collected of the former. */
function together(e: Collect, sure: Sure, gross: Gross, unsure: readonly Member[], clause: string): Folded {
  const nothing = V.because("emptySet", clause, null, null);
  const asFolded = (value: Value): Folded => (value === nothing ? EMPTY : value);
  const most = (pick: (a: R.Rational, b: R.Rational) => R.Rational): Member[] =>
    sure.yes === 0 ? [] : [certain([...sure.members()].map(gross.at).reduce(pick))];
  switch (e.word) {
    case "count":
      return V.add(V.known(R.integer(sure.yes)), collected(e, unsure, nothing));
    case "any":
      return V.or([V.yesNo(sure.yes > 0), collected(e, unsure, nothing)]);
    case "all":
      return V.and([V.yesNo(sure.yes === 0), collected(e, unsure, nothing)]);
    case "share":
      return asFolded(
        shareOf(
          unsure.map((m) => ({ belongs: m.belongs, holds: m.item })),
          nothing,
          sure,
        ),
      );
    case "sum":
      return V.add(V.known(gross.sum()), collected(e, unsure, nothing));
    case "average": {
      const members = unsure.filter((m) => !V.isNo(m.belongs));
      // Where one may not count, the average is known to lie between the ends.
      if (!members.every((m) => V.isYes(m.belongs)))
        return asFolded(collected(e, [...most(R.min), ...most(R.max), ...members], nothing));
      const numbers = sure.yes + members.length;
      return numbers === 0
        ? EMPTY
        : averageOf(V.sum([V.known(gross.sum()), ...members.map((m) => m.item())]), numbers, reasonsOf(members));
    }
    default:
      return asFolded(collected(e, [...most(e.word === "highest" ? R.max : R.min), ...unsure], nothing));
  }
}

function reasonsOf(members: readonly Member[]): readonly Reason[] {
  return V.mergeReasons(members.map((m) => V.reasonsOf(m.item())));
}

function certain(amount: R.Rational): Member {
  return { belongs: V.YES, item: () => V.known(amount) };
}

/** What is collected of the members that are known. */
interface Gross {
  readonly at: (row: number) => R.Rational;
  readonly sum: () => R.Rational;
}

function grossOf(amounts: Amounts, members: readonly number[] | null): Gross {
  const at = (row: number): R.Rational => amountAt(amounts, row) ?? R.ZERO;
  return {
    at,
    sum: () =>
      members === null ? sumOf(amounts) : members.reduce((sum: R.Rational, row) => R.add(sum, at(row)), R.ZERO),
  };
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

/** With eligibility as the conditions that it stands for: the clauses of a row and of the rows around it, all of which must hold. */
function inlined(policy: Policy, node: unknown): unknown {
  if (node === null || typeof node !== "object") return node;
  if (Array.isArray(node)) return node.map((part) => inlined(policy, part));
  if ("op" in node && node.op === "eligible") {
    const around = lineage(policy, (node as Extract<Expr, { op: "eligible" }>).entity);
    const own = policy.eligibility.filter((c) => around.includes(c.entity));
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
