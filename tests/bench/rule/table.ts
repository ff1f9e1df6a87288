/** The households of the bench rule as a roster's columns: what a file is read into. */
import type { EntityTable, Table, TableColumn } from "../../../runtime/table.js";
import { FIELDS, type Field, type Households, KINDS, TOWNS } from "./households.js";

const NUMBERS: readonly Field[] = [
  "grain_area",
  "crop_area",
  "pigs",
  "sows",
  "cattle",
  "sheep",
  "pond",
  "poultry_cost",
  "approved",
];

export function tableOfHouseholds(h: Households): Table {
  const presence = null;
  const text = (name: "town" | "kind", texts: readonly string[]): TableColumn => ({
    presence,
    kind: "text",
    codes: h[name] as Uint8Array,
    texts,
  });
  const flag = (name: "able" | "willing"): TableColumn => ({ presence, kind: "bool", values: h[name] as Uint8Array });
  const columns: Record<string, TableColumn> = {
    town: text("town", TOWNS),
    kind: text("kind", KINDS),
    able: flag("able"),
    willing: flag("willing"),
  };
  for (const name of NUMBERS) {
    const id = name === "approved" ? "livestock.approved" : name;
    columns[id] = { presence, kind: "number", scale: FIELDS[name].scale, values: h[name] };
  }
  const household: EntityTable = {
    rows: h.rows,
    keys: Array.from({ length: h.rows }, (_, row) => String(row)),
    parents: null,
    orphans: new Map(),
    columns,
  };
  return { entities: { household } };
}
