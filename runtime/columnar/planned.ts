/** Plans for what their sources hold: each source is read when the plan first asks, so that planning once is enough. */
import { type ColumnPlan, type Profile, type Source, sourceId } from "../../compiler/ir/columns.js";
import { sourceProfile } from "./profile.js";
import type { Reading } from "./reading.js";
import type { SourceColumn, Values } from "./values.js";

/** A plan, and what the sources hold that it read. */
export interface Planned {
  readonly plan: ColumnPlan;
  readonly values: Values;
}

export function planned(at: Reading, profile: Profile): Planned {
  const values = new Map<string, SourceColumn>();
  const read = (source: Source): SourceColumn => {
    const id = sourceId(source);
    const found = values.get(id) ?? at.read(profile.entity, source);
    values.set(id, found);
    return found;
  };
  const plan = at.planner(at.input.policy, profile, (source) => sourceProfile(read(source)));
  // A plan that was made before asks for nothing.
  for (const source of plan.sources) read(source);
  return { plan, values };
}
