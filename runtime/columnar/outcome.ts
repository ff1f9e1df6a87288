/** The outcome of a run by columns: every column worked out when it is first asked for, and kept. */

import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { BenefitPlan, NodeId, NumberNode } from "../../compiler/ir/columns.js";
import * as R from "../../compiler/ir/rational.js";
import { type EngineInput, headingsIn, rosterIn, tableIn } from "../input.js";
import type { Amounts, ClaimColumns, LimitColumns, Outcome, PayeeColumns } from "../outcome.js";
import { laterStages } from "../outcomes/later.js";
import { once } from "../outcomes/once.js";
import type { PayeeRows } from "../outcomes/payees.js";
import { assumptions } from "../reference/refusals.js";
import type { Rounding } from "../reference/rounding.js";
import { totalOf } from "../reference/totals.js";
import type { Claim, Total } from "../run.js";
import { entityTable } from "../table/relations.js";
import { amountsFrom, narrowed } from "./amounts.js";
import { checksBy } from "./checks/index.js";
import { claimColumns } from "./claims.js";
import { countOf, type EntityRun, type Prepared } from "./entities.js";
import { type Summed, totalsIn } from "./grouped.js";
import { limitColumns } from "./limits.js";
import { payeesIn } from "./payees.js";
import { type Records, recordsOf } from "./records.js";
import { orphanMessages, outsideMessages, type Rest } from "./rest.js";
import { partTotals } from "./strata/part-totals.js";
import { type Base, tableInputOf } from "./strata/rows.js";
import { type GroupTotals, plus, totalsKernel } from "./totals.js";

