/** A simulation and a comparison are the same whichever engine gives the outcomes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { plan } from "../../compiler/backends/columnar/index.js";
import { compute } from "../../runtime/index.js";
import { compare, type Dimension, type Engine, runCase, type Scenario, tell } from "../../runtime/simulate/index.js";
import { tableOf } from "../../runtime/table/index.js";
import { exact } from "../columnar/engines.js";
import { arbitraryPolicy, arbitraryRosters } from "../support/arbitrary-ir.js";
import { caseOf, engine } from "./scheme.js";

const columns: Engine = (input) => compute(input, plan);

const DIMENSIONS: readonly Dimension[] = [
  { kind: "field", field: "town" },
  { kind: "parts", field: "area", parts: 10 },
  { kind: "bands", field: "area", edges: ["3", "99.995"] },
];

function told(of: Parameters<typeof runCase>[0], by: Engine) {
  const { engine: _, ...simulation } = tell(runCase(of, by), { by: DIMENSIONS, benefitsByGroup: true });
  return exact(simulation);
}

test("the scheme worked out by hand", () => {
  const scenarios: Partial<Scenario>[] = [
    {},
    { takeUp: [{ benefit: null, share: "0.5" }] },
    { numbers: { grain_rate: "400" } },
  ];
  for (const scenario of scenarios) expect(told(caseOf(scenario), columns)).toEqual(told(caseOf(scenario), engine));
});

const cases = fc
  .record({
    policy: arbitraryPolicy({ wide: true }),
    rosters: arbitraryRosters(),
    share: fc.constantFrom("0.4", "0.9", "1"),
    factor: fc.constantFrom("0.5", "1", "1.07"),
  })
  .map(({ policy, rosters, share, factor }) => ({
    policy,
    table: tableOf(rosters.blanks, policy),
    scenario: {
      name: "s",
      asOf: "2024-06-30",
      takeUp: [{ benefit: null, share }],
      growth: [{ entity: "household", field: "area", factor }],
    },
  }));

test("generated policies and rosters", () => {
  fc.assert(
    fc.property(cases, (of) => {
      expect(told(of, columns)).toEqual(told(of, engine));
      const plain = { ...of, scenario: { name: "plain", asOf: "2024-06-30" } };
      const between = (by: Engine) => exact(compare(runCase(plain, by), runCase(of, by), DIMENSIONS));
      expect(between(columns)).toEqual(between(engine));
    }),
    { numRuns: 40 },
  );
});
