/** Names, amounts and conditions as people read them, in both languages. Nothing here decides anything. */
import type { Words } from "../diagnostics/catalogue/words.js";
import { dateOf } from "../ir/dates.js";
import { equal, integer, mul, ONE, type Rational, rational, sign, text } from "../ir/rational.js";
import type { Expr, Relation, Type } from "../ir/types.js";
import { durationWords, quantity, SHOWN_UNITS, same } from "./quantities.js";
import type { Region } from "./regions.js";
import { type Rules, typeOf } from "./rules.js";
import type { Variable } from "./terms.js";

// ---------------------------------------------------------------- names

/** A declared thing's two names, without quotation marks. */
export function nameOf(rules: Rules, ...ids: readonly string[]): Words {
  const about = rules.about(...ids);
  return about ? { en: about.en, zh: about.zh } : same(ids[0] ?? "");
}

export function fieldName(rules: Rules, entity: string, field: string): Words {
  return nameOf(rules, `${entity}.${field}`, field);
}

/** A clause as a sentence names it: `the benefit \`grain\`` / 奖补“粮食”. */
export function clauseName(rules: Rules, kind: ClauseKind, id: string): Words {
  const [en, zh] = CLAUSES[kind];
  if (kind === "eligible") {
    const entity = nameOf(rules, id);
    return { en: `the eligibility of \`${entity.en}\``, zh: `“${entity.zh}”的享受条件` };
  }
  if (kind === "payOut") {
    if (id === "all") return { en: "`pay out all benefits`", zh: "“拨付 全部奖补”" };
    const targets = id.split(",").map((t) => nameOf(rules, t));
    return {
      en: `\`pay out ${targets.map((t) => t.en).join(", ")}\``,
      zh: `“拨付 ${targets.map((t) => t.zh).join("、")}”`,
    };
  }
  const name = nameOf(rules, id);
  return { en: `${en} \`${name.en}\``, zh: `${zh}“${name.zh}”` };
}

export type ClauseKind =
  | "eligible"
  | "benefit"
  | "limit"
  | "payOut"
  | "check"
  | "procedure"
  | "example"
  | "value"
  | "table";

const CLAUSES: Readonly<Record<ClauseKind, readonly [en: string, zh: string]>> = {
  eligible: ["the eligibility", "享受条件"],
  benefit: ["the benefit", "奖补"],
  limit: ["the limit", "限额"],
  payOut: ["the payment", "拨付"],
  check: ["the check", "核查"],
  procedure: ["the procedure", "程序"],
  example: ["the example", "示例"],
  value: ["the value", "名称"],
  table: ["the table", "分档表"],
};

// ---------------------------------------------------------------- values

const YES: Words = { en: "yes", zh: "是" };
const NO: Words = { en: "no", zh: "否" };

/** A value of a variable: dates come as days, choices as ids. */
export function valueWords(rules: Rules, variable: Variable, value: Rational | string | null): Words {
  if (value === null) return { en: "blank", zh: "空白" };
  if (typeof value !== "string")
    return variable.sort === "date" ? same(dateOf(Number(value.n / value.d))) : numberWords(rules, variable, value);
  if (variable.sort !== "choice") return { en: `"${value}"`, zh: `“${value}”` };
  const type = typeOf(rules, variable.expr);
  if (type.kind === "enum") return nameOf(rules, `${type.enum}.${value}`, value);
  if (variable.expr.op === "taken") return nameOf(rules, `${variable.expr.question}.${value}`, value);
  if (variable.expr.op === "value" && value !== "yes" && value !== "no")
    return nameOf(rules, `${variable.expr.id}.${value}`, value);
  return value === "yes" ? YES : NO;
}

function numberWords(rules: Rules, variable: Variable, value: Rational): Words {
  const { unit, scale } = unitOf(rules, variable.expr);
  return quantity(value, unit, scale);
}

