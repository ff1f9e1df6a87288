/** Small policies as IR, for tests of the analysis. */
import type {
  About,
  Award,
  BenefitDef,
  EntityDef,
  Expr,
  FieldDef,
  Policy,
  Relation,
  Scalar,
  TableBody,
  Type,
  ValueDef,
} from "../../compiler/ir/types.js";

export const num = (value: string | number): Expr => ({ op: "num", value: String(value) });
export const date = (value: string): Expr => ({ op: "date", value });
/** `household.pigs` */
export function field(path: string): Expr {
  const [entity = "", name = ""] = path.split(".");
  return { op: "field", entity, field: name };
}
export const value = (id: string): Expr => ({ op: "value", id });
export const compare = (a: Expr, relation: Relation, b: Expr): Expr => ({ op: "compare", relation, a, b });
export const atLeast = (path: string, n: string | number): Expr => compare(field(path), "ge", num(n));
export const moreThan = (path: string, n: string | number): Expr => compare(field(path), "gt", num(n));
export const under = (path: string, n: string | number): Expr => compare(field(path), "lt", num(n));
export const atMost = (path: string, n: string | number): Expr => compare(field(path), "le", num(n));
export const is = (path: string, choice: string): Expr =>
  compare(field(path), "eq", { op: "enum", enum: path, value: choice });
export const all = (...items: Expr[]): Expr => ({ op: "and", items });
export const some = (...items: Expr[]): Expr => ({ op: "or", items });
export const not = (x: Expr): Expr => ({ op: "not", x });
export const mul = (a: Expr, b: Expr): Expr => ({ op: "mul", a, b });
export const div = (a: Expr, b: Expr): Expr => ({ op: "div", a, b });
export const add = (a: Expr, b: Expr): Expr => ({ op: "add", a, b });

export const yuan = (n: string | number): Award => computed(num(n));
export function computed(expr: Expr, more: { floors?: Expr[]; ceilings?: Expr[] } = {}): Award {
  return {
    kind: "amount",
    source: { kind: "computed", expr },
    least: null,
    floors: more.floors ?? [],
    ceilings: more.ceilings ?? [],
  };
}
export function entered(...ceilings: Expr[]): Award {
  return { kind: "amount", source: { kind: "entered" }, least: null, floors: [], ceilings };
}
export function only(...rows: readonly (readonly [Expr | null, Award])[]): Award {
  return { kind: "list", word: "only", rows: rows.map(([when, award]) => ({ when, otherwise: when === null, award })) };
}

type FieldSpec = Partial<Omit<FieldDef, "type">> & { readonly type: Type };
export const number = (unit: string, more: Partial<FieldDef> = {}): FieldSpec => ({
  type: { kind: "number", unit, whole: ["head", "person", "animal", "household"].includes(unit) },
  ...more,
});
export const yesNo = (more: Partial<FieldDef> = {}): FieldSpec => ({ type: { kind: "bool" }, ...more });
export const day = (more: Partial<FieldDef> = {}): FieldSpec => ({ type: { kind: "date" }, ...more });
export const text = (more: Partial<FieldDef> = {}): FieldSpec => ({ type: { kind: "text" }, ...more });
/** An enum whose values are checked against `enums` of the policy. */
export const choice = (id: string, more: Partial<FieldDef> = {}): FieldSpec => ({
  type: { kind: "enum", enum: id },
  ...more,
});

export function entity(id: string, fields: Record<string, FieldSpec>, within: string | null = null): EntityDef {
  return {
    id,
    within,
    key: null,
    history: false,
    fields: Object.entries(fields).map(([name, spec]) => ({
      id: name,
      scale: "1",
      low: null,
      high: null,
      blank: null,
      optional: false,
      private: false,
      aliases: [],
      ...spec,
    })),
  };
}

export const zero: Scalar = { kind: "number", value: "0" };

export function benefit(id: string, award: Award, more: Partial<BenefitDef> = {}): BenefitDef {
  return {
    id,
    entity: "household",
    guard: { when: null, excepts: [] },
    award,
    entered: false,
    once: null,
    every: null,
    ...more,
  };
}

export function define(id: string, expr: Expr, type: Type, entityId: string | null = "household"): ValueDef {
  return { id, head: "define", entity: entityId, type, body: { kind: "formula", expr } };
}

