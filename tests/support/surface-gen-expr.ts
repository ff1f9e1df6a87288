/** Names, literals and expressions for `surface-gen.ts`. */
import fc, { type Arbitrary } from "fast-check";
import type {
  Amount,
  Comparison,
  Cut,
  Expr,
  Literal,
  Name,
  Path,
  Quantity,
  Row,
  SetRef,
  Text,
  UnitRef,
} from "../../grammar/ast.js";
import { NOWHERE } from "../../grammar/source/span.js";
import { UNITS, type UnitId, unitId, unitSpellings } from "../../grammar/units.js";

export const span = NOWHERE;

/** Names in both spellings: plain, like keywords of either surface, with digits, blanks and signs, and beginning like keywords. */
export const POOL: readonly { readonly en: string; readonly zh: string }[] = [
  { en: "pigs", zh: "生猪" },
  { en: "grain_area", zh: "连片粮食面积" },
  { en: "project", zh: "到户项目" },
  { en: "party", zh: "当事人" },
  { en: "box_count", zh: "箱数" },
  { en: "report", zh: "提示" },
  { en: "remark", zh: "备注" },
  { en: "note", zh: "说明" },
  { en: "from", zh: "取自" },
  { en: "any", zh: "任一" },
  { en: "half", zh: "一半" },
  { en: "year_count", zh: "年数" },
  { en: "full_score", zh: "满意度" },
  { en: "monthly", zh: "每月收入" },
  { en: "relief_work", zh: "以工代赈" },
  { en: "norm", zh: "补助标准" },
  { en: "cap_reach", zh: "限额范围" },
  { en: "standard 2024", zh: "2024标准" },
  { en: "a-b", zh: "甲—乙" },
  { en: "yuan", zh: "元" },
  { en: "wan", zh: "万" },
  { en: "source", zh: "来源" },
  { en: "version", zh: "版本" },
  { en: "excluded", zh: "除外当事人" },
  { en: "share", zh: "占比" },
  { en: "months", zh: "月数" },
  { en: "all", zh: "全部" },
  { en: "class", zh: "类别" },
  { en: "plots", zh: "种植" },
  { en: "approved", zh: "核定" },
  { en: "x", zh: "甲" },
];

/** Names in one spelling only. */
export const SINGLE = ["only_latin", "仅中文"] as const;

/** Entities of the file, which sets range over. */
export const ENTITIES: readonly { readonly en: string; readonly zh: string }[] = [
  { en: "member", zh: "成员" },
  { en: "plot", zh: "地块" },
  { en: "loan_box", zh: "贷款箱" },
  { en: "party_to", zh: "当事方" },
];

/** A unit of the file's own. */
export const LOCAL_UNIT = { en: "basket", zh: "筐" } as const;

// ---------------------------------------------------------------- names and literals

export const named = (text: string): Name => ({ kind: "Name", text, span });

/** Either spelling of a name of the pool: both may stand in one file. */
const spelled: Arbitrary<string> = fc.oneof(
  fc.constantFrom(...POOL.flatMap((both) => [both.en, both.zh])),
  fc.constantFrom<string>(...SINGLE),
);
export const name: Arbitrary<Name> = spelled.map(named);
export const entityName: Arbitrary<Name> = fc
  .constantFrom(...ENTITIES.flatMap((both) => [both.en, both.zh]))
  .map(named);

const textValue = fc.oneof(
  fc.constantFrom(
    "三（二）",
    "“母猪3头以上”是否含3头",
    'say "yes"',
    "a “b” c",
    "到户,产业；1.5%",
    "x # y",
    "",
    "`【】",
  ),
  fc.string({ unit: fc.constantFrom(..."户元5 ,;。（）“”#'→"), maxLength: 8 }).filter(quotable),
);

