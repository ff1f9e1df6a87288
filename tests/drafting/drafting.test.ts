import { describe, expect, test } from "vitest";
import { checkDrafting } from "../../compiler/check/drafting/index.js";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { parseFile } from "../../grammar/index.js";

const HEADER = `政策 试点/demo “试点”
  版本 “1”
  施行 2024-01-01
  原文 “source.txt”
  取整 四舍五入 至 0.01元
对每个 户
`;

function check(clauses: string, source: string | null = null): Diagnostic[] {
  const text = HEADER + clauses;
  const { file, faults } = parseFile({ path: "demo.policy", text });
  expect(faults).toEqual([]);
  if (file.kind !== "PolicyFile") throw new Error("not a policy");
  // Without a source of their own, tests of wording quote a document that says just that.
  const quotes = [...clauses.matchAll(/引 “([^”]*)”/g)].map((m) => m[1]).join("\n");
  return checkDrafting(file, "demo.policy", (name) => (name === "source.txt" ? (source ?? quotes) : null));
}

const codes = (found: readonly Diagnostic[]): string[] => found.map((d) => d.code);

function zh(found: readonly Diagnostic[]): string[] {
  return found.map((d) => (catalogue[d.code].body.zh as (p: unknown) => string)(d.params));
}

describe("quotations and their source", () => {
  const clause = `奖补 粮食/grain 依据 “四” 引 “面积在5亩以上，奖励300元/亩”
  当 面积 5亩以上
  补 面积 每亩 300元`;

  test("found exactly, whatever the width and spacing", () => {
    expect(check(clause, "一、粮食\n连片面积在 ５亩以上,\n奖励300元／亩。")).toEqual([]);
  });

  test("not found: an error that shows the nearest passage", () => {
    const found = check(clause, "连片面积在5亩以下，不予奖励。其余由各镇街自行确定，报区级备案。");
    expect(codes(found)).toEqual(["P4008"]);
    expect(zh(found)[0]).toContain("source.txt中没有“面积在5亩以上，奖励300元/亩”");
  });

  test("a slip of typing is shown and corrected from the source", () => {
    const found = check(
      `核查 收入/income 依据 “二” 引 “贫困村农民收入比上年有明显增长” 收入 已填`,
      "全年贫困村农民收人比上年有明显增长。",
    );
    expect(codes(found)).toEqual(["P4009"]);
    expect(zh(found)[0]).toContain("引文作“贫困村农民收入比上年有明显”");
    expect(found[0]?.fixes[0]?.edits[0]?.text).toBe("贫困村农民收人比上年有明显增长");
    const edit = found[0]?.fixes[0]?.edits[0];
    const text = `${HEADER}核查 收入/income 依据 “二” 引 “贫困村农民收入比上年有明显增长” 收入 已填`;
    expect(text.slice(edit?.span.start, edit?.span.end)).toBe("贫困村农民收入比上年有明显增长");
  });

  test("a changed figure gets no fix", () => {
    const found = check(
      clause.replace("引 “面积在5亩以上，奖励300元/亩”", "引 “连片面积在5亩以上，奖励350元/亩”"),
      "连片面积在5亩以上，奖励300元/亩",
    );
    expect(codes(found)).toEqual(["P4009", "P4016"]);
    expect(found[0]?.fixes).toEqual([]);
    expect(zh(found)[0]).toContain("其中有数字不同");
  });

  test("without the source a note says that nothing was compared", () => {
    const { file } = parseFile({ path: "demo.policy", text: HEADER + clause });
    if (file.kind !== "PolicyFile") throw new Error("not a policy");
    expect(codes(checkDrafting(file, "demo.policy", () => null))).toEqual(["P4017"]);
  });
});

