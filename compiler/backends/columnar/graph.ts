/**
 * The nodes of a plan: each once, with the range that its operands prove. What the ranges decide is folded away.
 */
import type { CompareOp, DivideMode, MaskNode, NodeId, NumberNode, PlanNode } from "../../ir/columns.js";

/** Thrown where a range outgrows 64 bits; caught where an expression is lowered, which then takes the slow lane. */
export class TooWide extends Error {}

export const I32_LOW = -(2n ** 31n);
export const I32_HIGH = 2n ** 31n - 1n;
export const I64_LOW = -(2n ** 63n);
export const I64_HIGH = 2n ** 63n - 1n;

/** The quotient a ÷ b (b > 0) made whole. */
export function divided(mode: DivideMode, a: bigint, b: bigint): bigint {
  const q = a / b;
  const r = a - q * b;
  if (r === 0n) return q;
  const away = a < 0n ? -1n : 1n;
  const size = r < 0n ? -r : r;
  switch (mode) {
    case "floor":
      return a < 0n ? q - 1n : q;
    case "ceil":
      return a < 0n ? q : q + 1n;
    case "downward":
      return q;
    case "upward":
      return q + away;
    case "halfUp":
      return size * 2n >= b ? q + away : q;
    case "halfEven":
      return size * 2n > b || (size * 2n === b && q % 2n !== 0n) ? q + away : q;
  }
}

const INVERSE: Record<CompareOp, CompareOp> = { ge: "lt", lt: "ge", gt: "le", le: "gt", eq: "ne", ne: "eq" };
const least = (...ns: bigint[]): bigint => ns.reduce((a, b) => (a < b ? a : b));
const most = (...ns: bigint[]): bigint => ns.reduce((a, b) => (a > b ? a : b));

const OPERATIONS = ["add", "mul", "min", "max", "and", "or", "ge", "gt", "le", "lt", "eq", "ne", "not"] as const;
const codes = new Map<string, number>(OPERATIONS.map((op, i) => [op, i]));
/** More nodes than any plan has; a key of an operation and two nodes is below 2^53. */
const MOST_NODES = 2 ** 24;

/** Two nodes with one key are the same. The range of most follows from their operands. */
function keyOf(node: PlanNode): string | number | bigint {
  switch (node.op) {
    case "int":
      return node.value;
    case "column":
      return `c${node.column} ${node.low} ${node.high}`;
    case "bits":
      return `b${node.column} ${node.mask} ${node.want}`;
    // What is left of something has a narrower range than a difference.
    case "sub":
      return `- ${node.a} ${node.b} ${node.low} ${node.high}`;
    case "select":
      return `s${node.mask} ${node.a} ${node.b}`;
    case "divide":
      return `${node.mode} ${node.a} ${node.b}`;
    case "compare":
      return pair(node.relation, node.a, node.b);
    case "not":
      return pair(node.op, node.a, 0);
    case "yes":
    case "no":
      return node.op;
    default:
      return pair(node.op, node.a, node.b);
  }
}

function pair(op: (typeof OPERATIONS)[number], a: NodeId, b: NodeId): number {
  return ((codes.get(op) as number) * MOST_NODES + a) * MOST_NODES + b;
}

export type Graph = ReturnType<typeof graph>;

