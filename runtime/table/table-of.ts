/** Rows of objects → columns. Nothing is lost: what fits no typed column is kept cell by cell. */
import { dayNumber, isDate } from "../../compiler/ir/dates.js";
import type { Rational } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../roster.js";
import {
  BLANK,
  type EntityTable,
  type Ints,
  PRESENT,
  type Presence,
  type Table,
  type TableColumn,
  UNREADABLE,
} from "../table.js";
import { outerOf, placesOf } from "./relations.js";

/** Denominators beyond this are kept as fractions. */
const LARGEST_SCALE = 10n ** 9n;

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
    columns: Object.fromEntries([...fields].map((field) => [field, columnOf(rows, field)])),
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

function columnOf(rows: readonly Row[], field: string): TableColumn {
  const presence = presenceOf(rows, field);
  const cells = rows.map((row): Cell => row.cells[field] ?? null);
  const kinds = new Set<string>();
  for (const cell of cells) {
    if (cell === null) continue;
    kinds.add(
      typeof cell === "string" ? (isDate(cell) ? "date" : "text") : typeof cell === "object" ? "number" : "bool",
    );
  }
  // A text that happens to be a date, among others.
  const kind =
    kinds.size === 2 && kinds.has("date") && kinds.has("text") ? "text" : kinds.size > 1 ? "cells" : [...kinds][0];
  switch (kind) {
    case "bool":
      return { presence, kind, values: Uint8Array.from(cells, (cell) => (cell === true ? 1 : 0)) };
    case "date":
      return {
        presence,
        kind,
        values: Int32Array.from(cells, (cell) => (cell === null ? 0 : dayNumber(cell as string))),
      };
    case "text":
      return { presence, kind, ...coded(cells as readonly (string | null)[]) };
    case "cells":
      return { presence, kind, cells };
    default:
      return numbers(presence, cells as readonly (Rational | null)[]);
  }
}

/** The places of texts in the order in which they appear. */
function coded(cells: readonly (string | null)[]): Pick<Extract<TableColumn, { kind: "text" }>, "codes" | "texts"> {
  const places = new Map<string, number>();
  const codes = cells.map((cell) => {
    if (cell === null) return 0;
    const place = places.get(cell) ?? places.size;
    places.set(cell, place);
    return place;
  });
  const Codes = places.size <= 256 ? Uint8Array : places.size <= 65_536 ? Uint16Array : Uint32Array;
  return { codes: Codes.from(codes), texts: [...places.keys()] };
}

function numbers(presence: Presence | null, cells: readonly (Rational | null)[]): TableColumn {
  let scale: bigint | null = 1n;
  for (const cell of cells) if (cell !== null && scale !== null) scale = common(scale, cell.d);
  if (scale === null) return { presence, kind: "cells", cells };
  const values: bigint[] = [];
  for (const cell of cells) values.push(cell === null ? 0n : cell.n * (scale / cell.d));
  const stored = narrowest(values);
  return stored === null ? { presence, kind: "cells", cells } : { presence, kind: "number", scale, values: stored };
}

function narrowest(values: readonly bigint[]): Ints | null {
  let [low, high] = [0n, 0n];
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const within = (least: bigint, most: bigint): boolean => low >= least && high <= most;
  if (within(0n, 255n)) return Uint8Array.from(values, Number);
  if (within(-128n, 127n)) return Int8Array.from(values, Number);
  if (within(0n, 65_535n)) return Uint16Array.from(values, Number);
  if (within(-32_768n, 32_767n)) return Int16Array.from(values, Number);
  if (within(-(2n ** 31n), 2n ** 31n - 1n)) return Int32Array.from(values, Number);
  return within(-(2n ** 63n), 2n ** 63n - 1n) ? BigInt64Array.from(values) : null;
}

/** The least common multiple, or null beyond a reasonable size. */
function common(a: bigint, b: bigint): bigint | null {
  if (a % b === 0n) return a;
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  const lcm = (a / x) * b;
  return lcm > LARGEST_SCALE ? null : lcm;
}
