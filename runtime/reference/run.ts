/**
 * The plain interpreter: it defines what a policy means, and every other engine must agree with it. A run is the stages of
 * the meaning in order; each reads the ones before it. Nothing here is fast for its own sake.
 */
import { type Diagnostic, diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import * as R from "../../compiler/ir/rational.js";
import type { AmountAward, BenefitDef, Policy } from "../../compiler/ir/types.js";
import type { LimitGroup, RunInput, RunResult, Unspent } from "../run.js";
import { checks } from "./checks.js";
import { claimOf, type Draft, draft, type Entitlement, type Entitlements, entitlements } from "./claims.js";
import { dependence } from "./depends.js";
import { clawbacks, differences } from "./differences.js";
import { approved, hasColumn } from "./entered.js";
import { evaluate } from "./evaluate.js";
import { type Facts, factsDate, type Node, readFacts } from "./facts.js";
import { type Eligibilities, eligibilities, eligibilityResults, type Verdict } from "./guard.js";
import { type Outside, outsideLife, speaksFor } from "./life.js";
import { applyLimit } from "./limits.js";
import { named } from "./names.js";
import { strikeRepeated } from "./once.js";
import { payeeOf, payeesOf } from "./payees.js";
import { payOuts } from "./payout.js";
import { type Pool, pools, portionsOf } from "./portion.js";
import { assumptions, refusals } from "./refusals.js";
import type { Rounding } from "./rounding.js";
import { frame, type Share, scopeOn, type World } from "./scope.js";
import { payeeTotals, totalOf, totalsBy } from "./totals.js";
import { unspentOf } from "./unspent.js";
import * as V from "./value.js";

/** Runs a policy on a roster. Never throws for what a policy or roster says: see `diagnostics` and `refused`. */
export function run(input: RunInput): RunResult {
  return openRun(input).result;
}

/** A run, and the world it leaves behind, in which expressions of stage 9 can be evaluated. Null if it was refused. */
export interface OpenRun {
  readonly result: RunResult;
  readonly world: World | null;
}

export function openRun(input: RunInput): OpenRun {
  const refused = refusals(input);
  if (refused.length > 0) return { result: refusal(input, refused), world: null };
  const { actual, ceiling } = evaluations(input, {});
  return { result: report(input, actual, ceiling), world: actual.world };
}

/** What another engine has worked out already, in place of what a world would work out itself. */
export interface Given {
  readonly stages?: Partial<World["stages"]>;
  readonly sets?: World["given"];
  /** Stages 1 to 3 of a claim; null: not known. */
  readonly entitlement?: (benefit: BenefitDef, node: Node, entered: World["entered"]) => Entitlement | null;
  /** Stage 1 of a row; null: not known. */
  readonly eligible?: (node: Node) => Verdict | null;
  /** Entered amounts at their ceilings change no claim of this row, nor any that meets one of its claims under a limit. */
  readonly alike?: (node: Node) => boolean;
}

/** Stages 1 to 7 of a run. */
export type Settled = Pick<RunResult, "claims" | "eligibility" | "limits" | "diagnostics">;

/** Stages 1 to 7 alone. Not for a run that `refusals` refuses. */
export function settled(input: RunInput, given: Given): Settled {
  const { actual, ceiling } = evaluations(input, given);
  return settledOf(actual, ceiling);
}

function evaluations(input: RunInput, given: Given): { readonly actual: Evaluation; readonly ceiling: Evaluation } {
  const facts = readFacts(input.policy, input.roster);
  // The second run has every entered amount at its ceiling; where nothing is entered the runs are the same.
  const second = input.policy.benefits.some((b) => b.entered)
    ? evaluation(input, facts, "atCeiling", null, given)
    : null;
  const actual = evaluation(input, facts, "asEntered", second, given);
  second?.settle();
  actual.settle();
  return { actual, ceiling: second ?? actual };
}

function settledOf(actual: Evaluation, ceiling: Evaluation): Settled {
  return {
    eligibility: eligibilityResults(actual.world, actual.eligible),
    // Both runs make their claims in the same order.
    claims: actual.drafts.map((d, i) => claimOf(d, ceiling.inStep[i] ?? d)),
    limits: actual.limits,
    get diagnostics() {
      return actual.diagnostics;
    },
  };
}

/** Stages 1 to 4 asked claim by claim, as on the rows of the roster that are there. */
export interface OpenRows {
  readonly world: World;
  readonly draft: (benefit: BenefitDef, node: Node) => Draft;
  readonly eligible: Eligibilities;
  /** What the pots of a benefit leave that are divided among these rows. */
  readonly unspent: (benefit: BenefitDef) => readonly Unspent[];
  readonly diagnostics: () => readonly Diagnostic[];
}

/** A world in which nothing is worked out before it is asked for. Not for a run that `refusals` refuses. */
export function openRows(input: RunInput, entered: World["entered"] = "asEntered", given: Given = {}): OpenRows {
  const facts = readFacts(input.policy, input.roster);
  const ceiling =
    entered === "asEntered" && input.policy.benefits.some((b) => b.entered)
      ? evaluation(input, facts, "atCeiling", null, given)
      : null;
  const own = evaluation(input, facts, entered, ceiling, given);
  const { world, draft, eligible, unspent } = own;
  return { world, draft, eligible, unspent, diagnostics: () => own.diagnostics };
}

/** Stages 1 to 7 of a policy on a roster, with entered amounts read one way. */
interface Evaluation {
  readonly world: World;
  readonly eligible: Eligibilities;
  readonly drafts: readonly Draft[];
  /** Draft by draft as the other evaluation has them; null: as there. */
  readonly inStep: readonly (Draft | null)[];
  readonly limits: readonly LimitGroup[];
  readonly diagnostics: readonly Diagnostic[];
  readonly unspent: (benefit: BenefitDef) => readonly Unspent[];
  /** Stages 1 to 4 of one claim. */
  readonly draft: (benefit: BenefitDef, node: Node) => Draft;
  /** Stages 2 to 7. */
  readonly settle: () => void;
}

function evaluation(
  input: RunInput,
  facts: Facts,
  entered: World["entered"],
  second: Evaluation | null,
  given: Given = {},
): Evaluation {
  const { policy } = input;
  const payees = payeesOf(policy);
  const rounding = roundingOf(policy);
  const said = new Map<string, Diagnostic>();
  const drafts: Draft[] = [];
  const inStep: (Draft | null)[] = [];
  const limits: LimitGroup[] = [];
  const shared = new Map<BenefitDef, ReadonlyMap<AmountAward, readonly Pool[]>>();
  let isSettled = false;
  // By benefit and place of the row: made when a check or a pay-out asks.
  let nets: ReadonlyMap<BenefitDef, readonly (Draft | undefined)[]> | null = null;

  const world: World = {
    input,
    policy,
    facts,
    depends: dependence(policy),
    values: new Map(policy.values.map((v) => [v.id, v])),
    benefits: new Map(policy.benefits.map((b) => [b.id, b])),
    entered,
    evaluate,
    base: frame(null, null),
    report: (d) => said.set(JSON.stringify([d.code, d.params]), d),
    stages: {
      eligible: (node) => eligible.value(node),
      gross: (benefit, node) => entitled.gross(benefit, node),
      approved: (benefit, node) =>
        hasColumn(world, benefit.id) ? approved(scopeOn(world, node, benefit.id)) : entitled.gross(benefit, node),
      ceiling: (benefit, node) => second?.world.stages.ceiling(benefit, node) ?? rounded(benefit, node),
      net: (benefit, node) => net(benefit, node),
      share: (leaf, node) => share(leaf, node),
      ...given.stages,
    },
    given: given.sets,
  };
  const eligible = eligibilities(world, given.eligible ?? (() => null));
  const known = given.entitlement;
  const entitled: Entitlements = entitlements(world, eligible, (benefit, node) =>
    known === undefined ? null : known(benefit, node, entered),
  );

  function rounded(benefit: BenefitDef, node: Node): V.Value {
    const d = draft(benefit, node, node, entitled.of(benefit, node), rounding, false);
    return d.state === "open" ? V.range(R.ZERO, d.high, d.reasons) : V.known(d.amount);
  }

  function net(benefit: BenefitDef, node: Node): V.Value {
    if (!isSettled) return V.because("order", benefit.id, node.entity, node.key);
    nets ??= byPlace(drafts, policy);
    const d = nets.get(benefit)?.[node.index];
    if (d === undefined) return V.known(R.ZERO);
    return d.state === "open" ? V.range(R.ZERO, d.high, d.reasons) : V.known(d.amount);
  }

  function poolsOf(benefit: BenefitDef): ReadonlyMap<AmountAward, readonly Pool[]> {
    const found = shared.get(benefit) ?? pools(world, benefit, eligible);
    shared.set(benefit, found);
    return found;
  }

  function share(leaf: AmountAward, node: Node): Share {
    for (const benefit of policy.benefits) {
      if (benefit.entity !== node.entity) continue;
      const found = poolsOf(benefit)
        .get(leaf)
        ?.find((pool) => pool.shares.has(node));
      if (found !== undefined) return found.shares.get(node) as Share;
    }
    return { value: V.known(R.ZERO), provisional: false };
  }

  const divided = new Set(policy.benefits.filter((b) => portionsOf(b.award).length > 0));

  function provisional(benefit: BenefitDef, node: Node): boolean {
    if (!divided.has(benefit)) return false;
    const told = given.stages?.share;
    if (told !== undefined) return portionsOf(benefit.award).some((leaf) => told(leaf, node).provisional);
    return [...poolsOf(benefit).values()].some((list) =>
      list.some((pool) => pool.shares.get(node)?.provisional === true),
    );
  }

  function draftOf(benefit: BenefitDef, node: Node): Draft {
    const entitlement = entitled.of(benefit, node);
    return draft(benefit, node, payeeOf(node, payees), entitlement, rounding, provisional(benefit, node));
  }

  function settle(): void {
    for (const entity of policy.entities) {
      const benefits = policy.benefits.filter((b) => b.entity === entity.id);
      for (const node of benefits.length === 0 ? [] : (facts.nodes.get(entity.id) ?? [])) {
        const alike = entered === "atCeiling" && given.alike?.(node) === true;
        for (const benefit of benefits) {
          const own = alike ? null : draftOf(benefit, node);
          inStep.push(own);
          if (own !== null) drafts.push(own);
        }
      }
    }
    // What is not due takes no part in the stages between: no stage makes it due.
    const due = drafts.filter((d) => d.state !== "none");
    strikeRepeated(world, due);
    for (const limit of policy.limits) limits.push(...applyLimit(world, limit, due, payees));
    isSettled = true;
  }

  return {
    world,
    eligible,
    drafts,
    inStep,
    limits,
    draft: draftOf,
    settle,
    unspent: (benefit) => unspentOf(world, benefit, [...poolsOf(benefit).values()].flat(), rounding),
    get diagnostics() {
      return [...said.values()];
    },
  };
}

function byPlace(drafts: readonly Draft[], policy: Policy): ReadonlyMap<BenefitDef, readonly (Draft | undefined)[]> {
  const made = new Map<BenefitDef, Draft[]>(policy.benefits.map((b) => [b, []]));
  for (const d of drafts) (made.get(d.benefit) as Draft[])[d.node.index] = d;
  return made;
}

function roundingOf(policy: Policy): Rounding {
  return { mode: policy.round?.mode ?? "halfUp", step: R.rational(policy.round?.step ?? "0.01") };
}

/** Stages 8 and 9, and everything as it is reported. */
function report(input: RunInput, actual: Evaluation, ceiling: Evaluation): RunResult {
  const { policy } = input;
  const { world, drafts } = actual;
  const rounding = policy.round === null ? null : roundingOf(policy);
  const stages = settledOf(actual, ceiling);
  const { claims } = stages;
  const parts = payOuts(world, drafts);
  const checked = checks(world);
  const byBenefit = Object.fromEntries(policy.benefits.map((b) => [b.id, totalOf([], rounding)]));
  for (const [benefit, total] of totalsBy(claims, rounding, (c) => c.benefit)) byBenefit[benefit] = total;
  const orphans = world.facts.orphans.map(({ node, parentEntity }) =>
    diagnostic(
      "P5013",
      { kind: "run" },
      {
        entity: named(policy, node.entity),
        row: node.key,
        parentEntity: named(policy, parentEntity),
        parent: node.row.parent,
      },
    ),
  );
  return {
    refused: false,
    eligibility: stages.eligibility,
    claims,
    limits: stages.limits,
    parts,
    checks: checked,
    payees: payeeTotals(claims),
    differences: differences(world, drafts),
    clawbacks: clawbacks(world),
    unspent: rounding === null ? [] : policy.benefits.flatMap(actual.unspent),
    total: totalOf(claims, rounding),
    byBenefit,
    assumptions: assumptions(input),
    diagnostics: [...orphans, ...outsideLife(policy, outsideIn(world)), ...stages.diagnostics],
  };
}

function outsideIn({ policy, facts }: World): Outside | null {
  const speaks = speaksFor(policy);
  const nodes = policy.factsOn === null ? [] : (facts.nodes.get(policy.factsOn.entity) ?? []);
  const found = nodes.flatMap((node) => {
    const date = factsDate(policy, facts, node);
    return date === null || speaks(date) ? [] : [{ key: node.key, date }];
  });
  const [first] = found;
  return first === undefined ? null : { rows: found.length, first };
}

function refusal(input: RunInput, diagnostics: readonly Diagnostic[]): RunResult {
  return {
    refused: true,
    eligibility: [],
    claims: [],
    limits: [],
    parts: [],
    checks: [],
    payees: [],
    differences: [],
    clawbacks: [],
    unspent: [],
    total: totalOf([], null),
    byBenefit: {},
    assumptions: assumptions(input),
    diagnostics,
  };
}
