/** What a run is given and what it returns. All engines share these types; amounts are exact rationals in yuan. */
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import type { Rational } from "../compiler/ir/rational.js";
import type { IsoDate, Policy, Scalar } from "../compiler/ir/types.js";
import type { Roster } from "./roster.js";

export interface RunInput {
  readonly policy: Policy;
  readonly roster: Roster;
  /** The run's date, for policies without `facts on` and for rows without that date. */
  readonly asOf: IsoDate;
  /** Values of delegated parameters: one for all, or by the value of the field that sets them (`{ "甲镇": … }`). In base units. */
  readonly parameters?: Readonly<Record<string, Scalar | Readonly<Record<string, Scalar>>>>;
  /** Readings taken instead of the policy's own. */
  readonly readings?: Readonly<Record<string, string>>;
  /** What to assume for an entered amount whose column is absent altogether. */
  readonly entered?: Readonly<Record<string, Assumption>>;
}

export type Assumption =
  | { readonly kind: "ceiling" }
  | { readonly kind: "floor" }
  /** A share of the ceiling, 0 to 1. */
  | { readonly kind: "percent"; readonly share: Rational }
  /** What was paid for the same benefit last time. */
  | { readonly kind: "history" };

/** Why something is undecided: which field or value, of which row, in which clause. */
export interface Reason {
  readonly kind:
    | "missing"
    | "divisionByZero"
    | "emptySet"
    | "parameter"
    | "refused"
    | "pot"
    | "zeroWeights"
    /** Two rules of a list in which at most one may hold. */
    | "overlap"
    /** No row of a table, and no `otherwise`. */
    | "noRow"
    /** A result was read before the stage that gives it, or needs itself. */
    | "order";
  /** The id of the field (`household.pigs`, `livestock.approved`), value, benefit or limit. */
  readonly what: string;
  readonly entity: string | null;
  readonly row: string | null;
}

export type State = "paid" | "zero" | "notDue" | "notEligible" | "undecided";

/** One benefit for one payee, every stage kept. Amounts in yuan; null where the stage was not reached or is undecided. */
export interface Claim {
  readonly benefit: string;
  readonly entity: string;
  readonly row: string;
  /** The row whose total it counts towards: its own, or the household of a project. */
  readonly payee: { readonly entity: string; readonly row: string };
  readonly state: State;
  /** Stage 2. */
  readonly gross: Rational | null;
  /** Stage 3, with the cuts that held. */
  readonly bounded: Rational | null;
  readonly floor: Rational | null;
  readonly ceilingCut: Rational | null;
  /** Stage 4. */
  readonly rounded: Rational | null;
  /** Stage 5. */
  readonly afterOnce: Rational | null;
  /** Stage 6: what each limit that touched it left, in order. */
  readonly limits: readonly { readonly limit: string; readonly before: Rational; readonly after: Rational }[];
  /** Stage 7. */
  readonly net: Rational | null;
  /** The most it can be while undecided (after cuts and rounding); null: no bound known. */
  readonly high: Rational | null;
  /** Stage 7 of the second run, in which every entered amount is at its ceiling; null: none or undecided. */
  readonly ceiling: Rational | null;
  /** For notEligible: `eligible`, or the exception that held (`except:0`), with its own words. For notDue: the guard or `none`. */
  readonly because: Because | null;
  readonly reasons: readonly Reason[];
  readonly flags: readonly Flag[];
}

export interface Because {
  /** The clause: the entity for `eligible`, else the benefit. */
  readonly clause: string;
  /** `condition`: the first condition that failed; `except`: an exception held; `rules`: no rule held; `least`: below the starting size. */
  readonly kind: "condition" | "except" | "rules" | "least";
  /** The failed condition or exception: its place in the guard's `and`, or in the exceptions, from 0. */
  readonly index: number;
  readonly reason: string | null;
}

export type Flag =
  | { readonly kind: "cutToCeiling"; readonly entered: Rational; readonly to: Rational }
  | { readonly kind: "raisedToFloor"; readonly entered: Rational; readonly to: Rational }
  | { readonly kind: "struckOnce"; readonly paidOn: IsoDate | null }
  | { readonly kind: "cutByLimit"; readonly limit: string }
  | { readonly kind: "passedOver"; readonly limit: string }
  | { readonly kind: "provisional"; readonly limit: string };

