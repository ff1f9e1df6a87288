import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { toJson } from "../../compiler/diagnostics/render.js";
import * as R from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import type { Crew } from "../../runtime/columnar/workers/index.js";
import { placesOf, plain } from "../../runtime/office/amounts.js";
import { DISCLAIMER } from "../../runtime/office/words.js";
import {
  addressWords,
  type Crossing,
  type Goal,
  numberAt,
  numbersOf,
  type Point,
  ScenarioFault,
  type Solution,
  solve as seek,
} from "../../runtime/simulate/index.js";
import type { Console } from "../io/console.js";
import { EXIT, UsageError } from "../io/errors.js";
import { interruptible } from "../io/interrupt.js";
import { type Progress, progress } from "../io/progress.js";
import { filesOf, report as show, textOf } from "../io/source.js";
import { unitWords } from "../io/units.js";
import { crewFor, THREADS_OPTION } from "../io/workers.js";
import { engineOf } from "../simulate/engine.js";
import { type LoadedCase, loadCases, readScenario, type Source } from "../simulate/load.js";
import { CASE_OPTIONS, sourceFrom } from "../simulate/options.js";
import { type Pen, penFor } from "../simulate/pen.js";
import { stopped, watching } from "../simulate/watching.js";
import { addressOf, benefitOf, moneyOf, numberOf } from "../simulate/written.js";
import { type CommandSpec, JSON_OPTION, type Options } from "../spec.js";

export const solve: CommandSpec = {
  name: "solve",
  about: {
    en: "the value of a number at which the total keeps within a budget",
    zh: "反算：总额不超过预算时某个数可以定到多少",
  },
  more: {
    en: `The answer is the last value on the number's own grid (its last decimal, or \`--step\`) at which the total is at most
\`--total\`; its neighbour is over it. Where the total does not move one way, every crossing is told. Without
\`--parameter\`, the numbers that can be sought are listed.`,
    zh: `结果是总额不超过 \`--total\` 的最后一个取值，按该数自身的最小单位（末位小数，或 \`--step\`）取值，再进一步即超出。
总额不随该数单向变化时，列出每一处跨越点。不写 \`--parameter\` 时列出可以反算的数。`,
  },
  examples: [
    {
      line: "fen solve rongchang.policy --roster household.csv --entered livestock=ceiling --parameter household_norm --total 900000",
      about: { en: "how high the norm may be within 900,000 yuan", zh: "预算 90 万元以内，户均标准最高可定多少" },
    },
    {
      line: "fen solve base.json --parameter grain#2 --total 80万 --step 5",
      about: { en: "the second number of a clause, in steps of 5", zh: "条款中的第二个数，以 5 为一档" },
    },
  ],
  args: [
    { name: "<file>", about: { en: "a policy with options, or a scenario file", zh: "政策文件加选项，或方案文件" } },
  ],
  options: [
    ...CASE_OPTIONS,
    { flags: "--parameter <number>", about: { en: "the number to seek", zh: "要反算的数" } },
    { flags: "--total <yuan>", about: { en: "what the total may be: 900000, 90万元", zh: "总额上限：900000、90万元" } },
    { flags: "--benefit <name>", about: { en: "the total of one benefit instead of all", zh: "只看一个项目的合计" } },
    { flags: "--from <value>", about: { en: "the lowest value to try", zh: "从哪个值起" } },
    { flags: "--to <value>", about: { en: "the highest value to try", zh: "到哪个值止" } },
    { flags: "--step <value>", about: { en: "the grid: multiples of this", zh: "取值的间隔" } },
    THREADS_OPTION,
    JSON_OPTION,
  ],
  run: async (console, [file], options) => {
    const bar = progress(console, 4);
    const stop = interruptible();
    let crew: Crew | null = null;
    try {
      const source = sourceOf(file as string, options, console);
      if (!("written" in source)) return refused(console, bar, options, source, () => null);
      const loading = await loadCases([source], console, bar);
      if (loading.kind === "refused") return refused(console, bar, options, loading.diagnostics, loading.sources);
      const [loaded] = loading.cases as [LoadedCase];
      if (options.parameter === undefined) {
        bar.done();
        console.out(listOfNumbers(loaded, penFor(loaded.of.policy, console.lang)));
        return EXIT.ok;
      }
      const goal = goalOf(loaded, options);
      bar.step("seeking", "反算");
      crew = crewFor(options, [loaded.of.table]);
      const solution = await seek(loaded.of, engineOf(crew), goal, watching(bar, stop.signal));
      bar.done();
      show(console, loaded.diagnostics, textOf(loaded.prepared.compiled));
      const { policy } = loaded.of;
      console.out(
        options.json ? solutionJson(solution, loaded) : solutionText(solution, policy, penFor(policy, console.lang)),
      );
      return EXIT.ok;
    } catch (error) {
      bar.done();
      if (stop.signal.aborted) return stopped(console);
      if (!(error instanceof ScenarioFault)) throw error;
      return refused(console, bar, options, error.diagnostics, () => null);
    } finally {
      crew?.stop();
      stop.done();
    }
  },
};

