/** Comparators, ranges and the brackets that say whether an end is included. */
import type { Comparison, Expr, PatternTest, Quantity, Test } from "../ast.js";
import type { BracketCstNode, CompareCstNode, PostfixCstNode } from "../generated/cst.generated.js";
import type { Token } from "../token-types.js";
import { type Build, chosen, one, report } from "./build.js";
import { quantity, tokenId } from "./literals.js";

/** Comparators by token; their wording class is kept for printing and absent from the hash. */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  ge: { relation: "ge", wording: "symbol" },
  gt: { relation: "gt", wording: "symbol" },
  le: { relation: "le", wording: "symbol" },
  lt: { relation: "lt", wording: "symbol" },
  ne: { relation: "ne", wording: "symbol" },
  atLeast: { relation: "ge", wording: "word" },
  moreThan: { relation: "gt", wording: "word" },
  atMost: { relation: "le", wording: "word" },
  under: { relation: "lt", wording: "word" },
  noEarlierThan: { relation: "ge", wording: "date" },
  after: { relation: "gt", wording: "date" },
  noLaterThan: { relation: "le", wording: "date" },
  before: { relation: "lt", wording: "date" },
  orMore: { relation: "ge", wording: "postfix" },
  orAbove: { relation: "ge", wording: "above" },
  orLess: { relation: "le", wording: "postfix" },
  orBelow: { relation: "le", wording: "above" },
  equals: { relation: "eq", wording: "equals" },
  is: { relation: "eq", wording: "is" },
  isNot: { relation: "ne", wording: "is" },
};

export function comparisonOf(token: Token): Comparison {
  return COMPARISONS[tokenId(token)] ?? { relation: "eq", wording: "is" };
}

export function compare(node: CompareCstNode): Comparison {
  return comparisonOf(chosen(node));
}

/** A range begins with `is`, `is not`, `more than` or, in a table, nothing; `at least 3 to 5` says the same thing twice. */
export function takesRange(comparison: Comparison | null): boolean {
  if (comparison === null || comparison.relation === "gt") return comparison?.wording !== "date";
  return comparison.wording === "is";
}

interface Bracket {
  readonly including: boolean;
  readonly value: Quantity | null;
}

function bracket(b: Build, node: BracketCstNode): Bracket {
  const value = node.children.quantity?.[0];
  return { including: node.children.Including !== undefined, value: value ? quantity(b, value) : null };
}

/** Leading and trailing zeros do not make another number. */
function sameNumber(a: string, b: string): boolean {
  const bare = (s: string) => (s.includes(".") ? s.replace(/\.?0+$/, "") : s).replace(/^0+(?=\d)/, "");
  return bare(a) === bare(b);
}

function agree(b: Build, found: Bracket, end: Expr): void {
  if (found.value === null || end.kind !== "Quantity" || sameNumber(found.value.value, end.value)) return;
  report(b, "P1033", found.value.span, { found: found.value.value, expected: end.value });
}

/** What a bracket after the end of a range says of it: included, not included, or null for no bracket. */
export function endBracket(b: Build, node: BracketCstNode | undefined, end: Expr): boolean | null {
  if (node === undefined) return null;
  const read = bracket(b, node);
  agree(b, read, end);
  return read.including;
}

/** 及以上, （含）以上, 以上（含6头）, 以上（不含）: the bracket decides. */
export function postfix(b: Build, node: PostfixCstNode, bound: Expr): { comparison: Comparison; bare: boolean } {
  const { bracket: marks, OrMore, OrAbove, OrLess, OrBelow } = node.children;
  const word = one(OrMore ?? OrAbove ?? OrLess ?? OrBelow);
  const read = (marks ?? []).map((mark) => bracket(b, mark));
  for (const mark of read) agree(b, mark, bound);
  const up = OrMore !== undefined || OrAbove !== undefined;
  const mark = read.at(-1);
  if (mark === undefined) return { comparison: comparisonOf(word), bare: OrAbove !== undefined };
  const comparison: Comparison = mark.including
    ? { relation: up ? "ge" : "le", wording: "postfix" }
    : { relation: up ? "gt" : "lt", wording: "word" };
  return { comparison, bare: false };
}

export function wordOf(node: CompareCstNode | undefined): string {
  return node ? chosen(node).image : "";
}

/**
 * `3 to 5 mu (incl)` and then `5 mu or above`, or `5 to 8 mu`: the second begins above 5, since the bracket keeps 5 in the
 * first. Any other pair is left as it is.
 */
export function nextTier<T extends PatternTest | Test>(b: Build, previous: PatternTest | Test, next: T): T {
  const end = previous.to;
  const start = next.kind === "Test" ? next.right : next.value;
  const bareRange = next.kind === "PatternTest" && next.to !== null && next.comparison === null;
  if (end === null || !b.included.has(end) || !(b.bareAbove.has(next) || bareRange)) return next;
  if (end.value.kind !== "Quantity" || start.kind !== "Quantity" || !sameNumber(end.value.value, start.value))
    return next;
  return { ...next, comparison: { relation: "gt", wording: "word" } };
}
