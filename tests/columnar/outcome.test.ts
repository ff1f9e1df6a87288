/** The interpreter's result as columns says what the result says. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as R from "../../compiler/ir/rational.js";
import { run } from "../../runtime/index.js";
import { STATES, type Stage } from "../../runtime/outcome.js";
import { amountAt, amountsOf, outcomeOf, sumOf } from "../../runtime/outcomes/index.js";
import type { RunInput } from "../../runtime/run.js";
import { arbitraryPolicy, arbitraryRosters } from "../support/arbitrary-ir.js";
import { arbitraryColumnInput } from "./arbitrary.js";
import { exact } from "./engines.js";

const STAGES: readonly Stage[] = ["gross", "bounded", "rounded", "afterOnce", "net", "high", "ceiling"];

function agrees(input: RunInput): void {
  const result = run(input);
  const outcome = outcomeOf(input, result);
  for (const { id } of input.policy.benefits) {
    const claims = result.claims.filter((c) => c.benefit === id);
    const columns = outcome.claims(id);
    expect(columns.rows).toBe(claims.length);
    for (const [row, c] of claims.entries()) {
      expect(STATES[columns.state[row] as number]).toBe(c.state);
      const because = columns.because[row] as number;
      expect(because === 0 ? null : columns.causes[because - 1]).toEqual(c.because);
      for (const stage of STAGES) expect(exact(amountAt(columns.amounts(stage), row))).toEqual(exact(c[stage]));
      expect(outcome.claim(id, row)).toBe(c);
      expect(outcome.payees().key(columns.payee[row] as number)).toBe(c.payee.row);
    }
  }
  const payees = outcome.payees();
  const totals = new Map(result.payees.map((p) => [`${p.entity} ${p.row}`, p]));
  for (let i = 0; i < payees.rows; i += 1) {
    const entity = payees.entities[payees.entity?.[i] ?? 0];
    const total = totals.get(`${entity} ${payees.key(i)}`);
    expect(exact(amountAt(payees.net, i))).toBe(exact(total?.net ?? R.ZERO));
    expect(exact(amountAt(payees.ceiling, i))).toBe(exact(total === undefined ? R.ZERO : total.ceiling));
    expect(payees.undecided[i]).toBe(total?.undecided ?? 0);
    totals.delete(`${entity} ${payees.key(i)}`);
  }
  expect([...totals]).toEqual([]);
  expect(exact(sumOf(payees.net))).toBe(exact(result.total.amount));
  expect(exact(outcome.totalsBy(new Uint8Array(payees.rows), 1))).toEqual(exact([result.total]));
  for (const limit of outcome.limits()) {
    const groups = result.limits.filter((g) => g.limit === limit.limit);
    expect(limit.groups).toBe(groups.length);
    for (const [i, g] of groups.entries()) {
      for (const what of ["ceiling", "used", "claimed", "granted", "left", "over", "reserve"] as const)
        expect(exact(amountAt(limit.amounts(what), i))).toBe(exact(g[what]));
    }
    // Every group is someone's.
    expect(new Set(limit.of.filter((g) => g >= 0)).size).toBeLessThanOrEqual(groups.length);
    if (groups.length > 0) expect(limit.of.some((g) => g >= 0)).toBe(true);
  }
}

describe("outcomes of the interpreter", () => {
  it("generated policies for one kind of payee", () => {
    fc.assert(fc.property(arbitraryColumnInput(), agrees), { numRuns: 100 });
  });
  it("generated policies of every kind", () => {
    const inputs = fc
      .tuple(arbitraryPolicy({ wide: true }), arbitraryRosters())
      .map(([policy, rosters]): RunInput => ({ policy, roster: rosters.blanks, asOf: "2024-06-30" }));
    fc.assert(fc.property(inputs, agrees), { numRuns: 100 });
  });
});

describe("columns of amounts", () => {
  it("keep every amount, whatever its denominator or size", () => {
    const amount = fc.option(
      fc
        .tuple(fc.bigInt(-(2n ** 70n), 2n ** 70n), fc.constantFrom(1n, 2n, 3n, 100n, 7n, 10n ** 10n))
        .map(([n, d]) => R.ratio(n, d)),
      { freq: 4 },
    );
    fc.assert(
      fc.property(fc.array(amount), fc.constantFrom("0.01", "1", "0.05"), (list, step) => {
        const columns = amountsOf(list, R.rational(step));
        expect(list.map((_, i) => exact(amountAt(columns, i)))).toEqual(list.map(exact));
        const sum = list.reduce<R.Rational>((a, b) => (b === null ? a : R.add(a, b)), R.ZERO);
        expect(R.text(sumOf(columns))).toBe(R.text(sum));
      }),
    );
  });
});
