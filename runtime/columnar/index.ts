/** Runs column plans as WebAssembly. */
export { allocate, type ColumnView, type Dataset, groupView, view } from "./columns.js";
export { plannedEntities } from "./entities.js";
export { type Kernel, kernel, rowsOf, sumKernel } from "./kernel.js";
export { profileOf } from "./profile.js";
export type { Planner } from "./reading.js";
export { type ColumnarOptions, type ColumnarOutcome, runColumnar } from "./run.js";
export { firstPart, hasStrata } from "./strata/index.js";
export { totalsKernel } from "./totals.js";
