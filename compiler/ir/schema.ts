/** The IR's shape for zod: a published policy is read back through it. Typed by types.ts, so the two cannot drift apart. */
import { z } from "zod";
import type * as ir from "./types.js";

const num = z.string().regex(/^-?\d+(\.\d+|\/\d+)?$/);
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const id = z.string().min(1);
const mode = z.enum(["halfUp", "halfEven", "upward", "downward"]);
const relation = z.enum(["ge", "gt", "le", "lt", "eq", "ne"]);
const listWord = z.enum(["sum", "highest", "lowest", "first", "average"]);
const dateUnit = z.enum(["day", "workday", "month", "year"]);

const typeSchema: z.ZodType<ir.Type> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("bool") }),
  z.strictObject({ kind: z.literal("number"), unit: z.string(), whole: z.boolean() }),
  z.strictObject({ kind: z.literal("text") }),
  z.strictObject({ kind: z.literal("date") }),
  z.strictObject({ kind: z.literal("enum"), enum: id }),
  z.strictObject({ kind: z.literal("entity"), entity: id }),
]);

const scalar: z.ZodType<ir.Scalar> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("number"), value: num }),
  z.strictObject({ kind: z.literal("bool"), value: z.boolean() }),
  z.strictObject({ kind: z.literal("text"), value: z.string() }),
  z.strictObject({ kind: z.literal("date"), value: isoDate }),
  z.strictObject({ kind: z.literal("enum"), value: id }),
]);

const expr: z.ZodType<ir.Expr> = z.lazy(() =>
  z.discriminatedUnion("op", [
    z.strictObject({ op: z.literal("num"), value: num }),
    z.strictObject({ op: z.literal("bool"), value: z.boolean() }),
    z.strictObject({ op: z.literal("text"), value: z.string() }),
    z.strictObject({ op: z.literal("date"), value: isoDate }),
    z.strictObject({ op: z.literal("enum"), enum: id, value: id }),
    z.strictObject({ op: z.literal("field"), entity: id, field: id }),
    z.strictObject({ op: z.literal("follow"), ref: expr, entity: id, field: id }),
    z.strictObject({ op: z.literal("value"), id }),
    z.strictObject({ op: z.literal("taken"), question: id, reading: id }),
    z.strictObject({ op: z.literal("asOf") }),
    z.strictObject({ op: z.literal("eligible"), entity: id }),
    z.strictObject({ op: z.literal("result"), benefit: id, stage: z.enum(["gross", "approved", "ceiling", "net"]) }),
    z.strictObject({ op: z.literal("total") }),
    z.strictObject({ op: z.enum(["add", "sub", "mul", "div"]), a: expr, b: expr }),
    z.strictObject({ op: z.literal("compare"), relation, a: expr, b: expr }),
    z.strictObject({ op: z.literal("between"), x: expr, low: bound, high: bound }),
    z.strictObject({ op: z.literal("oneOf"), x: expr, items: z.array(expr) }),
    z.strictObject({ op: z.enum(["and", "or"]), items: z.array(expr) }),
    z.strictObject({ op: z.literal("not"), x: expr }),
    z.strictObject({ op: z.literal("known"), x: expr }),
    z.strictObject({
      op: z.literal("list"),
      word: z.union([listWord, z.literal("only")]),
      rows: z.array(z.strictObject({ when: expr.nullable(), then: expr })),
    }),
    z.strictObject({ op: z.literal("tally"), word: z.enum(["count", "share"]), items: z.array(expr) }),
    z.strictObject({
      op: z.literal("collect"),
      word: z.union([listWord, z.enum(["count", "any", "all", "share"])]),
      set: z.strictObject({ entity: id, scope: z.enum(["below", "roster"]), where: expr.nullable() }),
      item: expr.nullable(),
    }),
    z.strictObject({ op: z.literal("bound"), x: expr, floors: z.array(expr), ceilings: z.array(expr) }),
    z.strictObject({ op: z.literal("round"), mode, step: num, x: expr }),
    z.strictObject({ op: z.literal("lookup"), id }),
    z.strictObject({ op: z.literal("tiers"), way: z.enum(["slab", "sliced"]), id, x: expr }),
    z.strictObject({ op: z.literal("shift"), date: expr, amount: expr, unit: dateUnit }),
    z.strictObject({ op: z.literal("elapsed"), unit: dateUnit, from: expr, to: expr }),
  ]),
);

