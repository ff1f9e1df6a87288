/**
 * Stage 8 summed over columns. A part's date and share rest on a few fields: they are worked out once for each combination of
 * what stands in these, and the amounts are divided among whole steps.
 */
import type { Rational } from "../../../compiler/ir/rational.js";
import * as R from "../../../compiler/ir/rational.js";
import type { BenefitDef, PartDef, PayOutDef, Policy } from "../../../compiler/ir/types.js";
import type { EngineInput } from "../../input.js";
import type { Outcome, PartTotal } from "../../outcome.js";
import { amountAt } from "../../outcomes/amounts.js";
import { partSums, sumsOfParts } from "../../outcomes/part-sums.js";
import { evaluate } from "../../reference/evaluate.js";
import { monthParts, partsOf, schedule } from "../../reference/payout.js";
import { ofSteps } from "../../reference/rounding.js";
import { type Scope, scopeOn } from "../../reference/scope.js";
import * as V from "../../reference/value.js";
import type { PartResult } from "../../run.js";
import { entityTable } from "../../table/relations.js";
import { coded, codesOf, datesOf, fieldReader, nearestOf } from "./facts.js";
import { stepsOf } from "./ledger.js";
import { eachRow, placed, type RowReader, reachedFrom, tableInputOf } from "./rows.js";
import { EXACT } from "./seats.js";

/** The sums of the parts of an outcome; of pay-outs that read more than facts, from the list of the parts. */
export function partTotals(input: EngineInput, outcome: Outcome): PartTotal[] {
  const { policy } = input;
  const exprs = policy.payOuts.map((def) => def.parts);
  if (!onFields(policy, exprs, input)) return sumsOfParts(outcome.parts());
  const own = tableInputOf(input);
  const reader: RowReader = {
    input: own,
    table: placed(own.table),
    entered: "asEntered",
    wide: false,
    given: {},
    known: new Set(),
    said: () => {},
  };
  const step = R.rational(policy.round?.step ?? "0.01");
  if (!netsFit(policy, outcome, step)) return sumsOfParts(outcome.parts());
  const sums = partSums();
  const covered = new Set<string>();
  for (const def of policy.payOuts) {
    if (def.target.kind === "field") fieldSums(reader, def, def.target.field, sums);
    else {
      for (const id of def.target.benefits) {
        const benefit = policy.benefits.find((b) => b.id === id) as BenefitDef;
        covered.add(id);
        benefitSums(reader, def, benefit, outcome, step, sums);
      }
    }
  }
  for (const benefit of policy.benefits) {
    if (!covered.has(benefit.id) && benefit.every !== null) monthSums(reader, benefit, outcome, sums);
  }
  return sums.totals();
}

/** Whether what is divided, all together, is a whole number of steps that a double holds. */
function netsFit(policy: Policy, outcome: Outcome, step: Rational): boolean {
  const divided = policy.payOuts.flatMap((def) => (def.target.kind === "field" ? [] : def.target.benefits));
  let sum = 0;
  for (const id of divided) {
    const claims = outcome.claims(id);
    for (const steps of stepsOf(claims.amounts("net"), step, claims.rows)) sum += Math.max(0, steps);
  }
  return sum < EXACT;
}

/** Whether these read nothing but the facts of the row and the rows around it. */
function onFields(policy: Policy, parts: unknown, { readings }: EngineInput): boolean {
  return ![...reachedFrom(policy, parts, readings)].some(
    (e) => e.op === "collect" || e.op === "result" || e.op === "total" || e.op === "eligible" || e.op === "follow",
  );
}

// ---------------------------------------------------------------- benefits

/** What a part asks for, whoever it is for: a share, a number of steps, or the rest. None of these: it is not known. */
interface Asked {
  readonly ratio: Rational | null;
  readonly fixed: Rational | null;
  readonly rest: boolean;
}

/** When a part is paid. */
interface When {
  readonly state: PartResult["state"];
  readonly month: string | null;
}

