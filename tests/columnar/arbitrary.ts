/** Generated policies of the constructs that column plans take up, and rosters with blanks to run them on. */
import fc from "fast-check";
import * as R from "../../compiler/ir/rational.js";
import type {
  AmountAward,
  Award,
  BenefitDef,
  Eligibility,
  Expr,
  Guarded,
  LimitDef,
  PatternTest,
  Policy,
  TableBody,
  ValueDef,
} from "../../compiler/ir/types.js";
import type { Cell, Roster } from "../../runtime/roster.js";
import type { RunInput } from "../../runtime/run.js";
import { AWARD, collect, HOUSEHOLD, PROJECT, policy, set, tiersOf, x } from "../support/ir.js";

const NUMBERS = ["a", "b", "area", "pigs", "size"] as const;
const FLAGS = ["able", "away", "first"] as const;
const DATES = ["applied_on", "accepted_on"] as const;
const TOWNS = ["甲镇", "乙镇", "丙镇"];
const constants = fc.constantFrom(
  "0",
  "1",
  "3",
  "2.5",
  "7.005",
  "100",
  "333.335",
  "2999.996",
  "0.004",
  "1/3",
  "-2",
  "300.5",
);
const days = fc.constantFrom("2024-01-31", "2024-02-29", "2024-05-31", "2024-06-30");

const { numbers, conditions } = fc.letrec<{ numbers: Expr; conditions: Expr; dates: Expr }>((tie) => ({
  dates: fc.oneof(
    { maxDepth: 2, depthIdentifier: "columns" },
    { weight: 3, arbitrary: fc.constantFrom(...DATES).map((f) => x(`household.${f}`)) },
    days.map((d) => x(d)),
    fc.constant<Expr>({ op: "asOf" }),
    fc
      .tuple(tie("dates"), fc.integer({ min: -3, max: 14 }), fc.constantFrom("day", "workday", "month", "year"))
      .map(([date, n, unit]): Expr => ({ op: "shift", date, amount: x(n), unit })),
  ),
  numbers: fc.oneof(
    { maxDepth: 3, depthIdentifier: "columns" },
    { weight: 4, arbitrary: fc.constantFrom(...NUMBERS).map((f) => x(`household.${f}`)) },
    { weight: 2, arbitrary: constants.map((n) => x(n)) },
    fc.constantFrom<Expr>(
      { op: "value", id: "base" },
      { op: "value", id: "rate" },
      { op: "lookup", id: "table" },
      { op: "value", id: "by_town" },
      { op: "value", id: "dated" },
      { op: "value", id: "asked" },
      collect("sum", set("project", null, "below"), "project.cost"),
      collect("count", set("project", "project.built", "below")),
      collect("highest", set("project", "project.built", "below"), "project.cost"),
    ),
    fc
      .tuple(fc.constantFrom("slab", "sliced"), tie("numbers"))
      .map(([way, e]): Expr => ({ op: "tiers", way, id: "tiers", x: e })),
    fc
      .tuple(fc.constantFrom("add", "sub", "mul", "div"), tie("numbers"), tie("numbers"))
      .map(([op, a, b]): Expr => ({ op, a, b })),
    fc
      .tuple(tie("numbers"), tie("numbers"), tie("numbers"))
      .map(([e, f, c]): Expr => ({ op: "bound", x: e, floors: [f], ceilings: [c] })),
    fc
      .tuple(
        fc.constantFrom("sum", "highest", "lowest", "average", "first", "only"),
        fc.array(fc.tuple(fc.option(tie("conditions")), tie("numbers")), { minLength: 1, maxLength: 3 }),
      )
      .map(([word, rows]): Expr => ({ op: "list", word, rows: rows.map(([when, then]) => ({ when, then })) })),
    fc
      .tuple(
        fc.constantFrom("halfUp", "halfEven", "upward", "downward"),
        fc.constantFrom("0.1", "1", "1/3"),
        tie("numbers"),
      )
      .map(([mode, step, e]): Expr => ({ op: "round", mode, step, x: e })),
    fc
      .tuple(fc.constantFrom("count", "share"), fc.array(tie("conditions"), { minLength: 1, maxLength: 3 }))
      .map(([word, items]): Expr => ({ op: "tally", word, items })),
    fc
      .tuple(fc.constantFrom("day", "workday", "month", "year"), tie("dates"), tie("dates"))
      .map(([unit, from, to]): Expr => ({ op: "elapsed", unit, from, to })),
  ),
  conditions: fc.oneof(
    { maxDepth: 3, depthIdentifier: "columns" },
    { weight: 3, arbitrary: fc.constantFrom(...FLAGS).map((f) => x(`household.${f}`)) },
    fc
      .tuple(fc.constantFrom("ge", "gt", "le", "lt", "eq", "ne"), tie("numbers"), tie("numbers"))
      .map(([relation, a, b]): Expr => ({ op: "compare", relation, a, b })),
    fc
      .tuple(fc.constantFrom("ge", "gt", "le", "lt", "eq", "ne"), tie("dates"), tie("dates"))
      .map(([relation, a, b]): Expr => ({ op: "compare", relation, a, b })),
    fc.tuple(fc.constantFrom("eq", "ne"), fc.constantFrom(...TOWNS, "无镇")).map(
      ([relation, town]): Expr => ({
        op: "compare",
        relation,
        a: x("household.town"),
        b: { op: "text", value: town },
      }),
    ),
    fc.subarray(TOWNS, { minLength: 1 }).map(
      (towns): Expr => ({
        op: "oneOf",
        x: x("household.town"),
        items: towns.map((value): Expr => ({ op: "text", value })),
      }),
    ),
    fc.tuple(tie("numbers"), fc.option(tie("numbers")), fc.option(tie("numbers")), fc.boolean()).map(
      ([e, low, high, included]): Expr => ({
        op: "between",
        x: e,
        low: low === null ? null : { value: low, included },
        high: high === null ? null : { value: high, included: !included },
      }),
    ),
    fc
      .tuple(fc.constantFrom("and", "or"), fc.array(tie("conditions"), { minLength: 1, maxLength: 3 }))
      .map(([op, items]): Expr => ({ op, items })),
    tie("conditions").map((e): Expr => ({ op: "not", x: e })),
    fc
      .oneof(fc.constantFrom<Expr>(...[...NUMBERS, ...FLAGS, ...DATES].map((f) => x(`household.${f}`))), tie("numbers"))
      .map((e): Expr => ({ op: "known", x: e })),
    fc.constantFrom<Expr>(
      { op: "taken", question: "asked", reading: "low" },
      { op: "taken", question: "asked", reading: "high" },
      { op: "eligible", entity: "household" },
    ),
    fc.tuple(tie("conditions"), tie("conditions")).map(([a, b]): Expr => ({ op: "compare", relation: "eq", a, b })),
  ),
}));

