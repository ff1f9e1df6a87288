/**
 * Text → tokens. Width is folded first, one code unit for one, so offsets are those of the source. Never throws: whatever
 * it cannot read becomes a fault, and the tokens around it go on.
 */
import { declaredIn } from "./declared.js";
import { type Fault, fault } from "./faults.js";
import { fix, insert, replace } from "./fixes.js";
import { foldWidth } from "./fold.js";
import { HAN_RUN, LATIN_WORD, matchAt, scanNumber } from "./scan-number.js";
import { opensText, scanQuotedName, scanText } from "./scan-quoted.js";
import { idOf, type NumberPayload, TOKENS, type Token, type TokenId } from "./token-types.js";
import { FOR_EACH_AROUND, KEYWORDS, type Keyword, SIGNS, type Sign, spelling } from "./tokens.js";
import { isTooLong } from "./too-long.js";
import {
  chainOf,
  isHan,
  isUnitWord,
  type KnownWords,
  keywordSpelled,
  type Link,
  NO_WORDS,
  phraseAt,
  specOf,
  unitPhraseAt,
} from "./words.js";

/** A comment with its `#`; `ownLine`: nothing else stands on its line. */
export interface CommentToken {
  readonly start: number;
  readonly end: number;
  readonly ownLine: boolean;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly comments: readonly CommentToken[];
  readonly faults: readonly Fault[];
  /** Lines with a fault among `faults`. */
  readonly faultLines: ReadonlySet<number>;
  readonly folded: string;
  /** The words this file declares, with those it was given. */
  readonly known: KnownWords;
}

const NOTHING: Lexed = { tokens: [], comments: [], faults: [], faultLines: new Set(), folded: "", known: NO_WORDS };

/** Signs by their first character, longer spellings first. `-` and `–` also begin a list item, which is looked at before. */
const SIGNS_BY_INITIAL = new Map<string, [typed: string, id: TokenId][]>();
for (const sign of Object.keys(SIGNS) as Sign[]) {
  for (const typed of SIGNS[sign].typed) {
    const list = SIGNS_BY_INITIAL.get(typed.charAt(0)) ?? [];
    list.push([typed, sign === "dash" ? "to" : sign]);
    SIGNS_BY_INITIAL.set(typed.charAt(0), list);
  }
}
SIGNS_BY_INITIAL.set("\u2013", [["\u2013", "to"]]);
for (const list of SIGNS_BY_INITIAL.values()) list.sort((a, b) => b[0].length - a[0].length);

/** 以户为单位, 以【…】为单位 */
const FOR_EACH_PAIR = new RegExp(
  `${FOR_EACH_AROUND.before}[ \\t]*(?:【[^】\\n]*】|\`[^\`\\n]*\`|[A-Za-z_][A-Za-z0-9_]*|\\p{Script=Han}+?)[ \\t]*` +
    `${FOR_EACH_AROUND.after}(?!\\p{Script=Han})`,
  "uy",
);

const LINE_ENDS = "\n\r\v\f\u0085\u2028\u2029";
const NEWLINE = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/y;
const ELAPSED_WORDS: ReadonlySet<string> = new Set(["yearsFrom", "monthsFrom", "daysFrom", "workingDaysFrom"]);
/** Signs that stand for a unit where no number stands before them: `param share: %`. */
const UNIT_NAMES = "%‰㎡㎥";

interface Scan {
  readonly source: string;
  readonly text: string;
  readonly known: KnownWords;
  readonly tokens: Token[];
  readonly faults: Fault[];
  readonly comments: CommentToken[];
  at: number;
  line: number;
  /** The next token is the first on its line. */
  first: boolean;
  /** Before the first clause head: header words are keywords here. */
  inHeader: boolean;
  /** 自 … 至 … not yet closed by 年数, 月数, 天数. */
  openSpans: number;
  /** Where 为单位 of 以…为单位 begins. */
  forEachEnd: number;
}

