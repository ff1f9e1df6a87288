/** One of the two runs over a table: the engine's claims of the first part, then the strata. */

import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { AmountAward, BenefitDef, Expr } from "../../../compiler/ir/types.js";
import type { Outcome } from "../../outcome.js";
import { sumOf } from "../../outcomes/index.js";
import type { Node } from "../../reference/facts.js";
import type { Rounding } from "../../reference/rounding.js";
import type { Share, World } from "../../reference/scope.js";
import { asksOf } from "./asks.js";
import { type GatherRun, gather } from "./gathered.js";
import { fitsDoubles, type Ledger, ledgerOf } from "./ledger.js";
import { applyLimit, type LimitRun, type Refused } from "./limit.js";
import { claimsOf, divide, type PortionClaims, type PortionRun, sharesOf } from "./portions.js";
import type { Probe } from "./probe.js";
import type { Base } from "./rows.js";
import { placed, type RowReader, readsWide, rootOf, type TableInput } from "./rows.js";
import { EXACT } from "./seats.js";
import { type Folded, told } from "./sets.js";
import { hasPortion, type Split } from "./split.js";

export interface Side {
  readonly base: Outcome;
  /** The interpreter, with the shares of portions. */
  readonly reader: RowReader;
  /** After the last limit. */
  readonly ledgers: ReadonlyMap<string, Ledger>;
  /** Before the first limit of the strata. */
  readonly before: (benefit: string) => Ledger;
  readonly limits: readonly LimitRun[];
  readonly portions: ReadonlyMap<string, PortionRun>;
  readonly shared: ReadonlyMap<string, PortionClaims>;
  readonly gathered: ReadonlyMap<string, GatherRun>;
}

export interface SideOptions {
  readonly input: TableInput;
  readonly parts: Split;
  readonly probes: readonly Probe[];
  readonly base: Outcome;
  readonly entered: World["entered"];
  readonly rounding: Rounding;
  /** Sets over the roster, each one value for the run. */
  readonly sets: ReadonlyMap<Expr, Folded>;
  /** Runs any policy, for sets that ceilings range over their groups. */
  readonly engine: Base;
  /** Messages of the interpreter. */
  readonly said: RowReader["said"];
}

