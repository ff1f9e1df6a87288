import { describe, expect, test } from "vitest";
import { plan } from "../../compiler/backends/columnar/index.js";
import { runColumnar } from "../../runtime/columnar/index.js";
import { type Engine, simulate } from "../../runtime/simulate/index.js";
import { caseOf, engine, shown } from "./scheme.js";

const result = simulate(caseOf(), engine, { benefitsByGroup: true });

describe("a scenario as issued", () => {
  test("totals by benefit", () => {
    expect(result.refused).toBe(false);
    expect(shown(result.total.amount)).toBe("9015");
    expect(result.total.recipients).toBe(4);
    expect(result.total.undecided).toBe(1);
    expect(shown(result.total.high)).toBe("2400");
    expect(result.benefits.map((b) => [b.benefit, shown(b.total.amount)])).toEqual([
      ["grain", "6015"],
      ["herd", "3000"],
    ]);
    expect(result.benefits[0]?.states).toEqual({ paid: 3, zero: 0, notDue: 2, notEligible: 1, undecided: 1 });
  });

  test("by town, type and tenths of income", () => {
    const [town, type, income] = result.by;
    const rows = (b: typeof town) =>
      b?.rows.map((r) => [r.label.key, r.payees, shown(r.total.amount), r.total.recipients]);
    expect(rows(town)).toEqual([
      ["甲镇", 3, "4515", 2],
      ["乙镇", 4, "4500", 2],
    ]);
    expect(town?.rows[1]?.benefits.map((b) => shown(b.amount))).toEqual(["1500", "3000"]);
    expect(rows(type)).toEqual([
      ["lifted", 4, "7515", 3],
      ["ordinary", 3, "1500", 1],
    ]);
    // Six incomes: the two of 9000 are both first (0 of 6 are smaller), 12000 has two below it: 20/6 → the fourth, and so on.
    const filled = income?.rows
      .filter((r) => r.payees > 0)
      .map((r) => [r.label.key, r.label.low, r.payees, shown(r.total.amount)]);
    expect(filled).toEqual([
      ["1", "9000", 2, "4515"],
      ["4", "12000", 1, "3000"],
      ["6", "15000", 1, "0"],
      ["7", "20000", 1, "0"],
      ["9", "30000", 1, "1500"],
      ["", null, 1, "0"],
    ]);
  });

  test("who hits which limit, and the pots", () => {
    expect(result.limits.map((l) => [l.limit, l.full, l.payees, shown(l.cut)])).toEqual([
      ["cap", 2, 2, "4500"],
      ["pot", 1, 1, "1500"],
    ]);
    const pots = result.pots.map((p) => [
      p.limit,
      p.group,
      shown(p.ceiling),
      shown(p.estimated),
      shown(p.left),
      p.cutOff.payees,
      p.cutOff.emptyHanded,
    ]);
    expect(result.pots.map((p) => p.cutOff.keys)).toEqual([[], ["7"]]);
    expect(pots).toEqual([
      ["pot", ["甲镇"], "3000", "0", "3000", 0, 0],
      ["pot", ["乙镇"], "3000", "3000", "0", 1, 1],
    ]);
  });

  test("cash by month and year sums to the total", () => {
    const { cash } = result;
    expect(cash.months.map((m) => [m.month, shown(m.amount)])).toEqual([
      ["2024-03", "2257.5"],
      ["2024-04", "2250"],
      ["2024-05", "757.5"],
      ["2024-06", "1500"],
      ["2025-01", "750"],
    ]);
    expect(cash.years.map((y) => [y.year, shown(y.amount)])).toEqual([
      ["2024", "6765"],
      ["2025", "750"],
    ]);
    expect([shown(cash.unscheduled), shown(cash.open), shown(cash.outside)]).toEqual(["1500", "0", "0"]);
  });

  test("a target with its base", () => {
    const [target] = result.targets;
    // Whether 4 is eligible is not known: three of five have 5 mu, or four of six.
    expect(result.targets.length).toBe(1);
    expect(target).toMatchObject({
      check: "grown",
      met: 1,
      notMet: 0,
      undecided: 0,
      base: "5..6",
      left: "0.6..2/3",
      right: "0.5",
    });
  });

  test("a target of which columns cannot tell is left where the roster is larger than asked for", () => {
    const own = caseOf();
    const gross = { op: "result", benefit: "grain", stage: "gross" } as const;
    const condition = { op: "compare", relation: "ge", a: gross, b: { op: "num", value: "1" } } as const;
    const byRows = { id: "before_cuts", soft: false, entity: null, condition, unless: null, by: null } as const;
    const policy = { ...own.policy, checks: [...own.policy.checks, byRows] };
    const byColumns: Engine = (input) => runColumnar(input, plan);
    const large = simulate({ ...own, policy }, byColumns, { targetsUpTo: 6 });
    expect([large.targets, large.targetsLeft]).toEqual([result.targets, ["before_cuts"]]);
    const small = simulate({ ...own, policy }, byColumns, { targetsUpTo: 7 });
    expect([small.targets.at(-1), small.targetsLeft]).toMatchObject([{ check: "before_cuts", met: 1 }, []]);
  });

  test("undecided, with the reason and what it may come to", () => {
    expect(result.undecided.claims).toBe(1);
    expect(result.undecided.reasons.map((r) => [r.kind, r.what, r.payees, shown(r.high)])).toEqual([
      ["missing", "household.able", 1, "2400"],
    ]);
    expect(result.undecided.list.map((c) => [c.benefit, c.row])).toEqual([["grain", "4"]]);
  });

  test("the funnel", () => {
    const [grain] = result.funnels;
    expect(grain?.rows).toBe(7);
    expect(grain?.steps.map((s) => [s.state, s.because.kind, s.rows, s.left])).toEqual([
      ["notEligible", "except", 1, 6],
      ["notDue", "condition", 2, 4],
    ]);
    expect([grain?.undecided, grain?.zero, grain?.paid]).toEqual([1, 0, 3]);
  });

  test("rate × area beside the sum of rounded claims", () => {
    const [grain] = result.rounding;
    expect([shown(grain?.exact), shown(grain?.rounded), shown(grain?.difference)]).toEqual(["6015", "6015", "0"]);
  });
});
