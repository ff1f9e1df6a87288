/** The groups of a limit by place: which rows of an entity are in which, before any claim is looked at. */
import type { LimitDef } from "../../../compiler/ir/types.js";
import { groupOf } from "../../reference/groups.js";
import { entityTable, outwards } from "../../table/relations.js";
import type { Table } from "../../table.js";
import { remembered, restsOn } from "../memory.js";
import { type Codes, coded, codesOf, countedUp, datesOf, namedOf, nearestOf } from "./facts.js";
import { eachRow, type RowReader } from "./rows.js";

/** By entity of the limit's benefits: the group of each row, -1 where it is not known. Groups are numbered from 0 without gaps. */
export interface Grouping {
  readonly of: ReadonlyMap<string, Int32Array>;
  readonly count: number;
  /** The values of a row's group as text, and its window's last. */
  readonly texts: (entity: string, row: number) => readonly string[];
  /** What it rests on besides the table; null: on what is not known. */
  readonly key: string | null;
}

export function groupingOf(reader: RowReader, limit: LimitDef, entities: readonly string[]): Grouping {
  const { group, window } = limit;
  if (!isToldByFields(limit)) return grouped(reader, limit, entities, null);
  const key = `grouping ${JSON.stringify([group, window, entities])} ${restsOn(reader.input, [])}`;
  return remembered(reader.table, key, () => grouped(reader, limit, entities, key));
}

/** Whether columns tell the groups. What the interpreter is asked for besides may rest on anything. */
export function isToldByFields({ group }: LimitDef): boolean {
  return group.every((part) => part.kind === "entity" || part.expr.op === "field");
}

function grouped(reader: RowReader, limit: LimitDef, entities: readonly string[], key: string | null): Grouping {
  const columns = entities.map((entity) => partsOf(reader, limit, entity));
  const numbers = new Map<number | string, number>();
  const known: Map<string, number>[] = [];
  const of = new Map<string, Int32Array>();
  for (const [i, entity] of entities.entries()) {
    const parts = (columns[i] as Codes[]).map((part, k) => shared(part, (known[k] ??= new Map())));
    of.set(entity, numbered(parts, entityTable(reader.table, entity).rows, numbers));
  }
  const texts = (entity: string, row: number): readonly string[] =>
    (columns[entities.indexOf(entity)] as Codes[]).map((part) => part.texts[part.codes[row] as number] as string);
  return { of, count: numbers.size, texts, key };
}

/** Codes that are the same for the same text in every entity. */
function shared(part: Codes, known: Map<string, number>): Codes {
  const to = part.texts.map((text) => {
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    return code;
  });
  return { ...part, codes: part.codes.map((code) => (code < 0 ? -1 : (to[code] as number))) };
}

function numbered(parts: readonly Codes[], rows: number, numbers: Map<number | string, number>): Int32Array {
  const out = new Int32Array(rows);
  const [only] = parts;
  for (let row = 0; row < rows; row += 1) {
    let id: number | string = 0;
    if (parts.length === 1 && only !== undefined) id = only.codes[row] as number;
    else if (parts.length > 1) {
      const codes = parts.map((p) => p.codes[row] as number);
      id = codes.includes(-1) ? -1 : codes.join(" ");
    }
    if (id === -1) {
      out[row] = -1;
      continue;
    }
    let number = numbers.get(id);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(id, number);
    }
    out[row] = number;
  }
  return out;
}

/** What each part of a group, and its window, is on each row. */
function partsOf(reader: RowReader, limit: LimitDef, entity: string): Codes[] {
  const { table } = reader;
  const { policy } = reader.input;
  const { rows } = entityTable(table, entity);
  const columns = limit.group.map((part): Codes | null => {
    if (part.kind === "entity") return holders(reader, entity, part.entity);
    if (part.expr.op !== "field") return null;
    const own = nearestOf(policy, table, entity, part.expr.entity);
    if (own === null) return null;
    const { codes, texts } = codesOf(policy, table, part.expr.entity, part.expr.field);
    // A field of the row itself needs no way to it.
    if (part.expr.entity === entity) return { texts, codes };
    return { texts, codes: own.map((at) => (at < 0 ? -1 : (codes[at] as number))) };
  });
  // What no column tells is asked of the interpreter, row by row.
  const found = columns.includes(null) ? byInterpreter(reader, limit, entity) : (columns as Codes[]);
  return limit.window === null ? found : [...found, windows(reader, limit.window, entity, rows)];
}

function windows({ input, table }: RowReader, window: "year" | "month", entity: string, rows: number): Codes {
  const dates = datesOf(input.policy, table, entity);
  const length = window === "year" ? 4 : 7;
  if (dates === null) return { codes: new Int32Array(rows), texts: [input.asOf.slice(0, length)] };
  return coded(rows, (row) => (dates[row] ?? input.asOf).slice(0, length));
}

/** Rows that a group's row names by the same key are one group. */
function holders({ input, table }: RowReader, entity: string, outer: string): Codes {
  const { policy } = input;
  const { rows } = entityTable(table, entity);
  const { keys } = entityTable(table, outer) as Table["entities"][string];
  const own = nearestOf(policy, table, entity, outer) ?? new Int32Array(rows).fill(-1);
  const linked = own.includes(-1) ? namedOf(policy, table, [entity, ...outwards(policy, entity)], outer) : own;
  return coded(rows, (row) => {
    const at = (own[row] as number) >= 0 ? (own[row] as number) : (linked[row] as number);
    return at < 0 ? null : (keys[at] as string);
  });
}

function byInterpreter(reader: RowReader, limit: LimitDef, entity: string): Codes[] {
  const { rows } = entityTable(reader.table, entity);
  const texts: (readonly string[] | null)[] = Array.from({ length: rows }, () => null);
  eachRow(reader, entity, countedUp(rows), (node, row, { world }) => {
    const key = groupOf(world, { ...limit, window: null }, node);
    if ("texts" in key) texts[row] = key.texts;
  });
  return limit.group.map((_, k) => coded(rows, (row) => texts[row]?.[k] ?? null));
}
