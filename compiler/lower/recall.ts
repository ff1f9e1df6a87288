/**
 * What was lowered before a change and need not be lowered again. A clause's IR follows from its tree, from what is declared
 * and from the types of the values it reads; where all of these are as they were, so is it, with its messages moved along.
 * Whatever cannot be known for certain is lowered anew.
 */
import type { Clause } from "../../grammar/ast.js";
import { type Moved, shifted } from "../../grammar/reread.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Meaning, Reporter } from "../resolve/report.js";
import type { LoweredValue, Recall, Shared } from "./context.js";

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
  readonly declared: string;
  readonly units: ReadonlyMap<Clause, Unit>;
}

/** The lowering before a change, and which clauses of the file were kept. */
export interface Before {
  readonly lowering: Lowering;
  readonly kept: ReadonlyMap<Clause, Clause>;
  readonly moved: Moved;
}

export interface Recalling extends Recall {
  /** A value that was read is not what it was: the order of all that follows may be another. */
  readonly broken: boolean;
  readonly units: ReadonlyMap<Clause, Unit>;
}

interface Frame {
  readonly reads: Map<string, LoweredValue | null>;
  /** What units inside this one said, as ranges of both arrays. */
  readonly inner: { readonly diagnostics: [number, number]; readonly meanings: [number, number] }[];
}

/** `before`: null to lower everything and only keep it. `lowerValue` lowers a value by its id. */
export function recall(
  out: Reporter,
  before: Before | null,
  lowerValue: (id: string) => LoweredValue | null,
): Recalling {
  const units = new Map<Clause, Unit>();
  const frames: Frame[] = [];
  let broken = false;

  const again = (clause: Clause, place: string): Unit | null => {
    if (before === null || broken) return null;
    const old = before.kept.get(clause) ?? clause;
    const unit = before.lowering.units.get(old);
    if (unit === undefined || unit.place !== place) return null;
    for (const [id, value] of unit.reads) {
      if (alike(lowerValue(id), value)) continue;
      broken = true;
      return null;
    }
    const by = clause.span.start - old.span.start;
    for (const one of unit.diagnostics) out.diagnostics.push(shifted(one, by));
    for (const one of unit.meanings) out.meanings.push(shifted(one, by));
    return unit;
  };

  return {
    get broken() {
      return broken;
    },
    units,
    read: (id, value) => frames.at(-1)?.reads.set(id, value),
    unit: <T>(clause: Clause, place: string | null, make: () => T): T => {
      const frame: Frame = { reads: new Map(), inner: [] };
      const from = [out.diagnostics.length, out.meanings.length] as const;
      frames.push(frame);
      const known = place === null ? null : again(clause, place);
      const result = known === null ? make() : (known.result as T);
      frames.pop();
      const to = [out.diagnostics.length, out.meanings.length] as const;
      frames.at(-1)?.inner.push({ diagnostics: [from[0], to[0]], meanings: [from[1], to[1]] });
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

function written(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? `${one}n` : one));
}

/** All that clauses can know of one another without reading values: what is declared, and of what kind. */
export function declaredIn({ model, benefits, eligible, lost }: Shared): string {
  const { names } = model;
  return written([
    [...names.all].map((spelling) => [spelling, names.canon(spelling), names.both(spelling)]),
    [...model.entities.values()].map(({ id, within: of, key, fields }) => [
      id,
      of,
      key,
      [...fields.values()].map(({ id: field, ty, def, local }) => [field, ty, def, local]),
    ]),
    [...model.enums],
    [...model.aliases].map(([unit, others]) => [unit, ...others]),
    [...model.broken],
    [...model.words.units],
    [...benefits.values()].map(({ id, entity, entered }) => [id, entity, entered]),
    [...eligible],
    [...lost],
    [...model.values.values()].map(({ id, clause, section, lost: gone, file }) => [
      id,
      file,
      section,
      gone,
      clause.kind === "Question"
        ? clause.readings.map(({ decl }) => names.idOf(decl))
        : [
            clause.head,
            clause.body.kind,
            clause.body.kind === "Table"
              ? clause.body.keys.map((key) => key.names.map(({ text }) => names.canon(text)))
              : null,
          ],
    ]),
  ]);
}
