/** Totals that the documents themselves publish, or that follow from them by hand. */
import { describe, expect, it } from "vitest";
import { isError } from "../../../compiler/index.js";
import { compare, integer, parse, type Rational, text } from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import { type Cell, type Row, type RunInput, type RunResult, run } from "../../../runtime/index.js";
import { compileDocument, policyOf } from "./documents.js";

type Rows = Readonly<
  Record<
    string,
    readonly { readonly key: string; readonly parent?: string; readonly cells: Readonly<Record<string, Cell>> }[]
  >
>;

/** Runs a policy on rows whose columns are all there. Entities that are not given have no file. */
function runOn(policy: Policy, given: Rows, more: Partial<RunInput> = {}): RunResult {
  const entities: Record<string, Row[]> = {};
  for (const [entity, rows] of Object.entries(given)) {
    entities[entity] = rows.map(({ key, parent, cells }) => ({ key, parent: parent ?? null, cells }));
  }
  const columns = Object.fromEntries(
    policy.entities.filter((e) => e.id in given).map((e) => [e.id, e.fields.map((f) => f.id)]),
  );
  const result = run({ policy, roster: { entities, columns }, asOf: policy.inForce.from, ...more });
  expect(result.refused).toBe(false);
  return result;
}

function n(value: string | number): Rational {
  const read = parse(String(value));
  if (read === null) throw new Error(`${value} is not a number`);
  return read;
}

const shown = (value: Rational | null) => (value === null ? null : text(value));

describe("偏城乡 2025: the published payment", () => {
  // 295 households, 832,325 yuan: 207 that breed (416 cattle, 1,103 sheep, 1,035 birds, 125 pigeons, 107 hives) and 234 with
  // gardens (234 vegetable gardens, 6 orchards); the 146 in the middle do both.
  const policy = policyOf("11-xiji-piancheng-2025/xiji-piancheng-2025.policy");
  const result = runOn(policy, {
    household: Array.from({ length: 295 }, (_, i) => {
      const breeds = i < 207;
      const cells: Record<string, Cell> = { registered: "ordinary", monitoring: "marginal" };
      if (breeds) {
        cells.cattle = integer(i < 2 ? 3 : 2);
        cells.sheep = integer(i < 68 ? 6 : 5);
        cells.chickens = integer(5);
        cells.pigeons = integer(i < 125 ? 1 : 0);
        cells.new_hives = integer(i >= 100 ? 1 : 0);
        cells.combs_per_hive = integer(4);
      }
      if (i >= 61) cells.vegetable_garden = integer(20);
      if (i >= 289) cells.orchard_trees = integer(20);
      return { key: String(i + 1), cells };
    }),
  });

  it("comes to 832,325 yuan for 295 households", () => {
    expect(shown(result.total.amount)).toBe("832325");
    expect(result.total.recipients).toBe(295);
  });

  it("is 712,325 for breeding and 120,000 for gardens", () => {
    const of = (...ids: string[]) => ids.map((id) => text((result.byBenefit[id] as { amount: Rational }).amount));
    // 416 × 1000; 1103 × 200; 1035 × 30; 125 × 15; 107 × 400
    expect(of("cattle_reward", "sheep_reward", "fowl", "pigeon_reward", "bee_reward")).toEqual([
      "416000",
      "220600",
      "31050",
      "1875",
      "42800",
    ]);
    expect(of("gardens")).toEqual(["120000"]);
  });
});

describe("青阳 2020: the difference after a retroactive change", () => {
  const policy = policyOf("16-qingyang-2020/qingyang-2020.policy");
  const difference = (pigs: number, paid: number) => {
    const result = runOn(
      policy,
      {
        household: [{ key: "甲", cells: { registered: "lifted_out", pigs: integer(pigs) } }],
        award: [
          { key: "1", parent: "甲", cells: { benefit: "pig_reward", amount: integer(paid), paid_on: "2020-04-01" } },
        ],
      },
      { asOf: "2020-07-02" },
    );
    return result.differences.map(({ benefit, due, paid: was, owed, overpaid }) => [
      benefit,
      ...[due, was, owed, overpaid].map(text),
    ]);
  };

  it("3 pigs: 3 × 1000 − 3 × 400 = 1,800", () => {
    expect(difference(3, 1200)).toEqual([["pig_reward", "3000", "1200", "1800", "0"]]);
  });

  it("7 pigs: the year's 3,000 less 7 × 400 = 2,800 leaves 200", () => {
    expect(difference(7, 2800)).toEqual([["pig_reward", "3000", "2800", "200", "0"]]);
  });

  it("2 pigs, paid 800 by mistake: nothing more, and 800 too much", () => {
    expect(difference(2, 800)).toEqual([["pig_reward", "0", "800", "0", "800"]]);
  });
});

describe("广德 2022: who bears a premium", () => {
  const policy = policyOf("26-guangde-insurance-2022/guangde-insurance-2022.policy");
  const parts = (product: string, field: string, amount: string) =>
    runOn(policy, {
      household: [{ key: "甲", cells: { registered: "ordinary" } }],
      insured_item: [{ key: "1", parent: "甲", cells: { product, [field]: n(amount) } }],
    }).parts.map((p) => [p.party, text(p.amount)]);

  it("wheat, 10 mu: 132.12 as 47.5 : 25 : 7.5", () => {
    // 132.12 ÷ 80 = 1.6515: 78.44625, 41.2875, 12.38625 → 78.45, 41.29, 12.38 by largest remainder
    expect(parts("wheat", "insured_area", "10")).toEqual([
      ["central", "78.45"],
      ["provincial", "41.29"],
      ["local", "12.38"],
    ]);
  });

  it("sows, 3 head: 216 as 50 : 25 : 5", () => {
    expect(parts("breeding_sow", "insured_head", "3")).toEqual([
      ["central", "135"],
      ["provincial", "67.5"],
      ["local", "13.5"],
    ]);
  });

  it("wheat at full cost, 10 mu: 270.90 as 45 : 25", () => {
    // 270.90 × 45 ÷ 70 = 174.15
    expect(parts("wheat_full_cost", "insured_area", "10")).toEqual([
      ["central", "174.15"],
      ["provincial", "96.75"],
    ]);
  });
});