/** The unit in which an expression is shown, as far as its form tells. */
export function unitOf(rules: Rules, expr: Expr): { readonly unit: string; readonly scale: Rational } {
  switch (expr.op) {
    case "field":
    case "follow": {
      const field = rules.field(expr.entity, expr.field);
      if (field?.type.kind === "number") return { unit: field.type.unit, scale: rational(field.scale) };
      break;
    }
    case "value": {
      const value = rules.value(expr.id);
      if (value?.type.kind !== "number") break;
      return { unit: value.type.unit, scale: value.body.kind === "set" ? rational(value.body.scale) : ONE };
    }
    case "collect":
      if (expr.word === "count") return { unit: SHOWN_UNITS[expr.set.entity] ? expr.set.entity : "", scale: ONE };
      if (expr.item && expr.word !== "share") return unitOf(rules, expr.item);
      break;
    case "elapsed":
      return { unit: expr.unit, scale: ONE };
    case "add":
    case "sub": {
      const a = unitOf(rules, expr.a);
      return a.unit === "" ? unitOf(rules, expr.b) : a;
    }
    case "bound":
    case "round":
      return unitOf(rules, expr.x);
    case "result":
    case "total":
      return { unit: "yuan", scale: ONE };
    case "mul":
    case "div":
      // A number in the IR carries no unit, so that of a product is not told by its form.
      return { unit: "", scale: ONE };
    default:
      break;
  }
  const type: Type = typeOf(rules, expr);
  return { unit: type.kind === "number" ? type.unit : "", scale: ONE };
}

/** A stretch of values, ends told: `more than 4 to under 5 mu` / `超过4亩、不满5亩`. */
export function regionWords(rules: Rules, variable: Variable, region: Region): Words {
  if (region.kind === "otherText") return { en: "any other text", zh: "其他文字" };
  if (region.kind !== "between") return valueWords(rules, variable, region.kind === "blank" ? null : region.value);
  const { from, to } = region;
  const show = (n: Rational): Words => valueWords(rules, variable, n);
  const include = (n: Rational | null, own: Rational | null): boolean => n !== null && own !== null && equal(n, own);
  const low = from && { words: show(from), included: include(from, variable.low) };
  const high = to && { words: show(to), included: include(to, variable.high) };
  if (low && high) {
    return {
      en: `${low.included ? "" : "more than "}${low.words.en} to ${high.included ? "" : "under "}${high.words.en}`,
      zh: `${low.included ? "" : "超过"}${low.words.zh}${low.included ? "至" : "、"}${high.included ? (low.included ? "" : "不超过") : "不满"}${high.words.zh}`,
    };
  }
  if (low)
    return {
      en: `${low.included ? "at least" : "more than"} ${low.words.en}`,
      zh: `${low.included ? "不少于" : "超过"}${low.words.zh}`,
    };
  if (high)
    return {
      en: `${high.included ? "at most" : "under"} ${high.words.en}`,
      zh: `${high.included ? "不超过" : "不满"}${high.words.zh}`,
    };
  return { en: "any value", zh: "任何值" };
}

// ---------------------------------------------------------------- expressions

const SYMBOLS: Readonly<Record<Relation, string>> = { ge: "≥", gt: ">", le: "≤", lt: "<", eq: "=", ne: "≠" };
const ARITHMETIC = { add: " + ", sub: " - ", mul: " × ", div: " ÷ " } as const;
const LIST_WORDS: Readonly<Record<string, Words>> = {
  sum: { en: "sum of", zh: "合计" },
  highest: { en: "highest of", zh: "取高" },
  lowest: { en: "lowest of", zh: "取低" },
  first: { en: "first of", zh: "依次取" },
  only: { en: "case", zh: "分情形" },
  average: { en: "average of", zh: "平均" },
  any: { en: "any of", zh: "任一" },
  all: { en: "all of", zh: "全部" },
  share: { en: "share of", zh: "占比" },
  count: { en: "count of", zh: "计数" },
};
const UNIT_DURATION: Readonly<Record<string, Words>> = {
  year: { en: "years", zh: "年数" },
  month: { en: "months", zh: "月数" },
  day: { en: "days", zh: "天数" },
  workday: { en: "working days", zh: "工作日数" },
};

