/** One state of the files being edited, compiled: what every service is asked about. Never changed once made. */
import type { File } from "../../grammar/ast.js";
import type { SourceFile } from "../../grammar/source/span.js";
import type { KnownWords } from "../../grammar/words.js";
import { type Examined, examine } from "../pipeline.js";
import type { Library } from "../resolve/library.js";
import { readWithWords } from "../resolve/read.js";
import { overlaid } from "./overlay.js";

export interface Snapshot {
  /** The file that the services speak of: the first of `files`. */
  readonly source: SourceFile;
  /** All files that are open, in the caller's order. */
  readonly files: readonly SourceFile[];
  readonly library: Library;
  readonly compiled: Examined;
}

/**
 * Compiles the first of `files`; the others stand in for what the library has under their paths or names, so that an
 * unsaved vocabulary counts. `previous` saves work where it can and changes nothing else.
 */
export function snapshot(previous: Snapshot | null, files: readonly SourceFile[], library: Library): Snapshot {
  const [source] = files;
  if (source === undefined) throw new RangeError("A snapshot is made of one file at least.");
  if (previous !== null && previous.library === library && sameFiles(previous.files, files)) return previous;
  return { source, files, library, compiled: examine(source, overlaid(library, files), previous?.compiled ?? null) };
}

function sameFiles(a: readonly SourceFile[], b: readonly SourceFile[]): boolean {
  return a.length === b.length && a.every((file, i) => file.path === b[i]?.path && file.text === b[i]?.text);
}

export interface Tree {
  readonly path: string;
  readonly text: string;
  readonly file: File;
}

const trees = new WeakMap<Examined, readonly Tree[]>();

/** The file itself, its vocabularies, and the versions it amends. */
export function treesOf({ compiled, source, library, files }: Snapshot): readonly Tree[] {
  const known = trees.get(compiled);
  if (known) return known;
  const vocabularies = new Map(compiled.gathered.vocabularies.map(({ path, file }) => [path, file] as const));
  const found = [...compiled.texts].map(([path, text]): Tree => {
    const file = path === source.path ? compiled.file : vocabularies.get(path);
    return { path, text, file: file ?? readWithWords({ path, text }, overlaid(library, files)).file };
  });
  trees.set(compiled, found);
  return found;
}

/** Names and units in use, by which runs of Chinese are cut. */
export function wordsOf(snapshot: Snapshot): KnownWords {
  return snapshot.compiled.model.words;
}
