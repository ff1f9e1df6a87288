/** Who comes first: the keys of `serve` and `remainder to`. */

import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { Order } from "../../compiler/ir/types.js";
import type { Reason } from "../run.js";
import { evaluate } from "./evaluate.js";
import { byKey, type Node } from "./facts.js";
import { scopeOn, type World } from "./scope.js";
import type { Datum } from "./value.js";
import * as V from "./value.js";

export interface Ranked {
  readonly node: Node;
  readonly amount: Rational;
  /** Place of its benefit in the written order. */
  readonly written: number;
}

export interface Ranking {
  /** Indices of the claims, the first to be served first. Those whose rank is not known come last. */
  readonly order: readonly number[];
  /** By index: why its rank is not known; empty where it is. */
  readonly unknown: readonly (readonly Reason[])[];
}

/** Rising unless falling; a yes comes before a no, as the words `monitored, income rising` are read. */
function before(a: Datum, b: Datum, falling: boolean): number {
  const direction = falling ? -1 : 1;
  if (typeof a === "boolean" && typeof b === "boolean") return a === b ? 0 : (a ? -1 : 1) * direction;
  if (V.isNumber(a) && V.isNumber(b)) return R.compare(a, b) * direction;
  return (a < b ? -1 : a > b ? 1 : 0) * direction;
}

/** Ties are settled by key, then by the written order of the benefits. */
export function rank(world: World, clause: string, orders: readonly Order[], claims: readonly Ranked[]): Ranking {
  const keys = claims.map((claim) => {
    const scope = scopeOn(world, claim.node, clause);
    return orders.map((order) => (order.key === null ? V.known(claim.amount) : evaluate(order.key, scope)));
  });
  const unknown = keys.map((values) => V.mergeReasons(values.map(V.reasonsOf)));
  const order = claims.map((_, i) => i);
  order.sort((i, j) => {
    const late = Number((unknown[i]?.length ?? 0) > 0) - Number((unknown[j]?.length ?? 0) > 0);
    if (late !== 0) return late;
    for (const [k, by] of orders.entries()) {
      const [x, y] = [keys[i]?.[k], keys[j]?.[k]];
      if (!x?.known || !y?.known) continue;
      const sign = before(x.value, y.value, by.falling);
      if (sign !== 0) return sign;
    }
    return tie(claims[i] as Ranked, claims[j] as Ranked);
  });
  return { order, unknown };
}

/** By key, then written order. */
export function tie(a: Ranked, b: Ranked): number {
  return a.node === b.node ? a.written - b.written : byKey(a.node, b.node) || a.written - b.written;
}

/** Written order: benefits as written, rows of one benefit by key. */
export function asWritten(a: Ranked, b: Ranked): number {
  return a.written - b.written || byKey(a.node, b.node);
}
