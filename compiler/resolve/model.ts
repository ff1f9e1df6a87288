/**
 * What a policy declares: entities with typed fields, units, values, enums. Built once, before any expression is looked at.
 * Guarantees: every declared name is canonical; every field has a type (or one that was reported).
 */
import type { Attr, Entity, Literal, Question, TypeRef, UnitRef, Value } from "../../grammar/ast.js";
import { unitId } from "../../grammar/units.js";
import { ONE, type Rational, integer, mul, parse, text } from "../ir/rational.js";
import type { FieldDef, Scalar } from "../ir/types.js";
import { type Unit, isCounter, over, times, unitOf } from "../ir/units.js";
import { DATE, TEXT, type Ty, irType, numberTy, BOOL } from "../lower/types.js";
import { builtin } from "./builtins.js";
import type { Gathered, Located } from "./files.js";
import { type Names, buildNames, declarations, nearest, singulars } from "./names.js";
import { type At, type Reporter, DECLARED_HERE, FIRST_HERE } from "./report.js";

export interface FieldInfo {
  readonly id: string;
  readonly entity: string;
  readonly ty: Ty;
  readonly def: FieldDef;
  readonly at: At;
  /** Declared in the policy itself, not in a vocabulary. */
  readonly local: boolean;
}

export interface EntityInfo {
  readonly id: string;
  readonly within: string | null;
  readonly fields: Map<string, FieldInfo>;
  key: string | null;
  readonly at: At;
}

export interface ValueInfo {
  readonly id: string;
  readonly clause: Value | Question;
  readonly file: string;
  readonly section: string | null;
}

export interface Model {
  readonly names: Names;
  readonly entities: ReadonlyMap<string, EntityInfo>;
  readonly enums: Map<string, readonly string[]>;
  readonly values: ReadonlyMap<string, ValueInfo>;
  /** Units that count as one another for one field (羊 头/只): unit id → ids of its aliases. */
  readonly aliases: ReadonlyMap<string, ReadonlySet<string>>;
  readonly broken: ReadonlySet<string>;
  unit(name: string): Unit | null;
  entity(name: string): EntityInfo | null;
  /** Ancestors of an entity, itself first. */
  chain(entity: string | null): EntityInfo[];
  type(ref: TypeRef, file: string, owner: string): { ty: Ty; scale: Rational };
}

const MAGNITUDES = { wan: integer(10_000), yi: integer(100_000_000) } as const;

export function magnitude(of: "wan" | "yi" | null): Rational {
  return of === null ? ONE : MAGNITUDES[of];
}

