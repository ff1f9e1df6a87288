import type { File } from "../../grammar/ast.js";
import { declaredIn } from "../../grammar/declared.js";
import { chainOf, type Fault, type KnownWords, NO_WORDS, parseFile } from "../../grammar/index.js";
import type { SourceFile } from "../../grammar/source/span.js";
import type { Library } from "./library.js";

/**
 * Reads a file with the words of the vocabularies it uses. They matter in two places only: a local unit right after a
 * number, and how a run of Chinese without spaces falls apart. So it is read again only where they may.
 */
export function readWithWords(source: SourceFile, library: Library): { file: File; faults: readonly Fault[] } {
  const first = parseFile(source);
  const words = wordsOf(first.file, library);
  const again = first.faults.length > 0 || words.units.size > 0 || runsTogether(source.text, words);
  return again ? parseFile(source, words) : first;
}

/** A run such as 低保户且羊, of words that only a vocabulary knows, is read as one name until those words are known. */
function runsTogether(text: string, words: KnownWords): boolean {
  if (words.names.size === 0) return false;
  const known = declaredIn(text, words);
  const runs = new Set(text.replace(ASIDE, "").match(HAN_RUNS) ?? []);
  return [...runs].some((run) => !known.names.has(run) && isChain(run, known));
}

/** As the lexer takes them apart: words of the language and names. */
function isChain(run: string, known: KnownWords): boolean {
  const kinds = new Set((chainOf(run, known) ?? []).map((link) => link.kind));
  return kinds.has("keyword") && kinds.has("name");
}

const HAN_RUNS = /\p{Script=Han}{2,}/gu;

/** Comments and texts: no names stand there. */
const ASIDE = /[#＃].*|“[^”\n]*”|"[^"\n]*"/gu;

function wordsOf(file: File, library: Library): KnownWords {
  if (file.kind !== "PolicyFile") return NO_WORDS;
  const sources = file.headers.flatMap((header) => {
    if (header.kind === "Uses") return header.names.map((name) => library.vocabulary(name.text));
    return header.kind === "Amends" ? [library.policy(header.policy.text, header.version.value)] : [];
  });
  return sources.reduce<KnownWords>((words, found) => (found ? declaredIn(found.text, words) : words), NO_WORDS);
}
