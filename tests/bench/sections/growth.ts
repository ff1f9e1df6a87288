/** How the cost grows: with households, and with clauses. */
import { plan as planner } from "../../../compiler/backends/columnar/index.js";
import { compile, EMPTY_LIBRARY } from "../../../compiler/index.js";
import { rational } from "../../../compiler/ir/rational.js";
import type { Policy } from "../../../compiler/ir/types.js";
import { prepare } from "../../../runtime/columnar/entities.js";
import { sumKernel, totalsKernel } from "../../../runtime/columnar/index.js";
import type { Table } from "../../../runtime/table.js";
import { byTown, householdTotal } from "../engines/compiled.js";
import { count, figure, type Section } from "../markdown.js";
import { type Cost, cost, inTurns } from "../measure.js";
import { policyOfClauses, policyOfConditions, tableOfPeople, VOCABULARY } from "../policies.js";
import { HALF } from "../rule/expected.js";
import { firstOf, households } from "../rule/households.js";
import { AS_OF } from "../rule/policy.js";

const ROUNDING = { mode: "halfUp", step: rational("0.01") } as const;

/** The bench rule on ever more households. */
export async function growthInHouseholds(quick: boolean): Promise<Section> {
  const sizes = quick ? [10_000, 100_000, 1_000_000] : [10_000, 100_000, 1_000_000, 10_000_000];
  const all = households(sizes.at(-1) as number);
  const rows: string[][] = [];
  for (const size of sizes) {
    const data = byTown(firstOf(all, size), HALF);
    const { nodes, total, paid } = householdTotal(data);
    const kernel = sumKernel(data, nodes, [total, paid], null);
    const [t] = (await inTurns([kernel.sums], { budget: 1500 })) as [Cost];
    rows.push([count(size), figure(t.clock), figure(t.processor), figure((t.processor * 1e6) / size)]);
  }
  return {
    title: "From ten thousand to ten million households",
    note: "The bench rule with rates of half a yuan, compiled from the language; totals by town, one thread.",
    columns: [
      { title: "households", numeric: true },
      { title: "ms, clock", numeric: true },
      { title: "ms, processor", numeric: true },
      { title: "ns/household", numeric: true },
    ],
    rows,
  };
}

function compiledText(text: string): Policy {
  const library = { ...EMPTY_LIBRARY, vocabulary: () => ({ path: "people.policy", text: VOCABULARY }) };
  const { policy, diagnostics } = compile({ path: "long.policy", text }, library);
  if (policy === null)
    throw new Error(
      diagnostics
        .slice(0, 5)
        .map((d) => d.code)
        .join(", "),
    );
  return policy;
}

/** Milliseconds of processor time, the lesser of two runs. */
async function twice(work: () => unknown): Promise<number> {
  const [a, b] = [await cost(work), await cost(work)];
  return Math.min(a.processor, b.processor);
}

/** From text to totals: what each step takes once it has been done before. */
async function steps(name: string, clauses: number, text: string, table: Table): Promise<string[]> {
  let policy = compiledText(text);
  const compiling = await twice(() => {
    policy = compiledText(text);
  });
  let prepared = prepare({ policy, table, asOf: AS_OF }, planner, true);
  const planning = await twice(() => {
    prepared = prepare({ policy, table, asOf: AS_OF }, planner, true);
  });
  const [run] = prepared.runs;
  if (run === undefined) throw new Error(`the interpreter would run it: ${prepared.whole.join("; ")}`);
  let kernel = totalsKernel(run.data, ROUNDING);
  const making = await twice(() => {
    kernel = totalsKernel(run.data, ROUNDING);
  });
  const first = (await cost(kernel.run)).processor;
  const [t] = (await inTurns([kernel.run], { budget: 1500 })) as [Cost];
  return [
    name,
    figure(compiling),
    figure(planning),
    figure(making),
    figure(first),
    figure(t.processor),
    figure((t.processor * 1e6) / run.rows),
    figure((t.processor * 1e6) / run.rows / clauses),
  ];
}

export async function growthInClauses(quick: boolean): Promise<Section> {
  const households = quick ? 20_000 : 100_000;
  const table = tableOfPeople(households);
  const rows: string[][] = [];
  for (const clauses of [10, 30, 100, 300, 1000])
    rows.push(await steps(`${count(clauses)} clauses`, clauses, policyOfClauses(clauses), table));
  rows.push(await steps("60 conditions, 30 benefits", 30, policyOfConditions(60, 30), table));
  return {
    title: "From ten to a thousand clauses",
    note: `${count(households)} households; five totals of each benefit (net, exact, rounded, ceiling, recipients). Compile: text to checked policy. Plan: what the columns hold, the plan, and the columns filled. Kernel: the plan to WebAssembly bytes and module. Milliseconds of processor time, in all threads; each step after it was done once.`,
    columns: [
      { title: "Policy" },
      { title: "compile", numeric: true },
      { title: "plan", numeric: true },
      { title: "kernel", numeric: true },
      { title: "first run", numeric: true },
      { title: "later runs", numeric: true },
      { title: "ns/household", numeric: true },
      { title: "ns/household and clause", numeric: true },
    ],
    rows,
  };
}
