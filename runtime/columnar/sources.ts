/** Where a plan's sources come from: the table, the eligibility of the rows around, and what is gathered before kernels run. */
import type { Source } from "../../compiler/ir/columns.js";
import { type EngineInput, rosterIn, tableIn } from "../input.js";
import { once } from "../outcomes/once.js";
import { readFacts } from "../reference/facts.js";
import { takenAt } from "../table/columns.js";
import { holdersOf } from "../table/relations.js";
import { gather } from "./gather.js";
import { remembered, restsOn } from "./memory.js";
import type { Planner, Reading } from "./reading.js";
import { readField, type SourceColumn } from "./values.js";

export function readingOf(input: EngineInput, planner: Planner, vectors: boolean): Reading {
  const facts = once(() => readFacts(input.policy, rosterIn(input)));
  const reading: Reading = {
    input,
    table: tableIn(input),
    planner,
    facts,
    verdicts: new Map(),
    because: new Map(),
    read: (entity, source) => readSource(reading, entity, source),
    vectors,
  };
  return reading;
}

function readSource(at: Reading, entity: string, source: Source): SourceColumn {
  const { table } = at;
  const { policy } = at.input;
  switch (source.kind) {
    case "verdict": {
      const own = at.verdicts.get(source.entity);
      const holders = holdersOf(policy, table, entity, source.entity);
      if (own === undefined || holders === null) throw new RangeError(`no verdict of ${source.entity} for ${entity}`);
      return { source, rows: holders.length, column: takenAt(own.column, holders), noted: null };
    }
    case "gathered":
      return remembered(at.table, `gathered ${entity} ${restsOn(at.input, source.expr)}`, () =>
        gather(at, entity, source),
      );
    default:
      return readField(policy, table, entity, source);
  }
}
