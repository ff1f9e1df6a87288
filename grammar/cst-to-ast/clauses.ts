/** Clauses, headers and file heads: one function for each rule that is parsed on its own. */
import type {
  Benefit,
  BenefitItem,
  Benefits,
  Check,
  Cite,
  Clause,
  Decl,
  Every,
  Example,
  Except,
  Expr,
  Fact,
  Field,
  Header,
  Limit,
  Name,
  Outcome,
  Pattern,
  PayOut,
  PayPart,
  Procedure,
  Reading,
  Step,
  StepItem,
  Table,
  TableRow,
  Value,
  Way,
} from "../ast.js";
import type {
  BenefitBodyCstNode,
  BenefitCstNode,
  BenefitItemCstNode,
  BenefitsCstNode,
  ChangeCstNode,
  CheckCstNode,
  CiteCstNode,
  EligibleCstNode,
  EntityCstNode,
  EveryCstNode,
  ExampleCstNode,
  ExceptCstNode,
  FactCstNode,
  FileHeadCstNode,
  FormulaCstNode,
  HeaderCstNode,
  LimitCstNode,
  NoteCstNode,
  OutcomeCstNode,
  PayOutCstNode,
  PayPartCstNode,
  PrincipleCstNode,
  ProcedureCstNode,
  QuestionCstNode,
  ReadingCstNode,
  RepealCstNode,
  RuleBodyCstNode,
  SectionCstNode,
  StepCstNode,
  StepItemCstNode,
  UnitDeclCstNode,
  ValueCstNode,
  WayCstNode,
} from "../generated/cst.generated.js";
import type { Span } from "../source/span.js";
import type { Token } from "../token-types.js";
import { type Build, inOrder, nameOf, one, optionalText, report, spanOf, textOf, tokenSpan } from "./build.js";
import { nextTier } from "./comparisons.js";
import {
  award,
  condition,
  conditionList,
  expr,
  orders,
  refuseEarlyOtherwise,
  roundingMode,
  sum,
  testRows,
  valueList,
} from "./expressions.js";
import { date, decl, literal, names, number, path, paths, quantity, typed } from "./literals.js";
import { tableRow } from "./tables.js";

// ---------------------------------------------------------------- file heads and headers

export function fileHead(node: FileHeadCstNode): { vocabulary: boolean; decl: Decl } {
  return { vocabulary: node.children.Vocabulary !== undefined, decl: decl(one(node.children.decl)) };
}

export function header(b: Build, node: HeaderCstNode): Header {
  const c = node.children;
  const span = spanOf(node);
  const text = () => textOf(one(c.Text));
  if (c.Version) return { kind: "Version", text: text(), span };
  if (c.Document) return { kind: "Document", text: text(), span };
  if (c.Source) return { kind: "Source", text: text(), span };
  if (c.Issued) return { kind: "Issued", date: date(one(c.Date)), by: optionalText(c.Text), span };
  if (c.names?.[0]) return { kind: "Uses", names: names(c.names[0]), span };
  if (c.InForce) {
    const [from, ...more] = c.Date ?? [];
    const to = c.To ? more.shift() : undefined;
    const backTo = c.BackTo ? more.shift() : undefined;
    return {
      kind: "InForce",
      from: date(from as Token),
      to: to ? date(to) : null,
      backTo: backTo ? date(backTo) : null,
      span,
    };
  }
  if (c.roundingMode?.[0])
    return { kind: "Round", mode: roundingMode(c.roundingMode[0]), to: number(one(c.Number)), span };
  if (c.FactsOn) return { kind: "FactsOn", field: nameOf(one(c.Name)), span };
  if (c.Period) return { kind: "Period", length: quantity(b, one(c.quantity)), span };
  if (c.CliffAt) return { kind: "CliffAt", amount: quantity(b, one(c.quantity)), span };
  return { kind: c.Amends ? "Amends" : "Replaces", policy: nameOf(one(c.Name)), version: text(), span };
}

// ---------------------------------------------------------------- shared parts

function cites(nodes: readonly CiteCstNode[] | undefined): Cite[] {
  return (nodes ?? []).map((node) => {
    const [where, quoting] = node.children.Text;
    return {
      kind: "Cite",
      where: textOf(where as Token),
      quoting: quoting ? textOf(quoting) : null,
      span: spanOf(node),
    };
  });
}

