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
  return holdsByForm(c, e, (part) => {
    const v = l.lower(part, at);
    // A condition of which nothing is ever known has outgrown its lanes.
    return v.t !== "slow" && (v.t !== "bool" || v.yes !== c.g.NO || v.no !== c.g.NO);
  });
}

/** `has`: whether a part has a kernel. What a set asks of its members is theirs, which whoever folds it must see to. */
function holdsByForm(c: Context, e: Expr, has: (part: Expr) => boolean): boolean {
  if (!has(e)) return false;
  if (JOINED.has(e.op)) return partsOf(e).every((part) => holdsByForm(c, part, has));
  if (COMPARED.has(e.op)) return partsOf(e).every((part) => isPlain(c, part, has));
  if (e.op === "collect") return settles(c, e);
  if (e.op === "value") return ofFormula(c, e.id, (inner) => holdsByForm(c, inner, has));
  return e.op === "field" || e.op === "bool" || e.op === "taken" || e.op === "known";
}

/** A value that is known or undecided without a range. */
function isPlain(c: Context, e: Expr, has: (part: Expr) => boolean): boolean {
  if (!has(e)) return false;
  return PLAIN.has(e.op) || (e.op === "value" && ofFormula(c, e.id, (inner) => isPlain(c, inner, has)));
}

function settles(c: Context, { word, set, item }: Extract<Expr, { op: "collect" }>): boolean {
  if (word !== "any" && word !== "all") return false;
  return [set.where, item].every((part) => part === null || holdsByForm(c, part, () => true));
}

function ofFormula(c: Context, id: string, holds: (expr: Expr) => boolean): boolean {
  const body = c.values.get(id)?.body;
  return body?.kind === "formula" && holds(body.expr);
}
