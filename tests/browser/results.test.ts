/** What a budget officer and a reviewer do with a result: totals by field, who loses and why, what if, and the forms. */
import { readFileSync } from "node:fs";
import * as XLSX from "@e965/xlsx";
import { afterEach, describe, expect, it } from "vitest";
import { type Editor, finish, openEditor, retype, settled, totalOf } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

async function opened(): Promise<Editor["page"]> {
  editor = await openEditor({ sample: "rongchang" });
  await settled(editor.page);
  return editor.page;
}

type Page = Editor["page"];

async function show(page: Page, view: string): Promise<void> {
  await page.locator(`[data-view="${view}"]`).click();
  await page.locator(".waiting").first().waitFor({ state: "detached", timeout: 120_000 });
}

/** Digits of a cell, without grouping. */
const amount = (text: string) => BigInt(text.replace(/[^\d-]/g, ""));

async function column(page: Page, caption: string, at: number): Promise<string[]> {
  return page
    .locator(`table:has(caption:text-is("${caption}"))`)
    .first()
    .locator(`tbody tr td:nth-child(${at})`)
    .allInnerTexts();
}

describe("results", () => {
  it("sum by town to the total, to the fen", async () => {
    const page = await opened();
    await show(page, "results");
    await page.locator('table:has(caption:text-is("乡镇"))').waitFor({ timeout: 60_000 });
    const towns = await column(page, "乡镇", 4);
    expect(towns.length).toBeGreaterThan(5);
    const sum = towns.map(amount).reduce((a, b) => a + b, 0n);
    expect(sum).toBe(amount(await totalOf(page)));
  });

  it("lead from the clause that leaves households out to the text", async () => {
    const page = await opened();
    await show(page, "results");
    await page.locator("main.page [data-clause]").first().click();
    await page.locator(".monaco-editor .selected-text").first().waitFor();
    await page.locator(".monaco-editor .view-line", { hasText: "享受条件" }).first().waitFor();
  });

  it("show a loser's derivation with the clause that fails, which leads to its place in the text", async () => {
    const page = await opened();
    await page.getByText("以当前为基线").click();
    await settled(page);
    await retype(page, "当 连片粮食面积 5亩以上", "当 连片粮食面积 8亩以上");
    await settled(page);
    await show(page, "compare");
    await page.locator('[data-movers="lose"] [data-household]').first().click();
    await page.locator('[data-derivation="draft"] [data-outcome="failed"]').first().waitFor();
    const draft = page.locator('[data-derivation="draft"]');
    const line = draft.locator('[data-clause="grain"]', { hasText: "连片粮食面积" }).first();
    expect(await line.innerText()).toMatch(/≥ 8亩（含8亩）.*未达标/);
    await line.click();
    // The keyboard is in the text, at the clause.
    await page.locator('[data-pane="2"] .monaco-editor.focused').waitFor();
    await page.locator('[data-pane="2"] .selected-text').first().waitFor();
    await page.locator('[data-pane="2"] .view-line', { hasText: "连片粮食面积 8亩以上" }).waitFor();
  });

  it("flip at the threshold in a what-if, and leave the roster as it was", async () => {
    const page = await opened();
    const before = await totalOf(page);
    await show(page, "household");
    await page.locator("#household-find").click();
    // The second of the roster is eligible.
    await page.locator(".ant-select-item-option").nth(1).click();
    const area = page.getByLabel("连片粮食面积", { exact: true });
    await area.waitFor();
    const grain = page.locator('[data-derivation="what-if"] [data-clause="grain"]').first();
    const set = async (value: string) => {
      await area.fill(value);
      await area.press("Enter");
    };
    await set("4.99");
    await expect.poll(() => grain.innerText(), { timeout: 60_000 }).toContain("未达到条件");
    await set("5");
    await expect.poll(() => grain.innerText(), { timeout: 60_000 }).not.toContain("未达到条件");
    expect(await totalOf(page)).toBe(before);
  });
});

describe("forms", () => {
  it("hold the total of the page, and nobody's identity number", async () => {
    const page = await opened();
    await show(page, "exports");
    await page.locator(".preview").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download", { timeout: 120_000 }),
      page.locator('[data-action="xlsx"]').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/公示表\.xlsx$/);
    const book = XLSX.read(readFileSync(await download.path()));
    const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0] as string] as XLSX.WorkSheet, {
      header: 1,
      raw: false,
    });
    const texts = rows.flat().map(String);
    const total = (await totalOf(page)).replaceAll(",", "");
    expect(texts.some((cell) => cell.replaceAll(",", "") === total)).toBe(true);
    expect(texts.filter((cell) => /\d{17}[\dXx]/.test(cell))).toEqual([]);
    expect(texts.some((cell) => cell.includes("测算结果仅供参考"))).toBe(true);
  });
});

describe("goal-seek", () => {
  it("finds a value, which is accepted as a change of the text and undone; and says when there is none", async () => {
    const page = await opened();
    const before = await totalOf(page);
    const target = (amount(before) / 100n - 100_000n).toString();
    await page.locator('[data-view="goal"]').click();
    await page.locator("#goal-number").fill("户均标准");
    await page.locator(".ant-select-item-option-active").getByText("户均标准").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator('[data-action="seek"]:not([disabled])').waitFor();
    await page.locator("#goal-total").fill("999999999999");
    await page.locator('[data-action="seek"]').click();
    await page.locator('[data-sought="none"]').waitFor({ timeout: 120_000 });
    await page.locator("#goal-total").fill(target);
    await page.locator('[data-action="seek"]').click();
    await page.locator('[data-sought="found"]').waitFor({ timeout: 120_000 });
    await page.locator('[data-action="accept"]').click();
    await settled(page);
    await expect.poll(() => totalOf(page), { timeout: 60_000 }).not.toBe(before);
    expect(amount(await totalOf(page)) <= BigInt(target) * 100n).toBe(true);
    await page.locator('[data-view="workbench"]').click();
    await page.getByRole("button", { name: /撤/ }).first().click();
    await settled(page);
    await expect.poll(() => totalOf(page), { timeout: 60_000 }).toBe(before);
  }, 400_000);
});
