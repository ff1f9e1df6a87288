import { useCallback, useEffect, useState } from "react";
import type { KeptRoster } from "../../worker/kept/protocol.js";
import { keptRosters, openWithPolicy } from "../store/kept.js";
import { tellFault } from "../store/notices.js";
import { useWords } from "../ui/i18n.js";
import { KeptList } from "../ui/KeptList.js";
import { WORDS } from "./words.js";

/** Rosters that this browser keeps: each is opened with its policy. Nothing is opened by itself. */
export default function Kept() {
  const t = useWords(WORDS);
  const [all, setAll] = useState<readonly KeptRoster[]>([]);
  const list = useCallback(() => void keptRosters().then(setAll).catch(tellFault), []);
  useEffect(list, [list]);
  if (all.length === 0) return null;
  return (
    <section className="card">
      <KeptList rosters={all} current={null} open={openWithPolicy} changed={list} />
      <p className="muted">{t("keptNote")}</p>
    </section>
  );
}
