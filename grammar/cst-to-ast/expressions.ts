/** Conditions, sums, lists and amounts: what nests, in one file because each may hold any other. */
import type {
  Amount,
  Award,
  Collect,
  Comparison,
  Cut,
  DurationUnit,
  Expr,
  List,
  ListWord,
  Logic,
  Order,
  Portion,
  Quantity,
  RangeEnd,
  RoundingMode,
  Row,
  SetRef,
  Test,
} from "../ast.js";
import { fix, insert, replace } from "../fixes.js";
import type {
  AmountCstNode,
  AtomCstNode,
  AwardCstNode,
  CollectorCstNode,
  ConditionCstNode,
  ConditionListCstNode,
  CutCstNode,
  EachOfCstNode,
  ElapsedCstNode,
  ExprCstNode,
  FactorCstNode,
  ListWordCstNode,
  MomentCstNode,
  OperandCstNode,
  OrdersCstNode,
  ParenCstNode,
  PrimaryCstNode,
  ProductCstNode,
  RateModCstNode,
  RelationCstNode,
  RoundingModeCstNode,
  RowCstNode,
  SetCstNode,
  SumCstNode,
  SumOrTextCstNode,
  TailCstNode,
  TestBulletsCstNode,
  ToEndCstNode,
  ValueListCstNode,
} from "../generated/cst.generated.js";
import { cover, type Span } from "../source/span.js";
import type { Token } from "../token-types.js";
import { KEYWORDS } from "../tokens.js";
import {
  above,
  type Build,
  chosen,
  firstToken,
  inOrder,
  nameOf,
  one,
  report,
  spanOf,
  textOf,
  tokenSpan,
} from "./build.js";
import { compare, comparisonOf, endBracket, nextTier, postfix, takesRange } from "./comparisons.js";
import { date, number, path, quantity, rateFirst, tokenId, unitRef } from "./literals.js";

const LIST_WORDS: Readonly<Record<string, ListWord>> = {
  sumOf: "sum",
  highestOf: "highest",
  lowestOf: "lowest",
  firstOf: "first",
  averageOf: "average",
  anyOf: "any",
  allOf: "all",
  shareOf: "share",
  countOf: "count",
};

const DURATIONS: Readonly<Record<string, DurationUnit>> = {
  yearsFrom: "years",
  monthsFrom: "months",
  daysFrom: "days",
  workingDaysFrom: "workingDays",
};

function listWord(token: Token): ListWord {
  return LIST_WORDS[tokenId(token)] ?? "sum";
}

export function roundingMode(node: RoundingModeCstNode): RoundingMode {
  return tokenId(chosen(node)) as RoundingMode;
}

// ---------------------------------------------------------------- conditions

export function condition(b: Build, node: ConditionCstNode): Expr {
  const list = node.children.conditionList?.[0];
  return list ? conditionList(b, list) : expr(b, one(node.children.expr));
}

export function conditionList(b: Build, node: ConditionListCstNode): List {
  const word = one(node.children.AnyOf ?? node.children.AllOf);
  const rows = testRows(b, one(node.children.testBullets));
  const list: List = { kind: "List", word: listWord(word), rows, layout: "bullets", span: spanOf(node) };
  return above(b, list, ...rows);
}

/** Bulleted conditions as rows; neighbouring tiers do not occur among them. */
export function testRows(b: Build, node: TestBulletsCstNode): Row[] {
  return node.children.expr.map((item) => plainRow(b, expr(b, item)));
}

function plainRow(b: Build, base: Expr): Row {
  const amount = bare(base);
  return above(b, { kind: "Row", when: null, otherwise: false, amount, span: base.span }, base);
}

function bare(base: Expr): Amount {
  return { kind: "Amount", base, portion: null, from: null, counting: null, cuts: [], span: base.span };
}

