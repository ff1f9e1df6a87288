/** What a column holds, told to the planner: its type, its least and most, its scale. */
import type { Profile, SourceProfile } from "../../compiler/ir/columns.js";
import { dayNumber, isDate } from "../../compiler/ir/dates.js";
import { type Rational, ratio, text } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { type EngineInput, headingsIn, tableIn } from "../input.js";
import { enteredColumn } from "../reference/entered.js";
import { payeeEntity } from "../reference/payees.js";
import type { Cell } from "../roster.js";
import { commonScale } from "../table/columns.js";
import { entityTable } from "../table/relations.js";
import { PRESENT, type TableColumn } from "../table.js";
import type { SourceColumn } from "./values.js";

type Column<K extends TableColumn["kind"]> = Extract<TableColumn, { kind: K }>;

/** How a run is made. What sources hold is told when a plan asks for them. */
export function profileOf(input: EngineInput, entity: string): Profile {
  const { policy } = input;
  const { columns } = headingsIn(input).roster;
  const table = tableIn(input);
  return {
    entity,
    payee: payeeEntity(policy, entity),
    rows: entityTable(table, entity).rows,
    asOf: input.asOf,
    parameters: input.parameters ?? {},
    readings: input.readings ?? {},
    entered: Object.fromEntries(
      Object.entries(input.entered ?? {}).map(([benefit, a]) => [
        benefit,
        a.kind === "percent" ? { kind: a.kind, share: text(a.share) } : a,
      ]),
    ),
    enteredColumns: policy.benefits
      .filter((b) => (columns[b.entity] ?? []).includes(enteredColumn(b.id)))
      .map((b) => b.id),
    history: pastAwards(policy).some((id) => entityTable(table, id).rows > 0),
    sources: {},
  };
}

function pastAwards(policy: Policy): string[] {
  return policy.entities.filter((e) => e.history).map((e) => e.id);
}

const known = new WeakMap<TableColumn, SourceProfile>();

/** What a source holds. */
export function sourceProfile({ column, rows, noted }: SourceColumn): SourceProfile {
  const profile = known.get(column) ?? columnProfile(column, rows);
  known.set(column, profile);
  if (noted === null) return profile;
  let count = 0;
  for (const n of noted) count += n;
  return { ...profile, noted: count };
}

function columnProfile(column: TableColumn, rows: number): SourceProfile {
  const missing = missingIn(column, rows);
  const base = { type: column.kind, missing, noted: 0, low: null, high: null, scale: 1n, texts: [] };
  if (missing === rows) return { ...base, type: "empty" };
  switch (column.kind) {
    case "bool":
      return { ...base, type: "bool" };
    case "text":
      return { ...base, type: "text", texts: textsIn(column) };
    case "date": {
      const { low, high } = bounds(column.values, column.presence);
      return { ...base, type: "date", low: String(low), high: String(high) };
    }
    case "number": {
      const { low, high } = bounds(column.values, column.presence);
      const shown = (n: bigint) => text(ratio(n, column.scale));
      return { ...base, type: "number", low: shown(low), high: shown(high), scale: leastScale(column) };
    }
    case "cells":
      return { ...cellsProfile(column.cells, column.presence), missing, noted: 0 };
  }
}

function missingIn({ presence }: TableColumn, rows: number): number {
  if (presence === null) return 0;
  let there = 0;
  for (const p of presence) if (p === PRESENT) there += 1;
  return rows - there;
}

/** Of the values that there are: at least one. */
function bounds(values: Column<"number">["values"], presence: TableColumn["presence"]): { low: bigint; high: bigint } {
  return values instanceof BigInt64Array ? wideBounds(values, presence) : narrowBounds(values, presence);
}

function wideBounds(values: BigInt64Array, presence: TableColumn["presence"]): { low: bigint; high: bigint } {
  let low = 2n ** 63n;
  let high = -low;
  for (let row = 0; row < values.length; row += 1) {
    if (presence !== null && presence[row] !== PRESENT) continue;
    const v = values[row] as bigint;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return { low, high };
}

function narrowBounds(
  values: Exclude<Column<"number">["values"], BigInt64Array>,
  presence: TableColumn["presence"],
): { low: bigint; high: bigint } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < values.length; row += 1) {
    if (presence !== null && presence[row] !== PRESENT) continue;
    const v = values[row] as number;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return { low: BigInt(low), high: BigInt(high) };
}

/** The least scale at which every value is whole: hundredths that are all whole yuan are yuan. */
function leastScale({ values, presence, scale }: Column<"number">): bigint {
  if (scale === 1n) return 1n;
  if (values instanceof BigInt64Array || scale > 2n ** 53n) {
    let common = scale;
    for (let row = 0; row < values.length && common !== 1n; row += 1)
      if (presence === null || presence[row] === PRESENT) common = gcd(BigInt(values[row] as number | bigint), common);
    return scale / common;
  }
  let common = Number(scale);
  for (let row = 0; row < values.length && common !== 1; row += 1) {
    const v = values[row] as number;
    // Nearly all values are multiples of what is left by then.
    if (v % common === 0 || (presence !== null && presence[row] !== PRESENT)) continue;
    common = Number(gcd(BigInt(v), BigInt(common)));
  }
  return scale / BigInt(common);
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** In the order in which they appear. */
function textsIn({ codes, texts, presence }: Column<"text">): string[] {
  const seen = new Uint8Array(texts.length);
  const found: string[] = [];
  for (let row = 0; row < codes.length && found.length < texts.length; row += 1) {
    const code = codes[row] as number;
    if (seen[code] === 1 || (presence !== null && presence[row] !== PRESENT)) continue;
    seen[code] = 1;
    found.push(texts[code] as string);
  }
  return found;
}

function cellsProfile(
  cells: readonly Cell[],
  presence: TableColumn["presence"],
): Pick<SourceProfile, "type" | "low" | "high" | "scale" | "texts"> {
  let type: SourceProfile["type"] = "empty";
  let scale: bigint | null = 1n;
  let low: Rational | null = null;
  let high: Rational | null = null;
  for (const [row, cell] of cells.entries()) {
    if (cell === null || (presence !== null && presence[row] !== PRESENT)) continue;
    const own =
      typeof cell === "object" ? "number" : typeof cell === "boolean" ? "bool" : isDate(cell) ? "date" : "text";
    type = type === "empty" || type === own ? own : "mixed";
    if (own !== "number" && own !== "date") continue;
    const n: Rational = typeof cell === "object" ? cell : { n: BigInt(dayNumber(cell as string)), d: 1n };
    if (scale !== null) scale = commonScale(scale, n.d);
    if (low === null || n.n * low.d < low.n * n.d) low = n;
    if (high === null || n.n * high.d > high.n * n.d) high = n;
  }
  return { type, scale, low: low === null ? null : text(low), high: high === null ? null : text(high), texts: [] };
}
