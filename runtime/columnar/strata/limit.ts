/** One limit over wider groups, from the claims that the earlier stages left to those it leaves. */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { LimitDef, Policy } from "../../../compiler/ir/types.js";
import { once } from "../../outcomes/once.js";
import { payeesOf } from "../../reference/payees.js";
import type { Value } from "../../reference/value.js";
import { entityTable } from "../../table/relations.js";
import { type Asks, DOUBTFUL, entitiesOf, FAILS } from "./asks.js";
import { nearestOf, placesByKey, sortable } from "./facts.js";
import { type Grouping, groupingOf } from "./group.js";
import type { Ledger } from "./ledger.js";
import type { RankKey } from "./rank.js";
import { type GroupRows, roomsOf } from "./rooms.js";
import type { Base, RowReader } from "./rows.js";
import { CUT, type Groups, type Marks, NONE, OPEN, SETTLED, type Seats, seatsOf, sideBySide } from "./seats.js";
import { share } from "./share.js";

/** A reason why columns cannot hold this run: it is the interpreter's. */
export interface Refused {
  readonly why: string;
}

/** What a limit was, for those who explain it. */
export interface LimitRun {
  readonly def: LimitDef;
  readonly groups: Groups;
  readonly marks: Marks;
  /** Each claim's amount after this limit, by seat. */
  readonly after: Float64Array;
  /** The row and the group of each seat. */
  readonly row: Int32Array;
  readonly group: Int32Array;
  /** By benefit: the seat of each row; -1: none. */
  readonly seatOf: (benefit: string) => Int32Array;
  /** By benefit: 1 for each row whose group is not known, and which that left undecided. */
  readonly stray: (benefit: string) => Uint8Array;
  readonly rows: GroupRows;
  /** The group of any row of a benefit's entity, whether or not it has a claim; -1: none that has a claim. */
  readonly place: (entity: string, row: number) => number;
  readonly ceiling: (g: number) => Value;
  readonly used: (g: number) => Value;
  /** The unit of what is counted. */
  readonly step: Rational;
}

