/** The samples that come with this program, worked out by the same path that a user's own files take. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../../compiler/index.js";
import { run } from "../../runtime/index.js";
import { readParameters, readRoster } from "../../runtime/ingest/index.js";
import { csv } from "../../runtime/office/csv.js";
import { type GeneratedRoster, parametersOf, SCHEMES } from "../../runtime/synthetic/index.js";
import { libraryFor, POLICIES } from "../io/library.js";
import { filesOf, namesOf } from "../io/source.js";
import { unitWords } from "../io/units.js";
import { writtenConditions } from "../report/conditions.js";
import { buildReport, groupingField, type Report } from "../report/model.js";

export interface Sample {
  readonly id: string;
  /** The policy as written. */
  readonly text: string;
  readonly title: string;
  readonly hash: string;
  readonly asOf: string;
  /** Says that the roster is synthetic. */
  readonly note: string;
  readonly report: Report;
}

const FILES: Readonly<Record<string, string>> = { yubei: "yubei-2024/yubei-2024.policy" };

/** Throws if the sample does not run: it is part of this program, so that is a defect of it. */
export function sample(id: string): Sample {
  const path = join(POLICIES, FILES[id] as string);
  const text = readFileSync(path, "utf8");
  const compiled = compile({ path: FILES[id] as string, text }, libraryFor(path, POLICIES));
  const { policy, hash } = compiled;
  const scheme = SCHEMES.find((s) => s.id === id);
  if (!policy || !hash || !scheme)
    throw new Error(`sample ${id}: ${compiled.diagnostics.map((d) => d.code).join(" ")}`);
  const generated = scheme.generate(1);
  const words = unitWords(filesOf(compiled, FILES[id] as string));
  const reading = readRoster(rosterFiles(generated), policy, words);
  const parameters = readParameters(parametersOf(generated.parameters), "parameters", policy, words);
  if (!reading.roster || !parameters.values) {
    throw new Error(
      `sample ${id}: ${[...reading.diagnostics, ...parameters.diagnostics].map((d) => d.code).join(" ")}`,
    );
  }
  const asOf = policy.inForce.from;
  const result = run({ policy, roster: reading.roster, asOf, parameters: parameters.values });
  const conditions = writtenConditions(compiled.file, policy, namesOf(compiled, FILES[id] as string));
  const report = buildReport(policy, reading.roster, result, groupingField(policy, null) ?? null, conditions);
  return { id, text, title: policy.about[policy.id]?.label ?? policy.id, hash, asOf, note: generated.title, report };
}

function rosterFiles(generated: GeneratedRoster) {
  return generated.tables.map((t) => ({
    path: `${t.name}.csv`,
    format: "csv" as const,
    entity: t.name,
    text: csv(generated.title, t.headings, t.rows),
  }));
}
