/** The interpreter's result as columns: the same figures in the form that everything downstream reads. */
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { LimitDef, Policy } from "../../compiler/ir/types.js";
import type {
  Amounts,
  CheckColumns,
  ClaimColumns,
  Ints32,
  LimitColumns,
  Outcome,
  PayeeColumns,
  Stage,
} from "../outcome.js";
import { STATES } from "../outcome.js";
import { type Facts, readFacts } from "../reference/facts.js";
import { factualWorld } from "../reference/factual.js";
import { groupOf } from "../reference/groups.js";
import type { Rounding } from "../reference/rounding.js";
import { totalOf } from "../reference/totals.js";
import type { Because, Claim, EligibilityResult, LimitGroup, RunInput, RunResult, Total } from "../run.js";
import { amountsOf } from "./amounts.js";
import { checkOfRows } from "./checks.js";
import { once } from "./once.js";
import { sumsOfParts } from "./part-sums.js";
import { type PayeeRows, payeeRows } from "./payees.js";

export interface OutcomeOptions {
  readonly engine?: Outcome["engine"];
}

/** `result` is that of running the interpreter on `input`. */
export function outcomeOf(input: RunInput, result: RunResult, options: OutcomeOptions = {}): Outcome {
  const { policy } = input;
  const rounding: Rounding | null =
    policy.round === null ? null : { mode: policy.round.mode, step: R.rational(policy.round.step) };
  const step = rounding?.step ?? R.ratio(1n, 100n);
  const facts = once(() => readFacts(policy, result.refused ? { entities: {}, columns: {} } : input.roster));
  const payees = once(() => payeeRows(policy, facts()));
  const byBenefit = once(() => grouped(result.claims, (c) => c.benefit));
  const listOf = (benefit: string): readonly Claim[] => byBenefit().get(benefit) ?? [];
  const eligibility = once(() => grouped(result.eligibility, (e) => e.entity));
  const known = new Map<string, ClaimColumns>();

  const claims = (benefit: string): ClaimColumns => {
    const found = known.get(benefit) ?? claimColumns(policy, benefit, listOf(benefit), payees(), step);
    known.set(benefit, found);
    return found;
  };

  return {
    refused: result.refused,
    diagnostics: result.diagnostics,
    assumptions: result.assumptions,
    total: result.total,
    byBenefit: result.byBenefit,
    claims,
    payees: once(() => payeeColumns(policy, result.claims, payees(), facts(), step)),
    limits: once(() => limitColumns(input, result, facts(), payees(), listOf, step)),
    totalsBy: (groups, count, benefit) =>
      totalsOf(policy, groups, count, benefit === undefined ? null : benefit, listOf, payees(), rounding),
    claim: (benefit, row) => {
      const claim = listOf(benefit)[row];
      if (claim === undefined) throw new RangeError(`${benefit} has no claim ${row}`);
      return claim;
    },
    eligibility: (entity, row): EligibilityResult | null => eligibility().get(entity)?.[row] ?? null,
    parts: () => result.parts,
    partTotals: once(() => sumsOfParts(result.parts)),
    checks: once(() => checkColumns(policy, result)),
    differences: () => result.differences,
    clawbacks: () => result.clawbacks,
    unspent: () => result.unspent,
    engine: options.engine ?? { name: "reference", slowRows: result.payees.length, whole: [] },
  };
}

function checkColumns(policy: Policy, result: RunResult): CheckColumns[] {
  if (result.refused) return [];
  const lists = grouped(result.checks, (c) => c.check);
  return policy.checks.map((def) => {
    const own = lists.get(def.id) ?? [];
    return { ...checkOfRows(def, own.length, () => own), byRows: false };
  });
}

export function grouped<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const item of items) {
    const list = out.get(key(item));
    if (list === undefined) out.set(key(item), [item]);
    else list.push(item);
  }
  return out;
}

function entityOf(policy: Policy, benefit: string): string {
  const def = policy.benefits.find((b) => b.id === benefit);
  if (def === undefined) throw new RangeError(`the policy has no benefit ${benefit}`);
  return def.entity;
}

// ---------------------------------------------------------------- claims

const AMOUNT: Readonly<Record<Stage, (c: Claim) => Rational | null>> = {
  gross: (c) => c.gross,
  bounded: (c) => c.bounded,
  rounded: (c) => c.rounded,
  afterOnce: (c) => c.afterOnce,
  net: (c) => c.net,
  high: (c) => c.high,
  ceiling: (c) => c.ceiling,
};

function claimColumns(
  policy: Policy,
  benefit: string,
  list: readonly Claim[],
  payees: PayeeRows,
  step: Rational,
): ClaimColumns {
  const entity = entityOf(policy, benefit);
  const causes: Because[] = [];
  const codes = new Map<string, number>();
  const because = Uint16Array.from(list, (c) => {
    if (c.because === null) return 0;
    const key = JSON.stringify(c.because);
    const code = codes.get(key) ?? causes.push(c.because);
    codes.set(key, code);
    return code;
  });
  const made = new Map<Stage, Amounts>();
  return {
    benefit,
    entity,
    rows: list.length,
    payee: list.length === 0 ? new Int32Array(0) : payees.of(entity),
    state: Uint8Array.from(list, (c) => STATES.indexOf(c.state)),
    because,
    causes,
    amounts: (stage) => {
      const found = made.get(stage) ?? amountsOf(list.map(AMOUNT[stage]), step);
      made.set(stage, found);
      return found;
    },
  };
}

