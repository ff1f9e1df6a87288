/** What is declared, by id, and which of it each name in the files means. */
import type { Clause, Decl, Field, Name, TypeRef } from "../../grammar/ast.js";
import { type Bilingual, BUILT_IN_NAMES } from "../../grammar/tokens.js";
import { MAGNITUDES, unitId, unitSpelling } from "../../grammar/units.js";
import type { Type } from "../ir/types.js";
import { dimsOf } from "../ir/units.js";
import { unitWords } from "../lower/words.js";
import type { Examined } from "../pipeline.js";
import type { SymbolInfo, SymbolKind } from "./data.js";
import { type Snapshot, type Tree, treesOf } from "./snapshot.js";

export interface Declared extends SymbolInfo {
  readonly decl: Decl;
  /** The entity of a field; the owner (field, parameter or question) of an enum's value or a reading; else null. */
  readonly owner: string | null;
  /** On whose rows it has a value: the entity of its section; null: once for the run, or not said. */
  readonly entity: string | null;
}

export interface SymbolTable {
  readonly byId: ReadonlyMap<string, Declared>;
  /** Ids of what is declared under a canonical name. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** Ids by `file:start` of the declared name, either spelling. */
  readonly byPlace: ReadonlyMap<string, string>;
}

const tables = new WeakMap<Examined, SymbolTable>();

export function symbolsOf(snapshot: Snapshot): SymbolTable {
  const known = tables.get(snapshot.compiled);
  if (known) return known;
  const made = build(snapshot);
  tables.set(snapshot.compiled, made);
  return made;
}

const KINDS: Partial<Record<Clause["kind"], SymbolKind>> = {
  Question: "question",
  Benefit: "benefit",
  Limit: "limit",
  Check: "check",
  Procedure: "procedure",
  Note: "note",
  UnitDecl: "unit",
};

export const placeKey = (file: string, start: number) => `${file}:${start}`;

function build(snapshot: Snapshot): SymbolTable {
  const { names } = snapshot.compiled.model;
  const byId = new Map<string, Declared>();
  const byName = new Map<string, string[]>();
  const byPlace = new Map<string, string>();
  const types = typesOf(snapshot);

  const add = (
    tree: Tree,
    id: string,
    kind: SymbolKind,
    decl: Decl,
    whole: { start: number; end: number },
    more: Partial<Pick<Declared, "owner" | "entity" | "cites" | "type">> = {},
  ): void => {
    for (const name of [decl.name, decl.other]) if (name) byPlace.set(placeKey(tree.path, name.span.start), id);
    // The file itself comes first; an earlier version says the same of itself.
    if (byId.has(id)) return;
    byId.set(id, {
      id,
      kind,
      name: names.spellings(decl),
      label: decl.label?.value ?? null,
      type: more.type ?? types(id),
      cites: more.cites ?? [],
      declared: { file: tree.path, ...decl.name.span },
      whole: { file: tree.path, start: whole.start, end: whole.end },
      decl,
      owner: more.owner ?? null,
      entity: more.entity ?? null,
    });
    // Rules never speak of files.
    if (kind === "policy" || kind === "vocabulary") return;
    const key = kind === "unit" ? id.slice("unit ".length) : names.idOf(decl);
    byName.set(key, [...(byName.get(key) ?? []), id]);
  };
  const values = (tree: Tree, owner: string, type: TypeRef): void => {
    if (type.kind !== "OneOfType") return;
    for (const value of type.values)
      add(tree, `${owner}.${names.idOf(value)}`, "enumValue", value, value.span, { owner });
  };
  const field = (tree: Tree, entity: string, node: Field): void => {
    const id = `${entity}.${names.idOf(node.decl)}`;
    add(tree, id, "field", node.decl, node.span, {
      owner: entity,
      entity,
      type: typeWords(node.type, snapshot.compiled),
    });
    values(tree, id, node.type);
  };

  for (const tree of treesOf(snapshot)) {
    const { file } = tree;
    const own = file.kind === "PolicyFile" ? "policy" : "vocabulary";
    if (file.decl.name.text !== "") add(tree, `${own} ${names.idOf(file.decl)}`, own, file.decl, file.decl.span);
    let section: string | null = null;
    for (const clause of file.clauses) {
      if (clause.kind === "Section")
        section = clause.entity === null ? null : (entityId(snapshot, clause.entity) ?? null);
      else if (clause.kind === "Entity") {
        const id = names.canon(names.idOf(clause.decl));
        add(tree, id, "entity", clause.decl, clause.span);
        for (const one of clause.fields) field(tree, id, one);
      } else if (clause.kind === "UnitDecl") {
        const id = unitId(clause.decl.name.text) ?? names.idOf(clause.decl);
        add(tree, `unit ${id}`, "unit", clause.decl, clause.span);
      } else if (clause.kind === "PayOut") {
        for (const { party } of clause.parts)
          if (party) add(tree, names.idOf(party), "party", party, party.span, { cites: cited(clause) });
      } else if ("decl" in clause && clause.decl !== null && clause.kind !== "BrokenClause") {
        const id = names.idOf(clause.decl);
        const kind = clause.kind === "Value" ? clause.head : (KINDS[clause.kind] as SymbolKind);
        const type =
          clause.kind === "Value" && clause.body.kind === "Typed"
            ? typeWords(clause.body.type, snapshot.compiled)
            : undefined;
        add(tree, id, kind, clause.decl, clause.span, {
          cites: cited(clause),
          entity: section,
          type: type ?? types(id),
        });
        if (clause.kind === "Value" && clause.body.kind === "Typed") values(tree, id, clause.body.type);
        if (clause.kind === "Question")
          for (const reading of clause.readings)
            add(tree, `${id}.${names.idOf(reading.decl)}`, "reading", reading.decl, reading.span, { owner: id });
        if (clause.kind === "Procedure")
          for (const step of clause.steps)
            add(tree, `${id}.${names.idOf(step.decl)}`, "step", step.decl, step.span, {
              owner: id,
              cites: cited(step),
            });
      } else if (clause.kind === "BrokenClause" && clause.decl !== null && KNOWN_HEADS.has(clause.head)) {
        const id = names.idOf(clause.decl);
        add(tree, id, KNOWN_HEADS.get(clause.head) as SymbolKind, clause.decl, clause.span, { entity: section });
      }
    }
  }
  return { byId, byName, byPlace };
}

