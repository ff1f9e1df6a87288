/** Brings Monaco up once: its own worker, its language and its colours. Its interface language is chosen before this file is loaded. */
import "./features.js";
import { registerLanguage } from "./language.js";
import { defineTheme } from "./theme.js";

export { editor, KeyCode, KeyMod, languages, MarkerSeverity, Range } from "monaco-editor/editor";
export { uriOf } from "./navigate.js";
export { registerServices } from "./register.js";

declare global {
  interface Window {
    MonacoEnvironment?: { getWorker: () => Worker };
  }
}

let prepared: Worker | null = null;

const start = () =>
  new Worker(new URL("monaco-editor/editor/editor.worker", import.meta.url), { type: "module", name: "editor" });

/** Fetches the editor's worker before there is an editor. */
export function prepareWorker(): void {
  prepared ??= start();
}

window.MonacoEnvironment = {
  getWorker: () => {
    const worker = prepared ?? start();
    prepared = null;
    return worker;
  },
};
registerLanguage();
defineTheme();
