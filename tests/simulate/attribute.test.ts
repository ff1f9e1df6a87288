import fc from "fast-check";
import { expect, test } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import { attribute, type Case, changesBetween, runCase } from "../../runtime/simulate/index.js";
import { tableOf } from "../../runtime/table/index.js";
import { arbitraryPolicy, arbitraryRosters } from "../support/arbitrary-ir.js";
import { caseOf, compiled, engine, POLICY, ROSTER, SCHEME, shown, tableFrom } from "./scheme.js";

const totalOf = (of: Case) => runCase(of, engine).outcome.total.amount;

test("two numbers changed together: alone, in order, and the interaction", async () => {
  const told = await attribute(
    caseOf(),
    caseOf({ name: "new", numbers: { grain_rate: "400", household_norm: "2000" } }),
    engine,
  );
  expect(
    told.changes.map(({ change, alone, inOrder }) => [
      change.kind,
      change.what,
      change.to,
      shown(alone),
      shown(inOrder),
    ]),
  ).toEqual([
    // 400 a mu: 1 has 2020 instead of 1515, 7 has 2000 instead of 1500.
    ["number", "grain_rate", "400", "1005", "1005"],
    // 2000 a household: 2 and 6 lose 1000 each; 7 has 500 of its herd from what 6 leaves. After the first change 1 loses 20, and 7 none.
    ["number", "household_norm", "2000", "-1500", "-2020"],
  ]);
  expect([shown(told.net), shown(told.interaction)]).toEqual(["-1015", "-520"]);
});

test("two versions of a policy, clause by clause, and a roster of another year", async () => {
  const text = SCHEME.replace('version "1"', 'version "2"')
    .replace("= 300 yuan per mu", "= 350 yuan per mu")
    .replace("up to 3000 yuan\n\nlimit cap", "up to 2500 yuan\n\nlimit cap")
    .replace(/check grown[\s\S]*$/, "");
  const later = `${ROSTER}8,丙镇,lifted,8000,yes,,10,,2025-03-01,2025-05-01\n`;
  const next = caseOf({ name: "2025" }, { policy: compiled(text), table: tableFrom(later, POLICY) });
  const told = await attribute(caseOf(), next, engine);
  expect(
    told.changes.map(({ change, alone }) => [change.kind, change.what, change.from, change.to, shown(alone)]),
  ).toEqual([
    ["roster", "", null, null, "3000"],
    ["clause", "value grain_rate", "300", "350", "502.5"],
    // 6 has 2500, and leaves 500 to 7.
    ["clause", "benefits herd", "3000", "2500", "0"],
    ["clause", "checks grown", null, null, "0"],
  ]);
  expect(shown(told.after)).toBe(shown(totalOf(next)));
});

const arbitrary = fc
  .record({ a: arbitraryPolicy({ wide: true }), b: arbitraryPolicy({ wide: true }), rosters: arbitraryRosters() })
  .map(({ a, b, rosters }) => {
    const [table, later] = [tableOf(rosters.blanks, a), tableOf(rosters.filled, b)];
    const first = caseOf({ numbers: {} }, { policy: a, table });
    return { first, second: caseOf({ takeUp: [{ benefit: null, share: "0.5" }] }, { policy: b, table: later }) };
  });

test("changes in order sum to the difference between any two policies; none between a case and itself", async () => {
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ first, second }) => {
      expect(changesBetween(first, first)).toEqual([]);
      const { net, changes, after, before, interaction } = await attribute(first, second, engine);
      expect(R.text(before)).toBe(R.text(totalOf(first)));
      expect(R.text(after)).toBe(R.text(totalOf(second)));
      expect(R.text(changes.reduce((sum, c) => R.add(sum, c.inOrder), R.ZERO))).toBe(R.text(net));
      expect(R.text(changes.reduce((sum, c) => R.add(sum, c.alone), interaction))).toBe(R.text(net));
    }),
    { numRuns: 40 },
  );
});

test("a version with another order of limits and one more of them comes out as itself", async () => {
  const grain = "limit grain_cap\n  grain per household up to 1200 yuan\n\n";
  const text = SCHEME.replace("limit cap", `${grain}limit cap`);
  const next = caseOf({}, { policy: compiled(text) });
  const turned = { ...next.policy, limits: [...next.policy.limits].reverse() };
  for (const policy of [next.policy, turned]) {
    const told = await attribute(caseOf(), { ...next, policy }, engine);
    expect(shown(told.before)).toBe("9015");
    expect(shown(told.after)).toBe(shown(totalOf({ ...next, policy })));
  }
});
