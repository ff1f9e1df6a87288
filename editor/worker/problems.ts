import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { severityOf, textsOf } from "../../compiler/diagnostics/texts.js";
import type { Problem } from "./protocol.js";

/** Messages with their texts, made where the catalogue is: the page does not carry it. */
export function problems(diagnostics: readonly Diagnostic[]): Problem[] {
  return diagnostics.map((d) => ({
    code: d.code,
    severity: severityOf(d),
    place: d.place,
    texts: { zh: textsOf(d, "zh"), en: textsOf(d, "en") },
    fixes: d.fixes,
    related: d.related,
  }));
}
