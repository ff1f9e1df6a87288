/**
 * What differs between two cases, as a list of changes that can each be made alone, in a stated order: the roster, its growth, the
 * date, who applies, then the rule, clause by clause in the policy's order, then numbers, delegated values, readings, assumptions.
 */
import { canonicalJson } from "../../compiler/ir/hash.js";
import type { EntityDef, Policy, ValueDef } from "../../compiler/ir/types.js";
import type { Case } from "./case.js";
import type { Scenario } from "./scenario.js";

export type ChangeKind =
  | "roster"
  | "growth"
  | "date"
  | "takeUp"
  | "header"
  | "clause"
  | "number"
  | "parameter"
  | "reading"
  | "entered";

export interface Change {
  readonly kind: ChangeKind;
  /** The address of a number, the id of a clause, question or benefit; empty for what there is one of. */
  readonly what: string;
  /** As text where it is short enough to be shown; null: absent, or not one value. */
  readonly from: string | null;
  readonly to: string | null;
}

export function changesBetween(a: Case, b: Case): Change[] {
  const found: Change[] = [];
  const put = (kind: ChangeKind, what = "", from: string | null = null, to: string | null = null) =>
    found.push({ kind, what, from, to });
  if (a.table !== b.table) put("roster");
  if (!same(a.scenario.growth, b.scenario.growth)) put("growth");
  if (a.scenario.asOf !== b.scenario.asOf) put("date", "", a.scenario.asOf, b.scenario.asOf);
  if (!same(a.scenario.takeUp, b.scenario.takeUp)) put("takeUp");
  if (a.policy !== b.policy) {
    if (!same(headerOf(a.policy, b.policy), headerOf(b.policy, a.policy))) put("header");
    for (const id of clauseIds(a.policy, b.policy)) {
      const [one, two] = [clauseAt(a.policy, id), clauseAt(b.policy, id)];
      // What only one version names is read only by clauses that are themselves changed.
      if ((one === null || two === null) && id.startsWith("value ")) continue;
      if (!same(one, two)) put("clause", id, ...numbersThatDiffer(one, two));
    }
  }
  for (const part of KEYED) {
    const [one, two] = [a.scenario[part.field] ?? {}, b.scenario[part.field] ?? {}];
    for (const key of new Set([...Object.keys(one), ...Object.keys(two)])) {
      if (same(one[key], two[key])) continue;
      put(part.kind, key, shownValue(one[key]), shownValue(two[key]));
    }
  }
  return found;
}

/** The first case with these of the changes made. With none it is the first, with all the second, in what it comes to. */
export function withChanges(a: Case, b: Case, made: readonly Change[]): Case {
  const has = (kind: ChangeKind, what = "") => made.some((c) => c.kind === kind && c.what === what);
  const pick = <T>(kind: ChangeKind, one: T, two: T): T => (has(kind) ? two : one);
  const keyed = Object.fromEntries(
    KEYED.map(({ field, kind }) => {
      const [one, two]: (Readonly<Record<string, unknown>> | undefined)[] = [a.scenario[field], b.scenario[field]];
      return [field, merged(one, two, (key) => has(kind, key))];
    }),
  );
  const optional = {
    growth: pick("growth", a.scenario.growth, b.scenario.growth),
    takeUp: pick("takeUp", a.scenario.takeUp, b.scenario.takeUp),
  };
  const scenario: Scenario = {
    name: `${a.scenario.name} → ${b.scenario.name}`,
    asOf: pick("date", a.scenario.asOf, b.scenario.asOf),
    ...(optional.growth ? { growth: optional.growth } : {}),
    ...(optional.takeUp ? { takeUp: optional.takeUp } : {}),
    ...keyed,
  };
  return {
    policy: a.policy === b.policy ? a.policy : mixed(a.policy, b.policy, has("header"), (id) => has("clause", id)),
    table: pick("roster", a.table, b.table),
    scenario,
  };
}

const KEYED = [
  { field: "numbers", kind: "number" },
  { field: "parameters", kind: "parameter" },
  { field: "readings", kind: "reading" },
  { field: "entered", kind: "entered" },
] as const satisfies readonly { readonly field: keyof Scenario; readonly kind: ChangeKind }[];

