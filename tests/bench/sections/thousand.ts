/** A thousand clauses from the text to the kernel: for the first time, warm, and after a change of one number. */
import { plan as planner } from "../../../compiler/backends/columnar/index.js";
import { EMPTY_LIBRARY } from "../../../compiler/index.js";
import { rational } from "../../../compiler/ir/rational.js";
import { type Examined, examine } from "../../../compiler/pipeline.js";
import { prepare } from "../../../runtime/columnar/entities.js";
import { totalsKernel } from "../../../runtime/columnar/index.js";
import { count, figure, type Section } from "../markdown.js";
import { type Cost, cost, median } from "../measure.js";
import { policyOfClauses, tableOfPeople, VOCABULARY } from "../policies.js";
import { AS_OF } from "../rule/policy.js";

const ROUNDING = { mode: "halfUp", step: rational("0.01") } as const;
const library = { ...EMPTY_LIBRARY, vocabulary: () => ({ path: "people.policy", text: VOCABULARY }) };

/** Compile, plan, kernel, and the first run of it. */
type Steps = readonly [Cost, Cost, Cost, Cost];
type Table = ReturnType<typeof tableOfPeople>;

async function stepsOf(
  text: string,
  table: Table,
  before: Examined | null,
): Promise<{ readonly steps: Steps; readonly state: Examined }> {
  let made: unknown;
  const timed = async <T>(work: () => T): Promise<readonly [T, Cost]> => {
    const took = await cost(() => {
      made = work();
    });
    return [made as T, took];
  };
  const [state, compiling] = await timed(() => examine({ path: "long.policy", text }, library, before));
  const { policy } = state;
  if (policy === null) throw new Error(state.diagnostics.map((d) => d.code).join(", "));
  const [prepared, planning] = await timed(() => prepare({ policy, table, asOf: AS_OF }, planner, true));
  const [run] = prepared.runs;
  if (run === undefined) throw new Error(`the interpreter would run it: ${prepared.whole.join("; ")}`);
  const [kernel, making] = await timed(() => totalsKernel(run.data, ROUNDING));
  const [, running] = await timed(kernel.run);
  return { state, steps: [compiling, planning, making, running] };
}

function row(name: string, rounds: readonly Steps[]): string[] {
  const over = (of: (steps: Steps) => number) => figure(median(rounds.map(of)));
  const whole = (of: (cost: Cost) => number) => over(([a, b, c]) => of(a) + of(b) + of(c));
  return [
    name,
    ...[0, 1, 2].map((step) => over((steps) => (steps[step] as Cost).processor)),
    whole((c) => c.processor),
    whole((c) => c.clock),
    over((steps) => steps[3].clock),
  ];
}

/** The same policy with one digit more in the middle of it. */
function changed(text: string, round: number): string {
  const at = text.indexOf(" yuan per mu", text.length / 2);
  return `${text.slice(0, at)}${round % 10}${text.slice(at)}`;
}

export async function thousandClauses(quick: boolean): Promise<Section> {
  const clauses = quick ? 100 : 1000;
  const warming = quick ? 2 : 12;
  const rounds = warming * 2;
  const households = quick ? 20_000 : 100_000;
  const table = tableOfPeople(households);
  const anew: Steps[] = [];
  // Every round has amounts of its own, so that nothing of an earlier one serves.
  for (let round = 0; round < rounds; round += 1)
    anew.push((await stepsOf(policyOfClauses(clauses, round), table, null)).steps);
  const text = policyOfClauses(clauses);
  const after: Steps[] = [];
  let { state } = await stepsOf(text, table, null);
  for (let round = 0; round < rounds; round += 1) {
    const next = await stepsOf(changed(text, round), table, state);
    state = next.state;
    after.push(next.steps);
  }
  return {
    title: `${count(clauses)} clauses from the text to the kernel`,
    note: `${count(households)} households, whose columns are known from the second time on. First: in a process that has compiled nothing yet, if this section is the first to run. Warm: medians of ${warming} texts that differ in every amount, after as many. One number changed: medians of ${warming} changes of one rate, after as many, each compiled from the state before. Processor milliseconds are of all threads.`,
    columns: [
      { title: "Work" },
      { title: "compile", numeric: true },
      { title: "plan", numeric: true },
      { title: "kernel", numeric: true },
      { title: "all three, processor", numeric: true },
      { title: "all three, clock", numeric: true },
      { title: "then the first run, clock", numeric: true },
    ],
    rows: [
      row("first", anew.slice(0, 1)),
      row("warm", anew.slice(warming)),
      row("one number changed, warm", after.slice(warming)),
    ],
  };
}
