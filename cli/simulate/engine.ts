/** The engine of the command line: by columns where the plan allows it. */
import { plan } from "../../compiler/backends/columnar/index.js";
import type { Crew } from "../../runtime/columnar/workers/index.js";
import { compute } from "../../runtime/index.js";
import type { Engine } from "../../runtime/simulate/index.js";

export const engine: Engine = (input) => compute(input, plan);

/** `crew`: threads that take part; null: none. The result is the same. */
export function engineOf(crew: Crew | null): Engine {
  return crew === null ? engine : (input) => compute({ ...input, crew }, plan);
}
