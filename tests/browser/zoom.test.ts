/** The page enlarged to 200 % on a screen of 1366 × 768, by keyboard alone: everything is reached, and the focus is seen. */
import { readFileSync } from "node:fs";
import * as XLSX from "@e965/xlsx";
import { afterEach, describe, expect, it } from "vitest";
import { faults } from "./axe.js";
import { hiddenFocus, seenFocus, tabThrough, tabTo } from "./focus.js";
import { type Editor, finish, openEditor, openPage, retype, settled, textOf, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

const ENLARGED = { viewport: { width: 683, height: 384 }, scale: 2 } as const;

/** Each page, and what shows that it is filled. */
const PAGES = {
  rosters: ".rosters table",
  results: ".results .card canvas, .results .card svg",
  household: ".household .card",
  compare: ".compare .monaco-diff-editor",
  goal: "#goal-number",
  readings: "[data-question] table",
  exports: ".preview table",
};

describe("at 200 %", () => {
  it("goes by keyboard from the first screen to a figure, a changed rate, a household and a form", async () => {
    editor = await openEditor(ENLARGED);
    const { page } = editor;
    await tabTo(page, '[data-sample="yubei"]');
    await page.keyboard.press("Enter");
    await settled(page);
    const before = await totalOf(page);
    expect(before).not.toBe("");

    // The text is what is shown first, and takes the keyboard.
    await page.keyboard.press("Alt+2");
    await page.locator('[data-pane="2"]:focus-within').waitFor();
    await seenFocus(page);
    expect(await page.locator(".monaco-editor .view-line").first().isVisible()).toBe(true);

    // A rate by its box.
    await page.keyboard.press("Alt+1");
    await page.locator('[data-pane="1"]:focus-within, [data-pane="1"]:focus').waitFor();
    await tabTo(page, "details.fold:nth-of-type(2) > summary");
    await page.keyboard.press("Enter");
    await page.locator("fieldset.numbers").first().waitFor();
    const text = await textOf(page);
    await tabTo(page, 'fieldset[data-clause="subsidy"] input.num, fieldset.numbers input.num');
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => textOf(page), { timeout: 15_000 }).not.toBe(text);
    await settled(page);

    // A household.
    await tabTo(page, '[data-view="household"]', { back: true });
    await page.keyboard.press("Enter");
    await tabTo(page, "#household-find");
    await page.keyboard.press("ArrowDown");
    await page.locator(".ant-select-item-option").nth(1).waitFor();
    await seenFocus(page);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator('[data-derivation="draft"] li').first().waitFor();
    await seenFocus(page);

    // A form, which holds the total.
    await tabTo(page, '[data-view="exports"]', { back: true });
    await page.keyboard.press("Enter");
    await page.locator(".preview tbody tr").first().waitFor();
    await tabTo(page, '[data-action="xlsx"]');
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: 120_000 }),
      page.keyboard.press("Enter"),
    ]);
    const book = XLSX.read(readFileSync(await download.path()));
    const cells = book.SheetNames.flatMap((name) =>
      XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name] as XLSX.WorkSheet, { header: 1, raw: false }).flat(),
    );
    expect(cells.map((c) => String(c).replaceAll(",", ""))).toContain((await totalOf(page)).replaceAll(",", ""));
  });

  it("shows the focus at every stop of every page, and nothing runs out of the window sideways", async () => {
    editor = await openEditor({ ...ENLARGED, sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    await page.locator('[data-figure="delta"] button').click();
    await page.locator('[data-figure="delta"] .num').first().waitFor();
    await openPage(page, "household");
    await page.locator("#household-find").click();
    await page.locator(".ant-select-item-option").nth(1).click();
    const wrong: Record<string, string[]> = {};
    for (const [view, filled] of Object.entries(PAGES)) {
      const button = page.locator(`[data-view="${view}"]`);
      await button.focus();
      await page.keyboard.press("Enter");
      await page.locator(`[data-view="${view}"][aria-current="page"]`).waitFor();
      await page.locator(filled).first().waitFor();
      const { stops, wrong: found } = await tabThrough(page, 60);
      expect(stops).toBeGreaterThan(9);
      const wide = await page.evaluate<number>(
        `[document.documentElement, document.querySelector("main.page")].reduce((n, e) => n + e.scrollWidth - e.clientWidth, 0)`,
      );
      if (wide > 0) found.push(`${wide} pixels too wide`);
      if (found.length > 0) wrong[view] = found;
    }
    expect(wrong).toEqual({});
  });

  it("has each pane of the workbench for itself, and F8 leads to the text from any of them", async () => {
    editor = await openEditor({ ...ENLARGED, sample: "rongchang" });
    const { page } = editor;
    await settled(page);
    expect(await faults(page)).toEqual([]);
    for (const pane of ["1", "3", "4", "2"]) {
      await page.keyboard.press(`Alt+${pane}`);
      const own = page.locator(`[data-pane="${pane}"]`);
      await page.locator(`[data-pane="${pane}"]:focus-within, [data-pane="${pane}"]:focus`).waitFor();
      const box = await own.boundingBox();
      expect(box?.width).toBeGreaterThan(550);
      expect(box?.height).toBeGreaterThan(180);
    }
    await retype(page, "补 连片粮食面积 每亩 300元", "补 连片粮食面积 每亩");
    await page.locator('.strip[data-stale="true"]').waitFor();
    await page.keyboard.press("Alt+4");
    await page.locator('[data-pane="4"]:focus-within, [data-pane="4"]:focus').waitFor();
    await page.locator('[data-severity="error"]').first().waitFor();
    await page.keyboard.press("F8");
    await page.locator(".peekview-widget, .marker-widget, .zone-widget").first().waitFor();
    await expect.poll(() => hiddenFocus(page), { timeout: 15_000 }).toBeNull();
  });
});