/** Reads a whole file, or with `inHeader` false a piece of one. `given`: words that other files declare. */
export function lex(source: string, given: KnownWords, inHeader = true): Lexed {
  if (isTooLong(source)) return NOTHING;
  const text = foldWidth(source);
  const known = declaredIn(text, given);
  const scan: Scan = {
    source,
    text,
    known,
    tokens: [],
    faults: [],
    comments: [],
    at: 0,
    line: 0,
    first: true,
    inHeader,
    openSpans: 0,
    forEachEnd: -1,
  };
  const faultLines = new Set<number>();
  while (scan.at < text.length) {
    const before = scan.faults.length;
    step(scan);
    if (scan.faults.length > before) faultLines.add(scan.line);
  }
  markPauses(scan.tokens);
  return { tokens: scan.tokens, comments: scan.comments, faults: scan.faults, faultLines, folded: text, known };
}

function push(
  scan: Scan,
  id: TokenId,
  start: number,
  end: number,
  text?: string,
  number: NumberPayload | null = null,
): void {
  const type = TOKENS[id];
  const image = scan.source.slice(start, end);
  scan.tokens.push({
    image,
    startOffset: start,
    endOffset: end - 1,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx as number,
    first: scan.first,
    line: scan.line,
    text: text ?? image,
    number,
  });
  scan.first = false;
  scan.at = end;
}

const last = (scan: Scan): TokenId | null => {
  const token = scan.tokens.at(-1);
  return token ? idOf(token.tokenType) : null;
};

function step(scan: Scan): void {
  const { text, at } = scan;
  const char = text.charAt(at);
  if (char === " " || char === "\t") {
    scan.at += 1;
    return;
  }
  const newline = LINE_ENDS.includes(char) ? matchAt(NEWLINE, text, at) : null;
  if (newline) {
    scan.at += newline[0].length;
    scan.line += 1;
    scan.first = true;
    return;
  }
  if (char === "#") return comment(scan);
  if (at === scan.forEachEnd) return push(scan, "forEachEnd", at, at + FOR_EACH_AROUND.after.length);
  if (scan.first && isBullet(text, at)) return bullet(scan);
  if (opensText(char)) {
    const read = scanText(scan.source, text, at);
    if (read.fault) scan.faults.push(read.fault);
    return push(scan, "text", at, read.end, read.value);
  }
  if (char === "`" || char === "【") {
    const read = scanQuotedName(text, at);
    if (read.fault) scan.faults.push(read.fault);
    return push(scan, "name", at, read.end, read.value);
  }
  if (char >= "0" && char <= "9") return digits(scan);
  if (matchAt(LATIN_WORD, text, at)) return latin(scan);
  const run = matchAt(HAN_RUN, text, at);
  if (run) return han(scan, run[0]);
  if (UNIT_NAMES.includes(char)) return push(scan, "name", at, at + 1, char);
  for (const [typed, id] of SIGNS_BY_INITIAL.get(char) ?? []) {
    if (text.startsWith(typed, at)) return sign(scan, id, typed);
  }
  if (char === "\u00B7" && joinsUnits(scan)) return push(scan, "per", at, at + 1);
  stray(scan);
}

function comment(scan: Scan): void {
  let end = scan.at;
  while (end < scan.text.length && !LINE_ENDS.includes(scan.text.charAt(end))) end += 1;
  scan.comments.push({ start: scan.at, end, ownLine: scan.first });
  scan.at = end;
}

function isBullet(text: string, at: number): boolean {
  const char = text.charAt(at);
  if (char === "•" || char === "\u2013") return true;
  return char === "-" && text.charAt(at + 1) !== ">";
}

function bullet(scan: Scan): void {
  const { text, at } = scan;
  push(scan, "bullet", at, at + 1);
  const next = text.charAt(at + 1);
  if (next !== "" && !/\s/.test(next)) {
    const mend = fix("space", "", [insert(at + 1, " ")]);
    scan.faults.push(fault("P1017", { start: at, end: at + 1 }, {}, { fixes: [mend] }));
  }
}