/** `engine`: runs any policy. */
export function columnarOutcome(
  input: EngineInput,
  prepared: Prepared,
  rest: Rest | null,
  rounding: Rounding,
  vectors: boolean,
  engine: Base,
): Outcome {
  const { policy } = input;
  const table = tableIn(input);
  const { step } = rounding;
  const { runs } = prepared;
  const payees = once(() => payeesIn(policy, table));
  const runOf = new Map(runs.map((run) => [run.entity, run]));
  const records = new Map(runs.map((run): [string, Records] => [run.entity, recordsOf(run, step)]));
  const keysOf = (entity: string) => entityTable(table, entity).keys;
  const orphans = once(() => orphanMessages(input));
  const outside = once(() => outsideMessages(input));
  const given = once(() => ({ ...input, roster: rosterIn(input) }));

  function place(benefit: string): { readonly run: EntityRun; readonly plan: BenefitPlan } {
    for (const run of runs) {
      const plan = run.plan.benefits.find((b) => b.benefit === benefit);
      if (plan !== undefined) return { run, plan };
    }
    throw new RangeError(`the policy has no benefit ${benefit}`);
  }

  const claimsOf = (benefit: string): ReadonlyMap<number, Claim> => rest?.claims(benefit) ?? new Map<number, Claim>();
  const summed = once((): ReadonlyMap<string, Summed> => {
    const all = policy.benefits.map(({ id }): [string, Summed] => {
      const { run, plan } = place(id);
      return [id, { run, benefit: plan, payee: payees().of(run.entity), rest: claimsOf(id) }];
    });
    return new Map(all);
  });

  const totals = once((): GroupTotals => {
    const [only] = runs;
    // Where rows are payees, and no payee is slow for another row's sake, the kernel itself adds up.
    if (only !== undefined && runs.length === 1 && only.entity === only.payee && countOf(only.slow) === only.left) {
      const [sums] = totalsKernel(only.data, rounding, vectors).run();
      if (sums !== undefined) return rest === null ? sums : withClaims(sums, claimsOf, rounding);
    }
    const sum = (list: readonly Summed[]) => totalsIn(list, null, 1, payees().rows, rounding)[0] as Total;
    const byBenefit = policy.benefits.map(({ id }): [string, Total] => [id, sum([summed().get(id) as Summed])]);
    return { all: sum([...summed().values()]), byBenefit: Object.fromEntries(byBenefit) };
  });

  const claims = new Map<string, ClaimColumns>();

  function payeeAt(entity: string, row: number): Claim["payee"] {
    const at = payees().of(entity)[row] as number;
    const { entities, entity: codes, at: rows } = payees();
    const own = entities[codes === null ? 0 : (codes[at] as number)] ?? "";
    return { entity: own, row: keysOf(own)[rows[at] as number] as string };
  }

  const limits = once((): LimitColumns[] =>
    policy.limits.flatMap(({ id }) =>
      runs.flatMap((run): LimitColumns[] => {
        const plan = run.plan.limits.find((l) => l.limit === id);
        const own = records.get(run.entity);
        if (plan === undefined || own === undefined) return [];
        const payee = payees().of(run.entity);
        const place = { run, plan, records: own, keys: keysOf(run.entity), payee, payees: payees().rows, rest };
        return [limitColumns(place, step)];
      }),
    ),
  );

  const slowRows = prepared.slow.reduce((sum, { rows }) => sum + rows.length, 0);
  const outcome: Outcome = {
    refused: false,
    get diagnostics() {
      return merged(
        [...orphans(), ...outside(), ...(rest?.diagnostics ?? [])],
        [...later.diagnostics(), ...checked.diagnostics()],
      );
    },
    assumptions: assumptions(headingsIn(input)),
    get total() {
      return totals().all;
    },
    get byBenefit() {
      return totals().byBenefit;
    },
    claims: (benefit) => {
      const found = claims.get(benefit);
      if (found !== undefined) return found;
      const { run, plan } = place(benefit);
      const made = claimColumns(run, plan, payees().of(run.entity), step, claimsOf(benefit), vectors);
      claims.set(benefit, made);
      return made;
    },
    payees: once(() => payeeColumns(summed(), payees(), keysOf, step)),
    limits,
    totalsBy: (groups, count, benefit) => {
      const list =
        benefit === undefined ? [...summed().values()] : [summed().get(benefit)].filter((s) => s !== undefined);
      return totalsIn(list, groups, count, payees().rows, rounding);
    },
    claim: (benefit, row) => {
      const { run, plan } = place(benefit);
      if (!(row >= 0 && row < run.rows)) throw new RangeError(`${benefit} has no claim ${row}`);
      const known = claimsOf(benefit).get(row);
      if (known !== undefined) return known;
      const own = records.get(run.entity) as Records;
      return own.claim(plan, row, keysOf(run.entity)[row] as string, payeeAt(run.entity, row));
    },
    eligibility: (entity, row) => {
      const run = runOf.get(entity);
      if (run === undefined || run.plan.eligible === null) return rest?.eligibility(entity).get(row) ?? null;
      if (!(row >= 0 && row < run.rows)) return null;
      const known = rest?.eligibility(entity).get(row);
      return known ?? (records.get(entity) as Records).eligibility(row, keysOf(entity)[row] as string);
    },
    parts: () => later.parts(),
    partTotals: once(() => partTotals(input, outcome)),
    checks: () => checked.columns(),
    differences: () => later.differences(),
    clawbacks: () => later.clawbacks(),
    // A pot that is divided among payees is a stratum of its own.
    unspent: () => [],
    engine: { name: "columns", slowRows, whole: [] },
  };
  const later = laterStages(given, outcome);
  const checked = checksBy(tableInputOf(input), outcome, engine, later.checks);
  return outcome;
}

/** With what the interpreter says of the rows that kernels left. */
function withClaims(
  { all, byBenefit }: GroupTotals,
  claimsOf: (benefit: string) => ReadonlyMap<number, Claim>,
  rounding: Rounding,
): GroupTotals {
  const claims = Object.keys(byBenefit).map((id): [string, Claim[]] => [id, [...claimsOf(id).values()]]);
  const more = (own: Total, list: readonly Claim[]) =>
    list.length === 0 ? own : plus(own, totalOf(list, rounding), rounding);
  return {
    all: more(
      all,
      claims.flatMap(([, list]) => list),
    ),
    byBenefit: Object.fromEntries(claims.map(([id, list]) => [id, more(byBenefit[id] as Total, list)])),
  };
}

