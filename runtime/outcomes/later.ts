/** Stages 8 and 9 by the interpreter, on what any engine says of the stages before them: those are not worked out again. */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import * as R from "../../compiler/ir/rational.js";
import type { BenefitDef } from "../../compiler/ir/types.js";
import { type Outcome, STATES } from "../outcome.js";
import { checks } from "../reference/checks.js";
import type { Draft } from "../reference/claims.js";
import { clawbacks, differences } from "../reference/differences.js";
import { type Node, nearest } from "../reference/facts.js";
import { payOuts } from "../reference/payout.js";
import { type OpenRows, openRows } from "../reference/run.js";
import type { Value } from "../reference/value.js";
import * as V from "../reference/value.js";
import type { CheckResult, Clawback, Difference, PartResult, RunInput } from "../run.js";
import { amountAt } from "./amounts.js";
import { once } from "./once.js";

export interface LaterStages {
  readonly parts: () => readonly PartResult[];
  readonly checks: () => readonly CheckResult[];
  readonly differences: () => readonly Difference[];
  readonly clawbacks: () => readonly Clawback[];
  /** What the stages asked for so far had to say. */
  readonly diagnostics: () => readonly Diagnostic[];
}

type Earlier = Pick<Outcome, "claims" | "claim" | "eligibility">;

/** `input` is asked for when the first of these is; its rows are those of the outcome. */
export function laterStages(input: () => RunInput, outcome: Earlier): LaterStages {
  let opened: OpenRows | null = null;
  const open = once((): OpenRows => {
    const given = input();
    opened = openRows(given, "asEntered", {
      stages: {
        net: (benefit, node) => netOf(outcome, benefit, node),
        eligible: (node) => eligibleValue(given, outcome, node),
      },
    });
    return opened;
  });
  const drafts = once(() => draftsOf(open(), outcome));
  return {
    parts: once(() => payOuts(open().world, drafts())),
    checks: once(() => checks(open().world)),
    differences: once(() => (open().world.policy.inForce.backTo === null ? [] : differences(open().world, drafts()))),
    clawbacks: once(() => clawbacks(open().world)),
    diagnostics: () => opened?.diagnostics() ?? [],
  };
}

const OPEN = STATES.indexOf("undecided");
const PAID = STATES.indexOf("paid");
const ZERO = STATES.indexOf("zero");

function netOf(outcome: Earlier, benefit: BenefitDef, node: Node): Value {
  const claims = outcome.claims(benefit.id);
  const state = claims.state[node.index];
  if (state === OPEN)
    return V.range(R.ZERO, high(outcome, benefit, node), outcome.claim(benefit.id, node.index).reasons);
  return V.known(state === PAID ? amount(outcome, benefit, node) : R.ZERO);
}

function amount(outcome: Earlier, benefit: BenefitDef, node: Node): R.Rational {
  return amountAt(outcome.claims(benefit.id).amounts("net"), node.index) ?? R.ZERO;
}

function high(outcome: Earlier, benefit: BenefitDef, node: Node): R.Rational | null {
  return amountAt(outcome.claims(benefit.id).amounts("high"), node.index);
}

/** The verdict of the nearest row with a clause includes those of the rows around it. */
function eligibleValue({ policy }: RunInput, outcome: Earlier, node: Node): Value {
  const judged = new Set(policy.eligibility.map((e) => e.entity));
  for (let at: Node | null = node; at !== null; at = at.parent) {
    if (!judged.has(at.entity)) continue;
    const verdict = outcome.eligibility(at.entity, at.index);
    if (verdict === null) return V.YES;
    return verdict.state === "undecided" ? V.undecided(verdict.reasons) : V.yesNo(verdict.state === "eligible");
  }
  return V.YES;
}

/** In the roster's order, then the policy's. */
function draftsOf(open: OpenRows, outcome: Earlier): Draft[] {
  const { policy, facts } = open.world;
  const drafts: Draft[] = [];
  for (const entity of policy.entities) {
    const benefits = policy.benefits.filter((b) => b.entity === entity.id);
    for (const node of benefits.length === 0 ? [] : (facts.nodes.get(entity.id) ?? [])) {
      for (const benefit of benefits) drafts.push(draftOf(open, outcome, benefit, node));
    }
  }
  return drafts;
}

/** A claim after stage 7. Its months, where it is paid by the month, are worked out anew: no column holds them. */
function draftOf(open: OpenRows, outcome: Earlier, benefit: BenefitDef, node: Node): Draft {
  const state = outcome.claims(benefit.id).state[node.index];
  const settled = state === PAID || state === ZERO;
  const months = benefit.every !== null && state === PAID ? open.draft(benefit, node).entitlement.months : [];
  const because = { clause: benefit.id, kind: "rules", index: 0, reason: null } as const;
  return {
    benefit,
    node,
    payee: nearest(node, node.entity) ?? node,
    entitlement: { outcome: { kind: "notDue", because }, notEligible: null, months },
    state: settled ? "settled" : state === OPEN ? "open" : "none",
    amount: settled ? amount(outcome, benefit, node) : R.ZERO,
    high: state === OPEN ? high(outcome, benefit, node) : null,
    rounded: null,
    afterOnce: null,
    reasons: [],
    flags: [],
    limits: [],
  };
}
