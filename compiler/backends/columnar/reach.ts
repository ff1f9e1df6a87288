/** What an expression reaches, through named values too: what may be gathered row by row, and what needs the whole roster. */
import type { EntityDef, Expr, Policy, ValueDef } from "../../ir/types.js";
import { eachExpr } from "../../ir/walk.js";

/** Whether `entity` is inside `outer`. */
export function inside(policy: Policy, entity: string, outer: string): boolean {
  const seen = new Set<string>();
  let at: EntityDef | undefined = policy.entities.find((e) => e.id === entity);
  while (at !== undefined && at.within !== null && !seen.has(at.id)) {
    if (at.within === outer) return true;
    seen.add(at.id);
    const within: string = at.within;
    at = policy.entities.find((e) => e.id === within);
  }
  return false;
}

/** The entities whose rows a row of this one is within, from the nearest outwards. A past award is within the row that it names. */
export function around(policy: Policy, entity: string): string[] {
  const chain: string[] = [];
  for (let id: string | null = entity; id !== null && !chain.includes(id); ) {
    chain.push(id);
    const at: string = id;
    const def = policy.entities.find((e) => e.id === at);
    const owner = def?.history ? def.fields.find((f) => f.type.kind === "entity")?.type : undefined;
    id = def?.within ?? (owner?.kind === "entity" ? owner.entity : null);
  }
  return chain.slice(1);
}

/** The nearest entity around this one that has an eligibility clause: who is not eligible there is not eligible here. */
export function judged(policy: Policy, entity: string): string | null {
  return around(policy, entity).find((outer) => policy.eligibility.some((e) => e.entity === outer)) ?? null;
}

/** Every expression that evaluating these may reach; of a question only the reading taken. */
export function reached(policy: Policy, roots: unknown, readings: Readonly<Record<string, string>>): ReadonlySet<Expr> {
  const found = new Set<Expr>();
  const done = new Set<string>();
  const values = new Map<string, ValueDef>(policy.values.map((v) => [v.id, v]));
  const visit = (node: unknown): void =>
    eachExpr(node, (e) => {
      found.add(e);
      if (e.op !== "value" && e.op !== "lookup" && e.op !== "tiers") return;
      if (done.has(e.id)) return;
      done.add(e.id);
      const body = values.get(e.id)?.body;
      if (body?.kind === "readings") {
        const taken = readings[e.id] ?? body.taken;
        visit(body.readings.find((r) => r.id === taken)?.expr ?? null);
      } else visit(body);
    });
  visit(roots);
  return found;
}

/** Whether rows of `inner` are below this row, or below one around it that belongs to the same payee. */
function isHeld(policy: Policy, inner: string, entity: string, payee: string): boolean {
  const chain = [entity, ...around(policy, entity)];
  const own = chain.slice(0, Math.max(1, chain.indexOf(payee) + 1));
  return own.some((outer) => outer !== inner && inside(policy, inner, outer));
}

/** Why the value on a row of `entity` depends on what its payee does not hold, or null. */
export function wider(policy: Policy, entity: string, payee: string, e: Expr): string | null {
  if (e.op === "total" || (e.op === "result" && e.stage === "net")) return "reads net results";
  if (e.op === "collect" && (e.set.scope === "roster" || !isHeld(policy, e.set.entity, entity, payee))) {
    return `ranges over ${e.set.entity} of the whole roster`;
  }
  if (e.op === "follow" && (e.entity === payee || inside(policy, e.entity, payee)))
    return `follows a reference to another ${e.entity}`;
  if (e.op === "result" && policy.benefits.find((b) => b.id === e.benefit)?.entity !== entity) {
    return `sums ${e.benefit} over other rows`;
  }
  if (e.op === "eligible" && e.entity !== entity && e.entity !== judged(policy, entity))
    return `asks whether another ${e.entity} is eligible`;
  return null;
}

/** Whether it rests on the facts alone, so that it can be evaluated before stage 1. */
export function onFacts(policy: Policy, e: Expr, readings: Readonly<Record<string, string>>): boolean {
  for (const part of reached(policy, e, readings)) {
    if (part.op === "result" || part.op === "eligible" || part.op === "total") return false;
  }
  return true;
}
