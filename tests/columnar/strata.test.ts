/** Policies whose claims meet: wider limits, pots, portions, once for each field, months. Strata against the interpreter. */
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../../compiler/index.js";
import { hasStrata, stratify } from "../../runtime/columnar/strata/index.js";
import { type EngineInput, rosterIn, tableIn } from "../../runtime/input.js";
import type { Outcome } from "../../runtime/outcome.js";
import { outcomeOf } from "../../runtime/outcomes/index.js";
import { refusals } from "../../runtime/reference/refusals.js";
import { run } from "../../runtime/reference/run.js";
import type { RunInput } from "../../runtime/run.js";
import { buildInput } from "../conformance/roster.js";
import { library, policyText, readFiles } from "../conformance/run.js";
import { arbitraryPolicy, arbitraryRosters } from "../support/arbitrary-ir.js";
import { differences } from "./strata-compare.js";

/** The interpreter as the engine of the first part: what differs is then the strata's own doing. */
function byInterpreter(input: EngineInput): Outcome {
  const given: RunInput = { ...input, roster: rosterIn(input) };
  return outcomeOf(given, run(given));
}

const seen = { cases: 0, strata: 0 };
const refused = new Map<string, number>();

function same(input: RunInput): void {
  seen.cases += 1;
  if (refusals(input).length > 0 || !hasStrata(input.policy, input.readings, tableIn(input))) return;
  const expected = outcomeOf(input, run(input));
  const actual = stratify(input, byInterpreter, byInterpreter);
  if ("why" in actual) {
    refused.set(actual.why, (refused.get(actual.why) ?? 0) + 1);
    return;
  }
  seen.strata += 1;
  expect(differences(input.policy, actual, expected).join("\n")).toBe("");
}

describe("strata of generated policies", () => {
  it("come to what the interpreter says", () => {
    const inputs = fc
      .tuple(arbitraryPolicy({ wide: true }), arbitraryRosters(), fc.boolean())
      .map(([policy, r, filled]): RunInput => ({ policy, roster: filled ? r.filled : r.blanks, asOf: "2024-06-30" }));
    fc.assert(fc.property(inputs, same), { numRuns: Number(process.env.FEN_RUNS ?? "300") });
    expect(seen.strata * 2).toBeGreaterThan(seen.cases);
  }, 300_000);
});

describe("strata of conformance cases", () => {
  const files = readFiles(fileURLToPath(new URL("../conformance/", import.meta.url)));
  for (const { name, data } of files) {
    const cases = data.cases.filter((c) => c.roster !== undefined && c.expect.error === undefined);
    if (cases.length === 0) continue;
    describe(name, () => {
      for (const test of cases) {
        it(test.title, () => {
          const { policy } = compile({ path: "case.policy", text: policyText(data, test) }, library(data, test));
          if (policy === null) throw new Error("the policy is refused");
          same(buildInput(policy, test, test.asOf ?? data.asOf ?? "2024-06-30"));
        });
      }
    });
  }
  afterAll(() => {
    if (process.env.FEN_COVERAGE) console.log(seen, [...refused]);
  });
});
