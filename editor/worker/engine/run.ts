import { compute } from "../../../runtime/index.js";
import type { Engine } from "../../../runtime/simulate/index.js";

/** What every figure of the page is worked out by. */
export const engine: Engine = (input) => compute(input);