function except(b: Build, node: ExceptCstNode): Except {
  const { condition: conditions, Text: texts, testBullets } = node.children;
  const span = spanOf(node);
  if (testBullets?.[0]) {
    const rows = testRows(b, testBullets[0]);
    const list: Expr = { kind: "List", word: "any", rows, layout: "bullets", span: spanOf(testBullets[0]) };
    return { kind: "Except", condition: list, reason: null, span };
  }
  return { kind: "Except", condition: condition(b, one(conditions)), reason: optionalText(texts), span };
}

function excepts(b: Build, nodes: readonly ExceptCstNode[] | undefined): Except[] {
  return (nodes ?? []).map((node) => except(b, node));
}

function benefits(node: BenefitsCstNode): Benefits {
  const named = node.children.paths?.[0];
  return { kind: "Benefits", paths: named ? paths(named) : null, span: spanOf(node) };
}

/** Refuses the second of what may stand once. */
function once<T extends { readonly span: Span }>(b: Build, found: readonly T[], word: string): T | null {
  for (const again of found.slice(1)) report(b, "P1024", again.span, { word });
  return found[0] ?? null;
}

// ---------------------------------------------------------------- clauses

export function section(_b: Build, node: SectionCstNode): Clause {
  const entity = node.children.Name?.[0];
  return { kind: "Section", entity: entity ? nameOf(entity) : null, span: spanOf(node) };
}

export function eligible(b: Build, node: EligibleCstNode): Clause {
  return {
    kind: "Eligible",
    condition: condition(b, one(node.children.condition)),
    exceptions: excepts(b, node.children.except),
    cites: cites(node.children.cite),
    span: spanOf(node),
  };
}

function formula(b: Build, node: FormulaCstNode): Expr {
  const { conditionList: conditions, valueList: values, expr: sums } = node.children;
  if (conditions?.[0]) return conditionList(b, conditions[0]);
  return values?.[0] ? valueList(b, values[0]) : expr(b, one(sums));
}

export function value(b: Build, node: ValueCstNode): Value {
  const c = node.children;
  const shared = {
    kind: "Value",
    head: c.Define ? "define" : "param",
    decl: decl(one(c.decl)),
    cites: cites(c.cite),
    span: spanOf(node),
  } as const;
  if (c.formula?.[0]) {
    return { ...shared, body: { kind: "Formula", expr: formula(b, c.formula[0]), span: spanOf(c.formula[0]) } };
  }
  if (c.typed?.[0]) return { ...shared, body: typed(b, c.typed[0]) };
  return { ...shared, body: table(b, node) };
}

function table(b: Build, node: ValueCstNode): Table {
  const c = node.children;
  const keys = paths(one(c.paths));
  const from = optionalText(c.Text);
  const rows: TableRow[] = [];
  for (const written of c.tableRow ?? []) {
    const read = tableRow(b, written);
    if (!read.otherwise && read.patterns.length !== keys.length) {
      report(b, "P1027", read.span, { keys: keys.length, patterns: read.patterns.length });
    }
    rows.push(afterTier(b, rows.at(-1), read));
  }
  refuseEarlyOtherwise(b, rows);
  const start = tokenSpan(one(c.By)).start;
  const end = rows.at(-1)?.span.end ?? from?.span.end ?? start;
  return { kind: "Table", keys, from, rows, span: { start, end } };
}

/** Between neighbouring rows, an end with （含） leaves the next row's 以上 to begin above it. */
function afterTier(b: Build, previous: TableRow | undefined, row: TableRow): TableRow {
  if (previous === undefined || row.otherwise) return row;
  const patterns = row.patterns.map((pattern, key) => {
    const last = previous.patterns[key]?.tests.at(-1);
    const [first, ...rest] = pattern.tests;
    const neighbours = row.patterns.every((other, i) => i === key || sameTests(other, previous.patterns[i]));
    if (last === undefined || first === undefined || !neighbours) return pattern;
    const next = nextTier(b, last, first);
    return next === first ? pattern : { ...pattern, tests: [next, ...rest] };
  });
  return { ...row, patterns };
}

