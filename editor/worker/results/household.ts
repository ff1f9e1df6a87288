/** One household: its facts, what it gets and why, what it would get, and what it got under the baseline. */
import * as R from "../../../compiler/ir/rational.js";
import type { EntityDef, FieldDef, Policy } from "../../../compiler/ir/types.js";
import { eachExpr } from "../../../compiler/ir/walk.js";
import { type Bilingual, explainOutcome } from "../../../runtime/explain/index.js";
import { unitText } from "../../../runtime/explain/quantity.js";
import { maskWhole } from "../../../runtime/office/masks.js";
import { personsOf } from "../../../runtime/office/roles.js";
import type { Outcome } from "../../../runtime/outcome.js";
import { amountAt } from "../../../runtime/outcomes/index.js";
import { named } from "../../../runtime/reference/names.js";
import type { Cell, Roster, Row } from "../../../runtime/roster.js";
import { cellAt, rosterOf, tableOf } from "../../../runtime/table/index.js";
import { childrenOf, placesOf } from "../../../runtime/table/relations.js";
import type { Table } from "../../../runtime/table.js";
import { engine } from "../engine/run.js";
import { type Computed, state } from "../engine/state.js";
import { withChanges } from "./changes.js";
import type { Change, Fact, Found, ResultsApi } from "./protocol.js";

export const household: ResultsApi["household"] = async (key, changes) => {
  const { last, baseline } = state;
  if (!last) return null;
  const entity = payeeEntity(last.outcome, key);
  if (entity === null) return null;
  const table = last.run.input.table;
  return {
    key,
    title: titleOf(last, entity, key),
    facts: factsOf(last.policy, table, entity, key),
    draft: explained(last, last.outcome, table, entity, key),
    amount: netOf(last.outcome, entity, key),
    whatIf: changes.length === 0 ? null : whatIf(last, entity, key, changes),
    baseline:
      baseline === null
        ? null
        : {
            derivation: explained(baseline, baseline.outcome, baseline.run.input.table, entity, key),
            amount: netOf(baseline.outcome, entity, key),
          },
  };
};

/** The whole roster is run again with the change: limits and pots may hold others back, or this household. */
function whatIf(computed: Computed, entity: string, key: string, changes: readonly Change[]) {
  const { policy, run } = computed;
  const table = withChanges(policy, run.input.table, changes);
  const outcome = engine({ ...run.input, table });
  return {
    derivation: explained(computed, outcome, table, entity, key),
    amount: netOf(outcome, entity, key),
  };
}

function explained({ run }: Computed, outcome: Outcome, table: Table, entity: string, key: string) {
  return explainOutcome({ ...run.input, table }, outcome, entity, key);
}

// ---------------------------------------------------------------- who

/** The kind of payee that has this key; null: none. */
function payeeEntity(outcome: Outcome, key: string): string | null {
  const payees = outcome.payees();
  for (let i = 0; i < payees.rows; i += 1) {
    if (payees.key(i) === key) return payees.entities[payees.entity?.[i] ?? 0] ?? null;
  }
  return null;
}

function placeOf(outcome: Outcome, entity: string, key: string): number {
  const payees = outcome.payees();
  const kind = payees.entities.indexOf(entity);
  for (let i = 0; i < payees.rows; i += 1) {
    if ((payees.entity?.[i] ?? 0) === kind && payees.key(i) === key) return i;
  }
  return -1;
}

export function netOf(outcome: Outcome, entity: string, key: string): R.Rational | null {
  const place = placeOf(outcome, entity, key);
  return place < 0 ? null : amountAt(outcome.payees().net, place);
}

/** `441201-0007 张*三 甲镇`: names masked. */
function titleOf({ policy, run }: Computed, entity: string, key: string): string {
  const person = personsOf(policy, run.input.table, entity, { lang: "zh", unmasked: false });
  const row = placesOf(run.input.table.entities[entity]?.keys ?? []).get(key) ?? -1;
  const parts = [key, person.text(row, "name"), person.text(row, "town"), person.text(row, "village")];
  return parts.filter((p) => p !== null && p !== "").join(" ");
}

