/** Limits, pots, history and once: cases worked out by hand with exact fractions. */
import { describe, expect, it } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import type { LimitDef } from "../../compiler/ir/types.js";
import {
  AWARD,
  atLeast,
  benefit,
  byTown,
  claim,
  collect,
  entered,
  guarded,
  HOUSEHOLD,
  household,
  limit,
  lowest,
  money,
  outcomes,
  pay,
  policy,
  rules,
  runOn,
  set,
  times,
  x,
} from "../support/ir.js";

const proRata: Partial<LimitDef> = { group: [], way: { kind: "proRata" } };
const serve = (whole: boolean): Partial<LimitDef> => ({
  group: [],
  way: { kind: "serve", whole, order: [{ key: x("household.applied_on"), falling: false }] },
});
const claimsOf = (amounts: readonly (string | number)[]) => ({
  household: amounts.map((a, i) => ({ key: `H${i + 1}`, a: String(a) })),
});
const pot = (ceiling: string | number, way: Partial<LimitDef>) =>
  policy({ benefits: [benefit("due", pay("household.a"))], limits: [limit("pot", ["due"], ceiling, way)] });

describe("pots, pro rata", () => {
  it("1: six claims of 500 on 1,000: the first four keys get the larger", () => {
    const result = runOn(pot(1000, proRata), claimsOf([500, 500, 500, 500, 500, 500]));
    expect(Object.values(outcomes(result))).toEqual(["166.67", "166.67", "166.67", "166.67", "166.66", "166.66"]);
    expect(money(result.total.amount)).toBe("1000");
  });
  it("2: three claims of 500 on 1,000, whatever the roster's order", () => {
    const rows = { household: ["C", "B", "A"].map((key) => ({ key, a: "500" })) };
    expect(outcomes(runOn(pot(1000, proRata), rows))).toEqual({
      "C due": "333.33",
      "B due": "333.33",
      "A due": "333.34",
    });
  });
  it("3: 3,000 / 1,800 / 700.50 on 4,000", () => {
    const result = runOn(pot(4000, proRata), claimsOf(["3000", "1800", "700.50"]));
    expect(Object.values(outcomes(result))).toEqual(["2181.62", "1308.97", "509.41"]);
    expect(money(result.total.amount)).toBe("4000");
  });
  it("4: what fits is unchanged", () => {
    const result = runOn(pot(1000, proRata), claimsOf([300, 200]));
    expect(Object.values(outcomes(result))).toEqual(["300", "200"]);
    expect(money(result.limits[0]?.left)).toBe("500");
    expect(claim(result, "H1", "due").flags).toEqual([]);
  });
  it("a ceiling that is no whole step is rounded down", () => {
    const result = runOn(pot("100.005", proRata), claimsOf([60, 60]));
    expect(money(result.total.amount)).toBe("100");
  });
});

