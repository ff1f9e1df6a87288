/** Every operation on known and missing values, and the clauses that the worked cases leave out. */
import { describe, expect, it } from "vitest";
import type { Expr, ValueDef } from "../../compiler/ir/types.js";
import { evaluate } from "../../runtime/reference/evaluate.js";
import { openRun } from "../../runtime/reference/run.js";
import { scopeOn } from "../../runtime/reference/scope.js";
import { show, type Value } from "../../runtime/reference/value.js";
import {
  AWARD,
  and,
  asOf,
  atLeast,
  atMost,
  benefit,
  byTown,
  check,
  claim,
  collect,
  elapsed,
  entered,
  entity,
  equals,
  HOUSEHOLD,
  isKnown,
  limit,
  minus,
  money,
  moreThan,
  not,
  numberField,
  or,
  outcomes,
  over,
  PROJECT,
  part,
  pay,
  payOut,
  plus,
  policy,
  result,
  roster,
  rounded,
  rules,
  runOn,
  set,
  shifted,
  text,
  textField,
  times,
  under,
  value,
  x,
} from "../support/ir.js";

const P = policy({ entities: [HOUSEHOLD, PROJECT] });
const ROWS = {
  household: [
    {
      key: "A",
      a: "10",
      b: "4",
      c: null,
      size: "0",
      town: "甲",
      able: true,
      away: null,
      applied_on: "2024-01-31",
      accepted_on: null,
      project: [
        { key: "p1", cost: "100", built: true },
        { key: "p2", cost: "300", built: null },
        { key: "p3", cost: null, built: false },
      ],
    },
    { key: "B", a: "1" },
  ],
};

/** The value of an expression on household A. */
function on(expr: Expr): Value {
  const opened = openRun({ policy: P, roster: roster(P, ROWS), asOf: "2024-06-30" });
  const world = opened.world;
  if (world === null) throw new Error("refused");
  return evaluate(expr, scopeOn(world, world.facts.nodes.get("household")?.[0] ?? null, "test"));
}

const below = (where: Expr | null = null) => set("project", where, "below");

