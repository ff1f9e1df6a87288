import { useEffect, useRef, useState } from "react";
import { useWork } from "../store/state.js";
import { useWords } from "../ui/i18n.js";
import { yuan } from "../ui/money.js";
import { WORDS } from "./words.js";

/** Milliseconds between two announcements. */
const PAUSE = 2_000;

/** Tells a screen reader the total, politely and not more often than every two seconds. */
export function Announcer() {
  const t = useWords(WORDS);
  const total = useWork((s) => s.summary?.total.amount ?? null);
  const refused = useWork((s) => s.summary?.refused ?? false);
  const [said, setSaid] = useState("");
  const last = useRef(0);
  const text = refused ? t("refused") : total ? t("announced", { total: yuan(total) }) : "";
  useEffect(() => {
    const wait = Math.max(0, last.current + PAUSE - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span className="unseen" role="status" aria-live="polite">
      {said}
    </span>
  );
}
