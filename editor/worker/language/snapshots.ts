/** The document as it was last seen, compiled; the next edition is made from it, so that what did not change is kept. */
import { type Snapshot, snapshot } from "../../../compiler/services/index.js";
import type { DocumentFiles } from "../protocol.js";
import { fetchAll, fetchFolder, libraryOf, type PageLibrary } from "./library.js";

let last: { readonly document: DocumentFiles; readonly library: PageLibrary; readonly state: Snapshot } | null = null;

/** The document as it stands, compiled. */
export async function snapshotOf(document: DocumentFiles): Promise<Snapshot> {
  await fetchFolder(document.folder);
  if (last && last.document.text === document.text && sameSurroundings(last.document, document)) return last.state;
  const near = last !== null && sameSurroundings(last.document, document) ? last : null;
  const library = near?.library ?? libraryOf(document);
  const state = snapshot(near?.state ?? null, [filesOf(document)], library);
  last = { document, library, state };
  if (!library.fellShort()) return state;
  await fetchAll();
  last = null;
  return snapshotOf(document);
}

/** Another text beside it, compiled from nothing. */
export async function snapshotAside(document: DocumentFiles): Promise<Snapshot> {
  await fetchFolder(document.folder);
  const library = libraryOf(document);
  const state = snapshot(null, [filesOf(document)], library);
  if (!library.fellShort()) return state;
  await fetchAll();
  return snapshotAside(document);
}

const filesOf = ({ path, text }: DocumentFiles) => ({ path, text });

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
