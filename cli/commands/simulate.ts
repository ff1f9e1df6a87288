import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { toJson } from "../../compiler/diagnostics/render.js";
import type { Crew } from "../../runtime/columnar/workers/index.js";
import { lightened } from "../../runtime/outcomes/index.js";
import {
  attribute,
  boundsReport,
  type CaseRun,
  compare,
  type Dimension,
  type Engine,
  priceReadings,
  runCase,
  ScenarioFault,
  type Steps,
  sensitivity,
  tell,
  usualDimensions,
} from "../../runtime/simulate/index.js";
import { type Console, say } from "../io/console.js";
import { EXIT, UsageError } from "../io/errors.js";
import { demandFree, writeWhole } from "../io/files.js";
import { interruptible } from "../io/interrupt.js";
import { type Progress, progress } from "../io/progress.js";
import { hasErrors, namesOf, report as show, textOf } from "../io/source.js";
import { crewFor, THREADS_OPTION } from "../io/workers.js";
import { writtenConditions } from "../report/conditions.js";
import { engineOf } from "../simulate/engine.js";
import { type LoadedCase, loadCases, readScenario, type Source } from "../simulate/load.js";
import { CASE_OPTIONS, sourceFrom } from "../simulate/options.js";
import { content, type Done, type Told } from "../simulate/output.js";
import { stopped, watching } from "../simulate/watching.js";
import { dimensionOf } from "../simulate/written.js";
import { type CommandSpec, FORCE_OPTION, type Options } from "../spec.js";

