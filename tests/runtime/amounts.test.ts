/** Entered amounts, cuts, rounding, portions, parts, dates and months: cases worked out by hand. */
import { describe, expect, it } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import type { BenefitDef, RoundingMode, ValueDef } from "../../compiler/ir/types.js";
import { run, runExamples, totalsBy } from "../../runtime/index.js";
import {
  AWARD,
  asOf,
  atLeast,
  atMost,
  benefit,
  claim,
  dateField,
  elapsed,
  entered,
  entity,
  HOUSEHOLD,
  limit,
  listOf,
  money,
  number,
  numberField,
  outcomes,
  part,
  pay,
  payOut,
  policy,
  portion,
  result,
  roster,
  rules,
  runOn,
  shifted,
  times,
  x,
  yuan,
} from "../support/ir.js";

describe("entered amounts", () => {
  const herd = benefit("herd", rules([atLeast("household.pigs", 6), entered({ to: 3000 })]));
  it("20: above the ceiling: cut and flagged", () => {
    const r = runOn(policy({ benefits: [herd] }), {
      household: [
        { key: "A", pigs: "6", "herd.approved": "5000" },
        { key: "B", pigs: "6", "herd.approved": "1200" },
        { key: "C", pigs: "5", "herd.approved": "1200" },
      ],
    });
    expect(outcomes(r)).toEqual({ "A herd": "3000", "B herd": "1200", "C herd": "not due" });
    expect(claim(r, "A", "herd").flags).toEqual([
      { kind: "cutToCeiling", entered: R.integer(5000), to: R.integer(3000) },
    ]);
    expect(claim(r, "B", "herd").flags).toEqual([]);
    expect([money(r.total.amount), money(r.total.ceiling)]).toEqual(["4200", "6000"]);
  });
  it("21: the ceiling is a second run, limits included", () => {
    const p = policy({
      benefits: [benefit("grain", pay(1500)), herd],
      limits: [limit("cap", ["grain", "herd"], 3000)],
    });
    const r = runOn(p, { household: [{ key: "A", pigs: "6", "herd.approved": "1200" }] });
    expect([money(r.total.amount), money(r.total.ceiling)]).toEqual(["2700", "3000"]);
    expect([money(claim(r, "A", "grain").ceiling), money(claim(r, "A", "herd").ceiling)]).toEqual(["1500", "1500"]);
  });
  const own = benefit("own", entered({ from: 1000, to: 5000 }));
  it("22: below the floor: raised and flagged; blank: undecided", () => {
    const r = runOn(policy({ benefits: [own] }), {
      household: [
        { key: "A", "own.approved": "800" },
        { key: "B", "own.approved": null },
      ],
    });
    expect(outcomes(r)).toEqual({ "A own": "1000", "B own": "undecided ≤ 5000" });
    expect(claim(r, "A", "own").flags).toEqual([
      { kind: "raisedToFloor", entered: R.integer(800), to: R.integer(1000) },
    ]);
    expect(claim(r, "B", "own").reasons.map((e) => e.what)).toEqual(["own.approved"]);
    expect(money(claim(r, "B", "own").ceiling)).toBe("5000");
  });
  describe("without a column", () => {
    const p = policy({ entities: [HOUSEHOLD, AWARD], benefits: [own] });
    const made = roster(p, {
      household: [
        {
          key: "A",
          award: [
            { benefit: "own", amount: "1200", paid_on: "2022-01-01" },
            { benefit: "own", amount: "2000", paid_on: "2023-01-01" },
          ],
        },
      ],
    });
    const bare = { ...made, columns: { ...made.columns, household: HOUSEHOLD.fields.map((f) => f.id) } };
    it("the run must name an assumption", () => {
      const r = run({ policy: p, roster: bare, asOf: "2024-06-30" });
      expect([r.refused, r.diagnostics.map((d) => d.code)]).toEqual([true, ["P5005"]]);
    });
    it.each([
      [{ kind: "ceiling" } as const, "5000"],
      [{ kind: "floor" } as const, "1000"],
      [{ kind: "percent", share: R.ratio(7n, 10n) } as const, "3500"],
      [{ kind: "history" } as const, "2000"],
    ])("assumes %o", (assumption, expected) => {
      const r = run({ policy: p, roster: bare, asOf: "2024-06-30", entered: { own: assumption } });
      expect([outcomes(r)["A own"], money(r.total.ceiling), r.assumptions.map((d) => d.code)]).toEqual([
        expected,
        "5000",
        ["P5006"],
      ]);
    });
  });
  it("an entered amount without a ceiling has none", () => {
    const r = runOn(policy({ benefits: [benefit("own", entered({ from: 100 }))] }), {
      household: [{ key: "A", "own.approved": "300" }],
    });
    expect([money(r.total.amount), money(r.total.ceiling)]).toEqual(["300", "none"]);
  });
  it("approved and ceiling are read by other benefits", () => {
    const p = policy({
      benefits: [own, benefit("more", pay(result("own", "approved"))), benefit("most", pay(result("own", "ceiling")))],
    });
    const r = runOn(p, { household: [{ key: "A", "own.approved": "6000" }] });
    expect(outcomes(r)).toEqual({ "A own": "5000", "A more": "6000", "A most": "5000" });
  });
});

