/** The unit of an expression, from those of the fields and values in it. */

import { ONE } from "../../compiler/ir/rational.js";
import type { Expr, Policy, Type, UnitKey } from "../../compiler/ir/types.js";
import { dimsOf, key, over, times } from "../../compiler/ir/units.js";

export interface Types {
  readonly field: (entity: string, field: string) => Type | null;
  readonly value: (id: string) => Type | null;
}

export function typesOf(policy: Policy): Types {
  const fields = new Map(policy.entities.flatMap((e) => e.fields.map((f) => [`${e.id}.${f.id}`, f.type] as const)));
  const values = new Map(policy.values.map((v) => [v.id, v.type]));
  return { field: (entity, field) => fields.get(`${entity}.${field}`) ?? null, value: (id) => values.get(id) ?? null };
}

function unitOfType(type: Type | null): UnitKey | null {
  return type?.kind === "number" ? type.unit : null;
}

/** null where nothing in the expression says (a constant alone). */
export function unitOf(expr: Expr, types: Types): UnitKey | null {
  switch (expr.op) {
    case "field":
    case "follow":
      return unitOfType(types.field(expr.entity, expr.field));
    case "value":
    case "lookup":
      return unitOfType(types.value(expr.id));
    case "tiers": {
      const [rate, x] = [unitOfType(types.value(expr.id)), unitOf(expr.x, types)];
      return rate === null || x === null ? null : product(rate, x, "mul");
    }
    case "result":
    case "total":
      return "yuan";
    case "add":
    case "sub":
      return unitOf(expr.a, types) ?? unitOf(expr.b, types);
    case "mul":
    case "div": {
      const [a, b] = [unitOf(expr.a, types), unitOf(expr.b, types)];
      return a === null || b === null ? null : product(a, b, expr.op);
    }
    case "bound":
      return unitOf(expr.x, types) ?? firstUnit([...expr.ceilings, ...expr.floors], types);
    case "round":
      return unitOf(expr.x, types);
    case "list":
      return firstUnit(
        expr.rows.map((row) => row.then),
        types,
      );
    case "collect":
      if (expr.word === "count") return expr.set.entity;
      return expr.item === null || expr.word === "share" ? "" : unitOf(expr.item, types);
    case "elapsed":
      return expr.unit === "workday" ? "working_day" : expr.unit;
    default:
      return null;
  }
}

function firstUnit(exprs: readonly Expr[], types: Types): UnitKey | null {
  for (const expr of exprs) {
    const unit = unitOf(expr, types);
    if (unit !== null) return unit;
  }
  return null;
}

function product(a: UnitKey, b: UnitKey, op: "mul" | "div"): UnitKey {
  const [left, right] = [
    { dims: dimsOf(a), scale: ONE },
    { dims: dimsOf(b), scale: ONE },
  ];
  return key((op === "mul" ? times(left, right) : over(left, right)).dims);
}

/**
 * The unit a constant must have so that `expr` comes out in `whole`: in `300 × area`, with the whole in yuan, yuan per mu.
 */
export function missingFactor(whole: UnitKey, other: UnitKey | null, op: "mul" | "div"): UnitKey | null {
  return other === null ? null : product(whole, other, op === "mul" ? "div" : "mul");
}
