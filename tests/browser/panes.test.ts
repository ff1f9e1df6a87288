/** The panes of the workbench are resized and folded by keyboard, and a screen reader is told how far. */
import type { Locator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { faults } from "./axe.js";
import { hiddenFocus } from "./focus.js";
import { type Editor, finish, openEditor, settled } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

const bar = (page: Page, name: string) => page.getByRole("separator", { name: new RegExp(`调整“${name}”栏`) });

async function sizeOf(page: Page, pane: string, side: "width" | "height" = "width"): Promise<number> {
  return Math.round((await page.locator(`[data-pane="${pane}"]`).boundingBox())?.[side] ?? 0);
}

const toldOf = async (separator: Locator) => Number(await separator.getAttribute("aria-valuenow"));

describe("panes", () => {
  it("are moved by arrows, as far as they go by Home and End, and folded by Enter", async () => {
    editor = await openEditor({ sample: "yubei" });
    const { page } = editor;
    await settled(page);
    const left = bar(page, "大纲与参数");
    await left.focus();
    expect(await hiddenFocus(page)).toBeNull();
    const [before, told] = [await sizeOf(page, "1"), await toldOf(left)];
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => sizeOf(page, "1")).toBe(before + 16);
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => sizeOf(page, "1")).toBe(before + 80);
    expect(await toldOf(left)).toBeGreaterThan(told);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => sizeOf(page, "1")).toBe(before + 64);
    await page.keyboard.press("Home");
    await expect.poll(() => sizeOf(page, "1")).toBe(160);
    expect(await toldOf(left)).toBe(Number(await left.getAttribute("aria-valuemin")));
    await page.keyboard.press("End");
    await expect.poll(() => sizeOf(page, "2")).toBe(320);
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await expect.poll(() => sizeOf(page, "1")).toBeLessThan(25);
    await page.keyboard.press("Enter");
    await expect.poll(() => sizeOf(page, "1")).toBe(160);

    const right = bar(page, "影响");
    await right.focus();
    const impact = await sizeOf(page, "3");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => sizeOf(page, "3")).toBe(impact + 16);

    const below = bar(page, "问题");
    await below.focus();
    const height = await sizeOf(page, "4", "height");
    // Keys across it mean nothing.
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => sizeOf(page, "4", "height")).toBe(height + 16);
    // The others stay where they were put.
    expect(await sizeOf(page, "1")).toBe(160);
    expect(await sizeOf(page, "3")).toBe(impact + 16);
    expect(await faults(page)).toEqual([]);
  });

  it("are moved by the pointer as before, and speak the page's language", async () => {
    editor = await openEditor({ sample: "yubei", locale: "en-GB" });
    const { page } = editor;
    await settled(page);
    const left = page.getByRole("separator", { name: "Size of the pane Outline and parameters" });
    const before = await sizeOf(page, "1");
    const box = await left.boundingBox();
    if (!box) throw new Error("no bar");
    const [x, y] = [box.x + box.width / 2, box.y + 200];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => sizeOf(page, "1")).toBe(before + 60);
    expect(await page.getByRole("button", { name: "Fold or unfold the pane Outline and parameters" }).count()).toBe(1);
    expect(await page.getByRole("button", { name: /Toggle (start|end) panel/ }).count()).toBe(0);
  });
});
