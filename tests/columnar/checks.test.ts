/** Stage 9 by columns: what checks read of rows, of rows below, of results and of the whole roster, with blanks in all of these. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plan } from "../../compiler/backends/columnar/index.js";
import { isError } from "../../compiler/index.js";
import { rational } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { runColumnar } from "../../runtime/columnar/index.js";
import { CHECK_STATES } from "../../runtime/outcome.js";
import type { Cell, Roster, Row } from "../../runtime/roster.js";
import type { Table } from "../../runtime/table.js";
import { compiled } from "../support/arbitrary-policy/policy.js";
import { compareEngines } from "./engines.js";

const HEAD = `policy demo/示范
  version "1"
  uses farm
  in force 2024-01-01 to 2024-12-31
  round half up to 0.01 yuan

overall
define least_share/最低比例 = 60%
define mean_cost/平均成本 = average of cost among households
define paid_in_all/补助合计 = sum of grain among households

for each household
define own_works/本户项目 = sum of project_cost among projects where built
define got_much/补助较多 = grain more than 50 yuan
eligible when able
benefit grain/粮食 when size at least 1 person pay cost
benefit herd/养殖 pay worth up to 80 yuan
limit cap/户限额 all benefits per household up to 100 yuan
`;

const PROJECTS = `
for each project
benefit road/道路 when built pay 50% of project_cost
`;

/** Checks that columns tell. Of the whole roster, of rows, and of rows within rows. */
const TOLD = {
  overall: [
    "count of households where able at least 3 households",
    "count of households where eligible at least 2 households",
    "share of able among households at least 60%",
    "share of able among households where (kind is lifted) at least least_share",
    "share of eligible among households is 40% to 60%",
    "average of cost among households more than 20 yuan",
    "highest of cost among households where able more than lowest of cost among households",
    "any of built among projects",
    "all of built among projects",
    "sum of project_cost among projects where built at most 100 yuan",
    "share of built among projects at least 50%",
    "average of project_cost among projects where (size at least 2 people) at least 10 yuan",
    "grain at most 100 yuan",
    "total at least 200 yuan",
    "sum of total among households at most 300 yuan",
    "sum of grain among households where able at least 50% of sum of herd among households",
    "count of households where (grain more than 50 yuan) at least 2 households",
    "count of households where got_much at least 2 households",
    "share of (total more than 0 yuan) among households at least 90%",
    "average of total among households where able at least 40 yuan",
    "highest of herd among households at most 80 yuan",
    "paid_in_all at most 200 yuan",
    "count of households where (cost more than mean_cost) at least 1 household",
    "mean_cost is known",
    "sum of road among projects at most 60 yuan",
    "road at most 60 yuan",
  ],
  "each household": [
    "cost more than mean_cost",
    "grain at least 50 yuan",
    "total at most 100 yuan",
    "own_works at least 10 yuan",
    "got_much or able",
    "total is known",
    "road at least 10 yuan",
    "sum of road among projects where built at least 10 yuan",
    "total at most paid_in_all",
    "share of built among projects at least 50%",
    "eligible",
  ],
  "each project": ["road at least 10 yuan", "total at least 20 yuan", "project_cost at most 50% of cost", "eligible"],
} as const;

/** Checks that only rows of objects tell. */
const LEFT = {
  overall: ["sum of grain.gross among households at least 10 yuan", "first of cost among households at least 10 yuan"],
  "each household": ["grain.gross at least 10 yuan"],
} as const;

function policyOf(checks: Readonly<Record<string, readonly string[]>>): Policy {
  const scopes = Object.entries(checks).map(([scope, list]) => {
    const own = list.map((condition, i) => `check ${scope.replace(/\W/g, "_")}_${i} ${condition}`);
    if (scope === "overall") return `overall\n${own.join("\n")}`;
    return `for ${scope}\n${own.join("\n")}\nprinciple p_${scope.replace(/\W/g, "_")} total at least 30 yuan unless ${scope === "each project" ? "built" : "size more than 3 people"}`;
  });
  const { policy, diagnostics } = compiled({ text: `${HEAD}${PROJECTS}${scopes.join("\n")}\n`, before: null });
  if (policy === null)
    throw new Error(JSON.stringify(diagnostics.filter(isError).map((d) => [d.code, d.params, d.place])));
  return policy;
}

const money = fc.option(
  fc.integer({ min: 0, max: 12_000 }).map((fen) => `${fen}/100`),
  { freq: 8 },
);
const flag = fc.option(fc.boolean(), { freq: 6 });

