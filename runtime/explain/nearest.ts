/**
 * The nearest change that would qualify a household for a benefit: fewest fields first, then in the order of the policy's
 * conditions. Each suggestion is tried on the household before it is given.
 */
import * as R from "../../compiler/ir/rational.js";
import type { Expr, FieldDef, Policy, Relation } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import type { Cell, Roster, Row } from "../roster.js";
import type { RunInput, RunResult } from "../run.js";
import { type Bilingual, both } from "./bilingual.js";
import { nameOf } from "./phrase.js";
import { quantity } from "./quantity.js";

export interface Change {
  readonly entity: string;
  readonly field: string;
  readonly to: Cell;
}

const MOST_TRIED = 200;

/** Changes after which the benefit is due to this row; null if none of one or two fields was found. */
export function nearestChange(
  input: RunInput,
  run: (input: RunInput) => RunResult,
  benefit: string,
  entity: string,
  key: string,
): readonly Change[] | null {
  const roster = alone(input, entity, key);
  if (roster === null) return null;
  const candidates = candidateChanges(input.policy, benefit, entity, roster.entities[entity]?.[0] as Row);
  const qualifies = (changes: readonly Change[]): boolean => {
    const result = run({ ...input, roster: changed(roster, changes) });
    return result.claims.some(
      (c) =>
        c.benefit === benefit &&
        (c.state === "paid" || (c.state === "undecided" && c.reasons.every((r) => r.what === `${benefit}.approved`))),
    );
  };
  let tried = 0;
  for (const change of candidates) {
    if (tried++ >= MOST_TRIED) return null;
    if (qualifies([change])) return [change];
  }
  for (const [i, first] of candidates.entries()) {
    for (const second of candidates.slice(i + 1)) {
      if (second.field === first.field) continue;
      if (tried++ >= MOST_TRIED) return null;
      if (qualifies([first, second])) return [first, second];
    }
  }
  return null;
}

/** `若生猪达到6头，即可享受养殖`. */
export function nearestText(policy: Policy, benefit: string, changes: readonly Change[]): Bilingual {
  const field = (change: Change) =>
    policy.entities.find((e) => e.id === change.entity)?.fields.find((f) => f.id === change.field);
  return both((lang) => {
    const said = changes.map((change) => {
      const name = nameOf(policy, `${change.entity}.${change.field}`, lang);
      const to = shownCell(policy, field(change), change, lang);
      return lang === "zh" ? `${name}为${to}` : `${name} were ${to}`;
    });
    const label =
      lang === "zh" ? (policy.about[benefit]?.label ?? nameOf(policy, benefit, lang)) : nameOf(policy, benefit, lang);
    return lang === "zh"
      ? `最接近的情形：若${said.join("，且")}，即可享受${label}`
      : `nearest: if ${said.join(" and ")}, ${label} would be due`;
  });
}

function shownCell(policy: Policy, field: FieldDef | undefined, change: Change, lang: "en" | "zh"): string {
  const { to } = change;
  if (typeof to === "boolean") return lang === "zh" ? (to ? "是" : "否") : to ? "yes" : "no";
  if (to !== null && typeof to === "object")
    return quantity(to, field?.type.kind === "number" ? field.type.unit : "", policy, lang);
  if (to === null) return lang === "zh" ? "未填" : "blank";
  return field?.type.kind === "enum" ? nameOf(policy, `${field.type.enum}.${to}`, lang) : to;
}

/** The household with what is inside it, and the rows that belong to no household (towns, funds). */
function alone(input: RunInput, entity: string, key: string): Roster | null {
  const { roster, policy } = input;
  const target = roster.entities[entity]?.find((row) => row.key === key);
  if (!target) return null;
  const within = new Map(policy.entities.map((e) => [e.id, e.within]));
  const kept: Record<string, readonly Row[]> = {};
  const inside = (id: string): readonly Row[] => {
    const known = kept[id];
    if (known) return known;
    const outer = within.get(id) ?? null;
    const rows = roster.entities[id] ?? [];
    if (id === entity) kept[id] = [target];
    else if (outer === null) kept[id] = rows;
    else {
      const keys = new Set(inside(outer).map((row) => row.key));
      kept[id] = rows.filter((row) => row.parent !== null && keys.has(row.parent));
    }
    return kept[id] as readonly Row[];
  };
  for (const id of Object.keys(roster.entities)) inside(id);
  return { ...roster, entities: kept };
}

