/** Kernels over several threads: the same sums and the same masks, bit for bit, however many there are and whoever comes late. */
import { afterAll, describe, expect, it } from "vitest";
import { workerThreads } from "../../cli/io/workers.js";
import { plan } from "../../compiler/backends/columnar/index.js";
import type { ColumnPlan, PlanNode } from "../../compiler/ir/columns.js";
import { ratio } from "../../compiler/ir/rational.js";
import { allocate, groupView, sumKernel, view } from "../../runtime/columnar/index.js";
import { type Crew, crew, type Message } from "../../runtime/columnar/workers/index.js";
import { compute } from "../../runtime/index.js";
import { expected, HALF, sumOf } from "../bench/rule/expected.js";
import { households } from "../bench/rule/households.js";
import { AS_OF, compiledRule } from "../bench/rule/policy.js";
import { tableOfHouseholds } from "../bench/rule/table.js";

const ROWS = 150_003;
const GROUPS = ["a", "b", "c"];

/** Two columns, their product where it is above a bound, and a mask of the rows where it is not. */
function dataset(shared: boolean) {
  const columns = ["x", "y"].map((id, i) => ({
    id,
    lane: i === 0 ? "u16" : "i32",
    low: 0n,
    high: i === 0 ? 999n : 9999n,
  }));
  const data = allocate({ columns } as unknown as ColumnPlan, ROWS, GROUPS, shared);
  const x = Array.from({ length: ROWS }, (_, row) => (row * 7919) % 1000);
  const y = x.map((n, row) => (n * 31 + row * 17) % 10_000);
  (view(data, 0) as Uint16Array).set(x);
  (view(data, 1) as Int32Array).set(y);
  const groups = x.map((n, row) => (n + row) % GROUPS.length);
  groupView(data)?.set(groups);
  const nodes: PlanNode[] = [
    { op: "column", column: 0, low: 0n, high: 999n },
    { op: "column", column: 1, low: 0n, high: 9999n },
    { op: "int", value: 500n, low: 500n, high: 500n },
    { op: "int", value: 0n, low: 0n, high: 0n },
    { op: "mul", a: 0, b: 1, low: 0n, high: 999n * 9999n },
    { op: "compare", relation: "gt", a: 0, b: 2 },
    { op: "select", mask: 5, a: 4, b: 3, low: 0n, high: 999n * 9999n },
    { op: "compare", relation: "lt", a: 1, b: 2 },
  ];
  const expected = GROUPS.map(() => [0n, 0n]);
  x.forEach((n, row) => {
    const sums = expected[groups[row] as number] as [bigint, bigint];
    sums[0] += n > 500 ? BigInt(n) * BigInt(y[row] as number) : 0n;
    sums[1] += BigInt(y[row] as number);
  });
  const slow = y.flatMap((n, row) => (n < 500 ? [row] : []));
  return { data, nodes, expected, slow };
}

function held(threads: Crew | null, runs: number): void {
  const { data, nodes, expected, slow } = dataset(threads !== null);
  const kernel = sumKernel(data, nodes, [6, 1], 7, true, threads);
  expect(kernel.kernel.threads).toBe(threads?.threads ?? 1);
  for (let i = 0; i < runs; i += 1) {
    expect(kernel.sums()).toEqual(expected);
    expect(kernel.slow()).toEqual(slow);
  }
}

const crews: Crew[] = [];
afterAll(() => {
  for (const made of crews) made.stop();
});

describe("threads over shared memory", () => {
  it("one thread needs no crew", () => {
    expect(workerThreads(1)).toBeNull();
    held(null, 2);
  });

  it.each([2, 3])("%i threads, from before they have started to after", async (threads) => {
    const made = workerThreads(threads);
    expect(made).not.toBeNull();
    crews.push(made as Crew);
    held(made, 3);
    await new Promise((done) => setTimeout(done, 1500));
    held(made, 40);
  });

  it("a run with a crew gives what a run without gives", () => {
    const made = workerThreads(3) as Crew;
    crews.push(made);
    const h = households(60_001);
    const input = { policy: compiledRule(HALF), table: tableOfHouseholds(h), asOf: AS_OF };
    const [alone, together] = [compute(input, plan), compute({ ...input, crew: made }, plan)];
    expect(together.total).toEqual(alone.total);
    expect(together.byBenefit).toEqual(alone.byBenefit);
    expect(together.totalsBy(h.town as Uint8Array, 21)).toEqual(alone.totalsBy(h.town as Uint8Array, 21));
    const { towns } = expected(h, HALF);
    expect(together.total.amount).toEqual(ratio(sumOf(towns), 100n));
  });

  it("workers that never start leave the work to the caller", () => {
    const posted: Message[] = [];
    held(
      crew(4, () => ({ post: (message) => posted.push(message), stop: () => {} })),
      2,
    );
    expect(posted.length).toBe(6);
  });

  it("a worker that takes rows and fails is told, not passed over", () => {
    const broken = crew(2, () => ({
      // As a worker that stops within its first chunk.
      post: (message) => {
        if (message.kind !== "job") return;
        Atomics.add(message.control, 0, 1);
        Atomics.store(message.control, 2, 1);
      },
      stop: () => {},
    }));
    expect(() => held(broken, 1)).toThrow(/worker stopped/);
  });

  it("memory that is not shared is worked on by one thread", () => {
    const made = crew(2, () => ({ post: () => {}, stop: () => {} }));
    const { data, nodes, expected } = dataset(false);
    const kernel = sumKernel(data, nodes, [6, 1], null, true, made);
    expect([kernel.kernel.threads, kernel.sums()]).toEqual([1, expected]);
  });
});
