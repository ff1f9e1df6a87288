import type { Rational } from "../compiler/ir/rational.js";

/** A cell in base units: a number, yes/no, text, ISO date or enum value (its canonical name), or null if blank. */
export type Cell = Rational | boolean | string | null;

/**
 * One entity instance. `cells` holds fields by id and entered amounts as `<benefit>.approved` (yuan).
 * A field that is not in `cells` is blank.
 */
export interface Row {
  readonly key: string;
  /** The key of the row of the entity it is within; null for a root. */
  readonly parent: string | null;
  readonly cells: Readonly<Record<string, Cell>>;
  /** Fields whose cell could not be read: missing whatever `blank means` says. Entered amounts too. */
  readonly faults?: readonly string[];
}

export interface Roster {
  readonly entities: Readonly<Record<string, readonly Row[]>>;
  /** The columns that the files have, by entity: a field outside them is absent altogether, not merely blank. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}
