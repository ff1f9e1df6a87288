/**
 * Expressions. The tree has no parentheses: they are put where the grammar would otherwise read another tree, around
 * bulleted lists inside anything larger, and around `and` inside `or`. Amounts are here too, since the rows of lists hold them.
 */
import type {
  Amount,
  Award,
  Cases,
  Collect,
  Cut,
  Elapsed,
  Expr,
  List,
  ListWord,
  Logic,
  Name,
  Of,
  Order,
  Portion,
  RangeEnd,
  Rounded,
  RoundingMode,
  Row,
  SetRef,
  Test,
} from "../ast.js";
import { type Keyword, spelling } from "../tokens.js";
import { comparator, isPostfix, postfixTest } from "./comparisons.js";
import { at, cat, type Doc, indented, join, line, stack } from "./doc.js";
import { comma, dotted, listComma, type Printer, paren, setName, sign, text, word, wordWithParen } from "./printer.js";
import { numberWithUnit, perUnits, quantity, unitRef } from "./quantities.js";

/** How tightly an expression holds together; a looser one stands in parentheses inside a tighter one. */
export const LEVEL = {
  logic: 0,
  relation: 1,
  sum: 2,
  product: 3,
  converted: 4,
  operand: 5,
  primary: 6,
  atom: 7,
} as const;

type Level = (typeof LEVEL)[keyof typeof LEVEL];

function levelOf(p: Printer, e: Expr): Level {
  switch (e.kind) {
    case "Logic":
      return LEVEL.logic;
    case "Not":
    case "Test":
    case "Known":
    case "OneOf":
    case "Within":
      return LEVEL.relation;
    case "Arithmetic":
      return e.op === "+" || e.op === "-" ? LEVEL.sum : LEVEL.product;
    case "Converted":
      return LEVEL.converted;
    case "Of":
    case "Quantity":
      return LEVEL.operand;
    // Ends in a number, which in Chinese would take what follows for its own.
    case "Rounded":
      return p.surface === "zh" ? LEVEL.operand : LEVEL.primary;
    case "Path":
    case "Cases":
    case "Bounded":
      return LEVEL.atom;
    default:
      return LEVEL.primary;
  }
}

/** An expression that holds together at least as tightly as `level`, in parentheses if it does not by itself. */
export function expr(p: Printer, e: Expr, level: Level = LEVEL.logic): Doc {
  if (isBulleted(e)) return at(paren(p, bareExpr(p, e)), e.span.start);
  return levelOf(p, e) < level ? paren(p, bareExpr(p, e)) : bareExpr(p, e);
}

/** `any of` and `all of` with bullets stand by themselves where a condition ends its line. */
export function condition(p: Printer, e: Expr): Doc {
  return isBulleted(e) && (e.word === "any" || e.word === "all") ? bareExpr(p, e) : expr(p, e);
}

/** After `=`, any list with bullets stands by itself. */
export function body(p: Printer, e: Expr): Doc {
  return isBulleted(e) ? bareExpr(p, e) : expr(p, e);
}

type BulletedList = List & { readonly layout: "bullets" };

/** `count of` and `share of` have no bullets in the grammar. */
export function isBulleted(e: Expr): e is BulletedList {
  return e.kind === "List" && e.layout === "bullets" && e.word !== "count" && e.word !== "share";
}