function benefitSums(
  reader: RowReader,
  def: PayOutDef,
  benefit: BenefitDef,
  outcome: Outcome,
  step: Rational,
  sums: ReturnType<typeof partSums>,
): void {
  const claims = outcome.claims(benefit.id);
  const net = stepsOf(claims.amounts("net"), step, claims.rows);
  const shares = combinations(
    reader,
    def.parts.map((p) => p.share),
    benefit.entity,
    net,
  );
  const plans: Plan[] = [];
  eachRow(reader, benefit.entity, shares.first, (node, row, { world }) => {
    plans[shares.codes[row] as number] = planOf(askedOf(def, scopeOn(world, node, def.id), step));
  });
  const dates = def.parts.map((part) => {
    const combined = combinations(reader, [part.on, part.when], benefit.entity, net);
    const when: When[] = [];
    eachRow(reader, benefit.entity, combined.first, (node, row, { world }) => {
      const { state, on } = schedule(part, scopeOn(world, node, def.id));
      when[combined.codes[row] as number] = { state, month: on === null ? null : on.slice(0, 7) };
    });
    return { codes: combined.codes, when, sum: new Float64Array(when.length), count: new Float64Array(when.length) };
  });
  // Of each part what is open because its own share is not known; what no part takes comes last.
  const width = def.parts.length + 1;
  const [open, opened, given] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  for (let row = 0; row < net.length; row += 1) {
    const steps = net[row] as number;
    if (steps <= 0) continue;
    const plan = plans[shares.codes[row] as number] as Plan;
    const parts = divided(steps, plan, given);
    for (let i = 0; i < parts; i += 1) {
      const own = dates[i];
      if (own === undefined || i === plan.unknown) {
        open[i] = (open[i] as number) + (given[i] as number);
        opened[i] = (opened[i] as number) + 1;
      } else {
        const code = own.codes[row] as number;
        own.sum[code] = (own.sum[code] as number) + (given[i] as number);
        own.count[code] = (own.count[code] as number) + 1;
      }
    }
  }
  for (let i = 0; i < width; i += 1) {
    const of = { payOut: def.id, benefit: benefit.id, party: def.parts[i]?.party ?? null };
    const put = (when: When, steps: number, count: number): void => {
      if (count > 0) sums.add({ ...of, ...when }, ofSteps(BigInt(steps), step), count);
    };
    put({ state: "open", month: null }, open[i] as number, opened[i] as number);
    for (const [code, when] of (dates[i]?.when ?? []).entries()) {
      put(when, dates[i]?.sum[code] as number, dates[i]?.count[code] as number);
    }
  }
}

function askedOf(def: PayOutDef, scope: Scope, step: Rational): Asked[] {
  const values = def.parts.map((p) => (p.share.kind === "rest" ? V.known(R.ZERO) : evaluate(p.share.value, scope)));
  const inParts = def.parts.flatMap((p, i) => (p.share.kind === "parts" ? [values[i] as V.Value] : []));
  const all = V.knownNumber(V.sum(inParts));
  return def.parts.map((part, i) => wanted(part, values[i] as V.Value, all, step));
}

/** What a part asks for; neither ratio nor amount: not known. */
function wanted(part: PartDef, value: V.Value, allParts: Rational | null, step: Rational): Asked {
  const share = V.knownNumber(value);
  switch (part.share.kind) {
    case "rest":
      return { ratio: null, fixed: null, rest: true };
    case "amount":
      return { ratio: null, fixed: share === null ? null : R.div(share, step), rest: false };
    case "ratio":
      return { ratio: share, fixed: null, rest: false };
    case "parts":
      return {
        ratio: share === null || allParts === null || R.sign(allParts) === 0 ? null : R.div(share, allParts),
        fixed: null,
        rest: false,
      };
  }
}

/** Parts over one denominator: of an amount of n steps each asks for times × n + plus, in units of a step ÷ unit. */
interface Plan {
  readonly unit: number;
  readonly times: readonly number[];
  readonly plus: readonly number[];
  /** The part whose share is not known: it holds all that is left. -1: none. */
  readonly unknown: number;
  /** The part that takes what the others leave; -1: none. */
  readonly rest: number;
  readonly exact: boolean;
}

function planOf(parts: readonly Asked[]): Plan {
  let unit = 1n;
  for (const p of parts) for (const x of [p.ratio, p.fixed]) if (x !== null) unit = lcm(unit, x.d);
  const at = (x: Rational | null): number => (x === null ? 0 : Number((x.n * unit) / x.d));
  return {
    unit: Number(unit),
    times: parts.map((p) => at(p.ratio)),
    plus: parts.map((p) => at(p.fixed)),
    unknown: parts.findIndex((p) => !p.rest && p.ratio === null && p.fixed === null),
    rest: parts.findIndex((p) => p.rest),
    exact: unit < 2n ** 31n,
  };
}

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Writes the steps of each part into `into` and says how many parts there are: one more if something is left over. */
function divided(steps: number, plan: Plan, into: Float64Array): number {
  const { unit, times, plus, unknown, rest } = plan;
  const whole = steps * unit;
  if (!plan.exact || whole >= EXACT || times.some((t) => Math.abs(t) * steps >= EXACT))
    return exactly(steps, plan, into);
  let left = whole;
  for (let i = 0; i < times.length; i += 1) {
    const asked = unknown >= 0 && i >= unknown ? 0 : (times[i] as number) * steps + (plus[i] as number);
    const share = Math.max(0, Math.min(asked, left));
    left -= share;
    into[i] = share;
  }
  const taker = unknown >= 0 ? unknown : rest;
  let count = times.length;
  if (taker >= 0) into[taker] = (into[taker] as number) + left;
  else if (left > 0) {
    into[count] = left;
    count += 1;
  }
  // Largest remainder, equal ones in written order.
  let over = steps;
  for (let i = 0; i < count; i += 1) over -= Math.floor((into[i] as number) / unit);
  const rests = Array.from({ length: count }, (_, i) => (into[i] as number) % unit);
  for (let i = 0; i < count; i += 1) into[i] = Math.floor((into[i] as number) / unit);
  for (; over > 0; over -= 1) {
    const i = rests.indexOf(Math.max(...rests));
    into[i] = (into[i] as number) + 1;
    rests[i] = -1;
  }
  return count;
}

