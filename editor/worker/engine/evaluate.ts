import { type CaseRun, runCase } from "../../../runtime/simulate/index.js";
import { problems } from "../problems.js";
import type { EngineApi, EvaluateRequest, Summary } from "../protocol.js";
import { differenceOf } from "./difference.js";
import { pinnedNets } from "./pinned.js";
import { rosterFor } from "./rosters.js";
import { engine } from "./run.js";
import { type Computed, type Loaded, state } from "./state.js";

export const evaluate: EngineApi["evaluate"] = async (request) => {
  const computed = await computedFor(request);
  if (computed) state.last = computed.computed;
  return computed?.summary ?? null;
};

export const setBaseline: EngineApi["setBaseline"] = async (request) => {
  if (request === null) {
    state.baseline = null;
    return null;
  }
  const computed = await computedFor(request);
  state.baseline = computed?.computed ?? null;
  return computed?.summary ?? null;
};

async function computedFor(request: EvaluateRequest): Promise<{ computed: Computed; summary: Summary } | null> {
  const started = performance.now();
  const loaded = await rosterFor(request.policy, request.texts);
  if (!loaded) return null;
  const { hash, policy, texts } = request;
  const run = runOf(request, loaded);
  const computed: Computed = { hash, policy, texts, outcome: run.outcome, run };
  return { computed, summary: summaryOf(request, loaded, computed, started) };
}

/** The day of the run: the one asked for, else the first on which the policy is in force. */
function asOf({ policy, asOf: asked }: EvaluateRequest) {
  return asked ?? policy.inForce.from;
}

function runOf(request: EvaluateRequest, { table, parameters }: Loaded): CaseRun {
  const { policy, readings, entered = {} } = request;
  const scenario = { name: policy.version, asOf: asOf(request), parameters, readings, entered };
  return runCase({ policy, table, scenario }, engine);
}

function summaryOf(request: EvaluateRequest, loaded: Loaded, { outcome, run }: Computed, started: number): Summary {
  return {
    edition: request.edition,
    hash: request.hash,
    refused: outcome.refused,
    asOf: asOf(request),
    total: outcome.total,
    byBenefit: outcome.byBenefit,
    byBenefitBefore: state.baseline?.outcome.byBenefit ?? null,
    households: loaded.info.households,
    difference: state.baseline ? differenceOf(state.baseline.run, run) : null,
    pinned: pinnedNets(request.pinned, outcome),
    problems: problems([...outcome.diagnostics, ...outcome.assumptions]),
    engine: outcome.engine,
    elapsed: performance.now() - started,
  };
}
