/** Columns made of cells, of other columns, or of one value. */
import { dayNumber, isDate } from "../../compiler/ir/dates.js";
import type { Rational } from "../../compiler/ir/rational.js";
import type { Cell } from "../roster.js";
import { BLANK, type Ints, PRESENT, type Presence, type TableColumn } from "../table.js";

/** Denominators beyond this are kept as fractions. */
export const LARGEST_SCALE = 10n ** 9n;

/**
 * The narrowest column that holds these cells. Texts that are all dates are dates, unless `texts` says that they are not.
 * `presence`: what cells without a value are; else they are blank.
 */
export function columnOf(cells: readonly Cell[], presence?: Presence | null, texts = false): TableColumn {
  const there = presence === undefined ? presenceOf(cells) : presence;
  const kinds = new Set<string>();
  for (const cell of cells) {
    if (cell === null) continue;
    const kind = typeof cell;
    kinds.add(
      kind === "string" ? (!texts && isDate(cell as string) ? "date" : "text") : kind === "object" ? "number" : "bool",
    );
  }
  // A text that happens to be a date, among others.
  const mixed = kinds.size === 2 && kinds.has("date") && kinds.has("text");
  switch (mixed ? "text" : kinds.size > 1 ? "cells" : [...kinds][0]) {
    case "bool":
      return { presence: there, kind: "bool", values: Uint8Array.from(cells, (cell) => (cell === true ? 1 : 0)) };
    case "date": {
      const values = Int32Array.from(cells, (cell) => (cell === null ? 0 : dayNumber(cell as string)));
      return { presence: there, kind: "date", values };
    }
    case "text":
      return { presence: there, kind: "text", ...coded(cells as readonly (string | null)[]) };
    case "cells":
      return { presence: there, kind: "cells", cells };
    default:
      return numbers(there, cells as readonly (Rational | null)[]);
  }
}

function presenceOf(cells: readonly Cell[]): Presence | null {
  if (!cells.includes(null)) return null;
  return Uint8Array.from(cells, (cell) => (cell === null ? BLANK : PRESENT));
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
  for (const cell of cells) if (cell !== null && scale !== null) scale = commonScale(scale, cell.d);
  if (scale === null) return { presence, kind: "cells", cells };
  const values: bigint[] = [];
  for (const cell of cells) values.push(cell === null ? 0n : cell.n * (scale / cell.d));
  const stored = narrowest(values);
  return stored === null ? { presence, kind: "cells", cells } : { presence, kind: "number", scale, values: stored };
}

/** Whole numbers in the narrowest form; null: some need more than 64 bits. */
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
export function commonScale(a: bigint, b: bigint): bigint | null {
  if (a % b === 0n) return a;
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  const lcm = (a / x) * b;
  return lcm > LARGEST_SCALE ? null : lcm;
}

/** The column's values at these places, one for each; a place below 0 has none. */
export function takenAt(column: TableColumn, places: Int32Array): TableColumn {
  const length = places.length;
  const presence = new Uint8Array(length);
  let all = true;
  for (let i = 0; i < length; i += 1) {
    const place = places[i] as number;
    const there = place < 0 ? BLANK : column.presence === null ? PRESENT : (column.presence[place] as number);
    presence[i] = there;
    if (there !== PRESENT) all = false;
  }
  const kept = all ? null : presence;
  switch (column.kind) {
    case "number":
      return { ...column, presence: kept, values: picked(column.values, places) };
    case "bool":
      return { ...column, presence: kept, values: picked(column.values, places) as Uint8Array };
    case "date":
      return { ...column, presence: kept, values: picked(column.values, places) as Int32Array };
    case "text":
      return { ...column, presence: kept, codes: picked(column.codes, places) as Uint32Array };
    case "cells":
      return { ...column, presence: kept, cells: Array.from(places, (place) => column.cells[place] ?? null) };
  }
}

function picked<T extends Ints | Uint32Array>(values: T, places: Int32Array): T {
  const out = new (values.constructor as new (length: number) => T)(places.length);
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i] as number;
    if (place >= 0) out[i] = values[place] as never;
  }
  return out;
}
