/** What the fields, entities, values and benefits of a policy are called, for matching headings and for messages. */
import type { About, EntityDef, FieldDef, Policy } from "../../compiler/ir/types.js";
import { label } from "./fold.js";

export interface Named {
  readonly en: string;
  readonly zh: string;
}

function about(policy: Policy, id: string, fallback: string): Named {
  const found = policy.about[id];
  return { en: found?.en || fallback, zh: found?.zh || found?.en || fallback };
}

export function entityName(policy: Policy, entity: string): Named {
  return about(policy, entity, entity);
}

/** A field of an entity, or an entered amount `<benefit>.approved`. */
export function fieldName(policy: Policy, entity: string, field: string): Named {
  const benefit = enteredBenefit(policy, field);
  if (benefit === null) return about(policy, `${entity}.${field}`, field);
  const name = about(policy, benefit, benefit);
  return { en: `${name.en}.approved`, zh: `${name.zh}.核定` };
}

/** The benefit whose entered amount a column id stands for. */
export function enteredBenefit(policy: Policy, column: string): string | null {
  if (!column.endsWith(".approved")) return null;
  const id = column.slice(0, -".approved".length);
  return policy.benefits.some((b) => b.id === id) ? id : null;
}

export function valueName(policy: Policy, id: string): Named {
  return about(policy, id, id);
}

export function enumValueName(policy: Policy, enumId: string, value: string): Named {
  return about(policy, `${enumId}.${value}`, value);
}

/** Every spelling that may stand for something, ready to be compared. */
export function spellings(id: string, found: About | undefined, aliases: readonly string[] = []): string[] {
  return [id, found?.en, found?.zh, found?.label, ...aliases].flatMap((s) => (s ? [label(s)] : []));
}

/** A column that an entity's file may have. */
export interface Column {
  /** The field's id, or `<benefit>.approved`. */
  readonly id: string;
  readonly name: Named;
  /** null for entered amounts, which are yuan. */
  readonly field: FieldDef | null;
  readonly spellings: readonly string[];
  /** Headings that somebody mapped by hand, here or elsewhere: of these, only those among the spellings are this column. */
  readonly refused?: readonly string[];
}

export function columnsOf(policy: Policy, entity: EntityDef): Column[] {
  const prefixes = spellings(entity.id, policy.about[entity.id]);
  const fields = entity.fields.map((field) => {
    const own = spellings(field.id, policy.about[`${entity.id}.${field.id}`], field.aliases);
    return {
      id: field.id,
      name: fieldName(policy, entity.id, field.id),
      field,
      spellings: [...own, ...prefixes.flatMap((prefix) => own.map((s) => `${prefix}.${s}`))],
    };
  });
  const entered = policy.benefits
    .filter((benefit) => benefit.entity === entity.id && benefit.entered)
    .map((benefit) => ({
      id: `${benefit.id}.approved`,
      name: fieldName(policy, entity.id, `${benefit.id}.approved`),
      field: null,
      spellings: spellings(benefit.id, policy.about[benefit.id]).flatMap((s) =>
        [".approved", ".核定", ".核定金额", "核定", "核定金额"].map((end) => s + end),
      ),
    }));
  return [...fields, ...entered];
}

/** The entity whose rows are the roster's people: the root above what the first benefit is paid to. */
export function rootEntity(policy: Policy): string | null {
  let id: string | null = policy.benefits[0]?.entity ?? policy.eligibility[0]?.entity ?? policy.entities[0]?.id ?? null;
  const within = (entity: string) => policy.entities.find((e) => e.id === entity)?.within ?? null;
  while (id !== null && within(id) !== null) id = within(id);
  return id;
}

/** The entity that a person means by `household`, `户` or its label. */
export function findEntity(policy: Policy, name: string): EntityDef | null {
  const wanted = label(name);
  return policy.entities.find((e) => spellings(e.id, policy.about[e.id]).includes(wanted)) ?? null;
}
