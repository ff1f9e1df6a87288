import type { Clause, Expr as Surface } from "../../grammar/ast.js";
import type { Span } from "../../grammar/source/span.js";
import type { EnumDef, TableBody, ValueDef } from "../ir/types.js";
import type { Model } from "../resolve/model.js";
import type { At, Reporter } from "../resolve/report.js";
import type { Ty } from "./types.js";

/** A benefit as expressions see it before it is lowered. */
export interface BenefitInfo {
  readonly id: string;
  readonly entity: string;
  readonly at: At;
  readonly entered: boolean;
}

/** What was lowered before a change and may be taken over (recall.ts). */
export interface Recall {
  /** Lowers a clause, or takes what was lowered. `place` says where it stands; null: it is always lowered. */
  unit<T>(clause: Clause, place: string | null, make: () => T): T;
  /** A value was read by what is being lowered. */
  read(id: string, value: LoweredValue | null): void;
}

/** What is shared by one compilation's lowering. */
export interface Shared {
  readonly model: Model;
  readonly out: Reporter;
  readonly benefits: ReadonlyMap<string, BenefitInfo>;
  /** Names whose declaration was refused: using them is no second mistake. */
  readonly lost: Set<string>;
  /** Entities that have an `eligible` clause. */
  readonly eligible: ReadonlySet<string>;
  readonly values: Map<string, LoweredValue>;
  /** How long a chain of values each one needs. */
  readonly depths: Map<string, number>;
  /** Values being lowered, outermost first: meeting one again is a cycle. */
  readonly busy: string[];
  readonly table: (name: string) => string | null;
  lowerValue(id: string): LoweredValue | null;
  readonly recall: Recall;
}

export interface LoweredValue {
  readonly def: ValueDef;
  readonly ty: Ty;
  readonly table: TableBody | null;
  readonly enums?: readonly EnumDef[];
}

/** Where an expression stands. */
export interface Context {
  readonly shared: Shared;
  readonly file: string;
  /** The entity on whose rows it is evaluated; null: once for the run. */
  readonly entity: string | null;
  /** Inside a limit's ceiling over a group by fields: only those fields have one value. */
  readonly group: readonly string[] | null;
  /** Whether `amount` is the claim's own (in the order of a limit). */
  readonly claim: boolean;
  /** Inside a set: where the set stands. Its rows' fields are looked at after those of the set's own rows. */
  readonly outer?: Context;
}

export function at(context: Context, span: Span): At {
  return { file: context.file, span };
}

export function on(context: Context, entity: string | null): Context {
  return { ...context, entity, group: null, claim: false };
}

/** A surface expression's own words, for messages. */
export function pathText(expr: Surface): string | null {
  return expr.kind === "Path" ? expr.names.map((n) => n.text).join(".") : null;
}