function bareExpr(p: Printer, e: Expr): Doc {
  switch (e.kind) {
    case "Quantity":
      return line(quantity(p, e));
    case "Date":
      return line(e.value);
    case "YesNo":
      return line(word(p, e.value ? "yes" : "no"));
    case "Text":
      return line(text(p, e));
    case "Path":
      return line(path(p, e.names));
    case "Arithmetic":
      return arithmetic(p, e);
    case "Of":
      return of(p, e);
    case "Logic":
      return logic(p, e);
    case "Not":
      return cat(`${word(p, "not")} `, expr(p, e.expr, LEVEL.relation));
    case "Test":
      return test(p, e);
    case "Known":
      return cat(expr(p, e.expr, LEVEL.sum), ` ${word(p, e.known ? "isKnown" : "isMissing")}`);
    case "OneOf":
      return cat(
        expr(p, e.expr, LEVEL.sum),
        " ",
        wordWithParen(
          p,
          word(p, e.negated ? "isNotOneOf" : "isOneOf"),
          e.items.map((item) => operand(p, item)),
          listComma(p),
        ),
      );
    case "Within":
      return p.surface === "zh"
        ? cat(
            expr(p, e.expr, LEVEL.sum),
            ` ${word(p, "inThe")} `,
            expr(p, e.before, LEVEL.sum),
            ` ${word(p, "windowBefore")} ${quantity(p, e.length)}${word(p, "windowInside")}`,
          )
        : cat(
            expr(p, e.expr, LEVEL.sum),
            ` ${word(p, "inThe")} ${quantity(p, e.length)} ${word(p, "windowBefore")} `,
            expr(p, e.before, LEVEL.sum),
          );
    case "List":
      return list(p, e);
    case "Cases":
      return cases(p, e);
    case "Collect":
      return collect(p, e);
    case "Bounded":
      return paren(p, cat(expr(p, e.expr), cuts(p, e.cuts)));
    case "Rounded":
      return rounded(p, e);
    case "Elapsed":
      return elapsed(p, e);
    case "TableRef":
      return line(`${word(p, e.way)} ${path(p, e.table.names)}`);
    case "Converted":
      return cat(expr(p, e.expr, LEVEL.operand), ` ${word(p, "in")} ${unitRef(p, e.unit)}`);
  }
}

export function path(p: Printer, names: readonly Name[]): string {
  return dotted(p, names);
}

/** A name, or anything else in parentheses of its own: what list words and filters take. */
function atom(p: Printer, e: Expr): Doc {
  return e.kind === "Path" ? expr(p, e) : paren(p, expr(p, e));
}

/** What may stand beside a test: a text or a sum. */
function operand(p: Printer, e: Expr): Doc {
  return expr(p, e, LEVEL.sum);
}

// ---------------------------------------------------------------- arithmetic and logic

const OPERATORS = { "+": "plus", "-": "minus", "*": "times", "/": "divide" } as const;

function arithmetic(p: Printer, e: Expr & { kind: "Arithmetic" }): Doc {
  const level = e.op === "+" || e.op === "-" ? LEVEL.sum : LEVEL.product;
  const tighter = level === LEVEL.sum ? LEVEL.product : LEVEL.converted;
  return cat(expr(p, e.left, level), ` ${sign(p, OPERATORS[e.op])} `, expr(p, e.right, tighter));
}

function logic(p: Printer, e: Logic): Doc {
  return join(
    e.items.map((item) => expr(p, item, LEVEL.relation)),
    ` ${word(p, e.op)} `,
  );
}

/** English `rate of quantity`; Chinese 数量 每亩 300元, or 数量 的 率 where the rate has no `per`. */
function of(p: Printer, e: Of): Doc {
  if (p.surface === "en") {
    const left = e.left.kind === "Quantity" || e.left.kind === "TableRef" || e.left.kind === "Path";
    return cat(
      expr(p, e.left, left ? LEVEL.operand : LEVEL.atom),
      ` ${word(p, "of")} `,
      expr(p, e.right, LEVEL.operand),
    );
  }
  const right = expr(p, e.right, LEVEL.primary);
  if (e.left.kind === "Quantity" && e.left.per.length > 0) {
    return cat(right, ` ${perUnits(p, e.left.per)} ${numberWithUnit(p, e.left)}`);
  }
  return cat(right, ` ${word(p, "of")} `, expr(p, e.left, LEVEL.operand));
}

// ---------------------------------------------------------------- tests

function test(p: Printer, e: Test): Doc {
  const { comparison, right } = e;
  if (isPostfix(comparison, right) && e.to === null) {
    const left = expr(p, e.left, e.left.kind === "Path" ? LEVEL.atom : LEVEL.primary);
    return cat(left, ` ${postfixTest(p, comparison, right)}`);
  }
  return cat(operand(p, e.left), ` ${comparator(p, comparison)} `, operand(p, right), rangeEnd(p, e.to));
}

