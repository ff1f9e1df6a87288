import { text as exact } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { grouped, placesOf } from "../../runtime/office/amounts.js";
import { DISCLAIMER } from "../../runtime/office/words.js";
import { type Priced, priceReadings, questionsOf } from "../../runtime/simulate/readings.js";
import { type Console, say } from "../io/console.js";
import { EXIT, UsageError } from "../io/errors.js";
import { progress } from "../io/progress.js";
import { report as show } from "../io/source.js";
import { table as aligned } from "../io/table.js";
import { engine } from "../simulate/engine.js";
import { type CommandSpec, JSON_OPTION } from "../spec.js";
import { INPUT_OPTIONS, prepare } from "./prepare.js";

export const readings: CommandSpec = {
  name: "readings",
  about: { en: "what each open reading costs", zh: "测算每一种口径的金额" },
  more: {
    en: "Each reading of each question alone, beside the readings that the policy takes; then pairs; with `--all`, every\ncombination up to a cap that is printed.",
    zh: "逐一改用每个口径的其他读法，与政策采用的读法比较；再两两组合；`--all` 列出全部组合，上限会写明。",
  },
  examples: [
    {
      line: "fen readings rongchang.policy --roster household.csv --entered livestock=ceiling",
      about: { en: "alone and in pairs", zh: "单独改用与两两组合" },
    },
  ],
  args: [{ name: "<policy>", about: { en: "the policy file", zh: "政策文件" } }],
  options: [
    ...INPUT_OPTIONS,
    { flags: "--alone", about: { en: "no pairs", zh: "不做两两组合" } },
    { flags: "--all <most>", about: { en: "every combination, at most this many", zh: "全部组合，最多这么多种" } },
    {
      flags: "--format <format>",
      about: { en: "form of the result", zh: "结果的形式" },
      choices: ["table", "markdown", "json"],
    },
    JSON_OPTION,
  ],
  run: async (console, [path], options) => {
    const bar = progress(console, 3);
    const prepared = await prepare(console, path as string, options, bar);
    if (prepared.kind === "refused") {
      bar.done();
      show(console, prepared.diagnostics, prepared.sources);
      return EXIT.data;
    }
    const { policy, given } = prepared;
    const all = options.all === undefined ? 0 : Number(options.all);
    if (!Number.isInteger(all) || all < 0) {
      bar.done();
      throw new UsageError("`--all` takes a whole number, such as 100.", "`--all` 须为整数，如 100。");
    }
    bar.step("pricing the readings", "测算各口径");
    // The rows of the roster are left unmade: columns are enough.
    const { asOf, parameters = {}, readings: taken = {}, entered = {} } = given;
    const input = { policy, table: prepared.table, asOf, parameters, readings: taken, entered };
    const wanted = { pairs: options.alone !== true, allUpTo: all };
    const priced = await priceReadings(input, engine, wanted, { progress: bar.within });
    bar.done();
    show(console, prepared.diagnostics);
    const form = options.json ? "json" : String(options.format ?? "table");
    if (form === "json") {
      const plain = (p: Priced) => ({
        ...p,
        amount: exact(p.amount),
        difference: exact(p.difference),
        ceiling: p.ceiling === null ? null : exact(p.ceiling),
      });
      const document = {
        format: 1,
        command: "readings",
        disclaimer: DISCLAIMER,
        policy: { id: policy.id, version: policy.version, hash: prepared.hash },
        asOf: given.asOf,
        issued: priced.issued,
        amount: exact(priced.amount),
        ceiling: priced.ceiling === null ? null : exact(priced.ceiling),
        alone: priced.alone.map(plain),
        pairs: priced.pairs.map(plain),
        all: priced.all.map(plain),
        combinations: priced.combinations,
      };
      console.out(`${JSON.stringify(document, null, 2)}\n`);
      return EXIT.ok;
    }
    const table = form === "markdown" ? markdownTable : alignedTable;
    const parts = [
      `${say(console, "As issued: ", "按采用口径：")}${grouped(priced.amount, placesOf(policy))}${priced.ceiling === null ? "" : `  (${say(console, "ceiling", "上限")} ${grouped(priced.ceiling, placesOf(policy))})`}`,
      say(console, "Each reading alone", "单独改用一种口径"),
      table(
        heads(console),
        priced.alone.map((p) => row(p, policy, console)),
      ),
    ];
    if (priced.pairs.length > 0)
      parts.push(
        say(console, "In pairs", "两种口径一起改用"),
        table(
          heads(console),
          priced.pairs.map((p) => row(p, policy, console)),
        ),
      );
    if (all > 0) {
      const { total, priced: done } = priced.combinations;
      parts.push(
        say(
          console,
          `All combinations: ${done} of ${total} priced (cap ${all})`,
          `全部组合：共 ${total} 种，已测算 ${done} 种（上限 ${all}）`,
        ),
        table(
          heads(console),
          priced.all.map((p) => row(p, policy, console)),
        ),
      );
    } else if (questionsOf(policy).length > 0) {
      parts.push(
        say(
          console,
          `There are ${priced.combinations.total} combinations; \`--all N\` prices up to N of them.`,
          `全部组合共 ${priced.combinations.total} 种；用 \`--all N\` 测算其中至多 N 种。`,
        ),
      );
    }
    console.out(`${parts.join("\n\n")}\n\n${DISCLAIMER[console.lang]}\n`);
    return EXIT.ok;
  },
};

function heads(console: Console): string[] {
  return console.lang === "zh"
    ? ["口径", "改用读法", "金额（元）", "相差（元）", "涉及户数", "恰在界限上"]
    : ["question", "reading", "yuan", "difference", "payees affected", "on the bound"];
}

function row(priced: Priced, policy: Policy, console: Console): string[] {
  const name = (id: string) => {
    const about = policy.about[id];
    return about ? about[console.lang] : id;
  };
  const entries = Object.entries(priced.readings);
  return [
    entries.map(([question]) => name(question)).join(" + "),
    entries.map(([question, reading]) => name(`${question}.${reading}`)).join(" + "),
    grouped(priced.amount, placesOf(policy)),
    (priced.difference.n > 0n ? "+" : "") + grouped(priced.difference, placesOf(policy)),
    String(priced.affected),
    priced.onBound === null ? "—" : String(priced.onBound),
  ];
}

function alignedTable(head: string[], rows: string[][]): string {
  return aligned(
    head.map((title, i) => ({ title, numeric: i > 1 })),
    rows,
  ).trimEnd();
}

function markdownTable(head: string[], rows: string[][]): string {
  return [head, head.map((_, i) => (i < 2 ? "---" : "---:")), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
