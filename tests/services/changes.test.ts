import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codeActions,
  diagnostics,
  formatDocument,
  formatRange,
  formatted,
  inlayHints,
  lineEdits,
  surfaceOf,
} from "../../compiler/services/index.js";
import { apply, clauses, made, policyText, ZH_HEAD } from "./support.js";

/** What a place offers, in English, and the clauses after the change of that title. */
function offered(source: string, title: RegExp): string {
  const { snap, at, text } = clauses(source);
  const action = codeActions(snap, { start: at, end: at }).find((one) => title.test(one.title.en));
  if (action === undefined)
    throw new Error(
      `not among: ${codeActions(snap, { start: at, end: at })
        .map((a) => a.title.en)
        .join(" | ")}`,
    );
  return apply(text, action.edits);
}

describe("code actions", () => {
  test("take another reading, in the language in which one is taken", () => {
    const zh =
      "口径 母猪达标/sow_rule\n  - 超过三头/strict = 母猪 超过 3头\n  - 含三头/inclusive = 母猪 3头及以上\n  采用口径 超^过三头\n定义 达标/d = 母猪达标\n";
    expect(offered(zh, /Take the reading inclusive/)).toContain("采用口径 含三头");
    const used = "question q/问\n  - a/甲 = pigs > 3\n  - b/乙 = pigs >= 3\n  taken a\ndefine d/丁 = q^\n";
    expect(offered(used, /Take the reading b/)).toContain("taken b");
  });

  test("parentheses where and stands beside or", () => {
    const source = "define d/丁 = able and willing ^or away\n";
    expect(offered(source, /Read `and` first/)).toContain("(able and willing) or away");
    expect(offered(source, /Read `or` first/)).toContain("able and (willing or away)");
  });

  test("words that run together are separated", () => {
    expect(offered("定义 扶持/d = 有劳^动力且有发展意愿\n", /Separate/)).toContain("有劳动力 且 有发展意愿");
  });

  test("a missing tier is added, in the file's language, and then nothing is missing", () => {
    const en =
      "param rate/标准 by p^igs\n  - under 50 head → 100 yuan\n  - at least 60 head → 200 yuan\nbenefit b/乙\n  pay rate\n";
    expect(offered(en, /missing rows/)).toMatch(/- 50 head to 59 head → 0 yuan/);
    const zh = "参数 标准/rate 按 生^猪\n  - 不满 50头 → 100元\n  - 不少于 60头 → 200元\n奖补 甲/b\n  补 标准\n";
    expect(offered(zh, /missing rows/)).toMatch(/- 50头 至 59头 → 0元/);
    expect(offered(zh, /all others/)).toContain("- 其余 → 0元");
    const choice = "参数 标准/rate 按 户类^型\n  - 脱贫户 → 100元\n奖补 甲/b\n  补 标准\n";
    expect(offered(choice, /missing rows/)).toContain("- 一般农户 → 0元");
  });

  test("a clause, or the whole file, in the other language", () => {
    expect(offered("benefit grain/粮食\n  pa^y 300 yuan per mu of grain_area\n", /this clause in Chinese/)).toContain(
      "奖补 粮食/grain 补 连片粮食面积 每亩 300元",
    );
    const { snap, text } = clauses("benefit grain/粮食\n  pay 300 yuan per mu of grain_area\n");
    const whole = codeActions(snap, { start: 3, end: 3 }).find(({ title }) => /whole file in Chinese/.test(title.en));
    expect(apply(text, whole?.edits ?? [])).toMatch(/^政策 试\/t[\s\S]*奖补 粮食\/grain 补 连片粮食面积 每亩 300元/u);
  });

  test("the whole file in the other language keeps its meaning", () => {
    const text = policyText("rongchang-2024");
    const before = made(text);
    const [action] = codeActions(before, { start: 0, end: 0 }).filter(({ title }) => /whole file/.test(title.en));
    const after = made(apply(text, action?.edits ?? []));
    expect(surfaceOf(after.source.text)).toBe("en");
    expect(after.compiled.hash).toBe(before.compiled.hash);
    expect(before.compiled.hash).not.toBeNull();
  });

  test("the fixes of messages are those that the compiler gives", () => {
    const { snap, at } = clauses("benefit b/乙\n  pay 10,^000 yuan\n");
    const [fix] = codeActions(snap, { start: at, end: at });
    expect(fix).toMatchObject({ kind: "fix", code: "P1006" });
  });
});