describe("operations", () => {
  it.each<[string, Expr, string]>([
    ["sum", plus("household.a", "household.b"), "14"],
    ["difference", minus("household.b", "household.a"), "-6"],
    ["quotient, exact", over("household.b", 3), "4/3"],
    ["with a missing value", plus("household.a", "household.c"), "?"],
    ["zero times a missing value", times(0, "household.c"), "?"],
    ["a missing value by zero", over("household.c", "household.size"), "?"],
    ["is missing", not(isKnown("household.c")), "yes"],
    ["is known, of a quotient by 0", isKnown(over("household.a", "household.size")), "no"],
    ["yes or missing", or("household.able", "household.away"), "yes"],
    ["yes and missing", and("household.able", "household.away"), "?"],
    ["no and missing", and(not("household.able"), "household.away"), "no"],
    ["not missing", not("household.away"), "?"],
    ["under", under("household.b", 4), "no"],
    ["at most", atMost("household.b", 4), "yes"],
    ["not equal", { op: "compare", relation: "ne", a: x("household.a"), b: x(10) }, "no"],
    ["text equality", equals("household.town", text("甲")), "yes"],
    ["is one of", { op: "oneOf", x: x("household.a"), items: [x(1), x(10)] }, "yes"],
    ["is one of, with a missing one", { op: "oneOf", x: x("household.a"), items: [x(1), x("household.c")] }, "?"],
    [
      "between, ends included",
      {
        op: "between",
        x: x("household.a"),
        low: { value: x(10), included: true },
        high: { value: x(20), included: true },
      },
      "yes",
    ],
    [
      "between, low end excluded",
      { op: "between", x: x("household.a"), low: { value: x(10), included: false }, high: null },
      "no",
    ],
    [
      "between, high end excluded",
      { op: "between", x: x("household.a"), low: null, high: { value: x(10), included: false } },
      "no",
    ],
    [
      "bound: floors, then ceilings",
      { op: "bound", x: x("household.a"), floors: [x(12)], ceilings: [x(11), x(30)] },
      "11",
    ],
    ["bound of a missing value", { op: "bound", x: x("household.c"), floors: [x(5)], ceilings: [x(9)] }, "5..9"],
    ["bound that leaves one value", { op: "bound", x: x("household.c"), floors: [x(9)], ceilings: [x(9)] }, "9"],
    ["a test on a range", atLeast({ op: "bound", x: x("household.c"), floors: [x(5)], ceilings: [] }, 5), "yes"],
    ["round half up, away from zero", rounded("halfUp", "0.01", "-2.125"), "-2.13"],
    ["round half even", rounded("halfEven", "0.01", "-2.125"), "-2.12"],
    ["round upward", rounded("upward", "0.01", "-2.125"), "-2.13"],
    ["round downward", rounded("downward", "0.01", "-2.125"), "-2.12"],
    ["a month after the 31st", shifted("household.applied_on", 1, "month"), "2024-02-29"],
    ["a year after the 29th of February", shifted("2024-02-29", 1, "year"), "2025-02-28"],
    ["days before", shifted("2024-03-01", -1, "day"), "2024-02-29"],
    ["working days over a weekend", shifted("2024-06-14", 1, "workday"), "2024-06-17"],
    ["a date after a missing one", shifted("household.accepted_on", 1, "day"), "?"],
    ["completed months", elapsed("month", "household.applied_on", "2024-02-29"), "1"],
    ["days, the first not counted", elapsed("day", "2024-02-28", "2024-03-01"), "2"],
    ["days back", elapsed("day", "2024-03-01", "2024-02-28"), "-2"],
    ["the date of the facts", asOf, "2024-06-30"],
    [
      "count of conditions",
      { op: "tally", word: "count", items: [x("household.able"), x("household.away"), x(false)] },
      "1..2",
    ],
    ["share of conditions", { op: "tally", word: "share", items: [x("household.able"), x(true), x(false)] }, "2/3"],
    [
      "first of",
      {
        op: "list",
        word: "first",
        rows: [
          { when: x(false), then: x(1) },
          { when: x("household.able"), then: x(2) },
        ],
      },
      "2",
    ],
    [
      "first of, undecided",
      {
        op: "list",
        word: "first",
        rows: [
          { when: x("household.away"), then: x(1) },
          { when: null, then: x(2) },
        ],
      },
      "1..2",
    ],
    ["first of, none", { op: "list", word: "first", rows: [{ when: x(false), then: x(1) }] }, "?"],
    ["sum of none", { op: "list", word: "sum", rows: [{ when: x(false), then: x(1) }] }, "0"],
    [
      "sum with an undecided row",
      {
        op: "list",
        word: "sum",
        rows: [
          { when: null, then: x(5) },
          { when: x("household.away"), then: x(3) },
        ],
      },
      "5..8",
    ],
    [
      "highest with an undecided row",
      {
        op: "list",
        word: "highest",
        rows: [
          { when: null, then: x(5) },
          { when: x("household.away"), then: x(8) },
        ],
      },
      "5..8",
    ],
    [
      "highest, whatever is undecided",
      {
        op: "list",
        word: "highest",
        rows: [
          { when: null, then: x(5) },
          { when: x("household.away"), then: x(3) },
        ],
      },
      "5",
    ],
    [
      "lowest",
      {
        op: "list",
        word: "lowest",
        rows: [
          { when: null, then: x(5) },
          { when: null, then: x(3) },
        ],
      },
      "3",
    ],
    [
      "average",
      {
        op: "list",
        word: "average",
        rows: [
          { when: null, then: x(5) },
          { when: null, then: x(2) },
        ],
      },
      "3.5",
    ],
    [
      "cases, the one that holds",
      {
        op: "list",
        word: "only",
        rows: [
          { when: x("household.able"), then: x(2000) },
          { when: null, then: x(1500) },
        ],
      },
      "2000",
    ],
    [
      "cases, otherwise",
      {
        op: "list",
        word: "only",
        rows: [
          { when: x(false), then: x(2000) },
          { when: null, then: x(1500) },
        ],
      },
      "1500",
    ],
    ["count of a set", collect("count", below()), "3"],
    ["count where", collect("count", below(x("project.built"))), "1..2"],
    ["sum over a set", collect("sum", below(x("project.built")), "project.cost"), "100..400"],
    ["sum with a missing member", collect("sum", below(), "project.cost"), "?"],
    ["average over a set", collect("average", below(isKnown("project.cost")), "project.cost"), "200"],
    ["highest over a set", collect("highest", below(isKnown("project.cost")), "project.cost"), "300"],
    ["first over a set", collect("first", below(), "project.cost"), "100"],
    ["any", collect("any", below(), "project.built"), "yes"],
    ["all", collect("all", below(), "project.built"), "no"],
    ["share", collect("share", below(), "project.built"), "1/3..2/3"],
    [
      "share of those who may belong",
      collect("share", below(x("project.built")), atLeast("project.cost", 200)),
      "0..0.5",
    ],
    ["any of nobody", collect("any", below(x(false)), "project.built"), "no"],
    ["all of nobody", collect("all", below(x(false)), "project.built"), "yes"],
    ["over the roster", collect("count", set("household")), "2"],
    ["over the roster, by value", collect("sum", set("household"), "household.a"), "11"],
    ["all of one's own are eligible", { op: "eligible", entity: "household" }, "yes"],
    ["a total of nothing", { op: "total" }, "0"],
  ])("%s", (_, expr, expected) => {
    expect(show(on(expr))).toBe(expected);
  });

  it("a field of a row that another names", () => {
    const town = entity("township", [textField("id"), numberField("fund")], { key: "id" });
    const home = entity("household", [{ ...textField("town"), type: { kind: "entity", entity: "township" } }]);
    const p = policy({
      entities: [home, town],
      benefits: [benefit("a", pay({ op: "follow", ref: x("household.town"), entity: "township", field: "fund" }))],
    });
    const r = runOn(p, {
      household: [
        { key: "A", town: "甲" },
        { key: "B", town: "丙" },
        { key: "C", town: null },
      ],
      township: [{ key: "甲", fund: "7" }],
    });
    expect(outcomes(r)).toEqual({ "A a": "7", "B a": "undecided ≤ ?", "C a": "undecided ≤ ?" });
    expect(claim(r, "C", "a").reasons.map((e) => e.what)).toEqual(["household.town"]);
  });

  it("a range names the first reasons only once each", () => {
    const v = on(plus(plus("household.c", "household.c"), "household.accepted_on"));
    expect(v.known ? [] : v.reasons.map((r) => r.what)).toEqual(["household.c", "household.accepted_on"]);
  });
});