function sourceOf(file: string, options: Options, console: Console): Source | readonly Diagnostic[] {
  return /\.json$/i.test(file) ? readScenario(file, console) : sourceFrom(file, options, console, file);
}

function goalOf({ of, prepared }: LoadedCase, options: Options): Goal {
  const { policy, scenario } = of;
  const units = unitWords(filesOf(prepared.compiled, prepared.opened.source.path));
  const address = addressOf(policy, String(options.parameter));
  numberAt({ policy, parameters: scenario.parameters ?? {} }, address);
  if (options.total === undefined) throw new UsageError("`--total` is needed.", "需要给出 `--total`。");
  const value = (key: "from" | "to" | "step") =>
    typeof options[key] === "string" ? { [key]: numberOf(policy, address, options[key] as string, units) } : {};
  const benefit = typeof options.benefit === "string" ? benefitOf(policy, options.benefit) : undefined;
  if (benefit !== undefined && !policy.benefits.some((b) => b.id === benefit)) {
    throw new UsageError(`There is no benefit \`${options.benefit}\`.`, `没有奖补项目“${options.benefit}”。`);
  }
  const goal: Goal = {
    address,
    total: R.rational(moneyOf(String(options.total), units, "--total")),
    ...(benefit === undefined ? {} : { benefit }),
    ...value("from"),
    ...value("to"),
    ...value("step"),
  };
  if (goal.step !== undefined && R.sign(R.rational(goal.step)) <= 0) {
    throw new UsageError("`--step` is above 0.", "`--step` 须大于 0。");
  }
  return goal;
}

function listOfNumbers({ of }: LoadedCase, pen: Pen): string {
  const { policy, scenario } = of;
  // What checks and pay-outs say moves no total.
  const moves = (address: string) => !/^(check|payOut)\./.test(address);
  const all = numbersOf({ policy, parameters: scenario.parameters ?? {} }).filter((n) => moves(n.address));
  const rows = all.map((n) => [
    n.address,
    addressWords(policy, n.address)[pen.lang],
    n.value ?? pen.say("not set", "未定"),
    n.step,
  ]);
  return pen.section(
    pen.say("Numbers that can be sought with `--parameter`", "可用 `--parameter` 反算的数"),
    [
      pen.say("Address", "写法"),
      pen.say("What it is", "名称"),
      pen.say("Value (base units)", "现值（基本单位）"),
      pen.say("Step", "最小间隔"),
    ],
    rows,
    { texts: 2 },
  );
}

