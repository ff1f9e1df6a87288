/** One spelling, one counterpart: both surfaces and every reference go through this table. */
import { distance } from "fastest-levenshtein";
import type { Decl, File } from "../../grammar/ast.js";
import { declarationsOf, plural, singularsOf, spellingsOf } from "../../grammar/format/names.js";
import type { Words } from "../diagnostics/catalogue/words.js";

export interface DeclAt {
  readonly decl: Decl;
  readonly file: string;
}

/** The canonical name: the English spelling if there is one. */
function idOf(decl: Decl): string {
  return spellingsOf(decl).en;
}

/** Every declaration of a file, in written order. */
export function declarations(file: File, path: string): DeclAt[] {
  return declarationsOf(file).map((decl) => ({ decl, file: path }));
}

export interface Names {
  /** The canonical name that a declaration declares: with one spelling only, the one its counterpart was declared with. */
  readonly idOf: (decl: Decl) => string;
  /** Both spellings of what it declares. */
  readonly spellings: (decl: Decl) => Words;
  /** Both spellings of a name, or of a path of names, for messages. */
  readonly both: (name: string) => Words;
  /** The canonical name of any spelling; the spelling itself if it was never declared. */
  readonly canon: (spelling: string) => string;
  readonly known: (spelling: string) => boolean;
  /** Every declared spelling. */
  readonly all: ReadonlySet<string>;
  /** Declared spellings near this one, nearest first, at most three. */
  readonly near: (spelling: string) => string[];
  readonly conflicts: readonly { readonly at: DeclAt; readonly first: DeclAt; readonly spelling: string }[];
}

/** Builds the table from declarations in order; later ones that disagree are conflicts. */
export function buildNames(decls: readonly DeclAt[]): Names {
  const spelled = (name: string): Words => {
    const known = canon.get(name);
    if (known === undefined) return { en: name, zh: name };
    known.words ??= spellingsOf(known.at.decl);
    return known.words;
  };
  const both = (name: string): Words => {
    if (!name.includes(".")) return spelled(name);
    const words = name.split(".").map(spelled);
    return { en: words.map((w) => w.en).join("."), zh: words.map((w) => w.zh).join(".") };
  };
  const canon = new Map<string, { id: string; at: DeclAt; words?: Words }>();
  const conflicts: { at: DeclAt; first: DeclAt; spelling: string }[] = [];
  // Declarations with both spellings come first: a later use of one of them alone is the same name.
  const pairs = decls.filter((d) => d.decl.other !== null);
  const single = decls.filter((d) => d.decl.other === null);
  for (const at of pairs) {
    const { en, zh } = spellingsOf(at.decl);
    const clash = [en, zh].find((spelling) => {
      const known = canon.get(spelling);
      return known !== undefined && (known.id !== en || spellingsOf(known.at.decl).zh !== zh);
    });
    if (clash !== undefined) conflicts.push({ at, first: (canon.get(clash) as { at: DeclAt }).at, spelling: clash });
    for (const spelling of [en, zh]) if (!canon.has(spelling)) canon.set(spelling, { id: en, at });
  }
  for (const at of single) {
    const spelling = at.decl.name.text;
    if (!canon.has(spelling)) canon.set(spelling, { id: spelling, at });
  }
  return {
    idOf: (decl) => canon.get(decl.name.text)?.id ?? idOf(decl),
    spellings: (decl) => (canon.has(decl.name.text) ? spelled(decl.name.text) : spellingsOf(decl)),
    both,
    canon: (spelling) => canon.get(spelling)?.id ?? spelling,
    known: (spelling) => canon.has(spelling),
    all: new Set(canon.keys()),
    near: (spelling) => nearest(spelling, [...canon.keys()]),
    conflicts,
  };
}

/** Of `candidates`, those close enough to be a slip for `spelling`, nearest first. */
export function nearest(spelling: string, candidates: readonly string[], most = 3): string[] {
  const limit = Math.max(1, Math.floor([...spelling].length / 3));
  return candidates
    .map((candidate) => ({
      candidate,
      d: candidate.includes(spelling) && spelling.length > 1 ? 1 : distance(spelling, candidate),
    }))
    .filter(({ d, candidate }) => d <= limit && candidate !== spelling && d < [...candidate].length)
    .sort((a, b) => a.d - b.d || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** What a word may name: itself, or what it may be the plural of (`parties` → `party`). */
export function singulars(word: string): string[] {
  return [word, ...singularsOf(word)];
}

/** A name that stands for several of its kind, in both languages. */
export function several(name: Words): Words {
  return { en: plural(name.en), zh: name.zh };
}
