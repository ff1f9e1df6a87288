/** What the two documents say in figures, on rosters made for it. */
import { describe, expect, it } from "vitest";
import { compile } from "../../compiler/index.js";
import { rational, text } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { run } from "../../runtime/index.js";
import type { Cell, Roster } from "../../runtime/roster.js";
import type { RunInput, RunResult } from "../../runtime/run.js";
import { libraryOf, source } from "./folder.js";

function policyOf(name: string): Policy {
  const { policy } = compile(source(`${name}/${name}.policy`), libraryOf(name));
  if (policy === null) throw new Error(`${name} is refused`);
  return policy;
}

/** Households with these cells; every field of every entity has a column. */
function rosterOf(policy: Policy, households: readonly Record<string, Cell>[], entered: readonly string[]): Roster {
  const rows = households.map((cells, i) => ({ key: String(i + 1).padStart(5, "0"), parent: null, cells }));
  const columns = Object.fromEntries(
    policy.entities.map((e) => [
      e.id,
      [...e.fields.map((f) => f.id), ...(e.id === "household" ? entered.map((id) => `${id}.approved`) : [])],
    ]),
  );
  return { entities: { household: rows }, columns };
}

const runOn = (
  policy: Policy,
  households: readonly Record<string, Cell>[],
  entered: readonly string[],
  more: Partial<RunInput> = {},
): RunResult => run({ policy, roster: rosterOf(policy, households, entered), asOf: "2024-06-30", ...more });

describe("渝北 2024", () => {
  const policy = policyOf("yubei-2024");
  // 11 towns, 1,015 households: 3,000 yuan each makes 420,000 … 117,000, and 3,045,000 in all.
  const towns = [140, 130, 120, 110, 100, 90, 89, 79, 69, 49, 39];
  const names = towns.map((_, i) => `镇${i + 1}`);
  const households = towns.flatMap((n, i) =>
    Array.from({ length: n }, (): Record<string, Cell> => ({ town: names[i] as string, registered: "lifted_out" })),
  );
  const goal = Object.fromEntries(names.map((name) => [name, { kind: "number", value: "5000" } as const]));
  const result = runOn(policy, households, ["reward"], { parameters: { income_goal: goal } });

  it("gives each town a ceiling of 3,000 yuan for every household", () => {
    const ceilings = result.limits
      .filter((l) => l.limit === "town_quota")
      .map((l) => [l.group[0], text(l.ceiling ?? rational("0"))]);
    expect(Object.fromEntries(ceilings)).toEqual({
      镇1: "420000",
      镇2: "390000",
      镇3: "360000",
      镇4: "330000",
      镇5: "300000",
      镇6: "270000",
      镇7: "267000",
      镇8: "237000",
      镇9: "207000",
      镇10: "147000",
      镇11: "117000",
    });
  });

  it("meets the 1,015 households and 304.5万元 that it publishes", () => {
    const state = (id: string) => result.checks.find((c) => c.check === id);
    expect(state("all_households")).toMatchObject({ state: "met", left: "1015", right: "1015" });
    expect(state("all_money")).toMatchObject({ state: "met", left: "3045000", right: "3045000" });
  });

  it("does not meet them with a household less", () => {
    const fewer = runOn(policy, households.slice(1), ["reward"], { parameters: { income_goal: goal } });
    expect(fewer.checks.find((c) => c.check === "all_households")?.state).toBe("notMet");
    expect(fewer.checks.find((c) => c.check === "all_money")).toMatchObject({ state: "notMet", left: "3042000" });
  });

  it("reports a town that spends more than its ceiling and cuts nothing", () => {
    // Two households, ceiling 6,000; 4,000 + 2,000 and 1,000 + 0 → 7,000.
    const rows: Record<string, Cell>[] = [
      { town: "甲镇", registered: "lifted_out", "reward.approved": rational("2000") },
      { town: "甲镇", registered: "lifted_out", "reward.approved": rational("2000") },
    ];
    const roster = rosterOf(policy, rows, ["reward"]);
    const project = (key: string, parent: string, cost: string, earned: string) => ({
      key,
      parent,
      cells: { approved_cost: rational(cost), earned: rational(earned) },
    });
    const input: RunInput = {
      policy,
      asOf: "2024-06-30",
      parameters: { income_goal: { 甲镇: { kind: "number", value: "5000" } } },
      roster: {
        ...roster,
        entities: {
          ...roster.entities,
          project: [project("p1", "00001", "4000", "5000"), project("p2", "00002", "1000", "4999")],
        },
      },
    };
    const spent = run(input);
    expect(text(spent.total.amount)).toBe("7000");
    expect(spent.limits.find((l) => l.limit === "town_quota" && l.group[0] === "甲镇")).toMatchObject({
      ceiling: rational("6000"),
      claimed: rational("7000"),
      over: rational("1000"),
    });
  });
});

describe("荣昌 2024", () => {
  const policy = policyOf("rongchang-2024");
  const able: Record<string, Cell> = {
    town: "甲镇",
    registered: "lifted_out",
    able: true,
    willing: true,
    away: false,
    accepted_on: "2024-03-20",
  };
  const sows = (n: string, approved: string): Record<string, Cell> => ({
    ...able,
    sows: rational(n),
    "livestock.approved": rational(approved),
  });
  const total = (readings: Record<string, string>, rows: Record<string, Cell>[]) =>
    text(runOn(policy, rows, ["livestock"], { readings }).total.amount);

  it("prices 3 sows: nothing as taken, what was approved under the statute's reading", () => {
    const rows = [sows("2", "3000"), sows("3", "3000"), sows("3", "2600"), sows("4", "3000")];
    expect(total({}, rows)).toBe("3000");
    expect(total({ sow_rule: "inclusive" }, rows)).toBe("8600");
  });

  it("prices the reach of 3,000 yuan on 20 mu of cash crops with a herd", () => {
    // 10,000 and 3,000: together 3,000; by branch 6,000; planting free 13,000.
    const rows = [{ ...sows("4", "3000"), cash_crop_area: rational("20") }];
    expect(total({}, rows)).toBe("3000");
    expect(total({ cap_reach: "by_branch" }, rows)).toBe("6000");
    expect(total({ cap_reach: "not_planting" }, rows)).toBe("13000");
  });

  it("keeps the approved amount apart from its ceiling", () => {
    const result = runOn(policy, [sows("4", "1200"), sows("4", "2000")], ["livestock"]);
    expect([result.total.amount, result.total.ceiling].map((x) => (x === null ? null : text(x)))).toEqual([
      "3200",
      "6000",
    ]);
  });
});