export function table(id: string, keys: Expr[], rows: TableBody["rows"], otherwise: Expr | null = null): ValueDef {
  return {
    id,
    head: "param",
    entity: "household",
    type: { kind: "number", unit: "yuan/mu", whole: false },
    body: { kind: "table", keys, rows, otherwise },
  };
}

/** `[4, 8)` reads `from 4, included, to 8, not included`. */
export function row(range: string, amount: string | number): TableBody["rows"][number] {
  const match = /^([[(])([^,]*),([^\])]*)([\])])$/.exec(range);
  if (!match) throw new Error(`not a range: ${range}`);
  const edge = (n: string, bracket: string) =>
    n.trim() === "" ? null : { value: { kind: "number" as const, value: n.trim() }, included: "[]".includes(bracket) };
  return {
    patterns: [
      [{ kind: "range", low: edge(match[2] ?? "", match[1] ?? ""), high: edge(match[3] ?? "", match[4] ?? "") }],
    ],
    value: num(amount),
  };
}

export function cases(values: readonly Scalar[], amount: string | number): TableBody["rows"][number] {
  return { patterns: [values.map((v) => ({ kind: "equals" as const, value: v }))], value: num(amount) };
}

/** A policy in `test.policy`; every clause stands at the offset of its place in its list. */
export function policy(parts: Partial<Policy>): Policy {
  const about: Record<string, About> = {};
  let offset = 0;
  const add = (id: string, clause: string, zh = id): void => {
    const en = id.split(".").at(-1) as string;
    about[id] ??= {
      en,
      zh: zh === id ? en : zh,
      label: null,
      cites: [],
      clause,
      file: "test.policy",
      start: offset,
      end: offset + 1,
      unit: null,
    };
    offset += 10;
  };
  add("demo", "policy");
  for (const e of parts.entities ?? []) {
    add(e.id, "entity");
    for (const f of e.fields) add(`${e.id}.${f.id}`, "field");
  }
  for (const e of parts.enums ?? []) for (const v of e.values) add(`${e.id}.${v}`, "value");
  for (const v of parts.values ?? []) add(v.id, v.head);
  for (const e of parts.eligibility ?? []) add(`eligible ${e.entity}`, "eligible");
  for (const b of parts.benefits ?? []) add(b.id, "benefit");
  for (const l of parts.limits ?? []) add(l.id, "limit");
  for (const p of parts.payOuts ?? []) add(`pay out ${p.id}`, "payOut");
  for (const c of parts.checks ?? []) add(c.id, "check");
  for (const p of parts.procedures ?? []) {
    add(p.id, "procedure");
    for (const s of p.steps) add(`${p.id}.${s.id}`, "step");
  }
  return {
    format: 1,
    id: "demo",
    version: "1",
    inForce: { from: "2024-01-01", to: null, backTo: null },
    amends: null,
    replaces: null,
    round: { mode: "halfUp", step: "0.01" },
    period: null,
    cliffAt: null,
    factsOn: null,
    enums: [],
    entities: [],
    values: [],
    eligibility: [],
    benefits: [],
    limits: [],
    payOuts: [],
    checks: [],
    procedures: [],
    examples: [],
    ...parts,
    about: { ...about, ...parts.about },
  };
}

/** Fields as a village form holds them. */
export const HOUSEHOLD = entity("household", {
  id: text(),
  registered: choice("household.registered"),
  able: yesNo(),
  size: number("person", { low: "1", high: "30" }),
  income: number("yuan/year"),
  grain_area: number("mu", { blank: zero }),
  pigs: number("head", { blank: zero }),
  sows: number("head", { blank: zero }),
  accepted_on: day({ optional: true }),
});
export const ENUMS = [{ id: "household.registered", values: ["lifted_out", "monitored", "ordinary"] }];

/** A policy that takes these fields from a vocabulary. */
export function demo(parts: Partial<Policy>): Policy {
  const made = policy({ entities: [HOUSEHOLD], enums: ENUMS, ...parts });
  const about = Object.entries(made.about).map(
    ([id, a]) => [id, a.clause === "field" || a.clause === "entity" ? { ...a, file: "household.policy" } : a] as const,
  );
  return { ...made, about: { ...Object.fromEntries(about), ...parts.about } };
}
