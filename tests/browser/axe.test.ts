/** No serious fault by axe on any screen, in either language, with every chart as a chart and as a table. */
import type { Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { faults } from "./axe.js";
import { type Editor, finish, openEditor, openPage, retype, settled } from "./harness.js";

let editor: Editor | null = null;
afterEach(async () => {
  const open = editor;
  editor = null;
  await finish(open);
});

const ROSTER = "户编号,户主姓名,乡镇,家庭人口,户类型,生猪\nH001,张三,甲镇,3,脱贫户,若干\nH002,李四,乙镇,2,脱贫户,3\n";

/** Every chart of the page made into its table, or back. */
async function turnCharts(page: Page): Promise<number> {
  const turns = page.locator(".card > header > button[aria-pressed]");
  const count = await turns.count();
  for (let i = 0; i < count; i += 1) await turns.nth(i).click();
  return count;
}

/** Shows each screen in turn, filled, and gives its name to `seen`. */
async function walk(page: Page, seen: (screen: string) => Promise<void>): Promise<void> {
  await page.locator('[data-sample="rongchang"]').waitFor();
  await seen("start");
  await page.locator(".start-language").focus();
  await seen("start, focus on a button");
}

async function walkWork(page: Page, seen: (screen: string) => Promise<void>): Promise<void> {
  await settled(page);
  await seen("workbench");
  const folds = page.locator("details.fold:not([open]) > summary");
  while ((await folds.count()) > 0) await folds.first().click();
  await page.locator(".example").first().waitFor();
  await page.locator("fieldset.numbers").first().waitFor();
  await seen("workbench, everything on the left unfolded");
  await page.locator('[data-beside="source"]').click();
  await page.locator(".source mark").first().waitFor();
  await seen("source document");
  await page.locator('[data-projection="sentences"]').click();
  await page.locator('.sentences[data-settled="true"] article').first().waitFor();
  await seen("sentences");
  await page.locator('[data-projection="tables"]').click();
  await page.locator('.grids[data-settled="true"]').waitFor();
  await seen("tables");
  await page.locator('[data-projection="text"]').click();
  await page.locator('[data-beside="impact"]').click();
  await page.locator('[data-figure="delta"] button').click();
  await page.locator('[data-figure="delta"] .num').first().waitFor();
  await retype(page, "连片粮食面积 每亩 300元", "连片粮食面积 每亩 200元");
  await page.locator('[data-figure="delta"] .less').waitFor();
  await settled(page);
  await seen("workbench with a baseline");

  await openPage(page, "rosters");
  await page.setInputFiles("#roster-files", { name: "名册.csv", mimeType: "text/csv", buffer: Buffer.from(ROSTER) });
  await page.locator('[data-file="名册.csv"] tbody tr').first().waitFor();
  await seen("rosters, a file chosen");

  await openPage(page, "results");
  await page.locator(".results .card canvas, .results .card svg").first().waitFor();
  await seen("results, charts");
  expect(await turnCharts(page)).toBeGreaterThan(1);
  await seen("results, tables");

  await openPage(page, "household");
  await page.locator("#household-find").click();
  await page.locator(".ant-select-item-option").nth(1).waitFor();
  await seen("household, the list open");
  await page.locator(".ant-select-item-option").nth(1).click();
  await page.locator('[data-derivation="draft"] li').first().waitFor();
  await page.locator(".household .card").first().waitFor();
  await seen("household");
  const area = page.locator("dl.facts input.num").first();
  await area.fill("1");
  await area.press("Enter");
  await page.locator('[data-derivation="what-if"] li').first().waitFor();
  await turnCharts(page);
  await seen("household, a what-if and its table");

  await openPage(page, "compare");
  await page.locator(".compare .card").first().waitFor();
  await page.locator(".compare .monaco-diff-editor").waitFor();
  await seen("compare, charts");
  expect(await turnCharts(page)).toBeGreaterThan(0);
  await seen("compare, tables");

  await openPage(page, "goal");
  await page.locator("#goal-number").click();
  await page.keyboard.press("ArrowDown");
  await page.locator(".ant-select-item-option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#goal-total").fill("999999999999");
  await page.locator('[data-action="seek"]').click();
  await page.locator("[data-sought]").waitFor({ timeout: 120_000 });
  await seen("goal-seek");

  await openPage(page, "readings");
  await page.locator(".readings [data-question] tbody tr").first().waitFor({ timeout: 120_000 });
  await seen("readings");

  await openPage(page, "exports");
  await page.locator(".preview tbody tr").first().waitFor();
  await seen("exports, a preview open");
}

describe.each(["zh-CN", "en-GB"] as const)("axe, %s", (locale) => {
  it("finds no serious fault on any screen", async () => {
    const found: Record<string, string[]> = {};
    const see = (page: Page) => async (screen: string) => {
      const all = await faults(page);
      if (all.length > 0) found[screen] = all;
    };
    editor = await openEditor({ locale });
    await walk(editor.page, see(editor.page));
    await finish(editor);
    editor = await openEditor({ locale, sample: "rongchang" });
    await walkWork(editor.page, see(editor.page));
    expect(found).toEqual({});
  }, 600_000);
});
