import { expect, test } from "vitest";
import { boundsReport, prepareCase, priceReadings } from "../../runtime/simulate/index.js";
import { caseOf, compiled, engine, SCHEME, shown } from "./scheme.js";

test("the price of an open reading, and who stands on its bound", async () => {
  // With 9000 in the pot: 2's herd is at its cap already, 7 gets 1500 with six pigs and nothing under the strict reading.
  const of = caseOf({ parameters: { pot_size: { kind: "number", value: "9000" } } });
  const report = await priceReadings(prepareCase(of).input, engine, { pairs: true, allUpTo: 10 });
  expect(report.issued).toEqual({ enough: "inclusive" });
  expect(shown(report.amount)).toBe("10515");
  expect(report.alone.map((p) => [p.readings, shown(p.amount), shown(p.difference), p.affected, p.onBound])).toEqual([
    [{ enough: "strict" }, "9015", "-1500", 2, 2],
  ]);
  expect(report.pairs).toEqual([]);
  expect(report.all.map((p) => shown(p.difference))).toEqual(["0", "-1500"]);
});

test("households exactly on a bound, and the yuan at stake", async () => {
  const found = await boundsReport(caseOf(), engine);
  expect(
    found.map((b) => [b.clause, b.field, b.value, b.includes, b.side, b.rows, shown(b.stake), b.affected]),
  ).toEqual([
    // 2 and 7 have six pigs, but no room; 7 has exactly 5 mu and takes its 1500 of herd instead, from a pot that is empty.
    ["enough", "pigs", "6", true, "least", 2, "0", 2],
    ["grain", "area", "5", true, "least", 1, "-1500", 1],
  ]);
});

test("an edge between two rows of a table goes to the other row", async () => {
  const source = `${SCHEME.replace(
    "param household_norm",
    `define tier/档 by area
  - under 5 mu → 100 yuan
  - 5 mu to under 8 mu → 400 yuan
  - 8 mu to 1000 mu → 700 yuan
param household_norm`,
  ).replace("pay grain_rate of area", "pay tier")}`;
  const text = source
    .replace("define tier", "for each household\ndefine tier")
    .replace("param household_norm", "overall\nparam household_norm");
  const found = await boundsReport(caseOf({}, { policy: compiled(text) }), engine);
  // 7 stands on 5 mu, 3 (away) and 4 (undecided) on 8.
  expect(found.filter((b) => b.side === "edge").map((b) => [b.value, b.includes, b.rows, shown(b.stake)])).toEqual([
    ["5", false, 1, "-300"],
    ["8", false, 2, "0"],
  ]);
});

test("bounds of a range and of a parameter, each end read the other way", async () => {
  const source = SCHEME.replace("when area at least 5 mu", "when area is 5 mu to 8 mu")
    .replace("when enough\n", "when pigs at least least_pigs\n")
    .replace("param household_norm", "param least_pigs/起补头数 = 6 head\nparam household_norm");
  const found = await boundsReport(caseOf({}, { policy: compiled(source) }), engine);
  expect(found.map((b) => [b.clause, b.field, b.value, b.side, b.includes, b.rows, shown(b.stake)])).toEqual([
    ["grain", "area", "5", "least", true, 1, "-1500"],
    // 3 is away and 4 is undecided: no yuan of the settled ones.
    ["grain", "area", "8", "most", true, 2, "0"],
    // 2 has no grain now and takes its herd's 3000; 7 has its grain and no room in the pot.
    ["herd", "pigs", "6", "least", true, 2, "-3000"],
  ]);
});