/** Parts deeper than this are shown as `…`: a message is read, not studied. */
const SHOWN_DEPTH = 6;

export function exprWords(rules: Rules, expr: Expr, depth = SHOWN_DEPTH): Words {
  if (depth === 0) return same("…");
  const of = (e: Expr): Words => exprWords(rules, e, depth - 1);
  const nested = (e: Expr): Words => (binds(e) ? of(e) : wrapped(of(e)));
  switch (expr.op) {
    case "num":
      return same(text(rational(expr.value)));
    case "bool":
      return expr.value ? YES : NO;
    case "text":
      return { en: `"${expr.value}"`, zh: `“${expr.value}”` };
    case "date":
      return same(expr.value);
    case "enum":
      return nameOf(rules, `${expr.enum}.${expr.value}`, expr.value);
    case "field":
      return fieldName(rules, expr.entity, expr.field);
    case "follow":
      return between(of(expr.ref), ".", fieldName(rules, expr.entity, expr.field));
    case "value":
    case "lookup":
      return nameOf(rules, expr.id);
    case "taken": {
      const [question, reading] = [
        nameOf(rules, expr.question),
        nameOf(rules, `${expr.question}.${expr.reading}`, expr.reading),
      ];
      return { en: `${question.en} is ${reading.en}`, zh: `${question.zh} 为 ${reading.zh}` };
    }
    case "asOf":
      return { en: "as_of", zh: "事实日期" };
    case "eligible":
      return { en: "eligible", zh: "符合享受条件" };
    case "result":
      return nameOf(rules, expr.benefit);
    case "total":
      return { en: "total", zh: "总额" };
    case "add":
    case "sub":
    case "mul":
    case "div":
      return between(nested(expr.a), ARITHMETIC[expr.op], nested(expr.b));
    case "compare":
      return between(of(expr.a), ` ${SYMBOLS[expr.relation]} `, literalIn(rules, expr.a, expr.b, of));
    case "between":
      return rangeWords(rules, expr, of);
    case "oneOf": {
      const items = expr.items.map((i) => literalIn(rules, expr.x, i, of));
      return {
        en: `${of(expr.x).en} is one of (${items.map((i) => i.en).join(", ")})`,
        zh: `${of(expr.x).zh} 属于（${items.map((i) => i.zh).join("、")}）`,
      };
    }
    case "and":
    case "or": {
      const items = expr.items.map((i) => (i.op === "and" || i.op === "or" ? wrapped(of(i)) : of(i)));
      const join = expr.op === "and" ? { en: " and ", zh: " 且 " } : { en: " or ", zh: " 或 " };
      return { en: items.map((i) => i.en).join(join.en), zh: items.map((i) => i.zh).join(join.zh) };
    }
    case "not":
      return prefixed({ en: "not ", zh: "非 " }, nested(expr.x));
    case "known":
      return { en: `${of(expr.x).en} is known`, zh: `${of(expr.x).zh} 已填` };
    case "list":
      return prefixed(LIST_WORDS[expr.word] as Words, wrapped(joinAll(expr.rows.slice(0, 4).map((r) => of(r.then)))));
    case "tally":
      return prefixed(LIST_WORDS[expr.word] as Words, wrapped(joinAll(expr.items.slice(0, 4).map(of))));
    case "collect":
      return collectWords(rules, expr, of);
    case "bound":
      return of(expr.x);
    case "round":
      return prefixed({ en: "round ", zh: "取整" }, wrapped(of(expr.x)));
    case "tiers":
      return {
        en: `${expr.way} ${nameOf(rules, expr.id).en} of ${of(expr.x).en}`,
        zh: `${nameOf(rules, expr.id).zh}（${of(expr.x).zh}）`,
      };
    case "shift":
      return between(of(expr.date), " + ", shiftWords(rules, expr));
    case "elapsed": {
      const unit = UNIT_DURATION[expr.unit] as Words;
      return {
        en: `${unit.en} from ${of(expr.from).en} to ${of(expr.to).en}`,
        zh: `自 ${of(expr.from).zh} 至 ${of(expr.to).zh} ${unit.zh}`,
      };
    }
  }
}

