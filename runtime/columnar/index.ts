/** Runs column plans as WebAssembly. */
export { allocate, columns, type ColumnView, type Dataset, groupView, view } from "./columns.js";
export { kernel, type Kernel, rowsOf, sumKernel } from "./kernel.js";
export { type ColumnarOptions, type ColumnarRun, planFor, type Planner, runColumnar } from "./run.js";
export { totalsKernel } from "./totals.js";
export { profileOf, readValues } from "./values.js";
