/**
 * What limits ask of the rows that their claims stand on: guards, keys of an order, ceilings of a payee's own. Each is put to
 * the engine that works out the claims as a probe beside them; rows on which the answer is not known are the interpreter's.
 */
import * as R from "../../../compiler/ir/rational.js";
import type { Expr, Guarded, LimitDef, Policy } from "../../../compiler/ir/types.js";
import type { Outcome } from "../../outcome.js";
import { STATES } from "../../outcome.js";
import { amountAt } from "../../outcomes/index.js";
import { dependence } from "../../reference/depends.js";
import { evaluate } from "../../reference/evaluate.js";
import { nearest } from "../../reference/facts.js";
import { judge } from "../../reference/guard.js";
import { scopeOn } from "../../reference/scope.js";
import type { Datum, Value } from "../../reference/value.js";
import * as V from "../../reference/value.js";
import type { RunInput } from "../../run.js";
import { entityTable } from "../../table/relations.js";
import { fieldReader, nearestOf } from "./facts.js";
import { FREE, type Probe } from "./probe.js";
import { eachRow, type RowReader, reachedFrom } from "./rows.js";
import type { Split } from "./split.js";

export const FAILS = 0;
export const HOLDS = 1;
export const DOUBTFUL = 2;

const ONE: Expr = { op: "num", value: "1" };
const PAID = STATES.indexOf("paid");
const ZERO = STATES.indexOf("zero");
const UNDECIDED = STATES.indexOf("undecided");

export function entitiesOf(policy: Policy, limit: LimitDef): string[] {
  const wanted = new Set(limit.benefits.map((id) => policy.benefits.find((b) => b.id === id)?.entity));
  return policy.entities.filter((e) => wanted.has(e.id)).map((e) => e.id);
}

function isFree(guard: Guarded): boolean {
  return guard.when === null && guard.excepts.length === 0;
}

/** Names of probes; no benefit that is written can have such a one. */
const name = (...parts: readonly (string | number)[]): string => `\u0000${parts.join("\u0000")}`;

/** Whether the ceiling of a group that is one row can be asked of the rows within it: it reads nothing but fields. */
export function isOwnCeiling(policy: Policy, limit: LimitDef): boolean {
  const [group] = limit.group;
  if (limit.group.length !== 1 || group?.kind !== "entity") return false;
  const reads = dependence(policy).of(limit.ceiling);
  if (reads.roster) return false;
  return entitiesOf(policy, limit).every((e) => e === group.entity) || plain(policy, limit.ceiling, new Set());
}

/** Nothing but facts of the row and the rows around it. */
function plain(policy: Policy, expr: unknown, seen: Set<string>): boolean {
  if (expr === null || typeof expr !== "object") return true;
  if (Array.isArray(expr)) return expr.every((e) => plain(policy, e, seen));
  if ("op" in expr) {
    const e = expr as Expr;
    if (e.op === "collect" || e.op === "result" || e.op === "eligible" || e.op === "total") return false;
    if ((e.op === "value" || e.op === "lookup" || e.op === "tiers") && !seen.has(e.id)) {
      seen.add(e.id);
      if (!plain(policy, policy.values.find((v) => v.id === e.id)?.body, seen)) return false;
    }
  }
  return Object.values(expr).every((part) => plain(policy, part, seen));
}

/** What is asked of an engine beside the claims. */
export function probesOf(policy: Policy, parts: Split, readings: RunInput["readings"]): Probe[] {
  // Of these the engine has only a part.
  const partial = new Set([...parts.portions.map((p) => p.benefit.id), ...parts.gathered.map((b) => b.id)]);
  const isWhole = (part: unknown): boolean =>
    ![...reachedFrom(policy, part, readings)].some((e) => e.op === "result" && partial.has(e.benefit));
  const probes: Probe[] = [];
  for (const limit of parts.late) {
    for (const entity of entitiesOf(policy, limit)) {
      if (!isFree(limit.guard) && isWhole(limit.guard)) {
        probes.push({ id: name(limit.id, "guard", entity), entity, guard: limit.guard, value: ONE });
      }
      if (limit.ceiling.op !== "num" && isOwnCeiling(policy, limit) && isWhole(limit.ceiling)) {
        probes.push({ id: name(limit.id, "ceiling", entity), entity, guard: FREE, value: limit.ceiling });
      }
      if (limit.way.kind !== "serve") continue;
      for (const [i, { key }] of limit.way.order.entries()) {
        if (key === null || key.op === "field" || !isWhole(key)) continue;
        const kind = kindOf(policy, key);
        if (kind === "number") probes.push({ id: name(limit.id, i, entity), entity, guard: FREE, value: key });
        if (kind === "bool") {
          probes.push({ id: name(limit.id, i, entity), entity, guard: { when: key, excepts: [] }, value: ONE });
        }
      }
    }
  }
  return probes;
}

/** What kind of value an expression has; null: not told by its form. */
export function kindOf(policy: Policy, e: Expr): "number" | "bool" | "other" | null {
  switch (e.op) {
    case "num":
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "bound":
    case "round":
    case "tally":
    case "tiers":
    case "elapsed":
    case "result":
    case "total":
      return "number";
    case "bool":
    case "compare":
    case "between":
    case "oneOf":
    case "and":
    case "or":
    case "not":
    case "known":
    case "taken":
    case "eligible":
      return "bool";
    case "value":
    case "lookup": {
      const type = policy.values.find((v) => v.id === e.id)?.type.kind;
      return type === "number" || type === "bool" ? type : type === undefined ? null : "other";
    }
    case "collect":
      return e.word === "any" || e.word === "all" ? "bool" : e.word === "first" ? null : "number";
    default:
      return null;
  }
}

