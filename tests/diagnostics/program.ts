/**
 * A program with the files it needs, in one text: the policy first, then further parts, each behind a line such as
 *
 *   #=== vocabulary poor
 *   #=== source notice.txt
 *   #=== table grades.csv
 *   #=== policy demo 2024.1
 *
 * `#=== filled to 1000001` at its end makes the policy that many characters long. The vocabulary `household` is the one of `household.policy` beside the programs, unless a part replaces it.
 */
import { readFileSync } from "node:fs";
import type { Library } from "../../compiler/index.js";
import type { SourceFile } from "../../grammar/source/span.js";

export interface Program {
  /** The offending file itself. */
  readonly main: SourceFile;
  readonly library: Library;
  /** The program with another text for its offending file. */
  readonly withMain: (text: string) => Program;
}

interface Part {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}

const SEPARATOR = /^#=== (vocabulary|source|table|policy) (.+)\n/m;

const household = readFileSync(new URL("household.policy", import.meta.url), "utf8");

const FILLED = /^#=== filled to (\d+)\n/m;

export function program(path: string, text: string): Program {
  const [, length] = FILLED.exec(text) ?? [];
  if (length !== undefined) return assemble({ path, text: text.replace(FILLED, "").padEnd(Number(length)) }, []);
  const [main = "", ...rest] = text.split(SEPARATOR);
  const parts: Part[] = [];
  for (let i = 0; i + 2 < rest.length; i += 3) {
    parts.push({ kind: rest[i] ?? "", name: (rest[i + 1] ?? "").trim(), text: rest[i + 2] ?? "" });
  }
  return assemble({ path, text: main }, parts);
}

function assemble(main: SourceFile, parts: readonly Part[]): Program {
  const find = (kind: string, name: string): SourceFile | null => {
    const part = parts.find((one) => one.kind === kind && one.name === name);
    return part === undefined ? null : { path: fileName(part), text: part.text };
  };
  const library: Library = {
    vocabulary: (name) =>
      find("vocabulary", name) ??
      (name === "household" || name === "农户" ? { path: "household.policy", text: household } : null),
    source: (name) => find("source", name)?.text ?? null,
    table: (name) => find("table", name)?.text ?? null,
    policy: (id, version) => find("policy", `${id} ${version}`),
  };
  return { main, library, withMain: (text) => assemble({ ...main, text }, parts) };
}

function fileName({ kind, name }: Part): string {
  return kind === "vocabulary" || kind === "policy" ? `${name.replace(/ /g, "-")}.policy` : name;
}