/** `to 8 mu`, `to under 8 mu`, with the space before it; nothing for no range. */
export function rangeEnd(p: Printer, to: RangeEnd | null): Doc {
  if (to === null) return [];
  return cat(` ${word(p, "to")}${to.under ? ` ${word(p, "under")}` : ""} `, operand(p, to.value));
}

// ---------------------------------------------------------------- lists, cases and sets

const LIST_WORDS: Record<ListWord, Keyword> = {
  sum: "sumOf",
  highest: "highestOf",
  lowest: "lowestOf",
  first: "firstOf",
  average: "averageOf",
  any: "anyOf",
  all: "allOf",
  share: "shareOf",
  count: "countOf",
};

/** A list without parentheses around it: bullets below its word, or rows in parentheses behind it. */
export function list(p: Printer, e: List): Doc {
  const keyword = LIST_WORDS[e.word];
  if (!isBulleted(e))
    return wordWithParen(
      p,
      word(p, keyword),
      e.rows.map((one) => row(p, one)),
    );
  return stack(line(spelling(keyword, p.surface, true)), indented(bullets(p, e)));
}

/** The rows of a list below one another. */
export function bullets(p: Printer, e: List): Doc {
  return stack(...e.rows.map((one) => bullet(row(p, one), one.span.start)));
}

/** `- ` and what follows, further lines one level deeper. */
export function bullet(doc: Doc, offset: number): Doc {
  const [first, ...rest] = doc;
  return stack([{ text: `- ${first?.text ?? ""}`, indent: 0, at: offset }], indented(rest));
}

function row(p: Printer, { when, otherwise, amount: value }: Row): Doc {
  if (otherwise) return cat(`${word(p, "otherwise")} ${sign(p, "arrow")} `, amount(p, value));
  if (when !== null) return cat(expr(p, when), ` ${sign(p, "arrow")} `, amount(p, value));
  return amount(p, value, LEVEL.logic);
}

function cases(p: Printer, e: Cases): Doc {
  const between = p.surface === "zh" ? sign(p, "semicolon") : `${sign(p, "semicolon")} `;
  return paren(
    p,
    join(
      e.rows.map((one) => row(p, one)),
      between,
    ),
  );
}

/** `sum of cost among projects where built`; 各 到户项目 其中 已建成 的 补助 合计. */
function collect(p: Printer, e: Collect): Doc {
  const said = word(p, LIST_WORDS[e.word]);
  if (p.surface === "zh") {
    const item = e.item === null ? "" : cat(` ${word(p, "of")} `, atom(p, e.item));
    return cat(`${word(p, "eachIn")} `, set(p, e.set), item, ` ${said}`);
  }
  if (e.item === null) return cat(`${said} `, set(p, e.set));
  return cat(`${said} `, atom(p, e.item), ` ${word(p, "among")} `, set(p, e.set));
}

function set(p: Printer, { entity, where }: SetRef): Doc {
  if (where === null) return line(setName(p, entity));
  return cat(`${setName(p, entity)} ${word(p, "where")} `, atom(p, where));
}

// ---------------------------------------------------------------- functions

export const ROUNDING: Record<RoundingMode, Keyword> = {
  halfUp: "halfUp",
  halfEven: "halfEven",
  upward: "upward",
  downward: "downward",
};

function rounded(p: Printer, e: Rounded): Doc {
  const said = `${word(p, "round")} ${word(p, ROUNDING[e.mode])}`;
  return cat(
    p.surface === "zh" ? said : `${said} `,
    paren(p, expr(p, e.expr, LEVEL.sum)),
    ` ${word(p, "to")} ${quantity(p, e.to)}`,
  );
}

const ELAPSED = { years: "yearsFrom", months: "monthsFrom", days: "daysFrom", workingDays: "workingDaysFrom" } as const;

function elapsed(p: Printer, e: Elapsed): Doc {
  const said = word(p, ELAPSED[e.unit]);
  const between = ` ${word(p, "to")} `;
  return p.surface === "zh"
    ? cat(`${word(p, "fromMoment")} `, moment(p, e.from), between, moment(p, e.to), ` ${said}`)
    : cat(`${said} `, moment(p, e.from), between, moment(p, e.to));
}

