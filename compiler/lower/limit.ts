/** Limits and pay-outs. */
import type { Benefits, Limit, Name, PayOut } from "../../grammar/ast.js";
import type { LimitDef, PartDef, PayOutDef } from "../ir/types.js";
import { key, sameDims } from "../ir/units.js";
import { targetId } from "../resolve/files.js";
import { guarded } from "./benefit.js";
import { at, type Context, on } from "./context.js";
import { condition, expecting, lower } from "./expr.js";
import { lowerOrder } from "./order.js";
import { adopt, DATE, isError, MONEY } from "./types.js";
import { describe } from "./words.js";

/** Canonical benefit ids, all of them if none are named; unknown names are reported. */
export function benefitIds(benefits: Benefits, context: Context): string[] {
  const known = context.shared.benefits;
  if (benefits.paths === null) return [...known.keys()];
  const { model, out } = context.shared;
  return benefits.paths.flatMap((path) => {
    const written = path.names.map((n) => n.text).join(".");
    const id = model.names.canon(written);
    if (known.has(id)) return [id];
    if (!model.broken.has(written) && !context.shared.lost.has(id)) {
      out.report("P2010", at(context, path.span), {
        name: written,
        near: model.names.near(written).filter((n) => known.has(model.names.canon(n))),
      });
    }
    return [];
  });
}

type Group = LimitDef["group"][number];

export function lowerLimit(node: Limit, context: Context): LimitDef {
  const { model, benefits, out } = context.shared;
  const reported = out.diagnostics.length;
  const ids = benefitIds(node.benefits, context);
  const payee = benefits.get(ids[0] ?? "")?.entity ?? context.entity;
  const chain = model.chain(payee);
  const group: Group[] = [];
  let window: LimitDef["window"] = null;
  for (const per of node.per) {
    const unit = model.unit(per.text);
    if (unit && sameDims(unit.dims, { year: 1 })) window = "year";
    else if (unit && sameDims(unit.dims, { month: 1 })) window = "month";
    else {
      const found = groupOf(per, chain, { ...context, entity: payee });
      group.push(...found);
      for (const one of found) missing(one, ids, per, context);
    }
  }
  const ceilingText = node.ceiling;
  const perEntity =
    ceilingText.kind === "Quantity" && ceilingText.per.length === 1 && ceilingText.per[0]?.count === null
      ? model.entity(ceilingText.per[0]?.unit.text ?? "")
      : null;
  // `3000 yuan per household` as a ceiling means `per household up to 3000 yuan`.
  const implied = perEntity && chain.some((e) => e.id === perEntity.id) ? perEntity : null;
  if (implied && !group.some((g) => g.kind === "entity" && g.entity === implied.id))
    group.push({ kind: "entity", entity: implied.id });

  const entityGroup = group.find((g) => g.kind === "entity");
  const fields = group.flatMap((g) => (g.kind === "field" ? [g.name] : []));
  const inside: Context =
    entityGroup?.kind === "entity"
      ? on(context, entityGroup.entity)
      : { ...context, entity: fields.length > 0 ? payee : null, group: fields.length > 0 ? fields : null };
  const ceiling =
    implied && ceilingText.kind === "Quantity"
      ? lower({ ...ceilingText, per: [] }, inside)
      : lower(ceilingText, inside, MONEY);
  const counts = counting(ceiling, node, inside);
  const claim: Context = { ...context, entity: payee, claim: true };
  const { way } = node;
  // Whoever it is per may be what was reported.
  if (way === null && entityGroup === undefined && out.diagnostics.length === reported) {
    out.report("P4902", at(context, node.decl.span), { name: node.decl.name.text });
  }
  return {
    id: model.names.idOf(node.decl),
    guard: guarded(
      node.when === null ? [] : [node.when],
      node.exceptions,
      entityGroup ? inside : { ...context, entity: payee },
    ),
    benefits: ids,
    group,
    window,
    since: node.since === null ? null : expecting(node.since, inside, DATE).expr,
    ceiling: counts === "money" ? adopt(ceiling, MONEY).expr : ceiling.expr,
    counts,
    way:
      way === null
        ? { kind: "written" }
        : way.kind === "Report"
          ? { kind: "report" }
          : way.kind === "Refuse"
            ? { kind: "refuse" }
            : way.kind === "ProRata"
              ? { kind: "proRata" }
              : { kind: "serve", whole: way.whole, order: way.order.map((o) => lowerOrder(o, claim)) },
  };
}

