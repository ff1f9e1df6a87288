/** Files beside the document: vocabularies, source documents, tables. A bundled one that is changed becomes the user's own. */
import type { FileEdit } from "../../../compiler/services/index.js";
import { recheck } from "./evaluation.js";
import { useWork } from "./state.js";

export function applyElsewhere(edits: readonly FileEdit[]): void {
  const { document, checked, edition } = useWork.getState();
  if (!document) return;
  const beside: Record<string, string> = { ...document.beside };
  for (const file of new Set(edits.map((e) => e.file))) {
    const name = file.slice(file.lastIndexOf("/") + 1);
    const text = beside[name] ?? checked?.texts.get(file);
    if (text === undefined) continue;
    const own = edits.filter((e) => e.file === file).sort((a, b) => b.start - a.start);
    beside[name] = own.reduce((t, e) => t.slice(0, e.start) + e.text + t.slice(e.end), text);
  }
  useWork.setState({ document: { ...document, beside }, edition: edition + 1 });
  recheck();
}

/** Puts a file beside the document, or takes it away (`text` null). */
export function setBeside(name: string, text: string | null): void {
  const { document, edition } = useWork.getState();
  if (!document) return;
  const { [name]: _, ...others } = document.beside;
  useWork.setState({
    document: { ...document, beside: text === null ? others : { ...others, [name]: text } },
    edition: edition + 1,
  });
  recheck();
}
