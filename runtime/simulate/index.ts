/** What a rule costs on a roster, and what changes cost: scenarios, comparison, goal-seek, sensitivity. */

export { type AttributedChange, type Attribution, attribute } from "./attribute.js";
export { boundsReport, type OnBound } from "./bounds.js";
export { type Case, type PreparedCase, prepareCase } from "./case.js";
export { type Change, changesBetween } from "./changes.js";
export {
  type ComparedBy,
  type Comparison,
  type ComparisonRow,
  compare,
  type Move,
  type Mover,
  movers,
} from "./compare.js";
export type { Engine, Steps, TableInput } from "./engine.js";
export { ScenarioFault } from "./fault.js";
export { type Dimension, type Groups, groupableFields, groupName, groupsOf } from "./groups.js";
export type { GroupLabel } from "./labels.js";
export { numberAt, numbersOf, type PolicyNumber, withNumber, withParameter } from "./numbers.js";
export { type Priced, priceReadings, type ReadingsOptions, type ReadingsReport } from "./readings.js";
export type { Assumed, Growth, Scenario, TakeUp } from "./scenario.js";
export { type Sensitivity, type SensitivityOptions, type SensitivityRow, sensitivity } from "./sensitivity.js";
export {
  type Breakdown,
  breakdown,
  type CaseRun,
  runCase,
  type Simulation,
  type SimulationOptions,
  simulate,
  tell,
  usualDimensions,
} from "./simulation.js";
export { type Crossing, type Goal, type Point, type Solution, solve } from "./solve.js";
export { NOT_APPLIED } from "./take-up.js";
export { addressWords } from "./words.js";
