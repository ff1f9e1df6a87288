/** Rows of tables. */
import type { Pattern, PatternTest, TableRow } from "../ast.js";
import type { PatternCstNode, PatternTestCstNode, TableRowCstNode } from "../generated/cst.generated.js";
import { type Build, one, report, spanOf } from "./build.js";
import { compare, postfix, takesRange, wordOf } from "./comparisons.js";
import { sum, sumOrText, toEnd } from "./expressions.js";

export function tableRow(b: Build, node: TableRowCstNode): TableRow {
  const c = node.children;
  return {
    kind: "TableRow",
    otherwise: c.Otherwise !== undefined,
    patterns: (c.pattern ?? []).map((each) => pattern(b, each)),
    value: sum(b, one(c.sum)),
    span: spanOf(node),
  };
}

function pattern(b: Build, node: PatternCstNode): Pattern {
  return { kind: "Pattern", tests: node.children.patternTest.map((each) => patternTest(b, each)), span: spanOf(node) };
}

function patternTest(b: Build, node: PatternTestCstNode): PatternTest {
  const { compare: compares, sumOrText: values, toEnd: ends, postfix: postfixes } = node.children;
  const value = sumOrText(b, one(values));
  const span = spanOf(node);
  if (postfixes?.[0]) {
    const { comparison, bare } = postfix(b, postfixes[0], value);
    const test: PatternTest = { kind: "PatternTest", comparison, value, to: null, span };
    if (bare) b.bareAbove.add(test);
    return test;
  }
  const comparison = compares?.[0] ? compare(compares[0]) : null;
  const to = ends?.[0] ? toEnd(b, ends[0]) : null;
  if (to && !takesRange(comparison)) report(b, "P1013", to.span, { word: wordOf(compares?.[0]) });
  return { kind: "PatternTest", comparison, value, to, span };
}
