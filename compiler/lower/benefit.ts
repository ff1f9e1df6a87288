/** Benefit clauses → guards and awards. */
import type { Amount, Benefit, Every, Except, Row, Expr as Surface, Award as SurfaceAward } from "../../grammar/ast.js";
import { rational, text } from "../ir/rational.js";
import type { AmountAward, Award, AwardRow, BenefitDef, Expr, Guarded } from "../ir/types.js";
import { at, type Context } from "./context.js";
import { condition, expecting, fitted, joined, lower, ofQuantity } from "./expr.js";
import { lowerOrder } from "./order.js";
import { DATE, ERROR, isError, MONEY, type NumberTy, numberTy, type Typed } from "./types.js";
import { mismatch } from "./words.js";

export function guarded(when: readonly Surface[], excepts: readonly Except[], context: Context): Guarded {
  const conditions = when.map((c) => condition(c, context));
  return {
    when: conditions.length === 0 ? null : joined("and", conditions),
    excepts: excepts.map((e) => ({ when: condition(e.condition, context), reason: e.reason?.value ?? null })),
  };
}

/** Whether some amount of the benefit is entered by a person. */
export function isEntered(benefit: Benefit): boolean {
  for (const item of benefit.items) if ("award" in item && hasEntered(item.award)) return true;
  return false;
}

function hasEntered(award: SurfaceAward): boolean {
  if (award.kind === "Amount") return isEnteredAmount(award);
  return award.rows.some((row) => isEnteredAmount(row.amount));
}

function isEnteredAmount(amount: Amount): boolean {
  return amount.base === null && amount.portion === null;
}

export function lowerBenefit(node: Benefit, entity: string, context: Context): BenefitDef | null {
  const rules: AwardRow[] = [];
  const whens: Surface[] = [];
  const excepts: Except[] = [];
  let once: BenefitDef["once"] = null;
  const every: Every | null = node.items.find((item) => item.kind === "Every") ?? null;
  const due = every === null ? MONEY : numberTy({ yuan: 1, month: -1 });
  for (const item of node.items) {
    switch (item.kind) {
      case "When":
        whens.push(item.condition);
        break;
      case "Except":
        excepts.push(item);
        break;
      case "Rule":
        rules.push({
          when: condition(item.condition, context),
          otherwise: false,
          award: award(item.award, due, context),
        });
        break;
      case "Otherwise":
        rules.push({ when: null, otherwise: true, award: award(item.award, due, context) });
        break;
      case "Pay":
        rules.push({ when: null, otherwise: false, award: award(item.award, due, context) });
        break;
      case "Once":
        once = { per: oncePer(item.per, context) };
        break;
    }
  }
  if (rules.length === 0) {
    context.shared.out.report("P4903", at(context, node.decl.span), { name: node.decl.name.text });
    return null;
  }
  const guard = guarded(whens, excepts, context);
  const only = rules.length === 1 ? (rules[0] as AwardRow) : null;
  return {
    id: context.shared.model.names.idOf(node.decl),
    entity,
    // One rule is a guard: `when c pay a` and `c → a` are the same benefit.
    guard: only?.when
      ? { ...guard, when: guard.when === null ? only.when : joined("and", [guard.when, only.when]) }
      : guard,
    award: only ? only.award : { kind: "list", word: "only", rows: rules },
    entered: isEntered(node),
    once,
    every:
      every === null
        ? null
        : {
            from: expecting(every.from, context, DATE).expr,
            to: every.to === null ? null : expecting(every.to, context, DATE).expr,
            during: every.during === null ? null : condition(every.during, context),
            partMonths: every.partMonths,
            backPay: every.backPay,
          },
  };
}

