/** What Hebao, Qinyuan and Kaiyuan say in figures beyond what an example can expect: dated parts, pots and published totals. */
import { describe, expect, it } from "vitest";
import { rational, text } from "../../compiler/ir/rational.js";
import type { Policy, Scalar } from "../../compiler/ir/types.js";
import { run } from "../../runtime/index.js";
import type { Cell, Row } from "../../runtime/roster.js";
import type { PartResult, RunInput, RunResult } from "../../runtime/run.js";
import { rules } from "./covered.js";

type Cells = Readonly<Record<string, Cell>>;

function runOn(
  policy: Policy,
  entities: Readonly<Record<string, readonly Row[]>>,
  more: Partial<RunInput> = {},
): RunResult {
  const entered = (entity: string) =>
    policy.benefits.filter((b) => b.entered && b.entity === entity).map((b) => `${b.id}.approved`);
  const columns = Object.fromEntries(
    policy.entities.map((e) => [e.id, [...e.fields.map((f) => f.id), ...entered(e.id)]]),
  );
  return run({ policy, roster: { entities, columns }, asOf: policy.inForce.to ?? "2018-06-30", ...more });
}

const row = (key: string, cells: Cells, parent: string | null = null): Row => ({ key, parent, cells });
const num = (value: string) => rational(value);
const set = (value: string): Scalar => ({ kind: "number", value });

const parts = (result: RunResult, payOut: string) => result.parts.filter((p) => p.payOut === payOut);
const shown = (p: PartResult) => [text(p.amount), p.on, p.state];
const check = (result: RunResult, id: string) => result.checks.find((c) => c.check === id)?.state;

describe("沁源 2017", () => {
  const policy = rules("qinyuan-2017");
  const plot = (cells: Cells) =>
    runOn(policy, {
      household: [row("1", { on_poverty_list: false })],
      converted_plot: [row("p", { converted_area: num("3.7"), converted_on: "2018-04-01", ...cells }, "1")],
    });

  it("pays 3.7 mu of converted land as 1,850, 555, 1,110, 555 and 1,480 on five anniversaries", () => {
    const passed = {
      first_year_passed: true,
      second_year_passed: true,
      third_year_passed: true,
      fourth_year_passed: true,
      fifth_year_passed: true,
    };
    const result = plot(passed);
    expect(text(result.total.amount)).toBe("5550");
    expect(parts(result, "forest").map(shown)).toEqual([
      ["1850", "2018-04-01", "due"],
      ["555", "2019-04-01", "due"],
      ["1110", "2020-04-01", "due"],
      ["555", "2021-04-01", "due"],
      ["1480", "2022-04-01", "due"],
    ]);
  });

  it("holds back the year whose inspection failed, and what is not yet known", () => {
    const result = plot({ first_year_passed: true, second_year_passed: false });
    expect(parts(result, "forest").map((p) => p.state)).toEqual(["due", "open", "open", "open", "open"]);
    expect(text(result.total.amount)).toBe("5550");
  });

  it("3,999 households and 8,062 people, counted before those who died or were removed", () => {
    // 1569 + 1399 + 598 + 299 + 99 + 35 = 3999; 1569 + 2798 + 1794 + 1196 + 495 + 210 = 8062
    const sizes = [1569, 1399, 598, 299, 99, 35];
    const households = sizes.flatMap((count, i) =>
      Array.from({ length: count }, (_, n) =>
        row(`${i}-${n}`, {
          on_poverty_list: true,
          size: num(String(i + 1)),
          removal: n === 0 ? "died_out" : "unchanged",
        }),
      ),
    );
    const result = runOn(policy, { household: households });
    expect([check(result, "households_agree"), check(result, "people_agree")]).toEqual(["met", "met"]);
    expect(result.eligibility.filter((e) => e.entity === "household" && e.state === "notEligible")).toHaveLength(6);
  });

  it("pays an enterprise's award by its delegated first share and the rest", () => {
    const enterprise = {
      entity_kind: "family_farm",
      households_helped: num("2"),
      people_helped: num("7"),
      approved_on: "2018-03-01",
    };
    const parameters = {
      helped_rate: set("100.01"),
      order_share: set("0"),
      raised_share: set("0"),
      first_share: set("1/3"),
      loan_per_household: set("10000"),
    };
    const result = runOn(policy, { enterprise: [row("e", enterprise)] }, { parameters });
    // 7 × 100.01 = 700.07; a third is 233.356…, rounded by the largest remainder. The rest, 466.71, has no day yet.
    expect(parts(result, "linkage_award").map(shown)).toEqual([
      ["233.36", "2018-03-01", "due"],
      ["466.71", null, "due"],
    ]);
  });
});

