/** Amounts that are not yet money: the message says what to write. */
import { describe, expect, it } from "vitest";
import { renderText } from "../../compiler/diagnostics/render.js";
import { compiled } from "./support.js";

const said = (award: string, lang: "en" | "zh") => {
  const { diagnostics, texts } = compiled(`for each household\nbenefit a/甲 pay ${award}\n`);
  expect(diagnostics).toHaveLength(1);
  return renderText(diagnostics, { lang, color: false, sources: (file: string) => texts.get(file) ?? null });
};

describe("an amount that is not money", () => {
  it.each([
    ["羊 × 300元", "每只补若干元的，写成“…… 每只 300元”。", "`300 yuan per animal of …`"],
    ["300元/只", "按什么计补，如“…… 每只 300元”；固定数额只写“300元”。", "A fixed sum is `300 yuan`."],
    ["羊 每只 300", "金额要写单位，如“300元”。", "as in `300 yuan`"],
  ])("%s", (award, zh, en) => {
    expect(said(award, "zh")).toContain(zh);
    expect(said(award, "en")).toContain(en);
  });

  it("a share keeps its own message", () => {
    expect(said("50%", "zh")).toContain("P3005");
    expect(said("羊 每只 50%", "zh")).toContain("P3005");
  });

  it("a text is only of the wrong kind", () => expect(said("乡镇", "zh")).not.toContain("300元"));
});