describe("format", () => {
  const loose =
    "benefit   grain/粮食\n when grain_area>=5 mu\n     pay 300 yuan per mu of grain_area\n\n\n\nbenefit  b/乙\n pay   5 yuan\n";

  test("the whole file, by lines that change", () => {
    const { snap, text } = clauses(loose);
    const edits = formatDocument(snap);
    expect(apply(text, edits)).toBe(formatted(snap));
    expect(made(formatted(snap)).source.text).toContain("benefit b/乙 pay 5 yuan");
    expect(edits.every(({ start }) => start >= text.indexOf("benefit"))).toBe(true);
    expect(formatDocument(made(formatted(snap)))).toEqual([]);
  });

  test("the line ends of the file stay", () => {
    const text = formatted(clauses(loose).snap).replace(/\n/g, "\r\n");
    expect(formatDocument(made(text))).toEqual([]);
    const [edit, ...rest] = formatDocument(made(text.replace("pay 5 yuan", "pay   5 yuan")));
    expect(rest).toEqual([]);
    expect(edit?.text).toBe("benefit b/乙 pay 5 yuan\r\n");
  });

  test("a range only", () => {
    const { snap, text } = clauses(loose);
    const at = text.indexOf("pay   5");
    const after = apply(text, formatRange(snap, { start: at, end: at + 3 }));
    expect(after).toContain("benefit b/乙 pay 5 yuan");
    expect(after).toContain("benefit   grain/粮食\n when grain_area>=5 mu");
  });

  test("what was pasted, with a clause beside it that cannot be read", () => {
    const { snap, text } = clauses("benefit grain/粮食\n  when and\nbenefit  b/乙\n pay   5 yuan\n");
    const at = text.indexOf("benefit  b");
    const after = apply(text, formatRange(snap, { start: at, end: text.length }));
    expect(after).toContain("benefit grain/粮食\n  when and");
    expect(after).toContain("benefit b/乙 pay 5 yuan");
  });

  test("line edits make one text into the other, and nothing where they are equal", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", "", "d e"), { maxLength: 12 });
    const text = fc.tuple(lines, fc.constantFrom("", "\n")).map(([all, end]) => all.join("\n") + end);
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = lineEdits(before, after);
        expect(apply(before, edits)).toBe(after);
        for (let i = 1; i < edits.length; i += 1)
          expect(edits[i - 1]?.end as number).toBeLessThan(edits[i]?.start as number);
        if (before === after) expect(edits).toEqual([]);
      }),
    );
  });

  test("line edits keep the lines that stay", () => {
    expect(lineEdits("a\nb\nc\nd\n", "a\nx\nc\ny\nd\n")).toEqual([
      { start: 2, end: 4, text: "x\n" },
      { start: 6, end: 6, text: "y\n" },
    ]);
  });
});

describe("inlay hints", () => {
  test.each([
    ["奖补 甲/b\n  当 连片粮食面积 5亩以上\n  补 5元\n", "含5亩", "5亩以上"],
    ["奖补 甲/b\n  当 母猪 超过 3头\n  补 5元\n", "不含3头", "3头"],
    ["奖补 甲/b\n  当 母猪 不满 3头\n  补 5元\n", "不含3头", "3头"],
    ["benefit b/乙\n  when pigs 6 head or more\n  pay 5 yuan\n", "含6 head", "6 head or more"],
  ])("%s", (source, text, behind) => {
    const { snap, text: whole } = clauses(source);
    const [hint, ...rest] = inlayHints(snap, { start: whole.indexOf("\n\n"), end: whole.length });
    expect(hint?.text.zh).toBe(text);
    expect(whole.slice(0, hint?.offset).endsWith(behind)).toBe(true);
    expect(rest).toEqual([]);
  });

  test("the money of a clause stands at the end of its first line", () => {
    const { snap, text } = clauses("benefit b/乙\n  pay 5 yuan\n");
    const hints = inlayHints(
      snap,
      { start: 0, end: text.length },
      { moneyOf: (id) => (id === "b" ? { en: "12.00 yuan", zh: "12.00元" } : null) },
    );
    expect(hints).toEqual([
      expect.objectContaining({
        kind: "money",
        text: { en: "12.00 yuan", zh: "12.00元" },
        offset: text.indexOf("b/乙") + 3,
      }),
    ]);
  });
});

test("diagnostics carry both languages and their fixes", () => {
  const text = `${ZH_HEAD}奖补 甲/b\n  补 10,000元\n`;
  const [first] = diagnostics(made(text));
  expect(first).toMatchObject({ code: "P1006", severity: "error", file: "t.policy" });
  expect(first?.title.zh).not.toBe(first?.title.en);
  expect(apply(text, first?.fixes[0]?.edits ?? [])).toContain("补 10000元");
});
