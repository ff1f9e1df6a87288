/**
 * What the row's facts alone decide, and kernels lack, as a column: sets over the rows below in loops over columns; other
 * expressions once for each combination of the fields that they read; the interpreter on every row for the rest.
 */
import type { Source } from "../../compiler/ir/columns.js";
import { isDate } from "../../compiler/ir/dates.js";
import type { Expr, Policy } from "../../compiler/ir/types.js";
import { eachExpr } from "../../compiler/ir/walk.js";
import { dependence } from "../reference/depends.js";
import { evaluate } from "../reference/evaluate.js";
import { type Facts, type Node, readFacts } from "../reference/facts.js";
import { factualWorld } from "../reference/factual.js";
import { frame, scopeOn, type World } from "../reference/scope.js";
import type { Cell } from "../roster.js";
import { columnOf, takenAt } from "../table/columns.js";
import { entityTable, holdersOf, outwards } from "../table/relations.js";
import { type Chosen, rosterOf } from "../table/roster-of.js";
import { PRESENT, type TableColumn } from "../table.js";
import { collectBelow } from "./below.js";
import type { Reading } from "./reading.js";
import { fieldColumn, type SourceColumn } from "./values.js";

type Gathered = Extract<Source, { kind: "gathered" }>;

export function gather(at: Reading, entity: string, source: Gathered): SourceColumn {
  const { expr } = source;
  const own = expr.op === "collect" ? collectBelow(at, entity, expr) : null;
  if (own !== null) return { source, ...own };
  const fields = combined(at, entity, expr);
  return fields === null ? onEveryRow(at, entity, source) : onEachCombination(at, entity, source, fields);
}

// ---------------------------------------------------------------- the interpreter on single rows

interface Evaluated {
  readonly cells: Cell[];
  readonly noted: Uint8Array | null;
}

/** With nothing remembered from one row to the next. */
function evaluated(at: Reading, facts: Facts, nodes: readonly Node[], expr: Expr): Evaluated {
  const noted = new Uint8Array(nodes.length);
  let some = false;
  const world = factualWorld({ ...at.input, roster: { entities: {}, columns: {} } }, facts);
  const cells = nodes.map((node, row): Cell => {
    const own: World = {
      ...world,
      base: frame(null, null),
      report: () => {
        noted[row] = 1;
        some = true;
      },
    };
    const value = evaluate(expr, scopeOn(own, node, clauseOf(at.input.policy, node)));
    return value.known ? value.value : null;
  });
  return { cells, noted: some ? noted : null };
}

function clauseOf(policy: Policy, node: Node): string {
  return policy.benefits.find((b) => b.entity === node.entity)?.id ?? policy.id;
}

function asColumn(cells: readonly Cell[]): TableColumn {
  const dates = cells.every((cell) => typeof cell !== "string" || isDate(cell));
  return columnOf(cells, undefined, !dates);
}

function onEveryRow(at: Reading, entity: string, source: Gathered): SourceColumn {
  const facts = at.facts();
  const nodes = facts.nodes.get(entity) ?? [];
  const { cells, noted } = evaluated(at, facts, nodes, source.expr);
  return { source, rows: nodes.length, column: asColumn(cells), noted };
}

// ---------------------------------------------------------------- combinations of fields

/** The columns that alone decide the value, on the rows of the entity; null: something else does too. */
function combined(at: Reading, entity: string, expr: Expr): readonly TableColumn[] | null {
  const { policy } = at.input;
  if (!isPlain(policy, expr)) return null;
  const reads = dependence(policy).of(expr);
  if (reads.roster) return null;
  const chain = [entity, ...outwards(policy, entity)];
  const on = policy.factsOn;
  const names = new Set(reads.fields);
  if (on !== null && (reads.asOf || readsDate(policy, expr))) names.add(`${on.entity}.${on.field}`);
  const columns: TableColumn[] = [];
  for (const name of names) {
    const [from, field] = name.split(".") as [string, string];
    // A field of a row that a reference names is decided by the reference.
    if (!chain.includes(from)) continue;
    const column = fieldColumn(policy, entityTable(at.table, from), from, field);
    const holders = from === entity ? null : holdersOf(policy, at.table, entity, from);
    columns.push(holders === null ? column : takenAt(column, holders));
  }
  return columns;
}

