/**
 * Rows within rows through both engines: benefits of a village, its households and their projects; eligibility that is
 * handed down; sets over the rows below; rows that repeat a key or name no parent.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import type { BenefitDef, Eligibility, Expr, Policy, ValueDef } from "../../compiler/ir/types.js";
import type { Cell, Roster, Row } from "../../runtime/roster.js";
import type { RunInput } from "../../runtime/run.js";
import {
  and,
  atLeast,
  benefit,
  boolField,
  check,
  collect,
  dateField,
  elapsed,
  entered,
  entity,
  guarded,
  limit,
  moreThan,
  numberField,
  pay,
  policy,
  rules,
  set,
  textField,
  times,
  value,
  x,
} from "../support/ir.js";
import { compareEngines } from "./engines.js";

const VILLAGE = entity("village", [numberField("fund"), boolField("poor")]);
const HOUSEHOLD = entity(
  "household",
  [
    textField("town"),
    numberField("area", { blank: { kind: "number", value: "0.5" } }),
    boolField("able"),
    dateField("born_on"),
    dateField("applied_on"),
  ],
  { within: "village" },
);
const PROJECT = entity("project", [numberField("cost"), boolField("built")], { within: "household" });
const WORKER = entity("worker", [numberField("days"), boolField("trained")], { within: "project" });
const ENTITIES = [VILLAGE, HOUSEHOLD, PROJECT, WORKER];

// ---------------------------------------------------------------- expressions

/** Numbers and tests on a row of each entity, with sets over what is below it. */
type Rung = "village" | "household" | "project";
const FIELD = { village: "village.fund", household: "household.area", project: "project.cost" } as const;
const FLAG = { village: "village.poor", household: "household.able", project: "project.built" } as const;

const below = (at: Rung): fc.Arbitrary<Expr> => {
  const projects = fc.constantFrom<Expr>(
    collect("sum", set("project", null, "below"), "project.cost"),
    collect("sum", set("project", "project.built", "below"), times("project.cost", "1.5")),
    collect("highest", set("project", null, "below"), "project.cost"),
    collect("lowest", set("project", "project.built", "below"), "project.cost"),
    collect("count", set("project", "project.built", "below")),
    collect("count", set("project", null, "below"), atLeast("project.cost", "2")),
    collect("average", set("project", null, "below"), "project.cost"),
    collect("first", set("project", "project.built", "below"), "project.cost"),
    collect("share", set("project", null, "below"), "project.built"),
    // A set inside a set, and a field of the row around the member.
    collect(
      "sum",
      set("project", moreThan(collect("count", set("worker", null, "below")), "0"), "below"),
      "project.cost",
    ),
    collect("sum", set("project", null, "below"), times("project.cost", "household.area")),
  );
  const workers = fc.constantFrom<Expr>(
    collect("sum", set("worker", null, "below"), "worker.days"),
    collect("count", set("worker", "worker.trained", "below")),
    collect("highest", set("worker", "project.built", "below"), "worker.days"),
  );
  return at === "project" ? workers : fc.oneof(projects, workers);
};

const number = (at: Rung): fc.Arbitrary<Expr> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom("3", "0.5", "7.005").map((n) => x(n)) },
    { weight: 3, arbitrary: fc.constant(x(FIELD[at])) },
    { weight: 3, arbitrary: below(at) },
    ...(at === "project" ? [{ weight: 2, arbitrary: fc.constantFrom(x("household.area"), x("own")) }] : []),
    ...(at === "household"
      ? [{ weight: 1, arbitrary: fc.constant(elapsed("year", "household.born_on", "household.applied_on")) }]
      : []),
  );

