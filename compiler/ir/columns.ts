/**
 * A column plan: a policy's stages 1 to 6 as integer arithmetic on columns, one value for each row of the payee entity.
 * Written by compiler/backends/columnar, run by runtime/columnar. Plain data that can be cloned to a worker.
 *
 * A number v is stored as the integer v × scale. What is not known to the plan, whether undecided or left to the slow lane,
 * has no mask set, and a row in which that matters is worked out by the reference interpreter.
 */
import type { Expr, IsoDate, Num, Scalar } from "./types.js";

/** Where a column's values come from. */
export type Source =
  | { readonly kind: "field"; readonly entity: string; readonly field: string }
  /** The entered amounts of a benefit. */
  | { readonly kind: "entered"; readonly benefit: string }
  /** The eligibility of the row of this entity that the row is within, as a code: 0, or k for the entry k - 1 of `because`. */
  | { readonly kind: "verdict"; readonly entity: string }
  /** An expression on the facts of the row that kernels do not have: worked out before they run. */
  | { readonly kind: "gathered"; readonly expr: Expr };

/** What a source holds in this roster. `mixed`: values of several types. */
export interface SourceProfile {
  readonly type: "number" | "bool" | "date" | "text" | "mixed" | "empty";
  /** Rows without a value. */
  readonly missing: number;
  /** Rows whose evaluation gave a message: the interpreter must give it again. */
  readonly noted: number;
  /** Least and most, exact; dates as days since 1970-01-01. Null: no numbers. */
  readonly low: Num | null;
  readonly high: Num | null;
  /** Each value times this is an integer; null: there is no such number of reasonable size. */
  readonly scale: bigint | null;
  /** The texts that occur, in order of appearance. */
  readonly texts: readonly string[];
}

/** How a run is made, and what its data holds. */
export interface Profile {
  /** The entity whose rows are the rows of the plan. */
  readonly entity: string;
  /** The entity whose rows they add up to: payees are worked out apart from one another. */
  readonly payee: string;
  readonly rows: number;
  readonly asOf: IsoDate;
  readonly parameters: Readonly<Record<string, Scalar | Readonly<Record<string, Scalar>>>>;
  readonly readings: Readonly<Record<string, string>>;
  /** Assumptions for entered amounts whose column is absent; `share` as text. */
  readonly entered: Readonly<
    Record<
      string,
      { readonly kind: "ceiling" | "floor" | "history" } | { readonly kind: "percent"; readonly share: Num }
    >
  >;
  /** Benefits whose entered column is there. */
  readonly enteredColumns: readonly string[];
  /** Whether there is any row of past awards. */
  readonly history: boolean;
  /** By sourceId. A source that is not here is not known to the plan. */
  readonly sources: Readonly<Record<string, SourceProfile>>;
  /** Why a row of the entity around this one may be not eligible, in the order of the codes of its verdict. */
  readonly verdicts?: readonly PlanBecause[];
  /** Expressions to be worked out, in place of the policy's stages. */
  readonly wanted?: readonly Expr[];
}

/** What a source holds, told when the plan first reads it; null: nothing is known of it. */
export type Look = (source: Source) => SourceProfile | null;

export function sourceId(source: Source): string {
  switch (source.kind) {
    case "field":
      return `${source.entity}.${source.field}`;
    case "entered":
      return `${source.benefit}.approved`;
    case "verdict":
      return `verdict ${source.entity}`;
    case "gathered":
      return `gathered ${JSON.stringify(source.expr)}`;
  }
}

export type Lane = "u8" | "u16" | "i16" | "i32" | "i64";
export type NodeId = number;

export interface Column {
  readonly id: string;
  readonly lane: Lane;
  /** `number`: value × scale. `date`: days since 1970-01-01. `code`: place in `texts`. `flags`: one bit for each of `bits`. */
  readonly holds:
    | { readonly kind: "number"; readonly source: Source; readonly scale: bigint }
    | { readonly kind: "date"; readonly source: Source }
    | { readonly kind: "code"; readonly source: Source; readonly texts: readonly string[] }
    | { readonly kind: "flags"; readonly bits: readonly FlagBit[] };
  /** Of the integers stored. A missing value is stored as 0. */
  readonly low: bigint;
  readonly high: bigint;
}

/** `known`: the row has a value. `yes`: it is yes. `noted`: its evaluation gave a message. */
export interface FlagBit {
  readonly what: "known" | "yes" | "noted";
  readonly source: Source;
}

/** How a quotient becomes whole; floor and ceil go toward minus and plus infinity, the others are of magnitudes. */
export type DivideMode = "floor" | "ceil" | "halfUp" | "halfEven" | "upward" | "downward";
export type CompareOp = "ge" | "gt" | "le" | "lt" | "eq" | "ne";

/** One step of the arithmetic. Operands are earlier nodes. */
export type PlanNode = NumberNode | MaskNode;

