/** The text in its other forms: a change there is a change of the text, and one undo takes it back. */
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, openSample, settled, textOf, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

describe("official sentences", () => {
  it("change a number in place: the text and the total follow", async () => {
    editor = await openEditor();
    const { page } = editor;
    await openSample(page, "rongchang");
    await settled(page);
    const before = await totalOf(page);
    await page.locator('[data-projection="sentences"]').click();
    const rate = page
      .locator('.sentences[data-settled="true"] article', { hasText: "连片粮食面积" })
      .locator('input[value="300"]');
    await rate.first().fill("３１０");
    await rate.first().press("Enter");
    await expect.poll(() => textOf(page)).toContain("连片粮食面积 每亩 310元");
    await settled(page);
    await expect.poll(() => totalOf(page), { timeout: 30_000 }).not.toBe(before);
  });
});

describe("grids", () => {
  it("take a block of 3 × 3 cells as one step of undo", async () => {
    editor = await openEditor();
    const { page, context } = editor;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByText("新建", { exact: false }).first().click();
    await settledText(page);
    const policy = `政策 表/grids “表”
  版本 “1”
  引用词表 household
  施行 2026-01-01 至 2026-12-31
  取整 四舍五入 至 0.01元

参数 标准/rate 按 户类型、连片粮食面积
  - 脱贫户，不满5亩 → 100元
  - 脱贫户，5亩以上 → 200元
  - 一般农户，不满5亩 → 50元
  - 一般农户，5亩以上 → 60元

以户为单位
享受条件 当 有劳动力
奖补 粮食/grain 补 标准
`;
    await page.evaluate(() => {
      const { fen } = globalThis as unknown as { fen: { text: () => string; select: (text: string) => boolean } };
      fen.select(fen.text());
    });
    await page.keyboard.insertText(policy);
    await expect.poll(() => textOf(page)).toContain("标准/rate");
    const before = await textOf(page);
    await page.locator('[data-projection="tables"]').click();
    const first = page.locator('[data-grid="rate"] [data-cell="0 0"]');
    await first.waitFor();
    await page.locator('.grids[data-settled="true"]').waitFor();
    await first.click();
    const block = ["一般农户\t不满6亩\t11元", "一般农户\t6亩以上\t12元", "脱贫户\t不满6亩\t13元"].join("\n");
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(block)})`);
    await page.keyboard.press("Control+V");
    await expect.poll(() => textOf(page), { timeout: 20_000 }).toContain("不满6亩");
    const pasted = await textOf(page);
    for (const amount of ["11元", "12元", "13元", "60元"]) expect(pasted).toContain(amount);
    await page.locator('[data-projection="text"]').click();
    await page.getByRole("button", { name: /撤/ }).first().click();
    await expect.poll(() => textOf(page)).toBe(before);
  });
});

describe("the source document", () => {
  it("marks what is quoted, and leads from a quotation to its clause", async () => {
    editor = await openEditor();
    const { page } = editor;
    await openSample(page, "rongchang");
    await page.locator('[data-beside="source"]').click();
    const quotation = page.locator(".source mark button", { hasText: "连片种植粮食作物面积在5亩以上" }).first();
    await quotation.click();
    await page.locator('.source mark[data-current="true"]').first().waitFor();
    await page.locator(".monaco-editor .selected-text").first().waitFor();
  });
});

async function settledText(page: Editor["page"]): Promise<void> {
  await page.locator(".monaco-editor .view-line").first().waitFor();
}