// ---------------------------------------------------------------- clauses

const guards: fc.Arbitrary<Guarded> = fc.record({
  when: fc.option(conditions),
  excepts: fc.array(
    conditions.map((when) => ({ when, reason: "除外" })),
    { maxLength: 2 },
  ),
});

function amounts(ids: readonly string[]): fc.Arbitrary<AmountAward> {
  const computed = numbers.map((expr) => ({ kind: "computed" as const, expr }));
  const earlier = ids.map((benefit) => ({
    kind: "computed" as const,
    expr: { op: "result" as const, benefit, stage: "gross" as const },
  }));
  return fc.record({
    kind: fc.constant("amount" as const),
    source: fc.oneof(
      { weight: 4, arbitrary: computed },
      { weight: 1, arbitrary: earlier.length === 0 ? computed : fc.constantFrom(...earlier) },
      { weight: 1, arbitrary: fc.constant({ kind: "entered" as const }) },
    ),
    least: fc.option(fc.record({ quantity: numbers, from: fc.constantFrom("1", "2.5", "10") }), { freq: 4 }),
    floors: fc.array(numbers, { maxLength: 1 }),
    ceilings: fc.array(
      fc.oneof(
        numbers,
        constants.map((n) => x(n)),
      ),
      { maxLength: 2 },
    ),
  });
}

function awardsOf(ids: readonly string[]): fc.Arbitrary<Award> {
  const amount = amounts(ids);
  const row = fc.record({ when: fc.option(conditions, { freq: 4 }), award: amount });
  const list = fc
    .tuple(
      fc.constantFrom("only", "first", "sum", "highest", "lowest", "average"),
      fc.array(row, { minLength: 1, maxLength: 3 }),
      fc.option(amount),
    )
    .map(([word, rows, rest]): Award => {
      const ruled = word === "only" || word === "first";
      const own = rows.map((r) => ({ ...r, when: r.when ?? (ruled ? x("household.able") : null), otherwise: false }));
      return {
        kind: "list",
        word,
        rows: ruled && rest !== null ? [...own, { when: null, otherwise: true, award: rest }] : own,
      };
    });
  return fc.oneof<fc.Arbitrary<Award>[]>(amount, list);
}

