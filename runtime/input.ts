/** A run on a roster as rows, as columns, or as both. */
import type { Policy } from "../compiler/ir/types.js";
import type { Crew } from "./columnar/workers/crew.js";
import type { Roster } from "./roster.js";
import type { RunInput } from "./run.js";
import { rosterOf, tableOf } from "./table/index.js";
import type { Table } from "./table.js";

/** With both, they hold the same. `crew`: threads that take part in sums over many rows; the result is the same without. */
export type EngineInput = Omit<RunInput, "roster"> & { readonly crew?: Crew | undefined } & (
    | { readonly table: Table; readonly roster?: Roster | undefined }
    | { readonly roster: Roster; readonly table?: undefined }
  );

const tables = new WeakMap<Roster, { readonly entities: Policy["entities"]; readonly table: Table }>();

/** The roster as columns: made once for each roster, as long as entities stay where they are. */
export function tableIn(input: EngineInput): Table {
  if (input.table !== undefined) return input.table;
  const { entities } = input.policy;
  const found = tables.get(input.roster);
  if (found !== undefined && found.entities === entities) return found.table;
  const table = tableOf(input.roster, input.policy);
  tables.set(input.roster, { entities, table });
  return table;
}

const rosters = new WeakMap<Table, { readonly entities: Policy["entities"]; readonly roster: Roster }>();

/** The roster as rows. A large one takes long and much room: only for what has no other way. Made once for each table. */
export function rosterIn(input: EngineInput): Roster {
  if (input.table === undefined) return input.roster;
  if (input.roster !== undefined) return input.roster;
  const { entities } = input.policy;
  const found = rosters.get(input.table);
  if (found !== undefined && found.entities === entities) return found.roster;
  const roster = rosterOf(input.table, input.policy);
  rosters.set(input.table, { entities, roster });
  return roster;
}

/** What the interpreter is given, without any row: enough to look at the columns that there are. */
export function headingsIn(input: EngineInput): RunInput {
  const columns =
    input.table === undefined
      ? input.roster.columns
      : (input.roster?.columns ??
        Object.fromEntries(Object.entries(input.table.entities).map(([id, own]) => [id, Object.keys(own.columns)])));
  return { ...input, roster: { entities: {}, columns } };
}
