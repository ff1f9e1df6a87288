import { describe, expect, test } from "vitest";
import type { Benefit, Clause, Table, Value } from "../../grammar/ast.js";
import { parseCondition, parseRuleBody } from "../../grammar/index.js";
import { award, range, show } from "./support/show.js";
import { parse } from "./support/trees.js";

describe("conditions", () => {
  const cases: readonly [string, string][] = [
    // Operators and their rank.
    ["a + b * c - d / e >= 3", "[((a + (b * c)) - (d / e)) >= 3]"],
    ["a - b - c = 0", "[((a - b) - c) = 0]"],
    ["a and b and c", "(a and b and c)"],
    ["(a and b) and c", "(a and b and c)"],
    ["a or (b and c)", "(a or (b and c))"],
    ["not a and not not b", "(not a and not not b)"],
    ["not a >= 3", "not [a >= 3]"],
    ["5% of a + b > 3", "[((5% of a) + b) > 3]"],
    ["5% of 10% of a > 3", "[(5% of (10% of a)) > 3]"],
    ["a 的 5% > 3", "[(5% of a) > 3]"],
    ["a 每亩 300元 > 3", "[(300元/亩 of a) > 3]"],
    ["a 每人 每年 300元 > 3", "[(300元/人/年 of a) > 3]"],
    ["300 yuan per full 10 mu of a > 3", "[(300yuan/full10mu of a) > 3]"],
    ["a 每满10亩 40元 > 3", "[(40元/full10亩 of a) > 3]"],
    // Comparators keep their wording class.
    ["a >= 3", "[a >= 3]"],
    ["a ≥ 3", "[a >= 3]"],
    ["a at least 3", "[a >='word 3]"],
    ["a 不低于 3", "[a >='word 3]"],
    ["a 3 or more", "[a >='postfix 3]"],
    ["a 3 or above", "[a >='above 3]"],
    ["a 3以内", "[a <='above 3]"],
    ["a 低于 3", "[a <'word 3]"],
    ["a no later than 2024-01-01", "[a <='date 2024-01-01]"],
    ["a 晚于 2024年1月1日", "[a >'date 2024-01-01]"],
    ["a is b", "[a ='is b]"],
    ["a is not “b”", '[a !=\'is "b"]'],
    ["a != 3", "[a != 3]"],
    // Brackets say whether an end is included.
    ["a 6头（含）以上", "[a >='postfix 6头]"],
    ["a 6头以上（含6头）", "[a >='postfix 6头]"],
    ["a 6头以上（不含）", "[a >'word 6头]"],
    ["a 6头（不含6头）以下", "[a <'word 6头]"],
    ["a 为 3—5亩（含）", "[a ='is 3 .. 5亩]"],
    ["a 为 3—5亩（不含5亩）", "[a ='is 3 ..< 5亩]"],
    ["a is 3 to under 5 mu", "[a ='is 3 ..< 5mu]"],
    ["a more than 3 to 5", "[a >'word 3 .. 5]"],
    ["a > 3 to under 5", "[a > 3 ..< 5]"],
    // What is known, sets of values, windows.
    ["a is known or b 未填", "([a known] or [b missing])"],
    ["a is not one of (b, “c”, 2014)", '[a not in b, "c", 2014]'],
    ["a 属于（b、c）", "[a in b, c]"],
    ["paid_on in the 12 months before d", "[paid_on within 12months before d]"],
    ["paid_on 在 d 前 12个月内", "[paid_on within 12个月 before d]"],
    // Sets and lists.
    ["count of members where able >= 3", "[count< among members where able> >= 3]"],
    ["count of members where (a >= 3 and b) >= 3", "[count< among members where ([a >= 3] and b)> >= 3]"],
    ["sum of a among b * 2 > 3", "[(sum<a among b> * 2) > 3]"],
    ["sum of (a - b) among c where d > 3", "[sum<(a - b) among c where d> > 3]"],
    ["各 c 其中 d 的 （a - b） 合计 > 3", "[sum<(a - b) among c where d> > 3]"],
    ["各 c 的 取低（a，b） 合计 > 3", "[sum<lowest{a; b} among c> > 3]"],
    ["各 c 计数 为 3", "[count< among c> ='is 3]"],
    ["all of built among projects", "all<built among projects>"],
    ["any of (a, b >= 3)", "any{a; [b >= 3]}"],
    ["highest of (a, 2 * b, c up to 3) > 3", "[highest{a; (2 * b); c max 3} > 3]"],
    ["any of\n- a\n- (all of\n  - b\n  - c)\n- d", "any{a; all{b; c}; d}"],
    ["first of (a → 1, otherwise → 2) = 1", "[first{a: 1; else 2} = 1]"],
    ["(a → 1; b → 2; otherwise → 3) = 1", "[cases{a: 1; b: 2; else 3} = 1]"],
    ["(a + b up to 3000 no less than 5) > 1", "[((a + b) max 3000 min 5) > 1]"],
    // The rest of the operands.
    ["round half even (a / 3) to 0.1 mu > 1", "[round halfEven((a / 3) to 0.1mu) > 1]"],
    ["years from born_on to (d + 1 year) at least 60", "[years(born_on to (d + 1year)) >='word 60]"],
    ["自 born_on 至 2024-01-01 工作日数 > 3", "[workingDays(born_on to 2024-01-01) > 3]"],
    ["slab t of a > 3", "[(slab t of a) > 3]"],
    ["a in wan yuan per month > 3", "[(a in wanyuan/month) > 3]"],
    ["a 折合 万元/月 > 3", "[(a in wan元/月) > 3]"],
    ["a.b.c > 3", "[a.b.c > 3]"],
    ["a is yes", "[a ='is true]"],
  ];
  test.each(cases)("%s", (source, expected) => {
    const { condition, faults } = parseCondition(source);
    expect(faults).toEqual([]);
    expect(condition && show(condition)).toBe(expected);
  });
});

