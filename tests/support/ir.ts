/** Builders for rule IR and rosters by hand, as short as the rules they stand for. Numbers are texts or whole numbers. */
import * as R from "../../compiler/ir/rational.js";
import type {
  AmountAward,
  Award,
  BenefitDef,
  CheckDef,
  DateUnit,
  EntityDef,
  Expr,
  FieldDef,
  Guarded,
  LimitDef,
  PartDef,
  PayOutDef,
  Policy,
  Relation,
  RoundingMode,
  Scalar,
  SetRef,
  TableBody,
  Type,
  ValueDef,
} from "../../compiler/ir/types.js";
import { run } from "../../runtime/index.js";
import type { Cell, Roster, Row } from "../../runtime/roster.js";
import type { Claim, RunInput, RunResult } from "../../runtime/run.js";

// ---------------------------------------------------------------- expressions

type Operand = Expr | string | number | boolean;

/** Texts that are numbers stand for numbers, `2024-01-10` for a date, `household.pigs` for a field, others for values. */
export function x(operand: Operand): Expr {
  if (typeof operand === "object") return operand;
  if (typeof operand === "boolean") return { op: "bool", value: operand };
  if (typeof operand === "number") return { op: "num", value: String(operand) };
  if (R.parse(operand) !== null) return { op: "num", value: operand };
  if (/^\d{4}-\d{2}-\d{2}$/.test(operand)) return { op: "date", value: operand };
  const [entity, field] = operand.split(".");
  if (entity !== undefined && field !== undefined) return { op: "field", entity, field };
  return { op: "value", id: operand };
}

const binary =
  (op: "add" | "sub" | "mul" | "div") =>
  (a: Operand, b: Operand): Expr => ({ op, a: x(a), b: x(b) });
export const plus = binary("add");
export const minus = binary("sub");
export const times = binary("mul");
export const over = binary("div");

const test =
  (relation: Relation) =>
  (a: Operand, b: Operand): Expr => ({ op: "compare", relation, a: x(a), b: x(b) });
export const atLeast = test("ge");
export const moreThan = test("gt");
export const atMost = test("le");
export const under = test("lt");
export const equals = test("eq");

export const and = (...items: Operand[]): Expr => ({ op: "and", items: items.map(x) });
export const or = (...items: Operand[]): Expr => ({ op: "or", items: items.map(x) });
export const not = (item: Operand): Expr => ({ op: "not", x: x(item) });
export const isKnown = (item: Operand): Expr => ({ op: "known", x: x(item) });
export const text = (value: string): Expr => ({ op: "text", value });
export const asOf: Expr = { op: "asOf" };
export const shifted = (date: Operand, amount: Operand, unit: DateUnit): Expr => ({
  op: "shift",
  date: x(date),
  amount: x(amount),
  unit,
});
export const elapsed = (unit: DateUnit, from: Operand, to: Operand): Expr => ({
  op: "elapsed",
  unit,
  from: x(from),
  to: x(to),
});
export const rounded = (mode: RoundingMode, step: string, item: Operand): Expr => ({
  op: "round",
  mode,
  step,
  x: x(item),
});
export const lowest = (...items: Operand[]): Expr => ({
  op: "list",
  word: "lowest",
  rows: items.map((i) => ({ when: null, then: x(i) })),
});
export const set = (entity: string, where: Operand | null = null, scope: SetRef["scope"] = "roster"): SetRef => ({
  entity,
  scope,
  where: where === null ? null : x(where),
});
export const collect = (
  word: Extract<Expr, { op: "collect" }>["word"],
  over: SetRef,
  item: Operand | null = null,
): Expr => ({
  op: "collect",
  word,
  set: over,
  item: item === null ? null : x(item),
});
export const result = (benefit: string, stage: "gross" | "approved" | "ceiling" | "net" = "net"): Expr => ({
  op: "result",
  benefit,
  stage,
});

// ---------------------------------------------------------------- awards

export interface Cuts {
  readonly from?: Operand;
  readonly to?: Operand;
}

function amount(source: AmountAward["source"], cuts: Cuts): AmountAward {
  return {
    kind: "amount",
    source,
    least: null,
    floors: cuts.from === undefined ? [] : [x(cuts.from)],
    ceilings: cuts.to === undefined ? [] : [x(cuts.to)],
  };
}

export const pay = (expr: Operand, cuts: Cuts = {}): AmountAward => amount({ kind: "computed", expr: x(expr) }, cuts);
export const entered = (cuts: Cuts): AmountAward => amount({ kind: "entered" }, cuts);
export const portion = (pot: Operand, weight: Operand, cuts: Cuts = {}): AmountAward =>
  amount({ kind: "portion", pot: x(pot), weight: x(weight), remainder: null }, cuts);

