/** What can be written at a place: words of the language that the grammar allows there, names, units, whole clauses. */
import { quoted } from "../../../grammar/format/printer.js";
import { expectedAfter } from "../../../grammar/parse-piece.js";
import { CLAUSE_RULES, IN_VOCABULARY } from "../../../grammar/pieces.js";
import { idOf, type TokenId } from "../../../grammar/token-types.js";
import {
  BUILT_IN_NAMES,
  KEYWORDS,
  type Keyword,
  type KeywordSpec,
  type Surface,
  spellings,
} from "../../../grammar/tokens.js";
import { MAGNITUDES, UNITS, type UnitId, unitSpelling } from "../../../grammar/units.js";
import type { Bilingual, CompletionItem, CompletionKind, Completions } from "../data.js";
import { match, type Sounds, soundsOf } from "../match.js";
import type { Snapshot } from "../snapshot.js";
import type { Declared } from "../symbols.js";
import { type Cursor, cursorAt, id, surfaceOf } from "../tokens.js";
import { namesAsked } from "./names.js";
import { filled, TEMPLATES } from "./templates.js";

export interface CompletionOptions {
  /** The language to write in; by default that of the file. */
  readonly surface?: Surface;
  /** How Chinese sounds (`pinyin.ts`); without it Chinese is found by its characters only. */
  readonly sounds?: Sounds;
}

