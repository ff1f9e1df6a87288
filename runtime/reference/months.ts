/** `every month`: an award for each calendar month, summed. */
import { addMonths, dayNumber, monthEnd, monthStart, shift } from "../../compiler/ir/dates.js";
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { BenefitDef, IsoDate } from "../../compiler/ir/types.js";
import type { Reason } from "../run.js";
import {
  addDue,
  award,
  boundedValue,
  type Due,
  floorsOf,
  grossValue,
  mayBeNothing,
  notDue,
  type Outcome,
} from "./award.js";
import { evaluate } from "./evaluate.js";
import { type Frame, frame, type Scope, type World } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

type Every = NonNullable<BenefitDef["every"]>;

/** One month's part of a settled claim, before rounding. `on`: the day its facts were tested. */
export interface MonthPart {
  readonly on: IsoDate;
  readonly bounded: Rational;
}

export interface MonthlyOutcome {
  readonly outcome: Outcome;
  readonly months: readonly MonthPart[];
}

/** What one run covers: the version's life, or within it the period that holds the run's date. `to` null: without end. */
export function coveredBy(world: World): { readonly from: IsoDate; readonly to: IsoDate | null } {
  const { inForce, period } = world.policy;
  if (period === null) return { from: inForce.from, to: inForce.to };
  let from = inForce.from;
  for (let k = 1; addMonths(inForce.from, k * period.months) <= world.input.asOf; k += 1) {
    from = addMonths(inForce.from, k * period.months);
  }
  const end = shift(addMonths(from, period.months), -1, "day");
  return { from, to: inForce.to !== null && inForce.to < end ? inForce.to : end };
}

interface Stretch {
  readonly on: IsoDate;
  readonly share: Rational;
}

/** The months that two days (both included) touch, each with its share. */
export function stretches(from: IsoDate, to: IsoDate, partMonths: Every["partMonths"]): Stretch[] {
  const found: Stretch[] = [];
  for (let month = monthStart(from); month <= to && from <= to; month = addMonths(month, 1)) {
    const last = monthEnd(month);
    const on = from > month ? from : month;
    const until = to < last ? to : last;
    const days = BigInt(dayNumber(until) - dayNumber(on) + 1);
    const length = BigInt(dayNumber(last) - dayNumber(month) + 1);
    if (days === length || partMonths === "whole") found.push({ on, share: R.ONE });
    else if (partMonths === "days") found.push({ on, share: R.ratio(days, length) });
  }
  return found;
}

const monthFrames = new WeakMap<World, Map<IsoDate, Frame>>();

/** Values that depend on the month's date are worked out once for each date. */
function monthFrame(world: World, on: IsoDate): Frame {
  const frames = monthFrames.get(world) ?? new Map<IsoDate, Frame>();
  monthFrames.set(world, frames);
  const found = frames.get(on) ?? frame(on, null);
  frames.set(on, found);
  return found;
}

/** An end that is not known leaves every month of the period possible. */
function day(value: Value | null): { readonly date: IsoDate | null; readonly reasons: readonly Reason[] } {
  return value === null ? { date: null, reasons: [] } : { date: V.knownText(value), reasons: V.reasonsOf(value) };
}

