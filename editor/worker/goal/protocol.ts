/** Looking for the value of a number that meets a total, and what each number moves. */
import type { Rational } from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import type { Bilingual } from "../../../runtime/explain/index.js";
import type { OnProgress } from "../data.js";

export interface Tunable {
  /** See runtime/simulate/numbers.ts. */
  readonly address: string;
  /** The clause that it stands in. */
  readonly clause: string;
  readonly name: Bilingual;
  /** In base units; null: left to others and not given. */
  readonly value: string | null;
  readonly unit: Bilingual;
  /** Whether the text holds it: a delegated value stands in a file of its own. */
  readonly inText: boolean;
}

export interface Sought {
  readonly address: string;
  readonly present: string | null;
  readonly unit: Bilingual;
  /** null: no value meets the total. */
  readonly answer: { readonly value: string; readonly total: Rational; readonly exact: boolean } | null;
  readonly nearest: { readonly value: string; readonly total: Rational };
  /** Every value at which the total passes the mark. */
  readonly crossings: readonly { readonly value: string; readonly total: Rational }[];
  readonly method: "bisection" | "scan";
  readonly runs: number;
}

export interface Swing {
  readonly name: Bilingual;
  readonly value: string | null;
  readonly unit: Bilingual;
  readonly down: { readonly value: string; readonly difference: Rational } | null;
  readonly up: { readonly value: string; readonly difference: Rational } | null;
}

export interface GoalApi {
  tunables(): Promise<readonly Tunable[]>;
  /** `total` in yuan, as text. Null: called off, or nothing has been worked out yet. */
  seek(address: string, total: string, signal: number, progress: OnProgress): Promise<Sought | null>;
  swings(signal: number, progress: OnProgress): Promise<readonly Swing[] | null>;
  /** The number at this address in another policy, in base units: whether an edit of the text did what was wanted. */
  numberIn(policy: Policy, address: string): Promise<string | null>;
}
