/** Runs column plans as WebAssembly. */
export { allocate, type ColumnView, type Dataset, groupView, view } from "./columns.js";
export { type Kernel, kernel, rowsOf, sumKernel } from "./kernel.js";
export { type ColumnarOptions, type ColumnarRun, type Planner, planFor, runColumnar } from "./run.js";
export { totalsKernel } from "./totals.js";
export { profileOf } from "./values.js";
