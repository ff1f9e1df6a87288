import type { Name, PerUnit, Quantity, UnitRef } from "../ast.js";
import { MAGNITUDES, UNITS, type UnitId, unitId, unitSpelling } from "../units.js";
import { plural, singularsOf } from "./names.js";
import { name, type Printer, word } from "./printer.js";

/** `304.5 wan yuan`, `6 head`, `100 yuan per mu`, `5%`; `304.5万元`, `6头`, `100元/亩`. */
export function quantity(p: Printer, q: Quantity): string {
  const number = numberWithUnit(p, q);
  if (q.per.length === 0) return number;
  const simple = q.per.every((per) => !per.full && per.count === null);
  const slashed = simple && q.unit !== null ? slashes(p, [q.unit, ...q.per.map((per) => per.unit)]) : null;
  return slashed === null ? `${number} ${perUnits(p, q.per)}` : number + slashed;
}

/** `/人/年` after the first of these units, in Chinese and where all are built in; null elsewhere. */
function slashes(p: Printer, units: readonly Name[]): string | null {
  if (p.surface === "en" || units.some((unit) => unitId(unit.text) === null)) return null;
  return units
    .slice(1)
    .map((unit) => `/${unitName(p, unit, false, false)}`)
    .join("");
}

/** The number, its magnitude and its unit, without what it is per. */
export function numberWithUnit(p: Printer, { value, magnitude, unit }: Quantity): string {
  const unitText =
    unit === null ? "" : unitName(p, unit, !/^-?1$/.test(value) || magnitude !== null, magnitude === null);
  if (/^[%‰]$/.test(unitText)) return value + unitText;
  if (p.surface === "zh") {
    const counted = value + (magnitude === null ? "" : MAGNITUDES[magnitude].zh);
    return /^[A-Za-z`]/.test(unitText) ? `${counted} ${unitText}` : counted + unitText;
  }
  return [value, magnitude === null ? "" : MAGNITUDES[magnitude].en, unitText].filter((part) => part !== "").join(" ");
}

/** `per full 10 mu`, `per person per year`; `每满10亩`, `每人 每年`. */
export function perUnits(p: Printer, pers: readonly PerUnit[]): string {
  return pers.map((per) => perUnit(p, per)).join(" ");
}

function perUnit(p: Printer, { full, count, unit }: PerUnit): string {
  const many = count !== null && count !== "1";
  const unitText = unitName(p, unit, many, count !== null);
  if (p.surface === "zh") {
    const gap = count !== null && /^[A-Za-z`]/.test(unitText) ? " " : "";
    return `${word(p, "per")}${full ? word(p, "full") : ""}${count ?? ""}${gap}${unitText}`;
  }
  return [word(p, "per"), full ? word(p, "full") : "", count ?? "", unitText].filter((part) => part !== "").join(" ");
}

/** A unit as a type: `yuan per person per year`, `元/人/年`. */
export function unitRef(p: Printer, { magnitude, name: unit, per }: UnitRef): string {
  const base = unitName(p, unit, false, false);
  const head =
    magnitude === null
      ? base
      : p.surface === "zh"
        ? MAGNITUDES[magnitude].zh + base
        : `${MAGNITUDES[magnitude].en} ${base}`;
  const slashed = slashes(p, [unit, ...per]);
  return slashed === null ? [head, ...per.map((one) => perName(p, one))].join(" ") : head + slashed;
}

/** `per household`, `每户`. */
export function perName(p: Printer, unit: Name): string {
  const spelled = unitName(p, unit, false, false);
  return p.surface === "zh" ? word(p, "per") + spelled : `${word(p, "per")} ${spelled}`;
}

/**
 * The spelling of a unit. A declared name for the same unit wins over the built-in spelling (村 over 个村), except that a
 * field of the same name (`year`) is not meant.
 */
function unitName(p: Printer, unit: Name, many: boolean, counted: boolean): string {
  const id: UnitId | null = unitId(unit.text);
  if (id === null) return localUnit(p, unit, many);
  const builtIn = unitSpelling(id, p.surface, many, counted);
  if (many || counted) return builtIn;
  const declared = p.names.get(unit.text);
  const same = declared !== undefined && declared.en === UNITS[id].en && unitId(declared[p.surface]) === id;
  return same ? declared[p.surface] : builtIn;
}

/** A unit of the policy's own, which follows the same rules of number: `5 baskets`. */
function localUnit(p: Printer, unit: Name, many: boolean): string {
  const form = [unit.text, ...singularsOf(unit.text)].find((one) => p.names.has(one));
  if (form === undefined) return name(p, unit);
  const singular = name(p, { ...unit, text: form });
  return p.surface === "en" && many && /^[A-Za-z]/.test(singular) ? plural(singular) : singular;
}
