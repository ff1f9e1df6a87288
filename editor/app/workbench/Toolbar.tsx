import { memo } from "react";
import type { Surface } from "../../../grammar/tokens.js";
import { save } from "../store/files.js";
import { project } from "../store/navigation.js";
import { useWork } from "../store/state.js";
import { writeIn } from "../store/surface.js";
import { redo, undo } from "../store/text.js";
import { Button } from "../ui/antd.js";
import { useLang, useWords } from "../ui/i18n.js";
import { VIEWS } from "../views.js";
import { WORDS } from "./words.js";

const PROJECTIONS = VIEWS.filter((v) => v.place === "projection");

/** The document's name and state, its projections, and what is done to it as a whole. */
export function Toolbar() {
  const surface = useWork((s) => s.checked?.surface ?? "zh");
  const hash = useWork((s) => s.checked?.hash ?? null);
  const edition = useWork((s) => s.edition);
  return (
    <div className="toolbar" data-surface={surface} data-hash={hash ?? ""} data-edition={edition}>
      <Tools surface={surface} hash={hash} />
    </div>
  );
}

/** Apart from what changes with every key: that is drawn before the letter is. */
const Tools = memo(({ surface, hash }: { readonly surface: Surface; readonly hash: string | null }) => {
  const t = useWords(WORDS);
  const lang = useLang();
  const projection = useWork((s) => s.projection);
  const name = useWork((s) => s.document?.name ?? "");
  const unsaved = useWork((s) => s.document !== null && s.document.text !== s.document.saved);
  const other = surface === "zh" ? "en" : "zh";
  return (
    <>
      <div className="tabs" role="tablist" aria-label={t("projections")}>
        {PROJECTIONS.map((v) => (
          <button
            key={v.id}
            type="button"
            role="tab"
            data-projection={v.id}
            aria-selected={v.id === projection}
            onClick={() => project(v.id)}
          >
            {v.title[lang]}
          </button>
        ))}
      </div>
      <span className="file" title={hash ? t("hash", { hash }) : t("noHash")}>
        {name}
        {unsaved ? <span className="muted"> · {t("unsaved")}</span> : null}
      </span>
      <span className="spring" />
      <Button size="small" onClick={undo} aria-keyshortcuts="Control+Z">
        {t("undo")}
      </Button>
      <Button size="small" onClick={redo}>
        {t("redo")}
      </Button>
      <Button size="small" data-action="surface" onClick={() => void writeIn(other)}>
        {t(other === "en" ? "inEnglish" : "inChinese")}
      </Button>
      <Button size="small" onClick={() => void save()} aria-keyshortcuts="Control+S">
        {t("save")}
      </Button>
      <Button size="small" onClick={() => void save(true)}>
        {t("saveAs")}
      </Button>
    </>
  );
});
