/** What is gathered while roster files are read, and the few things that every step does to it. */
import type { Diagnostic, Place } from "../../compiler/diagnostics/diagnostic.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Cell, Row } from "../roster.js";
import type { Headings } from "./headings.js";
import type { MappedHeading, Mapping } from "./mapping.js";
import type { Named } from "./naming.js";
import type { Reads } from "./reads.js";
import type { Line, Table } from "./records.js";
import type { Action, Decision, Settlement } from "./settlement.js";
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
  readonly table: Table;
  /** For rows inside their parent's object (JSON) or among its persons: the key of that parent's row. */
  readonly parents: ReadonlyMap<Line, string> | null;
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

export interface Reading {
  readonly batch: Batch;
  readonly headings: Headings;
  readonly parentHeading: string | null;
  readonly joining: Joining;
  readonly entry: EntityRows;
  readonly words: Words;
  /** Rows whose key was found by their identity number. */
  readonly byIdentity: number[];
  /** Rows that belong to somebody, nobody knows to whom. */
  readonly stray: Line[];
}

export interface EntityRows {
  readonly rows: Row[];
  readonly columns: Set<string>;
  /** Row keys by the key as written. */
  readonly byKey: Map<string, string[]>;
  readonly byRowKey: Map<string, Kept>;
  readonly children: Map<string, number>;
  /** Row keys by identity number, for each field that holds one. */
  readonly byIdentity: Map<string, Map<string, string>>;
  /**
   * Rows that were left out, by key as written: what is below them goes with them. With the code that says why; null
   * where somebody decided it.
   */
  readonly left: Map<string, Diagnostic["code"] | null>;
  readonly extra: Set<string>;
  readonly file: string;
}

/** A row while further files may still add to it. */
export interface Kept {
  readonly row: { key: string; parent: string | null; cells: Record<string, Cell>; faults?: string[] };
  /** The files that it is from, with its line in each. */
  readonly files: Map<string, number>;
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
  const fresh = {
    rows: [],
    columns: new Set<string>(),
    byKey: new Map(),
    byRowKey: new Map(),
    children: new Map(),
    byIdentity: new Map(),
    left: new Map(),
    extra: new Set<string>(),
    file,
  };
  out.rows.set(entity.id, fresh);
  return fresh;
}

export function refuse(out: Collected, batch: Batch, row: number, key: string | null, code: Diagnostic["code"]): void {
  out.refused.push({ file: batch.file, row, entity: batch.entity.id, key, code });
}
