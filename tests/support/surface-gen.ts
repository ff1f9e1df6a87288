/**
 * Surface trees for properties of the printer and the parser: whole files with every kind of node, nested without regard to
 * types, so that parentheses are needed in every place. Trees keep what the grammar guarantees (a `Logic` never holds one
 * of its own `op`; a range follows `is`, `is not` or `more than` only; …), and every name is declared in the file.
 */
import fc, { type Arbitrary } from "fast-check";
import type {
  Attr,
  Award,
  BenefitItem,
  Cite,
  Clause,
  Comparison,
  Decl,
  Expr,
  Fact,
  Field,
  Header,
  Order,
  Outcome,
  PatternTest,
  PolicyFile,
  StepItem,
  Text,
  TypeRef,
  VocabularyFile,
} from "../../grammar/ast.js";
import {
  amountOf,
  date,
  ENTITIES,
  entityName,
  expr,
  LOCAL_UNIT,
  literal,
  name,
  named,
  numberWithUnit,
  POOL,
  path,
  patternComparisons,
  postfixes,
  quantity,
  ranged,
  roundingMode,
  SINGLE,
  signed,
  span,
  text,
  tied,
  unitRef,
} from "./surface-gen-expr.js";

// ---------------------------------------------------------------- parts of clauses

const order: Arbitrary<Order> = fc
  .record({ key: expr, direction: fc.constantFrom(null, "rising", "falling") as Arbitrary<Order["direction"]> })
  .map((o) => ({ kind: "Order", ...o, span }));

const bulletedValues: Arbitrary<Award> = expr
  .filter((e) => e.kind === "List" && e.layout === "bullets" && e.word !== "any" && e.word !== "all")
  .map((e) => e as Award);

const portioned: Arbitrary<Award> = fc
  .record({
    pot: expr,
    weight: expr,
    remainder: fc.array(order, { minLength: 1, maxLength: 2 }),
    cuts: fc.array(tied.cut, { maxLength: 1 }),
  })
  .map(({ pot, weight, remainder, cuts }) =>
    amountOf({ portion: { kind: "Portion", pot, weight, remainder, span }, cuts }),
  );

const award: Arbitrary<Award> = fc.oneof(
  { weight: 6, arbitrary: tied.amount as Arbitrary<Award> },
  { weight: 1, arbitrary: bulletedValues },
  { weight: 1, arbitrary: portioned },
);

const cite: Arbitrary<Cite> = fc
  .record({ where: text, quoting: fc.option(text) })
  .map((c) => ({ kind: "Cite", ...c, span }));
const cites = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(cite, { maxLength: 2 }) },
);

const label = fc.option(text);

/** Either spelling first, or one spelling alone. */
export const decl: Arbitrary<Decl> = fc
  .record({ both: fc.constantFrom(...POOL), order: fc.constantFrom("en", "zh", "one"), label })
  .map(({ both, order: first, label: of }) => {
    const [a, b] = first === "zh" ? [both.zh, both.en] : [both.en, both.zh];
    return { kind: "Decl", name: named(a), other: first === "one" ? null : named(b), label: of, span };
  });

const except = fc.record({ condition: expr, reason: label }).map((e) => ({ kind: "Except", ...e, span }) as const);
const exceptions = fc.array(except, { maxLength: 2 });

const attr: Arbitrary<Attr> = fc.oneof(
  fc.record({ low: signed, high: signed }).map((a) => ({ kind: "Bounds", ...a, span }) as Attr),
  literal.map((value) => ({ kind: "BlankMeans", value, span }) as Attr),
  text.map((value) => ({ kind: "Alias", text: value, span }) as Attr),
  name.map((who) => ({ kind: "SetBy", who, span }) as Attr),
  fc.constantFrom("key", "private", "optional").map((flag) => ({ kind: "Flag", flag, span }) as Attr),
);

