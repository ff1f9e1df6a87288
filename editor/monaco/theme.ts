import { editor } from "monaco-editor/editor";

export const THEME = "fen";

/** Dark enough on white for 4.5 : 1 everywhere. */
export function defineTheme(): void {
  editor.defineTheme(THEME, {
    base: "vs",
    inherit: true,
    rules: [
      { token: "keyword", foreground: "1f5fa8" },
      { token: "keyword.head", foreground: "17457a", fontStyle: "bold" },
      { token: "operator", foreground: "1f5fa8" },
      { token: "constant", foreground: "6b3fa0" },
      { token: "type", foreground: "40617f" },
      { token: "number", foreground: "8a4500" },
      { token: "unit", foreground: "8a4500" },
      { token: "date", foreground: "8a4500" },
      { token: "string", foreground: "4a5a2a" },
      { token: "text", foreground: "4a5a2a" },
      { token: "comment", foreground: "5f6b76" },
      { token: "identifier", foreground: "1f2933" },
      { token: "entity", foreground: "0b6470" },
      { token: "field", foreground: "0b6470" },
      { token: "benefit", foreground: "7a2e63" },
      { token: "limit", foreground: "7a2e63" },
      { token: "parameter", foreground: "8a4500", fontStyle: "underline" },
      { token: "question", foreground: "6b3fa0" },
      { token: "reading", foreground: "6b3fa0" },
      { token: "enumValue", foreground: "40617f" },
    ],
    colors: {
      "editorCodeLens.foreground": "#4a5866",
      "editorInlayHint.foreground": "#4a5866",
      "editorInlayHint.background": "#eef2f6",
    },
  });
}
