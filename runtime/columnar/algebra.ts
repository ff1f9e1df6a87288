/**
 * The same values by less work: identities of whole numbers that a plan, written clause by clause, does not show. Every node
 * that is asked for keeps its value on every row; what it is made of changes.
 */
import type { NodeId, NumberNode, PlanNode } from "../../compiler/ir/columns.js";
import { fitsSigned, narrowest, type Range, union } from "./lanes.js";
import { needed, operandAt } from "./targets.js";

export interface Rewritten {
  readonly nodes: readonly PlanNode[];
  /** The new place of a node that was asked for. */
  readonly of: (id: NodeId) => NodeId;
}

type Select = NumberNode & { readonly op: "select" };
type Binary = NumberNode & { readonly op: "add" | "sub" | "min" };

/** Two nodes with one key are the same, ranges included. */
function keyOf(node: PlanNode): string {
  switch (node.op) {
    case "yes":
    case "no":
      return node.op;
    case "not":
      return `!${node.a}`;
    case "bits":
      return `b${node.column} ${node.mask} ${node.want}`;
    case "and":
    case "or":
      return `${node.op}${node.a} ${node.b}`;
    case "compare":
      return `${node.relation}${node.a} ${node.b}`;
    case "int":
      return `i${node.value}`;
    case "column":
      return `c${node.column} ${node.low} ${node.high}`;
    case "select":
      return `s${node.mask} ${node.a} ${node.b} ${node.low} ${node.high}`;
    case "divide":
      return `${node.mode}${node.a} ${node.b} ${node.low} ${node.high}`;
    default:
      return `${node.op}${node.a} ${node.b} ${node.low} ${node.high}`;
  }
}

