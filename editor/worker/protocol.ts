/**
 * What the page and its workers say to one another: plain data that can be cloned. Two workers, so that completion never
 * waits for a simulation: `language` reads text, `engine` holds the roster and computes.
 */
import type { Rational } from "../../compiler/ir/rational.js";
import type { IsoDate, Policy } from "../../compiler/ir/types.js";
import type {
  Bilingual,
  ClauseAt,
  CodeAction,
  Completions,
  FileRange,
  Fold,
  Hover,
  InlayHint,
  OutlineItem,
  Range,
  RenameResult,
  RosterFigures,
  SemanticToken,
  Signature,
  TextEdit,
} from "../../compiler/services/index.js";
import type { Surface } from "../../grammar/tokens.js";
import type { ExampleOutcome } from "../../runtime/index.js";
import type { Total } from "../../runtime/run.js";
import type { Assumed } from "../../runtime/simulate/index.js";
import type { DocumentFiles, OnProgress, Problem, RosterInfo } from "./data.js";
import type { GoalApi } from "./goal/protocol.js";
import type { ImportApi } from "./import/protocol.js";
import type { KeptApi } from "./kept/protocol.js";
import type { ProjectionsApi } from "./projections/protocol.js";
import type { ResultsApi } from "./results/protocol.js";

export type * from "./data.js";

/** What reading one edition of the text gave. */
export interface Checked {
  readonly edition: number;
  readonly problems: readonly Problem[];
  /** null if there is any error. */
  readonly policy: Policy | null;
  readonly hash: string | null;
  readonly surface: Surface;
  /** The policy's text and the vocabularies it uses, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly outline: readonly OutlineItem[];
  /** Every clause with the numbers that can be changed in place. */
  readonly clauses: readonly ClauseAt[];
  /** Milliseconds. */
  readonly elapsed: number;
}

export interface EvaluateRequest {
  readonly edition: number;
  readonly policy: Policy;
  readonly hash: string;
  readonly texts: ReadonlyMap<string, string>;
  /** null: the first day that the policy is in force. */
  readonly asOf: IsoDate | null;
  readonly readings: Readonly<Record<string, string>>;
  /** What to assume for amounts that a person enters, where the roster has no column of them. */
  readonly entered?: Readonly<Record<string, Assumed>>;
  /** Households whose amounts are told with the summary, by key. */
  readonly pinned: readonly string[];
}

export interface PinnedNet {
  readonly key: string;
  /** Yuan; null: not among those who are paid. */
  readonly net: Rational | null;
  readonly before: Rational | null;
}

export interface ExampleTold {
  readonly title: string;
  readonly passed: boolean;
  readonly outcomes: readonly ExampleOutcome[];
}

export interface Difference {
  readonly amount: Rational;
  readonly gain: number;
  readonly lose: number;
  readonly same: number;
}

export interface Summary {
  readonly edition: number;
  readonly hash: string;
  readonly refused: boolean;
  readonly asOf: IsoDate;
  readonly total: Total;
  readonly byBenefit: Readonly<Record<string, Total>>;
  /** The baseline's; null: there is none. */
  readonly byBenefitBefore: Readonly<Record<string, Total>> | null;
  readonly households: number;
  /** Against the baseline; null: there is none. */
  readonly difference: Difference | null;
  readonly pinned: readonly PinnedNet[];
  readonly problems: readonly Problem[];
  readonly engine: { readonly name: string; readonly slowRows: number; readonly whole: readonly string[] };
  /** Milliseconds. */
  readonly elapsed: number;
}

/** What the services answer: offsets are UTF-16 code units of the document's text. */
export interface ServicesApi {
  completion(document: DocumentFiles, offset: number): Promise<Completions>;
  /** `values`: what symbols are on the roster at hand, by id. */
  hover(
    document: DocumentFiles,
    offset: number,
    values: Readonly<Record<string, RosterFigures>>,
  ): Promise<Hover | null>;
  signature(document: DocumentFiles, offset: number): Promise<Signature | null>;
  definition(document: DocumentFiles, offset: number): Promise<{ at: FileRange; from: Range; whole: FileRange } | null>;
  references(document: DocumentFiles, offset: number): Promise<FileRange[]>;
  renameTarget(document: DocumentFiles, offset: number): Promise<(Range & { readonly text: string }) | null>;
  rename(document: DocumentFiles, offset: number, to: string): Promise<RenameResult>;
  codeActions(document: DocumentFiles, range: Range): Promise<CodeAction[]>;
  /** `money`: what clauses cost, by the id of their symbol. */
  inlayHints(document: DocumentFiles, range: Range, money: Readonly<Record<string, Bilingual>>): Promise<InlayHint[]>;
  semanticTokens(document: DocumentFiles): Promise<SemanticToken[]>;
  folding(document: DocumentFiles): Promise<Fold[]>;
  outline(document: DocumentFiles): Promise<OutlineItem[]>;
  formatDocument(document: DocumentFiles): Promise<TextEdit[]>;
  formatRange(document: DocumentFiles, range: Range): Promise<TextEdit[]>;
}

/** Methods of the language worker. */
export interface LanguageApi extends ServicesApi, ProjectionsApi {
  /** Resolves when all that is loaded late is there. */
  ready(): Promise<void>;
  sample(id: string): Promise<DocumentFiles>;
  check(document: DocumentFiles, edition: number): Promise<Checked>;
  /** The same of another text, without taking the place of the document. */
  readAside(document: DocumentFiles): Promise<Checked>;
  /** What turns the text into the other surface; null if it cannot be read. */
  inSurface(document: DocumentFiles, surface: Surface): Promise<readonly TextEdit[] | null>;
}

/** Methods of the engine. `signal`: a number by which `cancel` stops it; a cancelled call gives null and changes nothing. */
export interface EngineApi extends ResultsApi, ImportApi, KeptApi, GoalApi {
  /** Resolves when all that is loaded late is there. */
  ready(): Promise<void>;
  takeSample(request: SampleRequest, signal: number, progress: OnProgress): Promise<RosterInfo | null>;
  evaluate(request: EvaluateRequest): Promise<Summary | null>;
  /** Keeps the result of this policy as what others are compared with; null: none. */
  setBaseline(request: EvaluateRequest | null): Promise<Summary | null>;
  /** Runs the policy's own examples. */
  examples(policy: Policy): Promise<readonly ExampleTold[]>;
  cancel(signal: number): Promise<void>;
}

export interface SampleRequest {
  readonly scheme: string;
  /** null: as many as the scheme's own roster has. */
  readonly households: number | null;
  readonly policy: Policy;
  readonly texts: ReadonlyMap<string, string>;
}
