/**
 * What a policy declares: entities with typed fields, units, values, enums. Built once, before any expression is looked at.
 * Guarantees: every declared name is canonical; every field has a type (or one that was reported).
 */
import type { Entity, Name, Question, TypeRef, UnitRef, Value } from "../../grammar/ast.js";
import type { KnownWords } from "../../grammar/index.js";
import { UNITS, type UnitId, unitId, unitSpellings } from "../../grammar/units.js";
import { mul, ONE, type Rational, text } from "../ir/rational.js";
import type { FieldDef } from "../ir/types.js";
import { isCounter, over, type Unit, unitOf } from "../ir/units.js";
import { BOOL, DATE, irType, numberTy, TEXT, type Ty } from "../lower/types.js";
import { builtin } from "./builtins.js";
import type { Gathered, Located } from "./files.js";
import { magnitude, readAttrs } from "./literals.js";
import { type Names, nearest, singulars } from "./names.js";
import { type At, DECLARED_HERE, FIRST_HERE, type Reporter } from "./report.js";

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
  /** Its section names no entity, which is reported there: what it says of rows cannot be told. */
  readonly lost: boolean;
}

export interface Model {
  readonly names: Names;
  readonly entities: ReadonlyMap<string, EntityInfo>;
  readonly enums: Map<string, readonly string[]>;
  readonly values: ReadonlyMap<string, ValueInfo>;
  /** Units that count as one another for one field (羊 头/只): unit id → ids of its aliases. */
  readonly aliases: ReadonlyMap<string, ReadonlySet<string>>;
  readonly broken: ReadonlySet<string>;
  /** How the names and units in use are spelled: what text that is read later is cut by. */
  readonly words: KnownWords;
  unit(name: string): Unit | null;
  /** Spellings of units and entities near this one. */
  nearUnits(name: string): string[];
  /** The unit that is named; null if it is none, which is reported. */
  unitRef(ref: UnitRef, file: string): Unit | null;
  entity(name: string): EntityInfo | null;
  /** Ancestors of an entity, itself first. */
  chain(entity: string | null): EntityInfo[];
  type(ref: TypeRef, file: string, owner: string): { ty: Ty; scale: Rational };
}

export function buildModel(gathered: Gathered, out: Reporter): Model {
  const { names } = gathered;
  for (const { at, first, spelling } of names.conflicts) {
    out.report(
      "P2003",
      { file: at.file, span: at.decl.span },
      { spelling },
      {
        related: [{ file: first.file, span: first.decl.span, label: FIRST_HERE }],
      },
    );
  }

  const localUnits = new Set<string>();
  const aliases = new Map<string, Set<string>>();
  for (const { clause, file } of gathered.clauses) {
    if (clause.kind !== "UnitDecl") continue;
    const id =
      unitId(clause.decl.name.text) ??
      (clause.decl.other ? unitId(clause.decl.other.text) : null) ??
      names.idOf(clause.decl);
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

  const nearUnits = (name: string) =>
    nearest(name, [
      ...Object.keys(UNITS).flatMap((id) => unitSpellings(id as UnitId)),
      ...localUnits,
      ...entities.keys(),
    ]);
  const noUnit = (name: Name, file: string): null => {
    if (!gathered.broken.has(name.text)) {
      out.report("P2007", { file, span: name.span }, { name: name.text, near: nearUnits(name.text) });
    }
    return null;
  };
  const unitRef = (ref: UnitRef, file: string): Unit | null => {
    const head = unit(ref.name.text);
    if (!head) return noUnit(ref.name, file);
    let result: Unit = { dims: head.dims, scale: mul(head.scale, magnitude(ref.magnitude)) };
    for (const per of ref.per) {
      const below = unit(per.text);
      if (!below) return noUnit(per, file);
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
        if (!found) return { ty: { kind: "error" }, scale: ONE };
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
      out.report(
        "P2006",
        { file, span: clause.within.span },
        { name: clause.within.text, near: nearest(clause.within.text, [...entities.keys()]) },
      );
    }
  }
  for (const info of entities.values()) {
    const path = [info.id];
    for (let up = info.within; up !== null; up = entities.get(up)?.within ?? null) {
      path.push(up);
      // Told at the first of them.
      if (up === info.id && [...entities.keys()].find((id) => path.includes(id)) === info.id)
        out.report("P2021", info.at, { cycle: path.map(names.both) });
      if (path.indexOf(up) < path.length - 1) break;
    }
  }
  for (const { clause, file, vocabulary } of declared) {
    const info = entities.get(names.canon(names.idOf(clause.decl))) as EntityInfo;
    for (const field of clause.fields) {
      const id = names.idOf(field.decl);
      const known = info.fields.get(id);
      if (known) {
        out.report(
          "P2002",
          { file, span: field.decl.span },
          { name: names.both(id) },
          {
            related: [{ file: known.at.file, span: known.at.span, label: DECLARED_HERE }],
          },
        );
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
    const home = section === null ? null : (entity(section.text)?.id ?? null);
    if (!values.has(id)) values.set(id, { id, clause, file, section: home, lost: section !== null && home === null });
  }

  const chain = (start: string | null): EntityInfo[] => {
    const found: EntityInfo[] = [];
    for (let at = start === null ? null : (entities.get(start) ?? null); at && !found.includes(at); ) {
      found.push(at);
      at = at.within === null ? null : (entities.get(at.within) ?? null);
    }
    return found;
  };
  // A field or entity of the same name would be meant in its place, without a word.
  for (const { clause, file, section } of gathered.clauses) {
    if (clause.kind !== "Value" && clause.kind !== "Question" && clause.kind !== "Benefit") continue;
    const id = names.idOf(clause.decl);
    const rows = section === null ? [...entities.values()] : chain(entity(section.text)?.id ?? null);
    const known = entities.get(id) ?? rows.find((row) => row.fields.has(id))?.fields.get(id);
    if (known === undefined) continue;
    const at = { file, span: clause.decl.name.span };
    out.report("P2002", at, { name: names.both(id) }, { related: [{ ...known.at, label: DECLARED_HERE }] });
  }

  return {
    names,
    entities,
    enums,
    values,
    aliases,
    broken: gathered.broken,
    words: { names: names.all, units: new Set([...localUnits].flatMap((id) => Object.values(names.both(id)))) },
    unit,
    nearUnits,
    unitRef,
    entity,
    chain,
    type,
  };
}
