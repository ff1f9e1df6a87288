/**
 * Stage 8: an amount in dated parts. Invariant partsSum: the parts of an amount sum to it, to the step; a part whose date
 * is missing is unscheduled, not dropped.
 */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { IsoDate, PartDef, PayOutDef } from "../../compiler/ir/types.js";
import type { PartResult } from "../run.js";
import { apportion } from "./apportion.js";
import type { Draft } from "./claims.js";
import { evaluate } from "./evaluate.js";
import { fieldValue, type Node } from "./facts.js";
import { named } from "./names.js";
import { placeOf } from "./place.js";
import { ofSteps, stepsDown } from "./rounding.js";
import { type Scope, scopeOn, type World } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

export function payOuts(world: World, drafts: readonly Draft[]): PartResult[] {
  const results: PartResult[] = [];
  const covered = new Set<string>();
  for (const def of world.policy.payOuts) {
    if (def.target.kind === "field") {
      results.push(...fieldParts(world, def, def.target.field));
      continue;
    }
    const { benefits } = def.target;
    for (const benefit of benefits) covered.add(benefit);
    for (const d of drafts) {
      if (benefits.includes(d.benefit.id) && isPaid(d))
        results.push(...partsOf(world, def, d.benefit.id, d.node, d.amount));
    }
  }
  for (const d of drafts) if (!covered.has(d.benefit.id) && isPaid(d)) results.push(...monthParts(world, d));
  return results;
}

function isPaid(d: Draft): boolean {
  return d.state === "settled" && R.sign(d.amount) > 0;
}

function fieldParts(world: World, def: PayOutDef, field: string): PartResult[] {
  return (world.facts.nodes.get(def.entity) ?? []).flatMap((node) => {
    const amount = V.knownNumber(fieldValue(world.facts, node, field));
    return amount === null || R.sign(amount) <= 0 ? [] : partsOf(world, def, null, node, amount);
  });
}

function stepOf(world: World): Rational {
  return R.rational(world.policy.round?.step ?? "0.01");
}

/** The parts of one amount; what no part takes comes last. */
export function partsOf(
  world: World,
  def: PayOutDef,
  benefit: string | null,
  node: Node,
  amount: Rational,
): PartResult[] {
  const scope = scopeOn(world, node, def.id);
  const { exact, left, unknown } = exactShares(def.parts, amount, scope);
  if (R.sign(left) > 0) {
    const params = {
      payOut: named(world.policy, def.id),
      entity: named(world.policy, node.entity),
      row: node.key,
      amount: R.text(amount),
      left: R.text(left),
    };
    world.report(diagnostic("P5012", placeOf(world.policy, def.id), params));
  }
  const shares = R.sign(left) > 0 ? [...exact, left] : exact;
  const amounts = inSteps(amount, shares, stepOf(world));
  return shares.map((_, part): PartResult => {
    const given = def.parts[part];
    const when =
      given === undefined || part === unknown ? { state: "open" as const, on: null } : schedule(given, scope);
    return {
      payOut: def.id,
      benefit,
      entity: node.entity,
      row: node.key,
      part,
      party: given?.party ?? null,
      amount: amounts[part] as Rational,
      ...when,
      deadline: given?.deadline ? V.knownText(evaluate(given.deadline, scope)) : null,
    };
  });
}

interface Shares {
  readonly exact: readonly Rational[];
  /** What no part takes. */
  readonly left: Rational;
  /** The part whose share is not known: it holds all that is left, open. */
  readonly unknown: number;
}

/** Parts in written order, each at most what is left; the rest takes the remainder wherever it stands. */
function exactShares(parts: readonly PartDef[], amount: Rational, scope: Scope): Shares {
  const values = parts.map(
    (part): Value => (part.share.kind === "rest" ? V.known(R.ZERO) : evaluate(part.share.value, scope)),
  );
  const inParts = parts.flatMap((part, i) => (part.share.kind === "parts" ? [values[i] as Value] : []));
  const allParts = V.sum(inParts);
  const exact: Rational[] = [];
  let left = amount;
  let unknown = -1;
  for (const [i, part] of parts.entries()) {
    const wanted = asked(part, values[i] as Value, allParts, amount);
    if (wanted === null && unknown < 0) unknown = i;
    const share = unknown >= 0 ? R.ZERO : R.max(R.ZERO, R.min(wanted ?? R.ZERO, left));
    left = R.sub(left, share);
    exact.push(share);
  }
  const rest = unknown >= 0 ? unknown : parts.findIndex((part) => part.share.kind === "rest");
  if (rest < 0) return { exact, left, unknown };
  exact[rest] = R.add(exact[rest] as Rational, left);
  return { exact, left: R.ZERO, unknown };
}

/** What a part asks for, exactly; null if that is not known. */
function asked(part: PartDef, value: Value, allParts: Value, amount: Rational): Rational | null {
  const share = V.knownNumber(value);
  switch (part.share.kind) {
    case "rest":
      return R.ZERO;
    case "amount":
      return share;
    case "ratio":
      return share === null ? null : R.mul(share, amount);
    case "parts": {
      const sum = V.knownNumber(allParts);
      return share === null || sum === null || R.sign(sum) === 0 ? null : R.div(R.mul(share, amount), sum);
    }
  }
}

/** Whole steps by largest remainder, equal ones in written order. What is finer than a step goes with the first part. */
function inSteps(amount: Rational, shares: readonly Rational[], step: Rational): Rational[] {
  const steps = stepsDown(amount, step);
  const fine = R.sub(amount, ofSteps(steps, step));
  const whole = apportion(steps, shares, (a, b) => a - b).map((n) => ofSteps(n, step));
  if (R.sign(fine) !== 0) whole[0] = R.add(whole[0] as Rational, fine);
  return whole;
}

export function schedule(part: PartDef, scope: Scope): { state: "due" | "open"; on: IsoDate | null } {
  const held = part.when === null ? V.YES : evaluate(part.when, scope);
  if (!V.isYes(held)) return { state: "open", on: null };
  return { state: "due", on: part.on === null ? null : V.knownText(evaluate(part.on, scope)) };
}

/** A periodic benefit without `pay out`: one part for each month, in proportion to what the month gave. */
export function monthParts(world: World, d: Draft): PartResult[] {
  const months = d.entitlement.months.filter((m) => R.sign(m.bounded) > 0);
  if (months.length === 0) return [];
  const amounts = inSteps(
    d.amount,
    months.map((m) => m.bounded),
    stepOf(world),
  );
  return months.map((month, part) => ({
    payOut: d.benefit.id,
    benefit: d.benefit.id,
    entity: d.node.entity,
    row: d.node.key,
    part,
    party: null,
    amount: amounts[part] as Rational,
    on: month.on,
    state: "due",
    deadline: null,
  }));
}
