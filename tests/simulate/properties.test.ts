/** Laws of simulation and comparison, on generated policies and rosters with blanks. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import { run } from "../../runtime/index.js";
import {
  type ComparisonRow,
  compare,
  type Dimension,
  runCase,
  type Scenario,
  tell,
} from "../../runtime/simulate/index.js";
import { tableOf } from "../../runtime/table/index.js";
import { arbitraryPolicy, arbitraryRosters } from "../support/arbitrary-ir.js";
import { engine } from "./scheme.js";

const cases = fc
  .record({ policy: arbitraryPolicy({ wide: true }), rosters: arbitraryRosters() })
  .map(({ policy, rosters }) => ({ policy, roster: rosters.blanks, table: tableOf(rosters.blanks, policy) }));

const DIMENSIONS: readonly Dimension[] = [
  { kind: "field", field: "town" },
  { kind: "field", field: "able" },
  { kind: "parts", field: "area", parts: 10 },
  { kind: "bands", field: "area", edges: ["3", "99.995"] },
];

const shares = fc.constantFrom("0", "1/3", "0.5", "0.9", "1");
const scenarios: fc.Arbitrary<Partial<Scenario>> = fc.record({
  takeUp: shares.map((share) => [{ benefit: null, share }]),
  growth: fc.constantFrom("0.5", "1", "1.07", "3").map((factor) => [{ entity: "household", field: "area", factor }]),
});
const scenario = (more: Partial<Scenario> = {}): Scenario => ({ name: "s", asOf: "2024-06-30", ...more });
const sum = (amounts: readonly R.Rational[]) => R.text(amounts.reduce(R.add, R.ZERO));

describe("laws", () => {
  test("full take-up and no growth are a plain run", () => {
    fc.assert(
      fc.property(cases, ({ policy, roster, table }) => {
        const takeUp = [{ benefit: null, share: "1" }];
        const told = tell(runCase({ policy, table, scenario: scenario({ takeUp }) }, engine));
        const plain = run({ policy, roster, asOf: "2024-06-30" });
        expect(told.total).toEqual(plain.total);
        expect(Object.fromEntries(told.benefits.map((b) => [b.benefit, b.total]))).toEqual(plain.byBenefit);
      }),
      { numRuns: 60 },
    );
  });

  test("groups sum to the total, months to the paid, steps of the funnel to the rows", () => {
    fc.assert(
      fc.property(cases, scenarios, ({ policy, table }, more) => {
        const told = tell(runCase({ policy, table, scenario: scenario(more) }, engine), { by: DIMENSIONS });
        for (const by of told.by) {
          expect(sum(by.rows.map((r) => r.total.amount))).toBe(R.text(told.total.amount));
          expect(by.rows.reduce((n, r) => n + r.payees, 0)).toBe(told.payees);
          expect(by.rows.reduce((n, r) => n + r.total.recipients, 0)).toBe(told.total.recipients);
        }
        const { cash } = told;
        const paid = [...cash.months.map((m) => m.amount), cash.unscheduled, cash.open, cash.outside];
        expect(sum(paid)).toBe(R.text(told.total.amount));
        for (const f of told.funnels) {
          const out = f.steps.reduce((n, s) => n + s.rows, 0);
          expect(out + f.undecided + f.zero + f.paid).toBe(f.rows);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("compared with itself nobody moves", () => {
    fc.assert(
      fc.property(cases, scenarios, ({ policy, table }, more) => {
        const one = runCase({ policy, table, scenario: scenario(more) }, engine);
        const { total } = compare(one, one);
        expect(total.same).toBe(total.payees);
        expect([R.text(total.net), total.gain.payees, total.lose.payees]).toEqual(["0", 0, 0]);
      }),
      { numRuns: 40 },
    );
  });

  test("gains − losses = the difference, in every group and in all", () => {
    const holds = (row: ComparisonRow) => {
      expect(R.text(R.sub(row.gain.amount, row.lose.amount))).toBe(R.text(row.net));
      expect(row.gain.payees + row.same + row.lose.payees).toBe(row.payees);
    };
    fc.assert(
      fc.property(cases, scenarios, scenarios, ({ policy, table }, a, b) => {
        const [one, two] = [a, b].map((s) => runCase({ policy, table, scenario: scenario(s) }, engine));
        if (!one || !two) return;
        const { total, by } = compare(one, two, DIMENSIONS);
        holds(total);
        expect(R.text(total.net)).toBe(R.text(R.sub(two.outcome.total.amount, one.outcome.total.amount)));
        for (const { rows } of by) {
          rows.forEach(holds);
          expect(sum(rows.map((r) => r.net))).toBe(R.text(total.net));
          expect(rows.reduce((n, r) => n + r.payees, 0)).toBe(total.payees);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("whoever applies at a smaller share applies at a larger one", () => {
    fc.assert(
      fc.property(cases, shares, shares, ({ policy, table }, a, b) => {
        const less = R.compare(R.rational(a), R.rational(b)) <= 0;
        const [low, high] = [less ? a : b, less ? b : a].map((share) =>
          runCase({ policy, table, scenario: scenario({ takeUp: [{ benefit: null, share }] }) }, engine),
        );
        for (const { id } of policy.benefits) {
          const column = (r: typeof low) => r?.input.table.entities.household?.columns[`applies for ${id}`];
          const [few, many] = [column(low), column(high)];
          if (few?.kind !== "bool" || many?.kind !== "bool") continue;
          for (const [row, yes] of few.values.entries()) expect(yes).toBeLessThanOrEqual(many.values[row] as number);
        }
      }),
      { numRuns: 40 },
    );
  });
});
