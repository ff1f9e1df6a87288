/**
 * What was lowered before a change and need not be lowered again. A clause's IR follows from its tree, from the names in it and
 * what they stand for, from what is declared for all, and from the types of the values it reads; where all of these are as they
 * were, so is it, with its messages moved along. Whatever cannot be known for certain is lowered anew.
 */
import type { Clause } from "../../grammar/ast.js";
import { type Moved, originOf, shifted } from "../../grammar/reread.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Meaning, Reporter } from "../resolve/report.js";
import type { LoweredValue, Recall, Shared } from "./context.js";
import { ALL_BENEFITS, type Declared, differing, written } from "./declared.js";

/** One clause's part of a lowering. */
interface Unit {
  readonly result: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly meanings: readonly Meaning[];
  /** The values it read. */
  readonly reads: ReadonlyMap<string, LoweredValue | null>;
  /** Where it stood, and what else it depends on, in words of its own. */
  readonly place: string;
}

/** A lowering as far as it may be used again. */
export interface Lowering {
  readonly declared: Declared;
  readonly units: ReadonlyMap<Clause, Unit>;
}

/** The lowering before a change, and which clauses of the file were kept. */
export interface Before {
  readonly lowering: Lowering;
  readonly kept: ReadonlyMap<Clause, Clause>;
  readonly moved: Moved;
}

export interface Recalling extends Recall {
  readonly units: ReadonlyMap<Clause, Unit>;
  /** To be told before anything is lowered: nothing is taken over until then. */
  begin(declared: Declared): void;
}

interface Frame {
  readonly reads: Map<string, LoweredValue | null>;
  /** What units inside this one said, as ranges of both arrays. */
  readonly inner: { readonly diagnostics: [number, number]; readonly meanings: [number, number] }[];
}

/** `before`: null to lower everything and only keep it. `shared` is what lowers values, and has those that were. */
export function recall(
  out: Reporter,
  before: Before | null,
  shared: () => Pick<Shared, "values" | "lowerValue">,
): Recalling {
  const units = new Map<Clause, Unit>();
  const frames: Frame[] = [];
  /** The names that stand for something else than before; null: nothing can be taken over. */
  let changed: ReadonlySet<string> | null = null;

  const again = (clause: Clause, place: string): Unit | null => {
    if (before === null || changed === null) return null;
    const old = before.kept.get(clause) ?? clause;
    const unit = before.lowering.units.get(old);
    if (unit === undefined || unit.place !== place) return null;
    // What a message says of other names, whoever speaks it, hangs on all of them.
    if (changed.size > 0 && (unit.diagnostics.length > 0 || speaksOf(clause, changed))) return null;
    const { values, lowerValue } = shared();
    // Its own messages may stand between those of values that it is the first to read.
    if (unit.diagnostics.length > 0) for (const id of unit.reads.keys()) if (!values.has(id)) return null;
    for (const [id, value] of unit.reads) if (!alike(lowerValue(id), value)) return null;
    const by = clause.span.start - old.span.start;
    return by === 0
      ? unit
      : {
          ...unit,
          diagnostics: unit.diagnostics.map((one) => shifted(one, by)),
          meanings: unit.meanings.map((one) => shifted(one, by)),
        };
  };

  return {
    units,
    begin: (declared) => {
      changed = before === null ? null : differing(before.lowering.declared, declared);
    },
    read: (id, value) => frames.at(-1)?.reads.set(id, value),
    unit: <T>(clause: Clause, place: string | null, make: () => T): T => {
      const frame: Frame = { reads: new Map(), inner: [] };
      const from = [out.diagnostics.length, out.meanings.length] as const;
      frames.push(frame);
      const known = place === null ? null : again(clause, place);
      const result = known === null ? make() : (known.result as T);
      frames.pop();
      if (known !== null) {
        for (const one of known.diagnostics) out.diagnostics.push(one);
        for (const one of known.meanings) out.meanings.push(one);
      }
      const to = [out.diagnostics.length, out.meanings.length] as const;
      if (to[0] > from[0] || to[1] > from[1])
        frames.at(-1)?.inner.push({ diagnostics: [from[0], to[0]], meanings: [from[1], to[1]] });
      if (known !== null) {
        units.set(clause, frame.reads.size === 0 ? known : { ...known, reads: frame.reads });
        return result;
      }
      const diagnostics = own(
        out.diagnostics,
        [from[0], to[0]],
        frame.inner.map((one) => one.diagnostics),
      );
      const meanings = own(
        out.meanings,
        [from[1], to[1]],
        frame.inner.map((one) => one.meanings),
      );
      if (place !== null && diagnostics.every((one) => within(one, clause)))
        units.set(clause, { result, diagnostics, meanings, reads: frame.reads, place });
      return result;
    },
  };
}

// ---------------------------------------------------------------- what a clause speaks of

const spoken = new WeakMap<Clause, readonly string[]>();

/** Whether one of these names, or something that is all of a kind, stands in the clause. */
function speaksOf(clause: Clause, names: ReadonlySet<string>): boolean {
  const origin = originOf(clause);
  let words = spoken.get(origin);
  if (words === undefined) {
    words = wordsIn(clause);
    spoken.set(origin, words);
  }
  return words.some((word) => names.has(word));
}

/** Every text in the tree, whatever it is: names stand in many places. */
function wordsIn(clause: Clause): string[] {
  const found = new Set<string>();
  const visit = (node: object): void => {
    for (const part of Object.values(node)) {
      if (typeof part === "string") found.add(part);
      else if (typeof part === "object" && part !== null) visit(part);
    }
  };
  visit(clause);
  if ("benefits" in clause && clause.benefits.paths === null) found.add(ALL_BENEFITS);
  return [...found];
}

function own<T>(all: readonly T[], [from, to]: [number, number], inner: readonly [number, number][]): T[] {
  const found: T[] = [];
  let at = from;
  for (const [start, end] of inner) {
    found.push(...all.slice(at, start));
    at = end;
  }
  found.push(...all.slice(at, to));
  return found;
}

/** Only what points into the clause itself moves with it. */
function within({ place, related, fixes }: Diagnostic, { span }: Clause): boolean {
  const inside = (one: { start: number; end: number }) => span.start <= one.start && one.end <= span.end;
  return (
    place.kind === "source" &&
    inside(place.span) &&
    related.length === 0 &&
    fixes.every(({ edits }) => edits.every((edit) => inside(edit.span)))
  );
}

/** Whether two lowerings of a value look the same to those who read it. */
function alike(now: LoweredValue | null, then: LoweredValue | null): boolean {
  if (now === then) return true;
  if (now === null || then === null) return false;
  return seen(now) === seen(then);
}

function seen({ ty, def, table, enums }: LoweredValue): string {
  const { body } = def;
  const inside = body.kind === "readings" ? body.readings.map(({ id }) => id) : body.kind === "set" ? body : null;
  return written([ty, def.id, def.head, def.entity, def.type, body.kind, inside, table, enums]);
}
