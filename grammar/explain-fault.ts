/** Turns a place where the grammar cannot go on into the fault that says it best. */
import type { TokenType } from "chevrotain";
import type { Failure } from "./expected.js";
import { type Fault, type FaultRelated, fault } from "./faults.js";
import { fix, insert, replace } from "./fixes.js";
import { meantAt } from "./meant.js";
import { describe, idOf, keywordOf, TOKENS, type Token } from "./token-types.js";
import { type Bilingual, GROUPS, KEYWORDS } from "./tokens.js";
import { chainOf, isHan, type KnownWords, keywordAtEdge, keywordSpelled } from "./words.js";

/** How many of the things that could stand there are named. */
const NAMED = 8;

/** Joining words that may follow nearly anything: named only where little else is possible. */
const USUAL: ReadonlySet<string> = new Set([
  "dot",
  "in",
  "per",
  "pause",
  "full",
  "including",
  "excluding",
  "inThe",
  "at",
  "remainderTo",
  "shareOut",
  "magnitude",
  "exceptAny",
  "fromMoment",
  "eachIn",
  "slab",
  "sliced",
  "round",
  "portionOf",
  "approvedAmount",
  "plus",
  "minus",
  "times",
  "divide",
  "slash",
  "forEachEnd",
]);

/** What any value may begin with: named as one where all of it could stand. */
const VALUE: ReadonlySet<string> = new Set([
  "name",
  "number",
  "date",
  "yes",
  "no",
  "open",
  "not",
  "sumOf",
  "highestOf",
  "lowestOf",
  "firstOf",
  "averageOf",
  "anyOf",
  "allOf",
  "shareOf",
  "countOf",
  "yearsFrom",
  "monthsFrom",
  "daysFrom",
  "workingDaysFrom",
]);

/** In a step these are not comparisons or bounds but what holds for it. */
const OF_A_STEP: ReadonlySet<string> = new Set([
  "after",
  "at",
  "by",
  "setBy",
  "within",
  "stepWithin",
  "on",
  "deadline",
]);

/** What could stand there, in words, without repetition. */
export function inWords(expected: readonly TokenType[]): Bilingual[] {
  const ids = new Set(expected.map(idOf));
  const anyValue = ids.has("name") && ids.has("number") && ids.has("open") && ids.has("countOf");
  const step = ids.has("lasting");
  const found = new Map<string, Bilingual>();
  const usual = new Map<string, Bilingual>();
  for (const type of expected) {
    const id = idOf(type) ?? "";
    const words = anyValue && VALUE.has(id) ? GROUPS.value : step && OF_A_STEP.has(id) ? GROUPS.step : describe(type);
    (USUAL.has(id) ? usual : found).set(words.en, words);
  }
  return [...(found.size > 0 ? found : usual).values()].slice(0, NAMED);
}

const spanOf = (token: Token) => ({ start: token.startOffset, end: token.endOffset + 1 });

/** A name that was typed without backticks or 【】 and in Chinese: the words may have run together. */
function isRun(token: Token | undefined): token is Token {
  return token !== undefined && token.tokenType === TOKENS.name && token.image === token.text && isHan(token.text);
}

function runTogether(token: Token, split: string): Fault {
  const mend = fix("separate", split, [replace(spanOf(token), split)]);
  return fault("P1010", spanOf(token), { run: token.text, split }, { fixes: [mend] });
}

const expects = (failure: Failure, word: string): boolean => {
  const keyword = keywordSpelled(word);
  return keyword !== null && failure.expected.includes(TOKENS[keyword]);
};

/** `tokens` are those of the piece; `clause` is how its clause is called. */
export function explain(tokens: readonly Token[], failure: Failure, clause: Bilingual, known: KnownWords): Fault {
  const found = tokens[failure.index];
  const before = tokens[failure.index - 1];
  if (isRun(found)) {
    const chain = chainOf(found.text, known);
    if (chain && chain.length > 1 && chain.some((link) => link.kind === "keyword")) {
      return runTogether(found, chain.map((link) => link.text).join(" "));
    }
    const edge = keywordAtEdge(found.text);
    if (edge !== null && expects(failure, edge)) return runTogether(found, `${edge} ${found.text.slice(edge.length)}`);
  }
  if (isRun(before)) {
    const edge = keywordAtEdge(before.text, true);
    if (edge !== null && expects(failure, edge))
      return runTogether(before, `${before.text.slice(0, -edge.length)} ${edge}`);
  }
  const expected = inWords(failure.expected);
  const related = failure.expected.includes(TOKENS.close) ? unclosed(tokens.slice(0, failure.index)) : [];
  if (found === undefined) {
    const end = before ? before.endOffset + 1 : 0;
    return fault("P1002", { start: end, end }, { expected, clause }, { related });
  }
  const keyword = keywordOf(found.tokenType);
  if (keyword !== null && KEYWORDS[keyword].class === "head" && !found.first) return headInside(found);
  // A header's own piece begins with its word.
  const late = [found, before].find((token) => token?.first && token !== tokens[0] && headerWord(token));
  if (late) return fault("P1036", spanOf(late), { word: late.image });
  const meant = meantAt(tokens, failure);
  if (meant !== null) {
    const fixes = meant.fix === null ? [] : [fix(meant.fix.kind, meant.fix.written, meant.fix.edits)];
    return fault("P1001", spanOf(meant.at), { found: meant.at.image, expected: [meant.expected], clause }, { fixes });
  }
  if (found.first && before && !failure.expected.some(beginsLine)) {
    const end = before.endOffset + 1;
    return fault("P1002", { start: end, end }, { expected, clause }, { related });
  }
  if (keyword !== null && failure.expected.includes(TOKENS.name) && expected.length <= 2) {
    const quoted = isHan(found.image) ? `【${found.image}】` : `\`${found.image}\``;
    const mend = fix("quote", quoted, [replace(spanOf(found), quoted)]);
    return fault("P1020", spanOf(found), { word: found.image, quoted }, { fixes: [mend] });
  }
  return fault("P1001", spanOf(found), { found: found.image, expected, clause }, { related });
}

/** The parenthesis that still waits for its other half: it may stand lines above the place where that is noticed. */
function unclosed(tokens: readonly Token[]): FaultRelated[] {
  const waiting: Token[] = [];
  for (const token of tokens) {
    if (token.tokenType === TOKENS.open) waiting.push(token);
    else if (token.tokenType === TOKENS.close) waiting.pop();
  }
  const [last] = waiting.slice(-1);
  return last
    ? [{ span: spanOf(last), label: { en: "this `(` is not closed", zh: "此处的左括号没有对应的右括号" } }]
    : [];
}

/** A header word that stands first on a line after the first clause. */
function headerWord(token: Token): boolean {
  const keyword = keywordOf(token.tokenType) ?? (token.image === token.text ? keywordSpelled(token.text) : null);
  return keyword !== null && KEYWORDS[keyword].class === "header";
}

/** What may stand first on a line inside a clause. */
function beginsLine(type: TokenType): boolean {
  const keyword = keywordOf(type);
  if (keyword === "otherwise") return false; // It also begins a row in parentheses.
  return type === TOKENS.bullet || type === TOKENS.arrow || (keyword !== null && KEYWORDS[keyword].class === "line");
}

function headInside(token: Token): Fault {
  const mend = fix("newLine", "", [insert(token.startOffset, "\n")]);
  return fault("P1019", spanOf(token), { word: token.image }, { fixes: [mend] });
}
