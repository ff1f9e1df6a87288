/** Where a plan's sources come from: the table, the eligibility of the rows around, and what is gathered before kernels run. */
import type { Source } from "../../compiler/ir/columns.js";
import { sourceId } from "../../compiler/ir/columns.js";
import type { Expr, Policy, ValueDef } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import { type EngineInput, rosterIn, tableIn } from "../input.js";
import { once } from "../outcomes/once.js";
import { readFacts } from "../reference/facts.js";
import { takenAt } from "../table/columns.js";
import { holdersOf } from "../table/relations.js";
import type { Table } from "../table.js";
import { gather } from "./gather.js";
import type { Planner, Reading } from "./reading.js";
import { readField, type SourceColumn } from "./values.js";

export function readingOf(input: EngineInput, planner: Planner, vectors: boolean): Reading {
  const facts = once(() => readFacts(input.policy, rosterIn(input)));
  const reading: Reading = {
    input,
    table: tableIn(input),
    planner,
    facts,
    verdicts: new Map(),
    because: new Map(),
    read: (entity, sources) =>
      new Map(sources.map((source) => [sourceId(source), readSource(reading, entity, source)])),
    vectors,
  };
  return reading;
}

function readSource(at: Reading, entity: string, source: Source): SourceColumn {
  const { table } = at;
  const { policy } = at.input;
  switch (source.kind) {
    case "verdict": {
      const own = at.verdicts.get(source.entity);
      const holders = holdersOf(policy, table, entity, source.entity);
      if (own === undefined || holders === null) throw new RangeError(`no verdict of ${source.entity} for ${entity}`);
      return { source, rows: holders.length, column: takenAt(own.column, holders), noted: null };
    }
    case "gathered":
      return remembered(at, entity, source.expr, () => gather(at, entity, source));
    default:
      return readField(policy, table, entity, source);
  }
}

// ---------------------------------------------------------------- memory

/** So many are remembered for each table: runs that differ in one number gather nothing anew. */
const MOST = 64;
const memory = new WeakMap<Table, Map<string, SourceColumn>>();
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

function remembered(at: Reading, entity: string, expr: Expr, make: () => SourceColumn): SourceColumn {
  const known = memory.get(at.table) ?? new Map<string, SourceColumn>();
  memory.set(at.table, known);
  const key = `${entity} ${restsOn(at.input, expr)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  const oldest = known.size < MOST ? undefined : known.keys().next().value;
  if (oldest !== undefined) known.delete(oldest);
  known.set(key, made);
  return made;
}

/** Everything besides the table that the value of an expression on the facts rests on. */
function restsOn({ policy, asOf, parameters, readings }: EngineInput, expr: Expr): string {
  const defs = new Map<string, ValueDef>(policy.values.map((v) => [v.id, v]));
  const reached = new Map<string, unknown>();
  const visit = (node: unknown): void =>
    eachExpr(node, (e) => {
      if (e.op === "taken") reached.set(`taken ${e.question}`, readings?.[e.question] ?? null);
      if ((e.op !== "value" && e.op !== "lookup" && e.op !== "tiers") || reached.has(e.id)) return;
      const def = defs.get(e.id);
      reached.set(e.id, [def?.entity, def?.body, parameters?.[e.id] ?? null, readings?.[e.id] ?? null]);
      visit(def?.body);
    });
  visit(expr);
  return JSON.stringify([numberOf(policy.entities), asOf, policy.factsOn, expr, [...reached]]);
}
