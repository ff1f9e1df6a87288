import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growthOf, numberOf, shareOf, takeUpOf } from "../../cli/simulate/written.js";
import * as R from "../../compiler/ir/rational.js";
import { unitWords } from "../../compiler/unit-words.js";
import { grow } from "../../runtime/simulate/growth.js";
import { addressWords, numberAt, numbersOf, withNumber, withParameter } from "../../runtime/simulate/index.js";
import { draw } from "../../runtime/simulate/take-up.js";
import { arbitraryPolicy } from "../support/arbitrary-ir.js";
import { compiled, POLICY, SCHEME, shown, TABLE } from "./scheme.js";

describe("the numbers of a policy", () => {
  test("have addresses, units, bounds and a grid of their own", () => {
    const all = numbersOf({ policy: POLICY });
    expect(all.slice(0, 3).map((n) => [n.address, n.kind, n.value, n.unit, n.step, n.low, n.high])).toEqual([
      ["grain_rate", "decided", "300", "yuan/mu", "1", null, null],
      ["household_norm", "decided", "3000", "yuan", "1", null, null],
      ["pot_size", "delegated", "3000", "yuan", "1", "0", "100000"],
    ]);
    expect(all.map((n) => n.address)).toEqual([
      "grain_rate",
      "household_norm",
      "pot_size",
      "enough#1",
      "enough#2",
      "grain",
      "herd#1",
      "herd#2",
      "payOut.all",
      "check.grown#1",
      "check.grown#2",
    ]);
  });

  test("a finer value has a finer grid; a plain ratio moves by whole percents at most", () => {
    const policy = compiled(SCHEME.replace("= 300 yuan per mu", "= 300.5 yuan per mu"));
    expect(numberAt({ policy }, "grain_rate").step).toBe("0.1");
    const ratio = compiled(SCHEME.replace("param household_norm", "param share/比例 = 50%\nparam household_norm"));
    expect(numberAt({ policy: ratio }, "share")).toMatchObject({ value: "0.5", step: "0.01" });
  });

  test("what each town has set is a number of its own", () => {
    const given = { policy: POLICY, parameters: { pot_size: { 甲镇: { kind: "number", value: "2000" } } } } as const;
    expect(numberAt(given, "pot_size@甲镇").value).toBe("2000");
    expect(numberAt(given, "pot_size@乙镇").value).toBe("3000");
    const changed = withNumber(given, "pot_size@乙镇", "9000");
    expect(changed.parameters.pot_size).toEqual({
      甲镇: { kind: "number", value: "2000" },
      乙镇: { kind: "number", value: "9000" },
    });
    expect(given.parameters.pot_size).toEqual({ 甲镇: { kind: "number", value: "2000" } });
  });

  test("are changed one at a time; the policy that was given stays as it is", () => {
    const changed = withParameter(POLICY, "herd#2", "2500");
    expect(numberAt({ policy: changed }, "herd#2").value).toBe("2500");
    expect(numberAt({ policy: changed }, "herd#1").value).toBe("500");
    expect(numberAt({ policy: POLICY }, "herd#2").value).toBe("3000");
    expect(changed.values).toBe(POLICY.values);
    for (const address of ["herd#3", "herd#0", "nothing", "pot_size#1"]) {
      expect(() => withParameter(POLICY, address, "1"), address).toThrow("P5101");
    }
  });

  test("of any policy: changing one changes that one, and changing it back gives the same policy", () => {
    fc.assert(
      fc.property(arbitraryPolicy({ wide: true }), fc.nat(), (policy, at) => {
        const all = numbersOf({ policy });
        const number = all[at % Math.max(1, all.length)];
        if (number?.value === undefined || number.value === null) return;
        const changed = withParameter(policy, number.address, "987.5");
        const values = numbersOf({ policy: changed }).map((n) => n.value);
        expect(values).toEqual(all.map((n) => (n.address === number.address ? "987.5" : n.value)));
        expect(withParameter(changed, number.address, number.value)).toEqual(policy);
      }),
      { numRuns: 100 },
    );
  });

  test("are called by their clauses in both languages", () => {
    expect(addressWords(POLICY, "herd#2")).toEqual({ en: "herd (number 2)", zh: "养殖（第2个数）" });
    expect(addressWords(POLICY, "pot_size@甲镇")).toEqual({ en: "pot_size (甲镇)", zh: "指标（甲镇）" });
    expect(addressWords(POLICY, "check.grown#1").zh).toBe("核查达标率（第1个数）");
  });

  test.each([
    ["grain_rate", "350", "350"],
    ["grain_rate", "350 yuan per mu", "350"],
    ["grain_rate", "0.5万元/亩", "5000"],
    ["household_norm", "0.3 wan yuan", "3000"],
    ["pot_size", "3万", "30000"],
    ["grain_rate", "350 head", null],
    ["grain_rate", "much", null],
  ])("%s written as %s", (address, written, value) => {
    const read = () => numberOf(POLICY, address, written, unitWords());
    if (value === null) expect(read).toThrow();
    else expect(read()).toBe(value);
  });
});

