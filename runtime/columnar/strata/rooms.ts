/** What the ceiling of each group leaves: a ceiling, less past awards, in whole steps. */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { Expr, LimitDef, Policy } from "../../../compiler/ir/types.js";
import { eachExpr } from "../../../compiler/ir/walk.js";
import { once } from "../../outcomes/once.js";
import { evaluate } from "../../reference/evaluate.js";
import { groupOf, groupScope, roomOf, usedOf } from "../../reference/groups.js";
import { isReworked, type PastAward, pastAwards } from "../../reference/history.js";
import type { OpenRows } from "../../reference/run.js";
import type { Scope } from "../../reference/scope.js";
import type { Value } from "../../reference/value.js";
import * as V from "../../reference/value.js";
import { entityTable, outwards } from "../../table/relations.js";
import type { Table } from "../../table.js";
import { remembered, restsOn } from "../memory.js";
import type { Asks } from "./asks.js";
import { groupingOf, isToldByFields } from "./group.js";
import type { Base } from "./rows.js";
import { eachRow, type RowReader, reachedFrom, rootOf } from "./rows.js";
import { EXACT, UNBOUNDED } from "./seats.js";
import { type Collect, type Folded, fold, isFoldable, told } from "./sets.js";
import type { Rooms } from "./share.js";

/** Groups by number: the row of its first claim, and its values as text with its window last. */
export interface GroupRows {
  readonly count: number;
  readonly entity: (g: number) => string;
  readonly row: Int32Array;
  readonly texts: (g: number) => readonly string[];
}

export interface RoomColumns {
  readonly rooms: Rooms;
  readonly ceiling: (g: number) => Value;
  readonly used: (g: number) => Value;
}

const NOTHING = V.known(R.ZERO);

/** `step`: of money, or one where awards or payees are counted. Null: a room outgrows what a double holds exactly. */
export function roomsOf(
  reader: RowReader,
  limit: LimitDef,
  groups: GroupRows,
  entities: readonly string[],
  asks: Asks,
  step: Rational,
  base: Base,
): RoomColumns | null {
  const ceiling = ceilingsOf(reader, limit, groups, entities, asks, base);
  const used = usesOf(reader, limit, groups);
  const [low, high] = [new Float64Array(groups.count), new Float64Array(groups.count)];
  const same = new Map<Value, ReturnType<typeof roomOf>>();
  for (let g = 0; g < groups.count; g += 1) {
    const [most, past] = [ceiling(g), used.get(g) ?? NOTHING];
    const found = past === NOTHING ? same.get(most) : undefined;
    const room = found ?? roomOf(most, past, step);
    if (past === NOTHING && groups.count > 1) same.set(most, room);
    if (room.low >= BigInt(EXACT) || (room.high !== null && room.high >= BigInt(EXACT))) return null;
    low[g] = Number(room.low);
    high[g] = room.high === null ? UNBOUNDED : Number(room.high);
  }
  return { rooms: { low, high }, ceiling, used: (g) => used.get(g) ?? NOTHING };
}

// ---------------------------------------------------------------- ceilings

function ceilingsOf(
  reader: RowReader,
  limit: LimitDef,
  groups: GroupRows,
  entities: readonly string[],
  asks: Asks,
  base: Base,
): (g: number) => Value {
  const { ceiling } = limit;
  if (ceiling.op === "num") {
    const value = V.known(R.rational(ceiling.value));
    return () => value;
  }
  const own = new Map(entities.map((e) => [e, asks.ceilings(limit, e)]));
  if ([...own.values()].every((read) => read !== null)) {
    return (g) => (own.get(groups.entity(g)) as (row: number) => Value)(groups.row[g] as number);
  }
  const values: Value[] = [];
  const all = Array.from({ length: groups.count }, (_, g) => g);
  const sets = setsOfGroups(reader, base, limit, groups);
  let at = 0;
  const given = (expr: Expr, scope: Scope): Value | null => {
    const folded = sets.get(expr);
    return folded === undefined ? (reader.given.sets?.(expr as Collect, scope) ?? null) : told(folded(at), scope);
  };
  const whole: RowReader = { ...reader, given: { ...reader.given, sets: given } };
  onGroups(whole, limit, groups, all, new Set(sets.keys()), (g, scope) => {
    at = g;
    values[g] = evaluate(ceiling, scope);
  });
  return (g) => values[g] as Value;
}

