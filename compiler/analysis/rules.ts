/** A policy indexed for questions: what its names stand for, and where each clause was written. */
import type { Place } from "../diagnostics/diagnostic.js";
import { integer, type Rational, rational } from "../ir/rational.js";
import type {
  About,
  BenefitDef,
  Eligibility,
  EntityDef,
  Expr,
  FieldDef,
  Policy,
  Scalar,
  Type,
  UnitKey,
  ValueDef,
} from "../ir/types.js";
import { dimsOf, isCounter } from "../ir/units.js";

export interface Rules {
  readonly policy: Policy;
  entity(id: string): EntityDef | null;
  field(entity: string, field: string): FieldDef | null;
  value(id: string): ValueDef | null;
  benefit(id: string): BenefitDef | null;
  eligibility(entity: string): Eligibility | null;
  enumValues(id: string): readonly string[];
  about(...ids: readonly string[]): About | null;
  /** Where the first of these ids that is known was written. */
  place(...ids: readonly string[]): Place;
  /** An entity, then what it is within, up to its root. */
  chain(entity: string | null): readonly string[];
  /** Names and places that were asked for since `askAnew`, in order. */
  asked(): Asked;
  askAnew(): void;
  /** Whether answers found for an earlier state of the policy may be taken over. */
  readonly remembers: boolean;
  /** Any work that a question wants to do once for this policy. */
  once<T>(what: string, make: () => T): T;
}

export interface Asked {
  readonly names: readonly { readonly ids: readonly string[]; readonly about: About | null }[];
  readonly places: readonly { readonly ids: readonly string[]; readonly place: Place }[];
}

const known = new WeakMap<Policy, Rules>();

export function rulesOf(policy: Policy): Rules {
  let rules = known.get(policy);
  if (!rules) {
    rules = index(policy);
    known.set(policy, rules);
  }
  return rules;
}

/** Of this policy alone, whatever was found about an earlier state of it. */
export function rulesAnew(policy: Policy): Rules {
  const rules = index(policy, false);
  known.set(policy, rules);
  return rules;
}

function index(policy: Policy, remembers = true): Rules {
  const entities = new Map(policy.entities.map((e) => [e.id, e]));
  const fields = new Map(policy.entities.flatMap((e) => e.fields.map((f) => [`${e.id}.${f.id}`, f] as const)));
  const values = new Map(policy.values.map((v) => [v.id, v]));
  const benefits = new Map(policy.benefits.map((b) => [b.id, b]));
  const eligibility = new Map(policy.eligibility.map((e) => [e.entity, e]));
  const enums = new Map(policy.enums.map((e) => [e.id, e.values]));
  const made = new Map<string, unknown>();
  let names: Asked["names"][number][] = [];
  let places: Asked["places"][number][] = [];
  const find = (ids: readonly string[]): About | null => {
    for (const id of ids) if (Object.hasOwn(policy.about, id)) return policy.about[id] as About;
    return null;
  };
  const about = (...ids: readonly string[]): About | null => {
    const found = find(ids);
    names.push({ ids, about: found });
    return found;
  };
  return {
    policy,
    entity: (id) => entities.get(id) ?? null,
    field: (entity, field) => fields.get(`${entity}.${field}`) ?? null,
    value: (id) => values.get(id) ?? null,
    benefit: (id) => benefits.get(id) ?? null,
    eligibility: (entity) => eligibility.get(entity) ?? null,
    enumValues: (id) => enums.get(id) ?? [],
    about,
    place: (...ids) => {
      const found = find(ids);
      const place: Place = found
        ? { kind: "source", file: found.file, span: { start: found.start, end: found.end } }
        : { kind: "run" };
      places.push({ ids, place });
      return place;
    },
    asked: () => ({ names, places }),
    askAnew: () => {
      if (names.length > 0) names = [];
      if (places.length > 0) places = [];
    },
    remembers,
    chain: (entity) => {
      const found: string[] = [];
      for (let at = entity; at !== null && !found.includes(at); at = entities.get(at)?.within ?? null) found.push(at);
      return found;
    },
    once: <T>(what: string, make: () => T): T => {
      if (!made.has(what)) made.set(what, make());
      return made.get(what) as T;
    },
  };
}

// ---------------------------------------------------------------- what an expression is

export type Sort = Type["kind"];

const NUMBER: Type = { kind: "number", unit: "", whole: false };
const COUNT: Type = { kind: "number", unit: "", whole: true };

/** The type of an expression, as far as its form tells: units of products and sums of them are left out. */
export function typeOf(rules: Rules, expr: Expr): Type {
  switch (expr.op) {
    case "num":
    case "add":
    case "sub":
      return expr.op !== "num" && typeOf(rules, expr.a).kind === "date" ? { kind: "date" } : NUMBER;
    case "mul":
    case "div":
    case "tiers":
    case "result":
    case "total":
      return NUMBER;
    case "elapsed":
      return COUNT;
    case "tally":
      return expr.word === "count" ? COUNT : NUMBER;
    case "collect":
      if (expr.word === "count") return COUNT;
      if (expr.word === "any" || expr.word === "all") return { kind: "bool" };
      return expr.item && expr.word !== "share" && expr.word !== "average" ? typeOf(rules, expr.item) : NUMBER;
    case "text":
      return { kind: "text" };
    case "date":
    case "asOf":
    case "shift":
      return { kind: "date" };
    case "enum":
      return { kind: "enum", enum: expr.enum };
    case "field":
    case "follow":
      return rules.field(expr.entity, expr.field)?.type ?? NUMBER;
    case "value":
    case "lookup":
      return rules.value(expr.id)?.type ?? NUMBER;
    case "list": {
      const row = expr.rows[0];
      return row ? typeOf(rules, row.then) : NUMBER;
    }
    case "bound":
    case "round":
      return typeOf(rules, expr.x);
    default:
      return { kind: "bool" };
  }
}

/** Quantities that no roster holds below 0: counts of things, areas, weights. Money may be owed, so it may be. */
export function neverNegative(unit: UnitKey): boolean {
  const dims = dimsOf(unit);
  const names = Object.keys(dims);
  return isCounter(dims) || (names.length === 1 && (names[0] === "mu" || names[0] === "kg") && dims[names[0]] === 1);
}

/** The lowest and highest number that a field or parameter may hold; null: no bound. */
export function numberBounds(
  type: Type,
  low: string | null,
  high: string | null,
): { readonly low: Rational | null; readonly high: Rational | null } {
  const implied = type.kind === "number" && neverNegative(type.unit) ? integer(0) : null;
  return { low: low === null ? implied : rational(low), high: high === null ? null : rational(high) };
}

const keys = new WeakMap<Expr, string>();

/** Two expressions with one key are the same. */
export function keyOf(expr: Expr): string {
  let key = keys.get(expr);
  if (key === undefined) {
    key = JSON.stringify(expr);
    keys.set(expr, key);
  }
  return key;
}

export function scalarExpr(scalar: Scalar, type: Type): Expr {
  switch (scalar.kind) {
    case "number":
      return { op: "num", value: scalar.value };
    case "bool":
      return { op: "bool", value: scalar.value };
    case "text":
      return { op: "text", value: scalar.value };
    case "date":
      return { op: "date", value: scalar.value };
    case "enum":
      return { op: "enum", enum: type.kind === "enum" ? type.enum : "", value: scalar.value };
  }
}