export function sideOf({
  input,
  parts,
  probes,
  base,
  entered,
  rounding,
  sets,
  engine,
  said,
}: SideOptions): Side | Refused {
  const { policy } = input;
  const { step } = rounding;
  const shares: { of: ((leaf: AmountAward, node: Node) => Share) | null } = { of: null };
  const table = placed(input.table);
  const plain: RowReader = {
    input,
    table,
    entered,
    wide: false,
    given: givenSets(sets),
    known: new Set(sets.keys()),
    said,
  };
  // A pot that is not divided here is divided by the interpreter, over all rows of those that it sees.
  const undivided = new Set(
    policy.benefits
      .filter((b) => hasPortion(b.award) && !parts.portions.some((p) => p.benefit.id === b.id))
      .map((b) => b.id),
  );
  const isWide = (entity: string, part: unknown): boolean =>
    readsWide(policy, rootOf(policy, entity), part, input.readings, plain.known, undivided);
  const stages = [policy.eligibility, policy.benefits.map((b) => [b.guard, b.award, b.every])];
  const share = (leaf: AmountAward, node: Node): Share =>
    (shares.of as (leaf: AmountAward, node: Node) => Share)(leaf, node);

  const withShares = (): RowReader["given"] =>
    portions.size > 0 ? { ...plain.given, stages: { share } } : plain.given;
  const ledgers = new Map<string, Ledger>();
  const portions = new Map<string, PortionRun>();
  const shared = new Map<string, PortionClaims>();
  const gathered = new Map<string, GatherRun>();
  const entities = [...new Set(policy.benefits.map((b) => b.entity))];
  const wide = new Map(entities.map((e) => [e, isWide(e, stages)]));
  const readerFor = (entity: string, extra: unknown): RowReader => ({
    ...plain,
    wide: (wide.get(entity) ?? false) || isWide(entity, extra),
    given: withShares(),
  });

  for (const portion of parts.portions) {
    const { id, entity } = portion.benefit;
    const weights = base.claims(id);
    const known = ledgerOf(portion.benefit, weights, step);
    const run = divide(readerFor(entity, portion.source.pot), portion, weights, known, step);
    portions.set(id, run);
    shares.of = sharesOf([...portions.values()]);
    const claims = claimsOf(readerFor(entity, null), run, known, rounding);
    shared.set(id, claims);
    ledgers.set(id, claims.ledger);
  }
  for (const benefit of parts.gathered) {
    const inLists = readerFor(benefit.entity, null);
    // A portion inside a list of rules is divided by the interpreter, which then needs every row.
    const { run, ledger } = gather(
      hasPortion(benefit.award) ? { ...inLists, wide: true, given: plain.given } : inLists,
      benefit,
      step,
    );
    gathered.set(benefit.id, run);
    ledgers.set(benefit.id, ledger);
  }
  for (const benefit of policy.benefits) {
    if (!ledgers.has(benefit.id)) ledgers.set(benefit.id, ledgerOf(benefit, base.claims(benefit.id), step));
  }
  const fits = fitsDoubles([...ledgers.values()]) && roundedFits(policy.benefits, base, gathered, portions, step);
  if (!fits) return { why: "all amounts together may outgrow 2^53 steps" };
  // Limits write into the ledgers. What the engine gave before them it can tell again; what was worked out here is kept.
  const kept = new Map(
    [...ledgers].flatMap(([id, l]): [string, Ledger][] =>
      shared.has(id) || gathered.has(id) ? [[id, copied(l)]] : [],
    ),
  );
  const limits: LimitRun[] = [];
  for (const limit of parts.late) {
    const own = readerForLimit(limit);
    const run = applyLimit(own, limit, ledgers, asksOf(base, own, probes), step, engine);
    if ("why" in run) return run;
    limits.push(run);
  }
  return {
    base,
    reader: {
      ...plain,
      wide: [...wide.values()].includes(true),
      given: withShares(),
    },
    ledgers,
    before: beforeLimits(policy.benefits, base, kept, step),
    limits,
    portions,
    shared,
    gathered,
  };

  function readerForLimit(limit: Split["late"][number]): RowReader {
    const order = limit.way.kind === "serve" ? limit.way.order : [];
    const covered = [...new Set(limit.benefits.map((id) => policy.benefits.find((b) => b.id === id)?.entity ?? ""))];
    const readers = covered.map((e) => readerFor(e, [limit.guard, limit.group, order]));
    return readers.find((r) => r.wide) ?? (readers[0] as RowReader);
  }
}

/** What stage 4 gives may be more than what `once` leaves of it, and is summed in doubles too. */
function roundedFits(
  benefits: readonly BenefitDef[],
  base: Outcome,
  gathered: ReadonlyMap<string, GatherRun>,
  portions: ReadonlyMap<string, PortionRun>,
  step: Rational,
): boolean {
  const most = R.mul(R.integer(EXACT), step);
  let sum = R.ZERO;
  for (const { id } of benefits) {
    const own = gathered.get(id)?.rounded.reduce((a, b) => a + b, 0);
    if (own !== undefined && own >= EXACT) return false;
    if (own !== undefined) sum = R.add(sum, R.mul(R.integer(own), step));
    else if (!portions.has(id)) sum = R.add(sum, sumOf(base.claims(id).amounts("rounded")));
  }
  return R.compare(sum, most) < 0;
}

function beforeLimits(
  benefits: readonly BenefitDef[],
  base: Outcome,
  known: ReadonlyMap<string, Ledger>,
  step: Rational,
): Side["before"] {
  const kept = new Map(known);
  return (id) => {
    const found = kept.get(id);
    if (found !== undefined) return found;
    const benefit = benefits.find((b) => b.id === id);
    if (benefit === undefined) throw new RangeError(`the policy has no benefit ${id}`);
    const made = ledgerOf(benefit, base.claims(id), step);
    kept.set(id, made);
    return made;
  };
}

function copied(l: Ledger): Ledger {
  return { ...l, state: l.state.slice(), amount: l.amount.slice(), high: l.high.slice() };
}

/** Inside a limit's group a set may range over its rows alone: there only what stands outside it is given. */
export function givenSets(sets: ReadonlyMap<Expr, Folded>): RowReader["given"] {
  if (sets.size === 0) return {};
  return {
    sets: (expr, scope) => {
      const folded = scope.frame.group === null ? sets.get(expr) : undefined;
      return folded === undefined ? null : told(folded, scope);
    },
  };
}
