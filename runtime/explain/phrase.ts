/** An expression in words, with the values that its names have for one household. */
import * as R from "../../compiler/ir/rational.js";
import type { Expr, Policy, Scalar, UnitKey } from "../../compiler/ir/types.js";
import { isNumber, ofScalar, type Value } from "../reference/value.js";
import type { Lang } from "./bilingual.js";
import { quantity } from "./quantity.js";
import { missingFactor, type Types, unitOf } from "./units.js";

export interface Speaker {
  readonly policy: Policy;
  readonly types: Types;
  readonly evaluate: (expr: Expr) => Value;
}

/** The name of an id (`pigs`, `household.pigs`, `household.registered.lifted_out`) in a language. */
export function nameOf(policy: Policy, id: string, lang: Lang): string {
  const about = policy.about[id];
  if (about) return lang === "zh" ? about.zh : about.en.replaceAll("_", " ");
  return id.slice(id.lastIndexOf(".") + 1);
}

const UNKNOWN = { en: "not filled in", zh: "未填" } as const;
const YES = { en: "yes", zh: "是" } as const;
const NO = { en: "no", zh: "否" } as const;

/** A constant as the expression beside it would be shown: `1500元` beside an amount. */
export function shownScalar(scalar: Scalar, beside: Expr, speaker: Omit<Speaker, "evaluate">, lang: Lang): string {
  return shown(beside, { ...speaker, evaluate: () => ofScalar(scalar) }, lang);
}

/** A value of an expression: `7头`, `脱贫户`, `是`, `未填`. */
export function shown(expr: Expr, speaker: Speaker, lang: Lang, unit: UnitKey | null = null): string {
  const value = speaker.evaluate(expr);
  if (!value.known) {
    if (value.low === null && value.high === null) return UNKNOWN[lang];
    const end = (at: R.Rational | null) =>
      at === null ? "…" : quantity(at, unit ?? unitOf(expr, speaker.types) ?? "", speaker.policy, lang);
    return lang === "zh" ? `${end(value.low)}至${end(value.high)}` : `${end(value.low)} to ${end(value.high)}`;
  }
  if (isNumber(value.value))
    return quantity(value.value, unit ?? unitOf(expr, speaker.types) ?? "", speaker.policy, lang);
  if (typeof value.value === "boolean") return (value.value ? YES : NO)[lang];
  const owner = enumOwner(expr, speaker);
  return owner === null ? value.value : nameOf(speaker.policy, `${owner}.${value.value}`, lang);
}

function enumOwner(expr: Expr, speaker: Speaker): string | null {
  if (expr.op === "enum") return expr.enum;
  const type =
    expr.op === "field" || expr.op === "follow"
      ? speaker.types.field(expr.entity, expr.field)
      : expr.op === "value" || expr.op === "lookup"
        ? speaker.types.value(expr.id)
        : null;
  return type?.kind === "enum" ? type.enum : null;
}

const OPERATORS = {
  add: { en: " + ", zh: "＋" },
  sub: { en: " − ", zh: "－" },
  mul: { en: " × ", zh: " × " },
  div: { en: " ÷ ", zh: " ÷ " },
} as const;

const LISTS = {
  sum: { en: "the sum of", zh: "合计" },
  highest: { en: "the highest of", zh: "取高" },
  lowest: { en: "the lowest of", zh: "取低" },
  first: { en: "the first that applies of", zh: "依次取" },
  only: { en: "the one that applies of", zh: "按类别取" },
  average: { en: "the average of", zh: "平均" },
} as const;

const COLLECTS = {
  ...LISTS,
  count: { en: "the number", zh: "计数" },
  any: { en: "any", zh: "任一" },
  all: { en: "all", zh: "全部" },
  share: { en: "the share", zh: "占比" },
} as const;

function bracket(text: string, lang: Lang): string {
  return lang === "zh" ? `（${text}）` : `(${text})`;
}

function factor(expr: Expr, speaker: Speaker, lang: Lang, unit: UnitKey | null): string {
  const text = phrase(expr, speaker, lang, unit);
  return expr.op === "add" || expr.op === "sub" ? bracket(text, lang) : text;
}

