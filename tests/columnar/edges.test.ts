/** Ranges at the edge of a lane, few rows or none, and groups without a row. */
import { describe, expect, it } from "vitest";
import { divided } from "../../compiler/backends/columnar/graph.js";
import { plan } from "../../compiler/backends/columnar/index.js";
import type { ColumnPlan } from "../../compiler/ir/columns.js";
import { rational, text } from "../../compiler/ir/rational.js";
import type { Expr, Policy } from "../../compiler/ir/types.js";
import { allocate, rowsOf, runColumnar, view } from "../../runtime/columnar/index.js";
import { sumOf } from "../../runtime/outcomes/index.js";
import type { Roster } from "../../runtime/roster.js";
import {
  atLeast,
  benefit,
  entered,
  guarded,
  HOUSEHOLD,
  limit,
  over,
  pay,
  plus,
  policy,
  rounded,
  rules,
  times,
  x,
} from "../support/ir.js";
import { compareEngines } from "./engines.js";

function rosterOf(values: readonly (string | null)[], more: Record<string, string> = {}): Roster {
  const rows = values.map((v, i) => ({
    key: `H${i}`,
    parent: null,
    cells: {
      a: v === null ? null : rational(v),
      b: rational(String((i % 7) + 1)),
      able: i % 3 !== 0,
      town: i % 2 === 0 ? "甲镇" : "乙镇",
      ...more,
    },
  }));
  return {
    entities: { household: rows },
    columns: { household: [...HOUSEHOLD.fields.map((f) => f.id), "entered.approved"] },
  };
}

const run = (p: Policy, roster: Roster) => compareEngines({ policy: p, roster, asOf: "2024-06-30" }, "town");
const paying = (expr: Expr | string, more: Partial<Policy> = {}): Policy =>
  policy({ benefits: [benefit("grain", pay(expr))], ...more });

describe("ranges at the edge", () => {
  const powers = [7n, 8n, 15n, 16n, 31n, 32n, 53n, 62n, 63n, 64n].map((n) => 2n ** n);
  const near = powers.flatMap((n) => [n - 1n, n, n + 1n]).flatMap((n) => [String(n), String(-n)]);

  it.each(near)("%s in a field", (n) => {
    const { columnar, differences } = run(paying(x("household.a")), rosterOf([n, "0", "1", null]));
    expect(differences.join("\n")).toBe("");
    const outside = BigInt(n) >= 2n ** 62n / 100n || BigInt(n) <= -(2n ** 63n);
    if (!outside) expect([columnar.engine.whole, columnar.engine.slowRows]).toEqual([[], 1]);
  });

  it.each(near)("%s as a threshold beside its neighbours", (n) => {
    const p = policy({ benefits: [benefit("grain", pay("1"), { guard: guarded(atLeast("household.a", n)) })] });
    const { columnar, differences } = run(
      p,
      rosterOf([n, String(BigInt(n) - 1n), String(BigInt(n) + 1n), `${BigInt(n) * 2n - 1n}/2`]),
    );
    expect(differences.join("\n")).toBe("");
    if (BigInt(n) < 2n ** 61n && BigInt(n) > -(2n ** 61n)) expect(columnar.engine.slowRows).toBe(0);
  });

  it.each(["46340", "46341", "65536", "3037000499", "3037000500", "4294967296", "9007199254740993"])(
    "%s squared",
    (n) => {
      const { columnar, differences } = run(paying(times("household.a", "household.a")), rosterOf([n, "1", "0.5"]));
      expect(differences.join("\n")).toBe("");
      if (n === "46340") expect(columnar.engine.whole).toEqual([]);
      if (n === "9007199254740993")
        expect(columnar.plans.flatMap((p) => p.lines).some((l) => l.slow?.includes("64 bits"))).toBe(true);
    },
  );

  it("a scale that overflows takes the slow lane", () => {
    const seventh = ["1/7", "1/11", "1/13", "1/1000003", "1/998244353"];
    const { columnar, differences } = run(paying(plus("household.a", "1")), rosterOf(seventh));
    expect(differences.join("\n")).toBe("");
    expect(columnar.engine.whole).toEqual(["every household takes the slow lane"]);
    expect(columnar.plans.flatMap((p) => p.lines).map((l) => l.slow)).toContain(
      "household.a has no common denominator of reasonable size",
    );
  });

  it("a sum over all rows that may outgrow 64 bits goes to the interpreter", () => {
    const { columnar, differences } = run(
      paying(x("household.a")),
      rosterOf(["46116860184273879", "46116860184273879", "46116860184273879"]),
    );
    expect(differences.join("\n")).toBe("");
    expect(columnar.engine.whole.join()).toContain("may outgrow 64 bits");
  });
});

