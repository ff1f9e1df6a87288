/**
 * Questions asked of a policy's rules before anything is paid. Each reads only the IR and answers with diagnostics; none changes it.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Policy } from "../ir/types.js";
import { bounds } from "./bounds.js";
import { calendar } from "./calendar.js";
import { cliffs } from "./cliffs.js";
import { emptiness } from "./emptiness.js";
import { overlaps } from "./overlap.js";
import { parts } from "./parts.js";
import { products } from "./products.js";
import { rulesAnew, rulesOf } from "./rules.js";
import { isStrained } from "./solve.js";
import { tiers } from "./tiers.js";
import { totals } from "./totals.js";
import { unreachable } from "./unreachable.js";
import { unread } from "./unread.js";

type Question = (policy: Policy) => Diagnostic[];

/** What is asked, in the order in which the answers are shown. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  "Can two rules hold together with no word to say which counts?": overlaps,
  "Does a condition hang on a product of two fields?": products,
  "Do tables and tiers cover each value once?": tiers,
  "Do the parts of a payment come to the whole?": parts,
  "Can the steps of a procedure keep their dates?": calendar,
  "Can a condition never hold, or always?": unreachable,
  "Does a ceiling never bind, or is there none?": bounds,
  "Is a step at a threshold larger than the policy allows?": cliffs,
  "May a set be empty, or a divisor 0?": emptiness,
  "Can the published totals be met?": totals,
  "Is something declared that nobody reads?": unread,
};

export function analyse(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  const found = askAll(policy);
  if (!isStrained(rules)) return found;
  // What one answer leaves of the budget decides whether the next can be found: then each is found in its turn.
  rulesAnew(policy);
  return askAll(policy);
}

function askAll(policy: Policy): Diagnostic[] {
  return Object.values(QUESTIONS).flatMap((question) => question(policy));
}
