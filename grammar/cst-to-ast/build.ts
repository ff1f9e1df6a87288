/** What every part of the visitor shares: where faults go, spans, and how deep the tree has become. */
import type { CstNode } from "chevrotain";
import type { Name, Text } from "../ast.js";
import { type Fault, type FaultCode, type FaultFix, type FaultParams, type FaultRelated, fault } from "../faults.js";
import type { Span } from "../source/span.js";
import type { Token } from "../token-types.js";

/** Expressions may be this deep: a chain of sums leans to the left, one level for each term. */
export const TREE_LIMIT = 600;

export interface Build {
  readonly faults: Fault[];
  /** How deep each expression is, counted from its leaves. */
  readonly depths: WeakMap<object, number>;
  /** Ends of ranges that a bracket calls included, （含）: the next tier's 以上 then begins above them. */
  readonly included: WeakSet<object>;
  /** Tests that say only 以上 or `or above`, with no bracket. */
  readonly bareAbove: WeakSet<object>;
}

export function newBuild(): Build {
  return { faults: [], depths: new WeakMap(), included: new WeakSet(), bareAbove: new WeakSet() };
}

export function report<C extends FaultCode>(
  b: Build,
  code: C,
  span: Span,
  params: FaultParams[C],
  more: { readonly related?: readonly FaultRelated[]; readonly fixes?: readonly FaultFix[] } = {},
): void {
  b.faults.push(fault(code, span, params, more));
}

/** Notes the depth of a new node above its parts, and refuses a tree too deep for those who walk it. */
export function above<N extends { readonly span: Span }>(b: Build, node: N, ...parts: readonly (object | null)[]): N {
  let depth = 0;
  for (const part of parts) if (part) depth = Math.max(depth, b.depths.get(part) ?? 0);
  b.depths.set(node, depth + 1);
  if (depth === TREE_LIMIT) report(b, "P1021", node.span, { limit: TREE_LIMIT });
  return node;
}

export function spanOf(node: CstNode): Span {
  const { startOffset = 0, endOffset = startOffset - 1 } = node.location ?? {};
  return { start: startOffset, end: (endOffset ?? startOffset - 1) + 1 };
}

export function tokenSpan(token: Token): Span {
  return { start: token.startOffset, end: token.endOffset + 1 };
}

/** The first of a list that the grammar says has one. */
export function one<T>(list: readonly T[] | undefined): T {
  const first = list?.[0];
  if (first === undefined) throw new Error("a part that the grammar requires is missing from the tree");
  return first;
}

export function nameOf(token: Token): Name {
  return { kind: "Name", text: token.text, span: tokenSpan(token) };
}

export function textOf(token: Token): Text {
  return { kind: "Text", value: token.text, span: tokenSpan(token) };
}

export function optionalText(tokens: readonly Token[] | undefined): Text | null {
  return tokens?.[0] ? textOf(tokens[0]) : null;
}

/** The tokens of a rule that is nothing but a choice between tokens. */
export function chosen(node: CstNode): Token {
  for (const list of Object.values(node.children)) if (list[0]) return list[0] as Token;
  throw new Error("an empty choice in the tree");
}

/** Tokens of several kinds in the order they were written. */
export function inOrder(...lists: readonly (readonly Token[] | undefined)[]): readonly Token[] {
  return lists.flatMap((list) => list ?? []).sort((a, b) => a.startOffset - b.startOffset);
}

/** Where a node's first token stands, for telling whether it begins its line. */
export function firstToken(node: CstNode): Token | null {
  let first: Token | null = null;
  for (const list of Object.values(node.children)) {
    const child = list[0];
    if (child === undefined) continue;
    const token = "children" in child ? firstToken(child) : (child as Token);
    if (token && (first === null || token.startOffset < first.startOffset)) first = token;
  }
  return first;
}
