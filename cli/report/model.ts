/** A run's result put together for people: by benefit, by town, what is open, who is left out and why. */
import { add, type Rational, sub, ZERO } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { label, type Named, rootEntity, spellings } from "../../runtime/ingest/index.js";
import { becauseWords, type Conditions, nameOf, reasonWords } from "../../runtime/office/words.js";
import type { Roster, Row } from "../../runtime/roster.js";
import type { Claim, EligibilityResult, LimitGroup, RunResult } from "../../runtime/run.js";
import { groupBy } from "./group.js";

export interface Payee {
  readonly row: Row;
  readonly town: string | null;
  readonly eligibility: EligibilityResult | null;
  /** In the policy's order. */
  readonly claims: readonly Claim[];
  readonly net: Rational;
  /** Second run; null if one of its claims has none. */
  readonly ceiling: Rational | null;
  readonly undecided: boolean;
}

/** The limit of one town's whole budget: 指标, 测算, 结余. */
export interface Quota {
  readonly limit: string;
  readonly ceiling: Rational | null;
  /** After the limit; for one that only reports, what is claimed. */
  readonly spent: Rational;
  /** Negative: over. */
  readonly left: Rational | null;
  readonly provisional: boolean;
}

export interface TownTotal {
  /** null: the field is blank. */
  readonly town: string | null;
  readonly payees: number;
  readonly recipients: number;
  readonly undecided: number;
  readonly amount: Rational;
  /** Sum of the known ceilings, and how many are not known. */
  readonly ceiling: Rational;
  readonly openCeilings: number;
  readonly quotas: readonly Quota[];
}

export interface Listed {
  readonly payee: Payee;
  readonly why: readonly Named[];
}

export interface Grouped {
  readonly why: Named;
  readonly count: number;
}

export interface Report {
  readonly policy: Policy;
  readonly result: RunResult;
  /** What towns are told apart by; null: the roster has no such column. */
  readonly by: { readonly field: string; readonly name: Named } | null;
  readonly payees: readonly Payee[];
  readonly towns: readonly TownTotal[];
  /** Limits over groups wider than a payee that are not among the towns' quotas. */
  readonly pots: readonly LimitGroup[];
  /** Payees with something undecided, and why. */
  readonly undecided: readonly Listed[];
  readonly excluded: readonly Listed[];
  readonly excludedBy: readonly Grouped[];
}

/** The field that groups the totals: the one named, else `town`. undefined: there is no field of that name. */
export function groupingField(policy: Policy, named: string | null): string | null | undefined {
  const root = policy.entities.find((e) => e.id === rootEntity(policy));
  if (!root) return null;
  const wanted = label(named ?? "town");
  const field = root.fields.find((f) =>
    spellings(f.id, policy.about[`${root.id}.${f.id}`], f.aliases).includes(wanted),
  );
  if (field) return field.id;
  return named === null ? null : undefined;
}

export function buildReport(
  policy: Policy,
  roster: Roster,
  result: RunResult,
  field: string | null,
  conditions: Conditions,
): Report {
  const root = rootEntity(policy) ?? "";
  const rows = roster.entities[root] ?? [];
  const has = field !== null && (roster.columns[root] ?? []).includes(field);
  const claims = groupBy(
    result.claims.filter((c) => c.payee.entity === root),
    (c) => c.payee.row,
  );
  const eligibility = new Map(result.eligibility.filter((e) => e.entity === root).map((e) => [e.row, e]));
  const totals = new Map(result.payees.filter((p) => p.entity === root).map((p) => [p.row, p]));
  const payees = rows.map((row): Payee => {
    const total = totals.get(row.key);
    const found = eligibility.get(row.key) ?? null;
    const town = has ? (row.cells[field] ?? null) : null;
    return {
      row,
      town: town === null ? null : String(town),
      eligibility: found,
      claims: claims.get(row.key) ?? [],
      net: total?.net ?? ZERO,
      ceiling: total ? total.ceiling : ZERO,
      undecided: (total?.undecided ?? 0) > 0 || found?.state === "undecided",
    };
  });

  const quotaLimits = policy.limits.filter((l) => has && isQuota(l, field));
  const towns = has
    ? townTotals(
        payees,
        result,
        quotaLimits.map((l) => l.id),
      )
    : [];
  const inTowns = new Set(quotaLimits.map((l) => l.id));
  const wide = new Set(policy.limits.filter((l) => !l.group.some((g) => g.kind === "entity")).map((l) => l.id));
  const excluded = payees.flatMap((payee) =>
    payee.eligibility?.state === "notEligible" && payee.eligibility.because
      ? [{ payee, why: [becauseWords(payee.eligibility.because, conditions)] }]
      : [],
  );
  return {
    policy,
    result,
    by: has ? { field, name: nameOf(policy, `${root}.${field}`) } : null,
    payees,
    towns,
    pots: result.limits.filter((g) => wide.has(g.limit) && !inTowns.has(g.limit)),
    undecided: payees.filter((p) => p.undecided).map((payee) => ({ payee, why: whyUndecided(policy, payee) })),
    excluded,
    excludedBy: [...groupBy(excluded, (e) => e.why[0]?.zh ?? "").values()]
      .map((all) => ({ why: all[0]?.why[0] as Named, count: all.length }))
      .sort((a, b) => b.count - a.count),
  };
}

/** Money per town and nothing else: the town's budget. */
function isQuota(limit: Policy["limits"][number], field: string): boolean {
  const [group] = limit.group;
  return (
    limit.group.length === 1 && limit.counts === "money" && group?.kind === "field" && readsField(group.expr, field)
  );
}

function readsField(expr: unknown, field: string): boolean {
  const e = expr as { readonly op?: string; readonly field?: string };
  return e.op === "field" && e.field === field;
}

function townTotals(payees: readonly Payee[], result: RunResult, quotas: readonly string[]): TownTotal[] {
  const groups = new Map(result.limits.map((g) => [`${g.limit}\0${g.group.join("\0")}`, g]));
  return [...groupBy(payees, (p) => p.town)].map(([town, all]) => ({
    town,
    payees: all.length,
    recipients: all.filter((p) => p.net.n > 0n).length,
    undecided: all.filter((p) => p.undecided).length,
    amount: all.reduce((sum, p) => add(sum, p.net), ZERO),
    ceiling: all.reduce((sum, p) => add(sum, p.ceiling ?? ZERO), ZERO),
    openCeilings: all.filter((p) => p.ceiling === null).length,
    quotas: quotas.flatMap((limit) => {
      const g = groups.get(`${limit}\0${town}`);
      return g ? [quota(g)] : [];
    }),
  }));
}

export function quota(g: LimitGroup): Quota {
  const spent = add(g.granted, g.used);
  return {
    limit: g.limit,
    ceiling: g.ceiling,
    spent,
    left: g.ceiling === null ? null : sub(g.ceiling, spent),
    provisional: g.provisional,
  };
}

function whyUndecided(policy: Policy, payee: Payee): Named[] {
  const reasons =
    payee.eligibility?.state === "undecided"
      ? payee.eligibility.reasons
      : payee.claims.filter((c) => c.state === "undecided").flatMap((c) => c.reasons);
  const words = reasons.map((r) => reasonWords(policy, r));
  return [...new Map(words.map((w) => [w.zh, w])).values()];
}
