import { useEffect, useState } from "react";
import { LOADED } from "../store/preload.js";
import { useWords } from "../ui/i18n.js";
import { WORDS } from "./words.js";

/** Counts what the page has asked of the network since all of it was loaded, by the browser's own record. */
export function Offline() {
  const t = useWords(WORDS);
  const [asked, setAsked] = useState<readonly string[]>([]);
  useEffect(() => {
    const observer = new PerformanceObserver((list) => {
      const since = performance.getEntriesByName(LOADED)[0]?.startTime ?? Number.POSITIVE_INFINITY;
      const found = list
        .getEntries()
        .filter((e) => e.startTime > since && !/^(data|blob):/.test(e.name))
        .map((e) => e.name);
      if (found.length > 0) setAsked((before) => [...before, ...found]);
    });
    observer.observe({ type: "resource" });
    return () => observer.disconnect();
  }, []);
  const note = asked.length === 0 ? t("offlineNote") : t("onlineNote", { list: asked.join(" ") });
  return (
    <span className={asked.length === 0 ? "badge" : "badge warn"} title={note} data-requests={asked.length}>
      {t("offline", { n: asked.length })}
    </span>
  );
}
