/** What comes from outside: bytes, tables, parameters. */

export type { RefusedRow } from "./collected.js";
export { type Decoded, decode } from "./encoding.js";
export { label } from "./fold.js";
export {
  entityName,
  fieldName,
  type Named,
  rootEntity,
  spellings,
  valueName,
} from "./naming.js";
export { type Parameters, readParameters, type Written } from "./parameters.js";
export { csvTable as parseTable, parseExact } from "./records.js";
export { type RosterFile, type RosterReading, readRoster } from "./roster.js";
export type { UnitWords } from "./units.js";
