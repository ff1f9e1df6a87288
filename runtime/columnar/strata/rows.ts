/**
 * The interpreter on some rows of a table: their payees and what is below them are made into rows of objects, a few thousand
 * at a time, together with every row that stands outside their tree.
 *
 * Independence: what is asked of a row reads that row, the rows around it and below it, rows of other trees, which are all
 * there, and results of the rows it names. Sets over the roster are the one thing that reads further; where an expression has
 * one over the same tree, or follows a reference into it, `wide` is true and the whole roster is made at once.
 */
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.js";
import type { Expr, Policy } from "../../../compiler/ir/types.js";
import { eachExpr } from "../../../compiler/ir/walk.js";
import { type EngineInput, tableIn } from "../../input.js";
import type { Outcome } from "../../outcome.js";
import type { Node } from "../../reference/facts.js";
import { type Given, type OpenRows, openRows } from "../../reference/run.js";
import type { World } from "../../reference/scope.js";
import type { RunInput } from "../../run.js";
import { rosterOf } from "../../table/index.js";
import { entityTable, holdersOf, outwards } from "../../table/relations.js";
import type { Table } from "../../table.js";
import { TooManyRows } from "../too-many.js";
import { countedUp } from "./facts.js";

/** A run on a table. */
export type TableInput = Omit<RunInput, "roster"> & { readonly table: Table };

/** The run on its roster as columns. */
export function tableInputOf(input: EngineInput): TableInput {
  const { roster: _, ...rest } = input as EngineInput & { roster?: unknown };
  return { ...(rest as Omit<TableInput, "table">), table: tableIn(input) };
}

/** Runs a policy on a roster. `most`: throws TooManyRows if more rows than these were the interpreter's. */
export type Base = (input: EngineInput, most?: number) => Outcome;

/** A column that tells which row of the table a row of objects is. */
const PLACE = "\u0000place";
const CHUNK = 4096;

const withPlaces = new WeakMap<Table, Table>();

/** The table with the place of each row as a cell. */
export function placed(table: Table): Table {
  const found = withPlaces.get(table);
  if (found !== undefined) return found;
  const made: Table = {
    entities: Object.fromEntries(
      Object.entries(table.entities).map(([id, own]) => {
        const column = { kind: "number", presence: null, scale: 1n, values: countedUp(own.rows) } as const;
        return [id, { ...own, columns: { ...own.columns, [PLACE]: column } }];
      }),
    ),
  };
  withPlaces.set(table, made);
  return made;
}

/** The place of a row in its table. */
export function placeOfNode(node: Node): number {
  const cell = node.row.cells[PLACE];
  return typeof cell === "object" && cell !== null ? Number(cell.n) : node.index;
}

/** The outermost entity around this one. */
export function rootOf(policy: Pick<Policy, "entities">, entity: string): string {
  return outwards(policy, entity).at(-1) ?? entity;
}

export interface RowReader {
  readonly input: TableInput;
  /** With places: see `placed`. */
  readonly table: Table;
  readonly entered: World["entered"];
  /** Whether what is asked reads beyond the tree of the row. */
  readonly wide: boolean;
  readonly given: Given;
  /** Sets over the roster whose values are among what is given. */
  readonly known: ReadonlySet<Expr>;
  readonly said: (messages: readonly Diagnostic[]) => void;
  /** TooManyRows is thrown rather than that more rows than these are asked. */
  readonly most?: number;
  /** Whether checks are asked of the rows, which may read other trees than what is paid. */
  readonly checks?: boolean;
}

/** Calls `visit` for each of these rows of `entity`, in the table's order. */
export function eachRow(
  reader: RowReader,
  entity: string,
  rows: Iterable<number>,
  visit: (node: Node, row: number, open: OpenRows) => void,
): void {
  const wanted = new Uint8Array(entityTable(reader.table, entity).rows);
  let count = 0;
  for (const row of rows) {
    wanted[row] = 1;
    count += 1;
  }
  if (count === 0) return;
  if (count > (reader.most ?? Number.POSITIVE_INFINITY)) throw new TooManyRows();
  const go = (open: OpenRows): void => {
    for (const node of open.world.facts.nodes.get(entity) ?? []) {
      const row = placeOfNode(node);
      if (wanted[row] !== 1) continue;
      wanted[row] = 0;
      visit(node, row, open);
    }
    reader.said(open.diagnostics());
  };
  const { policy } = reader.input;
  const root = rootOf(policy, entity);
  if (reader.wide) return go(openOn(reader, null));
  const holders = root === entity ? null : holdersOf(policy, reader.table, entity, root);
  const roots = new Set<number>();
  for (let row = 0; row < wanted.length; row += 1) {
    if (wanted[row] !== 1) continue;
    const at = holders === null ? row : (holders[row] as number);
    // Rows without a holder are in every part of the roster; the first one visits them.
    if (at >= 0) roots.add(at);
  }
  const all = [...roots].sort((a, b) => a - b);
  for (let from = 0; from === 0 || from < all.length; from += CHUNK)
    go(openOn(reader, { entity: root, rows: all.slice(from, from + CHUNK) }));
}

