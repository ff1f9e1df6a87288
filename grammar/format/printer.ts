/** What every part of the printer needs: the surface, the names, and the smallest pieces in that surface. */
import type { Decl, Name, Text } from "../ast.js";
import {
  KEYWORDS,
  type Keyword,
  type KeywordSpec,
  type Sign,
  type Surface,
  signSpelling,
  spelling,
} from "../tokens.js";
import { MAGNITUDES } from "../units.js";
import { cat, type Doc, join, line } from "./doc.js";
import { type NameTable, plural, singularsOf, spellingsOf } from "./names.js";

export interface Printer {
  readonly surface: Surface;
  readonly names: NameTable;
}

export function word(p: Printer, keyword: Keyword): string {
  return spelling(keyword, p.surface);
}

export function sign(p: Printer, of: Sign): string {
  return signSpelling(of, p.surface);
}

// ---------------------------------------------------------------- punctuation

/** A comma and what follows it: `, ` or `，`. */
export function comma(p: Printer): string {
  return p.surface === "zh" ? "，" : ", ";
}

/** Between the members of a list of values: `, ` or `、`. */
export function listComma(p: Printer): string {
  return p.surface === "zh" ? "、" : ", ";
}

export function paren(p: Printer, inside: Doc): Doc {
  return cat(sign(p, "open"), inside, sign(p, "close"));
}

/** A word that takes a list in parentheses: `highest of (a, b)`, `取高（a，b）`. */
export function wordWithParen(p: Printer, said: string, items: readonly Doc[], between = comma(p)): Doc {
  return cat(p.surface === "zh" ? said : `${said} `, paren(p, join(items, between)));
}

// ---------------------------------------------------------------- texts

