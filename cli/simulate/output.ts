/** The result of `fen simulate` in every form. */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { toJson } from "../../compiler/diagnostics/render.js";
import { type Sheet, sheetCsv, sheetParquet, workbookBytes } from "../../runtime/office/index.js";
import { type Conditions, DISCLAIMER } from "../../runtime/office/words.js";
import type {
  Attribution,
  CaseRun,
  Comparison,
  OnBound,
  ReadingsReport,
  Sensitivity,
  Simulation,
} from "../../runtime/simulate/index.js";
import { type Console, say } from "../io/console.js";
import { attributionText, comparisonText, groupsSideBySide, sideBySide } from "./comparison-text.js";
import { attributionJson, comparisonJson, simulationJson } from "./json.js";
import type { LoadedCase } from "./load.js";
import { boundsJson, boundsText, readingsJson, readingsText, sensitivityJson, sensitivityText } from "./more.js";
import { penFor } from "./pen.js";
import { amountsSheet, caseSheets, comparisonSheet, formInput } from "./sheets.js";
import { simulationText } from "./text.js";

export interface Told {
  readonly run: CaseRun;
  readonly loaded: LoadedCase;
  readonly simulation: Simulation;
  readonly conditions: Conditions;
  readonly readings: ReadingsReport | null;
  readonly bounds: readonly OnBound[] | null;
  readonly sensitivity: Sensitivity | null;
}

export interface Done {
  readonly told: readonly Told[];
  readonly comparisons: readonly {
    readonly of: Told;
    readonly comparison: Comparison;
    readonly attribution: Attribution;
  }[];
}

export function content(
  done: Done,
  form: string,
  messages: readonly (readonly Diagnostic[])[],
  sources: (file: string) => string | null,
  console: Console,
): string | Uint8Array {
  switch (form) {
    case "json":
      return jsonOf(done, messages, sources);
    case "csv":
      return sheetCsv(rowsSheet(done, console), { headings: console.lang });
    case "parquet":
      return sheetParquet(rowsSheet(done, console));
    case "xlsx":
      return workbookBytes(sheetsOf(done, console), { headings: console.lang });
    default:
      return textOfAll(done, console);
  }
}

function textOfAll({ told, comparisons }: Done, console: Console): string {
  const [first] = told as [Told, ...Told[]];
  const pen = penFor(first.loaded.of.policy, console.lang);
  const sections: string[] = [];
  if (told.length > 1) {
    const all = told.map((t) => t.simulation);
    const policies = told.map((t) => t.loaded.of.policy);
    sections.push(sideBySide(all, pen), ...groupsSideBySide(all, policies, pen));
  }
  for (const { of, comparison, attribution } of comparisons) {
    const policy = of.loaded.of.policy;
    sections.push(...comparisonText(comparison, policy, penFor(policy, console.lang)));
    sections.push(attributionText(attribution, first.loaded.of.policy, policy, pen));
  }
  for (const t of told) {
    const { policy } = t.loaded.of;
    const own = penFor(policy, console.lang);
    sections.push(head(t, console));
    // Of several scenarios the comparison is the report; each in full is in the other forms.
    if (told.length === 1) sections.push(...simulationText(t.simulation, policy, t.conditions, own));
    if (t.readings) sections.push(readingsText(t.readings, own));
    if (t.bounds) sections.push(boundsText(t.bounds, policy, own));
    if (t.sensitivity) sections.push(sensitivityText(t.sensitivity, policy, own));
  }
  sections.push(DISCLAIMER[console.lang]);
  return `${sections
    .map((s) => s.trimEnd())
    .filter((s) => s !== "")
    .join("\n\n")}\n`;
}

function head({ simulation, loaded }: Told, console: Console): string {
  const { policy } = loaded.of;
  const about = policy.about[policy.id];
  const title = about?.label ?? about?.[console.lang] ?? policy.id;
  return [
    `${simulation.name}: ${title}  ${say(console, "version", "版本")} ${policy.version}  ${loaded.prepared.hash?.slice(0, 12) ?? ""}`,
    `${say(console, "Date of the run", "测算日期")} ${simulation.asOf}  ${say(console, "payees", "户数")} ${simulation.payees}`,
  ].join("\n");
}

function jsonOf(
  { told, comparisons }: Done,
  messages: readonly (readonly Diagnostic[])[],
  sources: (file: string) => string | null,
): string {
  const document = {
    format: 1,
    command: "simulate",
    disclaimer: DISCLAIMER,
    scenarios: told.map(({ loaded, simulation, conditions, readings, bounds, sensitivity: moved }, i) => {
      const { policy } = loaded.of;
      return {
        ...simulationJson(simulation, policy, conditions),
        policy: { ...simulation.policy, file: loaded.prepared.opened.source.path, hash: loaded.prepared.hash },
        scenario: loaded.of.scenario,
        rosterHash: loaded.rosterHash,
        messages: toJson(messages[i] ?? [], sources),
        ...(readings ? { readings: readingsJson(readings, policy) } : {}),
        ...(bounds ? { bounds: boundsJson(bounds, policy) } : {}),
        ...(moved ? { sensitivity: sensitivityJson(moved, policy) } : {}),
      };
    }),
    comparisons: comparisons.map(({ of, comparison, attribution }) => ({
      ...comparisonJson(comparison, of.loaded.of.policy),
      changes: attributionJson(attribution, of.loaded.of.policy),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** One row for each payee. */
function rowsSheet({ told }: Done, console: Console): Sheet {
  const [first] = told as [Told, ...Told[]];
  const input = formInput(first.run, first.loaded, console.lang);
  if (told.length > 1)
    return amountsSheet(
      told.map((t) => t.run),
      footOf(first, console),
      console.lang,
    );
  return caseSheets(first.run, first.loaded, first.conditions, input.lang, null).find(
    (s) => s.columns[0]?.id === "key",
  ) as Sheet;
}

function sheetsOf({ told, comparisons }: Done, console: Console): Sheet[] {
  const several = told.length > 1;
  const [first] = told as [Told, ...Told[]];
  const foot = footOf(first, console);
  return [
    ...comparisons.map(({ of, comparison }, i) =>
      comparisonSheet(comparison, of.loaded.of.policy, foot, console.lang, i + 1),
    ),
    ...(several
      ? [
          amountsSheet(
            told.map((t) => t.run),
            foot,
            console.lang,
          ),
        ]
      : []),
    ...told.flatMap((t, i) => caseSheets(t.run, t.loaded, t.conditions, console.lang, several ? i + 1 : null)),
  ];
}

function footOf(first: Told, console: Console): readonly string[] {
  return caseSheets(first.run, first.loaded, first.conditions, console.lang, null)[0]?.foot ?? [];
}
