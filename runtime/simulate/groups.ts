/** Payees in groups: by any field, in bands of a number, or in tenths of the roster. */
import * as R from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { label, type Named, spellings } from "../ingest/index.js";
import type { PayeeColumns } from "../outcome.js";
import { named } from "../reference/names.js";
import { holdersOf } from "../table/relations.js";
import type { Table, TableColumn } from "../table.js";
import { refuse } from "./fault.js";
import type { GroupLabel, Sorted } from "./labels.js";
import { byBand, byPart } from "./ranks.js";
import { keyText } from "./values.js";

/** What payees are told apart by. `field`: `town`, or with its entity `household.town`. */
export type Dimension =
  | { readonly kind: "field"; readonly field: string }
  /** Bands of a number: below the first edge, from each edge up to, not including, the next, from the last one on. Base units. */
  | { readonly kind: "bands"; readonly field: string; readonly edges: readonly string[] }
  /**
   * As many parts, by the number's rank in the whole roster: the part of a row is ⌊parts × rows with a smaller value ÷ rows with a
   * value⌋. So equal values are always in one part, parts may differ in size, and one may be empty. Blanks are a group of their own.
   */
  | { readonly kind: "parts"; readonly field: string; readonly parts: number };

export interface Groups {
  readonly dimension: Dimension;
  readonly entity: string;
  readonly field: string;
  readonly name: Named;
  readonly labels: readonly GroupLabel[];
  /** The group of each payee. */
  readonly of: Int32Array;
}

/** Throws ScenarioFault (P5106) if payees have no such field. Fields of the rows that payees are within serve too. */
export function groupsOf(policy: Policy, table: Table, payees: PayeeColumns, dimension: Dimension): Groups {
  const { entity, field } = findField(policy, table, payees, dimension.field);
  const column = table.entities[entity]?.columns[field];
  const rows = table.entities[entity]?.rows ?? 0;
  const name = named(policy, `${entity}.${field}`);
  const { labels, of } =
    column === undefined ? { labels: [], of: new Int32Array(rows).fill(-1) } : grouped(column, rows, dimension);
  const blank: GroupLabel = { key: "", kind: "blank", low: null, high: null };
  const places = payeePlaces(policy, table, payees, entity);
  let blanks = false;
  const ofPayee = new Int32Array(payees.rows);
  for (let i = 0; i < ofPayee.length; i += 1) {
    const row = places[i] as number;
    const group = row < 0 ? -1 : (of[row] as number);
    if (group < 0) blanks = true;
    ofPayee[i] = group < 0 ? labels.length : group;
  }
  return { dimension, entity, field, name, labels: blanks ? [...labels, blank] : labels, of: ofPayee };
}

/** The fields by which payees can be told apart, ids with their entity; those that name a person left out. */
export function groupableFields(policy: Policy, table: Table, payees: PayeeColumns): string[] {
  return entitiesOf(policy, payees).flatMap((entity) =>
    (policy.entities.find((e) => e.id === entity)?.fields ?? [])
      .filter((f) => !f.private && table.entities[entity]?.columns[f.id] !== undefined)
      .map((f) => `${entity}.${f.id}`),
  );
}

/** The payees' entities and those around them. */
function entitiesOf(policy: Policy, payees: PayeeColumns): string[] {
  const found: string[] = [];
  for (const own of payees.entities) {
    for (let id: string | null = own; id !== null && !found.includes(id); ) {
      found.push(id);
      const at: string = id;
      id = policy.entities.find((e) => e.id === at)?.within ?? null;
    }
  }
  return found;
}

function findField(
  policy: Policy,
  table: Table,
  payees: PayeeColumns,
  wanted: string,
): { entity: string; field: string } {
  const text = label(wanted);
  for (const entity of entitiesOf(policy, payees)) {
    const prefixes = [entity, ...spellings(entity, policy.about[entity])].map((p) => `${p}.`);
    for (const f of policy.entities.find((e) => e.id === entity)?.fields ?? []) {
      const own = spellings(f.id, policy.about[`${entity}.${f.id}`], f.aliases);
      if (own.includes(text) || prefixes.some((p) => text.startsWith(p) && own.includes(text.slice(p.length)))) {
        return { entity, field: f.id };
      }
    }
  }
  const known = groupableFields(policy, table, payees).map((id) => named(policy, id));
  return refuse("P5106", { name: wanted, known });
}

