import type { Clause, File } from "../../grammar/ast.js";
import { declaredIn } from "../../grammar/declared.js";
import { foldWidth } from "../../grammar/fold.js";
import { chainOf, type Fault, type KnownWords, NO_WORDS, parseFile } from "../../grammar/index.js";
import { type Moved, reread } from "../../grammar/reread.js";
import type { SourceFile } from "../../grammar/source/span.js";
import type { Library } from "./library.js";

/** A file read with the words of the vocabularies it uses, and what reading it again after a change can go by. */
export interface FileRead {
  readonly source: SourceFile;
  readonly file: File;
  readonly faults: readonly Fault[];
  /** The files whose words were given, as they were. */
  readonly others: readonly SourceFile[];
  /** The words of those files, and those with the file's own. */
  readonly words: KnownWords;
  readonly own: KnownWords;
  /** What was kept of the file read before, if anything. */
  readonly change: { readonly kept: ReadonlyMap<Clause, Clause>; readonly moved: Moved } | null;
}

/**
 * Reads a file with the words of the vocabularies it uses. They matter in two places only: a local unit right after a
 * number, and how a run of Chinese without spaces falls apart. So it is read again only where they may.
 */
export function readWithWords(source: SourceFile, library: Library, before: FileRead | null = null): FileRead {
  const again = before === null ? null : readAgain(source, library, before);
  if (again) return again;
  const first = parseFile(source);
  const others = othersOf(first.file, library);
  const words = wordsOf(others);
  const own = declaredIn(foldWidth(source.text), NO_WORDS);
  const twice = first.faults.length > 0 || words.units.size > 0 || runsTogether(source.text, own, words);
  const { file, faults } = twice ? parseFile(source, words) : first;
  return { source, file, faults, others, words, own, change: null };
}

/** As if the file were read anew, from what was read before; null where that is to be done. */
function readAgain(source: SourceFile, library: Library, before: FileRead): FileRead | null {
  if (before.source.path !== source.path) return null;
  const state = { source: before.source.text, file: before.file, faults: before.faults };
  const others = othersOf(before.file, library);
  const words = sameFiles(others, before.others) ? before.words : wordsOf(others);
  const first = reread(state, source.text, before.own);
  if (first === null) return null;
  const { start, end, by } = first.moved;
  const region = source.text.slice(start, end + by);
  const twice = first.faults.length > 0 || words.units.size > 0 || runsTogether(region, before.own, words);
  const read = twice ? reread(state, source.text, union(before.own, words)) : first;
  if (read === null || (twice && words !== before.words)) return null;
  const { file, faults, kept, moved } = read;
  return { source, file, faults, others, words, own: before.own, change: { kept, moved } };
}

function union(a: KnownWords, b: KnownWords): KnownWords {
  return { names: new Set([...a.names, ...b.names]), units: new Set([...a.units, ...b.units]) };
}

function sameFiles(a: readonly SourceFile[], b: readonly SourceFile[]): boolean {
  return a.length === b.length && a.every((file, i) => file.path === b[i]?.path && file.text === b[i]?.text);
}

/** A run such as 低保户且羊, of words that only a vocabulary knows, is read as one name until those words are known. */
function runsTogether(part: string, own: KnownWords, words: KnownWords): boolean {
  if (words.names.size === 0) return false;
  const runs = new Set(part.replace(ASIDE, "").match(HAN_RUNS) ?? []);
  if (runs.size === 0) return false;
  const known = union(own, words);
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

/** The vocabularies that a file uses and the version that it amends, as far as there are any. */
function othersOf(file: File, library: Library): SourceFile[] {
  if (file.kind !== "PolicyFile") return [];
  return file.headers
    .flatMap((header) => {
      if (header.kind === "Uses") return header.names.map((name) => library.vocabulary(name.text));
      return header.kind === "Amends" ? [library.policy(header.policy.text, header.version.value)] : [];
    })
    .filter((found) => found !== null);
}

function wordsOf(others: readonly SourceFile[]): KnownWords {
  return others.reduce<KnownWords>((words, found) => declaredIn(found.text, words), NO_WORDS);
}
