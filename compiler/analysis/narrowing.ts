/** What a condition that holds says about the numbers in it, beyond their own bounds. */
import { add, compare, equal, ONE, type Rational, sub } from "../ir/rational.js";
import type { Formula } from "./formula.js";
import { type Known, meet, type Range } from "./ranges.js";
import type { Test } from "./regions.js";
import { keyOf } from "./rules.js";
import type { Variable } from "./terms.js";

/** Only tests that must all hold are read: an alternative narrows nothing by itself. */
export function narrowedBy(formula: Formula): Known {
  const known = new Map<string, Range>();
  const items = formula.kind === "and" ? formula.items : [formula];
  for (const item of items) {
    if (item.kind !== "test" || item.variable.sort !== "number") continue;
    const range = rangeOfTest(item.variable, item.test);
    if (!range) continue;
    const key = keyOf(item.variable.expr);
    const before = known.get(key);
    known.set(key, before ? meet(before, range) : range);
  }
  return known;
}

function rangeOfTest(variable: Variable, test: Test): Range | null {
  if (test.kind !== "compare") return null;
  const whole = variable.step !== null && equal(variable.step, ONE) && test.value.d === 1n;
  const above: Rational = whole ? add(test.value, ONE) : test.value;
  const below: Rational = whole ? sub(test.value, ONE) : test.value;
  switch (test.relation) {
    case "ge":
      return { low: test.value, high: null };
    case "gt":
      return { low: above, high: null };
    case "le":
      return { low: null, high: test.value };
    case "lt":
      return { low: null, high: below };
    case "eq":
      return { low: test.value, high: test.value };
    case "ne":
      return null;
  }
}

export function atMost(a: Rational | null, b: Rational | null): boolean {
  return a !== null && b !== null && compare(a, b) <= 0;
}
