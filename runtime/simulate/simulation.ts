/** One scenario run and told in full, as plain data. Amounts are exact, in yuan. */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Rational } from "../../compiler/ir/rational.js";
import * as R from "../../compiler/ir/rational.js";
import { type Outcome, STATES } from "../outcome.js";
import type { State, Total, Unspent } from "../run.js";
import { type Case, prepareCase } from "./case.js";
import type { Engine, TableInput } from "./engine.js";
import { type Dimension, type Groups, groupableFields, groupsOf } from "./groups.js";
import type { GroupLabel } from "./labels.js";
import { type CashFlow, cashFlow } from "./results/cash.js";
import { type Funnel, funnels } from "./results/funnel.js";
import { type LimitHit, limitResults, type Pot } from "./results/limits.js";
import { type Target, targets, targetsByRows, withBases } from "./results/targets.js";
import { type Undecided, undecided } from "./results/undecided.js";

/** A case with what came of it. */
export interface CaseRun {
  readonly of: Case;
  readonly input: TableInput;
  readonly outcome: Outcome;
  /** What growth did. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws ScenarioFault for a scenario that cannot be carried out. A run that is refused says so in its outcome. */
export function runCase(of: Case, engine: Engine): CaseRun {
  const { input, diagnostics } = prepareCase(of);
  return { of, input, outcome: engine({ ...input, policy: withBases(input.policy) }), diagnostics };
}

export interface BenefitResult {
  readonly benefit: string;
  readonly total: Total;
  /** Rows of the benefit's entity by state. */
  readonly states: Readonly<Record<State, number>>;
}

export interface GroupResult {
  readonly label: GroupLabel;
  readonly payees: number;
  readonly total: Total;
  /** In the policy's order; empty unless asked for. */
  readonly benefits: readonly { readonly benefit: string; readonly amount: Rational; readonly recipients: number }[];
}

export interface Breakdown {
  readonly groups: Groups;
  readonly rows: readonly GroupResult[];
}

/** rate × total area beside the sum of what each payee gets, and what rounding each of them adds. */
export interface RoundingResult {
  /** null: all benefits. */
  readonly benefit: string | null;
  /** Settled claims after cuts: their sum, and that sum rounded once. */
  readonly exact: Rational;
  readonly exactToStep: Rational;
  /** The sum of the rounded claims. */
  readonly rounded: Rational;
  /** rounded − exactToStep. */
  readonly difference: Rational;
}

export interface Simulation {
  readonly name: string;
  readonly year: number | null;
  readonly policy: { readonly id: string; readonly version: string };
  readonly asOf: string;
  /** The run was refused: everything below is empty, and `diagnostics` say why. */
  readonly refused: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly assumptions: readonly Diagnostic[];
  readonly payees: number;
  readonly total: Total;
  readonly benefits: readonly BenefitResult[];
  readonly by: readonly Breakdown[];
  readonly limits: readonly LimitHit[];
  readonly pots: readonly Pot[];
  readonly cash: CashFlow;
  readonly targets: readonly Target[];
  /** Checks that were not worked out: only rows of objects tell them, and there are more payees than `targetsUpTo`. */
  readonly targetsLeft: readonly string[];
  readonly undecided: Undecided;
  readonly rounding: readonly RoundingResult[];
  readonly funnels: readonly Funnel[];
  readonly unspent: readonly Unspent[];
  readonly engine: Outcome["engine"];
}

export interface SimulationOptions {
  /** What payees are told apart by; `usualDimensions` unless given. */
  readonly by?: readonly Dimension[];
  /** Whether each group has its benefits too. */
  readonly benefitsByGroup?: boolean;
  /** Undecided claims, and payees cut off from each pot, that are listed one by one; 1,000 unless given. */
  readonly listUpTo?: number;
  /** Checks that columns cannot tell are worked out from rows of objects: of more payees these take gigabytes. 200,000 unless given. */
  readonly targetsUpTo?: number;
}

export function simulate(of: Case, engine: Engine, options: SimulationOptions = {}): Simulation {
  return tell(runCase(of, engine), options);
}

/** What came of a case, put together. */
export function tell(run: CaseRun, options: SimulationOptions = {}): Simulation {
  const { outcome } = run;
  const { policy } = run.of;
  const { scenario } = run.of;
  const listUpTo = options.listUpTo ?? 1000;
  const payees = outcome.payees();
  const { hits, pots } = outcome.refused ? { hits: [], pots: [] } : limitResults(run.input.policy, outcome, listUpTo);
  const isSmall = payees.rows <= (options.targetsUpTo ?? 200_000);
  const told = outcome.refused ? { ...policy, benefits: [], checks: [] } : policy;
  return {
    name: scenario.name,
    year: scenario.year ?? null,
    policy: { id: policy.id, version: policy.version },
    asOf: scenario.asOf,
    refused: outcome.refused,
    diagnostics: [...run.diagnostics, ...outcome.diagnostics],
    assumptions: outcome.assumptions,
    payees: payees.rows,
    total: outcome.total,
    benefits: told.benefits.map((b) => benefitResult(b.id, outcome)),
    by: outcome.refused
      ? []
      : (options.by ?? usualDimensions(run)).map((d) => breakdown(run, d, options.benefitsByGroup === true)),
    limits: hits,
    pots,
    cash: cashFlow(outcome),
    targets: told.checks.length === 0 ? [] : targets(told, outcome, isSmall),
    targetsLeft: told.checks.length === 0 || isSmall ? [] : targetsByRows(told, outcome),
    undecided: undecided(told, outcome, listUpTo),
    rounding: roundings(
      told.benefits.map((b) => b.id),
      outcome,
    ),
    funnels: funnels(told, outcome),
    unspent: outcome.unspent(),
    engine: outcome.engine,
  };
}

function benefitResult(benefit: string, outcome: Outcome): BenefitResult {
  const counts = new Array<number>(STATES.length).fill(0);
  for (const state of outcome.claims(benefit).state) counts[state] = (counts[state] as number) + 1;
  return {
    benefit,
    total: outcome.byBenefit[benefit] as Total,
    states: Object.fromEntries(STATES.map((s, i) => [s, counts[i] as number])) as Record<State, number>,
  };
}

function roundings(benefits: readonly string[], outcome: Outcome): RoundingResult[] {
  const one = (benefit: string | null, { exact, exactToStep, rounded }: Total): RoundingResult => ({
    benefit,
    exact,
    exactToStep,
    rounded,
    difference: R.sub(rounded, exactToStep),
  });
  const each = benefits.flatMap((b) => {
    const total = outcome.byBenefit[b];
    return total ? [one(b, total)] : [];
  });
  return [...each, one(null, outcome.total)];
}

/** Totals of each group of payees. The groups' amounts sum to the total. */
export function breakdown(run: CaseRun, dimension: Dimension, withBenefits = false): Breakdown {
  const { outcome, input } = run;
  const groups = groupsOf(input.policy, input.table, outcome.payees(), dimension);
  const count = groups.labels.length;
  const payees = new Float64Array(count);
  for (const group of groups.of) payees[group] = (payees[group] as number) + 1;
  const totals = outcome.totalsBy(groups.of, count);
  const benefits = withBenefits
    ? run.of.policy.benefits.map((b) => ({ benefit: b.id, totals: outcome.totalsBy(groups.of, count, b.id) }))
    : [];
  return {
    groups,
    rows: groups.labels.map((label, i) => ({
      label,
      payees: payees[i] as number,
      total: totals[i] as Total,
      benefits: benefits.map((b) => ({
        benefit: b.benefit,
        amount: b.totals[i]?.amount ?? R.ZERO,
        recipients: b.totals[i]?.recipients ?? 0,
      })),
    })),
  };
}

/** Town, the type of household and tenths of income, where the roster has them. */
export function usualDimensions(run: Pick<CaseRun, "input" | "outcome">): Dimension[] {
  const { policy, table } = run.input;
  const fields = groupableFields(policy, table, run.outcome.payees());
  const find = (id: string) => fields.find((f) => f.endsWith(`.${id}`));
  const income = find("per_head_income") ?? find("income");
  return [
    ...["town", "registered"].flatMap((id): Dimension[] => {
      const field = find(id);
      return field ? [{ kind: "field", field }] : [];
    }),
    ...(income ? [{ kind: "parts", field: income, parts: 10 } as const] : []),
  ];
}
