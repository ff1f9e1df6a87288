/** Examples: a household (or several) and what it should get. */
import type { Example, Fact, Literal, Outcome, Path } from "../../grammar/ast.js";
import { originOf } from "../../grammar/reread.js";
import { ONE, parse, rational, text } from "../ir/rational.js";
import type { CheckDef, ExampleDef, ExampleRow, ExpectDef, Expr, Scalar } from "../ir/types.js";
import { isCounter } from "../ir/units.js";
import { builtin } from "../resolve/builtins.js";
import { scalarOf } from "../resolve/literals.js";
import type { Model } from "../resolve/model.js";
import { nearest } from "../resolve/names.js";
import { at, type Context, on } from "./context.js";
import { lower } from "./expr.js";
import { valuesOf } from "./path.js";
import { BOOL, isError, MONEY, type Ty } from "./types.js";
import { describe } from "./words.js";

interface Draft {
  fields: Record<string, Scalar>;
  approved: Record<string, string>;
  children: ExampleRow[];
}

interface Given {
  draft: Draft;
  used: boolean;
  rows: ExampleRow[];
  params: Record<string, Scalar>;
  readings: Record<string, string>;
  asOf: string | null;
}

/**
 * `root` is the entity that facts without an entity belong to. Examples of an amended version show what that one gave: the
 * amendment's own may start from them (`as in`), but they are no examples of it.
 */
export function lowerExamples(
  nodes: readonly { node: Example; context: Context }[],
  file: string,
  root: string | null,
  checks: ReadonlyMap<string, CheckDef>,
): ExampleDef[] {
  const byTitle = new Map(nodes.map(({ node, context }) => [node.title.value, { node, context }]));
  const own = nodes.filter(({ context }) => context.file === file);
  return own.map(({ node, context }) => {
    const others = othersOf(node, byTitle);
    // An example hangs on those that it starts from, and on the checks that it speaks of.
    const met = node.expect.flatMap((outcome) =>
      "path" in outcome ? (checkIn(outcome.path, checks, context) ?? []) : [],
    );
    const on = others === null ? null : [...others.map(originOf), ...met].map(serial).join(" ");
    return context.shared.recall.unit(node, on === null ? null : `${file} of ${root} on ${on}`, () =>
      lowerExample(node, context, root, byTitle, checks),
    );
  });
}

/** The examples that this one starts from, those that they start from included; null if one is not found. */
function othersOf(
  node: Example,
  byTitle: ReadonlyMap<string, { readonly node: Example }>,
  seen: ReadonlySet<Example> = new Set([node]),
): Example[] | null {
  const found: Example[] = [];
  for (const fact of node.given) {
    if (fact.kind !== "AsIn") continue;
    const other = byTitle.get(fact.title.value)?.node;
    if (other === undefined || seen.has(other)) return null;
    const others = othersOf(other, byTitle, new Set([...seen, other]));
    if (others === null) return null;
    found.push(other, ...others);
  }
  return found;
}

const serials = new WeakMap<object, number>();
let latest = 0;

/** A number by which an object is known again. */
function serial(object: object): number {
  const known = serials.get(object);
  if (known !== undefined) return known;
  latest += 1;
  serials.set(object, latest);
  return latest;
}

function lowerExample(
  node: Example,
  context: Context,
  root: string | null,
  byTitle: ReadonlyMap<string, { node: Example; context: Context }>,
  checks: ReadonlyMap<string, CheckDef>,
): ExampleDef {
  const given: Given = {
    draft: { fields: {}, approved: {}, children: [] },
    used: false,
    rows: [],
    params: {},
    readings: {},
    asOf: null,
  };
  read(node, given, root, context, byTitle, []);
  const rows = [...given.rows];
  if (root !== null && (given.used || rows.length === 0)) {
    rows.unshift({
      entity: root,
      fields: given.draft.fields,
      approved: given.draft.approved,
      children: given.draft.children,
    });
  }
  return {
    title: node.title.value,
    rows,
    params: given.params,
    readings: given.readings,
    asOf: given.asOf,
    expect: node.expect.flatMap((outcome) => expectation(outcome, on(context, root), root, checks)),
  };
}

/** The check that an outcome speaks of, if it does. */
function checkIn(path: Path, checks: ReadonlyMap<string, CheckDef>, { shared }: Context): CheckDef | undefined {
  return path.names.length === 1 ? checks.get(shared.model.names.canon(path.names[0]?.text ?? "")) : undefined;
}

