import type { Monaco } from "../../../monaco/load.js";
import type { Work } from "../../store/state.js";
import { WORDS } from "./words.js";

type Model = ReturnType<Monaco["editor"]["createModel"]>;

/** Messages of the text, at their places. */
export function showMarkers(monaco: Monaco, model: Model | null, { checked, document, lang }: Work): void {
  if (!model || !document) return;
  const severity = {
    error: monaco.MarkerSeverity.Error,
    warning: monaco.MarkerSeverity.Warning,
    note: monaco.MarkerSeverity.Info,
  };
  const markers = (checked?.problems ?? []).flatMap((p) => {
    if (p.place.kind !== "source" || p.place.file !== document.path) return [];
    const from = model.getPositionAt(p.place.span.start);
    const to = model.getPositionAt(Math.max(p.place.span.end, p.place.span.start + 1));
    const { title, body, hint } = p.texts[lang];
    return [
      {
        severity: severity[p.severity],
        code: p.code,
        source: "fen",
        message: [title, body, hint ? `${WORDS.hint[lang]}${hint}` : ""].filter((s) => s !== "").join("\n"),
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: to.lineNumber,
        endColumn: to.column,
      },
    ];
  });
  monaco.editor.setModelMarkers(model, "fen", markers);
}