describe("开原 2024", () => {
  const policy = rules("kaiyuan-2024");
  const project = (cells: Cells, more: Partial<RunInput> = {}) =>
    parts(
      runOn(
        policy,
        {
          self_built_project: [
            row("a", { town: "甲镇", started_on: "2024-11-01", completed_on: "2024-12-20", ...cells }),
          ],
        },
        more,
      ),
      "grant",
    );

  it("splits 100,000.03 into 30%, 40%, 27% and 3% without losing a fen", () => {
    const found = project({ grant: num("100000.03"), progress: num("0.7") });
    expect(found.map((p) => [text(p.amount), p.party, p.on])).toEqual([
      ["30000.01", null, "2024-11-01"],
      ["40000.01", null, null],
      ["27000.01", null, "2024-12-20"],
      ["3000", "retention_money", "2025-12-20"],
      ["0", "town_balance", "2024-12-20"],
    ]);
  });

  it("opens the second part at 70% of progress, not before", () => {
    const second = (progress: string) => project({ grant: num("1000"), progress: num(progress) })[1]?.state;
    expect([second("0.6999"), second("0.7")]).toEqual(["open", "due"]);
  });

  it("an advance of 20%: the last part is what is left, or a fixed 30% with a balance of the town", () => {
    const parameters = { advance_share: { 甲镇: set("0.2") } };
    const amounts = (readings: Record<string, string> = {}) =>
      project({ grant: num("1000000"), progress: num("0.7") }, { parameters, readings }).map((p) => text(p.amount));
    expect(amounts()).toEqual(["200000", "400000", "370000", "30000", "0"]);
    expect(amounts({ final_share: "thirty" })).toEqual(["200000", "400000", "270000", "30000", "100000"]);
  });

  it("gives the households their 6% first, all of it where the income is less", () => {
    const income = (cells: Cells) => {
      const all = { self_built_project: [row("a", { town: "甲镇", grant: num("2000000"), ...cells })] };
      return parts(runOn(policy, all), "yearly_income").map((p) => [text(p.amount), p.party]);
    };
    expect(income({ yearly_income: num("150000") })).toEqual([
      ["120000", "lifted_households"],
      ["30000", "upkeep_and_welfare"],
    ]);
    expect(income({ yearly_income: num("80000") })).toEqual([
      ["80000", "lifted_households"],
      ["0", "upkeep_and_welfare"],
    ]);
    expect(income({ yearly_income: num("80000"), months_run: num("6") })).toEqual([
      ["60000", "lifted_households"],
      ["20000", "upkeep_and_welfare"],
    ]);
  });

  it("takes depreciation and upkeep before the households' share", () => {
    const cells = { operating_return: num("100000"), depreciation: num("12000.5"), upkeep: num("3000") };
    const found = parts(runOn(policy, { operating_project: [row("a", cells)] }), "operating_return");
    expect(found.map((p) => text(p.amount))).toEqual(["12000.5", "3000", "84999.5"]);
  });

  it("divides solar income 6 : 3 : 1 to the fen", () => {
    const result = runOn(policy, { power_station: [row("a", { station_income: num("10000.05") })] });
    expect(parts(result, "station_income").map((p) => [text(p.amount), p.party])).toEqual([
      ["6000.03", "public_jobs"],
      ["3000.02", "public_works"],
      ["1000", "rewards"],
    ]);
  });

  it("divides the city's pools by weight, across towns and to the fen", () => {
    const household = (town: string, size: string, monitoring: string, weight: string | null): Cells => ({
      registered: "lifted_out",
      town,
      size: num(size),
      able: true,
      monitoring,
      in_base_project: true,
      per_head_income: num("8000"),
      allocation_weight: weight === null ? null : num(weight),
    });
    const parameters = {
      stacked_pool: set("10000"),
      monitored_pool: set("1000"),
      monitored_weight: set("2"),
      grant_share: set("0.5"),
      post_rate: set("500"),
    };
    const households = [
      row("1", household("甲镇", "3", "none", null)),
      row("2", household("乙镇", "2", "unstable", "2")),
      row("3", household("甲镇", "1", "marginal", "1")),
    ];
    const result = runOn(policy, { household: households }, { parameters });
    const net = (benefit: string) =>
      result.claims.filter((c) => c.benefit === benefit).map((c) => (c.net === null ? c.state : text(c.net)));
    // Weights 3 × 1, 2 × 2, 1 × 2 of 9: 3,333.33, 4,444.45, 2,222.22, the odd fen by largest remainder.
    expect(net("stacked")).toEqual(["3333.33", "4444.45", "2222.22"]);
    // 2 : 1 among the monitored only.
    expect(net("differentiated")).toEqual(["notDue", "666.67", "333.33"]);
  });
});

describe("河包 2020", () => {
  const policy = rules("hebao-2020");
  const household = (reached: boolean): Cells => ({
    on_poverty_list: true,
    at_home: true,
    able: true,
    willing: true,
    has_industry: reached,
  });
  const base = (reached: number) =>
    Array.from({ length: 800 }, (_, i) => row(String(i).padStart(3, "0"), household(i < reached)));

  it("600 of 800 households are 75%; with one less neither target is met", () => {
    const met = runOn(policy, { household: base(600) });
    expect([check(met, "reached_met"), check(met, "reach_rate_met")]).toEqual(["met", "met"]);
    const short = runOn(policy, { household: base(599) });
    expect([check(short, "reached_met"), check(short, "reach_rate_met")]).toEqual(["notMet", "notMet"]);
  });

  it("43 advisers", () => {
    const advisers = (count: number) => ({ adviser: Array.from({ length: count }, (_, i) => row(String(i), {})) });
    expect([42, 43].map((n) => check(runOn(policy, advisers(n)), "advisers_met"))).toEqual(["notMet", "met"]);
  });
});
