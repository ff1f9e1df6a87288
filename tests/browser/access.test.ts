/** For everybody: the keyboard alone, and screen readers. What axe finds is told in axe.test.ts. */
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, retype, settled } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

describe("access", () => {
  it("goes by keyboard from the first screen to a figure, to each pane, and to the next problem", async () => {
    editor = await openEditor();
    const { page } = editor;
    await page.locator('[data-sample="yubei"]').focus();
    await page.keyboard.press("Enter");
    await settled(page);
    for (const pane of ["1", "3", "4", "2"]) {
      await page.keyboard.press(`Alt+${pane}`);
      await page.locator(`[data-pane="${pane}"]:focus-within, [data-pane="${pane}"]:focus`).waitFor();
    }
    await retype(page, "版本 “", "版本 (“");
    await page.locator('[data-severity="error"]').first().waitFor();
    await page.keyboard.press("F8");
    await page.locator(".peekview-widget, .marker-widget, .zone-widget").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget").waitFor();
    await page.keyboard.press("Escape");
  });

  it("lists the keys on `?`, and lets Tab leave the text after Ctrl+M", async () => {
    editor = await openEditor({ sample: "yubei" });
    const { page } = editor;
    await settled(page);
    await page.keyboard.press("Alt+1");
    await page.locator('[data-pane="1"]:focus').waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("下一个问题").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("Alt+2");
    await page.locator('[data-pane="2"]:focus-within').waitFor();
    await page.keyboard.press("Control+m");
    await page.keyboard.press("Tab");
    await expect.poll(() => page.evaluate(`document.activeElement?.closest(".monaco-editor") === null`)).toBe(true);
  });

  it("announces the total politely", async () => {
    editor = await openEditor({ sample: "yubei" });
    await settled(editor.page);
    await editor.page
      .locator('[aria-live="polite"]')
      .getByText("测算合计 2,863,400.00 元")
      .waitFor({ state: "attached" });
  });
});
