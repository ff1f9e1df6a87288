import { toJson } from "../../compiler/diagnostics/render.js";
import { runExamples } from "../../runtime/index.js";
import { type Console, say } from "../io/console.js";
import { EXIT } from "../io/errors.js";
import { policyFiles } from "../io/files.js";
import { progress } from "../io/progress.js";
import { compileOpened, hasErrors, open, report, textOf } from "../io/source.js";
import { type CommandSpec, JSON_OPTION } from "../spec.js";

type Results = ReturnType<typeof runExamples>;

export const test: CommandSpec = {
  name: "test",
  about: { en: "work out the examples that a policy holds", zh: "核对政策文件中的示例" },
  examples: [
    {
      line: "fen test policies/rongchang-2024/rongchang-2024.policy",
      about: { en: "those that fail, and how many hold", zh: "列出不符的示例，并计数" },
    },
    {
      line: "fen test policies --verbose",
      about: { en: "every example of every policy", zh: "列出全部政策的每个示例" },
    },
  ],
  args: [{ name: "<policy...>", about: { en: "policy files, or folders of them", zh: "政策文件或文件夹" } }],
  options: [
    { flags: "--verbose", about: { en: "name the examples that hold, too", zh: "也列出相符的示例" } },
    JSON_OPTION,
  ],
  run: async (console, [paths], options) => {
    const files = policyFiles(paths as string[], console.cwd);
    const bar = progress(console, files.length);
    let failed = false;
    const documents: object[] = [];
    const lines: string[] = [];
    for (const path of files) {
      bar.step(path, path);
      const opened = open(path, console);
      const compiled = compileOpened(opened);
      const broken = hasErrors(compiled.diagnostics);
      if (!compiled.policy && !broken) continue;
      const results = compiled.policy ? runExamples(compiled.policy) : [];
      failed ||= broken || results.some((r) => !r.passed);
      if (options.json) {
        const { format: _format, ...messages } = toJson(
          compiled.diagnostics.concat(results.flatMap((r) => r.diagnostics)),
          textOf(compiled),
        );
        documents.push({
          file: opened.source.path,
          ...counts(results),
          examples: results.map(({ diagnostics: _, ...r }) => r),
          ...messages,
        });
        continue;
      }
      if (broken) report(console, compiled.diagnostics, textOf(compiled));
      lines.push(...shown(console, opened.source.path, results, broken, options.verbose === true));
    }
    bar.done();
    console.out(
      options.json
        ? `${JSON.stringify({ format: 1, command: "test", files: documents }, null, 2)}\n`
        : lines.map((l) => `${l}\n`).join(""),
    );
    return failed ? EXIT.data : EXIT.ok;
  },
};

function counts(results: Results): { readonly passed: number; readonly failed: number } {
  const passed = results.filter((r) => r.passed).length;
  return { passed, failed: results.length - passed };
}

function shown(console: Console, path: string, results: Results, broken: boolean, verbose: boolean): string[] {
  if (broken) return [`${path}: ${say(console, "has errors, no example was worked out", "有错误，未核对示例")}`];
  const lines = results.flatMap((r) => {
    if (r.passed) return verbose ? [`  ✓ ${r.title}`] : [];
    const outcomes = r.outcomes.filter((o) => !o.passed);
    return [
      `  ✗ ${r.title}`,
      ...outcomes.map(
        (o) =>
          `      ${say(console, "expected", "应得")} ${o.expected[console.lang]}  ${say(console, "got", "实得")} ${o.actual[console.lang]}`,
      ),
    ];
  });
  const { passed, failed } = counts(results);
  const none = say(console, "no examples", "没有示例");
  const total = say(
    console,
    `${passed} of ${results.length} examples hold`,
    `${results.length} 个示例中 ${passed} 个相符`,
  );
  return [
    ...lines,
    `${path}: ${results.length === 0 ? none : total}${failed > 0 ? say(console, `, ${failed} do not`, `，${failed} 个不符`) : ""}`,
  ];
}
