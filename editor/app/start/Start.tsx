import { Suspense, useEffect, useState } from "react";
import { SAMPLES } from "../../worker/samples.js";
import { newDocument, openSample, SAMPLE_HOUSEHOLDS } from "../store/documents.js";
import { drafts } from "../store/drafts.js";
import { openFiles } from "../store/files.js";
import { hasKept } from "../store/has-kept.js";
import { setLang } from "../store/navigation.js";
import { tellFault } from "../store/notices.js";
import { Button } from "../ui/antd.js";
import { useLang, useWords } from "../ui/i18n.js";
import { later } from "../ui/later.js";
import { count } from "../ui/money.js";
import { WORDS } from "./words.js";

// Fetched with the rest, unless there is something to recover or to open.
const Recovery = later(() => import("./Recovery.js"));
const Kept = later(() => import("./Kept.js"));

/** The first screen: three ways to begin, no login. */
export function Start() {
  const t = useWords(WORDS);
  const lang = useLang();
  const [lost, setLost] = useState(false);
  useEffect(() => void drafts().then((all) => setLost(all.length > 0)), []);
  return (
    <main className="start">
      <header>
        <h1>{t("title")}</h1>
        <p className="start-subtitle">{t("subtitle")}</p>
        <button
          type="button"
          className="quiet start-language"
          lang={lang === "zh" ? "en" : "zh-CN"}
          onClick={() => setLang(lang === "zh" ? "en" : "zh")}
        >
          {t("language")}
        </button>
      </header>
      <Suspense fallback={null}>
        {lost && <Recovery />}
        {hasKept() && <Kept />}
      </Suspense>
      <section aria-labelledby="samples">
        <h2 id="samples">{t("samples")}</h2>
        <p className="muted">{t("samplesNote", { n: count(SAMPLE_HOUSEHOLDS) })}</p>
        <ul className="samples">
          {SAMPLES.map((s) => (
            <li key={s.id}>
              <button type="button" className="sample" data-sample={s.id} onClick={() => void openSample(s.id)}>
                <strong>{s.name[lang]}</strong>
                <span>{s.about[lang]}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className="ways">
        <div>
          <Button size="large" onClick={newDocument}>
            {t("fresh")}
          </Button>
          <p className="muted">{t("freshNote")}</p>
        </div>
        <div>
          <Button size="large" onClick={() => void openFiles().catch(tellFault)}>
            {t("open")}
          </Button>
          <p className="muted">{t("openNote")}</p>
        </div>
      </section>
      <footer className="muted">{t("local")}</footer>
    </main>
  );
}
