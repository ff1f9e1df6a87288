/** The walk of a newcomer: from the first screen to a figure, and what happens to it while the text changes. */
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, openEditor, openSample, retype, settled, strip, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  expect(open?.errors ?? []).toEqual([]);
  expect(open?.requests ?? []).toEqual([]);
  await open?.close();
});

describe("first run", () => {
  it("shows the example's total within ten seconds of the first click, without a request", async () => {
    editor = await openEditor();
    const started = performance.now();
    await openSample(editor.page, "rongchang");
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await totalOf(editor.page)).toMatch(/^\d{1,3}(,\d{3})+\.\d{2}$/);
    expect(await editor.page.locator("[data-requests]").getAttribute("data-requests")).toBe("0");
  });

  it("follows a changed rate, and undo brings the first total back", async () => {
    editor = await openEditor();
    const { page } = editor;
    await openSample(page, "rongchang");
    await settled(page);
    const before = await totalOf(page);
    await retype(page, "连片粮食面积 每亩 300元", "连片粮食面积 每亩 301元");
    await settled(page);
    expect(await totalOf(page)).not.toBe(before);
    await page.keyboard.press("Control+Z");
    await settled(page);
    expect(await totalOf(page)).toBe(before);
  });

  it("keeps the last figures, marked, while a line is unfinished, and tells one error", async () => {
    editor = await openEditor();
    const { page } = editor;
    await openSample(page, "rongchang");
    await settled(page);
    const before = await totalOf(page);
    await retype(page, "补 连片粮食面积 每亩 300元", "补 连片粮食面积 每亩");
    await page.locator('.strip[data-stale="true"]').waitFor();
    expect(await page.locator('[data-severity="error"]').count()).toBe(1);
    expect(await totalOf(page)).toBe(before);
    expect(await strip(page).innerText()).toContain("旧结果");
  });
});
