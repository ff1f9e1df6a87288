/** Chinese as it is typed: composition, full-width signs, pinyin. */
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, retype, settled, textOf, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

describe("typing Chinese", () => {
  it("reads and computes nothing in the middle of a composition, and the text when it ends", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page, context } = editor;
    await settled(page);
    const before = await totalOf(page);
    const edition = () => page.locator(".toolbar").getAttribute("data-edition");
    await retype(page, "连片粮食面积 5亩以上", "连片粮食面积 ");
    await page.waitForTimeout(300);
    const during = await edition();
    const cdp = await context.newCDPSession(page);
    for (const text of ["w", "wu", "wu'mu", "wu'mu'yi'shang"]) {
      await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      await page.waitForTimeout(120);
    }
    expect(await edition()).toBe(during);
    await cdp.send("Input.insertText", { text: "５亩以上" });
    await settled(page);
    expect(await textOf(page)).toContain("连片粮食面积 ５亩以上");
    expect(await totalOf(page)).toBe(before);
    expect(await page.locator('[data-severity="error"]').count()).toBe(0);
  });

  it("finds Chinese names by the initials of their pinyin", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await retype(page, "当 连片粮食面积 5亩以上", "当 ");
    await page.keyboard.type("lplsmj", { delay: 40 });
    const first = page.locator(".suggest-widget .monaco-list-row").first();
    await first.waitFor();
    await page.locator(".suggest-widget .monaco-list-row").getByText("连片粮食面积").first().waitFor();
    await page.keyboard.press("Enter");
    expect(await textOf(page)).toContain("当 连片粮食面积\n");
  });
});

describe("resting on a name", () => {
  it("tells what it is on this roster: a field, a parameter", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    const told = async (line: string, name: string) => {
      const from = line.indexOf(name);
      expect(await page.evaluate(`fen.select(...${JSON.stringify([line, from, from + name.length])})`)).toBe(true);
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.press("ControlOrMeta+i");
      const box = page.locator(".monaco-hover:not(.hidden)");
      await box.getByText("本名册").waitFor();
      const text = await box.innerText();
      await page.keyboard.press("Escape");
      return text;
    };
    const field = await told("当 连片粮食面积 5亩以上", "连片粮食面积");
    expect(field).toContain("2,400 行中 1,661 行有值，739 行空白");
    expect(field).toContain("最小 0.2亩，中位 2.14亩，最大 13.74亩");
    expect(await told("参数 户均标准", "户均标准")).toContain("本名册：3000元");
  });
});
