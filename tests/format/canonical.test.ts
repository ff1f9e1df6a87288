import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { format, formatExpr, formatItems, namesIn } from "../../grammar/format.js";
import { parseCondition, parseFile, parseRuleBody } from "../../grammar/index.js";
import type { Surface } from "../../grammar/tokens.js";

const names = new Map(
  [
    ["pigs", "生猪"],
    ["sows", "母猪"],
    ["area", "面积"],
    ["poultry", "家禽"],
    ["cost", "成本"],
    ["household", "户"],
    ["project", "到户项目"],
    ["party", "当事人"],
    ["village", "村"],
    ["year", "年份"],
    ["remark", "备注"],
    ["approved_on", "批准日期"],
    ["basket", "筐"],
  ].flatMap(([en = "", zh = ""]) => [
    [en, { en, zh }],
    [zh, { en, zh }],
  ]),
);

const known = { names: new Set(names.keys()), units: new Set(["basket", "筐"]) };

describe("a whole scheme", () => {
  const texts = Object.fromEntries(
    (["en", "zh"] as const).map((surface) => [
      surface,
      readFileSync(new URL(`fixtures/scheme.${surface}.policy`, import.meta.url), "utf8"),
    ]),
  ) as Record<Surface, string>;

  test.each([
    ["en", "en"],
    ["en", "zh"],
    ["zh", "zh"],
    ["zh", "en"],
  ] as const)("from %s to %s", (from, to) => {
    const { file, faults } = parseFile({ path: "scheme.policy", text: texts[from] });
    expect(faults).toEqual([]);
    expect(format(file, { surface: to, names: namesIn([file]), source: texts[from] })).toBe(texts[to]);
    expect(format(file, { surface: to, names: namesIn([file]) })).toBe(texts[to]);
  });
});

/** As typed, then the canonical form in each surface. */
describe("conditions", () => {
  test.each([
    ["pigs>=6", "pigs >= 6", "生猪 ≥ 6"],
    ["生猪＞＝６头", "pigs >= 6 head", "生猪 ≥ 6头"],
    ["生猪6头及以上", "pigs 6 head or more", "生猪 6头及以上"],
    ["生猪6头以上", "pigs 6 head or above", "生猪 6头以上"],
    ["生猪6头（含）以上", "pigs 6 head or more", "生猪 6头及以上"],
    ["生猪 9 头以内", "pigs 9 head or below", "生猪 9头以下"],
    ["生猪 不低于 6头", "pigs at least 6 head", "生猪 不少于 6头"],
    ["生猪 低于 6头", "pigs under 6 head", "生猪 不满 6头"],
    ["pigs is 2 to under 8", "pigs is 2 to under 8", "生猪 为 2 至 不满 8"],
    [
      "approved_on no earlier than 2024年1月5日",
      "approved_on no earlier than 2024-01-05",
      "批准日期 不早于 2024-01-05",
    ],
    ["not (pigs > 3 and sows > 3)", "not (pigs > 3 and sows > 3)", "非 （生猪 > 3 且 母猪 > 3）"],
    ["not pigs > 3 and sows > 3", "not pigs > 3 and sows > 3", "非 生猪 > 3 且 母猪 > 3"],
    [
      "(pigs > 3 or sows > 3) and (area > 1)",
      "(pigs > 3 or sows > 3) and area > 1",
      "（生猪 > 3 或 母猪 > 3） 且 面积 > 1",
    ],
    ["(pigs + sows) * 2 > 6 - (1 - 2)", "(pigs + sows) * 2 > 6 - (1 - 2)", "（生猪 + 母猪） × 2 > 6 － （1 － 2）"],
    ["((pigs)) + (sows * 2) > 6", "pigs + sows * 2 > 6", "生猪 + 母猪 × 2 > 6"],
    ["remark is one of ('a')".replaceAll("'", '"'), 'remark is one of ("a")', "【备注】 属于（“a”）"],
    ["remark 不属于（“甲”、“乙”）", 'remark is not one of ("甲", "乙")', "【备注】 不属于（“甲”、“乙”）"],
    ["cost 超过 3万元", "cost more than 3 wan yuan", "成本 超过 3万元"],
    ["pigs 1 head or more", "pigs 1 head or more", "生猪 1头及以上"],
    ["cost at most 1 yuan/household", "cost at most 1 yuan per household", "成本 不超过 1元/户"],
    ["cost at most 5 yuan per person per year", "cost at most 5 yuan per person per year", "成本 不超过 5元/人/年"],
    ["count of projects > 1", "count of projects > 1", "各 到户项目 计数 > 1"],
    ["各 当事人 的 成本 合计 > 1", "sum of cost among parties > 1", "各 当事人 的 成本 合计 > 1"],
    [
      "计数 到户项目 其中 （成本 > 1元） > 1",
      "count of projects where (cost > 1 yuan) > 1",
      "各 到户项目 其中 （成本 > 1元） 计数 > 1",
    ],
    ["80% of pigs of sows > 1", "80% of pigs of sows > 1", "（母猪 的 生猪） 的 80% > 1"],
    ["生猪 的 母猪 的 80% > 1", "(80% of sows) of pigs > 1", "生猪 的 母猪 的 80% > 1"],
    ["area 每满10亩 40元 > 100元", "40 yuan per full 10 mu of area > 100 yuan", "面积 每满10亩 40元 > 100元"],
    [
      "years from approved_on to 2024-01-01 > 3 years",
      "years from approved_on to 2024-01-01 > 3 years",
      "自 批准日期 至 2024-01-01 年数 > 3年",
    ],
    [
      "approved_on 在 2024-06-30 前 12个月内",
      "approved_on in the 12 months before 2024-06-30",
      "批准日期 在 2024-06-30 前 12个月内",
    ],
    ["area 5 baskets or more", "area 5 baskets or more", "面积 5筐及以上"],
    ["pigs > 1 working day", "pigs > 1 working day", "生猪 > 1个工作日"],
    ["pigs > 2 villages", "pigs > 2 villages", "生猪 > 2个村"],
  ])("%s", (typed, en, zh) => {
    const { condition, faults } = parseCondition(typed, known);
    expect(faults).toEqual([]);
    if (condition === null) throw new Error("not read");
    expect(formatExpr(condition, { surface: "en", names })).toBe(en);
    expect(formatExpr(condition, { surface: "zh", names })).toBe(zh);
    for (const text of [en, zh]) {
      const again = parseCondition(text, known);
      expect(again.faults, text).toEqual([]);
      expect(again.condition && formatExpr(again.condition, { surface: "en", names })).toBe(en);
    }
  });
});