const condition = (at: Rung): fc.Arbitrary<Expr> =>
  fc.oneof(
    fc.constant(x(FLAG[at])),
    fc.tuple(number(at), fc.constantFrom("1", "2.5")).map(([a, b]) => atLeast(a, b)),
    fc.tuple(fc.constant(x(FLAG[at])), number(at)).map(([a, b]) => and(a, moreThan(b, "0.5"))),
    ...(at === "village"
      ? []
      : [
          fc.constantFrom<Expr>(
            collect("any", set("worker", null, "below"), "worker.trained"),
            collect("all", set("worker", atLeast("worker.days", "1"), "below"), "worker.trained"),
            { op: "eligible", entity: "household" },
          ),
        ]),
    ...(at === "project" ? [fc.constant(x("household.able"))] : []),
  );

// ---------------------------------------------------------------- policies

const benefitOf = (at: Rung, id: string): fc.Arbitrary<BenefitDef> =>
  fc
    .tuple(fc.option(condition(at), { nil: null }), condition(at), number(at), number(at), fc.nat(2))
    .map(([guard, when, first, second, kind]) => {
      const award =
        kind === 0
          ? pay(first, { to: "3000" })
          : kind === 1
            ? rules([when, pay(first)], [null, pay(second)])
            : entered({ to: second });
      return benefit(id, award, { entity: at, guard: guarded(guard) });
    });

const policies: fc.Arbitrary<Policy> = fc
  .tuple(
    fc.option(benefitOf("village", "roads"), { nil: null }),
    benefitOf("household", "grain"),
    benefitOf("project", "works"),
    fc.option(benefitOf("project", "tools"), { nil: null }),
    fc.record({ household: fc.option(condition("household"), { nil: null }), project: fc.boolean() }),
    fc.subarray(["cap", "together", "each"]),
    number("household"),
    fc.boolean(),
  )
  .map(([roads, grain, works, tools, eligible, limits, own, checked]) => {
    const benefits = [roads, grain, works, tools].filter((b) => b !== null);
    const clause = (of: string, when: Expr): Eligibility => ({ entity: of, when, excepts: [] });
    // A clause that asks for itself is refused by the compiler.
    const when = eligible.household;
    const first = when === null || JSON.stringify(when).includes('"eligible"') ? [] : [clause("household", when)];
    const values: ValueDef[] = [value("own", own, "household")];
    return policy({
      entities: ENTITIES,
      values,
      eligibility: [...first, ...(eligible.project ? [clause("project", x("project.built"))] : [])],
      benefits,
      limits: [
        ...(limits.includes("cap") ? [limit("cap", ["grain"], "household.area")] : []),
        ...(limits.includes("together") ? [limit("together", ["grain", "works"], "5")] : []),
        ...(limits.includes("each")
          ? [limit("each", ["works"], "2.5", { group: [{ kind: "entity", entity: "project" }] })]
          : []),
      ],
      checks: checked ? [check("sum", atLeast({ op: "result", benefit: "grain", stage: "net" }, "1"))] : [],
    });
  });

// ---------------------------------------------------------------- rosters

const amount = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 9 }).map((n) => R.integer(n)),
    fc.integer({ min: 0, max: 900 }).map((n) => R.ratio(BigInt(n), 100n)),
  ),
  { freq: 9 },
);
const flag = fc.option(fc.boolean(), { freq: 9 });
const day = fc.option(fc.constantFrom("1960-02-29", "1990-07-01", "2024-03-15"), { freq: 9 });

const CELLS: Readonly<Record<string, fc.Arbitrary<Record<string, Cell>>>> = {
  village: fc.record({ fund: amount, poor: flag, "roads.approved": amount }),
  household: fc.record({
    town: fc.constantFrom("甲镇", "乙镇"),
    area: amount,
    able: flag,
    born_on: day,
    applied_on: day,
    "grain.approved": amount,
  }),
  project: fc.record({ cost: amount, built: flag, "works.approved": amount, "tools.approved": amount }),
  worker: fc.record({ days: amount, trained: flag }),
};