// ---------------------------------------------------------------- payees and totals

/** What a claim is in the second run: nothing due is 0, and without a ceiling it is not known. */
function ceilingOf(c: Claim): Rational | null {
  return c.state === "notDue" || c.state === "notEligible" ? (c.ceiling ?? R.ZERO) : c.ceiling;
}

function payeeColumns(
  policy: Policy,
  claims: readonly Claim[],
  payees: PayeeRows,
  facts: Facts,
  step: Rational,
): PayeeColumns {
  const net: Rational[] = Array.from({ length: payees.rows }, () => R.ZERO);
  const ceiling: (Rational | null)[] = Array.from({ length: payees.rows }, () => R.ZERO);
  const undecided = new Uint16Array(payees.rows);
  for (const [benefit, list] of grouped(claims, (c) => c.benefit)) {
    const of = payees.of(entityOf(policy, benefit));
    for (const [row, c] of list.entries()) {
      const at = of[row] as number;
      if (c.net !== null) net[at] = R.add(net[at] as Rational, c.net);
      const [most, own] = [ceiling[at] ?? null, ceilingOf(c)];
      ceiling[at] = most === null || own === null ? null : R.add(most, own);
      if (c.state === "undecided") undecided[at] = (undecided[at] as number) + 1;
    }
  }
  return {
    rows: payees.rows,
    entity: payees.entity,
    entities: payees.entities,
    at: payees.at,
    key: (index) => keyOf(payees, facts, index),
    net: amountsOf(net, step),
    ceiling: amountsOf(ceiling, step),
    undecided,
  };
}

function keyOf(payees: PayeeRows, facts: Facts, index: number): string {
  const entity = payees.entities[payees.entity === null ? 0 : (payees.entity[index] as number)] ?? "";
  return facts.nodes.get(entity)?.[payees.at[index] as number]?.key ?? "";
}

function totalsOf(
  policy: Policy,
  groups: Ints32,
  count: number,
  benefit: string | null,
  listOf: (benefit: string) => readonly Claim[],
  payees: PayeeRows,
  rounding: Rounding | null,
): Total[] {
  const lists: Claim[][] = Array.from({ length: count }, () => []);
  for (const b of policy.benefits) {
    if (benefit !== null && b.id !== benefit) continue;
    const of = payees.of(b.entity);
    for (const [row, claim] of listOf(b.id).entries()) lists[groups[of[row] as number] as number]?.push(claim);
  }
  return lists.map((list) => totalOf(list, rounding));
}

// ---------------------------------------------------------------- limits

type LimitAmount = Parameters<LimitColumns["amounts"]>[0];

function limitColumns(
  input: RunInput,
  result: RunResult,
  facts: Facts,
  payees: PayeeRows,
  listOf: (benefit: string) => readonly Claim[],
  step: Rational,
): LimitColumns[] {
  const groups = grouped(result.limits, (g) => g.limit);
  return input.policy.limits.map((limit): LimitColumns => {
    const own: readonly LimitGroup[] = groups.get(limit.id) ?? [];
    const made = new Map<LimitAmount, Amounts>();
    return {
      limit: limit.id,
      groups: own.length,
      of: groupsOf(input, limit, own, facts, payees, listOf),
      amounts: (what) => {
        const found =
          made.get(what) ??
          amountsOf(
            own.map((g) => g[what]),
            step,
          );
        made.set(what, found);
        return found;
      },
      group: (index) => {
        const group = own[index];
        if (group === undefined) throw new RangeError(`${limit.id} has no group ${index}`);
        return group;
      },
      cut: Object.fromEntries(
        limit.benefits.map((benefit) => [
          benefit,
          Uint8Array.from(listOf(benefit), (c) => (c.limits.some((l) => l.limit === limit.id) ? 1 : 0)),
        ]),
      ),
    };
  });
}

/** The group of each payee with a claim under the limit; of several, that of its first claim. */
function groupsOf(
  input: RunInput,
  limit: LimitDef,
  groups: readonly LimitGroup[],
  facts: Facts,
  payees: PayeeRows,
  listOf: (benefit: string) => readonly Claim[],
): Int32Array {
  const of = new Int32Array(payees.rows).fill(-1);
  const places = new Map(groups.map((g, i) => [g.group.join("\n"), i]));
  const world = factualWorld(input, facts);
  for (const benefit of limit.benefits) {
    const entity = entityOf(input.policy, benefit);
    const owner = payees.of(entity);
    const nodes = facts.nodes.get(entity) ?? [];
    for (const [row, claim] of listOf(benefit).entries()) {
      const payee = owner[row] as number;
      const node = nodes[row];
      if (of[payee] !== -1 || node === undefined || claim.state === "notDue" || claim.state === "notEligible") continue;
      const key = groupOf(world, limit, node);
      if ("texts" in key) of[payee] = places.get(key.texts.join("\n")) ?? -1;
    }
  }
  return of;
}