/** The same in whole numbers of any size. */
function exactly(steps: number, plan: Plan, into: Float64Array): number {
  const unit = BigInt(plan.unit);
  const n = BigInt(steps);
  let left = n * unit;
  const shares = plan.times.map((t, i) => {
    const asked = plan.unknown >= 0 && i >= plan.unknown ? 0n : BigInt(t) * n + BigInt(plan.plus[i] as number);
    const share = asked < 0n ? 0n : asked < left ? asked : left;
    left -= share;
    return share;
  });
  const taker = plan.unknown >= 0 ? plan.unknown : plan.rest;
  if (taker >= 0) shares[taker] = (shares[taker] as bigint) + left;
  else if (left > 0n) shares.push(left);
  const parts = shares.map((s) => s / unit);
  const rests = shares.map((s) => s % unit);
  for (let over = n - parts.reduce((a, b) => a + b, 0n); over > 0n; over -= 1n) {
    const i = rests.reduce((best, r, k) => (r > (rests[best] as bigint) ? k : best), 0);
    parts[i] = (parts[i] as bigint) + 1n;
    rests[i] = -1n;
  }
  for (const [i, p] of parts.entries()) into[i] = Number(p);
  return parts.length;
}

/** Rows with something to pay by what stands in the fields that these read, and the first row of each combination. */
function combinations(
  reader: RowReader,
  parts: unknown,
  entity: string,
  net: Float64Array,
): { readonly codes: Int32Array; readonly first: number[] } {
  const { policy, readings } = reader.input;
  const fields = new Map<string, { readonly entity: string; readonly field: string }>();
  let dated = false;
  for (const e of reachedFrom(policy, parts, readings)) {
    if (e.op === "field") fields.set(`${e.entity}.${e.field}`, e);
    if (e.op === "asOf") dated = true;
  }
  const columns: Int32Array[] = [...fields.values()].flatMap((f) => {
    const own = nearestOf(policy, reader.table, entity, f.entity);
    if (own === null) return [];
    const { codes } = codesOf(policy, reader.table, f.entity, f.field);
    return [Int32Array.from(own, (at) => (at < 0 ? -2 : (codes[at] as number)))];
  });
  const dates = dated ? datesOf(policy, reader.table, entity) : null;
  if (dates !== null) columns.push(coded(dates.length, (row) => dates[row] ?? null).codes);
  const codes = new Int32Array(net.length);
  const first: number[] = [];
  const known = new Map<string | number, number>();
  for (let row = 0; row < net.length; row += 1) {
    if ((net[row] as number) <= 0) continue;
    const [one] = columns;
    const key = columns.length === 1 && one !== undefined ? (one[row] as number) : columns.map((c) => c[row]).join(" ");
    let code = known.get(key);
    if (code === undefined) {
      code = first.push(row) - 1;
      known.set(key, code);
    }
    codes[row] = code;
  }
  return { codes, first };
}

// ---------------------------------------------------------------- fields and months

function fieldSums(reader: RowReader, def: PayOutDef, field: string, sums: ReturnType<typeof partSums>): void {
  const { policy } = reader.input;
  const read = fieldReader(policy, reader.table, def.entity, field);
  const { rows } = entityTable(reader.table, def.entity);
  const amounts = new Map<number, Rational>();
  for (let row = 0; row < rows; row += 1) {
    const cell = read(row);
    if (cell !== null && typeof cell === "object" && R.sign(cell) > 0) amounts.set(row, cell);
  }
  eachRow(reader, def.entity, amounts.keys(), (node, row, { world }) => {
    for (const part of partsOf(world, def, null, node, amounts.get(row) as Rational)) sums.part(part);
  });
}

/** Months are the interpreter's: no column holds them. */
function monthSums(reader: RowReader, benefit: BenefitDef, outcome: Outcome, sums: ReturnType<typeof partSums>): void {
  const claims = outcome.claims(benefit.id);
  const net = claims.amounts("net");
  const paid: number[] = [];
  for (let row = 0; row < claims.rows; row += 1) if (claims.state[row] === 0) paid.push(row);
  eachRow(reader, benefit.entity, paid, (node, row, open) => {
    const d = open.draft(benefit, node);
    d.amount = amountAt(net, row) ?? R.ZERO;
    for (const part of monthParts(open.world, d)) sums.part(part);
  });
}
