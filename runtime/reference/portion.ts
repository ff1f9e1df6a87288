/** `portion of P by w`: P divided, in whole steps, over the rows for whom the rule holds. */

import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { AmountAward, Award, BenefitDef } from "../../compiler/ir/types.js";
import { apportion, apportionTo } from "./apportion.js";
import { award } from "./award.js";
import { evaluate } from "./evaluate.js";
import { byKey, type Node, nearest } from "./facts.js";
import type { Eligibilities } from "./guard.js";
import { judge } from "./guard.js";
import { rank } from "./ranking.js";
import { ofSteps, stepsDown, stepsUp } from "./rounding.js";
import { type Scope, type Share, scopeOn, type World } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

type Portion = Extract<AmountAward["source"], { kind: "portion" }>;

/** One pot and those it is divided over. */
export interface Pool {
  readonly leaf: AmountAward;
  /** Undecided if the pot is. */
  readonly pot: Value;
  readonly shares: ReadonlyMap<Node, Share>;
}

interface Member {
  readonly node: Node;
  readonly weight: Value;
  readonly certain: boolean;
}

/** The portions inside an award. */
export function portionsOf(a: Award): readonly AmountAward[] {
  if (a.kind === "list") return a.rows.flatMap((row) => portionsOf(row.award));
  return a.source.kind === "portion" ? [a] : [];
}

/** The pools of a benefit, by portion. A pot that differs by town is as many pots as there are towns. */
export function pools(
  world: World,
  benefit: BenefitDef,
  eligible: Eligibilities,
): ReadonlyMap<AmountAward, readonly Pool[]> {
  const leaves = portionsOf(benefit.award);
  if (leaves.length === 0) return new Map();
  const gathered = new Map<AmountAward, Map<string, Member[]>>(leaves.map((leaf) => [leaf, new Map()]));
  const gather = (leaf: AmountAward, scope: Scope, certain: boolean): void => {
    const source = leaf.source as Portion;
    const node = scope.row as Node;
    const at = { ...scope, gather: null };
    const pot = potKey(world, source, node);
    const groups = gathered.get(leaf) as Map<string, Member[]>;
    const members = groups.get(pot) ?? [];
    groups.set(pot, members);
    members.push({ node, weight: V.larger(evaluate(source.weight, at), V.known(R.ZERO)), certain });
  };
  for (const node of world.facts.nodes.get(benefit.entity) ?? []) {
    const scope = { ...scopeOn(world, node, benefit.id), gather };
    const verdicts = [eligible.verdict(node), judge(benefit.guard, benefit.id, scope)];
    if (verdicts.some((v) => v.kind === "failed" || v.kind === "excluded")) continue;
    award(
      benefit.award,
      scope,
      verdicts.every((v) => v.kind === "holds"),
    );
  }
  const result = new Map<AmountAward, readonly Pool[]>();
  for (const [leaf, groups] of gathered)
    result.set(
      leaf,
      [...groups.values()].map((members) => divide(world, benefit, leaf, members)),
    );
  return result;
}

/** What the pot depends on, as text: rows of wider entities and fields of the row. One pot for all if nothing. */
function potKey(world: World, source: Portion, node: Node): string {
  const reads = world.depends.of(source.pot);
  const parts: string[] = [];
  for (const entity of [...reads.entities].sort()) {
    const holder = nearest(node, entity);
    if (holder !== null && holder !== node) parts.push(`${entity}=${holder.index}`);
  }
  for (const field of [...reads.fields].sort()) {
    const [entity, name] = field.split(".") as [string, string];
    if (entity === node.entity && reads.entities.has(entity)) parts.push(`${field}=${cellText(node, name)}`);
  }
  return parts.join("\n");
}

function cellText(node: Node, field: string): string {
  const cell = node.row.cells[field] ?? null;
  return cell === null ? "" : V.show(V.known(cell));
}

/**
 * Invariant poolIsExact: what is settled sums to the pot, down to the step. Undecided rows take nothing; what they might
 * take is their high.
 */
function divide(world: World, benefit: BenefitDef, leaf: AmountAward, members: readonly Member[]): Pool {
  const source = leaf.source as Portion;
  const first = members[0] as Member;
  const pot = evaluate(source.pot, scopeOn(world, first.node, benefit.id));
  const shares = new Map<Node, Share>();
  const step = R.rational(world.policy.round?.step ?? "0.01");
  const amount = V.knownNumber(pot);
  const settled = members.filter((m) => m.certain && m.weight.known);
  const open = members.filter((m) => !settled.includes(m));
  const weights = settled.map((m) => V.knownNumber(m.weight) as Rational);
  const total = weights.reduce(R.add, R.ZERO);
  const provisional = open.length > 0;
  if (amount === null) {
    for (const m of members) shares.set(m.node, { value: V.range(R.ZERO, V.high(pot), V.reasonsOf(pot)), provisional });
    return { leaf, pot, shares };
  }
  const steps = R.sign(amount) > 0 ? stepsDown(amount, step) : 0n;
  if (R.sign(total) === 0) {
    for (const m of members) {
      const reasons = [{ kind: "zeroWeights" as const, what: benefit.id, entity: m.node.entity, row: m.node.key }];
      shares.set(m.node, {
        value: V.range(R.ZERO, ofSteps(steps, step), V.mergeReasons([V.reasonsOf(m.weight), reasons])),
        provisional,
      });
    }
    return { leaf, pot, shares };
  }
  const tie = (a: number, b: number) => byKey((settled[a] as Member).node, (settled[b] as Member).node);
  const taker = remainderTaker(world, benefit, source, settled, weights);
  const parts = taker === null ? apportion(steps, weights, tie) : apportionTo(steps, weights, taker);
  for (const [i, m] of settled.entries()) {
    shares.set(m.node, { value: V.known(ofSteps(parts[i] as bigint, step)), provisional });
  }
  for (const m of open) {
    const most = potentialShare(steps, m.weight, total, step);
    const why = m.weight.known
      ? [{ kind: "pot" as const, what: benefit.id, entity: m.node.entity, row: m.node.key }]
      : m.weight.reasons;
    shares.set(m.node, { value: V.range(R.ZERO, most, why), provisional });
  }
  return { leaf, pot, shares };
}

/** At most what it would take if it alone joined those who are settled. */
export function potentialShare(steps: bigint, weight: Value, settled: Rational, step: Rational): Rational {
  const most = V.high(weight);
  if (most === null) return ofSteps(steps, step);
  if (R.sign(most) === 0) return R.ZERO;
  const exact = R.div(R.mul(R.integer(steps), most), R.add(settled, most));
  return ofSteps(stepsUp(exact, R.ONE), step);
}

/** `remainder to …`: the first by that order; null: largest remainder. */
function remainderTaker(
  world: World,
  benefit: BenefitDef,
  source: Portion,
  members: readonly Member[],
  weights: readonly Rational[],
): number | null {
  if (source.remainder === null) return null;
  const claims = members.map((m, i) => ({ node: m.node, amount: weights[i] as Rational, written: 0 }));
  const ranked = rank(world, benefit.id, source.remainder, claims);
  return ranked.order[0] ?? null;
}
