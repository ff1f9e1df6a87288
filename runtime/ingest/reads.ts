/** What a policy reads of a roster: only this must be there, and only faults in this are worth a message. */
import type { EntityDef, Policy } from "../../compiler/ir/types.js";

export interface Reads {
  /** Entities whose rows are looked at. */
  readonly entities: ReadonlySet<string>;
  /** `entity.field` */
  readonly fields: ReadonlySet<string>;
}

/**
 * Whether a cell of this field matters to a run. Of past awards, once there is a file of them, the amount and the date
 * always do: caps and “once” read them.
 */
export function isRead(field: string, entity: EntityDef, reads: Reads): boolean {
  if (entity.history && (field === "amount" || field === "paid_on")) return true;
  return field === entity.key || reads.fields.has(`${entity.id}.${field}`);
}

/** Follows everything that money or a check depends on; a vocabulary's values that nothing uses are not followed. */
export function readsOf(policy: Policy): Reads {
  const entities = new Set<string>();
  const fields = new Set<string>();
  const values = new Set<string>();
  const body = new Map(policy.values.map((v) => [v.id, v]));

  const value = (id: string) => {
    if (values.has(id)) return;
    values.add(id);
    const found = body.get(id);
    if (found?.entity) entities.add(found.entity);
    visit(found?.body);
  };
  /** The IR is plain data, so every expression in it can be found without knowing where it stands. */
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    if (node === null || typeof node !== "object") return;
    const n = node as { readonly op?: string; readonly entity?: string; readonly field?: string; readonly id?: string };
    if ((n.op === "field" || n.op === "follow") && n.entity && n.field) fields.add(`${n.entity}.${n.field}`);
    if ((n.op === "value" || n.op === "lookup" || n.op === "tiers") && n.id) value(n.id);
    if (n.op === "collect") entities.add((node as { set: { entity: string } }).set.entity);
    for (const child of Object.values(node)) visit(child);
  };

  for (const part of [policy.eligibility, policy.benefits]) {
    for (const item of part) entities.add(item.entity);
    visit(part);
  }
  visit(policy.limits);
  visit(policy.payOuts);
  visit(policy.checks);
  for (const payOut of policy.payOuts) {
    if (payOut.target.kind === "field") fields.add(`${payOut.target.entity}.${payOut.target.field}`);
  }
  for (const check of policy.checks) if (check.entity) entities.add(check.entity);
  if (policy.factsOn) fields.add(`${policy.factsOn.entity}.${policy.factsOn.field}`);
  for (const field of fields) entities.add(field.slice(0, field.indexOf(".")));
  return { entities, fields };
}
