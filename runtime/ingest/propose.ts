/** What the headings of a file probably stand for: for whoever maps them, to accept or to change. */
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import { resembles } from "./demands.js";
import { findColumn, mapHeadings } from "./headings.js";
import { type MappedHeading, type Mapping, mappedColumns } from "./mapping.js";
import { columnsOf, entityName, fieldName, findEntity, type Named, rootEntity } from "./naming.js";
import type { UnitWords } from "./units.js";

/** A field of a kind of row, or entered amounts (`<benefit>.approved`). */
export interface FieldName {
  readonly entity: string;
  readonly id: string;
  readonly name: Named;
}

export interface ProposedHeading {
  readonly heading: string;
  /** What it is read as; null: nothing. */
  readonly field: FieldName | null;
  /** Its unit does not convert to the field's, which is `expected`; nothing can be read until that is put right. */
  readonly unit: { readonly found: string; readonly expected: string } | null;
  /** Fields that no other heading stands for and whose names are like this one, best first. */
  readonly like: readonly FieldName[];
}

export interface Proposal {
  /** What the file's rows are. */
  readonly of: { readonly id: string; readonly name: Named };
  readonly headings: readonly ProposedHeading[];
  /** Fields without a heading that have to be there. */
  readonly missing: readonly FieldName[];
  /** The same as somebody would write it down, for `ReadOptions.mapping`. */
  readonly mapping: readonly MappedHeading[];
}

/** `entity` null: the kind of row whose fields most headings name; households where none does better. */
export function proposeMapping(
  headings: readonly string[],
  policy: Policy,
  units: UnitWords,
  entity: string | null = null,
  mapping: Mapping = [],
): Proposal | null {
  const of = entity === null ? likeliest(headings, policy) : findEntity(policy, entity);
  if (!of) return null;
  const parent = policy.entities.find((e) => e.id === of.within);
  // Rows of persons repeat their household's fields, and forms below a household name it.
  const others = [...(parent ? [parent] : []), ...policy.entities.filter((e) => e.within === of.id)];
  const found = new Map<string, FieldName>();
  const wrong = new Map<string, { readonly found: string; readonly expected: string }>();
  for (const owner of [of, ...others]) {
    const columns = mappedColumns(policy, owner, of.id, mapping).filter((c) => owner !== parent || c.id === parent.key);
    const left = headings.filter((h) => !found.has(h) && !wrong.has(h));
    const { mapped, wrongUnit } = mapHeadings(left, columns, policy, owner.id, owner.key, units);
    for (const { heading, column } of mapped) found.set(heading, named(policy, owner, column.id));
    for (const { heading, column, found: unit, expected } of wrongUnit) {
      found.set(heading, named(policy, owner, column.id));
      wrong.set(heading, { found: unit, expected });
    }
  }
  const taken = new Set([...found.values()].map((f) => `${f.entity}.${f.id}`));
  const free = of.fields.filter((f) => !taken.has(`${of.id}.${f.id}`));
  return {
    of: { id: of.id, name: entityName(policy, of.id) },
    headings: headings
      .filter((heading) => heading !== "")
      .map((heading) => ({
        heading,
        field: found.get(heading) ?? null,
        unit: wrong.get(heading) ?? null,
        like: found.has(heading)
          ? []
          : free.filter((f) => resembles(heading, f, of.id, policy)).map((f) => named(policy, of, f.id)),
      })),
    missing: free.filter((f) => f.blank === null && !f.optional).map((f) => named(policy, of, f.id)),
    mapping: headings.flatMap((heading) => {
      if (heading === "") return [];
      const field = found.get(heading);
      return [{ of: of.id, heading, field: field ? { entity: field.entity, id: field.id } : null }];
    }),
  };
}

function named(policy: Policy, entity: EntityDef, id: string): FieldName {
  return { entity: entity.id, id, name: fieldName(policy, entity.id, id) };
}

function likeliest(headings: readonly string[], policy: Policy): EntityDef | null {
  const root = rootEntity(policy);
  const scored = policy.entities.map((entity) => {
    const columns = columnsOf(policy, entity);
    const hits = headings.filter((h) => h !== "" && findColumn(h, columns) !== null).length;
    return { entity, score: hits * 2 + (entity.id === root ? 1 : 0) };
  });
  return scored.sort((a, b) => b.score - a.score)[0]?.entity ?? null;
}