/** Whether two patterns are written alike: rows that differ in another key are no neighbouring tiers. */
function sameTests(a: Pattern, b: Pattern | undefined): boolean {
  const plain = (pattern: Pattern) =>
    JSON.stringify(pattern.tests, (key, value) => (key === "span" ? undefined : value));
  return b !== undefined && plain(a) === plain(b);
}

export function question(b: Build, node: QuestionCstNode): Clause {
  const c = node.children;
  return {
    kind: "Question",
    decl: decl(one(c.decl)),
    cites: cites(c.cite),
    readings: c.reading.map((each) => reading(b, each)),
    taken: nameOf(one(one(c.taken).children.Name)),
    span: spanOf(node),
  };
}

function reading(b: Build, node: ReadingCstNode): Reading {
  const value = node.children.expr?.[0];
  return {
    kind: "Reading",
    decl: decl(one(node.children.decl)),
    expr: value ? expr(b, value) : null,
    span: spanOf(node),
  };
}

// ---------------------------------------------------------------- benefits

export function benefit(b: Build, node: BenefitCstNode): Benefit {
  const body = one(node.children.benefitBody);
  const named = decl(one(node.children.decl));
  const items = benefitItems(b, body);
  if (!items.some((item) => item.kind === "Pay" || item.kind === "Rule" || item.kind === "Otherwise")) {
    report(b, "P1031", named.name.span, { name: named.name.text });
  }
  return { kind: "Benefit", decl: named, cites: cites(body.children.cite), items, span: spanOf(node) };
}

/** The lines of a benefit, with what they may not be beside each other refused. */
export function benefitItems(b: Build, node: BenefitBodyCstNode): BenefitItem[] {
  const { ruleBody: first, benefitItem: more } = node.children;
  const items: BenefitItem[] = [];
  if (first?.[0]) items.push(rule(b, first[0]));
  for (const each of more ?? []) items.push(benefitItem(b, each));
  const pays = items.filter((item) => item.kind === "Pay");
  const rules = items.filter((item) => item.kind === "Rule" || item.kind === "Otherwise");
  for (const again of pays.slice(1)) report(b, "P1015", again.span, {});
  if (pays[0] && rules[0]) report(b, "P1016", pays[0].span, {});
  rules.forEach((item, i) => {
    if (item.kind !== "Otherwise") return;
    if (i === 0 && pays.length === 0) report(b, "P1030", item.span, {});
    else if (i < rules.length - 1) report(b, "P1014", item.span, {});
  });
  once(
    b,
    items.filter((item) => item.kind === "Every"),
    "every month",
  );
  return tiered(b, items);
}

function tiered(b: Build, items: readonly BenefitItem[]): BenefitItem[] {
  const out: BenefitItem[] = [];
  let previous: BenefitItem | undefined;
  for (const item of items) {
    if (item.kind !== "Rule") {
      out.push(item);
      continue;
    }
    const before = previous?.kind === "Rule" ? previous.condition : undefined;
    const tests = before?.kind === "Test" && item.condition.kind === "Test";
    const read = tests ? { ...item, condition: nextTier(b, before, item.condition) } : item;
    out.push(read);
    previous = read;
  }
  return out;
}

function rule(b: Build, node: RuleBodyCstNode): BenefitItem {
  const { condition: conditions, award: awards } = node.children;
  return { kind: "Rule", condition: condition(b, one(conditions)), award: award(b, one(awards)), span: spanOf(node) };
}

function benefitItem(b: Build, node: BenefitItemCstNode): BenefitItem {
  const c = node.children;
  const span = spanOf(node);
  if (c.except?.[0]) return except(b, c.except[0]);
  if (c.every?.[0]) return every(b, c.every[0]);
  if (c.Once) return { kind: "Once", per: c.Name?.[0] ? nameOf(c.Name[0]) : null, span };
  if (c.When) {
    const test = condition(b, one(c.condition));
    return c.award?.[0]
      ? { kind: "Rule", condition: test, award: award(b, c.award[0]), span }
      : { kind: "When", condition: test, span };
  }
  return { kind: c.Otherwise ? "Otherwise" : "Pay", award: award(b, one(c.award)), span };
}

