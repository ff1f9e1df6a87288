/** Generated policies and rosters: every kind of award, limit and pay-out, with blanks. */
import fc from "fast-check";
import * as R from "../../compiler/ir/rational.js";
import type { Award, BenefitDef, Expr, LimitDef, PayOutDef, Policy } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../../runtime/roster.js";
import {
  asOf,
  benefit,
  byTown,
  check,
  collect,
  entered,
  HOUSEHOLD,
  household,
  limit,
  listOf,
  PROJECT,
  part,
  pay,
  payOut,
  policy,
  portion,
  result,
  set,
  x,
} from "./ir.js";

const NUMBERS = ["a", "b", "area", "pigs"] as const;
const FLAGS = ["able", "away", "first"] as const;
const amounts = fc.constantFrom("0", "1", "2.5", "7.005", "100", "333.335", "1000", "2999.996", "0.004");

const numberLeaf: fc.Arbitrary<Expr> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS).map((f) => x(`household.${f}`)) },
  { weight: 2, arbitrary: amounts.map((n) => x(n)) },
  fc.constantFrom<Expr>(
    collect("sum", set("project", null, "below"), "project.cost"),
    collect("count", set("project", "project.built", "below")),
    collect("average", set("project", null, "below"), "project.cost"),
    collect("highest", set("project", "project.built", "below"), "project.cost"),
  ),
);

const { numbers, conditions } = fc.letrec<{ numbers: Expr; conditions: Expr }>((tie) => ({
  numbers: fc.oneof(
    { maxDepth: 3, depthIdentifier: "expr" },
    numberLeaf,
    fc
      .tuple(fc.constantFrom("add", "sub", "mul", "div"), tie("numbers"), tie("numbers"))
      .map(([op, a, b]): Expr => ({ op, a, b })),
    fc
      .tuple(tie("numbers"), tie("numbers"), tie("numbers"))
      .map(([e, f, c]): Expr => ({ op: "bound", x: e, floors: [f], ceilings: [c] })),
    fc
      .tuple(
        fc.constantFrom("sum", "highest", "lowest", "average", "first"),
        fc.array(fc.tuple(fc.option(tie("conditions")), tie("numbers")), { minLength: 1, maxLength: 3 }),
      )
      .map(([word, rows]): Expr => ({ op: "list", word, rows: rows.map(([when, then]) => ({ when, then })) })),
    fc
      .tuple(fc.constantFrom("halfUp", "halfEven", "upward", "downward"), tie("numbers"))
      .map(([mode, e]): Expr => ({ op: "round", mode, step: "0.1", x: e })),
  ),
  conditions: fc.oneof(
    { maxDepth: 3, depthIdentifier: "expr" },
    fc.constantFrom(...FLAGS).map((f) => x(`household.${f}`)),
    fc
      .tuple(fc.constantFrom("ge", "gt", "le", "lt", "eq", "ne"), tie("numbers"), tie("numbers"))
      .map(([relation, a, b]): Expr => ({ op: "compare", relation, a, b })),
    fc
      .tuple(fc.constantFrom("and", "or"), fc.array(tie("conditions"), { minLength: 1, maxLength: 3 }))
      .map(([op, items]): Expr => ({ op, items })),
    tie("conditions").map((e): Expr => ({ op: "not", x: e })),
    fc.constantFrom("any", "all").map((word) => collect(word, set("project", null, "below"), "project.built")),
    fc.constantFrom("0.25", "0.5", "1").map(
      (n): Expr => ({
        op: "compare",
        relation: "ge",
        a: collect("share", set("project", null, "below"), "project.built"),
        b: x(n),
      }),
    ),
    fc.tuple(tie("numbers"), tie("numbers"), tie("numbers")).map(
      ([e, low, high]): Expr => ({
        op: "between",
        x: e,
        low: { value: low, included: true },
        high: { value: high, included: false },
      }),
    ),
  ),
}));

