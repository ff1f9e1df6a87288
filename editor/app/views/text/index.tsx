import { useEffect, useRef, useState } from "react";
import { loadMonaco, type Monaco } from "../../../monaco/load.js";
import { textChanged } from "../../store/evaluation.js";
import { forget, record } from "../../store/rebase.js";
import { useWork } from "../../store/state.js";
import { attach } from "../../store/text.js";
import { useWords } from "../../ui/i18n.js";
import { showMarkers } from "./markers.js";
import { portOf } from "./port.js";
import { registerOnce } from "./services.js";
import { WORDS } from "./words.js";

type Editor = ReturnType<Monaco["editor"]["create"]>;

/** The policy's text. The model outlives this component, and with it the undo. */
export default function Text() {
  const t = useWords(WORDS);
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const label = t("text");
  useEffect(() => {
    let gone = false;
    let made: Editor | null = null;
    void loadMonaco(useWork.getState().lang).then((monaco) => {
      if (gone || !host.current) return;
      registerOnce(monaco);
      made = monaco.editor.create(host.current, { ...options(), ariaLabel: label });
      wire(monaco, made);
      setEditor(made);
    });
    return () => {
      gone = true;
      attach(null);
      made?.dispose();
    };
  }, [label]);
  return <div className="text-host" ref={host} data-ready={editor !== null} />;
}

function options() {
  return {
    theme: "fen",
    automaticLayout: true,
    fontFamily: "var(--mono)",
    fontSize: 15,
    lineHeight: 26,
    minimap: { enabled: false },
    wordWrap: "on",
    fullwidthCharacterWidth: "twoCells",
    scrollBeyondLastLine: false,
    renderWhitespace: "none",
    fixedOverflowWidgets: true,
    "semanticHighlighting.enabled": true,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
    bracketPairColorization: { enabled: false },
    wordSegmenterLocales: "zh",
    suggest: { showWords: false },
    quickSuggestions: { other: true, comments: false, strings: false },
    stickyScroll: { enabled: false },
    tabSize: 2,
    insertSpaces: true,
    detectIndentation: false,
  } as const;
}

/** Joins the editor to the store: one model for each document. */
function wire(monaco: Monaco, editor: Editor): void {
  let composing = false;
  const model = () => {
    const { document } = useWork.getState();
    if (!document) return null;
    const uri = monaco.uriOf(document.path);
    const known = monaco.editor.getModel(uri);
    const made = known ?? monaco.editor.createModel(document.text, "fen", uri);
    // Another document of the same name was opened.
    if (made.getValue() !== document.text) made.setValue(document.text);
    return made;
  };
  let shown = useWork.getState().document?.path ?? null;
  const show = () => {
    const next = model();
    editor.setModel(next);
    attach(next ? portOf(monaco, editor, next) : null);
    showMarkers(monaco, next, useWork.getState());
  };
  const changed = () => {
    const value = editor.getModel()?.getValue();
    if (value !== undefined && !composing) textChanged(value);
  };
  editor.onDidChangeModelContent(({ changes, isFlush }) => {
    if (isFlush) forget();
    else {
      const after = useWork.getState().edition + 1;
      record(
        after,
        changes.map((c) => ({
          start: c.rangeOffset,
          end: c.rangeOffset + c.rangeLength,
          inserted: c.text.length,
        })),
      );
    }
    changed();
  });
  editor.onDidChangeModel(forget);
  editor.onDidChangeCursorPosition(({ position }) => {
    const cursor = editor.getModel()?.getOffsetAt(position) ?? null;
    if (!composing) useWork.setState({ cursor });
  });
  editor.onDidCompositionStart(() => {
    composing = true;
  });
  editor.onDidCompositionEnd(() => {
    composing = false;
    changed();
    editor.trigger("composition", "editor.action.triggerSuggest", {});
  });
  const stop = useWork.subscribe((now, before) => {
    const path = now.document?.path ?? null;
    if (
      path !== shown ||
      (now.document &&
        before.document !== now.document &&
        now.document.text !== editor.getModel()?.getValue() &&
        !composing)
    ) {
      shown = path;
      show();
    }
    if (now.checked !== before.checked || now.lang !== before.lang) showMarkers(monaco, editor.getModel(), now);
  });
  editor.onDidDispose(stop);
  show();
}
