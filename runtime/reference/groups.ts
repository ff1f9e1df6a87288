/** The groups of a limit: who is in which, what its ceiling is, and what past awards have used of it. */

import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import type { LimitDef } from "../../compiler/ir/types.js";
import type { Reason } from "../run.js";
import { evaluate } from "./evaluate.js";
import { fieldValue, type Node, nearest } from "./facts.js";
import { isReworked, type PastAward, pastAwards } from "./history.js";
import { asOf, frame, type Group, type Scope, scopeOn, type World } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

export interface GroupKey {
  /** The group's values, and its window's (`2024`, `2024-05`) last. */
  readonly texts: readonly string[];
  readonly window: string | null;
  readonly group: Group;
}

/** The group of a row, or why it is not known. */
export function groupOf(world: World, limit: LimitDef, node: Node): GroupKey | readonly Reason[] {
  let scope: Scope | null = null;
  const texts: string[] = [];
  const fields: Group["fields"][number][] = [];
  let row: Node | null = null;
  for (const part of limit.group) {
    if (part.kind === "entity") {
      const holder = nearest(node, part.entity) ?? named(world, node, part.entity);
      if (holder === null) return V.reasonsOf(V.because("missing", part.entity, node.entity, node.key));
      texts.push(holder.key);
      if (row === null || nearest(holder, row.entity) === row) row = holder;
    } else {
      scope ??= scopeOn(world, node, limit.id);
      const value = evaluate(part.expr, scope);
      if (!value.known) return value.reasons;
      texts.push(V.show(value));
      fields.push({ name: part.name, expr: part.expr, value });
    }
  }
  const window = limit.window === null ? null : asOf(world, world.base, node).slice(0, limit.window === "year" ? 4 : 7);
  return { texts: window === null ? texts : [...texts, window], window, group: { row, fields } };
}

/** A town that is not above the row but that a field of it, or of a row above it, names. */
function named(world: World, node: Node, entity: string): Node | null {
  for (let at: Node | null = node; at !== null; at = at.parent) {
    const link = world.facts.entities
      .get(at.entity)
      ?.fields.find((f) => f.type.kind === "entity" && f.type.entity === entity);
    const key = link === undefined ? null : V.knownText(fieldValue(world.facts, at, link.id));
    const found = key === null ? undefined : world.facts.byKey.get(entity)?.get(key);
    if (found !== undefined) return found;
  }
  return null;
}

/** On the group's row, its sets restricted to the group. */
export function groupScope(world: World, limit: LimitDef, key: GroupKey): Scope {
  const { group } = key;
  const whole = group.row === null && group.fields.length === 0;
  // On a row, only a set over the roster, or a field that the group alone knows, sees the group.
  const rowAlone = group.row !== null && group.fields.length === 0;
  const sees = [limit.ceiling, ...(limit.since === null ? [] : [limit.since])].some((e) => world.depends.of(e).roster);
  return scopeOn(world, group.row, limit.id, whole || (rowAlone && !sees) ? world.base : frame(null, group));
}

export type UsedBy = (key: GroupKey, scope: Scope) => Value;

/** Past awards that count against a group's ceiling: those of its rows, for the limited benefits, in its window. */
export function usedBy(world: World, limit: LimitDef): UsedBy {
  if (limit.window === null && limit.since === null) return () => V.known(R.ZERO);
  const byGroup = new Map<string, PastAward[]>();
  for (const past of pastAwards(world)) {
    if (past.benefit === null || !limit.benefits.includes(past.benefit) || isReworked(world, past)) continue;
    const key = groupOf(world, { ...limit, window: null }, past.node);
    if (!("texts" in key)) continue;
    const id = key.texts.join("\n");
    const list = byGroup.get(id);
    if (list === undefined) byGroup.set(id, [past]);
    else list.push(past);
  }
  return (key, scope) => {
    const texts = key.window === null ? key.texts : key.texts.slice(0, -1);
    const since = limit.since === null ? null : evaluate(limit.since, scope);
    return usedOf(limit, byGroup.get(texts.join("\n")) ?? [], key.window, since);
  };
}

/** What these past awards of one group use of its ceiling. */
export function usedOf(
  limit: LimitDef,
  awards: readonly PastAward[],
  window: string | null,
  since: Value | null,
): Value {
  return used(
    limit,
    awards.map((past) => ({ past, when: inWindow(past, window, since) })),
  );
}

function inWindow(past: PastAward, window: string | null, since: Value | null): Value {
  const on = V.knownText(past.on);
  const tests: Value[] = [];
  if (window !== null) tests.push(on === null ? V.undecided(V.reasonsOf(past.on)) : V.yesNo(on.startsWith(window)));
  if (since !== null) tests.push(V.compare("ge", past.on, since));
  return V.and(tests);
}

function used(limit: LimitDef, counted: readonly { past: PastAward; when: Value }[]): Value {
  const value = (past: PastAward): Value =>
    limit.counts === "money" ? past.amount : V.known(isAward(past) ? R.ONE : R.ZERO);
  const seen = new Set<Node>();
  const terms: Value[] = [];
  for (const { past, when } of counted) {
    if (V.isNo(when)) continue;
    const owner = past.node.parent;
    if (limit.counts === "payees" && owner !== null) {
      if (seen.has(owner)) continue;
      seen.add(owner);
    }
    terms.push(V.isYes(when) ? value(past) : V.oneOf([value(past), V.known(R.ZERO)], V.reasonsOf(when)));
  }
  return V.sum(terms);
}

function isAward(past: PastAward): boolean {
  const amount = V.knownNumber(past.amount);
  return amount === null || R.sign(amount) > 0;
}

/** Room under a ceiling in whole steps (or awards): its least and most; null: not bounded. Never below 0. */
export interface Room {
  readonly low: bigint;
  readonly high: bigint | null;
  readonly reasons: readonly Reason[];
}

/** Ceiling less what is used, down to the step. */
export function roomOf(ceiling: Value, used: Value, step: Rational): Room {
  const room = V.subtract(ceiling, used);
  const whole = (end: Rational | null): bigint | null => {
    if (end === null) return null;
    const steps = R.floor(R.div(end, step));
    return steps < 0n ? 0n : steps;
  };
  return { low: whole(V.low(room)) ?? 0n, high: whole(V.high(room)), reasons: V.reasonsOf(room) };
}
