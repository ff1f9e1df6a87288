/**
 * How long the page takes, in a real browser: `npm run bench:editor`. Prints a Markdown table: from a key to paint, to the
 * text understood, to a new exact total; first load; memory; what is downloaded before the first budget shows.
 */
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { DIST, readBuild } from "../../../cli/server/files.js";
import { launch } from "../../browser/launch.js";

const EDITS = Number(process.argv[2] ?? 15);
const SCHEME = "rongchang";
const PATIENCE = { timeout: 600_000 };
/** The rate whose last digit is typed over. */
const RATE = "连片粮食面积 每亩 300元";
const DIGIT = RATE.indexOf("300") + 2;

interface Times {
  readonly paint: number;
  readonly read: number;
  readonly total: number;
}

/** In the page: the moment of the last input, and how long after it things showed. */
const WATCH = `(() => {
  const t = { input: 0, paint: 0, read: 0, total: 0 };
  window.benchTimes = t;
  addEventListener("keydown", () => {
    t.input = performance.now();
    t.paint = t.read = t.total = 0;
    requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => { t.paint = performance.now() - t.input; }; c.port2.postMessage(0); });
  }, true);
  new MutationObserver((changes) => {
    for (const { target, attributeName } of changes) {
      const now = performance.now() - t.input;
      if (attributeName === "data-hash" && target.classList?.contains("toolbar") && t.read === 0) t.read = now;
      if (attributeName === "data-settled" && target.classList?.contains("strip") && target.dataset.settled === "true") t.total = now;
    }
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ["data-hash", "data-settled"] });
})()`;

const settled = (page: Page) => page.locator('.strip[data-settled="true"]').waitFor(PATIENCE);

/** Asked from outside: the page lets nobody turn a text into a program. */
async function until(page: Page, condition: string): Promise<void> {
  const end = performance.now() + PATIENCE.timeout;
  while (!(await page.evaluate(condition))) {
    if (performance.now() > end) throw new Error(`still not so: ${condition}`);
    await page.waitForTimeout(25);
  }
}

/** Types another digit over the last of the rate, so many times; the first edit of all is not counted. */
async function edits(page: Page, count: number): Promise<Times[]> {
  const times: Times[] = [];
  let digit = "0";
  for (let i = 0; i <= count; i += 1) {
    const now = RATE.slice(0, DIGIT) + digit + RATE.slice(DIGIT + 1);
    const place = JSON.stringify([now, DIGIT, DIGIT + 1]);
    if (!(await page.evaluate(`fen.select(...${place})`))) throw new Error(`the text has no ${now}`);
    digit = String(1 + (i % 9));
    await page.keyboard.press(digit);
    await until(page, "window.benchTimes.total > 0");
    if (i > 0) times.push((await page.evaluate("({ ...window.benchTimes })")) as Times);
    await page.waitForTimeout(150);
  }
  const last = RATE.slice(0, DIGIT) + digit + RATE.slice(DIGIT + 1);
  await page.evaluate(`fen.select(...${JSON.stringify([last, DIGIT, DIGIT + 1])})`);
  await page.keyboard.press("0");
  await settled(page);
  return times;
}

/** In the page: the editor's library alone, with this text and none of the page, in a tab of its own. */
const BARE = `(async (url, text) => {
  const { editor, Range } = await import(url);
  const host = document.createElement("div");
  host.style.cssText = "position:fixed;inset:0;background:white";
  document.body.replaceChildren(host);
  const bare = editor.create(host, { value: text, wordWrap: "on", minimap: { enabled: false }, automaticLayout: true });
  window.bare = (wanted, from, to) => {
    const model = bare.getModel();
    const at = model.getValue().indexOf(wanted);
    const range = Range.fromPositions(model.getPositionAt(at + from), model.getPositionAt(at + to));
    bare.setSelection(range);
    bare.revealRangeInCenterIfOutsideViewport(range);
    bare.focus();
    return at >= 0;
  };
})`;

