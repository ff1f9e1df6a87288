/** What is gathered while roster files are read, and the few things that every step does to it. */
import type { Diagnostic, Place } from "../../compiler/diagnostics/diagnostic.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Grid } from "./grid.js";
import type { Headings } from "./headings.js";
import type { MappedHeading, Mapping } from "./mapping.js";
import type { Named } from "./naming.js";
import type { ReadColumn } from "./reader.js";
import type { Reads } from "./reads.js";
import type { Action, Decision, Settlement } from "./settlement.js";
import { type EntityRows, entityRows, type StoreColumn } from "./store.js";
import type { UnitWords } from "./units.js";

/** A row that is not in the roster. */
export interface RefusedRow {
  readonly file: string;
  readonly row: number;
  readonly entity: string;
  /** As far as it could be read. */
  readonly key: string | null;
  readonly code: Diagnostic["code"];
}

/** A table of one kind of row. */
export interface Batch {
  readonly file: string;
  readonly entity: EntityDef;
  readonly grid: Grid;
  /**
   * For records inside their parent's object (JSON) or among its persons: the place of that parent's row; -1 where it was
   * left out, and they with it.
   */
  readonly parents: Int32Array | null;
}

/** How the rows of a table find the rows that are there already. */
export interface Joining {
  /** It only adds to rows that other files give: a row that matches none belongs to nobody. */
  readonly adds: boolean;
  /** The heading with identity numbers, if the table has one, and the field. */
  readonly identity: { readonly heading: string; readonly field: string } | null;
}

export interface Doubt {
  readonly file: string;
  /** Counts from 1 and includes the heading, as spreadsheets do. */
  readonly row: number;
  /** The heading as written; null for a doubt about the row. */
  readonly column: string | null;
  readonly entity: string;
  /** The row's key as far as it is known and may be shown. */
  readonly key: string | null;
  /** As written; null where it is private or where there is no one cell. */
  readonly value: string | null;
  /** What may be decided. */
  readonly offers: readonly Action[];
  /** The message: its code, and its texts in both languages. */
  readonly message: Diagnostic;
  /** null: open. */
  readonly decision: Decision | null;
}

/** How often a word stood for blank, and where first. */
export type Words = Map<string, { field: Named; word: string; count: number; rows: number[] }>;

/** One column of the table that is being read, and where its values go. */
export interface Target {
  readonly read: ReadColumn;
  readonly store: StoreColumn;
  /** What to add to a code of the table to have one of the store. */
  readonly base: number;
  /** Whether a run depends on it. */
  readonly used: boolean;
  /** Records for which the rows that they are made of differ. */
  readonly conflicts: ReadonlyMap<number, readonly number[]> | null;
}

export interface Reading {
  readonly batch: Batch;
  readonly headings: Headings;
  readonly parentHeading: string | null;
  readonly joining: Joining;
  readonly entry: EntityRows;
  readonly words: Words;
  /** In the order of `headings.mapped`. */
  readonly targets: readonly Target[];
  /** Places in `targets` of the rows' own key and of their identity numbers; -1: none. */
  readonly keyAt: number;
  readonly identityAt: number;
  /** Keys of parents. */
  readonly parentKeys: ReadColumn | null;
  /** The record at hand, as codes of the store, in the order of `targets`. */
  readonly record: Uint32Array;
  /** By place of row, the row of this file it is from. */
  readonly lines: Uint32Array;
  /** Rows whose key was found by their identity number. */
  readonly byIdentity: number[];
  /** Records that belong to somebody, nobody knows to whom. */
  readonly stray: number[];
}

export interface Collected {
  readonly policy: Policy;
  readonly units: UnitWords;
  readonly reads: Reads;
  readonly rows: Map<string, EntityRows>;
  readonly diagnostics: Diagnostic[];
  readonly refused: RefusedRow[];
  readonly settlement: Settlement;
  readonly doubts: Doubt[];
  readonly mapping: Mapping;
  /** Which heading stood for which field. */
  readonly found: MappedHeading[];
  fatal: boolean;
}

export function fileOf(path: string): Place {
  return { kind: "cell", file: path, row: null, column: null };
}

export function rowsOf(out: Collected, entity: EntityDef, file: string): EntityRows {
  const known = out.rows.get(entity.id);
  if (known) return known;
  const fresh = entityRows(file, entity);
  out.rows.set(entity.id, fresh);
  return fresh;
}

export function refuse(out: Collected, batch: Batch, row: number, key: string | null, code: Diagnostic["code"]): void {
  out.refused.push({ file: batch.file, row, entity: batch.entity.id, key, code });
}

/** The row of a record, as a spreadsheet counts. */
export function rowNumber(batch: Batch, record: number): number {
  return batch.grid.rows[record] as number;
}