/** For each payee the row of `entity` that it is or is within; -1: none. */
function payeePlaces(policy: Policy, table: Table, payees: PayeeColumns, entity: string): Int32Array {
  const holders = payees.entities.map((own) =>
    own === entity ? null : (holdersOf(policy, table, own, entity) ?? "none"),
  );
  if (payees.entity === null && holders[0] === null) return payees.at;
  const places = new Int32Array(payees.rows);
  for (let i = 0; i < places.length; i += 1) {
    const at = payees.at[i] as number;
    const by = holders[payees.entity === null ? 0 : (payees.entity[i] as number)];
    places[i] = by === null ? at : by === "none" || by === undefined ? -1 : (by[at] ?? -1);
  }
  return places;
}

// ---------------------------------------------------------------- the groups of a column

function grouped(column: TableColumn, rows: number, dimension: Dimension): Sorted {
  if (dimension.kind === "field") return column.kind === "text" ? byText(column, rows) : byValue(column, rows);
  return dimension.kind === "bands" ? byBand(column, rows, dimension.edges) : byPart(column, rows, dimension.parts);
}

const valueLabel = (key: string): GroupLabel => ({ key, kind: "value", low: null, high: null });

/** In the order in which values first come. */
function byText(column: Extract<TableColumn, { kind: "text" }>, rows: number): Sorted {
  const { codes, texts, presence } = column;
  const places = new Int32Array(texts.length).fill(-1);
  const labels: GroupLabel[] = [];
  const of = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row += 1) {
    if (presence !== null && presence[row] !== 1) continue;
    const code = codes[row] as number;
    if (places[code] === -1) places[code] = labels.push(valueLabel(texts[code] as string)) - 1;
    of[row] = places[code] as number;
  }
  return { labels, of };
}

/** Numbers and dates from small to large, no before yes, others as they first come. */
function byValue(column: TableColumn, rows: number): Sorted {
  const memo = new Map<unknown, number>();
  const keys: string[] = [];
  const of = new Int32Array(rows).fill(-1);
  const stored = column.kind === "number" || column.kind === "bool" || column.kind === "date" ? column.values : null;
  const byKey = new Map<string, number>();
  for (let row = 0; row < rows; row += 1) {
    if (column.presence !== null && column.presence[row] !== 1) continue;
    const raw = stored === null ? row : stored[row];
    let place = memo.get(raw);
    if (place === undefined) {
      const key = keyText(column, row);
      if (key === null) continue;
      place = byKey.get(key) ?? keys.push(key) - 1;
      byKey.set(key, place);
      memo.set(raw, place);
    }
    of[row] = place;
  }
  const order = keys.map((_, i) => i);
  if (column.kind === "number") {
    order.sort((a, b) => R.compare(R.rational(keys[a] as string), R.rational(keys[b] as string)));
  } else if (stored !== null) {
    order.sort((a, b) => ((keys[a] as string) < (keys[b] as string) ? -1 : 1));
  }
  const rank = new Int32Array(order.length);
  for (const [at, place] of order.entries()) rank[place] = at;
  for (let row = 0; row < rows; row += 1) if ((of[row] as number) >= 0) of[row] = rank[of[row] as number] as number;
  return { labels: order.map((place) => valueLabel(keys[place] as string)), of };
}

/** What a group is called. */
export function groupName(policy: Policy, groups: Pick<Groups, "entity" | "field">, label: GroupLabel): Named {
  if (label.kind === "blank") return { en: "(blank)", zh: "（未填）" };
  const type = policy.entities.find((e) => e.id === groups.entity)?.fields.find((f) => f.id === groups.field)?.type;
  if (type?.kind === "bool") return label.key === "true" ? { en: "yes", zh: "是" } : { en: "no", zh: "否" };
  if (type?.kind === "enum") return named(policy, `${type.enum}.${label.key}`);
  if (label.kind === "part") {
    const [en, zh] =
      label.low === null ? ["", ""] : [` (${label.low}–${label.high})`, `（${label.low}–${label.high}）`];
    return { en: `${label.key}${en}`, zh: `第${label.key}组${zh}` };
  }
  return { en: label.key, zh: label.key };
}
