/** A policy, a roster and a scenario → what an engine is given. */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import * as R from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Assumption } from "../run.js";
import type { Table } from "../table.js";
import type { TableInput } from "./engine.js";
import { grow } from "./growth.js";
import { withNumber } from "./numbers.js";
import type { Assumed, Scenario } from "./scenario.js";
import { applyTakeUp } from "./take-up.js";

export interface Case {
  readonly policy: Policy;
  readonly table: Table;
  readonly scenario: Scenario;
}

export interface PreparedCase {
  readonly input: TableInput;
  /** What growth did that a reader should know. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Growth, then numbers, then take-up. Throws ScenarioFault for what cannot be carried out. */
export function prepareCase({ policy, table, scenario }: Case): PreparedCase {
  const grown = grow(policy, table, scenario.growth ?? []);
  let input: TableInput = {
    policy,
    table: grown.table,
    asOf: scenario.asOf,
    parameters: scenario.parameters ?? {},
    readings: scenario.readings ?? {},
    entered: Object.fromEntries(Object.entries(scenario.entered ?? {}).map(([benefit, a]) => [benefit, assumption(a)])),
  };
  for (const [address, value] of Object.entries(scenario.numbers ?? {})) input = withNumber(input, address, value);
  const applied = applyTakeUp(input.policy, input.table, scenario.takeUp ?? []);
  return { input: { ...input, ...applied }, diagnostics: grown.diagnostics };
}

function assumption(a: Assumed): Assumption {
  return a.kind === "percent" ? { kind: "percent", share: R.rational(a.share) } : a;
}
