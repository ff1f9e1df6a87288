/** Texts in quotation marks and names in backticks or 【】. Both end on their line. */
import { type Fault, fault } from "./faults.js";
import { fix, insert } from "./fixes.js";

export interface Quoted {
  readonly end: number;
  readonly value: string;
  readonly fault: Fault | null;
}

function endOfLine(text: string, at: number): number {
  let end = at;
  while (end < text.length && !/[\n\r\v\f\u0085\u2028\u2029]/.test(text.charAt(end))) end += 1;
  return end;
}

/** Opening mark of a text → the one that closes it. The corner brackets are what some input methods type for “”. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\u201C", "\u201D"],
  ["「", "」"],
  ["『", "』"],
]);

export function opensText(char: string): boolean {
  return MARKS.has(char);
}

/**
 * The text that opens at `at` with `"`, “, 「 or 『. Inner “” are balanced, so a title may quote. The value is the source's own
 * characters, unfolded.
 */
export function scanText(source: string, folded: string, at: number): Quoted {
  const stop = endOfLine(folded, at);
  const opening = folded.charAt(at);
  const mark = MARKS.get(opening) ?? opening;
  let depth = 1;
  for (let i = at + 1; i < stop; i += 1) {
    const char = folded.charAt(i);
    if (char === mark) depth -= 1;
    else if (char === opening) depth += 1;
    if (depth === 0) return { end: i + 1, value: source.slice(at + 1, i), fault: null };
  }
  // An inner mark that is not balanced: the last closing mark on the line is the likeliest end.
  const lastMark = folded.lastIndexOf(mark, stop - 1);
  const closed = lastMark > at;
  let end = closed ? lastMark + 1 : stop;
  while (!closed && end > at + 1 && /\s/.test(source.charAt(end - 1))) end -= 1;
  const value = source.slice(at + 1, closed ? lastMark : end);
  const fixes = closed ? [] : [fix("close", mark, [insert(end, mark)])];
  return { end, value, fault: fault("P1004", { start: at, end }, { mark }, { fixes }) };
}

/** The name that opens at `at` with a backtick or 【. */
export function scanQuotedName(folded: string, at: number): Quoted {
  const mark = folded.charAt(at) === "`" ? "`" : "】";
  const stop = endOfLine(folded, at);
  const close = folded.indexOf(mark, at + 1);
  const closed = close !== -1 && close < stop;
  let end = closed ? close + 1 : stop;
  while (!closed && end > at + 1 && /\s/.test(folded.charAt(end - 1))) end -= 1;
  const value = folded.slice(at + 1, closed ? close : end).trim();
  if (closed && value !== "") return { end, value, fault: null };
  return { end, value, fault: fault("P1005", { start: at, end }, { mark, empty: closed }) };
}
