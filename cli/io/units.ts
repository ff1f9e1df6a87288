/** The words for units, for headings and cells: the runtime itself knows no language. */
import { mul, rational } from "../../compiler/ir/rational.js";
import { over, PLAIN, type Unit, unitOf } from "../../compiler/ir/units.js";
import { unitId } from "../../grammar/units.js";
import type { UnitWords } from "../../runtime/ingest/index.js";

const MAGNITUDE = /^(万|wan|亿|yi)\s*(?=\S)/u;

/** `亩`, `万元`, `yuan`, `元/人·年`, `元每年`; a local unit by its id or Chinese name. */
export function unitWords(local: ReadonlyMap<string, string> = new Map()): UnitWords {
  const one = (word: string): Unit | null => {
    const id = unitId(word) ?? unitId(word.toLowerCase()) ?? local.get(word);
    if (id !== undefined) return unitOf(id);
    const match = MAGNITUDE.exec(word);
    const rest = match ? one(word.slice(match[0].length)) : null;
    if (!match || !rest) return null;
    const factor = rational(/^(万|wan)/.test(match[0]) ? "10000" : "100000000");
    return { dims: rest.dims, scale: mul(rest.scale, factor) };
  };
  return (written) => {
    const [above, ...below] = written.trim().split(/\s*(?:\/|每|\bper\b|·|\*)\s*/u);
    let unit = above === "" ? PLAIN : one(above as string);
    for (const word of below) {
      const divisor = one(word);
      if (!unit || !divisor) return null;
      unit = over(unit, divisor);
    }
    return unit;
  };
}
