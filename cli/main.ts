/** The command line: puts grammar, compiler and runtime together, and holds no meaning of its own. */
import { Command, CommanderError, Option } from "commander";
import { calendar } from "./commands/calendar.js";
import { check } from "./commands/check.js";
import { coverage } from "./commands/coverage.js";
import { explain as explainCommand } from "./commands/explain.js";
import { format } from "./commands/format.js";
import { hash } from "./commands/hash.js";
import { importRoster } from "./commands/import.js";
import { lsp } from "./commands/lsp.js";
import { plan } from "./commands/plan.js";
import { readings } from "./commands/readings.js";
import { roster } from "./commands/roster.js";
import { run } from "./commands/run.js";
import { serve } from "./commands/serve.js";
import { simulate } from "./commands/simulate.js";
import { solve } from "./commands/solve.js";
import { test } from "./commands/test.js";
import { help } from "./help.js";
import { type Console, chooseLanguage, mayColor, say } from "./io/console.js";
import { EXIT, UsageError } from "./io/errors.js";
import { endProgress } from "./io/progress.js";
import type { CommandSpec, Options } from "./spec.js";
import { usageMessage } from "./usage.js";
import { VERSION } from "./version.js";

export const FEN: CommandSpec = {
  name: "fen",
  about: { en: "benefit rules, exact to the fen", zh: "分：补贴规则，精确到分" },
  examples: [
    {
      line: "fen check policies/rongchang-2024/rongchang-2024.policy",
      about: { en: "is the rule complete and sound?", zh: "规则是否完整、有无问题" },
    },
    {
      line: "fen roster generate rongchang --out rosters",
      about: { en: "a synthetic roster to try it on", zh: "生成一份合成名册" },
    },
    {
      line: "fen run policies/rongchang-2024/rongchang-2024.policy --roster rosters/household.csv --roster award=rosters/award.csv",
      about: { en: "what it pays, by benefit and town", zh: "测算：按项目、按乡镇汇总" },
    },
  ],
  args: [],
  options: [{ flags: "--version", about: { en: "show the version", zh: "显示版本" } }],
  run: () => Promise.resolve(EXIT.ok),
  commands: [
    check,
    format,
    test,
    run,
    explainCommand,
    simulate,
    solve,
    readings,
    plan,
    calendar,
    coverage,
    hash,
    roster,
    importRoster,
    serve,
    lsp,
  ],
};

/** Runs one command line. Never throws; returns the exit code. */
export async function main(args: readonly string[], console: Console): Promise<number> {
  let code: number = EXIT.ok;
  const program = build(FEN, "fen", console, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args as string[], { from: "user" });
    return code;
  } catch (error) {
    endProgress();
    return explain(error, console);
  }
}

function explain(error: unknown, console: Console): number {
  const label = say(console, "error: ", "错误：");
  if (error instanceof CommanderError) {
    if (
      error.code === "commander.helpDisplayed" ||
      error.code === "commander.help" ||
      error.code === "commander.version"
    ) {
      return EXIT.ok;
    }
    console.err(
      `${label}${usageMessage(error)[console.lang]}\n${say(console, "`fen --help` shows all commands.", "`fen --help` 列出全部命令。")}\n`,
    );
    return EXIT.usage;
  }
  if (error instanceof UsageError) {
    console.err(`${label}${error.said[console.lang]}\n`);
    return EXIT.usage;
  }
  console.err(
    `${say(console, "This is a defect of the program, not of your files. Please report it with the lines below.", "这是程序自身的错误，与您的文件无关。请将以下内容反馈给维护者。")}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.internal;
}

/** The process: streams, locale and exit code. */
export async function start(): Promise<void> {
  const { env, stdout, stderr } = process;
  // A reader that has seen enough (`fen … | head`) is no error.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.internal);
  });
  const args = process.argv.slice(2);
  const console: Console = {
    lang: chooseLanguage(args, env),
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    color: { out: mayColor(stdout.isTTY, env), err: mayColor(stderr.isTTY, env) },
    watched: stderr.isTTY && !env.CI,
    cwd: process.cwd(),
    today: () => {
      const now = new Date();
      const two = (n: number) => String(n).padStart(2, "0");
      return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    },
  };
  process.exitCode = await main(args, console);
}

function build(spec: CommandSpec, path: string, console: Console, finish: (code: number) => void): Command {
  const command = new Command(spec.name)
    .exitOverride()
    .helpOption("-h, --help")
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .configureHelp({ formatHelp: () => help(spec, path, console.lang) })
    .configureOutput({
      writeOut: (text) => console.out(text),
      writeErr: (text) => console.out(text),
      outputError: () => {},
    })
    .addOption(new Option("--lang <lang>").choices(["zh", "en"]));
  for (const { name } of spec.args) command.argument(name);
  for (const option of spec.options) {
    if (option.flags === "--version") {
      command.version(`fen ${VERSION}`, "--version");
      continue;
    }
    const made = new Option(option.flags);
    if (option.choices) made.choices([...option.choices]);
    if (option.fallback !== undefined) made.default(option.fallback);
    if (option.required) made.makeOptionMandatory();
    if (option.repeats) made.argParser((value: string, all: string[] | undefined) => [...(all ?? []), value]);
    command.addOption(made);
  }
  if (spec.commands) {
    for (const sub of spec.commands) command.addCommand(build(sub, `${path} ${sub.name}`, console, finish));
  } else {
    command.action(async (...given: unknown[]) => {
      const positional = given.slice(0, spec.args.length) as (string | string[])[];
      finish(await spec.run(console, positional, command.opts<Options>()));
    });
  }
  return command;
}
