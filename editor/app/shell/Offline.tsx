import { useEffect, useState } from "react";
import { useWords } from "../ui/i18n.js";
import { WORDS } from "./words.js";

/** Counts what the page asks of the network after its own files were loaded; its own files are told by their address. */
export function Offline() {
  const t = useWords(WORDS);
  const [foreign, setForeign] = useState<readonly string[]>([]);
  useEffect(() => {
    const own = new URL(".", document.baseURI).href;
    const observer = new PerformanceObserver((list) => {
      const found = list
        .getEntries()
        .map((e) => e.name)
        .filter((name) => !name.startsWith(own) && !/^(data|blob):/.test(name));
      if (found.length > 0) setForeign((before) => [...before, ...found]);
    });
    observer.observe({ type: "resource", buffered: true });
    return () => observer.disconnect();
  }, []);
  const note = foreign.length === 0 ? t("offlineNote") : t("onlineNote", { list: foreign.join(" ") });
  return (
    <span className={foreign.length === 0 ? "badge" : "badge warn"} title={note} data-requests={foreign.length}>
      {t("offline", { n: foreign.length })}
    </span>
  );
}
