/** What comes from outside: bytes, tables, parameters. */

export { privateColumns, writeCache } from "./cache.js";
export type { Doubt, RefusedRow } from "./collected.js";
export { type Decoded, decode, type Encoding, isJson } from "./encoding.js";
export { label } from "./fold.js";
export type { Bytes, Progress } from "./formats/bytes.js";
export { parseExact } from "./json.js";
export type { SourceFile } from "./load.js";
export { MAPPING_COLUMNS, type MappedHeading, type Mapping, readMapping } from "./mapping.js";
export {
  entityName,
  fieldName,
  type Named,
  rootEntity,
  spellings,
} from "./naming.js";
export { writtenParameters } from "./parameter-file.js";
export { type Parameters, readParameters, type Written } from "./parameters.js";
export { type Proposal, type ProposedHeading, proposeMapping } from "./propose.js";
export { type ReadOptions, readTable } from "./read.js";
export {
  type RosterFile,
  type RosterOptions,
  type RosterReading,
  readRoster,
  type TableReading,
} from "./roster.js";
export { ACTIONS, type Action, DOUBT_COLUMNS, HIDDEN, readSettlement, type Settlement } from "./settlement.js";
export { type Sniffed, type SniffedSheet, sniff } from "./sniff.js";
export type { UnitWords } from "./units.js";
