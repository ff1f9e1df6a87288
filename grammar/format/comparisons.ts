/** How a comparison is worded: the class of words that its writer chose is kept. */
import type { Comparison, Expr, Quantity } from "../ast.js";
import type { Keyword } from "../tokens.js";
import { type Printer, sign, word } from "./printer.js";
import { quantity } from "./quantities.js";

const POSTFIX = {
  postfix: { ge: "orMore", le: "orLess" },
  above: { ge: "orAbove", le: "orBelow" },
} as const satisfies Partial<Record<Comparison["wording"], Partial<Record<Comparison["relation"], Keyword>>>>;

/** `6 head or more` is said of a quantity only; of anything else the comparison is said in words. */
export function isPostfix(comparison: Comparison, right: Expr): right is Quantity {
  const { wording, relation } = comparison;
  return (
    right.kind === "Quantity" &&
    (wording === "postfix" || wording === "above") &&
    (relation === "ge" || relation === "le")
  );
}

/** `6 head or more`, `6头及以上`. */
export function postfixTest(p: Printer, comparison: Comparison, right: Quantity): string {
  const words: Partial<Record<Comparison["relation"], Keyword>> =
    POSTFIX[comparison.wording === "above" ? "above" : "postfix"];
  const said = word(p, words[comparison.relation] ?? "orMore");
  return p.surface === "zh" ? quantity(p, right) + said : `${quantity(p, right)} ${said}`;
}

const WORDS = { ge: "atLeast", gt: "moreThan", le: "atMost", lt: "under", eq: "is", ne: "isNot" } as const;
const DATES = { ge: "noEarlierThan", gt: "after", le: "noLaterThan", lt: "before", eq: "is", ne: "isNot" } as const;
const SYMBOLS = { ge: "ge", gt: "gt", le: "le", lt: "lt", eq: "equals", ne: "ne" } as const;

/** The comparison in the class of words that its writer chose. */
export function comparator(p: Printer, { relation, wording }: Comparison): string {
  switch (wording) {
    case "symbol":
    case "equals":
      return sign(p, SYMBOLS[relation]);
    case "date":
      return word(p, DATES[relation]);
    default:
      return word(p, WORDS[relation]);
  }
}
