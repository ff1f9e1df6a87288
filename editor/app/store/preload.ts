/**
 * Fetches the page in the order in which it is wanted. First what a budget needs: the workers and the text. Then, while
 * nobody waits for anything, the rest. The mark `data-loaded` on the root element says that all of it is there: from then
 * on the page asks nothing of the network.
 */
import { loadMonaco } from "../../monaco/load.js";
import { laterLoads } from "../ui/later.js";
import { loadText } from "../views.js";
import { tellFault } from "./notices.js";
import { isQuiet, useWork, type Work } from "./state.js";
import { engine, language } from "./workers.js";

/** The mark of the moment, among the browser's own. */
export const LOADED = "fen-loaded";

export async function preload(): Promise<void> {
  try {
    // A worker is fetched when it is first spoken of.
    language();
    engine();
    await loadText();
    const monaco = await loadMonaco(useWork.getState().lang);
    await chosen();
    const rest: (() => Promise<unknown>)[] = [
      async () => monaco.prepareWorker(),
      () => language().ready(),
      () => engine().ready(),
      // The icons' font is fetched when it is first drawn with, unless it is asked for.
      () => document.fonts.load("16px codicon"),
      ...laterLoads(),
    ];
    for (const step of rest) {
      await quiet();
      await step();
    }
    performance.mark(LOADED);
    document.documentElement.dataset["loaded"] = "true";
  } catch (error) {
    tellFault(error);
  }
}

/** Milliseconds in which whoever has just come to the first screen chooses what to open. */
const CHOICE = 1_500;

/** Resolves when something is being opened, or the first screen has been left alone for a while. */
async function chosen(): Promise<void> {
  await new Promise<void>((resolve) => {
    const settled = ({ opening, document: open }: Work) => opening || open !== null;
    if (settled(useWork.getState())) return resolve();
    const timer = setTimeout(done, CHOICE);
    const stop = useWork.subscribe((now) => settled(now) && done());
    function done() {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
}

/** Milliseconds of rest after somebody has waited for something: what they waited for is drawn first. */
const REST = 500;

/** Milliseconds after which the rest is fetched beside whatever still goes on. */
const LONGEST = 10_000;

/** Longest wait for an idle moment, in milliseconds. */
const PATIENCE = 1_000;

/** Resolves when nobody waits for anything, and the browser has drawn what it had to draw. */
async function quiet(): Promise<void> {
  await new Promise<void>((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), { timeout: PATIENCE });
    else setTimeout(resolve, 50);
  });
  if (isQuiet(useWork.getState())) return;
  const over = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => end(true), LONGEST);
    const stop = useWork.subscribe((now) => isQuiet(now) && end(false));
    function end(given: boolean) {
      clearTimeout(timer);
      stop();
      resolve(given);
    }
  });
  if (over) return;
  await new Promise((resolve) => setTimeout(resolve, REST));
  await quiet();
}