/** What the later stages said and the earlier ones did not. */
function merged(a: readonly Diagnostic[], b: readonly Diagnostic[]): readonly Diagnostic[] {
  if (b.length === 0) return a;
  const key = (d: Diagnostic) => JSON.stringify([d.code, d.params]);
  const said = new Set(a.map(key));
  return [...a, ...b.filter((d) => !said.has(key(d)))];
}

// ---------------------------------------------------------------- payees

function payeeColumns(
  benefits: ReadonlyMap<string, Summed>,
  payees: PayeeRows,
  keysOf: (entity: string) => readonly string[],
  step: R.Rational,
): PayeeColumns {
  const undecided = new Uint16Array(payees.rows);
  // What the interpreter says of its own payees, who have no row by kernel.
  const others = new Map<number, { net: R.Rational; ceiling: R.Rational | null }>();
  for (const { payee, rest } of benefits.values()) {
    for (const [row, claim] of rest) {
      const at = payee[row] as number;
      const before = others.get(at) ?? { net: R.ZERO, ceiling: R.ZERO };
      const nothing = claim.state === "notDue" || claim.state === "notEligible";
      const most = nothing ? (claim.ceiling ?? R.ZERO) : claim.ceiling;
      others.set(at, {
        net: claim.net === null ? before.net : R.add(before.net, claim.net),
        ceiling: before.ceiling === null || most === null ? null : R.add(before.ceiling, most),
      });
      if (claim.state === "undecided") undecided[at] = (undecided[at] as number) + 1;
    }
  }
  const list = [...benefits.values()];
  const amounts = (node: (b: BenefitPlan) => NodeId, rest: ReadonlyMap<number, R.Rational | null>): Amounts =>
    amountsFrom({ values: sumsOf(list, node, payees.rows), scale: step.d, times: step.n }, payees.rows, null, rest);
  return {
    rows: payees.rows,
    entity: payees.entity,
    entities: payees.entities,
    at: payees.at,
    key: (index) => {
      const entity = payees.entities[payees.entity === null ? 0 : (payees.entity[index] as number)] ?? "";
      return keysOf(entity)[payees.at[index] as number] ?? "";
    },
    net: amounts((b) => b.net, new Map([...others].map(([at, o]) => [at, o.net]))),
    ceiling: amounts((b) => b.secondNet, new Map([...others].map(([at, o]) => [at, o.ceiling]))),
    undecided,
  };
}

const EXACT = 2n ** 53n;

/** The steps of each payee: doubles hold them where the ranges prove it. */
function sumsOf(
  benefits: readonly Summed[],
  node: (b: BenefitPlan) => NodeId,
  payees: number,
): Int32Array | BigInt64Array {
  const most = benefits.reduce((sum, { run, benefit }) => {
    const { low, high } = run.plan.nodes[node(benefit)] as NumberNode;
    return sum + (high > -low ? high : -low) * BigInt(Math.max(1, run.rows));
  }, 0n);
  const sums = most < EXACT ? new Float64Array(payees) : new BigInt64Array(payees);
  for (const { run, benefit, payee } of benefits) {
    const values = run.column(node(benefit));
    for (let row = 0; row < run.rows; row += 1) {
      if (run.slow[row] === 1) continue;
      const at = payee[row] as number;
      if (sums instanceof Float64Array) sums[at] = (sums[at] as number) + Number(values[row]);
      else sums[at] = (sums[at] as bigint) + BigInt(values[row] as number | bigint);
    }
  }
  return sums instanceof Float64Array ? narrowed(sums) : sums;
}
