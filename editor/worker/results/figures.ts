/** What a symbol of the policy is on the roster at hand: for whoever rests on its name in the text. */
import * as R from "../../../compiler/ir/rational.js";
import type { Expr, FieldDef, Policy, Scalar, Type, ValueDef } from "../../../compiler/ir/types.js";
import type { Bilingual, RosterFigures } from "../../../compiler/services/index.js";
import { quantity } from "../../../runtime/explain/quantity.js";
import { enumValueName, rootEntity } from "../../../runtime/ingest/naming.js";
import { type ClaimColumns, STATES } from "../../../runtime/outcome.js";
import { PRESENT, type TableColumn, UNREADABLE } from "../../../runtime/table.js";
import { engine } from "../engine/run.js";
import { type Computed, state } from "../engine/state.js";
import type { ResultsApi } from "./protocol.js";

/** `symbol`: an id as services give it. Null: there is no roster, or nothing is to be said of it. */
export const figures: ResultsApi["figures"] = async (symbol) => {
  const { last } = state;
  if (!last || last.outcome.refused) return null;
  const [entity = "", field] = symbol.split(".");
  const def = last.policy.entities.find((e) => e.id === entity)?.fields.find((f) => f.id === field);
  if (def) return fieldFigures(last, entity, def);
  const value = last.policy.values.find((v) => v.id === symbol);
  return value ? valueFigures(last, value) : null;
};

// ---------------------------------------------------------------- fields

function fieldFigures({ policy, run }: Computed, entity: string, def: FieldDef): RosterFigures | null {
  const own = run.input.table.entities[entity];
  if (!own) return null;
  const column = own.columns[def.id];
  const { rows } = own;
  const none = { kind: "field", rows, filled: 0, unreadable: 0, spread: null, counts: [], different: null } as const;
  if (!column) return none;
  const places = presentIn(column, rows);
  const told = { ...none, filled: places.length, unreadable: unreadableIn(column) };
  // Of what is private, only how much of it there is.
  if (def.private || places.length === 0) return told;
  return { ...told, ...valuesIn(column, places, policy, def.type) };
}

/** Places of the rows with a value. */
function presentIn({ presence }: TableColumn, rows: number): Uint32Array {
  const all = new Uint32Array(rows);
  let n = 0;
  for (let i = 0; i < rows; i += 1) if (presence === null || presence[i] === PRESENT) all[n++] = i;
  return all.subarray(0, n);
}

const unreadableIn = ({ presence }: TableColumn) => presence?.reduce((n, p) => n + (p === UNREADABLE ? 1 : 0), 0) ?? 0;

type Values = Partial<Pick<Extract<RosterFigures, { kind: "field" }>, "spread" | "counts" | "different">>;

const same = (text: string): Bilingual => ({ en: text, zh: text });

function valuesIn(column: TableColumn, places: Uint32Array, policy: Policy, type: Type): Values {
  switch (column.kind) {
    case "number": {
      const { values, scale } = column;
      const unit = type.kind === "number" ? type.unit : "";
      const shown = (value: number | bigint) => words(R.div(R.integer(value), R.integer(scale)), unit, policy);
      return { spread: spreadOf(values, places, shown) };
    }
    case "date":
      return { spread: spreadOf(column.values, places, (days) => same(dayOf(Number(days)))) };
    case "bool": {
      let yes = 0;
      for (const at of places) yes += column.values[at] as number;
      const counts = [
        { name: { en: "yes", zh: "是" }, rows: yes },
        { name: { en: "no", zh: "否" }, rows: places.length - yes },
      ];
      return { counts };
    }
    case "text": {
      const rows = new Map<number, number>();
      for (const at of places) {
        const code = column.codes[at] as number;
        rows.set(code, (rows.get(code) ?? 0) + 1);
      }
      if (type.kind !== "enum") return { different: rows.size };
      const counts = [...rows].sort((a, b) => b[1] - a[1]);
      return {
        counts: counts.map(([code, n]) => ({
          name: enumValueName(policy, type.enum, column.texts[code] ?? ""),
          rows: n,
        })),
      };
    }
    case "cells":
      return {};
  }
}

