/**
 * Results as facts. What stage 9 reads of stage 7 becomes a field of the rows that a benefit is paid for, and sums of results
 * become sets over these rows: a policy that reads facts alone, which the engine knows how to ask.
 */
import type { Rational } from "../../../compiler/ir/rational.js";
import type { EntityDef, Expr, FieldDef, Policy, ValueDef } from "../../../compiler/ir/types.js";
import { type ClaimColumns, type Outcome, STATES } from "../../outcome.js";
import { amountAt } from "../../outcomes/index.js";
import { lineage } from "../../reference/depends.js";
import { entityTable, outwards } from "../../table/relations.js";
import { BLANK, PRESENT, type Table, type TableColumn } from "../../table.js";
import type { TableInput } from "../strata/rows.js";
import type { Collect } from "../strata/sets.js";

export interface Netted {
  /** The run on the table with the fields. Its values read them; its clauses are those of the policy. */
  readonly input: TableInput;
  /** An expression of the policy as it is asked: of what stands on a row of `entity`, null: on none. */
  readonly asked: <T>(part: T, entity: string | null) => T;
  /** The net of a benefit over the whole roster, in the policy's own words: one object for each benefit. */
  readonly sum: (benefit: string) => Collect;
}

const OPEN = STATES.indexOf("undecided");
const PAID = STATES.indexOf("paid");

const fieldOf = (benefit: string): string => `\u0000net\u0000${benefit}`;

/** `benefits`: those whose nets are read. */
export function netted(input: TableInput, outcome: Pick<Outcome, "claims">, benefits: ReadonlySet<string>): Netted {
  const { policy } = input;
  const entityOf = new Map(policy.benefits.map((b) => [b.id, b.entity]));
  const sums = new Map<string, Collect>();
  const net = (benefit: string): Expr => ({
    op: "field",
    entity: entityOf.get(benefit) as string,
    field: fieldOf(benefit),
  });
  const set = (benefit: string, scope: "below" | "roster", item: Expr): Collect => ({
    op: "collect",
    word: "sum",
    set: { entity: entityOf.get(benefit) as string, scope, where: null },
    item,
  });
  const sum = (benefit: string): Collect => {
    const made = sums.get(benefit) ?? set(benefit, "roster", { op: "result", benefit, stage: "net" });
    sums.set(benefit, made);
    return made;
  };
  /** `around`: the entities of the rows on which the expression stands, of a set within a set all of them. */
  const result = (benefit: string, around: readonly string[]): Expr => {
    const entity = entityOf.get(benefit) as string;
    if (around.some((e) => e === entity || outwards(policy, e).includes(entity))) return net(benefit);
    const holders = lineage(policy, entity);
    return around.some((e) => [e, ...outwards(policy, e)].some((outer) => holders.includes(outer)))
      ? set(benefit, "below", net(benefit))
      : (rewritten(sum(benefit), []) as Expr);
  };
  const made = new Map<string, Map<unknown, unknown>>();
  const rewritten = (node: unknown, around: readonly string[]): unknown => {
    if (node === null || typeof node !== "object") return node;
    const known = made.get(around.join("\n")) ?? new Map<unknown, unknown>();
    made.set(around.join("\n"), known);
    const found = known.get(node) ?? anew(node, around);
    known.set(node, found);
    return found;
  };
  const anew = (node: object, around: readonly string[]): unknown => {
    if (Array.isArray(node))
      return same(
        node,
        node.map((part) => rewritten(part, around)),
      );
    const e = node as Expr;
    if (e.op === "result" && e.stage === "net") return result(e.benefit, around);
    if (e.op === "total") return totalOf(policy.benefits.map((b) => result(b.id, around)));
    const inside = e.op === "collect" ? [...around, e.set.entity] : around;
    const parts = Object.entries(node).map(([key, part]): [string, unknown] => [key, rewritten(part, inside)]);
    return parts.every(([key, part]) => part === (node as Record<string, unknown>)[key])
      ? node
      : Object.fromEntries(parts);
  };
  const values = policy.values.map((v) => rewritten(v, v.entity === null ? [] : [v.entity]) as ValueDef);
  return {
    input: {
      ...input,
      policy: { ...policy, entities: withFields(policy, benefits, entityOf), values },
      table: withColumns(input.table, outcome, benefits),
    },
    asked: (part, entity) => rewritten(part, entity === null ? [] : [entity]) as typeof part,
    sum,
  };
}

function same(before: readonly unknown[], now: readonly unknown[]): readonly unknown[] {
  return now.every((part, i) => part === before[i]) ? before : now;
}

function totalOf(nets: readonly Expr[]): Expr {
  return nets.length === 0 ? { op: "num", value: "0" } : nets.reduce((a, b): Expr => ({ op: "add", a, b }));
}

function withFields(
  policy: Policy,
  benefits: ReadonlySet<string>,
  entityOf: ReadonlyMap<string, string>,
): readonly EntityDef[] {
  return policy.entities.map((def) => {
    const own = [...benefits].filter((id) => entityOf.get(id) === def.id).map(moneyField);
    return own.length === 0 ? def : { ...def, fields: [...def.fields, ...own] };
  });
}

function moneyField(benefit: string): FieldDef {
  return {
    id: fieldOf(benefit),
    type: { kind: "number", unit: "yuan", whole: false },
    scale: "1",
    low: null,
    high: null,
    blank: null,
    optional: true,
    private: false,
    aliases: [],
  };
}

function withColumns(table: Table, outcome: Pick<Outcome, "claims">, benefits: ReadonlySet<string>): Table {
  const entities = { ...table.entities };
  for (const id of benefits) {
    const claims = outcome.claims(id);
    const own = entityTable({ entities }, claims.entity);
    entities[claims.entity] = { ...own, columns: { ...own.columns, [fieldOf(id)]: netColumn(claims) } };
  }
  return { entities };
}

/** What a claim that is undecided may still come to is the interpreter's to say: it is blank here, unless it is 0 either way. */
function netColumn(claims: ClaimColumns): TableColumn {
  const { rows, state } = claims;
  const net = claims.amounts("net");
  const values = net.values.slice();
  let presence: Uint8Array | null = null;
  for (let row = 0; row < rows; row += 1) {
    if (state[row] === PAID && !net.odd.has(row)) continue;
    values[row] = values instanceof Int32Array ? 0 : 0n;
    const isOpen = state[row] === OPEN && !isNothing(amountAt(claims.amounts("high"), row));
    if (!isOpen && state[row] !== PAID) continue;
    presence ??= new Uint8Array(rows).fill(PRESENT);
    presence[row] = BLANK;
  }
  return { kind: "number", scale: net.scale, values, presence };
}

function isNothing(amount: Rational | null): boolean {
  return amount !== null && amount.n === 0n;
}
