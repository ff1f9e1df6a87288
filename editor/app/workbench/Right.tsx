import { Suspense, useState } from "react";
import { useLang, useWords } from "../ui/i18n.js";
import { VIEWS } from "../views.js";
import { Impact } from "./Impact.js";
import { WORDS } from "./words.js";

const BESIDE = VIEWS.filter((v) => v.place === "right");

/** What stands beside the text: what it costs, or the document it rests on. */
export function Right() {
  const t = useWords(WORDS);
  const lang = useLang();
  const [shown, setShown] = useState("impact");
  const tabs = [{ id: "impact", title: t("impact") }, ...BESIDE.map((v) => ({ id: v.id, title: v.title[lang] }))];
  const view = BESIDE.find((v) => v.id === shown);
  return (
    <>
      <div className="tabs" role="tablist" aria-label={t("impact")}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            data-beside={tab.id}
            aria-selected={tab.id === shown}
            onClick={() => setShown(tab.id)}
          >
            {tab.title}
          </button>
        ))}
      </div>
      {view ? (
        <Suspense fallback={null}>
          <view.component />
        </Suspense>
      ) : (
        <Impact />
      )}
    </>
  );
}
