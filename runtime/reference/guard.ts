/** `when … except when …`, and stage 1: who is eligible. */
import type { Expr, Guarded } from "../../compiler/ir/types.js";
import type { Because, EligibilityResult, Reason } from "../run.js";
import { evaluate } from "./evaluate.js";
import type { Node } from "./facts.js";
import { type Scope, scopeOn, type World } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

/** `excluded`: an exception held; `failed`: the condition did not. */
export type Verdict =
  | { readonly kind: "holds" }
  | { readonly kind: "failed" | "excluded"; readonly because: Because }
  | { readonly kind: "undecided"; readonly reasons: readonly Reason[] };

export const HOLDS: Verdict = { kind: "holds" };

/** The first part of a conjunction that fails, from 0. */
function firstFailed(condition: Expr, scope: Scope): number {
  if (condition.op !== "and") return 0;
  return Math.max(
    0,
    condition.items.findIndex((item) => V.isNo(evaluate(item, scope))),
  );
}

/**
 * Kleene: a condition that fails or an exception that holds decides, whatever else is undecided. The clause that is told
 * is the first one in writing: the condition, then the exceptions, each with its own words.
 */
export function judge(guard: Guarded, clause: string, scope: Scope): Verdict {
  if (guard.when === null && guard.excepts.length === 0) return HOLDS;
  const condition = guard.when === null ? V.YES : evaluate(guard.when, scope);
  const exceptions = guard.excepts.map((except) => evaluate(except.when, scope));
  if (V.isNo(condition) && guard.when !== null) {
    const index = firstFailed(guard.when, scope);
    return { kind: "failed", because: { clause, kind: "condition", index, reason: null } };
  }
  const held = exceptions.findIndex(V.isYes);
  if (held >= 0) {
    const reason = guard.excepts[held]?.reason ?? null;
    return { kind: "excluded", because: { clause, kind: "except", index: held, reason } };
  }
  const all = V.and([condition, ...exceptions.map(V.not)]);
  return all.known ? HOLDS : { kind: "undecided", reasons: all.reasons };
}

export interface Eligibilities {
  /** The row's own clauses alone; null if its entity has none. */
  readonly own: (node: Node) => Verdict | null;
  /** With those of the rows it is within: a project of a household that is not eligible is not eligible either. */
  readonly verdict: (node: Node) => Verdict;
  readonly value: (node: Node) => Value;
}

/** `given`: what is known of a row already; null: nothing. */
export function eligibilities(world: World, given: (node: Node) => Verdict | null): Eligibilities {
  const clauses = new Map<string, World["policy"]["eligibility"]>();
  for (const clause of world.policy.eligibility) {
    clauses.set(clause.entity, [...(clauses.get(clause.entity) ?? []), clause]);
  }
  const known = new Map<Node, Verdict | null>();
  const chained = new Map<Node, Verdict>();

  function own(node: Node): Verdict | null {
    const found = known.get(node);
    if (found !== undefined) return found;
    const mine = clauses.get(node.entity) ?? [];
    const scope = scopeOn(world, node, node.entity);
    const verdict = mine.length === 0 ? null : mine.map((clause) => judge(clause, node.entity, scope)).reduce(both);
    known.set(node, verdict);
    return verdict;
  }

  function verdict(node: Node): Verdict {
    const found = chained.get(node);
    if (found !== undefined) return found;
    const whole = given(node) ?? judged(node);
    chained.set(node, whole);
    return whole;
  }

  function judged(node: Node): Verdict {
    const mine = own(node) ?? HOLDS;
    return node.parent === null ? mine : both(verdict(node.parent), mine);
  }

  function value(node: Node): Value {
    const whole = verdict(node);
    return whole.kind === "undecided" ? V.undecided(whole.reasons) : V.yesNo(whole.kind === "holds");
  }

  return { own, verdict, value };
}

/** Both must hold; the first that settles the matter is the one that is told. */
function both(a: Verdict, b: Verdict): Verdict {
  if (a.kind === "failed" || a.kind === "excluded") return a;
  if (b.kind === "failed" || b.kind === "excluded") return b;
  if (a.kind === "undecided" && b.kind === "undecided") {
    return { kind: "undecided", reasons: V.mergeReasons([a.reasons, b.reasons]) };
  }
  return a.kind === "undecided" ? a : b;
}

/** Stage 1 as it is reported: each row of each entity that has an eligibility clause. */
export function eligibilityResults(world: World, eligible: Eligibilities): EligibilityResult[] {
  const entities = [...new Set(world.policy.eligibility.map((clause) => clause.entity))];
  return entities.flatMap((entity) =>
    (world.facts.nodes.get(entity) ?? []).map((node): EligibilityResult => {
      const verdict = eligible.verdict(node);
      return {
        entity,
        row: node.key,
        state: verdict.kind === "holds" ? "eligible" : verdict.kind === "undecided" ? "undecided" : "notEligible",
        because: verdict.kind === "failed" || verdict.kind === "excluded" ? verdict.because : null,
        reasons: verdict.kind === "undecided" ? verdict.reasons : [],
      };
    }),
  );
}
