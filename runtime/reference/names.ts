/** What an id is called in both languages, for messages: the data keep the ids. */

import type { Policy } from "../../compiler/ir/types.js";
import { entityName, fieldName, type Named, valueName } from "../ingest/naming.js";

/** An entity, value, benefit, limit or check (`poultry`), a field (`household.pigs`) or an entered amount. */
export function named(policy: Policy, id: string): Named {
  if (policy.about[id]) return valueName(policy, id);
  const dot = id.indexOf(".");
  if (dot < 0) return entityName(policy, id);
  if (id.endsWith(".approved")) return fieldName(policy, "", id);
  return fieldName(policy, id.slice(0, dot), id.slice(dot + 1));
}
