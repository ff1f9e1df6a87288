/** Missing values, ranges, list words and tables. */
import { describe, expect, it } from "vitest";
import type { Expr, ValueDef } from "../../compiler/ir/types.js";
import { run } from "../../runtime/index.js";
import {
  and,
  atLeast,
  atMost,
  benefit,
  boolField,
  check,
  claim,
  collect,
  entity,
  equals,
  guarded,
  HOUSEHOLD,
  isKnown,
  listOf,
  money,
  moreThan,
  not,
  number,
  numberField,
  or,
  outcomes,
  over,
  PROJECT,
  pay,
  plus,
  policy,
  result,
  roster,
  rules,
  runOn,
  set,
  text,
  textField,
  tiersOf,
  times,
  value,
  x,
  yuan,
} from "../support/ir.js";

const threshold = or(atLeast("household.pigs", 6), moreThan("household.sows", 3));
const livestock = policy({ benefits: [benefit("livestock", rules([threshold, pay(3000)]))] });

describe("missing values", () => {
  it("15: one branch of an or is enough", () => {
    const r = runOn(livestock, {
      household: [
        { key: "A", pigs: null, sows: "5" },
        { key: "B", pigs: null, sows: "2" },
        { key: "C", pigs: "5", sows: "3" },
      ],
    });
    expect(outcomes(r)).toEqual({ "A livestock": "3000", "B livestock": "undecided ≤ 3000", "C livestock": "not due" });
    expect(claim(r, "B", "livestock").reasons).toEqual([
      { kind: "missing", what: "household.pigs", entity: "household", row: "B" },
    ]);
    expect(r.total).toMatchObject({ recipients: 1, undecided: 1 });
    expect(money(r.total.high)).toBe("3000");
  });

  it("16: a count with undecided members is a range, and a test is decided when both ends agree", () => {
    const count = collect("count", set("household", atLeast("household.pigs", 6)));
    const p = policy({
      checks: [
        check("met", atLeast(count, 1000)),
        check("open", equals(count, 1015)),
        check("notMet", atLeast(count, 1016)),
        check("apart", equals(count, 1011)),
      ],
    });
    const rows = [
      ...Array.from({ length: 1012 }, (_, i) => ({ key: `Y${i}`, pigs: "6" })),
      ...Array.from({ length: 3 }, (_, i) => ({ key: `U${i}`, pigs: null })),
      ...Array.from({ length: 5 }, (_, i) => ({ key: `N${i}`, pigs: "5" })),
    ];
    const r = runOn(p, { household: rows });
    expect(r.checks.map((c) => [c.check, c.state, c.left])).toEqual([
      ["met", "met", "1012..1015"],
      ["open", "undecided", "1012..1015"],
      ["notMet", "notMet", "1012..1015"],
      ["apart", "notMet", "1012..1015"],
    ]);
  });

  it("18: averages and shares of nobody and a quotient by 0 are undecided, sum and count of nothing are 0", () => {
    const projects = set("project", null, "below");
    const entities = [HOUSEHOLD, PROJECT];
    const p = policy({
      entities,
      benefits: [
        benefit("mean", pay(collect("average", projects, "project.cost"))),
        benefit("part", rules([atLeast(collect("share", projects, "project.built"), "0.5"), pay(1)])),
        benefit("quotient", pay(over("household.a", "household.size"))),
        benefit("total", pay(collect("sum", projects, "project.cost"))),
        benefit("none", rules([equals(collect("count", projects), 0), pay(7)])),
      ],
    });
    const r = runOn(p, { household: [{ key: "A", a: "100", size: "0" }], project: [] });
    expect(outcomes(r)).toEqual({
      "A mean": "undecided ≤ ?",
      "A part": "undecided ≤ 1",
      "A quotient": "undecided ≤ ?",
      "A total": "0",
      "A none": "7",
    });
    expect(["mean", "part", "quotient"].map((b) => claim(r, "A", b).reasons.map((e) => e.kind))).toEqual([
      ["emptySet"],
      ["emptySet"],
      ["divisionByZero"],
    ]);
  });

  it("19: not due, zero, and not eligible with the exclusion's own words", () => {
    const rate: ValueDef = {
      id: "rate",
      head: "param",
      entity: "household",
      type: yuan,
      body: tiersOf(
        [
          ["0", "10", 0],
          ["10", null, 5],
        ],
        null,
      ),
    };
    const p = policy({
      values: [rate],
      eligibility: [
        {
          entity: "household",
          when: and("household.able", not("household.first")),
          excepts: [{ when: x("household.away"), reason: "整户外出" }],
        },
      ],
      benefits: [benefit("a", rules([atLeast("household.area", 5), pay(times("rate", "household.area"))]))],
    });
    const base = { able: true, first: false, away: false, area: "20" };
    const r = runOn(p, {
      household: [
        { key: "due", ...base },
        { key: "below", ...base, area: "4" },
        { key: "zero", ...base, area: "6" },
        { key: "away", ...base, away: true },
        { key: "unable", ...base, able: false },
        { key: "first", ...base, first: true },
        { key: "open", ...base, away: null },
      ],
    });
    expect(outcomes(r)).toEqual({
      "due a": "100",
      "below a": "not due",
      "zero a": "0",
      "away a": "not eligible",
      "unable a": "not eligible",
      "first a": "not eligible",
      "open a": "undecided ≤ 100",
    });
    expect(claim(r, "zero", "a").state).toBe("zero");
    expect(claim(r, "away", "a").because).toEqual({
      clause: "household",
      kind: "except",
      index: 0,
      reason: "整户外出",
    });
    expect(claim(r, "first", "a").because).toEqual({ clause: "household", kind: "condition", index: 1, reason: null });
    expect(claim(r, "below", "a").because).toEqual({ clause: "a", kind: "rules", index: 0, reason: null });
    expect(r.eligibility.map((e) => e.state)).toEqual([
      "eligible",
      "eligible",
      "eligible",
      "notEligible",
      "notEligible",
      "notEligible",
      "undecided",
    ]);
  });

  it("a benefit's own exclusion has its own words, its condition only makes it not due", () => {
    const p = policy({
      benefits: [benefit("a", pay(10), { guard: guarded("household.able", ["household.away", "外出"]) })],
    });
    const r = runOn(p, {
      household: [
        { key: "A", able: false, away: false },
        { key: "B", able: true, away: true },
        { key: "C", able: null, away: true },
      ],
    });
    expect(outcomes(r)).toEqual({ "A a": "not due", "B a": "not eligible", "C a": "not eligible" });
    expect(claim(r, "B", "a").because?.reason).toBe("外出");
  });

  it("a choice whose branches agree is decided, whatever its condition", () => {
    const p = policy({
      benefits: [
        benefit("same", listOf("first", ["household.able", pay(500)], [null, pay(500)])),
        benefit("other", listOf("first", ["household.able", pay(500)], [null, pay(300)])),
      ],
    });
    expect(outcomes(runOn(p, { household: [{ key: "A", able: null }] }))).toEqual({
      "A same": "500",
      "A other": "undecided ≤ 500",
    });
  });

  it("what is not due in any case needs no decision on eligibility", () => {
    const p = policy({
      eligibility: [{ entity: "household", when: x("household.able"), excepts: [] }],
      benefits: [benefit("a", rules([atLeast("household.pigs", 6), pay(1)]))],
    });
    expect(outcomes(runOn(p, { household: [{ key: "A", able: null, pigs: "5" }] }))).toEqual({ "A a": "not due" });
  });

  it("is known and is missing are always decided, and blank may mean something", () => {
    const entities = [
      entity("household", [numberField("pigs"), boolField("car", { blank: { kind: "bool", value: false } })]),
    ];
    const p = policy({
      entities,
      benefits: [
        benefit("a", rules([isKnown("household.pigs"), pay(1)])),
        benefit("b", rules([not("household.car"), pay(2)])),
      ],
    });
    expect(outcomes(runOn(p, { household: [{ key: "A" }, { key: "B", pigs: "0", car: true }] }))).toEqual({
      "A a": "not due",
      "A b": "2",
      "B a": "1",
      "B b": "not due",
    });
  });

  it("a sum with a missing member ranges over the field's bounds", () => {
    const project = entity("project", [numberField("spent", { low: "0", high: "1000" })], { within: "household" });
    const total = collect("sum", set("project", null, "below"), "project.spent");
    const p = policy({
      entities: [HOUSEHOLD, project],
      benefits: [
        benefit("reached", rules([atLeast(total, 500), pay(1)])),
        benefit("beyond", rules([moreThan(total, 1500), pay(1)])),
        benefit("between", rules([atLeast(total, 1000), pay(1)])),
        benefit("all", pay(total)),
      ],
    });
    const r = runOn(p, { household: [{ key: "A", project: [{ spent: "500" }, { spent: null }] }] });
    expect(outcomes(r)).toEqual({
      "A reached": "1",
      "A beyond": "not due",
      "A between": "undecided ≤ 1",
      "A all": "undecided ≤ 1500",
    });
  });
});

