/** Who is paid, as places: every row of the payees' entities, and rows whose payee the roster lacks, which stand for themselves. */
import type { Policy } from "../../compiler/ir/types.js";
import type { Facts, Node } from "../reference/facts.js";
import { payeeOf, payeesOf } from "../reference/payees.js";

export interface PayeeRows {
  readonly rows: number;
  readonly entities: readonly string[];
  /** Places in `entities`; null: all of the first. */
  readonly entity: Uint8Array | null;
  /** Place in its entity's table. */
  readonly at: Int32Array;
  /** The payee of each row of a benefit's entity. */
  readonly of: (entity: string) => Int32Array;
}

/** Rows of one entity with the same key are one payee, as in the sums of stage 7. */
export function payeeRows(policy: Policy, facts: Facts): PayeeRows {
  const payees = payeesOf(policy);
  const wanted = new Set(payees.values());
  const entities: string[] = [];
  const entity: number[] = [];
  const at: number[] = [];
  const places = new Map<string, Map<string, number>>();
  const put = (node: Node): number => {
    let code = entities.indexOf(node.entity);
    if (code < 0) code = entities.push(node.entity) - 1;
    const keys = places.get(node.entity) ?? new Map<string, number>();
    places.set(node.entity, keys);
    const found = keys.get(node.key);
    if (found !== undefined) return found;
    keys.set(node.key, at.length);
    entity.push(code);
    return at.push(node.index) - 1;
  };
  for (const def of policy.entities) {
    if (!wanted.has(def.id)) continue;
    if (!entities.includes(def.id)) entities.push(def.id);
    for (const node of facts.nodes.get(def.id) ?? []) put(node);
  }
  const paid = new Map<string, Int32Array>();
  for (const def of policy.entities) {
    if (!payees.has(def.id)) continue;
    paid.set(
      def.id,
      Int32Array.from(facts.nodes.get(def.id) ?? [], (node) => put(payeeOf(node, payees))),
    );
  }
  return {
    rows: at.length,
    entities,
    entity: entity.some((code) => code !== 0) ? Uint8Array.from(entity) : null,
    at: Int32Array.from(at),
    of: (id) => paid.get(id) ?? new Int32Array(0),
  };
}
