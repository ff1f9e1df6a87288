/** How wide a lane each node of a plan needs in a vector kernel, and how values of different widths meet. */
import type { Column, NodeId, NumberNode, PlanNode } from "../../compiler/ir/columns.js";
import { operands, type Width, type Widths } from "./targets.js";

export const WIDTHS: readonly Width[] = [1, 2, 4, 8];
/** Rows of one step. */
export const STEP = 16;

export interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

/** Least and most of lanes with a sign. Made once: a long plan asks of each node. */
const LOW = { 1: -(2n ** 7n), 2: -(2n ** 15n), 4: -(2n ** 31n), 8: -(2n ** 63n) } as const;
const HIGH = { 1: 2n ** 7n - 1n, 2: 2n ** 15n - 1n, 4: 2n ** 31n - 1n, 8: 2n ** 63n - 1n } as const;

export function fitsSigned({ low, high }: Range, width: Width): boolean {
  return low >= LOW[width] && high <= HIGH[width];
}

export function narrowest({ low, high }: Range): Width {
  return narrowestOf(low, high);
}

/** The least width whose lanes hold all from low to high, with a sign or, for narrow ones, without. */
function narrowestOf(low: bigint, high: bigint): Width {
  if (low >= 0n && high <= 65_535n) return high <= 255n ? 1 : 2;
  if (low >= LOW[2] && high <= HIGH[2]) return low >= LOW[1] && high <= HIGH[1] ? 1 : 2;
  return low >= LOW[4] && high <= HIGH[4] ? 4 : 8;
}

export function union(a: Range, b: Range): Range {
  return { low: lesser(a.low, b.low), high: greater(a.high, b.high) };
}

const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** A divisor that is a power of two, as a shift; null: it is not one, or the dividend may be below 0. */
export function shiftOf(node: NumberNode & { readonly op: "divide" }, nodes: readonly PlanNode[]): number | null {
  const [a, b] = [nodes[node.a] as NumberNode, nodes[node.b] as NumberNode];
  if (node.mode !== "downward" || a.low < 0n || b.op !== "int" || (b.value & (b.value - 1n)) !== 0n) return null;
  return b.value.toString(2).length - 1;
}

const LANE: Record<Column["lane"], Width> = { u8: 1, u16: 2, i16: 2, i32: 4, i64: 8 };

/**
 * The width in which each of these nodes is worked out. A number takes the widest of its operands, or more where its range
 * asks for it; a mask is as wide as what it compares, and joined masks are as narrow as the narrower.
 */
export function widthsOf(
  nodes: readonly PlanNode[],
  ids: readonly NodeId[],
  columns: readonly { readonly column: Column }[],
): Widths {
  const widths = new Uint8Array(nodes.length);
  const range = (id: NodeId) => nodes[id] as NumberNode;
  /** A fixed number is written in whatever width it is met in. */
  const own = (id: NodeId): Width => (range(id).op === "int" ? 1 : (widths[id] as Width));
  const most = (a: Width, b: Width, c: Width): Width => Math.max(a, b, c) as Width;
  /** What holds both numbers. */
  const both = (a: NumberNode, b: NumberNode): Width => narrowestOf(lesser(a.low, b.low), greater(a.high, b.high));
  const all = (a: NumberNode, b: NumberNode, c: NumberNode): Width =>
    narrowestOf(lesser(a.low, lesser(b.low, c.low)), greater(a.high, greater(b.high, c.high)));
  const laneOf = (column: number): Width => LANE[(columns[column] as { readonly column: Column }).column.lane];

  function width(node: PlanNode): Width {
    switch (node.op) {
      case "int":
        return narrowest(node);
      case "yes":
      case "no":
        return 1;
      case "column":
      case "bits":
        return laneOf(node.column);
      case "add":
      case "sub":
        // Of a sum that wraps around, the bits that fit are right: operands need not fit one by one.
        return most(own(node.a), own(node.b), narrowest(node));
      case "mul":
        return most(most(2, own(node.a), own(node.b)), narrowest(node), 1);
      case "divide":
        return shiftOf(node, nodes) === null
          ? most(most(4, own(node.a), own(node.b)), both(range(node.a), range(node.b)), 1)
          : most(own(node.a), narrowest(node), 1);
      case "min":
      case "max":
      case "select":
        return most(own(node.a), own(node.b), all(node, range(node.a), range(node.b)));
      case "compare":
        return most(own(node.a), own(node.b), both(range(node.a), range(node.b)));
      case "and":
      case "or":
        return Math.min(widths[node.a] as Width, widths[node.b] as Width) as Width;
      case "not":
        return widths[node.a] as Width;
    }
  }
  for (const id of ids) widths[id] = width(nodes[id] as PlanNode);
  return widths;
}

/**
 * Nodes whose whole step must be there before any part of what reads them: those below a mask that is made narrower, and those
 * in `narrowed`. The others are worked out part by part, so that few values are alive at a time.
 */
export function wholeSteps(
  nodes: readonly PlanNode[],
  ids: readonly NodeId[],
  widths: Widths,
  narrowed: Iterable<NodeId>,
): ReadonlySet<NodeId> {
  const whole = new Set<NodeId>(narrowed);
  const wider = (mask: NodeId, id: NodeId): void => {
    if ((widths[mask] as Width) > (widths[id] as Width)) whole.add(mask);
  };
  // Readers come behind what they read: from the last on, all readers of a node are known when it is reached.
  for (let i = ids.length - 1; i >= 0; i -= 1) {
    const id = ids[i] as NodeId;
    const node = nodes[id] as PlanNode;
    if (node.op === "select") wider(node.mask, id);
    else if (node.op === "and" || node.op === "or" || node.op === "not") {
      wider(node.a, id);
      if (node.op !== "not") wider(node.b, id);
    }
    if (whole.has(id)) for (const operand of operands(node)) whole.add(operand);
  }
  return whole;
}
