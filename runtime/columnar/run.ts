/**
 * A run by column plans. Payees whose result the plans do not know are given to the interpreter, together with the rows below
 * them: nothing that has a plan looks from one payee to another, so they come out as in a run of the whole roster.
 */
import type { ColumnPlan } from "../../compiler/ir/columns.js";
import * as R from "../../compiler/ir/rational.js";
import { type EngineInput, headingsIn, rosterIn, tableIn } from "../input.js";
import type { Outcome } from "../outcome.js";
import { outcomeOf } from "../outcomes/reference.js";
import { refusals } from "../reference/refusals.js";
import type { Rounding } from "../reference/rounding.js";
import { run } from "../reference/run.js";
import { entityTable } from "../table/relations.js";
import { prepare } from "./entities.js";
import { columnarOutcome } from "./outcome.js";
import type { Planner } from "./reading.js";
import { restOf } from "./rest.js";
import { hasStrata, stratify } from "./strata/index.js";
import type { Base } from "./strata/rows.js";
import { TooManyRows } from "./too-many.js";

export interface ColumnarOptions {
  /** false: the scalar form of kernels. */
  readonly vectors?: boolean;
  /** TooManyRows is thrown rather than that more rows than these are the interpreter's. */
  readonly most?: number;
}

export interface ColumnarOutcome extends Outcome {
  /** One for each entity that is paid or judged. */
  readonly plans: readonly ColumnPlan[];
}

/** Runs a policy on a roster by columns, or by the interpreter where `engine.whole` says why. The result is the same. */
export function runColumnar(input: EngineInput, planner: Planner, options: ColumnarOptions = {}): ColumnarOutcome {
  const { policy } = input;
  const refused = refusals(headingsIn(input)).length > 0;
  if (!refused && hasStrata(policy, input.readings, tableIn(input))) return byStrata(input, planner, options);
  return byPayees(input, planner, options, refused);
}

/** Every payee by itself. */
function byPayees(input: EngineInput, planner: Planner, options: ColumnarOptions, refused: boolean): ColumnarOutcome {
  const { policy } = input;
  const prepared = refused ? null : prepare(input, planner, options.vectors ?? true);
  const whole = prepared === null ? ["the run is refused"] : prepared.whole;
  const left =
    prepared === null || whole.length > 0
      ? Math.max(0, ...policy.benefits.map((b) => entityTable(tableIn(input), b.entity).rows))
      : prepared.slow.reduce((sum, { rows }) => sum + rows.length, 0);
  if (left > (options.most ?? Number.POSITIVE_INFINITY)) throw new TooManyRows();
  if (prepared === null || whole.length > 0) return byInterpreter(input, whole, prepared?.plans ?? []);
  const rounding: Rounding = { mode: policy.round?.mode ?? "halfUp", step: R.rational(policy.round?.step ?? "0.01") };
  const rest = prepared.runs.some((r) => r.slow.includes(1)) ? restOf(input, prepared, options.vectors ?? true) : null;
  const outcome = columnarOutcome(input, prepared, rest, rounding, options.vectors ?? true, engineOf(planner, options));
  // Its totals are worked out when they are asked for.
  return Object.defineProperty(outcome, "plans", { value: prepared.plans }) as ColumnarOutcome;
}

/** This engine, for what a run asks it besides. */
function engineOf(planner: Planner, options: ColumnarOptions): Base {
  return (given, most) => runColumnar(given, planner, most === undefined ? options : { ...options, most });
}

function byInterpreter(input: EngineInput, whole: readonly string[], plans: readonly ColumnPlan[]): ColumnarOutcome {
  const given = { ...input, roster: rosterIn(input) };
  const result = run(given);
  const engine = { name: "reference", slowRows: result.payees.length, whole };
  return { ...outcomeOf(given, result, { engine }), plans };
}

/** Where claims of several payees meet: what each payee's own stages give, and then the strata. */
function byStrata(input: EngineInput, planner: Planner, options: ColumnarOptions): ColumnarOutcome {
  const plans: ColumnPlan[] = [];
  const base = (given: EngineInput): Outcome => {
    const outcome = byPayees(given, planner, options, false);
    plans.push(...outcome.plans);
    return outcome;
  };
  const settled = stratify(input, base, engineOf(planner, options));
  if ("why" in settled) return byInterpreter(input, [settled.why], plans);
  return Object.defineProperty(settled, "plans", { value: plans }) as ColumnarOutcome;
}
