/** Names, quantities, literals and types. */
import type {
  Attr,
  DateLiteral,
  Decl,
  Literal,
  Name,
  Path,
  PerUnit,
  Quantity,
  Typed,
  TypeRef,
  UnitRef,
} from "../ast.js";
import type {
  AttrCstNode,
  DeclCstNode,
  LiteralCstNode,
  NamesCstNode,
  PathCstNode,
  PathsCstNode,
  PerUnitCstNode,
  QuantityCstNode,
  RateFirstCstNode,
  SignedCstNode,
  TypeCstNode,
  TypedCstNode,
  UnitRefCstNode,
  UnitTypeCstNode,
} from "../generated/cst.generated.js";
import { cover } from "../source/span.js";
import { idOf, type Token } from "../token-types.js";
import { unitId } from "../units.js";
import { type Build, nameOf, one, optionalText, report, spanOf, textOf, tokenSpan } from "./build.js";

export function decl(node: DeclCstNode): Decl {
  const [name, other] = node.children.Name;
  return {
    kind: "Decl",
    name: nameOf(name as Token),
    other: other ? nameOf(other) : null,
    label: optionalText(node.children.Text),
    span: spanOf(node),
  };
}

export function names(node: NamesCstNode): Name[] {
  return node.children.Name.map(nameOf);
}

export function path(node: PathCstNode): Path {
  return { kind: "Path", names: node.children.Name.map(nameOf), span: spanOf(node) };
}

export function paths(node: PathsCstNode): Path[] {
  return node.children.path.map(path);
}

export function date(token: Token): DateLiteral {
  return { kind: "Date", value: token.text, span: tokenSpan(token) };
}

/** A number token alone, without what it is per. */
export function number(token: Token): Quantity {
  const { value, magnitude, unit } = token.number ?? { value: token.text, magnitude: null, unit: null };
  const name: Name | null = unit && { kind: "Name", text: unit.text, span: { start: unit.start, end: unit.end } };
  return { kind: "Quantity", value, magnitude, unit: name, per: [], span: tokenSpan(token) };
}

function perUnit(b: Build, node: PerUnitCstNode): PerUnit {
  const { Full, Number: numbers, Name: units } = node.children;
  const full = Full !== undefined;
  if (units?.[0]) return { kind: "PerUnit", full, count: null, unit: nameOf(units[0]), span: spanOf(node) };
  const counted = number(one(numbers));
  if (counted.unit === null || counted.magnitude !== null) {
    const unit = { en: "a unit", zh: "单位" };
    const clause = { en: "`per`", zh: "“每”" };
    report(b, "P1002", counted.span, { expected: [unit], clause });
  }
  const unit = counted.unit ?? { kind: "Name", text: "", span: counted.span };
  return { kind: "PerUnit", full, count: counted.value, unit, span: spanOf(node) };
}

export function quantity(b: Build, node: QuantityCstNode): Quantity {
  const base = number(one(node.children.Number));
  const per = node.children.perUnit?.map((unit) => perUnit(b, unit)) ?? [];
  return { ...base, per, span: spanOf(node) };
}

/** 每亩 300元 */
export function rateFirst(b: Build, node: RateFirstCstNode): Quantity {
  const base = number(one(node.children.Number));
  return { ...base, per: node.children.perUnit.map((unit) => perUnit(b, unit)), span: spanOf(node) };
}

export function signed(b: Build, node: SignedCstNode): Quantity {
  const read = quantity(b, one(node.children.quantity));
  const minus = node.children.Minus?.[0];
  return minus ? { ...read, value: `-${read.value}`, span: cover(tokenSpan(minus), read.span) } : read;
}

export function literal(b: Build, node: LiteralCstNode): Literal {
  const { signed: number, Yes, No, Date: dates, Text: texts, path: paths } = node.children;
  if (number?.[0]) return signed(b, number[0]);
  if (Yes?.[0]) return { kind: "YesNo", value: true, span: tokenSpan(Yes[0]) };
  if (No?.[0]) return { kind: "YesNo", value: false, span: tokenSpan(No[0]) };
  if (dates?.[0]) return date(dates[0]);
  if (texts?.[0]) return textOf(texts[0]);
  return path(one(paths));
}

// ---------------------------------------------------------------- types

/** 万元 is a magnitude and a unit in one run. */
function large(name: Name): { magnitude: "wan" | "yi"; name: Name } | null {
  const magnitude = name.text.startsWith("万") ? "wan" : name.text.startsWith("亿") ? "yi" : null;
  const rest = name.text.slice(1);
  if (magnitude === null || unitId(rest) === null || unitId(name.text) !== null) return null;
  return { magnitude, name: { kind: "Name", text: rest, span: { start: name.span.start + 1, end: name.span.end } } };
}

export function unitRef(node: UnitRefCstNode | UnitTypeCstNode): UnitRef {
  const written = node.children.Magnitude?.[0];
  const [first, ...per] = node.children.Name.map(nameOf);
  const split = written === undefined ? large(first as Name) : null;
  const word = written === undefined ? null : written.text === "wan" || written.text === "万" ? "wan" : "yi";
  return {
    kind: "UnitRef",
    magnitude: split?.magnitude ?? word,
    name: split?.name ?? (first as Name),
    per,
    span: spanOf(node),
  };
}

export function type(node: TypeCstNode): TypeRef {
  const { YesNo, WholeNumber, OneOf, decl: decls, unitType } = node.children;
  const span = spanOf(node);
  if (YesNo) return { kind: "YesNoType", span };
  if (WholeNumber) return { kind: "WholeNumberType", span };
  if (OneOf) return { kind: "OneOfType", values: (decls ?? []).map(decl), span };
  return { kind: "NamedType", unit: unitRef(one(unitType)), span };
}

function attr(b: Build, node: AttrCstNode): Attr {
  const {
    signed: bounds,
    BlankMeans,
    literal: blank,
    Alias,
    Text: texts,
    SetBy,
    Name: whos,
    Key,
    Private,
  } = node.children;
  const span = spanOf(node);
  if (bounds?.[0]) return { kind: "Bounds", low: signed(b, bounds[0]), high: signed(b, one(bounds.slice(1))), span };
  if (BlankMeans) return { kind: "BlankMeans", value: literal(b, one(blank)), span };
  if (Alias) return { kind: "Alias", text: textOf(one(texts)), span };
  if (SetBy) return { kind: "SetBy", who: nameOf(one(whos)), span };
  return { kind: "Flag", flag: Key ? "key" : Private ? "private" : "optional", span };
}

export function typed(b: Build, node: TypedCstNode): Typed {
  return {
    kind: "Typed",
    type: type(one(node.children.type)),
    attrs: node.children.attr?.map((each) => attr(b, each)) ?? [],
    span: spanOf(node),
  };
}

/** The id of a token that stands for itself. */
export function tokenId(token: Token): string {
  return idOf(token.tokenType) ?? "";
}