/** `roots`: the nodes that are asked for. */
export function rewritten(nodes: readonly PlanNode[], roots: readonly NodeId[]): Rewritten {
  const ids = needed(nodes, roots);
  const out: PlanNode[] = [];
  const places = new Map<string, NodeId>();
  const moved = new Int32Array(nodes.length);
  const readers = new Uint32Array(nodes.length);
  for (const id of ids) {
    const node = nodes[id] as PlanNode;
    for (let place = 0, of = operandAt(node, 0); of >= 0; place += 1, of = operandAt(node, place))
      readers[of] = (readers[of] as number) + 1;
  }
  const at = (id: NodeId): NodeId => moved[id] as NodeId;
  const number = (id: NodeId): NumberNode => out[id] as NumberNode;
  const value = (id: NodeId): bigint | null => {
    const node = number(id);
    return node.op === "int" ? node.value : null;
  };

  function put(node: PlanNode): NodeId {
    const key = keyOf(node);
    const found = places.get(key);
    if (found !== undefined) return found;
    places.set(key, out.push(node) - 1);
    return out.length - 1;
  }

  const int = (n: bigint): NodeId => put({ op: "int", value: n, low: n, high: n });

  /** Each node with its operands in their new places. */
  function copied(node: PlanNode): PlanNode {
    if (node.op === "select") return { ...node, mask: at(node.mask), a: at(node.a), b: at(node.b) };
    if ("b" in node) return { ...node, a: at(node.a), b: at(node.b) };
    return "a" in node ? { ...node, a: at(node.a) } : node;
  }

  const plus = (a: NodeId, b: NodeId): Range => ({
    low: number(a).low + number(b).low,
    high: number(a).high + number(b).high,
  });

  /** Whether the range has a lane at all, and one of 64 bits only where the value it replaces had one too. */
  const worthIt = (range: Range, before: Range): boolean =>
    fitsSigned(range, 8) && (narrowest(range) <= 4 || narrowest(before) > 4);

  // ------------------------------------------------------------ what a limit leaves

  // Lists of nodes that are added or taken away one after another, each list once: a number stands for it.
  const lists = new Map<number, number>();
  const sums = new Map<NodeId, number>();
  const rests = new Map<NodeId, { readonly from: NodeId; readonly parts: number }>();

  function list(before: number, id: NodeId): number {
    const key = before * nodes.length + id;
    const found = lists.get(key) ?? lists.size + 1;
    lists.set(key, found);
    return found;
  }

  function note(id: NodeId, node: PlanNode): void {
    if (node.op === "add") sums.set(id, list(sums.get(node.a) ?? list(0, node.a), node.b));
    if (node.op !== "sub") return;
    const before = rests.get(node.a);
    rests.set(id, { from: before?.from ?? node.a, parts: list(before?.parts ?? 0, node.b) });
  }

  /**
   * x + min(y, r − x) = min(x + y, r), whatever the three are. With x = x₁ + x₂ + …, r − x is what is left of r after each: all
   * that the claims of a limit get together, in written order, is the lesser of their sum and the limit.
   */
  function limited(node: Binary): NodeId | null {
    const given = nodes[node.b] as PlanNode;
    if (given.op !== "min") return null;
    const parts = sums.get(node.a) ?? list(0, node.a);
    for (const [claim, left] of [
      [given.a, given.b],
      [given.b, given.a],
    ] as const) {
      const rest = rests.get(left);
      if (rest === undefined || rest.parts !== parts) continue;
      const range = plus(at(node.a), at(claim));
      if (!worthIt(range, node)) continue;
      return lesser(put({ op: "add", a: at(node.a), b: at(claim), ...range }), at(rest.from), node);
    }
    return null;
  }

  /** min(min(x, c) + y, r) = min(x + y, r) where y is never below 0 and c at least r: the outer bound holds the inner one. */
  function lesser(a: NodeId, b: NodeId, range: Range): NodeId {
    const { low, high } = range;
    const sum = number(a);
    if (sum.op === "add") {
      const [x, y] = [unbounded(sum.a, sum.b, b), unbounded(sum.b, sum.a, b)];
      const wider = plus(x, y);
      if (worthIt(wider, sum)) return put({ op: "min", a: put({ op: "add", a: x, b: y, ...wider }), b, low, high });
    }
    return put({ op: "min", a, b, low, high });
  }

  /** A term without a bound that the bound `outer` on its sum with `other` makes needless. */
  function unbounded(term: NodeId, other: NodeId, outer: NodeId): NodeId {
    if (number(other).low < 0n) return term;
    const node = number(term);
    if (node.op === "select" && value(node.b) === 0n) {
      const inner = unbounded(node.a, other, outer);
      return inner === node.a ? term : put({ ...node, a: inner, ...union(number(inner), { low: 0n, high: 0n }) });
    }
    if (node.op !== "min") return term;
    if (node.b === outer || (value(node.b) ?? node.low) >= number(outer).high) return node.a;
    return term;
  }

  // ------------------------------------------------------------ masks where lanes are narrow

  /**
   * A product, or a quotient of one, that is 0 for 0 is masked before it is made: its factor has narrower lanes. Only where
   * nothing else reads it, or it would be made twice.
   */
  function masked(node: Select): NodeId | null {
    if (value(at(node.b)) !== 0n || (readers[node.a] as number) > 1) return null;
    return factorMasked(at(node.mask), at(node.a), at(node.b));
  }

  function factorMasked(mask: NodeId, id: NodeId, zero: NodeId): NodeId | null {
    const node = number(id);
    const range = union(node, { low: 0n, high: 0n });
    if (node.op === "mul" && value(node.b) === null && value(node.a) !== null)
      return factorMasked(mask, put({ ...node, a: node.b, b: node.a }), zero);
    if (node.op === "mul" && value(node.b) !== null) {
      const factor = number(node.a);
      if (narrowest(factor) >= narrowest(node)) return null;
      const a = put({ op: "select", mask, a: node.a, b: zero, ...union(factor, { low: 0n, high: 0n }) });
      return put({ ...node, a, ...range });
    }
    if (node.op !== "divide" || node.mode !== "downward") return null;
    const divisor = value(node.b);
    const dividend = number(node.a);
    if (divisor === null) return null;
    const more = dividend.op === "add" ? value(dividend.b) : 0n;
    if (more === null || more < 0n || more >= divisor) return null;
    const product = factorMasked(mask, dividend.op === "add" ? dividend.a : node.a, zero);
    if (product === null) return null;
    const sum = more === 0n ? product : put({ op: "add", a: product, b: int(more), ...plus(product, int(more)) });
    return put({ ...node, a: sum, ...range });
  }

  for (const id of ids) {
    const node = nodes[id] as PlanNode;
    note(id, node);
    let place: NodeId | null = null;
    if (node.op === "add") place = limited(node as Binary);
    else if (node.op === "select") place = masked(node as Select);
    else if (node.op === "min") place = lesser(at(node.a), at(node.b), node);
    moved[id] = place ?? put(copied(node));
  }
  return { nodes: out, of: at };
}
