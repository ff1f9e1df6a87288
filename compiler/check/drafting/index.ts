/** Clauses beside the sentences that they quote. Reads the surface tree: wording is gone from the IR. */
import type { PolicyFile } from "../../../grammar/ast.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { checkNumbers } from "./numbers.js";
import { checkOpenWords, checkReadings } from "./open-words.js";
import { checkSources } from "./sources.js";

/** `file` is where the policy stands, for places; `source` gives the text of a document by its name, null if there is none. */
export function checkDrafting(policy: PolicyFile, file: string, source: (name: string) => string | null): Diagnostic[] {
  return [
    ...checkSources(policy, file, source),
    ...checkNumbers(policy, file),
    ...checkOpenWords(policy, file),
    ...checkReadings(policy, file),
  ];
}
