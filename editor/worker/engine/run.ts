import { plan } from "../../../compiler/backends/columnar/index.js";
import { compute } from "../../../runtime/index.js";
import type { Engine } from "../../../runtime/simulate/index.js";

/** What every figure of the page is worked out by: columns where the plan allows it, the interpreter for the rest. */
export const engine: Engine = (input) => compute(input, plan);
