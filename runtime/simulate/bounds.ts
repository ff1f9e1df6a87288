/** Who stands exactly on a bound, and what the total would be if the bound were read the other way: 含 or 不含. */
import * as R from "../../compiler/ir/rational.js";
import type { Bound, Expr, Num, PatternTest, Policy, Relation, ValueDef } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import { type Case, prepareCase } from "./case.js";
import { differingPayees } from "./differing.js";
import { type Engine, type Steps, type TableInput, watch } from "./engine.js";
import { rowsEqualTo } from "./exactly.js";
import { ScenarioFault } from "./fault.js";

export interface OnBound {
  /** The clause in which it stands: a value, entity (eligibility), benefit, limit or check. */
  readonly clause: string;
  readonly entity: string;
  readonly field: string;
  /** In base units. */
  readonly value: Num;
  /** Whether the rule includes the bound, as written: at least, at most. For an edge between two rows of a table: whether the lower row holds it. */
  readonly includes: boolean;
  readonly side: "least" | "most" | "edge";
  /** Rows with exactly this value. */
  readonly rows: number;
  /** Read the other way: what the total changes by, and how many payees come out differently. */
  readonly stake: R.Rational;
  readonly affected: number;
}

/** Bounds on which at least one row stands, in the policy's order. Throws like `sensitivity`. */
export async function boundsReport(of: Case, engine: Engine, steps: Steps = {}): Promise<OnBound[]> {
  const { input } = prepareCase(of);
  const held = boundsOf(input).flatMap((bound) => {
    const column = input.table.entities[bound.entity]?.columns[bound.field];
    const rows = column === undefined ? 0 : rowsEqualTo(column, R.rational(bound.value)).length;
    return rows > 0 ? [{ bound, rows }] : [];
  });
  const progress = watch(steps, 1 + held.length);
  const base = engine(input);
  if (base.refused) throw new ScenarioFault(base.diagnostics);
  await progress.next();
  const found: OnBound[] = [];
  for (const { bound, rows } of held) {
    const { flipped, ...told } = bound;
    const outcome = engine({ ...input, policy: flipped(input.policy) });
    found.push({
      ...told,
      rows,
      stake: R.sub(outcome.total.amount, base.total.amount),
      affected: differingPayees(input.policy, base, outcome),
    });
    await progress.next();
  }
  return found;
}

type Found = Omit<OnBound, "rows" | "stake" | "affected"> & { readonly flipped: (policy: Policy) => Policy };

function boundsOf(input: TableInput): Found[] {
  const { policy } = input;
  const read = reader(input);
  const found: Found[] = [];
  const seen = new Set<object>();
  const walk = (clause: string, node: unknown): void => {
    if (node === null || typeof node !== "object" || seen.has(node)) return;
    seen.add(node);
    if (Array.isArray(node)) {
      for (const item of node) walk(clause, item);
      return;
    }
    const own = node as { readonly op?: unknown; readonly kind?: unknown };
    if (own.op === "compare") found.push(...ofComparison(clause, node as Comparison, read));
    if (own.op === "between") found.push(...ofRange(clause, node as Between, read));
    if (own.kind === "table") found.push(...ofTable(clause, node as Table, read));
    for (const inner of Object.values(node)) walk(clause, inner);
  };
  for (const e of policy.eligibility) walk(e.entity, e);
  const reached = valuesReached(input);
  for (const v of policy.values) if (reached.has(v.id)) walk(v.id, takenBody(input, v));
  for (const b of policy.benefits) walk(b.id, b);
  for (const l of policy.limits) walk(l.id, l);
  return found;
}

/** Of a question only the reading that the run takes. */
function takenBody({ readings }: TableInput, { id, body }: ValueDef): unknown {
  if (body.kind !== "readings") return body;
  const taken = readings?.[id] ?? body.taken;
  return body.readings.find((r) => r.id === taken)?.expr ?? null;
}

/** The named values that money may hang on. */
function valuesReached(input: TableInput): ReadonlySet<string> {
  const { policy } = input;
  const values = new Map(policy.values.map((v) => [v.id, v]));
  const found = new Set<string>();
  const visit = (node: unknown): void =>
    eachExpr(node, (e) => {
      if ((e.op !== "value" && e.op !== "lookup" && e.op !== "tiers") || found.has(e.id)) return;
      found.add(e.id);
      const value = values.get(e.id);
      if (value !== undefined) visit(takenBody(input, value));
    });
  visit([policy.eligibility, policy.benefits, policy.limits]);
  return found;
}

type Comparison = Extract<Expr, { op: "compare" }>;
type Between = Extract<Expr, { op: "between" }>;
type Table = Extract<Policy["values"][number]["body"], { kind: "table" }>;

interface Reader {
  readonly field: (expr: Expr) => { readonly entity: string; readonly field: string } | null;
  readonly constant: (expr: Expr) => Num | null;
}

