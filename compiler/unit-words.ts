/** The words for units, for headings and cells: the runtime itself knows no language. */
import type { File } from "../grammar/ast.js";
import { spellingsOf } from "../grammar/format/names.js";
import { unitId } from "../grammar/units.js";
import { mul, rational } from "./ir/rational.js";
import { over, PLAIN, type Unit, unitOf } from "./ir/units.js";

const MAGNITUDE = /^(万|wan|亿|yi)\s*(?=\S)/u;

/** Units that policies and vocabularies declare, and which units they let count as one another (羊 头/只). */
interface Local {
  readonly declared: ReadonlyMap<string, string>;
  readonly aliases: ReadonlyMap<string, readonly string[]>;
}

function localUnits(files: readonly File[]): Local {
  const declared = new Map<string, string>();
  const aliases = new Map<string, string[]>();
  const clauses = files.flatMap((file) => file.clauses).filter((clause) => clause.kind === "UnitDecl");
  for (const { decl } of clauses) {
    const { en, zh } = spellingsOf(decl);
    const id = unitId(en) ?? unitId(zh) ?? en;
    for (const word of [en, zh]) declared.set(word, id);
  }
  for (const { decl, aliases: words } of clauses) {
    const { en } = spellingsOf(decl);
    const id = declared.get(en) ?? en;
    for (const { value: word } of words) {
      const other = unitId(word) ?? declared.get(word);
      if (other === undefined) {
        declared.set(word, id);
        continue;
      }
      aliases.set(id, [...(aliases.get(id) ?? []), other]);
      aliases.set(other, [...(aliases.get(other) ?? []), id]);
    }
  }
  return { declared, aliases };
}

/** `亩`, `万元`, `yuan`, `元/人·年`, `元每年`, and the units that these files declare. */
export function unitWords(files: readonly File[] = []): (written: string) => readonly Unit[] {
  const { declared, aliases } = localUnits(files);
  const one = (word: string): readonly Unit[] => {
    const id = declared.get(word) ?? unitId(word) ?? unitId(word.toLowerCase());
    if (id !== undefined && id !== null) return [id, ...(aliases.get(id) ?? [])].map(unitOf);
    const match = MAGNITUDE.exec(word);
    if (!match) return [];
    const factor = rational(/^(万|wan)/.test(match[0]) ? "10000" : "100000000");
    return one(word.slice(match[0].length)).map((unit) => ({ dims: unit.dims, scale: mul(unit.scale, factor) }));
  };
  return (written) => {
    const [above = "", ...below] = written.trim().split(/\s*(?:\/|每|\bper\b|·|\*)\s*/u);
    let units: readonly Unit[] = above === "" ? [PLAIN] : one(above);
    for (const word of below) {
      const divisors = one(word);
      units = units.flatMap((unit) => divisors.map((divisor) => over(unit, divisor)));
    }
    return units;
  };
}
