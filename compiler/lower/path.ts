/**
 * What a name means where it stands. In order: a value of the enum it is compared with, a field of the row or its
 * ancestors (nearest first), a named value, a benefit, a built-in name, an entity; from inside a set, a field of the row
 * that the set stands on.
 */
import type { Path } from "../../grammar/ast.js";
import type { ParamsFor } from "../diagnostics/diagnostic.js";
import type { Expr } from "../ir/types.js";
import { builtin } from "../resolve/builtins.js";
import type { EntityInfo } from "../resolve/model.js";
import { nearest, several } from "../resolve/names.js";
import { at, type Context } from "./context.js";
import { BOOL, DATE, ERROR, MONEY, type Ty, type Typed } from "./types.js";

type Stage = "gross" | "approved" | "ceiling" | "net";

export function lowerPath(node: Path, context: Context, expected: Ty | null): Typed {
  const { model } = context.shared;
  const names = node.names.map((n) => n.text);
  if (expected?.kind === "enum" && names.length === 1) {
    const value = model.names.canon(names[0] as string);
    if (model.enums.get(expected.enum)?.includes(value)) {
      means(`${expected.enum}.${value}`, node, 0, context);
      return { ty: expected, expr: { op: "enum", enum: expected.enum, value } };
    }
  }
  let current = first(names[0] as string, names.length > 1, node, context, expected);
  for (let i = 1; i < names.length; i += 1) {
    if (current === null) return ERROR;
    current = member(current, names[i] as string, i, node, context);
  }
  if (current === null) return ERROR;
  if (current.kind === "typed") return current.typed;
  // An entity's name alone is no value.
  context.shared.out.report("P2017", at(context, node.span), { name: names.join(".") });
  return ERROR;
}

/** Notes what the name at `index` of a path means. */
function means(id: string, node: Path, index: number, context: Context): void {
  const name = node.names[index];
  if (name) context.shared.out.meanings.push({ ...at(context, name.span), id });
}

/** What is known for each `entity` stands where there is none, or may be several. */
function elsewhere(name: string, entity: string, context: Context): ParamsFor<"P2005"> {
  const { both } = context.shared.model.names;
  return { name: both(name), entity: both(entity), several: several(both(entity)) };
}

/** What belongs to single payees stands where a limit's group is meant. */
function manyIn(name: string, context: Context): ParamsFor<"P3014"> {
  const { both } = context.shared.model.names;
  const groups = (context.group ?? []).map(both);
  const group = { en: groups.map((g) => g.en).join(", "), zh: groups.map((g) => g.zh).join("、") };
  return { name, group, several: several(both(context.entity ?? "household")) };
}

/** A name that is none of an enum's values. */
export function valuesOf(id: string, name: string, context: Context): ParamsFor<"P2008"> {
  const { names, enums } = context.shared.model;
  return { name, enum: names.both(id.slice(id.lastIndexOf(".") + 1)), values: (enums.get(id) ?? []).map(names.both) };
}

type Step =
  | { kind: "typed"; typed: Typed }
  | { kind: "row"; entity: string }
  | { kind: "benefit"; id: string; typed: Typed };

function typed(ty: Ty, expr: Expr): Step {
  return { kind: "typed", typed: { ty, expr } };
}

function first(word: string, dotted: boolean, node: Path, context: Context, expected: Ty | null): Step | null {
  const { model, benefits } = context.shared;
  const name = model.names.canon(word);
  const known = builtin(word);
  const chain = model.chain(context.entity);
  for (const entity of chain) {
    const field = entity.fields.get(name);
    if (!field) continue;
    if (context.group !== null && !context.group.includes(name)) {
      context.shared.out.report("P3014", at(context, node.span), manyIn(word, context));
      return null;
    }
    means(`${entity.id}.${name}`, node, 0, context);
    return typed(field.ty, { op: "field", entity: entity.id, field: name });
  }
  if (context.claim && known === "amount") {
    context.shared.out.report("P3032", at(context, node.span), { name: word });
    return null;
  }
  if (model.values.has(name) || benefits.has(name)) means(name, node, 0, context);
  if (model.values.has(name)) return value(name, word, node, context);
  const benefit = benefits.get(name);
  if (benefit) {
    const result: Typed = { ty: MONEY, expr: { op: "result", benefit: name, stage: "net" } };
    return dotted ? { kind: "benefit", id: name, typed: result } : { kind: "typed", typed: result };
  }
  if (known === "as_of") return typed(DATE, { op: "asOf" });
  if (known === "total") return typed(MONEY, { op: "total" });
  if (known === "eligible") {
    const entity = chain.find((e) => context.shared.eligible.has(e.id));
    if (entity) return typed(BOOL, { op: "eligible", entity: entity.id });
    context.shared.out.report("P2018", at(context, node.span), {});
    return null;
  }
  const row = model.entity(word);
  if (row) {
    means(row.id, node, 0, context);
    if (!dotted || around(context).some((e) => e.id === row.id)) return { kind: "row", entity: row.id };
    context.shared.out.report("P2005", at(context, node.span), elsewhere(name, row.id, context));
    return null;
  }
  const beyond = around(context).find((entity) => entity.fields.has(name));
  const field = beyond?.fields.get(name);
  if (beyond && field) {
    means(`${beyond.id}.${name}`, node, 0, context);
    return typed(field.ty, { op: "field", entity: beyond.id, field: name });
  }
  unknown(word, node, context, expected);
  return null;
}