export function applyLimit(
  reader: RowReader,
  limit: LimitDef,
  ledgers: ReadonlyMap<string, Ledger>,
  asks: Asks,
  moneyStep: Rational,
  engine: Base,
): LimitRun | Refused {
  const { policy } = reader.input;
  const step = limit.counts === "money" ? moneyStep : R.ONE;
  const entities = entitiesOf(policy, limit);
  const grouping = groupingOf(reader, limit, entities);
  const stray = new Map(limit.benefits.map((id) => [id, new Uint8Array(ledgers.get(id)?.rows ?? 0)]));

  // Claims in their order: entity by entity, row by row, benefits as the policy writes them.
  const columns = entities.map((entity) => ({
    entity,
    group: grouping.of.get(entity) as Int32Array,
    verdicts: asks.verdicts(limit, entity),
    benefits: policy.benefits
      .filter((b) => b.entity === entity && limit.benefits.includes(b.id))
      .map((b) => ({
        id: b.id,
        written: limit.benefits.indexOf(b.id),
        ledger: ledgers.get(b.id) as Ledger,
        stray: stray.get(b.id) as Uint8Array,
      })),
  }));
  // A limit that is for nobody needs no room.
  const isFor = (verdicts: Uint8Array | null): boolean => verdicts === null || verdicts.some((v) => v !== FAILS);
  const room = columns.reduce((sum, c) => sum + (isFor(c.verdicts) ? c.group.length * c.benefits.length : 0), 0);
  const claimRow = new Int32Array(room);
  const claimWritten = new Uint16Array(room);
  const claimDoubt = new Uint8Array(room);
  const claimGroup = new Int32Array(room);
  const numbers = new Int32Array(grouping.count).fill(-1);
  const firstRow: number[] = [];
  const firstEntity: number[] = [];
  let claims = 0;
  for (const [e, { group, verdicts, benefits }] of columns.entries()) {
    for (let row = 0; row < group.length; row += 1) {
      if (verdicts !== null && verdicts[row] === FAILS) continue;
      for (const b of benefits) {
        if (b.ledger.state[row] === NONE) continue;
        const own = group[row] as number;
        if (own < 0) {
          // Without a group there is no ceiling to hold it against; only a limit that merely reports lets it stand.
          if (limit.way.kind !== "report") leaveOpen(b.ledger, b.stray, row);
          continue;
        }
        let g = numbers[own] as number;
        if (g < 0) {
          g = firstRow.push(row) - 1;
          firstEntity.push(e);
          numbers[own] = g;
        }
        claimRow[claims] = row;
        claimWritten[claims] = b.written;
        claimDoubt[claims] = verdicts !== null && verdicts[row] === DOUBTFUL ? 1 : 0;
        claimGroup[claims] = g;
        claims += 1;
      }
    }
  }
  const rows = groupRows(grouping, entities, firstEntity, firstRow);
  const { start, items } = sideBySide(claimGroup.subarray(0, claims), rows.count);
  const seats = seatsOf(claims, start);
  const row = new Int32Array(claims);
  const group = new Int32Array(claims);
  const byWritten = limit.benefits.map((id) => ledgers.get(id) as Ledger);
  const payees = limit.benefits.map((id) => payeeOf(policy, reader, id));
  for (let s = 0; s < claims; s += 1) {
    const i = items[s] as number;
    const at = claimRow[i] as number;
    const written = claimWritten[i] as number;
    const ledger = byWritten[written] as Ledger;
    row[s] = at;
    group[s] = claimGroup[i] as number;
    seats.state[s] = ledger.state[at] as number;
    seats.amount[s] = ledger.amount[at] as number;
    seats.high[s] = ledger.high[at] as number;
    seats.written[s] = written;
    seats.doubtful[s] = claimDoubt[i] as number;
    if (limit.counts === "payees") seats.payee[s] = (payees[written] as (row: number) => number)(at);
  }

  const keys = ranking(limit, byWritten, seats, row, asks);
  if (keys === null) return { why: `an order of limit ${limit.id} has keys of several types` };
  const found = roomsOf(reader, limit, rows, entities, asks, step, engine);
  if (found === null) return { why: `what limit ${limit.id} leaves may outgrow 2^53 steps` };
  const { rooms, ceiling, used } = found;
  const places = once(() => placesOf(reader, entities, byWritten, seats, row));
  const narrow = isNarrow(policy, limit);
  const whole = limit.way.kind === "serve" && limit.way.whole;
  const rules = { way: limit.way.kind, whole, counts: limit.counts, narrow };
  const { groups, marks } = share(rules, seats, rooms, { keys, places });
  const seatOf = new Map(limit.benefits.map((id, k) => [id, new Int32Array((byWritten[k] as Ledger).rows).fill(-1)]));
  const bySeat = limit.benefits.map((id) => seatOf.get(id) as Int32Array);
  for (let s = 0; s < claims; s += 1) {
    const written = seats.written[s] as number;
    const ledger = byWritten[written] as Ledger;
    const at = row[s] as number;
    (bySeat[written] as Int32Array)[at] = s;
    ledger.state[at] = seats.state[s] as number;
    ledger.amount[at] = seats.amount[s] as number;
    ledger.high[at] = seats.high[s] as number;
  }
  const { amount: after } = seats;
  return settled({ def: limit, groups, marks, after, row, group, rows, ceiling, used, step }, seatOf, stray, {
    of: grouping.of,
    numbers,
  });
}

/** What is kept of a limit: of its seats only what they came to. A function of its own, which holds nothing else. */
function settled(
  run: Omit<LimitRun, "seatOf" | "stray" | "place">,
  seatOf: ReadonlyMap<string, Int32Array>,
  stray: ReadonlyMap<string, Uint8Array>,
  groups: { readonly of: ReadonlyMap<string, Int32Array>; readonly numbers: Int32Array },
): LimitRun {
  return {
    ...run,
    seatOf: (benefit) => seatOf.get(benefit) as Int32Array,
    stray: (benefit) => stray.get(benefit) as Uint8Array,
    place: (entity, at) => {
      const own = groups.of.get(entity)?.[at] ?? -1;
      return own < 0 ? -1 : (groups.numbers[own] as number);
    },
  };
}

