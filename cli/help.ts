/** Help: examples first, then how a command is used, then every option. */
import { padToWidth } from "../grammar/source/display-width.js";
import type { Language } from "./io/console.js";
import type { Said } from "./io/errors.js";
import type { CommandSpec, OptionSpec } from "./spec.js";

const WORDS = {
  en: {
    examples: "Examples:",
    usage: "Usage:",
    commands: "Commands:",
    args: "Arguments:",
    options: "Options:",
    codes: "Exit codes:",
  },
  zh: { examples: "示例：", usage: "用法：", commands: "命令：", args: "参数：", options: "选项：", codes: "退出码：" },
} as const;

export const COMMON: readonly OptionSpec[] = [
  {
    flags: "--lang <zh|en>",
    about: { en: "language of messages; the locale's unless given", zh: "提示语言；默认按系统语言" },
  },
  { flags: "-h, --help", about: { en: "show this help", zh: "显示本帮助" } },
];

const CODES: readonly (readonly [string, Said])[] = [
  ["0", { en: "done, nothing wrong", zh: "完成，没有错误" }],
  ["1", { en: "a rule or data is wrong; messages say where", zh: "规则或数据有误，提示中说明位置" }],
  ["2", { en: "the command was not understood, or a file cannot be used", zh: "命令有误，或文件无法使用" }],
  ["70", { en: "a defect of this program", zh: "程序自身的错误" }],
];

function table(rows: readonly (readonly [string, string])[], indent = "  "): string {
  const width = Math.max(...rows.map(([left]) => left.length), 0);
  return rows.map(([left, right]) => `${indent}${padToWidth(left, width)}  ${right}`.trimEnd()).join("\n");
}

/** `path` is how the command is called: `fen roster generate`. */
export function help(spec: CommandSpec, path: string, lang: Language): string {
  const words = WORDS[lang];
  const sections = [`${path} — ${spec.about[lang]}`];
  if (spec.examples.length > 0) {
    const examples = spec.examples.map((e) => `  # ${e.about[lang]}\n  ${e.line}`);
    sections.push(`${words.examples}\n${examples.join("\n")}`);
  }
  const args = spec.args
    .map((a) =>
      a.name
        .toUpperCase()
        .replace(/\.\.\.>$/, ">…")
        .replace(/[<>]/g, ""),
    )
    .join(" ");
  const tail = spec.commands
    ? lang === "zh"
      ? "命令 …"
      : "COMMAND …"
    : `${args}${args === "" ? "" : " "}[${lang === "zh" ? "选项" : "options"}]`;
  sections.push(`${words.usage} ${path} ${tail}`);
  if (spec.more) sections.push(spec.more[lang]);
  if (spec.commands) {
    const rows = spec.commands.flatMap((c) =>
      c.commands
        ? c.commands.map((s) => [`${c.name} ${s.name}`, s.about[lang]] as const)
        : [[c.name, c.about[lang]] as const],
    );
    sections.push(`${words.commands}\n${table(rows)}`);
  }
  if (spec.args.length > 0) {
    sections.push(
      `${words.args}\n${table(spec.args.map((a) => [a.name.replace(/[<>.[\]]/g, "").toUpperCase(), a.about[lang]]))}`,
    );
  }
  const options = [...spec.options, ...COMMON].map((o) => {
    const choices = o.choices ? ` (${o.choices.join(", ")})` : "";
    const fallback = o.fallback ? (lang === "zh" ? `；默认 ${o.fallback}` : `; ${o.fallback} unless given`) : "";
    return [o.flags.replace("...", ""), `${o.about[lang]}${choices}${fallback}`] as const;
  });
  sections.push(`${words.options}\n${table(options)}`);
  if (spec.name === "fen") sections.push(`${words.codes}\n${table(CODES.map(([code, said]) => [code, said[lang]]))}`);
  return `${sections.join("\n\n")}\n`;
}
