/** Words typed without a space between them, where only a vocabulary knows one of them. */
import { describe, expect, it } from "vitest";
import { codes, compiled } from "./support.js";

describe("words that run together", () => {
  it("are taken apart by a vocabulary's names, though nothing else is wrong", () => {
    const text = "对每个 户\n奖补 甲/a\n  当 有劳动力且生猪3头以上\n  补 1元\n";
    const [found, ...others] = compiled(text).diagnostics;
    expect(found).toMatchObject({ code: "P1010", params: { run: "有劳动力且生猪", split: "有劳动力 且 生猪" } });
    expect(others).toEqual([]);
  });

  it("are a name where they are declared as one, also in the version that is amended", () => {
    const base =
      "政策 demo/示范\n  版本 “1”\n  施行 2024-01-01 至 2024-12-31\n  取整 四舍五入 至 0.01元\n  引用词表 household\n对每个 户\n定义 有劳动力且生猪/x = 生猪 超过 3\n奖补 甲/a\n  当 有劳动力且生猪\n  补 1元\n";
    expect(codes(base)).toEqual([]);
    const next =
      "政策 demo/示范\n  版本 “2”\n  施行 2025-01-01\n  取整 四舍五入 至 0.01元\n  引用词表 household\n  修订 demo “1”\n对每个 户\n奖补 甲/a\n  当 有劳动力且生猪\n  补 2元\n";
    expect(codes(next, { policies: { 1: base } })).toEqual([]);
  });
});