/** What some quotation marks can hold: no straight ones, or balanced curly ones. */
function quotable(value: string): boolean {
  return !/["\n]/.test(value);
}

export const text: Arbitrary<Text> = textValue.map((value) => ({ kind: "Text", value, span }));

export const date = fc
  .date({ min: new Date("1990-01-01T00:00:00Z"), max: new Date("2059-12-31T00:00:00Z"), noInvalidDate: true })
  .map((value) => ({ kind: "Date", value: value.toISOString().slice(0, 10), span }) as const);

const decimal = fc.oneof(
  fc.constantFrom("0", "1", "3000", "304.5", "0.01", "2.50", "100"),
  fc.nat(99999).map(String),
  fc.tuple(fc.nat(999), fc.integer({ min: 1, max: 99 })).map(([a, b]) => `${a}.${b}`),
);

const unitIds = Object.keys(UNITS) as UnitId[];
const unit: Arbitrary<Name> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...unitIds.flatMap((id) => unitSpellings(id))).map(named) },
  { weight: 1, arbitrary: fc.constantFrom<string>(LOCAL_UNIT.en, LOCAL_UNIT.zh).map(named) },
);
/** Units that can be counted and stand after `per`: no signs. */
const perName = unit.filter((one) => !isRatio(one));

function isRatio(one: Name): boolean {
  return ["percent", "permille"].includes(unitId(one.text) ?? "");
}

const perUnit = fc.oneof(
  perName.map((of) => ({ kind: "PerUnit", full: false, count: null, unit: of, span }) as const),
  fc
    .record({ full: fc.boolean(), count: fc.constantFrom("1", "10", "2.5"), of: perName })
    .map(({ full, count, of }) => ({ kind: "PerUnit", full, count, unit: of, span }) as const),
);

const magnitude = fc.constantFrom(null, null, null, "wan", "yi") as Arbitrary<"wan" | "yi" | null>;
const moneyUnit: Arbitrary<Name> = fc.constantFrom("yuan", "元").map(named);

/** A number with its unit; 万 and 亿 stand before units that they are said with. */
export const numberWithUnit: Arbitrary<Quantity> = fc.oneof(
  fc.record({ value: decimal, unit: fc.option(unit) }).map(({ value, unit: of }) => quantityOf(value, null, of)),
  fc.record({ value: decimal, of: magnitude, unit: moneyUnit }).map((q) => quantityOf(q.value, q.of, q.unit)),
);

function quantityOf(value: string, of: "wan" | "yi" | null, unitName: Name | null): Quantity {
  return { kind: "Quantity", value, magnitude: of, unit: unitName, per: [], span };
}

export const quantity: Arbitrary<Quantity> = fc
  .tuple(
    numberWithUnit,
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(perUnit, { minLength: 1, maxLength: 2 }) },
    ),
  )
  .map(([of, per]) => ({ ...of, per: of.unit !== null && isRatio(of.unit) ? [] : per }));

export const signed = fc
  .tuple(quantity, fc.boolean())
  .map(([q, minus]) => (minus ? { ...q, value: `-${q.value}` } : q));
const yesNo = fc.boolean().map((value) => ({ kind: "YesNo", value, span }) as const);
export const path: Arbitrary<Path> = fc
  .array(name, { minLength: 1, maxLength: 3 })
  .map((names) => ({ kind: "Path", names: [names[0] as Name, ...names.slice(1)], span }));
export const literal: Arbitrary<Literal> = fc.oneof(signed, yesNo, date, text, path);

export const unitRef: Arbitrary<UnitRef> = fc
  .record({ name: perName, per: fc.array(perName, { maxLength: 2 }) })
  .map(({ name: of, per }) => ({ kind: "UnitRef", magnitude: null, name: of, per, span }));

// ---------------------------------------------------------------- expressions

export const roundingMode = fc.constantFrom("halfUp", "halfEven", "upward", "downward") as Arbitrary<
  "halfUp" | "halfEven" | "upward" | "downward"
>;

export const comparisons: readonly Comparison[] = (
  [
    ["symbol", ["ge", "gt", "le", "lt", "ne"]],
    ["word", ["ge", "gt", "le", "lt"]],
    ["date", ["ge", "gt", "le", "lt"]],
    ["is", ["eq", "ne"]],
    ["equals", ["eq"]],
  ] as const
).flatMap(([wording, relations]) => relations.map((relation) => ({ relation, wording })));

