/**
 * 疑点: what a roster leaves in doubt, each with its place, its reason and what may be decided about it. A doubt is
 * either decided by a settlement or stays open, and then its message says what that means for the result.
 */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Collected, Doubt } from "./collected.js";
import { type Decision, decisionFor } from "./settlement.js";

/**
 * Puts a doubt on the list. Returns what the settlement decides about it; null, and the message is among the
 * diagnostics, where it decides nothing.
 */
export function raise(out: Collected, doubt: Omit<Doubt, "decision">): Decision | null {
  const { decision, problem } = decisionFor(out.settlement, doubt);
  out.doubts.push({ ...doubt, decision });
  if (problem !== null && decision === null) out.diagnostics.push(diagnostic("P6024", problem.place, problem));
  if (decision === null) out.diagnostics.push(doubt.message);
  return decision;
}

/** A decision whose value turned out not to be one: the doubt is open again. */
export function reopen(out: Collected, decision: Decision, message: Diagnostic): void {
  const at = out.doubts.findIndex((d) => d.decision === decision && d.message === message);
  const doubt = out.doubts[at];
  if (doubt) out.doubts[at] = { ...doubt, decision: null };
  const problem = { kind: "badValue", action: decision.action, offers: doubt?.offers ?? [] } as const;
  out.diagnostics.push(diagnostic("P6024", decision.place, problem), message);
}
