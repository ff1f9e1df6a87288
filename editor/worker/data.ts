/** Data that every part of the protocol speaks of. */
import type { Fix, Place, Related } from "../../compiler/diagnostics/diagnostic.js";
import type { Severity, Texts } from "../../compiler/diagnostics/texts.js";

/** A document and what stands beside it. `beside`: vocabularies, source documents and tables by file name. */
export interface DocumentFiles {
  readonly path: string;
  readonly text: string;
  /** The folder among the page's own policies that it came from; null: the user's own. */
  readonly folder: string | null;
  readonly beside: Readonly<Record<string, string>>;
}

/** A message with its texts made: the page shows it as it is. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place;
  readonly texts: { readonly zh: Texts; readonly en: Texts };
  readonly fixes: readonly Fix[];
  readonly related: readonly Related[];
}

/** The name of the error of a roster that gives no table for a policy. Its message is a problem's code and texts as JSON. */
export const ROSTER_UNFIT = "RosterUnfit";

export interface Progress {
  /** What is being done, for people. */
  readonly stage: "making" | "reading" | "computing" | "writing";
  readonly done: number;
  /** 0: not known. */
  readonly of: number;
}

export type OnProgress = (progress: Progress) => void;

export interface RosterInfo {
  /** Tells rosters apart. */
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** 合成数据. */
  readonly synthetic: boolean;
  /** Rows of the entity that is paid. */
  readonly households: number;
  readonly entities: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
}
