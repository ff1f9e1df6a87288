/** "A roster of 1M households × 20 columns is opened, simulated and compared in under 1 GB": the command line's own processes. */
import { execFile } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { csv } from "../../../runtime/office/csv.js";
import { type GeneratedRoster, type GeneratedTable, SCHEMES } from "../../../runtime/synthetic/index.js";
import { policyPaths } from "../../policies/folder.js";
import { count, figure, type Section } from "../markdown.js";
import type { Peak } from "../peak.js";

const run = promisify(execFile);
const PEAK = fileURLToPath(new URL("../peak.ts", import.meta.url));
const POLICIES = fileURLToPath(new URL("../../../policies/", import.meta.url));
const AS_OF = "2024-05-31";
/** The mark. */
const MOST = 1e9;

/** What the bench leaves of Rongchang's roster: 20 columns. */
const TWENTY = new Set(
  [
    "户编号,乡镇,村,户主姓名,户主证件号码,户类型,监测对象类型,人均纯收入（元）,整户外出,有劳动力,有发展意愿,脱贫成效明显",
    "连片粮食面积（亩）,连片经济作物面积（亩）,生猪（头）,母猪（头）,牛（头）,羊（只）,小家禽（羽）,养殖.核定（元）",
  ].flatMap((line) => line.split(",")),
);

interface Wanted {
  readonly scheme: string;
  readonly only: ReadonlySet<string> | null;
  /** The other scenario. */
  readonly numbers: Readonly<Record<string, string>>;
}

const WANTED: readonly Wanted[] = [
  { scheme: "rongchang", only: TWENTY, numbers: { household_norm: "3500元" } },
  { scheme: "rongchang", only: null, numbers: { household_norm: "3500元" } },
  { scheme: "yubei", only: null, numbers: {} },
];

const KEY = "户编号";
const IDENTITY = "户主证件号码";
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A number of the form of an identity number, with a region that nobody has, another for each household. */
function identity(n: number): string {
  const year = 1930 + (n % 60);
  const body = `99${String(Math.floor(n / 60_000) % 10_000).padStart(4, "0")}${year}0101${String(Math.floor(n / 60) % 1000).padStart(3, "0")}`;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return `${body}${"10X98765432"[sum % 11]}`;
}

/** The table so many times over under other keys, as text, round by round. */
function* rounds(table: GeneratedTable, times: number, only: ReadonlySet<string> | null): Generator<string> {
  const kept = table.headings.flatMap((heading, i) => (only === null || only.has(heading) ? [i] : []));
  yield `${kept.map((i) => table.headings[i]).join(",")}\n`;
  const [key, number] = [table.headings.indexOf(KEY), table.headings.indexOf(IDENTITY)];
  for (let round = 0; round < times; round += 1) {
    let text = "";
    for (const [row, cells] of table.rows.entries()) {
      const own = kept.map((i) => {
        if (i === key) return `${cells[i]}-${round + 1}`;
        return i === number ? identity(round * table.rows.length + row) : cells[i];
      });
      text += `${own.join(",")}\n`;
    }
    yield text;
  }
}

interface Made {
  /** As `--roster` takes them. */
  readonly rosters: readonly string[];
  readonly params: string | null;
  readonly households: number;
  readonly columns: number;
  readonly megabytes: number;
}

function written(folder: string, roster: GeneratedRoster, households: number, only: Wanted["only"]): Made {
  const [first] = roster.tables as [GeneratedTable, ...GeneratedTable[]];
  const times = Math.ceil(households / first.rows.length);
  let size = 0;
  const rosters = roster.tables.map((table, i) => {
    const path = join(folder, `${table.name}.csv`);
    const file = openSync(path, "w");
    for (const text of rounds(table, times, i === 0 ? only : null)) writeSync(file, text);
    closeSync(file);
    size += statSync(path).size;
    return i === 0 ? path : `${table.name}=${path}`;
  });
  const params = roster.parameters === null ? null : join(folder, "parameters.csv");
  if (params !== null && roster.parameters !== null)
    writeFileSync(params, csv(null, roster.parameters.headings, roster.parameters.rows));
  return {
    rosters,
    params,
    households: times * first.rows.length,
    columns: only?.size ?? first.headings.length,
    megabytes: size / 1e6,
  };
}

interface Measured extends Peak {
  readonly clock: number;
}

async function fen(folder: string, args: readonly string[]): Promise<Measured> {
  const file = join(folder, "peak.json");
  const start = performance.now();
  await run(process.execPath, ["--import", "tsx", PEAK, file, ...args], { maxBuffer: 1 << 26 });
  return { ...(JSON.parse(readFileSync(file, "utf8")) as Peak), clock: performance.now() - start };
}

async function one(wanted: Wanted, households: number): Promise<string[][]> {
  const scheme = SCHEMES.find((s) => s.id === wanted.scheme);
  const found = policyPaths().find((p) => p.startsWith(wanted.scheme));
  if (scheme === undefined || found === undefined) throw new RangeError(`no scheme ${wanted.scheme}`);
  const folder = mkdtempSync(join(tmpdir(), "fen-memory-"));
  try {
    const made = written(folder, scheme.generate(1), households, wanted.only);
    const policy = join(POLICIES, found);
    const scenario = (name: string, rosters: readonly string[], numbers: Wanted["numbers"]): string => {
      const path = join(folder, `${name}.json`);
      const params = made.params === null ? {} : { params: made.params };
      writeFileSync(path, JSON.stringify({ name, policy, rosters, asOf: AS_OF, numbers, ...params }));
      return path;
    };
    const cache = join(folder, "roster.parquet");
    const compared = (rosters: readonly string[]) =>
      fen(folder, [
        "simulate",
        scenario("present", rosters, {}),
        scenario("other", rosters, wanted.numbers),
        ...["--out", join(folder, "compared.txt"), "--force"],
      ]);
    const rows: string[][] = [];
    const add = (work: string, { bytes, processor, clock }: Measured) => {
      rows.push([
        work,
        wanted.scheme,
        count(made.households),
        String(made.columns),
        figure(made.megabytes),
        figure(bytes / 1e6),
        bytes < MOST ? "yes" : "**no**",
        figure(clock / 1000),
        figure(processor / 1000),
      ]);
    };
    const rosters = made.rosters.flatMap((roster) => ["--roster", roster]);
    add("CSV opened, two scenarios simulated and compared", await compared(made.rosters));
    add(
      "CSV opened and kept as Parquet",
      await fen(folder, ["import", policy, ...rosters, "--private", "--out", cache]),
    );
    add("Parquet opened, two scenarios simulated and compared", await compared([cache]));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function memory(quick: boolean): Promise<Section> {
  const rows: string[][] = [];
  for (const wanted of WANTED) rows.push(...(await one(wanted, quick ? 20_000 : 1_000_000)));
  return {
    title: "A million households in memory",
    note: "`fen simulate` on two scenarios and `fen import`, each a process of its own: the most memory that it had, the program and the JavaScript engine included. Below 1 GB (10⁹ bytes) is the mark. Columns are those of the households' file; Rongchang has past awards of every ninth household besides, Yubei 1.6 projects for each household.",
    columns: [
      { title: "Work" },
      { title: "roster" },
      { title: "households", numeric: true },
      { title: "columns", numeric: true },
      { title: "MB of CSV", numeric: true },
      { title: "peak, MB", numeric: true },
      { title: "below 1 GB" },
      { title: "s, clock", numeric: true },
      { title: "s, processor", numeric: true },
    ],
    rows,
  };
}