const cuts = fc.record({ from: numbers, to: numbers }, { requiredKeys: [] });

const { awards } = fc.letrec<{ awards: Award }>((tie) => ({
  awards: fc.oneof(
    { maxDepth: 2, depthIdentifier: "award" },
    fc.tuple(numbers, cuts).map(([e, c]): Award => pay(e, c)),
    amounts.map((n): Award => pay(n)),
    fc
      .tuple(
        fc.constantFrom("sum", "highest", "lowest", "average", "first"),
        fc.array(fc.tuple(fc.option(conditions), tie("awards")), { minLength: 1, maxLength: 3 }),
      )
      .map(([word, rows]) => listOf(word, ...rows)),
    fc.tuple(numbers, numbers).map(([e, quantity]): Award => ({ ...pay(e), least: { quantity, from: "2" } })),
  ),
}));

const guards = fc.record({
  when: fc.option(conditions),
  excepts: fc.array(fc.record({ when: conditions, reason: fc.constant("除外") }), { maxLength: 1 }),
});

const IDS = ["first", "second", "third"];

const benefits: fc.Arbitrary<readonly BenefitDef[]> = fc
  .tuple(
    fc.array(fc.tuple(awards, guards), { minLength: 1, maxLength: 2 }),
    fc.option(fc.tuple(fc.option(amounts), amounts)),
    fc.boolean(),
  )
  .map(([plain, written, inner]) => [
    ...plain.map(([award, guard], i) => benefit(IDS[i] as string, award, { guard })),
    ...(written === null
      ? []
      : [benefit("written", entered({ to: written[1], ...(written[0] === null ? {} : { from: written[0] }) }))]),
    ...(inner ? [benefit("inner", pay("project.cost"), { entity: "project" })] : []),
  ]);

const orders = fc.constantFrom(
  [{ key: null, falling: true }],
  [
    { key: x("household.first"), falling: false },
    { key: x("household.a"), falling: false },
  ],
);

const narrowWays: fc.Arbitrary<LimitDef["way"]> = fc.oneof(
  fc.constantFrom<LimitDef["way"]>({ kind: "written" }, { kind: "proRata" }, { kind: "report" }, { kind: "refuse" }),
  fc.tuple(fc.boolean(), orders).map(([whole, order]): LimitDef["way"] => ({ kind: "serve", whole, order })),
);

function limits(ids: readonly string[], wide: boolean): fc.Arbitrary<readonly LimitDef[]> {
  const one = fc
    .tuple(
      fc.subarray([...ids], { minLength: 1 }),
      fc.oneof(
        amounts.map((n) => x(n)),
        fc.constant(x("household.b")),
        numbers,
      ),
      narrowWays,
      wide
        ? fc.constantFrom<LimitDef["group"]>([], [byTown], [household])
        : fc.constant<LimitDef["group"]>([household]),
      fc.constantFrom<LimitDef["counts"]>("money", "money", "awards", "payees"),
      fc.option(conditions),
    )
    .map(([of, ceiling, way, group, counts, when]): Omit<LimitDef, "id"> => {
      const { id: _, ...rest } = limit("", of, counts === "money" && group.length > 0 ? ceiling : "2", {
        way,
        group,
        counts,
        guard: { when, excepts: [] },
      });
      return rest;
    });
  return fc.array(one, { maxLength: 2 }).map((list) => list.map((l, i) => ({ ...l, id: `limit${i}` })));
}

const payOuts = (ids: readonly string[]): fc.Arbitrary<readonly PayOutDef[]> =>
  fc.constantFrom(
    [],
    [payOut(ids, part(["ratio", "0.3"], { on: "household.accepted_on" }), part("rest", { when: "household.able" }))],
    [payOut(ids, part(["parts", 6]), part(["parts", 3]), part(["parts", 1]))],
    [payOut(ids, part(["amount", "100.005"]), part(["ratio", "household.a"]))],
  );

