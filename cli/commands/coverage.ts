import { resolve } from "node:path";
import { type CoverageRow, coverage as cover, type Fault } from "../coverage/coverage.js";
import { loadCoverage } from "../coverage/load.js";
import { coverageMarkdown } from "../coverage/markdown.js";
import { CLASSES } from "../coverage/table.js";
import { faultWords, WAY_WORDS } from "../coverage/words.js";
import { type Console, say } from "../io/console.js";
import { EXIT, UsageError } from "../io/errors.js";
import { POLICIES } from "../io/library.js";
import { report } from "../io/source.js";
import { table as aligned } from "../io/table.js";
import { type CommandSpec, JSON_OPTION } from "../spec.js";

export const coverage: CommandSpec = {
  name: "coverage",
  about: {
    en: "which clause of a policy expresses each clause of its document",
    zh: "条款对照：原文每一条由政策的哪一条款表达",
  },
  more: {
    en: "Reads `clauses.json` in the folder and the policies beside it. Says what is missing: a clause without a row, a row\nwhose clause is not in the policy, a quotation that is not in the document, a clause that should be computed and is\nonly noted.",
    zh: "读取文件夹中的 `clauses.json` 和各政策，指出缺漏：没有对照的条款、政策中找不到的条款、原文中找不到的引文、\n应当计算而只作备注的条款。",
  },
  examples: [
    { line: "fen coverage", about: { en: "the policies that come with this program", zh: "本程序所带的政策" } },
    {
      line: "fen coverage policies --document kaiyuan-2024 --format markdown",
      about: { en: "one document, as a table to print", zh: "一份文件，可以打印的表" },
    },
  ],
  args: [
    {
      name: "[folder]",
      about: { en: "a folder of policies with `clauses.json`", zh: "含 `clauses.json` 的政策文件夹" },
    },
  ],
  options: [
    {
      flags: "--document <name>",
      about: { en: "one document only: the policy's folder", zh: "只看一份文件，写政策的文件夹名" },
    },
    {
      flags: "--format <format>",
      about: { en: "form of the result", zh: "结果的形式" },
      choices: ["table", "markdown", "json"],
    },
    JSON_OPTION,
  ],
  run: async (console, [folder], options) => {
    const place = typeof folder === "string" ? resolve(console.cwd, folder) : POLICIES;
    const { table: whole, policies, broken } = loadCoverage(place, console);
    const only = options.document;
    const wanted = (name: string) => only === undefined || name === only;
    const table = {
      ...whole,
      documents: whole.documents.filter((d) => wanted(d.policy)),
      clauses: whole.clauses.filter((c) => wanted(c.document)),
    };
    if (table.documents.length === 0) {
      const known = whole.documents.map((d) => d.policy);
      throw new UsageError(
        `There is no document \`${String(only)}\`. Known: ${known.join(", ")}.`,
        `没有文件“${String(only)}”。已有：${known.join("、")}。`,
      );
    }
    for (const { diagnostics, texts } of broken) report(console, diagnostics, texts);
    const result = cover(table, policies);
    const form = options.json ? "json" : String(options.format ?? "table");
    if (form === "json") {
      const document = {
        format: 1,
        command: "coverage",
        documents: table.documents,
        clauses: result.rows,
        faults: result.faults,
      };
      console.out(`${JSON.stringify(document, null, 2)}\n`);
    } else {
      console.out(form === "markdown" ? coverageMarkdown(table, result) : plain(console, result.rows, table.documents));
      for (const fault of result.faults) console.err(`${faultWords(fault)[console.lang]}\n`);
      console.err(`${closing(console, result.rows, result.faults)}\n`);
    }
    return result.faults.length > 0 || broken.length > 0 ? EXIT.data : EXIT.ok;
  },
};

function plain(
  console: Console,
  rows: readonly CoverageRow[],
  documents: readonly { readonly policy: string; readonly title: string }[],
): string {
  const columns = [
    { title: say(console, "clause", "条款") },
    { title: say(console, "class", "类") },
    { title: say(console, "how", "方式") },
    { title: say(console, "expressed by", "由哪一条款表达") },
    { title: say(console, "text", "原文") },
  ];
  const blocks = documents.map(({ policy, title }) => {
    const own = rows.filter((row) => row.document === policy);
    const lines = own.map((row) => [
      row.id,
      row.class,
      WAY_WORDS[row.how][console.lang],
      row.expressed.map((one) => one[console.lang]).join(say(console, ", ", "，")),
      row.quote,
    ]);
    return `${title}\n\n${aligned(columns, lines)}`;
  });
  return blocks.join("\n");
}

function closing(console: Console, rows: readonly CoverageRow[], faults: readonly Fault[]): string {
  const bad = new Set(faults.map((f) => f.id));
  const expected = rows.length + faults.filter((f) => f.kind === "missing").length;
  const good = rows.filter((row) => !bad.has(row.id)).length;
  const classes = CLASSES.map((c) => `${c} ${rows.filter((row) => row.class === c).length}`).join(
    say(console, ", ", "，"),
  );
  return say(
    console,
    `${good} of ${expected} clauses expressed (${classes})`,
    `${expected} 条中 ${good} 条已表达（${classes}）`,
  );
}
