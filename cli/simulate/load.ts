/** Scenario files, or a policy with options → cases. A roster that several scenarios name is read once. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import * as R from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { type Parameters, parseExact, readParameters, type UnitWords } from "../../runtime/ingest/index.js";
import type { Assumption } from "../../runtime/run.js";
import { type Assumed, type Case, type Scenario, withNumber } from "../../runtime/simulate/index.js";
import type { Table } from "../../runtime/table.js";
import { assumptions, readingsOf } from "../commands/choices.js";
import { type Prepared, prepare } from "../commands/prepare.js";
import type { Console } from "../io/console.js";
import { UsageError } from "../io/errors.js";
import { piecesOf, readText } from "../io/files.js";
import type { Progress } from "../io/progress.js";
import { readParameterFile, splitRoster } from "../io/rosters.js";
import { filesOf } from "../io/source.js";
import { unitWords } from "../io/units.js";
import type { Options } from "../spec.js";
import { checkScenario, type WrittenScenario } from "./schema.js";
import { addressOf, growthOf, numberOf, takeUpOf } from "./written.js";

type Ready = Extract<Prepared, { kind: "ready" }>;

export interface LoadedCase {
  readonly of: Case;
  readonly prepared: Ready;
  /** Of the roster's files, as an audit asks for it. */
  readonly rosterHash: string;
  readonly diagnostics: readonly Diagnostic[];
}

export type Loading =
  | { readonly kind: "ready"; readonly cases: readonly LoadedCase[] }
  | {
      readonly kind: "refused";
      readonly diagnostics: readonly Diagnostic[];
      readonly sources: (file: string) => string | null;
    };

/** A scenario with the folder that its paths are taken from. */
export interface Source {
  readonly written: WrittenScenario;
  readonly folder: string;
}

/** Reads a scenario's file. */
export function readScenario(path: string, console: Console): Source | readonly Diagnostic[] {
  const text = readText(path, console.cwd);
  let data: unknown;
  try {
    data = parseExact(text ?? "");
  } catch {
    throw new UsageError(`\`${path}\` is not JSON.`, `“${path}”不是 JSON。`);
  }
  const written = checkScenario(data, path);
  if (!("policy" in written)) return written;
  const stem = path.replace(/^.*[/\\]/, "").replace(/\.json$/i, "");
  return { written: { ...written, name: written.name ?? stem }, folder: dirname(resolve(console.cwd, path)) };
}

/** Throws UsageError for what is written in a way that cannot be taken, ScenarioFault for numbers that are not there. */
export async function loadCases(sources: readonly Source[], console: Console, bar: Progress): Promise<Loading> {
  const read = new Map<string, { readonly prepared: Ready; readonly table: Table }>();
  const cases: LoadedCase[] = [];
  const hashes = new Map<string, string>();
  for (const { written, folder } of sources) {
    const there: Console = { ...console, cwd: folder };
    const { policy: path, rosters, settle, map, asOf } = written;
    const id = JSON.stringify([folder, path, rosters, settle, map, asOf]);
    let known = read.get(id);
    if (known === undefined) {
      const options: Options = { roster: rosters, settle, map, asOf };
      const prepared = await prepare(there, path, options, bar, { lean: true });
      if (prepared.kind === "refused") return prepared;
      known = { prepared, table: sameTable(read, folder, written) ?? prepared.table };
      read.set(id, known);
    }
    const { prepared, table } = known;
    const units = unitWords(filesOf(prepared.compiled, prepared.opened.source.path));
    const scenario = scenarioOf(written, prepared, units, there);
    if (!("name" in scenario)) return { kind: "refused", diagnostics: scenario, sources: () => null };
    const files = JSON.stringify([folder, rosters]);
    const rosterHash = hashes.get(files) ?? hashOf(rosters, there);
    hashes.set(files, rosterHash);
    cases.push({
      of: { policy: prepared.policy, table, scenario },
      prepared,
      rosterHash,
      diagnostics: prepared.diagnostics,
    });
  }
  return { kind: "ready", cases };
}

