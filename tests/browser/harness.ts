/**
 * The built page in a real browser: `const editor = await openEditor()` in a test, `await editor.close()` after it. One
 * browser and one server for a test file. The network is cut once the page has loaded, and console errors are kept.
 */
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, expect } from "vitest";
import { type Launched, launch } from "./launch.js";

export interface Editor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console and of the page. Tests expect it to be empty. */
  readonly errors: readonly string[];
  /** What was asked of the network since it was cut. */
  readonly requests: readonly string[];
  /** Loads the page anew, as after a crash. */
  readonly reload: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Options {
  readonly locale?: "zh-CN" | "en-GB";
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Pixels of the screen for one of the page: 2 with half a viewport is a page enlarged to 200 %. */
  readonly scale?: number;
  /** Runs in the page before anything of it does. */
  readonly before?: () => void;
  /** A context to open another tab in. */
  readonly context?: BrowserContext;
  /** An example that is opened at once, with a roster of its scheme's own size: quick. See `openSample` for the other way. */
  readonly sample?: string;
}

/** Milliseconds for anything to show: machines that run the tests have much else to do. */
const PATIENCE = 90_000;

let running: Promise<Launched> | null = null;

afterAll(async () => {
  if (!running) return;
  await (await running).close();
  running = null;
});

/** Opens the page, waits until all of it is there, and cuts the network. */
export async function openEditor(options: Options = {}): Promise<Editor> {
  running ??= launch();
  const { browser, address } = await running;
  const context =
    options.context ??
    (await browser.newContext({
      locale: options.locale ?? "zh-CN",
      viewport: options.viewport ?? { width: 1366, height: 768 },
      deviceScaleFactor: options.scale ?? 1,
      acceptDownloads: true,
    }));
  const page = await context.newPage();
  if (options.before) await page.addInitScript(options.before);
  // What a test waits for without saying how long: other work may have the machine.
  page.setDefaultTimeout(PATIENCE);
  const errors: string[] = [];
  const requests: string[] = [];
  let cut = false;
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("request", (request) => {
    if (cut && !/^(data|blob):/.test(request.url())) requests.push(request.url());
  });
  const load = async (go: () => Promise<unknown>) => {
    cut = false;
    await context.setOffline(false);
    await go();
    await page.waitForSelector("html[data-loaded]", { timeout: PATIENCE });
    cut = true;
    await context.setOffline(true);
  };
  const first = options.sample ? `${address}#sample=${options.sample}&households=own` : address;
  await load(() => page.goto(first));
  if (options.sample) await shown(page);
  const reload = () => load(() => page.goto("about:blank").then(() => page.goto(address)));
  return { page, context, errors, requests, reload, close: () => context.close() };
}

/** Opens an example from the first screen and waits for its figures. */
export async function openSample(page: Page, id: string): Promise<void> {
  await page.locator(`[data-sample="${id}"]`).click();
  await shown(page);
}

async function shown(page: Page): Promise<void> {
  await page.locator('[data-figure="total"]').waitFor({ timeout: PATIENCE });
  await page.locator(".monaco-editor .view-line").first().waitFor();
}

/** The total as exact text: `39,118,768.25`. */
export async function totalOf(page: Page): Promise<string> {
  return (await page.locator('[data-figure="total"] .wan').getAttribute("data-exact")) ?? "";
}

/** Waits until the figures are those of the text as it stands. */
export async function settled(page: Page): Promise<void> {
  await page.locator('.strip[data-settled="true"]').waitFor({ timeout: PATIENCE });
}

/** Shows a page of the bar at the side. */
export async function openPage(page: Page, view: string): Promise<void> {
  await page.locator(`[data-view="${view}"]`).click();
  await page.locator(`[data-view="${view}"][aria-current="page"]`).waitFor();
}

/** The strip with the figures. */
export function strip(page: Page): Locator {
  return page.locator(".strip");
}

/** The text of the document, from the store. */
export async function textOf(page: Page): Promise<string> {
  return page.evaluate("fen.text()");
}

/** Makes `find` (where it first stands) into `replacement` as typing would: selects what differs and types over it. */
export async function retype(page: Page, find: string, replacement: string): Promise<void> {
  let head = 0;
  while (head < find.length && find[head] === replacement[head]) head += 1;
  let tail = 0;
  const most = Math.min(find.length, replacement.length) - head;
  while (tail < most && find.at(-1 - tail) === replacement.at(-1 - tail)) tail += 1;
  const place = [find, head, find.length - tail];
  if (!(await page.evaluate(`fen.select(...${JSON.stringify(place)})`))) throw new Error(`the text has no ${find}`);
  const typed = replacement.slice(head, replacement.length - tail);
  if (typed === "") await page.keyboard.press("Delete");
  else await page.keyboard.insertText(typed);
}

/** What a test expects at its end: no error in the console, and nothing asked of the network. */
export async function finish(editor: Editor | null): Promise<void> {
  if (!editor) return;
  const { errors, requests } = editor;
  await editor.close();
  expect(errors).toEqual([]);
  expect(requests).toEqual([]);
}
