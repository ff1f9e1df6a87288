/** Past awards: rows of an entity with `benefit` or `programme`, `amount` and `paid_on`. */
import { type Rational, sign, ZERO } from "../../compiler/ir/rational.js";
import type { EntityDef, IsoDate, Policy } from "../../compiler/ir/types.js";
import { type Facts, fieldValue, type Node, nearest } from "./facts.js";
import type { World } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

export interface PastAward {
  readonly node: Node;
  /** Benefit of this policy; null: another programme's. */
  readonly benefit: string | null;
  readonly amount: Value;
  readonly on: Value;
}

/** The history entities of which the run was given a file. */
export function historyEntities(world: World): readonly EntityDef[] {
  return world.policy.entities.filter((e) => e.history && world.input.roster.columns[e.id] !== undefined);
}

/** The names by which a file may call a clause: its id, either spelling, its label. */
function namesOf(policy: Policy, id: string): readonly string[] {
  const about = policy.about[id];
  return about === undefined ? [id] : [id, about.en, about.zh, ...(about.label === null ? [] : [about.label])];
}

function nameIndex(policy: Policy): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const benefit of policy.benefits) for (const name of namesOf(policy, benefit.id)) index.set(name, benefit.id);
  return index;
}

// The two evaluations of a run have the same facts.
const read = new WeakMap<Facts, readonly PastAward[]>();

/** All past awards in the roster's order. A file that names programmes and no benefits counts for the policy's only benefit. */
export function pastAwards(world: World): readonly PastAward[] {
  const found = read.get(world.facts);
  if (found !== undefined) return found;
  const { policy } = world;
  const index = nameIndex(policy);
  const only = policy.benefits.length === 1 ? policy.benefits[0]?.id : undefined;
  const programmes = new Set(namesOf(policy, policy.id));
  const awards = historyEntities(world).flatMap((entity) =>
    (world.facts.nodes.get(entity.id) ?? []).map((node): PastAward => {
      const text = (field: string) => V.knownText(fieldValue(world.facts, node, field));
      const programme = text("programme");
      const name = text("benefit") ?? programme;
      const own = name !== null && programmes.has(name) ? only : undefined;
      return {
        node,
        benefit: (name === null ? undefined : index.get(name)) ?? own ?? null,
        amount: fieldValue(world.facts, node, "amount"),
        on: fieldValue(world.facts, node, "paid_on"),
      };
    }),
  );
  read.set(world.facts, awards);
  return awards;
}

/**
 * Whether an award is one that this run works out anew: with `back to`, what was paid since then is set against the new
 * net, and so neither strikes nor lowers it.
 */
export function isReworked(world: World, past: PastAward): boolean {
  const { backTo } = world.policy.inForce;
  const on = V.knownText(past.on);
  return backTo !== null && on !== null && on >= backTo && past.benefit !== null;
}

/** Whether the award was paid to `node`, to a row below it, or to the row it is within. */
export function isOf(world: World, past: PastAward, node: Node): boolean {
  const { facts } = world;
  const fields = facts.entities.get(past.node.entity)?.fields ?? [];
  const link = fields.find((f) => f.type.kind === "entity" && f.type.entity === node.entity);
  if (link !== undefined) {
    const key = V.knownText(fieldValue(facts, past.node, link.id));
    if (key !== null) return key === node.key;
  }
  const owner = past.node.parent;
  if (owner === null) return false;
  return nearest(owner, node.entity) === node || nearest(node, owner.entity) === owner;
}

const owned = new WeakMap<Facts, Map<Node, PastAward[]>>();

/** Past awards of a row: those below it, or below the row it is within. */
export function pastAwardsOf(world: World, node: Node): readonly PastAward[] {
  let byNode = owned.get(world.facts);
  if (byNode === undefined) {
    byNode = new Map();
    owned.set(world.facts, byNode);
    for (const past of pastAwards(world)) {
      // Filed under each row it is within, so that a row finds its own without going through all.
      for (let at = past.node.parent; at !== null; at = at.parent) {
        const list = byNode.get(at);
        if (list === undefined) byNode.set(at, [past]);
        else list.push(past);
      }
    }
  }
  for (let at: Node | null = node; at !== null; at = at.parent) {
    const found = byNode.get(at);
    if (found !== undefined) return found.filter((past) => isOf(world, past, node));
  }
  return [];
}

/** What was paid last for this benefit, or null. */
export function lastPaid(world: World, benefit: string, node: Node): Rational | null {
  let last: { on: IsoDate; amount: Rational } | null = null;
  for (const past of pastAwardsOf(world, node)) {
    const on = V.knownText(past.on);
    const amount = V.knownNumber(past.amount);
    if (past.benefit !== benefit || on === null || amount === null || sign(amount) <= 0) continue;
    if (last === null || on >= last.on) last = { on, amount };
  }
  return last?.amount ?? null;
}

/** Sum of what was paid for a benefit since a date; amounts that are missing do not count. */
export function paidSince(world: World, benefit: string, node: Node, since: IsoDate): Rational {
  const amounts = pastAwardsOf(world, node)
    .filter((past) => past.benefit === benefit && (V.knownText(past.on) ?? "") >= since)
    .map((past) => (past.amount.known ? past.amount : V.known(ZERO)));
  return V.knownNumber(V.sum(amounts)) ?? ZERO;
}
