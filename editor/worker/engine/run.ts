import { plan } from "../../../compiler/backends/columnar/index.js";
import { compute } from "../../../runtime/index.js";
import type { Engine } from "../../../runtime/simulate/index.js";
import { crewFor } from "./crew.js";

/** What every figure of the page is worked out by: columns where the plan allows it, the interpreter for the rest. */
export const engine: Engine = (input) => compute({ ...input, crew: crewFor(input.table) ?? undefined }, plan);