function every(b: Build, node: EveryCstNode): Every {
  const c = node.children;
  const [from, to] = c.sum.map((each) => sum(b, each));
  return {
    kind: "Every",
    from: from as Expr,
    to: to ?? null,
    during: c.condition?.[0] ? condition(b, c.condition[0]) : null,
    partMonths: c.PartMonthsWhole ? "whole" : c.PartMonthsByDays ? "days" : "dropped",
    backPay: c.BackPay !== undefined,
    span: spanOf(node),
  };
}

// ---------------------------------------------------------------- limits and paying out

export function limit(b: Build, node: LimitCstNode): Limit {
  const c = node.children;
  const guards = (c.limitWhen ?? []).map((each) => ({ test: each, span: spanOf(each) }));
  const when = once(b, guards, "when");
  const sums = c.sum.map((each) => sum(b, each));
  const since = c.Since ? (sums.shift() as Expr) : null;
  return {
    kind: "Limit",
    decl: decl(one(c.decl)),
    cites: cites(c.cite),
    exceptions: excepts(b, c.except),
    when: when ? condition(b, one(when.test.children.condition)) : null,
    benefits: benefits(one(c.benefits)),
    per: (c.Name ?? []).map(nameOf),
    since,
    ceiling: sums[0] as Expr,
    way: c.way?.[0] ? way(b, c.way[0]) : null,
    span: spanOf(node),
  };
}

function way(b: Build, node: WayCstNode): Way {
  const c = node.children;
  const span = spanOf(node);
  if (c.Report) return { kind: "Report", span };
  if (c.Refuse) return { kind: "Refuse", span };
  if (c.ProRata) return { kind: "ProRata", span };
  return { kind: "Serve", whole: c.ServeWhole !== undefined, order: orders(b, one(c.orders)), span };
}

export function payOut(b: Build, node: PayOutCstNode): PayOut {
  const c = node.children;
  const parts = c.payPart.map((each) => payPart(b, each));
  once(
    b,
    parts.filter((part) => part.share === null),
    "rest",
  );
  return { kind: "PayOut", benefits: benefits(one(c.benefits)), cites: cites(c.cite), parts, span: spanOf(node) };
}

function payPart(b: Build, node: PayPartCstNode): PayPart {
  const c = node.children;
  for (const words of [c.For, c.On, c.When, c.Deadline]) {
    for (const again of (words ?? []).slice(1)) report(b, "P1024", tokenSpan(again), { word: again.image });
  }
  const sums = (c.sum ?? []).map((each) => sum(b, each));
  const share = c.Rest ? null : (sums.shift() as Expr);
  // `on` and `deadline` both take a sum: the order of their words is the order of the sums.
  const words = inOrder(c.On, c.Deadline);
  const sumAfter = (word: Token | undefined) => (word === undefined ? null : (sums[words.indexOf(word)] ?? null));
  return {
    kind: "PayPart",
    share,
    party: c.decl?.[0] ? decl(c.decl[0]) : null,
    on: sumAfter(c.On?.[0]),
    when: c.expr?.[0] ? expr(b, c.expr[0]) : null,
    deadline: sumAfter(c.Deadline?.[0]),
    span: spanOf(node),
  };
}

// ---------------------------------------------------------------- checks, procedures and notes

export function check(b: Build, node: CheckCstNode): Check {
  const c = node.children;
  return {
    kind: "Check",
    soft: false,
    decl: decl(one(c.decl)),
    cites: cites(c.cite),
    condition: condition(b, one(c.condition)),
    unless: null,
    by: null,
    span: spanOf(node),
  };
}

export function principle(b: Build, node: PrincipleCstNode): Check {
  const c = node.children;
  const [test, unless] = c.condition.map((each) => condition(b, each));
  return {
    kind: "Check",
    soft: true,
    decl: decl(one(c.decl)),
    cites: cites(c.cite),
    condition: test as Expr,
    unless: unless ?? null,
    by: c.Name?.[0] ? nameOf(c.Name[0]) : null,
    span: spanOf(node),
  };
}

export function note(_b: Build, node: NoteCstNode): Clause {
  return { kind: "Note", decl: decl(one(node.children.decl)), cites: cites(node.children.cite), span: spanOf(node) };
}

