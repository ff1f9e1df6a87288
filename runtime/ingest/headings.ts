/** Headings → columns of an entity. */
import { ONE, rational } from "../../compiler/ir/rational.js";
import type { FieldDef, Policy, UnitKey } from "../../compiler/ir/types.js";
import type { Unit } from "../../compiler/ir/units.js";
import type { CellType } from "./cell.js";
import { label } from "./fold.js";
import { type Column, enumValueName, spellings } from "./naming.js";
import { fitting, type UnitWords } from "./units.js";

/** A heading that stands for a column. */
export interface Mapped {
  readonly heading: string;
  readonly column: Column;
  readonly cell: CellType;
}

export interface WrongUnit {
  readonly heading: string;
  readonly column: Column;
  readonly found: string;
  readonly expected: string;
}

export interface Headings {
  readonly mapped: readonly Mapped[];
  readonly wrongUnit: readonly WrongUnit[];
  /** Headings that match nothing. */
  readonly extra: readonly string[];
  /** Columns that several headings stand for. */
  readonly twice: readonly { readonly column: Column; readonly headings: readonly string[] }[];
}

const BRACKET = /^(.+?)[([【〔]([^()[\]【】〔〕]+)[)\]】〕]$/u;

/** A heading that ends in a bracket, in its two parts; null for others. */
export function inBracket(heading: string): { readonly before: string; readonly inside: string } | null {
  const match = BRACKET.exec(heading.normalize("NFKC").trim());
  return match ? { before: match[1] as string, inside: (match[2] as string).trim() } : null;
}

/** The column that a heading names, by itself or before a bracket: `连片粮食面积（亩）`. */
export function findColumn(
  heading: string,
  columns: readonly Column[],
): { readonly column: Column; readonly bracket: string | null } | null {
  const named = (text: string) => columns.find((c) => c.spellings.includes(label(text)));
  const match = BRACKET.exec(heading.normalize("NFKC").trim());
  const whole = named(heading);
  // A heading that was mapped by hand keeps the unit in its bracket.
  const byHand = (column: Column) => column.refused?.includes(label(heading)) === true;
  if (whole) return { column: whole, bracket: match && byHand(whole) ? (match[2] as string).trim() : null };
  if (!match || columns.some(byHand)) return null;
  const before = named(match[1] as string);
  return before ? { column: before, bracket: (match[2] as string).trim() } : null;
}

export function mapHeadings(
  headings: readonly string[],
  columns: readonly Column[],
  policy: Policy,
  entity: string,
  key: string | null,
  units: UnitWords,
): Headings {
  const mapped: Mapped[] = [];
  const wrongUnit: WrongUnit[] = [];
  const extra: string[] = [];
  const byColumn = new Map<Column, string[]>();
  for (const heading of headings) {
    if (heading === "") continue;
    const found = findColumn(heading, columns);
    if (!found) {
      extra.push(heading);
      continue;
    }
    const { column, bracket } = found;
    const cell = cellType(column.field, policy, entity, key);
    let unit: Unit | null = null;
    if (bracket !== null && cell.type.kind === "number") {
      const known = units(bracket);
      if (known.length === 0 && column.spellings.includes(label(heading))) {
        byColumn.set(column, [...(byColumn.get(column) ?? []), heading]);
        mapped.push({ heading, column, cell });
        continue;
      }
      if (known.length === 0) {
        extra.push(heading);
        continue;
      }
      unit = fitting(known, cell.type.unit);
      if (!unit) {
        wrongUnit.push({ heading, column, found: bracket, expected: cell.unit ?? (cell.type.unit || "1") });
        continue;
      }
    }
    byColumn.set(column, [...(byColumn.get(column) ?? []), heading]);
    mapped.push({ heading, column, cell: unit ? { ...cell, scale: unit.scale, unit: bracket } : cell });
  }
  const twice = [...byColumn].flatMap(([column, all]) => (all.length > 1 ? [{ column, headings: all }] : []));
  return { mapped, wrongUnit, extra, twice };
}

const YUAN: UnitKey = "yuan";

function cellType(field: FieldDef | null, policy: Policy, entity: string, key: string | null): CellType {
  if (field === null) {
    const type = { kind: "number", unit: YUAN, whole: false } as const;
    return { type, scale: ONE, low: null, high: null, unit: YUAN, choices: [], key: false };
  }
  const type = field.type;
  const values = type.kind === "enum" ? (policy.enums.find((e) => e.id === type.enum)?.values ?? []) : [];
  return {
    type,
    scale: rational(field.scale),
    low: field.low,
    high: field.high,
    unit: policy.about[`${entity}.${field.id}`]?.unit ?? null,
    choices: values.map((value) => ({
      value,
      name: enumValueName(policy, type.kind === "enum" ? type.enum : "", value),
      spellings: spellings(value, type.kind === "enum" ? policy.about[`${type.enum}.${value}`] : undefined),
    })),
    key: field.id === key,
  };
}
