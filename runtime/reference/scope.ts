/**
 * Where an expression stands: the row it is evaluated on, the date of the facts, and what restricts its sets.
 * A world is one evaluation of a policy on a roster; a run has two, the second with every entered amount at its ceiling.
 */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { AmountAward, BenefitDef, Expr, IsoDate, Policy, ValueDef } from "../../compiler/ir/types.js";
import type { RunInput } from "../run.js";
import type { Dependence } from "./depends.js";
import { below, type Facts, factsDate, fieldValue, isWithin, type Node, nearest } from "./facts.js";
import { type Known, show, type Value } from "./value.js";

/** What the later stages give to an expression. Each is asked only by stages after its own. */
export interface Stages {
  /** Stage 1, the row's own clause and those of the rows it is within. */
  readonly eligible: (node: Node) => Value;
  /** Stage 2. */
  readonly gross: (benefit: BenefitDef, node: Node) => Value;
  /** As entered, before any cut. */
  readonly approved: (benefit: BenefitDef, node: Node) => Value;
  /** The most it can be: stage 4 of the second run. */
  readonly ceiling: (benefit: BenefitDef, node: Node) => Value;
  /** Stage 7. */
  readonly net: (benefit: BenefitDef, node: Node) => Value;
  /** The row's part of a portion, stage 2. */
  readonly share: (leaf: AmountAward, node: Node) => Share;
}

/** `high` is the most the part may become; `provisional`: an undecided row may still join. */
export interface Share {
  readonly value: Value;
  readonly provisional: boolean;
}

export interface World {
  readonly input: RunInput;
  readonly policy: Policy;
  readonly facts: Facts;
  readonly depends: Dependence;
  readonly values: ReadonlyMap<string, ValueDef>;
  readonly benefits: ReadonlyMap<string, BenefitDef>;
  /** Whether entered amounts are as entered, or all at their ceilings. */
  readonly entered: "asEntered" | "atCeiling";
  readonly base: Frame;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly evaluate: Evaluate;
  readonly stages: Stages;
  /** What another engine has already worked out of a set, or of a sum of results over rows; null: it is worked out here. */
  readonly given?: ((expr: Extract<Expr, { op: "collect" | "result" }>, scope: Scope) => Value | null) | undefined;
}

/** A group of a limit: its row if it is one, and the values of the fields it is formed by. */
export interface Group {
  readonly row: Node | null;
  readonly fields: readonly { readonly name: string; readonly expr: Expr; readonly value: Known }[];
}

/** What is remembered together: the same month's date and the same group give the same values. */
export interface Frame {
  /** Inside `every month`: the date of the month, in place of the date of the facts. */
  readonly month: IsoDate | null;
  readonly group: Group | null;
  readonly values: Map<string, Map<Node | string, Value>>;
  readonly sets: Map<Expr, Value>;
}

export interface Scope {
  readonly world: World;
  readonly frame: Frame;
  readonly row: Node | null;
  /** Inside a set: where the set stands. */
  readonly outer: Scope | null;
  readonly asOf: IsoDate;
  /** The value, benefit or limit being evaluated, for reasons. */
  readonly clause: string;
  /** While a portion gathers those it is divided over: who reached which portion. */
  readonly gather: ((leaf: AmountAward, scope: Scope, certain: boolean) => void) | null;
}

export type Evaluate = (expr: Expr, scope: Scope) => Value;

export function frame(month: IsoDate | null, group: Group | null): Frame {
  return { month, group, values: new Map(), sets: new Map() };
}

/** The date at which facts are tested on a row: the month's, else the row's `facts on` date, else the run's. */
export function asOf(world: World, at: Frame, node: Node | null): IsoDate {
  return at.month ?? factsDate(world.policy, world.facts, node) ?? world.input.asOf;
}

export function scopeOn(world: World, node: Node | null, clause: string, at: Frame = world.base): Scope {
  return { world, frame: at, row: node, outer: null, asOf: asOf(world, at, node), clause, gather: null };
}

