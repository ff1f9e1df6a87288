/** A real policy on a synthetic roster, run, for the forms to be made from. */
import { dirname } from "node:path";
import { filesOf } from "../../cli/io/source.js";
import { unitWords } from "../../cli/io/units.js";
import { compile } from "../../compiler/index.js";
import type { Policy } from "../../compiler/ir/types.js";
import { compute } from "../../runtime/compute.js";
import { type Doubt, readParameters, readRoster } from "../../runtime/ingest/index.js";
import { csv } from "../../runtime/office/csv.js";
import type { FormInput } from "../../runtime/office/index.js";
import type { RunInput } from "../../runtime/run.js";
import { parametersOf, SCHEMES } from "../../runtime/synthetic/index.js";
import { tableOf } from "../../runtime/table/index.js";
import { libraryOf, policyPaths, source } from "../policies/folder.js";

export interface Scheme {
  readonly form: FormInput;
  readonly run: RunInput;
  readonly policy: Policy;
  readonly doubts: readonly Doubt[];
  readonly text: (file: string) => string | null;
  /** Every identity number, telephone and name of the roster, as written. */
  readonly secrets: readonly string[];
}

export function scheme(folder: string, id: string, seed = 1): Scheme {
  const path = policyPaths().find((p) => dirname(p) === folder) ?? "";
  const compiled = compile(source(path), libraryOf(folder));
  const { policy, hash } = compiled;
  const made = SCHEMES.find((s) => s.id === id)?.generate(seed);
  if (policy === null || made === undefined) throw new Error(`no ${folder}`);
  const units = unitWords(filesOf(compiled, `policies/${path}`));
  const files = made.tables.map((t) => ({
    path: `${t.name}.csv`,
    entity: t.name,
    text: csv(made.title, t.headings, t.rows),
    format: "csv" as const,
  }));
  const { roster, doubts } = readRoster(files, policy, units);
  if (roster === null) throw new Error("the roster is refused");
  const given = made.parameters === null ? null : parametersOf(made.parameters);
  const parameters = given === null ? null : readParameters(given, "parameters.csv", policy, units).values;
  const run: RunInput = { policy, roster, asOf: "2024-05-31", ...(parameters ? { parameters } : {}) };
  const outcome = compute(run);
  const isSecret = policy.entities.flatMap((e) =>
    e.fields.filter((f) => f.private).map((f) => ({ entity: e.id, field: f.id })),
  );
  const secrets = isSecret.flatMap(({ entity, field }) =>
    (roster.entities[entity] ?? []).flatMap((row) => {
      const cell = row.cells[field];
      return typeof cell === "string" && cell.length > 1 ? [cell] : [];
    }),
  );
  return {
    policy,
    run,
    doubts,
    text: (file) => (file === `policies/${path}` ? source(path).text : null),
    secrets,
    form: {
      policy,
      table: tableOf(roster, policy),
      outcome,
      lang: "zh",
      document: "荣委农组办〔2024〕1号",
      traces: { policy: hash ?? "", roster: "0".repeat(64), engine: "reference" },
      asOf: run.asOf,
    },
  };
}
