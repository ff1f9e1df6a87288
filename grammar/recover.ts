/** Further faults of a clause that has one: reading is taken up again at the next line that begins a part of it. */
import { idOf, type Token, type TokenId } from "./token-types.js";

/** For each clause's rule, what may begin a part of it and the rule that part is read by. */
const PARTS: Readonly<Record<string, Readonly<Partial<Record<TokenId, string>>>>> = {
  eligible: { exceptWhen: "except", exceptAny: "except", cite: "cite", bullet: "row" },
  value: { cite: "cite", bullet: "row" },
  question: { cite: "cite", bullet: "reading", taken: "taken" },
  benefit: {
    when: "benefitItem",
    exceptWhen: "benefitItem",
    exceptAny: "benefitItem",
    otherwise: "benefitItem",
    pay: "benefitItem",
    once: "benefitItem",
    everyMonth: "benefitItem",
    cite: "cite",
    bullet: "row",
  },
  limit: { cite: "cite", exceptWhen: "except", exceptAny: "except", bullet: "row" },
  payOut: { cite: "cite", bullet: "payPart" },
  check: { cite: "cite", bullet: "row" },
  principle: { cite: "cite", bullet: "row" },
  procedure: { bullet: "step" },
  note: { cite: "cite" },
  example: { given: "examplePart", expect: "examplePart" },
  entity: { bullet: "field" },
};

const LIST_WORDS: ReadonlySet<string> = new Set<TokenId>([
  "anyOf",
  "allOf",
  "sumOf",
  "highestOf",
  "lowestOf",
  "firstOf",
  "averageOf",
  "exceptAny",
]);

export interface Part {
  readonly rule: string;
  /** From this token on, and before that one. */
  readonly start: number;
  readonly end: number;
  /** A row of a list, which may stand inside something larger: what follows it proves nothing. */
  readonly lenient: boolean;
}

/** The first part that begins at token `from` or after it, or null if there is none. */
export function nextPart(rule: string, tokens: readonly Token[], from: number): Part | null {
  const base = rule === "benefitBody" ? "benefit" : rule;
  const table = base === "value" && tokens.some((token) => idOf(token.tokenType) === "by" && !token.first);
  const parts = PARTS[base] ?? {};
  const ruleAt = (i: number): string | undefined => {
    const id = tokens[i] && idOf((tokens[i] as Token).tokenType);
    if (id === undefined || id === null) return undefined;
    return id === "bullet" && table ? "tableRow" : parts[id];
  };
  let start = from;
  while (start < tokens.length && ruleAt(start) === undefined) start += 1;
  const found = ruleAt(start);
  if (found === undefined) return null;
  const isBullet = (i: number) => idOf((tokens[i] as Token).tokenType) === "bullet";
  const bulleted = isBullet(start);
  let end = start + 1;
  let list = false;
  while (end < tokens.length) {
    if (ruleAt(end) !== undefined) {
      const headsList = isBullet(end) && !bulleted && LIST_WORDS.has(idOf((tokens[end - 1] as Token).tokenType) ?? "");
      list ||= headsList;
      if (!(list && isBullet(end))) break;
    }
    end += 1;
  }
  // A row is read without its bullet, which belongs to the list.
  const row = found === "row";
  return { rule: found, start: row ? start + 1 : start, end, lenient: row };
}
