import type { Order as SurfaceOrder } from "../../grammar/ast.js";
import type { Order } from "../ir/types.js";
import { builtin } from "../resolve/builtins.js";
import type { Context } from "./context.js";
import { lower } from "./expr.js";

/** A key by which claims are served. A yes/no puts yes first unless a direction is written; `amount` is the claim itself. */
export function lowerOrder(order: SurfaceOrder, context: Context): Order {
  const word = order.key.kind === "Path" && order.key.names.length === 1 ? (order.key.names[0]?.text ?? "") : "";
  if (builtin(word) === "amount") return { key: null, falling: order.direction === "falling" };
  const typed = lower(order.key, context);
  return { key: typed.expr, falling: order.direction === "falling" || (order.direction === null && typed.ty.kind === "bool") };
}
