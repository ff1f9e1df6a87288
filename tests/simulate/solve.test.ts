import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import { runCase, sensitivity, solve } from "../../runtime/simulate/index.js";
import { caseOf, compiled, engine, SCHEME, shown } from "./scheme.js";

const totalAt = (address: string, value: string, of = caseOf()) =>
  runCase({ ...of, scenario: { ...of.scenario, numbers: { [address]: value } } }, engine).outcome.total.amount;
const yuan = (n: string) => R.rational(n);

describe("goal-seek", () => {
  test("the highest rate within a budget; its neighbour is beyond it", async () => {
    const { answer, way, method, present } = await solve(caseOf(), engine, {
      address: "grain_rate",
      total: yuan("8500"),
    });
    expect([way, method]).toEqual(["rising", "bisection"]);
    // 1 has 5.05 mu, 7 has 5, 2 is at its cap of 3000 whatever grain takes, 6 has 3000: 10.05 × rate + 6000.
    expect([answer?.within.value, shown(answer?.within.total)]).toEqual(["248", "8492.4"]);
    expect([answer?.beyond.value, shown(answer?.beyond.total)]).toEqual(["249", "8502.45"]);
    expect(answer?.exact).toBe(false);
    expect([present?.value, shown(present?.total)]).toEqual(["300", "9015"]);
  });

  test("on a finer grid, if asked for", async () => {
    const goal = { address: "grain_rate", total: yuan("8500"), step: "0.1" };
    const { answer } = await solve(caseOf(), engine, goal);
    // 10.05 × 248.7 = 2499.435, rounded for each of two: 1255.94 + 1243.5.
    expect([answer?.within.value, shown(answer?.within.total)]).toEqual(["248.7", "8499.44"]);
  });

  test("a mark that is met exactly", async () => {
    const { answer } = await solve(caseOf(), engine, { address: "grain_rate", total: yuan("8010") });
    expect([answer?.within.value, answer?.exact]).toEqual(["200", true]);
  });

  test("what one town has set", async () => {
    const goal = { address: "pot_size@乙镇", total: yuan("9500"), step: "100" };
    const of = caseOf({
      parameters: { pot_size: { 甲镇: { kind: "number", value: "3000" }, 乙镇: { kind: "number", value: "3000" } } },
    });
    const { answer } = await solve(of, engine, goal);
    expect([answer?.within.value, shown(answer?.within.total)]).toEqual(["3400", "9415"]);
  });

  test("no value: the nearest is told", async () => {
    // The herd of 6 costs 3000 whatever a mu of grain is worth.
    const none = await solve(caseOf(), engine, { address: "grain_rate", total: yuan("5000") });
    expect([none.answer, none.crossings.length]).toEqual([null, 0]);
    // At 0 yuan a mu, 2 keeps its herd's 3000 too, out of the pot's 3000 of 甲镇: 6000 is the least.
    expect([none.nearest.value, shown(none.nearest.total)]).toEqual(["0", "6000"]);
    // Caps hold it: 1, 2, 6 and 7 have 3000 each at most.
    const most = await solve(caseOf(), engine, { address: "grain_rate", total: yuan("20000") });
    expect([most.answer, shown(most.nearest.total), most.nearest.value]).toEqual([null, "12000", "600"]);
  });

  test("a number that changes nothing is flat", async () => {
    const flat = await solve(caseOf(), engine, { address: "herd#2", total: yuan("1"), from: "5000", to: "6000" });
    expect([flat.way, flat.answer]).toEqual(["flat", null]);
  });

  test("a total that turns back: every crossing", async () => {
    // From 400 yuan on, the rule pays 100 a mu: 10.05 × 100 + 6000 = 7005.
    const grain = `when area at least 5 mu and grain_rate under 400 yuan per mu → grain_rate of area
  when area at least 5 mu and grain_rate at least 400 yuan per mu → 100 yuan per mu of area`;
    const of = caseOf(
      {},
      { policy: compiled(SCHEME.replace("when area at least 5 mu\n  pay grain_rate of area", grain)) },
    );
    const told = await solve(of, engine, { address: "grain_rate", total: yuan("7100"), to: "600" });
    expect([told.way, told.method]).toEqual(["neither", "scan"]);
    expect(told.crossings.map((c) => [c.within.value, c.beyond.value, shown(c.within.total)])).toEqual([
      ["109", "110", "7095.45"],
      ["400", "399", "7005"],
    ]);
    expect(told.answer?.within.value).toBe("400");
  });

  test("the answer run again meets the mark and its neighbour does not", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1300000 }), fc.constantFrom("1", "0.1", "2.5"), async (fen, step) => {
        const total = R.ratio(BigInt(fen), 100n);
        const { answer, nearest } = await solve(caseOf(), engine, { address: "grain_rate", total, step, to: "700" });
        if (answer === null) {
          const ends = ["0", "700"].map((value) => totalAt("grain_rate", value));
          expect(ends.every((t) => R.compare(t, total) <= 0) || ends.every((t) => R.compare(t, total) > 0)).toBe(true);
          expect(R.equal(totalAt("grain_rate", nearest.value), nearest.total)).toBe(true);
          return;
        }
        expect(R.compare(totalAt("grain_rate", answer.within.value), total)).toBeLessThanOrEqual(0);
        expect(R.compare(totalAt("grain_rate", answer.beyond.value), total)).toBeGreaterThan(0);
        const gap = R.sub(R.rational(answer.beyond.value), R.rational(answer.within.value));
        expect(R.text(gap)).toBe(step);
      }),
      { numRuns: 25 },
    );
  });

  test("it can be called off, and says how far it is", async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const seeking = solve(
      caseOf(),
      engine,
      { address: "grain_rate", total: yuan("8500") },
      {
        signal: stop.signal,
        progress: (done) => {
          told.push(done);
          if (done === 3) stop.abort(new Error("called off"));
        },
      },
    );
    await expect(seeking).rejects.toThrow("called off");
    expect(told).toEqual([0, 1, 2, 3]);
  });

  test("a number that is not there, and a value out of bounds", async () => {
    await expect(solve(caseOf(), engine, { address: "grain_rat", total: yuan("1") })).rejects.toThrow("P5101");
    expect(() => totalAt("pot_size", "100001")).toThrow("P5102");
  });
});

test("sensitivity: each parameter up and down by a tenth, the largest effect first", async () => {
  const { total, rows } = await sensitivity(caseOf(), engine);
  expect(shown(total)).toBe("9015");
  expect(
    rows.map((r) => [r.number.address, r.down?.value, shown(r.down?.difference), r.up?.value, shown(r.up?.difference)]),
  ).toEqual([
    ["grain_rate", "270", "-301.5", "330", "301.5"],
    // 2700 a household: 2 and 6 lose 300 each, and the 300 that 6 leaves in the pot goes to 7. 3300: 2 has room for 300 of its herd.
    ["household_norm", "2700", "-300", "3300", "300"],
    ["pot_size", "2700", "-300", "3300", "300"],
  ]);
});