describe("number words", () => {
  test("以上 beside 及以上 is told once, with the question that answers it", () => {
    const found = check(`口径 母猪达标/sow_rule “是否含3头” 依据 “四” 引 “生猪6头及以上、母猪3头以上”
  - 超过三头/strict “超过3头” = 母猪 超过 3头
  - 含三头/inclusive “3头及以上” = 母猪 3头及以上
  采用 超过三头
奖补 养殖/livestock 依据 “四” 引 “生猪6头及以上、母猪3头以上，最高3000元”
  当 生猪 6头及以上 或 母猪达标
  补 最高 3000元`);
    expect(codes(found)).toEqual(["P4007"]);
    expect(zh(found)[0]).toBe(
      "同一句中“生猪6头及以上”与“母猪3头以上”写法不同。按民法典第1259条，“以上”含本数，即≥3头（含3头）；与“及以上”并用时也可理解为>3头（不含3头）。本版本采用“超过3头”。",
    );
    expect(found[0]?.params).toMatchObject({ question: { en: "sow_rule", zh: "母猪达标" } });
  });

  test("each reading of 以上 alone includes the number, and so need the rule", () => {
    const clause = (test: string) => `奖补 粮食/grain 依据 “四” 引 “面积5亩以上，奖励300元/亩”
  当 面积 ${test}
  补 面积 每亩 300元`;
    expect(codes(check(clause("5亩以上")))).toEqual([]);
    expect(codes(check(clause("不少于 5亩")))).toEqual([]);
    const found = check(clause("超过 5亩"));
    expect(codes(found)).toEqual(["P4015"]);
    expect(zh(found)[0]).toContain("“5亩以上”按民法典第1259条是≥5亩（含5亩），规则写的是>5亩（不含5亩）");
  });

  test.each([
    ["不低于2亩", "≥ 2亩", true],
    ["不低于2亩", "超过 2亩", false],
    ["超过2亩", "超过 2亩", true],
    ["超过2亩", "≥ 2亩", false],
    ["不足2亩", "不满 2亩", true],
    ["不足2亩", "不超过 2亩", false],
    ["低于2亩", "不满 2亩", true],
    ["2亩以下", "不超过 2亩", true],
    ["2亩以下", "不满 2亩", false],
    ["2亩以内", "不超过 2亩", true],
    ["达到2亩", "≥ 2亩", true],
    ["2亩（含）以上", "≥ 2亩", true],
    ["2亩（不含）以上", "超过 2亩", true],
    ["2亩及以上", "超过 2亩", false],
  ])("%s beside %s: %s", (words, rule, agrees) => {
    const found = check(`核查 规模/scale 依据 “四” 引 “种植面积${words}” 面积 ${rule}`);
    expect(codes(found)).toEqual(agrees ? [] : ["P4015"]);
  });

  test("an exception says the opposite of what it excludes", () => {
    expect(
      check(`享受条件 当 有劳动力
  除外 当 面积 不满 5亩
  依据 “三” 引 “有劳动力且面积不低于5亩的”`),
    ).toEqual([]);
  });

  test("a cap is quoted as 不超过 or 最高", () => {
    const limit = (words: string) => `限额 户限额/cap 依据 “四” 引 “${words}”
  全部奖补 每户 最高 3000元`;
    expect(check(limit("奖励补助不超过3000元/户"))).toEqual([]);
    expect(codes(check(limit("奖励补助不低于3000元/户")))).toEqual(["P4015"]);
    expect(codes(check(limit("单户补助最高不能超过3500元")))).toEqual(["P4016"]);
  });

  test("超过……以上 says both at once", () => {
    const found = check(`核查 逾期/late 依据 “五” 引 “超过1个月以上未支出的” 未支出月数 不超过 1个月`);
    expect(codes(found)).toContain("P4018");
    expect(zh(found)[0]).toContain("对同一个数既说>1个月（不含1个月），又说≥1个月（含1个月）");
  });
});

describe("figures", () => {
  test("the rate quoted and the rate written", () => {
    const found = check(`奖补 粮食/grain 依据 “四” 引 “奖励300元/亩” 补 面积 每亩 350元`);
    expect(codes(found)).toEqual(["P4016"]);
    expect(zh(found)[0]).toBe("“奖励300元/亩”写的是300元，而本条写的是350元/亩。");
  });

  test("万元 and 元 are one figure, and a named value counts for the clause that names it", () => {
    expect(check(`奖补 造林/forest 依据 “四” 引 “每户最高2万元” 补 费用 最高 20000元`)).toEqual([]);
    const norm = "参数 标准/norm = 2000元\n";
    expect(check(`${norm}奖补 庭院/yard 依据 “四” 引 “补助2000元/户” 补 标准`)).toEqual([]);
    expect(codes(check(`${norm}奖补 庭院/yard 依据 “四” 引 “补助2500元/户” 补 标准`))).toEqual(["P4016"]);
  });

  test("one limit quoted with two figures", () => {
    const found = check(`限额 甲/a 依据 “三” 引 “每户不超过3000元”
  全部奖补 每户 最高 3000元
限额 乙/b 依据 “五” 引 “每户最高5000元”
  全部奖补 每户 最高 5000元`);
    expect(codes(found)).toEqual(["P4014"]);
    expect(zh(found)[0]).toBe("同一限额，此处引文为5000元，“三”中为3000元。");
    expect(found[0]?.related).toHaveLength(1);
  });
});

describe("a share for each of so many", () => {
  const clause = (words: string) => `奖补 分红/dividend 依据 “2” 引 “${words}” 补 总收益 的 1.5625%\n`;
  test("58 villages at 1.5625% leave 9.375% to nobody", () => {
    const found = check(clause("平均分给58个村(原64村)，每村1.5625%"));
    expect(codes(found)).toEqual(["P4093"]);
    expect(zh(found)[0]).toContain("58个村每份1.5625%，合计90.625%，余下的部分没有去处");
    expect(check(clause("平均分给64个村，每村1.5625%"))).toEqual([]);
  });

  test("a question about the sentence answers for it", () => {
    const words = "平均分给58个村，每村1.5625%";
    expect(
      check(
        `${clause(words)}口径 分法/division 依据 “2” 引 “${words}” - 甲 - 乙 采用 甲`
          .replaceAll(" - ", "\n  - ")
          .replace(" 采用", "\n  采用"),
      ),
    ).toEqual([]);
  });
});

