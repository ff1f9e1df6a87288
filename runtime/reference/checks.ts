/** Stage 9: checks read the results and change nothing. */
import type { CheckDef, Expr } from "../../compiler/ir/types.js";
import type { CheckResult } from "../run.js";
import { evaluate } from "./evaluate.js";
import type { Node } from "./facts.js";
import { type Scope, scopeOn, type World } from "./scope.js";
import * as V from "./value.js";

export function checks(world: World, defs: readonly CheckDef[] = world.policy.checks): CheckResult[] {
  return defs.flatMap((def) =>
    def.entity === null
      ? [check(world, def, null)]
      : (world.facts.nodes.get(def.entity) ?? []).map((node) => check(world, def, node)),
  );
}

/** `node` null: the check is of the whole roster. */
export function check(world: World, def: CheckDef, node: Node | null): CheckResult {
  const scope = scopeOn(world, node, def.id);
  const answer = evaluate(def.condition, scope);
  const excepted = !V.isYes(answer) && def.unless !== null && V.isYes(evaluate(def.unless, scope));
  const sides = margin(def.condition, scope);
  return {
    check: def.id,
    row: node?.key ?? null,
    state: V.isYes(answer) ? "met" : V.isNo(answer) ? "notMet" : "undecided",
    left: sides?.[0] ?? null,
    right: sides?.[1] ?? null,
    excepted,
    money: def.soft && node !== null ? V.knownNumber(evaluate({ op: "total" }, scope)) : null,
    reasons: V.reasonsOf(answer),
  };
}

/** Both sides of a comparison, so that the margin can be seen; of a range its two ends. */
function margin(condition: Expr, scope: Scope): readonly [string, string] | null {
  if (condition.op === "compare") return [V.show(evaluate(condition.a, scope)), V.show(evaluate(condition.b, scope))];
  if (condition.op === "between") {
    const end = (bound: typeof condition.low) => (bound === null ? "" : V.show(evaluate(bound.value, scope)));
    return [V.show(evaluate(condition.x, scope)), `${end(condition.low)}..${end(condition.high)}`];
  }
  if (condition.op === "value") {
    // A check that is a named value or a reading shows that value's own comparison.
    const body = scope.world.values.get(condition.id)?.body;
    return body?.kind === "formula"
      ? margin(body.expr, scope)
      : body?.kind === "readings"
        ? readingMargin(condition.id, scope)
        : null;
  }
  return null;
}

function readingMargin(question: string, scope: Scope): readonly [string, string] | null {
  const body = scope.world.values.get(question)?.body;
  if (body?.kind !== "readings") return null;
  const taken = scope.world.input.readings?.[question] ?? body.taken;
  const expr = body.readings.find((r) => r.id === taken)?.expr ?? null;
  return expr === null ? null : margin(expr, scope);
}
