/** Rosters that are kept in the browser's private file area, because somebody chose so. They never leave the machine. */
import type { Policy } from "../../../compiler/ir/types.js";
import type { MappedHeading } from "../../../runtime/ingest/index.js";
import type { DocumentFiles, OnProgress, Problem, RosterInfo } from "../data.js";
import type { FormFile } from "../results/protocol.js";

/** The policy that a roster was read for, as its text stood then. */
export interface KeptDocument extends DocumentFiles {
  readonly name: string;
  readonly saved: string;
  readonly scheme: string | null;
}

/** What is told of a roster that is kept. */
export interface KeptRoster {
  readonly id: string;
  readonly name: RosterInfo["name"];
  readonly households: number;
  readonly entities: Readonly<Record<string, number>>;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Bytes, all of its files together. */
  readonly size: number;
  readonly doubts: number;
  readonly doubtsOpen: number;
  readonly document: KeptDocument;
  /** Which heading of its files stood for which field. */
  readonly mapping: readonly MappedHeading[];
}

/** The roster at hand, as this policy reads it. */
export interface AtHand {
  readonly policy: Policy;
  readonly texts: ReadonlyMap<string, string>;
  /** Which heading of the files stood for which field. */
  readonly mapping: readonly MappedHeading[];
}

export interface KeepRequest extends AtHand {
  /** The one that this takes the place of; null: none. */
  readonly instead: string | null;
  readonly document: KeptDocument;
  /** Values set by towns, as they were given. */
  readonly parameters: File | null;
}

/** What came of it: `problem` where nothing did. */
export type Kept = { readonly kept: KeptRoster } | { readonly problem: Problem };

export interface OpenRequest {
  readonly id: string;
  readonly policy: Policy;
  readonly texts: ReadonlyMap<string, string>;
}

export interface Opened {
  /** Null: it could not be used, and the roster before stays. */
  readonly roster: RosterInfo | null;
  readonly problems: readonly Problem[];
  /** How it was read from its files. */
  readonly mapping: readonly MappedHeading[];
  readonly parameters: File | null;
}

export interface KeptApi {
  /** Newest first; empty where the browser keeps none. */
  keptRosters(): Promise<readonly KeptRoster[]>;
  /** Keeps the roster at hand, private fields and all. Null: called off, or there is none. */
  keepRoster(request: KeepRequest, signal: number, progress: OnProgress): Promise<Kept | null>;
  /** Null: called off; the roster before stays. */
  openKept(request: OpenRequest, signal: number, progress: OnProgress): Promise<Opened | null>;
  /** Deletes one, or all of them where `id` is null. The roster in use stays in use. */
  dropKept(id: string | null): Promise<void>;
  /** The roster at hand as a file, to be read like any other. Null: called off, or there is none. */
  rosterFile(request: AtHand, signal: number, progress: OnProgress): Promise<FormFile | null>;
}
