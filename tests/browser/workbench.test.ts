/** Writing with figures beside: every change of the text, by whatever means, and its way back. */
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, retype, settled, strip, textOf, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

const RATE = "连片粮食面积 每亩 300元";

describe("the workbench", () => {
  it("follows a changed rate, and undo brings the first total back", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    const before = await totalOf(page);
    await retype(page, RATE, "连片粮食面积 每亩 301元");
    await expect.poll(() => totalOf(page)).not.toBe(before);
    await settled(page);
    await page.keyboard.press("Control+Z");
    await expect.poll(() => totalOf(page)).toBe(before);
  });

  it("keeps the last figures, marked, while a line is unfinished, and tells one error", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    const before = await totalOf(page);
    await retype(page, `补 ${RATE}`, "补 连片粮食面积 每亩");
    await page.locator('.strip[data-stale="true"]').waitFor();
    await expect.poll(() => page.locator('[data-severity="error"]').count()).toBe(1);
    expect(await totalOf(page)).toBe(before);
    expect(await strip(page).innerText()).toContain("旧结果");
    await page.keyboard.press("Control+Z");
    await settled(page);
    await expect.poll(() => page.locator('.strip[data-stale="true"]').count()).toBe(0);
  });

  it("puts a mistake right by the button beside its message", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    const before = await totalOf(page);
    await retype(page, "当 养殖达标 且 养殖给付 为 核定给付", "当 养殖达标且养殖给付 为 核定给付");
    const error = page.locator('[data-severity="error"]');
    await error.first().waitFor();
    await error.first().locator(".fix").first().click();
    await settled(page);
    await expect.poll(() => error.count()).toBe(0);
    expect(await totalOf(page)).toBe(before);
  });

  it("compares with a baseline: difference and the number of households that gain, lose and stay", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await page.getByRole("button", { name: "以当前为基线" }).click();
    const delta = page.locator('[data-figure="delta"]');
    await delta.getByText("不变 2,400 户").waitFor();
    await expect.poll(() => delta.innerText()).toContain("±0.00");
    await retype(page, RATE, "连片粮食面积 每亩 200元");
    await delta.getByText("−").waitFor();
    await expect.poll(() => delta.innerText()).toMatch(/增 0 户 · 减 [1-9]/);
    // Another roster is compared with the same baseline, worked out on that roster.
    await page.locator('[data-view="rosters"]').click();
    await page.locator('[data-households="100000"]').click();
    await page.locator('[data-figure="roster"]').getByText("100,000").waitFor();
    await page.locator('[data-view="workbench"]').click();
    await expect.poll(() => delta.innerText()).toContain("减 3,627 户 · 不变 96,373 户");
  });

  it("writes the text in the other language: the hash and the total stay, and undo brings it back", async () => {
    editor = await openEditor({ sample: "yubei" });
    const { page } = editor;
    await settled(page);
    const [total, hash, text] = [
      await totalOf(page),
      await page.locator(".toolbar").getAttribute("data-hash"),
      await textOf(page),
    ];
    await page.getByRole("button", { name: "写成英文" }).click();
    await page.locator('.toolbar[data-surface="en"]').waitFor();
    await settled(page);
    expect(await textOf(page)).toMatch(/^policy /m);
    expect(await page.locator(".toolbar").getAttribute("data-hash")).toBe(hash);
    expect(await totalOf(page)).toBe(total);
    await page.getByRole("button", { name: "撤销" }).click();
    await page.locator('.toolbar[data-surface="zh"]').waitFor();
    expect(await textOf(page)).toBe(text);
  });

  it("changes a number by its box, its arrow keys and its slider alike, and the text with it", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    const first = await totalOf(page);
    await page.locator("details.fold summary").getByText("数值", { exact: true }).click();
    const grain = page.locator('fieldset[data-clause="grain"]');
    const box = grain.getByRole("textbox").last();
    await box.fill("400");
    await expect.poll(() => totalOf(page)).not.toBe(first);
    await settled(page);
    const typed = await totalOf(page);
    expect(await textOf(page)).toContain("连片粮食面积 每亩 400元");
    await page.getByRole("button", { name: "撤销" }).click();
    await expect.poll(() => totalOf(page)).toBe(first);
    await box.focus();
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => totalOf(page)).toBe(typed);
    await page.getByRole("button", { name: "撤销" }).click();
    await settled(page);
    const handle = grain.getByRole("slider").last();
    await handle.focus();
    for (const value of [301, 302, 303]) {
      await handle.press("ArrowRight");
      await expect.poll(() => textOf(page)).toContain(`每亩 ${value}元`);
    }
    await settled(page);
    const slid = await totalOf(page);
    await box.fill("400");
    await box.fill("303");
    await expect.poll(() => textOf(page)).toContain("连片粮食面积 每亩 303元");
    await expect.poll(() => totalOf(page)).toBe(slid);
  });

  it("watches a pinned household", async () => {
    editor = await openEditor({ sample: "yubei" });
    const { page } = editor;
    await settled(page);
    await page.locator("details.fold summary").getByText("关注户").click();
    await page.getByRole("textbox", { name: "户编号" }).fill("没有这一户");
    await page.keyboard.press("Enter");
    await page.locator('[data-pane="1"]').getByText("花名册中没有").waitFor();
  });

  it("runs the policy's own examples", async () => {
    editor = await openEditor({ sample: "rongchang" });
    const { page } = editor;
    await page.locator("details.fold summary").getByText("示例校验").click();
    const examples = page.locator(".example");
    await examples.first().waitFor();
    expect(await page.locator(".example.fails").count()).toBe(0);
    await retype(page, "参数 户均标准/household_norm = 3000元", "参数 户均标准/household_norm = 10元");
    await page.locator(".example.fails").first().waitFor();
  });
});