describe("once per something", () => {
  const entities = [HOUSEHOLD, PROJECT, AWARD];
  const perPlot = { per: { kind: "field", expr: x("project.plot"), name: "plot" } } as const;
  const p = policy({
    entities,
    benefits: [benefit("plant", pay("project.cost"), { entity: "project", once: perPlot })],
  });
  it("the second claim on a plot is struck, and one paid for before", () => {
    const project = [
      { key: "p1", plot: "x", cost: "10" },
      { key: "p2", plot: "x", cost: "20" },
      { key: "p3", plot: "y", cost: "30" },
      { key: "p4", plot: "z", cost: "40" },
    ];
    const r = runOn(p, {
      household: [{ key: "A", project, award: [{ benefit: "plant", amount: "5", paid_on: "2020-01-01", plot: "z" }] }],
    });
    expect(outcomes(r)).toEqual({ "p1 plant": "10", "p2 plant": "0", "p3 plant": "30", "p4 plant": "0" });
    expect(r.payees.map((t) => [t.row, money(t.net)])).toEqual([["A", "40"]]);
  });
  it("behind an undecided claim nothing is certain", () => {
    const project = [
      { key: "p1", plot: "x", cost: null },
      { key: "p2", plot: "x", cost: "20" },
    ];
    expect(outcomes(runOn(p, { household: [{ key: "A", project }] }))).toEqual({
      "p1 plant": "undecided ≤ ?",
      "p2 plant": "undecided ≤ 20",
    });
  });
});

