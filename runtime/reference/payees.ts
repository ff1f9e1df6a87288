/** Who is paid: the rows to which the claims of the rows within them add up, a household with its plots and projects. */
import type { Policy } from "../../compiler/ir/types.js";
import { lineage } from "./depends.js";
import { type Node, nearest } from "./facts.js";

/**
 * The entity whose rows a benefit's claims add up to: the outermost one around it that has an eligibility clause or the date
 * of the facts; else the outermost one that has a benefit, unless that is the benefit's own; else its root.
 */
export function payeeEntity(policy: Policy, entity: string): string {
  const chain = lineage(policy, entity);
  const decided = new Set([
    ...policy.eligibility.map((e) => e.entity),
    ...(policy.factsOn === null ? [] : [policy.factsOn.entity]),
  ]);
  const paid = new Set(policy.benefits.map((b) => b.entity));
  const outermost = chain.filter((e) => decided.has(e) || paid.has(e)).at(-1) ?? entity;
  return outermost !== entity || decided.has(entity) ? outermost : (chain.at(-1) ?? entity);
}

/** By benefit entity. */
export type Payees = ReadonlyMap<string, string>;

export function payeesOf(policy: Policy): Payees {
  return new Map(policy.benefits.map((b) => [b.entity, payeeEntity(policy, b.entity)]));
}

/** The payee of a row; the row itself if the one it belongs to is not in the roster. */
export function payeeOf(node: Node, payees: Payees): Node {
  return nearest(node, payees.get(node.entity) ?? node.entity) ?? node;
}