describe("黑水 2024: what 58 villages get of a dividend for 64", () => {
  const policy = policyOf("47-heishui-pv-2024/heishui-pv-2024.policy");
  const rows: Rows = {
    village: Array.from({ length: 58 }, (_, i) => ({ key: `村${i + 1}`, cells: { village_name: `村${i + 1}` } })),
    village_spending: [],
    power_station: [{ key: "一号", cells: { station_id: "一号", station_income: integer(640_000) } }],
  };

  it("90.625% of 160,000 is handed out and the check is not met", () => {
    const result = runOn(policy, rows);
    expect(shown(result.total.amount)).toBe("145000");
    expect(result.checks.find((c) => c.check === "shares_sum")?.state).toBe("notMet");
  });

  it("shared equally, all of it", () => {
    const result = runOn(policy, rows, { readings: { division: "equal_now" } });
    expect(shown(result.total.amount)).toBe("160000");
    const nets = result.claims.map((c) => c.net as Rational);
    // 160000 ÷ 58 = 2758.6206…: 58 × 2758.62 = 159999.96, so 4 villages get a fen more
    expect([...new Set(nets.map(text))].sort()).toEqual(["2758.62", "2758.63"]);
    expect(nets.filter((x) => compare(x, n("2758.63")) === 0)).toHaveLength(4);
  });

  it("the station's income is 25 : 75", () => {
    expect(runOn(policy, rows).parts.map((p) => [p.party, text(p.amount)])).toEqual([
      ["county_company", "160000"],
      ["partner", "480000"],
    ]);
  });
});

describe("鸭子塘 2017: a closed pot", () => {
  const policy = policyOf("18-yazitang-2017/yazitang-2017.policy");
  const rows: Rows = {
    household: [
      { key: "甲", cells: { registered: "lifted_out", pigs: integer(300) } },
      { key: "乙", cells: { registered: "lifted_out", sheep: integer(400) } },
    ],
  };

  it("claims of 160,500 and 92,400 give way pro rata to 200,000", () => {
    const result = runOn(policy, rows);
    // 200000 × 160500 ÷ 252900 = 126927.6393…; × 92400 ÷ 252900 = 73072.3606…
    expect(result.claims.map((c) => shown(c.net))).toEqual(["126927.64", "73072.36"]);
    expect(shown(result.total.amount)).toBe("200000");
  });

  it("shared out whatever the claims are", () => {
    const few: Rows = {
      household: [
        { key: "甲", cells: { registered: "lifted_out", pigs: integer(3) } },
        { key: "乙", cells: { registered: "lifted_out", sheep: integer(5) } },
      ],
    };
    const result = runOn(policy, few, { readings: { closing: "shared_out" } });
    expect(result.claims.map((c) => shown(c.net))).toEqual(["116304.35", "83695.65"]);
  });
});

describe("綦江 2023: a rate solved from the fund", () => {
  const policy = policyOf("19-qijiang-2023/qijiang-2023.policy");
  const household = (key: string, town: string, area: string) => ({
    key,
    cells: { town, has_contract: true, contract_area: n(area) },
  });
  const township = (key: string, base: string) => ({ key, cells: { township_name: key, base_area: n(base) } });
  const result = runOn(
    policy,
    {
      household: [household("甲", "甲镇", "7340"), household("乙", "乙镇", "5000")],
      township: [township("甲镇", "7339"), township("乙镇", "5000")],
    },
    { parameters: { city_fund: { kind: "number", value: "1000000" } } },
  );

  it("1,000,000 ÷ 12,340 mu = 81.03, 89.80 left", () => {
    expect(result.claims.map((c) => shown(c.net))).toEqual(["594760.2", "405150"]);
    expect(shown(result.total.amount)).toBe("999910.2");
  });

  it("each town's area is held against its own base", () => {
    expect(result.checks.map((c) => [c.check, c.row, c.state])).toEqual([
      ["town_ceiling", "甲镇", "notMet"],
      ["town_ceiling", "乙镇", "met"],
    ]);
  });
});

describe("a solved rate inside a ceiling per town", () => {
  const { policy, diagnostics } = compileDocument(
    "inline.policy",
    `policy p
  version "1"
  in force 2024-01-01
  round half up to 0.01 yuan
entity household/户
  - id/编号: text, key
  - town/乡镇: text
  - area/面积: mu
param fund/资金 = 1200 yuan
overall
define rate/标准 = fund / (sum of area among households)
for each household
benefit subsidy/补贴 pay area * rate
limit town_cap/镇上限 subsidy per town up to 5 mu * rate
  when exceeded pro rata
`,
  );

  it("is the rate of the whole roster, not of the town", () => {
    expect(diagnostics.filter(isError)).toEqual([]);
    const row = (key: string, town: string, area: number) => ({ key, cells: { town, area: integer(area) } });
    // 1200 ÷ 12 = 100 yuan per mu; 甲镇 has 8 mu of which 5 are paid, 乙镇 has 4
    const result = runOn(policy as Policy, { household: [row("1", "甲镇", 8), row("2", "乙镇", 4)] });
    expect(result.claims.map((c) => shown(c.net))).toEqual(["500", "400"]);
  });
});
