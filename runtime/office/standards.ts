/**
 * 数量 and 标准 of a claim: `6.5亩` and `300元/亩`. They are read from the rule's own product of a rate and a field, and shown
 * only where quantity × standard gives the claim's amount exactly: a form never shows a sum that does not come out.
 */
import * as R from "../../compiler/ir/rational.js";
import type { Award, BenefitDef, Expr, Policy } from "../../compiler/ir/types.js";
import type { Lang } from "../explain/bilingual.js";
import { quantity } from "../explain/quantity.js";
import { missingFactor, typesOf, unitOf } from "../explain/units.js";
import type { Table } from "../table.js";
import { cellNumber } from "./roles.js";

export interface Standard {
  /** Exact decimal text with its unit; null: the rule has no such product. */
  readonly quantity: string | null;
  readonly rate: string | null;
}

const NONE: Standard = { quantity: null, rate: null };

/** A rate times a field; a flat amount has no field. */
interface Product {
  readonly rate: R.Rational;
  readonly field: { readonly entity: string; readonly field: string } | null;
  readonly expr: Expr | null;
}

/** What a claim's amount is made of: its benefit's products, and what was entered. */
export function standardsOf(
  policy: Policy,
  table: Table,
  lang: Lang,
): (benefit: string, row: number, gross: R.Rational | null) => Standard {
  const known = new Map<string, readonly Product[]>();
  const entered = new Map<string, string | null>();
  for (const benefit of policy.benefits) {
    known.set(benefit.id, productsOf(policy, benefit.award));
    entered.set(benefit.id, enteredStandard(policy, benefit, lang));
  }
  const types = typesOf(policy);
  const entityOf = new Map(policy.benefits.map((b) => [b.id, b.entity]));

  return (benefit, row, gross) => {
    if (gross === null) return NONE;
    // Where a person wrote the amount, a product that happens to give the same is not where it is from.
    const wrote = table.entities[entityOf.get(benefit) ?? ""];
    if (wrote && cellNumber(wrote, `${benefit}.approved`, row) !== null) {
      return { quantity: null, rate: entered.get(benefit) ?? null };
    }
    const fitting = new Map<string, Standard>();
    for (const product of known.get(benefit) ?? []) {
      if (product.field === null) {
        if (!R.equal(product.rate, gross)) continue;
        const rate = quantity(product.rate, "yuan", policy, lang);
        fitting.set(rate, { quantity: null, rate });
        continue;
      }
      const n = fieldOf(policy, table, entityOf.get(benefit) ?? "", product.field, row);
      if (n === null || !R.equal(R.mul(product.rate, n), gross)) continue;
      const unit = product.expr === null ? null : unitOf(product.expr, types);
      const standard = {
        quantity: quantity(n, unit ?? "", policy, lang),
        // Of money, a share.
        rate:
          unit === "yuan"
            ? `${R.text(R.mul(product.rate, R.integer(100)))}%`
            : quantity(product.rate, missingFactor("yuan", unit, "mul") ?? "yuan", policy, lang),
      };
      fitting.set(`${standard.quantity}\0${standard.rate}`, standard);
    }
    if (fitting.size === 1) return [...fitting.values()][0] as Standard;
    return fitting.size === 0 ? { quantity: null, rate: entered.get(benefit) ?? null } : NONE;
  };
}

function productsOf(policy: Policy, award: Award): Product[] {
  if (award.kind === "list") return award.rows.flatMap((row) => productsOf(policy, row.award));
  if (award.source.kind !== "computed") return [];
  const found = product(policy, award.source.expr);
  return found === null ? [] : [found];
}

/** Null: something else than numbers, named constants and one field multiplied. */
function product(policy: Policy, expr: Expr): Product | null {
  switch (expr.op) {
    case "num":
      return { rate: R.rational(expr.value), field: null, expr: null };
    case "field":
      return { rate: R.ONE, field: { entity: expr.entity, field: expr.field }, expr };
    case "value": {
      const body = policy.values.find((v) => v.id === expr.id)?.body;
      return body?.kind === "formula" ? product(policy, body.expr) : null;
    }
    case "mul": {
      const [a, b] = [product(policy, expr.a), product(policy, expr.b)];
      if (a === null || b === null || (a.field !== null && b.field !== null)) return null;
      return { rate: R.mul(a.rate, b.rate), field: a.field ?? b.field, expr: a.expr ?? b.expr };
    }
    case "div": {
      const [a, b] = [product(policy, expr.a), product(policy, expr.b)];
      if (a === null || b === null || b.field !== null || b.rate.n === 0n) return null;
      return { ...a, rate: R.div(a.rate, b.rate) };
    }
    default:
      return null;
  }
}

/** `核定金额，最高3000元`, for an amount that a person enters under a fixed ceiling. */
function enteredStandard(policy: Policy, benefit: BenefitDef, lang: Lang): string | null {
  const cuts = (award: Award): string[] => {
    if (award.kind === "list") return award.rows.flatMap((row) => cuts(row.award));
    if (award.source.kind !== "entered") return [];
    const ceilings = award.ceilings.flatMap((c) => {
      const fixed = product(policy, c);
      return fixed === null || fixed.field !== null ? [] : [quantity(fixed.rate, "yuan", policy, lang)];
    });
    const head = lang === "zh" ? "核定金额" : "as approved";
    return [ceilings.length === 0 ? head : `${head}${lang === "zh" ? "，最高" : ", up to "}${ceilings[0]}`];
  };
  const all = [...new Set(cuts(benefit.award))];
  return all.length === 1 ? (all[0] ?? null) : null;
}

/** A field of a claim's row, or of the row that it is within. */
function fieldOf(
  policy: Policy,
  table: Table,
  entity: string,
  field: { readonly entity: string; readonly field: string },
  row: number,
): R.Rational | null {
  let [at, of]: [number, string] = [row, entity];
  while (of !== field.entity) {
    const within = policy.entities.find((e) => e.id === of)?.within ?? null;
    const parent = table.entities[of]?.parents?.[at] ?? -1;
    if (within === null || parent < 0) return null;
    [at, of] = [parent, within];
  }
  const rows = table.entities[of];
  return rows === undefined ? null : cellNumber(rows, field.field, at);
}
