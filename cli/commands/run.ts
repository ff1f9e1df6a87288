import { plan as planColumns } from "../../compiler/backends/columnar/index.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { toJson } from "../../compiler/diagnostics/render.js";
import type { Policy } from "../../compiler/ir/types.js";
import { compute, resultOf } from "../../runtime/index.js";
import { entityName, type TableReading } from "../../runtime/ingest/index.js";
import { doubtsCsv } from "../../runtime/office/doubts.js";
import { DISCLAIMER } from "../../runtime/office/words.js";
import type { RunResult } from "../../runtime/run.js";
import { type Console, say } from "../io/console.js";
import { mappingCsv } from "../io/doubts.js";
import { EXIT, UsageError } from "../io/errors.js";
import { demandFree, writeWhole } from "../io/files.js";
import { progress } from "../io/progress.js";
import { hasErrors, namesOf, report as show, textOf } from "../io/source.js";
import { crewFor, THREADS_OPTION } from "../io/workers.js";
import { writtenConditions } from "../report/conditions.js";
import { reportCsv } from "../report/csv.js";
import { reportJson } from "../report/json.js";
import { buildReport, groupingField } from "../report/model.js";
import { reportText } from "../report/text.js";
import { type CommandSpec, FORCE_OPTION, type Options } from "../spec.js";
import { INPUT_OPTIONS, prepare } from "./prepare.js";

export const run: CommandSpec = {
  name: "run",
  about: { en: "what a policy pays on a roster", zh: "在名册上测算一项政策" },
  more: {
    en: "Rosters are xlsx, xls, ods, CSV (UTF-8 or GB18030), JSON or Parquet. Headings may be a field's name, label or alias,\nwith its unit in brackets. Results go to the screen or to `--out`; messages go beside them.",
    zh: "名册为 xlsx、xls、ods、CSV（UTF-8 或 GB18030）、JSON 或 Parquet。表头可用字段名、标签或别名，可在括号内写单位。\n结果显示在屏幕或写入 `--out`，提示另行输出。",
  },
  examples: [
    {
      line: "fen run rongchang.policy --roster household.csv --roster award=award.csv",
      about: { en: "totals by benefit and town, with past awards", zh: "按项目、按乡镇汇总，并计已发奖补" },
    },
    {
      line: "fen run yubei.policy --roster household.csv --roster project=project.csv --params parameters.csv",
      about: { en: "with what each town has set", zh: "带上各镇确定的标准" },
    },
    {
      line: "fen run rongchang.policy --roster household.csv --reading sow_rule=inclusive --entered livestock=ceiling",
      about: { en: "another reading; entered amounts at their ceiling", zh: "换一种口径；核定金额一律按上限" },
    },
    {
      line: "fen run rongchang.policy --roster household.csv --format csv --out result.csv",
      about: { en: "one row per household, for a spreadsheet", zh: "一户一行，供电子表格使用" },
    },
  ],
  args: [{ name: "<policy>", about: { en: "the policy file", zh: "政策文件" } }],
  options: [
    ...INPUT_OPTIONS,
    {
      flags: "--doubts <file>",
      about: { en: "write the list of doubtful rows and cells (CSV)", zh: "写出疑点清单（CSV）" },
    },
    {
      flags: "--save-map <file>",
      about: { en: "write which heading was read as which field (CSV)", zh: "写出列名与字段的对应表（CSV）" },
    },
    {
      flags: "--engine <engine>",
      about: {
        en: "how it is worked out: by columns (the default) or household by household; the result is the same",
        zh: "测算方式：columns 按列（默认），reference 逐户；结果相同",
      },
      choices: ["columns", "reference"],
    },
    { flags: "--by <field>", about: { en: "field to total by; town unless given", zh: "按哪个字段汇总；默认乡镇" } },
    {
      flags: "--format <format>",
      about: { en: "form of the result", zh: "结果的形式" },
      choices: ["table", "json", "csv"],
    },
    { flags: "--json", about: { en: "the same as `--format json`", zh: "同 `--format json`" } },
    { flags: "--out <file>", about: { en: "write the result to a file", zh: "把结果写入文件" } },
    THREADS_OPTION,
    FORCE_OPTION,
  ],
  run: async (console, [path], options) => {
    const out = options.out as string | undefined;
    const files = [out, options.doubts, options.saveMap].filter((file) => typeof file === "string");
    demandFree(files, console.cwd, options.force === true);
    const bar = progress(console, 4);
    const prepared = await prepare(console, path as string, options, bar);
    const rosters = prepared.kind === "refused" ? prepared.rosters : prepared;
    if (rosters) writeBeside(console, options, rosters.policy, rosters.reading);
    if (prepared.kind === "refused") {
      bar.done();
      return refused(console, options, prepared.diagnostics, prepared.sources, out);
    }
    const { policy, hash, compiled, opened, reading, input, given } = prepared;
    const { asOf, readings } = input;
    const field = groupingField(policy, (options.by as string | undefined) ?? null);
    if (field === undefined) {
      throw new UsageError(`There is no field \`${options.by}\` to total by.`, `没有可供汇总的字段“${options.by}”。`);
    }

    bar.step("working out amounts", "测算");
    const byColumns = options.engine !== "reference";
    const crew = byColumns ? crewFor(options, [prepared.table]) : null;
    let result: RunResult;
    try {
      const outcome = compute({ ...input, ...(crew === null ? {} : { crew }) }, byColumns ? planColumns : undefined);
      result = resultOf(policy, outcome, (entity) => prepared.table.entities[entity]?.rows ?? 0);
    } finally {
      crew?.stop();
    }
    const diagnostics = [...prepared.diagnostics, ...result.assumptions, ...result.diagnostics];
    if (result.refused) {
      bar.done();
      return refused(console, options, diagnostics, textOf(compiled), out);
    }

    bar.step("putting the report together", "汇总");
    const conditions = writtenConditions(compiled.file, policy, namesOf(compiled, opened.source.path));
    const report = buildReport(policy, given.roster, result, field, conditions);
    const sources = textOf(compiled);
    const about = policy.about[policy.id];
    const title = about?.label ?? about?.[console.lang] ?? policy.id;
    const counts = Object.entries(given.roster.entities).map(([entity, rows]) => {
      const n = reading.refused.filter((r) => r.entity === entity).length;
      return { entity, name: entityName(policy, entity), rows: rows.length, refused: n };
    });
    const head = [
      `${title}  ${say(console, "version", "版本")} ${policy.version}  ${hash?.slice(0, 12) ?? ""}`,
      `${say(console, "Date of the run", "测算日期")} ${asOf}  ${counts
        .map(
          (c) =>
            `${c.name[console.lang]} ${c.rows}${c.refused > 0 ? say(console, ` (${c.refused} refused)`, `（退回 ${c.refused}）`) : ""}`,
        )
        .join(say(console, ", ", "，"))}`,
    ];
    bar.done();
    const form = formOf(options);
    // The table itself says what it takes for granted; the other forms have it beside them.
    const assumed = form === "table" ? diagnostics.filter((d) => ASSUMED.test(d.code)) : [];
    show(
      console,
      diagnostics.filter((d) => !assumed.includes(d)),
      sources,
    );
    const text =
      form === "csv"
        ? reportCsv(report, `${head.join("  ")}  ${DISCLAIMER[console.lang]}`, conditions, console.lang)
        : form === "json"
          ? `${JSON.stringify(
              {
                format: 1,
                command: "run",
                disclaimer: DISCLAIMER,
                policy: { id: policy.id, version: policy.version, title, file: opened.source.path, hash },
                asOf,
                readings,
                rosters: counts,
                messages: toJson(diagnostics, sources),
                ...reportJson(report, reading.refused, conditions),
              },
              null,
              2,
            )}\n`
          : reportText(report, { head, assumed, readings: readings ?? {} }, console.lang);
    emit(console, text, out, options.force === true);
    return hasErrors(diagnostics) ? EXIT.data : EXIT.ok;
  },
};

