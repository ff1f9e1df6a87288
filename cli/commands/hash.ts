import { createHash } from "node:crypto";
import { EXIT } from "../io/errors.js";
import { policyFiles } from "../io/files.js";
import { compileOpened, hasErrors, open, report, textOf } from "../io/source.js";
import { type CommandSpec, JSON_OPTION } from "../spec.js";

export const hash: CommandSpec = {
  name: "hash",
  about: { en: "print the hash of what policies mean", zh: "输出政策含义的指纹" },
  more: {
    en: "The hash covers meaning: neither the surface, comments, layout nor labels change it. `--json` adds the hash of the\nfile as written (SHA-256 of its UTF-8 text).",
    zh: "指纹只取决于含义：中英文写法、注释、排版、名称标签都不影响它。`--json` 另给出文件原文的指纹（UTF-8 文本的 SHA-256）。",
  },
  examples: [
    {
      line: "fen hash policies/yubei-2024/yubei-2024.policy",
      about: { en: "one line: hash, two spaces, file", zh: "一行：指纹、两个空格、文件" },
    },
  ],
  args: [{ name: "<policy...>", about: { en: "policy files, or folders of them", zh: "政策文件或文件夹" } }],
  options: [JSON_OPTION],
  run: async (console, [paths], options) => {
    let failed = false;
    const files = [];
    for (const path of policyFiles(paths as string[], console.cwd)) {
      const opened = open(path, console);
      const compiled = compileOpened(opened);
      if (compiled.hash === null || hasErrors(compiled.diagnostics)) {
        // A vocabulary has no meaning of its own: it is neither hashed nor a fault.
        if (compiled.file.kind === "VocabularyFile" && !hasErrors(compiled.diagnostics)) continue;
        report(console, compiled.diagnostics, textOf(compiled));
        failed = true;
        continue;
      }
      const source = createHash("sha256").update(opened.source.text, "utf8").digest("hex");
      files.push({ file: opened.source.path, hash: compiled.hash, source });
    }
    if (options.json) console.out(`${JSON.stringify({ format: 1, command: "hash", files }, null, 2)}\n`);
    else for (const f of files) console.out(`${f.hash}  ${f.file}\n`);
    return failed ? EXIT.data : EXIT.ok;
  },
};