/** Through named values: a field under another name, a parameter with one value for all. */
function reader(input: TableInput): Reader {
  const values = new Map(input.policy.values.map((v) => [v.id, v]));
  const formula = (expr: Expr): Expr => {
    const body = expr.op === "value" ? values.get(expr.id)?.body : undefined;
    return body?.kind === "formula" ? body.expr : expr;
  };
  return {
    field: (expr) => {
      const own = formula(expr);
      return own.op === "field" ? own : null;
    },
    constant: (expr) => {
      const own = formula(expr);
      if (own.op === "num") return own.value;
      const body = own.op === "value" ? values.get(own.id)?.body : undefined;
      if (own.op !== "value" || body?.kind !== "set") return null;
      const given = input.parameters?.[own.id] ?? body.blank;
      return given !== null && given["kind"] === "number" && typeof given["value"] === "string" ? given["value"] : null;
    },
  };
}

const FLIPPED: Readonly<Partial<Record<Relation, Relation>>> = { ge: "gt", gt: "ge", le: "lt", lt: "le" };
const MIRRORED: Readonly<Partial<Record<Relation, Relation>>> = { ge: "le", gt: "lt", le: "ge", lt: "gt" };

function ofComparison(clause: string, node: Comparison, read: Reader): Found[] {
  const relation = FLIPPED[node.relation];
  if (relation === undefined) return [];
  const straight = [read.field(node.a), read.constant(node.b)] as const;
  const turned = [read.field(node.b), read.constant(node.a)] as const;
  const isStraight = straight[0] !== null && straight[1] !== null;
  const [field, value] = isStraight ? straight : turned;
  if (field === null || value === null) return [];
  const seen = isStraight ? node.relation : (MIRRORED[node.relation] as Relation);
  return [
    {
      clause,
      entity: field.entity,
      field: field.field,
      value,
      includes: seen === "ge" || seen === "le",
      side: seen === "ge" || seen === "gt" ? "least" : "most",
      flipped: replacing(new Map([[node as object, { ...node, relation }]])),
    },
  ];
}

function ofRange(clause: string, node: Between, read: Reader): Found[] {
  const field = read.field(node.x);
  if (field === null) return [];
  const end = (bound: Bound, side: "least" | "most"): Found[] => {
    const value = bound === null ? null : read.constant(bound.value);
    if (bound === null || value === null) return [];
    const flipped = replacing(new Map([[bound as object, { ...bound, included: !bound.included }]]));
    return [{ clause, entity: field.entity, field: field.field, value, includes: bound.included, side, flipped }];
  };
  return [...end(node.low, "least"), ...end(node.high, "most")];
}

/** Where two rows of a table meet at a number, it goes to the other row. */
function ofTable(clause: string, node: Table, read: Reader): Found[] {
  return node.keys.flatMap((key, at) => {
    const field = read.field(key);
    if (field === null) return [];
    const edges = new Map<string, { readonly edge: object; readonly included: boolean; readonly low: boolean }[]>();
    for (const row of node.rows) {
      for (const test of row.patterns[at] ?? []) {
        for (const { edge, low } of edgesOf(test)) {
          if (edge.value.kind !== "number") continue;
          const list = edges.get(edge.value.value) ?? [];
          edges.set(edge.value.value, [...list, { edge, included: edge.included, low }]);
        }
      }
    }
    return [...edges].flatMap(([value, list]): Found[] => {
      const meets = list.some((e) => e.low) && list.some((e) => !e.low);
      if (!meets) return [];
      const flipped = replacing(
        new Map(list.map(({ edge }) => [edge, { ...edge, included: !(edge as { included: boolean }).included }])),
      );
      const includes = list.some((e) => !e.low && e.included);
      return [{ clause, entity: field.entity, field: field.field, value, includes, side: "edge", flipped }];
    });
  });
}

function edgesOf(test: PatternTest) {
  if (test.kind !== "range") return [];
  return [
    ...(test.low === null ? [] : [{ edge: test.low, low: true }]),
    ...(test.high === null ? [] : [{ edge: test.high, low: false }]),
  ];
}

/** The policy with these very objects replaced; what holds none of them is left as it is. */
function replacing(changes: ReadonlyMap<object, object>): (policy: Policy) => Policy {
  const walk = (node: unknown): unknown => {
    if (node === null || typeof node !== "object") return node;
    const to = changes.get(node);
    if (to !== undefined) return to;
    if (Array.isArray(node)) {
      const items = node.map(walk);
      return items.some((item, i) => item !== node[i]) ? items : node;
    }
    let changed: Record<string, unknown> | null = null;
    for (const [key, inner] of Object.entries(node)) {
      const next = walk(inner);
      if (next === inner) continue;
      changed ??= { ...(node as Record<string, unknown>) };
      changed[key] = next;
    }
    return changed ?? node;
  };
  return (policy) => walk(policy) as Policy;
}