/** Columns taken as blank, amounts assumed, no past awards. */
const ASSUMED = /^P(6005|5006|5007)$/;

function formOf(options: Options): "table" | "json" | "csv" {
  return options.json ? "json" : ((options.format as "table" | "json" | "csv" | undefined) ?? "table");
}

/** No result: the messages alone, also as JSON for who asked for it. */
function refused(
  console: Console,
  options: Options,
  diagnostics: readonly Diagnostic[],
  sources: (file: string) => string | null,
  out: string | undefined,
): number {
  if (formOf(options) === "json") {
    const document = { format: 1, command: "run", refused: true, messages: toJson(diagnostics, sources) };
    emit(console, `${JSON.stringify(document, null, 2)}\n`, out, options.force === true);
  } else {
    show(console, diagnostics, sources);
  }
  return EXIT.data;
}

/** The list of doubts and the mapping, where they were asked for: also for a run that cannot be carried out. */
function writeBeside(console: Console, options: Options, policy: Policy, reading: TableReading): void {
  const force = options.force === true;
  if (typeof options.doubts === "string") {
    writeWhole(options.doubts, doubtsCsv(reading.doubts, policy, console.lang), console.cwd, force);
  }
  if (typeof options.saveMap === "string") {
    writeWhole(options.saveMap, mappingCsv(reading.mapping, policy, console.lang), console.cwd, force);
  }
}

function emit(console: Console, text: string, out: string | undefined, force: boolean): void {
  if (out === undefined) {
    console.out(text);
    return;
  }
  writeWhole(out, text, console.cwd, force);
  console.err(`${say(console, "Written: ", "已写入：")}${out}\n`);
}
