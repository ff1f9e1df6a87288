import { describe, expect, test } from "vitest";
import { compare, movers, runCase, type Scenario } from "../../runtime/simulate/index.js";
import { caseOf, engine, POLICY, ROSTER, shown, tableFrom } from "./scheme.js";

const run = (scenario: Partial<Scenario> = {}, more = {}) => runCase(caseOf(scenario, more), engine);
const TOWN = { kind: "field", field: "town" } as const;

describe("two scenarios", () => {
  const base = run();

  test("a lower rate, by town", () => {
    // 1: 5.05 × 200 = 1010, 505 less. 2: 2000, and its herd has 1000 of room under the cap: the same 3000. 7: 1000, and herd 2000 by
    // the cap, 0 by the pot: 500 less.
    const { total, by } = compare(base, run({ name: "200", numbers: { grain_rate: "200" } }), [TOWN]);
    expect([total.gain.payees, total.same, total.lose.payees]).toEqual([0, 5, 2]);
    expect([shown(total.before), shown(total.after), shown(total.net)]).toEqual(["9015", "8010", "-1005"]);
    expect([shown(total.gain.amount), shown(total.lose.amount)]).toEqual(["0", "1005"]);
    expect(total.open).toBe(1);
    expect(by[0]?.rows.map((r) => [r.label?.key, r.lose.payees, shown(r.lose.amount), shown(r.net)])).toEqual([
      ["甲镇", 1, "505", "-505"],
      ["乙镇", 1, "500", "-500"],
    ]);
  });

  test("the other reading: who gains, who loses everything", () => {
    // More than six pigs: 2 and 7 lose their herds, which the cap and the pot had brought to 0 already.
    const strict = compare(base, run({ readings: { enough: "strict" } }));
    expect([strict.total.same, shown(strict.total.net)]).toEqual([7, "0"]);
    // A pot of 1000: 6 asks 3000 of it and gets 1000. A pot of 0: nothing, and that is all it had.
    const none = compare(base, run({ parameters: { pot_size: { kind: "number", value: "0" } } }));
    expect([none.total.losesAll.payees, shown(none.total.losesAll.amount)]).toEqual([1, "3000"]);
    // A pot of 6000: 6 gets 3000, 7 its 1500.
    const more = run({ parameters: { pot_size: { 乙镇: { kind: "number", value: "6000" } } } });
    expect(movers(base, more, "gain", 10).map((m) => [m.key, shown(m.before), shown(m.after)])).toEqual([
      ["7", "1500", "3000"],
    ]);
    expect(compare(base, more).total.newly.payees).toBe(0);
  });

  test("rosters of two years: who joined, who left", () => {
    const later = `${ROSTER.replace(/^1,.*\n/m, "")}8,丙镇,lifted,8000,yes,,10,,2025-03-01,2025-05-01\n`;
    const { total, by } = compare(base, run({ name: "2025", year: 2025 }, { table: tableFrom(later, POLICY) }), [TOWN]);
    expect(total.payees).toBe(8);
    expect([total.joined.payees, shown(total.joined.amount)]).toEqual([1, "3000"]);
    expect([total.left.payees, shown(total.left.amount)]).toEqual([1, "1515"]);
    expect([total.newly.payees, total.losesAll.payees, total.same]).toEqual([1, 1, 6]);
    expect(by[0]?.rows.map((r) => [r.label?.key, r.payees, shown(r.net)])).toEqual([
      ["甲镇", 3, "-1515"],
      ["乙镇", 4, "0"],
      ["丙镇", 1, "3000"],
    ]);
  });

  test("a field that payees do not have is refused by code", () => {
    expect(() => compare(base, base, [{ kind: "field", field: "tribe" }])).toThrowError("P5106");
  });
});