export const simulate: CommandSpec = {
  name: "simulate",
  about: { en: "what scenarios cost, and who gains or loses", zh: "测算一个或多个方案，比较增减" },
  more: {
    en: `A scenario file is JSON: \`policy\`, \`rosters\`, and what it changes: \`name\`, \`year\`, \`asOf\`, \`readings\`, \`numbers\`
(\`{"grain_rate": "350"}\`), \`parameters\`, \`params\`, \`entered\`, \`takeUp\` (\`[{"benefit": "grain", "share": "85%"}]\`),
\`growth\` (\`[{"field": "pigs", "factor": "+5%"}]\`). Paths are taken from the file's folder. The first scenario is the
baseline, with which the others are compared. Whoever applies at a smaller share applies at a larger one.`,
    zh: `方案文件为 JSON：\`policy\`（政策）、\`rosters\`（名册），以及所作改动：\`name\`、\`year\`、\`asOf\`、\`readings\`（口径）、
\`numbers\`（\`{"粮食标准": "350"}\`）、\`parameters\`、\`params\`、\`entered\`、\`takeUp\`（\`[{"benefit": "粮食", "share": "85%"}]\`）、
\`growth\`（\`[{"field": "生猪", "factor": "+5%"}]\`）。路径以方案文件所在文件夹为准。第一个方案为基准，其余方案与之比较。
申报比例按户编号固定抽取：比例小时申报的户，比例大时仍在其中。`,
  },
  examples: [
    {
      line: "fen simulate rongchang.policy --roster household.csv --entered livestock=ceiling",
      about: {
        en: "one scenario: totals, pots, cash flow, who is left out",
        zh: "一个方案：合计、指标结余、拨付进度、逐条排除",
      },
    },
    {
      line: "fen simulate base.json higher.json --by town --by per_head_income/10",
      about: {
        en: "two scenarios: who gains and loses, by town and by tenths of income",
        zh: "两个方案：按乡镇、按收入十等分比较增减",
      },
    },
    {
      line: "fen simulate base.json higher.json --format xlsx --out compared.xlsx",
      about: { en: "as a workbook", zh: "导出工作簿：汇总表、明细、疑点清单、方案对比" },
    },
  ],
  args: [
    {
      name: "<files...>",
      about: {
        en: "scenario files (.json), or one policy with options",
        zh: "方案文件（.json），或一个政策文件加选项",
      },
    },
  ],
  options: [
    ...CASE_OPTIONS,
    {
      flags: "--by <field...>",
      about: {
        en: "field to group by; `income/10`: tenths of the roster; `area:5,10`: bands",
        zh: "按哪个字段分组；`收入/10` 为十等分，`面积:5,10` 为分档",
      },
      repeats: true,
    },
    {
      flags: "--checks",
      about: {
        en: "on a large roster, work out also the checks that need its rows one by one",
        zh: "名册较大时，须逐行核对的核查也一并测算",
      },
    },
    { flags: "--readings", about: { en: "the price of each open reading too", zh: "并测算各口径的金额" } },
    {
      flags: "--bounds",
      about: { en: "who stands exactly on a bound, and the yuan at stake", zh: "并列出恰在界限上的户及涉及金额" },
    },
    {
      flags: "--sensitivity",
      about: { en: "each parameter up and down by a tenth", zh: "并测算各参数上下浮动一成的影响" },
    },
    {
      flags: "--format <format>",
      about: { en: "form of the result", zh: "结果的形式" },
      choices: ["table", "json", "csv", "parquet", "xlsx"],
    },
    { flags: "--json", about: { en: "the same as `--format json`", zh: "同 `--format json`" } },
    { flags: "--out <file>", about: { en: "write the result to a file", zh: "把结果写入文件" } },
    THREADS_OPTION,
    FORCE_OPTION,
  ],
  run: async (console, [files], options) => {
    const form = options.json ? "json" : String(options.format ?? "table");
    const out = options.out as string | undefined;
    if ((form === "xlsx" || form === "parquet") && out === undefined) {
      throw new UsageError(`\`--format ${form}\` needs \`--out\`.`, `\`--format ${form}\` 需要 \`--out\` 指定文件。`);
    }
    demandFree(out === undefined ? [] : [out], console.cwd, options.force === true);
    const by = listOf(options.by).map(dimensionOf);
    const bar = progress(console, 6);
    const stop = interruptible();
    let crew: Crew | null = null;
    try {
      const sources = sourcesOf(files as readonly string[], options, console);
      if ("diagnostics" in sources) return refused(console, bar, form, out, options, sources.diagnostics, () => null);
      const loading = await loadCases(sources.list, console, bar);
      if (loading.kind === "refused") {
        return refused(console, bar, form, out, options, loading.diagnostics, loading.sources);
      }
      crew = crewFor(
        options,
        loading.cases.map((c) => c.of.table),
      );
      const done = await work(loading.cases, by, options, watching(bar, stop.signal), bar, engineOf(crew));
      bar.done();
      return finish(done, form, out, options, console);
    } catch (error) {
      bar.done();
      if (stop.signal.aborted) return stopped(console);
      if (!(error instanceof ScenarioFault)) throw error;
      return refused(console, bar, form, out, options, error.diagnostics, () => null);
    } finally {
      crew?.stop();
      stop.done();
    }
  },
};

/** Beyond so many payees a run that was told keeps only what a comparison reads of it: the next one needs the room. */
const MANY = 200_000;

function lighter(run: CaseRun, engine: Engine): CaseRun {
  const { of, outcome } = run;
  if (outcome.refused || outcome.engine.whole.length > 0 || outcome.payees().rows < MANY) return run;
  return { ...run, outcome: lightened(outcome, run.input.table, () => runCase(of, engine).outcome) };
}

function listOf(value: Options[string]): string[] {
  return Array.isArray(value) ? (value as string[]).flat() : [];
}

function sourcesOf(
  files: readonly string[],
  options: Options,
  console: Console,
): { readonly list: readonly Source[] } | { readonly diagnostics: readonly Diagnostic[] } {
  const policies = files.filter((file) => !/\.json$/i.test(file));
  if (policies.length > 1) {
    throw new UsageError(
      "One policy at a time; several versions are compared by scenario files that name them.",
      "一次只能给出一个政策文件；比较多个版本请用方案文件分别指明政策。",
    );
  }
  const diagnostics: Diagnostic[] = [];
  const list: Source[] = [];
  for (const file of files) {
    if (policies.includes(file)) {
      list.push(sourceFrom(file, options, console, say(console, "as given", "所给方案")));
      continue;
    }
    const source = readScenario(file, console);
    if ("written" in source) list.push(source);
    else diagnostics.push(...source);
  }
  return diagnostics.length > 0 ? { diagnostics } : { list };
}

