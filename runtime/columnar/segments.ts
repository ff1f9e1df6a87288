/**
 * A long kernel in pieces: an engine optimises a function of a few hundred values well, and one of ten thousand late or never.
 * What one piece works out and a later one reads is kept in memory for a block of rows, few enough to stay near the processor.
 */
import type { NodeId, PlanNode } from "../../compiler/ir/columns.js";
import { STEP, widthsOf } from "./lanes.js";
import { type Cut, operandAt, type Placed, type Segment, type Sums, type Width } from "./targets.js";

/** Nodes of one piece, and of a kernel that is left whole. */
const MOST = 160;
const WHOLE = 400;
/** Bytes that all kept values of a block should take. */
const NEAR = 131_072;
/** Sums by group are added four at a time. */
const QUAD = 4;

const isConstant = ({ op }: PlanNode): boolean => op === "int" || op === "yes" || op === "no";

/** Nodes in the order in which their readers ask for them, so that few are kept for long. */
function asRead(nodes: readonly PlanNode[], roots: readonly NodeId[]): NodeId[] {
  const seen = new Uint8Array(nodes.length);
  const out: NodeId[] = [];
  // The nodes under way, with how many of their operands have been asked for.
  const open: NodeId[] = [];
  const next: number[] = [];
  const visit = (id: NodeId) => {
    if (seen[id] === 1) return;
    seen[id] = 1;
    open.push(id);
    next.push(0);
  };
  for (const root of roots) {
    visit(root);
    while (open.length > 0) {
      const top = open.length - 1;
      const id = open[top] as NodeId;
      const place = next[top] as number;
      const operand = operandAt(nodes[id] as PlanNode, place);
      next[top] = place + 1;
      if (operand >= 0) visit(operand);
      else {
        out.push(id);
        open.pop();
        next.pop();
      }
    }
  }
  return out;
}

/** Null: the kernel is short enough to be one piece. `written`: nodes that are written out. */
export function cutOf(
  nodes: readonly PlanNode[],
  columns: readonly Placed[],
  written: readonly NodeId[],
  sums: Sums | null,
): Cut | null {
  const order = asRead(nodes, [...(sums === null ? [] : [...sums.narrow, ...sums.wide]), ...written]);
  if (order.length <= WHOLE) return null;
  const pieces = Math.ceil(order.length / MOST);
  const size = Math.ceil(order.length / pieces);
  const of = new Int32Array(nodes.length).fill(-1);
  for (const [i, id] of order.entries()) of[id] = Math.floor(i / size);
  const pieceOf = (id: NodeId) => of[id] as number;
  const kept = new Set<NodeId>();
  const read = (id: NodeId, by: number) => {
    if (pieceOf(id) < by && !isConstant(nodes[id] as PlanNode)) kept.add(id);
  };
  for (const id of order) {
    const node = nodes[id] as PlanNode;
    for (let place = 0, at = operandAt(node, 0); at >= 0; place += 1, at = operandAt(node, place))
      read(at, pieceOf(id));
  }
  const added = Array.from({ length: pieces }, () => ({ narrow: [] as NodeId[], wide: [] as NodeId[] }));
  if (sums !== null) {
    // Numbers that are added together belong to the piece that works out the last of them.
    const width = sums.by === null ? 1 : QUAD;
    for (let first = 0; first < sums.narrow.length; first += width) {
      const quad = sums.narrow.slice(first, first + width);
      const last = Math.max(...quad.map(pieceOf));
      for (const id of quad) readBySum(id, last);
      added[last]?.narrow.push(...quad);
    }
    for (const id of sums.wide) added[pieceOf(id)]?.wide.push(id);
  }
  const widths = widthsOf(nodes, order, columns);
  const perRow = [...kept].reduce((sum, id) => sum + (widths[id] as Width), 0);
  const block = Math.min(1024, Math.max(64, Math.floor(NEAR / Math.max(1, perRow) / STEP) * STEP));
  let bytes = 0;
  const places = new Map<NodeId, number>();
  for (const id of kept) {
    places.set(id, bytes);
    bytes += block * (widths[id] as Width);
  }
  const segments = Array.from({ length: pieces }, (_, piece): Segment => {
    const ids = order.slice(piece * size, (piece + 1) * size);
    const own = added[piece] as (typeof added)[number];
    const none = own.narrow.length + own.wide.length === 0;
    return {
      ids,
      kept: ids.filter((id) => kept.has(id)),
      sums: sums === null || none ? null : { ...sums, ...own, nodes: [...own.narrow, ...own.wide] },
    };
  });
  return { segments, widths, of, places, block, bytes };

  function readBySum(id: NodeId, by: number): void {
    read(id, by);
    // Of a number that is 1 where a mask is set the mask is counted.
    const node = nodes[id] as PlanNode;
    if (pieceOf(id) < by && node.op === "select") read(node.mask, by);
  }
}
