/**
 * What was worked out from a table's facts, for the next run on it: runs that differ in one number group and gather nothing anew.
 * Kept for as long as the table.
 */
import type { Policy, ValueDef } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import type { EngineInput } from "../input.js";
import type { Table } from "../table.js";

/** So many are kept for each table. */
const MOST = 64;
const memory = new WeakMap<Table, Map<string, unknown>>();

/** `key` says all that it rests on besides the table. */
export function remembered<T>(table: Table, key: string, make: () => T): T {
  const known = memory.get(table) ?? new Map<string, unknown>();
  memory.set(table, known);
  const found = known.get(key) as T | undefined;
  if (found !== undefined) {
    // The one used last is forgotten last.
    known.delete(key);
    known.set(key, found);
    return found;
  }
  const made = make();
  const oldest = known.size < MOST ? undefined : known.keys().next().value;
  if (oldest !== undefined) known.delete(oldest);
  known.set(key, made);
  return made;
}

/** Everything besides the table that the values of expressions on the facts rest on. */
export function restsOn(
  input: Pick<EngineInput, "policy" | "asOf" | "parameters" | "readings">,
  parts: unknown,
): string {
  const { policy, asOf, parameters, readings } = input;
  const defs = new Map<string, ValueDef>(policy.values.map((v) => [v.id, v]));
  const reached = new Map<string, unknown>();
  const visit = (node: unknown): void =>
    eachExpr(node, (e) => {
      if (e.op === "taken") reached.set(`taken ${e.question}`, readings?.[e.question] ?? null);
      if (e.op === "eligible" && !reached.has("eligible")) {
        reached.set("eligible", policy.eligibility);
        visit(policy.eligibility);
      }
      if ((e.op !== "value" && e.op !== "lookup" && e.op !== "tiers") || reached.has(e.id)) return;
      const def = defs.get(e.id);
      reached.set(e.id, [def?.entity, def?.body, parameters?.[e.id] ?? null, readings?.[e.id] ?? null]);
      visit(def?.body);
    });
  visit(parts);
  return JSON.stringify([numberOf(policy.entities), asOf, policy.factsOn, parts, [...reached]]);
}

const numbers = new WeakMap<object, number>();
/** The vocabularies seen last, by what they say: a policy that was posted to a worker is never the same object twice. */
const said: { readonly text: string; readonly number: number }[] = [];
let last = 0;

function numberOf(entities: Policy["entities"]): number {
  const found = numbers.get(entities);
  if (found !== undefined) return found;
  const text = JSON.stringify(entities);
  let same = said.find((s) => s.text === text);
  if (same === undefined) {
    last += 1;
    same = { text, number: last };
    said.unshift(same);
    said.length = Math.min(said.length, 8);
  }
  numbers.set(entities, same.number);
  return same.number;
}
