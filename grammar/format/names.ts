/** The two spellings of every declared name, by either of them. */
import type { Clause, Decl, File, TypeRef } from "../ast.js";
import { type Bilingual, BUILT_IN_NAMES } from "../tokens.js";

/**
 * One spelling has one counterpart throughout a policy and its vocabularies; where two declarations disagree the first one
 * stands, and the compiler reports it.
 */
export type NameTable = ReadonlyMap<string, Bilingual>;

/** A spelling without Chinese is the English one. */
const LATIN = /^\P{Script=Han}+$/u;

/** The names that these files declare, and those that the language has by itself. */
export function namesIn(files: readonly File[]): NameTable {
  const table = new Map<string, Bilingual>();
  const add = (both: Bilingual): void => {
    for (const spelling of [both.en, both.zh]) if (!table.has(spelling)) table.set(spelling, both);
  };
  for (const decl of files.flatMap(declarationsOf)) if (decl.other !== null) add(spellingsOf(decl));
  BUILT_IN_NAMES.forEach(add);
  return table;
}

/** The English and the Chinese spelling of a declaration; the same one twice where only one is given. */
export function spellingsOf(decl: Decl): Bilingual {
  const first = decl.name.text;
  const second = decl.other?.text ?? first;
  return LATIN.test(first) || !LATIN.test(second) ? { en: first, zh: second } : { en: second, zh: first };
}

/** Every declaration in a file, in written order; the file's own name is not one that rules speak of. */
export function declarationsOf(file: File): Decl[] {
  return file.clauses.flatMap(declarationsIn);
}

function declarationsIn(clause: Clause): Decl[] {
  switch (clause.kind) {
    case "Value":
      return clause.body.kind === "Typed" ? [clause.decl, ...valuesOf(clause.body.type)] : [clause.decl];
    case "Question":
      return [clause.decl, ...clause.readings.map((reading) => reading.decl)];
    case "Entity":
      return [clause.decl, ...clause.fields.flatMap((field) => [field.decl, ...valuesOf(field.type)])];
    case "Procedure":
      return [clause.decl, ...clause.steps.map((step) => step.decl)];
    case "PayOut":
      return clause.parts.flatMap((part) => (part.party === null ? [] : [part.party]));
    case "Benefit":
    case "Limit":
    case "Check":
    case "Note":
    case "UnitDecl":
      return [clause.decl];
    case "BrokenClause":
      return clause.decl === null ? [] : [clause.decl];
    case "Section":
    case "Eligible":
    case "Example":
    case "Repeal":
    case "Change":
      return [];
  }
}

function valuesOf(type: TypeRef): readonly Decl[] {
  return type.kind === "OneOfType" ? type.values : [];
}

// ---------------------------------------------------------------- English number

/** The plural by the regular rules: `parties`, `boxes`, `projects`. A word that ends in `s` stays as it is. */
export function plural(word: string): string {
  if (word.endsWith("s")) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:[xz]|ch|sh)$/.test(word)) return `${word}es`;
  return `${word}s`;
}

/** What a word may be the plural of, the likeliest first; the word itself is not among them. */
export function singularsOf(word: string): string[] {
  const forms: string[] = [];
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) forms.push(word.slice(0, -2));
  if (word.endsWith("s")) forms.push(word.slice(0, -1));
  return forms.filter((form) => plural(form) === word);
}
