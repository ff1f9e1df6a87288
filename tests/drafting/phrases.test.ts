import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDrafting } from "../../compiler/check/drafting/index.js";
import { bound, folded, type Phrase, phrasesIn } from "../../compiler/check/drafting/phrases.js";
import { text } from "../../compiler/ir/rational.js";
import { parseFile } from "../../grammar/index.js";

const read = (quote: string): string[] =>
  phrasesIn(folded(quote)).map(
    (p) => `${p.subject}|${text(p.figure.value)}|${p.figure.unit ?? "-"}|${p.relation ?? "-"}`,
  );

describe("numbers in official sentences", () => {
  test.each([
    ["连片面积在５亩以上，奖励300元／亩", ["连片面积在5亩以上|5|mu|ge", "奖励300元/亩|300|yuan|-"]],
    ["生猪6头及以上、母猪3头以上", ["生猪6头及以上|6|head|ge", "母猪3头以上|3|head|ge"]],
    ["全区共计1,015户、304.5万元", ["全区共计1015户|1015|household|-", "304.5万元|3045000|yuan|-"]],
    ["单户补助资金最高不能超过4000元", ["单户补助资金最高不能超过4000元|4000|yuan|le"]],
    ["年收益分配不得低于注入资金的6%", ["年收益分配不得低于注入资金的6%|6|percent|ge"]],
    ["超过1个月以上未支出", ["超过1个月以上|1|month|gt"]],
    ["3亩(不含)以上、5亩以上(含5亩)", ["3亩(不含)以上|3|mu|gt", "5亩以上(含5亩)|5|mu|ge"]],
    ["2024年6月15日前，荣委办发〔2024〕3号，5月底", []],
    ["享有3年巩固期", ["享有3年|3|year|-"]],
  ])("%s", (quote, expected) => {
    expect(read(quote).map((r) => r.replace(/,/g, ""))).toEqual(expected);
  });

  test("a bound is printed so that nobody can misread it", () => {
    const [pigs, area, share] = ["3头", "2亩", "60%"].map((quote) => phrasesIn(quote)[0] as Phrase) as [
      Phrase,
      Phrase,
      Phrase,
    ];
    expect([bound("ge", pigs), bound("gt", pigs), bound("le", area), bound("lt", share), bound("eq", area)]).toEqual([
      { en: "≥ 3 head (3 included)", zh: "≥3头（含3头）" },
      { en: "> 3 head (3 not included)", zh: ">3头（不含3头）" },
      { en: "≤ 2 mu (2 included)", zh: "≤2亩（含2亩）" },
      { en: "< 60% (60% not included)", zh: "<60%（不含60%）" },
      { en: "= 2 mu", zh: "=2亩" },
    ]);
  });
});

const piece = fc.constantFrom(
  ..."以上 及以上 以下 以内 超过 不超过 低于 不满 不足 达到 最高 元 亩 头 户 % 万 等 其他 原则上 适当 左右 户均 各 合计 只能选择一种 / 、 ， 。 （ ） ( ) 含 每 个 村 年 月 日 3 5.5 1,000 300 玉米 大豆".split(
    " ",
  ),
);

test("no sentence breaks the checks, and none takes long", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 60 }), (pieces) => {
      const quote = pieces.join("").replace(/["“”\n\r]/g, "");
      const policy = `政策 试点/demo\n  版本 “1”\n  施行 2024-01-01\n  原文 “a.txt”\n对每个 户\n奖补 粮食/grain 依据 “一” 引 “${quote}” 当 面积 5亩以上 补 面积 每亩 300元 最高 3000元\n限额 户限额/cap 依据 “一” 引 “${quote}” 全部奖补 每户 最高 3000元`;
      const { file } = parseFile({ path: "demo.policy", text: policy });
      if (file.kind !== "PolicyFile") return;
      const started = performance.now();
      const found = checkDrafting(file, "demo.policy", () => quote);
      expect(performance.now() - started).toBeLessThan(1_000);
      for (const d of found) {
        if (d.place.kind !== "source") continue;
        expect(d.place.span.end).toBeLessThanOrEqual(policy.length);
        expect(d.place.span.start).toBeLessThan(d.place.span.end);
      }
    }),
    { numRuns: 300 },
  );
});
