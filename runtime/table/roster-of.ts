/** Columns → rows of objects, all of them or those that some payees need. */
import type { Policy } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../roster.js";
import type { EntityTable, Table } from "../table.js";
import { cellAt, isUnreadable } from "./cells.js";
import { childrenOf, entityTable, holdersOf, outerOf, outwards, relationOf } from "./relations.js";

/** Rows of an entity, by place. */
export interface Chosen {
  readonly entity: string;
  readonly rows: Iterable<number>;
}

/**
 * `only`: these rows, the rows below them, and every row that is below no row of that entity; the others are left out. With
 * several choices a row is kept if each of them keeps it.
 */
export function rosterOf(table: Table, policy: Pick<Policy, "entities">, only?: Chosen | readonly Chosen[]): Roster {
  const choices = only === undefined ? [] : [only].flat();
  const entries = Object.entries(table.entities);
  return {
    columns: Object.fromEntries(entries.map(([id, own]) => [id, Object.keys(own.columns)])),
    entities: Object.fromEntries(
      entries.map(([id, own]) => {
        const def = policy.entities.find((e) => e.id === id);
        const outer = def === undefined ? null : outerOf(def);
        const keys = outer === null ? [] : entityTable(table, outer).keys;
        const places = placesIn(table, policy, id, choices);
        const rows: Row[] = [];
        if (places === null) for (let row = 0; row < own.rows; row += 1) rows.push(rowAt(own, keys, row));
        else for (const row of places) rows.push(rowAt(own, keys, row));
        return [id, rows];
      }),
    ),
  };
}

/** One row as an object. `outer`: the keys of the entity around it. */
function rowAt(own: EntityTable, outer: readonly string[], row: number): Row {
  const cells: Record<string, Cell> = {};
  const faults: string[] = [];
  for (const field in own.columns) {
    const column = own.columns[field] as EntityTable["columns"][string];
    const cell = cellAt(column, row);
    if (cell !== null) cells[field] = cell;
    else if (isUnreadable(column, row)) faults.push(field);
  }
  const parent = own.parents?.[row] ?? -1;
  const base = {
    key: own.keys[row] as string,
    parent: parent >= 0 ? (outer[parent] as string) : (own.orphans.get(row) ?? null),
    cells,
  };
  return faults.length === 0 ? base : { ...base, faults };
}

/** The rows of an entity that these choices keep, in the table's order; null: all. */
export function placesIn(
  table: Table,
  policy: Pick<Policy, "entities">,
  id: string,
  choices: readonly Chosen[],
): readonly number[] | null {
  return choices.reduce<readonly number[] | null>((kept, only) => {
    const own = chosen(table, policy, id, only);
    if (kept === null || own === null) return kept ?? own;
    const also = new Set(own);
    return kept.filter((row) => also.has(row));
  }, null);
}

function chosen(table: Table, policy: Pick<Policy, "entities">, id: string, only: Chosen): readonly number[] | null {
  if (id === only.entity) return [...only.rows].sort((a, b) => a - b);
  const chain = outwards(policy, id);
  if (!chain.includes(only.entity)) return null;
  const below = descendants(table, policy, id, only);
  const free = unheld(table, policy, id, only.entity);
  return free.length === 0 ? below : [...below, ...free].sort((a, b) => a - b);
}

function descendants(table: Table, policy: Pick<Policy, "entities">, id: string, only: Chosen): number[] {
  const path = outwards(policy, id);
  let rows = [...only.rows];
  for (const next of [id, ...path.slice(0, path.indexOf(only.entity))].reverse()) {
    const below = childrenOf(policy, table, next);
    rows = rows.flatMap((row) => [...below.rows.subarray(below.starts[row], below.starts[row + 1])]);
  }
  return rows.sort((a, b) => a - b);
}

const free = new WeakMap<EntityTable, Map<string, number[]>>();

/** Rows within no row of `outer`, though their entity is within it. */
function unheld(table: Table, policy: Pick<Policy, "entities">, id: string, outer: string): readonly number[] {
  const own = entityTable(table, id);
  const known = free.get(own) ?? new Map<string, number[]>();
  free.set(own, known);
  const found = known.get(outer);
  if (found !== undefined) return found;
  const holders = holdersOf(policy, table, id, outer) ?? relationOf(policy, table, id).parents ?? new Int32Array(0);
  const rows: number[] = [];
  for (let row = 0; row < holders.length; row += 1) if ((holders[row] as number) < 0) rows.push(row);
  known.set(outer, rows);
  return rows;
}