describe("cuts and rounding", () => {
  const paid = (award: BenefitDef["award"], mode: RoundingMode = "halfUp", cells: Record<string, string> = {}) =>
    Object.values(
      outcomes(
        runOn(policy({ round: { mode, step: "0.01" }, benefits: [benefit("a", award)] }), {
          household: [{ key: "A", ...cells }],
        }),
      ),
    )[0];
  it("35: halves that doubles get wrong", () => {
    expect(paid(pay(times("300.5", "5.05")))).toBe("1517.53");
    expect(paid(pay(times("300.5", "7.77")))).toBe("2334.89");
  });
  it("36: rounding each payee and rounding the total differ, and both are printed", () => {
    const p = policy({ benefits: [benefit("a", pay(times("119.48", "household.area")))] });
    const r = runOn(p, { household: ["410.005", "33.335", "7.115"].map((area, i) => ({ key: `H${i}`, area })) });
    expect(Object.values(outcomes(r))).toEqual(["48987.4", "3982.87", "850.1"]);
    expect([money(r.total.rounded), money(r.total.exact), money(r.total.exactToStep)]).toEqual([
      "53820.37",
      "53820.3634",
      "53820.36",
    ]);
  });
  it.each([
    ["halfUp", "2.13"],
    ["halfEven", "2.12"],
    ["upward", "2.13"],
    ["downward", "2.12"],
  ] as const)("37: 2.125 %s is %s", (mode, expected) => {
    expect(paid(pay("2.125"), mode)).toBe(expected);
  });
  it("38: rounding never crosses a cut", () => {
    expect(paid(pay(3100, { to: "2999.996" }))).toBe("2999.99");
    expect(paid(pay(900, { from: "1000.001" }))).toBe("1000.01");
    expect(paid(pay("1000.005", { to: "1000.005" }), "upward")).toBe("1000");
  });
  it("a floor that is not known may stand in the way of rounding, unless there is nothing to round", () => {
    const least = { op: "bound", x: x("household.c"), floors: [], ceilings: [x("99.995")] } as const;
    expect(paid(pay("99.995", { from: least }), "downward")).toBe("undecided ≤ 100");
    expect(paid(pay("99.99", { from: { ...least, ceilings: [x("99.99")] } }), "downward")).toBe("99.99");
  });
  it("an entered amount whose starting size is missing is not paid", () => {
    const own = { ...entered({ to: 300 }), least: { quantity: x("household.c"), from: "10" } };
    const r = runOn(policy({ benefits: [benefit("a", own)] }), {
      household: [{ key: "A", c: null, "a.approved": "200" }],
    });
    expect(outcomes(r)).toEqual({ "A a": "undecided ≤ 200" });
  });
  it("all cuts apply, the ceiling last, and nothing falls below 0", () => {
    expect(paid(pay(10, { from: 200, to: 100 }))).toBe("100");
    expect(paid(pay(-5))).toBe("0");
    expect(paid(pay(50, { to: -1 }))).toBe("0");
  });
  it("the sum of cut parts is cut as its parts are", () => {
    // A part whose ceiling is below 0 is 0, and takes nothing from the others.
    expect(paid(listOf("sum", [null, pay(10, { to: -5 })], [null, pay(1, { to: 1 })]))).toBe("1");
    // A floor that its own ceiling has cut below does not raise the sum either.
    expect(paid(listOf("sum", [null, pay(0, { from: 0 })], [null, pay(2, { from: 6, to: 2 })]))).toBe("2");
    expect(paid(listOf("sum", [null, pay(200, { to: "100.005" })], [null, pay(200, { to: 50 })]))).toBe("150");
    expect(paid(listOf("highest", [null, pay(200, { to: "100.005" })], [null, pay("100.001")]))).toBe("100");
    expect(paid(listOf("average", [null, pay(10)], [null, pay(20)], [null, pay("20.02")]))).toBe("16.67");
    expect(paid(listOf("lowest", [false, pay(1)], [null, pay(7)], [null, pay(5)]))).toBe("5");
    expect(paid(listOf("sum", [false, pay(1)]))).toBe("not due");
  });
});