type Spread = NonNullable<Extract<RosterFigures, { kind: "field" }>["spread"]>;
type Numbers = Extract<TableColumn, { kind: "number" | "date" }>["values"];

function spreadOf(values: Numbers, places: Uint32Array, shown: (value: number | bigint) => Bilingual): Spread {
  const own = values.slice(0, places.length);
  for (let i = 0; i < places.length; i += 1) own[i] = values[places[i] as number] as never;
  own.sort();
  const at = (i: number) => shown(own[i] as number | bigint);
  return { least: at(0), median: at(Math.floor((own.length - 1) / 2)), most: at(own.length - 1) };
}

const DAY = 86_400_000;
const dayOf = (days: number) => new Date(days * DAY).toISOString().slice(0, 10);

const words = (value: R.Rational, unit: string, policy: Policy): Bilingual => ({
  en: quantity(value, unit, policy, "en"),
  zh: quantity(value, unit, policy, "zh"),
});

// ---------------------------------------------------------------- parameters, definitions, readings

function valueFigures(computed: Computed, value: ValueDef): RosterFigures | null {
  const { policy, run } = computed;
  if (value.body.kind === "readings") {
    const taken = run.input.readings?.[value.id] ?? value.body.taken;
    const about = policy.about[`${value.id}.${taken}`];
    return { kind: "value", value: { en: about?.en ?? taken, zh: about?.zh ?? taken } };
  }
  if (value.body.kind === "set") return setFigures(computed, value);
  if (value.entity !== null) {
    if (value.type.kind === "bool") return holds(computed, value, value.entity);
    return value.type.kind === "number" ? numbers(computed, value, value.entity, value.type.unit) : null;
  }
  const written = value.body.kind === "formula" ? scalarOf(value.body.expr) : null;
  if (written !== null) return { kind: "value", value: scalarWords(written, value.type, policy) };
  return value.type.kind === "number" ? ofAll(computed, value, value.type.unit) : null;
}

/** What is set from outside: once, or for each town. */
function setFigures({ policy, run }: Computed, value: ValueDef): RosterFigures | null {
  const given = run.input.parameters?.[value.id];
  const blank = value.body.kind === "set" ? value.body.blank : null;
  const shown = (one: Scalar) => scalarWords(one, value.type, policy);
  if (given === undefined) return blank === null ? null : { kind: "value", value: shown(blank) };
  if (isScalar(given)) return { kind: "value", value: shown(given) };
  const all = Object.values(given);
  const numbers = all.flatMap((s) => (s.kind === "number" ? [s] : []));
  if (numbers.length === 0 || numbers.length < all.length) return null;
  const sorted = [...numbers].sort((a, b) => R.compare(R.rational(a.value), R.rational(b.value)));
  const [least, most] = [sorted[0], sorted.at(-1)] as [Scalar, Scalar];
  return { kind: "values", groups: all.length, least: shown(least), most: shown(most) };
}

type Given = Scalar | Readonly<Record<string, Scalar>>;
const isScalar = (given: Given): given is Scalar => typeof (given as { kind?: unknown }).kind === "string";

function scalarOf(expr: Expr): Scalar | null {
  switch (expr.op) {
    case "num":
      return { kind: "number", value: expr.value };
    case "bool":
      return { kind: "bool", value: expr.value };
    case "date":
      return { kind: "date", value: expr.value };
    case "text":
      return { kind: "text", value: expr.value };
    default:
      return null;
  }
}

function scalarWords(scalar: Scalar, type: Type, policy: Policy): Bilingual {
  if (scalar.kind === "number") return words(R.rational(scalar.value), type.kind === "number" ? type.unit : "", policy);
  if (scalar.kind === "bool") return scalar.value ? { en: "yes", zh: "是" } : { en: "no", zh: "否" };
  if (scalar.kind === "enum" && type.kind === "enum") return enumValueName(policy, type.enum, scalar.value);
  return same(String(scalar.value));
}

/**
 * For how many rows a definition holds: by a run of a policy that pays one yuan for each row for which it does, so that it
 * means here what it means in every run.
 */