/** Sets that the ceiling itself ranges over its group, folded group by group over columns. */
function setsOfGroups(
  reader: RowReader,
  base: Base,
  limit: LimitDef,
  groups: GroupRows,
): ReadonlyMap<Expr, (g: number) => Folded> {
  const { policy, readings } = reader.input;
  const found = new Map<Expr, (g: number) => Folded>();
  eachExpr(limit.ceiling, (e) => {
    if (!isFoldable(policy, e, readings) || outwards(policy, e.set.entity).length > 0) return;
    const { entity } = e.set;
    const parts = limit.group.map((part) => restriction(part, entity));
    if (parts.includes("unknown")) return;
    if (parts.every((part) => part === "none")) {
      const [all] = fold(reader, base, e, { of: null, count: 1, key: "" });
      found.set(e, () => all as Folded);
      return;
    }
    const grouping = groupingOf(
      reader,
      { ...limit, window: null, group: limit.group.filter((_, i) => parts[i] === "own") },
      [entity],
    );
    const of = grouping.of.get(entity) as Int32Array;
    const numbers = new Map<string, number>();
    for (let row = 0; row < of.length; row += 1) {
      const g = of[row] as number;
      if (g >= 0 && g >= numbers.size) numbers.set(grouping.texts(entity, row).join("\n"), g);
    }
    const values = fold(reader, base, e, { of, count: grouping.count, key: grouping.key });
    const nobody = { of: new Int32Array(of.length).fill(-1), count: 1, key: null };
    const none = once(() => fold(reader, base, e, nobody)[0] as Folded);
    found.set(e, (g) => {
      const texts = groups.texts(g).filter((_, i) => parts[i] === "own");
      const number = numbers.get(texts.join("\n"));
      return number === undefined ? none() : (values[number] as Folded);
    });
  });
  return found;
}

/** How one part of a group restricts the rows of an entity of which every row is a root. */
function restriction(part: LimitDef["group"][number], entity: string): "own" | "none" | "unknown" {
  if (part.kind === "entity") return part.entity === entity ? "unknown" : "none";
  if (part.expr.op === "field" && part.expr.entity === entity) return "own";
  return "unknown";
}

/** The scope of each of these groups, on the row of its first claim. */
function onGroups(
  reader: RowReader,
  limit: LimitDef,
  groups: GroupRows,
  wanted: readonly number[],
  folded: ReadonlySet<Expr>,
  visit: (g: number, scope: Scope) => void,
): void {
  const byRow = new Map<string, Map<number, number[]>>();
  for (const g of wanted) {
    const entity = groups.entity(g);
    const rows = byRow.get(entity) ?? new Map<number, number[]>();
    byRow.set(entity, rows);
    const row = groups.row[g] as number;
    rows.set(row, [...(rows.get(row) ?? []), g]);
  }
  for (const [entity, rows] of byRow) {
    const wide =
      reader.wide || readsBeyondGroup(reader.input.policy, limit, rootOf(reader.input.policy, entity), reader, folded);
    eachRow({ ...reader, wide }, entity, rows.keys(), (node, row, { world }) => {
      const key = groupOf(world, limit, node);
      if ("texts" in key) for (const g of rows.get(row) ?? []) visit(g, groupScope(world, limit, key));
    });
  }
}

/** Whether a ceiling asks for rows of the tree that are not within the group's own row. */
function readsBeyondGroup(
  policy: Policy,
  limit: LimitDef,
  root: string,
  { input, known }: RowReader,
  folded: ReadonlySet<Expr>,
): boolean {
  const inTree = (entity: string): boolean => entity === root || outwards(policy, entity).includes(root);
  const own = limit.group.flatMap((part) => (part.kind === "entity" && inTree(part.entity) ? [part.entity] : []));
  const within = (entity: string): boolean => own.some((o) => entity === o || outwards(policy, entity).includes(o));
  for (const e of reachedFrom(policy, [limit.ceiling, limit.since], input.readings, folded)) {
    if (folded.has(e) || (known.has(e) && !onRows(policy, limit, e, input.readings))) continue;
    if (e.op === "total") return true;
    if (e.op === "result" && !within(policy.benefits.find((b) => b.id === e.benefit)?.entity ?? "")) return true;
    if (e.op === "collect" && inTree(e.set.entity) && (e.set.scope === "roster" || !within(e.set.entity))) return true;
  }
  return false;
}

