import { Suspense, useEffect, useState } from "react";
import { goTo, setLang, toStart } from "../store/navigation.js";
import { useWork } from "../store/state.js";
import { Icon } from "../ui/Icon.js";
import { useLang, useWords } from "../ui/i18n.js";
import { later } from "../ui/later.js";
import { VIEWS } from "../views.js";
import { Workbench } from "../workbench/Workbench.js";
import { listenToKeys } from "./keys.js";
import { Offline } from "./Offline.js";
import { Strip } from "./Strip.js";
import { WORDS } from "./words.js";

const KeyList = later(() => import("./KeyList.js"));

/** The frame of every screen after the first: pages at the side, figures on top, the page in the middle. */
export function Shell() {
  const t = useWords(WORDS);
  const lang = useLang();
  const view = useWork((s) => s.view);
  const [keys, setKeys] = useState(false);
  useEffect(() => listenToKeys(() => setKeys(true)), []);
  const page = VIEWS.find((v) => v.id === view && v.place === "page");
  return (
    <div className="shell">
      <nav className="rail" aria-label={t("pages")}>
        <button type="button" className="brand" onClick={toStart} title={t("start")} aria-label={t("start")}>
          分
        </button>
        <RailButton id="workbench" title={t("workbench")} icon="write" current={!page} />
        {VIEWS.filter((v) => v.place === "page").map((v) => (
          <RailButton key={v.id} id={v.id} title={v.title[lang]} icon={v.icon} current={view === v.id} />
        ))}
        <span className="spring" />
        <button
          type="button"
          className="quiet"
          lang={lang === "zh" ? "en" : "zh-CN"}
          onClick={() => setLang(lang === "zh" ? "en" : "zh")}
        >
          {t("language")}
        </button>
        <button type="button" className="quiet" onClick={() => setKeys(true)} aria-keyshortcuts="?">
          {t("keys")} ?
        </button>
        <Offline />
        {keys && (
          <Suspense fallback={null}>
            <KeyList close={() => setKeys(false)} />
          </Suspense>
        )}
      </nav>
      <div className="body">
        <Strip />
        {/* The workbench stays: its text keeps the keyboard's place and its undo. */}
        <div className="stage" hidden={page !== undefined}>
          <Workbench />
        </div>
        {page && (
          <main className="stage page" aria-label={page.title[lang]}>
            <Suspense fallback={null}>
              <page.component />
            </Suspense>
          </main>
        )}
        <footer className="disclaimer muted">{t("disclaimer")}</footer>
      </div>
    </div>
  );
}

interface RailProps {
  readonly id: string;
  readonly title: string;
  readonly icon: Parameters<typeof Icon>[0]["name"];
  readonly current: boolean;
}

function RailButton({ id, title, icon, current }: RailProps) {
  return (
    <button
      type="button"
      className="rail-button"
      data-view={id}
      aria-current={current ? "page" : undefined}
      onClick={() => goTo(id)}
    >
      <Icon name={icon} />
      <span>{title}</span>
    </button>
  );
}
