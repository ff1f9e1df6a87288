/** Brings Monaco up once: its own worker, its language and its colours. Its interface language is chosen before this file is loaded. */
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import "./features.js";
import { registerLanguage } from "./language.js";
import { defineTheme } from "./theme.js";

export { editor, KeyCode, KeyMod, languages, MarkerSeverity, Range, Uri } from "monaco-editor/editor";

declare global {
  interface Window {
    MonacoEnvironment?: { getWorker: () => Worker };
  }
}

window.MonacoEnvironment = { getWorker: () => new EditorWorker() };
registerLanguage();
defineTheme();
