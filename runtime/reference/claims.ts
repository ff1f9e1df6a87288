/** Stages 1 to 4 of every claim, and the record in which a claim moves through the later stages. */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { BenefitDef } from "../../compiler/ir/types.js";
import type { Because, Claim, Flag, Reason } from "../run.js";
import { award, grossValue, notDue, type Outcome, oneOfOutcomes } from "./award.js";
import type { Node } from "./facts.js";
import { type Eligibilities, judge } from "./guard.js";
import { type MonthPart, monthly } from "./months.js";
import { named } from "./names.js";
import { placeOf } from "./place.js";
import { type Rounding, roundWithin } from "./rounding.js";
import { scopeOn, type World } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

/** Stage 2 and 3 of one benefit for one row, under its eligibility and guard. */
export interface Entitlement {
  readonly outcome: Outcome;
  /** Why nothing is due because the row is not eligible; null if it is, or may be. */
  readonly notEligible: Because | null;
  readonly months: readonly MonthPart[];
}

/** `none`: nothing is due. `settled`: `amount` stands. `open`: undecided, at most `high`. */
export interface Draft {
  readonly benefit: BenefitDef;
  readonly node: Node;
  readonly payee: Node;
  readonly entitlement: Entitlement;
  state: "none" | "settled" | "open";
  /** The amount after the latest stage; 0 unless settled. */
  amount: Rational;
  high: Rational | null;
  rounded: Rational | null;
  afterOnce: Rational | null;
  reasons: readonly Reason[];
  readonly flags: Flag[];
  readonly limits: Claim["limits"][number][];
}

export interface Entitlements {
  readonly of: (benefit: BenefitDef, node: Node) => Entitlement;
  readonly gross: (benefit: BenefitDef, node: Node) => Value;
}

/** Works out each claim that is not `given` when it is first asked for, so that one benefit may read the gross of another. */
export function entitlements(
  world: World,
  eligible: Eligibilities,
  given: (benefit: BenefitDef, node: Node) => Entitlement | null,
): Entitlements {
  // By place of the row in its entity.
  const known = new Map<string, (Entitlement | "started" | undefined)[]>();

  function of(benefit: BenefitDef, node: Node): Entitlement {
    let memory = known.get(benefit.id);
    if (memory === undefined) {
      memory = [];
      known.set(benefit.id, memory);
    }
    const found = memory[node.index];
    if (found === "started") return circular(world, benefit, node);
    if (found !== undefined) return found;
    const told = given(benefit, node);
    if (told === null) memory[node.index] = "started";
    const entitlement = told ?? entitle(world, benefit, node, eligible);
    memory[node.index] = entitlement;
    return entitlement;
  }

  return { of, gross: (benefit, node) => grossValue(of(benefit, node).outcome) };
}

function entitle(world: World, benefit: BenefitDef, node: Node, eligible: Eligibilities): Entitlement {
  const scope = scopeOn(world, node, benefit.id);
  const whole = eligible.verdict(node);
  if (whole.kind === "failed" || whole.kind === "excluded") return nothing(whole.because, true);
  const guard = judge(benefit.guard, benefit.id, scope);
  if (guard.kind === "excluded") return nothing(guard.because, true);
  if (guard.kind === "failed") return nothing(guard.because, false);
  const certain = whole.kind === "holds" && guard.kind === "holds";
  const { outcome, months } =
    benefit.every === null
      ? { outcome: award(benefit.award, scope, certain), months: [] }
      : monthly(benefit, benefit.every, scope, certain);
  // What is not due in any case needs no decision.
  if (certain || outcome.kind === "notDue") return { outcome, notEligible: null, months };
  const reasons = V.mergeReasons([whole, guard].map((v) => (v.kind === "undecided" ? v.reasons : [])));
  return { outcome: oneOfOutcomes([outcome, notDue(benefit.id, "rules")], reasons), notEligible: null, months: [] };
}

function nothing(because: Because, notEligible: boolean): Entitlement {
  return { outcome: { kind: "notDue", because }, notEligible: notEligible ? because : null, months: [] };
}

