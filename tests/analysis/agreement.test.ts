/** What the analysis takes a condition to mean is what the reference interpreter makes of it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, type Facts, type Value } from "../../compiler/analysis/evaluate.js";
import { type Formula, formulaOf } from "../../compiler/analysis/formula.js";
import { narrowedBy } from "../../compiler/analysis/narrowing.js";
import { type Range, rangeOf } from "../../compiler/analysis/ranges.js";
import { passes, type Region } from "../../compiler/analysis/regions.js";
import { rulesOf } from "../../compiler/analysis/rules.js";
import { ask } from "../../compiler/analysis/solve.js";
import { suppose, witness } from "../../compiler/analysis/witness.js";
import { dayNumber } from "../../compiler/ir/dates.js";
import { integer, compare as order, type Rational, rational } from "../../compiler/ir/rational.js";
import type { Expr, Policy } from "../../compiler/ir/types.js";
import { type Cell, type Roster, run } from "../../runtime/index.js";
import { compare, demo, ENUMS, entity, field, HOUSEHOLD, number as numberOf } from "../support/ir-analysis.js";

const NUMBERS = ["pigs", "sows", "grain_area", "income", "size"] as const;
const CONSTANTS = ["-1", "0", "1", "2", "3", "4.99", "5", "6", "8.5", "12"] as const;
const DATES = ["2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01", "2024-12-31"] as const;
const CLASSES = ENUMS[0]?.values ?? [];

const constant = fc.constantFrom(...CONSTANTS).map((value): Expr => ({ op: "num", value }));
const numberField = fc.constantFrom(...NUMBERS).map((name) => field(`household.${name}`));
const relation = fc.constantFrom("ge", "gt", "le", "lt", "eq", "ne");
const dateField: Expr = field("household.accepted_on");

const { number, condition } = fc.letrec<{ number: Expr; condition: Expr }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    numberField,
    constant,
    fc
      .tuple(fc.constantFrom("add", "sub", "mul", "div"), tie("number"), tie("number"))
      .map(([op, a, b]): Expr => ({ op, a, b })),
    fc.tuple(tie("condition"), tie("number"), tie("number")).map(
      ([when, a, b]): Expr => ({
        op: "list",
        word: "first",
        rows: [
          { when, then: a },
          { when: null, then: b },
        ],
      }),
    ),
    fc.tuple(tie("number"), constant).map(([x, cap]): Expr => ({ op: "bound", x, floors: [], ceilings: [cap] })),
  ),
  condition: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.tuple(tie("number"), relation, tie("number")).map(([a, r, b]) => compare(a, r, b)),
    fc
      .tuple(
        tie("number"),
        fc.option(constant, { nil: null }),
        fc.option(constant, { nil: null }),
        fc.boolean(),
        fc.boolean(),
      )
      .map(
        ([x, low, high, a, b]): Expr => ({
          op: "between",
          x,
          low: low && { value: low, included: a },
          high: high && { value: high, included: b },
        }),
      ),
    fc.subarray([...CLASSES], { minLength: 1 }).map(
      (values): Expr => ({
        op: "oneOf",
        x: field("household.registered"),
        items: values.map((value) => ({ op: "enum", enum: "household.registered", value })),
      }),
    ),
    fc.tuple(relation, fc.constantFrom(...DATES)).map(([r, d]) => compare(dateField, r, { op: "date", value: d })),
    fc.tuple(fc.constantFrom("day", "month", "year"), relation, fc.integer({ min: -3, max: 60 })).map(
      ([unit, r, n]): Expr =>
        compare({ op: "elapsed", unit, from: { op: "date", value: "2024-01-31" }, to: dateField }, r, {
          op: "num",
          value: String(n),
        }),
    ),
    fc.constant(field("household.able")),
    fc
      .constantFrom("able", "income", "registered", "accepted_on", "size")
      .map((name): Expr => ({ op: "known", x: field(`household.${name}`) })),
    tie("condition").map((x): Expr => ({ op: "not", x })),
    fc
      .tuple(fc.constantFrom("and", "or"), fc.array(tie("condition"), { minLength: 1, maxLength: 3 }))
      .map(([op, items]): Expr => ({ op, items })),
  ),
}));

const cellNumber = (whole: boolean): fc.Arbitrary<Cell> =>
  fc.option(
    fc
      .constantFrom(
        ...(whole
          ? ["0", "1", "2", "3", "4", "5", "6", "7", "12"]
          : ["-1", "0", "0.01", "4.99", "5", "5.01", "8.5", "30"]),
      )
      .map(rational),
    { nil: null, freq: 6 },
  );
const row: fc.Arbitrary<Record<string, Cell>> = fc.record({
  pigs: cellNumber(true),
  sows: cellNumber(true),
  size: cellNumber(true).map((c) => (c !== null && typeof c === "object" && c.n === 0n ? integer(1) : c)),
  grain_area: cellNumber(false).map((c) => (c !== null && typeof c === "object" && c.n < 0n ? integer(2) : c)),
  income: cellNumber(false),
  able: fc.option(fc.boolean(), { nil: null }),
  registered: fc.option(fc.constantFrom(...CLASSES), { nil: null }),
  accepted_on: fc.option(fc.constantFrom(...DATES, "2024-02-28", "2028-01-30"), { nil: null }),
});

function policyOf(expr: Expr): Policy {
  return demo({ checks: [{ id: "c", soft: false, entity: "household", condition: expr, unless: null, by: null }] });
}

function statesOf(policy: Policy, rows: readonly Record<string, Cell>[]): (string | undefined)[] {
  const roster: Roster = {
    entities: {
      household: rows.map((cells, i) => ({ key: String(i), parent: null, cells: { id: String(i), ...cells } })),
    },
    columns: { household: HOUSEHOLD.fields.map((f) => f.id) },
  };
  const { checks } = run({ policy, roster, asOf: "2024-06-01" });
  return rows.map((_, i) => checks.find((c) => c.row === String(i))?.state);
}

/** The cells of a row as facts, with what a blank cell stands for. */
function factsOf(cells: Record<string, Cell>): Facts {
  return (expr) => {
    if (expr.op !== "field") return undefined;
    const cell = cells[expr.field];
    if (cell !== null && cell !== undefined) return cell;
    const blank = HOUSEHOLD.fields.find((f) => f.id === expr.field)?.blank;
    return blank?.kind === "number" ? rational(blank.value) : null;
  };
}

