/** Questions that an engine is asked beside the claims. */
import type { BenefitDef, Expr, Guarded } from "../../../compiler/ir/types.js";

/** For all. */
export const FREE: Guarded = { when: null, excepts: [] };

/** A question asked of every row of an entity, put as a benefit: its gross is the number, its guard the condition. */
export interface Probe {
  readonly id: string;
  readonly entity: string;
  readonly guard: Guarded;
  readonly value: Expr;
}

export function asBenefit({ id, entity, guard, value }: Probe): BenefitDef {
  return {
    id,
    entity,
    guard,
    award: { kind: "amount", source: { kind: "computed", expr: value }, least: null, floors: [], ceilings: [] },
    entered: false,
    once: null,
    every: null,
  };
}
