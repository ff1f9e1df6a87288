/** Stages 2 and 3: what a rule awards to one row, before and after its cuts. */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { AmountAward, Award, AwardRow } from "../../compiler/ir/types.js";
import type { Because, Flag, Reason } from "../run.js";
import { enteredAmount } from "./entered.js";
import { evaluate } from "./evaluate.js";
import { foldOf } from "./lists.js";
import { named } from "./names.js";
import { placeOf } from "./place.js";
import type { Scope } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

/**
 * What is due, exactly. `floor` and `ceiling` are the cuts that rounding may not cross. Cuts that leave only one amount
 * decide it, even where the gross is not known.
 */
export interface Due {
  readonly kind: "due";
  readonly gross: Value;
  readonly bounded: Rational;
  readonly floor: Rational | null;
  readonly ceiling: Rational | null;
  readonly flags: readonly Flag[];
}

/**
 * Whether anything is due, or how much, is not known. The ranges hold 0 where it may be nothing; `floor` and `ceiling` are
 * the most that these cuts may be, null where there is none (or, of a ceiling, where it is not known).
 */
export interface Open {
  readonly kind: "open";
  readonly gross: Value;
  readonly bounded: Value;
  readonly floor: Rational | null;
  readonly ceiling: Rational | null;
  /** Whether it may come out as not due. */
  readonly mayBeNothing: boolean;
  readonly reasons: readonly Reason[];
}

export type Outcome = Due | Open | { readonly kind: "notDue"; readonly because: Because };

export function notDue(clause: string, kind: Because["kind"], index = 0): Outcome {
  return { kind: "notDue", because: { clause, kind, index, reason: null } };
}

/** `certain`: the row is known to reach this award; a portion divides over those who are. */
export function award(a: Award, scope: Scope, certain: boolean): Outcome {
  return a.kind === "amount" ? amount(a, scope, certain) : list(a, scope, certain);
}

// ---------------------------------------------------------------- one amount

function amount(a: AmountAward, scope: Scope, certain: boolean): Outcome {
  const start =
    a.least === null ? V.YES : V.compare("ge", evaluate(a.least.quantity, scope), V.known(R.rational(a.least.from)));
  if (V.isNo(start)) return notDue(scope.clause, "least");
  const floors = a.floors.map((f) => evaluate(f, scope));
  const ceilings = a.ceilings.map((c) => evaluate(c, scope));
  const gross = grossOf(a, scope, certain && V.isYes(start), floors, ceilings);
  const bounded = cut(gross, floors, ceilings);
  const floor = floors.length === 0 ? null : floors.reduce(V.larger);
  const ceiling = ceilings.length === 0 ? null : ceilings.reduce(V.smaller);
  const cutAmount = settle(gross, bounded, floor, ceiling, R.rational(scope.world.policy.round?.step ?? "0.01"));
  const isEntered = cutAmount.kind === "due" && a.source.kind === "entered";
  const outcome = isEntered ? { ...cutAmount, flags: cutFlags(cutAmount) } : cutAmount;
  return V.isYes(start) ? outcome : oneOfOutcomes([outcome, notDue(scope.clause, "least")], V.reasonsOf(start));
}

function grossOf(
  a: AmountAward,
  scope: Scope,
  certain: boolean,
  floors: readonly Value[],
  ceilings: readonly Value[],
): Value {
  const { source } = a;
  if (source.kind === "computed") return evaluate(source.expr, scope);
  if (source.kind === "entered") return enteredAmount(scope, floors, ceilings);
  if (scope.gather !== null) {
    scope.gather(a, scope, certain);
    return V.known(R.ZERO);
  }
  return scope.row === null
    ? V.because("zeroWeights", scope.clause, null, null)
    : scope.world.stages.share(a, scope.row).value;
}

/** Invariant boundedWithinCuts: raised to the floors, never below 0, and the ceilings last. */
function cut(gross: Value, floors: readonly Value[], ceilings: readonly Value[]): Value {
  const zero = V.known(R.ZERO);
  const raised = V.larger(floors.reduce(V.larger, gross), zero);
  return V.larger(ceilings.reduce(V.smaller, raised), zero);
}

function settle(gross: Value, bounded: Value, floor: Value | null, ceiling: Value | null, step: Rational): Due | Open {
  const exact = V.knownNumber(bounded);
  const held = floor === null ? null : V.knownNumber(floor);
  // A floor that a ceiling has cut below holds no longer, and rounding need not heed it.
  const exactFloor = held !== null && exact !== null && R.compare(held, exact) > 0 ? null : held;
  // A ceiling below 0 cuts to 0, and so is 0.
  const exactCeiling = ceiling === null ? null : V.knownNumber(V.larger(ceiling, V.known(R.ZERO)));
  // A cut that is not known may still stand in the way of rounding, unless there is nothing to round.
  const blurred = [floor, ceiling].flatMap((c) => (c === null || c.known ? [] : [c]));
  if (exact !== null && (blurred.length === 0 || R.div(exact, step).d === 1n))
    return { kind: "due", gross, bounded: exact, floor: exactFloor, ceiling: exactCeiling, flags: [] };
  const mostFloor = floor === null ? null : leastOf(V.high(floor), V.high(bounded));
  return {
    kind: "open",
    gross,
    bounded: asOpen(bounded, V.mergeReasons(blurred.map(V.reasonsOf))),
    floor: mostFloor,
    ceiling: exactCeiling,
    mayBeNothing: false,
    reasons: bounded.known ? V.mergeReasons(blurred.map(V.reasonsOf)) : bounded.reasons,
  };
}

