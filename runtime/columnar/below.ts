/** Sets over the rows below a row: what is asked of each member by a kernel, what it comes to by a loop over the members. */

import type { OutputPlan } from "../../compiler/ir/columns.js";
import type { Expr, Policy } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import { takenAt } from "../table/columns.js";
import { entityTable, holdersOf, outwards } from "../table/relations.js";
import { PRESENT, type TableColumn } from "../table.js";
import { narrowed } from "./amounts.js";
import { columns } from "./columns.js";
import { rowsOf } from "./kernel.js";
import { planned } from "./planned.js";
import { profileOf } from "./profile.js";
import type { Reading } from "./reading.js";
import type { SourceColumn } from "./values.js";

type Collect = Extract<Expr, { op: "collect" }>;
type Collected = Omit<SourceColumn, "source">;

/** Null: it has no loop. */
export function collectBelow(at: Reading, entity: string, e: Collect): Collected | null {
  const { policy } = at.input;
  if (e.set.scope !== "below") return null;
  const members = e.set.entity;
  // From the row outwards, the first that has such rows below it.
  const holder = [entity, ...outwards(policy, entity)].find(
    (outer) => outer !== members && isWithin(policy, members, outer),
  );
  const near = new Set([members, ...outwards(policy, members)]);
  if (holder === undefined || !looksAt(policy, e, near)) return null;
  const of = holdersOf(policy, at.table, members, holder);
  if (of === null) return null;
  const { rows } = entityTable(at.table, holder);
  const asked = askMembers(
    at,
    members,
    [e.set.where, e.item].filter((part) => part !== null),
  );
  if (asked === null) return null;
  const where = e.set.where === null ? ALL : asked.outputs[0];
  const item = e.item === null ? null : asked.outputs[e.set.where === null ? 0 : 1];
  if (where === undefined || where.kind !== "bool" || item === undefined) return null;
  const folded = fold(e.word, where, item, of, rows);
  if (folded === null) return null;
  // A message about a member must come from the interpreter, on the row that looks at it.
  let noted: Uint8Array | null = null;
  for (let member = 0; asked.noted !== null && member < of.length; member += 1) {
    const row = of[member] as number;
    if (asked.noted[member] !== 1 || row < 0) continue;
    noted ??= new Uint8Array(rows);
    noted[row] = 1;
  }
  if (holder === entity) return { rows, column: folded, noted };
  const places = holdersOf(policy, at.table, entity, holder) ?? new Int32Array(0);
  return {
    rows: places.length,
    column: takenAt(folded, places),
    noted:
      noted === null ? null : Uint8Array.from(places, (row) => (row < 0 ? 0 : ((noted as Uint8Array)[row] as number))),
  };
}

/** Whether `entity` is inside `outer`, by its own place: past awards that merely name a row are not below it. */
function isWithin(policy: Policy, entity: string, outer: string): boolean {
  const seen = new Set<string>();
  for (let id: string | null = entity; id !== null && !seen.has(id); ) {
    if (id === outer) return true;
    seen.add(id);
    const at: string = id;
    id = policy.entities.find((e) => e.id === at)?.within ?? null;
  }
  return false;
}

/** Whether members are asked only about themselves and the rows around them: not about the row on which the set stands. */
function looksAt(policy: Policy, e: Collect, near: ReadonlySet<string>): boolean {
  let alone = true;
  eachExpr([e.set.where, e.item], (part) => {
    if (part.op === "field" && !near.has(part.entity)) alone = false;
    if (part.op !== "value") return;
    const def = policy.values.find((v) => v.id === part.id);
    if (def === undefined || def.body.kind === "set" || (def.entity !== null && !near.has(def.entity))) alone = false;
  });
  return alone;
}

// ---------------------------------------------------------------- members

type Answers =
  | { readonly kind: "bool"; readonly yes: Bytes; readonly no: Bytes }
  | {
      readonly kind: "number";
      readonly values: Int32Array | BigInt64Array;
      readonly scale: bigint;
      readonly known: Bytes;
    };

/** Null: in every row. */
type Bytes = Uint8Array | null;
const NEVER = new Uint8Array(0);
const ALL: Answers = { kind: "bool", yes: null, no: NEVER };

interface Asked {
  readonly outputs: readonly Answers[];
  readonly noted: Uint8Array | null;
}

/** What these expressions are on each row of an entity. Null: one of them has no kernel. */
function askMembers(at: Reading, entity: string, wanted: readonly Expr[]): Asked | null {
  if (wanted.length === 0) return { outputs: [], noted: null };
  const { plan, values } = planned(at, { ...profileOf(at.input, entity), wanted });
  // What is left to the interpreter would look like a blank.
  if (plan.outputs.some((o) => o.kind === "slow") || plan.lines.some((line) => line.slow !== null)) return null;
  const data = columns(plan, entityTable(at.table, entity).rows, values);
  const nodes = plan.outputs.flatMap((o) =>
    o.kind === "bool" ? [o.yes, o.no] : o.kind === "number" ? [o.node, o.known] : [],
  );
  const all = [...new Set([plan.slow, ...nodes])];
  const views = new Map(rowsOf(data, plan.nodes, all, at.vectors).map((v, i) => [all[i] as number, v]));
  const bytes = (node: number) => views.get(node) as Uint8Array;
  const outputs = plan.outputs.map((o: OutputPlan): Answers => {
    if (o.kind === "bool") return { kind: "bool", yes: bytes(o.yes), no: bytes(o.no) };
    if (o.kind !== "number") throw new TypeError("an expression without a kernel");
    const values = views.get(o.node) as Int32Array | BigInt64Array;
    return { kind: "number", values, scale: o.scale, known: bytes(o.known) };
  });
  const slow = bytes(plan.slow);
  return { outputs, noted: slow.includes(1) ? slow : null };
}