function hasEntered(a: Award): boolean {
  return a.kind === "list" ? a.rows.some((r) => hasEntered(r.award)) : a.source.kind === "entered";
}

function benefits(): fc.Arbitrary<BenefitDef[]> {
  const one = (id: string, earlier: readonly string[]) =>
    fc
      .tuple(
        awardsOf(earlier),
        guards,
        fc.constantFrom(null, { per: null }, { per: { kind: "window" as const, window: "year" as const } }),
      )
      .map(
        ([award, guard, once]): BenefitDef => ({
          id,
          entity: "household",
          guard,
          award,
          entered: hasEntered(award),
          once,
          every: null,
        }),
      );
  return fc
    .integer({ min: 1, max: 3 })
    .chain((n) => fc.tuple(...["one", "two", "three"].slice(0, n).map((id, i, ids) => one(id, ids.slice(0, i)))));
}

function limitsOf(ids: readonly string[]): fc.Arbitrary<LimitDef[]> {
  const one = fc.tuple(
    fc.shuffledSubarray([...ids], { minLength: 1 }),
    fc.oneof(
      constants.map((n) => x(n)),
      numbers,
    ),
    guards,
    fc.constantFrom("written", "written", "report"),
  );
  return fc.array(one, { maxLength: 2 }).map((list) =>
    list.map(
      ([covered, ceiling, guard, kind], i): LimitDef => ({
        id: `cap${i}`,
        guard,
        benefits: covered,
        group: [{ kind: "entity", entity: "household" }],
        window: null,
        since: null,
        ceiling,
        counts: "money",
        way: { kind: kind as "written" | "report" },
      }),
    ),
  );
}

// ---------------------------------------------------------------- named values

const number = { kind: "number" as const, unit: "", whole: false };
const named = (id: string, body: ValueDef["body"], entity: string | null = "household"): ValueDef => ({
  id,
  head: "define",
  entity,
  type: number,
  body,
});

function values(): fc.Arbitrary<ValueDef[]> {
  const simple = fc.oneof(
    constants.map((n) => x(n)),
    fc.constantFrom(...NUMBERS).map((f) => x(`household.${f}`)),
  );
  const at = (value: string | null, included: boolean) =>
    value === null ? null : { value: { kind: "number" as const, value }, included };
  const range = (low: string | null, high: string | null): PatternTest => ({
    kind: "range",
    low: at(low, true),
    high: at(high, false),
  });
  const town = (value: string): PatternTest => ({ kind: "equals", value: { kind: "text", value } });
  const date = (value: string) => ({ value: { kind: "date" as const, value }, included: true });
  return fc.tuple(simple, simple, simple, fc.boolean(), constants).map(([p, q, r, otherwise, rate]) => {
    const table: TableBody = {
      kind: "table",
      keys: [x("household.town"), x("household.a")],
      rows: [
        { patterns: [[town("甲镇"), town("丙镇")], [range("0", "2")]], value: p },
        { patterns: [[], [range("2", null)]], value: q },
      ],
      otherwise: otherwise ? r : null,
    };
    const dated: TableBody = {
      kind: "table",
      keys: [{ op: "asOf" }],
      rows: [{ patterns: [[{ kind: "range", low: null, high: date("2024-03-31") }]], value: x("10") }],
      otherwise: x(rate),
    };
    const set = (who: string, field: Expr | null): ValueDef["body"] => ({
      kind: "set",
      by: { who, field },
      scale: "1",
      low: "0",
      high: "500",
      blank: null,
    });
    return [
      named("base", { kind: "formula", expr: { op: "add", a: p, b: x("1") } }),
      named("rate", set("county", null), null),
      named("by_town", set("town", x("household.town"))),
      named("table", table),
      named("dated", dated, null),
      named(
        "tiers",
        tiersOf(
          [
            ["0", "2", p],
            ["2", "4.5", "1.5"],
            ["4.5", null, q],
          ],
          otherwise ? r : null,
        ),
      ),
      named("asked", {
        kind: "readings",
        readings: [
          { id: "low", expr: p },
          { id: "high", expr: r },
        ],
        taken: "low",
      }),
    ];
  });
}

