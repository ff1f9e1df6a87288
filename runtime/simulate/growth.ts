/** Herds, areas and incomes of another year: a field's every value times an exact factor, rounded, within its bounds. */
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import * as R from "../../compiler/ir/rational.js";
import type { FieldDef, Policy } from "../../compiler/ir/types.js";
import { named } from "../reference/names.js";
import type { Table, TableColumn } from "../table.js";
import { refuse } from "./fault.js";
import type { Growth } from "./scenario.js";

type NumberColumn = Extract<TableColumn, { kind: "number" }>;

export interface Grown {
  readonly table: Table;
  /** Values that were kept at a bound (P5105). */
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws ScenarioFault (P5104) for a field that is no number, is not there, or a factor below 0. */
export function grow(policy: Policy, table: Table, lines: readonly Growth[]): Grown {
  const diagnostics: Diagnostic[] = [];
  let grown = table;
  for (const line of lines) {
    const entity = grown.entities[line.entity];
    const field = policy.entities.find((e) => e.id === line.entity)?.fields.find((f) => f.id === line.field);
    const column = entity?.columns[line.field];
    const factor = R.parse(line.factor);
    const fault = (why: "unknown" | "notNumber" | "absent" | "factor") =>
      refuse("P5104", { entity: line.entity, field: line.field, why });
    if (field === undefined) return fault("unknown");
    if (field.type.kind !== "number") return fault("notNumber");
    if (entity === undefined || column === undefined) return fault("absent");
    if (factor === null || R.sign(factor) < 0) return fault("factor");
    const { column: next, kept } = grownColumn(column, field, factor, roundingOf(line, field));
    grown = {
      entities: { ...grown.entities, [line.entity]: { ...entity, columns: { ...entity.columns, [line.field]: next } } },
    };
    if (kept > 0) {
      const name = named(policy, `${line.entity}.${line.field}`);
      diagnostics.push(
        diagnostic("P5105", { kind: "run" }, { field: name, rows: kept, low: field.low, high: field.high }),
      );
    }
  }
  return { table: grown, diagnostics };
}

interface Rounding {
  readonly mode: R.RoundingMode;
  readonly step: R.Rational;
}

/** Half-up, to one where the field counts whole things and to two decimals of its own unit elsewhere, unless the line says otherwise. */
export function roundingOf(line: Growth, field: FieldDef): Rounding {
  if (line.round) return { mode: line.round.mode, step: R.rational(line.round.step) };
  const whole = field.type.kind === "number" && field.type.whole;
  const unit = R.rational(field.scale);
  return { mode: "halfUp", step: whole ? unit : R.mul(unit, R.ratio(1n, 100n)) };
}

function grownColumn(
  column: TableColumn,
  field: FieldDef,
  factor: R.Rational,
  rounding: Rounding,
): { readonly column: TableColumn; readonly kept: number } {
  const [low, high] = [field.low, field.high].map((bound) => (bound === null ? null : R.rational(bound)));
  const change = (value: R.Rational): Changed => {
    const next = R.round(R.mul(value, factor), rounding.step, rounding.mode);
    if (low && R.compare(next, low) < 0) return { value: low, kept: true };
    if (high && R.compare(next, high) > 0) return { value: high, kept: true };
    return { value: next, kept: false };
  };
  if (column.kind === "number") return numbers(column, change);
  if (column.kind !== "cells") return { column, kept: 0 };
  let kept = 0;
  const cells = column.cells.map((cell) => {
    if (cell === null || typeof cell !== "object") return cell;
    const changed = change(cell);
    if (changed.kept) kept += 1;
    return changed.value;
  });
  return { column: { ...column, cells }, kept };
}

interface Changed {
  readonly value: R.Rational;
  /** At a bound. */
  readonly kept: boolean;
}

/** Each different value is worked out once. All results are multiples of the step, or bounds, and so share one scale. */
function numbers(
  column: NumberColumn,
  change: (value: R.Rational) => Changed,
): { readonly column: TableColumn; readonly kept: number } {
  const { values, presence, scale } = column;
  const memo = new Map<number | bigint, number>();
  const grown: R.Rational[] = [];
  const atBound: boolean[] = [];
  let kept = 0;
  const places = new Int32Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    if (presence !== null && presence[row] !== 1) continue;
    const stored = values[row] as number | bigint;
    let place = memo.get(stored);
    if (place === undefined) {
      const changed = change(R.ratio(BigInt(stored), scale));
      place = grown.push(changed.value) - 1;
      atBound.push(changed.kept);
      memo.set(stored, place);
    }
    if (atBound[place]) kept += 1;
    places[row] = place;
  }
  const common = grown.reduce((s, v) => (s % v.d === 0n ? s : (s / gcd(s, v.d)) * v.d), 1n);
  const whole = grown.map((v) => v.n * (common / v.d));
  const narrow = whole.every((v) => v >= -(2n ** 31n) && v < 2n ** 31n);
  if (!narrow && whole.some((v) => v < -(2n ** 63n) || v >= 2n ** 63n)) {
    const cells = Array.from(places, (place, row) =>
      presence !== null && presence[row] !== 1 ? null : (grown[place] ?? null),
    );
    return { column: { presence, kind: "cells", cells }, kept };
  }
  const stored = narrow ? narrowed(places, whole) : wide(places, whole);
  return { column: { presence, kind: "number", scale: common, values: stored }, kept };
}

function narrowed(places: Int32Array, whole: readonly bigint[]): Int32Array {
  const numbers = whole.map(Number);
  const values = new Int32Array(places.length);
  for (let row = 0; row < values.length; row += 1) values[row] = numbers[places[row] as number] ?? 0;
  return values;
}

function wide(places: Int32Array, whole: readonly bigint[]): BigInt64Array {
  const values = new BigInt64Array(places.length);
  for (let row = 0; row < values.length; row += 1) values[row] = whole[places[row] as number] ?? 0n;
  return values;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