describe("amounts", () => {
  const cases: readonly [string, string][] = [
    ["up to 3000", "entered max 3000"],
    ["no less than 1000 yuan up to 5000 yuan", "entered min 1000yuan max 5000yuan"],
    ["approved amount, up to 3000 yuan", "entered max 3000yuan"],
    ["核定金额，最高3000元", "entered max 3000元"],
    ["a * 2 up to b + 1", "(a * 2) max (b + 1)"],
    ["30 yuan per bird of hens, from 10, counting at most 50", "(30yuan/bird of hens) from 10 counting 50"],
    ["hens 每羽补30元，10羽起补，最多补50羽，最高1500元", "(30元/羽 of hens) from 10羽 counting 50羽 max 1500元"],
    ["portion of p by w * 2 up to 5000", "portion(p by (w * 2)) max 5000"],
    ["p 按 w 分摊", "portion(p by w)"],
    ["portion of p by w remainder to size falling, name up to 5", "portion(p by w; size falling, name) max 5"],
    ["sum of\n- a up to 3\n- 5% of b", "sum{a max 3; (5% of b)}"],
    ["sum of\n- 30 yuan per bird of hens, counting at most 50\n- b", "sum{(30yuan/bird of hens) counting 50; b}"],
    ["(sum of\n- a\n- b) up to 3", "sum{a; b} max 3"],
    ["lowest of (2000 yuan per person of size, 6000 yuan)", "lowest{(2000yuan/person of size); 6000yuan}"],
  ];
  test.each(cases)("pay %s", (source, expected) => {
    const { items, faults } = parseRuleBody(`pay ${source}`);
    expect(faults).toEqual([]);
    const item = items?.[0];
    expect(item?.kind === "Pay" && award(item.award)).toBe(expected);
  });
});

const only = (text: string): Clause => {
  const { file, faults } = parse(`policy p\n${text}`);
  expect(faults).toEqual([]);
  expect(file.clauses).toHaveLength(1);
  return file.clauses[0] as Clause;
};