describe("take-up and growth as written", () => {
  test("shares and factors", () => {
    expect(["85%", "0.85", "17/20", "100%"].map(shareOf)).toEqual(["0.85", "0.85", "0.85", "1"]);
    const grown = (factor: string) => growthOf(POLICY, { field: "户.生猪", factor });
    expect(["+5%", "-5%", "105%", "1.05"].map((f) => grown(f).factor)).toEqual(["1.05", "0.95", "1.05", "1.05"]);
    expect(grown("1")).toMatchObject({ entity: "household", field: "pigs" });
    const written = { benefit: "养殖", share: "50%", by: { field: "户类型", shares: { 脱贫户: "90%" } } };
    expect(takeUpOf(POLICY, written)).toEqual({
      benefit: "herd",
      share: "0.5",
      groups: { field: "registered", shares: { lifted: "0.9" } },
    });
  });

  test("a draw depends on the key and the benefit alone, and draws are spread evenly", () => {
    expect(draw("\0grain\0", "9901000001")).toBe(draw("\0grain\0", "9901000001"));
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i += 1) {
      const tenth = Math.floor((draw("\0grain\0", String(9_901_000_000 + i)) * 10) / 2 ** 32);
      counts[tenth] = (counts[tenth] as number) + 1;
    }
    // Each within five standard deviations (95) of 10,000.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(475);
    // Two benefits draw apart: about half of the households come out on the same side of a half.
    let same = 0;
    for (let i = 0; i < 10_000; i += 1) {
      const side = (salt: string) => draw(salt, String(i)) < 2 ** 31;
      if (side("\0grain\0") === side("\0herd\0")) same += 1;
    }
    expect(Math.abs(same - 5000)).toBeLessThan(250);
  });

  test("values are rounded to the field's own places, kept within its bounds, and blanks stay blank", () => {
    const area = { entity: "household", field: "area", factor: "1.1" };
    const { table, diagnostics } = grow(POLICY, TABLE, [area, { entity: "household", field: "pigs", factor: "1/3" }]);
    const cells = (field: string) => {
      const column = table.entities.household?.columns[field];
      if (column?.kind !== "number") throw new Error(field);
      return Array.from({ length: 7 }, (_, row) =>
        column.presence?.[row] === 1 || column.presence === null
          ? shown(R.ratio(BigInt(column.values[row] as number), column.scale))
          : "",
      );
    };
    // 5.05 × 1.1 = 5.555 → 5.56; 4.99 × 1.1 = 5.489 → 5.49. A third of 6 is 2, of 5 is 2 (1.67), of 7 is 2 (2.33).
    expect(cells("area")).toEqual(["5.56", "11", "8.8", "8.8", "5.49", "", "5.5"]);
    expect(cells("pigs")).toEqual(["", "2", "", "", "2", "2", "2"]);
    expect(diagnostics).toEqual([]);
    const most = grow(POLICY, TABLE, [{ ...area, factor: "150" }]);
    expect(most.diagnostics.map((d) => [d.code, d.params])).toMatchObject([["P5105", { rows: 3, high: "1000" }]]);
    expect(() => grow(POLICY, TABLE, [{ ...area, field: "town" }])).toThrow("P5104");
    expect(() => grow(POLICY, TABLE, [{ ...area, factor: "-1" }])).toThrow("P5104");
  });
});