export function expr(b: Build, node: ExprCstNode): Expr {
  if (node.children.relation.length === 1) return relation(b, one(node.children.relation));
  const items = node.children.relation.map((item) => relation(b, item));
  const { And = [], Or = [] } = node.children;
  if (And.length > 0 && Or.length > 0)
    refuseMixed(b, node.children.relation.map(spanOf), inOrder(And, Or), spanOf(node));
  const op = Or.length > 0 ? "or" : "and";
  // `(a and b) and c` is one list of three.
  const flat = items.flatMap((item) => (item.kind === "Logic" && item.op === op ? item.items : [item]));
  const logic: Logic = { kind: "Logic", op, items: flat, span: spanOf(node) };
  return above(b, logic, ...items);
}

/** Both readings are offered: which is meant is for the drafter to say. */
function refuseMixed(b: Build, items: readonly Span[], words: readonly Token[], span: Span): void {
  const grouped = (op: "And" | "Or") => {
    const edits = [];
    for (let i = 0; i < words.length; i += 1) {
      if (words[i]?.tokenType.name !== op) continue;
      const start = i;
      while (words[i + 1]?.tokenType.name === op) i += 1;
      const [first, last] = [items[start], items[i + 1]];
      if (first && last) edits.push(insert(first.start, "("), insert(last.end, ")"));
    }
    return edits;
  };
  const fixes = [fix("andFirst", "", grouped("And")), fix("orFirst", "", grouped("Or"))];
  report(b, "P1011", span, {}, { fixes });
}

function relation(b: Build, node: RelationCstNode): Expr {
  const inner = node.children.relation?.[0];
  if (inner) {
    const negated = relation(b, inner);
    return above(b, { kind: "Not", expr: negated, span: spanOf(node) }, negated);
  }
  const left = sum(b, one(node.children.sum));
  const rest = node.children.tail?.[0];
  return rest ? tail(b, left, rest, spanOf(node)) : left;
}

function tail(b: Build, left: Expr, node: TailCstNode, span: Span): Expr {
  const c = node.children;
  if (c.IsKnown) return above(b, { kind: "Known", expr: left, known: true, span }, left);
  if (c.IsMissing) return above(b, { kind: "Known", expr: left, known: false, span }, left);
  if (c.IsOneOf || c.IsNotOneOf) {
    const items = (c.sumOrText ?? []).map((item) => sumOrText(b, item));
    return above(b, { kind: "OneOf", expr: left, negated: c.IsNotOneOf !== undefined, items, span }, left, ...items);
  }
  if (c.InThe || c.At) {
    const length = quantity(b, one(c.quantity));
    const before = sum(b, one(c.sum));
    return above(b, { kind: "Within", expr: left, length, before, span }, left, before);
  }
  const written = c.postfix?.[0];
  if (written) {
    const right = quantity(b, one(c.quantity));
    const { comparison, bare: bareAbove } = postfix(b, written, right);
    const test: Test = { kind: "Test", left, comparison, right, to: null, span };
    if (bareAbove) b.bareAbove.add(test);
    return above(b, test, left);
  }
  const comparison: Comparison = c.compare?.[0]
    ? compare(c.compare[0])
    : comparisonOf(one(c.Equals ?? c.Is ?? c.IsNot));
  const right = sumOrText(b, one(c.sumOrText));
  const to = c.toEnd?.[0] ? toEnd(b, c.toEnd[0]) : null;
  if (to && !takesRange(comparison)) {
    const word = c.compare?.[0] ? chosen(c.compare[0]) : one(c.Equals ?? c.Is ?? c.IsNot);
    report(b, "P1013", to.span, { word: word.image });
  }
  return above(b, { kind: "Test", left, comparison, right, to, span }, left, right, to?.value ?? null);
}

