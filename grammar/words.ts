/** Which spelling is which word: keywords, units, and how a run of Chinese without spaces falls into known words. */
import { singularsOf } from "./format/names.js";
import { KEYWORDS, type Keyword, type KeywordSpec, spellings } from "./tokens.js";
import { UNITS, type UnitId, unitSpellings } from "./units.js";

/** Words that a file or its vocabularies declare. */
export interface KnownWords {
  /** Names of values, fields, entities, benefits, readings, in any surface. */
  readonly names: ReadonlySet<string>;
  /** Spellings of units that are not built in. */
  readonly units: ReadonlySet<string>;
}

export const NO_WORDS: KnownWords = { names: new Set(), units: new Set() };

const keywords = Object.keys(KEYWORDS) as Keyword[];

/** Spelling with single spaces → keyword; the first in the table wins. */
const BY_SPELLING = new Map<string, Keyword>();
for (const keyword of keywords) {
  for (const spelled of spellings(keyword)) if (!BY_SPELLING.has(spelled)) BY_SPELLING.set(spelled, keyword);
}

const HAN = /\p{Script=Han}/u;

export function isHan(spelled: string): boolean {
  return HAN.test(spelled);
}

/** A spelling of several words as a pattern: spaces of any kind between English words, any or none between Chinese ones. */
function pattern(spelled: string): RegExp {
  const han = isHan(spelled);
  const source = spelled
    .replace("，", ",")
    .replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
    .replace(/ /g, han ? "[ \\t]*" : "[ \\t]+");
  // `3 to 5 or more than 8` is two tests.
  const rest = spelled === "or more" ? "(?![ \\t]+than\\b)" : "";
  const end = han ? "(?!\\p{Script=Han})" : `(?![A-Za-z0-9_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F])${rest}`;
  return new RegExp(source + end, "uy");
}

interface Phrase {
  readonly keyword: Keyword;
  readonly pattern: RegExp;
  readonly spelled: string;
}

/** Keywords of several words by their first character, longest first. */
const PHRASES = new Map<string, Phrase[]>();
for (const [spelled, keyword] of BY_SPELLING) {
  if (!/[ ，/]/.test(spelled)) continue;
  const initial = spelled.charAt(0);
  const list = PHRASES.get(initial) ?? [];
  list.push({ keyword, spelled, pattern: pattern(spelled) });
  PHRASES.set(initial, list);
}
for (const list of PHRASES.values()) list.sort((a, b) => b.spelled.length - a.spelled.length);

/** The keyword of several words that stands at `at`, with its end; null if there is none. */
export function phraseAt(text: string, at: number): { keyword: Keyword; end: number } | null {
  for (const phrase of PHRASES.get(text.charAt(at)) ?? []) {
    phrase.pattern.lastIndex = at;
    const match = phrase.pattern.exec(text);
    if (match) return { keyword: phrase.keyword, end: at + match[0].length };
  }
  return null;
}

/** The keyword that is spelled by this one word, or null. */
export function keywordSpelled(word: string): Keyword | null {
  return BY_SPELLING.get(word) ?? null;
}

export function specOf(keyword: Keyword): KeywordSpec {
  return KEYWORDS[keyword];
}

// ---------------------------------------------------------------- units

const unitWords = new Map<string, UnitId>();
for (const id of Object.keys(UNITS) as UnitId[]) for (const spelled of unitSpellings(id)) unitWords.set(spelled, id);

/** English units of two words: `working day`, `square metres`. */
const UNIT_PHRASES: readonly RegExp[] = [...unitWords.keys()]
  .filter((spelled) => spelled.includes(" "))
  .sort((a, b) => b.length - a.length)
  .map(pattern);

export function unitPhraseAt(text: string, at: number): number | null {
  for (const phrase of UNIT_PHRASES) {
    phrase.lastIndex = at;
    const match = phrase.exec(text);
    if (match) return at + match[0].length;
  }
  return null;
}

export function isUnitWord(word: string, known: KnownWords): boolean {
  // `3 baskets` of a unit `basket`, even where a field is called `baskets`.
  return unitWords.has(word) || known.units.has(word) || singularsOf(word).some((one) => known.units.has(one));
}

const LONGEST_UNIT = Math.max(...[...unitWords.keys()].map((spelled) => spelled.length));

/** Length of the longest unit that a run begins with, or 0. */
export function unitPrefix(run: string, known: KnownWords): number {
  let longest = 0;
  for (let length = Math.min(run.length, LONGEST_UNIT); length > 0; length -= 1) {
    if (unitWords.has(run.slice(0, length))) {
      longest = length;
      break;
    }
  }
  for (const unit of known.units) if (unit.length > longest && run.startsWith(unit)) longest = unit.length;
  return longest;
}

// ---------------------------------------------------------------- runs of Chinese

/** Chinese spellings of keywords, without spaces: what a run may consist of. */
const HAN_KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  [...BY_SPELLING]
    .filter(([spelled]) => isHan(spelled) && !spelled.includes("，"))
    .map(([s, k]) => [s.replace(/ /g, ""), k]),
);

const LONGEST_KEYWORD = Math.max(...[...HAN_KEYWORDS.keys()].map((spelled) => spelled.length));

export interface Link {
  readonly text: string;
  readonly kind: "keyword" | "name" | "unit";
}

/**
 * The fewest known words that a run is exactly made of, or null. Names win over keywords, keywords over units, and an
 * earlier longer word over a later one. Runs of more than 64 characters are not looked at.
 */
export function chainOf(run: string, known: KnownWords): readonly Link[] | null {
  if (run.length > 64) return null;
  const best: (readonly Link[] | null)[] = new Array(run.length + 1).fill(null);
  best[run.length] = [];
  for (let at = run.length - 1; at >= 0; at -= 1) {
    for (let end = run.length; end > at; end -= 1) {
      const rest = best[end];
      if (!rest) continue;
      const current = best[at];
      if (current && current.length <= rest.length + 1) continue;
      const kind = wordKind(run.slice(at, end), known);
      if (kind) best[at] = [{ text: run.slice(at, end), kind }, ...rest];
    }
  }
  return best[0] ?? null;
}

function wordKind(word: string, known: KnownWords): Link["kind"] | null {
  if (known.names.has(word)) return "name";
  if (word.length <= LONGEST_KEYWORD && HAN_KEYWORDS.has(word)) return "keyword";
  return isUnitWord(word, known) ? "unit" : null;
}

/** The longest keyword that a run begins with, or null; `ends` looks at its end instead. */
export function keywordAtEdge(run: string, ends = false): string | null {
  for (let length = Math.min(run.length - 1, LONGEST_KEYWORD); length > 0; length -= 1) {
    const word = ends ? run.slice(-length) : run.slice(0, length);
    if (HAN_KEYWORDS.has(word)) return word;
  }
  return null;
}