function oncePer(
  name: { text: string; span: { start: number; end: number } } | null,
  context: Context,
): NonNullable<BenefitDef["once"]>["per"] {
  if (name === null) return null;
  const unit = context.shared.model.unit(name.text);
  if (unit && "year" in unit.dims) return { kind: "window", window: "year" };
  if (unit && "month" in unit.dims) return { kind: "window", window: "month" };
  const { model } = context.shared;
  const entity = model.entity(name.text);
  if (entity && model.chain(context.entity).some((e) => e.id === entity.id)) {
    if (entity.key === null)
      context.shared.out.report("P2029", at(context, name.span), { entity: model.names.both(entity.id) });
    return { kind: "field", name: entity.id, expr: { op: "field", entity: entity.id, field: entity.key ?? "" } };
  }
  const typed = lower(
    { kind: "Path", names: [{ kind: "Name", text: name.text, span: name.span }], span: name.span },
    context,
  );
  return { kind: "field", name: model.names.canon(name.text), expr: typed.expr };
}

function award(node: SurfaceAward, due: NumberTy, context: Context): Award {
  if (node.kind === "Amount") return amount(node, due, context);
  if (node.word === "any" || node.word === "all" || node.word === "share" || node.word === "count") {
    const typed = lower(node, context);
    if (!isError(typed)) mismatch(context, node.span, typed.ty, due);
    return { kind: "list", word: "sum", rows: [] };
  }
  return { kind: "list", word: node.word, rows: node.rows.map((row) => awardRow(row, due, context)) };
}

function awardRow(row: Row, due: NumberTy, context: Context): AwardRow {
  return {
    when: row.when === null ? null : condition(row.when, context),
    otherwise: row.otherwise,
    award: amount(row.amount, due, context),
  };
}

function amount(node: Amount, due: NumberTy, context: Context): AmountAward {
  const floors: Expr[] = [];
  const ceilings: Expr[] = [];
  for (const cut of node.cuts)
    (cut.bound === "floor" ? floors : ceilings).push(expecting(cut.value, context, due).expr);
  const cuts = { floors, ceilings };
  if (node.portion) {
    const pot = expecting(node.portion.pot, context, due).expr;
    const weight = lower(node.portion.weight, context);
    if (!isError(weight) && weight.ty.kind !== "number")
      mismatch(context, node.portion.weight.span, weight.ty, numberTy({}));
    const remainder = node.portion.remainder?.map((order) => lowerOrder(order, context)) ?? null;
    return { kind: "amount", source: { kind: "portion", pot, weight: weight.expr, remainder }, least: null, ...cuts };
  }
  if (node.base === null) return { kind: "amount", source: { kind: "entered" }, least: null, ...cuts };
  if (node.from === null && node.counting === null) {
    const base = expecting(node.base, context, due);
    return { kind: "amount", source: { kind: "computed", expr: base.expr }, least: null, ...cuts };
  }
  return rateLine(node, due, cuts, context);
}

/** `30 yuan per bird of poultry, from 10 birds, counting at most 50 birds`. */
function rateLine(
  node: Amount,
  due: NumberTy,
  cuts: { floors: Expr[]; ceilings: Expr[] },
  context: Context,
): AmountAward {
  const base = node.base as Surface;
  const computed = (expr: Expr, least: AmountAward["least"]): AmountAward => ({
    kind: "amount",
    source: { kind: "computed", expr },
    least,
    ...cuts,
  });
  if (base.kind !== "Of") {
    context.shared.out.report("P3015", at(context, base.span), {});
    return computed(ERROR.expr, null);
  }
  const quantity = lower(base.right, context);
  const { ty } = quantity;
  if (ty.kind !== "number") {
    mismatch(context, base.right.span, ty, numberTy({}));
    return computed(ERROR.expr, null);
  }
  const bound = (written: Amount["from"]): string | null => {
    const typed = written === null ? ERROR : expecting(written, context, ty);
    return typed.expr.op === "num" ? text(rational(typed.expr.value)) : null;
  };
  const from = bound(node.from);
  const most = bound(node.counting);
  const counted: Typed =
    most === null
      ? quantity
      : { ty, expr: { op: "bound", x: quantity.expr, floors: [], ceilings: [{ op: "num", value: most }] } };
  const whole = fitted(ofQuantity(base.left, base.right, counted, context), base, context, due);
  return computed(whole.expr, from === null ? null : { quantity: quantity.expr, from });
}