function groupOf(per: Name, chain: { id: string; fields: ReadonlyMap<string, unknown> }[], context: Context): Group[] {
  const { model } = context.shared;
  const name = model.names.canon(per.text);
  const row = model.entity(per.text);
  if (row && chain.some((e) => e.id === row.id)) return [{ kind: "entity", entity: row.id }];
  const home = chain.find((e) => e.fields.has(name));
  if (home) return [{ kind: "field", name, expr: { op: "field", entity: home.id, field: name } }];
  const path = { kind: "Path", names: [per], span: per.span } as const;
  const typed = lower(path, context);
  return isError(typed) ? [] : [{ kind: "field", name, expr: typed.expr }];
}

/** Every benefit's payee must lie within what the limit is per. */
function missing(group: Group, ids: readonly string[], per: Name, context: Context): void {
  const { model, benefits, out } = context.shared;
  const home = group.kind === "entity" ? group.entity : group.expr.op === "field" ? group.expr.entity : null;
  const outside = ids.find(
    (id) => home !== null && !model.chain(benefits.get(id)?.entity ?? null).some((e) => e.id === home),
  );
  if (home === null || outside === undefined) return;
  const { both } = model.names;
  out.report("P3033", at(context, per.span), {
    benefit: both(outside),
    payee: both(benefits.get(outside)?.entity ?? ""),
    group: both(model.names.canon(per.text)),
  });
}

function counting(ceiling: ReturnType<typeof lower>, node: Limit, context: Context): LimitDef["counts"] {
  if (isError(ceiling)) return "money";
  if (ceiling.ty.kind === "number") {
    if (ceiling.ty.bare || sameDims(ceiling.ty.dims, MONEY.dims)) return "money";
    const unit = key(ceiling.ty.dims);
    if (unit === "award") return "awards";
    if (context.shared.model.entity(unit) || unit === "person") return "payees";
  }
  context.shared.out.report("P3024", at(context, node.ceiling.span), { found: describe(context, ceiling.ty) });
  return "money";
}

export function lowerPayOut(node: PayOut, context: Context): PayOutDef | null {
  const { model, benefits } = context.shared;
  const single = node.benefits.paths?.length === 1 ? node.benefits.paths[0] : undefined;
  const name = single?.names.length === 1 ? model.names.canon(single.names[0]?.text ?? "") : null;
  const home = name === null ? undefined : model.chain(context.entity).find((e) => e.fields.has(name));
  let target: PayOutDef["target"];
  let entity: string | null;
  if (name !== null && !benefits.has(name) && home) {
    target = { kind: "field", entity: home.id, field: name };
    entity = home.id;
    const field = home.fields.get(name);
    if (field && field.ty.kind !== "error" && !(field.ty.kind === "number" && sameDims(field.ty.dims, MONEY.dims))) {
      context.shared.out.report("P3004", at(context, single?.span ?? node.span), {
        found: describe(context, field.ty),
        expected: describe(context, MONEY),
      });
    }
  } else {
    const ids = benefitIds(node.benefits, context);
    if (ids.length === 0) return null;
    target = { kind: "benefits", benefits: ids };
    entity = benefits.get(ids[0] as string)?.entity ?? null;
  }
  if (entity === null) return null;
  const inner = on(context, entity);
  return {
    id: targetId(node.benefits, model.names),
    target,
    entity,
    parts: node.parts.map(
      (part): PartDef => ({
        share: part.share === null ? { kind: "rest" } : share(part.share, inner),
        party: part.party === null ? null : model.names.idOf(part.party),
        on: part.on === null ? null : expecting(part.on, inner, DATE).expr,
        when: part.when === null ? null : condition(part.when, inner),
        deadline: part.deadline === null ? null : expecting(part.deadline, inner, DATE).expr,
      }),
    ),
  };
}

function share(node: Parameters<typeof lower>[0], context: Context): PartDef["share"] {
  const typed = lower(node, context);
  if (typed.ty.kind === "number") {
    if (sameDims(typed.ty.dims, { part: 1 })) return { kind: "parts", value: typed.expr };
    if (sameDims(typed.ty.dims, MONEY.dims)) return { kind: "amount", value: typed.expr };
    if (Object.keys(typed.ty.dims).length === 0 && !typed.ty.bare) return { kind: "ratio", value: typed.expr };
  }
  if (!isError(typed))
    context.shared.out.report("P3025", at(context, node.span), { found: describe(context, typed.ty) });
  return { kind: "ratio", value: { op: "num", value: "1" } };
}
