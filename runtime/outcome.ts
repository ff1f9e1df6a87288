/**
 * What a run gives, in columns: the form that the simulator, reports and the editor read, whichever engine made it.
 * A column is worked out when it is first asked for and kept. Amounts are exact; nothing here is a binary fraction.
 */
import type { Diagnostic } from "../compiler/diagnostics/diagnostic.js";
import type { Rational } from "../compiler/ir/rational.js";
import type {
  Because,
  CheckResult,
  Claim,
  Clawback,
  Difference,
  EligibilityResult,
  LimitGroup,
  PartResult,
  State,
  Total,
  Unspent,
} from "./run.js";

/** The order in which `ClaimColumns.state` numbers them. */
export const STATES = ["paid", "zero", "notDue", "notEligible", "undecided"] as const satisfies readonly State[];

/** One amount for each row: values[i] / scale, in yuan. */
export interface Amounts {
  readonly scale: bigint;
  readonly values: Int32Array | BigInt64Array;
  /** 1 where there is an amount; null: everywhere. */
  readonly known: Uint8Array | null;
  /** Rows whose amount is no multiple of 1 / scale, or too large for `values`. */
  readonly odd: ReadonlyMap<number, Rational>;
}

export type Stage = "gross" | "bounded" | "rounded" | "afterOnce" | "net" | "high" | "ceiling";

/** The claims of one benefit, in the order of its entity's rows. */
export interface ClaimColumns {
  readonly benefit: string;
  readonly entity: string;
  readonly rows: number;
  /** The payee that each row counts towards: a place in `payees.rows`; -1: none (a claim of a row below no payee). */
  readonly payee: Int32Array;
  /** Places in STATES. */
  readonly state: Uint8Array;
  /** Why nothing is due: 0, or k for the entry k - 1 of `causes`. */
  readonly because: Uint16Array;
  readonly causes: readonly Because[];
  readonly amounts: (stage: Stage) => Amounts;
}

/** One limit, its groups in the roster's order. Amounts as in LimitGroup. */
export interface LimitColumns {
  readonly limit: string;
  readonly groups: number;
  /** The group of each payee of the limit, by place in `payees`; -1: none. */
  readonly of: Int32Array;
  readonly amounts: (what: "ceiling" | "used" | "claimed" | "granted" | "left" | "over" | "reserve") => Amounts;
  readonly group: (index: number) => LimitGroup;
  /** By benefit of the limit: 1 for each row of its claims that this limit cut. */
  readonly cut: Readonly<Record<string, Uint8Array>>;
}

/** Those who are paid: one row each, in the order of the roster. Households as a rule; policies may pay several kinds. */
export interface PayeeColumns {
  readonly rows: number;
  /** Entity of each, as a place in `entities`; null: all of the first. */
  readonly entity: Uint8Array | null;
  readonly entities: readonly string[];
  /** Place of each in its entity's table. */
  readonly at: Int32Array;
  readonly key: (index: number) => string;
  readonly net: Amounts;
  readonly ceiling: Amounts;
  /** How many claims of each are undecided. */
  readonly undecided: Uint16Array;
}

/** Parts of stage 8 that agree in all of this, summed. */
export interface PartTotal {
  readonly payOut: string;
  /** null: paid out of a money field. */
  readonly benefit: string | null;
  readonly party: string | null;
  /** open: its condition is not known or does not hold yet. */
  readonly state: PartResult["state"];
  /** `2024-05`; null: it has no date. */
  readonly month: string | null;
  readonly amount: Rational;
  /** How many parts. */
  readonly parts: number;
}

/** The order in which `CheckColumns.state` numbers them. */
export const CHECK_STATES = ["met", "notMet", "undecided"] as const satisfies readonly CheckResult["state"][];

/** One check on the rows of its entity, in their order; a check of the whole roster has one row. */
export interface CheckColumns {
  readonly check: string;
  /** Columns cannot tell it: it is worked out from rows of objects, which on a large roster take gigabytes. */
  readonly byRows: boolean;
  readonly entity: string | null;
  readonly rows: number;
  /** Places in CHECK_STATES. */
  readonly state: () => Uint8Array;
  /** 1: an exception holds for the row, which is not met or undecided. */
  readonly excepted: () => Uint8Array;
  /** Net money of the rows of a soft check that do not meet it and have no exception. */
  readonly money: () => Rational;
  /** These rows in full, in the roster's order; all unless given. */
  readonly results: (rows?: Iterable<number>) => readonly CheckResult[];
}

export interface Outcome {
  /** The run was refused before it began (see `diagnostics`): all columns are empty. */
  readonly refused: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly assumptions: readonly Diagnostic[];
  readonly total: Total;
  readonly byBenefit: Readonly<Record<string, Total>>;
  readonly claims: (benefit: string) => ClaimColumns;
  readonly payees: () => PayeeColumns;
  readonly limits: () => readonly LimitColumns[];
  /** Totals by group of payees: `groups[i]` is the group of payee i, from 0 to `count` - 1. Exactly `count` totals. */
  readonly totalsBy: (groups: Ints32, count: number, benefit?: string) => readonly Total[];
  /** One row in full, with reasons, flags and what each limit left. */
  readonly claim: (benefit: string, row: number) => Claim;
  readonly eligibility: (entity: string, row: number) => EligibilityResult | null;
  /** Stages 8 and 9, worked out when asked for. */
  readonly parts: () => Iterable<PartResult>;
  /** The sums of the parts, by pay-out, benefit, party, state and month: cash flow without a record for each part. */
  readonly partTotals: () => readonly PartTotal[];
  readonly checks: () => readonly CheckColumns[];
  readonly differences: () => readonly Difference[];
  readonly clawbacks: () => readonly Clawback[];
  readonly unspent: () => readonly Unspent[];
  /** How it was worked out: rows given to the interpreter, and why the whole was, if so. */
  readonly engine: { readonly name: string; readonly slowRows: number; readonly whole: readonly string[] };
}

export type Ints32 = Int32Array | Uint32Array | Uint16Array | Uint8Array;