function holds(computed: Computed, value: ValueDef, entity: string): RosterFigures | null {
  const claims = probed(computed, asBenefit(entity, ONE_YUAN, { op: "value", id: value.id }));
  if (claims === null) return null;
  const { rows, state: states } = claims;
  const count = (wanted: (typeof STATES)[number]) => {
    const code = STATES.indexOf(wanted);
    return states.reduce((n, s) => n + (s === code ? 1 : 0), 0);
  };
  return { kind: "holds", rows, holds: count("paid"), undecided: count("undecided") };
}

/** What a definition comes to, in the same way: as what is paid for each row before any bound or rounding. */
function numbers(computed: Computed, value: ValueDef, entity: string, unit: string): RosterFigures | null {
  const claims = probed(computed, asBenefit(entity, { op: "value", id: value.id }, null));
  if (claims === null) return null;
  const { rows, state: states } = claims;
  const { values, scale, known, odd } = claims.amounts("gross");
  const isKnown = (row: number) => states[row] !== UNDECIDED && (known === null || known[row] === 1 || odd.has(row));
  const whole = values.slice(0, rows);
  let n = 0;
  /** Amounts that are no whole number of steps, each once, with how many rows have it. */
  const parts = new Map<string, { readonly amount: R.Rational; rows: number }>();
  for (let row = 0; row < rows; row += 1) {
    if (!isKnown(row)) continue;
    const amount = odd.get(row);
    if (amount === undefined) whole[n++] = values[row] as never;
    else {
      const text = R.text(amount);
      const part = parts.get(text);
      if (part) part.rows += 1;
      else parts.set(text, { amount, rows: 1 });
    }
  }
  const own = whole.subarray(0, n).sort();
  const others = [...parts.values()].sort((a, b) => R.compare(a.amount, b.amount));
  const all = others.reduce((sum, part) => sum + part.rows, n);
  const at = (place: number) => words(placed(own, scale, others, place), unit, computed.policy);
  const spread = all === 0 ? null : { least: at(0), median: at(Math.floor((all - 1) / 2)), most: at(all - 1) };
  return { kind: "numbers", rows, known: all, spread };
}

/** A number of the whole roster: what each row would be paid, which is the same for all. */
function ofAll(computed: Computed, value: ValueDef, unit: string): RosterFigures | null {
  const found = numbers(computed, value, rootEntity(computed.policy) ?? "", unit);
  if (found?.kind !== "numbers" || found.rows === 0) return null;
  return { kind: "value", value: found.spread?.least ?? { en: "not known", zh: "待定" } };
}

interface Part {
  readonly amount: R.Rational;
  readonly rows: number;
}

/** What stands at a place of two rising lists as one. */
function placed(own: Int32Array | BigInt64Array, scale: bigint, others: readonly Part[], place: number): R.Rational {
  let passed = 0;
  for (const { amount, rows } of others) {
    // How many of the whole ones stand before it.
    let [low, high] = [0, own.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const value = R.ratio(BigInt(own[middle] as number | bigint), scale);
      if (R.compare(value, amount) < 0) low = middle + 1;
      else high = middle;
    }
    if (place < low + passed) break;
    if (place < low + passed + rows) return amount;
    passed += rows;
  }
  return R.ratio(BigInt(own[place - passed] as number | bigint), scale);
}

/** The claims of a run of the policy that has this benefit only. Null: the run is refused. */
function probed({ policy, run }: Computed, benefit: Policy["benefits"][number]): ClaimColumns | null {
  const outcome = engine({ ...run.input, policy: { ...policy, ...NOTHING_ELSE, benefits: [benefit] } });
  return outcome.refused ? null : outcome.claims(PROBE);
}

const PROBE = "probe";
const ONE_YUAN: Expr = { op: "num", value: "1" };
const UNDECIDED = STATES.indexOf("undecided");

const NOTHING_ELSE = { eligibility: [], limits: [], payOuts: [], checks: [], procedures: [], examples: [] } as const;

function asBenefit(entity: string, expr: Expr, when: Expr | null): Policy["benefits"][number] {
  return {
    id: PROBE,
    entity,
    guard: { when, excepts: [] },
    award: {
      kind: "amount",
      source: { kind: "computed", expr },
      least: null,
      floors: [],
      ceilings: [],
    },
    entered: false,
    once: null,
    every: null,
  };
}
