import { format as print } from "../../grammar/format.js";
import { type Console, say } from "../io/console.js";
import { EXIT, UsageError } from "../io/errors.js";
import { policyFiles, writeWhole } from "../io/files.js";
import { compileOpened, namesOf, open, report, textOf } from "../io/source.js";
import { type CommandSpec, FORCE_OPTION } from "../spec.js";

export const format: CommandSpec = {
  name: "format",
  about: { en: "print policies in one layout, in either language", zh: "按统一排版输出政策文件，可选中文或英文写法" },
  more: {
    en: "Without `--surface` a policy keeps the language of its first word. A file with a syntax error is left alone.",
    zh: "不写 `--surface` 时按文件第一个词的语言。有语法错误的文件不作改动。",
  },
  examples: [
    {
      line: "fen format policies/rongchang-2024/rongchang-2024.policy --surface en",
      about: { en: "the Chinese policy in English, on the screen", zh: "把中文政策以英文写法显示" },
    },
    {
      line: "fen format policies/rongchang-2024/rongchang-2024.policy --write",
      about: { en: "lay the file out anew, in place", zh: "原地整理排版" },
    },
    {
      line: "fen format policies --check",
      about: { en: "which files are not laid out so?", zh: "哪些文件尚未按此排版" },
    },
  ],
  args: [{ name: "<policy...>", about: { en: "policy files, or folders of them", zh: "政策文件或文件夹" } }],
  options: [
    { flags: "--surface <surface>", about: { en: "language to print", zh: "输出的语言" }, choices: ["zh", "en"] },
    { flags: "--write", about: { en: "write each file back in its place", zh: "写回原文件" } },
    { flags: "--check", about: { en: "only say which files would change", zh: "只列出会改动的文件" } },
    { flags: "--out <file>", about: { en: "write to this file instead", zh: "写入另一个文件" } },
    FORCE_OPTION,
  ],
  run: async (console, [paths], options) => {
    const files = policyFiles(paths as string[], console.cwd);
    const out = options.out as string | undefined;
    if (out !== undefined && (files.length !== 1 || options.write || options.check)) {
      throw new UsageError(
        "`--out` takes one policy, without `--write` or `--check`.",
        "`--out` 只用于一个政策文件，且不与 `--write`、`--check` 同用。",
      );
    }
    let code: number = EXIT.ok;
    for (const path of files) {
      const printed = printOne(console, path, options.surface as "zh" | "en" | undefined);
      if (printed === null) {
        code = EXIT.data;
        continue;
      }
      const { text, before } = printed;
      if (options.check) {
        if (text === before) continue;
        console.out(`${path}\n`);
        code = EXIT.data;
      } else if (options.write) {
        if (text !== before) writeWhole(path, text, console.cwd, true);
      } else if (out !== undefined) {
        writeWhole(out, text, console.cwd, options.force === true);
        console.err(`${say(console, "Written: ", "已写入：")}${out}\n`);
      } else {
        console.out(text);
      }
    }
    return code;
  },
};

function printOne(
  console: Console,
  path: string,
  wanted: "zh" | "en" | undefined,
): { readonly text: string; readonly before: string } | null {
  const opened = open(path, console);
  const compiled = compileOpened(opened);
  const syntax = compiled.diagnostics.filter((d) => d.code.startsWith("P1"));
  if (compiled.file.clauses.some((clause) => clause.kind === "BrokenClause")) {
    report(console, syntax, textOf(compiled));
    return null;
  }
  const surface = wanted ?? (/^\s*(#.*\s+)*(政策|词表)/u.test(opened.source.text) ? "zh" : "en");
  const names = namesOf(compiled, opened.source.path);
  return { text: print(compiled.file, { surface, names, source: opened.source.text }), before: opened.source.text };
}