/** The table of another scenario on the same files under the same policy, so that payees need not be matched by key. */
function sameTable(
  read: ReadonlyMap<string, { readonly table: Table }>,
  folder: string,
  { policy, rosters, settle, map }: WrittenScenario,
): Table | null {
  const beginning = JSON.stringify([folder, policy, rosters, settle, map]).slice(0, -1);
  for (const [id, { table }] of read) if (id.startsWith(beginning)) return table;
  return null;
}

function hashOf(rosters: readonly string[], console: Console): string {
  const hash = createHash("sha256");
  for (const roster of rosters) {
    const { path } = splitRoster(roster);
    // `forms.xlsx#sheet` names a sheet of a workbook, unless there is a file of that name.
    const file = existsSync(resolve(console.cwd, path)) ? path : path.replace(/#[^#]*$/, "");
    for (const piece of piecesOf(file, console.cwd)) hash.update(piece);
  }
  return hash.digest("hex");
}

function scenarioOf(
  written: WrittenScenario,
  { policy, given }: Ready,
  units: UnitWords,
  console: Console,
): Scenario | readonly Diagnostic[] {
  const file = written.params === undefined ? null : readParameterFile(written.params, policy, units, console);
  const own = written.parameters === undefined ? null : ownParameters(written, policy, units);
  const faults = [...(file?.diagnostics ?? []), ...(own?.diagnostics ?? [])];
  if (file?.values === null || own?.values === null) return faults;
  const pairs = (given: Readonly<Record<string, string>> | undefined) =>
    Object.entries(given ?? {}).map(([name, value]) => `${name}=${value}`);
  const scenario: Scenario = {
    name: written.name ?? policy.version,
    ...(written.year === undefined ? {} : { year: yearOf(written.year) }),
    asOf: given.asOf,
    readings: readingsOf(pairs(written.readings), policy),
    parameters: { ...file?.values, ...own?.values },
    entered: assumedOf(assumptions(pairs(written.entered), policy)),
    takeUp: (written.takeUp ?? []).map((line) => takeUpOf(policy, line)),
    growth: (written.growth ?? []).map((line) => growthOf(policy, line)),
  };
  return withNumbers(scenario, policy, written.numbers ?? {}, units);
}

function ownParameters({ name = "", parameters = {} }: WrittenScenario, policy: Policy, units: UnitWords): Parameters {
  const given = Object.entries(parameters).map(
    ([key, value]) => [key, typeof value === "string" ? value : new Map(Object.entries(value))] as const,
  );
  return readParameters(new Map(given), name, policy, units);
}

/** Numbers of the policy as numbers; what others set with their values. */
function withNumbers(
  scenario: Scenario,
  policy: Policy,
  written: Readonly<Record<string, string>>,
  units: UnitWords,
): Scenario {
  let parameters = scenario.parameters ?? {};
  const numbers: Record<string, string> = {};
  for (const [name, text] of Object.entries(written)) {
    const address = addressOf(policy, name);
    const value = numberOf(policy, address, text, units);
    const isOpen = policy.values.some((v) => v.id === address.split("@")[0] && v.body.kind === "set");
    if (isOpen) ({ parameters } = withNumber({ policy, parameters }, address, value));
    else numbers[address] = value;
  }
  return { ...scenario, parameters, numbers };
}

function yearOf(written: string): number {
  const year = Number(written);
  if (Number.isInteger(year) && year >= 1949 && year <= 2999) return year;
  throw new UsageError(
    `\`year\` is a year such as 2025, not \`${written}\`.`,
    `\`year\` 须为年份，如 2025，不能是“${written}”。`,
  );
}

function assumedOf(given: Readonly<Record<string, Assumption>>): Record<string, Assumed> {
  return Object.fromEntries(
    Object.entries(given).map(([benefit, a]) => [
      benefit,
      a.kind === "percent" ? { kind: "percent", share: R.text(a.share) } : a,
    ]),
  );
}
