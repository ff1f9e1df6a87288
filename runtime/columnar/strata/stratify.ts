/**
 * A run in two steps. What is settled payee by payee (stages 1 to 5, and limits of a payee's own) is a policy of its own,
 * which the engine runs; what needs several payees at once is settled here over arrays of whole steps.
 */
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import * as R from "../../../compiler/ir/rational.js";
import type { Expr, Policy } from "../../../compiler/ir/types.js";
import { eachExpr } from "../../../compiler/ir/walk.js";
import { type EngineInput, headingsIn, rosterIn, tableIn } from "../../input.js";
import type { Outcome } from "../../outcome.js";
import { laterStages } from "../../outcomes/later.js";
import { once } from "../../outcomes/once.js";
import { enteredColumn } from "../../reference/entered.js";
import { assumptions } from "../../reference/refusals.js";
import type { Rounding } from "../../reference/rounding.js";
import type { Table } from "../../table.js";
import { checksBy } from "../checks/index.js";
import { probesOf } from "./asks.js";
import type { Refused } from "./limit.js";
import { outcomeOfStrata } from "./outcome.js";
import { partTotals } from "./part-totals.js";
import { type Base, placed, type RowReader, readsWide, rootOf, type TableInput, tableInputOf } from "./rows.js";
import { type Folded, fold, literal, replaced, rosterSets } from "./sets.js";
import { givenSets, type Side, sideOf } from "./side.js";
import { reduced, split } from "./split.js";
import { unspentOf } from "./unspent.js";

/**
 * `base` runs the first part, `engine` any policy. Refused: the run has to be the interpreter's, for a reason that no column
 * can help.
 */
export function stratify(input: EngineInput, base: Base, engine: Base): Outcome | Refused {
  const { policy } = input;
  const table = tableIn(input);
  const parts = split(policy, input.readings, table);
  const rounding: Rounding = { mode: policy.round?.mode ?? "halfUp", step: R.rational(policy.round?.step ?? "0.01") };
  const probes = probesOf(policy, parts, input.readings);
  const said = new Map<string, Diagnostic>();
  const hear = (messages: readonly Diagnostic[]): void => {
    for (const d of messages) said.set(JSON.stringify([d.code, d.params]), d);
  };
  const own = tableInputOf(input);
  const sets = foldedSets(own, engine, hear);
  const literals = new Map(
    [...sets].flatMap(([e, value]): [unknown, Expr][] => {
      const known = literal(value);
      return known === null ? [] : [[e, known]];
    }),
  );
  const first = replaced(reduced(policy, parts, probes), literals);
  const run = (given: EngineInput, entered: "asEntered" | "atCeiling"): Side | Refused => {
    const outcome = base(given);
    hear(outcome.diagnostics);
    return sideOf({ input: own, parts, probes, base: outcome, entered, rounding, sets, engine, said: hear });
  };
  const settled = run({ ...own, policy: first }, "asEntered");
  if ("why" in settled) return settled;
  let second: Side | Refused = settled;
  if (policy.benefits.some((b) => b.entered)) {
    if (readsEntered(policy)) return { why: "a stage reads amounts as they were entered" };
    second = run(atCeilings(own, first), "atCeiling");
    if ("why" in second) return second;
  }
  const strata = {
    policy,
    first: settled,
    second,
    rounding,
    assumptions: assumptions(headingsIn(input)),
    diagnostics: () => {
      hear(stages.diagnostics());
      hear(checked.diagnostics());
      return [...said.values()];
    },
  };
  const given = once(() => ({ ...input, roster: rosterIn(input) }));
  const outcome: Outcome = outcomeOfStrata(strata, {
    parts: () => stages.parts(),
    partTotals: once(() => partTotals(input, outcome)),
    checks: () => checked.columns(),
    differences: () => stages.differences(),
    clawbacks: () => stages.clawbacks(),
    unspent: once(() => unspentOf(policy, settled, rounding)),
  });
  const stages = laterStages(given, outcome);
  const checked = checksBy(own, outcome, engine, stages.checks);
  return outcome;
}

/** The policy of what is settled payee by payee. Sets over the roster are not yet folded. */
export function firstPart(policy: Policy, readings: EngineInput["readings"]): Policy {
  const parts = split(policy, readings);
  return reduced(policy, parts, probesOf(policy, parts, readings));
}

/** Sets over the roster that the stages read, each folded once. */
function foldedSets(
  input: TableInput,
  engine: Base,
  said: (messages: readonly Diagnostic[]) => void,
): ReadonlyMap<Expr, Folded> {
  const found = new Map<Expr, Folded>();
  const table = placed(input.table);
  for (const e of rosterSets(input.policy, input.readings)) {
    const known = new Set(found.keys());
    const reader: RowReader = { input, table, entered: "asEntered", wide: false, given: givenSets(found), known, said };
    const root = rootOf(input.policy, e.set.entity);
    const wide = readsWide(input.policy, root, [e.set.where, e.item], input.readings, known);
    const [value] = fold({ ...reader, wide }, engine, e, { of: null, count: 1, key: "" });
    found.set(e, value as Folded);
  }
  return found;
}

/** Whether a stage reads an amount as it was entered, which the second run has no column for. */
function readsEntered(policy: Policy): boolean {
  let found = false;
  eachExpr([policy.values, policy.eligibility, policy.benefits, policy.limits], (e) => {
    found ||= e.op === "result" && e.stage === "approved";
  });
  return found;
}

/** Every entered amount at its ceiling, as if its column were not there. */
function atCeilings(input: TableInput, policy: Policy): EngineInput {
  const columns = new Set(policy.benefits.map((b) => enteredColumn(b.id)));
  const table: Table = {
    entities: Object.fromEntries(
      Object.entries(input.table.entities).map(([id, own]) => [
        id,
        { ...own, columns: Object.fromEntries(Object.entries(own.columns).filter(([field]) => !columns.has(field))) },
      ]),
    ),
  };
  const entered = Object.fromEntries(
    policy.benefits.filter((b) => b.entered).map((b) => [b.id, { kind: "ceiling" as const }]),
  );
  return { ...input, policy, table, entered };
}
