/** The open files and what each compiles to, kept in step with the editor. */
import { fileURLToPath, pathToFileURL } from "node:url";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Library } from "../../compiler/index.js";
import { type Snapshot, snapshot } from "../../compiler/services/index.js";

/** What the server is given: it reads no policy from disk itself. */
export interface Host {
  /** Where the other files of the policy at this full path come from. */
  readonly libraryFor: (path: string) => Library;
  /** A full path as the library names it. */
  readonly shown: (path: string) => string;
  /** The full path of what the library named. */
  readonly full: (shown: string) => string;
}

export interface Workspace {
  snapshotOf(uri: string): Snapshot | null;
  /** The snapshots of all open files. */
  all(): Snapshot[];
  /** Something on disk may be other than it was. */
  forget(uri?: string): void;
  /** A file of a snapshot as the editor knows it. */
  uriOf(file: string): string;
}

interface Kept {
  readonly library: Library;
  snapshot: Snapshot | null;
}

export function workspace(
  host: Host,
  documents: { get(uri: string): TextDocument | undefined; all(): TextDocument[] },
): Workspace {
  const kept = new Map<string, Kept>();
  const pathOf = (uri: string): string => {
    if (!uri.startsWith("file:")) return uri;
    try {
      return host.shown(fileURLToPath(uri));
    } catch {
      return uri;
    }
  };
  const uris = (): Map<string, string> => new Map(documents.all().map(({ uri }) => [pathOf(uri), uri] as const));
  const snapshotOf = (uri: string): Snapshot | null => {
    const document = documents.get(uri);
    if (document === undefined) return null;
    const path = pathOf(uri);
    const known = kept.get(uri) ?? { library: host.libraryFor(host.full(path)), snapshot: null };
    kept.set(uri, known);
    const others = documents.all().filter((other) => other.uri !== uri);
    const files = [document, ...others].map((one) => ({ path: pathOf(one.uri), text: one.getText() }));
    known.snapshot = snapshot(known.snapshot, files, known.library);
    return known.snapshot;
  };
  return {
    snapshotOf,
    all: () => documents.all().flatMap(({ uri }) => snapshotOf(uri) ?? []),
    forget: (uri) => (uri === undefined ? kept.clear() : kept.delete(uri)),
    uriOf: (file) =>
      uris().get(file) ??
      (/^[a-z][a-z0-9+.-]+:/i.test(file) && !/^[a-z]:[\\/]/i.test(file) ? file : pathToFileURL(host.full(file)).href),
  };
}