describe("rules of which at most one may hold", () => {
  const p = policy({
    benefits: [benefit("a", rules(["household.able", pay(1)], ["household.away", pay(2)], [null, pay(3)]))],
  });
  it("names both where two hold, and pays nothing", () => {
    const r = runOn(p, { household: [{ key: "A", able: true, away: true }] });
    expect(outcomes(r)).toEqual({ "A a": "undecided ≤ ?" });
    expect(r.diagnostics.map((d) => [d.code, d.params])).toEqual([
      [
        "P5001",
        {
          clause: { en: "a", zh: "a" },
          first: "1",
          second: "2",
          entity: { en: "household", zh: "household" },
          row: "A",
        },
      ],
    ]);
  });
  it("otherwise holds where none does", () => {
    const r = runOn(p, {
      household: [
        { key: "A", able: false, away: false },
        { key: "B", able: true, away: null },
        { key: "C", able: false, away: null },
      ],
    });
    expect(outcomes(r)).toEqual({ "A a": "3", "B a": "1", "C a": "undecided ≤ 3" });
    expect(r.diagnostics).toEqual([]);
  });
});

describe("tables", () => {
  const rows = [
    ["2", "4", 100],
    ["4", "8", 150],
    ["8", null, 200],
  ] as const;
  const table: ValueDef = { id: "rate", head: "param", entity: "household", type: yuan, body: tiersOf(rows, 0) };
  const tiers = (way: "slab" | "sliced"): Expr => ({ op: "tiers", way, id: "rate", x: x("household.area") });
  const p = policy({
    values: [table],
    benefits: [benefit("slab", pay(tiers("slab"))), benefit("sliced", pay(tiers("sliced")))],
  });
  it.each([
    ["10", "2000", "1200"],
    ["4", "400", "200"],
    ["8", "1200", "800"],
    ["2", "200", "0"],
    ["1", "0", "0"],
    ["0", "0", "0"],
  ])("32: an area of %s mu: slab %s, sliced %s", (area, slab, sliced) => {
    expect(Object.values(outcomes(runOn(p, { household: [{ key: "A", area }] })))).toEqual([slab, sliced]);
  });
  it("a value that no row holds is undecided, and says so", () => {
    const bare: ValueDef = { ...table, body: tiersOf(rows, null) };
    const q = policy({ values: [bare], benefits: [benefit("slab", pay(tiers("slab")))] });
    const r = runOn(q, { household: [{ key: "A", area: "1" }] });
    expect(claim(r, "A", "slab").reasons.map((e) => e.kind)).toEqual(["noRow"]);
  });
  it("34: per full 10 mu, and from 10 counting at most 50", () => {
    const full: Expr = times(40, { op: "round", mode: "downward", step: "1", x: over("household.area", 10) });
    const counted: Expr = { op: "bound", x: x("household.a"), floors: [], ceilings: [x(50)] };
    const birds = { ...pay(times(30, counted)), least: { quantity: x("household.a"), from: "10" } };
    const q = policy({ benefits: [benefit("full", pay(full)), benefit("birds", birds)] });
    const r = runOn(q, { household: ["9", "10", "64"].map((a) => ({ key: a, a, area: "27.9" })) });
    expect(outcomes(r)).toEqual({
      "9 full": "80",
      "9 birds": "not due",
      "10 full": "80",
      "10 birds": "300",
      "64 full": "80",
      "64 birds": "1500",
    });
    expect(claim(r, "9", "birds").because?.kind).toBe("least");
  });
});

