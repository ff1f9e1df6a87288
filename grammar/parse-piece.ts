/** Parses one piece of a file, and says what is wrong with it if it does not parse. */
import type { CstNode, Rule, TokenType } from "chevrotain";
import { Expectations, type Failure } from "./expected.js";
import { explain } from "./explain-fault.js";
import { FAULT_CAP, type Fault, fault } from "./faults.js";
import type { Lexed } from "./lexer.js";
import { DEPTH_LIMIT, FenParser, TooDeep } from "./parser.js";
import { nextPart } from "./recover.js";
import { idOf, type Token } from "./token-types.js";
import type { Bilingual } from "./tokens.js";

export interface Parsed {
  /** The parser's tree, or null if there is any fault. */
  readonly cst: CstNode | null;
  readonly faults: readonly Fault[];
  /** Index of the first token that cannot stand where it does, where that is known. */
  readonly failedAt: number | null;
}

/** How many more failures are looked into; the others are only counted. */
export interface Budget {
  left: number;
}

export function newBudget(): Budget {
  return { left: FAULT_CAP + 10 };
}

let shared: { parser: FenParser; expectations: Expectations } | null = null;

function tools() {
  if (shared === null) {
    const parser = new FenParser();
    const productions = parser.getGAstProductions() as unknown as Readonly<Record<string, Rule>>;
    shared = { parser, expectations: new Expectations(productions) };
  }
  return shared;
}

/** The one parser; building it takes a tenth of a second, so it is built when first needed. */
export function theParser(): FenParser {
  return tools().parser;
}

/** What could stand next after these tokens of a rule; null if they cannot begin it, or are too many to look at. */
export function expectedAfter(rule: string, tokens: readonly Token[]): readonly TokenType[] | null {
  const failure = tools().expectations.failure(rule, tokens);
  return failure !== null && failure.index === tokens.length ? failure.expected : null;
}

type Attempt =
  | { readonly kind: "parsed"; readonly cst: CstNode }
  | { readonly kind: "too deep"; readonly at: number }
  | { readonly kind: "failed"; readonly token: Token | null };

function attempt(rule: string, tokens: readonly Token[]): Attempt {
  const { parser } = tools();
  try {
    const cst = parser.parse(rule, [...tokens]);
    const error = parser.errors[0];
    if (cst && error === undefined) return { kind: "parsed", cst };
    const token = error?.token as Token | undefined;
    return { kind: "failed", token: token && !Number.isNaN(token.startOffset) ? token : null };
  } catch (error) {
    if (error instanceof TooDeep) return { kind: "too deep", at: error.token.startOffset };
    throw error;
  }
}

export function parsePiece(
  rule: string,
  tokens: readonly Token[],
  clause: Bilingual,
  lexed: Lexed,
  budget: Budget,
): Parsed {
  const tried = attempt(rule, tokens);
  if (tried.kind === "parsed") return { cst: tried.cst, faults: [], failedAt: null };
  const faults: Fault[] = [];
  let failedAt: number | null = null;
  const say = (found: Attempt, part: readonly Token[], partRule: string, lenient: boolean): number => {
    if (found.kind === "parsed") return 0;
    if (found.kind === "too deep") {
      faults.push(fault("P1021", { start: found.at, end: found.at + 1 }, { limit: DEPTH_LIMIT }));
      return part.length;
    }
    if (budget.left <= 0) {
      faults.push(fault("P1001", where(found.token, part), { found: found.token?.image ?? "", expected: [], clause }));
      return part.length;
    }
    budget.left -= 1;
    const failure: Failure = tools().expectations.failure(partRule, part) ?? {
      index: Math.max(0, found.token ? part.indexOf(found.token) : part.length),
      expected: [],
    };
    const at = part[failure.index];
    const near = at ?? part.at(-1);
    const silent = (near && lexed.faultLines.has(near.line)) || (lenient && provesNothing(at));
    if (!silent) faults.push(explain(part, failure, clause, lexed.known));
    return failure.index;
  };
  failedAt = say(tried, tokens, rule, false);
  if (tried.kind === "too deep") return { cst: null, faults, failedAt: null };
  for (let next = nextPart(rule, tokens, Math.max(failedAt, 1)); next !== null && budget.left > 0; ) {
    const part = tokens.slice(next.start, next.end);
    const again = attempt(next.rule, part);
    const reached = again.kind === "parsed" ? next.end : next.start + say(again, part, next.rule, next.lenient);
    next = nextPart(rule, tokens, Math.max(reached, next.start + 1));
  }
  return { cst: null, faults, failedAt };
}

function where(token: Token | null, tokens: readonly Token[]): { start: number; end: number } {
  const found = token ?? tokens.at(-1);
  return found ? { start: found.startOffset, end: found.endOffset + 1 } : { start: 0, end: 0 };
}

/** After a row of a list, these belong to what the list stands in. */
function provesNothing(token: Token | undefined): boolean {
  if (token === undefined) return true;
  const id = idOf(token.tokenType);
  return id === "close" || id === "arrow" || id === "bullet" || token.first;
}
