/**
 * What each open reading costs: a run with every reading of every question taken alone, then in pairs, then (on request,
 * under a cap) in all combinations, each beside the run as issued.
 */
import * as R from "../../compiler/ir/rational.js";
import type { Expr, Policy, ValueDef } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import type { Outcome } from "../outcome.js";
import type { Table } from "../table.js";
import { differingPayees } from "./differing.js";
import { type Engine, type Steps, type TableInput, watch } from "./engine.js";
import { rowsEqualTo } from "./exactly.js";

export type Readings = Readonly<Record<string, string>>;

export interface Priced {
  readonly readings: Readings;
  /** Yuan, net. */
  readonly amount: R.Rational;
  readonly difference: R.Rational;
  readonly ceiling: R.Rational | null;
  /** Payees with an undecided claim: a reading may ask for what nobody has filled in. */
  readonly undecided: number;
  /** Payees whose net, state or undecidedness differs from the run as issued. */
  readonly affected: number;
  /** Rows whose value is exactly at a number that the two readings treat differently; null where they do not differ by a bound. */
  readonly onBound: number | null;
}

export interface ReadingsReport {
  readonly issued: Readings;
  readonly amount: R.Rational;
  readonly ceiling: R.Rational | null;
  readonly alone: readonly Priced[];
  readonly pairs: readonly Priced[];
  readonly all: readonly Priced[];
  /** How many combinations there are, and how many were priced. */
  readonly combinations: { readonly total: number; readonly priced: number };
}

type Question = ValueDef & { readonly body: Extract<ValueDef["body"], { kind: "readings" }> };

export function questionsOf(policy: Policy): Question[] {
  return policy.values.filter((value): value is Question => value.body.kind === "readings");
}

export interface ReadingsOptions {
  /** At most this many full combinations; 0: none. */
  readonly allUpTo: number;
  readonly pairs: boolean;
}

/** The input's own `readings` are part of the run as issued. Throws the signal's reason when called off. */
export async function priceReadings(
  input: TableInput,
  engine: Engine,
  options: ReadingsOptions,
  steps: Steps = {},
): Promise<ReadingsReport> {
  const questions = questionsOf(input.policy);
  const issued: Record<string, string> = Object.fromEntries(
    questions.map((q) => [q.id, input.readings?.[q.id] ?? q.body.taken]),
  );
  const alternatives = questions.map((q) =>
    q.body.readings.map((r) => ({ question: q.id, reading: r.id })).filter((r) => r.reading !== issued[r.question]),
  );
  const alone = alternatives.flat().map((r) => ({ [r.question]: r.reading }));
  const pairs: Readings[] = options.pairs
    ? alternatives.flatMap((first, i) =>
        alternatives
          .slice(i + 1)
          .flatMap((second) =>
            first.flatMap((a) => second.map((b) => ({ [a.question]: a.reading, [b.question]: b.reading }))),
          ),
      )
    : [];
  const total = questions.reduce((n, q) => n * q.body.readings.length, 1);
  const all = options.allUpTo > 0 ? combinations(questions, options.allUpTo) : [];

  const progress = watch(steps, 1 + alone.length + pairs.length + all.length);
  const base = engine(input);
  await progress.next();
  const price = async (list: readonly Readings[]): Promise<Priced[]> => {
    const priced: Priced[] = [];
    for (const readings of list) {
      priced.push(priceOne(input, base, engine, questions, issued, readings));
      await progress.next();
    }
    return priced;
  };
  return {
    issued,
    amount: base.total.amount,
    ceiling: base.total.ceiling,
    alone: await price(alone),
    pairs: await price(pairs),
    all: await price(all),
    combinations: { total, priced: all.length },
  };
}

function priceOne(
  input: TableInput,
  base: Outcome,
  engine: Engine,
  questions: readonly Question[],
  issued: Readings,
  readings: Readings,
): Priced {
  const outcome = engine({ ...input, readings: { ...input.readings, ...readings } });
  return {
    readings,
    amount: outcome.total.amount,
    difference: R.sub(outcome.total.amount, base.total.amount),
    ceiling: outcome.total.ceiling,
    undecided: outcome.total.undecided,
    affected: differingPayees(input.policy, base, outcome),
    onBound: onBound(questions, issued, readings, input.table),
  };
}

/** In the order of the questions, the last varying fastest; at most `most`. */
function combinations(questions: readonly Question[], most: number): Readings[] {
  let found: Record<string, string>[] = [{}];
  for (const question of questions) {
    const next: Record<string, string>[] = [];
    for (const so of found)
      for (const reading of question.body.readings) next.push({ ...so, [question.id]: reading.id });
    found = next.slice(0, most);
  }
  return found;
}

/**
 * Rows whose field is exactly at a number that one of the two readings includes and the other does not: the same field
 * and number compared by another relation.
 */
function onBound(questions: readonly Question[], issued: Readings, readings: Readings, table: Table): number | null {
  const rows = new Set<string>();
  let bounds = 0;
  for (const [question, reading] of Object.entries(readings)) {
    const body = questions.find((q) => q.id === question)?.body;
    const before = comparisons(body?.readings.find((r) => r.id === issued[question])?.expr ?? null);
    const after = comparisons(body?.readings.find((r) => r.id === reading)?.expr ?? null);
    for (const [key, bound] of before) {
      const other = after.get(key);
      if (other === undefined || other.relation === bound.relation) continue;
      bounds += 1;
      const column = table.entities[bound.entity]?.columns[bound.field];
      if (column !== undefined) {
        for (const row of rowsEqualTo(column, bound.value)) rows.add(`${bound.entity} ${row}`);
      }
    }
  }
  return bounds === 0 ? null : rows.size;
}

interface Bound {
  readonly entity: string;
  readonly field: string;
  readonly value: R.Rational;
  readonly relation: string;
}

function comparisons(expr: Expr | null): Map<string, Bound> {
  const found = new Map<string, Bound>();
  eachExpr(expr, (inner) => {
    if (inner.op !== "compare" || inner.a.op !== "field" || inner.b.op !== "num") return;
    found.set(`${inner.a.entity}.${inner.a.field} ${inner.b.value}`, {
      entity: inner.a.entity,
      field: inner.a.field,
      value: R.rational(inner.b.value),
      relation: inner.relation,
    });
  });
  return found;
}
