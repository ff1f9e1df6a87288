/** The bench rule by every engine, each in a process of its own. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ENGINES } from "../engines/index.js";
import { count, figure, type Section } from "../markdown.js";
import type { Measured } from "../one.js";

const run = promisify(execFile);
const ONE = fileURLToPath(new URL("../one.ts", import.meta.url));
const MILLION = 1_000_000;

async function measured(engine: number, households: number): Promise<readonly Measured[]> {
  const { stdout } = await run(process.execPath, ["--import", "tsx", ONE, String(engine), String(households)], {
    maxBuffer: 1 << 20,
  });
  const line = stdout.trim().split("\n").at(-1) ?? "";
  return JSON.parse(line) as Measured[];
}

function cells(name: string, m: Measured): string[] {
  const right = m.exact ? "yes" : "**no**";
  return [
    name,
    count(m.households),
    figure(m.clock),
    figure(m.processor),
    figure(m.ratio),
    figure(m.memory),
    m.wrong === null ? "totals only" : count(m.wrong),
    right,
  ];
}

const COLUMNS = [
  { title: "Engine" },
  { title: "households", numeric: true },
  { title: "ns/household, clock", numeric: true },
  { title: "processor", numeric: true },
  { title: "times the kernel by hand", numeric: true },
  { title: "MB", numeric: true },
  { title: "wrong households", numeric: true },
  { title: "totals right" },
];

/** Both forms of the rule; an engine that fails has a row that says so. */
export async function rule(quick: boolean): Promise<Section[]> {
  const forms = { whole: [] as string[][], half: [] as string[][] };
  const sizes = (most: number): number[] => {
    const first = Math.min(most, quick ? 100_000 : MILLION);
    return quick || most <= MILLION ? [first] : [first, most];
  };
  for (const [i, engine] of ENGINES.entries()) {
    for (const households of sizes(quick && engine.most <= 20_000 ? engine.most / 10 : engine.most)) {
      try {
        for (const m of await measured(i, households)) forms[m.form].push(cells(engine.name, m));
      } catch (error) {
        const why = (error as Error).message.split("\n").find((line) => line.includes("Error")) ?? "failed";
        for (const rows of Object.values(forms))
          rows.push([engine.name, count(households), "failed", "", "", "", "", why.trim()]);
      }
    }
  }
  const note =
    "Totals by town and recipients of all households in memory. Each engine runs in a process of its own, in turns with the kernel written by hand; times are the least of all runs, the ratio is of processor time, in all threads, which other work on the machine disturbs least. MB: the most memory used beyond the process and the households as columns. Engines that are too slow for a million households get fewer.";
  return [
    {
      title: "The bench rule: 300 and 500 yuan per mu",
      note: `${note} With whole rates nothing is ever rounded.`,
      columns: COLUMNS,
      rows: forms.whole,
    },
    {
      title: "The bench rule: 300.5 and 312.5 yuan per mu",
      note: "The same, with rates that need rounding half up to the fen.",
      columns: COLUMNS,
      rows: forms.half,
    },
  ];
}