export function buildModel(gathered: Gathered, out: Reporter): Model {
  const names = buildNames([
    ...gathered.vocabularies.flatMap(({ file, path }) => declarations(file).map((d) => ({ ...d, file: path }))),
    ...declarationsOf(gathered),
  ]);
  for (const { at, first, spelling } of names.conflicts) {
    out.report("P2003", { file: at.file, span: at.decl.span }, { spelling }, {
      related: [{ file: first.file, span: first.decl.span, label: FIRST_HERE }],
    });
  }

  const localUnits = new Set<string>();
  const aliases = new Map<string, Set<string>>();
  for (const { clause, file } of gathered.clauses) {
    if (clause.kind !== "UnitDecl") continue;
    const id = unitId(clause.decl.name.text) ?? (clause.decl.other ? unitId(clause.decl.other.text) : null) ?? names.idOf(clause.decl);
    if (unitId(id) === null) localUnits.add(id);
    for (const alias of clause.aliases) {
      const other = unitId(alias.value) ?? alias.value;
      if (unitId(alias.value) === null) {
        out.report("P2007", { file, span: alias.span }, { name: alias.value, near: [] });
        continue;
      }
      aliases.set(id, (aliases.get(id) ?? new Set()).add(other));
      aliases.set(other, (aliases.get(other) ?? new Set()).add(id));
    }
  }
  const unit = (name: string): Unit | null => {
    const id = unitId(name);
    if (id !== null) return unitOf(id);
    const local = names.canon(name);
    for (const form of singulars(local)) if (localUnits.has(names.canon(form))) return unitOf(names.canon(form));
    return null;
  };

  const entities = new Map<string, EntityInfo>();
  const enums = new Map<string, readonly string[]>();
  const entity = (name: string): EntityInfo | null => {
    for (const form of singulars(name)) {
      const found = entities.get(names.canon(form));
      if (found) return found;
    }
    return null;
  };

  const unitRef = (ref: UnitRef, file: string): Unit | null => {
    const head = unit(ref.name.text);
    if (!head) return null;
    let result: Unit = { dims: head.dims, scale: mul(head.scale, magnitude(ref.magnitude)) };
    for (const per of ref.per) {
      const below = unit(per.text);
      if (!below) {
        out.report("P2007", { file, span: per.span }, { name: per.text, near: names.near(per.text) });
        return { dims: {}, scale: ONE };
      }
      result = over(result, below);
    }
    return result;
  };

  const type = (ref: TypeRef, file: string, owner: string): { ty: Ty; scale: Rational } => {
    switch (ref.kind) {
      case "YesNoType":
        return { ty: BOOL, scale: ONE };
      case "WholeNumberType":
        return { ty: numberTy({}, { whole: true }), scale: ONE };
      case "OneOfType":
        enums.set(owner, ref.values.map(names.idOf));
        return { ty: { kind: "enum", enum: owner }, scale: ONE };
      case "NamedType": {
        const word = ref.unit.name.text;
        if (ref.unit.per.length === 0 && ref.unit.magnitude === null) {
          const known = builtin(word);
          if (known === "text") return { ty: TEXT, scale: ONE };
          if (known === "date") return { ty: DATE, scale: ONE };
          if (known === "number") return { ty: numberTy({}), scale: ONE };
          if (unit(word) === null) {
            const target = entity(word);
            if (target) return { ty: { kind: "entity", entity: target.id }, scale: ONE };
          }
        }
        const found = unitRef(ref.unit, file);
        if (!found) {
          out.report("P2007", { file, span: ref.unit.name.span }, { name: word, near: nearest(word, [...localUnits, ...entities.keys()]) });
          return { ty: { kind: "error" }, scale: ONE };
        }
        return { ty: numberTy(found.dims, { scale: found.scale, whole: isCounter(found.dims) }), scale: found.scale };
      }
    }
  };

  const declared = gathered.clauses.filter((at): at is Located & { clause: Entity } => at.clause.kind === "Entity");
  for (const { clause, file } of declared) {
    // A policy adds fields to a known entity under either of its spellings.
    const id = names.canon(names.idOf(clause.decl));
    if (!entities.has(id)) {
      entities.set(id, {
        id,
        within: clause.within === null ? null : names.canon(clause.within.text),
        fields: new Map(),
        key: null,
        at: { file, span: clause.decl.span },
      });
    }
  }
  for (const { clause, file } of declared) {
    if (clause.within && !entity(clause.within.text) && !gathered.broken.has(clause.within.text)) {
      out.report("P2006", { file, span: clause.within.span }, { name: clause.within.text, near: nearest(clause.within.text, [...entities.keys()]) });
    }
  }
  for (const { clause, file, vocabulary } of declared) {
    const info = entities.get(names.canon(names.idOf(clause.decl))) as EntityInfo;
    for (const field of clause.fields) {
      const id = names.idOf(field.decl);
      const known = info.fields.get(id);
      if (known) {
        out.report("P2002", { file, span: field.decl.span }, { name: field.decl.name.text }, {
          related: [{ file: known.at.file, span: known.at.span, label: DECLARED_HERE }],
        });
        continue;
      }
      const { ty, scale } = type(field.type, file, `${info.id}.${id}`);
      const attrs = readAttrs(field.attrs, ty, scale, file, { unit, names, enums }, out);
      if (field.attrs.some((a) => a.kind === "Flag" && a.flag === "key")) info.key = id;
      info.fields.set(id, {
        id,
        entity: info.id,
        ty,
        at: { file, span: field.decl.span },
        local: !vocabulary,
        def: {
          id,
          type: irType(ty),
          scale: text(scale),
          low: attrs.low === null ? null : text(attrs.low),
          high: attrs.high === null ? null : text(attrs.high),
          blank: attrs.blank,
          optional: field.attrs.some((a) => a.kind === "Flag" && a.flag === "optional"),
          private: field.attrs.some((a) => a.kind === "Flag" && a.flag === "private"),
          aliases: field.attrs.flatMap((a) => (a.kind === "Alias" ? [a.text.value] : [])),
        },
      });
    }
  }

  const values = new Map<string, ValueInfo>();
  for (const { clause, file, section } of gathered.clauses) {
    if (clause.kind !== "Value" && clause.kind !== "Question") continue;
    const id = names.idOf(clause.decl);
    if (!values.has(id)) values.set(id, { id, clause, file, section: section === null ? null : (entity(section.text)?.id ?? null) });
  }

  return {
    names,
    entities,
    enums,
    values,
    aliases,
    broken: gathered.broken,
    unit,
    entity,
    chain: (start) => {
      const found: EntityInfo[] = [];
      for (let at = start === null ? null : (entities.get(start) ?? null); at && !found.includes(at); ) {
        found.push(at);
        at = at.within === null ? null : (entities.get(at.within) ?? null);
      }
      return found;
    },
    type,
  };
}