export function procedure(b: Build, node: ProcedureCstNode): Procedure {
  const c = node.children;
  const steps = c.step.map((each) => step(b, each));
  return { kind: "Procedure", decl: decl(one(c.decl)), cites: cites(c.cite), steps, span: spanOf(node) };
}

function step(b: Build, node: StepCstNode): Step {
  const c = node.children;
  return {
    kind: "Step",
    decl: decl(one(c.decl)),
    cites: cites(c.cite),
    items: (c.stepItem ?? []).map((each) => stepItem(b, each)),
    span: spanOf(node),
  };
}

function stepItem(b: Build, node: StepItemCstNode): StepItem {
  const c = node.children;
  const span = spanOf(node);
  if (c.By || c.SetBy) return { kind: "By", who: names(one(c.names)), span };
  if (c.After || c.At) return { kind: "After", steps: names(one(c.names)), span };
  if (c.Shows) return { kind: "Shows", fields: paths(one(c.paths)), span };
  if (c.On) return { kind: "On", date: sum(b, one(c.sum)), span };
  if (c.Deadline) return { kind: "Deadline", date: sum(b, one(c.sum)), span };
  const length = quantity(b, one(c.quantity));
  if (c.RepeatsEvery) return { kind: "Repeats", length, span };
  const bothEnds = c.BothEndsCounted !== undefined;
  return { kind: c.Lasting ? "Lasting" : "WithinTime", length, bothEnds, span };
}

// ---------------------------------------------------------------- examples

export function example(b: Build, node: ExampleCstNode): Example {
  const parts = node.children.examplePart ?? [];
  return {
    kind: "Example",
    title: textOf(one(node.children.Text)),
    given: parts.flatMap((part) => (part.children.facts ?? []).flatMap((each) => facts(b, each.children.fact))),
    expect: parts.flatMap((part) => (part.children.outcome ?? []).map((each) => outcome(b, each))),
    span: spanOf(node),
  };
}

function facts(b: Build, nodes: readonly FactCstNode[]): Fact[] {
  return nodes.map((node) => {
    const c = node.children;
    const span = spanOf(node);
    if (c.AsIn) return { kind: "AsIn", title: textOf(one(c.Text)), span };
    const subject = path(one(c.path));
    if (c.literal?.[0]) return { kind: "FieldFact", path: subject, value: literal(b, c.literal[0]), span };
    return { kind: "EntityFact", path: subject, facts: facts(b, one(c.facts).children.fact), span };
  });
}

function outcome(b: Build, node: OutcomeCstNode): Outcome {
  const c = node.children;
  const span = spanOf(node);
  if (c.NotEligible) return { kind: "NotEligible", span };
  if (c.Undecided) return { kind: "Undecided", name: c.Name?.[0] ? nameOf(c.Name[0]) : null, span };
  const subject = path(one(c.path));
  if (c.NotDue) return { kind: "NotDue", path: subject, span };
  return { kind: "Equals", path: subject, value: literal(b, one(c.literal)), span };
}

// ---------------------------------------------------------------- amendments and vocabularies

export function repeal(_b: Build, node: RepealCstNode): Clause {
  return { kind: "Repeal", name: nameOf(one(node.children.Name)), span: spanOf(node) };
}

export function change(b: Build, node: ChangeCstNode): Clause {
  const [from, to] = node.children.sum.map((each) => sum(b, each)) as [Expr, Expr];
  return { kind: "Change", name: nameOf(one(node.children.Name)), from, to, span: spanOf(node) };
}

export function entity(b: Build, node: EntityCstNode): Clause {
  const c = node.children;
  const within: Name | null = c.Name?.[0] ? nameOf(c.Name[0]) : null;
  const fields: Field[] = (c.field ?? []).map((each) => {
    const { type, attrs } = typed(b, one(each.children.typed));
    return { kind: "Field", decl: decl(one(each.children.decl)), type, attrs, span: spanOf(each) };
  });
  return { kind: "Entity", decl: decl(one(c.decl)), within, fields, span: spanOf(node) };
}

export function unitDecl(_b: Build, node: UnitDeclCstNode): Clause {
  const aliases = (node.children.Text ?? []).map(textOf);
  return { kind: "UnitDecl", decl: decl(one(node.children.decl)), aliases, span: spanOf(node) };
}
