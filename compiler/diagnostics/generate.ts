/** The reference of messages, written from the catalogue and from an example of each message. */
import { catalogue } from "./catalogue.js";
import type { Diagnostic } from "./diagnostic.js";
import { renderMessage } from "./render.js";
import { type Language, severityOf, textsOf } from "./texts.js";

/** A message as it comes up, with the text that provokes it; null where that takes a roster or a run. */
export interface MessageExample {
  readonly diagnostic: Diagnostic;
  readonly program: string | null;
  readonly sources: (file: string) => string | null;
}

export interface GeneratedFile {
  /** Below the root of the project. */
  readonly path: string;
  readonly text: string;
}

const STAGES: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  1: { en: "Reading the text", zh: "读取文本" },
  2: { en: "Names and files", zh: "名称与文件" },
  3: { en: "Types and units", zh: "类型与单位" },
  4: { en: "Coverage and drafting", zh: "覆盖与起草" },
  5: { en: "Running a policy", zh: "测算" },
  6: { en: "Rosters", zh: "名册" },
  7: { en: "Versions", zh: "版本" },
};

const SEVERITIES = { error: "error 错误", warning: "warning 警告", note: "note 说明" } as const;

/** Lines of a program before it is cut off: what matters stands in the rendered message. */
const PROGRAM_LINES = 24;

/** `docs/reference/errors.md`: every message of the catalogue, by code. Throws RangeError if one has no example. */
export function errorsReference(examples: readonly MessageExample[]): GeneratedFile {
  const byCode = new Map<string, MessageExample>();
  for (const example of examples)
    if (!byCode.has(example.diagnostic.code)) byCode.set(example.diagnostic.code, example);
  const codes = Object.keys(catalogue).sort();
  const parts = ["# Messages 提示信息", INTRODUCTION, overview(codes, byCode)];
  let stage = "";
  for (const code of codes) {
    const digit = code.charAt(1);
    const heading = STAGES[digit];
    if (digit !== stage && heading !== undefined) parts.push(`## ${digit}xxx ${heading.en} ${heading.zh}`);
    stage = digit;
    parts.push(section(code, exampleOf(code, byCode)));
  }
  return { path: "docs/reference/errors.md", text: `${parts.join("\n\n")}\n` };
}

const INTRODUCTION = `<!-- Generated from compiler/diagnostics and the programs of tests/diagnostics. Do not edit. -->

Each message has a code, says where it arose, what was found and expected, what follows from it, and one thing to do next.
A code is never used again for something else. Errors stop a policy from being used; warnings and notes do not.

每条信息都有编号，写明位置、实际内容、应有内容、后果以及下一步做法。编号不会挪作他用。有错误的政策不能使用，警告和说明不影响使用。`;

function exampleOf(code: string, examples: ReadonlyMap<string, MessageExample>): MessageExample {
  const example = examples.get(code);
  if (example === undefined) throw new RangeError(`${code} has no example`);
  return example;
}

function overview(codes: readonly string[], examples: ReadonlyMap<string, MessageExample>): string {
  const rows = codes.map((code) => {
    const { diagnostic } = exampleOf(code, examples);
    const title = (lang: Language): string => textsOf(diagnostic, lang).title.replaceAll("|", "\\|");
    return `| [${code}](#${code.toLowerCase()}) | ${SEVERITIES[severityOf(diagnostic)]} | ${title("en")} | ${title("zh")} |`;
  });
  return ["| code 编号 | | English | 中文 |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function section(code: string, { diagnostic, program, sources }: MessageExample): string {
  const titles = `${textsOf(diagnostic, "en").title} · ${textsOf(diagnostic, "zh").title}`;
  const parts = [`### ${code}`, `${SEVERITIES[severityOf(diagnostic)]}: ${titles}`];
  if (program !== null) parts.push(fenced("fen", shortened(program)));
  for (const lang of ["en", "zh"] as const)
    parts.push(fenced("text", renderMessage(diagnostic, { lang, color: false, sources })));
  return parts.join("\n\n");
}

function shortened(program: string): string {
  const lines = program.trimEnd().split("\n");
  const shown = lines.length <= PROGRAM_LINES ? lines : [...lines.slice(0, PROGRAM_LINES), "…"];
  // Control characters have no place in a page.
  return shown.map((line) => line.replace(/\p{Cc}/gu, "\ufffd").slice(0, 200)).join("\n");
}

/** A fence longer than any run of backticks inside. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
