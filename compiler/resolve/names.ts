/** One spelling, one counterpart: both surfaces and every reference go through this table. */
import { distance } from "fastest-levenshtein";
import type { Clause, Decl, File, TypeRef } from "../../grammar/ast.js";

const LATIN = /^[\u0000-\u007f]+$/;

export interface DeclAt {
  readonly decl: Decl;
  readonly file: string;
}

/** The canonical name: the English spelling if there is one. */
export function idOf(decl: Decl): string {
  if (decl.other === null) return decl.name.text;
  return LATIN.test(decl.name.text) ? decl.name.text : LATIN.test(decl.other.text) ? decl.other.text : decl.name.text;
}

export function spellings(decl: Decl): { en: string; zh: string } {
  const id = idOf(decl);
  const other = decl.other === null ? id : decl.name.text === id ? decl.other.text : decl.name.text;
  return { en: id, zh: other };
}

/** Every declaration of a file, in written order. */
export function declarations(file: File): DeclAt[] {
  const found: DeclAt[] = [];
  const add = (decl: Decl | null) => {
    if (decl) found.push({ decl, file: "" });
  };
  const type = (ref: TypeRef) => {
    if (ref.kind === "OneOfType") for (const value of ref.values) add(value);
  };
  const clause = (c: Clause) => {
    switch (c.kind) {
      case "Value":
        add(c.decl);
        if (c.body.kind === "Typed") type(c.body.type);
        break;
      case "Question":
        add(c.decl);
        for (const reading of c.readings) add(reading.decl);
        break;
      case "Entity":
        add(c.decl);
        for (const field of c.fields) {
          add(field.decl);
          type(field.type);
        }
        break;
      case "Procedure":
        add(c.decl);
        for (const step of c.steps) add(step.decl);
        break;
      case "PayOut":
        for (const part of c.parts) add(part.party);
        break;
      case "Benefit":
      case "Limit":
      case "Check":
      case "Note":
      case "UnitDecl":
      case "BrokenClause":
        add(c.decl);
        break;
      default:
        break;
    }
  };
  for (const c of file.clauses) clause(c);
  return found;
}

export interface Names {
  /** The canonical name that a declaration declares: with one spelling only, the one its counterpart was declared with. */
  readonly idOf: (decl: Decl) => string;
  /** Both spellings of what it declares. */
  readonly spellings: (decl: Decl) => { readonly en: string; readonly zh: string };
  /** The canonical name of any spelling; the spelling itself if it was never declared. */
  readonly canon: (spelling: string) => string;
  readonly known: (spelling: string) => boolean;
  /** Declared spellings near this one, nearest first, at most three. */
  readonly near: (spelling: string) => string[];
  readonly conflicts: readonly { readonly at: DeclAt; readonly first: DeclAt; readonly spelling: string }[];
}

/** Builds the table from declarations in order; later ones that disagree are conflicts. */
export function buildNames(decls: readonly DeclAt[]): Names {
  const canon = new Map<string, { id: string; at: DeclAt }>();
  const conflicts: { at: DeclAt; first: DeclAt; spelling: string }[] = [];
  // Declarations with both spellings come first: a later use of one of them alone is the same name.
  const both = decls.filter((d) => d.decl.other !== null);
  const single = decls.filter((d) => d.decl.other === null);
  for (const at of both) {
    const { en, zh } = spellings(at.decl);
    const clash = [en, zh].find((spelling) => {
      const known = canon.get(spelling);
      return known !== undefined && (known.id !== en || spellings(known.at.decl).zh !== zh);
    });
    if (clash !== undefined) conflicts.push({ at, first: (canon.get(clash) as { at: DeclAt }).at, spelling: clash });
    for (const spelling of [en, zh]) if (!canon.has(spelling)) canon.set(spelling, { id: en, at });
  }
  for (const at of single) {
    const spelling = at.decl.name.text;
    if (!canon.has(spelling)) canon.set(spelling, { id: spelling, at });
  }
  return {
    idOf: (decl) => canon.get(decl.name.text)?.id ?? idOf(decl),
    spellings: (decl) => spellings(canon.get(decl.name.text)?.at.decl ?? decl),
    canon: (spelling) => canon.get(spelling)?.id ?? spelling,
    known: (spelling) => canon.has(spelling),
    near: (spelling) => nearest(spelling, [...canon.keys()]),
    conflicts,
  };
}

/** Of `candidates`, those close enough to be a slip for `spelling`, nearest first. */
export function nearest(spelling: string, candidates: readonly string[], most = 3): string[] {
  const limit = Math.max(1, Math.floor([...spelling].length / 3));
  return candidates
    .map((candidate) => ({ candidate, d: candidate.includes(spelling) && spelling.length > 1 ? 1 : distance(spelling, candidate) }))
    .filter(({ d, candidate }) => d <= limit && candidate !== spelling && d < [...candidate].length)
    .sort((a, b) => a.d - b.d || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** The singular forms that an English plural may have (`parties` → `party`), the word itself first. */
export function singulars(word: string): string[] {
  const forms = [word];
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) forms.push(word.slice(0, -2));
  if (word.endsWith("s")) forms.push(word.slice(0, -1));
  return forms;
}
