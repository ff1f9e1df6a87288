/** The document as it was last seen, compiled; the next edition is made from it, so that what did not change is kept. */
import type { Library } from "../../../compiler/index.js";
import { type Snapshot, snapshot } from "../../../compiler/services/index.js";
import type { DocumentFiles } from "../protocol.js";
import { libraryOf } from "./library.js";

let last: { readonly document: DocumentFiles; readonly library: Library; readonly state: Snapshot } | null = null;

export function snapshotOf(document: DocumentFiles): Snapshot {
  if (last && last.document.text === document.text && sameSurroundings(last.document, document)) return last.state;
  const near = last !== null && sameSurroundings(last.document, document);
  const library = near && last ? last.library : libraryOf(document);
  const state = snapshot(near && last ? last.state : null, [{ path: document.path, text: document.text }], library);
  last = { document, library, state };
  return state;
}

/** Whether everything but the text itself is as it was: objects that were posted are never the same, their texts are. */
function sameSurroundings(a: DocumentFiles, b: DocumentFiles): boolean {
  const names = Object.keys(a.beside);
  return (
    a.path === b.path &&
    a.folder === b.folder &&
    names.length === Object.keys(b.beside).length &&
    names.every((name) => a.beside[name] === b.beside[name])
  );
}