export function toEnd(b: Build, node: ToEndCstNode): RangeEnd {
  const value = sum(b, one(node.children.sum));
  const including = endBracket(b, node.children.bracket?.[0], value);
  const under = node.children.Under !== undefined || including === false;
  const end: RangeEnd = { kind: "RangeEnd", under, value, span: spanOf(node) };
  if (including) b.included.add(end);
  return end;
}

export function sumOrText(b: Build, node: SumOrTextCstNode): Expr {
  const text = node.children.Text?.[0];
  return text ? textOf(text) : sum(b, one(node.children.sum));
}

// ---------------------------------------------------------------- sums

type Op = "+" | "-" | "*" | "/";

const OPS: Readonly<Record<string, Op>> = { plus: "+", minus: "-", times: "*", divide: "/", slash: "/" };

/** Operations of one rank, left to right. */
function chain(b: Build, operands: readonly Expr[], words: readonly Token[]): Expr {
  return operands.reduce((left, right, i) => {
    const op = OPS[tokenId(words[i - 1] as Token)] ?? "+";
    return above(b, { kind: "Arithmetic", op, left, right, span: cover(left.span, right.span) }, left, right);
  });
}

export function sum(b: Build, node: SumCstNode): Expr {
  const { product: products, Plus, Minus } = node.children;
  if (products.length === 1) return product(b, one(products));
  return chain(
    b,
    products.map((each) => product(b, each)),
    inOrder(Plus, Minus),
  );
}

function product(b: Build, node: ProductCstNode): Expr {
  const { factor: factors, Times, Divide, Slash } = node.children;
  if (factors.length === 1) return factor(b, one(factors));
  return chain(
    b,
    factors.map((each) => factor(b, each)),
    inOrder(Times, Divide, Slash),
  );
}

function factor(b: Build, node: FactorCstNode): Expr {
  const inner = operand(b, one(node.children.operand));
  const unit = node.children.unitRef?.[0];
  return unit ? above(b, { kind: "Converted", expr: inner, unit: unitRef(unit), span: spanOf(node) }, inner) : inner;
}

/** Both word orders give one node: the rate or share on the left, the quantity on the right. */
function operand(b: Build, node: OperandCstNode): Expr {
  const c = node.children;
  const span = spanOf(node);
  const first = c.quantity?.[0] ? quantity(b, c.quantity[0]) : primary(b, one(c.primary));
  const rate = c.rateFirst?.[0];
  if (rate) return above(b, { kind: "Of", left: rateFirst(b, rate), right: first, span }, first);
  const of = c.Of?.[0];
  if (of === undefined) return first;
  const second = operand(b, one(c.operand));
  const chinese = of.image === KEYWORDS.of.zh;
  return above(b, { kind: "Of", left: chinese ? second : first, right: chinese ? first : second, span }, first, second);
}

function primary(b: Build, node: PrimaryCstNode): Expr {
  const c = node.children;
  const span = spanOf(node);
  if (c.Date?.[0]) return date(c.Date[0]);
  if (c.Yes?.[0]) return { kind: "YesNo", value: true, span };
  if (c.No?.[0]) return { kind: "YesNo", value: false, span };
  if (c.Slab || c.Sliced) {
    return { kind: "TableRef", way: c.Slab ? "slab" : "sliced", table: path(one(c.path)), span };
  }
  if (c.path?.[0]) return path(c.path[0]);
  if (c.paren?.[0]) return paren(b, c.paren[0]);
  if (c.roundingMode?.[0]) {
    const inner = sum(b, one(c.sum));
    const mode = roundingMode(c.roundingMode[0]);
    return above(b, { kind: "Rounded", mode, expr: inner, to: number(one(c.Number)), span }, inner);
  }
  if (c.elapsed?.[0]) return elapsed(b, c.elapsed[0]);
  if (c.collector?.[0]) return collector(b, c.collector[0]);
  return eachOf(b, one(c.eachOf));
}