export const postfixes: readonly Comparison[] = (["postfix", "above"] as const).flatMap((wording) =>
  (["ge", "le"] as const).map((relation) => ({ relation, wording })),
);
export const ranged: readonly Comparison[] = [
  { relation: "eq", wording: "is" },
  { relation: "ne", wording: "is" },
  { relation: "gt", wording: "word" },
];

/** A comparison of a pattern: `is` is said by nothing. */
export const patternComparisons = comparisons.filter(
  ({ wording }) => wording === "symbol" || wording === "word" || wording === "date",
);

const VALUE_WORDS = ["sum", "highest", "lowest", "first", "average"] as const;

interface Tied {
  expr: Expr;
  amount: Amount;
  cut: Cut;
}

export const tied = fc.letrec<Tied>((tie: fc.LetrecTypedTie<Tied>) => {
  const expr = tie("expr");
  const cuts = fc.array(tie("cut"), { maxLength: 2 });
  const someCuts = fc.array(tie("cut"), { minLength: 1, maxLength: 2 });
  const rangeEnd = fc
    .record({ under: fc.boolean(), value: expr })
    .map((end) => ({ kind: "RangeEnd", ...end, span }) as const);
  const operand = fc.oneof({ weight: 4, arbitrary: expr }, { weight: 1, arbitrary: text });

  const based = (base: Arbitrary<Expr>, of: Arbitrary<Cut[]>): Arbitrary<Amount> =>
    fc.record({ base, cuts: of }).map((a) => amountOf({ base: a.base, cuts: a.cuts }));
  const plainRow: Arbitrary<Row> = based(expr, cuts).map((amount) => rowOf({ amount }));
  const conditionRow: Arbitrary<Row> = expr.map((base) => rowOf({ amount: amountOf({ base }) }));
  const whenRow: Arbitrary<Row> = fc.record({ when: expr, amount: tie("amount") }).map(rowOf);
  const otherwiseRow: Arbitrary<Row> = tie("amount").map((amount) => rowOf({ otherwise: true, amount }));
  const valueRows = fc
    .tuple(fc.array(fc.oneof(plainRow, whenRow), { minLength: 1, maxLength: 3 }), fc.option(otherwiseRow))
    .map(([rows, last]) => (last === null ? rows : [...rows, last]));
  const arrowRows = fc
    .tuple(fc.array(whenRow, { minLength: 1, maxLength: 2 }), fc.option(otherwiseRow))
    .map(([rows, last]) => (last === null ? rows : [...rows, last]));
  const layout = fc.constantFrom("bullets", "inline") as Arbitrary<"bullets" | "inline">;

  const setRef: Arbitrary<SetRef> = fc
    .record({ entity: entityName, where: fc.option(expr) })
    .map((set) => ({ kind: "SetRef", ...set, span }));

  return {
    cut: fc
      .record({ bound: fc.constantFrom("ceiling", "floor") as Arbitrary<"ceiling" | "floor">, value: expr })
      .map((cut) => ({ kind: "Cut", ...cut, span }) as const),
    amount: fc.oneof(
      { weight: 3, arbitrary: based(expr, cuts) },
      someCuts.map((only) => amountOf({ cuts: only })),
      fc
        .record({ pot: expr, weight: expr, cuts })
        .map(({ pot, weight, cuts: of }) =>
          amountOf({ portion: { kind: "Portion", pot, weight, remainder: null, span }, cuts: of }),
        ),
      fc
        .record({
          right: path,
          rate: quantity,
          from: fc.option(numberWithUnit),
          counting: fc.option(numberWithUnit),
          cuts,
        })
        .map(({ right, rate, ...more }) => amountOf({ base: { kind: "Of", left: rate, right, span }, ...more })),
    ),
    expr: fc.oneof(
      { maxDepth: 3, depthIdentifier: "expr" },
      { weight: 4, arbitrary: path as Arbitrary<Expr> },
      { weight: 3, arbitrary: quantity as Arbitrary<Expr> },
      date as Arbitrary<Expr>,
      yesNo as Arbitrary<Expr>,
      fc
        .record({ op: fc.constantFrom("+", "-", "*", "/"), left: expr, right: expr })
        .map((e) => ({ kind: "Arithmetic", ...e, span }) as Expr),
      fc.record({ left: fc.oneof(quantity, expr), right: expr }).map((e) => ({ kind: "Of", ...e, span }) as Expr),
      fc
        .record({
          op: fc.constantFrom("and", "or") as Arbitrary<"and" | "or">,
          items: fc.array(expr, { minLength: 2, maxLength: 3 }),
        })
        .map(({ op, items }) => logicOf(op, items)),
      expr.map((inner) => ({ kind: "Not", expr: inner, span }) as Expr),
      fc
        .record({ left: expr, comparison: fc.constantFrom(...comparisons), right: operand })
        .map((e) => ({ kind: "Test", ...e, to: null, span }) as Expr),
      fc
        .record({ left: expr, comparison: fc.constantFrom(...postfixes), right: quantity })
        .map((e) => ({ kind: "Test", ...e, to: null, span }) as Expr),
      fc
        .record({ left: expr, comparison: fc.constantFrom(...ranged), right: expr, to: rangeEnd })
        .map((e) => ({ kind: "Test", ...e, span }) as Expr),
      fc.record({ expr, known: fc.boolean() }).map((e) => ({ kind: "Known", ...e, span }) as Expr),
      fc
        .record({ expr, negated: fc.boolean(), items: fc.array(operand, { minLength: 1, maxLength: 3 }) })
        .map((e) => ({ kind: "OneOf", ...e, span }) as Expr),
      fc.record({ expr, length: quantity, before: expr }).map((e) => ({ kind: "Within", ...e, span }) as Expr),
      fc
        .record({ word: fc.constantFrom(...VALUE_WORDS), rows: valueRows, layout })
        .map((e) => ({ kind: "List", ...e, span }) as Expr),
      fc
        .record({
          word: fc.constantFrom("any", "all"),
          rows: fc.array(conditionRow, { minLength: 1, maxLength: 3 }),
          layout,
        })
        .map((e) => ({ kind: "List", ...e, span }) as Expr),
      fc
        .array(conditionRow, { minLength: 1, maxLength: 3 })
        .map((rows) => ({ kind: "List", word: "share", rows, layout: "inline", span }) as Expr),
      arrowRows.map((rows) => ({ kind: "Cases", rows, span }) as Expr),
      fc
        .record({ word: fc.constantFrom(...VALUE_WORDS, "any", "all", "share"), item: expr, set: setRef })
        .map((e) => ({ kind: "Collect", ...e, span }) as Expr),
      setRef.map((set) => ({ kind: "Collect", word: "count", item: null, set, span }) as Expr),
      fc.record({ expr, cuts: someCuts }).map((e) => ({ kind: "Bounded", ...e, span }) as Expr),
      fc.record({ mode: roundingMode, expr, to: numberWithUnit }).map((e) => ({ kind: "Rounded", ...e, span }) as Expr),
      fc
        .record({ unit: fc.constantFrom("years", "months", "days", "workingDays"), from: expr, to: expr })
        .map((e) => ({ kind: "Elapsed", ...e, span }) as Expr),
      fc
        .record({ way: fc.constantFrom("slab", "sliced"), table: path })
        .map((e) => ({ kind: "TableRef", ...e, span }) as Expr),
      fc.record({ expr, unit: unitRef }).map((e) => ({ kind: "Converted", ...e, span }) as Expr),
    ),
  };
});

export const expr: Arbitrary<Expr> = tied.expr;

export function amountOf(parts: Partial<Amount>): Amount {
  return { kind: "Amount", base: null, portion: null, from: null, counting: null, cuts: [], span, ...parts };
}

function rowOf(parts: Partial<Row> & { amount: Amount }): Row {
  return { kind: "Row", when: null, otherwise: false, span, ...parts };
}

/** Items of the same `op` are taken in, as the parser does. */
function logicOf(op: "and" | "or", items: readonly Expr[]): Expr {
  const flat = items.flatMap((item) => (item.kind === "Logic" && item.op === op ? item.items : [item]));
  return { kind: "Logic", op, items: flat, span };
}