describe("sets, strata and rows inside households", () => {
  const entities = [HOUSEHOLD, PROJECT];
  const rows = {
    household: [
      {
        key: "A",
        able: true,
        project: [
          { key: "p1", cost: "100", built: true },
          { key: "p2", cost: "50", built: false },
        ],
      },
      { key: "B", able: false, project: [{ key: "p3", cost: "70", built: true }] },
    ],
  };
  it("an inner benefit counts towards its household, and its household's eligibility guards it", () => {
    const p = policy({
      entities,
      eligibility: [{ entity: "household", when: x("household.able"), excepts: [] }],
      benefits: [
        benefit("grant", rules(["project.built", pay("project.cost")]), { entity: "project" }),
        benefit("extra", pay(result("grant", "gross"))),
      ],
    });
    const r = runOn(p, rows);
    expect(outcomes(r)).toEqual({
      "A extra": "100",
      "B extra": "not eligible",
      "p1 grant": "100",
      "p2 grant": "not due",
      "p3 grant": "not eligible",
    });
    expect(r.payees.map((t) => [t.entity, t.row, money(t.net)])).toEqual([
      ["household", "A", "200"],
      ["household", "B", "0"],
    ]);
    expect(r.total.recipients).toBe(1);
  });
  it("a set over the roster reads earlier stages: rate = pot ÷ eligible area", () => {
    // 1,000,000 ÷ 12,340 = 81.037277… rounded downward to 0.01
    const area = collect("sum", set("household", { op: "eligible", entity: "household" }), "household.area");
    const rate: Expr = { op: "round", mode: "downward", step: "0.01", x: over(1_000_000, area) };
    const p = policy({
      eligibility: [{ entity: "household", when: x("household.able"), excepts: [] }],
      values: [value("rate", rate, null)],
      benefits: [benefit("a", pay(times("rate", "household.area")))],
    });
    const r = runOn(p, {
      household: [
        { key: "A", able: true, area: "12000" },
        { key: "B", able: true, area: "340" },
        { key: "C", able: false, area: "999" },
      ],
    });
    expect(money(r.total.amount)).toBe("999910.2");
  });
  it("net is read by checks, and an overall check has no row", () => {
    const p = policy({
      entities,
      benefits: [benefit("a", pay("household.a"))],
      checks: [
        check("all", atMost(result("a"), 100)),
        check("each", atMost({ op: "total" }, 60), { entity: "household", soft: true, unless: x("household.first") }),
      ],
    });
    const r = runOn(p, {
      household: [
        { key: "A", a: "70", first: true },
        { key: "B", a: "40", first: false },
      ],
      project: [],
    });
    expect(r.checks.map((c) => [c.check, c.row, c.state, c.left, c.excepted, money(c.money)])).toEqual([
      ["all", null, "notMet", "110", false, "none"],
      ["each", "A", "notMet", "70", true, "70"],
      ["each", "B", "met", "40", false, "40"],
    ]);
  });
  it("a set may look at the row it stands on", () => {
    const village = entity("village", [textField("town"), numberField("base")]);
    const same = set("village", equals("village.town", "household.town"));
    const p = policy({
      entities: [HOUSEHOLD, village],
      benefits: [benefit("a", pay(collect("sum", same, "village.base")))],
    });
    const r = runOn(p, {
      household: [
        { key: "A", town: "甲" },
        { key: "B", town: "乙" },
      ],
      village: [
        { town: "甲", base: "1" },
        { town: "甲", base: "2" },
        { town: "乙", base: "4" },
      ],
    });
    expect(outcomes(r)).toEqual({ "A a": "3", "B a": "4" });
  });
  it("an amount that needs itself is undecided and named", () => {
    const p = policy({
      benefits: [benefit("a", pay(plus(result("b", "gross"), 1))), benefit("b", pay(plus(result("a", "gross"), 1)))],
    });
    const r = runOn(p, { household: [{ key: "A" }] });
    expect(Object.values(outcomes(r))).toEqual(["undecided ≤ ?", "undecided ≤ ?"]);
    expect(r.diagnostics.map((d) => d.code)).toContain("P5011");
  });
  it("a row whose parent is not in the roster is said so, and does not vanish", () => {
    const p = policy({ entities, benefits: [benefit("grant", pay("project.cost"), { entity: "project" })] });
    const made = roster(p, rows);
    const lost = { key: "p9", parent: "Z", cells: { cost: null } };
    const r = run({
      policy: p,
      roster: { ...made, entities: { ...made.entities, project: [...(made.entities.project ?? []), lost] } },
      asOf: "2024-06-30",
    });
    expect(r.claims).toHaveLength(4);
    expect(r.diagnostics.map((d) => d.code)).toEqual(["P5013"]);
  });
});

