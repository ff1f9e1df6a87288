/**
 * Conditions whose masks say all: where neither is set, the interpreter too finds the condition undecided, because a field is
 * blank. Elsewhere an unset mask may stand for something that only the interpreter decides: an expression without a kernel, a
 * sum or a cut of what is undecided, whose range may settle a comparison.
 */
import type { Expr } from "../../ir/types.js";
import { partsOf } from "../../ir/walk.js";
import type { Context } from "./context.js";
import type { Lowering, Place } from "./expressions.js";

const JOINED: ReadonlySet<Expr["op"]> = new Set(["and", "or", "not"]);
const COMPARED: ReadonlySet<Expr["op"]> = new Set(["compare", "between", "oneOf"]);
const PLAIN: ReadonlySet<Expr["op"]> = new Set([
  "num",
  "bool",
  "text",
  "date",
  "enum",
  "field",
  "asOf",
  "elapsed",
  "shift",
]);

export function saysAll(c: Context, l: Lowering, e: Expr, at: Place): boolean {
  if (l.lower(e, at).t === "slow") return false;
  if (JOINED.has(e.op)) return partsOf(e).every((part) => saysAll(c, l, part, at));
  if (COMPARED.has(e.op)) return partsOf(e).every((part) => isPlain(c, l, part, at));
  if (e.op === "collect") return e.word === "any" || e.word === "all";
  if (e.op === "value") return ofFormula(c, e.id, (inner) => saysAll(c, l, inner, at));
  return e.op === "field" || e.op === "bool" || e.op === "taken" || e.op === "known";
}

/** A value that is known or undecided without a range. */
function isPlain(c: Context, l: Lowering, e: Expr, at: Place): boolean {
  if (l.lower(e, at).t === "slow") return false;
  return PLAIN.has(e.op) || (e.op === "value" && ofFormula(c, e.id, (inner) => isPlain(c, l, inner, at)));
}

function ofFormula(c: Context, id: string, holds: (expr: Expr) => boolean): boolean {
  const body = c.values.get(id)?.body;
  return body?.kind === "formula" && holds(body.expr);
}
