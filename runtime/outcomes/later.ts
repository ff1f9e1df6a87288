/** Stages 8 and 9 by the interpreter, on what any engine says of the stages before them: those are not worked out again. */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import * as R from "../../compiler/ir/rational.js";
import type { BenefitDef, CheckDef } from "../../compiler/ir/types.js";
import { STATES } from "../outcome.js";
import { checks } from "../reference/checks.js";
import type { Draft } from "../reference/claims.js";
import { clawbacks, differences } from "../reference/differences.js";
import { type Node, nearest } from "../reference/facts.js";
import { payOuts } from "../reference/payout.js";
import { type OpenRows, openRows } from "../reference/run.js";
import type { CheckResult, Clawback, Difference, PartResult, RunInput } from "../run.js";
import { amountAt } from "./amounts.js";
import { type Earlier, stagesOf } from "./given.js";
import { once } from "./once.js";

const OPEN = STATES.indexOf("undecided");
const PAID = STATES.indexOf("paid");
const ZERO = STATES.indexOf("zero");

export interface LaterStages {
  readonly parts: () => readonly PartResult[];
  /** These checks, on rows of objects. */
  readonly checks: (defs: readonly CheckDef[]) => readonly CheckResult[];
  readonly differences: () => readonly Difference[];
  readonly clawbacks: () => readonly Clawback[];
  /** What the stages asked for so far had to say. */
  readonly diagnostics: () => readonly Diagnostic[];
}

/** `input` is asked for when the first of these is; its rows are those of the outcome. */
export function laterStages(input: () => RunInput, outcome: Earlier): LaterStages {
  let opened: OpenRows | null = null;
  const open = once((): OpenRows => {
    const given = input();
    opened = openRows(given, "asEntered", { stages: stagesOf(given.policy, outcome, (node) => node.index) });
    return opened;
  });
  const drafts = once(() => draftsOf(open(), outcome));
  return {
    parts: once(() => payOuts(open().world, drafts())),
    checks: (defs) => checks(open().world, defs),
    differences: once(() => (open().world.policy.inForce.backTo === null ? [] : differences(open().world, drafts()))),
    clawbacks: once(() => clawbacks(open().world)),
    diagnostics: () => opened?.diagnostics() ?? [],
  };
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
  const amount = (stage: "net" | "high") => amountAt(outcome.claims(benefit.id).amounts(stage), node.index);
  const months = benefit.every !== null && state === PAID ? open.draft(benefit, node).entitlement.months : [];
  const because = { clause: benefit.id, kind: "rules", index: 0, reason: null } as const;
  return {
    benefit,
    node,
    payee: nearest(node, node.entity) ?? node,
    entitlement: { outcome: { kind: "notDue", because }, notEligible: null, months },
    state: settled ? "settled" : state === OPEN ? "open" : "none",
    amount: settled ? (amount("net") ?? R.ZERO) : R.ZERO,
    high: state === OPEN ? amount("high") : null,
    rounded: null,
    afterOnce: null,
    reasons: [],
    flags: [],
    limits: [],
  };
}