/** “…” in Chinese and "…" in English, unless the text itself holds such marks that could not be told apart. */
export function text(p: Printer, { value }: Text): string {
  const straight = !/["＂]/.test(value);
  if (straight && (p.surface === "en" || !balanced(value, "“”"))) return `"${value}"`;
  const marks = ["“”", "「」", "『』"].find((pair) => balanced(value, pair)) ?? "“”";
  return `${marks.charAt(0)}${value}${marks.charAt(1)}`;
}

function balanced(value: string, pair: string): boolean {
  let depth = 0;
  for (const character of value) {
    if (character === pair.charAt(0)) depth++;
    else if (character === pair.charAt(1) && --depth < 0) return false;
  }
  return depth === 0;
}

// ---------------------------------------------------------------- names

/** The spelling of a name in this surface, in quotes where it could be taken for a word of the language. */
export function name(p: Printer, { text: written }: Name): string {
  return quoted(p, spelled(p, written));
}

/** Names joined by dots; behind a dot no name can be taken for anything else. */
export function dotted(p: Printer, names: readonly Name[]): string {
  return names
    .map(({ text: written }, i) =>
      i > 0 && BARE.test(spelled(p, written)) ? spelled(p, written) : quoted(p, spelled(p, written)),
    )
    .join(sign(p, "dot"));
}

function spelled(p: Printer, written: string): string {
  return p.names.get(written)?.[p.surface] ?? written;
}

/** A name as it was written: the names of policies and vocabularies have no counterpart. */
export function rawName(p: Printer, { text: written }: Name): string {
  return quoted(p, written);
}

/** The name of a set: in English the plural of an entity's name. */
export function setName(p: Printer, { text: written }: Name): string {
  // `plots` is the plural of the entity `plot` even where a benefit is called `plots`.
  const known = [...singularsOf(written), written].map((form) => p.names.get(form)).find((both) => both !== undefined);
  if (known === undefined) return quoted(p, written);
  return quoted(p, p.surface === "en" && isLatin(known.en) ? plural(known.en) : known[p.surface]);
}

/** The declaration of a file: its name has no counterpart but the one written beside it. */
export function fileDecl(p: Printer, d: Decl): Doc {
  if (d.other !== null) return decl(p, d);
  return line(d.label === null ? rawName(p, d.name) : `${rawName(p, d.name)} ${text(p, d.label)}`, d.span.start);
}

/** A declaration, the spelling of this surface first: `grain/粮食 "…"`, `粮食/grain “…”`. */
export function decl(p: Printer, d: Decl): Doc {
  const both = spellingsOf(d);
  const [first, second] = p.surface === "en" ? [both.en, both.zh] : [both.zh, both.en];
  const [bare, other] = [first, second].map((one) => (LIST_NAMES.has(one) ? one : quoted(p, one)));
  const names = d.other === null ? name(p, d.name) : `${bare}/${other}`;
  return line(d.label === null ? names : `${names} ${text(p, d.label)}`, d.span.start);
}

/** A name in quotes where it could be taken for a word of the language. */
export function quoted(p: Pick<Printer, "surface">, written: string): string {
  if (isBare(written)) return written;
  return p.surface === "zh" && !written.includes("】") ? `【${written}】` : `\`${written}\``;
}

function isLatin(spelled: string): boolean {
  return /^[A-Za-z]/.test(spelled);
}

const LATIN_NAME =
  "[A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F][A-Za-z0-9_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F]*";
const HAN_NAME =
  "(?:[\\u3005\\u3007\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF]|[\\uD840-\\uD8BF][\\uDC00-\\uDFFF])+";
const BARE = new RegExp(`^(?:${LATIN_NAME}|${HAN_NAME})$`);
const FIRST_NAME = new RegExp(`^(?:${LATIN_NAME}|${HAN_NAME})`);

const SPECS: readonly KeywordSpec[] = Object.values(KEYWORDS);

function spellingsOfKeyword(spec: KeywordSpec): string[] {
  return [spec.en, spec.zh, ...(spec.alsoEn ?? []), ...(spec.alsoZh ?? [])].filter((spelled) => spelled !== "");
}

/** Words that stand for themselves wherever they are written, and the first words of keywords of several words. */
const RESERVED: ReadonlySet<string> = new Set([
  ...SPECS.filter((spec) => spec.use === "reserved" || spec.use === "soft")
    .flatMap(spellingsOfKeyword)
    .flatMap((spelled) => [spelled, spelled.replaceAll(" ", ""), spelled.split(" ")[0] ?? spelled]),
  MAGNITUDES.wan.en,
  MAGNITUDES.yi.en,
]);

/** `share`, `months`: part of a keyword only before `of` or `from`, which never follow a declaration. */
const LIST_NAMES: ReadonlySet<string> = new Set(
  SPECS.filter((spec) => / (?:of|from)$/.test(spec.en) && !/ .* /.test(spec.en)).map(
    (spec) => spec.en.split(" ")[0] ?? "",
  ),
);

/** Chinese keywords of several words are recognised at the beginning of a longer run too. */
const PHRASES: readonly string[] = SPECS.flatMap(spellingsOfKeyword)
  .filter((spelled) => /\p{Script=Han}/u.test(spelled) && / /.test(spelled))
  .map((spelled) => spelled.replaceAll(" ", ""));

/** Names that begin a keyword of several words and are yet names of the language. */
const EXEMPT: ReadonlySet<string> = new Set(["eligible", "approved"]);

function isBare(spelled: string): boolean {
  if (!BARE.test(spelled)) return false;
  if (EXEMPT.has(spelled)) return true;
  // 每 always splits off; 以…为单位 is a section where it begins a line.
  if (/每/.test(spelled) || (/^以/.test(spelled) && spelled.includes("为单位"))) return false;
  return !RESERVED.has(spelled) && !PHRASES.some((phrase) => spelled.startsWith(phrase));
}

/** Words that begin a clause when they are first on a line, and may be names elsewhere. */
const FIRST_WORDS: ReadonlySet<string> = new Set(
  SPECS.filter((spec) => spec.use === "first").flatMap(spellingsOfKeyword),
);

/** The document with its first name in quotes, if that name would begin a clause at the beginning of a line. */
export function guardLineStart(p: Printer, doc: Doc): Doc {
  const [first, ...rest] = doc;
  if (first === undefined) return doc;
  const run = FIRST_NAME.exec(first.text)?.[0];
  if (run === undefined || !FIRST_WORDS.has(run)) return doc;
  const [open, close] = p.surface === "zh" ? ["【", "】"] : ["`", "`"];
  return [{ ...first, text: `${open}${run}${close}${first.text.slice(run.length)}` }, ...rest];
}
