import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { random } from "../../runtime/synthetic/random.js";
import { RONGCHANG } from "../../runtime/synthetic/rongchang.js";
import { decimal, type GeneratedRoster } from "../../runtime/synthetic/scheme.js";
import { YUBEI } from "../../runtime/synthetic/yubei.js";

function column(roster: GeneratedRoster, table: string, heading: string): string[] {
  const found = roster.tables.find((t) => t.name === table);
  const at = found?.headings.findIndex((h) => h === heading || h.startsWith(`${heading}（`)) ?? -1;
  if (at < 0) throw new Error(`no column ${heading}`);
  return (found?.rows ?? []).map((row) => row[at] as string);
}

const count = (all: readonly string[]) =>
  all.reduce((m, v) => m.set(v, (m.get(v) ?? 0) + 1), new Map<string, number>());
const sum = (all: readonly string[]) => all.reduce((total, v) => total + BigInt(v || "0"), 0n);

describe("Yubei's roster", () => {
  const one = YUBEI.generate(1);

  it("is the same for the same seed and another for another", () => {
    expect(YUBEI.generate(1)).toEqual(one);
    expect(YUBEI.generate(2)).not.toEqual(one);
  });

  it("says that it is synthetic", () => {
    expect(one.title).toContain("合成数据");
  });

  it("has the document's totals for any seed", () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (seed) => {
        const r = YUBEI.generate(seed);
        const towns = column(r, "household", "乡镇");
        const ids = column(r, "household", "户编号");
        expect([...count(towns).values()]).toEqual([140, 130, 120, 110, 100, 90, 89, 79, 69, 49, 39]);
        const sizes = count(column(r, "household", "家庭人口"));
        expect([..."1234567"].map((n) => sizes.get(n))).toEqual([178, 284, 254, 172, 81, 30, 16]);
        expect(sum(column(r, "household", "家庭人口"))).toBe(2893n);
        const kinds = column(r, "household", "户类型").map((k, i) => k + column(r, "household", "监测对象类型")[i]);
        expect(Object.fromEntries(count(kinds))).toEqual({
          脱贫户无: 930,
          脱贫户脱贫不稳定户: 27,
          一般农户边缘易致贫户: 25,
          一般农户突发严重困难户: 33,
        });
        expect(new Set(ids).size).toBe(1015);
        expect(sum(column(r, "project", "核定补助"))).toBe(2_029_300n);
        expect(sum(column(r, "household", "奖励金.核定"))).toBe(834_100n);
        expect(column(r, "household", "奖励金.核定").filter((v) => v !== "")).toHaveLength(832);
      }),
      { numRuns: 12 },
    );
  });

  it("lets no town spend more than 3,000 yuan for each of its households, and no household more than its caps", () => {
    const towns = column(one, "household", "乡镇");
    const ids = column(one, "household", "户编号");
    const rewards = column(one, "household", "奖励金.核定").map((v) => BigInt(v || "0"));
    const owners = column(one, "project", "户编号");
    const grants = new Map<string, bigint>();
    column(one, "project", "核定补助").forEach((v, i) => {
      const id = owners[i] as string;
      grants.set(id, (grants.get(id) ?? 0n) + BigInt(v));
    });
    const spent = new Map<string, bigint>();
    ids.forEach((id, i) => {
      const grant = grants.get(id) ?? 0n;
      expect(grant > 0n && grant <= 4000n && (rewards[i] as bigint) <= 2000n).toBe(true);
      const town = towns[i] as string;
      spent.set(town, (spent.get(town) ?? 0n) + grant + (rewards[i] as bigint));
    });
    for (const [town, n] of count(towns)) expect((spent.get(town) as bigint) <= BigInt(n) * 3000n).toBe(true);
  });

  it("has identity numbers with a check digit that no person can have", () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
    for (const id of column(one, "household", "户主证件号码")) {
      expect(id).toMatch(/^990000\d{11}[\dX]$/);
      const total = [...id].reduce((s, d, i) => s + (d === "X" ? 10 : Number(d)) * (weights[i] as number), 0);
      expect(total % 11).toBe(1);
    }
  });
});

describe("Rongchang's roster", () => {
  const one = RONGCHANG.generate(1);

  it("has 2,400 households in 21 towns, and past awards", () => {
    expect(new Set(column(one, "household", "户编号")).size).toBe(2400);
    expect(count(column(one, "household", "乡镇")).size).toBe(21);
    const share = column(one, "award", "户编号").length / 2400;
    expect(share > 0.08 && share < 0.16).toBe(true);
  });

  it.each([
    ["生猪", "6"],
    ["生猪", "5"],
    ["母猪", "3"],
    ["母猪", "2"],
    ["羊", "4"],
    ["羊", "3"],
    ["连片粮食面积", "5"],
    ["连片粮食面积", "4.99"],
    ["连片经济作物面积", "5"],
    ["连片经济作物面积", "4.99"],
    ["水产养殖面积", "3"],
    ["水产养殖面积", "2.99"],
  ])("has at least 10 households with %s %s", (heading, bound) => {
    for (const seed of [1, 2, 3]) {
      const cells = column(RONGCHANG.generate(seed), "household", heading);
      expect(cells.filter((c) => c === bound).length).toBeGreaterThanOrEqual(10);
    }
  });
});

describe("draws", () => {
  it("stay within their limits", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1000 }), (seed, limit) => {
        const r = random(seed);
        for (let i = 0; i < 20; i += 1) {
          const n = r.below(limit);
          expect(n >= 0 && n < limit).toBe(true);
          const x = r.along([
            [0, 10],
            [500, 20],
            [1000, 100],
          ]);
          expect(x >= 10 && x <= 100).toBe(true);
        }
        expect(r.shuffled([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
      }),
    );
  });

  it("follow their distribution: a median is a median", () => {
    const r = random(3);
    const drawn = Array.from({ length: 4000 }, () =>
      r.along([
        [0, 0],
        [500, 10],
        [1000, 1000],
      ]),
    );
    const low = drawn.filter((n) => n <= 10).length;
    expect(low).toBeGreaterThan(1850);
    expect(low).toBeLessThan(2150);
  });

  it("write decimals without trailing zeros", () => {
    expect([decimal(505, 2), decimal(500, 2), decimal(5, 3), decimal(0, 2)]).toEqual(["5.05", "5", "0.005", "0"]);
  });
});
