/** How the rows of a table belong together: the row each is within, and the rows below each. Kept for as long as the table. */
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { EntityTable, Table } from "../table.js";
import { cellAt } from "./cells.js";

type Entities = Pick<Policy, "entities">;

/** Rows of one entity among those of the entity around them. */
export interface Relation {
  /** null: a root. */
  readonly outer: string | null;
  /** Place of the row each is within; -1: none. Null: a root. */
  readonly parents: Int32Array | null;
}

/** The rows below each row: `rows[starts[i]]` up to, not including, `rows[starts[i + 1]]`, in the table's order. */
export interface Children {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** A history entity without a place of its own belongs to the row that its entity-typed field names. */
export function ownerField(def: EntityDef): { readonly field: string; readonly entity: string } | null {
  if (def.within !== null || !def.history) return null;
  const field = def.fields.find((f) => f.type.kind === "entity");
  return field?.type.kind === "entity" ? { field: field.id, entity: field.type.entity } : null;
}

/** The entity whose rows the parents of this one's rows are. */
export function outerOf(def: EntityDef): string | null {
  return def.within ?? ownerField(def)?.entity ?? null;
}

const NOTHING: EntityTable = { rows: 0, keys: [], parents: null, orphans: new Map(), columns: {} };

export function entityTable(table: Table, entity: string): EntityTable {
  return table.entities[entity] ?? NOTHING;
}

const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** The first row of each key. */
export function placesOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const found = places.get(keys);
  if (found !== undefined) return found;
  const made = new Map<string, number>();
  for (let row = 0; row < keys.length; row += 1) if (!made.has(keys[row] as string)) made.set(keys[row] as string, row);
  places.set(keys, made);
  return made;
}

const repeats = new WeakMap<readonly string[], Uint8Array | null>();

/** 1 for each row whose key another row has too; null: every key is its own. */
export function repeatedKeys(keys: readonly string[]): Uint8Array | null {
  const known = repeats.get(keys);
  if (known !== undefined) return known;
  const found = repeatedIn(keys);
  repeats.set(keys, found);
  return found;
}

/** Keys in a table of their hashes: a million of them in a tenth of the time that a Map takes. */
function repeatedIn(keys: readonly string[]): Uint8Array | null {
  let size = 16;
  while (size < keys.length * 2) size *= 2;
  const places = new Int32Array(size).fill(-1);
  let found: Uint8Array | null = null;
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row] as string;
    let hash = 0x811c9dc5;
    for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
    let at = (hash ^ (hash >>> 15)) & (size - 1);
    for (let other = places[at] as number; other >= 0; other = places[at] as number) {
      if (keys[other] === key) {
        found ??= new Uint8Array(keys.length);
        found[other] = 1;
        found[row] = 1;
        break;
      }
      at = (at + 1) & (size - 1);
    }
    if ((places[at] as number) < 0) places[at] = row;
  }
  return found;
}

// By the entity around it: policies may place one entity differently.
const relations = new WeakMap<EntityTable, Map<string, Relation>>();

export function relationOf(policy: Entities, table: Table, entity: string): Relation {
  const own = entityTable(table, entity);
  const def = policy.entities.find((e) => e.id === entity);
  const outer = def === undefined ? null : outerOf(def);
  return kept(relations, own, outer ?? "", () => ({
    outer,
    parents: def === undefined || outer === null ? null : parentsOf(table, def, outer),
  }));
}

function parentsOf(table: Table, def: EntityDef, outer: string): Int32Array {
  const own = entityTable(table, def.id);
  const given = own.parents ?? new Int32Array(own.rows).fill(-1);
  const owner = ownerField(def);
  const column = owner === null ? undefined : own.columns[owner.field];
  if (column === undefined) return given;
  const keys = placesOf(entityTable(table, outer).keys);
  return given.map((parent, row) => {
    if (parent >= 0 || own.orphans.has(row)) return parent;
    const key = cellAt(column, row);
    return typeof key === "string" ? (keys.get(key) ?? -1) : -1;
  });
}

const children = new WeakMap<EntityTable, Map<string, Children>>();

/** The rows of `entity` below each row of the entity around it. */
export function childrenOf(policy: Entities, table: Table, entity: string): Children {
  const own = entityTable(table, entity);
  const { outer, parents } = relationOf(policy, table, entity);
  const count = outer === null ? 0 : entityTable(table, outer).rows;
  return kept(children, own, outer ?? "", () => bucketed(parents ?? new Int32Array(0), count));
}

function kept<T>(memory: WeakMap<EntityTable, Map<string, T>>, own: EntityTable, by: string, make: () => T): T {
  if (own === NOTHING) return make();
  const known = memory.get(own) ?? new Map<string, T>();
  memory.set(own, known);
  const found = known.get(by) ?? make();
  known.set(by, found);
  return found;
}

/** Rows by the place they point to, in order; a place below 0 is none. */
export function bucketed(of: Int32Array, count: number): Children {
  const starts = new Int32Array(count + 1);
  for (const place of of) if (place >= 0) starts[place + 1] = (starts[place + 1] as number) + 1;
  for (let i = 0; i < count; i += 1) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice();
  const rows = new Int32Array(starts[count] as number);
  for (let row = 0; row < of.length; row += 1) {
    const place = of[row] as number;
    if (place < 0) continue;
    rows[next[place] as number] = row;
    next[place] = (next[place] as number) + 1;
  }
  return { starts, rows };
}

/** The entities around this one, from the nearest outwards. */
export function outwards(policy: Entities, entity: string): string[] {
  const chain: string[] = [];
  for (let id: string | null = entity; id !== null && !chain.includes(id); ) {
    chain.push(id);
    const at: string = id;
    const def = policy.entities.find((e) => e.id === at);
    id = def === undefined ? null : outerOf(def);
  }
  return chain.slice(1);
}

/** The row of `outer` that each row of `entity` is within; -1: none. Null: `outer` is not around `entity`. */
export function holdersOf(policy: Entities, table: Table, entity: string, outer: string): Int32Array | null {
  const chain = outwards(policy, entity);
  const last = chain.indexOf(outer);
  if (last < 0) return null;
  let at = entity;
  let holders: Int32Array | null = null;
  for (const next of chain.slice(0, last + 1)) {
    const parents = relationOf(policy, table, at).parents ?? new Int32Array(0);
    holders = holders === null ? parents : holders.map((row) => (row < 0 ? -1 : (parents[row] as number)));
    at = next;
  }
  return holders;
}