const household = fc.record({
  cost: money,
  worth: money,
  able: fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, { arbitrary: flag, weight: 1 }),
  size: fc.option(fc.integer({ min: 1, max: 5 }).map(String), { freq: 9 }),
  kind: fc.option(fc.constantFrom("lifted", "ordinary"), { freq: 9 }),
});
const project = fc.record({ project_cost: money, built: flag });

const rosters = fc
  .array(fc.tuple(household, fc.array(project, { maxLength: 3 })), { maxLength: 9 })
  .chain((list) => fc.array(project, { maxLength: 1 }).map((stray) => rosterOf(list, stray)));

type Cells = Readonly<Record<string, string | boolean | null>>;

/** `stray`: projects of a household that the roster lacks. */
function rosterOf(list: readonly (readonly [Cells, readonly Cells[]])[], stray: readonly Cells[]): Roster {
  const row = (key: string, parent: string | null, cells: Cells): Row => ({
    key,
    parent,
    cells: Object.fromEntries(
      Object.entries(cells).map(([id, v]): [string, Cell] => [
        id,
        typeof v === "string" && /^\d/.test(v) ? rational(v) : v,
      ]),
    ),
  });
  return {
    entities: {
      household: list.map(([cells], i) => row(`H${i}`, null, cells)),
      project: [
        ...list.flatMap(([, projects], i) => projects.map((cells, j) => row(`P${i}_${j}`, `H${i}`, cells))),
        ...stray.map((cells, i) => row(`S${i}`, "nobody", cells)),
      ],
    },
    columns: { household: ["cost", "worth", "able", "size", "kind"], project: ["project_cost", "built"] },
  };
}

describe("checks by columns", () => {
  const told = policyOf(TOLD);

  it("are what the interpreter says, of every row and of the whole roster", () => {
    fc.assert(
      fc.property(rosters, (roster) => {
        expect(compareEngines({ policy: told, roster, asOf: "2024-06-30" }).differences.join("\n")).toBe("");
      }),
      { numRuns: 30 },
    );
  });

  it("need no rows of objects, but for those that read amounts before their cuts, or the first row of all", () => {
    const roster = rosterOf([[{ cost: "10", worth: "10", able: true, size: "2", kind: "lifted" }, []]], []);
    const left = policyOf(LEFT);
    const byRows = (policy: Policy) =>
      runColumnar({ policy, roster, asOf: "2024-06-30" }, plan)
        .checks()
        .flatMap((c) => (c.byRows ? [c.check] : []));
    expect(byRows(told)).toEqual([]);
    expect(byRows(left)).toEqual(["overall_0", "overall_1", "each_household_0"]);
    expect(compareEngines({ policy: left, roster, asOf: "2024-06-30" }).differences.join("\n")).toBe("");
  });

  it("of which most rows would have to become objects are told by rows, and only when they are asked for", () => {
    const rows = 50_001;
    const numbers = Int32Array.from({ length: rows }, (_, i) => i % 100);
    const table: Table = {
      entities: {
        household: {
          rows,
          keys: Array.from({ length: rows }, (_, i) => `H${i}`),
          parents: null,
          orphans: new Map(),
          columns: {
            cost: { kind: "number", presence: null, scale: 1n, values: numbers },
            able: { kind: "bool", presence: null, values: new Uint8Array(rows).fill(1) },
            size: { kind: "number", presence: null, scale: 1n, values: new Int32Array(rows).fill(2) },
          },
        },
      },
    };
    const { policy, diagnostics } = compiled({
      text: `${HEAD.replace(/overall[\s\S]*/, "")}for each household
benefit grain/粮食 pay cost
check with_orchard/有果园 orchard at least 1 mu
check paid/已补 grain at least 50 yuan
overall
check orchards/果园面积 sum of orchard among households at least 1 mu
check all_paid/总额 total at least 1 yuan
`,
      before: null,
    });
    if (policy === null) throw new Error(JSON.stringify(diagnostics.filter(isError)));
    const checks = runColumnar({ policy, table, asOf: "2024-06-30" }, plan).checks();
    // No household's orchard is known.
    expect(checks.map((c) => [c.check, c.byRows])).toEqual([
      ["with_orchard", true],
      ["paid", false],
      ["orchards", true],
      ["all_paid", false],
    ]);
    const met = checks[1]?.state().filter((s) => CHECK_STATES[s] === "met").length;
    expect([met, checks[3]?.results()[0]?.left]).toEqual([25_000, "2475000"]);
  });
});
