/** Units as they stand in headings and cells. The words themselves come from outside: the runtime knows no language. */

import type { UnitKey } from "../../compiler/ir/types.js";
import { key, type Unit } from "../../compiler/ir/units.js";

/** What a written unit (`亩`, `万元`, `yuan`) may measure: several where a policy lets 头 and 只 stand for one another. */
export type UnitWords = (word: string) => readonly Unit[];

/**
 * The unit among these whose numbers may stand in a field of that unit, or null.
 * What stands after `per` may be left unsaid: 家庭年收入（元） is yuan per year, because its field says so.
 */
export function fitting(units: readonly Unit[], field: UnitKey): Unit | null {
  const bare = field.includes("/") ? field.slice(0, field.indexOf("/")) : field;
  return units.find((unit) => [field, bare].includes(key(unit.dims))) ?? null;
}