describe("pots, in order", () => {
  const rows = (days: readonly [string, string, string, string]) => ({
    household: [
      { key: "A", a: "3000", applied_on: days[0] },
      { key: "B", a: "3000", applied_on: days[1] },
      { key: "C", a: "1500", applied_on: days[2] },
      { key: "D", a: "400", applied_on: days[3] },
    ],
  });
  const dates = ["2024-01-05", "2024-01-03", "2024-01-04", "2024-01-06"] as const;
  it("5: by date, the last one cut", () => {
    const result = runOn(pot(5000, serve(false)), rows(dates));
    expect(outcomes(result)).toEqual({ "A due": "500", "B due": "3000", "C due": "1500", "D due": "0" });
    expect(claim(result, "A", "due").flags).toEqual([{ kind: "cutByLimit", limit: "pot" }]);
    expect(claim(result, "D", "due").state).toBe("zero");
  });
  it("6: whole: what does not fit is passed over, a later claim that fits is served", () => {
    const result = runOn(pot(5000, serve(true)), rows(dates));
    expect(outcomes(result)).toEqual({ "A due": "0", "B due": "3000", "C due": "1500", "D due": "400" });
    expect(claim(result, "A", "due").flags).toEqual([{ kind: "passedOver", limit: "pot" }]);
    expect(money(result.limits[0]?.left)).toBe("100");
  });
  it("7: the same date: by key", () => {
    const result = runOn(pot(5000, serve(false)), rows(["2024-01-06", "2024-01-03", "2024-01-04", "2024-01-06"]));
    expect(outcomes(result)).toEqual({ "A due": "500", "B due": "3000", "C due": "1500", "D due": "0" });
  });
  it("puts a yes first, then the larger amount", () => {
    const way = {
      group: [],
      way: {
        kind: "serve",
        whole: false,
        order: [
          { key: x("household.first"), falling: false },
          { key: null, falling: true },
        ],
      },
    } satisfies Partial<LimitDef>;
    const given = {
      household: [
        { key: "A", a: "100", first: false },
        { key: "B", a: "200", first: false },
        { key: "C", a: "50", first: true },
      ],
    };
    expect(outcomes(runOn(pot(120, way), given))).toEqual({ "A due": "0", "B due": "70", "C due": "50" });
  });
  it("a claim without a rank claims nothing from a wider group, and is not dropped", () => {
    const result = runOn(pot(1000, serve(false)), {
      household: [
        { key: "A", a: "800", applied_on: null },
        { key: "B", a: "700", applied_on: "2024-01-03" },
      ],
    });
    expect(outcomes(result)).toEqual({ "A due": "undecided ≤ 800", "B due": "700" });
    expect(claim(result, "A", "due").reasons.map((r) => r.what)).toEqual(["household.applied_on"]);
  });
});

const three = [benefit("grain", pay(1500)), benefit("cash_crop", pay(2500)), benefit("livestock", pay(3000))];
const all = three.map((b) => b.id);
const one = { household: [{ key: "A", size: "2" }] };

describe("household limits", () => {
  it("8: written order, the last giving way", () => {
    const result = runOn(policy({ benefits: three, limits: [limit("cap", all, 3000)] }), one);
    expect(Object.values(outcomes(result))).toEqual(["1500", "1500", "0"]);
  });
  it("9: pro rata", () => {
    const result = runOn(
      policy({ benefits: three, limits: [limit("cap", all, 3000, { way: { kind: "proRata" } })] }),
      one,
    );
    expect(Object.values(outcomes(result))).toEqual(["642.86", "1071.43", "1285.71"]);
    expect(money(result.total.amount)).toBe("3000");
  });
  it("10: a ceiling that counts people", () => {
    const p = policy({ benefits: three, limits: [limit("cap", all, lowest(times(2000, "household.size"), 6000))] });
    expect(money(runOn(p, one).total.amount)).toBe("4000");
    expect(money(runOn(p, { household: [{ key: "A", size: "4" }] }).total.amount)).toBe("6000");
  });
  it("11: a limit before one award only, and after it", () => {
    const two = [benefit("A", pay(4000)), benefit("B", pay(3500))];
    const cap = limit("cap", ["A"], 2000);
    const only = limit("only", ["A", "B"], 1, {
      counts: "awards",
      way: { kind: "serve", whole: false, order: [{ key: null, falling: true }] },
    });
    expect(Object.values(outcomes(runOn(policy({ benefits: two, limits: [cap, only] }), one)))).toEqual(["0", "3500"]);
    expect(Object.values(outcomes(runOn(policy({ benefits: two, limits: [only, cap] }), one)))).toEqual(["2000", "0"]);
  });
  it("refuse holds the whole group back, report lets it stand", () => {
    const refuse = runOn(
      policy({ benefits: three, limits: [limit("cap", all, 3000, { way: { kind: "refuse" } })] }),
      one,
    );
    expect(Object.values(outcomes(refuse))).toEqual(["undecided ≤ 1500", "undecided ≤ 2500", "undecided ≤ 3000"]);
    expect(refuse.limits[0]?.refused).toBe(true);
    const report = runOn(
      policy({ benefits: three, limits: [limit("cap", all, 3000, { way: { kind: "report" } })] }),
      one,
    );
    expect(money(report.total.amount)).toBe("7000");
    expect(money(report.limits[0]?.over)).toBe("4000");
  });
  it("a limit with an exception leaves those rows alone", () => {
    const p = policy({
      benefits: three,
      limits: [limit("cap", all, 3000, { guard: guarded(null, ["household.first", "五保"]) })],
    });
    const result = runOn(p, {
      household: [
        { key: "A", first: true },
        { key: "B", first: false },
      ],
    });
    expect(result.payees.map((t) => money(t.net))).toEqual(["7000", "3000"]);
  });
});

