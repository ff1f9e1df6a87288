/** Literals where a type is declared: bounds, `blank means`, facts of examples. */
import type { Attr, Literal, Name, Quantity } from "../../grammar/ast.js";
import { compare, integer, mul, ONE, parse, type Rational, rational, text } from "../ir/rational.js";
import type { Scalar } from "../ir/types.js";
import { over, sameDims, type Unit } from "../ir/units.js";
import type { Ty } from "../lower/types.js";
import type { Names } from "./names.js";
import type { Reporter } from "./report.js";

const MAGNITUDES = { wan: integer(10_000), yi: integer(100_000_000) } as const;

export function magnitude(of: "wan" | "yi" | null): Rational {
  return of === null ? ONE : MAGNITUDES[of];
}

/** Whether a number is written without any unit. */
export function isBare(node: Quantity): boolean {
  return node.unit === null && node.per.length === 0;
}

/** What a quantity is counted in, its magnitude and the numbers after `per` included: 万元, 元/10亩. Else the name that is no unit. */
export function writtenUnit(
  node: Quantity,
  unit: (name: string) => Unit | null,
): { readonly unit: Unit } | { readonly unknown: Name } {
  const head = node.unit === null ? { dims: {}, scale: ONE } : unit(node.unit.text);
  if (head === null) return { unknown: node.unit as Name };
  let whole: Unit = { dims: head.dims, scale: mul(head.scale, magnitude(node.magnitude)) };
  for (const per of node.per) {
    const below = unit(per.unit.text);
    if (below === null) return { unknown: per.unit };
    whole = over(whole, { dims: below.dims, scale: mul(below.scale, per.count === null ? ONE : rational(per.count)) });
  }
  return { unit: whole };
}

export interface LiteralScope {
  readonly unit: (name: string) => Unit | null;
  readonly names: Names;
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** Bounds and `blank means` of a typed field or parameter, in base units. */
export function readAttrs(
  attrs: readonly Attr[],
  ty: Ty,
  scale: Rational,
  file: string,
  scope: LiteralScope,
  out: Reporter,
): { low: Rational | null; high: Rational | null; blank: Scalar | null } {
  let low: Rational | null = null;
  let high: Rational | null = null;
  let blank: Scalar | null = null;
  for (const attr of attrs) {
    if (attr.kind === "Bounds") {
      low = scalarNumber(borrowing(attr.low, attr.high), ty, scale, scope);
      high = scalarNumber(borrowing(attr.high, attr.low), ty, scale, scope);
      if (ty.kind !== "error" && (low === null || high === null)) out.report("P3019", { file, span: attr.span }, {});
      else if (low !== null && high !== null && compare(low, high) > 0)
        out.report("P3020", { file, span: attr.span }, {});
    } else if (attr.kind === "BlankMeans") {
      blank = scalarOf(attr.value, ty, scale, scope);
      if (blank === null && ty.kind !== "error") out.report("P3021", { file, span: attr.value.span }, {});
    }
  }
  return { low, high, blank };
}

/** `2 to 4 wan yuan`, `2 to 4 wan`: a bare end of a range takes the unit of the other, its 万 or 亿 included. */
export function borrowing(node: Quantity, other: Quantity): Quantity {
  return isBare(node) && (!isBare(other) || node.magnitude === null)
    ? { ...node, magnitude: node.magnitude ?? other.magnitude, unit: other.unit, per: other.per }
    : node;
}

function scalarNumber(literal: Literal, ty: Ty, scale: Rational, scope: LiteralScope): Rational | null {
  const scalar = scalarOf(literal, ty, scale, scope);
  return scalar?.kind === "number" ? parse(scalar.value) : null;
}

/** A literal as a value of this type in base units, or null if it is not one. */
export function scalarOf(literal: Literal, ty: Ty, scale: Rational, scope: LiteralScope): Scalar | null {
  switch (literal.kind) {
    case "Quantity": {
      if (ty.kind !== "number") return null;
      const number = parse(literal.value);
      if (number === null) return null;
      if (isBare(literal))
        return { kind: "number", value: text(mul(mul(number, magnitude(literal.magnitude)), scale)) };
      const written = writtenUnit(literal, scope.unit);
      return "unit" in written && sameDims(written.unit.dims, ty.dims)
        ? { kind: "number", value: text(mul(number, written.unit.scale)) }
        : null;
    }
    case "YesNo":
      return ty.kind === "bool" ? { kind: "bool", value: literal.value } : null;
    case "Date":
      return ty.kind === "date" ? { kind: "date", value: literal.value } : null;
    case "Text":
      if (ty.kind === "text" || ty.kind === "entity") return { kind: "text", value: literal.value };
      return ty.kind === "enum" && scope.enums.get(ty.enum)?.includes(scope.names.canon(literal.value))
        ? { kind: "enum", value: scope.names.canon(literal.value) }
        : null;
    case "Path": {
      const written = literal.names.map((n) => n.text).join(".");
      const name = scope.names.canon(written);
      if (ty.kind === "enum") return scope.enums.get(ty.enum)?.includes(name) ? { kind: "enum", value: name } : null;
      return ty.kind === "text" ? { kind: "text", value: written } : null;
    }
  }
}
