/**
 * A scenario: everything that a simulation is given besides the policy and the roster themselves, as plain data. Numbers are
 * exact and written as text (`0.85`, `1/3`), so that a scenario is the same on paper, in a file and in memory.
 */
import type { IsoDate, Num, RoundingMode, Scalar } from "../../compiler/ir/types.js";

export interface Scenario {
  readonly name: string;
  /** The year that the roster speaks for, as it is shown; it decides nothing. */
  readonly year?: number;
  /** The run's date. */
  readonly asOf: IsoDate;
  /** Readings taken instead of the policy's own, by question. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Numbers of the policy that are changed, by address (see numbers.ts), in base units. */
  readonly numbers?: Readonly<Record<string, Num>>;
  /** What the policy leaves to others: one value for all, or by the value of the field that sets it. In base units. */
  readonly parameters?: Readonly<Record<string, Scalar | Readonly<Record<string, Scalar>>>>;
  /** What to assume for an entered amount whose column is absent. */
  readonly entered?: Readonly<Record<string, Assumed>>;
  /** Who applies. Nobody is left out where this says nothing. */
  readonly takeUp?: readonly TakeUp[];
  /** How fields of the roster change before the run. */
  readonly growth?: readonly Growth[];
}

export type Assumed =
  | { readonly kind: "ceiling" }
  | { readonly kind: "floor" }
  /** From 0 to 1. */
  | { readonly kind: "percent"; readonly share: Num }
  | { readonly kind: "history" };

/**
 * The share of payees who apply. Each payee draws once for each benefit, by its key: it applies if its draw lies below the
 * share. So a larger share holds all who apply at a smaller one, and two scenarios differ only where the rule does.
 */
export interface TakeUp {
  /** null: every benefit that no other line names. */
  readonly benefit: string | null;
  /** From 0 to 1. */
  readonly share: Num;
  /** Another share for payees with a value of a field of theirs; enum values and texts as they are, yes and no as `true`, `false`. */
  readonly groups?: { readonly field: string; readonly shares: Readonly<Record<string, Num>> };
  /** Another draw of the same chances. */
  readonly seed?: string;
}

/** Every value of a number field times a factor, rounded. Blank stays blank; a value is kept within the field's bounds. */
export interface Growth {
  readonly entity: string;
  readonly field: string;
  /** At least 0: 1.05 is five percent more. */
  readonly factor: Num;
  /** In base units; half-up to one where the field counts whole things, and to two decimals of its own unit elsewhere, unless given. */
  readonly round?: { readonly mode: RoundingMode; readonly step: Num };
}
