/** What the engine holds between calls: the roster, the last outcome, and what it is compared with. One of each per page. */
import type { Policy, Scalar } from "../../../compiler/ir/types.js";
import type { Doubt } from "../../../runtime/ingest/index.js";
import type { Outcome } from "../../../runtime/outcome.js";
import type { CaseRun } from "../../../runtime/simulate/index.js";
import type { Table } from "../../../runtime/table.js";
import { type OnProgress, type Problem, ROSTER_UNFIT, type RosterInfo } from "../data.js";

export type Parameters = Readonly<Record<string, Scalar | Readonly<Record<string, Scalar>>>>;

/** A roster as read for one policy's fields. */
export interface Loaded {
  readonly info: RosterInfo;
  readonly table: Table;
  readonly parameters: Parameters;
  /** Doubtful rows and cells of the files that it was read from. */
  readonly doubts: readonly Doubt[];
}

/** A roster that can be read again when a policy asks for other fields. */
export interface RosterSource {
  readonly load: (
    policy: Policy,
    texts: ReadonlyMap<string, string>,
    progress: OnProgress,
    signal: AbortSignal,
  ) => Promise<Loaded>;
}

/**
 * The files of a roster give no table for a policy: something concerns every row. The message is the texts of the first
 * problem as JSON, in both languages: of an error nothing else crosses to the page.
 */
export class RosterUnfit extends Error {
  override readonly name = ROSTER_UNFIT;
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const worst = problems.find((p) => p.severity === "error") ?? problems[0];
    super(JSON.stringify(worst ? { code: worst.code, ...worst.texts } : null));
    this.problems = problems;
  }
}

/** A run, and the texts that it was read from. */
export interface Computed {
  readonly hash: string;
  readonly policy: Policy;
  readonly texts: ReadonlyMap<string, string>;
  readonly outcome: Outcome;
  readonly run: CaseRun;
}

interface EngineState {
  source: RosterSource | null;
  loaded: Loaded | null;
  /** The fields that `loaded` was read for. */
  fields: string;
  last: Computed | null;
  baseline: Computed | null;
}

export const state: EngineState = { source: null, loaded: null, fields: "", last: null, baseline: null };

/** What of a policy decides how a roster is read. Two policies with the same can share what was read. */
export function fieldsOf(policy: Policy): string {
  const entered = policy.benefits.filter((b) => b.entered).map((b) => b.id);
  const open = policy.values.filter((v) => v.body.kind === "set");
  return JSON.stringify([policy.enums, policy.entities, entered, open]);
}
