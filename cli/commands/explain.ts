import { toJson } from "../../compiler/diagnostics/render.js";
import { type Derivation, explain as explainRow } from "../../runtime/explain/index.js";
import { DISCLAIMER } from "../../runtime/office/words.js";
import { type Console, say } from "../io/console.js";
import { EXIT, UsageError } from "../io/errors.js";
import { progress } from "../io/progress.js";
import { report as show, textOf } from "../io/source.js";
import { type CommandSpec, JSON_OPTION } from "../spec.js";
import { INPUT_OPTIONS, prepare } from "./prepare.js";

export const explain: CommandSpec = {
  name: "explain",
  about: { en: "why one household gets what it gets", zh: "说明一户的结果是怎样得出的" },
  more: {
    en: "Each line is the policy's own condition with the household's values; the clause and its quotation stand behind it.\nFailed conditions come first, and the nearest change that would qualify comes last.",
    zh: "逐行列出条款的条件和该户的数据，后附条款出处和原文。未达到的条件在前，最接近达标的情形在后。",
  },
  examples: [
    {
      line: "fen explain rongchang.policy --roster household.csv --household 990101001",
      about: { en: "on the screen", zh: "显示在屏幕上" },
    },
    {
      line: "fen explain rongchang.policy --roster household.csv --household 990101001 --format markdown",
      about: { en: "as a note to hand over", zh: "生成可以交给农户的说明" },
    },
  ],
  args: [{ name: "<policy>", about: { en: "the policy file", zh: "政策文件" } }],
  options: [
    ...INPUT_OPTIONS,
    { flags: "--household <key>", about: { en: "the household's number", zh: "户编号" }, required: true },
    {
      flags: "--format <format>",
      about: { en: "form of the result", zh: "结果的形式" },
      choices: ["text", "markdown", "json"],
    },
    JSON_OPTION,
  ],
  run: async (console, [path], options) => {
    const bar = progress(console, 3);
    const prepared = await prepare(console, path as string, options, bar);
    if (prepared.kind === "refused") {
      bar.done();
      show(console, prepared.diagnostics, prepared.sources);
      return EXIT.data;
    }
    const { policy, given } = prepared;
    const key = String(options.household);
    const home = policy.entities.find((e) => given.roster.entities[e.id]?.some((row) => row.key === key));
    if (!home) {
      bar.done();
      throw new UsageError(`No row of the rosters has the number \`${key}\`.`, `名册中没有编号“${key}”。`);
    }
    bar.step("working out amounts", "测算");
    const { result, derivation } = explainRow(given, home.id, key);
    bar.done();
    const diagnostics = [...prepared.diagnostics, ...result.assumptions, ...result.diagnostics];
    show(console, diagnostics, textOf(prepared.compiled));
    if (!derivation) return EXIT.data;
    const form = options.json ? "json" : String(options.format ?? "text");
    if (form === "json") {
      const document = {
        format: 1,
        command: "explain",
        disclaimer: DISCLAIMER,
        policy: { id: policy.id, version: policy.version, hash: prepared.hash },
        asOf: given.asOf,
        ...derivation,
        messages: toJson(diagnostics, textOf(prepared.compiled)),
      };
      console.out(`${JSON.stringify(document, null, 2)}\n`);
    } else console.out(form === "markdown" ? markdown(derivation, console) : plain(derivation, console));
    return EXIT.ok;
  },
};

function cited(line: Derivation["lines"][number], console: Console): string {
  const cite = line.cites[0];
  if (!cite || line.depth > 0) return "";
  const quoted = cite.quoting === null ? "" : say(console, `: “${cite.quoting}”`, `：“${cite.quoting}”`);
  return say(console, ` (${cite.where}${quoted})`, `（${cite.where}${quoted}）`);
}

/** Indented lines, a clause's citation behind its heading. */
export function plain(derivation: Derivation, console: Console): string {
  const lines = derivation.lines.map(
    (line) => `${"  ".repeat(line.depth)}${line.text[console.lang]}${cited(line, console)}`,
  );
  return `${lines.join("\n")}\n\n${DISCLAIMER[console.lang]}\n`;
}

export function markdown(derivation: Derivation, console: Console): string {
  const lines = derivation.lines.map((line) => {
    const text = `${line.text[console.lang]}${cited(line, console)}`;
    if (line.kind === "household") return `## ${text}\n`;
    if (line.depth === 0) return `\n**${text}**\n`;
    return `${"  ".repeat(line.depth - 1)}- ${text}`;
  });
  return `${lines.join("\n")}\n\n> ${DISCLAIMER[console.lang]}\n`;
}