describe("rounding and quotients", () => {
  const values = [
    "2.125",
    "-2.125",
    "2.135",
    "0.005",
    "-0.005",
    "0.015",
    "1517.525",
    "2334.885",
    "7.005",
    "3",
    "0",
    "33.335",
  ];

  it.each(["halfUp", "halfEven", "upward", "downward"] as const)("%s at stage 4 and inside an expression", (mode) => {
    const p = policy({
      round: { mode, step: "0.01" },
      benefits: [
        benefit("grain", pay("household.a")),
        benefit("inner", pay(rounded(mode, "0.1", times("household.a", "3.3")))),
        benefit("part", pay(rounded(mode, "0.05", over("household.a", "household.b")))),
      ],
    });
    const { columnar, differences } = run(p, rosterOf(values));
    expect(differences.join("\n")).toBe("");
    expect([columnar.engine.whole, columnar.engine.slowRows]).toEqual([[], 0]);
  });

  it("never crosses a cut", () => {
    const p = policy({
      benefits: [
        benefit("low", pay("household.a", { from: "1000.001" })),
        benefit("high", pay("household.a", { to: "2999.996" })),
        benefit("both", pay("household.a", { from: "1000.001", to: "1000.004" })),
        benefit("below", pay("household.a", { from: "3000", to: "household.b" })),
      ],
    });
    const { columnar, differences } = run(p, rosterOf(["900", "3100", "1000.001", "2999.999", "-5", "0"]));
    expect(differences.join("\n")).toBe("");
    expect(columnar.engine.slowRows).toBe(0);
  });

  it("a quotient is compared and rounded exactly, and left alone where it is paid as it is", () => {
    const test = policy({
      benefits: [benefit("grain", pay("5"), { guard: guarded(atLeast(over("household.a", "household.b"), "1/3")) })],
    });
    const compared = run(test, rosterOf(["1/3", "2/3", "0.99", "1", "1.01", "0"]));
    expect([compared.differences.join("\n"), compared.columnar.engine.slowRows]).toEqual(["", 0]);
    const paid = run(paying(over("household.a", "household.b")), rosterOf(["1", "2", "3"]));
    expect(paid.differences.join("\n")).toBe("");
    expect(paid.columnar.plans.flatMap((p) => p.lines).map((l) => l.slow)).toContain(
      "an amount that is a quotient and is not rounded where it is written",
    );
  });

  it("a divisor of 0 is the interpreter's row", () => {
    const p = paying(rounded("halfUp", "1", over("household.b", "household.a")));
    const { columnar, differences } = run(p, rosterOf(["0", "1", "2", "0", "3"]));
    expect([differences.join("\n"), columnar.engine.slowRows]).toEqual(["", 2]);
  });

  it("quotients in kernels, with and without vectors, agree with exact division", () => {
    const p = paying(rounded("halfEven", "1", over("household.a", "7")));
    const ns = Array.from({ length: 257 }, (_, i) => BigInt((i - 128) * 15_000_001) % 2n ** 31n);
    const { columnar, differences } = run(p, rosterOf(ns.map(String)));
    expect(differences.join("\n")).toBe("");
    expect(divided("halfEven", -7n, 2n)).toBe(-4n);
    expect(columnar.payees().rows).toBe(257);
  });
});

describe("quotients by a fixed divisor", () => {
  const most = 2n ** 31n - 1n;
  it.each([
    "2",
    "3",
    "5",
    "7",
    "8",
    "10",
    "25",
    "641",
    "65535",
    "65537",
    "1000003",
    "1073741824",
    "1073741825",
    "2147483647",
  ])("by %s, up to the end of the lane", (d) => {
    const n = BigInt(d);
    const around = [0n, 1n, n / 2n, n - 1n, n, n + 1n, (most / n) * n, (most / n) * n - 1n, most - 1n, most];
    const ns = around.filter((v) => v >= 0n && v <= most);
    for (const mode of ["downward", "halfUp", "halfEven", "upward"] as const) {
      // As a condition, so that no amount outgrows a lane and the kernel is one of vectors.
      const p = policy({
        benefits: [
          benefit("grain", pay("1"), { guard: guarded(atLeast(rounded(mode, d, "household.a"), "household.c")) }),
        ],
      });
      const rows = ns.flatMap((a) => {
        const q = divided(mode, a, n) * n;
        return [q, q + 1n].map((c) => [a, c] as const).filter(([, v]) => v <= most);
      });
      const base = rosterOf(rows.map(([a]) => String(a)));
      const household = (base.entities.household ?? []).map((r, i) => ({
        ...r,
        cells: { ...r.cells, c: rational(String((rows[i] as (typeof rows)[number])[1])) },
      }));
      const { columnar, differences } = run(p, { ...base, entities: { household } });
      expect(differences.join("\n")).toBe("");
      expect([columnar.engine.whole, columnar.engine.slowRows]).toEqual([[], 0]);
    }
  });
});