describe("portions", () => {
  const weights = {
    household: [
      ["A", "1500"],
      ["B", "500"],
      ["C", "250"],
    ].map(([key, a]) => ({ key: key as string, a: a as string, able: true })),
  };
  it("23: 10,000 by weights", () => {
    const r = runOn(policy({ benefits: [benefit("a", portion(10_000, "household.a"))] }), weights);
    expect(Object.values(outcomes(r))).toEqual(["6666.67", "2222.22", "1111.11"]);
    expect(r.unspent).toEqual([]);
  });
  it("24: what a cut takes off is unspent, and not shared out again", () => {
    const r = runOn(policy({ benefits: [benefit("a", portion(10_000, "household.a", { to: 5000 }))] }), weights);
    expect(Object.values(outcomes(r))).toEqual(["5000", "2222.22", "1111.11"]);
    expect(r.unspent.map((u) => [u.benefit, money(u.amount)])).toEqual([["a", "1666.67"]]);
  });
  it("only those for whom the rule holds take part; undecided ones take nothing and make it provisional", () => {
    const p = policy({ benefits: [benefit("a", rules(["household.able", portion(100, "household.a")]))] });
    const r = runOn(p, {
      household: [
        { key: "A", a: "1", able: true },
        { key: "B", a: "3", able: true },
        { key: "C", a: "4", able: false },
        { key: "D", a: "4", able: null },
        { key: "E", a: null, able: true },
      ],
    });
    expect(outcomes(r)).toEqual({
      "A a": "25",
      "B a": "75",
      "C a": "not due",
      "D a": "undecided ≤ 50",
      "E a": "undecided ≤ 100",
    });
    expect(claim(r, "A", "a").flags).toEqual([{ kind: "provisional", limit: "a" }]);
  });
  it("all weights 0: undecided", () => {
    const r = runOn(policy({ benefits: [benefit("a", portion(100, "household.a"))] }), {
      household: [
        { key: "A", a: "0" },
        { key: "B", a: "0" },
      ],
    });
    expect(Object.values(outcomes(r))).toEqual(["undecided ≤ 100", "undecided ≤ 100"]);
    expect(claim(r, "A", "a").reasons.map((e) => e.kind)).toEqual(["zeroWeights"]);
  });
  it("the remainder may go to one", () => {
    const leaf = portion(100, "household.a");
    const named = {
      ...leaf,
      source: { ...leaf.source, remainder: [{ key: x("household.applied_on"), falling: true }] },
    } as typeof leaf;
    const r = runOn(policy({ benefits: [benefit("a", named)] }), {
      household: ["2024-01-01", "2024-01-02", "2024-01-03"].map((applied_on, i) => ({
        key: `H${i}`,
        a: "1",
        applied_on,
      })),
    });
    expect(Object.values(outcomes(r))).toEqual(["33.33", "33.33", "33.34"]);
  });
  it("a pot of the row above is a pot for each", () => {
    const village = entity("village", [numberField("fund")]);
    const member = entity("member", [numberField("points")], { within: "village" });
    const p = policy({
      entities: [village, member],
      benefits: [benefit("a", portion("village.fund", "member.points"), { entity: "member" })],
    });
    const r = runOn(p, {
      village: [
        {
          key: "V",
          fund: "10",
          member: [
            { key: "m1", points: "1" },
            { key: "m2", points: "4" },
          ],
        },
        { key: "W", fund: "30", member: [{ key: "m3", points: "1" }] },
      ],
    });
    expect(outcomes(r)).toEqual({ "m1 a": "2", "m2 a": "8", "m3 a": "30" });
  });
});

