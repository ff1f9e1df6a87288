/**
 * Pictures of every screen in both languages, for the guides: `npx tsx tests/browser/screens.ts`. They are made from the
 * built page with the example's own roster, and are looked at by people; no test compares them.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { launch } from "./launch.js";

const OUT = fileURLToPath(new URL("../../docs/screens/", import.meta.url));
const PAGES = ["rosters", "results", "household", "compare", "goal", "readings", "exports"];
const PROJECTIONS = ["sentences", "tables"];
const SIZES = process.argv.includes("--all")
  ? [
      { width: 1366, height: 768 },
      { width: 1920, height: 1080 },
    ]
  : [{ width: 1366, height: 768 }];

async function walk(page: Page, address: string, shot: (name: string) => Promise<void>): Promise<void> {
  await page.goto(address);
  await page.waitForSelector("html[data-loaded]", { timeout: 120_000 });
  await shot("start");
  await page.goto("about:blank");
  await page.goto(`${address}#sample=rongchang&households=own`);
  await page.locator('.strip[data-settled="true"]').waitFor({ timeout: 120_000 });
  await page.locator(".monaco-editor .view-line").first().waitFor();
  await page.evaluate(`fen.select("连片粮食面积 每亩 300元")`);
  // Hints and colours arrive after the text.
  await page.waitForTimeout(3_000);
  await shot("workbench");
  for (const id of PROJECTIONS) {
    const tab = page.locator(`[data-projection="${id}"]`);
    if ((await tab.count()) === 0) continue;
    await tab.click();
    await page.waitForTimeout(2_500);
    await shot(id);
  }
  // A baseline and a lower rate, so that there is something to compare.
  await page.locator('[data-figure="delta"] button').click();
  await page.locator('[data-figure="delta"] .num').waitFor();
  await page.locator('[data-projection="text"]').click();
  await page.evaluate(`fen.select("每亩 300元", 3, 4)`);
  await page.keyboard.insertText("2");
  await page.locator('[data-figure="delta"] .less').waitFor({ timeout: 120_000 });
  for (const id of PAGES) {
    const button = page.locator(`[data-view="${id}"]`);
    if ((await button.count()) === 0) continue;
    await button.click();
    await page.waitForTimeout(4_000);
    await shot(id);
  }
}

const { browser, address, close } = await launch();
mkdirSync(OUT, { recursive: true });
for (const locale of ["zh-CN", "en-GB"]) {
  for (const viewport of SIZES) {
    const context = await browser.newContext({ locale, viewport });
    const page = await context.newPage();
    const mark = SIZES.length > 1 ? `-${viewport.width}` : "";
    await walk(page, address, async (name) => {
      await page.screenshot({ path: join(OUT, `${name}.${locale.slice(0, 2)}${mark}.png`) });
    });
    await context.close();
  }
}
await close();
