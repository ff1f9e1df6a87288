/** Rows of objects → columns. Nothing is lost: what fits no typed column is kept cell by cell. */
import type { Policy } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../roster.js";
import { BLANK, type EntityTable, PRESENT, type Presence, type Table, UNREADABLE } from "../table.js";
import { columnOf } from "./columns.js";
import { outerOf, placesOf } from "./relations.js";

/** The policy says which entity's rows the parents are. Rows of an entity without one keep the parent they name. */
export function tableOf(roster: Roster, policy: Pick<Policy, "entities">): Table {
  const ids = [...new Set([...Object.keys(roster.columns), ...Object.keys(roster.entities)])];
  const keys = new Map(ids.map((id) => [id, (roster.entities[id] ?? []).map((row) => row.key)]));
  return {
    entities: Object.fromEntries(
      ids.map((id) => {
        const def = policy.entities.find((e) => e.id === id);
        const outer = def === undefined ? null : outerOf(def);
        return [id, entityOf(roster, id, keys.get(id) ?? [], outer === null ? null : (keys.get(outer) ?? []))];
      }),
    ),
  };
}

function entityOf(roster: Roster, id: string, keys: readonly string[], outer: readonly string[] | null): EntityTable {
  const rows = roster.entities[id] ?? [];
  const orphans = new Map<number, string>();
  const places = outer === null ? null : placesOf(outer);
  const parents = places === null ? null : new Int32Array(rows.length).fill(-1);
  for (const [i, { parent }] of rows.entries()) {
    if (parent === null) continue;
    const place = places?.get(parent);
    if (place === undefined || parents === null) orphans.set(i, parent);
    else parents[i] = place;
  }
  const fields = new Set(roster.columns[id] ?? []);
  for (const row of rows) for (const field of [...Object.keys(row.cells), ...(row.faults ?? [])]) fields.add(field);
  return {
    rows: rows.length,
    keys,
    parents,
    orphans,
    columns: Object.fromEntries(
      [...fields].map((field) => [
        field,
        columnOf(
          rows.map((row): Cell => row.cells[field] ?? null),
          presenceOf(rows, field),
        ),
      ]),
    ),
  };
}

function presenceOf(rows: readonly Row[], field: string): Presence | null {
  let all = true;
  const presence = Uint8Array.from(rows, (row) => {
    const cell = row.cells[field];
    if (cell !== undefined && cell !== null) return PRESENT;
    all = false;
    return row.faults?.includes(field) ? UNREADABLE : BLANK;
  });
  return all ? null : presence;
}
