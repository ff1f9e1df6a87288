import { toJson } from "../../compiler/diagnostics/render.js";
import { type Console, say } from "../io/console.js";
import { EXIT } from "../io/errors.js";
import { policyFiles } from "../io/files.js";
import { progress } from "../io/progress.js";
import { compileOpened, hasErrors, open, report, textOf } from "../io/source.js";
import { type CommandSpec, JSON_OPTION } from "../spec.js";

export const check: CommandSpec = {
  name: "check",
  about: { en: "read policies and say what is wrong in them", zh: "检查政策文件，指出问题" },
  examples: [
    {
      line: "fen check policies/rongchang-2024/rongchang-2024.policy",
      about: { en: "one policy", zh: "检查一项政策" },
    },
    { line: "fen check policies", about: { en: "every policy in a folder", zh: "检查文件夹中的全部政策" } },
  ],
  args: [{ name: "<policy...>", about: { en: "policy files, or folders of them", zh: "政策文件或文件夹" } }],
  options: [JSON_OPTION],
  run: async (console, [paths], options) => {
    const files = policyFiles(paths as string[], console.cwd);
    const bar = progress(console, files.length);
    const results = files.map((path) => {
      bar.step(path, path);
      const opened = open(path, console);
      return { opened, compiled: compileOpened(opened) };
    });
    bar.done();
    if (options.json) {
      const documents = results.map(({ opened, compiled }) => {
        const { policy, hash, diagnostics } = compiled;
        const { format: _format, ...messages } = toJson(diagnostics, textOf(compiled));
        return {
          file: opened.source.path,
          policy: policy && { id: policy.id, version: policy.version },
          hash,
          ...messages,
        };
      });
      console.out(`${JSON.stringify({ format: 1, command: "check", files: documents }, null, 2)}\n`);
    } else {
      for (const { opened, compiled } of results) {
        report(console, compiled.diagnostics, textOf(compiled));
        console.out(`${line(console, opened.source.path, compiled)}\n`);
      }
    }
    return results.some(({ compiled }) => hasErrors(compiled.diagnostics)) ? EXIT.data : EXIT.ok;
  },
};

function line(console: Console, path: string, compiled: ReturnType<typeof compileOpened>): string {
  const { policy, hash, diagnostics } = compiled;
  if (hasErrors(diagnostics)) return `${path}: ${say(console, "has errors", "有错误")}`;
  if (!policy) return `${path}: ${say(console, "vocabulary, no errors", "词表，没有错误")}`;
  return `${path}: ${say(console, "no errors", "没有错误")}  ${policy.id} ${policy.version}  ${hash?.slice(0, 12) ?? ""}`;
}
