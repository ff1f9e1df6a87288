/** Roster files: what they are, how their headings are understood, and reading them. */
import type { Policy } from "../../../compiler/ir/types.js";
import type { MappedHeading, Proposal, Sniffed } from "../../../runtime/ingest/index.js";
import type { OnProgress, Problem, RosterInfo } from "../data.js";

export interface ImportFile {
  readonly file: File;
  /** What its rows are; null: as the headings tell. */
  readonly entity: string | null;
  readonly sheet: string | null;
}

export interface Looked {
  readonly sniffed: Omit<Sniffed, "problem">;
  readonly problem: Problem | null;
  /** For the sheet that is chosen, or the first. Null: nothing to map. */
  readonly proposal: Proposal | null;
}

export interface DoubtTold {
  readonly file: string;
  readonly row: number;
  readonly column: string | null;
  readonly key: string | null;
  readonly value: string | null;
  readonly problem: Problem;
}

export interface Imported {
  /** null: it could not be used, and the roster before stays. */
  readonly roster: RosterInfo | null;
  readonly problems: readonly Problem[];
  /** The first of them. */
  readonly doubts: readonly DoubtTold[];
  readonly doubtsInAll: number;
  readonly refused: number;
}

export interface ImportRequest {
  readonly files: readonly ImportFile[];
  readonly policy: Policy;
  readonly texts: ReadonlyMap<string, string>;
  readonly mapping: readonly MappedHeading[];
  readonly parameters: File | null;
}

export interface ImportApi {
  look(
    file: ImportFile,
    policy: Policy,
    texts: ReadonlyMap<string, string>,
    mapping: readonly MappedHeading[],
  ): Promise<Looked>;
  /** Null: called off; the roster before stays. */
  importRoster(request: ImportRequest, signal: number, progress: OnProgress): Promise<Imported | null>;
}