/** Rules of which at most one may hold; a condition of null is `otherwise`. */
export function rules(...rows: readonly (readonly [Operand | null, Award])[]): Award {
  return listOf("only", ...rows);
}

export function listOf(
  word: Extract<Award, { kind: "list" }>["word"],
  ...rows: readonly (readonly [Operand | null, Award])[]
): Award {
  return {
    kind: "list",
    word,
    rows: rows.map(([when, award]) => ({
      when: when === null ? null : x(when),
      otherwise: when === null && (word === "only" || word === "first"),
      award,
    })),
  };
}

// ---------------------------------------------------------------- clauses

export function guarded(when: Operand | null = null, ...excepts: readonly (readonly [Operand, string])[]): Guarded {
  return { when: when === null ? null : x(when), excepts: excepts.map(([e, reason]) => ({ when: x(e), reason })) };
}

function hasEntered(award: Award): boolean {
  return award.kind === "list" ? award.rows.some((r) => hasEntered(r.award)) : award.source.kind === "entered";
}

export function benefit(id: string, award: Award, more: Partial<BenefitDef> = {}): BenefitDef {
  return {
    id,
    entity: "household",
    guard: guarded(),
    award,
    entered: hasEntered(award),
    once: null,
    every: null,
    ...more,
  };
}

export const household = { kind: "entity", entity: "household" } as const;
export const byTown = { kind: "field", name: "town", expr: x("household.town") } as const;

export function limit(
  id: string,
  benefits: readonly string[],
  ceiling: Operand,
  more: Partial<LimitDef> = {},
): LimitDef {
  return {
    id,
    guard: guarded(),
    benefits,
    group: [household],
    window: null,
    since: null,
    ceiling: x(ceiling),
    counts: "money",
    way: { kind: "written" },
    ...more,
  };
}

export function value(id: string, expr: Operand, entity: string | null = "household"): ValueDef {
  return { id, head: "define", entity, type: yuan, body: { kind: "formula", expr: x(expr) } };
}

type Row2 = readonly [low: string | null, high: string | null, value: Operand];
/** Rows `more than low to high`; the first one includes its low end. */
export function tiersOf(rows: readonly Row2[], otherwise: Operand | null, key: Operand = "household.area"): TableBody {
  const edge = (at: string | null, included: boolean) =>
    at === null ? null : { value: { kind: "number" as const, value: at }, included };
  return {
    kind: "table",
    keys: [x(key)],
    rows: rows.map(([low, high, v], i) => ({
      patterns: [[{ kind: "range" as const, low: edge(low, i === 0), high: edge(high, true) }]],
      value: x(v),
    })),
    otherwise: otherwise === null ? null : x(otherwise),
  };
}

type ShareOf = readonly [kind: "ratio" | "parts" | "amount", value: Operand] | "rest";
export function part(
  share: ShareOf,
  more: { on?: Operand; when?: Operand; deadline?: Operand; party?: string } = {},
): PartDef {
  return {
    share: share === "rest" ? { kind: "rest" } : { kind: share[0], value: x(share[1]) },
    party: more.party ?? null,
    on: more.on === undefined ? null : x(more.on),
    when: more.when === undefined ? null : x(more.when),
    deadline: more.deadline === undefined ? null : x(more.deadline),
  };
}

export function payOut(benefits: readonly string[], ...parts: PartDef[]): PayOutDef {
  return { id: benefits.join("_"), target: { kind: "benefits", benefits }, entity: "household", parts };
}

export function check(id: string, condition: Operand, more: Partial<CheckDef> = {}): CheckDef {
  return { id, soft: false, entity: null, condition: x(condition), unless: null, by: null, ...more };
}

// ---------------------------------------------------------------- entities

export const yuan: Type = { kind: "number", unit: "yuan", whole: false };

function field(id: string, type: Type, more: Partial<FieldDef> = {}): FieldDef {
  return {
    id,
    type,
    scale: "1",
    low: null,
    high: null,
    blank: null,
    optional: false,
    private: false,
    aliases: [],
    ...more,
  };
}

export const numberField = (id: string, more: Partial<FieldDef> = {}) =>
  field(id, { kind: "number", unit: "", whole: false }, more);
export const boolField = (id: string, more: Partial<FieldDef> = {}) => field(id, { kind: "bool" }, more);
export const dateField = (id: string, more: Partial<FieldDef> = {}) => field(id, { kind: "date" }, more);
export const textField = (id: string, more: Partial<FieldDef> = {}) => field(id, { kind: "text" }, more);

export function entity(id: string, fields: readonly FieldDef[], more: Partial<EntityDef> = {}): EntityDef {
  return { id, within: null, key: null, history: false, fields, ...more };
}