describe("a ceiling per town", () => {
  const rows = {
    household: [
      { key: "A", town: "甲", a: "700" },
      { key: "B", town: "乙", a: "700" },
      { key: "C", town: "甲", a: "700" },
    ],
  };
  const quota = times(500, collect("count", set("household")));
  it("ranges over the town, and each town has its own", () => {
    const p = policy({
      benefits: [benefit("due", pay("household.a"))],
      limits: [limit("quota", ["due"], quota, { group: [byTown], way: { kind: "proRata" } })],
    });
    const result = runOn(p, rows);
    expect(outcomes(result)).toEqual({ "A due": "500", "B due": "500", "C due": "500" });
    expect(result.limits.map((g) => [g.group[0], money(g.ceiling)])).toEqual([
      ["甲", "1000"],
      ["乙", "500"],
    ]);
  });
  it("is set by each town, and one without a value is undecided and named", () => {
    const p = policy({
      benefits: [benefit("due", pay("household.a"))],
      values: [
        {
          id: "town_ceiling",
          head: "param",
          entity: "household",
          type: { kind: "number", unit: "yuan", whole: false },
          body: {
            kind: "set",
            by: { who: "town", field: x("household.town") },
            scale: "1",
            low: null,
            high: null,
            blank: null,
          },
        },
      ],
      limits: [limit("quota", ["due"], "town_ceiling", { group: [byTown], way: { kind: "proRata" } })],
    });
    const result = runOn(p, rows, { parameters: { town_ceiling: { 甲: { kind: "number", value: "1000" } } } });
    expect(outcomes(result)).toEqual({ "A due": "500", "B due": "undecided ≤ 700", "C due": "500" });
    expect(result.diagnostics.map((d) => [d.code, d.params])).toEqual([
      ["P5002", { parameter: { en: "town_ceiling", zh: "town_ceiling" }, who: { en: "town", zh: "town" }, key: "乙" }],
    ]);
  });
});

