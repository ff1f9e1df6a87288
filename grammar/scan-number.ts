/** Numbers with their units, and dates: what may begin with a digit. */
import { type Fault, fault } from "./faults.js";
import { fix, insert, replace } from "./fixes.js";
import type { Span } from "./source/span.js";
import type { NumberPayload } from "./token-types.js";
import type { Magnitude } from "./units.js";
import {
  chainOf,
  isUnitWord,
  type KnownWords,
  keywordAtEdge,
  keywordSpelled,
  phraseAt,
  unitPhraseAt,
  unitPrefix,
} from "./words.js";

export const HAN_RUN = /(?:[\u3005\u3007\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF]|[\uD840-\uD8BF][\uDC00-\uDFFF])+/y;
export const LATIN_WORD =
  /[A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F][A-Za-z0-9_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F]*/y;
/** Units that are signs, not words; a sign with a Latin letter before it (m²) is read with the letter. */
const UNIT_SIGNS = "%‰㎡㎥";
const MAGNITUDE: ReadonlyMap<string, Magnitude> = new Map([
  ["wan", "wan"],
  ["yi", "yi"],
  ["万", "wan"],
  ["亿", "yi"],
]);

const DATE = /(\d{4})(?:-(\d{1,2})-(\d{1,2})(?!\d)|[ \t]*年[ \t]*(\d{1,2})[ \t]*月[ \t]*(\d{1,2})[ \t]*日)/y;
const DOTTED_DATE = /((?:19|20)\d{2})([./])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d./])/y;
const DATE_WITHOUT_DAY = /(?:19|20)\d{2}(?:[ \t]*年[ \t]*\d{1,2}[ \t]*月(?!\d)|-0\d(?![\d-]))/y;
const GROUPED = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?/y;
const PLAIN = /\d+(?:\.\d+)?/y;

/** What the lexer makes of the digits at `at`. */
export type Scanned =
  | { readonly kind: "date"; readonly end: number; readonly value: string; readonly faults: readonly Fault[] }
  | {
      readonly kind: "number";
      readonly end: number;
      readonly number: NumberPayload;
      readonly faults: readonly Fault[];
    };

/** The match of a sticky pattern at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

const two = (part: string) => part.padStart(2, "0");

function dateFrom(
  found: string,
  span: Span,
  year: string,
  month: string,
  day: string,
): { value: string; faults: Fault[] } {
  const value = `${year}-${two(month)}-${two(day)}`;
  const last = daysIn(Number(year), Number(month));
  if (Number(day) >= 1 && Number(day) <= last) return { value, faults: [] };
  // No fix: which day was meant is for the drafter to say.
  return { value, faults: [fault("P1008", span, { found, last: last === 0 ? null : last })] };
}

/**
 * `text` is width-folded, `source` is not: a wide comma separates items (`100，200`), except where what would follow it
 * begins with a zero, as no number does (`3，000`).
 */
export function scanNumber(text: string, source: string, at: number, known: KnownWords): Scanned {
  const date = matchAt(DATE, text, at);
  if (date) {
    const end = at + date[0].length;
    const [, year = "", month = date[4] ?? "", day = date[5] ?? ""] = date;
    return { kind: "date", end, ...dateFrom(date[0], { start: at, end }, year, month, day) };
  }
  const dotted = matchAt(DOTTED_DATE, text, at);
  if (dotted) {
    const end = at + dotted[0].length;
    const span = { start: at, end };
    const [found, year = "", , month = "", day = ""] = dotted;
    const { value, faults } = dateFrom(found, span, year, month, day);
    if (faults.length > 0) return { kind: "date", end, value, faults };
    const mend = fix("write", value, [replace(span, value)]);
    return { kind: "date", end, value, faults: [fault("P1007", span, { found, date: value }, { fixes: [mend] })] };
  }
  const partial = matchAt(DATE_WITHOUT_DAY, text, at);
  if (partial) {
    const end = at + partial[0].length;
    return {
      kind: "date",
      end,
      value: "0001-01-01",
      faults: [fault("P1009", { start: at, end }, { found: partial[0] })],
    };
  }
  const grouped = matchAt(GROUPED, text, at);
  if (grouped && groups(source.slice(at, at + grouped[0].length))) {
    const end = at + grouped[0].length;
    const span = { start: at, end };
    const plain = grouped[0].replaceAll(",", "");
    const fixes = [fix("write", plain, [replace(span, plain)])];
    if (!/,0/.test(grouped[0])) {
      const commas = [...grouped[0].matchAll(/,/g)].map((comma) => insert(at + comma.index + 1, " "));
      fixes.push(fix("twoNumbers", "", commas));
    }
    return withUnit(text, end, plain, known, [
      fault("P1006", span, { found: source.slice(at, end), plain }, { fixes }),
    ]);
  }
  const plain = matchAt(PLAIN, text, at)?.[0] ?? text.charAt(at);
  return withUnit(text, at + plain.length, plain, known, []);
}