describe("paying out", () => {
  const paidOut = (amount: string, ...parts: Parameters<typeof payOut>[1][]) => {
    const p = policy({ benefits: [benefit("a", pay("household.a"))], payOuts: [payOut(["a"], ...parts)] });
    return runOn(p, { household: [{ key: "A", a: amount, accepted_on: "2024-03-31", applied_on: null, able: null }] });
  };
  const amounts = (r: ReturnType<typeof runOn>) => r.parts.map((q) => money(q.amount));
  it("26: half and rest", () => {
    expect(amounts(paidOut("1000.01", part(["ratio", "0.5"]), part("rest")))).toEqual(["500.01", "500"]);
  });
  it("27: four shares", () => {
    expect(amounts(paidOut("100000.03", ...["0.3", "0.4", "0.27", "0.03"].map((s) => part(["ratio", s]))))).toEqual([
      "30000.01",
      "40000.01",
      "27000.01",
      "3000",
    ]);
  });
  it("28: 6 : 3 : 1 for three parties", () => {
    const parts = [6, 3, 1].map((n, i) => part(["parts", n], { party: ["jobs", "works", "rewards"][i] as string }));
    const r = paidOut("10000.05", ...parts);
    expect(r.parts.map((q) => [q.party, money(q.amount)])).toEqual([
      ["jobs", "6000.03"],
      ["works", "3000.02"],
      ["rewards", "1000"],
    ]);
  });
  it("29: parts of a rate per mu", () => {
    expect(amounts(paidOut("5550", ...[500, 150, 300, 150, 400].map((n) => part(["parts", n]))))).toEqual([
      "1850",
      "555",
      "1110",
      "555",
      "1480",
    ]);
  });
  it("31: a condition that is not known leaves the part open and unscheduled, not dropped", () => {
    const r = paidOut(
      "1000",
      part(["ratio", "0.3"], { on: "household.accepted_on", deadline: "2024-06-15" }),
      part(["ratio", "0.4"], { when: "household.able" }),
      part("rest", { on: "household.applied_on" }),
    );
    expect(r.parts.map((q) => [money(q.amount), q.on, q.state, q.deadline])).toEqual([
      ["300", "2024-03-31", "due", "2024-06-15"],
      ["400", null, "open", null],
      ["300", null, "due", null],
    ]);
  });
  it("the rest may stand anywhere, and parts are at most what is left", () => {
    expect(amounts(paidOut("1000", part("rest"), part(["amount", 300]), part(["amount", 900])))).toEqual([
      "0",
      "300",
      "700",
    ]);
  });
  it("what the parts leave over is one more part, open", () => {
    const r = paidOut("1000", part(["amount", 300]));
    expect(r.parts.map((q) => [money(q.amount), q.state])).toEqual([
      ["300", "due"],
      ["700", "open"],
    ]);
    expect(r.diagnostics.map((d) => d.code)).toEqual(["P5012"]);
  });
  it("a money field is paid out like a benefit", () => {
    const p = policy({
      payOuts: [
        {
          id: "income",
          target: { kind: "field", entity: "household", field: "a" },
          entity: "household",
          parts: [part(["parts", 1]), part(["parts", 2])],
        },
      ],
    });
    const r = runOn(p, {
      household: [
        { key: "A", a: "100" },
        { key: "B", a: null },
      ],
    });
    expect(r.parts.map((q) => [q.row, q.benefit, money(q.amount)])).toEqual([
      ["A", null, "33.33"],
      ["A", null, "66.67"],
    ]);
  });
});