function patterns(rows: string): string[] {
  const { body } = only(`param t by area\n${rows}`) as Value;
  return (body as Table).rows.map((row) =>
    row.patterns
      .flatMap((pattern) => pattern.tests)
      .map((each) => `${each.comparison ? `${each.comparison.relation} ` : ""}${show(each.value)}${range(each.to)}`)
      .join(" | "),
  );
}

describe("neighbouring tiers", () => {
  test("after an end with （含）, 以上 begins above it", () => {
    expect(patterns("- 3 至 5亩（含） → 1\n- 5亩以上 → 2\n")).toEqual(["3 .. 5亩", "gt 5亩"]);
    expect(patterns("- 3 to 5 mu (incl) → 1\n- 5 mu or above → 2\n")).toEqual(["3 .. 5mu", "gt 5mu"]);
  });

  test("without the bracket, with another number, or where the second says 及以上, both include it", () => {
    expect(patterns("- 3 至 5亩 → 1\n- 5亩以上 → 2\n")).toEqual(["3 .. 5亩", "ge 5亩"]);
    expect(patterns("- 3 至 5亩（含） → 1\n- 6亩以上 → 2\n")).toEqual(["3 .. 5亩", "ge 6亩"]);
    expect(patterns("- 3 至 5亩（含） → 1\n- 5亩及以上 → 2\n")).toEqual(["3 .. 5亩", "ge 5亩"]);
    expect(patterns("- 3 至 5亩（含） → 1\n- 5亩（含）以上 → 2\n")).toEqual(["3 .. 5亩", "ge 5亩"]);
  });

  test("in the rules of a benefit and the rows of a list too", () => {
    const { items } = only("benefit b\n  when a is 3 to 5 mu (incl) → 1\n  when a 5.0 mu or above → 2\n") as Benefit;
    expect(items.map((item) => item.kind === "Rule" && show(item.condition))).toEqual([
      "[a ='is 3 .. 5mu]",
      "[a >'word 5.0mu]",
    ]);
    const { items: listed } = only(
      "benefit b pay first of\n  - a is 3 to 5 mu (incl) → 1\n  - a 5 mu or above → 2\n",
    ) as Benefit;
    const pay = listed[0];
    expect(pay?.kind === "Pay" && award(pay.award)).toBe("first{[a ='is 3 .. 5mu]: 1; [a >'word 5mu]: 2}");
  });

  test("patterns: alternatives, ranges, texts and open ends", () => {
    expect(patterns("- 2、3 或 5 → 1\n- 超过 5 至 不满 8 → 2\n- “桑” → 3\n- under 1 → 4\n- yes → 5\n")).toEqual([
      "2 | 3 | 5",
      "gt 5 ..< 8",
      '"桑"',
      "lt 1",
      "true",
    ]);
  });
});

describe("spans", () => {
  test("each node covers what it was read from", () => {
    const text =
      "policy p\nbenefit 粮食/grain “粮”\n  when a 5 mu or above\n  pay 300 yuan per mu of a up to 3000 yuan\n";
    const benefit = parse(text).file.clauses[0] as Benefit;
    const slice = ({ span }: { span: { start: number; end: number } }) => text.slice(span.start, span.end);
    expect(slice(benefit.decl)).toBe("粮食/grain “粮”");
    const [when, pay] = benefit.items;
    expect(when && slice(when)).toBe("when a 5 mu or above");
    expect(pay && slice(pay)).toBe("pay 300 yuan per mu of a up to 3000 yuan");
    if (pay?.kind !== "Pay" || pay.award.kind !== "Amount" || pay.award.base?.kind !== "Of")
      throw new Error("not a rate");
    expect(slice(pay.award.base)).toBe("300 yuan per mu of a");
    expect(slice(pay.award.base.left)).toBe("300 yuan per mu");
    expect(pay.award.cuts.map(slice)).toEqual(["up to 3000 yuan"]);
  });
});