export interface Asks {
  /** FAILS, HOLDS or DOUBTFUL for each row; null: the limit is for all. */
  readonly verdicts: (limit: LimitDef, entity: string) => Uint8Array | null;
  /** A key of an order on each row; null where it is not known. */
  readonly key: (limit: LimitDef, index: number, entity: string) => (row: number) => Datum | null;
  /** A ceiling on these rows; null: not to be asked of rows. */
  readonly ceilings: (limit: LimitDef, entity: string) => ((row: number) => Value) | null;
}

/** The numbers that a probe was asked for; undefined: the engine does not know it. */
export function numbersTold(outcome: Outcome, probe: string): (row: number) => R.Rational | undefined {
  const { state, amounts } = outcome.claims(probe);
  const gross = amounts("gross");
  const isDue = (row: number): boolean => state[row] === PAID || state[row] === ZERO;
  // A row that is not eligible has no claim, and so nothing is asked of it. What is at most 0 is due as 0, and yet not known.
  return (row) => (state[row] === UNDECIDED ? undefined : (amountAt(gross, row) ?? (isDue(row) ? undefined : R.ZERO)));
}

/** `base`: the engine's answer with the probes; `reader`: the interpreter's, for what it does not know. */
export function asksOf(base: Outcome, reader: RowReader, probes: readonly Probe[]): Asks {
  const { policy } = reader.input;
  const asked = new Set(probes.map((p) => p.id));
  const all = (entity: string) => Array.from({ length: entityTable(reader.table, entity).rows }, (_, i) => i);

  function verdicts(limit: LimitDef, entity: string): Uint8Array | null {
    if (isFree(limit.guard)) return null;
    const id = name(limit.id, "guard", entity);
    const out = new Uint8Array(entityTable(reader.table, entity).rows);
    let open: number[] = [];
    if (asked.has(id)) {
      const { state } = base.claims(id);
      for (let row = 0; row < state.length; row += 1) {
        if (state[row] === PAID || state[row] === ZERO) out[row] = HOLDS;
        else if (state[row] === UNDECIDED) open.push(row);
      }
    } else open = all(entity);
    eachRow(reader, entity, open, (node, row, { world }) => {
      const { kind } = judge(limit.guard, limit.id, scopeOn(world, node, limit.id));
      out[row] = kind === "holds" ? HOLDS : kind === "undecided" ? DOUBTFUL : FAILS;
    });
    return out;
  }

  /** An expression on rows, by probe where there is one. `told`: what the probe says of a row; undefined: nothing. */
  function values(
    entity: string,
    expr: Expr,
    clause: string,
    told: ((row: number) => Datum | undefined) | null,
  ): (Datum | null)[] {
    const { rows } = entityTable(reader.table, entity);
    const out: (Datum | null)[] = Array.from({ length: rows }, (_, row) => told?.(row) ?? null);
    const open = told === null ? all(entity) : all(entity).filter((row) => told(row) === undefined);
    eachRow(reader, entity, open, (node, row, { world }) => {
      const value = evaluate(expr, scopeOn(world, node, clause));
      out[row] = value.known ? value.value : null;
    });
    return out;
  }

  function key(limit: LimitDef, index: number, entity: string): (row: number) => Datum | null {
    const expr = limit.way.kind === "serve" ? (limit.way.order[index]?.key ?? null) : null;
    if (expr === null) return () => null;
    if (expr.op === "field") {
      const own = nearestOf(policy, reader.table, entity, expr.entity);
      if (own !== null) {
        const read = fieldReader(policy, reader.table, expr.entity, expr.field);
        return (row) => ((own[row] as number) < 0 ? null : read(own[row] as number));
      }
    }
    const id = name(limit.id, index, entity);
    let told: ((row: number) => Datum | undefined) | null = null;
    if (asked.has(id) && kindOf(policy, expr) === "bool") {
      const { state } = base.claims(id);
      told = (row) => (state[row] === UNDECIDED ? undefined : state[row] === PAID || state[row] === ZERO);
    } else if (asked.has(id)) told = numbersTold(base, id);
    const found = values(entity, expr, limit.id, told);
    return (row) => found[row] as Datum | null;
  }

  function ceilings(limit: LimitDef, entity: string): ((row: number) => Value) | null {
    const id = name(limit.id, "ceiling", entity);
    if (!asked.has(id)) return null;
    const told = numbersTold(base, id);
    const open = all(entity).filter((row) => told(row) === undefined);
    const slow = new Map<number, Value>();
    const [group] = limit.group;
    eachRow(reader, entity, open, (node, row, { world }) => {
      // What is not known of a ceiling is not known of the group's own row.
      const own = group?.kind === "entity" ? (nearest(node, group.entity) ?? node) : node;
      slow.set(row, evaluate(limit.ceiling, scopeOn(world, own, limit.id)));
    });
    return (row) => slow.get(row) ?? V.known(told(row) as Datum);
  }

  return { verdicts, key, ceilings };
}