function elapsed(b: Build, node: ElapsedCstNode): Expr {
  const [from, to] = (node.children.moment ?? []).map((each) => moment(b, each)) as [Expr, Expr];
  const unit = DURATIONS[tokenId(chosen(one(node.children.elapsedWord)))] ?? "days";
  return above(b, { kind: "Elapsed", unit, from, to, span: spanOf(node) }, from, to);
}

function moment(b: Build, node: MomentCstNode): Expr {
  const { Date: dates, path: paths, sum: sums } = node.children;
  if (dates?.[0]) return date(dates[0]);
  return paths?.[0] ? path(paths[0]) : sum(b, one(sums));
}

// ---------------------------------------------------------------- lists and sets

function paren(b: Build, node: ParenCstNode): Expr {
  const { conditionList: conditions, valueList: values, row: written } = node.children;
  if (conditions?.[0]) return conditionList(b, conditions[0]);
  if (values?.[0]) return valueList(b, values[0]);
  const rows = rowsOf(b, written ?? []);
  const span = spanOf(node);
  const arrows = (written ?? []).filter((row) => row.children.Arrow !== undefined).length;
  if (arrows === 0) return single(b, rows, span);
  if (arrows < rows.length) report(b, "P1026", span, {});
  refuseEarlyOtherwise(b, rows);
  return above(b, { kind: "Cases", rows, span }, ...rows);
}

/** The one expression in a pair of parentheses, with its cuts. */
function single(b: Build, rows: readonly Row[], span: Span): Expr {
  if (rows.length > 1) report(b, "P1025", span, {});
  const { amount } = rows[0] as Row;
  const inner = amount.base as Expr;
  if (amount.cuts.length === 0) return inner;
  const values = amount.cuts.map((each) => each.value);
  return above(b, { kind: "Bounded", expr: inner, cuts: amount.cuts, span }, inner, ...values);
}

export function valueList(b: Build, node: ValueListCstNode): List {
  const word = listWord(chosen(one(node.children.valueWord)));
  const rows = rowsOf(b, node.children.row);
  refuseEarlyOtherwise(b, rows);
  refuseCutOnNextLine(b, node);
  return above(b, { kind: "List", word, rows, layout: "bullets", span: spanOf(node) }, ...rows);
}

/** A cut that begins a line after a list bounds the last row or the whole: the drafter says which. */
function refuseCutOnNextLine(b: Build, list: ValueListCstNode): void {
  const row = list.children.row.at(-1) as RowCstNode;
  const cuts = [
    ...(row.children.cut ?? []),
    ...(row.children.amount?.flatMap((each) => each.children.cut ?? []) ?? []),
  ];
  for (const each of cuts) {
    const first = firstToken(each);
    if (first === null || !first.first) continue;
    const { start } = spanOf(each);
    const listSpan = spanOf(list);
    const before = endBefore(list, start);
    const onItem = fix("onItem", "", [replace({ start: before, end: start }, " ")]);
    const onList = fix("onList", "", [insert(listSpan.start, "("), replace({ start: before, end: start }, ") ")]);
    report(b, "P1012", spanOf(each), { word: first.image }, { fixes: [onItem, onList] });
    return;
  }
}

/** Where the last token before `at` ends. */
function endBefore(node: { readonly children: object }, at: number): number {
  let end = 0;
  for (const list of Object.values(node.children) as readonly (Token | { readonly children: object })[][]) {
    for (const child of list) {
      const reached = "children" in child ? endBefore(child, at) : child.endOffset + 1;
      if (reached <= at) end = Math.max(end, reached);
    }
  }
  return end;
}

function rowsOf(b: Build, nodes: readonly RowCstNode[]): Row[] {
  const rows: Row[] = [];
  for (const node of nodes) {
    const read = row(b, node);
    const previous = rows.at(-1)?.when;
    if (previous?.kind === "Test" && read.when?.kind === "Test") {
      const when = nextTier(b, previous, read.when);
      rows.push(when === read.when ? read : { ...read, when });
    } else rows.push(read);
  }
  return rows;
}

