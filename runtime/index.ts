/** Runs the rule IR: no file system, network or clock. */
export { runExamples, type ExampleOutcome, type ExampleResult } from "./reference/examples.js";
export { run } from "./reference/run.js";
export { totalOf, totalsBy } from "./reference/totals.js";
export type { Cell, Roster, Row } from "./roster.js";
export type * from "./run.js";