const type: Arbitrary<TypeRef> = fc.oneof(
  fc.constant({ kind: "YesNoType", span } as TypeRef),
  fc.constant({ kind: "WholeNumberType", span } as TypeRef),
  fc.array(decl, { minLength: 1, maxLength: 3 }).map((values) => ({ kind: "OneOfType", values, span }) as TypeRef),
  unitRef.map((of) => ({ kind: "NamedType", unit: of, span }) as TypeRef),
);

const field: Arbitrary<Field> = fc
  .record({ decl, type, attrs: fc.array(attr, { maxLength: 3 }) })
  .map((f) => ({ kind: "Field", ...f, span }));

const patternTest: Arbitrary<PatternTest> = fc.oneof(
  fc
    .record({ comparison: fc.constantFrom(null, ...patternComparisons), value: fc.oneof(expr, text) })
    .map((t) => testOf(t.comparison, t.value, null)),
  fc
    .record({ comparison: fc.constantFrom(...postfixes), value: quantity })
    .map((t) => testOf(t.comparison, t.value, null)),
  fc
    .record({ comparison: fc.constantFrom(null, ranged[2] as Comparison), value: expr, under: fc.boolean(), end: expr })
    .map((t) => testOf(t.comparison, t.value, { kind: "RangeEnd", under: t.under, value: t.end, span })),
);

function testOf(comparison: Comparison | null, value: Expr, to: PatternTest["to"]): PatternTest {
  return { kind: "PatternTest", comparison, value, to, span };
}

const table = fc.array(path, { minLength: 1, maxLength: 2 }).chain((keys) =>
  fc.oneof(
    text.map((from) => ({ kind: "Table", keys, from, rows: [], span }) as const),
    fc
      .tuple(
        fc.array(
          fc.record({
            patterns: fc.array(
              fc
                .array(patternTest, { minLength: 1, maxLength: 2 })
                .map((tests) => ({ kind: "Pattern", tests, span }) as const),
              { minLength: keys.length, maxLength: keys.length },
            ),
            value: expr,
          }),
          { minLength: 1, maxLength: 3 },
        ),
        fc.option(expr),
      )
      .map(([rows, last]) => ({
        kind: "Table" as const,
        keys,
        from: null,
        rows: [
          ...rows.map((row) => ({ kind: "TableRow" as const, otherwise: false, ...row, span })),
          ...(last === null ? [] : [{ kind: "TableRow" as const, otherwise: true, patterns: [], value: last, span }]),
        ],
        span,
      })),
  ),
);

const paths = fc.array(path, { minLength: 1, maxLength: 3 });
const benefits = fc.option(paths).map((of) => ({ kind: "Benefits", paths: of, span }) as const);
const names = fc.array(name, { minLength: 1, maxLength: 3 });
const groups = fc.array(fc.oneof(entityName, fc.constantFrom("year", "month", "年", "月").map(named)), {
  maxLength: 2,
});

const fact: Arbitrary<Fact> = fc.oneof(
  text.map((title) => ({ kind: "AsIn", title, span }) as Fact),
  fc.record({ path, value: literal }).map((f) => ({ kind: "FieldFact", ...f, span }) as Fact),
);
const facts: Arbitrary<Fact[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fact },
    {
      weight: 1,
      arbitrary: fc
        .record({ path, facts: fc.array(fact, { minLength: 1, maxLength: 3 }) })
        .map((f) => ({ kind: "EntityFact", ...f, span }) as Fact),
    },
  ),
  { minLength: 1, maxLength: 6 },
);

const outcome: Arbitrary<Outcome> = fc.oneof(
  fc.constant({ kind: "NotEligible", span } as Outcome),
  fc.option(name).map((of) => ({ kind: "Undecided", name: of, span }) as Outcome),
  path.map((of) => ({ kind: "NotDue", path: of, span }) as Outcome),
  fc.record({ path, value: literal }).map((o) => ({ kind: "Equals", ...o, span }) as Outcome),
);

