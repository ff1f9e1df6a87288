/** The engine of the command line: by columns where the plan allows it. */
import { plan } from "../../compiler/backends/columnar/index.js";
import { compute } from "../../runtime/index.js";
import type { Engine } from "../../runtime/simulate/index.js";

export const engine: Engine = (input) => compute(input, plan);
