/** The whole way of the bench rule: from its text to a total, to totals by town, to every household's amounts. */
import { plan as planner } from "../../../compiler/backends/columnar/index.js";
import { rational, text } from "../../../compiler/ir/rational.js";
import { prepare } from "../../../runtime/columnar/entities.js";
import { rowsOf } from "../../../runtime/columnar/index.js";
import { compute } from "../../../runtime/index.js";
import type { Stage } from "../../../runtime/outcome.js";
import { count, figure, type Section } from "../markdown.js";
import { type Cost, cost } from "../measure.js";
import { expected, HALF, sumOf } from "../rule/expected.js";
import { households } from "../rule/households.js";
import { AS_OF, compiledRule } from "../rule/policy.js";
import { tableOfHouseholds } from "../rule/table.js";

const STAGES: readonly Stage[] = ["gross", "bounded", "rounded", "afterOnce", "net", "high", "ceiling"];
const RUNS = 5;

export async function paths(quick: boolean): Promise<Section> {
  const rows = quick ? 100_000 : 1_000_000;
  const h = households(rows);
  const truth = sumOf(expected(h, HALF).towns);
  const table = tableOfHouseholds(h);
  const towns = Uint8Array.from(h.town);
  const times = new Map<string, Cost[]>();
  const note = (name: string, cost: Cost) => times.set(name, [...(times.get(name) ?? []), cost]);
  const { runs } = prepare({ policy: compiledRule(HALF), table, asOf: AS_OF }, planner, true);
  const [{ data, plan }] = runs as [(typeof runs)[number]];
  const nets = plan.benefits.map((b) => b.net);
  const stages = [
    ...new Set(
      plan.benefits.flatMap((b) => [
        b.code,
        b.gross.node,
        b.bounded.node,
        b.rounded,
        b.net,
        b.second.code,
        b.secondNet,
      ]),
    ),
  ];
  for (let run = 0; run <= RUNS; run += 1) {
    const nodes = (wanted: readonly number[]) => () => rowsOf(data, plan.nodes, wanted);
    note("one kernel: net of each of the four benefits written out", await cost(nodes(nets)));
    note(
      `one kernel: all stages of the four benefits written out (${stages.length} columns)`,
      await cost(nodes(stages)),
    );
    // A roster that no run has seen yet: what is kept of a roster from one run to the next is worked out again.
    const fresh = {
      entities: { household: { ...(table.entities.household as NonNullable<typeof table.entities.household>) } },
    };
    let policy = compiledRule(HALF);
    const compiling = await cost(() => {
      policy = compiledRule(HALF);
    });
    let outcome = compute({ policy, table, asOf: AS_OF }, planner);
    const total = async (of: typeof table) =>
      cost(() => {
        outcome = compute({ policy, table: of, asOf: AS_OF }, planner);
        if (text(outcome.total.amount) !== text(rational(`${truth}/100`))) throw new Error("the total is wrong");
      });
    note("policy text to total, a roster seen for the first time", plus(compiling, await total(fresh)));
    note("policy text to total, the roster's columns known", plus(compiling, await total(table)));
    if (outcome.engine.whole.length > 0) throw new Error(`the interpreter ran it: ${outcome.engine.whole.join("; ")}`);
    note("then totals by town", await cost(() => outcome.totalsBy(towns, 21)));
    const benefits = policy.benefits.map((b) => b.id);
    note(
      "the outcome's columns: state and net of the four benefits",
      await cost(() => {
        for (const id of benefits) outcome.claims(id).amounts("net");
      }),
    );
    note(
      "the outcome's columns: then all seven stages",
      await cost(() => {
        for (const id of benefits) {
          const claims = outcome.claims(id);
          for (const stage of STAGES) claims.amounts(stage);
          if (claims.state.length !== rows) throw new Error("states are missing");
        }
      }),
    );
  }
  return {
    title: "From the text to a total, and to every household",
    note: `The bench rule with rates of half a yuan, ${count(rows)} households as columns in memory, one thread. The first time includes what the JavaScript engine has yet to compile.`,
    columns: [
      { title: "Work" },
      { title: "first ms", numeric: true },
      { title: "least ms", numeric: true },
      { title: "least processor ms", numeric: true },
      { title: "ns/household, processor", numeric: true },
    ],
    rows: [...times].map(([name, [first, ...later]]) => {
      const clock = Math.min(...later.map((c) => c.clock));
      const processor = Math.min(...later.map((c) => c.processor));
      return [name, figure(first?.clock ?? 0), figure(clock), figure(processor), figure((processor * 1e6) / rows)];
    }),
  };
}

function plus(a: Cost, b: Cost): Cost {
  return { clock: a.clock + b.clock, processor: a.processor + b.processor };
}