/** The interpreter on these rows of a root entity and what is below them; null: on the whole roster. */
export function openOn(
  reader: RowReader,
  only: { readonly entity: string; readonly rows: readonly number[] } | null,
): OpenRows {
  const { policy } = reader.input;
  const roster =
    only === null ? rosterOf(reader.table, policy) : rosterOf(neighbours(reader, only.entity), policy, only);
  return openRows({ ...reader.input, roster }, reader.entered, reader.given);
}

const slim = new WeakMap<Table, Map<string, Table>>();

/** The table without the rows of those trees that nothing reads which stands on this one: its clauses, their sets and links. */
function neighbours(reader: RowReader, root: string): Table {
  const { table, input } = reader;
  const { policy } = input;
  const read = treesReadBy(reader, root);
  const known = slim.get(table) ?? new Map<string, Table>();
  slim.set(table, known);
  // By what is read, and not by who reads it: the next policy on this table may read more.
  const trees = policy.entities.map((e) => [e.id, read.has(rootOf(policy, e.id))]);
  const key = JSON.stringify(trees);
  const found = known.get(key);
  if (found !== undefined) return found;
  const left = new Set(trees.flatMap(([id, stays]) => (stays ? [] : [id])));
  const made: Table = {
    entities: Object.fromEntries(
      Object.entries(table.entities).map(([id, own]) => [
        id,
        left.has(id) ? { rows: 0, keys: [], parents: null, orphans: new Map(), columns: own.columns } : own,
      ]),
    ),
  };
  known.set(key, made);
  return made;
}

const readBy = new WeakMap<Policy, Map<string, ReadonlySet<string>>>();

/** The roots of the trees that are read from rows of this one. */
function treesReadBy({ input, checks = false }: RowReader, root: string): ReadonlySet<string> {
  const { policy, readings } = input;
  const known = readBy.get(policy) ?? new Map<string, ReadonlySet<string>>();
  readBy.set(policy, known);
  const key = JSON.stringify([root, checks, readings ?? {}]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const here = (entity: string): boolean => rootOf(policy, entity) === root;
  const benefits = policy.benefits.filter((b) => here(b.entity));
  const limits = policy.limits.filter((l) => l.benefits.some((id) => benefits.some((b) => b.id === id)));
  const parts = [
    benefits,
    limits,
    policy.eligibility.filter((e) => here(e.entity)),
    policy.payOuts.filter((p) => here(p.entity)),
    checks ? policy.checks : [],
    // What a run is dated by, and what else a value may be asked for on any row, is reached from these.
    policy.values.filter((v) => v.entity !== null && here(v.entity)),
  ];
  const read = new Set<string>([root]);
  const note = (entity: string): void => {
    read.add(rootOf(policy, entity));
  };
  for (const e of reachedFrom(policy, parts, readings)) {
    if (e.op === "field" || e.op === "follow" || e.op === "eligible") note(e.entity);
    else if (e.op === "collect") note(e.set.entity);
    else if (e.op === "result") note(policy.benefits.find((b) => b.id === e.benefit)?.entity ?? root);
    else if (e.op === "total") for (const b of policy.benefits) note(b.entity);
  }
  for (const l of limits) for (const part of l.group) if (part.kind === "entity") note(part.entity);
  for (const def of policy.entities) {
    if (!here(def.id)) continue;
    for (const f of def.fields) if (f.type.kind === "entity") note(f.type.entity);
  }
  known.set(key, read);
  return read;
}

/** Whether evaluating these, on a row of a tree, reads other rows of the tree. `undivided`: benefits whose shares are not given. */
export function readsWide(
  policy: Policy,
  root: string,
  parts: unknown,
  readings: RunInput["readings"],
  known: ReadonlySet<Expr>,
  undivided: ReadonlySet<string> = new Set(),
): boolean {
  let wide = false;
  const inTree = (entity: string): boolean => entity === root || outwards(policy, entity).includes(root);
  for (const e of reachedFrom(policy, parts, readings, known)) {
    // Through whichever benefits: any result may stand on such a one.
    if (e.op === "result" && undivided.size > 0) wide = true;
    if (e.op === "collect" && e.set.scope === "roster" && inTree(e.set.entity)) wide = true;
    if (e.op === "follow" && inTree(e.entity)) wide = true;
    if (e.op === "total" || (e.op === "result" && e.stage === "net")) wide = true;
  }
  return wide;
}

/** Every expression that evaluating these may reach, without those of `but` and what is in them, through named values too; of a question only the reading taken. */
export function reachedFrom(
  policy: Policy,
  parts: unknown,
  readings: RunInput["readings"],
  but: ReadonlySet<Expr> = new Set(),
): ReadonlySet<Expr> {
  const found = new Set<Expr>();
  const done = new Set<string>();
  const values = new Map(policy.values.map((v) => [v.id, v]));
  const inside = new Set<Expr>();
  const visit = (node: unknown): void =>
    eachExpr(node, (e) => {
      if (but.has(e)) eachExpr(e, (part) => inside.add(part));
      if (inside.has(e)) return;
      found.add(e);
      if ((e.op !== "value" && e.op !== "lookup" && e.op !== "tiers") || done.has(e.id)) return;
      done.add(e.id);
      const body = values.get(e.id)?.body;
      if (body?.kind !== "readings") return visit(body);
      const taken = readings?.[e.id] ?? body.taken;
      visit(body.readings.find((r) => r.id === taken)?.expr ?? null);
    });
  visit(parts);
  return found;
}
