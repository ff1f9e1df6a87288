/** The one way to run a policy: by columns where a planner is given and the plan allows it, by the interpreter otherwise. */
import { type Planner, runColumnar } from "./columnar/index.js";
import { type EngineInput, rosterIn } from "./input.js";
import type { Outcome } from "./outcome.js";
import { outcomeOf } from "./outcomes/index.js";
import { run } from "./reference/run.js";

/** `planner`: the compiler's, for columns; without it the interpreter runs. `engine.whole` of the result says why, if it did. */
export function compute(input: EngineInput, planner?: Planner): Outcome {
  if (planner !== undefined) return runColumnar(input, planner);
  const given = { ...input, roster: rosterIn(input) };
  return outcomeOf(given, run(given));
}