/** Whether a set is read by a value on rows, which inside a group means the group's rows where there is none. */
function onRows(policy: Policy, limit: LimitDef, set: Expr, readings: RowReader["input"]["readings"]): boolean {
  return [...reachedFrom(policy, [limit.ceiling, limit.since], readings)].some((e) => {
    const def =
      e.op === "value" || e.op === "lookup" || e.op === "tiers" ? policy.values.find((v) => v.id === e.id) : undefined;
    return def !== undefined && def.entity !== null && reachedFrom(policy, def.body, readings).has(set);
  });
}

// ---------------------------------------------------------------- past awards

/** What past awards use of each group's ceiling; groups without any are not there. */
function usesOf(reader: RowReader, limit: LimitDef, groups: GroupRows): ReadonlyMap<number, Value> {
  const found = new Map<number, Value>();
  if (limit.window === null && limit.since === null) return found;
  const awards = awardsByGroup(reader, limit);
  if (awards.size === 0) return found;
  const wanted: number[] = [];
  const of = (g: number): { past: readonly PastAward[]; window: string | null } => {
    const texts = groups.texts(g);
    const own = limit.window === null ? texts : texts.slice(0, -1);
    return { past: awards.get(own.join("\n")) ?? [], window: limit.window === null ? null : (texts.at(-1) as string) };
  };
  for (let g = 0; g < groups.count; g += 1) if (of(g).past.length > 0) wanted.push(g);
  const { since } = limit;
  const put = (g: number, from: Value | null): void => {
    const { past, window } = of(g);
    found.set(g, usedOf(limit, past, window, from));
  };
  if (since === null) for (const g of wanted) put(g, null);
  else onGroups(reader, limit, groups, wanted, new Set(), (g, scope) => put(g, evaluate(since, scope)));
  return found;
}

/** More past awards than these are not kept between runs. */
const MOST_KEPT = 100_000;

/** Past awards for the limit's benefits that this run does not work out anew, by group. */
function awardsByGroup(reader: RowReader, limit: LimitDef): ReadonlyMap<string, readonly PastAward[]> {
  const { policy } = reader.input;
  const files = policy.entities.filter((e) => e.history && reader.table.entities[e.id] !== undefined);
  const rows = files.reduce((sum, { id }) => sum + entityTable(reader.table, id).rows, 0);
  if (!isToldByFields(limit) || rows > MOST_KEPT) return awardsIn(reader, limit, files);
  const names = [policy.id, ...policy.benefits.map((b) => b.id)].map((id) => [id, policy.about[id] ?? null]);
  const own = [limit.benefits, limit.group, policy.inForce.backTo, names, reader.entered];
  const key = `awards ${JSON.stringify(own)} ${restsOn(reader.input, [])}`;
  return remembered(reader.table, key, () => awardsIn(reader, limit, files));
}

function awardsIn(reader: RowReader, limit: LimitDef, files: Policy["entities"]): Map<string, PastAward[]> {
  const { policy } = reader.input;
  const found = new Map<string, PastAward[]>();
  for (const { id } of files) {
    const slim = {
      ...reader,
      table: slimmed(
        reader.table,
        policy,
        id,
        files.map((f) => f.id),
      ),
    };
    let seen: { open: OpenRows; byNode: Map<unknown, PastAward> } | null = null;
    const { rows } = entityTable(reader.table, id);
    eachRow(
      slim,
      id,
      Array.from({ length: rows }, (_, i) => i),
      (node, _, open) => {
        if (seen?.open !== open) seen = { open, byNode: new Map(pastAwards(open.world).map((p) => [p.node, p])) };
        const past = seen.byNode.get(node);
        if (past === undefined || past.benefit === null || !limit.benefits.includes(past.benefit)) return;
        if (isReworked(open.world, past)) return;
        const key = groupOf(open.world, { ...limit, window: null }, past.node);
        if (!("texts" in key)) return;
        const list = found.get(key.texts.join("\n"));
        if (list === undefined) found.set(key.texts.join("\n"), [past]);
        else list.push(past);
      },
    );
  }
  return found;
}

/** Without the rows below a tree's root that past awards are not filed under. Files of past awards stay, if without rows. */
function slimmed(table: Table, policy: Policy, history: string, files: readonly string[]): Table {
  const root = rootOf(policy, history);
  const chain = new Set([history, ...outwards(policy, history)]);
  return {
    entities: Object.fromEntries(
      Object.entries(table.entities).map(([id, own]) => {
        const stays = chain.has(id) || (!files.includes(id) && rootOf(policy, id) !== root);
        return [id, stays ? own : { rows: 0, keys: [], parents: null, orphans: new Map(), columns: own.columns }];
      }),
    ),
  };
}
