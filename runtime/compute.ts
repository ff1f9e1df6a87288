/** The one way to run a policy: by columns where a planner is given and the plan allows it, by the interpreter otherwise. */
import type { Outcome } from "./outcome.js";
import { outcomeOf } from "./outcomes/index.js";
import { run } from "./reference/run.js";
import type { Roster } from "./roster.js";
import type { RunInput } from "./run.js";
import { rosterOf } from "./table/index.js";
import type { Table } from "./table.js";

/** A run on a roster as rows, as columns, or as both (which then hold the same). */
export type EngineInput = Omit<RunInput, "roster"> &
  (
    | { readonly table: Table; readonly roster?: Roster | undefined }
    | { readonly roster: Roster; readonly table?: undefined }
  );

export function compute(input: EngineInput): Outcome {
  const roster = input.table === undefined ? input.roster : (input.roster ?? rosterOf(input.table, input.policy));
  const given: RunInput = { ...input, roster };
  return outcomeOf(given, run(given));
}