const asState = (value: Value): string => (value === true ? "met" : value === false ? "notMet" : "undecided");

/** The interpreter also knows ranges, and so decides where two branches agree; the analysis may leave such a thing open. */
test("the value of a condition is the interpreter's, or is left open", () => {
  let decided = 0;
  fc.assert(
    fc.property(condition, fc.array(row, { minLength: 1, maxLength: 12 }), (expr, rows) => {
      const policy = policyOf(expr);
      const rules = rulesOf(policy);
      const states = statesOf(policy, rows);
      rows.forEach((cells, i) => {
        const own = asState(evaluate(rules, expr, factsOf(cells)));
        if (own === "undecided") return;
        decided += 1;
        expect(own).toBe(states[i]);
      });
    }),
    { numRuns: 400 },
  );
  expect(decided).toBeGreaterThan(1_000);
});

/** Whether a formula holds for a row: each variable is worked out, and its tests are asked of the value. */
function holds(formula: Formula, value: (expr: Expr) => Value): boolean {
  switch (formula.kind) {
    case "constant":
      return formula.value;
    case "and":
      return formula.items.every((f) => holds(f, value));
    case "or":
      return formula.items.some((f) => holds(f, value));
    case "test":
      return passes(regionOf(value(formula.variable.expr)), formula.test);
  }
}

function regionOf(value: Value): Region {
  if (value === null) return { kind: "blank" };
  if (typeof value === "boolean") return { kind: "choice", value: value ? "yes" : "no" };
  if (typeof value === "object") return { kind: "point", value };
  return /^\d{4}-/.test(value) ? { kind: "point", value: day(value) } : { kind: "choice", value };
}

const day = (iso: string): Rational => integer(dayNumber(iso));

test("the formula of a condition holds where it is yes, and nowhere where it is no", () => {
  let exact = 0;
  fc.assert(
    fc.property(condition, fc.array(row, { minLength: 1, maxLength: 12 }), (expr, rows) => {
      const policy = policyOf(expr);
      const rules = rulesOf(policy);
      const [yes, no] = [formulaOf(rules, expr, true), formulaOf(rules, expr, false)];
      const states = statesOf(policy, rows);
      rows.forEach((cells, i) => {
        const value = (e: Expr): Value => evaluate(rules, e, factsOf(cells));
        const found = [holds(yes, value), holds(no, value)];
        // What is undecided may be taken for either: a proof then says less, never too much.
        if (states[i] === "undecided") return;
        const wanted = [states[i] === "met", states[i] === "notMet"];
        if (value(expr) === null && !found.includes(true)) return;
        expect(found, JSON.stringify(expr)).toEqual(wanted);
        exact += 1;
      });
    }),
    { numRuns: 400 },
  );
  expect(exact).toBeGreaterThan(1_000);
});

