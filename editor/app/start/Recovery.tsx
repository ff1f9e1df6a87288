import { useEffect, useState } from "react";
import { type Draft, discard, drafts, recover } from "../store/drafts.js";
import { tellFault } from "../store/notices.js";
import { Button } from "../ui/antd.js";
import { Changes } from "../ui/Changes.js";
import { useLang, useWords } from "../ui/i18n.js";
import { WORDS } from "./words.js";

/** What was being written when the page went away, with what differs from the file. */
export default function Recovery() {
  const t = useWords(WORDS);
  const [all, setAll] = useState<readonly Draft[]>([]);
  useEffect(() => void drafts().then(setAll), []);
  if (all.length === 0) return null;
  return (
    <section className="recovery" aria-labelledby="recovery">
      <h2 id="recovery">{t("lost")}</h2>
      {all.map((d) => (
        <Item key={d.key} draft={d} gone={() => setAll(all.filter((x) => x.key !== d.key))} />
      ))}
    </section>
  );
}

/** With the roster that was in use, if the browser keeps it. */
function resume(draft: Draft): void {
  recover(draft);
  const { kept } = draft;
  if (kept) void import("../store/kept.js").then((m) => m.openKept(kept, true)).catch(tellFault);
}

function Item({ draft, gone }: { readonly draft: Draft; readonly gone: () => void }) {
  const t = useWords(WORDS);
  const lang = useLang();
  const [shown, setShown] = useState(false);
  const when = new Date(draft.at).toLocaleString(lang === "zh" ? "zh-CN" : "en-GB");
  return (
    <div className="draft" data-draft={draft.key}>
      <div className="row">
        <span>{t("lostItem", { name: draft.document.name, when })}</span>
        <Button type="primary" onClick={() => resume(draft)}>
          {t("recover")}
        </Button>
        <Button onClick={() => setShown(!shown)} aria-expanded={shown}>
          {t(shown ? "hideChanges" : "changes")}
        </Button>
        <Button onClick={() => void discard(draft.key).then(gone)}>{t("discard")}</Button>
      </div>
      {shown && <Changes before={draft.document.saved} after={draft.document.text} />}
    </div>
  );
}
