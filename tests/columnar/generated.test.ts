/**
 * Generated policies on generated rosters through both engines. FEN_RUNS sets how many; FEN_COVERAGE prints what of the
 * language they held and how it was worked out.
 */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { eachExpr } from "../../compiler/ir/walk.js";
import type { RunInput } from "../../runtime/run.js";
import { arbitraryPolicy, arbitraryRosters } from "../support/arbitrary-ir.js";
import { arbitraryColumnInput } from "./arbitrary.js";
import { compareEngines } from "./engines.js";

const RUNS = Number(process.env.FEN_RUNS ?? "400");
const seen = { cases: 0, columns: 0, rows: 0, slow: 0 };
const constructs = new Map<string, number>();

function note(input: RunInput): void {
  const found = new Set<string>();
  const { policy } = input;
  eachExpr([policy.values, policy.benefits, policy.eligibility, policy.limits], (e) => {
    found.add(
      "word" in e ? `${e.op} ${e.word}` : "mode" in e ? `${e.op} ${e.mode}` : "way" in e ? `${e.op} ${e.way}` : e.op,
    );
  });
  for (const b of policy.benefits) {
    const visit = (a: typeof b.award): void => {
      found.add(a.kind === "list" ? `award ${a.word}` : `award ${a.source.kind}`);
      if (a.kind === "list") for (const r of a.rows) visit(r.award);
    };
    visit(b.award);
    if (b.once !== null) found.add("once");
  }
  for (const l of policy.limits) found.add(`limit ${l.way.kind}`);
  for (const f of found) constructs.set(f, (constructs.get(f) ?? 0) + 1);
}

function same(input: RunInput): void {
  const { columnar, differences } = compareEngines(input, "town");
  seen.cases += 1;
  if (columnar.engine.whole.length === 0) {
    note(input);
    seen.columns += 1;
    seen.rows += columnar.payees().rows;
    seen.slow += columnar.engine.slowRows;
  }
  expect(differences.join("\n")).toBe("");
}

describe("generated policies", () => {
  it("of the constructs that columns take up", () => {
    fc.assert(fc.property(arbitraryColumnInput(), same), { numRuns: RUNS });
  }, 600_000);

  it("of every kind", () => {
    const inputs = fc
      .tuple(arbitraryPolicy({ wide: false }), arbitraryRosters())
      .map(([policy, r]): RunInput => ({ policy, roster: r.blanks, asOf: "2024-06-30" }));
    fc.assert(fc.property(inputs, same), { numRuns: Math.ceil(RUNS / 3) });
  }, 600_000);

  afterAll(() => {
    if (process.env.FEN_COVERAGE) console.log(seen, Object.fromEntries([...constructs].sort()));
    // A generator that only made what goes to the interpreter would prove nothing.
    expect(seen.columns * 4).toBeGreaterThan(seen.cases);
    expect(seen.slow * 10).toBeLessThan(seen.rows * 9);
    const held = [
      "add",
      "sub",
      "mul",
      "div",
      "compare",
      "between",
      "oneOf",
      "and",
      "or",
      "not",
      "known",
      "bound",
      "asOf",
      "taken",
      "eligible",
      "result",
      "lookup",
      "value",
      "shift",
    ];
    const words = [
      "list first",
      "list only",
      "list sum",
      "tiers slab",
      "tiers sliced",
      "tally count",
      "elapsed",
      "round halfEven",
      "collect sum",
      "award only",
      "award sum",
      "award entered",
      "award highest",
      "limit written",
      "limit report",
      "once",
    ];
    expect([...held, ...words].filter((w) => !constructs.has(w))).toEqual([]);
  });
});