/** Rows of which each is within one of `parents`; now and then within none that is there, or with another's key. */
function rowsOf(id: string, parents: number | null, most: number): fc.Arbitrary<Row[]> {
  const parent = parents === null ? fc.constant(-1) : fc.integer({ min: parents === 0 ? -1 : 0, max: parents - 1 });
  const stray = fc.nat(39);
  return fc
    .array(fc.tuple(CELLS[id] as fc.Arbitrary<Record<string, Cell>>, parent, stray), { maxLength: most })
    .map((rows) =>
      rows.map(([cells, p, s], i): Row => {
        const outer = ENTITIES[ENTITIES.findIndex((e) => e.id === id) - 1]?.id;
        const within = parents === null ? null : p < 0 || s === 0 ? "nobody" : `${outer}${p}`;
        return { key: s === 1 ? `${id}0` : `${id}${i}`, parent: within, cells };
      }),
    );
}

const rosters: fc.Arbitrary<Roster> = rowsOf("village", null, 3)
  .chain((village) =>
    rowsOf("household", village.length, 9).chain((household) =>
      rowsOf("project", household.length, 12).chain((project) =>
        rowsOf("worker", project.length, 12).map((worker) => ({ village, household, project, worker })),
      ),
    ),
  )
  .map((entities) => ({
    entities,
    columns: {
      village: ["fund", "poor", "roads.approved"],
      household: ["town", "area", "able", "born_on", "applied_on", "grain.approved"],
      project: ["cost", "built", "works.approved", "tools.approved"],
      worker: ["days", "trained"],
    },
  }));

const inputs: fc.Arbitrary<RunInput> = fc
  .tuple(policies, rosters)
  .map(([p, roster]) => ({ policy: p, roster, asOf: "2024-06-30" }));

const RUNS = Number(process.env.FEN_RUNS ?? "150");

describe("rows within rows", () => {
  it("give the same by columns as by the interpreter", () => {
    const seen = { cases: 0, columns: 0, payees: 0, slow: 0, why: new Map<string, number>() };
    fc.assert(
      fc.property(inputs, (input) => {
        const { columnar, differences } = compareEngines(input, "town");
        seen.cases += 1;
        if (columnar.engine.whole.length === 0) {
          seen.columns += 1;
          seen.payees += columnar.payees().rows;
          seen.slow += columnar.engine.slowRows;
        }
        for (const why of columnar.engine.whole) seen.why.set(why, (seen.why.get(why) ?? 0) + 1);
        expect(differences.join("\n")).toBe("");
      }),
      { numRuns: RUNS },
    );
    if (process.env.FEN_COVERAGE) console.log(seen);
    // A run that leaves nearly everything to the interpreter would prove nothing.
    expect(seen.columns * 2).toBeGreaterThan(seen.cases);
    expect(seen.slow).toBeLessThan(seen.payees);
  }, 600_000);

  it("sums, counts and answers over the rows below need no interpreter", () => {
    const p = policy({
      entities: ENTITIES,
      benefits: [
        benefit("grain", pay(collect("sum", set("project", "project.built", "below"), "project.cost")), {
          guard: guarded(collect("any", set("worker", null, "below"), "worker.trained")),
        }),
      ],
    });
    const household = ["H1", "H2", "H3"].map((key) => ({ key, parent: "V", cells: { able: true } }));
    const project = ["H1", "H1", "H2", "H3"].map((parent, i) => ({
      key: `P${i}`,
      parent,
      cells: { cost: R.rational(`${i + 1}.25`), built: i !== 1 },
    }));
    const worker = ["P0", "P1", "P3"].map((parent, i) => ({ key: `W${i}`, parent, cells: { trained: i !== 2 } }));
    const roster: Roster = {
      entities: { village: [{ key: "V", parent: null, cells: {} }], household, project, worker },
      columns: { village: ["fund"], household: ["able"], project: ["cost", "built"], worker: ["trained"] },
    };
    const { reference, columnar, differences } = compareEngines({ policy: p, roster, asOf: "2024-06-30" });
    expect(differences.join("\n")).toBe("");
    expect([columnar.engine.whole, columnar.engine.slowRows]).toEqual([[], 0]);
    expect(reference.claims.map((c) => (c.net === null ? c.state : R.text(c.net)))).toEqual([
      "1.25",
      "notDue",
      "notDue",
    ]);
  });
});