function read(
  node: Example,
  given: Given,
  root: string | null,
  context: Context,
  byTitle: ReadonlyMap<string, { node: Example; context: Context }>,
  busy: readonly string[],
): void {
  for (const fact of node.given) {
    if (fact.kind === "AsIn") {
      const other = byTitle.get(fact.title.value);
      if (!other || busy.includes(fact.title.value)) {
        context.shared.out.report("P2024", at(context, fact.title.span), {
          title: fact.title.value,
          near: nearest(
            fact.title.value,
            [...byTitle.keys()].filter((title) => title !== node.title.value && !busy.includes(title)),
          ),
        });
        continue;
      }
      read(other.node, given, root, other.context, byTitle, [...busy, node.title.value]);
      continue;
    }
    topFact(fact, given, root, context);
  }
}

function topFact(fact: Exclude<Fact, { kind: "AsIn" }>, given: Given, root: string | null, context: Context): void {
  const { model, out } = context.shared;
  const first = fact.path.names[0]?.text ?? "";
  const name = model.names.canon(first);
  if (fact.kind === "EntityFact") {
    const entity = entityFact(fact, context);
    if (entity === null) return;
    const row = rowOf(entity, fact.facts, context);
    if (root !== null && isBelow(entity, root, model)) {
      given.draft.children.push(row);
      given.used = true;
    } else given.rows.push(row);
    return;
  }
  if (fact.path.names.length === 1) {
    if (builtin(first) === "as_of" && fact.value.kind === "Date") {
      given.asOf = fact.value.value;
      return;
    }
    const value = model.values.get(name);
    if (value) {
      const lowered = context.shared.lowerValue(name);
      if (!lowered || lowered.ty.kind === "error") return;
      if (lowered.def.body.kind === "readings") {
        const reading =
          fact.value.kind === "Path" ? model.names.canon(fact.value.names.map((n) => n.text).join(".")) : "";
        if (lowered.def.body.readings.some((r) => r.id === reading)) given.readings[name] = reading;
        else
          out.report("P2009", at(context, fact.value.span), {
            name: written(fact.value),
            question: model.names.both(name),
            readings: lowered.def.body.readings.map((r) => model.names.both(r.id)),
          });
        return;
      }
      if (lowered.def.body.kind !== "set") {
        out.report("P2025", at(context, fact.path.span), { name: first });
        return;
      }
      const scalar = literal(fact.value, lowered.ty, context);
      if (scalar) given.params[name] = scalar;
      return;
    }
  }
  given.used = true;
  if (root !== null) fieldFact(fact.path, fact.value, root, given.draft, context);
}

/** The entity that rows are given of; null if there is none, which is reported. */
function entityFact({ path }: Extract<Fact, { kind: "EntityFact" }>, context: Context): string | null {
  const { model, out } = context.shared;
  const name = path.names.map((n) => n.text).join(".");
  const entity = path.names.length === 1 ? model.entity(name) : null;
  if (entity === null && !model.broken.has(name)) {
    out.report("P2006", at(context, path.span), {
      name,
      near: model.names.near(name).filter((n) => model.entity(n) !== null),
    });
  }
  return entity?.id ?? null;
}

function isBelow(entity: string, above: string, model: Model): boolean {
  return entity !== above && model.chain(entity).some((e) => e.id === above);
}

function rowOf(entity: string, facts: readonly Fact[], context: Context): ExampleRow {
  const { model, out } = context.shared;
  const draft: Draft = { fields: {}, approved: {}, children: [] };
  for (const fact of facts) {
    if (fact.kind === "EntityFact") {
      const child = entityFact(fact, context);
      if (child === null) continue;
      if (isBelow(child, entity, model)) draft.children.push(rowOf(child, fact.facts, context));
      else
        out.report("P2028", at(context, fact.path.span), {
          name: model.names.both(child),
          entity: model.names.both(entity),
        });
    } else if (fact.kind === "FieldFact") fieldFact(fact.path, fact.value, entity, draft, context);
    else context.shared.out.report("P2024", at(context, fact.span), { title: fact.title.value, near: [] });
  }
  return { entity, ...draft };
}

function fieldFact(path: Path, value: Literal, entity: string, draft: Draft, context: Context): void {
  const { model, out, benefits } = context.shared;
  const words = path.names.map((n) => n.text);
  const ids = words.map((w) => model.names.canon(w));
  const benefit = benefits.get(ids[0] ?? "");
  if (benefit && words.length === 2 && builtin(words[1] as string) === "approved") {
    const scalar = literal(value, MONEY, context);
    if (scalar?.kind === "number") draft.approved[benefit.id] = scalar.value;
    return;
  }
  const own = ids.length === 2 && ids[0] === entity ? (ids[1] as string) : (ids[0] as string);
  const field = model.entities.get(entity)?.fields.get(own);
  if (!field || (ids.length > 1 && ids[0] !== entity)) {
    const name = words.join(".");
    if (!model.broken.has(name)) out.report("P2001", at(context, path.span), { name, near: model.names.near(name) });
    return;
  }
  const scalar = literal(value, field.ty, context);
  if (scalar) draft.fields[own] = scalar;
}