function leastOf(a: Rational | null, b: Rational | null): Rational | null {
  return a === null ? b : b === null ? a : R.min(a, b);
}

/** What the cuts did to an amount that a person entered. */
export function cutFlags(due: Pick<Due, "gross" | "bounded">): readonly Flag[] {
  const written = V.knownNumber(due.gross);
  if (written === null || R.equal(due.bounded, written)) return [];
  return [
    { kind: R.compare(due.bounded, written) < 0 ? "cutToCeiling" : "raisedToFloor", entered: written, to: due.bounded },
  ];
}

// ---------------------------------------------------------------- lists of rules

interface Reached {
  readonly test: Value;
  readonly outcome: () => Outcome;
}

function list(a: Extract<Award, { kind: "list" }>, scope: Scope, certain: boolean): Outcome {
  const rows = a.rows.map((row) => (row.when === null ? V.YES : evaluate(row.when, scope)));
  const reach = (i: number, sure: boolean): Outcome => award((a.rows[i] as AwardRow).award, scope, sure);
  if (a.word === "only" || a.word === "first") return choose(a.word, a.rows, rows, reach, scope, certain);
  const reached = rows.flatMap((test, i): Reached[] =>
    V.isNo(test) ? [] : [{ test, outcome: () => reach(i, certain && V.isYes(test)) }],
  );
  return fold(a.word, reached, scope);
}

/** Invariant atMostOneRule: in `only`, a second rule that holds is an error that names both. */
function choose(
  word: "only" | "first",
  rows: readonly AwardRow[],
  tests: readonly Value[],
  reach: (i: number, sure: boolean) => Outcome,
  scope: Scope,
  certain: boolean,
): Outcome {
  if (word === "only") {
    const holding = tests.flatMap((test, i) => (!rows[i]?.otherwise && V.isYes(test) ? [i] : []));
    const [first, second] = holding;
    if (first !== undefined && second !== undefined) return overlap(scope, first, second);
    if (first !== undefined) return reach(first, certain);
  }
  const open: Outcome[] = [];
  const why: (readonly Reason[])[] = [];
  for (const [i, test] of tests.entries()) {
    if (V.isNo(test)) continue;
    const sure = V.isYes(test) && open.length === 0;
    const outcome = reach(i, certain && sure);
    if (V.isYes(test)) return open.length === 0 ? outcome : oneOfOutcomes([...open, outcome], V.mergeReasons(why));
    open.push(outcome);
    why.push(V.reasonsOf(test));
  }
  const none = notDue(scope.clause, "rules");
  return open.length === 0 ? none : oneOfOutcomes([...open, none], V.mergeReasons(why));
}

function overlap(scope: Scope, first: number, second: number): Outcome {
  const { row, clause } = scope;
  const params = {
    clause: named(scope.world.policy, clause),
    first: String(first + 1),
    second: String(second + 1),
    entity: named(scope.world.policy, row?.entity ?? ""),
    row: row?.key ?? "",
  };
  scope.world.report(diagnostic("P5001", placeOf(scope.world.policy, clause), params));
  const reasons: Reason[] = [{ kind: "overlap", what: clause, entity: row?.entity ?? null, row: row?.key ?? null }];
  return {
    kind: "open",
    gross: V.undecided(reasons),
    bounded: V.undecided(reasons),
    floor: null,
    ceiling: null,
    mayBeNothing: true,
    reasons,
  };
}

/** One of several, not known which: decided if all come to the same. */
export function oneOfOutcomes(outcomes: readonly Outcome[], reasons: readonly Reason[]): Outcome {
  const first = outcomes[0] as Outcome;
  if (outcomes.every((o) => o.kind === "notDue")) return first;
  if (first.kind === "due" && outcomes.every((o) => o.kind === "due" && sameDue(o, first))) return first;
  const gross = V.oneOf(outcomes.map(grossValue), reasons);
  const bounded = V.oneOf(outcomes.map(boundedValue), reasons);
  const ceilings = outcomes.map((o) => (o.kind === "notDue" ? R.ZERO : o.ceiling));
  return {
    kind: "open",
    gross: asOpen(gross, reasons),
    bounded: asOpen(bounded, reasons),
    floor: floorsOf(outcomes).reduce<Rational | null>((a, b) => (a === null ? b : R.max(a, b)), null),
    ceiling: ceilings.every((c) => c !== null) ? ceilings.reduce(R.max) : null,
    mayBeNothing: outcomes.some(mayBeNothing),
    reasons: V.mergeReasons([reasons, ...outcomes.map((o) => (o.kind === "open" ? o.reasons : []))]),
  };
}

