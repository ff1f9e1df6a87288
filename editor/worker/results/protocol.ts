/** What the screens of results ask the engine for: plain data about the run that is shown, and nothing that it does not hold. */
import type { Rational } from "../../../compiler/ir/rational.js";
import type { RosterFigures } from "../../../compiler/services/index.js";
import type { Bilingual, Derivation } from "../../../runtime/explain/index.js";
import type { Total } from "../../../runtime/run.js";
import type { ChangeKind } from "../../../runtime/simulate/changes.js";
import type { ComparisonRow, Dimension, Move, Simulation } from "../../../runtime/simulate/index.js";
import type { Priced } from "../../../runtime/simulate/readings.js";
import type { OnProgress } from "../data.js";

export interface GroupRow {
  readonly name: Bilingual;
  readonly payees: number;
  readonly total: Total;
  /** 指标, where the policy has a limit for each of these groups. */
  readonly ceiling: Rational | null;
}

export interface GroupTable {
  readonly field: string;
  readonly name: Bilingual;
  readonly rows: readonly GroupRow[];
}

/** A run told in full. */
export interface Told {
  readonly hash: string;
  readonly simulation: Omit<Simulation, "by">;
  readonly by: readonly GroupTable[];
  /** Fields that payees can be told apart by. */
  readonly fields: readonly { readonly id: string; readonly name: Bilingual; readonly number: boolean }[];
}

export interface Fact {
  readonly entity: string;
  readonly row: string;
  readonly field: string;
  readonly name: Bilingual;
  readonly kind: "number" | "bool" | "date" | "enum" | "text";
  /** As text in base units; `true` and `false`; null: blank. A private one is masked and cannot be changed. */
  readonly value: string | null;
  readonly masked: boolean;
  readonly unit: Bilingual;
  readonly choices: readonly { readonly id: string; readonly name: Bilingual }[];
}

export interface Change {
  readonly entity: string;
  readonly row: string;
  readonly field: string;
  /** As in Fact. */
  readonly value: string | null;
}

export interface HouseholdView {
  readonly key: string;
  readonly title: string;
  readonly facts: readonly Fact[];
  /** What is due now, with the changes that were asked for, and under the baseline. */
  readonly draft: Derivation | null;
  readonly amount: Rational | null;
  readonly whatIf: { readonly derivation: Derivation | null; readonly amount: Rational | null } | null;
  readonly baseline: { readonly derivation: Derivation | null; readonly amount: Rational | null } | null;
}

export interface Found {
  readonly key: string;
  readonly title: string;
  readonly net: Rational | null;
  readonly before: Rational | null;
}

export interface CurveView {
  readonly field: Bilingual;
  readonly unit: Bilingual;
  readonly points: readonly {
    readonly x: Rational;
    readonly draft: Rational | null;
    readonly baseline: Rational | null;
  }[];
}

export interface ComparedView {
  readonly total: ComparisonRow;
  readonly by: readonly {
    readonly field: string;
    readonly name: Bilingual;
    readonly rows: readonly (ComparisonRow & { readonly name: Bilingual })[];
  }[];
  /** Benefit by benefit: before, after. */
  readonly benefits: readonly { readonly benefit: string; readonly before: Rational; readonly after: Rational }[];
  /** What differs between the versions, in the stated order of changes.ts: each alone, and each on top of those before it. */
  readonly changes: readonly {
    readonly kind: ChangeKind;
    /** The clause's id; null: what there is one of (the roster, the date). */
    readonly clause: string | null;
    readonly name: Bilingual | null;
    readonly from: string | null;
    readonly to: string | null;
    readonly alone: Rational;
    readonly inOrder: Rational;
  }[];
  /** What the changes do only together. */
  readonly interaction: Rational;
  /** Clauses that are worded otherwise and mean the same. */
  readonly wording: readonly { readonly id: string; readonly name: Bilingual }[];
  readonly bins: readonly {
    readonly label: string;
    readonly way: "less" | "same" | "more";
    readonly households: number;
  }[];
}

export interface PricedView {
  readonly question: string;
  readonly name: Bilingual;
  readonly taken: string;
  readonly readings: readonly {
    readonly id: string;
    readonly name: Bilingual;
    /** null: the one taken. */
    readonly priced: Pick<Priced, "amount" | "difference" | "affected" | "onBound"> | null;
  }[];
}

export type FormKind = "notice" | "payment" | "summary" | "detail" | "doubts" | "scheme";
export type FormFormat = "xlsx" | "csv" | "docx";

export interface FormRequest {
  readonly kind: FormKind;
  readonly format: FormFormat;
  readonly lang: "zh" | "en";
  readonly document: string | null;
  /** Notices. */
  readonly telephone: string | null;
  readonly issuer: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  /** Payment lists: 账户名 and 银行账号 in full. */
  readonly accounts: boolean;
  /** The scheme's text: official sentences by clause, in the language of the form. */
  readonly sentences: Readonly<Record<string, string>>;
}

export interface FormFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The first rows of a form, as it will be written. */
export interface FormPreview {
  readonly title: string;
  readonly above: readonly string[];
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly below: readonly string[];
}

/** All answers are null where nothing has been worked out yet. */
export interface ResultsApi {
  /** What a symbol is on the roster at hand. Null: there is no roster, or nothing is to be said of it. */
  figures(symbol: string): Promise<RosterFigures | null>;
  told(by: readonly Dimension[]): Promise<Told | null>;
  household(key: string, changes: readonly Change[]): Promise<HouseholdView | null>;
  find(text: string, upTo: number): Promise<readonly Found[]>;
  curve(key: string, field: string): Promise<CurveView | null>;
  compared(by: readonly Dimension[]): Promise<ComparedView | null>;
  /** `group`: only payees of this value of this field. */
  movers(
    move: Move,
    group: { readonly field: string; readonly value: string } | null,
    upTo: number,
  ): Promise<readonly Found[]>;
  priced(signal: number, progress: OnProgress): Promise<readonly PricedView[] | null>;
  form(request: FormRequest): Promise<FormFile | null>;
  preview(request: FormRequest): Promise<FormPreview | null>;
}