export const HOUSEHOLD = entity("household", [
  textField("town"),
  ...["a", "b", "c", "area", "pigs", "sows", "size", "cost"].map((id) => numberField(id)),
  ...["able", "away", "first"].map((id) => boolField(id)),
  ...["applied_on", "accepted_on", "started_on", "ended_on"].map((id) => dateField(id)),
]);
export const PROJECT = entity("project", [numberField("cost"), boolField("built"), textField("plot")], {
  within: "household",
});
export const AWARD = entity(
  "award",
  [textField("benefit"), numberField("amount"), dateField("paid_on"), textField("plot")],
  {
    within: "household",
    history: true,
  },
);

export function policy(more: Partial<Policy>): Policy {
  return {
    format: 1,
    id: "demo",
    version: "1",
    inForce: { from: "2024-01-01", to: "2024-12-31", backTo: null },
    amends: null,
    replaces: null,
    round: { mode: "halfUp", step: "0.01" },
    period: null,
    cliffAt: null,
    factsOn: null,
    enums: [],
    entities: [HOUSEHOLD],
    values: [],
    eligibility: [],
    benefits: [],
    limits: [],
    payOuts: [],
    checks: [],
    procedures: [],
    examples: [],
    about: {},
    ...more,
  };
}

// ---------------------------------------------------------------- rosters and runs

type Given = Readonly<Record<string, string | number | boolean | null | readonly Record<string, unknown>[]>>;

/** A row of cells; numbers and texts that are numbers become exact; lists are child rows. `key` is the key. */
export type Rows = Readonly<Record<string, readonly Given[]>>;

function cell(given: string | number | boolean | null, type: Type["kind"] | "money"): Cell {
  if (given === null || typeof given === "boolean") return given;
  return type === "number" || type === "money" ? R.rational(String(given)) : String(given);
}

export function roster(p: Policy, rows: Rows): Roster {
  const entities: Record<string, Row[]> = {};
  const add = (id: string, given: Given, parent: string | null): void => {
    const def = p.entities.find((e) => e.id === id);
    if (def === undefined) throw new Error(`no entity ${id}`);
    const list = (entities[id] ??= []);
    const key = String(given.key ?? `${id}${list.length + 1}`);
    const cells: Record<string, Cell> = {};
    const children: [string, readonly Given[]][] = [];
    for (const [name, v] of Object.entries(given)) {
      if (name === "key") continue;
      if (Array.isArray(v)) children.push([name, v as readonly Given[]]);
      else if (name.endsWith(".approved")) cells[name] = cell(v as string, "money");
      else {
        const fieldDef = def.fields.find((f) => f.id === name);
        if (fieldDef === undefined) throw new Error(`no field ${id}.${name}`);
        cells[name] = cell(v as string, fieldDef.type.kind);
      }
    }
    list.push({ key, parent, cells });
    for (const [child, items] of children) for (const item of items) add(child, item, key);
  };
  for (const [id, list] of Object.entries(rows)) for (const given of list) add(id, given, null);
  const columns = Object.fromEntries(
    p.entities
      .filter((e) => !e.history || entities[e.id] !== undefined)
      .map((e) => [
        e.id,
        [
          ...e.fields.map((f) => f.id),
          ...p.benefits.filter((b) => b.entered && b.entity === e.id).map((b) => `${b.id}.approved`),
        ],
      ]),
  );
  return { entities, columns };
}

export function runOn(p: Policy, rows: Rows, more: Partial<RunInput> = {}): RunResult {
  return run({ policy: p, roster: roster(p, rows), asOf: "2024-06-30", ...more });
}

/** What each claim came to: `3000`, `not due`, `not eligible`, `undecided ≤ 3000`. Keyed by row, then benefit. */
export function outcomes(result: RunResult): Record<string, string> {
  return Object.fromEntries(result.claims.map((c) => [`${c.row} ${c.benefit}`, outcome(c)]));
}

export function outcome(claim: Claim): string {
  if (claim.state === "undecided") return `undecided ≤ ${claim.high === null ? "?" : R.text(claim.high)}`;
  if (claim.net !== null) return R.text(claim.net);
  return claim.state === "notDue" ? "not due" : "not eligible";
}

export function claim(result: RunResult, row: string, benefitId: string): Claim {
  const found = result.claims.find((c) => c.row === row && c.benefit === benefitId);
  if (found === undefined) throw new Error(`no claim of ${row} for ${benefitId}`);
  return found;
}

export function money(amount: R.Rational | null | undefined): string {
  return amount === null || amount === undefined ? "none" : R.text(amount);
}

export function number(value: string): Scalar {
  return { kind: "number", value };
}