describe("bodies of benefits", () => {
  test.each([
    [
      "pigs >= 6 or sows > 3 → up to 3000",
      "pigs >= 6 or sows > 3 → up to 3000",
      "生猪 ≥ 6 或 母猪 > 3 → 核定金额，最高 3000",
    ],
    [
      "生猪 >= 6 或 母猪 > 3 → 最高 3000元",
      "pigs >= 6 or sows > 3 → up to 3000 yuan",
      "生猪 ≥ 6 或 母猪 > 3 → 核定金额，最高 3000元",
    ],
    ["家禽 每羽补30元 > 1 → cost", "30 yuan per bird of poultry > 1 → cost", "家禽 每羽 30元 > 1 → 成本"],
    [
      "补 家禽 每羽补30元，10羽起补，最多补50羽",
      "pay 30 yuan per bird of poultry, from 10 birds, counting at most 50 birds",
      "补 家禽 每羽补30元，10羽起补，最多补50羽",
    ],
    ["pay portion of cost by area", "pay portion of cost by area", "补 成本 按 面积 分摊"],
    [
      "pay portion of cost by area remainder to area falling, pigs",
      "pay portion of cost by area remainder to area falling, pigs",
      "补 成本 按 面积 分摊 尾差归 面积 由高到低，生猪",
    ],
    ["pay no less than 1000 up to 5000", "pay no less than 1000 up to 5000", "补 核定金额，最低 1000 最高 5000"],
    ["when a → 1\nwhen b → 2\notherwise → 3", "when a → 1\nwhen b → 2\notherwise → 3", "当 a → 1\n当 b → 2\n其余 → 3"],
    ["remark → 5 yuan", "remark → 5 yuan", "【备注】 → 5元"],
    ["once per household", "once per household", "限一次 每户"],
    ["once", "once", "限一次"],
  ])("%s", (typed, en, zh) => {
    const { items, faults } = parseRuleBody(typed, known);
    expect(faults).toEqual([]);
    expect(formatItems(items ?? [], { surface: "en", names })).toBe(en);
    expect(formatItems(items ?? [], { surface: "zh", names })).toBe(zh);
  });
});