/** A date, a name, or a sum in parentheses. */
function moment(p: Printer, e: Expr): Doc {
  return e.kind === "Date" || e.kind === "Path" ? expr(p, e) : paren(p, expr(p, e, LEVEL.sum));
}

/** Ceilings and floors, each with the space before it. */
export function cuts(p: Printer, all: readonly Cut[]): Doc {
  return cat(
    ...all.flatMap((cut) => [` ${word(p, cut.bound === "ceiling" ? "upTo" : "noLessThan")} `, operand(p, cut.value)]),
  );
}

// ---------------------------------------------------------------- amounts

/** What stands after `pay` or `→`: a list with its bullets, or an amount. */
export function award(p: Printer, a: Award): Doc {
  return a.kind === "List" ? list(p, a) : amount(p, a);
}

/** `level`: how loose the amount may be without parentheses; a row of `any of` may hold any condition. */
export function amount(p: Printer, a: Amount, level: typeof LEVEL.logic | typeof LEVEL.sum = LEVEL.sum): Doc {
  const cut = cuts(p, a.cuts);
  if (a.base === null && a.portion === null) return entered(p, cut);
  const base = a.portion !== null ? portion(p, a.portion) : a.base !== null ? rate(p, a, a.base, level) : line("");
  return cat(base, cut);
}

/** An amount that a person writes and the rule only bounds: `up to 3000 yuan`; 核定金额，最高 3000元. */
function entered(p: Printer, cut: Doc): Doc {
  const [first, ...rest] = cut;
  const text = (first?.text ?? "").trimStart();
  const said = p.surface === "zh" ? `${word(p, "approvedAmount")}${comma(p)}` : "";
  return [{ text: said + text, indent: 0, at: first?.at ?? null }, ...rest];
}

/** `30 yuan per bird of poultry, from 10 birds, counting at most 50 birds`; 家禽 每羽补30元，10羽起补，最多补50羽. */
function rate(p: Printer, a: Amount, base: Expr, level: typeof LEVEL.logic | typeof LEVEL.sum): Doc {
  const modified = a.from !== null || a.counting !== null;
  const said = modified && p.surface === "zh" ? rateWithPay(p, base) : null;
  const parts: (Doc | string)[] = [said ?? expr(p, base, level)];
  if (p.surface === "zh") {
    if (a.from !== null) parts.push(`${comma(p)}${quantity(p, a.from)}${word(p, "startingAt")}`);
    if (a.counting !== null) parts.push(`${comma(p)}${word(p, "countingAtMost")}${quantity(p, a.counting)}`);
  } else {
    if (a.from !== null) parts.push(`${comma(p)}${word(p, "startingAt")} ${quantity(p, a.from)}`);
    if (a.counting !== null) parts.push(`${comma(p)}${word(p, "countingAtMost")} ${quantity(p, a.counting)}`);
  }
  return cat(...parts);
}

/** 家禽 每羽补30元: a rate of money with 补 between what it is for and how much. */
function rateWithPay(p: Printer, base: Expr): Doc | null {
  if (base.kind !== "Of" || base.left.kind !== "Quantity" || base.left.per.length === 0) return null;
  const per = perUnits(p, base.left.per);
  return cat(expr(p, base.right, LEVEL.primary), ` ${per}${word(p, "pay")}${numberWithUnit(p, base.left)}`);
}

function portion(p: Printer, { pot, weight, remainder }: Portion): Doc {
  const shared =
    p.surface === "zh"
      ? cat(expr(p, pot, LEVEL.sum), ` ${word(p, "by")} `, expr(p, weight, LEVEL.sum), ` ${word(p, "shareOut")}`)
      : cat(`${word(p, "portionOf")} `, expr(p, pot, LEVEL.sum), ` ${word(p, "by")} `, expr(p, weight, LEVEL.sum));
  return remainder === null ? shared : cat(shared, ` ${word(p, "remainderTo")} `, orders(p, remainder));
}

export function orders(p: Printer, all: readonly Order[]): Doc {
  return join(
    all.map(({ key, direction }) =>
      direction === null ? expr(p, key, LEVEL.sum) : cat(expr(p, key, LEVEL.sum), ` ${word(p, direction)}`),
    ),
    comma(p),
  );
}