function same(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

function merged(
  one: Readonly<Record<string, unknown>> | undefined,
  two: Readonly<Record<string, unknown>> | undefined,
  made: (key: string) => boolean,
): Record<string, unknown> {
  const keys = new Set([...Object.keys(one ?? {}), ...Object.keys(two ?? {})]);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const value = (made(key) ? two : one)?.[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

function shownValue(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object") return String(value);
  const own = value as { readonly value?: unknown; readonly kind?: unknown; readonly share?: unknown };
  if (typeof own.kind !== "string") return null;
  return own.value !== undefined ? String(own.value) : own.share !== undefined ? String(own.share) : own.kind;
}

// ---------------------------------------------------------------- clauses

type Part = "eligibility" | "benefits" | "limits" | "payOuts" | "checks";
const PARTS: readonly Part[] = ["eligibility", "benefits", "limits", "payOuts", "checks"];

function idOf(part: Part, item: { readonly id?: string; readonly entity?: string | null }): string {
  return `${part} ${part === "eligibility" ? item.entity : item.id}`;
}

/** In the order of the second policy; what only the first has comes last. */
function clauseIds(a: Policy, b: Policy): string[] {
  const of = (p: Policy) => [
    ...p.values.map((v) => `value ${v.id}`),
    ...PARTS.flatMap((part) => p[part].map((item) => idOf(part, item))),
  ];
  return [...new Set([...of(b), ...of(a)])];
}

function clauseAt(policy: Policy, id: string): unknown {
  const value = policy.values.find((v) => `value ${v.id}` === id);
  if (value !== undefined) return value;
  for (const part of PARTS) {
    const found = policy[part].filter((item) => idOf(part, item) === id);
    if (found.length > 0) return found;
  }
  return null;
}

/** What is not in a clause, with the order of the clauses that both have: limits apply as written. */
function headerOf(policy: Policy, other: Policy): unknown {
  const { inForce, round, period, factsOn } = policy;
  const theirs = new Set(PARTS.flatMap((part) => idsOf(other, part)));
  const order = PARTS.map((part) => idsOf(policy, part).filter((id) => theirs.has(id)));
  return { inForce, round, period, factsOn, order };
}

function idsOf(policy: Policy, part: Part): string[] {
  return [...new Set(policy[part].map((item) => idOf(part, item)))];
}

/** The first list with what only the second has, each after what stands before it there. */
function interleaved(first: readonly string[], second: readonly string[]): string[] {
  const out = [...first];
  for (const [i, id] of second.entries()) {
    if (out.includes(id)) continue;
    const before = second.slice(0, i).findLast((other) => out.includes(other));
    out.splice(before === undefined ? 0 : out.indexOf(before) + 1, 0, id);
  }
  return out;
}

/** Where two clauses differ in one number only: that number before and after. */
function numbersThatDiffer(a: unknown, b: unknown): [from: string | null, to: string | null] {
  const found: [string, string][] = [];
  const walk = (x: unknown, y: unknown): boolean => {
    if (x === null || y === null || typeof x !== "object" || typeof y !== "object") return x === y;
    const keys = new Set([...Object.keys(x), ...Object.keys(y)]);
    return [...keys].every((key) => {
      const [one, two] = [x, y].map((o) => (o as Readonly<Record<string, unknown>>)[key]);
      const isNumber = key === "value" && typeof one === "string" && typeof two === "string" && one !== two;
      if (!isNumber) return walk(one, two);
      found.push([one, two]);
      return true;
    });
  };
  const [only] = walk(a, b) && found.length === 1 ? found : [];
  return only ?? [null, null];
}

/** Clauses of the first policy with the chosen ones of the second in their place; fields and named values of both. */
function mixed(a: Policy, b: Policy, header: boolean, made: (id: string) => boolean): Policy {
  const part = <P extends Part>(name: P): Policy[P] => {
    const [one, two] = [idsOf(a, name), idsOf(b, name)];
    const ids = header ? interleaved(two, one) : interleaved(one, two);
    const items = ids.flatMap((id) => (made(id) ? b : a)[name].filter((item) => idOf(name, item) === id));
    return items as unknown as Policy[P];
  };
  return {
    ...a,
    ...(header ? { inForce: b.inForce, round: b.round, period: b.period, factsOn: b.factsOn } : {}),
    enums: union(b.enums, a.enums, (one, two) => ({ ...one, values: [...new Set([...one.values, ...two.values])] })),
    entities: union(b.entities, a.entities, withFields),
    values: inReadingOrder(
      [...new Set([...a.values, ...b.values].map((v) => v.id))].map((id) => {
        const [one, two] = [a, b].map((p) => p.values.find((v) => v.id === id));
        return (made(`value ${id}`) ? (two ?? one) : (one ?? two)) as ValueDef;
      }),
    ),
    eligibility: part("eligibility"),
    benefits: part("benefits"),
    limits: part("limits"),
    payOuts: part("payOuts"),
    checks: part("checks"),
    about: { ...a.about, ...b.about },
  };
}

function union<T extends { readonly id: string }>(
  first: readonly T[],
  second: readonly T[],
  both: (a: T, b: T) => T,
): T[] {
  const joined = first.map((one) => {
    const two = second.find((s) => s.id === one.id);
    return two === undefined ? one : both(one, two);
  });
  return [...joined, ...second.filter((s) => !first.some((f) => f.id === s.id))];
}

function withFields(one: EntityDef, two: EntityDef): EntityDef {
  return { ...one, fields: union(one.fields, two.fields, (f) => f) };
}

/** So that each value stands after those it reads. A circle, which two versions may make together, is left for the run to tell. */
function inReadingOrder(values: readonly ValueDef[]): ValueDef[] {
  const byId = new Map(values.map((v) => [v.id, v]));
  const done = new Set<string>();
  const order: ValueDef[] = [];
  const reads = (node: unknown): string[] => {
    if (node === null || typeof node !== "object") return [];
    const own = node as { readonly op?: unknown; readonly id?: unknown; readonly question?: unknown };
    const here = [own.op === "taken" ? own.question : own.op === undefined ? null : own.id];
    return [...here.filter((id): id is string => typeof id === "string"), ...Object.values(node).flatMap(reads)];
  };
  const visit = (value: ValueDef): void => {
    if (done.has(value.id)) return;
    done.add(value.id);
    for (const id of reads(value.body)) {
      const other = byId.get(id);
      if (other !== undefined) visit(other);
    }
    order.push(value);
  };
  values.forEach(visit);
  return order;
}