describe("dates", () => {
  it("40: months end by the Civil Code, ages are completed years", () => {
    const p = policy({
      factsOn: { entity: "household", field: "applied_on" },
      benefits: [
        benefit("a", rules([atLeast(elapsed("year", "household.started_on", asOf), 60), pay(1)])),
        benefit("b", rules([atMost("household.ended_on", shifted("household.accepted_on", 1, "month")), pay(2)])),
      ],
    });
    const r = runOn(p, {
      household: [
        {
          key: "A",
          started_on: "1964-03-01",
          applied_on: "2024-02-29",
          accepted_on: "2024-01-31",
          ended_on: "2024-02-29",
        },
        {
          key: "B",
          started_on: "1964-03-01",
          applied_on: "2024-03-01",
          accepted_on: "2024-01-31",
          ended_on: "2024-03-01",
        },
        { key: "C", started_on: "1964-07-01", applied_on: null, accepted_on: "2024-01-31", ended_on: "2024-03-01" },
      ],
    });
    // C has no date of its own: the run's date, 2024-06-30, is one day short of 60 years.
    expect(outcomes(r)).toEqual({
      "A a": "not due",
      "A b": "2",
      "B a": "1",
      "B b": "not due",
      "C a": "not due",
      "C b": "not due",
    });
  });
  it("a dated value is taken on the date of the facts of each payee", () => {
    const rate: ValueDef = {
      id: "rate",
      head: "param",
      entity: null,
      type: yuan,
      body: {
        kind: "table",
        keys: [asOf],
        otherwise: null,
        rows: [
          {
            patterns: [
              [{ kind: "range", low: null, high: { value: { kind: "date", value: "2024-07-01" }, included: false } }],
            ],
            value: x(400),
          },
          {
            patterns: [
              [{ kind: "range", low: { value: { kind: "date", value: "2024-07-01" }, included: true }, high: null }],
            ],
            value: x(1000),
          },
        ],
      },
    };
    const p = policy({
      factsOn: { entity: "household", field: "applied_on" },
      values: [rate],
      benefits: [benefit("a", pay("rate"))],
    });
    const r = runOn(p, {
      household: ["2024-06-30", "2024-07-01", null].map((applied_on, i) => ({ key: `H${i}`, applied_on })),
    });
    expect(Object.values(outcomes(r))).toEqual(["400", "1000", "400"]);
  });
});

describe("every month", () => {
  const every = (more: Partial<NonNullable<BenefitDef["every"]>>): NonNullable<BenefitDef["every"]> => ({
    from: x("household.started_on"),
    to: x("household.ended_on"),
    during: null,
    partMonths: "whole",
    backPay: false,
    ...more,
  });
  const monthlyOn = (e: NonNullable<BenefitDef["every"]>, cells: Record<string, string | null>, award = pay(300)) =>
    runOn(policy({ benefits: [benefit("a", award, { every: e })] }), {
      household: [{ key: "A", started_on: "2024-03-15", ended_on: "2024-06-10", ...cells }],
    });
  it("part months whole, by days, dropped", () => {
    expect(Object.values(outcomes(monthlyOn(every({}), {})))).toEqual(["1200"]);
    expect(Object.values(outcomes(monthlyOn(every({ partMonths: "dropped" }), {})))).toEqual(["600"]);
    // 17 of 31 days of March, April, May, 10 of 30 days of June: 164.516… + 600 + 100
    expect(Object.values(outcomes(monthlyOn(every({ partMonths: "days" }), {})))).toEqual(["864.52"]);
  });
  it("is clipped to the version's life, unless back pay is due", () => {
    const cells = { started_on: "2023-11-01", ended_on: "2025-02-28" };
    expect(Object.values(outcomes(monthlyOn(every({}), cells)))).toEqual(["3600"]);
    expect(Object.values(outcomes(monthlyOn(every({ backPay: true }), cells)))).toEqual(["4200"]);
  });
  it("tests its condition and its amount on the first day of each month, the start date in the first", () => {
    const during = atMost(asOf, "2024-05-01");
    expect(Object.values(outcomes(monthlyOn(every({ during }), {})))).toEqual(["900"]);
    const byAge = listOf("first", [atLeast(asOf, "2024-03-16"), pay(200)], [null, pay(100)]);
    const p = policy({ benefits: [benefit("a", byAge, { every: every({}) })] });
    expect(
      Object.values(
        outcomes(runOn(p, { household: [{ key: "A", started_on: "2024-03-15", ended_on: "2024-05-31" }] })),
      ),
    ).toEqual(["500"]);
  });
  it("without a pay out each month is a part", () => {
    const r = monthlyOn(every({ partMonths: "days" }), {});
    expect(r.parts.map((q) => [q.on, money(q.amount)])).toEqual([
      ["2024-03-15", "164.52"],
      ["2024-04-01", "300"],
      ["2024-05-01", "300"],
      ["2024-06-01", "100"],
    ]);
  });
  it("an end that is missing leaves it undecided, at most to the end of the version", () => {
    expect(Object.values(outcomes(monthlyOn(every({}), { ended_on: null })))).toEqual(["undecided ≤ 3000"]);
  });
  it("one run covers the period that holds its date", () => {
    const p = policy({
      inForce: { from: "2024-01-01", to: null, backTo: null },
      period: { months: 12 },
      benefits: [benefit("a", pay(300), { every: every({ to: null }) })],
    });
    const rows = { household: [{ key: "A", started_on: "2024-11-01" }] };
    expect(Object.values(outcomes(runOn(p, rows, { asOf: "2024-12-31" })))).toEqual(["600"]);
    expect(Object.values(outcomes(runOn(p, rows, { asOf: "2025-01-01" })))).toEqual(["3600"]);
  });
});