/** By the start of the key, or by what the masked title has in it; the first ones in the roster's order. */
export const find: ResultsApi["find"] = async (text, upTo) => {
  const { last } = state;
  if (!last) return [];
  const wanted = text.trim();
  const payees = last.outcome.payees();
  const found: Found[] = [];
  for (let i = 0; i < payees.rows && found.length < upTo; i += 1) {
    const key = payees.key(i);
    if (wanted !== "" && !key.includes(wanted)) continue;
    const entity = payees.entities[payees.entity?.[i] ?? 0] ?? "";
    found.push(foundOf(last, entity, key, amountAt(payees.net, i), null));
  }
  return found;
};

export function foundOf(
  computed: Computed,
  entity: string,
  key: string,
  net: R.Rational | null,
  before: R.Rational | null,
): Found {
  return { key, title: titleOf(computed, entity, key), net, before };
}

// ---------------------------------------------------------------- facts

/** The facts of the household and of the rows inside it that the policy reads, private ones masked. */
function factsOf(policy: Policy, table: Table, entity: string, key: string): Fact[] {
  const place = placesOf(table.entities[entity]?.keys ?? []).get(key);
  return place === undefined ? [] : rowFacts(policy, table, entity, place, readFields(policy));
}

function rowFacts(policy: Policy, table: Table, entity: string, row: number, read: ReadonlySet<string>): Fact[] {
  const def = policy.entities.find((e) => e.id === entity);
  const own = table.entities[entity];
  if (!def || !own) return [];
  const facts = def.fields
    .filter((f) => read.has(`${entity}.${f.id}`) && own.columns[f.id] !== undefined)
    .map((f) => factOf(policy, def, f, own.keys[row] ?? "", cellAt(own.columns[f.id] as never, row)));
  const inside = policy.entities
    .filter((e) => e.within === entity && !e.history && table.entities[e.id] !== undefined)
    .flatMap((e) => {
      const { starts, rows } = childrenOf(policy, table, e.id);
      return [...rows.subarray(starts[row], starts[row + 1])].flatMap((r) => rowFacts(policy, table, e.id, r, read));
    });
  return [...facts, ...inside];
}

function readFields(policy: Policy): Set<string> {
  const found = new Set<string>();
  eachExpr([policy.values, policy.eligibility, policy.benefits, policy.limits, policy.payOuts], (e) => {
    if (e.op === "field" || e.op === "follow") found.add(`${e.entity}.${e.field}`);
  });
  return found;
}

function factOf(policy: Policy, entity: EntityDef, field: FieldDef, row: string, cell: Cell): Fact {
  const { type } = field;
  const value = cell === null ? null : typeof cell === "object" ? R.text(cell) : String(cell);
  const choices = type.kind === "enum" ? (policy.enums.find((e) => e.id === type.enum)?.values ?? []) : [];
  return {
    entity: entity.id,
    row,
    field: field.id,
    name: named(policy, `${entity.id}.${field.id}`),
    kind: type.kind === "entity" ? "text" : type.kind,
    value: field.private && value !== null ? maskWhole(value) : value,
    masked: field.private,
    unit: type.kind === "number" ? unitNames(policy, type.unit) : { zh: "", en: "" },
    choices: choices.map((id) => ({
      id,
      name: named(policy, type.kind === "enum" ? `${type.enum}.${id}` : id),
    })),
  };
}

function unitNames(policy: Policy, unit: string): Bilingual {
  return { zh: unitText(unit, policy, "zh"), en: unitText(unit, policy, "en") };
}

// ---------------------------------------------------------------- one field varied

const MOST_POINTS = 160;

