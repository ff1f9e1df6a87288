/** All that clauses can know of one another without reading values: what is declared, and of what kind. */
import { plural } from "../../grammar/format/names.js";
import type { Located } from "../resolve/files.js";
import type { ValueInfo } from "../resolve/model.js";
import type { Names } from "../resolve/names.js";
import type { Shared } from "./context.js";

export interface Declared {
  /** What every clause may hang on without naming it: entities with their fields, enums, units, who is eligible. */
  readonly forAll: string;
  /** By spelling: what a name stands for. */
  readonly names: ReadonlyMap<string, string>;
  /** What `all benefits` are. */
  readonly benefits: string;
}

/** Stands for `all benefits` among names; no name is written like this. */
export const ALL_BENEFITS = "*";

/** The names that stand for something else in one of the two; null where what every clause may hang on differs. */
export function differing(a: Declared, b: Declared): ReadonlySet<string> | null {
  if (a.forAll !== b.forAll) return null;
  const found = new Set<string>();
  const note = (name: string) => {
    found.add(name);
    found.add(plural(name));
  };
  for (const [name, what] of b.names) if (a.names.get(name) !== what) note(name);
  for (const name of a.names.keys()) if (!b.names.has(name)) note(name);
  if (a.benefits !== b.benefits) found.add(ALL_BENEFITS);
  return found;
}

export function declaredIn(clauses: readonly Located[], shared: Shared): Declared {
  const { model, benefits, eligible, lost } = shared;
  const { names, values } = model;
  const kinds = new Map<string, string>();
  for (const { clause } of clauses) if ("decl" in clause) kinds.set(names.idOf(clause.decl), clause.kind);
  const of = (spelling: string): string => {
    const { en, zh } = names.both(spelling);
    const id = names.canon(spelling);
    const benefit = benefits.get(id);
    const paid = benefit === undefined ? "" : `${benefit.entity} ${benefit.entered}`;
    const broken = model.broken.has(spelling) || model.broken.has(id) ? "broken" : "";
    return [
      id,
      en,
      zh,
      kinds.get(id) ?? "",
      paid,
      broken,
      lost.has(id) ? "lost" : "",
      valueWords(values.get(id), names),
    ].join("\n");
  };
  const spellings = new Map<string, string>();
  for (const name of names.all) spellings.set(name, of(name));
  for (const name of model.broken) if (!spellings.has(name)) spellings.set(name, of(name));
  return {
    forAll: written([
      [...model.entities.values()].map(({ id, within, key, fields }) => [
        id,
        within,
        key,
        names.both(id),
        [...fields.values()].map(({ id: field, ty, def, local }) => [field, ty, def, local, names.both(field)]),
      ]),
      [...model.enums],
      [...model.aliases].map(([unit, others]) => [unit, ...others]),
      [...model.words.units],
      [...eligible],
    ]),
    names: spellings,
    benefits: [...benefits.keys()].join("\n"),
  };
}

function valueWords(value: ValueInfo | undefined, names: Names): string {
  if (value === undefined) return "";
  const { clause, section, lost, file } = value;
  const place = `${file} ${section ?? ""} ${lost}`;
  if (clause.kind === "Question") return `${place} ${clause.readings.map(({ decl }) => names.idOf(decl)).join(" ")}`;
  const { body } = clause;
  const keys =
    body.kind === "Table" ? body.keys.map((key) => key.names.map(({ text }) => names.canon(text)).join(".")) : [];
  return `${place} ${clause.head} ${body.kind} ${keys.join(",")}`;
}

export function written(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? `${one}n` : one));
}