function groups(digits: string): boolean {
  return !digits.includes("，") || /[,，][0０]/.test(digits);
}

function skipSpaces(text: string, at: number): number {
  let i = at;
  while (text[i] === " " || text[i] === "\t") i += 1;
  return i;
}

function withUnit(
  text: string,
  digitsEnd: number,
  value: string,
  known: KnownWords,
  faults: readonly Fault[],
): Scanned {
  let end = digitsEnd;
  let magnitude: Magnitude | null = null;
  let at = skipSpaces(text, end);
  const run = matchAt(HAN_RUN, text, at)?.[0] ?? matchAt(LATIN_WORD, text, at)?.[0] ?? "";
  const large = /^[万亿]/.test(run) && keywordSpelled(run) === null ? run.charAt(0) : run;
  const named = MAGNITUDE.get(large);
  if (named !== undefined) {
    magnitude = named;
    end = at + large.length;
    at = skipSpaces(text, end);
  }
  const unitEnd = unitAt(text, at, known);
  const unit =
    unitEnd === null ? null : { text: text.slice(at, unitEnd).replace(/[ \t]+/g, " "), start: at, end: unitEnd };
  return { kind: "number", end: unit?.end ?? end, number: { value, magnitude, unit }, faults };
}

/** Where the unit that begins at `at` ends; null if what stands there is no unit. */
function unitAt(text: string, at: number, known: KnownWords): number | null {
  if (at < text.length && UNIT_SIGNS.includes(text.charAt(at))) return at + 1;
  const run = matchAt(HAN_RUN, text, at)?.[0];
  if (run !== undefined) {
    const length = hanUnit(run.split("每", 1)[0] ?? "", known);
    return length === 0 ? null : at + length;
  }
  const word = matchAt(LATIN_WORD, text, at)?.[0];
  if (word === undefined) return null;
  if (phraseAt(text, at)) return null;
  const phraseEnd = unitPhraseAt(text, at);
  if (phraseEnd !== null) return phraseEnd;
  const raised = /[²³]/.test(text.charAt(at + word.length)) ? word + text.charAt(at + word.length) : word;
  if (isUnitWord(raised, known)) return at + raised.length;
  if (isUnitWord(word, known)) return at + word.length;
  // An unknown word after a number is a unit that a vocabulary declares, unless it is a keyword or a name of this file.
  return keywordSpelled(word) !== null || known.names.has(word) ? null : at + word.length;
}

/** Length of the unit at the start of a run of Chinese: the longest known unit, else what stands before a keyword. */
function hanUnit(run: string, known: KnownWords): number {
  if (run === "" || keywordSpelled(run) !== null) return 0;
  const length = unitPrefix(run, known);
  if (length > 0) return length;
  if (run.length > 64) return run.length;
  // 且母猪, 或粮食: two words without a space between them, not an unknown unit.
  if (known.names.has(run) || chainOf(run, known) !== null || keywordAtEdge(run) !== null) return 0;
  for (let cut = 1; cut < run.length; cut += 1) {
    const rest = chainOf(run.slice(cut), known);
    if (rest && rest[0]?.kind === "keyword") return cut;
  }
  return run.length;
}
