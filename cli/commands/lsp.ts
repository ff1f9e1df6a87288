import { resolve } from "node:path";
import { serve } from "../../editor/lsp/main.js";
import { EXIT } from "../io/errors.js";
import { shown } from "../io/files.js";
import { libraryFor } from "../io/library.js";
import type { CommandSpec } from "../spec.js";

export const lsp: CommandSpec = {
  name: "lsp",
  about: {
    en: "a language server for editors, on standard input and output",
    zh: "供编辑器使用的语言服务（标准输入输出）",
  },
  more: {
    en: "Messages are in the language that the editor asks for, or in that of `--lang`.",
    zh: "提示使用编辑器的语言；用 `--lang` 可另行指定。",
  },
  examples: [{ line: "fen lsp --lang zh", about: { en: "started by the editor", zh: "由编辑器启动" } }],
  args: [],
  options: [{ flags: "--stdio", about: { en: "accepted, as editors add it", zh: "编辑器会附加此项，可写可不写" } }],
  run: async (console, _, options) => {
    const { cwd } = console;
    const host = {
      libraryFor: (path: string) => libraryFor(path, cwd),
      shown: (path: string) => shown(path, cwd),
      full: (path: string) => resolve(cwd, path),
    };
    await serve(process.stdin, process.stdout, host, options.lang === undefined ? null : console.lang);
    return EXIT.ok;
  },
};