/** Eligibility that asks for itself is refused by the compiler. */
function withoutEligible(clauses: Eligibility[]): Eligibility[] {
  return JSON.parse(
    JSON.stringify(clauses).replaceAll('{"op":"eligible","entity":"household"}', '{"op":"bool","value":true}'),
  ) as Eligibility[];
}

function arbitraryColumnPolicy(): fc.Arbitrary<Policy> {
  return benefits().chain((list) =>
    fc
      .tuple(
        values(),
        fc.array(guards, { maxLength: 2 }),
        limitsOf(list.map((b) => b.id)),
        fc.constantFrom("halfUp", "halfEven", "upward", "downward"),
        fc.constantFrom("0.01", "1", "0.05"),
        fc.boolean(),
      )
      .map(([named_, eligible, limits, mode, step, on]) =>
        policy({
          entities: [HOUSEHOLD, PROJECT, AWARD],
          values: named_,
          eligibility: withoutEligible(
            eligible.map(
              (g): Eligibility => ({ entity: "household", when: g.when ?? x("household.able"), excepts: g.excepts }),
            ),
          ),
          benefits: list,
          limits,
          round: { mode, step },
          factsOn: on ? { entity: "household", field: "accepted_on" } : null,
        }),
      ),
  );
}

// ---------------------------------------------------------------- rosters

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map((n) => R.integer(n)),
  fc.integer({ min: -500, max: 400_000 }).map((n) => R.ratio(BigInt(n), 100n)),
  fc.constantFrom("1/3", "2999.996", "7.005", "4.5").map((t) => R.rational(t)),
);

function arbitraryColumnRoster(): fc.Arbitrary<Roster> {
  // Whole columns are blank or filled more often than chance would have it.
  return fc.constantFrom(1, 4, 40).chain((freq) => {
    const blank = <T extends Cell>(a: fc.Arbitrary<T>): fc.Arbitrary<Cell> =>
      freq === 40 ? a : fc.option(a, { freq });
    const row = fc.record({
      ...Object.fromEntries(NUMBERS.map((f) => [f, blank(cell)])),
      ...Object.fromEntries(FLAGS.map((f) => [f, blank(fc.boolean())])),
      ...Object.fromEntries(DATES.map((f) => [f, blank(days)])),
      ...Object.fromEntries(["one", "two", "three"].map((id) => [`${id}.approved`, blank(cell)])),
      town: blank(fc.constantFrom(...TOWNS)),
    }) as unknown as fc.Arbitrary<Record<string, Cell>>;
    const project = fc.record({ cost: blank(cell), built: blank(fc.boolean()) }) as unknown as fc.Arbitrary<
      Record<string, Cell>
    >;
    const award = fc.record({
      benefit: fc.constantFrom("one", "two"),
      amount: blank(cell),
      paid_on: blank(days),
    }) as unknown as fc.Arbitrary<Record<string, Cell>>;
    return fc
      .array(fc.tuple(row, fc.array(project, { maxLength: 2 }), fc.array(award, { maxLength: 1 })), { maxLength: 11 })
      .map((families): Roster => {
        const below = (name: string, place: 1 | 2) =>
          families.flatMap((f, i) => f[place].map((cells, j) => ({ key: `H${i}${name}${j}`, parent: `H${i}`, cells })));
        return {
          columns: {
            household: [...HOUSEHOLD.fields.map((f) => f.id), "one.approved", "two.approved", "three.approved"],
            project: PROJECT.fields.map((f) => f.id),
            award: AWARD.fields.map((f) => f.id),
          },
          entities: {
            household: families.map(([cells], i) => ({ key: `H${i}`, parent: null, cells })),
            project: below("P", 1),
            award: below("A", 2),
          },
        };
      });
  });
}

export function arbitraryColumnInput(): fc.Arbitrary<RunInput> {
  const numeral = constants.map((value) => ({ kind: "number" as const, value }));
  const parameters = fc.record(
    { rate: numeral, by_town: fc.dictionary(fc.constantFrom(...TOWNS), numeral) },
    { requiredKeys: [] },
  );
  const readings = fc.constantFrom<Record<string, string>>({}, { asked: "high" });
  return fc
    .tuple(arbitraryColumnPolicy(), arbitraryColumnRoster(), parameters, readings)
    .map(([p, roster, given, taken]) => ({
      policy: p,
      roster,
      asOf: "2024-06-30",
      parameters: given as NonNullable<RunInput["parameters"]>,
      readings: taken,
    }));
}