describe("history", () => {
  const entities = [HOUSEHOLD, AWARD];
  const paid = (name: string, ...awards: readonly (readonly [string, string])[]) =>
    awards.map(([paid_on, amount]) => ({ benefit: name, paid_on, amount }));
  it("12: a lifetime limit counts what was paid in its window", () => {
    const p = policy({
      entities,
      benefits: [benefit("due", pay("household.a"))],
      limits: [limit("life", ["due"], 8000, { since: x("2020-01-01") })],
    });
    const award = paid("due", ["2020-01-01", "2600"], ["2023-05-01", "3000"], ["2019-12-31", "900"]);
    const result = runOn(p, { household: [{ key: "A", a: "3000", award }] });
    expect(outcomes(result)).toEqual({ "A due": "2400" });
    expect(money(result.limits[0]?.used)).toBe("5600");
  });
  it("12: money taken back gives room again, and is listed as open", () => {
    const p = policy({
      entities,
      benefits: [benefit("due", pay("household.a"))],
      limits: [limit("life", ["due"], 8000, { since: x("2020-01-01") })],
    });
    const award = paid("due", ["2021-03-01", "6000"], ["2021-09-01", "-1000"]);
    const result = runOn(p, { household: [{ key: "A", a: "4000", award }] });
    expect(outcomes(result)).toEqual({ "A due": "3000" });
    expect(result.clawbacks.map((c) => [c.payee, c.benefit, money(c.amount), c.on])).toEqual([
      ["A", "due", "-1000", "2021-09-01"],
    ]);
  });
  it("13: a struck award uses no room", () => {
    const once = { per: { kind: "window", window: "year" } } as const;
    const p = policy({
      entities,
      benefits: [benefit("A", pay(3000), { once }), benefit("B", pay(3000))],
      limits: [limit("cap", ["A", "B"], 3000)],
    });
    const result = runOn(p, { household: [{ key: "H", award: paid("A", ["2024-02-01", "500"]) }] });
    expect(outcomes(result)).toEqual({ "H A": "0", "H B": "3000" });
    expect(claim(result, "H", "A").flags).toEqual([{ kind: "struckOnce", paidOn: "2024-02-01" }]);
    expect(result.assumptions).toEqual([]);
    const earlier = runOn(p, { household: [{ key: "H", award: paid("A", ["2023-12-31", "500"]) }] });
    expect(outcomes(earlier)).toEqual({ "H A": "3000", "H B": "0" });
  });
  it("14: no history file: none is assumed, and the assumption is printed", () => {
    const p = policy({ benefits: [benefit("A", pay(3000), { once: { per: null } })] });
    const result = runOn(p, { household: [{ key: "H" }] });
    expect(outcomes(result)).toEqual({ "H A": "3000" });
    expect(result.assumptions.map((d) => [d.code, d.params])).toEqual([["P5007", { clauses: [{ en: "A", zh: "A" }] }]]);
  });
  it("a past award without a date leaves `once per year` undecided, and strikes `once`", () => {
    const award = [{ benefit: "A", amount: "500", paid_on: null }];
    const yearly = policy({
      entities,
      benefits: [benefit("A", pay(3000), { once: { per: { kind: "window", window: "year" } } })],
    });
    expect(outcomes(runOn(yearly, { household: [{ key: "H", award }] }))).toEqual({ "H A": "undecided ≤ 3000" });
    const ever = policy({ entities, benefits: [benefit("A", pay(3000), { once: { per: null } })] });
    expect(outcomes(runOn(ever, { household: [{ key: "H", award }] }))).toEqual({ "H A": "0" });
  });
  it("42: a rate raised back to January: the difference is owed", () => {
    const p = policy({
      entities,
      inForce: { from: "2024-07-01", to: "2024-12-31", backTo: "2024-01-01" },
      benefits: [
        benefit("pig", pay(times(1000, "household.pigs")), { once: { per: { kind: "window", window: "year" } } }),
      ],
    });
    const result = runOn(p, { household: [{ key: "H", pigs: "7", award: paid("pig", ["2024-03-01", "2800"]) }] });
    expect(
      result.differences.map((d) => [d.row, money(d.due), money(d.paid), money(d.owed), money(d.overpaid)]),
    ).toEqual([["H", "7000", "2800", "4200", "0"]]);
  });
  it("42: a rate lowered: nothing more, and the overpayment is listed", () => {
    const p = policy({
      entities,
      inForce: { from: "2024-07-01", to: "2024-12-31", backTo: "2024-01-01" },
      benefits: [benefit("pig", pay(times(300, "household.pigs")))],
    });
    const result = runOn(p, { household: [{ key: "H", pigs: "7", award: paid("pig", ["2024-03-01", "2800"]) }] });
    expect(result.differences.map((d) => [money(d.due), money(d.owed), money(d.overpaid)])).toEqual([
      ["2100", "0", "700"],
    ]);
  });
});

