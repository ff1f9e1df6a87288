/**
 * A roster as many times over as it takes to reach a size: for showing and timing large rosters. Households and the rows
 * below them are repeated under new keys; towns, villages, enterprises and the like stay as they are.
 */
import type { EntityDef } from "../../compiler/ir/types.js";
import type { EntityTable, Ints, Table, TableColumn } from "../table.js";

/** `root`: the entity that is repeated, to exactly `rows` rows. Throws RangeError if it has none to repeat. */
export function enlarged(table: Table, entities: readonly EntityDef[], root: string, rows: number): Table {
  const base = table.entities[root];
  if (!base || base.rows === 0) throw new RangeError(`${root} has no rows to repeat`);
  const repeated = new Set([root, ...below(entities, root)]);
  const made = new Map<string, EntityTable>([[root, repeat(base, timesFor(base.rows, rows), rows, null)]]);
  // Outer entities come first, so that a row's parent is known to be kept before the row is.
  for (const id of inOrder(entities, repeated)) {
    const own = table.entities[id];
    const outer = entities.find((e) => e.id === id)?.within ?? null;
    if (!own || made.has(id) || outer === null) continue;
    const parent = made.get(outer);
    const parentBase = table.entities[outer];
    if (!parent || !parentBase) continue;
    made.set(id, children(own, parentBase.rows, parent.rows));
  }
  const references = (id: string) =>
    (entities.find((e) => e.id === id)?.fields ?? []).filter(
      (f) => f.type.kind === "entity" && repeated.has(f.type.entity),
    );
  return {
    entities: Object.fromEntries(
      Object.entries(table.entities).map(([id, own]) => {
        const large = made.get(id);
        if (!large) return [id, own];
        const renamed = new Set(references(id).map((f) => f.id));
        const key = entities.find((e) => e.id === id)?.key ?? null;
        return [id, withNames(large, own, renamed, key)];
      }),
    ),
  };
}

function timesFor(have: number, want: number): number {
  return Math.max(1, Math.ceil(want / have));
}

function below(entities: readonly EntityDef[], root: string): string[] {
  const direct = entities.filter((e) => e.within === root).map((e) => e.id);
  return [...direct, ...direct.flatMap((id) => below(entities, id))];
}

function inOrder(entities: readonly EntityDef[], wanted: ReadonlySet<string>): string[] {
  const depth = (id: string): number => {
    const outer = entities.find((e) => e.id === id)?.within;
    return outer ? depth(outer) + 1 : 0;
  };
  return [...wanted].sort((a, b) => depth(a) - depth(b));
}

/** Which row of the base each row repeats, and in which round. */
function repeat(base: EntityTable, times: number, rows: number, parents: Int32Array | null): EntityTable {
  const at = new Int32Array(rows);
  for (let i = 0; i < rows; i++) at[i] = i % base.rows;
  const keys = Array.from({ length: rows }, (_, i) => keyOf(base.keys[i % base.rows] ?? "", Math.floor(i / base.rows)));
  return { rows: Math.min(rows, times * base.rows), keys, parents, orphans: new Map(), columns: gathered(base, at) };
}

function children(own: EntityTable, outerBase: number, outerRows: number): EntityTable {
  const at: number[] = [];
  const parents: number[] = [];
  const keys: string[] = [];
  const orphans = new Map<number, string>();
  for (let round = 0; round * outerBase < outerRows; round++) {
    for (let i = 0; i < own.rows; i++) {
      const parent = own.parents?.[i] ?? -1;
      const place = parent < 0 ? -1 : parent + round * outerBase;
      const orphan = own.orphans.get(i);
      // Rows without a parent are not repeated; those of a household beyond the last are left out with it.
      if (parent < 0 ? round > 0 : place >= outerRows) continue;
      if (orphan !== undefined) orphans.set(at.length, orphan);
      at.push(i);
      parents.push(place);
      keys.push(keyOf(own.keys[i] ?? "", round));
    }
  }
  return {
    rows: at.length,
    keys,
    parents: Int32Array.from(parents),
    orphans,
    columns: gathered(own, Int32Array.from(at)),
  };
}

function keyOf(key: string, round: number): string {
  return round === 0 ? key : `${key}-${round + 1}`;
}

function gathered(base: EntityTable, at: Int32Array): Record<string, TableColumn> {
  return Object.fromEntries(Object.entries(base.columns).map(([id, column]) => [id, gather(column, at)]));
}

function gather(column: TableColumn, at: Int32Array): TableColumn {
  const presence = column.presence === null ? null : take(column.presence, at);
  switch (column.kind) {
    case "number":
      return { ...column, presence, values: take(column.values, at) };
    case "bool":
    case "date":
      return { ...column, presence, values: take(column.values as Int32Array, at) } as TableColumn;
    case "text":
      return { ...column, presence, codes: take(column.codes, at) };
    case "cells":
      return { ...column, presence, cells: Array.from(at, (i) => column.cells[i] ?? null) };
  }
}

function take<T extends Ints | Uint32Array>(values: T, at: Int32Array): T {
  const out = new (values.constructor as new (length: number) => T)(at.length);
  for (let i = 0; i < at.length; i++) out[i] = values[at[i] as number] as T[number];
  return out;
}

/** Keys, and fields that name a repeated row by its key, follow the new keys. */
function withNames(
  large: EntityTable,
  own: EntityTable,
  references: ReadonlySet<string>,
  key: string | null,
): EntityTable {
  const columns: Record<string, TableColumn> = { ...large.columns };
  const keyColumn = key === null ? undefined : columns[key];
  if (key !== null && keyColumn) {
    columns[key] = {
      kind: "text",
      presence: null,
      codes: Uint32Array.from(large.keys, (_, i) => i),
      texts: large.keys,
    };
  }
  for (const id of references) {
    const column = columns[id];
    if (column?.kind !== "text") continue;
    const texts: string[] = [];
    const codes = new Uint32Array(large.rows);
    const known = new Map<string, number>();
    for (let i = 0; i < large.rows; i++) {
      const text = keyOf(column.texts[column.codes[i] as number] ?? "", Math.floor(i / own.rows));
      let code = known.get(text);
      if (code === undefined) {
        code = texts.push(text) - 1;
        known.set(text, code);
      }
      codes[i] = code;
    }
    columns[id] = { kind: "text", presence: column.presence, codes, texts };
  }
  return { ...large, columns };
}