const bound: z.ZodType<ir.Bound> = z.lazy(() => z.strictObject({ value: expr, included: z.boolean() }).nullable());
const order: z.ZodType<ir.Order> = z.strictObject({ key: expr.nullable(), falling: z.boolean() });

const award: z.ZodType<ir.Award> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("amount"),
      source: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("computed"), expr }),
        z.strictObject({ kind: z.literal("entered") }),
        z.strictObject({ kind: z.literal("portion"), pot: expr, weight: expr, remainder: z.array(order).nullable() }),
      ]),
      least: z.strictObject({ quantity: expr, from: num }).nullable(),
      floors: z.array(expr),
      ceilings: z.array(expr),
    }),
    z.strictObject({
      kind: z.literal("list"),
      word: z.union([listWord, z.literal("only")]),
      rows: z.array(z.strictObject({ when: expr.nullable(), otherwise: z.boolean(), award })),
    }),
  ]),
);

const excepts = z.array(z.strictObject({ when: expr, reason: z.string().nullable() }));
const guard: z.ZodType<ir.Guarded> = z.strictObject({ when: expr.nullable(), excepts });
const edge: z.ZodType<ir.Edge> = z.strictObject({ value: scalar, included: z.boolean() }).nullable();
const patternTest: z.ZodType<ir.PatternTest> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("equals"), value: scalar }),
  z.strictObject({ kind: z.literal("range"), low: edge, high: edge }),
]);

const field: z.ZodType<ir.FieldDef> = z.strictObject({
  id,
  type: typeSchema,
  scale: num,
  low: num.nullable(),
  high: num.nullable(),
  blank: scalar.nullable(),
  optional: z.boolean(),
  private: z.boolean(),
  aliases: z.array(z.string()),
});

const value: z.ZodType<ir.ValueDef> = z.strictObject({
  id,
  head: z.enum(["define", "param", "question"]),
  entity: id.nullable(),
  type: typeSchema,
  body: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("formula"), expr }),
    z.strictObject({
      kind: z.literal("table"),
      keys: z.array(expr),
      rows: z.array(z.strictObject({ patterns: z.array(z.array(patternTest)), value: expr })),
      otherwise: expr.nullable(),
    }),
    z.strictObject({
      kind: z.literal("set"),
      by: z.strictObject({ who: z.string(), field: expr.nullable() }),
      scale: num,
      low: num.nullable(),
      high: num.nullable(),
      blank: scalar.nullable(),
    }),
    z.strictObject({
      kind: z.literal("readings"),
      readings: z.array(z.strictObject({ id, expr: expr.nullable() })),
      taken: id,
    }),
  ]),
});

const oncePer = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("window"), window: z.enum(["year", "month"]) }),
  z.strictObject({ kind: z.literal("field"), expr, name: id }),
]);

const benefit: z.ZodType<ir.BenefitDef> = z.strictObject({
  id,
  entity: id,
  guard,
  award,
  entered: z.boolean(),
  once: z.strictObject({ per: oncePer.nullable() }).nullable(),
  every: z
    .strictObject({
      from: expr,
      to: expr.nullable(),
      during: expr.nullable(),
      partMonths: z.enum(["whole", "days", "dropped"]),
      backPay: z.boolean(),
    })
    .nullable(),
});

const limit: z.ZodType<ir.LimitDef> = z.strictObject({
  id,
  guard,
  benefits: z.array(id),
  group: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("entity"), entity: id }),
      z.strictObject({ kind: z.literal("field"), name: id, expr }),
    ]),
  ),
  window: z.enum(["year", "month"]).nullable(),
  since: expr.nullable(),
  ceiling: expr,
  counts: z.enum(["money", "awards", "payees"]),
  way: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("written") }),
    z.strictObject({ kind: z.literal("report") }),
    z.strictObject({ kind: z.literal("refuse") }),
    z.strictObject({ kind: z.literal("proRata") }),
    z.strictObject({ kind: z.literal("serve"), whole: z.boolean(), order: z.array(order) }),
  ]),
});