/** How long the library alone takes from a key to paint: what is not ours to mend. */
async function bareTimes(text: string, count: number): Promise<number[]> {
  const library = [...build.keys()].find((path) => /\/setup-[^/]*\.js$/.test(path));
  if (library === undefined) throw new Error("the build has no file of the editor's library");
  const tab = await browser.newPage({ locale: "zh-CN", viewport: { width: 1366, height: 768 } });
  await tab.goto(address);
  await tab.waitForSelector("html[data-loaded]");
  await tab.evaluate(`(${BARE})(${JSON.stringify(new URL(library, address).href)}, ${JSON.stringify(text)})`);
  await tab.locator(".monaco-editor .view-line").first().waitFor();
  await tab.evaluate(WATCH);
  const times: number[] = [];
  let digit = "0";
  for (let i = 0; i <= count; i += 1) {
    const now = RATE.slice(0, DIGIT) + digit + RATE.slice(DIGIT + 1);
    const place = JSON.stringify([now, DIGIT, DIGIT + 1]);
    if (!(await tab.evaluate(`bare(...${place})`))) throw new Error(`the text has no ${now}`);
    digit = String(1 + (i % 9));
    await tab.keyboard.press(digit);
    await until(tab, "window.benchTimes.paint > 0");
    if (i > 0) times.push((await tab.evaluate("window.benchTimes.paint")) as number);
    await tab.waitForTimeout(150);
  }
  await tab.close();
  return times;
}

/** The 95th percentile and the median, in milliseconds. */
function shown(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  return `${at(0.5).toFixed(0)} / ${at(0.95).toFixed(0)}`;
}

function rows(name: string, times: readonly Times[]): string[] {
  return [
    `| ${name}: key → paint | ${shown(times.map((t) => t.paint))} |`,
    `| ${name}: key → text understood, messages | ${shown(times.map((t) => t.read))} |`,
    `| ${name}: key → exact total | ${shown(times.map((t) => t.total))} |`,
  ];
}

async function memory(page: Page): Promise<string> {
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  const { usedSize } = (await client.send("Runtime.getHeapUsage")) as { usedSize: number };
  return `${(usedSize / 1e6).toFixed(0)} MB`;
}

const started = performance.now();
const { browser, address, close } = await launch();
const page = await browser.newPage({ locale: "zh-CN", viewport: { width: 1366, height: 768 } });
const asked: string[] = [];
page.on("request", (r) => asked.push(new URL(r.url()).pathname));
await page.goto(address);
await page.locator(`[data-sample="${SCHEME}"]`).waitFor();
const usable = await page.evaluate("performance.now()");
const click = performance.now();
await page.locator(`[data-sample="${SCHEME}"]`).click();
await page.locator('[data-figure="total"] .wan').waitFor(PATIENCE);
const first = performance.now() - click;
const build = readBuild(DIST);
const size = [...new Set(asked)]
  .map((path) => build.get(path === "/" ? "/index.html" : path))
  .reduce((sum, file) => sum + (file === undefined ? 0 : gzipSync(file.bytes).length), 0);
await page.waitForSelector("html[data-loaded]");
await page.locator(".monaco-editor .view-line").first().waitFor();
await settled(page);
await page.evaluate(WATCH);
const hundred = await edits(page, EDITS);
const held = await memory(page);
const bare = await bareTimes((await page.evaluate("fen.text()")) as string, EDITS);
await page.locator('[data-view="rosters"]').click();
const make = performance.now();
await page.locator('[data-households="1000000"]').click();
await until(page, `document.querySelector('[data-figure="roster"]').innerText.includes("1,000,000")`);
await settled(page);
const made = performance.now() - make;
await page.locator('[data-view="workbench"]').click();
const million = await edits(page, Math.max(3, Math.floor(EDITS / 3)));
console.log(
  [
    "| event | median / 95th percentile, ms |",
    "| --- | ---: |",
    ...rows("100,000 households", hundred),
    ...rows("1,000,000 households", million),
    `| bare Monaco, the same text: key → paint | ${shown(bare)} |`,
    "",
    "| | |",
    "| --- | ---: |",
    `| first screen usable | ${(usable as number).toFixed(0)} ms |`,
    `| click on an example → budget of 100,000 households | ${first.toFixed(0)} ms |`,
    `| a synthetic roster of 1,000,000 households, made and worked out | ${made.toFixed(0)} ms |`,
    `| downloaded until the first budget shows, gzipped | ${(size / 1e6).toFixed(2)} MB |`,
    `| the page's own heap, 100,000 households (the engine's is its worker's) | ${held} |`,
    `| whole run | ${((performance.now() - started) / 1000).toFixed(0)} s |`,
  ].join("\n"),
);
await close();