function sign(scan: Scan, id: TokenId, typed: string): void {
  const start = scan.at;
  push(scan, id === "slash" && joinsUnits(scan) ? "per" : id, start, start + typed.length);
}

/** The sign at hand stands, without spaces, between two different units: 元/月. */
function joinsUnits(scan: Scan): boolean {
  const { text, at, tokens, known } = scan;
  const before = tokens.at(-1);
  if (before === undefined || before.tokenType !== TOKENS.name || before.endOffset !== at - 1) return false;
  const beforeThat = tokens.at(-2);
  const role = beforeThat === undefined ? null : idOf(beforeThat.tokenType);
  const declares = role === null || role === "bullet" || (role in KEYWORDS && specOf(role as Keyword).class === "head");
  if (declares) return false;
  const after = matchAt(HAN_RUN, text, at + 1)?.[0] ?? matchAt(LATIN_WORD, text, at + 1)?.[0] ?? "";
  // 万元/月 too.
  const isUnit = isUnitWord(before.text, known) || isUnitWord(before.text.replace(/^[万亿]/, ""), known);
  if (!isUnit || !isUnitWord(after, known)) return false;
  return !(isHan(before.text) !== isHan(after) && role !== "colon" && role !== "per" && role !== "in");
}

/** Signs that lists begin with elsewhere. */
const BULLET_SIGNS = "·●○■□◆◇▪▶";

function stray(scan: Scan): void {
  const start = scan.at;
  const codePoint = scan.text.codePointAt(start) ?? 0;
  let end = start + (codePoint > 0xffff ? 2 : 1);
  // The same character over and over is one mistake.
  while (end < scan.text.length && scan.text.codePointAt(end) === codePoint) end += codePoint > 0xffff ? 2 : 1;
  const span = { start, end };
  const written = scan.source.slice(start, end);
  const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
  const fixes = /^[。！？!?]+$/.test(written) ? [fix("remove", written, [replace(span, "")])] : [];
  // An item of a list that begins with another sign is read as one.
  const bulleted = scan.first && BULLET_SIGNS.includes(written);
  if (bulleted) fixes.push(fix("write", "-", [replace(span, /\s/.test(scan.text.charAt(end)) ? "-" : "- ")]));
  scan.faults.push(fault("P1003", span, { character: printable(codePoint), code }, { fixes }));
  if (bulleted) return push(scan, "bullet", start, end);
  scan.at = end;
  scan.first = false;
}

/** Control characters and lone surrogates have nothing to show. */
function printable(codePoint: number): string {
  const hidden =
    codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) || (codePoint >= 0xd800 && codePoint < 0xe000);
  return hidden ? "" : String.fromCodePoint(codePoint);
}

// ---------------------------------------------------------------- numbers

function digits(scan: Scan): void {
  const { text, source, at, known } = scan;
  const read = scanNumber(text, source, at, known);
  scan.faults.push(...read.faults);
  if (read.kind === "date") return push(scan, "date", at, read.end, read.value);
  push(scan, "number", at, read.end, read.number.value, read.number);
  if (read.number.unit !== null) rateSlash(scan);
}

/** `2000元/户`, `300 yuan/mu`: after a unit, `/` and a unit without spaces are `per`. */
function rateSlash(scan: Scan): void {
  while (scan.text.charAt(scan.at) === "/" || scan.text.charAt(scan.at) === "\u00B7") {
    const at = scan.at + 1;
    const run = matchAt(HAN_RUN, scan.text, at)?.[0];
    const word = run === undefined ? (matchAt(LATIN_WORD, scan.text, at)?.[0] ?? "") : unitOfRun(scan, run);
    if (word === "" || !isUnitWord(word, scan.known)) return;
    push(scan, "per", scan.at, at);
    push(scan, "name", at, at + word.length);
  }
}

