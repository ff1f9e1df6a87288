/** What a policy reads of a roster: only this must be there, and only faults in this are worth a message. */
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Named } from "./naming.js";

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
  const follow = follower(policy, entities, fields);
  for (const { part, entity } of partsOf(policy)) {
    if (entity !== null) entities.add(entity);
    follow(part);
  }
  for (const field of fieldsBeside(policy)) fields.add(field);
  for (const field of fields) entities.add(field.slice(0, field.indexOf(".")));
  return { entities, fields };
}

/** The first clause that reads a field, as people call it; null: none does by itself. */
export function readerOf(policy: Policy, entity: string, field: string): Named | null {
  for (const { part, name } of partsOf(policy)) {
    const fields = new Set<string>();
    follower(policy, new Set(), fields)(part);
    if (fields.has(`${entity}.${field}`)) return name;
  }
  return null;
}

interface Part {
  readonly part: unknown;
  readonly name: Named;
  /** Whose rows it is worked out for. */
  readonly entity: string | null;
}

function partsOf(policy: Policy): Part[] {
  const named = (id: string, en: string, zh: string): Named => {
    const found = policy.about[id];
    return { en: `the ${en} \`${found?.en ?? id}\``, zh: `${zh}“${found?.zh ?? id}”` };
  };
  const eligible: Named = { en: "the clause on eligibility", zh: "享受条件" };
  return [
    ...policy.eligibility.map((part) => ({ part, name: eligible, entity: part.entity })),
    ...policy.benefits.map((part) => ({ part, name: named(part.id, "benefit", "奖补"), entity: part.entity })),
    ...policy.limits.map((part) => ({ part, name: named(part.id, "limit", "限额"), entity: null })),
    ...policy.payOuts.map((part) => ({ part, name: { en: "the pay-out", zh: "拨付" }, entity: null })),
    ...policy.checks.map((part) => ({ part, name: named(part.id, "check", "核查"), entity: part.entity })),
  ];
}

/** Fields that a run reads without an expression. */
function fieldsBeside(policy: Policy): string[] {
  const paid = policy.payOuts.flatMap(({ target }) =>
    target.kind === "field" ? [`${target.entity}.${target.field}`] : [],
  );
  return policy.factsOn ? [...paid, `${policy.factsOn.entity}.${policy.factsOn.field}`] : paid;
}

/** The IR is plain data, so every expression in it can be found without knowing where it stands. */
function follower(policy: Policy, entities: Set<string>, fields: Set<string>): (part: unknown) => void {
  const values = new Set<string>();
  const body = new Map(policy.values.map((v) => [v.id, v]));
  const value = (id: string) => {
    if (values.has(id)) return;
    values.add(id);
    const found = body.get(id);
    if (found?.entity) entities.add(found.entity);
    visit(found?.body);
  };
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
  return visit;
}
