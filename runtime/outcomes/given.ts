/** What an engine says of stages 1 and 7, for the interpreter of the stages after them. */
import * as R from "../../compiler/ir/rational.js";
import type { BenefitDef, Policy } from "../../compiler/ir/types.js";
import { type Outcome, STATES } from "../outcome.js";
import type { Node } from "../reference/facts.js";
import type { World } from "../reference/scope.js";
import * as V from "../reference/value.js";
import { amountAt } from "./amounts.js";

/** The stages before the eighth. */
export type Earlier = Pick<Outcome, "claims" | "claim" | "eligibility">;

const OPEN = STATES.indexOf("undecided");
const PAID = STATES.indexOf("paid");

/** `place`: where a row of the interpreter stands in the table that the outcome is of. */
export function stagesOf(
  policy: Policy,
  outcome: Earlier,
  place: (node: Node) => number,
): Pick<World["stages"], "net" | "eligible"> {
  const judged = new Set(policy.eligibility.map((e) => e.entity));
  return {
    net: (benefit, node) => netOf(outcome, benefit, place(node)),
    // The verdict of the nearest row with a clause includes those of the rows around it.
    eligible: (node) => {
      for (let at: Node | null = node; at !== null; at = at.parent) {
        if (!judged.has(at.entity)) continue;
        const verdict = outcome.eligibility(at.entity, place(at));
        if (verdict === null) return V.YES;
        return verdict.state === "undecided" ? V.undecided(verdict.reasons) : V.yesNo(verdict.state === "eligible");
      }
      return V.YES;
    },
  };
}

function netOf(outcome: Earlier, benefit: BenefitDef, row: number): V.Value {
  const claims = outcome.claims(benefit.id);
  const state = claims.state[row];
  if (state === OPEN)
    return V.range(R.ZERO, amountAt(claims.amounts("high"), row), outcome.claim(benefit.id, row).reasons);
  return V.known(state === PAID ? (amountAt(claims.amounts("net"), row) ?? R.ZERO) : R.ZERO);
}
