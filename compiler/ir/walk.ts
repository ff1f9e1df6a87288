import type { Expr } from "./types.js";

/** Calls `visit` on every expression inside a piece of IR, outer ones first. */
export function eachExpr(node: unknown, visit: (expr: Expr) => void): void {
  if (node === null || typeof node !== "object") return;
  if (Array.isArray(node)) {
    for (const item of node) eachExpr(item, visit);
    return;
  }
  if ("op" in node && typeof node.op === "string") visit(node as Expr);
  for (const value of Object.values(node)) if (typeof value === "object") eachExpr(value, visit);
}
