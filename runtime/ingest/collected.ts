/** What is gathered while roster files are read, and the few things that every step does to it. */
import type { Diagnostic, Place } from "../../compiler/diagnostics/diagnostic.js";
import type { EntityDef, Policy } from "../../compiler/ir/types.js";
import type { Cell, Row } from "../roster.js";
import type { Reads } from "./reads.js";
import type { Line, Table } from "./records.js";
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
  /** For rows inside their parent's object (JSON): the key of that parent's row. */
  readonly parents: ReadonlyMap<Line, string> | null;
}

export interface EntityRows {
  readonly rows: Row[];
  readonly columns: Set<string>;
  /** Row keys by the key as written. */
  readonly byKey: Map<string, string[]>;
  readonly byRowKey: Map<string, Kept>;
  readonly children: Map<string, number>;
  readonly extra: Set<string>;
  readonly file: string;
}

/** A row while further files may still add to it. */
interface Kept {
  readonly row: { key: string; parent: string | null; cells: Record<string, Cell>; faults?: string[] };
  readonly line: number;
  readonly files: Set<string>;
}

export interface Collected {
  readonly policy: Policy;
  readonly units: UnitWords;
  readonly reads: Reads;
  readonly rows: Map<string, EntityRows>;
  readonly diagnostics: Diagnostic[];
  readonly refused: RefusedRow[];
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
    extra: new Set<string>(),
    file,
  };
  out.rows.set(entity.id, fresh);
  return fresh;
}

export function refuse(out: Collected, batch: Batch, row: number, key: string | null, code: Diagnostic["code"]): void {
  out.refused.push({ file: batch.file, row, entity: batch.entity.id, key, code });
}
