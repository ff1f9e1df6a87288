/** A run without its columns tells the same, and works out again only what it does not keep. */
import { expect, test } from "vitest";
import { plan } from "../../compiler/backends/columnar/index.js";
import { compute } from "../../runtime/index.js";
import type { Outcome, Stage } from "../../runtime/outcome.js";
import { amountAt, lightened } from "../../runtime/outcomes/index.js";
import { HALF } from "../bench/rule/expected.js";
import { households } from "../bench/rule/households.js";
import { AS_OF, compiledRule } from "../bench/rule/policy.js";
import { tableOfHouseholds } from "../bench/rule/table.js";

const STAGES: readonly Stage[] = ["gross", "bounded", "rounded", "afterOnce", "net", "high", "ceiling"];
const ROWS = 3000;

test("totals and payees are kept, the rest is worked out when asked for", () => {
  const policy = compiledRule(HALF);
  const table = tableOfHouseholds(households(ROWS));
  let runs = 0;
  const again = (): Outcome => {
    runs += 1;
    return compute({ policy, table, asOf: AS_OF }, plan);
  };
  const full = again();
  const light = lightened(full, table, again);
  const payees = (o: Outcome) => {
    const { rows, net, ceiling, undecided, key } = o.payees();
    return Array.from({ length: rows }, (_, i) => [key(i), amountAt(net, i), amountAt(ceiling, i), undecided[i]]);
  };
  expect(payees(light)).toEqual(payees(full));
  expect([light.total, light.byBenefit, light.engine, light.diagnostics, light.assumptions]).toEqual([
    full.total,
    full.byBenefit,
    full.engine,
    full.diagnostics,
    full.assumptions,
  ]);
  expect(runs).toBe(1);

  const towns = Uint8Array.from({ length: ROWS }, (_, i) => i % 3);
  expect(light.totalsBy(towns, 3)).toEqual(full.totalsBy(towns, 3));
  for (const { id, entity } of policy.benefits) {
    const [a, b] = [light.claims(id), full.claims(id)];
    expect([a.state, a.because, a.causes, a.payee]).toEqual([b.state, b.because, b.causes, b.payee]);
    for (const stage of STAGES) expect(a.amounts(stage)).toEqual(b.amounts(stage));
    expect(light.claim(id, 7)).toEqual(full.claim(id, 7));
    expect(light.eligibility(entity, 7)).toEqual(full.eligibility(entity, 7));
  }
  expect([...light.parts()]).toEqual([...full.parts()]);
  expect(light.partTotals()).toEqual(full.partTotals());
  expect(light.checks().map((c) => c.results())).toEqual(full.checks().map((c) => c.results()));
  expect([light.unspent(), light.clawbacks(), light.differences()]).toEqual([
    full.unspent(),
    full.clawbacks(),
    full.differences(),
  ]);
  expect(runs).toBe(2);
});
