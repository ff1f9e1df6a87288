/** The runner itself: an engine that is a fen off, or says another state, is caught in the cases that look. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { add, rational } from "../../compiler/ir/rational.js";
import { run } from "../../runtime/index.js";
import type { Claim } from "../../runtime/run.js";
import { type Engine, readFiles, runCase } from "./run.js";

const files = readFiles(fileURLToPath(new URL(".", import.meta.url)));
/** Every third case: enough to see that the runner looks, in a third of the time. */
const cases = files.flatMap(({ data }) => data.cases.map((test) => ({ data, test }))).filter((_, i) => i % 3 === 0);
const FEN = rational("0.01");

/** The reference with every claim altered. */
const altered =
  (change: (claim: Claim) => Claim): Engine =>
  (input) => {
    const result = run(input);
    return { ...result, claims: result.claims.map(change) };
  };

const paid = /^\d/;
const looksAtMoney = cases.filter(({ test }) =>
  Object.values(test.expect.claims ?? {}).some((row) => Object.values(row).some((v) => paid.test(v) && v !== "0")),
);

describe("the runner", () => {
  it("sees a fen", () => {
    const engine = altered((claim) =>
      claim.state === "paid" && claim.net !== null ? { ...claim, net: add(claim.net, FEN) } : claim,
    );
    for (const { data, test } of looksAtMoney)
      expect(runCase(data, test, engine).length, test.title).toBeGreaterThan(0);
    expect(looksAtMoney.length).toBeGreaterThan(40);
  });

  it("sees an undecided claim that is told as not due", () => {
    const looks = cases.filter(({ test }) =>
      Object.values(test.expect.claims ?? {}).some((row) => Object.values(row).includes("undecided")),
    );
    const engine = altered((claim) => (claim.state === "undecided" ? { ...claim, state: "notDue" } : claim));
    for (const { data, test } of looks) expect(runCase(data, test, engine).length, test.title).toBeGreaterThan(0);
    expect(looks.length).toBeGreaterThan(3);
  });

  it("sees a claim that vanishes", () => {
    const engine: Engine = (input) => ({ ...run(input), claims: [] });
    for (const { data, test } of looksAtMoney)
      expect(runCase(data, test, engine).length, test.title).toBeGreaterThan(0);
  });

  it("sees a total that the claims do not sum to", () => {
    const engine: Engine = (input) => {
      const result = run(input);
      return { ...result, total: { ...result.total, amount: add(result.total.amount, FEN) } };
    };
    for (const { data, test } of cases)
      if (test.roster) expect(runCase(data, test, engine).length, test.title).toBeGreaterThan(0);
  });

  it("sees a policy that is accepted although it should be refused, and one that is refused", () => {
    const { data, test } = looksAtMoney[0] as (typeof cases)[number];
    expect(runCase(data, { ...test, expect: { error: "P1011" } }, run)[0]).toContain("was accepted");
    expect(runCase(data, { ...test, policy: "benefit a pay nothing_known" }, run)[0]).toContain("refused");
  });
});