/** What can be written at an offset, what the place asks for first. Nothing inside comments and texts. */
export function completion(snapshot: Snapshot, offset: number, options: CompletionOptions = {}): Completions {
  const cursor = cursorAt(snapshot, offset);
  const surface = options.surface ?? surfaceOf(snapshot.source.text);
  if (cursor === null) return { replace: { start: offset, end: offset }, items: [] };
  const replace = { start: cursor.word.start, end: cursor.word.end };
  if (cursor.inText) return { replace, items: titles(snapshot, cursor, options.sounds ?? null) };
  const typed = cursor.word.text.replace(/^[`【]/, "");
  const items = entries(snapshot, cursor, surface).map((entry) => item(entry, typed, options.sounds ?? null));
  const seen = new Set<string>();
  const sorted = items.filter(({ insert, kind }) => {
    const key = kind === "template" ? insert : `${insert}`;
    return !seen.has(key) && seen.add(key);
  });
  return { replace, items: sorted.sort((a, b) => (a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0)) };
}

/** Whether typed letters or characters find an item: by its words, or by their sounds in full or by initials. */
export function finds(typed: string, { filterText }: CompletionItem): boolean {
  return match(typed, filterText.split(" "), null) !== null;
}

interface Entry {
  readonly label: string;
  readonly insert: string;
  readonly kind: CompletionKind;
  readonly snippet: boolean;
  /** Every spelling that may be typed for it. */
  readonly spellings: readonly string[];
  readonly detail: Bilingual;
  readonly symbol: string | null;
  /** 0 first. */
  readonly rank: number;
}

function item(entry: Entry, typed: string, sounds: Sounds | null): CompletionItem {
  const heard = entry.spellings.flatMap((one) => soundsOf(one, sounds));
  const found = match(typed, entry.spellings, sounds) ?? 3;
  return {
    label: entry.label,
    kind: entry.kind,
    insert: entry.insert,
    snippet: entry.snippet,
    filterText: [...new Set([...entry.spellings, ...heard])].join(" "),
    sortText: `${found}${entry.rank}${String(entry.label.length).padStart(2, "0")}${entry.label}`,
    detail: entry.detail,
    symbol: entry.symbol,
  };
}

function entries(snapshot: Snapshot, cursor: Cursor, surface: Surface): Entry[] {
  const asked = namesAsked(snapshot, cursor);
  const expected = expectedAt(snapshot, cursor);
  const names = expected === null || expected.has("name") || asked.only;
  const after = id(cursor.before.at(-1));
  const found: Entry[] = [];
  if (names) {
    found.push(...asked.first.map((symbol) => nameEntry(symbol, surface, 0)));
    found.push(...asked.then.map((symbol) => nameEntry(symbol, surface, 1)));
    found.push(...asked.builtins.map((name) => builtinEntry(name, surface)));
    if (asked.types) found.push(...TYPES.map((name) => builtinEntry(name, surface)));
  }
  const touching = after === "number" && cursor.before.at(-1)?.number?.unit === null;
  // English writes a space between a number and its unit.
  const gap = touching && surface === "en" && /\d$/.test(snapshot.source.text.slice(0, cursor.word.start)) ? " " : "";
  if ((names && asked.units) || touching) found.push(...units(surface, after === "number", gap));
  if (!asked.only) found.push(...keywords(snapshot, cursor, expected, surface));
  if (cursor.first) found.push(...templates(snapshot, cursor, surface));
  return found;
}

const TYPES = ["text", "date", "number"];

// ---------------------------------------------------------------- words of the language

/** What the grammar allows next; null if what stands before cannot be read. */
function expectedAt(snapshot: Snapshot, cursor: Cursor): ReadonlySet<TokenId> | null {
  if (cursor.rule === null) return new Set();
  const types = expectedAfter(cursor.rule, cursor.before);
  if (types === null) return null;
  return new Set(types.flatMap((type) => idOf(type) ?? []).filter((one) => allowedIn(snapshot, one)));
}

function isVocabulary({ compiled }: Snapshot): boolean {
  return compiled.file.kind === "VocabularyFile";
}

function allowedIn(snapshot: Snapshot, keyword: TokenId): boolean {
  const rule = CLAUSE_RULES[keyword];
  return rule === undefined || !isVocabulary(snapshot) || IN_VOCABULARY.has(rule);
}

function keywords(
  snapshot: Snapshot,
  cursor: Cursor,
  expected: ReadonlySet<TokenId> | null,
  surface: Surface,
): Entry[] {
  const all = Object.keys(KEYWORDS) as Keyword[];
  const wanted = all.filter((keyword) => {
    const { use, class: cls }: KeywordSpec = KEYWORDS[keyword];
    const head = keyword in CLAUSE_RULES;
    if (head) return cursor.first && cursor.rule !== null && allowedIn(snapshot, keyword);
    if (keyword === "policy" || keyword === "vocabulary") return cursor.first && cursor.rule === null;
    if (use === "header") return cursor.first && cursor.inHeader && cursor.rule !== null && !isVocabulary(snapshot);
    if (keyword === "round" && cursor.first && cursor.inHeader) return cursor.rule !== null;
    if (expected === null) return cls === "word" || cls === "constant" || cls === "line";
    return expected.has(keyword);
  });
  return wanted.flatMap((keyword) => {
    const spec: KeywordSpec = KEYWORDS[keyword];
    const label = spec[surface];
    if (label === "") return [];
    const other = surface === "zh" ? spec.en : spec.zh;
    return [
      {
        label,
        insert: label,
        kind: "keyword",
        snippet: false,
        spellings: spellings(keyword).map((one) => one.replace(/ /g, "")),
        detail: { en: other, zh: other },
        symbol: null,
        rank: 2,
      } satisfies Entry,
    ];
  });
}

function templates(snapshot: Snapshot, cursor: Cursor, surface: Surface): Entry[] {
  const fits = TEMPLATES.filter(({ head }) =>
    head === "policy" ? cursor.rule === null : cursor.rule !== null && allowedIn(snapshot, head),
  );
  return fits.map(({ head, title, text }): Entry => {
    const spec: KeywordSpec = KEYWORDS[head];
    const word = spec[surface].split(" ")[0] ?? "";
    return {
      label: `${word} …`,
      insert: text[surface],
      kind: "template",
      snippet: true,
      spellings: spellings(head).map((one) => one.replace(/ /g, "")),
      detail: title,
      symbol: null,
      rank: filled(text[surface]).includes("\n") ? 4 : 3,
    };
  });
}

// ---------------------------------------------------------------- names and units

function nameEntry(symbol: Declared, surface: Surface, rank: number): Entry {
  const { en, zh } = symbol.name;
  const label = symbol.name[surface];
  const other = surface === "zh" ? en : zh;
  const about = (lang: Surface) =>
    [other === label ? null : other, symbol.type?.[lang] ?? null, symbol.label]
      .filter((one) => one !== null)
      .join(" · ");
  return {
    label,
    insert: quoted({ surface }, label),
    kind: symbol.kind,
    snippet: false,
    spellings: [...new Set([en, zh])],
    detail: { en: about("en"), zh: about("zh") },
    symbol: symbol.id,
    rank,
  };
}

function builtinEntry(name: string, surface: Surface): Entry {
  const both = BUILT_IN_NAMES.find(({ en }) => en === name) ?? { en: name, zh: name };
  const other = surface === "zh" ? both.en : both.zh;
  return {
    label: both[surface],
    insert: both[surface],
    kind: TYPES.includes(name) ? "type" : "builtin",
    snippet: false,
    spellings: [both.en, both.zh],
    detail: { en: other, zh: other },
    symbol: null,
    rank: 1,
  };
}

function units(surface: Surface, afterNumber: boolean, gap: string): Entry[] {
  const entry = (label: string, other: string, all: readonly string[]): Entry => ({
    label,
    insert: /^[%‰]/.test(label) ? label : `${gap}${label}`,
    kind: "unit",
    snippet: false,
    spellings: all,
    detail: { en: other, zh: other },
    symbol: null,
    rank: 1,
  });
  const found = (Object.keys(UNITS) as UnitId[]).map((unit) => {
    const label = unitSpelling(unit, surface, afterNumber, afterNumber);
    const other = unitSpelling(unit, surface === "zh" ? "en" : "zh", false);
    return entry(label, other, [...new Set([label, other])]);
  });
  if (!afterNumber) return found;
  const money = surface === "zh" ? ["万元", "亿元"] : [`${MAGNITUDES.wan.en} yuan`, `${MAGNITUDES.yi.en} yuan`];
  return [...found, ...money.map((label, i) => entry(label, i === 0 ? "10,000 yuan" : "100,000,000 yuan", [label]))];
}

/** Titles of the examples, for `as in`. */
function titles({ compiled, source }: Snapshot, { before }: Cursor, sounds: Sounds | null): CompletionItem[] {
  if (id(before.at(-1)) !== "asIn") return [];
  const here = before[0]?.startOffset ?? source.text.length;
  const examples = compiled.file.clauses.flatMap((clause) =>
    clause.kind === "Example" && clause.span.start !== here ? [clause.title.value] : [],
  );
  return examples.map((title) =>
    item(
      {
        label: title,
        insert: title,
        kind: "value",
        snippet: false,
        spellings: [title],
        detail: { en: "example", zh: "示例" },
        symbol: null,
        rank: 0,
      },
      "",
      sounds,
    ),
  );
}
