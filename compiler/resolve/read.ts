import type { File } from "../../grammar/ast.js";
import { declaredIn } from "../../grammar/declared.js";
import { type Fault, type KnownWords, NO_WORDS, parseFile } from "../../grammar/index.js";
import type { SourceFile } from "../../grammar/source/span.js";
import type { Library } from "./library.js";

/**
 * Reads a file with the words of the vocabularies it uses. They matter in two places only: a local unit right after a
 * number, and how a run of Chinese without spaces falls apart. So it is read again only where they may.
 */
export function readWithWords(source: SourceFile, library: Library): { file: File; faults: readonly Fault[] } {
  const first = parseFile(source);
  const words = wordsOf(first.file, library);
  return first.faults.length > 0 || words.units.size > 0 ? parseFile(source, words) : first;
}

function wordsOf(file: File, library: Library): KnownWords {
  if (file.kind !== "PolicyFile") return NO_WORDS;
  const names = file.headers.flatMap((header) => (header.kind === "Uses" ? header.names : []));
  return names.reduce<KnownWords>((words, name) => {
    const found = library.vocabulary(name.text);
    return found ? declaredIn(found.text, words) : words;
  }, NO_WORDS);
}