export function monthly(benefit: BenefitDef, every: Every, scope: Scope, certain: boolean): MonthlyOutcome {
  const covered = coveredBy(scope.world);
  const start = day(evaluate(every.from, scope));
  const end = day(every.to === null ? null : evaluate(every.to, scope));
  const unknown = V.mergeReasons([start.reasons, end.reasons]);
  const first = start.date ?? covered.from;
  const from = every.backPay || first >= covered.from ? first : covered.from;
  const limit = covered.to ?? (end.date === null ? scope.world.input.asOf : end.date);
  const to = end.date !== null && end.date < limit ? end.date : limit;
  const months = stretches(from, to, every.partMonths).map((stretch) => ({
    on: stretch.on,
    outcome: scaled(
      oneMonth(benefit, every, { ...scope, frame: monthFrame(scope.world, stretch.on), asOf: stretch.on }, certain),
      stretch.share,
    ),
  }));
  if (unknown.length > 0)
    return {
      outcome: opened(
        months.map((m) => m.outcome),
        unknown,
      ),
      months: [],
    };
  const paid = months.filter((m) => m.outcome.kind !== "notDue");
  if (paid.length === 0) return { outcome: months[0]?.outcome ?? notDue(benefit.id, "rules"), months: [] };
  const dues = paid.flatMap((m) => (m.outcome.kind === "due" ? [{ on: m.on, due: m.outcome }] : []));
  if (dues.length < paid.length)
    return {
      outcome: summed(
        paid.map((m) => m.outcome),
        [],
      ),
      months: [],
    };
  return {
    outcome: dues.map((d) => d.due).reduce(addDue),
    months: dues.map((d) => ({ on: d.on, bounded: d.due.bounded })),
  };
}

function oneMonth(benefit: BenefitDef, every: Every, scope: Scope, certain: boolean): Outcome {
  const during = every.during === null ? V.YES : evaluate(every.during, scope);
  if (V.isNo(during)) return notDue(benefit.id, "condition");
  const outcome = award(benefit.award, scope, certain && V.isYes(during));
  return V.isYes(during) || outcome.kind === "notDue" ? outcome : opened([outcome], V.reasonsOf(during));
}

function scaled(outcome: Outcome, share: Rational): Outcome {
  if (outcome.kind === "notDue" || R.equal(share, R.ONE)) return outcome;
  const part = (x: Rational | null) => (x === null ? null : R.mul(x, share));
  if (outcome.kind === "open") {
    const times = (v: Value) => V.multiply(v, V.known(share));
    return {
      ...outcome,
      gross: times(outcome.gross),
      bounded: times(outcome.bounded),
      floor: part(outcome.floor),
      ceiling: part(outcome.ceiling),
    };
  }
  const due: Due = {
    ...outcome,
    gross: V.multiply(outcome.gross, V.known(share)),
    bounded: R.mul(outcome.bounded, share),
    floor: part(outcome.floor),
    ceiling: part(outcome.ceiling),
  };
  return due;
}

/** A sum of which some terms are not known. */
function summed(outcomes: readonly Outcome[], reasons: readonly Reason[]): Outcome {
  const all = V.mergeReasons([reasons, ...outcomes.map((o) => (o.kind === "open" ? o.reasons : []))]);
  const ceilings = outcomes.map((o) => (o.kind === "notDue" ? R.ZERO : o.ceiling));
  const floors = floorsOf(outcomes);
  return {
    kind: "open",
    gross: open(V.sum(outcomes.map(grossValue)), all),
    bounded: open(V.sum(outcomes.map(boundedValue)), all),
    floor: floors.length === 0 ? null : floors.reduce(R.add),
    ceiling: ceilings.every((c) => c !== null) ? ceilings.reduce(R.add, R.ZERO) : null,
    mayBeNothing: outcomes.every(mayBeNothing),
    reasons: all,
  };
}

/** At most the sum, and maybe nothing. */
function opened(outcomes: readonly Outcome[], reasons: readonly Reason[]): Outcome {
  const first = outcomes[0];
  if (first !== undefined && outcomes.every((o) => o.kind === "notDue")) return first;
  const total = summed(outcomes, reasons) as Extract<Outcome, { kind: "open" }>;
  const orNothing = (v: Value): Value => open(V.oneOf([v, V.known(R.ZERO)], total.reasons), total.reasons);
  return { ...total, gross: orNothing(total.gross), bounded: orNothing(total.bounded), mayBeNothing: true };
}

function open(value: Value, reasons: readonly Reason[]): Value {
  return value.known ? { known: false, low: V.knownNumber(value), high: V.knownNumber(value), reasons } : value;
}