export function mayBeNothing(outcome: Outcome): boolean {
  return outcome.kind === "notDue" || (outcome.kind === "open" && outcome.mayBeNothing);
}

/** The floors there are. */
export function floorsOf(outcomes: readonly Outcome[]): readonly Rational[] {
  return outcomes.flatMap((o) => (o.kind === "notDue" || o.floor === null ? [] : [o.floor]));
}

function sameDue(a: Due, b: Due): boolean {
  return R.equal(a.bounded, b.bounded) && V.isYes(V.compare("eq", a.gross, b.gross));
}

/** A range whose ends meet, where the outcomes still differ (0 and not due), stays undecided. */
function asOpen(value: Value, reasons: readonly Reason[]): Value {
  return value.known ? { known: false, low: V.knownNumber(value), high: V.knownNumber(value), reasons } : value;
}

export function grossValue(outcome: Outcome): Value {
  return outcome.kind === "notDue" ? V.known(R.ZERO) : outcome.gross;
}

export function boundedValue(outcome: Outcome): Value {
  return outcome.kind === "notDue"
    ? V.known(R.ZERO)
    : outcome.kind === "due"
      ? V.known(outcome.bounded)
      : outcome.bounded;
}

/** Sum, highest, lowest or average of the rules that hold and are due; none: not due. */
function fold(word: "sum" | "highest" | "lowest" | "average", rows: readonly Reached[], scope: Scope): Outcome {
  const outcomes = rows
    .map((row) => ({ test: row.test, outcome: row.outcome() }))
    .filter((r) => r.outcome.kind !== "notDue");
  if (outcomes.length === 0) return notDue(scope.clause, "rules");
  if (outcomes.every((r) => V.isYes(r.test) && r.outcome.kind === "due")) {
    return foldDue(
      word,
      outcomes.map((r) => r.outcome as Due),
    );
  }
  return foldOpen(word, outcomes);
}

function foldDue(word: "sum" | "highest" | "lowest" | "average", dues: readonly Due[]): Due {
  if (word === "highest" || word === "lowest") {
    const better = word === "highest" ? 1 : -1;
    return dues.reduce((best, due) => (R.compare(due.bounded, best.bounded) === better ? due : best));
  }
  const total = dues.reduce(addDue);
  if (word === "sum" || dues.length === 1) return total;
  const count = R.integer(dues.length);
  const part = (x: Rational | null) => (x === null ? null : R.div(x, count));
  return {
    ...total,
    gross: V.multiply(total.gross, V.known(R.div(R.ONE, count))),
    bounded: R.div(total.bounded, count),
    floor: part(total.floor),
    ceiling: part(total.ceiling),
  };
}

/** A cut on a part cuts the sum only if every part has one. */
export function addDue(a: Due, b: Due): Due {
  const both = (x: Rational | null, y: Rational | null) => (x === null || y === null ? null : R.add(x, y));
  return {
    kind: "due",
    gross: V.add(a.gross, b.gross),
    bounded: R.add(a.bounded, b.bounded),
    floor: both(a.floor, b.floor),
    ceiling: both(a.ceiling, b.ceiling),
    flags: [...a.flags, ...b.flags],
  };
}

function foldOpen(
  word: "sum" | "highest" | "lowest" | "average",
  rows: readonly { test: Value; outcome: Outcome }[],
): Outcome {
  const reasons = V.mergeReasons(
    rows.flatMap((r) => [V.reasonsOf(r.test), r.outcome.kind === "open" ? r.outcome.reasons : []]),
  );
  const zero = V.known(R.ZERO);
  // A rule that may not be due takes part only where it is.
  const takesPart = rows.map((r) => (V.isYes(r.test) && mayBeNothing(r.outcome) ? V.undecided(reasons) : r.test));
  const surely = takesPart.some(V.isYes);
  const values = (of: (o: Outcome) => Value): Value => {
    // Where no rule surely holds, it may also be nothing.
    if (word !== "sum" && !surely) return V.oneOf([zero, ...rows.map((r) => of(r.outcome))], reasons);
    return foldOf(
      word,
      rows.map((r, i) => ({ when: takesPart[i] as Value, value: () => of(r.outcome) })),
      zero,
    );
  };
  const ceilings = rows.map((r) => (r.outcome.kind === "notDue" ? R.ZERO : r.outcome.ceiling));
  const top = (cs: readonly Rational[]) => (word === "sum" ? cs.reduce(R.add, R.ZERO) : cs.reduce(R.max));
  const floors = floorsOf(rows.map((r) => r.outcome));
  return {
    kind: "open",
    gross: asOpen(values(grossValue), reasons),
    bounded: asOpen(values(boundedValue), reasons),
    floor: floors.length === 0 ? null : top(floors),
    ceiling: ceilings.every((c) => c !== null) ? top(ceilings) : null,
    mayBeNothing: !surely,
    reasons,
  };
}
