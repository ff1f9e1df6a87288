import { describe, expect, test } from "vitest";
import { filled, TEMPLATES } from "../../compiler/services/completion/templates.js";
import { completion, diagnostics, finds } from "../../compiler/services/index.js";
import { pinyin } from "../../compiler/services/pinyin.js";
import { clauses, EN_HEAD, made, marked, ZH_HEAD } from "./support.js";

function labels(source: string, typed = ""): string[] {
  const { snap, at } = clauses(source);
  return completion(snap, at, { sounds: pinyin })
    .items.filter((item) => typed === "" || finds(typed, item))
    .map(({ label }) => label);
}

/** Marked clause, what must be offered (in this order among themselves), what must not. */
const CASES: readonly [source: string, offered: readonly string[], not: readonly string[]][] = [
  ["benefit grain/粮食\n  when grain_area ^", ["at least", "is", "and"], ["pigs", "定义"]],
  ["奖补 粮食/grain\n  当 连片粮食面积 ^", ["不少于", "为", "且"], ["生猪", "at least"]],
  ["benefit grain/粮食\n  when ^", ["pigs", "grain_area", "not", "any of"], ["or more", "relation", "planted_area"]],
  ["benefit grain/粮食\n  when grain_area >= 5 mu\n  pay 300 yuan per ^", ["mu", "head"], ["pigs", "when"]],
  ["奖补 粮食/grain\n  当 连片粮食面积 5^", ["亩", "头", "及以上", "万元"], ["生猪"]],
  ["奖补 粮食/grain\n  当 户类型 为 ^", ["脱贫户", "一般农户"], ["边缘易致贫户"]],
  ["benefit b/乙\n  when registered is one of (lifted_out, ^", ["ordinary"], ["marginal"]],
  ["奖补 粮食/grain\n  补 300元\n限额 总额限额/cap\n  ^", ["粮食", "全部奖补"], ["生猪"]],
  ["limit cap/限额甲\n  all benefits per ^", ["household", "member"], ["pigs"]],
  ["question q/问\n  - a/甲 = pigs > 3\n  - b/乙 = pigs >= 3\n  taken ^", ["a", "b"], ["pigs", "when"]],
  ["define d/丁 = sum of ^", ["project", "grain_area"], []],
  ["define d/丁 = sum of approved_cost among project where ^", ["content"], []],
  ["定义 项/d = 各 ^", ["到户项目", "成员"], ["生猪"]],
  ["param p/数: ^", ["yuan", "yes/no", "whole number", "text", "date"], ["pigs"]],
  ["param p/数 by registered\n  - ^", ["lifted_out", "ordinary", "otherwise"], ["marginal"]],
  ['example "a"\n  given registered ^', ["lifted_out"], ["pigs"]],
  ['example "a"\n  given ^', ["pigs", "as in"], ["benefit"]],
  ["示例 “甲”\n  已知 生猪 6头\n  应得 ^", ["总额", "不符合", "待定"], ["生猪"]],
  ["benefit b/乙\n  pay 300\nlimit l/限\n  b up to b.^", ["gross", "net"], ["pigs"]],
  ["for each ^", ["household", "member"], ["pigs", "benefit"]],
  ["benefit b/乙\n  pay 300\n^", ["limit", "when", "cite"], ["pigs", "version"]],
  ["# about ^", [], ["pigs", "benefit"]],
  ['benefit b/乙 "about ^', [], ["pigs"]],
];

describe("what is offered", () => {
  test.each(CASES)("%s", (source, offered, not) => {
    const found = labels(source);
    for (const label of offered) expect(found).toContain(label);
    for (const label of not) expect(found).not.toContain(label);
  });

  test("what the place asks for comes first", () => {
    expect(labels("奖补 粮食/grain\n  当 户类型 为 ^").slice(0, 2)).toEqual(["脱贫户", "一般农户"]);
    expect(labels("奖补 粮食/grain\n  补 300元\n限额 总限额/cap\n  ^")[0]).toBe("粮食");
  });

  test("an empty file begins with a policy or a vocabulary", () => {
    const { items } = completion(made(""), 0, { surface: "zh" });
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(["政策", "词表", "政策 …"]));
    expect(items.map(({ label }) => label)).not.toContain("奖补");
  });

  test("headers before the first clause only", () => {
    const { text, at } = marked('policy t\n  version "1"\n  ^\nfor each household\n');
    const here = completion(made(text), at).items.map(({ label }) => label);
    expect(here).toEqual(expect.arrayContaining(["in force", "round", "uses", "benefit"]));
    expect(labels("^")).not.toContain("in force");
  });
});

describe("Chinese by pinyin", () => {
  test.each([
    ["lplsmj", "连片粮食面积"],
    ["lianpian", "连片粮食面积"],
    ["shengzhu", "生猪"],
    ["sz", "生猪"],
    ["hlx", "户类型"],
    ["生", "生猪"],
    ["pigs", "生猪"],
  ])("%s finds %s", (typed, label) => {
    expect(labels("奖补 粮食/grain\n  当 ^", typed)).toContain(label);
  });

  test("letters begun are replaced, and what they begin comes first", () => {
    const { snap, at, text } = clauses("奖补 粮食/grain\n  当 sz^");
    const { replace, items } = completion(snap, at, { sounds: pinyin });
    expect(text.slice(replace.start, replace.end)).toBe("sz");
    expect(items.findIndex(({ label }) => label === "生猪")).toBeLessThan(3);
    expect(items[0]?.filterText).toMatch(/(^| )sz/);
  });

  test("keywords too", () => {
    expect(labels("奖补 粮食/grain\n  当 连片粮食面积 ^", "bsy")).toContain("不少于");
    expect(labels("奖补 甲/a\n  补 300元\n^", "jb")).toContain("奖补");
  });

  test("a unit begun right after its number", () => {
    const { snap, at, text } = clauses("benefit b/乙\n  when pigs >= 6 he^");
    const { replace, items } = completion(snap, at);
    expect(text.slice(replace.start, replace.end)).toBe("he");
    expect(items[0]?.label).toMatch(/^he/);
  });
});

describe("clause templates", () => {
  test.each(
    TEMPLATES.flatMap((template) =>
      (["en", "zh"] as const).map((surface) => [template.title.en, surface, template] as const),
    ),
  )("%s (%s) reads as it stands", (_, surface, { head, text }) => {
    const clause = filled(text[surface]);
    const body = "benefit other/其他\n  pay 5 yuan\n";
    const before = (surface === "en" ? EN_HEAD : ZH_HEAD).replace(/^(?:eligible when|享受条件).*\n/m, "");
    const whole = head === "policy" ? `${clause}\n` : `${before}${body}${clause}\n`;
    const errors = diagnostics(made(whole)).filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, title, start, end }) => `${code} ${title.en}: ${whole.slice(start, end)}`)).toEqual([]);
  });

  test("are offered where a clause may begin, in the file's language", () => {
    const { snap, at } = clauses("^");
    const templates = completion(snap, at).items.filter(({ snippet }) => snippet);
    expect(templates.length).toBeGreaterThan(10);
    expect(templates.every(({ insert }) => !/^\p{Script=Han}/u.test(insert))).toBe(true);
    const inside = clauses("benefit b/乙\n  pay ^");
    expect(completion(inside.snap, inside.at).items.filter(({ snippet }) => snippet)).toEqual([]);
  });
});
