/** Both engines on one input, compared as exact text at every stage. */
import { plan } from "../../compiler/backends/columnar/index.js";
import { type Rational, text } from "../../compiler/ir/rational.js";
import { type ColumnarOutcome, runColumnar } from "../../runtime/columnar/index.js";
import { run } from "../../runtime/index.js";
import { type ClaimColumns, type LimitColumns, type Outcome, STATES, type Stage } from "../../runtime/outcome.js";
import { amountAt, outcomeOf } from "../../runtime/outcomes/index.js";
import type { RunInput, RunResult } from "../../runtime/run.js";
import { tableOf } from "../../runtime/table/index.js";

/** A value with every rational in it as text, so that two can be compared and shown. */
export function exact(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(exact);
  if ("n" in value && "d" in value && typeof value.n === "bigint") return text(value as Rational);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, exact((value as Record<string, unknown>)[key])]),
  );
}

export interface Compared {
  readonly reference: RunResult;
  readonly columnar: ColumnarOutcome;
  /** Where the two differ, one line each; empty if nowhere. */
  readonly differences: string[];
}

function lines(items: readonly object[]): string[] {
  return items.map((item) => JSON.stringify(exact(item)));
}

function differ(what: string, actual: readonly string[], expected: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < Math.max(actual.length, expected.length); i += 1) {
    if (actual[i] !== expected[i]) out.push(`${what} ${i}:\n  columns   ${actual[i]}\n  reference ${expected[i]}`);
  }
  return out.slice(0, 5);
}

const STAGES: readonly Stage[] = ["gross", "bounded", "rounded", "afterOnce", "net", "high", "ceiling"];

/**
 * Every claim, verdict, limit and total of a run, by kernels with and without vectors, against the interpreter. From the
 * columns and row by row; totals by the field `by` too.
 */
export function compareEngines(input: RunInput, by?: string): Compared {
  const reference = run(input);
  const expected = outcomeOf(input, reference);
  const columnar = runColumnar(input, plan);
  const differences = against(input, columnar, expected, reference, by);
  if (columnar.engine.whole.length === 0) {
    const scalar = runColumnar(input, plan, { vectors: false });
    differences.push(...against(input, scalar, expected, reference, by).map((d) => `scalar ${d}`));
    // The same rows given as columns alone.
    const { roster: _, ...rest } = input;
    const tabled = runColumnar({ ...rest, table: tableOf(input.roster, input.policy) }, plan);
    differences.push(...differ("table total", lines([tabled.total]), lines([reference.total])));
  }
  return { reference, columnar, differences };
}

function against(
  input: RunInput,
  columnar: Outcome,
  expected: Outcome,
  reference: RunResult,
  by: string | undefined,
): string[] {
  const { policy } = input;
  const out = [
    ...differ("total", lines([columnar.total]), lines([reference.total])),
    ...differ("by benefit", lines(Object.entries(columnar.byBenefit)), lines(Object.entries(reference.byBenefit))),
    ...differ("payees", payeeLines(columnar), payeeLines(expected)),
    ...differ("parts", lines([...columnar.parts()]), lines(reference.parts)),
    ...differ("part totals", lines([...columnar.partTotals()]).sort(), lines([...expected.partTotals()]).sort()),
    ...differ("checks", lines(columnar.checks().flatMap((c) => c.results())), lines(reference.checks)),
    ...differ("check columns", checkLines(columnar), checkLines(expected)),
    ...differ("differences", lines(columnar.differences()), lines(reference.differences)),
    ...differ("clawbacks", lines(columnar.clawbacks()), lines(reference.clawbacks)),
    ...differ("unspent", lines(columnar.unspent()), lines(reference.unspent)),
    // Which message comes first is for each engine, as they work in different orders; none needs to be said twice.
    ...differ(
      "diagnostics",
      [...new Set(lines(columnar.diagnostics))].sort(),
      [...new Set(lines(reference.diagnostics))].sort(),
    ),
    ...differ("assumptions", lines(columnar.assumptions), lines(reference.assumptions)),
  ];
  for (const { id } of reference.refused ? [] : policy.benefits) {
    const own = reference.claims.filter((c) => c.benefit === id);
    out.push(...differ(`claim ${id}`, lines(own.map((_, row) => columnar.claim(id, row))), lines(own)));
    out.push(...differ(`columns ${id}`, claimLines(columnar.claims(id)), claimLines(expected.claims(id))));
  }
  for (const entity of new Set(policy.eligibility.map((e) => e.entity))) {
    const own = reference.eligibility.filter((e) => e.entity === entity);
    const found = own.map((_, row) => columnar.eligibility(entity, row) ?? {});
    out.push(...differ(`eligibility ${entity}`, lines(found), lines(own)));
  }
  out.push(...differ("limit", limitLines(columnar.limits()), limitLines(expected.limits())));
  const groups = groupsBy(input, expected, by);
  const grouped = (o: Outcome) =>
    [undefined, ...policy.benefits.map((b) => b.id)].flatMap((b) => o.totalsBy(groups, 3, b));
  if (!reference.refused) out.push(...differ("totals by group", lines(grouped(columnar)), lines(grouped(expected))));
  return out;
}

function checkLines(outcome: Outcome): string[] {
  return lines(
    outcome
      .checks()
      .map((c) => ({ ...c, byRows: null, state: [...c.state()], excepted: [...c.excepted()], money: c.money() })),
  );
}

/** Three groups of payees: by a field of theirs, or by place. */
function groupsBy(input: RunInput, outcome: Outcome, field: string | undefined): Uint8Array {
  const { at, rows, entity, entities } = outcome.payees();
  return Uint8Array.from({ length: rows }, (_, i) => {
    const row = input.roster.entities[entities[entity?.[i] ?? 0] ?? ""]?.[at[i] as number];
    const cell = field === undefined ? null : (row?.cells[field] ?? null);
    return field === undefined ? i % 3 : cell === "甲镇" ? 0 : cell === null ? 1 : 2;
  });
}

function claimLines(c: ClaimColumns): string[] {
  return Array.from({ length: c.rows }, (_, row) => {
    const because = c.because[row] as number;
    const amounts = STAGES.map((stage) => [stage, exact(amountAt(c.amounts(stage), row))]);
    const why = because === 0 ? null : (c.causes[because - 1] ?? "?");
    return JSON.stringify([c.entity, c.payee[row], STATES[c.state[row] as number], exact(why), amounts]);
  });
}

function payeeLines(outcome: Outcome): string[] {
  const p = outcome.payees();
  return Array.from({ length: p.rows }, (_, i) => {
    const entity = p.entities[p.entity?.[i] ?? 0];
    const amounts = [p.net, p.ceiling].map((a) => exact(amountAt(a, i)));
    return JSON.stringify([entity, p.at[i], p.key(i), amounts, p.undecided[i]]);
  });
}

function limitLines(limits: readonly LimitColumns[]): string[] {
  const whats = ["ceiling", "used", "claimed", "granted", "left", "over", "reserve"] as const;
  return limits.flatMap((l) => [
    ...Array.from({ length: l.groups }, (_, i) =>
      JSON.stringify([exact(l.group(i)), whats.map((what) => exact(amountAt(l.amounts(what), i)))]),
    ),
    JSON.stringify([l.limit, [...l.of], Object.entries(l.cut).map(([b, cut]) => [b, [...cut]])]),
  ]);
}