/**
 * The rows that can be spoken of: the row and its ancestors, then, from inside a set, those where the set stands. A group of
 * a limit is no row: inside its sets only their own members are.
 */
function around(context: Context): EntityInfo[] {
  const own = context.shared.model.chain(context.entity);
  const { outer } = context;
  return outer === undefined || outer.group !== null ? own : [...own, ...around(outer)];
}

function value(id: string, word: string, node: Path, context: Context): Step | null {
  const { model } = context.shared;
  const info = model.values.get(id);
  const lowered = context.shared.lowerValue(id);
  if (!info || !lowered || lowered.ty.kind === "error") return null;
  if (info.clause.kind === "Question" && lowered.ty.kind === "alternatives")
    return typed(lowered.ty, { op: "value", id });
  const { entity, body } = lowered.def;
  if (entity !== null && !around(context).some((e) => e.id === entity)) {
    context.shared.out.report("P2005", at(context, node.span), elsewhere(id, entity, context));
    return null;
  }
  if (context.group !== null && entity !== null) {
    const keys = body.kind === "table" ? body.keys : body.kind === "set" && body.by.field ? [body.by.field] : null;
    const one = keys?.every((k) => k.op === "asOf" || (k.op === "field" && context.group?.includes(k.field))) ?? false;
    if (!one) {
      context.shared.out.report("P3014", at(context, node.span), manyIn(word, context));
      return null;
    }
  }
  return typed(lowered.ty, body.kind === "table" ? { op: "lookup", id } : { op: "value", id });
}

function member(current: Step, word: string, index: number, node: Path, context: Context): Step | null {
  const { model } = context.shared;
  const name = model.names.canon(word);
  if (current.kind === "row" && context.group !== null && !context.group.includes(name)) {
    context.shared.out.report("P3014", at(context, node.span), manyIn(word, context));
    return null;
  }
  if (current.kind === "benefit") {
    const stage = builtin(word);
    if (stage === "gross" || stage === "approved" || stage === "ceiling" || stage === "net") {
      return typed(MONEY, { op: "result", benefit: current.id, stage: stage satisfies Stage });
    }
    context.shared.out.report("P2019", at(context, node.span), { benefit: model.names.both(current.id), found: word });
    return null;
  }
  const entityId =
    current.kind === "row" ? current.entity : current.typed.ty.kind === "entity" ? current.typed.ty.entity : null;
  if (entityId === null) {
    context.shared.out.report("P2020", at(context, node.span), {
      name: node.names
        .slice(0, index)
        .map((n) => n.text)
        .join("."),
      member: word,
    });
    return null;
  }
  const field = model.entities.get(entityId)?.fields.get(name);
  if (!field) {
    const near = nearest(word, [...(model.entities.get(entityId)?.fields.keys() ?? [])]);
    context.shared.out.report("P2001", at(context, node.names[index]?.span ?? node.span), { name: word, near });
    return null;
  }
  means(`${entityId}.${name}`, node, index, context);
  return typed(
    field.ty,
    current.kind === "row"
      ? { op: "field", entity: entityId, field: name }
      : { op: "follow", ref: (current as { typed: Typed }).typed.expr, entity: entityId, field: name },
  );
}

function unknown(word: string, node: Path, context: Context, expected: Ty | null): void {
  const { model, out } = context.shared;
  const name = model.names.canon(word);
  // What it would be looked up in, or what it would be, is reported already.
  if (expected?.kind === "error" || model.broken.has(word) || model.broken.has(name) || context.shared.lost.has(name))
    return;
  const here = at(context, node.names[0]?.span ?? node.span);
  if (expected?.kind === "enum") {
    out.report("P2008", here, valuesOf(expected.enum, word, context));
    return;
  }
  for (const entity of model.entities.values()) {
    if (entity.fields.has(name)) {
      out.report("P2005", here, elsewhere(name, entity.id, context));
      return;
    }
  }
  out.report("P2001", here, { name: word, near: model.names.near(word) });
}
