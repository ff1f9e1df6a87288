import { useEffect, useRef } from "react";
import { loadMonaco } from "../../../monaco/load.js";
import { useWork } from "../../store/state.js";
import { useWords } from "../../ui/i18n.js";
import { WORDS } from "./words.js";

/** Both texts side by side, to be read. Monaco is there already: the workbench has loaded it. */
export function TextDiff() {
  const t = useWords(WORDS);
  const before = useWork((s) => s.baseline?.text ?? "");
  const after = useWork((s) => s.document?.text ?? "");
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    let end = () => {};
    void loadMonaco(useWork.getState().lang).then((monaco) => {
      if (gone || !place.current) return;
      const [original, modified] = [before, after].map((text) => monaco.editor.createModel(text, "fen"));
      if (!original || !modified) return;
      const diff = monaco.editor.createDiffEditor(place.current, {
        theme: "fen",
        automaticLayout: true,
        readOnly: true,
        minimap: { enabled: false },
        scrollBeyondLastLine: false,
        renderOverviewRuler: false,
        wordWrap: "on",
      });
      diff.setModel({ original, modified });
      end = () => {
        diff.dispose();
        original.dispose();
        modified.dispose();
      };
    });
    return () => {
      gone = true;
      end();
    };
  }, [before, after]);
  return (
    <section>
      <h2>{t("text")}</h2>
      <div ref={place} className="diff" style={{ height: "24rem" }} />
    </section>
  );
}
