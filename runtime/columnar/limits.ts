/** The limits of one payee's own claims as columns: a group for each row that has a claim under the limit. */
import type { LimitPlan, NodeId } from "../../compiler/ir/columns.js";
import type { Rational } from "../../compiler/ir/rational.js";
import type { Amounts, LimitColumns } from "../outcome.js";
import type { Claim, LimitGroup } from "../run.js";
import { amountsFrom } from "./amounts.js";
import type { ColumnView } from "./columns.js";
import type { EntityRun } from "./entities.js";
import type { Records } from "./records.js";
import type { Rest } from "./rest.js";

type What = Parameters<LimitColumns["amounts"]>[0];

export interface LimitPlace {
  readonly run: EntityRun;
  readonly plan: LimitPlan;
  readonly records: Records;
  readonly keys: readonly string[];
  /** The payee of each row, of so many. */
  readonly payee: Int32Array;
  readonly payees: number;
  readonly rest: Rest | null;
}

export function limitColumns(at: LimitPlace, step: Rational): LimitColumns {
  const { run, plan, records, keys, rest } = at;
  const { rows, others } = groupRows(at);
  const of = new Int32Array(at.payees).fill(-1);
  for (const [group, row] of rows.entries()) {
    const payee = at.payee[row] as number;
    if (of[payee] === -1) of[payee] = group;
  }
  const group = (index: number): LimitGroup => {
    const row = rows[index];
    if (row === undefined) throw new RangeError(`${plan.limit} has no group ${index}`);
    return others.get(row) ?? (records.group(plan, row, keys[row] as string) as LimitGroup);
  };
  const made = new Map<What, Amounts>();
  return {
    limit: plan.limit,
    groups: rows.length,
    of,
    amounts: (what) => {
      const found = made.get(what) ?? groupAmounts(at, rows, others, what, step);
      made.set(what, found);
      return found;
    },
    group,
    cut: Object.fromEntries(
      plan.benefits.map((benefit, place) => [benefit, cutRows(run, plan, place, rest?.claims(benefit) ?? new Map())]),
    ),
  };
}

/** The row of each group, rising, and what the interpreter says of those that are its own. */
function groupRows({ run, plan, keys, rest }: LimitPlace): {
  rows: Int32Array;
  others: ReadonlyMap<number, LimitGroup>;
} {
  const applies = run.column(plan.applies);
  const own = new Map((rest?.groups(plan.limit) ?? []).map((g) => [g.group[0] ?? "", g]));
  const claims = plan.benefits.map((b) => rest?.claims(b) ?? new Map<number, Claim>());
  const others = new Map<number, LimitGroup>();
  const rows: number[] = [];
  for (let row = 0; row < run.rows; row += 1) {
    if (run.slow[row] === 0) {
      if (applies[row] === 1) rows.push(row);
      continue;
    }
    const key = keys[row] as string;
    const group = own.get(key);
    // Rows with one key share a group, which stands where the first of them has a claim.
    if (group === undefined || !claims.some((list) => isSeated(list.get(row)))) continue;
    own.delete(key);
    others.set(row, group);
    rows.push(row);
  }
  return { rows: Int32Array.from(rows), others };
}

function isSeated(claim: Claim | undefined): boolean {
  return claim !== undefined && claim.state !== "notDue" && claim.state !== "notEligible";
}

function cutRows(run: EntityRun, plan: LimitPlan, place: number, rest: ReadonlyMap<number, Claim>): Uint8Array {
  const [before, after] = [run.column(plan.before[place] as NodeId), run.column(plan.after[place] as NodeId)];
  const out = new Uint8Array(run.rows);
  for (let row = 0; row < run.rows; row += 1) {
    // One may be a number and the other a BigInt, as their lanes are.
    // biome-ignore lint/suspicious/noDoubleEquals: equal whatever the lane
    if (run.slow[row] === 0 && before[row] != after[row]) out[row] = 1;
  }
  for (const [row, claim] of rest) out[row] = claim.limits.some((l) => l.limit === plan.limit) ? 1 : 0;
  return out;
}

const NOTHING = new Set<What>(["used", "reserve"]);

/** What a group of a row's own claims comes to, read from columns. */
function groupAmounts(
  { run, plan }: LimitPlace,
  rows: Int32Array,
  others: ReadonlyMap<number, LimitGroup>,
  what: What,
  step: Rational,
): Amounts {
  const views = (nodes: readonly NodeId[]): readonly ColumnView[] => {
    run.write(nodes);
    return nodes.map((node) => run.column(node));
  };
  const patches = new Map<number, Rational | null>();
  for (const [index, row] of rows.entries()) {
    const other = others.get(row);
    if (other !== undefined) patches.set(index, other[what]);
  }
  if (what === "ceiling") {
    const values = picked(views([plan.ceiling.node]), rows, (at) => at(0));
    return amountsFrom({ values, scale: plan.ceiling.scale, times: 1n }, rows.length, null, patches);
  }
  const steps = (nodes: readonly NodeId[], value: (at: (view: number) => bigint) => bigint): Amounts => {
    const values = picked(views(nodes), rows, value);
    return amountsFrom({ values, scale: step.d, times: step.n }, rows.length, null, patches);
  };
  const count = plan.before.length;
  const sum = (at: (view: number) => bigint): bigint => {
    let total = 0n;
    for (let i = 0; i < count; i += 1) total += at(i);
    return total;
  };
  const over0 = (n: bigint): bigint => (n > 0n ? n : 0n);
  if (NOTHING.has(what) || (what === "over" && plan.way !== "report")) return steps([], () => 0n);
  if (what === "claimed") return steps(plan.before, sum);
  if (what === "granted") return steps(plan.after, sum);
  if (what === "left") return steps([...plan.after, plan.room], (at) => over0(at(count) - sum(at)));
  return steps([...plan.before, plan.room], (at) => over0(sum(at) - at(count)));
}

/** A value for each of these rows, as narrow as they are. */
function picked(
  views: readonly ColumnView[],
  rows: Int32Array,
  value: (at: (view: number) => bigint) => bigint,
): Int32Array | BigInt64Array {
  const out = new BigInt64Array(rows.length);
  let narrow = true;
  let row = 0;
  const at = (view: number): bigint => BigInt((views[view] as ColumnView)[row] as number | bigint);
  for (let i = 0; i < rows.length; i += 1) {
    row = rows[i] as number;
    const n = value(at);
    out[i] = n;
    if (n < -(2n ** 31n) || n >= 2n ** 31n) narrow = false;
  }
  return narrow ? Int32Array.from(out, Number) : out;
}