export function graph() {
  const nodes: PlanNode[] = [];
  const known = new Map<string | number | bigint, NodeId>();

  function put(node: PlanNode): NodeId {
    const key = keyOf(node);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (nodes.length === MOST_NODES) throw new RangeError("a plan of more nodes than there can be");
    nodes.push(node);
    known.set(key, nodes.length - 1);
    return nodes.length - 1;
  }

  const YES = put({ op: "yes" });
  const NO = put({ op: "no" });
  const number = (id: NodeId): NumberNode => nodes[id] as NumberNode;
  const mask = (id: NodeId): MaskNode => nodes[id] as MaskNode;
  const fixed = (id: NodeId): bigint | null => (number(id).low === number(id).high ? number(id).low : null);

  function numeric(node: NumberNode): NodeId {
    if (node.low < I64_LOW || node.high > I64_HIGH) throw new TooWide();
    return node.low === node.high ? put({ op: "int", value: node.low, low: node.low, high: node.low }) : put(node);
  }

  function int(value: bigint): NodeId {
    return numeric({ op: "int", value, low: value, high: value });
  }

  function column(index: number, low: bigint, high: bigint): NodeId {
    return numeric({ op: "column", column: index, low, high });
  }

  function add(a: NodeId, b: NodeId): NodeId {
    if (fixed(a) === 0n) return b;
    if (fixed(b) === 0n) return a;
    const [x, y] = [number(a), number(b)];
    return numeric({ op: "add", a, b, low: x.low + y.low, high: x.high + y.high });
  }

  function sub(a: NodeId, b: NodeId): NodeId {
    if (fixed(b) === 0n) return a;
    const [x, y] = [number(a), number(b)];
    return numeric({ op: "sub", a, b, low: x.low - y.high, high: x.high - y.low });
  }

  /** What is left of `a` once `part`, which lies between 0 and `a`, is taken: a range that operands alone do not prove. */
  function rest(a: NodeId, part: NodeId): NodeId {
    if (fixed(part) === 0n) return a;
    return numeric({ op: "sub", a, b: part, low: 0n, high: number(a).high });
  }

  function mul(a: NodeId, b: NodeId): NodeId {
    if (fixed(a) === 1n) return b;
    if (fixed(b) === 1n) return a;
    const [x, y] = [number(a), number(b)];
    const corners = [x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high];
    return numeric({ op: "mul", a, b, low: least(...corners), high: most(...corners) });
  }

  function min(a: NodeId, b: NodeId): NodeId {
    const [x, y] = [number(a), number(b)];
    if (x.high <= y.low) return a;
    if (y.high <= x.low) return b;
    return numeric({ op: "min", a, b, low: least(x.low, y.low), high: least(x.high, y.high) });
  }

  function max(a: NodeId, b: NodeId): NodeId {
    const [x, y] = [number(a), number(b)];
    if (x.low >= y.high) return a;
    if (y.low >= x.high) return b;
    return numeric({ op: "max", a, b, low: most(x.low, y.low), high: most(x.high, y.high) });
  }

  function select(m: NodeId, a: NodeId, b: NodeId): NodeId {
    if (m === YES || a === b) return a;
    if (m === NO) return b;
    const [x, y] = [number(a), number(b)];
    return numeric({ op: "select", mask: m, a, b, low: least(x.low, y.low), high: most(x.high, y.high) });
  }

  /** b must be proved above 0. */
  function divide(mode: DivideMode, a: NodeId, b: NodeId): NodeId {
    const [x, y] = [number(a), number(b)];
    if (y.low < 1n) throw new RangeError("a divisor that is not proved above 0");
    if (fixed(b) === 1n) return a;
    const plain = withoutRemainder(mode, x, y);
    if (plain !== null) return divide("downward", add(a, int(plain)), b);
    const ends = [x.low, x.high].flatMap((n) => [divided(mode, n, y.low), divided(mode, n, y.high)]);
    return numeric({ op: "divide", mode, a, b, low: least(...ends), high: most(...ends) });
  }

  /**
   * What is added to a number that is never below 0 so that the quotient by a fixed divisor, its remainder dropped, is the one
   * wanted; null: there is no such number, or the sum would need a wider lane.
   */
  function withoutRemainder(mode: DivideMode, x: NumberNode, y: NumberNode): bigint | null {
    if (x.low < 0n || y.low !== y.high || mode === "downward" || mode === "halfEven") return null;
    const more = mode === "floor" ? 0n : mode === "halfUp" ? y.low / 2n : y.low - 1n;
    const limit = x.high <= I32_HIGH ? I32_HIGH : I64_HIGH;
    return x.high + more > limit ? null : more;
  }

  function compare(relation: CompareOp, a: NodeId, b: NodeId): NodeId {
    const [x, y] = [number(a), number(b)];
    if (a === b) return relation === "ge" || relation === "le" || relation === "eq" ? YES : NO;
    switch (relation) {
      case "ge":
        if (x.low >= y.high) return YES;
        if (x.high < y.low) return NO;
        break;
      case "le":
        if (x.high <= y.low) return YES;
        if (x.low > y.high) return NO;
        break;
      case "gt":
      case "lt":
        return not(compare(INVERSE[relation], a, b));
      case "eq":
        if (x.high < y.low || x.low > y.high) return NO;
        if (x.low === x.high && x.low === y.low && y.low === y.high) return YES;
        break;
      case "ne":
        return not(compare("eq", a, b));
    }
    return put({ op: "compare", relation, a, b });
  }

  /** Whether these bits of a word of flags are as wanted. */
  function bits(index: number, bitMask: number, want: number): NodeId {
    return put({ op: "bits", column: index, mask: bitMask, want });
  }

  function not(m: NodeId): NodeId {
    if (m === YES) return NO;
    if (m === NO) return YES;
    const node = mask(m);
    if (node.op === "not") return node.a;
    if (node.op === "compare") return put({ ...node, relation: INVERSE[node.relation] });
    if (node.op === "bits" && (node.mask & (node.mask - 1)) === 0)
      return bits(node.column, node.mask, node.want ^ node.mask);
    return put({ op: "not", a: m });
  }

  function and(a: NodeId, b: NodeId): NodeId {
    if (a === NO || b === NO) return NO;
    if (a === YES || a === b) return b;
    if (b === YES) return a;
    if (opposite(a, b)) return NO;
    const [x, y] = [mask(a), mask(b)];
    // Several flags of one word are one test.
    if (x.op === "bits" && y.op === "bits" && x.column === y.column) {
      const both = x.mask & y.mask;
      return (x.want & both) === (y.want & both) ? bits(x.column, x.mask | y.mask, x.want | y.want) : NO;
    }
    if (x.op === "and" && y.op === "bits" && mask(x.b).op === "bits") return and(x.a, and(x.b, b));
    return put({ op: "and", a, b });
  }

  function or(a: NodeId, b: NodeId): NodeId {
    if (a === YES || b === YES) return YES;
    if (a === NO || a === b) return b;
    if (b === NO) return a;
    return opposite(a, b) ? YES : put({ op: "or", a, b });
  }

  /** Whether b is set just where a is not: of a condition, that it is decided on every row. */
  function opposite(a: NodeId, b: NodeId): boolean {
    return not(a) === b;
  }

  const all = (masks: readonly NodeId[]): NodeId => masks.reduce(and, YES);
  const any = (masks: readonly NodeId[]): NodeId => masks.reduce(or, NO);

  return {
    nodes,
    YES,
    NO,
    number,
    fixed,
    int,
    column,
    add,
    sub,
    rest,
    mul,
    min,
    max,
    select,
    divide,
    compare,
    bits,
    not,
    and,
    or,
    opposite,
    all,
    any,
  };
}
