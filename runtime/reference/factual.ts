/** A world before stage 1, in which what rests on the facts alone can be evaluated. */

import type { RunInput } from "../run.js";
import { dependence } from "./depends.js";
import { evaluate } from "./evaluate.js";
import type { Facts } from "./facts.js";
import { frame, type World } from "./scope.js";

/** Throws TypeError where an expression asks for a result after all. */
export function factualWorld(input: RunInput, facts: Facts): World {
  const never = (): never => {
    throw new TypeError("an expression on facts asked for a result");
  };
  const { policy } = input;
  return {
    input,
    policy,
    facts,
    depends: dependence(policy),
    values: new Map(policy.values.map((v) => [v.id, v])),
    benefits: new Map(policy.benefits.map((b) => [b.id, b])),
    entered: "asEntered",
    base: frame(null, null),
    report: () => {},
    evaluate,
    stages: { eligible: never, gross: never, approved: never, ceiling: never, net: never, share: never },
  };
}
