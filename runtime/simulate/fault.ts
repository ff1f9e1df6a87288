/** What a scenario asks that cannot be done, as a coded message. */
import { type Diagnostic, diagnostic, type ParamsFor } from "../../compiler/diagnostics/diagnostic.js";

type Code = Diagnostic["code"];

export class ScenarioFault extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((d) => d.code).join(", "));
    this.name = "ScenarioFault";
    this.diagnostics = diagnostics;
  }
}

/** Throws ScenarioFault. */
export function refuse<C extends Code>(code: C, params: ParamsFor<C>): never {
  throw new ScenarioFault([diagnostic(code, { kind: "run" }, params)]);
}