async function work(
  cases: readonly LoadedCase[],
  by: readonly Dimension[],
  options: Options,
  steps: Steps,
  bar: Progress,
  engine: Engine,
): Promise<Done> {
  bar.step("working out amounts", "测算");
  const told: Told[] = [];
  for (const loaded of cases) {
    await steps.pause?.();
    steps.signal?.throwIfAborted();
    const run = runCase(loaded.of, engine);
    const { compiled, opened } = loaded.prepared;
    const simulation = tell(run, {
      benefitsByGroup: true,
      ...(by.length > 0 ? { by } : {}),
      ...(options.checks === true ? { targetsUpTo: Number.POSITIVE_INFINITY } : {}),
    });
    const able = !run.outcome.refused;
    const beside = {
      loaded,
      simulation,
      conditions: writtenConditions(compiled.file, loaded.of.policy, namesOf(compiled, opened.source.path)),
      readings:
        able && options.readings === true ? await priceReadings(run.input, engine, { pairs: false, allUpTo: 0 }) : null,
      bounds: able && options.bounds === true ? await boundsReport(loaded.of, engine, steps) : null,
      sensitivity: able && options.sensitivity === true ? await sensitivity(loaded.of, engine, {}, steps) : null,
    };
    told.push({ ...beside, run: lighter(run, engine) });
  }
  bar.step("comparing", "比较各方案");
  const [first, ...others] = told as [Told, ...Told[]];
  const comparisons: Done["comparisons"][number][] = [];
  for (const of of others) {
    if (first.run.outcome.refused || of.run.outcome.refused) continue;
    const dimensions = by.length > 0 ? by : usualDimensions(first.run);
    const comparison = compare(first.run, of.run, dimensions);
    comparisons.push({ of, comparison, attribution: await attribute(first.run.of, of.run.of, engine, steps) });
  }
  return { told, comparisons };
}

// ---------------------------------------------------------------- the result

function finish(done: Done, form: string, out: string | undefined, options: Options, console: Console): number {
  const { told } = done;
  const messages = told.map(({ loaded, simulation }) => [
    ...loaded.diagnostics,
    ...simulation.assumptions,
    ...simulation.diagnostics,
  ]);
  const sources = (file: string) =>
    told.map((t) => textOf(t.loaded.prepared.compiled)(file)).find((t) => t !== null) ?? null;
  show(console, once(messages.flat()), sources);
  if (told.some((t) => t.simulation.refused)) {
    if (form === "json") emit(console, refusal(messages.flat(), sources), out, options);
    return EXIT.data;
  }
  emit(console, content(done, form, messages, sources, console), out, options);
  return messages.some(hasErrors) ? EXIT.data : EXIT.ok;
}

/** Scenarios on one roster say the same of it. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = (d: Diagnostic) => JSON.stringify([d.code, d.params, d.place]);
  return [...new Map(diagnostics.map((d) => [key(d), d])).values()];
}

function refusal(diagnostics: readonly Diagnostic[], sources: (file: string) => string | null): string {
  const document = { format: 1, command: "simulate", refused: true, messages: toJson([...diagnostics], sources) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function refused(
  console: Console,
  bar: Progress,
  form: string,
  out: string | undefined,
  options: Options,
  diagnostics: readonly Diagnostic[],
  sources: (file: string) => string | null,
): number {
  bar.done();
  if (form === "json") emit(console, refusal(diagnostics, sources), out, options);
  else show(console, diagnostics, sources);
  return EXIT.data;
}

function emit(console: Console, content: string | Uint8Array, out: string | undefined, options: Options): void {
  if (out === undefined) {
    console.out(typeof content === "string" ? content : new TextDecoder("utf-8", { ignoreBOM: true }).decode(content));
    return;
  }
  writeWhole(out, content, console.cwd, options.force === true);
  console.err(`${say(console, "Written: ", "已写入：")}${out}\n`);
}
