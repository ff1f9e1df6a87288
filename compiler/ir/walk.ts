import type { Expr } from "./types.js";

/** Calls `visit` on every expression inside a piece of IR, outer ones first. */
export function eachExpr(node: unknown, visit: (expr: Expr) => void): void {
  if (node === null || typeof node !== "object") return;
  if (Array.isArray(node)) {
    for (const item of node) eachExpr(item, visit);
    return;
  }
  if ("op" in node && typeof node.op === "string") visit(node as Expr);
  // The IR is plain data: what is in it is its own.
  for (const key in node) {
    const value = (node as Readonly<Record<string, unknown>>)[key];
    if (typeof value === "object" && value !== null) eachExpr(value, visit);
  }
}

/** The direct parts of an expression. A set's filter and item are parts too, though they are evaluated on other rows. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.op) {
    case "follow":
      return [expr.ref];
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "compare":
      return [expr.a, expr.b];
    case "between":
      return [expr.x, ...[expr.low, expr.high].flatMap((b) => (b ? [b.value] : []))];
    case "oneOf":
      return [expr.x, ...expr.items];
    case "and":
    case "or":
    case "tally":
      return expr.items;
    case "not":
    case "known":
    case "round":
    case "tiers":
      return [expr.x];
    case "list":
      return expr.rows.flatMap((row) => (row.when ? [row.when, row.then] : [row.then]));
    case "collect":
      return [...(expr.set.where ? [expr.set.where] : []), ...(expr.item ? [expr.item] : [])];
    case "bound":
      return [expr.x, ...expr.floors, ...expr.ceilings];
    case "shift":
      return [expr.date, expr.amount];
    case "elapsed":
      return [expr.from, expr.to];
    default:
      return [];
  }
}