function declarationsOf(gathered: Gathered) {
  const clauses = gathered.clauses.filter((at) => !at.vocabulary);
  return clauses.flatMap(({ clause, file }) =>
    declarations({ ...gathered.policy, clauses: [clause] }).map((d) => ({ ...d, file })),
  );
}

export interface AttrScope {
  readonly unit: (name: string) => Unit | null;
  readonly names: Names;
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** Bounds, `blank means` and who sets a typed field or parameter, in base units. */
export function readAttrs(
  attrs: readonly Attr[],
  ty: Ty,
  scale: Rational,
  file: string,
  scope: AttrScope,
  out: Reporter,
): { low: Rational | null; high: Rational | null; blank: Scalar | null } {
  let low: Rational | null = null;
  let high: Rational | null = null;
  let blank: Scalar | null = null;
  for (const attr of attrs) {
    if (attr.kind === "Bounds") {
      low = scalarNumber(attr.low, ty, scale, scope);
      high = scalarNumber(attr.high, ty, scale, scope);
      if (ty.kind !== "error" && (low === null || high === null)) out.report("P3019", { file, span: attr.span }, {});
      else if (low !== null && high !== null && low.n * high.d > high.n * low.d) out.report("P3020", { file, span: attr.span }, {});
    } else if (attr.kind === "BlankMeans") {
      blank = scalarOf(attr.value, ty, scale, scope);
      if (blank === null && ty.kind !== "error") out.report("P3021", { file, span: attr.value.span }, {});
    }
  }
  return { low, high, blank };
}

function scalarNumber(literal: Literal, ty: Ty, scale: Rational, scope: AttrScope): Rational | null {
  const scalar = scalarOf(literal, ty, scale, scope);
  return scalar?.kind === "number" ? parse(scalar.value) : null;
}

/** A literal as a value of this type in base units, or null if it is not one. */
export function scalarOf(literal: Literal, ty: Ty, scale: Rational, scope: AttrScope): Scalar | null {
  switch (literal.kind) {
    case "Quantity": {
      if (ty.kind !== "number") return null;
      const number = parse(literal.value);
      if (number === null) return null;
      if (literal.unit === null && literal.per.length === 0) {
        return { kind: "number", value: text(mul(mul(number, magnitude(literal.magnitude)), scale)) };
      }
      let unit: Unit = literal.unit === null ? { dims: {}, scale: ONE } : (scope.unit(literal.unit.text) ?? { dims: { "?": 1 }, scale: ONE });
      for (const per of literal.per) unit = over(unit, scope.unit(per.unit.text) ?? { dims: { "?": 1 }, scale: ONE });
      unit = times(unit, { dims: {}, scale: magnitude(literal.magnitude) });
      const fits = JSON.stringify(Object.entries(unit.dims).sort()) === JSON.stringify(Object.entries(ty.dims).sort());
      return fits ? { kind: "number", value: text(mul(number, unit.scale)) } : null;
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
      const name = scope.names.canon(literal.names.map((n) => n.text).join("."));
      if (ty.kind === "enum") return scope.enums.get(ty.enum)?.includes(name) ? { kind: "enum", value: name } : null;
      return ty.kind === "text" ? { kind: "text", value: literal.names.map((n) => n.text).join(".") } : null;
    }
  }
}