const holds = (bytes: Bytes, row: number): boolean => bytes === null || bytes[row] === 1;

// ---------------------------------------------------------------- loops

function fold(
  word: Collect["word"],
  where: Extract<Answers, { kind: "bool" }>,
  item: Answers | null,
  of: Int32Array,
  rows: number,
): TableColumn | null {
  if (item === null || word === "count") {
    if (item !== null && item.kind !== "bool") return null;
    return counted(where, item, of, rows);
  }
  if (word === "any" || word === "all") return item.kind === "bool" ? judged(word, where, item, of, rows) : null;
  if (item.kind !== "number") return null;
  if (word === "sum") return summed(where, item, of, rows);
  return word === "highest" || word === "lowest" ? extreme(word, where, item, of, rows) : null;
}

type Numbers = Extract<Answers, { kind: "number" }>;
type Tests = Extract<Answers, { kind: "bool" }>;

/** How many hold; not known while one is undecided. */
function counted(where: Tests, item: Tests | null, of: Int32Array, rows: number): TableColumn {
  const values = new Int32Array(rows);
  const presence = new Uint8Array(rows).fill(PRESENT);
  for (let member = 0; member < of.length; member += 1) {
    const row = of[member] as number;
    if (row < 0) continue;
    if (holds(where.yes, member) && (item === null || holds(item.yes, member)))
      values[row] = (values[row] as number) + 1;
    else if (!holds(where.no, member) && (item === null || !holds(item.no, member))) presence[row] = 0;
  }
  return { kind: "number", scale: 1n, values, presence: presence.includes(0) ? presence : null };
}

/** One that settles it does, whatever is undecided beside it. */
function judged(word: "any" | "all", where: Tests, item: Tests, of: Int32Array, rows: number): TableColumn {
  const [settles, passes] = word === "any" ? [item.yes, item.no] : [item.no, item.yes];
  const settled = new Uint8Array(rows);
  const open = new Uint8Array(rows);
  for (let member = 0; member < of.length; member += 1) {
    const row = of[member] as number;
    if (row < 0) continue;
    if (holds(where.yes, member) && holds(settles, member)) settled[row] = 1;
    else if (!holds(where.no, member) && !holds(passes, member)) open[row] = 1;
  }
  const values = word === "any" ? settled : settled.map((s) => 1 - s);
  const presence = open.map((o, row) => (o === 1 && settled[row] === 0 ? 0 : PRESENT));
  return { kind: "bool", values, presence: presence.includes(0) ? presence : null };
}

/** Null: a sum may outgrow 64 bits. */
function summed(where: Tests, item: Numbers, of: Int32Array, rows: number): TableColumn | null {
  const presence = new Uint8Array(rows).fill(PRESENT);
  const { values } = item;
  let most = 0n;
  if (values instanceof Int32Array) most = 2n ** 31n;
  else for (const v of values) most = v > most ? v : -v > most ? -v : most;
  const wide = most * BigInt(Math.max(1, of.length));
  if (wide >= 2n ** 63n) return null;
  const exact = wide < 2n ** 53n;
  const sums = exact ? new Float64Array(rows) : new BigInt64Array(rows);
  for (let member = 0; member < of.length; member += 1) {
    const row = of[member] as number;
    if (row < 0 || holds(where.no, member)) continue;
    if (!holds(where.yes, member) || !holds(item.known, member)) presence[row] = 0;
    else if (sums instanceof Float64Array) sums[row] = (sums[row] as number) + Number(values[member]);
    else sums[row] = (sums[row] as bigint) + BigInt(values[member] as number | bigint);
  }
  return {
    kind: "number",
    scale: item.scale,
    values: sums instanceof Float64Array ? narrowed(sums) : sums,
    presence: presence.includes(0) ? presence : null,
  };
}

/** Of those that count; of nobody there is none. */
function extreme(word: "highest" | "lowest", where: Tests, item: Numbers, of: Int32Array, rows: number): TableColumn {
  const { values } = item;
  const best = values instanceof Int32Array ? new Int32Array(rows) : new BigInt64Array(rows);
  const some = new Uint8Array(rows);
  const open = new Uint8Array(rows);
  for (let member = 0; member < of.length; member += 1) {
    const row = of[member] as number;
    if (row < 0 || holds(where.no, member)) continue;
    if (!holds(where.yes, member) || !holds(item.known, member)) open[row] = 1;
    else {
      const v = values[member] as number | bigint;
      const now = best[row] as number | bigint;
      if (some[row] === 0 || (word === "highest" ? v > now : v < now)) best[row] = v as never;
      some[row] = 1;
    }
  }
  const presence = some.map((s, row) => (s === 1 && open[row] === 0 ? PRESENT : 0));
  return { kind: "number", scale: item.scale, values: best, presence: presence.includes(0) ? presence : null };
}
