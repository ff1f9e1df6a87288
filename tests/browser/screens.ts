/**
 * Pictures of every screen in both languages, for the guides: `npx tsx tests/browser/screens.ts`, with `--all` on a large
 * screen too. They are made from the built page with the example's own roster, and are looked at by people; no test compares
 * them.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { gb18030 } from "../../runtime/synthetic/gb18030.js";
import { launch } from "./launch.js";
import { readPng, writeSmallPng } from "./png.js";

const OUT = fileURLToPath(new URL("../../docs/screens/", import.meta.url));
/** So many colours tell apart all that the page draws; the edges of letters need no more. */
const COLOURS = 96;
const PROJECTIONS = ["sentences", "tables"];
const ROSTER = [
  "户编号,户主姓名,乡镇,村,家庭人口,户类型,监测对象类型,人均纯收入,整户外出,有劳动力,有发展意愿,连片粮食面积（亩）,生猪,养殖.核定",
  "H001,张三,甲镇,一村,3,脱贫户,无,9000,否,是,是,6,0,0",
  "H002,李四,甲镇,一村,4,脱贫户,无,8000,否,是,是,三亩多,2,0",
].join("\r\n");

/** Pages in the order in which they are visited, each with what fills it. */
const PAGES: readonly (readonly [id: string, fill: (page: Page) => Promise<unknown>])[] = [
  ["results", (page) => page.locator(".results .card").first().waitFor()],
  [
    "rosters",
    async (page) => {
      const buffer = Buffer.from(gb18030(ROSTER));
      await page.setInputFiles("#roster-files", { name: "到户名册.csv", mimeType: "text/csv", buffer });
      await page.locator('[data-file="到户名册.csv"] tbody tr').first().waitFor();
    },
  ],
  ["compare", (page) => page.locator('[data-movers="lose"] [data-household]').first().waitFor()],
  [
    "household",
    async (page) => {
      await page.locator('[data-view="compare"]').click();
      await page.locator('[data-movers="lose"] [data-household]').first().click();
      await page.locator(".household .card").first().waitFor();
    },
  ],
  [
    "goal",
    async (page) => {
      await page.locator("#goal-number").click();
      await page.locator(".ant-select-item-option", { hasText: /户均标准|household_norm/ }).click();
      await page.locator("#goal-total").fill("900000");
      await page.locator('[data-action="seek"]').click();
      await page.locator("[data-sought]").waitFor();
    },
  ],
  ["readings", (page) => page.locator("[data-question] tbody tr").first().waitFor()],
  ["exports", (page) => page.locator(".preview tbody tr").first().waitFor()],
  // Last: from here on the roster is another one.
  [
    "kept",
    async (page) => {
      await page.locator('[data-view="rosters"]').click();
      const buffer = Buffer.from(gb18030(ROSTER));
      await page.setInputFiles("#roster-files", { name: "到户名册.csv", mimeType: "text/csv", buffer });
      await page.locator('[data-action="read"]:not([disabled])').click();
      await page.locator('[data-imported="true"]').waitFor();
      await page.locator("#keep-roster").check();
      await page.locator('[data-keeping="true"]').waitFor();
      await page.locator("main.page").evaluate(`(main) => main.scrollTo(0, 0)`);
    },
  ],
];
const SIZES = [
  { folder: OUT, viewport: { width: 1366, height: 768 } },
  { folder: join(OUT, "wide"), viewport: { width: 1920, height: 1080 } },
].slice(0, process.argv.includes("--all") ? 2 : 1);

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
    await page.locator(`[data-projection="${id}"]`).click();
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
  for (const [id, fill] of PAGES) {
    const view = page.locator(`[data-view="${id}"]`);
    if ((await view.count()) > 0) await view.click();
    await fill(page);
    await page.mouse.move(0, 0);
    // Charts are drawn, and the text's colours come, a little after.
    await page.waitForTimeout(1_500);
    await shot(id);
  }
}

const { browser, address, close } = await launch();
for (const { folder, viewport } of SIZES) {
  mkdirSync(folder, { recursive: true });
  for (const locale of ["zh-CN", "en-GB"]) {
    const context = await browser.newContext({ locale, viewport });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await walk(page, address, async (name) => {
      const picture = writeSmallPng(readPng(await page.screenshot()), COLOURS);
      writeFileSync(join(folder, `${name}.${locale.slice(0, 2)}.png`), picture);
    });
    await context.close();
  }
}
await close();
