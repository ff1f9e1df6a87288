/** A command as data: its words in both languages, its options, and what it does. Parsing and help are made from it. */
import type { Console } from "./io/console.js";
import type { Said } from "./io/errors.js";

export interface OptionSpec {
  /** As commander reads it: `--roster <file...>`. */
  readonly flags: string;
  readonly about: Said;
  readonly choices?: readonly string[];
  readonly fallback?: string;
  /** May be given several times; its values come as a list. */
  readonly repeats?: boolean;
  readonly required?: boolean;
}

export interface ExampleSpec {
  readonly line: string;
  readonly about: Said;
}

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export interface CommandSpec {
  readonly name: string;
  readonly about: Said;
  /** What it does in a few lines, after the examples. */
  readonly more?: Said;
  readonly examples: readonly ExampleSpec[];
  /** As commander reads it: `<policy...>`; with what it is. */
  readonly args: readonly { readonly name: string; readonly about: Said }[];
  readonly options: readonly OptionSpec[];
  /** Returns the exit code. */
  readonly run: (console: Console, args: readonly (string | readonly string[])[], options: Options) => Promise<number>;
  readonly commands?: readonly CommandSpec[];
}

export const JSON_OPTION: OptionSpec = {
  flags: "--json",
  about: { en: 'print one JSON document, with `"format": 1`', zh: '输出一个 JSON 文档，含 `"format": 1`' },
};

export const FORCE_OPTION: OptionSpec = {
  flags: "--force",
  about: { en: "replace files that exist", zh: "替换已有的文件" },
};
