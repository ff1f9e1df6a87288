/** What a kernel is to leave in memory, and which nodes that needs. */
import type { Column, NodeId, NumberNode, PlanNode } from "../../compiler/ir/columns.js";

/** A column in memory: `at` in bytes, and how wide its items are. */
export interface Placed {
  readonly column: Column;
  readonly at: number;
}

/** Each row's value, or mask, written out in lanes of so many bytes: see `storedWidth`. */
export interface Store {
  readonly node: NodeId;
  readonly at: number;
  readonly width: Width;
}

/** The group of each row, as a place from 0 on. */
export interface GroupColumn {
  readonly at: number;
  readonly width: 1 | 2 | 4;
}

/** Sums of number nodes by group, and where they stand in an area whose address a kernel is given: see sums.ts. */
export interface Sums {
  readonly nodes: readonly NodeId[];
  readonly groups: number;
  /** null: one group. */
  readonly by: GroupColumn | null;
  /** Sums of 64 bits: `copies` tables, each of `groups` rows of `1 << shift` bytes; `places` are in eights of bytes. */
  readonly shift: number;
  readonly copies: number;
  readonly places: ReadonlyMap<NodeId, number>;
  /** Nodes whose sums over `rows` rows fit 32 bits in each of four lanes, and the others. */
  readonly narrow: readonly NodeId[];
  readonly wide: readonly NodeId[];
  /** Tables of 32 bits, one for each lane, of `groups` rows of `1 << narrowShift` bytes. */
  readonly narrowAt: number;
  readonly narrowShift: number;
  /** Most rows of one call. */
  readonly rows: number;
  /** Of the whole area. */
  readonly bytes: number;
}

/** Bytes of a lane. A step of sixteen rows takes as many vectors as a lane has bytes. */
export type Width = 1 | 2 | 4 | 8;

/** By node, the width in which it is worked out; 0: it is not. */
export type Widths = Uint8Array;

/** A piece of a long kernel: see segments.ts. */
export interface Segment {
  /** Operands first. */
  readonly ids: readonly NodeId[];
  /** Of `ids`: read by later pieces. */
  readonly kept: readonly NodeId[];
  /** Sums that are added in this piece. */
  readonly sums: Sums | null;
}

/** A long kernel in pieces. */
export interface Cut {
  readonly segments: readonly Segment[];
  readonly widths: Widths;
  /** By node, the place in `segments` of the piece that works it out. */
  readonly of: Int32Array;
  /** Where values that are kept stand, in bytes from the start of the area behind the sums, for `block` rows each. */
  readonly places: ReadonlyMap<NodeId, number>;
  readonly block: number;
  /** Of all that is kept. */
  readonly bytes: number;
}

export interface Targets {
  readonly nodes: readonly PlanNode[];
  readonly columns: readonly Placed[];
  readonly stores: readonly Store[];
  readonly sums: Sums | null;
  /** A long kernel in pieces; none: in one. */
  readonly cut?: Cut | null;
}

export function isMask(node: PlanNode): boolean {
  return !("low" in node);
}

/** Whether a number node needs 64 bits. */
export function isWide(node: PlanNode): boolean {
  if (!("low" in node)) return false;
  return (node as NumberNode).low < I32_LOW || (node as NumberNode).high > I32_HIGH;
}

const I32_LOW = -(2n ** 31n);
const I32_HIGH = 2n ** 31n - 1n;

/** Bytes of a value that is written out if not told otherwise: masks as bytes, numbers as i32 or i64 by their range. */
export function storedWidth(node: PlanNode): 1 | 4 | 8 {
  return isMask(node) ? 1 : isWide(node) ? 8 : 4;
}

export function operands(node: PlanNode): readonly NodeId[] {
  switch (node.op) {
    case "add":
    case "sub":
    case "mul":
    case "min":
    case "max":
    case "divide":
    case "compare":
    case "and":
    case "or":
      return [node.a, node.b];
    case "select":
      return [node.mask, node.a, node.b];
    case "not":
      return [node.a];
    default:
      return NONE;
  }
}

const NONE: readonly NodeId[] = [];

/** The operand at this place, as in `operands`; -1: there are no more. */
export function operandAt(node: PlanNode, place: number): NodeId {
  switch (node.op) {
    case "int":
    case "column":
    case "yes":
    case "no":
    case "bits":
      return -1;
    case "not":
      return place === 0 ? node.a : -1;
    case "select":
      return place === 0 ? node.mask : place === 1 ? node.a : place === 2 ? node.b : -1;
    default:
      return place === 0 ? node.a : place === 1 ? node.b : -1;
  }
}

/** The nodes that these need, operands first. */
export function needed(nodes: readonly PlanNode[], roots: readonly NodeId[]): NodeId[] {
  const used = new Uint8Array(nodes.length);
  for (const root of roots) used[root] = 1;
  for (let id = used.lastIndexOf(1); id > 0; id = used.lastIndexOf(1, id - 1))
    for (const operand of operands(nodes[id] as PlanNode)) used[operand] = 1;
  const ids: NodeId[] = [];
  for (let id = used.indexOf(1); id >= 0; id = used.indexOf(1, id + 1)) ids.push(id);
  return ids;
}

export function roots(t: Targets): NodeId[] {
  return [...t.stores.map((s) => s.node), ...(t.sums?.nodes ?? [])];
}

export const WIDTH: Record<Column["lane"], number> = { u8: 1, u16: 2, i16: 2, i32: 4, i64: 8 };