describe("undecided claims", () => {
  it("17: take nothing from a pot; the reserve is shown and the result is provisional", () => {
    const p = policy({
      benefits: [benefit("due", rules([atLeast("household.pigs", 0), pay("household.a")]))],
      limits: [limit("pot", ["due"], 10_000, proRata)],
    });
    const result = runOn(p, {
      household: [
        { key: "A", a: "6000", pigs: "1" },
        { key: "B", a: "3000", pigs: "1" },
        { key: "C", a: "3000", pigs: null },
      ],
    });
    expect(outcomes(result)).toEqual({ "A due": "6000", "B due": "3000", "C due": "undecided ≤ 3000" });
    expect(result.limits[0]).toMatchObject({ provisional: true, reserve: R.integer(3000), refused: false });
    expect(money(result.total.high)).toBe("3000");
  });

  const benefits = [
    benefit("grain", entered({ to: 1500 })),
    benefit("herd", entered({ to: 3000 })),
    benefit("crop", entered({ to: 2500 })),
  ];
  const names = benefits.map((b) => b.id);
  const cap = (ceiling: number, way: LimitDef["way"]) =>
    policy({ benefits, limits: [limit("cap", names, ceiling, { way })] });
  const given = (grain: string | null, herd: string | null, crop: string | null) => ({
    household: [{ key: "A", "grain.approved": grain, "herd.approved": herd, "crop.approved": crop }],
  });
  it("in a household nothing changes if the highs fit", () => {
    expect(Object.values(outcomes(runOn(cap(5500, { kind: "written" }), given("1500", null, "1000"))))).toEqual([
      "1500",
      "undecided ≤ 3000",
      "1000",
    ]);
  });
  it("in a household those before the first undecided claim are settled, those after it undecided", () => {
    expect(Object.values(outcomes(runOn(cap(3000, { kind: "written" }), given("1500", null, "1000"))))).toEqual([
      "1500",
      "undecided ≤ 1500",
      "undecided ≤ 1000",
    ]);
  });
  it("in a household what comes after is 0 where nothing is left", () => {
    expect(Object.values(outcomes(runOn(cap(1500, { kind: "written" }), given("1500", null, "1000"))))).toEqual([
      "1500",
      "undecided ≤ 0",
      "0",
    ]);
  });
  it("in a household pro rata leaves the whole group undecided", () => {
    expect(Object.values(outcomes(runOn(cap(3000, { kind: "proRata" }), given("1500", null, "1000"))))).toEqual([
      "undecided ≤ 1500",
      "undecided ≤ 3000",
      "undecided ≤ 1000",
    ]);
  });
  it("a ceiling that is not known leaves undecided what may not fit under it", () => {
    const p = policy({ benefits: three, limits: [limit("cap", all, times(2000, "household.size"))] });
    const result = runOn(p, { household: [{ key: "A", size: null }] });
    expect(Object.values(outcomes(result))).toEqual(["undecided ≤ 1500", "undecided ≤ 2500", "undecided ≤ 3000"]);
    expect(claim(result, "A", "grain").reasons.map((r) => r.what)).toEqual(["household.size"]);
  });
});

describe("groups that count", () => {
  it("counts payees once, however many awards each has", () => {
    const p = policy({
      benefits: [benefit("a", pay(100)), benefit("b", pay(200))],
      limits: [
        limit("quota", ["a", "b"], 2, {
          group: [],
          counts: "payees",
          way: { kind: "serve", whole: false, order: [{ key: x("household.applied_on"), falling: false }] },
        }),
      ],
    });
    const result = runOn(p, {
      household: ["2024-03-01", "2024-01-01", "2024-02-01"].map((applied_on, i) => ({ key: `H${i + 1}`, applied_on })),
    });
    expect(result.payees.map((t) => money(t.net))).toEqual(["0", "300", "300"]);
  });
  it("groups by household although the roster has several", () => {
    const p = policy({ benefits: [benefit("a", pay(100))], limits: [limit("cap", ["a"], 60, { group: [household] })] });
    expect(Object.values(outcomes(runOn(p, claimsOf([1, 1]))))).toEqual(["60", "60"]);
  });
});