/** What a clause that could not be read declares, by its first word. */
const KNOWN_HEADS: ReadonlyMap<string, SymbolKind> = new Map([
  ["define", "define"],
  ["param", "param"],
  ["question", "question"],
  ["benefit", "benefit"],
  ["limit", "limit"],
  ["check", "check"],
  ["principle", "check"],
  ["procedure", "procedure"],
  ["note", "note"],
]);

function cited(node: { readonly cites?: readonly { where: { value: string }; quoting: { value: string } | null }[] }) {
  return (node.cites ?? []).map((cite) => ({ where: cite.where.value, quoting: cite.quoting?.value ?? null }));
}

export function entityId({ compiled }: Snapshot, name: Name): string | null {
  return compiled.model.entity(name.text)?.id ?? null;
}

// ---------------------------------------------------------------- types in words

/** The type of a value by its id, from what was lowered. */
function typesOf({ compiled }: Snapshot): (id: string) => Bilingual | null {
  const lowered = new Map((compiled.draft?.values ?? []).map((value) => [value.id, value.type] as const));
  return (id) => {
    const type = lowered.get(id);
    return type === undefined ? null : loweredWords(type, compiled);
  };
}

function loweredWords(type: Type, { model }: Examined): Bilingual | null {
  switch (type.kind) {
    case "bool":
      return { en: "yes/no", zh: "是否" };
    case "date":
      return { en: "date", zh: "日期" };
    case "text":
      return { en: "text", zh: "文本" };
    case "number": {
      const dims = dimsOf(type.unit);
      return { en: unitWords(dims, "en", model.names), zh: unitWords(dims, "zh", model.names) };
    }
    case "enum": {
      const { en, zh } = model.names.both(type.enum.slice(type.enum.lastIndexOf(".") + 1));
      return { en: `one of the values of ${en}`, zh: `“${zh}”的选项` };
    }
    case "entity": {
      const { en, zh } = model.names.both(type.entity);
      return { en, zh };
    }
  }
}

function typeWords(type: TypeRef, { model }: Examined): Bilingual {
  const both = (word: string): Bilingual => {
    const unit = unitId(word);
    if (unit !== null) return { en: unitSpelling(unit, "en", false), zh: unitSpelling(unit, "zh", false) };
    return BUILT_IN_NAMES.find(({ en, zh }) => en === word || zh === word) ?? model.names.both(word);
  };
  switch (type.kind) {
    case "YesNoType":
      return { en: "yes/no", zh: "是否" };
    case "WholeNumberType":
      return { en: "whole number", zh: "整数" };
    case "OneOfType": {
      const values = type.values.map((value) => model.names.spellings(value));
      return {
        en: `one of ${values.map(({ en }) => en).join(", ")}`,
        zh: `选项：${values.map(({ zh }) => zh).join("、")}`,
      };
    }
    case "NamedType": {
      const { magnitude, name, per } = type.unit;
      const [head, ...below] = [name, ...per].map(({ text }) => both(text)) as [Bilingual, ...Bilingual[]];
      const scale = magnitude === null ? null : MAGNITUDES[magnitude];
      return {
        en: [...(scale ? [scale.en] : []), head.en, ...below.map(({ en }) => `per ${en}`)].join(" "),
        zh: [`${scale?.zh ?? ""}${head.zh}`, ...below.map(({ zh }) => zh)].join("/"),
      };
    }
  }
}
