/** One mistake, one message: what is said only because of another mistake stays unsaid. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, EMPTY_LIBRARY, isError } from "../../compiler/index.js";

const vocabulary = {
  path: "household.policy",
  text: readFileSync(new URL("../../policies/vocabulary/household.policy", import.meta.url), "utf8"),
};

const SCHEME = `政策 demo/示范
  版本 “1”
  引用词表 household
  施行 2024-01-01
  取整 四舍五入 至 0.01元
对象 户
  - 其他认定/other: 是否, 空白作 否
对每个 户
享受条件 当 有劳动力
奖补 养殖/livestock
  当 生猪6头及以上 或 其他认定
  补 最高 3000元
参数 资金池/pool: 元, 由 乡镇
限额 资金/pot
  全部奖补 每 乡镇 最高 资金池 超出时 按比例
示例 “甲”
  已知 有劳动力 是，生猪 6头，养殖.核定 3000元
  应得 养殖 3000元
示例 “乙”
  已知 同 “甲”，养殖.核定 5000元
  应得 养殖 3000元，总额 3000元
`;

function codes(text: string): string[] {
  const compiled = compile(
    { path: "demo.policy", text },
    { ...EMPTY_LIBRARY, vocabulary: (name) => (name === "household" ? vocabulary : null) },
  );
  // Whatever is left unsaid, something that is wrong is said.
  expect(compiled.policy === null).toBe(compiled.diagnostics.some(isError));
  return compiled.diagnostics.map((d) => d.code);
}

describe("one mistake", () => {
  it("the scheme is sound", () => expect(codes(SCHEME)).toEqual([]));

  it.each([
    ["a vocabulary that is not found", "引用词表 household", "引用词表 houshold", "P2004"],
    ["a header that is not read: which vocabularies", "引用词表 household", "引用词表 “household”", "P1001"],
    ["a header that is not read: rounding", "至 0.01元", "= 0.01元", "P1001"],
    ["a header that is not read: the version", "版本 “1”", "版本 1", "P1001"],
    ["a header that is not read: since when", "施行 2024-01-01", "施行 2024.1.1", "P1007"],
    ["an amount behind a word that begins a benefit", "补 最高 3000元", "补助 3000元", "P1001"],
    ["a benefit that is not read, in examples too", "补 最高 3000元", "补 最多 3000元", "P1001"],
    ["fields that are not read", "是否, 空白作 否", "是否 空白作 否", "P1001"],
    ["for whom, not read", "对每个 户", "对每个 户 户", "P1001"],
    ["for whom, not written", "对每个 户\n", "", "P2026"],
    ["the group of a limit", "每 乡镇", "每 镇", "P2001"],
    [
      "a name declared a second time, with another counterpart",
      "参数 资金池/pool",
      "定义 养殖/raised = 1元\n参数 资金池/pool",
      "P2002",
    ],
    ["no first line", "政策 demo/示范\n", "", "P1022"],
    ["a fact that other examples take over", "有劳动力 是，生猪 6头", "有劳力 是，生猪 6头", "P2001"],
    ["a word that begins with a list word", "生猪6头及以上 或", "生猪6头及以上 或 全部养殖 或", "P1010"],
  ])("%s", (_, from, to, code) => {
    const text = SCHEME.replace(from, to);
    expect(text).not.toBe(SCHEME);
    expect(codes(text)).toEqual([code]);
  });

  it("two mistakes are two messages", () => {
    const text = SCHEME.replace("有劳动力\n", "有劳力\n").replace("补 最高 3000元", "补 最多 3000元");
    expect(codes(text).sort()).toEqual(["P1001", "P2001"]);
  });

  it("a missing line for whom is told at the first clause that lacks it", () => {
    const { diagnostics } = compile(
      { path: "demo.policy", text: SCHEME.replace("对每个 户\n", "") },
      { ...EMPTY_LIBRARY, vocabulary: (name) => (name === "household" ? vocabulary : null) },
    );
    expect(diagnostics.map((d) => d.place)).toMatchObject([{ span: { start: SCHEME.indexOf("对每个") } }]);
  });
});
