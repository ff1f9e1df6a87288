/** Runs one case through the compiler and an engine. The engine is a parameter: all engines share the same files. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { compile, type Library } from "../../compiler/index.js";
import type { SourceFile } from "../../grammar/source/span.js";
import type { RunInput, RunResult } from "../../runtime/run.js";
import { compare, compareSteps } from "./compare.js";
import { buildInput } from "./roster.js";
import { type Case, type ConformanceFile, fileSchema } from "./schema.js";

export type Engine = (input: RunInput) => RunResult;

export function readFiles(folder: string): { name: string; data: ConformanceFile }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => {
      const data: unknown = parse(readFileSync(join(folder, file), "utf8"), { schema: "failsafe" });
      return { name: basename(file, ".yaml"), data: fileSchema.parse(data) };
    });
}

const severity = (d: Diagnostic) => catalogue[d.code].severity;
const line = (d: Diagnostic) => `${d.code} ${JSON.stringify(d.params)}`;

export function library(file: ConformanceFile, test: Case): Library {
  const vocabulary = test.vocabulary ?? file.vocabulary;
  const source = (path: string, text: string | undefined): SourceFile | null =>
    text === undefined ? null : { path, text };
  return {
    vocabulary: () => source("conformance-vocabulary.policy", vocabulary),
    source: (name) => test.sources?.[name] ?? null,
    table: (name) => test.tables?.[name] ?? null,
    policy: () =>
      source("previous.policy", test.previous === undefined ? undefined : (file.header ?? "") + test.previous),
  };
}

export function policyText(file: ConformanceFile, test: Case): string {
  return `${file.header ?? ""}${test.policy}`;
}

/** What is not as expected, as text; empty if all is. */
export function runCase(file: ConformanceFile, test: Case, engine: Engine): string[] {
  const compiled = compile({ path: "case.policy", text: policyText(file, test) }, library(file, test));
  const errors = compiled.diagnostics.filter((d) => severity(d) === "error");
  const expected = test.expect;
  if (expected.error !== undefined) {
    if (compiled.policy !== null) return [`expected error ${expected.error}, but the policy was accepted`];
    const found = errors.some((d) => d.code === expected.error);
    return found ? [] : [`expected error ${expected.error}, was ${errors.map(line).join("; ") || "none"}`];
  }
  const { policy } = compiled;
  if (policy === null || errors.length > 0) return [`the policy is refused: ${errors.map(line).join("; ")}`];
  const differences: string[] = [];
  for (const code of expected.warnings ?? []) {
    if (!compiled.diagnostics.some((d) => d.code === code)) {
      differences.push(
        `warning ${code} is not given; given: ${compiled.diagnostics.map((d) => d.code).join(", ") || "none"}`,
      );
    }
  }
  if (expected.steps) differences.push(...compareSteps(policy, expected.steps));
  if (test.roster) {
    const result = engine(buildInput(policy, test, test.asOf ?? file.asOf ?? "2024-06-30"));
    differences.push(...compare(policy, result, expected));
  }
  return differences;
}
