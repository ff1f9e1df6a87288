/** All that the page knows, in one place. What changes it stands in the other files of this folder. */
import { create } from "zustand";
import type { IsoDate, Policy } from "../../../compiler/ir/types.js";
import type { Assumed } from "../../../runtime/simulate/index.js";
import type { Checked, DocumentFiles, Problem, Progress, RosterInfo, Summary } from "../../worker/protocol.js";
import type { Lang } from "../ui/lang.js";

/** What was understood last, kept while the text cannot be read. */
export interface Good {
  readonly edition: number;
  readonly policy: Policy;
  readonly hash: string;
  readonly texts: ReadonlyMap<string, string>;
}

export interface OpenDocument extends DocumentFiles {
  /** Shown to people: the file's name. */
  readonly name: string;
  /** The scheme whose sample roster fits; null: none comes with the page. */
  readonly scheme: string | null;
  /** The text as last written to a file, to tell whether there is anything to save. */
  readonly saved: string;
}

/** A text that is kept by name. */
export interface Version {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly hash: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Busy {
  readonly what: "roster" | "evaluate" | "other";
  readonly since: number;
  readonly progress: Progress | null;
  readonly cancel: (() => void) | null;
}

/** Something told once, with a way on; `lost`: nothing was lost, or what was. */
export interface Notice {
  readonly id: number;
  readonly kind: "info" | "warning" | "error";
  readonly text: { readonly zh: string; readonly en: string };
  readonly action: Action | null;
}

/** What a button beside a notice does. */
export interface Action {
  readonly text: { readonly zh: string; readonly en: string };
  readonly run: () => void;
}

/** The panes of the workbench: left, middle, right, bottom. */
export type Pane = "1" | "2" | "3" | "4";

export interface Work {
  readonly lang: Lang;
  readonly screen: "start" | "work";
  /** The page shown, by id in VIEWS; `workbench` at first. */
  readonly view: string;
  /** The pane of the workbench that is shown where there is room for one only. */
  readonly pane: Pane;
  /** The projection of the text in the middle, by id in VIEWS. */
  readonly projection: string;
  readonly document: OpenDocument | null;
  /** Counts editions of the text from 1. */
  readonly edition: number;
  readonly checked: Checked | null;
  readonly good: Good | null;
  readonly roster: RosterInfo | null;
  /** What the roster at hand is kept as in this browser, by id; null: it is not kept. */
  readonly kept: string | null;
  readonly summary: Summary | null;
  /** Readings taken for this run only, without a change of the text. */
  readonly readings: Readonly<Record<string, string>>;
  /** What is assumed for amounts that a person enters, by benefit, where the roster has no column of them. */
  readonly entered: Readonly<Record<string, Assumed>>;
  readonly asOf: IsoDate | null;
  /** What results are compared with. */
  readonly baseline: { readonly name: string; readonly good: Good; readonly text: string } | null;
  readonly busy: Busy | null;
  /** An example has been asked for, and its budget is not there yet. */
  readonly opening: boolean;
  /** Figures are being worked out. */
  readonly pending: boolean;
  readonly notices: readonly Notice[];
  /** Problems of the roster and of the run. */
  readonly rosterProblems: readonly Problem[];
  /** Where the keyboard is in the text; null: nowhere yet. */
  readonly cursor: number | null;
  /** The household shown, by key. */
  readonly household: string | null;
  readonly pinned: readonly string[];
  readonly versions: readonly Version[];
}

const initial: Work = {
  lang: "zh",
  screen: "start",
  view: "workbench",
  pane: "2",
  projection: "text",
  document: null,
  edition: 0,
  checked: null,
  good: null,
  roster: null,
  kept: null,
  summary: null,
  readings: {},
  entered: {},
  asOf: null,
  baseline: null,
  busy: null,
  opening: false,
  pending: false,
  notices: [],
  rosterProblems: [],
  cursor: null,
  household: null,
  pinned: [],
  versions: [],
};

export const useWork = create<Work>(() => initial);

/** The figures shown are those of an earlier text: this one cannot be read, or is not worked out yet. */
export function isStale(work: Work): boolean {
  return work.summary !== null && (work.checked?.hash ?? null) !== work.summary.hash;
}

/** The figures are those of the text as it stands. */
export function isSettled(work: Work): boolean {
  return (
    work.summary !== null &&
    work.checked?.edition === work.edition &&
    work.checked.hash === work.summary.hash &&
    !work.pending
  );
}

/** Nothing is being fetched, read or worked out that somebody waits for. */
export function isQuiet(work: Work): boolean {
  const read = work.document === null || work.checked?.edition === work.edition;
  return read && !work.opening && !work.pending && work.busy === null;
}
