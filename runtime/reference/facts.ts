/** Stage 0: the roster as a tree of rows, each knowing the row it belongs to and the rows below it. */

import { isDate } from "../../compiler/ir/dates.js";
import type { EntityDef, FieldDef, IsoDate, Policy } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../roster.js";
import { because, isNumber, known, ofScalar, type Value } from "./value.js";

/** One entity instance in the tree. */
export interface Node {
  readonly entity: string;
  readonly key: string;
  readonly row: Row;
  /** Null for a root, and for a row whose parent the roster lacks. */
  readonly parent: Node | null;
  /** Place in the roster, the last resort of every ordering. */
  readonly index: number;
  readonly children: Map<string, Node[]>;
}

export interface Facts {
  readonly entities: ReadonlyMap<string, EntityDef>;
  /** By entity and id. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, FieldDef>>;
  readonly nodes: ReadonlyMap<string, readonly Node[]>;
  readonly byKey: ReadonlyMap<string, ReadonlyMap<string, Node>>;
  /** Rows that name a parent which is not there. */
  readonly orphans: readonly { readonly node: Node; readonly parentEntity: string }[];
  /** The dates in the `facts on` field, by place of the row that has it: as far as they were asked for. */
  readonly dates: (IsoDate | null | undefined)[];
}

/** A history entity without a place of its own belongs to the row that its entity-typed field names. */
function ownerField(def: EntityDef): { readonly field: string; readonly entity: string } | null {
  if (def.within !== null || !def.history) return null;
  const field = def.fields.find((f) => f.type.kind === "entity");
  return field?.type.kind === "entity" ? { field: field.id, entity: field.type.entity } : null;
}

/** Entities so that each stands after the one it is within. */
function outsideIn(policy: Policy): readonly EntityDef[] {
  const done = new Set<string>();
  const order: EntityDef[] = [];
  const visit = (def: EntityDef): void => {
    if (done.has(def.id)) return;
    done.add(def.id);
    const outer = def.within ?? ownerField(def)?.entity;
    const parent = policy.entities.find((e) => e.id === outer);
    if (parent !== undefined) visit(parent);
    order.push(def);
  };
  policy.entities.forEach(visit);
  return order;
}

/** Invariant noRowVanishes: every row of the roster becomes a node, also one whose parent is missing. */
export function readFacts(policy: Policy, roster: Roster): Facts {
  const nodes = new Map<string, Node[]>();
  const byKey = new Map<string, Map<string, Node>>();
  const orphans: { node: Node; parentEntity: string }[] = [];
  for (const def of outsideIn(policy)) {
    const owner = ownerField(def);
    const parentEntity = def.within ?? owner?.entity ?? null;
    const rows = roster.entities[def.id] ?? [];
    const keys = new Map<string, Node>();
    const list = rows.map((row, index): Node => {
      const cell = owner === null ? null : row.cells[owner.field];
      const parentKey = row.parent ?? (typeof cell === "string" ? cell : null);
      const parent =
        parentEntity === null || parentKey === null ? null : (byKey.get(parentEntity)?.get(parentKey) ?? null);
      const node: Node = { entity: def.id, key: row.key, row, parent, index, children: new Map() };
      if (!keys.has(row.key)) keys.set(row.key, node);
      if (parent !== null) {
        const siblings = parent.children.get(def.id);
        if (siblings === undefined) parent.children.set(def.id, [node]);
        else siblings.push(node);
      } else if (def.within !== null) orphans.push({ node, parentEntity: def.within });
      return node;
    });
    nodes.set(def.id, list);
    byKey.set(def.id, keys);
  }
  const fields = new Map(policy.entities.map((e) => [e.id, new Map(e.fields.map((f) => [f.id, f]))]));
  return { entities: new Map(policy.entities.map((e) => [e.id, e])), fields, nodes, byKey, orphans, dates: [] };
}

/** The node itself or its nearest ancestor of `entity`. */
export function nearest(node: Node | null, entity: string): Node | null {
  for (let at = node; at !== null; at = at.parent) if (at.entity === entity) return at;
  return null;
}

/** All rows of `entity` below `node` (or the node itself), in the roster's order. */
export function below(node: Node, entity: string): readonly Node[] {
  if (node.entity === entity) return [node];
  const direct = node.children.get(entity);
  if (direct !== undefined) return direct;
  const found: Node[] = [];
  for (const children of node.children.values()) for (const child of children) found.push(...below(child, entity));
  return found;
}

/** Whether `entity` is `outer` or inside it. */
export function isWithin(facts: Facts, entity: string, outer: string): boolean {
  const seen = new Set<string>();
  for (let at: string | null = entity; at !== null && !seen.has(at); at = facts.entities.get(at)?.within ?? null) {
    if (at === outer) return true;
    seen.add(at);
  }
  return false;
}

/** A cell that fits its field's type; anything else could not be read and is missing. */
function fits(cell: Exclude<Cell, null>, field: FieldDef): boolean {
  switch (field.type.kind) {
    case "number":
      return isNumber(cell);
    case "bool":
      return typeof cell === "boolean";
    case "date":
      return typeof cell === "string" && isDate(cell);
    default:
      return typeof cell === "string";
  }
}

/** The field's value; blank is what the vocabulary says blank means, else missing. */
export function fieldValue(facts: Facts, node: Node, field: string): Value {
  const def = facts.fields.get(node.entity)?.get(field);
  const cell = node.row.cells[field];
  if (cell !== undefined && cell !== null && (def === undefined || fits(cell, def))) return known(cell);
  const unread = node.row.faults?.includes(field) === true;
  if ((cell === undefined || cell === null) && !unread && def?.blank) return ofScalar(def.blank);
  if (def !== undefined && facts.entities.get(node.entity)?.key === field) return known(node.key);
  return because("missing", `${node.entity}.${field}`, node.entity, node.key);
}

/** The date in the `facts on` field of the row's root, or null. */
export function factsDate(policy: Policy, facts: Facts, node: Node | null): IsoDate | null {
  if (policy.factsOn === null) return null;
  const holder = nearest(node, policy.factsOn.entity);
  if (holder === null) return null;
  const found = facts.dates[holder.index];
  if (found !== undefined) return found;
  const value = fieldValue(facts, holder, policy.factsOn.field);
  const date = value.known && typeof value.value === "string" ? value.value : null;
  facts.dates[holder.index] = date;
  return date;
}

/** Keys order by their characters (UTF-16 code units), equal ones by their place in the roster. */
export function byKey(a: Node, b: Node): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index;
}
