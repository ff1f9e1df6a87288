/** List words over values: written-out lists, and the rows of a set. */
import * as R from "../../compiler/ir/rational.js";
import type { ListWord } from "../../compiler/ir/types.js";
import type { Reason } from "../run.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

/** Something that counts if its condition holds. The value is only asked for where it may count. */
export interface Candidate {
  readonly when: Value;
  readonly value: () => Value;
}

/** Whether the whole may come out as nothing at all, and what nothing means for the word. */
type Nothing = Value;

/**
 * The first candidate whose condition holds. A condition that is undecided leaves its value in play beside those after it:
 * if all that may come out agree, the result is decided.
 */
export function firstOf(candidates: Iterable<Candidate>, nothing: Nothing): Value {
  const open: Value[] = [];
  const why: (readonly Reason[])[] = [];
  let last = nothing;
  for (const candidate of candidates) {
    if (V.isNo(candidate.when)) continue;
    if (V.isYes(candidate.when)) {
      last = candidate.value();
      break;
    }
    open.push(candidate.value());
    why.push(V.reasonsOf(candidate.when));
  }
  return open.length === 0 ? last : V.oneOf([...open, last], V.mergeReasons(why));
}

/** The numbers that do count, and those that may. */
function split(candidates: Iterable<Candidate>): { sure: Value[]; open: Value[]; reasons: readonly Reason[] } {
  const sure: Value[] = [];
  const open: Value[] = [];
  const why: (readonly Reason[])[] = [];
  for (const candidate of candidates) {
    if (V.isNo(candidate.when)) continue;
    const value = candidate.value();
    if (V.isYes(candidate.when)) sure.push(value);
    else {
      open.push(value);
      why.push(V.reasonsOf(candidate.when));
    }
    if (!value.known) why.push(value.reasons);
  }
  return { sure, open, reasons: V.mergeReasons(why) };
}

/** Sum, highest, lowest, average of the candidates whose condition holds; `nothing` if none does (a sum is then 0). */
export function foldOf(word: Exclude<ListWord, "first">, candidates: Iterable<Candidate>, nothing: Nothing): Value {
  const { sure, open, reasons } = split(candidates);
  if (word === "sum") {
    const certain = V.sum(sure);
    if (open.length === 0) return certain;
    const maybe = open.map((value) => V.oneOf([value, V.known(R.ZERO)], reasons));
    const total = V.sum([certain, ...maybe]);
    return total.known ? total : V.range(total.low, total.high, reasons);
  }
  if (sure.length + open.length === 0) return nothing;
  const first = sure[0];
  if (first === undefined) return mayBeNothing(reasons, nothing);
  if (word === "average") return average(sure, open, reasons);
  const pick = word === "highest" ? V.larger : V.smaller;
  const certain = sure.slice(1).reduce(pick, first);
  // Each open one either counts or changes nothing.
  return open.reduce((best, value) => V.oneOf([best, pick(best, value)], reasons), certain);
}

/** Where it may come out as nothing there is no range to test, whatever it would be otherwise. */
function mayBeNothing(reasons: readonly Reason[], nothing: Nothing): Value {
  return V.undecided(V.mergeReasons([reasons, V.reasonsOf(nothing)]));
}

function average(sure: readonly Value[], open: readonly Value[], reasons: readonly Reason[]): Value {
  if (open.length > 0) return V.oneOf([...sure, ...open], reasons);
  return averageOf(V.sum(sure), sure.length, reasons);
}

/** What so many numbers are on average that come to `total`. */
export function averageOf(total: Value, numbers: number, reasons: readonly Reason[]): Value {
  const count = R.integer(numbers);
  const exact = V.knownNumber(total);
  if (exact !== null) return V.known(R.div(exact, count));
  const part = (end: R.Rational | null) => (end === null ? null : R.div(end, count));
  return V.range(part(V.low(total)), part(V.high(total)), reasons);
}

/** How many of the conditions hold: a range while some are undecided. */
export function countOf(conditions: Iterable<Value>): Value {
  let yes = 0;
  const open: (readonly Reason[])[] = [];
  for (const condition of conditions) {
    if (V.isYes(condition)) yes += 1;
    else if (!condition.known) open.push(condition.reasons);
  }
  return V.range(R.integer(yes), R.integer(yes + open.length), V.mergeReasons(open));
}

/**
 * Which share of those who belong hold. Of nobody it is undecided; while some are undecided it is a range. `sure`: how many
 * besides are known to hold, and not to hold.
 */
export function shareOf(
  members: Iterable<{ readonly belongs: Value; readonly holds: () => Value }>,
  nothing: Nothing,
  sure: { readonly yes: number; readonly no: number } = { yes: 0, no: 0 },
): Value {
  let { yes, no } = sure;
  /** Belongs, but may or may not hold. */
  let inside = 0;
  /** May not belong; would hold, would not, or neither is known. */
  let mayHold = 0;
  let mayFail = 0;
  const why: (readonly Reason[])[] = [];
  for (const { belongs, holds } of members) {
    if (V.isNo(belongs)) continue;
    const answer = holds();
    why.push(V.reasonsOf(belongs), V.reasonsOf(answer));
    if (V.isYes(belongs)) {
      if (V.isYes(answer)) yes += 1;
      else if (V.isNo(answer)) no += 1;
      else inside += 1;
    } else {
      if (!V.isNo(answer)) mayHold += 1;
      if (!V.isYes(answer)) mayFail += 1;
    }
  }
  const certain = yes + no + inside;
  const reasons = V.mergeReasons(why);
  if (certain === 0) {
    if (mayHold + mayFail === 0) return nothing;
    return mayBeNothing(reasons, nothing);
  }
  const part = (n: number, of: number) => R.ratio(BigInt(n), BigInt(of));
  return V.range(part(yes, certain + mayFail), part(yes + inside + mayHold, certain + mayHold), reasons);
}
