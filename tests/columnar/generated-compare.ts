/** One engine on one case against the interpreter, column by column: quicker than row by row, and all that a report reads. */
import { plan } from "../../compiler/backends/columnar/index.js";
import { type ColumnarOutcome, runColumnar } from "../../runtime/columnar/index.js";
import { run } from "../../runtime/index.js";
import { type ClaimColumns, type Outcome, STATES, type Stage } from "../../runtime/outcome.js";
import { amountAt, outcomeOf } from "../../runtime/outcomes/index.js";
import type { RunInput, RunResult } from "../../runtime/run.js";
import { exact } from "./engines.js";

const STAGES: readonly Stage[] = ["gross", "bounded", "rounded", "afterOnce", "net", "high", "ceiling"];

export interface Quick {
  readonly reference: RunResult;
  readonly columnar: ColumnarOutcome;
  readonly differences: readonly string[];
}

/** `vectors`: with kernels of vectors, or of single values. */
export function compareQuickly(input: RunInput, vectors: boolean): Quick {
  const reference = run(input);
  const columnar = runColumnar(input, plan, { vectors });
  // The interpreter's own result is equal to itself.
  if (columnar.engine.whole.length > 0) return { reference, columnar, differences: [] };
  const [found, expected] = [columnar, outcomeOf(input, reference)].map((o) => told(input, o));
  const differences = Object.keys(expected ?? {}).flatMap((what) => {
    const [a, b] = [found?.[what], expected?.[what]].map((v) => JSON.stringify(exact(v)));
    return a === b ? [] : [`${vectors ? "" : "scalar "}${what}:\n  columns   ${a}\n  reference ${b}`];
  });
  return { reference, columnar, differences };
}

function told(input: RunInput, o: Outcome): Readonly<Record<string, unknown>> {
  const { policy } = input;
  const payees = o.payees();
  const each = <T>(count: number, read: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => read(i));
  return {
    refused: o.refused,
    total: o.total,
    byBenefit: policy.benefits.map((b) => o.byBenefit[b.id]),
    ...Object.fromEntries(policy.benefits.map(({ id }) => [`claims of ${id}`, claims(o.claims(id), each)])),
    payees: each(payees.rows, (i) => [
      payees.key(i),
      amountAt(payees.net, i),
      amountAt(payees.ceiling, i),
      payees.undecided[i],
    ]),
    limits: o.limits().map((l) => [l.limit, [...l.of], each(l.groups, l.group), l.cut]),
    parts: [...o.parts()],
    checks: o.checks().map((c) => [c.state(), c.excepted(), c.money(), c.results()]),
    differences: o.differences(),
    clawbacks: o.clawbacks(),
    unspent: o.unspent(),
  };
}

function claims(c: ClaimColumns, each: <T>(count: number, read: (i: number) => T) => T[]): unknown {
  const amounts = STAGES.map((stage) => c.amounts(stage));
  return each(c.rows, (row) => {
    const why = c.because[row] ?? 0;
    return [
      c.payee[row],
      STATES[c.state[row] ?? 0],
      why === 0 ? null : c.causes[why - 1],
      amounts.map((a) => amountAt(a, row)),
    ];
  });
}