describe("examples", () => {
  const p = policy({
    entities: [entity("household", [numberField("pigs"), dateField("applied_on")])],
    benefits: [benefit("herd", rules([atLeast("household.pigs", 6), entered({ to: 3000 })]))],
    examples: [
      {
        title: "六头",
        rows: [{ entity: "household", fields: { pigs: number("6") }, approved: { herd: "5000" }, children: [] }],
        params: {},
        readings: {},
        asOf: null,
        expect: [
          { kind: "equals", what: result("herd"), value: number("3000"), shown: "3000 yuan" },
          { kind: "equals", what: { op: "total" }, value: number("2999"), shown: "2999 yuan" },
          { kind: "notDue", benefit: "herd" },
        ],
      },
      {
        title: "未填",
        rows: [{ entity: "household", fields: {}, approved: {}, children: [] }],
        params: {},
        readings: {},
        asOf: null,
        expect: [
          { kind: "undecided", name: "pigs" },
          { kind: "undecided", name: "herd" },
          { kind: "undecided", name: "cost" },
          { kind: "notEligible" },
        ],
      },
    ],
  });
  it("says of each expectation whether it holds, and what was found", () => {
    const [six, blank] = runExamples(p);
    expect(six?.outcomes).toEqual([
      {
        passed: true,
        expected: { en: "herd 3000 yuan", zh: "herd 3000yuan" },
        actual: { en: "herd 3000 yuan", zh: "herd 3000yuan" },
      },
      {
        passed: false,
        expected: { en: "total 2999 yuan", zh: "总额 2999yuan" },
        actual: { en: "total 3000 yuan", zh: "总额 3000yuan" },
      },
      {
        passed: false,
        expected: { en: "herd not due", zh: "herd 不予发放" },
        actual: { en: "herd paid", zh: "herd 发放" },
      },
    ]);
    expect(six?.passed).toBe(false);
    expect(blank?.outcomes.map((o) => o.passed)).toEqual([true, true, false, false]);
    expect(blank?.outcomes[0]?.actual).toEqual({
      en: "undecided (pigs, herd.approved)",
      zh: "待定（pigs、herd.核定）",
    });
  });
});

describe("totals", () => {
  it("by any key", () => {
    const p = policy({ benefits: [benefit("a", pay("household.a"))] });
    const rows = {
      household: [
        { key: "A", town: "甲", a: "1" },
        { key: "B", town: "乙", a: "2" },
        { key: "C", town: "甲", a: "3" },
      ],
    };
    const towns = new Map(rows.household.map((h) => [h.key, h.town]));
    const totals = totalsBy(
      runOn(p, rows).claims,
      { mode: "halfUp", step: R.ratio(1n, 100n) },
      (c) => towns.get(c.row) ?? "",
    );
    expect([...totals].map(([town, t]) => [town, money(t.amount), t.recipients])).toEqual([
      ["甲", "4", 2],
      ["乙", "2", 1],
    ]);
  });
});
