/** Clauses beside the sentences that they quote. */
import type { PolicyFile } from "../../../grammar/ast.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";

/** `file` is where the policy stands, for places; `source` gives the text of a document by its name, null if there is none. */
export function checkDrafting(policy: PolicyFile, file: string, source: (name: string) => string | null): Diagnostic[] {
  void policy;
  void file;
  void source;
  return [];
}