const WAYS: Readonly<Record<Solution["way"], { readonly en: string; readonly zh: string }>> = {
  rising: { en: "the total rises with it", zh: "总额随之增加" },
  falling: { en: "the total falls as it grows", zh: "总额随之减少" },
  flat: { en: "the total does not depend on it in this range", zh: "在此范围内总额不随其变化" },
  neither: { en: "the total does not move one way", zh: "总额不随其单向变化" },
};

function solutionText(s: Solution, policy: Policy, pen: Pen): string {
  const name = addressWords(policy, s.number.address)[pen.lang];
  const point = (p: Point) => `${p.value} → ${pen.money(p.total)}`;
  const mark = pen.money(s.total);
  const lines = [
    pen.say(
      `${name}: from ${s.from} to ${s.to} in steps of ${s.step}; ${WAYS[s.way].en} (${s.runs} runs, ${s.method === "scan" ? "scan" : "bisection"})`,
      `${name}：${s.from} 至 ${s.to}，间隔 ${s.step}；${WAYS[s.way].zh}（测算 ${s.runs} 次，${s.method === "scan" ? "逐点扫描" : "二分"}）`,
    ),
    ...(s.present ? [pen.say(`Now: ${point(s.present)} yuan`, `现值：${point(s.present)} 元`)] : []),
  ];
  if (s.answer === null) {
    lines.push(
      pen.say(
        `No value passes a total of ${mark}; nearest: ${point(s.nearest)} yuan`,
        `没有取值使总额跨过 ${mark} 元；最接近的是 ${point(s.nearest)} 元`,
      ),
    );
  } else {
    const { within, beyond, exact } = s.answer;
    lines.push(
      pen.say(
        `Answer: ${point(within)} yuan${exact ? ", exactly" : ""}`,
        `结果：${point(within)} 元${exact ? "，恰好相等" : ""}`,
      ),
      pen.say(`Next to it: ${point(beyond)} yuan, over ${mark}`, `相邻取值：${point(beyond)} 元，超过 ${mark} 元`),
    );
  }
  const others = s.crossings.filter((c) => c !== s.answer);
  const table = pen.section(
    pen.say("Other crossings", "其他跨越点"),
    [pen.say("Within", "不超过"), pen.say("Total", "总额"), pen.say("Over", "超过"), pen.say("Total", "总额")],
    others.map((c) => [c.within.value, pen.money(c.within.total), c.beyond.value, pen.money(c.beyond.total)]),
    { texts: 0 },
  );
  return `${lines.join("\n")}\n${table === "" ? "" : `\n${table}`}\n${DISCLAIMER[pen.lang]}\n`;
}

function solutionJson(s: Solution, { of, prepared }: LoadedCase): string {
  const places = placesOf(of.policy);
  const point = (p: Point) => ({ value: p.value, total: plain(p.total, places) });
  const crossing = (c: Crossing) => ({ within: point(c.within), beyond: point(c.beyond), exact: c.exact });
  const document = {
    format: 1,
    command: "solve",
    disclaimer: DISCLAIMER,
    policy: { id: of.policy.id, version: of.policy.version, hash: prepared.hash },
    scenario: of.scenario,
    number: { ...s.number, name: addressWords(of.policy, s.number.address) },
    benefit: s.benefit,
    total: plain(s.total, places),
    from: s.from,
    to: s.to,
    step: s.step,
    way: s.way,
    method: s.method,
    runs: s.runs,
    present: s.present && point(s.present),
    answer: s.answer && crossing(s.answer),
    crossings: s.crossings.map(crossing),
    nearest: point(s.nearest),
    points: s.points.map(point),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function refused(
  console: Console,
  bar: Progress,
  options: Options,
  diagnostics: readonly Diagnostic[],
  sources: (file: string) => string | null,
): number {
  bar.done();
  if (options.json) {
    const document = { format: 1, command: "solve", refused: true, messages: toJson([...diagnostics], sources) };
    console.out(`${JSON.stringify(document, null, 2)}\n`);
  } else show(console, diagnostics, sources);
  return EXIT.data;
}
