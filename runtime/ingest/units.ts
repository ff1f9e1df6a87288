/** Units as they stand in headings and cells. The words themselves come from outside: the runtime knows no language. */

import type { UnitKey } from "../../compiler/ir/types.js";
import { key, type Unit } from "../../compiler/ir/units.js";

/** What a written unit (`亩`, `万元`, `yuan`) measures, or null if the word is no unit. */
export type UnitWords = (word: string) => Unit | null;

/**
 * Whether a number written with this unit may stand in a field of that unit.
 * What stands after `per` may be left unsaid: 家庭年收入（元） is yuan per year, because its field says so.
 */
export function fits(unit: Unit, field: UnitKey): boolean {
  const written = key(unit.dims);
  return written === field || (field.includes("/") && written === field.slice(0, field.indexOf("/")));
}
