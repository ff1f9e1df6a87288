/**
 * Questions asked of a policy's rules before anything is paid. Each reads only the IR and answers with diagnostics; none changes it.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Policy } from "../ir/types.js";
import { overlaps } from "./overlap.js";

export type Question = (policy: Policy) => Diagnostic[];

/** What is asked, in the order in which the answers are shown. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  "Can two rules hold together with no word to say which counts?": overlaps,
};

export function analyse(policy: Policy): Diagnostic[] {
  return Object.values(QUESTIONS).flatMap((question) => question(policy));
}