function row(b: Build, node: RowCstNode): Row {
  const c = node.children;
  const span = spanOf(node);
  if (c.Otherwise) {
    const value = amount(b, one(c.amount));
    return above(b, { kind: "Row", when: null, otherwise: true, amount: value, span }, value);
  }
  const first = expr(b, one(c.expr));
  if (c.amount?.[0]) {
    const value = amount(b, c.amount[0]);
    return above(b, { kind: "Row", when: first, otherwise: false, amount: value, span }, first, value);
  }
  const cuts = (c.cut ?? []).map((each) => cut(b, each));
  const value: Amount = { ...bare(first), ...rateMods(b, c.rateMod ?? [], first), cuts, span };
  return above(
    b,
    { kind: "Row", when: null, otherwise: false, amount: value, span },
    first,
    ...cuts.map((x) => x.value),
  );
}

export function refuseEarlyOtherwise(
  b: Build,
  rows: readonly { readonly otherwise: boolean; readonly span: Span }[],
): void {
  for (const early of rows.slice(0, -1)) if (early.otherwise) report(b, "P1014", early.span, {});
}

const CONDITIONAL: ReadonlySet<ListWord> = new Set(["any", "all", "share"]);

function collector(b: Build, node: CollectorCstNode): Expr {
  const { CountOf, listWord: words, atom: atoms, set: sets } = node.children;
  const span = spanOf(node);
  if (CountOf && node.children.row) return listOver(b, one(CountOf), node.children.row, span);
  if (CountOf) return collect(b, "count", null, one(sets), span);
  const wordToken = chosen(one(words));
  const word = listWord(wordToken);
  const items = one(atoms);
  if (sets?.[0]) return collect(b, word, atom(b, items), sets[0], span);
  return listOf(b, wordToken, items, span);
}

/** `highest of (a, b)`: a list word over what is written in parentheses. */
function listOf(b: Build, wordToken: Token, items: AtomCstNode, span: Span): Expr {
  if (items.children.path) {
    report(b, "P1028", tokenSpan(wordToken), { word: wordToken.image });
    return path(one(items.children.path));
  }
  return listOver(b, wordToken, items.children.row ?? [], span);
}

function listOver(b: Build, wordToken: Token, items: readonly RowCstNode[], span: Span): Expr {
  const word = listWord(wordToken);
  const rows = rowsOf(b, items);
  refuseEarlyOtherwise(b, rows);
  const arrow = rows.find((each) => each.when !== null || each.otherwise || each.amount.cuts.length > 0);
  if (CONDITIONAL.has(word) && arrow) report(b, "P1032", arrow.span, { word: wordToken.image });
  return above(b, { kind: "List", word, rows, layout: "inline", span }, ...rows);
}

function eachOf(b: Build, node: EachOfCstNode): Expr {
  const { listWord: words, CountOf, atom: atoms, set: sets } = node.children;
  const token = CountOf?.[0] ?? chosen((words as ListWordCstNode[]).at(-1) as ListWordCstNode);
  const word = listWord(token);
  if ((atoms !== undefined) === (word === "count")) {
    report(b, "P1035", tokenSpan(token), { word: token.image, takes: word !== "count" });
  }
  const inner = (words?.length ?? 0) - (CountOf ? 0 : 1) > 0 ? chosen(one(words)) : null;
  const written = atoms?.[0];
  const item =
    written && (inner ? listOf(b, inner, written, cover(tokenSpan(inner), spanOf(written))) : atom(b, written));
  return collect(b, word, word === "count" ? null : (item ?? null), one(sets), spanOf(node));
}

function collect(b: Build, word: ListWord, asked: Expr | null, set: SetCstNode, span: Span): Collect {
  const members = setRef(b, set);
  return above(b, { kind: "Collect", word, item: asked, set: members, span }, asked, members.where);
}