/** What the household gets as one of its number fields runs over its range, the rest as it is: alone, so pots do not bite. */
export const curve: ResultsApi["curve"] = async (key, field) => {
  const { last, baseline } = state;
  if (!last) return null;
  const entity = payeeEntity(last.outcome, key);
  const def = last.policy.entities.find((e) => e.id === entity)?.fields.find((f) => f.id === field);
  if (entity === null || def?.type.kind !== "number") return null;
  const table = last.run.input.table;
  const place = placesOf(table.entities[entity]?.keys ?? []).get(key);
  if (place === undefined) return null;
  const one = rosterOf(table, last.policy, { entity, rows: [place] });
  const xs = valuesToTry(last.policy, entity, def, numberIn(one.entities[entity]?.[0], field));
  const copies = xs.map((x, i) => copy(one, entity, field, x, i));
  const many = merged(copies);
  const nets = (computed: Computed | null): (R.Rational | null)[] => {
    if (computed === null) return xs.map(() => null);
    const outcome = engine({ ...computed.run.input, table: tableOf(many, computed.policy) });
    const byKey = new Map<string, number>();
    const payees = outcome.payees();
    for (let i = 0; i < payees.rows; i += 1) byKey.set(payees.key(i), i);
    return xs.map((_, i) => {
      const at = byKey.get(`${key}#${i}`);
      return at === undefined || (payees.undecided[at] ?? 0) > 0 ? null : amountAt(payees.net, at);
    });
  };
  const [draft, before] = [nets(last), nets(baseline)];
  return {
    field: named(last.policy, `${entity}.${field}`),
    unit: unitNames(last.policy, def.type.unit),
    points: xs.map((x, i) => ({ x, draft: draft[i] ?? null, baseline: before[i] ?? null })),
  };
};

function numberIn(row: Row | undefined, field: string): R.Rational | null {
  const cell = row?.cells[field];
  return cell !== null && typeof cell === "object" ? cell : null;
}

/** Even steps over the range that matters, and both sides of every number that the policy compares this field with. */
function valuesToTry(policy: Policy, entity: string, def: FieldDef, own: R.Rational | null): R.Rational[] {
  const whole = def.type.kind === "number" && def.type.whole;
  const tiny = whole ? R.ONE : R.ratio(1n, 100n);
  const bounds = new Map<string, R.Rational>();
  const note = (v: R.Rational) => bounds.set(R.text(v), v);
  eachExpr([policy.values, policy.eligibility, policy.benefits, policy.limits], (e) => {
    if (e.op !== "compare" || e.a.op !== "field" || e.a.entity !== entity || e.a.field !== def.id) return;
    if (e.b.op === "num") note(R.rational(e.b.value));
  });
  const most = [...bounds.values(), own ?? R.ONE, R.integer(10)].reduce((a, b) => (R.compare(a, b) >= 0 ? a : b));
  const high = R.mul(most, R.integer(2));
  const even = Array.from({ length: 61 }, (_, i) => {
    const v = R.mul(high, R.ratio(BigInt(i), 60n));
    return whole ? R.integer(Number(v.n / v.d)) : R.ratio((v.n * 100n) / v.d, 100n);
  });
  const all = new Map<string, R.Rational>();
  const low = def.low === null ? R.ZERO : R.rational(def.low);
  const top = def.high === null ? null : R.rational(def.high);
  for (const v of [...even, ...[...bounds.values()].flatMap((b) => [R.sub(b, tiny), b, R.add(b, tiny)])]) {
    if (R.compare(v, low) >= 0 && (top === null || R.compare(v, top) <= 0)) all.set(R.text(v), v);
  }
  return [...all.values()].sort(R.compare).slice(0, MOST_POINTS);
}

/** The household under another key, with one value changed, and all that is inside it. */
function copy(roster: Roster, entity: string, field: string, x: R.Rational, i: number): Roster {
  const entities = Object.entries(roster.entities).map(([id, rows]) => {
    const mine = rows.map((row): Row => {
      const cells = id === entity ? { ...row.cells, [field]: x } : row.cells;
      const inside = id === entity || row.parent !== null;
      if (!inside) return row;
      return {
        ...row,
        key: `${row.key}#${i}`,
        parent: row.parent === null || !isCopied(roster, row.parent) ? row.parent : `${row.parent}#${i}`,
        cells,
      };
    });
    return [id, mine];
  });
  return { ...roster, entities: Object.fromEntries(entities) };
}

function isCopied(roster: Roster, key: string): boolean {
  return Object.values(roster.entities).some((rows) => rows.some((r) => r.key === key));
}

function merged(rosters: readonly Roster[]): Roster {
  const [first] = rosters;
  if (!first) return { entities: {}, columns: {} };
  const entities = Object.keys(first.entities).map((id) => {
    const seen = new Set<string>();
    const rows = rosters.flatMap((r) => r.entities[id] ?? []).filter((r) => !seen.has(r.key) && seen.add(r.key));
    return [id, rows];
  });
  return { columns: first.columns, entities: Object.fromEntries(entities) };
}
