/**
 * `npm run bench`: the language's engines beside others, as Markdown. `--quick`: fewer households and runs, to see that all of it
 * works. `--only rule,paths`: some of the sections. The results of record stand in docs/benchmarks.md.
 */
import { cpus, loadavg, totalmem } from "node:os";
import { count, markdown, type Section } from "./markdown.js";
import { compiler, interpreter } from "./sections/compiler.js";
import { documents } from "./sections/documents.js";
import { growthInClauses, growthInHouseholds } from "./sections/growth.js";
import { ingest } from "./sections/ingest.js";
import { memory } from "./sections/memory.js";
import { paths } from "./sections/paths.js";
import { rule } from "./sections/rule.js";
import { thousandClauses } from "./sections/thousand.js";

const SECTIONS: Readonly<Record<string, (quick: boolean) => Section | Promise<Section> | Promise<Section[]>>> = {
  rule,
  paths,
  households: growthInHouseholds,
  clauses: async (quick) => [await thousandClauses(quick), await growthInClauses(quick)],
  documents,
  ingest,
  memory,
  compiler,
  interpreter,
};

const quick = process.argv.includes("--quick");
const asked = process.argv[process.argv.indexOf("--only") + 1];
const names = process.argv.includes("--only") ? (asked ?? "").split(",") : Object.keys(SECTIONS);

function machine(): string {
  const processors = cpus();
  const memory = count(Math.round(totalmem() / 2 ** 30));
  const date = new Date().toISOString().slice(0, 10);
  const load = loadavg()[0] ?? 0;
  return `${date}, Node ${process.version}, ${processors[0]?.model ?? "unknown processor"}, ${processors.length} processors, ${memory} GB; load when it began ${load.toFixed(1)}.`;
}

console.log(`${machine()}\n`);
for (const name of names) {
  const section = SECTIONS[name];
  if (section === undefined) throw new RangeError(`no section ${name}; there are ${Object.keys(SECTIONS).join(", ")}`);
  try {
    for (const one of [await section(quick)].flat()) console.log(markdown(one));
  } catch (error) {
    // What could not be measured is told where its table would stand, and the others still run.
    console.log(`## ${name}\n\nCould not be measured: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
