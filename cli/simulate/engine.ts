/** The engine of the command line. */
import { compute } from "../../runtime/index.js";
import type { Engine } from "../../runtime/simulate/index.js";

export const engine: Engine = (input) => compute(input);
