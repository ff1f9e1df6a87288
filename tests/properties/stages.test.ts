/** The invariants of the stages on generated policies and rosters, and what a blank may and may not do. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import { run } from "../../runtime/index.js";
import { invariants } from "../../runtime/reference/invariants.js";
import type { Claim } from "../../runtime/run.js";
import { arbitraryPolicy, arbitraryRosters } from "../support/arbitrary-ir.js";

const RUNS = { numRuns: 200 };

describe("the stages, on generated policies and rosters", () => {
  for (const [name, invariant] of Object.entries(invariants)) {
    it(name, () => {
      fc.assert(
        fc.property(arbitraryPolicy({ wide: true }), arbitraryRosters(), fc.boolean(), (policy, rosters, blank) => {
          const input = { policy, roster: blank ? rosters.blanks : rosters.filled, asOf: "2024-06-30" };
          expect(invariant(input, run(input))).toEqual([]);
        }),
        RUNS,
      );
    });
  }

  it("the same input gives the same result, and the roster's order changes no claim", () => {
    fc.assert(
      fc.property(arbitraryPolicy({ wide: true }), arbitraryRosters(), (policy, { blanks }) => {
        const input = { policy, roster: blanks, asOf: "2024-06-30" };
        const reversed = {
          ...blanks,
          entities: Object.fromEntries(Object.entries(blanks.entities).map(([e, rows]) => [e, [...rows].reverse()])),
        };
        const byRow = (claims: readonly Claim[]) =>
          new Map(
            claims.map((c) => [`${c.row} ${c.benefit}`, [c.state, c.net && R.text(c.net), c.high && R.text(c.high)]]),
          );
        expect(byRow(run({ ...input, roster: reversed }).claims)).toEqual(byRow(run(input).claims));
      }),
      RUNS,
    );
  });
});

/** What is paid: nothing due and not eligible pay nothing. */
const paid = (c: Claim) => (c.net === null ? R.ZERO : c.net);

describe("blanks", () => {
  it("what was decided with blanks stays so when they are filled in, and an undecided claim comes to at most its high", () => {
    fc.assert(
      fc.property(arbitraryPolicy({ wide: false }), arbitraryRosters(), (policy, { blanks, filled }) => {
        const before = run({ policy, roster: blanks, asOf: "2024-06-30" });
        const after = run({ policy, roster: filled, asOf: "2024-06-30" });
        for (const [i, c] of before.claims.entries()) {
          const then = after.claims[i] as Claim;
          const settled = c.state !== "undecided";
          if (settled) expect([then.state === "undecided", R.text(paid(then))]).toEqual([false, R.text(paid(c))]);
          // A quotient by 0, or an average of nobody, stays undecided however much is filled in.
          else if (c.high !== null)
            expect(
              R.compare(then.state === "undecided" ? (then.high ?? R.ZERO) : paid(then), c.high),
            ).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