describe("windows and groups", () => {
  const entities = [HOUSEHOLD, AWARD];
  it("per year: each year of the facts has its own room, less what that year paid", () => {
    const p = policy({
      entities,
      factsOn: { entity: "household", field: "applied_on" },
      benefits: [benefit("a", pay("household.a"))],
      limits: [limit("pot", ["a"], 1000, { group: [], window: "year", way: { kind: "proRata" } })],
    });
    const r = runOn(p, {
      household: [
        {
          key: "A",
          a: "900",
          applied_on: "2024-03-01",
          award: [
            { benefit: "a", amount: "200", paid_on: "2024-01-02" },
            { benefit: "a", amount: "300", paid_on: "2023-01-02" },
          ],
        },
        { key: "B", a: "900", applied_on: "2024-04-01" },
        { key: "C", a: "900", applied_on: "2025-03-01" },
      ],
    });
    expect(outcomes(r)).toEqual({ "A a": "400", "B a": "400", "C a": "900" });
    expect(r.limits.map((g) => [g.group, money(g.used)])).toEqual([
      [["2024"], "200"],
      [["2025"], "0"],
    ]);
  });
  it("a past award without a date may or may not use the room", () => {
    const p = policy({
      entities,
      benefits: [benefit("a", pay("household.a"))],
      limits: [limit("life", ["a"], 1000, { since: x("2020-01-01") })],
    });
    const award = [{ benefit: "a", amount: "400", paid_on: null }];
    const r = runOn(p, {
      household: [
        { key: "A", a: "600", award },
        { key: "B", a: "700", award },
      ],
    });
    expect(outcomes(r)).toEqual({ "A a": "600", "B a": "undecided ≤ 700" });
    expect(claim(r, "B", "a").reasons.map((e) => e.what)).toEqual(["award.paid_on"]);
  });
  it("a claim whose town is missing is in no group, and not settled", () => {
    const p = policy({
      benefits: [benefit("a", pay("household.a"))],
      limits: [limit("pot", ["a"], 1000, { group: [byTown], way: { kind: "proRata" } })],
    });
    const r = runOn(p, {
      household: [
        { key: "A", a: "600", town: "甲" },
        { key: "B", a: "700", town: null },
      ],
    });
    expect(outcomes(r)).toEqual({ "A a": "600", "B a": "undecided ≤ 700" });
  });
  it("a group may be formed by a named value, whose value the ceiling reads", () => {
    const size: ValueDef = value("band", {
      op: "list",
      word: "first",
      rows: [
        { when: atLeast("household.size", 3), then: x(2) },
        { when: null, then: x(1) },
      ],
    });
    const p = policy({
      values: [size],
      benefits: [benefit("a", pay("household.a"))],
      limits: [
        limit("pot", ["a"], times(100, times("band", collect("count", set("household")))), {
          group: [{ kind: "field", name: "band", expr: x("band") }],
          way: { kind: "proRata" },
        }),
      ],
    });
    const r = runOn(p, {
      household: [
        { key: "A", a: "600", size: "4" },
        { key: "B", a: "600", size: "1" },
        { key: "C", a: "600", size: "2" },
      ],
    });
    // 2 × 1 household × 100, and 1 × 2 households × 100
    expect(outcomes(r)).toEqual({ "A a": "200", "B a": "100", "C a": "100" });
  });
  it("refuse holds back only what is over, and a wide group with room pays", () => {
    const way = { group: [byTown], way: { kind: "refuse" } } as const;
    const p = policy({ benefits: [benefit("a", pay("household.a"))], limits: [limit("pot", ["a"], 1000, way)] });
    const r = runOn(p, {
      household: [
        { key: "A", a: "1001", town: "甲" },
        { key: "B", a: "700", town: "乙" },
        { key: "C", a: null, town: "乙" },
      ],
    });
    expect(outcomes(r)).toEqual({ "A a": "undecided ≤ 1001", "B a": "700", "C a": "undecided ≤ ?" });
    expect(r.limits.map((g) => [g.refused, g.provisional])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(claim(r, "A", "a").reasons.map((e) => e.kind)).toEqual(["refused"]);
  });
  it("a limit whose condition is not known does not bound the claim either", () => {
    const p = policy({
      benefits: [benefit("a", pay(500))],
      limits: [limit("cap", ["a"], 300, { guard: { when: x("household.able"), excepts: [] } })],
    });
    const r = runOn(p, {
      household: [
        { key: "A", able: null },
        { key: "B", able: true },
        { key: "C", able: false },
      ],
    });
    expect(outcomes(r)).toEqual({ "A a": "undecided ≤ 500", "B a": "300", "C a": "500" });
  });
  it("serve by amount: an undecided claim holds the place it may have", () => {
    const way = { way: { kind: "serve", whole: false, order: [{ key: null, falling: true }] } } as const;
    const p = policy({
      benefits: [benefit("small", pay(100)), benefit("own", entered({ to: 400 }))],
      limits: [limit("cap", ["small", "own"], 300, way)],
    });
    const r = runOn(p, {
      household: [
        { key: "A", "own.approved": null },
        { key: "B", "own.approved": "250" },
      ],
    });
    expect(outcomes(r)).toEqual({
      "A small": "undecided ≤ 100",
      "A own": "undecided ≤ 300",
      "B small": "50",
      "B own": "250",
    });
  });
});

describe("more of parts and checks", () => {
  it("a share that is not known leaves the rest of the amount in that part, open", () => {
    const p = policy({
      benefits: [benefit("a", pay(100))],
      payOuts: [payOut(["a"], part(["ratio", "0.3"]), part(["ratio", "household.c"]), part("rest"))],
    });
    const r = runOn(p, { household: [{ key: "A", c: null }] });
    expect(r.parts.map((q) => [money(q.amount), q.state])).toEqual([
      ["30", "due"],
      ["70", "open"],
      ["0", "due"],
    ]);
  });
  it("nothing is paid out of what is undecided or nothing", () => {
    const p = policy({ benefits: [benefit("a", pay("household.a"))], payOuts: [payOut(["a"], part("rest"))] });
    expect(
      runOn(p, {
        household: [
          { key: "A", a: null },
          { key: "B", a: "0" },
        ],
      }).parts,
    ).toEqual([]);
  });
  it("a check with an undecided claim is a range", () => {
    const p = policy({
      benefits: [benefit("a", pay("household.a", { to: 100 }))],
      checks: [check("most", atMost(result("a"), 150)), check("least", moreThan(result("a"), 40))],
    });
    const r = runOn(p, {
      household: [
        { key: "A", a: "50" },
        { key: "B", a: null },
      ],
    });
    expect(r.checks.map((c) => [c.state, c.left, c.right])).toEqual([
      ["met", "50..150", "150"],
      ["met", "50..150", "40"],
    ]);
  });
  it("a retroactive version without history owes everything, and says what it assumes", () => {
    const p = policy({
      inForce: { from: "2024-07-01", to: null, backTo: "2024-01-01" },
      benefits: [benefit("a", pay(10))],
    });
    const r = runOn(p, { household: [{ key: "A" }] });
    expect(r.differences.map((d) => money(d.owed))).toEqual(["10"]);
    expect(r.assumptions.map((d) => d.code)).toEqual(["P5007"]);
  });
  it("a set over awards reads history like any other, and its absence is said", () => {
    const recent = collect("sum", set("award", atLeast("award.paid_on", "2024-01-01"), "below"), "award.amount");
    const p = policy({
      entities: [HOUSEHOLD, AWARD],
      values: [value("recent", recent)],
      benefits: [benefit("a", pay(minus(1000, "recent")))],
    });
    const r = runOn(p, {
      household: [
        {
          key: "A",
          award: [
            { benefit: "z", amount: "100", paid_on: "2024-02-01" },
            { benefit: "z", amount: "9", paid_on: "2023-02-01" },
          ],
        },
        { key: "B" },
      ],
    });
    expect([outcomes(r), r.assumptions]).toEqual([{ "A a": "900", "B a": "1000" }, []]);
    expect(runOn(p, { household: [{ key: "B" }] }).assumptions.map((d) => [d.code, d.params])).toEqual([
      ["P5007", { clauses: [{ en: "recent", zh: "recent" }] }],
    ]);
  });
  it("a question that the policy does not have is a fault of the program, not of the roster", () => {
    const p = policy({ benefits: [benefit("a", rules([{ op: "taken", question: "q", reading: "r" }, pay(1)]))] });
    expect(() => runOn(p, { household: [{ key: "A" }] })).toThrow(TypeError);
  });
});