function circular(world: World, benefit: BenefitDef, node: Node): Entitlement {
  world.report(
    diagnostic("P5011", placeOf(world.policy, benefit.id), {
      benefit: named(world.policy, benefit.id),
      entity: named(world.policy, node.entity),
      row: node.key,
    }),
  );
  const value = V.because("order", benefit.id, node.entity, node.key);
  const outcome: Outcome = {
    kind: "open",
    gross: value,
    bounded: value,
    floor: null,
    ceiling: null,
    mayBeNothing: true,
    reasons: V.reasonsOf(value),
  };
  return { outcome, notEligible: null, months: [] };
}

/** Stage 4. From here on amounts are whole steps. */
export function draft(
  benefit: BenefitDef,
  node: Node,
  payee: Node,
  entitlement: Entitlement,
  rounding: Rounding,
  provisional: boolean,
): Draft {
  const { outcome } = entitlement;
  let state: Draft["state"] = "none";
  let amount = R.ZERO;
  let high: Rational | null = null;
  let reasons: readonly Reason[] = [];
  // What is not due takes no part in later stages, and so gets no flag.
  const flags: Flag[] = outcome.kind === "notDue" ? NONE : [];
  if (outcome.kind === "open") {
    state = "open";
    reasons = outcome.reasons;
    const most = V.high(outcome.bounded);
    // A floor may round up what is not above it.
    const floor = most === null || outcome.floor === null ? null : R.min(outcome.floor, most);
    if (most !== null) high = roundWithin(most, floor, outcome.ceiling, rounding);
  } else if (outcome.kind === "due") {
    state = "settled";
    amount = roundWithin(outcome.bounded, outcome.floor, outcome.ceiling, rounding);
    flags.push(...outcome.flags);
    if (provisional) flags.push({ kind: "provisional", limit: benefit.id });
  }
  const rounded = outcome.kind === "due" ? amount : null;
  return {
    benefit,
    node,
    payee,
    entitlement,
    state,
    amount,
    high,
    rounded,
    afterOnce: null,
    reasons,
    flags,
    limits: outcome.kind === "notDue" ? NONE : [],
  };
}

const NONE: never[] = [];
Object.freeze(NONE);

/** Makes a claim undecided that was settled, or lowers what an undecided one may come to. */
export function leaveOpen(d: Draft, high: Rational | null, reasons: readonly Reason[]): void {
  d.high = high;
  d.reasons = V.mergeReasons([d.reasons, reasons]);
  d.state = "open";
  d.amount = R.ZERO;
}

/** What a claim may still come to; null: no bound known. */
export function potential(d: Draft): Rational | null {
  return d.state === "open" ? d.high : d.amount;
}

/** Stage 7: the record as it is reported. `ceiling` is the same claim in the second run. */
export function claimOf(d: Draft, ceiling: Draft): Claim {
  const { outcome, notEligible } = d.entitlement;
  const due = outcome.kind === "due" ? outcome : null;
  const state =
    d.state === "open"
      ? "undecided"
      : d.state === "none"
        ? notEligible
          ? "notEligible"
          : "notDue"
        : R.sign(d.amount) > 0
          ? "paid"
          : "zero";
  return {
    benefit: d.benefit.id,
    entity: d.node.entity,
    row: d.node.key,
    payee: { entity: d.payee.entity, row: d.payee.key },
    state,
    gross: due === null ? null : V.knownNumber(due.gross),
    bounded: due?.bounded ?? null,
    floor: due?.floor ?? null,
    ceilingCut: outcome.kind === "notDue" ? null : outcome.ceiling,
    rounded: d.rounded,
    afterOnce: d.afterOnce,
    limits: d.limits,
    net: d.state === "settled" ? d.amount : null,
    high: d.state === "open" ? d.high : null,
    ceiling: ceiling.state === "settled" ? ceiling.amount : null,
    because: outcome.kind === "notDue" ? outcome.because : null,
    reasons: d.reasons,
    flags: d.flags,
  };
}