function groupRows(
  grouping: Grouping,
  entities: readonly string[],
  firstEntity: readonly number[],
  firstRow: readonly number[],
): GroupRows {
  return {
    count: firstRow.length,
    entity: (g) => entities[firstEntity[g] as number] as string,
    row: Int32Array.from(firstRow),
    texts: (g) => grouping.texts(entities[firstEntity[g] as number] as string, firstRow[g] as number),
  };
}

function leaveOpen(ledger: Ledger, stray: Uint8Array, row: number): void {
  if (ledger.state[row] === SETTLED) ledger.high[row] = ledger.amount[row] as number;
  ledger.state[row] = OPEN;
  ledger.amount[row] = 0;
  stray[row] = 1;
}

/** One payee's own claims: the group is a row that is, or lies within, the payee of every benefit. */
function isNarrow(policy: Policy, limit: LimitDef): boolean {
  if (limit.way.kind === "written") return true;
  const payees = payeesOf(policy);
  const within = (entity: string, outer: string): boolean => {
    for (let at: string | null = entity, i = 0; at !== null && i <= policy.entities.length; i += 1) {
      if (at === outer) return true;
      const id: string = at;
      at = policy.entities.find((e) => e.id === id)?.within ?? null;
    }
    return false;
  };
  return limit.group.some(
    (part) =>
      part.kind === "entity" &&
      limit.benefits.every((id) => {
        const payee = payees.get(policy.benefits.find((b) => b.id === id)?.entity ?? "");
        return payee !== undefined && within(part.entity, payee);
      }),
  );
}

/** A number for the payee of each row of a benefit: rows of different entities never share one. */
function payeeOf(policy: Policy, { table }: RowReader, benefit: string): (row: number) => number {
  const entity = policy.benefits.find((b) => b.id === benefit)?.entity ?? "";
  const payee = payeesOf(policy).get(entity) ?? entity;
  const own = nearestOf(policy, table, entity, payee);
  const offset = (id: string): number => {
    let sum = 0;
    for (const e of policy.entities) {
      if (e.id === id) return sum;
      sum += entityTable(table, e.id).rows;
    }
    return sum;
  };
  const [there, here] = [offset(payee), offset(entity)];
  return (row) => {
    const at = own === null ? -1 : (own[row] as number);
    return at >= 0 ? there + at : here + row;
  };
}

function ranking(
  limit: LimitDef,
  ledgers: readonly Ledger[],
  seats: Seats,
  row: Int32Array,
  asks: Asks,
): readonly RankKey[] | null {
  if (limit.way.kind !== "serve") return [];
  const keys: RankKey[] = [];
  for (const [index, { key, falling }] of limit.way.order.entries()) {
    if (key === null) {
      keys.push({ kind: "amount", falling });
      continue;
    }
    const read = new Map([...new Set(ledgers.map((l) => l.benefit.entity))].map((e) => [e, asks.key(limit, index, e)]));
    const byWritten = ledgers.map((l) => read.get(l.benefit.entity) as ReturnType<Asks["key"]>);
    const column = sortable(seats.count, (s) =>
      (byWritten[seats.written[s] as number] as ReturnType<Asks["key"]>)(row[s] as number),
    );
    if (column === null) return null;
    keys.push({ kind: "values", falling, ...column });
  }
  return keys;
}

function placesOf(
  { table }: RowReader,
  entities: readonly string[],
  ledgers: readonly Ledger[],
  seats: Seats,
  row: Int32Array,
): Float64Array {
  const places = placesByKey(table, entities);
  const byWritten = ledgers.map((l) => places[entities.indexOf(l.benefit.entity)] as Float64Array);
  const out = new Float64Array(seats.count);
  for (let s = 0; s < seats.count; s += 1) {
    out[s] = (byWritten[seats.written[s] as number] as Float64Array)[row[s] as number] as number;
  }
  return out;
}

/** By benefit: 1 for each row of its claims that this limit cut. */
export function cutBy(run: LimitRun, benefit: string): Uint8Array {
  const seats = run.seatOf(benefit);
  const out = new Uint8Array(seats.length);
  for (let row = 0; row < seats.length; row += 1) {
    const s = seats[row] as number;
    if (s >= 0 && ((run.marks.what[s] as number) & CUT) !== 0) out[row] = 1;
  }
  return out;
}
