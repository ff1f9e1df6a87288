/** Every conformance case through both engines. */
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../../compiler/index.js";
import { buildInput } from "../conformance/roster.js";
import { library, policyText, readFiles } from "../conformance/run.js";
import { compareEngines } from "./engines.js";

const files = readFiles(fileURLToPath(new URL("../conformance/", import.meta.url)));
const counted = { columns: 0, reference: 0, rows: 0, slow: 0 };
const why = new Map<string, number>();

describe("conformance cases by columns", () => {
  for (const { name, data } of files) {
    const cases = data.cases.filter((c) => c.roster !== undefined && c.expect.error === undefined);
    if (cases.length === 0) continue;
    describe(name, () => {
      for (const test of cases) {
        it(test.title, () => {
          const { policy } = compile({ path: "case.policy", text: policyText(data, test) }, library(data, test));
          if (policy === null) throw new Error("the policy is refused");
          const { columnar, differences } = compareEngines(
            buildInput(policy, test, test.asOf ?? data.asOf ?? "2024-06-30"),
          );
          if (columnar.engine.whole.length > 0) counted.reference += 1;
          else {
            counted.columns += 1;
            counted.rows += columnar.payees().rows;
            counted.slow += columnar.engine.slowRows;
          }
          for (const reason of columnar.engine.whole) why.set(reason, (why.get(reason) ?? 0) + 1);
          for (const l of columnar.plans.flatMap((p) => p.lines))
            if (l.lane === "slow" && l.slow !== null) why.set(l.slow, (why.get(l.slow) ?? 0) + 1);
          expect(differences.join("\n")).toBe("");
        });
      }
    });
  }
  afterAll(() => {
    if (process.env.FEN_COVERAGE)
      console.log(
        counted,
        [...why].sort((a, b) => b[1] - a[1]),
      );
    expect(counted.columns).toBeGreaterThan(0);
  });
});
