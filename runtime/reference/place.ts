/** Where a diagnostic of a run points: at the clause, if the policy says where it stands. */
import type { Place } from "../../compiler/diagnostics/diagnostic.js";
import type { Policy } from "../../compiler/ir/types.js";

export function placeOf(policy: Policy, id: string): Place {
  const about = policy.about[id];
  if (about === undefined) return { kind: "run" };
  return { kind: "source", file: about.file, span: { start: about.start, end: about.end } };
}