function literal(value: Literal, ty: Ty, context: Context): Scalar | null {
  const { model, out } = context.shared;
  const scalar = scalarOf(value, ty, ty.kind === "number" ? ty.scale : ONE, model);
  if (
    scalar?.kind === "number" &&
    ty.kind === "number" &&
    isCounter(ty.dims) &&
    rational(scalar.value).d !== 1n &&
    value.kind === "Quantity"
  ) {
    out.report("P3006", at(context, value.span), { value: value.value, unit: value.unit?.text ?? "" });
    return null;
  }
  if (scalar || ty.kind === "error") return scalar;
  if (ty.kind === "enum" && value.kind === "Path") {
    out.report("P2008", at(context, value.span), valuesOf(ty.enum, written(value), context));
    return null;
  }
  // A unit that is an alias of the field's (羊4头) is taken as it stands.
  if (value.kind === "Quantity" && ty.kind === "number" && value.unit !== null) {
    const own = Object.keys(model.unit(value.unit.text)?.dims ?? {})[0];
    const target = Object.keys(ty.dims)[0];
    const number = parse(value.value);
    if (own !== undefined && target !== undefined && number && model.aliases.get(own)?.has(target))
      return { kind: "number", value: text(number) };
  }
  out.report("P3027", at(context, value.span), { expected: describe(context, ty) });
  return null;
}

function expectation(
  outcome: Outcome,
  context: Context,
  root: string | null,
  checks: ReadonlyMap<string, CheckDef>,
): ExpectDef[] {
  const { model, benefits, out } = context.shared;
  switch (outcome.kind) {
    case "NotEligible":
      return [{ kind: "notEligible" }];
    case "Undecided":
      if (outcome.name !== null && !canBeUndecided(model.names.canon(outcome.name.text), checks, context)) {
        out.report("P2001", at(context, outcome.name.span), {
          name: outcome.name.text,
          near: model.names.near(outcome.name.text),
        });
        return [];
      }
      return [{ kind: "undecided", name: outcome.name === null ? null : model.names.canon(outcome.name.text) }];
    case "NotDue": {
      const id = model.names.canon(outcome.path.names.map((n) => n.text).join("."));
      if (benefits.has(id)) return [{ kind: "notDue", benefit: id }];
      const name = outcome.path.names.map((n) => n.text).join(".");
      if (!model.broken.has(name) && !context.shared.lost.has(id)) {
        out.report("P2010", at(context, outcome.path.span), {
          name,
          near: model.names.near(name).filter((n) => benefits.has(model.names.canon(n))),
        });
      }
      return [];
    }
    case "Equals": {
      const check = checkIn(outcome.path, checks, context);
      if (check) {
        const value = literal(outcome.value, BOOL, context);
        return value ? [{ kind: "equals", what: met(check), value, shown: written(outcome.value) }] : [];
      }
      const what = lower(outcome.path, root === null ? context : on(context, root));
      if (isError(what)) return [];
      const value = literal(outcome.value, what.ty, context);
      return value ? [{ kind: "equals", what: what.expr, value, shown: written(outcome.value) }] : [];
    }
  }
}

/** Benefits, values, checks, and fields whose lack leaves something open. */
function canBeUndecided(id: string, checks: ReadonlyMap<string, CheckDef>, { shared }: Context): boolean {
  const { model, benefits, lost } = shared;
  if (benefits.has(id) || checks.has(id) || model.values.has(id) || model.broken.has(id) || lost.has(id)) return true;
  return [...model.entities.values()].some((entity) => entity.fields.has(id));
}

/** The expected value as the policy writes it. */
function written(value: Literal): string {
  switch (value.kind) {
    case "Quantity": {
      const unit = value.unit?.text ?? "";
      const latin = /^[a-z]/i.test(unit);
      const magnitude =
        value.magnitude === null ? "" : latin ? `${value.magnitude} ` : value.magnitude === "wan" ? "万" : "亿";
      const per = value.per.map((p) => `/${p.count ?? ""}${p.unit.text}`).join("");
      return `${value.value}${latin || /^[a-z]/.test(magnitude) ? " " : ""}${magnitude}${unit}${per}`;
    }
    case "YesNo":
      return value.value ? "yes" : "no";
    case "Path":
      return value.names.map((n) => n.text).join(".");
    default:
      return value.value;
  }
}

/** Whether a check is met, on every row of the example that it speaks of. */
function met(check: CheckDef): Expr {
  if (check.entity === null) return check.condition;
  return {
    op: "collect",
    word: "all",
    set: { entity: check.entity, scope: "roster", where: null },
    item: check.condition,
  };
}