describe("what is settled before a run", () => {
  const set5 = (blank: null | "5"): ValueDef => ({
    id: "goal",
    head: "param",
    entity: null,
    type: yuan,
    body: {
      kind: "set",
      by: { who: "county", field: null },
      scale: "1",
      low: "0",
      high: "100",
      blank: blank === null ? null : number(blank),
    },
  });
  it("a delegated value: given, missing, out of bounds", () => {
    const p = policy({ values: [set5(null)], benefits: [benefit("a", pay("goal"))] });
    const rows = { household: [{ key: "A" }] };
    expect(outcomes(runOn(p, rows, { parameters: { goal: number("12") } }))).toEqual({ "A a": "12" });
    const missing = runOn(p, rows);
    expect([Object.values(outcomes(missing)), missing.diagnostics.map((d) => d.code)]).toEqual([
      ["undecided ≤ ?"],
      ["P5003"],
    ]);
    const beyond = runOn(p, rows, { parameters: { goal: number("101") } });
    expect([Object.values(outcomes(beyond)), beyond.diagnostics.map((d) => d.code)]).toEqual([
      ["undecided ≤ ?"],
      ["P5004"],
    ]);
    expect(outcomes(runOn(policy({ values: [set5("5")], benefits: [benefit("a", pay("goal"))] }), rows))).toEqual({
      "A a": "5",
    });
  });
  it("a question takes the reading of the run, else the policy's own", () => {
    const rule: ValueDef = {
      id: "rule",
      head: "question",
      entity: "household",
      type: { kind: "bool" },
      body: {
        kind: "readings",
        taken: "strict",
        readings: [
          { id: "strict", expr: moreThan("household.sows", 3) },
          { id: "inclusive", expr: atLeast("household.sows", 3) },
        ],
      },
    };
    const p = policy({
      values: [rule],
      benefits: [
        benefit("a", rules(["rule", pay(1)])),
        benefit("b", rules([{ op: "taken", question: "rule", reading: "inclusive" }, pay(2)])),
      ],
    });
    const rows = { household: [{ key: "A", sows: "3" }] };
    expect(Object.values(outcomes(runOn(p, rows)))).toEqual(["not due", "not due"]);
    expect(Object.values(outcomes(runOn(p, rows, { readings: { rule: "inclusive" } })))).toEqual(["1", "2"]);
    const unknown = runOn(p, rows, { readings: { rule: "loose" } });
    expect([unknown.refused, unknown.diagnostics.map((d) => d.code), unknown.claims]).toEqual([true, ["P5010"], []]);
  });
  it("a column that the policy reads and the roster lacks altogether refuses the run", () => {
    const made = roster(livestock, { household: [{ key: "A", sows: "5" }] });
    const r = run({ policy: livestock, roster: { ...made, columns: { household: ["sows"] } }, asOf: "2024-06-30" });
    expect([r.refused, r.diagnostics.map((d) => [d.code, d.params])]).toEqual([
      true,
      [["P5008", { entity: { en: "household", zh: "household" }, columns: [{ en: "pigs", zh: "pigs" }] }]],
    ]);
    const none = run({ policy: livestock, roster: { entities: {}, columns: {} }, asOf: "2024-06-30" });
    expect(none.diagnostics.map((d) => d.code)).toEqual(["P5009"]);
  });
  it("money without a rounding is refused", () => {
    const r = runOn({ ...livestock, round: null }, { household: [{ key: "A", pigs: "9" }] });
    expect([r.refused, r.diagnostics.map((d) => d.code)]).toEqual([true, ["P5014"]]);
  });
  it("values of texts are looked up in tables", () => {
    const byTown: ValueDef = {
      id: "rate",
      head: "param",
      entity: "household",
      type: yuan,
      body: {
        kind: "table",
        keys: [x("household.town")],
        otherwise: null,
        rows: [{ patterns: [[{ kind: "equals", value: { kind: "text", value: "甲" } }]], value: x(5) }],
      },
    };
    const p = policy({
      values: [byTown],
      benefits: [
        benefit("a", pay({ op: "lookup", id: "rate" })),
        benefit("b", rules([equals("household.town", text("甲")), pay(1)])),
      ],
    });
    expect(Object.values(outcomes(runOn(p, { household: [{ key: "A", town: "甲" }] })))).toEqual(["5", "1"]);
  });
});