/** An integer within `low` to `high`, whatever the row holds. */
export type NumberNode = { readonly low: bigint; readonly high: bigint } & (
  | { readonly op: "int"; readonly value: bigint }
  | { readonly op: "column"; readonly column: number }
  | { readonly op: "add" | "sub" | "mul" | "min" | "max"; readonly a: NodeId; readonly b: NodeId }
  | { readonly op: "select"; readonly mask: NodeId; readonly a: NodeId; readonly b: NodeId }
  /** b is above 0. */
  | { readonly op: "divide"; readonly mode: DivideMode; readonly a: NodeId; readonly b: NodeId }
);

export type MaskNode =
  | { readonly op: "yes" | "no" }
  /** (word & mask) == want, over a column of flags. */
  | { readonly op: "bits"; readonly column: number; readonly mask: number; readonly want: number }
  | { readonly op: "compare"; readonly relation: CompareOp; readonly a: NodeId; readonly b: NodeId }
  | { readonly op: "and" | "or"; readonly a: NodeId; readonly b: NodeId }
  | { readonly op: "not"; readonly a: NodeId };

/** An exact number: node ÷ scale. */
export interface Scaled {
  readonly node: NodeId;
  readonly scale: bigint;
}

/** A number that is there only where the mask is set. */
export interface Optional extends Scaled {
  readonly has: NodeId;
}

/** Why nothing is due, by code: `code` 0 is due, and k the entry k - 1 of `because`. */
export interface PlanBecause {
  readonly notEligible: boolean;
  readonly clause: string;
  readonly kind: "condition" | "except" | "rules" | "least";
  readonly index: number;
  readonly reason: string | null;
}

/** Stages 2 and 3 of one claim. */
export interface AwardPlan {
  /** Mask: what is said here holds, also in a row that is left to the interpreter. */
  readonly decided: NodeId;
  readonly code: NodeId;
  readonly gross: Scaled;
  readonly bounded: Scaled;
  readonly floor: Optional | null;
  readonly ceiling: Optional | null;
  /** Where set, a difference between gross and bounded is a cut of what a person entered. */
  readonly entered: NodeId;
}

export interface BenefitPlan extends AwardPlan {
  readonly benefit: string;
  /** In steps; 0 where nothing is due. */
  readonly rounded: NodeId;
  readonly net: NodeId;
  /** The second run, with entered amounts at their ceilings. */
  readonly second: AwardPlan;
  readonly secondNet: NodeId;
}

export interface LimitPlan {
  readonly limit: string;
  readonly way: "written" | "report";
  readonly benefits: readonly string[];
  readonly applies: NodeId;
  readonly ceiling: Scaled;
  /** Steps. */
  readonly room: NodeId;
  /** By benefit of the limit, steps. */
  readonly before: readonly NodeId[];
  readonly after: readonly NodeId[];
}

/** An expression that a plan works out: what it is where it is known. */
export type OutputPlan =
  | { readonly kind: "bool"; readonly yes: NodeId; readonly no: NodeId }
  | { readonly kind: "number"; readonly node: NodeId; readonly scale: bigint; readonly known: NodeId }
  | { readonly kind: "slow" };

/** A line of `fen plan`. `slow`: why this is left to the interpreter. */
export interface PlanLine {
  readonly id: string;
  readonly lane: Lane | "mask" | "slow";
  readonly scale: bigint | null;
  readonly low: bigint | null;
  readonly high: bigint | null;
  readonly slow: string | null;
}

export interface ColumnPlan {
  readonly policy: string;
  readonly entity: string;
  /** Not empty: the whole policy goes to the interpreter, for these reasons; there are then no nodes. */
  readonly whole: readonly string[];
  /** Not empty: every row of this entity goes to the interpreter, for these reasons; there are then no nodes. */
  readonly every: readonly string[];
  /** Every source that the stages read, also those that the profile does not have. */
  readonly sources: readonly Source[];
  readonly columns: readonly Column[];
  readonly nodes: readonly PlanNode[];
  readonly because: readonly PlanBecause[];
  /** Mask: the row is left to the interpreter. All below holds where it is not set. */
  readonly slow: NodeId;
  /** Mask: the interpreter has something to say of the row, so that none of it can be taken from here. */
  readonly noted: NodeId;
  /** 0 eligible, else as in BenefitPlan; null: the policy has no eligibility clause. */
  readonly eligible: NodeId | null;
  /** Mask: `eligible` holds, also in a row that is left to the interpreter. */
  readonly judged: NodeId;
  readonly step: Num;
  readonly benefits: readonly BenefitPlan[];
  readonly limits: readonly LimitPlan[];
  /** By expression of `wanted`. */
  readonly outputs: readonly OutputPlan[];
  readonly lines: readonly PlanLine[];
}