test("what is called impossible holds for no row, and an example holds", () => {
  let impossible = 0;
  let examples = 0;
  let shown = 0;
  fc.assert(
    fc.property(
      fc.array(condition, { minLength: 1, maxLength: 4 }),
      fc.array(row, { minLength: 30, maxLength: 30 }),
      (items, rows) => {
        const expr: Expr = { op: "and", items };
        const policy = policyOf(expr);
        const rules = rulesOf(policy);
        const formula = formulaOf(rules, expr);
        if (ask(rules, formula).kind === "impossible") {
          impossible += 1;
          const inBounds = rows.filter((cells) => !sizeOutOfBounds(cells));
          expect(statesOf(policy, inBounds)).not.toContain("met");
        }
        const found = witness(rules, formula, [expr]);
        if (found.kind !== "example") return;
        examples += 1;
        const told = found.suppositions;
        // What the example does not mention may be anything, so any row of the roster will do for the rest.
        for (const cells of rows.filter(isComplete)) {
          const rest = factsOf(cells);
          const facts = suppose(told, (e) => (e.op === "elapsed" ? undefined : rest(e)));
          const value = evaluate(rules, expr, facts);
          // Undecided by a division by 0 only.
          expect(value, JSON.stringify({ expr, told }, bigints)).not.toBe(false);
          if (value === true) shown += 1;
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(impossible).toBeGreaterThan(20);
  expect(examples).toBeGreaterThan(100);
  expect(shown).toBeGreaterThan(100);
});

function isComplete(cells: Record<string, Cell>): boolean {
  return Object.values(cells).every((cell) => cell !== null);
}

function sizeOutOfBounds(cells: Record<string, Cell>): boolean {
  const { size } = cells;
  return size !== null && typeof size === "object" && (size.n < 1n || size.n > 30n);
}

const bigints = (_: string, v: unknown): unknown => (typeof v === "bigint" ? String(v) : v);

test("an amount is within the range that the bounds of its fields give, narrowed by what holds", () => {
  let bounded = 0;
  fc.assert(
    fc.property(number, condition, fc.array(row, { minLength: 10, maxLength: 10 }), (expr, when, rows) => {
      const rules = rulesOf(policyOf(when));
      const wide = rangeOf(rules, expr);
      const narrow = rangeOf(rules, expr, narrowedBy(formulaOf(rules, when)));
      for (const cells of rows) {
        const facts = factsOf(cells);
        const value = evaluate(rules, expr, facts);
        if (sizeOutOfBounds(cells) || value === null || typeof value !== "object") continue;
        expect(inside(value, wide)).toBe(true);
        if (evaluate(rules, when, facts) === true) {
          expect(inside(value, narrow)).toBe(true);
          if (narrow.low && narrow.high) bounded += 1;
        }
      }
    }),
    { numRuns: 600 },
  );
  expect(bounded).toBeGreaterThan(100);
});

test("a condition that holds for no row leaves a range as the bounds of the fields give it", () => {
  const sows = field("household.sows");
  const negative: Expr = {
    op: "between",
    x: {
      op: "list",
      word: "first",
      rows: [
        { when: compare({ op: "num", value: "-1" }, "lt", { op: "num", value: "-1" }), then: field("household.pigs") },
        { when: null, then: sows },
      ],
    },
    low: null,
    high: { value: { op: "num", value: "-1" }, included: false },
  };
  const rules = rulesOf(policyOf(negative));
  const known = narrowedBy(formulaOf(rules, negative));
  expect(known.size).toBe(1);
  const upToZero: Expr = { op: "bound", x: sows, floors: [], ceilings: [{ op: "num", value: "0" }] };
  expect(rangeOf(rules, sows, known)).toEqual({ low: integer(0), high: null });
  expect(rangeOf(rules, upToZero, known)).toEqual({ low: integer(0), high: integer(0) });
  expect(rangeOf(rules, { op: "div", a: field("household.pigs"), b: upToZero }, known)).toEqual({
    low: null,
    high: null,
  });
});

test("a quotient by a field whose bounds cross is not bounded", () => {
  const fields = { rows: numberOf("head", { low: "2", high: "0" }) };
  const rules = rulesOf(demo({ entities: [entity("yard", fields)] }));
  const perRow: Expr = { op: "div", a: { op: "num", value: "1" }, b: field("yard.rows") };
  expect(rangeOf(rules, perRow)).toEqual({ low: null, high: null });
});

function inside(value: Rational, { low, high }: Range): boolean {
  return (!low || order(value, low) >= 0) && (!high || order(value, high) <= 0);
}