/** The shift carries the unit; a literal amount is a bare count. */
function shiftWords(rules: Rules, { amount, unit }: Extract<Expr, { op: "shift" }>): Words {
  if (amount.op !== "num") return exprWords(rules, amount);
  return durationWords({ count: Number(amount.value), unit, bothEnds: false });
}

/** A number shown in the unit of what it is compared with. */
function literalIn(rules: Rules, beside: Expr, expr: Expr, of: (e: Expr) => Words): Words {
  if (expr.op !== "num") return of(expr);
  const { unit, scale } = unitOf(rules, beside);
  return quantity(rational(expr.value), unit, scale);
}

function rangeWords(rules: Rules, expr: Extract<Expr, { op: "between" }>, of: (e: Expr) => Words): Words {
  const low = expr.low && literalIn(rules, expr.x, expr.low.value, of);
  const high = expr.high && literalIn(rules, expr.x, expr.high.value, of);
  const left = low ? `${low.en} ${expr.low?.included ? "≤" : "<"} ` : "";
  const right = high ? ` ${expr.high?.included ? "≤" : "<"} ${high.en}` : "";
  const leftZh = low ? `${low.zh} ${expr.low?.included ? "≤" : "<"} ` : "";
  const rightZh = high ? ` ${expr.high?.included ? "≤" : "<"} ${high.zh}` : "";
  const x = of(expr.x);
  return { en: `${left}${x.en}${right}`, zh: `${leftZh}${x.zh}${rightZh}` };
}

function collectWords(rules: Rules, expr: Extract<Expr, { op: "collect" }>, of: (e: Expr) => Words): Words {
  const set = setWords(rules, expr.set, of);
  const word = LIST_WORDS[expr.word] as Words;
  if (!expr.item) return { en: `${word.en} ${set.en}`, zh: `${set.zh} ${word.zh}` };
  const item = of(expr.item);
  return { en: `${word.en} ${item.en} among ${set.en}`, zh: `${set.zh} 的 ${item.zh} ${word.zh}` };
}

export function setWords(
  rules: Rules,
  set: { readonly entity: string; readonly where: Expr | null },
  of: (e: Expr) => Words = (e) => exprWords(rules, e),
): Words {
  const entity = nameOf(rules, set.entity);
  if (!set.where) return entity;
  const where = of(set.where);
  return { en: `${entity.en} where ${where.en}`, zh: `${entity.zh} 其中（${where.zh}）` };
}

function binds(expr: Expr): boolean {
  return !["add", "sub", "mul", "div", "and", "or", "compare", "between"].includes(expr.op);
}

function wrapped(w: Words): Words {
  return { en: `(${w.en})`, zh: `（${w.zh}）` };
}

function prefixed(prefix: Words, w: Words): Words {
  return { en: `${prefix.en}${prefix.en.endsWith(" ") ? "" : " "}${w.en}`, zh: `${prefix.zh}${w.zh}` };
}

function between(a: Words, sign: string, b: Words): Words {
  return { en: `${a.en}${sign}${b.en}`, zh: `${a.zh}${sign}${b.zh}` };
}

function joinAll(items: readonly Words[]): Words {
  return { en: items.map((i) => i.en).join(", "), zh: items.map((i) => i.zh).join("、") };
}

/** A difference as an amount without its sign. */
export function size(value: Rational): Rational {
  return sign(value) < 0 ? mul(value, integer(-1)) : value;
}