describe("rows, tiles and groups", () => {
  const p = policy({
    benefits: [
      benefit("grain", pay(times("household.a", "300.5")), { guard: guarded(atLeast("household.a", "5")) }),
      benefit("entered", rules([x("household.able"), entered({ to: "3000" })])),
    ],
    limits: [limit("cap", ["grain", "entered"], "3000")],
  });

  it.each([0, 1, 2, 3, 4, 5, 15, 16, 17, 31, 32, 33, 1000])("%i rows", (count) => {
    const base = rosterOf(Array.from({ length: count }, (_, i) => `${(i * 13) % 11}.${i % 10}5`));
    const rows = (base.entities.household ?? []).map((r, i) => ({
      ...r,
      cells: { ...r.cells, "entered.approved": i % 5 === 4 ? null : rational(`${i * 37}.5`) },
    }));
    const { reference, columnar, differences } = run(p, { ...base, entities: { household: rows } });
    expect(differences.join("\n")).toBe("");
    const payees = columnar.payees();
    expect([payees.rows, text(sumOf(payees.net))]).toEqual([count, text(reference.total.amount)]);
  });

  it("a town in which no household gets anything, and one without a row", () => {
    const input = { policy: p, roster: rosterOf(["1", "9", "2", "8"]), asOf: "2024-06-30" };
    const totals = runColumnar(input, plan).totalsBy(Uint8Array.of(0, 1, 0, 1), 3);
    expect(totals.map((t) => text(t.amount))).toEqual(["0", "5108.5", "0"]);
    const made = runColumnar(input, plan).plans[0] as ColumnPlan;
    const data = allocate(made, 4, ["甲镇", "乙镇", "丙镇"]);
    expect(data.groups).toContain("丙镇");
    expect(rowsOf(data, made.nodes, [made.slow]).map((v) => v.length)).toEqual([4]);
  });

  it("a value outside the range that a plan was made for is refused, not wrapped", () => {
    const input = { policy: paying(x("household.a")), roster: rosterOf(["1", "2"]), asOf: "2024-06-30" };
    const narrow = runColumnar(input, plan).plans[0] as ColumnPlan;
    const other = { ...input, roster: rosterOf(["1", "200000"]) };
    expect(() => runColumnar(other, () => narrow)).toThrow(RangeError);
    expect(view(allocate(narrow, 2), 0).length).toBe(2);
  });

  it("rows whose key repeats go to the interpreter together, and no others", () => {
    const base = rosterOf(["6", "7", "8", "9"]);
    const rows = (base.entities.household ?? []).map((r, i) => ({
      ...r,
      key: i % 2 === 0 ? "same" : r.key,
      cells: { ...r.cells, "entered.approved": rational("5") },
    }));
    const { columnar, differences } = run(p, { ...base, entities: { household: rows } });
    expect([differences.join("\n"), columnar.engine.whole, columnar.engine.slowRows]).toEqual(["", [], 2]);
  });
});

describe("rules that exclude each other", () => {
  const first = atLeast("household.a", "3");
  const second = atLeast("household.b", "3");

  it("two awards that hold are the interpreter's row, which says so", () => {
    const p = policy({ benefits: [benefit("grain", rules([first, pay("1")], [second, pay("2")], [null, pay("3")]))] });
    const { reference, columnar, differences } = run(p, rosterOf(["1", "2", "3", "4", "5"]));
    expect([differences.join("\n"), columnar.engine.slowRows]).toEqual(["", 3]);
    expect(reference.claims.filter((c) => c.state === "undecided")).toHaveLength(3);
  });

  it("and so are two rows of a list of values", () => {
    const rows = [first, second].map((when, i) => ({ when, then: x(i + 1) }));
    const p = paying({ op: "list", word: "only", rows: [...rows, { when: null, then: x("3") }] });
    const { columnar, differences } = run(p, rosterOf(["1", "2", "3", "4", "5"]));
    expect([differences.join("\n"), columnar.engine.slowRows]).toEqual(["", 3]);
  });
});
