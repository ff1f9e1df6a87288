/** What happens once, before anything is shown. */
import { sampleInfo } from "../../worker/samples.js";
import { openSample } from "./documents.js";
import { keepDrafts } from "./drafts.js";
import { acceptDrops } from "./files.js";
import { offerHandle } from "./handle.js";
import { useWork } from "./state.js";
import { watchTabs } from "./tabs.js";

const LANG = "fen.lang";

export function start(): void {
  offerHandle();
  watchTabs();
  keepDrafts();
  acceptDrops();
  const kept = readKept();
  const lang = kept ?? (/^en\b/i.test(navigator.language) ? "en" : "zh");
  useWork.setState({ lang });
  openLinked();
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  useWork.subscribe((now, before) => {
    if (now.lang === before.lang) return;
    document.documentElement.lang = now.lang === "zh" ? "zh-CN" : "en";
    try {
      localStorage.setItem(LANG, now.lang);
    } catch {
      // Storage is closed to this page: the choice lasts until it is left.
    }
  });
}

function readKept(): "zh" | "en" | null {
  try {
    const kept = localStorage.getItem(LANG);
    return kept === "zh" || kept === "en" ? kept : null;
  } catch {
    return null;
  }
}

/** `#sample=yubei` opens that example at once; `&households=` says how many, or `own` for the scheme's own roster. */
function openLinked(): void {
  const asked = new URLSearchParams(location.hash.slice(1));
  const sample = sampleInfo(asked.get("sample") ?? "");
  if (!sample) return;
  const households = asked.get("households");
  const count = /^[1-9]\d{0,6}$/.test(households ?? "") ? Number(households) : undefined;
  void openSample(sample.id, households === "own" ? null : count);
}
