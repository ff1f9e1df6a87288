/** What an expression reads, found without running it. It decides only what may be remembered, never what a value is. */
import type { Expr, Policy, ValueDef } from "../../compiler/ir/types.js";
import { partsOf } from "../../compiler/ir/walk.js";

export interface Reads {
  /** The date of the facts, on this row or on any row of a set. */
  asOf: boolean;
  /** Rows beyond those below the current one, so that a group's restriction matters. */
  roster: boolean;
  /** The entities whose nearest row it needs. */
  readonly entities: Set<string>;
  /** Fields as `entity.field`, wherever they stand. */
  readonly fields: Set<string>;
}

export interface Dependence {
  of(expr: Expr): Reads;
  ofValue(id: string): Reads;
}

function bodyParts(def: ValueDef): readonly Expr[] {
  const body = def.body;
  if (body.kind === "formula") return [body.expr];
  if (body.kind === "set") return body.by.field === null ? [] : [body.by.field];
  if (body.kind === "readings") return body.readings.flatMap((r) => (r.expr === null ? [] : [r.expr]));
  return [...body.keys, ...body.rows.map((r) => r.value), ...(body.otherwise === null ? [] : [body.otherwise])];
}

/** The entity and those it is within, from the inside out. */
export function lineage(policy: Policy, entity: string): readonly string[] {
  const chain: string[] = [];
  for (let id: string | null = entity; id !== null && !chain.includes(id); ) {
    chain.push(id);
    const at: string = id;
    id = policy.entities.find((e) => e.id === at)?.within ?? null;
  }
  return chain;
}

export function dependence(policy: Policy): Dependence {
  const values = new Map(policy.values.map((v) => [v.id, v]));
  const known = new Map<Expr, Reads>();
  const knownValues = new Map<string, Reads>();
  const entityOf = new Map(policy.benefits.map((b) => [b.id, b.entity]));

  function nothing(): Reads {
    return { asOf: false, roster: false, entities: new Set(), fields: new Set() };
  }

  function include(into: Reads, from: Reads, outside: (entity: string) => boolean = () => true): void {
    into.asOf ||= from.asOf;
    into.roster ||= from.roster;
    for (const e of from.entities) if (outside(e)) into.entities.add(e);
    for (const f of from.fields) into.fields.add(f);
  }

  function of(expr: Expr): Reads {
    const found = known.get(expr);
    if (found !== undefined) return found;
    const reads = nothing();
    known.set(expr, reads);
    if (expr.op === "field") {
      reads.entities.add(expr.entity);
      reads.fields.add(`${expr.entity}.${expr.field}`);
    } else if (expr.op === "follow") reads.fields.add(`${expr.entity}.${expr.field}`);
    else if (expr.op === "eligible") reads.entities.add(expr.entity);
    else if (expr.op === "asOf") reads.asOf = true;
    else if (expr.op === "total") reads.roster = true;
    else if (expr.op === "result") {
      // On an ancestor or on none it is a sum over rows, which a group restricts.
      reads.roster = true;
      reads.entities.add(entityOf.get(expr.benefit) ?? "");
    } else if (expr.op === "value") {
      const def = values.get(expr.id);
      include(reads, ofValue(expr.id), (e) => def?.entity === null || def?.body.kind === "set" || e !== def?.entity);
      if (def !== undefined && def.entity !== null) reads.entities.add(def.entity);
    } else if (expr.op === "lookup" || expr.op === "tiers") include(reads, ofValue(expr.id));
    const members = expr.op === "collect" ? lineage(policy, expr.set.entity) : [];
    for (const part of partsOf(expr)) include(reads, of(part), (e) => !members.includes(e));
    if (expr.op === "collect") {
      if (expr.set.scope === "roster") reads.roster = true;
      else for (const e of members.slice(1)) reads.entities.add(e);
    }
    return reads;
  }

  function ofValue(id: string): Reads {
    const found = knownValues.get(id);
    if (found !== undefined) return found;
    const reads = nothing();
    knownValues.set(id, reads);
    const def = values.get(id);
    if (def !== undefined) for (const part of bodyParts(def)) include(reads, of(part));
    return reads;
  }

  return { of, ofValue };
}