function changed(roster: Roster, changes: readonly Change[]): Roster {
  const entities = { ...roster.entities };
  for (const change of changes) {
    entities[change.entity] = (entities[change.entity] ?? []).map((row) => ({
      ...row,
      cells: { ...row.cells, [change.field]: change.to },
    }));
  }
  return { ...roster, entities };
}

/** What each comparison in the benefit's conditions would need of its field. */
function candidateChanges(policy: Policy, benefit: string, entity: string, row: Row): Change[] {
  const def = policy.benefits.find((b) => b.id === benefit);
  const fields = new Map(policy.entities.find((e) => e.id === entity)?.fields.map((f) => [f.id, f]) ?? []);
  const values = new Map(policy.values.map((v) => [v.id, v]));
  const found: Change[] = [];
  const seen = new Set<string>();
  const propose = (field: string, to: Cell) => {
    const id = `${field} ${typeof to === "object" && to !== null ? R.text(to) : String(to)}`;
    const own = row.cells[field];
    const same =
      typeof to === "object" && to !== null && typeof own === "object" && own !== null ? R.equal(to, own) : own === to;
    if (seen.has(id) || same) return;
    seen.add(id);
    found.push({ entity, field, to });
  };
  const open = new Set<string>();
  const walk = (node: unknown): void =>
    eachExpr(node, (expr) => {
      if (expr.op === "compare") compareChanges(expr, entity, fields, propose);
      else if (expr.op === "oneOf" && expr.x.op === "field" && expr.x.entity === entity) {
        for (const item of expr.items) if (item.op === "enum" || item.op === "text") propose(expr.x.field, item.value);
      } else if (expr.op === "between" && expr.x.op === "field" && expr.x.entity === entity) {
        if (expr.low?.value.op === "num")
          propose(
            expr.x.field,
            stepped(R.rational(expr.low.value.value), expr.low.included ? "ge" : "gt", fields.get(expr.x.field)),
          );
        if (expr.high?.value.op === "num")
          propose(
            expr.x.field,
            stepped(R.rational(expr.high.value.value), expr.high.included ? "le" : "lt", fields.get(expr.x.field)),
          );
      } else if (expr.op === "field" && expr.entity === entity && fields.get(expr.field)?.type.kind === "bool") {
        propose(expr.field, true);
        propose(expr.field, false);
      } else if ((expr.op === "value" || expr.op === "lookup") && !open.has(expr.id)) {
        open.add(expr.id);
        walk(values.get(expr.id)?.body);
      }
    });
  for (const clause of policy.eligibility) if (clause.entity === entity) walk([clause.when, clause.excepts]);
  if (def) {
    walk([def.guard.when, def.guard.excepts]);
    walk(def.award);
    if (def.award.kind === "amount" && def.award.least?.quantity.op === "field") {
      propose(def.award.least.quantity.field, R.rational(def.award.least.from));
    }
  }
  return found;
}

function compareChanges(
  expr: Extract<Expr, { op: "compare" }>,
  entity: string,
  fields: ReadonlyMap<string, FieldDef>,
  propose: (field: string, to: Cell) => void,
): void {
  if (expr.a.op !== "field" || expr.a.entity !== entity) return;
  const { field } = expr.a;
  const { b, relation } = expr;
  if (b.op === "num") propose(field, stepped(R.rational(b.value), relation, fields.get(field)));
  else if ((b.op === "enum" || b.op === "text") && relation === "eq") propose(field, b.value);
  else if (b.op === "enum" && relation === "ne") propose(field, null);
  else if (b.op === "date") propose(field, b.value);
  else if (b.op === "bool") propose(field, relation === "eq" ? b.value : !b.value);
}

/** The value nearest to a bound that satisfies it: one more of what is counted, 0.01 of what is measured. */
function stepped(bound: R.Rational, relation: Relation, field: FieldDef | undefined): R.Rational {
  const step = field?.type.kind === "number" && field.type.whole ? R.ONE : R.rational("0.01");
  if (relation === "gt" || relation === "ne") return R.add(bound, step);
  return relation === "lt" ? R.sub(bound, step) : bound;
}
