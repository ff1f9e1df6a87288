import type { Order as SurfaceOrder } from "../../grammar/ast.js";
import type { Order } from "../ir/types.js";
import { builtin } from "../resolve/builtins.js";
import type { Context } from "./context.js";
import { lower, ordered } from "./expr.js";

/** A key by which claims are served; `amount` is the claim itself. In rising order a yes comes before a no. */
export function lowerOrder(order: SurfaceOrder, context: Context): Order {
  const word = order.key.kind === "Path" && order.key.names.length === 1 ? (order.key.names[0]?.text ?? "") : "";
  if (builtin(word) === "amount") return { key: null, falling: order.direction === "falling" };
  const typed = lower(order.key, context);
  // Yes and no have an order of their own here: who is meant by a yes comes first.
  if (typed.ty.kind !== "bool" && typed.ty.kind !== "text") ordered(typed.ty, order.key.span, context);
  return { key: typed.expr, falling: order.direction === "falling" };
}
