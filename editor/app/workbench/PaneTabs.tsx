import { showPane } from "../store/navigation.js";
import { useWork } from "../store/state.js";
import { useWords } from "../ui/i18n.js";
import { WORDS } from "./words.js";

/** Chooses the pane that is shown where there is room for one only: a narrow window, or a page enlarged to 200 %. */
export function PaneTabs() {
  const t = useWords(WORDS);
  const pane = useWork((s) => s.pane);
  const problems = useWork((s) => s.checked?.problems.length ?? 0);
  const tabs = [
    { id: "1", title: t("left") },
    { id: "2", title: t("policy") },
    { id: "4", title: problems > 0 ? `${t("problems")} ${problems}` : t("problems") },
    { id: "3", title: t("impact") },
  ] as const;
  return (
    <div className="tabs pane-tabs" role="tablist" aria-label={t("panes")}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          data-shows={tab.id}
          aria-selected={tab.id === pane}
          onClick={() => showPane(tab.id)}
        >
          {tab.title}
        </button>
      ))}
    </div>
  );
}