/** No set, no result: fields, references and arithmetic, through named values too. */
function isPlain(policy: Policy, expr: Expr): boolean {
  const done = new Set<string>();
  let plain = true;
  const visit = (node: unknown): void =>
    eachExpr(node, (e) => {
      if (e.op === "collect" || e.op === "result" || e.op === "eligible" || e.op === "total") plain = false;
      if ((e.op !== "value" && e.op !== "lookup" && e.op !== "tiers") || done.has(e.id)) return;
      done.add(e.id);
      visit(policy.values.find((v) => v.id === e.id)?.body);
    });
  visit(expr);
  return plain;
}

/** A table by date is chosen by the date of the facts. */
function readsDate(policy: Policy, expr: Expr): boolean {
  let found = false;
  eachExpr(expr, (e) => {
    found ||= e.op === "lookup" || e.op === "value" || e.op === "tiers" || e.op === "asOf";
  });
  return found && policy.factsOn !== null;
}

function onEachCombination(
  at: Reading,
  entity: string,
  source: Gathered,
  columns: readonly TableColumn[],
): SourceColumn {
  const { rows } = entityTable(at.table, entity);
  const { of, first } = combinations(columns, rows);
  const roster = rosterOf(at.table, at.input.policy, around(at, entity, first));
  const facts = readFacts(at.input.policy, roster);
  const { cells, noted } = evaluated(at, facts, facts.nodes.get(entity) ?? [], source.expr);
  return {
    source,
    rows,
    column: takenAt(asColumn(cells), of),
    noted: noted === null ? null : Uint8Array.from(of, (c) => noted[c] as number),
  };
}

/** These rows and what they are within, without the rows beside them. */
function around(at: Reading, entity: string, rows: readonly number[]): Chosen[] {
  const { policy } = at.input;
  return [entity, ...outwards(policy, entity)].map((from): Chosen => {
    const holders = from === entity ? null : holdersOf(policy, at.table, entity, from);
    const kept = holders === null ? rows : rows.map((row) => holders[row] as number).filter((row) => row >= 0);
    return { entity: from, rows: new Set(kept) };
  });
}

/** The combination of each row, and the first row of each: rising. */
function combinations(columns: readonly TableColumn[], rows: number): { of: Int32Array; first: number[] } {
  let of = new Int32Array(rows);
  let count = rows === 0 ? 0 : 1;
  for (const column of columns) {
    const codes = codesOf(column, rows);
    const places = new Map<number, number>();
    const next = new Int32Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const pair = (of[row] as number) * codes.count + (codes.of[row] as number);
      let place = places.get(pair);
      if (place === undefined) {
        place = places.size;
        places.set(pair, place);
      }
      next[row] = place;
    }
    of = next;
    count = places.size;
  }
  const first: number[] = [];
  for (let row = 0; row < rows && first.length < count; row += 1) if (of[row] === first.length) first.push(row);
  return { of, first };
}

/** A number for each different value, from 0; none has a number too. */
function codesOf(column: TableColumn, rows: number): { of: Int32Array; count: number } {
  const of = new Int32Array(rows);
  const places = new Map<unknown, number>();
  for (let row = 0; row < rows; row += 1) {
    const there = column.presence === null || column.presence[row] === PRESENT;
    const value = !there ? null : column.kind === "cells" ? cellKey(column.cells[row] as Cell) : valueAt(column, row);
    let place = places.get(value);
    if (place === undefined) {
      place = places.size;
      places.set(value, place);
    }
    of[row] = place;
  }
  return { of, count: places.size };
}

function valueAt(column: Exclude<TableColumn, { kind: "cells" }>, row: number): unknown {
  return column.kind === "text" ? column.codes[row] : column.values[row];
}

function cellKey(cell: Cell): string {
  return cell !== null && typeof cell === "object" ? `${cell.n}/${cell.d}` : `${typeof cell} ${cell}`;
}
