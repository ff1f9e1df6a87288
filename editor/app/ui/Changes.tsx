import { useEffect, useRef } from "react";
import { loadMonaco } from "../../monaco/load.js";
import { useLang, useWords } from "./i18n.js";

const WORDS = {
  before: { zh: "改动前的文本", en: "The text before" },
  after: { zh: "改动后的文本", en: "The text after" },
} as const;

interface Named {
  readonly getRawOptions: () => { readonly ariaLabel?: string };
  readonly updateOptions: (options: { readonly ariaLabel: string }) => void;
  readonly onDidChangeConfiguration: (changed: () => void) => unknown;
}

/** Names one side to screen readers, and again after Monaco has emptied the name, as it does when the width changes. */
function named(side: Named, ariaLabel: string): void {
  const name = () => {
    if (side.getRawOptions().ariaLabel !== ariaLabel) side.updateOptions({ ariaLabel });
  };
  side.onDidChangeConfiguration(name);
  name();
}

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
  const t = useWords(WORDS);
  const [nameBefore, nameAfter] = [t("before"), t("after")];
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
      for (const side of [diff.getOriginalEditor(), diff.getModifiedEditor()]) {
        // By itself the page scrolls as far as one line of it.
        side.onDidFocusEditorWidget(() => host.current?.scrollIntoView({ block: "nearest" }));
      }
      named(diff.getOriginalEditor(), nameBefore);
      named(diff.getModifiedEditor(), nameAfter);
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
  }, [before, after, lang, nameBefore, nameAfter]);
  return <div ref={host} style={{ height }} />;
}