/** The scope of a member of a set that stands in `scope`. */
export function member(scope: Scope, node: Node): Scope {
  return { ...scope, row: node, outer: scope, asOf: asOf(scope.world, scope.frame, node) };
}

/** The nearest row of `entity`: the row, an ancestor, outside the set, or the row the group's field names. */
export function rowOf(scope: Scope, entity: string): Node | null {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const found = nearest(at.row, entity);
    if (found !== null) return found;
  }
  const group = scope.frame.group;
  if (group === null) return null;
  const named = group.fields.find((f) => f.name === entity);
  return (named && scope.world.facts.byKey.get(entity)?.get(show(named.value))) ?? nearest(group.row, entity);
}

/** What a group formed by this field, or this named value, says of it where there is no row to ask. */
export function groupValue(scope: Scope, asked: Extract<Expr, { op: "field" | "value" }>): Known | null {
  const same = scope.frame.group?.fields.find(({ expr }) =>
    asked.op === "field"
      ? expr.op === "field" && expr.entity === asked.entity && expr.field === asked.field
      : expr.op === "value" && expr.id === asked.id,
  );
  return same?.value ?? null;
}

/** The rows a set ranges over, before its `where`. */
export function rowsOf(scope: Scope, entity: string, reach: "below" | "roster"): readonly Node[] {
  if (reach === "below") {
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      for (let node = at.row; node !== null; node = node.parent) {
        if (node.entity !== entity && isWithin(scope.world.facts, entity, node.entity)) return below(node, entity);
      }
    }
    const holder = scope.frame.group?.row ?? null;
    if (holder !== null && isWithin(scope.world.facts, entity, holder.entity)) return below(holder, entity);
  }
  return rosterRows(scope, entity);
}

/** The whole roster, or inside a limit's group its rows. */
function rosterRows(scope: Scope, entity: string): readonly Node[] {
  const { facts } = scope.world;
  const group = scope.frame.group;
  const all = facts.nodes.get(entity) ?? [];
  if (group === null) return all;
  const inRow = group.row !== null && isWithin(facts, entity, group.row.entity) ? below(group.row, entity) : all;
  return group.fields.reduce((rows, field) => {
    const members = fieldMembers(scope.world, entity, field.name, field.expr);
    if (members === null) return rows;
    const chosen = members.get(show(field.value)) ?? [];
    if (rows === all) return chosen;
    const kept = new Set(chosen);
    return rows.filter((row) => kept.has(row));
  }, inRow);
}

const membersOf = new WeakMap<World, Map<string, Map<string, Node[]> | null>>();

/** The rows of `entity` by what a group is formed by, as text. Null: that says nothing about this entity. */
function fieldMembers(world: World, entity: string, name: string, expr: Expr): Map<string, Node[]> | null {
  const known = membersOf.get(world) ?? new Map<string, Map<string, Node[]> | null>();
  membersOf.set(world, known);
  const id = `${entity}\n${name}`;
  const found = known.get(id);
  if (found !== undefined) return found;
  const read = reader(world, entity, name, expr);
  const members = read === null ? null : new Map<string, Node[]>();
  for (const node of read === null ? [] : (world.facts.nodes.get(entity) ?? [])) {
    const value = read?.(node);
    if (value === undefined || !value.known) continue;
    const list = members?.get(show(value));
    if (list === undefined) members?.set(show(value), [node]);
    else list.push(node);
  }
  known.set(id, members);
  return members;
}

/**
 * What places a row of `entity` in a group: the expression itself, on a row at or below the rows it is about; else the row's
 * field of that name; else its key, where the entity has the name (the towns of a group by town).
 */
function reader(world: World, entity: string, name: string, expr: Expr): ((node: Node) => Value) | null {
  const about = [...world.depends.of(expr).entities];
  if (about.length > 0 && about.every((e) => isWithin(world.facts, entity, e))) {
    return (node) => world.evaluate(expr, scopeOn(world, node, name));
  }
  if (world.facts.fields.get(entity)?.has(name)) return (node) => fieldValue(world.facts, node, name);
  return entity === name ? (node) => ({ known: true, value: node.key }) : null;
}
