/** Roster files: what they are, how their headings are understood, and reading them. */
import type { Policy } from "../../../compiler/ir/types.js";
import type { Action, Encoding, MappedHeading, Proposal, Sniffed } from "../../../runtime/ingest/index.js";
import type { OnProgress, Problem, RosterInfo } from "../data.js";

export interface ImportFile {
  readonly file: File;
  /** What its rows are; null: as the headings tell. */
  readonly entity: string | null;
  readonly sheet: string | null;
  /** What its text is read in; null: it is found out. */
  readonly encoding: Encoding | null;
}

export interface Looked {
  readonly sniffed: Omit<Sniffed, "problem">;
  readonly problem: Problem | null;
  /** For the sheet that is chosen, or the first. Null: nothing to map. */
  readonly proposal: Proposal | null;
}

export interface Offer {
  readonly action: Action;
  readonly zh: string;
  readonly en: string;
}

/** Where a doubt is. Two doubts about one cell are decided together. */
export interface DoubtPlace {
  readonly file: string;
  readonly row: number;
  readonly column: string | null;
}

export interface DoubtTold extends DoubtPlace {
  readonly key: string | null;
  readonly value: string | null;
  readonly offers: readonly Offer[];
  /** What was decided; null: open. */
  readonly decision: Action | null;
  readonly problem: Problem;
}

/** What somebody decides about a doubt. */
export interface Decided extends DoubtPlace {
  readonly action: Action;
  /** For `correct`: the cell's text. */
  readonly value: string;
}

/** The same decision for every doubt of a kind that has none of its own and offers it. */
export interface DecidedKind {
  readonly code: string;
  readonly action: Action;
}

export interface Settling {
  /** A list of doubts with decisions, as it was handed out. */
  readonly file: File | null;
  /** Each of these comes before what the file says of the same place. */
  readonly decisions: readonly Decided[];
  readonly kinds: readonly DecidedKind[];
}

/** How many doubts of one kind there are. */
export interface DoubtKind {
  readonly code: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly open: number;
  /** What all of them offer, corrections of single cells aside. */
  readonly offers: readonly Offer[];
}

export interface Imported {
  /** null: it could not be used, and the roster before stays. */
  readonly roster: RosterInfo | null;
  readonly problems: readonly Problem[];
  /** The first of them, open ones before those that are decided. */
  readonly doubts: readonly DoubtTold[];
  readonly doubtsInAll: number;
  readonly doubtsOpen: number;
  readonly kinds: readonly DoubtKind[];
  readonly refused: number;
}

export interface ImportRequest {
  readonly files: readonly ImportFile[];
  readonly policy: Policy;
  readonly texts: ReadonlyMap<string, string>;
  readonly mapping: readonly MappedHeading[];
  readonly parameters: File | null;
  readonly settling: Settling;
}

export interface ImportApi {
  look(
    file: ImportFile,
    policy: Policy,
    texts: ReadonlyMap<string, string>,
    mapping: readonly MappedHeading[],
  ): Promise<Looked>;
  /** The doubts of the last reading as CSV, to be decided and given back. Null: nothing was read. */
  doubtsList(lang: "zh" | "en"): Promise<string | null>;
  /** Null: called off; the roster before stays. */
  importRoster(request: ImportRequest, signal: number, progress: OnProgress): Promise<Imported | null>;
}