describe("open words", () => {
  test("原则上 wants a principle", () => {
    const quote = "依据 “五” 引 “5月底原则上全部完成”";
    expect(codes(check(`核查 完成/done ${quote} 验收日期 不晚于 2024-05-31`))).toEqual(["P4010"]);
    expect(check(`原则上 完成/done ${quote} 验收日期 不晚于 2024-05-31`)).toEqual([]);
    // Quoted again where a date is set, the sentence is already accounted for.
    expect(check(`原则上 完成/done ${quote} 验收日期 不晚于 期限\n参数 期限/due ${quote} = 2024-05-31`)).toEqual([]);
  });

  test("等 after a list wants otherwise, someone who judges, or a note", () => {
    const quote = "依据 “四” 引 “果树、茶树、苗木等经济作物，奖励500元/亩”";
    const clause = `奖补 经济作物/cash_crop ${quote} 补 面积 每亩 500元\n`;
    expect(codes(check(clause))).toEqual(["P4010"]);
    expect(check(`${clause}备注 未列名/unlisted ${quote}`)).toEqual([]);
    expect(check(`奖补 养殖/livestock 依据 “四” 引 “牛、羊、水产等，最高3000元” 补 最高 3000元`)).toEqual([]);
    expect(codes(check(`奖补 果/fruit 依据 “四” 引 “桃、李和其他果树，奖励500元/亩” 补 面积 每亩 500元`))).toEqual([
      "P4010",
    ]);
    expect(check(`核查 重复/double 依据 “四” 引 “已享受其他财政补助的不再享受” 非 已享受`)).toEqual([]);
    expect(check(`核查 等级/grade 依据 “四” 引 “一等、二等等级，残疾等级达到2级” 等级 已填`)).toEqual([]);
  });

  test("左右 wants a tolerance", () => {
    const quote = "依据 “二” 引 “农民收入增长9.1%左右”";
    expect(codes(check(`核查 增长/growth ${quote} 增幅 ≥ 9.1%`))).toEqual(["P4010"]);
    expect(check(`核查 增长/growth ${quote} 增幅 为 8.6% 至 9.6%`).filter((d) => d.code === "P4010")).toEqual([]);
  });

  test("适当 wants a value that someone sets", () => {
    const quote = "依据 “三” 引 “可适当浮动到户项目资金”";
    expect(codes(check(`奖补 补助/grant ${quote} 补 2000元`))).toEqual(["P4010"]);
    expect(check(`参数 浮动/float ${quote}: 元, 0元 至 500元, 由 镇`)).toEqual([]);
  });
});

describe("readings", () => {
  test("户均 beside a ceiling", () => {
    const quote = "依据 “四” 引 “户均不超过3000元”";
    expect(codes(check(`限额 户限额/cap ${quote} 全部奖补 每户 最高 3000元`))).toEqual(["P4011"]);
    expect(check(`限额 总限额/whole ${quote} 全部奖补 最高 3000元`)).toEqual([]);
    const all = "依据 “四” 引 “农户均可申请，每户不超过3000元”";
    expect(check(`限额 户限额/cap ${all} 全部奖补 每户 最高 3000元`)).toEqual([]);
    const income = "依据 “四” 引 “年人均纯收入不超过8500元”";
    expect(check(`限额 户限额/cap ${income} 全部奖补 每户 最高 8500元`)).toEqual([]);
  });

  test("a list with strokes and one threshold", () => {
    const found = check(`奖补 杂粮/grain 依据 “四” 引 “玉米/大豆种植5亩以上” 当 面积 5亩以上 补 面积 每亩 100元`);
    expect(codes(found)).toEqual(["P4012"]);
    expect(zh(found)[0]).toContain("“玉米/大豆”共用一个5亩以上的标准");
    expect(check(`奖补 杂粮/grain 依据 “四” 引 “玉米/大豆合计5亩以上” 当 面积 5亩以上 补 面积 每亩 100元`)).toEqual([]);
    expect(
      check(`奖补 农机/machine 依据 “四” 引 “挤奶/烘干12万元；5亩以上的” 当 面积 5亩以上 补 费用 最高 12万元`),
    ).toEqual([]);
    expect(check(`奖补 杂粮/grain 依据 “四” 引 “奖励100元/亩，5亩以上的” 当 面积 5亩以上 补 面积 每亩 100元`)).toEqual(
      [],
    );
  });

  test("a choice written as the highest", () => {
    const quote = "依据 “四” 引 “以上补助只能选择一种”";
    expect(codes(check(`奖补 补助/grant ${quote} 补 取高（甲，乙）`))).toEqual(["P4013"]);
    expect(check(`奖补 补助/grant 依据 “四” 引 “以上补助按就高原则” 补 取高（甲，乙）`)).toEqual([]);
  });
});
