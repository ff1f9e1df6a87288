/** What is needed to read the sources of a plan. */
import type { ColumnPlan, Look, Profile, Source } from "../../compiler/ir/columns.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { EngineInput } from "../input.js";
import type { Facts } from "../reference/facts.js";
import type { Table } from "../table.js";
import type { SourceColumn } from "./values.js";

/** The planner, handed in by who puts the engine together: the runtime knows no compiler stage. */
export type Planner = (policy: Policy, profile: Profile, look?: Look | null) => ColumnPlan;

export interface Reading {
  readonly input: EngineInput;
  readonly table: Table;
  readonly planner: Planner;
  /** The whole roster as a tree of rows: made only where something has no other way. */
  readonly facts: () => Facts;
  /** Eligibility of the rows of an entity as codes, once they are known. */
  readonly verdicts: Map<string, SourceColumn>;
  /** Why they are not eligible, by code. */
  readonly because: Map<string, ColumnPlan["because"]>;
  /** A source for the rows of an entity. */
  readonly read: (entity: string, source: Source) => SourceColumn;
  readonly vectors: boolean;
}
