/** The five schemes of this repository on synthetic rosters. */
import { dirname } from "node:path";
import { filesOf } from "../../../cli/io/source.js";
import { plan as planner } from "../../../compiler/backends/columnar/index.js";
import { compile } from "../../../compiler/index.js";
import { text } from "../../../compiler/ir/rational.js";
import { unitWords } from "../../../compiler/unit-words.js";
import { compute } from "../../../runtime/index.js";
import { readParameters, readTable, rootEntity } from "../../../runtime/ingest/index.js";
import { csv } from "../../../runtime/office/csv.js";
import { enlarged, parametersOf, SCHEMES } from "../../../runtime/synthetic/index.js";
import { libraryOf, policyPaths, source } from "../../policies/folder.js";
import { count, figure, type Section } from "../markdown.js";
import { type Cost, cost } from "../measure.js";

const AS_OF = "2024-05-31";
const SLOW = 5000;

async function scheme(path: string, most: number): Promise<string[]> {
  const result = compile(source(path), libraryOf(dirname(path)));
  const { policy } = result;
  const folder = dirname(path);
  const made = SCHEMES.find((s) => folder.startsWith(s.id))?.generate(1);
  if (policy === null || made === undefined) throw new Error(`${path} has no policy or no roster`);
  const units = unitWords(filesOf({ ...result, policy }, `policies/${path}`));
  const files = made.tables.map((t) => ({
    path: `${t.name}.csv`,
    entity: t.name,
    bytes: new TextEncoder().encode(csv(made.title, t.headings, t.rows)),
  }));
  const { table } = await readTable(files, policy, units);
  const root = rootEntity(policy);
  if (table === null || root === null) throw new Error(`the roster of ${path} cannot be read`);
  const parameters = readParameters(parametersOf(made.parameters), "parameters", policy, units).values ?? {};
  // The interpreter and the columns must agree on the roster as it was made.
  const small = { policy, table, asOf: AS_OF, parameters };
  const byColumns = compute(small, planner);
  const agree = text(compute(small).total.amount) === text(byColumns.total.amount);
  const { slowRows: few, whole: given } = byColumns.engine;
  const own = table.entities[root]?.rows ?? 0;
  // What is the interpreter's takes a thousand times as long: fewer rows show it as well.
  const slow = given.length > 0 || few > own / 10;
  const rows = slow ? Math.min(most, SLOW) : most;
  const input = { ...small, table: enlarged(table, policy.entities, root, rows) };
  let outcome = compute(input, planner);
  const times: Cost[] = [];
  for (let run = 0; run < (slow ? 2 : 4); run += 1)
    times.push(
      await cost(() => {
        outcome = compute(input, planner);
        return outcome.total;
      }),
    );
  const [first, ...later] = times;
  const clock = Math.min(...later.map((c) => c.clock));
  const processor = Math.min(...later.map((c) => c.processor));
  const { slowRows, whole } = outcome.engine;
  return [
    folder,
    `${count(rows)} ${root}`,
    figure(first?.clock ?? 0),
    figure(clock),
    figure(processor),
    figure((processor * 1e6) / rows),
    count(slowRows),
    whole.length === 0 ? "columns" : `interpreter: ${whole.join("; ")}`,
    agree ? "yes" : "**no**",
  ];
}

export async function documents(quick: boolean): Promise<Section> {
  const rows: string[][] = [];
  for (const path of policyPaths()) {
    try {
      rows.push(await scheme(path, quick ? 10_000 : 100_000));
    } catch (error) {
      rows.push([dirname(path), "", "failed", "", "", "", "", (error as Error).message, ""]);
    }
  }
  return {
    title: "The five schemes",
    note: "Synthetic rosters, repeated until there are so many households or projects: the plan, the columns filled, and the total. Slow rows are worked out by the interpreter, which decides what is undecided.",
    columns: [
      { title: "Scheme" },
      { title: "roster" },
      { title: "first ms", numeric: true },
      { title: "later ms, least", numeric: true },
      { title: "processor ms", numeric: true },
      { title: "ns/row, processor", numeric: true },
      { title: "slow rows", numeric: true },
      { title: "engine" },
      { title: "as the interpreter, on the roster as made" },
    ],
    rows,
  };
}
