/**
 * Fetches the rest of the page once its first screen is shown: from then on it asks nothing of the network. The mark
 * `data-loaded` on the root element says that it is done.
 */
import { loadMonaco } from "../../monaco/load.js";
import { loadViews } from "../views.js";
import { tellFault } from "./notices.js";
import { useWork } from "./state.js";
import { engine, language } from "./workers.js";

/** The mark of the moment, among the browser's own. */
export const LOADED = "fen-loaded";

export async function preload(): Promise<void> {
  try {
    const monaco = await loadMonaco(useWork.getState().lang);
    monaco.prepareWorker();
    // The icons' font is fetched when it is first drawn with, unless it is asked for.
    await document.fonts.load("16px codicon");
    await loadViews();
    await Promise.all([language().ready(), engine().ready()]);
    performance.mark(LOADED);
    document.documentElement.dataset["loaded"] = "true";
  } catch (error) {
    tellFault(error);
  }
}