const stepItem: Arbitrary<StepItem> = fc.oneof(
  names.map((who) => ({ kind: "By", who, span }) as StepItem),
  names.map((steps) => ({ kind: "After", steps, span }) as StepItem),
  fc
    .record({ length: numberWithUnit, bothEnds: fc.boolean() })
    .map((i) => ({ kind: "Lasting", ...i, span }) as StepItem),
  fc
    .record({ length: numberWithUnit, bothEnds: fc.boolean() })
    .map((i) => ({ kind: "WithinTime", ...i, span }) as StepItem),
  expr.map((on) => ({ kind: "On", date: on, span }) as StepItem),
  expr.map((by) => ({ kind: "Deadline", date: by, span }) as StepItem),
  numberWithUnit.map((length) => ({ kind: "Repeats", length, span }) as StepItem),
  paths.map((fields) => ({ kind: "Shows", fields, span }) as StepItem),
);

// ---------------------------------------------------------------- benefits

const every: Arbitrary<BenefitItem> = fc
  .record({
    from: expr,
    to: fc.option(expr),
    during: fc.option(expr),
    partMonths: fc.constantFrom("whole", "days", "dropped") as Arbitrary<"whole" | "days" | "dropped">,
    backPay: fc.boolean(),
  })
  .map((e) => ({ kind: "Every", ...e, span }));

const once: Arbitrary<BenefitItem> = fc
  .option(fc.oneof(entityName, fc.constantFrom("year", "年").map(named)))
  .map((per) => ({ kind: "Once", per, span }));

const guards: Arbitrary<BenefitItem[]> = fc
  .record({
    exceptions: fc.array(except, { maxLength: 3 }),
    once: fc.option(once),
    every: fc.option(every, { freq: 3 }),
  })
  .map((g) => [...g.exceptions, ...(g.once === null ? [] : [g.once]), ...(g.every === null ? [] : [g.every])]);

const rule: Arbitrary<BenefitItem> = fc.record({ condition: expr, award }).map((r) => ({ kind: "Rule", ...r, span }));

const benefitItems: Arbitrary<BenefitItem[]> = fc.oneof(
  fc
    .record({ when: fc.option(expr), award, guards })
    .map(({ when, award: of, guards: more }) => [
      ...(when === null ? [] : [{ kind: "When", condition: when, span } as BenefitItem]),
      { kind: "Pay", award: of, span } as BenefitItem,
      ...more,
    ]),
  fc
    .record({ rules: fc.array(rule, { minLength: 1, maxLength: 3 }), otherwise: fc.option(award), guards })
    .map(({ rules, otherwise, guards: more }) => [
      ...rules,
      ...(otherwise === null ? [] : [{ kind: "Otherwise", award: otherwise, span } as BenefitItem]),
      ...more,
    ]),
  fc.record({ rule, guards }).map(({ rule: of, guards: more }) => [...more, of]),
);

// ---------------------------------------------------------------- clauses

const valueClause: Arbitrary<Clause> = fc
  .record({
    head: fc.constantFrom("define", "param") as Arbitrary<"define" | "param">,
    decl,
    cites,
    body: fc.oneof(
      expr.map((of) => ({ kind: "Formula", expr: of, span }) as const),
      fc
        .record({ type, attrs: fc.array(attr, { maxLength: 3 }) })
        .map((of) => ({ kind: "Typed", ...of, span }) as const),
      table,
    ),
  })
  .map((c) => ({ kind: "Value", ...c, span }) as Clause);

const entity: Arbitrary<Clause> = fc
  .record({ decl, within: fc.option(entityName), fields: fc.array(field, { maxLength: 4 }) })
  .map((c) => ({ kind: "Entity", ...c, span }) as Clause);

const unitDecl: Arbitrary<Clause> = fc
  .record({
    label,
    aliases: fc.array(
      fc.constantFrom("小筐", "crate").map((value): Text => ({ kind: "Text", value, span })),
      { maxLength: 2 },
    ),
  })
  .map(({ label: of, aliases }) => ({
    kind: "UnitDecl",
    decl: { kind: "Decl", name: named(LOCAL_UNIT.en), other: named(LOCAL_UNIT.zh), label: of, span },
    aliases,
    span,
  }));