/** The unit that a run is, or begins with before a keyword; "" if neither. */
function unitOfRun(scan: Scan, run: string): string {
  const { known } = scan;
  if (isUnitWord(run, known) || known.names.has(run)) return run;
  for (let length = Math.min(run.length - 1, 16); length > 0; length -= 1) {
    const word = run.slice(0, length);
    if (!isUnitWord(word, known) && !known.names.has(word)) continue;
    const rest = run.slice(length);
    if (rest.startsWith("每") || chainOf(rest, known)?.[0]?.kind === "keyword") return word;
  }
  return "";
}

// ---------------------------------------------------------------- words

function latin(scan: Scan): void {
  const { text, at } = scan;
  const word = (matchAt(LATIN_WORD, text, at) as RegExpExecArray)[0];
  const end = at + word.length;
  const before = last(scan);
  if (before === "dot") return push(scan, "name", at, end);
  if (before === "per" || before === "in" || before === "colon") {
    const phrase = unitPhraseAt(text, at);
    if (phrase !== null) return push(scan, "name", at, phrase, text.slice(at, phrase).replace(/[ \t]+/g, " "));
  }
  if (before === "per") {
    if (word === "full" && /^[ \t]*\d/.test(text.slice(end, end + 32))) return push(scan, "full", at, end);
    if (isUnitWord(word, scan.known)) return push(scan, "name", at, end);
  }
  const phrase = phraseAt(text, at);
  if (
    phrase &&
    !(ELAPSED_WORDS.has(phrase.keyword) && /^[ \t]*["\u201C「『]/.test(text.slice(phrase.end, phrase.end + 32)))
  ) {
    return keyword(scan, phrase.keyword, at, phrase.end);
  }
  if (word === "wan" || word === "yi") return push(scan, "magnitude", at, end);
  const spelled = keywordSpelled(word);
  if (spelled !== null && spelled !== "full") return keyword(scan, spelled, at, end);
  if (/[²³]/.test(text.charAt(end)) && isUnitWord(word + text.charAt(end), scan.known))
    return push(scan, "name", at, end + 1);
  push(scan, "name", at, end, word);
}

/** A keyword, or a name where the word is a keyword only in other places. */
function keyword(scan: Scan, id: Keyword, start: number, end: number): void {
  const { use, class: cls } = specOf(id);
  const headed = scan.first && (use !== "header" || scan.inHeader);
  if ((use === "first" || use === "header") && !headed && !/[ \t]/.test(scan.text.slice(start, end))) {
    return push(scan, "name", start, end, scan.text.slice(start, end));
  }
  if (cls === "head" && scan.first) {
    scan.openSpans = 0;
    if (id !== "policy" && id !== "vocabulary") scan.inHeader = false;
  }
  if (id === "fromMoment" && last(scan) !== "everyMonth") scan.openSpans += 1;
  push(scan, id, start, end);
}

function han(scan: Scan, run: string): void {
  const { text, at } = scan;
  if (last(scan) === "dot") return push(scan, "name", at, at + run.length, run);
  if (scan.first && run.startsWith(FOR_EACH_AROUND.before)) {
    const pair = matchAt(FOR_EACH_PAIR, text, at);
    if (pair) {
      scan.forEachEnd = at + pair[0].length - FOR_EACH_AROUND.after.length;
      return keyword(scan, "forEach", at, at + 1);
    }
  }
  const stop = scan.forEachEnd > at && scan.forEachEnd < at + run.length ? scan.forEachEnd - at : run.length;
  if (stop < run.length) return push(scan, "name", at, at + stop, run.slice(0, stop));
  const phrase = phraseAt(text, at);
  if (phrase) return keyword(scan, phrase.keyword, at, phrase.end);
  if (run.includes("每") && (scan.known.names.has(run) || keywordSpelled(run) !== null)) return hanWord(scan, run);
  const forEach = spelling("forEach", "zh");
  if (scan.first && run.startsWith(forEach)) return keyword(scan, "forEach", at, at + forEach.length);
  if (run.startsWith("每")) return keyword(scan, "per", at, at + 1);
  const rate = run.indexOf("每");
  const word = rate > 0 ? run.slice(0, rate) : run;
  if (last(scan) === "per" || last(scan) === "full") return afterPer(scan, word);
  hanWord(scan, word);
}

/** After 每: 每亩, 每满10亩, 每户最高, 每只补20元, 每 到户项目. */
function afterPer(scan: Scan, run: string): void {
  const { text, at, known } = scan;
  if (run === "满" && /^[ \t]*\d/.test(text.slice(at + 1, at + 32))) return push(scan, "full", at, at + 1);
  const unit = unitOfRun(scan, run);
  if (unit !== "") return push(scan, "name", at, at + unit.length, unit);
  if (known.names.has(run) || keywordSpelled(run) === null) return push(scan, "name", at, at + run.length, run);
  hanWord(scan, run);
}

function hanWord(scan: Scan, word: string): void {
  const { at, known } = scan;
  const end = at + word.length;
  const spelled = keywordSpelled(word);
  if (spelled !== null && spelled !== "full") {
    if (!ELAPSED_WORDS.has(spelled)) return keyword(scan, spelled, at, end);
    // 年数 and 天数 are likely field names: they are keywords only where 自 … 至 … waits for one.
    if (scan.openSpans > 0) {
      scan.openSpans -= 1;
      return push(scan, spelled, at, end);
    }
  }
  if (spelled === null && !known.names.has(word)) {
    const chain = chainOf(word, known);
    const certain = chain?.some((link) => link.kind === "keyword") && chain.some((link) => link.kind === "name");
    if (chain && certain) return runTogether(scan, word, chain);
  }
  push(scan, "name", at, end, word);
}

/** Takes the words of a run apart, so that the clause is read as it was meant, and says so. */
function runTogether(scan: Scan, run: string, chain: readonly Link[]): void {
  const { at } = scan;
  const split = chain.map((link) => link.text).join(" ");
  const span = { start: at, end: at + run.length };
  const mend = fix("separate", split, [replace(span, split)]);
  scan.faults.push(fault("P1010", span, { run, split }, { fixes: [mend] }));
  for (const link of chain) {
    const start = scan.at;
    const phrase = link.kind === "keyword" ? keywordOfLink(link.text) : null;
    if (phrase) keyword(scan, phrase, start, start + link.text.length);
    else push(scan, "name", start, start + link.text.length, link.text);
  }
}

function keywordOfLink(word: string): Keyword | null {
  return keywordSpelled(word) ?? phraseAt(word, 0)?.keyword ?? null;
}

/** A comma after which the amount goes on (`, from 10`, `，10只起补`, `, up to 3000`) is not one that separates items. */
function markPauses(tokens: Token[]): void {
  for (let i = 0; i + 1 < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    if (token.tokenType !== TOKENS.comma && token.tokenType !== TOKENS.listComma) continue;
    const next = idOf((tokens[i + 1] as Token).tokenType);
    const afterNext = tokens[i + 2];
    const startsAt = next === "number" && afterNext?.tokenType === TOKENS.startingAt;
    if (startsAt || (next !== null && GOES_ON.has(next))) {
      token.tokenType = TOKENS.pause;
      token.tokenTypeIdx = TOKENS.pause.tokenTypeIdx as number;
    }
  }
}

const GOES_ON: ReadonlySet<string> = new Set([
  "from",
  "countingAtMost",
  "upTo",
  "noLessThan",
  "partMonthsWhole",
  "partMonthsByDays",
  "partMonthsDropped",
  "backPay",
] satisfies TokenId[]);