/** `wide: false` leaves out what undecided rows of other payees may change: pots, portions and checks of the roster. */
export function arbitraryPolicy({ wide }: { readonly wide: boolean }): fc.Arbitrary<Policy> {
  return benefits.chain((list) => {
    const pooled = wide
      ? [
          ...list,
          benefit("pooled", portion(1000, "household.area", { to: "333.335" }), {
            guard: { when: x("household.able"), excepts: [] },
          }),
        ]
      : list;
    const ids = pooled.map((b) => b.id);
    return fc
      .record({
        limits: limits(ids, wide),
        payOuts: payOuts(ids),
        eligibility: fc.option(conditions),
        mode: fc.constantFrom("halfUp", "halfEven", "upward", "downward"),
        step: fc.constantFrom("0.01", "1", "0.5"),
      })
      .map(({ limits: ls, payOuts: ps, eligibility, mode, step }) =>
        policy({
          entities: [HOUSEHOLD, PROJECT],
          benefits: pooled,
          limits: ls,
          payOuts: ps,
          round: { mode, step },
          eligibility: eligibility === null ? [] : [{ entity: "household", when: eligibility, excepts: [] }],
          checks: [
            check("sum", { op: "compare", relation: "ge", a: result(ids[0] as string), b: x(10) }),
            check("dated", { op: "compare", relation: "le", a: asOf, b: x("2024-12-31") }),
          ],
        }),
      );
  });
}

const number = fc.constantFrom("0", "1", "2", "3", "6", "10.5", "99.995", "1000", "2500.01").map(R.rational);

type Blanks = (cell: fc.Arbitrary<Exclude<Cell, null>>) => fc.Arbitrary<Cell>;
const sometimesBlank: Blanks = (cell) => fc.option(cell, { freq: 4 });

function cellsOf(blank: Blanks): fc.Arbitrary<Row["cells"]> {
  return fc.record({
    town: fc.constantFrom("甲", "乙"),
    a: blank(number),
    b: blank(number),
    area: blank(number),
    pigs: blank(number),
    able: blank(fc.boolean()),
    away: blank(fc.boolean()),
    first: blank(fc.boolean()),
    accepted_on: blank(fc.constantFrom("2024-02-29", "2024-05-31")),
    "written.approved": blank(number),
  });
}

const projectCells = (blank: Blanks) => fc.record({ cost: blank(number), built: blank(fc.boolean()) });

/** Rows with blanks, and the same rows with every blank filled in. */
export function arbitraryRosters(): fc.Arbitrary<{ readonly blanks: Roster; readonly filled: Roster }> {
  const always: Blanks = (cell) => cell;
  const family = fc.tuple(
    cellsOf(sometimesBlank),
    cellsOf(always),
    fc.array(fc.tuple(projectCells(sometimesBlank), projectCells(always)), { maxLength: 3 }),
  );
  const columns = {
    household: [...HOUSEHOLD.fields.map((f) => f.id), "written.approved"],
    project: PROJECT.fields.map((f) => f.id),
  };
  const fill = (cells: Row["cells"], from: Row["cells"]): Row["cells"] =>
    Object.fromEntries(Object.entries(cells).map(([k, c]) => [k, c ?? (from[k] as Cell)]));
  return fc.array(family, { minLength: 1, maxLength: 4 }).map((families) => {
    const make = (choose: (cells: Row["cells"], from: Row["cells"]) => Row["cells"]): Roster => ({
      columns,
      entities: {
        household: families.map(([cells, from], i) => ({ key: `H${i}`, parent: null, cells: choose(cells, from) })),
        project: families.flatMap(([, , projects], i) =>
          projects.map(([cells, from], j) => ({ key: `H${i}P${j}`, parent: `H${i}`, cells: choose(cells, from) })),
        ),
      },
    });
    return { blanks: make((cells) => cells), filled: make(fill) };
  });
}