const payOut: z.ZodType<ir.PayOutDef> = z.strictObject({
  id,
  target: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("benefits"), benefits: z.array(id) }),
    z.strictObject({ kind: z.literal("field"), entity: id, field: id }),
  ]),
  entity: id,
  parts: z.array(
    z.strictObject({
      share: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("ratio"), value: expr }),
        z.strictObject({ kind: z.literal("parts"), value: expr }),
        z.strictObject({ kind: z.literal("amount"), value: expr }),
        z.strictObject({ kind: z.literal("rest") }),
      ]),
      party: id.nullable(),
      on: expr.nullable(),
      when: expr.nullable(),
      deadline: expr.nullable(),
    }),
  ),
});

const duration = z.strictObject({ count: z.int(), unit: dateUnit, bothEnds: z.boolean() });

const procedure: z.ZodType<ir.ProcedureDef> = z.strictObject({
  id,
  steps: z.array(
    z.strictObject({
      id,
      by: z.array(z.string()),
      after: z.array(id),
      lasting: duration.nullable(),
      within: duration.nullable(),
      on: expr.nullable(),
      deadline: expr.nullable(),
      repeats: duration.nullable(),
      shows: z.array(z.string()),
    }),
  ),
});

const exampleRow: z.ZodType<ir.ExampleRow> = z.lazy(() =>
  z.strictObject({
    entity: id,
    fields: z.record(z.string(), scalar),
    approved: z.record(z.string(), num),
    children: z.array(exampleRow),
  }),
);

const example: z.ZodType<ir.ExampleDef> = z.strictObject({
  title: z.string(),
  rows: z.array(exampleRow),
  params: z.record(z.string(), scalar),
  readings: z.record(z.string(), z.string()),
  asOf: isoDate.nullable(),
  expect: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("notEligible") }),
      z.strictObject({ kind: z.literal("undecided"), name: z.string().nullable() }),
      z.strictObject({ kind: z.literal("notDue"), benefit: id }),
      z.strictObject({ kind: z.literal("equals"), what: expr, value: scalar, shown: z.string() }),
    ]),
  ),
});

const about: z.ZodType<ir.About> = z.strictObject({
  en: z.string(),
  zh: z.string(),
  label: z.string().nullable(),
  cites: z.array(z.strictObject({ where: z.string(), quoting: z.string().nullable() })),
  clause: z.string(),
  file: z.string(),
  start: z.int(),
  end: z.int(),
  unit: z.string().nullable(),
});

const versionRef = z.strictObject({ policy: z.string(), version: z.string() });

/** Reads a published policy: unknown keys, missing keys and malformed numbers are refused. */
export const policySchema: z.ZodType<ir.Policy> = z.strictObject({
  format: z.literal(1),
  id,
  version: z.string(),
  inForce: z.strictObject({ from: isoDate, to: isoDate.nullable(), backTo: isoDate.nullable() }),
  amends: versionRef.nullable(),
  replaces: versionRef.nullable(),
  round: z.strictObject({ mode, step: num }).nullable(),
  cliffAt: num.nullable(),
  period: z.strictObject({ months: z.int() }).nullable(),
  factsOn: z.strictObject({ entity: id, field: id }).nullable(),
  enums: z.array(z.strictObject({ id, values: z.array(id) })),
  entities: z.array(
    z.strictObject({ id, within: id.nullable(), key: id.nullable(), history: z.boolean(), fields: z.array(field) }),
  ),
  values: z.array(value),
  eligibility: z.array(z.strictObject({ entity: id, when: expr, excepts })),
  benefits: z.array(benefit),
  limits: z.array(limit),
  payOuts: z.array(payOut),
  checks: z.array(
    z.strictObject({
      id,
      soft: z.boolean(),
      entity: id.nullable(),
      condition: expr,
      unless: expr.nullable(),
      by: z.string().nullable(),
    }),
  ),
  procedures: z.array(procedure),
  examples: z.array(example),
  about: z.record(z.string(), about),
});
