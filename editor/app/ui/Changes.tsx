import { useEffect, useRef } from "react";
import { loadMonaco } from "../../monaco/load.js";
import { useLang } from "./i18n.js";

/** Two texts side by side, what differs marked. */
export function Changes({
  before,
  after,
  height = 320,
}: {
  readonly before: string;
  readonly after: string;
  readonly height?: number;
}) {
  const host = useRef<HTMLDivElement>(null);
  const lang = useLang();
  useEffect(() => {
    let gone = false;
    let dispose = () => {};
    void loadMonaco(lang).then(({ editor }) => {
      if (gone || !host.current) return;
      const original = editor.createModel(before, "fen");
      const modified = editor.createModel(after, "fen");
      const diff = editor.createDiffEditor(host.current, {
        theme: "fen",
        readOnly: true,
        automaticLayout: true,
        originalEditable: false,
        wordWrap: "on",
        minimap: { enabled: false },
        fontFamily: "var(--mono)",
        fontSize: 14,
        scrollBeyondLastLine: false,
        hideUnchangedRegions: { enabled: true },
        unicodeHighlight: { ambiguousCharacters: false },
      });
      diff.setModel({ original, modified });
      dispose = () => {
        diff.dispose();
        original.dispose();
        modified.dispose();
      };
    });
    return () => {
      gone = true;
      dispose();
    };
  }, [before, after, lang]);
  return <div ref={host} style={{ height }} />;
}