/** `连片粮食面积6.5亩 × 300元/亩`; `unit` is what a constant inside is counted in. */
export function phrase(expr: Expr, speaker: Speaker, lang: Lang, unit: UnitKey | null = null): string {
  const { policy, types } = speaker;
  const gap = lang === "zh" ? "" : " ";
  switch (expr.op) {
    case "num":
      return quantity(R.rational(expr.value), unit ?? "", policy, lang);
    case "field":
    case "follow":
      return `${nameOf(policy, `${expr.entity}.${expr.field}`, lang)}${gap}${shown(expr, speaker, lang)}`;
    case "value":
    case "lookup":
      return `${nameOf(policy, expr.id, lang)}${gap}${shown(expr, speaker, lang)}`;
    case "tiers": {
      const way = { slab: { en: "all at one rate", zh: "全额" }, sliced: { en: "slice by slice", zh: "累进" } }[
        expr.way
      ][lang];
      const table = `${nameOf(policy, expr.id, lang)}${bracket(way, lang)}`;
      return `${phrase(expr.x, speaker, lang)}${lang === "zh" ? "按" : " by "}${table}`;
    }
    case "result":
      return `${nameOf(policy, expr.benefit, lang)}${gap}${shown(expr, speaker, lang)}`;
    case "total":
      return `${lang === "zh" ? "总额" : "total "}${shown(expr, speaker, lang)}`;
    case "add":
    case "sub": {
      const own = unit ?? unitOf(expr, types);
      return `${phrase(expr.a, speaker, lang, own)}${OPERATORS[expr.op][lang]}${factor(expr.b, speaker, lang, own)}`;
    }
    case "mul":
    case "div": {
      const whole = unit ?? unitOf(expr, types);
      const of = (mine: Expr, other: Expr) =>
        unitOf(mine, types) ??
        (whole === null ? null : missingFactor(whole, unitOf(other, types), expr.op === "mul" ? "mul" : "div"));
      const [a, b] = [
        factor(expr.a, speaker, lang, of(expr.a, expr.b)),
        factor(expr.b, speaker, lang, of(expr.b, expr.a)),
      ];
      // A rate is read after its quantity in Chinese: 面积6亩 × 300元/亩.
      return expr.op === "mul" && lang === "zh" && expr.a.op === "num"
        ? `${b}${OPERATORS.mul.zh}${a}`
        : `${a}${OPERATORS[expr.op][lang]}${b}`;
    }
    case "bound": {
      const own = unit ?? unitOf(expr, types);
      const cuts = [
        ...expr.floors.map((f) => `${lang === "zh" ? "最低" : "no less than "}${phrase(f, speaker, lang, own)}`),
        ...expr.ceilings.map((c) => `${lang === "zh" ? "最高" : "up to "}${phrase(c, speaker, lang, own)}`),
      ];
      return bracket([phrase(expr.x, speaker, lang, own), ...cuts].join(lang === "zh" ? "，" : ", "), lang);
    }
    case "round":
      return `${lang === "zh" ? "取整" : "rounded "}${bracket(phrase(expr.x, speaker, lang, unit), lang)}`;
    case "list": {
      const own = unit ?? unitOf(expr, types);
      const rows = expr.rows.filter((row) => row.when === null || yes(speaker.evaluate(row.when)));
      if (expr.word === "sum")
        return (
          rows.map((row) => factor(row.then, speaker, lang, own)).join(OPERATORS.add[lang]) ||
          quantity(R.ZERO, own ?? "", policy, lang)
        );
      if (expr.word === "first" || expr.word === "only")
        return rows[0] ? phrase(rows[0].then, speaker, lang, own) : UNKNOWN[lang];
      return `${LISTS[expr.word][lang]}${lang === "zh" ? "" : " "}${bracket(rows.map((row) => phrase(row.then, speaker, lang, own)).join(lang === "zh" ? "，" : ", "), lang)}`;
    }
    case "collect":
      return collected(expr, speaker, lang);
    case "tally":
      return shown(expr, speaker, lang);
    case "elapsed": {
      const names = {
        day: { en: "days", zh: "天数" },
        workday: { en: "working days", zh: "工作日数" },
        month: { en: "months", zh: "月数" },
        year: { en: "years", zh: "年数" },
      };
      const ends = [phrase(expr.from, speaker, lang), phrase(expr.to, speaker, lang)];
      return lang === "zh"
        ? `自${ends[0]}至${ends[1]}${names[expr.unit].zh}${shown(expr, speaker, lang)}`
        : `${names[expr.unit].en} from ${ends[0]} to ${ends[1]}: ${shown(expr, speaker, lang)}`;
    }
    case "asOf":
      return `${lang === "zh" ? "基准日" : "as of "}${shown(expr, speaker, lang)}`;
    default:
      return shown(expr, speaker, lang, unit);
  }
}

function yes(value: Value): boolean {
  return value.known && value.value === true;
}

function collected(expr: Extract<Expr, { op: "collect" }>, speaker: Speaker, lang: Lang): string {
  const set = nameOf(speaker.policy, expr.set.entity, lang);
  const what =
    expr.item?.op === "field" || expr.item?.op === "value"
      ? nameOf(speaker.policy, expr.item.op === "field" ? `${expr.item.entity}.${expr.item.field}` : expr.item.id, lang)
      : null;
  const value = shown(expr, speaker, lang);
  if (lang === "zh") {
    const item = what === null ? "" : `的${what}`;
    return expr.word === "count" ? `${set}${value}` : `各${set}${item}${COLLECTS[expr.word].zh}${value}`;
  }
  return expr.word === "count"
    ? `${COLLECTS.count.en} of ${set}s: ${value}`
    : `${COLLECTS[expr.word].en} ${what ?? ""} among ${set}s: ${value}`.replace("  ", " ");
}
