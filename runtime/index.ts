/** Runs the rule IR: no file system, network or clock. */
export { compute } from "./compute.js";
export type { EngineInput } from "./input.js";
export { resultOf } from "./outcomes/index.js";
export { type ExampleOutcome, type ExampleResult, runExamples } from "./reference/examples.js";
export { run } from "./reference/run.js";
export { totalOf, totalsBy } from "./reference/totals.js";
export type { Cell, Roster, Row } from "./roster.js";
export type * from "./run.js";
