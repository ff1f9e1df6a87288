/** How wide a lane each node of a plan needs in a vector kernel, and how values of different widths meet. */
import type { Column, NodeId, NumberNode, PlanNode } from "../../compiler/ir/columns.js";
import { operands, type Width } from "./targets.js";

export const WIDTHS: readonly Width[] = [1, 2, 4, 8];
/** Rows of one step. */
export const STEP = 16;

export interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

export function fitsSigned({ low, high }: Range, width: Width): boolean {
  const half = 1n << BigInt(width * 8 - 1);
  return low >= -half && high < half;
}

/** Whether lanes of this width hold the range, with a sign or, for narrow ones, without. */
function fits(range: Range, width: Width): boolean {
  return fitsSigned(range, width) || (width <= 2 && range.low >= 0n && range.high < 1n << BigInt(width * 8));
}

export function narrowest(range: Range): Width {
  return WIDTHS.find((width) => fits(range, width)) ?? 8;
}

export function union(a: Range, b: Range): Range {
  return { low: a.low < b.low ? a.low : b.low, high: a.high > b.high ? a.high : b.high };
}

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
): ReadonlyMap<NodeId, Width> {
  const widths = new Map<NodeId, Width>();
  const range = (id: NodeId) => nodes[id] as NumberNode;
  /** A fixed number is written in whatever width it is met in. */
  const own = (id: NodeId): Width => (range(id).op === "int" ? 1 : (widths.get(id) as Width));
  const most = (...list: Width[]): Width => Math.max(...list) as Width;
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
        return most(2, own(node.a), own(node.b), narrowest(node));
      case "divide":
        return shiftOf(node, nodes) === null
          ? most(4, own(node.a), own(node.b), narrowest(union(range(node.a), range(node.b))))
          : most(own(node.a), narrowest(node));
      case "min":
      case "max":
      case "select":
        return most(own(node.a), own(node.b), narrowest(union(node, union(range(node.a), range(node.b)))));
      case "compare":
        return most(own(node.a), own(node.b), narrowest(union(range(node.a), range(node.b))));
      case "and":
      case "or":
        return Math.min(widths.get(node.a) as Width, widths.get(node.b) as Width) as Width;
      case "not":
        return widths.get(node.a) as Width;
    }
  }
  for (const id of ids) widths.set(id, width(nodes[id] as PlanNode));
  return widths;
}

/**
 * Nodes whose whole step must be there before any part of what reads them: those below a mask that is made narrower, and those
 * in `narrowed`. The others are worked out part by part, so that few values are alive at a time.
 */
export function wholeSteps(
  nodes: readonly PlanNode[],
  ids: readonly NodeId[],
  widths: ReadonlyMap<NodeId, Width>,
  narrowed: Iterable<NodeId>,
): ReadonlySet<NodeId> {
  const whole = new Set<NodeId>(narrowed);
  const width = (id: NodeId) => widths.get(id) as Width;
  // Readers come behind what they read: from the last on, all readers of a node are known when it is reached.
  for (const id of [...ids].reverse()) {
    const node = nodes[id] as PlanNode;
    const masks =
      node.op === "select"
        ? [node.mask]
        : node.op === "and" || node.op === "or" || node.op === "not"
          ? operands(node)
          : [];
    for (const mask of masks) if (width(mask) > width(id)) whole.add(mask);
    if (whole.has(id)) for (const operand of operands(node)) whole.add(operand);
  }
  return whole;
}
