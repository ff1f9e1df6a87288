/** A plan that asks what its sources hold while it is made is the plan for data that was known beforehand. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plan } from "../../compiler/backends/columnar/index.js";
import { type SourceProfile, sourceId } from "../../compiler/ir/columns.js";
import { allocate, runColumnar, sumKernel } from "../../runtime/columnar/index.js";
import type { RunInput } from "../../runtime/run.js";
import { arbitraryPolicy, arbitraryRosters } from "../support/arbitrary-ir.js";
import { arbitraryColumnInput } from "./arbitrary.js";

type Planner = Parameters<typeof runColumnar>[1];

/** Runs the policy, and compares each plan that asked for something with the plan for what it was told. */
function agrees(input: RunInput): number {
  let compared = 0;
  const planner: Planner = (policy, profile, look) => {
    const told: Record<string, SourceProfile> = {};
    const asked: string[] = [];
    const made = plan(
      policy,
      profile,
      look == null
        ? null
        : (source) => {
            const held = look(source);
            asked.push(sourceId(source));
            if (held !== null) told[sourceId(source)] = held;
            return held;
          },
    );
    // Each source is read once; what a plan says it reads is what it asked for.
    expect(new Set(asked).size).toBe(asked.length);
    if (look != null && made.whole.length === 0 && made.every.length === 0)
      expect(made.sources.map(sourceId)).toEqual(asked);
    if (asked.length > 0) {
      compared += 1;
      expect(made).toEqual(plan(policy, { ...profile, sources: told }));
    }
    return made;
  };
  void runColumnar(input, planner).total;
  return compared;
}

describe("a plan made while its sources are read", () => {
  it("is that for data known beforehand: one kind of payee", () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryColumnInput(), (input) => {
        compared += agrees(input);
      }),
      { numRuns: 80 },
    );
    expect(compared).toBeGreaterThan(30);
  });

  it("is that for data known beforehand: policies of every kind", () => {
    let compared = 0;
    const inputs = fc
      .tuple(arbitraryPolicy({ wide: true }), arbitraryRosters())
      .map(([policy, rosters]): RunInput => ({ policy, roster: rosters.blanks, asOf: "2024-06-30" }));
    fc.assert(
      fc.property(inputs, (input) => {
        compared += agrees(input);
      }),
      { numRuns: 50 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});

describe("a kernel for whole steps", () => {
  const made = (rows: number) => {
    const { plans } = runColumnar(fc.sample(arbitraryColumnInput(), { numRuns: 1, seed: 7 })[0] as RunInput, plan);
    const [any] = plans;
    if (any === undefined) throw new Error("no plan");
    const data = allocate({ ...any, columns: [] }, rows);
    const nodes = [{ op: "int", value: 3n, low: 3n, high: 3n }] as const;
    return sumKernel(data, nodes, [0], null);
  };

  it("has no second form for rows that are left, and sums them all", () => {
    const [whole, left] = [made(32), made(33)];
    expect(whole.sums()).toEqual([[96n]]);
    expect(left.sums()).toEqual([[99n]]);
    expect(whole.kernel.bytes).toBeLessThan(left.kernel.bytes);
    expect(() => whole.kernel.part(0, 5, 0, 0)).toThrow(RangeError);
  });
});
