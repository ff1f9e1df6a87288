/**
 * A roster as columns: what files are read into and what the columnar engine and the simulator read. A million households
 * fit where a million rows of objects do not. Plain data: typed arrays may stand in shared memory, and all of it can be
 * cloned to a worker.
 */
import type { Cell } from "./roster.js";

export type Ints = Uint8Array | Int8Array | Uint16Array | Int16Array | Int32Array | BigInt64Array;

/** Whether a row has a value: 0 blank, 1 a value, 2 a cell that could not be read (missing whatever `blank means` says). */
export type Presence = Uint8Array;
export const BLANK = 0;
export const PRESENT = 1;
export const UNREADABLE = 2;

/** One value for each row. `presence` null: every row has one. Where there is no value, what is stored means nothing. */
export type TableColumn = { readonly presence: Presence | null } & (
  | /** The number values[i] / scale, in base units. */
  { readonly kind: "number"; readonly scale: bigint; readonly values: Ints }
  | /** 1: yes. */ { readonly kind: "bool"; readonly values: Uint8Array }
  | /** Days since 1970-01-01. */ {
      readonly kind: "date";
      readonly values: Int32Array;
    } /** Texts and enum values: the place in `texts`. */
  | {
      readonly kind: "text";
      readonly codes: Uint8Array | Uint16Array | Uint32Array;
      readonly texts: readonly string[];
    } /** What fits no other kind: values of several types, fractions without a common scale. */
  | { readonly kind: "cells"; readonly cells: readonly Cell[] }
);

/** The rows of one entity. */
export interface EntityTable {
  readonly rows: number;
  readonly keys: readonly string[];
  /** The place of the row it is within, in that entity's table; -1: none. Null: a root. */
  readonly parents: Int32Array | null;
  /** Parent keys of rows whose parent is not in the roster. */
  readonly orphans: ReadonlyMap<number, string>;
  /** Fields by id, entered amounts as `<benefit>.approved`. A field outside them is absent altogether. */
  readonly columns: Readonly<Record<string, TableColumn>>;
}

export interface Table {
  readonly entities: Readonly<Record<string, EntityTable>>;
}
