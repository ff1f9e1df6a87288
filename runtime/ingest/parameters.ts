/** Values for what a policy leaves open (`set by town`) → what a run takes. */
import { type Diagnostic, diagnostic, type Place } from "../../compiler/diagnostics/diagnostic.js";
import { type Rational, rational, text } from "../../compiler/ir/rational.js";
import type { Policy, Scalar, Type, ValueDef } from "../../compiler/ir/types.js";
import { type CellType, readCell } from "./cell.js";
import { label } from "./fold.js";
import { inBracket } from "./headings.js";
import { enumValueName, spellings, valueName } from "./naming.js";
import { fitting, type UnitWords } from "./units.js";

/** As written: one value for all, or one for each town (or whoever sets it). */
export type Written = ReadonlyMap<string, string | ReadonlyMap<string, string>>;

export interface Parameters {
  /** null: a name or a value cannot be used. */
  readonly values: Readonly<Record<string, Scalar | Readonly<Record<string, Scalar>>>> | null;
  readonly diagnostics: readonly Diagnostic[];
}

type SetValue = ValueDef & { readonly body: Extract<ValueDef["body"], { kind: "set" }> };

/** The values that this policy leaves to others. */
export function openParameters(policy: Policy): SetValue[] {
  return policy.values.filter((v): v is SetValue => v.body.kind === "set");
}

export function readParameters(written: Written, file: string, policy: Policy, units: UnitWords): Parameters {
  const open = openParameters(policy);
  const values: Record<string, Scalar | Record<string, Scalar>> = {};
  const diagnostics: Diagnostic[] = [];
  for (const [name, given] of written) {
    const { parameter, unit } = named(name, open, policy, units);
    const place: Place = { kind: "cell", file, row: null, column: name };
    if (!parameter) {
      const known = open.map((v) => valueName(policy, v.id));
      diagnostics.push(diagnostic("P6017", place, { name, known }));
      continue;
    }
    const read = (value: string, of: string | null): Scalar | null => {
      const type = cellType(parameter, policy);
      const result = readCell(value, unit ? { ...type, scale: unit.scale, unit: unit.word } : type, units);
      if (result.kind === "value") return result.value === null ? null : scalar(parameter.type, result.value);
      const fault = result.kind === "fault" ? result.fault : ({ kind: "notNumber" } as const);
      diagnostics.push(diagnostic("P6018", place, { parameter: valueName(policy, parameter.id), of, value, fault }));
      return null;
    };
    if (typeof given === "string") {
      const one = read(given, null);
      if (one) values[parameter.id] = one;
      continue;
    }
    const each: Record<string, Scalar> = {};
    for (const [of, value] of given) {
      const one = read(value, of);
      if (one) each[of] = one;
    }
    values[parameter.id] = each;
  }
  return { values: diagnostics.length > 0 ? null : values, diagnostics };
}

/** The parameter that a heading names, by itself or before a unit in brackets: `资金池（万元）`. */
function named(
  heading: string,
  open: readonly SetValue[],
  policy: Policy,
  units: UnitWords,
): { readonly parameter: SetValue | null; readonly unit: { readonly scale: Rational; readonly word: string } | null } {
  const called = (text: string) => open.find((v) => spellings(v.id, policy.about[v.id]).includes(label(text))) ?? null;
  const whole = called(heading);
  if (whole) return { parameter: whole, unit: null };
  const bracket = inBracket(heading);
  const parameter = bracket && called(bracket.before);
  const fits = parameter?.type.kind === "number" ? fitting(units(bracket?.inside ?? ""), parameter.type.unit) : null;
  return fits
    ? { parameter, unit: { scale: fits.scale, word: bracket?.inside ?? "" } }
    : { parameter: null, unit: null };
}

function cellType(parameter: SetValue, policy: Policy): CellType {
  const { type, body } = parameter;
  const values = type.kind === "enum" ? (policy.enums.find((e) => e.id === type.enum)?.values ?? []) : [];
  const enumId = type.kind === "enum" ? type.enum : "";
  return {
    type,
    scale: rational(body.scale),
    low: body.low,
    high: body.high,
    unit: policy.about[parameter.id]?.unit ?? null,
    choices: values.map((value) => ({
      value,
      name: enumValueName(policy, enumId, value),
      spellings: spellings(value, policy.about[`${enumId}.${value}`]),
    })),
    key: false,
  };
}

function scalar(type: Type, value: Rational | boolean | string): Scalar {
  if (typeof value === "boolean") return { kind: "bool", value };
  if (typeof value === "object") return { kind: "number", value: text(value) };
  return { kind: type.kind === "date" ? "date" : type.kind === "enum" ? "enum" : "text", value };
}
