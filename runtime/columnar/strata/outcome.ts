/** What the strata and the first part give together, in the form that every engine gives. */
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { BenefitDef, Policy } from "../../../compiler/ir/types.js";
import type { ClaimColumns, LimitColumns, Outcome } from "../../outcome.js";
import { amountsOf } from "../../outcomes/index.js";
import { once } from "../../outcomes/once.js";
import { roomOf } from "../../reference/groups.js";
import type { Rounding } from "../../reference/rounding.js";
import * as V from "../../reference/value.js";
import type { LimitGroup } from "../../run.js";
import { fullClaim } from "./claim.js";
import { claimColumns } from "./columns.js";
import { amountsInSteps, type Ledger, stepsOf } from "./ledger.js";
import { cutBy, type LimitRun } from "./limit.js";
import { EXACT } from "./seats.js";
import type { Side } from "./side.js";
import { type Counted, payeeColumns, totalsOf } from "./totals.js";

/** Stages 8 and 9, from whoever works them out. */
export type Later = Pick<Outcome, "parts" | "partTotals" | "checks" | "differences" | "clawbacks" | "unspent">;

export interface Strata {
  readonly policy: Policy;
  readonly first: Side;
  readonly second: Side;
  readonly rounding: Rounding;
  readonly assumptions: readonly Diagnostic[];
  readonly diagnostics: () => readonly Diagnostic[];
}

export function outcomeOfStrata(strata: Strata, later: Later): Outcome {
  const { policy, first, second, rounding } = strata;
  const { step } = rounding;
  const places = once(() => first.base.payees());
  const columns = new Map<string, ClaimColumns>();
  const benefitOf = (id: string): BenefitDef => {
    const found = policy.benefits.find((b) => b.id === id);
    if (found === undefined) throw new RangeError(`the policy has no benefit ${id}`);
    return found;
  };
  const claims = (id: string): ClaimColumns => {
    const found = columns.get(id) ?? claimColumns(first, second, benefitOf(id), step);
    columns.set(id, found);
    return found;
  };
  const rounded = new Map<string, Float64Array>();
  const counted = (id: string): Counted => {
    const own = claims(id);
    let steps = rounded.get(id);
    if (steps === undefined) {
      steps = stepsOf(own.amounts("rounded"), step, own.rows);
      for (let row = 0; row < own.rows; row += 1) if ((steps[row] as number) < 0) steps[row] = 0;
      rounded.set(id, steps);
    }
    return {
      columns: own,
      ledger: first.ledgers.get(id) as Ledger,
      most: second.ledgers.get(id) as Ledger,
      rounded: steps,
    };
  };
  const all = (): Counted[] => policy.benefits.map((b) => counted(b.id));
  const one = (benefits: readonly Counted[]) =>
    totalsOf(benefits, places().rows, new Uint8Array(places().rows), 1, rounding)[0] as Outcome["total"];
  const total = once(() => one(all()));
  const byBenefit = once(() => Object.fromEntries(policy.benefits.map((b) => [b.id, one([counted(b.id)])])));
  return {
    refused: false,
    get diagnostics() {
      return strata.diagnostics();
    },
    assumptions: strata.assumptions,
    get total() {
      return total();
    },
    get byBenefit() {
      return byBenefit();
    },
    claims,
    payees: once(() => payeeColumns(all(), places(), step)),
    limits: once(() => limitsOf(strata, places().rows, claims)),
    totalsBy: (groups, count, benefit) =>
      totalsOf(benefit === undefined ? all() : [counted(benefit)], places().rows, groups, count, rounding),
    claim: (benefit, row) => fullClaim(first, second, benefitOf(benefit), row, step),
    eligibility: (entity, row) => first.base.eligibility(entity, row),
    parts: later.parts,
    partTotals: later.partTotals,
    checks: later.checks,
    differences: later.differences,
    clawbacks: later.clawbacks,
    unspent: later.unspent,
    engine: first.base.engine,
  };
}

// ---------------------------------------------------------------- limits

function limitsOf(strata: Strata, payees: number, claims: (id: string) => ClaimColumns): LimitColumns[] {
  const { policy, first } = strata;
  const early = new Map(first.base.limits().map((l) => [l.limit, l]));
  const late = new Map(first.limits.map((l) => [l.def.id, l]));
  return policy.limits.map((def) => {
    const run = late.get(def.id);
    return run === undefined ? (early.get(def.id) as LimitColumns) : lateColumns(run, payees, claims);
  });
}

type LimitAmount = Parameters<LimitColumns["amounts"]>[0];

function lateColumns(run: LimitRun, payees: number, claims: (id: string) => ClaimColumns): LimitColumns {
  const { def, groups, rows, step } = run;
  const list = (read: (g: number) => Rational | null) =>
    amountsOf(
      Array.from({ length: rows.count }, (_, g) => read(g)),
      step,
    );
  const amounts = (what: LimitAmount) => {
    if (what === "ceiling") return list((g) => V.knownNumber(run.ceiling(g)));
    if (what === "used") return list((g) => usedOf(run, g));
    if (what === "left" && groups.left.some((left, g) => left + (groups.granted[g] as number) >= EXACT)) {
      return list((g) => leftOf(run, g));
    }
    return amountsInSteps(groups[what], null, step);
  };
  return {
    limit: def.id,
    groups: rows.count,
    of: placesOf(run, payees, claims),
    amounts,
    group: (index) => groupAt(run, index),
    cut: Object.fromEntries(def.benefits.map((b) => [b, cutBy(run, b)])),
  };
}

function usedOf(run: LimitRun, g: number): Rational {
  const used = run.used(g);
  return V.knownNumber(used) ?? V.low(used) ?? R.ZERO;
}

/** A ceiling may be larger than a double holds to the step, whatever the claims under it come to. */
function leftOf(run: LimitRun, g: number): Rational {
  const [left, granted] = [run.groups.left[g] as number, run.groups.granted[g] as number];
  const exact =
    left + granted < EXACT ? BigInt(left) : roomOf(run.ceiling(g), run.used(g), run.step).low - BigInt(granted);
  return R.mul(R.integer(exact), run.step);
}

function groupAt(run: LimitRun, g: number): LimitGroup {
  const { def, groups, rows, step } = run;
  if (g < 0 || g >= rows.count) throw new RangeError(`${def.id} has no group ${g}`);
  const of = (column: Float64Array): Rational => R.mul(R.integer(BigInt(column[g] as number)), step);
  return {
    limit: def.id,
    group: rows.texts(g),
    ceiling: V.knownNumber(run.ceiling(g)),
    used: usedOf(run, g),
    claimed: of(groups.claimed),
    granted: of(groups.granted),
    left: leftOf(run, g),
    over: of(groups.over),
    reserve: of(groups.reserve),
    provisional: groups.provisional[g] === 1,
    refused: groups.refused[g] === 1,
    reasons: V.reasonsOf(V.subtract(run.ceiling(g), run.used(g))),
  };
}

/** The group of each payee with a claim under the limit; of several, that of its first claim. */
function placesOf(run: LimitRun, payees: number, claims: (id: string) => ClaimColumns): Int32Array {
  const of = new Int32Array(payees).fill(-1);
  for (const id of run.def.benefits) {
    const { payee, entity, rows, because } = claims(id);
    for (let row = 0; row < rows; row += 1) {
      const at = payee[row] as number;
      if (at >= 0 && of[at] === -1 && because[row] === 0) of[at] = run.place(entity, row);
    }
  }
  return of;
}
