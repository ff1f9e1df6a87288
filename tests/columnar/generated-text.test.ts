/**
 * Whole policies as text, of every construct of the language, compiled and run on rosters of every kind, by every engine: all
 * stages equal as exact text. What the policies held is counted and printed; a construct that none of them held fails.
 * FEN_RUNS sets how many policies; FEN_COVERAGE=all prints every count; FEN_SHRINK looks for a smaller case of a failure, which
 * takes minutes.
 */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { REQUIRED } from "../support/arbitrary-policy/constructs.js";
import { policyCases, REACHED, Tally } from "./generated-cases.js";

const POLICIES = Number(process.env.FEN_RUNS ?? "255");
/** Rosters for each policy. */
const ROSTERS = 8;

describe("generated policies of every construct, on generated rosters", () => {
  const tally = new Tally();

  it(`${POLICIES * ROSTERS} cases, every engine`, () => {
    fc.assert(
      fc.property(policyCases(ROSTERS), (made) => {
        expect(tally.run(made)).toBe("");
      }),
      { numRuns: POLICIES, endOnFailure: process.env.FEN_SHRINK === undefined },
    );
  }, 900_000);

  afterAll(() => {
    console.log(tally.summary(process.env.FEN_COVERAGE === "all"));
    // A generator of texts that are refused, or of rosters on which nothing is paid, would prove nothing.
    expect(tally.refused * 20).toBeLessThan(tally.policies);
    if (process.env.FEN_RUNS === undefined) expect(tally.cases).toBeGreaterThanOrEqual(2000);
    expect(tally.missing(REQUIRED)).toEqual([]);
    expect(tally.missing(REACHED)).toEqual([]);
  });
});