const section: Arbitrary<Clause> = fc
  .option(fc.oneof(entityName, name))
  .map((of) => ({ kind: "Section", entity: of, span }));

const question: Arbitrary<Clause> = fc
  .record({
    decl,
    cites,
    readings: fc.array(
      fc.record({ decl, expr: fc.option(expr) }).map((r) => ({ kind: "Reading", ...r, span }) as const),
      { minLength: 1, maxLength: 3 },
    ),
    taken: name,
  })
  .map((c) => ({ kind: "Question", ...c, span }) as Clause);

const limit: Arbitrary<Clause> = fc
  .record({
    decl,
    cites,
    exceptions,
    when: fc.option(expr),
    benefits,
    per: groups,
    since: fc.option(expr),
    ceiling: expr,
    way: fc.option(
      fc.oneof(
        fc.constantFrom("Report", "Refuse", "ProRata").map((kind) => ({ kind, span }) as const),
        fc
          .record({ whole: fc.boolean(), order: fc.array(order, { minLength: 1, maxLength: 3 }) })
          .map((way) => ({ kind: "Serve", ...way, span }) as const),
      ),
    ),
  })
  .map((c) => ({ kind: "Limit", ...c, span }) as Clause);

const payOut: Arbitrary<Clause> = fc
  .record({
    benefits,
    cites,
    parts: fc.array(
      fc
        .record({
          share: fc.option(expr),
          party: fc.option(decl),
          on: fc.option(expr),
          when: fc.option(expr),
          deadline: fc.option(expr),
        })
        .map((part) => ({ kind: "PayPart", ...part, span }) as const),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(
    (c) =>
      ({
        kind: "PayOut",
        ...c,
        parts: c.parts.map((part, i) =>
          part.share === null && i !== 0 ? { ...part, share: { kind: "Path", names: [named("x")], span } } : part,
        ),
        span,
      }) as Clause,
  );

const check: Arbitrary<Clause> = fc.oneof(
  fc
    .record({ decl, cites, condition: expr })
    .map((c) => ({ kind: "Check", soft: false, ...c, unless: null, by: null, span }) as Clause),
  fc
    .record({ decl, cites, condition: expr, unless: fc.option(expr), by: fc.option(name) })
    .map((c) => ({ kind: "Check", soft: true, ...c, span }) as Clause),
);

const procedure: Arbitrary<Clause> = fc
  .record({
    decl,
    cites,
    steps: fc.array(
      fc
        .record({ decl, cites, items: fc.array(stepItem, { maxLength: 4 }) })
        .map((step) => ({ kind: "Step", ...step, span }) as const),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map((c) => ({ kind: "Procedure", ...c, span }) as Clause);

export const clause: Arbitrary<Clause> = fc.oneof(
  section,
  fc.record({ condition: expr, exceptions, cites }).map((c) => ({ kind: "Eligible", ...c, span }) as Clause),
  { weight: 3, arbitrary: valueClause },
  question,
  {
    weight: 3,
    arbitrary: fc.record({ decl, cites, items: benefitItems }).map((c) => ({ kind: "Benefit", ...c, span }) as Clause),
  },
  limit,
  payOut,
  check,
  procedure,
  fc.record({ decl, cites }).map((c) => ({ kind: "Note", ...c, span }) as Clause),
  fc
    .record({ title: text, given: fc.oneof(facts, fc.constant([])), expect: fc.array(outcome, { maxLength: 5 }) })
    .map((c) => ({ kind: "Example", ...c, span }) as Clause),
  name.map((of) => ({ kind: "Repeal", name: of, span }) as Clause),
  fc.record({ name, from: expr, to: expr }).map((c) => ({ kind: "Change", ...c, span }) as Clause),
  entity,
  unitDecl,
);

// ---------------------------------------------------------------- files

const headerKinds: readonly Arbitrary<Header>[] = [
  text.map((of) => ({ kind: "Version", text: of, span }) as Header),
  text.map((of) => ({ kind: "Document", text: of, span }) as Header),
  fc.record({ date, by: fc.option(text) }).map((h) => ({ kind: "Issued", ...h, span }) as Header),
  text.map((of) => ({ kind: "Source", text: of, span }) as Header),
  names.map((of) => ({ kind: "Uses", names: of, span }) as Header),
  fc
    .record({ from: date, to: fc.option(date), backTo: fc.option(date) })
    .map((h) => ({ kind: "InForce", ...h, span }) as Header),
  fc.record({ mode: roundingMode, to: numberWithUnit }).map((h) => ({ kind: "Round", ...h, span }) as Header),
  name.map((of) => ({ kind: "FactsOn", field: of, span }) as Header),
  quantity.map((length) => ({ kind: "Period", length, span }) as Header),
  fc.record({ policy: name, version: text }).map((h) => ({ kind: "Amends", ...h, span }) as Header),
  fc.record({ policy: name, version: text }).map((h) => ({ kind: "Replaces", ...h, span }) as Header),
  quantity.map((amount) => ({ kind: "CliffAt", amount, span }) as Header),
];

/** Declares every name of the pool, so that the file is whole in both surfaces. */
const declarations: readonly Clause[] = [
  {
    kind: "UnitDecl",
    decl: { kind: "Decl", name: named(LOCAL_UNIT.en), other: named(LOCAL_UNIT.zh), label: null, span },
    aliases: [],
    span,
  },
  ...ENTITIES.map(
    (both, i): Clause => ({
      kind: "Entity",
      decl: { kind: "Decl", name: named(both.en), other: named(both.zh), label: null, span },
      within: null,
      fields: i > 0 ? [] : [...POOL.map((one) => fieldOf(one.en, one.zh)), ...SINGLE.map((one) => fieldOf(one, null))],
      span,
    }),
  ),
];

function fieldOf(first: string, second: string | null): Field {
  const other = second === null ? null : named(second);
  return {
    kind: "Field",
    decl: { kind: "Decl", name: named(first), other, label: null, span },
    type: { kind: "YesNoType", span },
    attrs: [],
    span,
  };
}

const fileDecl: Arbitrary<Decl> = fc
  .record({ other: fc.constantFrom(null, "政策甲"), label })
  .map(({ other, label: of }) => ({
    kind: "Decl",
    name: named("policy_x"),
    other: other === null ? null : named(other),
    label: of,
    span,
  }));

export const policyFile: Arbitrary<PolicyFile> = fc
  .record({
    decl: fileDecl,
    headers: fc
      .tuple(...headerKinds.map((one) => fc.option(one)))
      .map((all) => all.filter((one): one is Header => one !== null)),
    clauses: fc.array(clause, { maxLength: 6 }),
  })
  .map(({ decl: of, headers, clauses }) => ({
    kind: "PolicyFile",
    decl: of,
    headers,
    clauses: [...declarations, ...clauses],
    comments: [],
    span,
  }));

export const vocabularyFile: Arbitrary<VocabularyFile> = fc
  .record({
    decl: fileDecl,
    clauses: fc.array(fc.oneof(entity, unitDecl, section, valueClause, question), { maxLength: 5 }),
  })
  .map(({ decl: of, clauses }) => ({
    kind: "VocabularyFile",
    decl: of,
    clauses: [...declarations, ...clauses],
    comments: [],
    span,
  }));

export const file = fc.oneof(
  { weight: 4, arbitrary: policyFile as Arbitrary<PolicyFile | VocabularyFile> },
  { weight: 1, arbitrary: vocabularyFile },
);

/** Every `kind` that occurs in a tree. */
export function kindsIn(tree: unknown, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(tree)) for (const one of tree) kindsIn(one, found);
  else if (typeof tree === "object" && tree !== null) {
    if ("kind" in tree && typeof tree.kind === "string") found.add(tree.kind);
    for (const one of Object.values(tree)) kindsIn(one, found);
  }
  return found;
}