function setRef(b: Build, node: SetCstNode): SetRef {
  const where = node.children.atom?.[0];
  return {
    kind: "SetRef",
    entity: nameOf(one(node.children.Name)),
    where: where ? atom(b, where) : null,
    span: spanOf(node),
  };
}

function atom(b: Build, node: AtomCstNode): Expr {
  if (node.children.path?.[0]) return path(node.children.path[0]);
  const rows = rowsOf(b, node.children.row ?? []);
  const span = spanOf(node);
  if (!rows.some((each) => each.when !== null || each.otherwise)) return single(b, rows, span);
  return above(b, { kind: "Cases", rows, span }, ...rows);
}

// ---------------------------------------------------------------- amounts

export function award(b: Build, node: AwardCstNode): Award {
  const { valueList: lists, amount: amounts, RemainderTo, orders: written, cut: cuts = [] } = node.children;
  if (lists?.[0]) return valueList(b, lists[0]);
  const value = amount(b, one(amounts));
  if (RemainderTo === undefined) return value;
  const remainder = orders(b, one(written));
  if (value.portion === null) {
    const portion = { en: "`portion of … by …` before it", zh: "前面的“……按……分摊”" };
    const found = one(RemainderTo).image;
    report(b, "P1001", tokenSpan(one(RemainderTo)), {
      found,
      expected: [portion],
      clause: { en: "amount", zh: "金额" },
    });
    return value;
  }
  const more = cuts.map((each) => cut(b, each));
  return { ...value, portion: { ...value.portion, remainder }, cuts: [...value.cuts, ...more], span: spanOf(node) };
}

export function amount(b: Build, node: AmountCstNode): Amount {
  const c = node.children;
  const span = spanOf(node);
  const cuts = (c.cut ?? []).map((each) => cut(b, each));
  const sums = (c.sum ?? []).map((each) => sum(b, each));
  const values = cuts.map((each) => each.value);
  if (c.PortionOf || c.ShareOut) {
    const [pot, weight] = sums as [Expr, Expr];
    const portion: Portion = { kind: "Portion", pot, weight, remainder: null, span: cover(pot.span, weight.span) };
    const value: Amount = { kind: "Amount", base: null, portion, from: null, counting: null, cuts, span };
    const first = c.rateMod?.[0];
    if (first) report(b, "P1029", spanOf(first), {});
    return above(b, value, pot, weight, ...values);
  }
  const base = sums[0] ?? null;
  const { from, counting } = rateMods(b, c.rateMod ?? [], base);
  return above(b, { kind: "Amount", base, portion: null, from, counting, cuts, span }, base, ...values);
}

function rateMods(b: Build, nodes: readonly RateModCstNode[], base: Expr | null) {
  let from: Quantity | null = null;
  let counting: Quantity | null = null;
  for (const node of nodes) {
    const value = number(one(node.children.Number));
    const counts = node.children.CountingAtMost !== undefined;
    if (counts ? counting : from) {
      const word = one(node.children.CountingAtMost ?? node.children.From ?? node.children.StartingAt);
      report(b, "P1024", spanOf(node), { word: word.image });
    }
    if (counts) counting = value;
    else from = value;
  }
  if (nodes[0] && base?.kind !== "Of") report(b, "P1029", spanOf(nodes[0]), {});
  return { from, counting };
}

export function cut(b: Build, node: CutCstNode): Cut {
  const value = sum(b, one(node.children.sum));
  return { kind: "Cut", bound: node.children.UpTo ? "ceiling" : "floor", value, span: spanOf(node) };
}

export function orders(b: Build, node: OrdersCstNode): Order[] {
  return node.children.order.map((each) => {
    const key = sum(b, one(each.children.sum));
    const direction = each.children.Rising ? "rising" : each.children.Falling ? "falling" : null;
    return { kind: "Order", key, direction, span: spanOf(each) };
  });
}