/** Stage 1 for one row. */
export interface EligibilityResult {
  readonly entity: string;
  readonly row: string;
  readonly state: "eligible" | "notEligible" | "undecided";
  readonly because: Because | null;
  readonly reasons: readonly Reason[];
}

/** One group of one limit, at stage 6. Money in yuan, or a count. */
export interface LimitGroup {
  readonly limit: string;
  /** The group's values in the order of its definition, as text; empty for the whole roster. */
  readonly group: readonly string[];
  readonly ceiling: Rational | null;
  /** Past awards inside the window. */
  readonly used: Rational;
  /** Settled claims before this limit, and what it left of them; awards or payees where those are counted. */
  readonly claimed: Rational;
  readonly granted: Rational;
  readonly left: Rational;
  /** Claims minus ceiling, where `report` lets them stand. */
  readonly over: Rational;
  /** The sum of the highs of undecided claims: the reserve needed. */
  readonly reserve: Rational;
  readonly provisional: boolean;
  readonly refused: boolean;
  readonly reasons: readonly Reason[];
}

/** A dated part of an amount (stage 8). */
export interface PartResult {
  readonly payOut: string;
  readonly benefit: string | null;
  readonly entity: string;
  readonly row: string;
  readonly part: number;
  readonly party: string | null;
  readonly amount: Rational;
  /** null: unscheduled (its date or condition is missing). */
  readonly on: IsoDate | null;
  /** open: its condition is not known or does not hold yet. */
  readonly state: "due" | "open";
  readonly deadline: IsoDate | null;
}

export interface CheckResult {
  readonly check: string;
  /** null for a check over the whole roster. */
  readonly row: string | null;
  readonly state: "met" | "notMet" | "undecided";
  /** Both sides of the comparison as text in base units where the check is one comparison; a range as `low..high`. */
  readonly left: string | null;
  readonly right: string | null;
  readonly excepted: boolean;
  /** Net money of the row, for soft checks. */
  readonly money: Rational | null;
  readonly reasons: readonly Reason[];
}

/** What a retroactive amendment owes or has overpaid, per payee and benefit. */
export interface Difference {
  readonly benefit: string;
  readonly row: string;
  readonly due: Rational;
  readonly paid: Rational;
  readonly owed: Rational;
  readonly overpaid: Rational;
}

/** What a pot or portion left undistributed. */
export interface Unspent {
  readonly benefit: string;
  readonly amount: Rational;
}

/** A past award with a negative amount: money to be recovered, listed as open. */
export interface Clawback {
  readonly entity: string;
  readonly row: string;
  /** The row it was paid to. */
  readonly payee: string | null;
  readonly benefit: string | null;
  readonly amount: Rational;
  readonly on: IsoDate | null;
}

/** Stage 7 for one payee: the sum over its benefits and those of the rows below it. */
export interface PayeeTotal {
  readonly entity: string;
  readonly row: string;
  readonly net: Rational;
  /** Second run; null if one of its claims has no ceiling. */
  readonly ceiling: Rational | null;
  /** Undecided claims, and the sum of their highs (null if one has none). */
  readonly undecided: number;
  readonly high: Rational | null;
}

export interface Total {
  readonly amount: Rational;
  /** Sum of the settled claims at stage 3, and that sum rounded once: beside `rounded`, it shows what rounding each payee adds. */
  readonly exact: Rational;
  readonly exactToStep: Rational;
  /** Sum of the settled claims at stage 4. */
  readonly rounded: Rational;
  /** Second run; null if some claim has no ceiling. */
  readonly ceiling: Rational | null;
  /** Payees who get something. */
  readonly recipients: number;
  /** Payees with an undecided claim. */
  readonly undecided: number;
  /** Sum of the highs of undecided claims; null if one has none. */
  readonly high: Rational | null;
}

export interface RunResult {
  /** The run was refused before it began (see `diagnostics`): there are no results. */
  readonly refused: boolean;
  readonly eligibility: readonly EligibilityResult[];
  /** In the roster's order, then the policy's. */
  readonly claims: readonly Claim[];
  readonly limits: readonly LimitGroup[];
  readonly parts: readonly PartResult[];
  readonly checks: readonly CheckResult[];
  readonly payees: readonly PayeeTotal[];
  readonly differences: readonly Difference[];
  readonly clawbacks: readonly Clawback[];
  readonly unspent: readonly Unspent[];
  readonly total: Total;
  readonly byBenefit: Readonly<Record<string, Total>>;
  /** Printed with the result: `history assumed none`, … */
  readonly assumptions: readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
}
