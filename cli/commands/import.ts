import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { toJson } from "../../compiler/diagnostics/render.js";
import type { Policy } from "../../compiler/ir/types.js";
import { entityName, fieldName, privateColumns, type TableReading, writeCache } from "../../runtime/ingest/index.js";
import { doubtsCsv } from "../../runtime/office/doubts.js";
import type { Table } from "../../runtime/table.js";
import { type Console, say } from "../io/console.js";
import { mappingCsv } from "../io/doubts.js";
import { EXIT } from "../io/errors.js";
import { demandFree, writeWhole } from "../io/files.js";
import { INTERRUPTED, interruptible } from "../io/interrupt.js";
import { type Progress, progress } from "../io/progress.js";
import { readRosters } from "../io/rosters.js";
import { compileOpened, filesOf, hasErrors, open, report as show, textOf } from "../io/source.js";
import { unitWords } from "../io/units.js";
import { type CommandSpec, FORCE_OPTION, JSON_OPTION, type Options } from "../spec.js";
import { INPUT_OPTIONS } from "./prepare.js";

const BESIDE = new Set(["--roster", "--settle", "--map"]);

export const importRoster: CommandSpec = {
  name: "import",
  about: {
    en: "rosters of any format, checked and kept as one Parquet file",
    zh: "导入各种格式的名册，核对后存为一个 Parquet 文件",
  },
  more: {
    en: "Rosters are xlsx, xls, ods, CSV, JSON or Parquet, or a zip of these, recognised by what they hold. Of a workbook,\n`file.xlsx#Sheet2` names the sheet. What was decided about doubts is in the written file; every command that takes\n`--roster` takes that file too. Private columns stay out of it unless `--private` asks for them.",
    zh: "名册可为 xlsx、xls、ods、CSV、JSON、Parquet 或其 zip 压缩包，按内容识别。工作簿可写成 `文件.xlsx#工作表`。\n写出的文件已含疑点处理结果，凡有 `--roster` 的命令都可使用。隐私列不写入，除非加 `--private`。",
  },
  examples: [
    {
      line: "fen import rongchang.policy --roster export.xlsx --roster form.csv --doubts doubts.csv --out roster.parquet",
      about: {
        en: "an export and a village form, joined; the doubts listed",
        zh: "系统导出表与村级表合并，并列出疑点",
      },
    },
    {
      line: "fen import rongchang.policy --roster export.xlsx --settle doubts.csv --map map.csv --out roster.parquet --force",
      about: { en: "again, with the doubts decided and the headings mapped", zh: "疑点处理、列名对应之后重新导入" },
    },
  ],
  args: [{ name: "<policy>", about: { en: "the policy file", zh: "政策文件" } }],
  options: [
    ...INPUT_OPTIONS.filter(({ flags }) => BESIDE.has(flags.split(" ")[0] as string)),
    { flags: "--out <file>", about: { en: "the Parquet file to write", zh: "要写出的 Parquet 文件" }, required: true },
    {
      flags: "--doubts <file>",
      about: { en: "write the list of doubtful rows and cells (CSV)", zh: "写出疑点清单（CSV）" },
    },
    {
      flags: "--save-map <file>",
      about: { en: "write which heading was read as which field (CSV)", zh: "写出列名与字段的对应表（CSV）" },
    },
    { flags: "--private", about: { en: "write private columns too", zh: "隐私列也写入" } },
    JSON_OPTION,
    FORCE_OPTION,
  ],
  run: async (console, [path], options) => {
    const files = [options.out, options.doubts, options.saveMap].filter((file) => typeof file === "string");
    demandFree(files, console.cwd, options.force === true);
    const bar = progress(console, 3);
    const stop = interruptible();
    try {
      return await importAll(console, path as string, options, bar, stop.signal);
    } catch (error) {
      bar.done();
      if (!stop.signal.aborted) throw error;
      console.err(`${say(console, "Stopped. Nothing was written.", "已中止，未写出任何文件。")}\n`);
      return INTERRUPTED;
    } finally {
      stop.done();
    }
  },
};

async function importAll(
  console: Console,
  path: string,
  options: Options,
  bar: Progress,
  signal: AbortSignal,
): Promise<number> {
  bar.step("reading the policy", "读取政策");
  const opened = open(path, console);
  const compiled = compileOpened(opened);
  const { policy } = compiled;
  if (!policy || hasErrors(compiled.diagnostics)) {
    bar.done();
    return refused(console, options, compiled.diagnostics, textOf(compiled));
  }
  bar.step("reading the rosters", "读取名册");
  const units = unitWords(filesOf(compiled, opened.source.path));
  const rosters = (options.roster as readonly string[]).flat();
  const beside = { settle: options.settle as string | undefined, map: options.map as string | undefined };
  const reading = await readRosters(rosters, policy, units, console, beside, {
    signal,
    progress: ({ done, of }) => bar.within(done, of),
  });
  const { table } = reading;
  const keepPrivate = options.private === true;
  const hidden = table === null ? { read: [], unread: [] } : privateColumns(table, policy);
  const out = String(options.out);
  const place = { kind: "cell", file: out, row: null, column: null } as const;
  const named = (columns: readonly { readonly entity: string; readonly field: string }[]) =>
    columns.map(({ entity, field }) => fieldName(policy, entity, field));
  const diagnostics = [...reading.diagnostics];
  if (!keepPrivate && hidden.read.length > 0)
    diagnostics.push(diagnostic("P6056", place, { columns: named(hidden.read) }));
  else if (!keepPrivate && hidden.unread.length > 0) {
    diagnostics.push(diagnostic("P6057", place, { columns: named(hidden.unread) }));
  }
  const kept = table !== null && (keepPrivate || hidden.read.length === 0) ? table : null;
  bar.step("writing", "写出文件");
  const bytes =
    kept &&
    (await writeCache(kept, policy, {
      keepPrivate,
      mapping: reading.mapping,
      each: async (rows, of) => {
        bar.within(rows, of);
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      },
    }));
  bar.done();
  // What helps to put the files right is written also where they cannot be used yet.
  writeBeside(console, options, policy, reading);
  if (!kept || !bytes) return refused(console, options, diagnostics, () => null);
  writeWhole(out, bytes, console.cwd, options.force === true);
  tell(console, options, { policy, table: kept, reading, diagnostics, out, bytes: bytes.length });
  return hasErrors(diagnostics) ? EXIT.data : EXIT.ok;
}

function refused(
  console: Console,
  options: Options,
  diagnostics: readonly Diagnostic[],
  sources: (file: string) => string | null,
): number {
  if (options.json) {
    const document = { format: 1, command: "import", refused: true, messages: toJson(diagnostics, sources) };
    console.out(`${JSON.stringify(document, null, 2)}\n`);
  } else show(console, diagnostics, sources);
  return EXIT.data;
}

function writeBeside(console: Console, options: Options, policy: Policy, reading: TableReading): void {
  const force = options.force === true;
  const { lang, cwd } = console;
  if (typeof options.doubts === "string")
    writeWhole(options.doubts, doubtsCsv(reading.doubts, policy, lang), cwd, force);
  if (typeof options.saveMap === "string")
    writeWhole(options.saveMap, mappingCsv(reading.mapping, policy, lang), cwd, force);
}

interface Imported {
  readonly policy: Policy;
  readonly table: Table;
  readonly reading: TableReading;
  readonly diagnostics: readonly Diagnostic[];
  readonly out: string;
  readonly bytes: number;
}

function tell(console: Console, options: Options, imported: Imported): void {
  const { policy, table, reading, diagnostics, out, bytes } = imported;
  const { lang } = console;
  const rosters = Object.entries(table.entities).map(([entity, { rows, columns }]) => ({
    entity,
    name: entityName(policy, entity),
    rows,
    refused: reading.refused.filter((r) => r.entity === entity).length,
    columns: Object.keys(columns).length,
  }));
  const decided = reading.doubts.filter((d) => d.decision !== null).length;
  const doubts = { all: reading.doubts.length, decided, open: reading.doubts.length - decided };
  if (options.json) {
    const mapping = reading.mapping.map(({ of, heading, field }) => ({ of, heading, field }));
    const messages = toJson(diagnostics, () => null);
    const document = { format: 1, command: "import", out, bytes, rosters, doubts, mapping, messages };
    console.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  show(console, diagnostics);
  const rows = rosters.map((r) =>
    lang === "zh"
      ? `${r.name.zh}  ${r.rows} 行${r.refused > 0 ? `，退回 ${r.refused} 行` : ""}，${r.columns} 个字段`
      : `${r.name.en}  ${r.rows} rows${r.refused > 0 ? `, ${r.refused} refused` : ""}, ${r.columns} fields`,
  );
  const used = reading.mapping.filter((m) => m.field !== null).length;
  const lines = [
    ...rows,
    say(
      console,
      `Headings  ${used} stand for a field, ${reading.mapping.length - used} not used`,
      `列名  ${used} 个对应字段，${reading.mapping.length - used} 个未使用`,
    ),
    say(
      console,
      `Doubts  ${doubts.all}: ${doubts.decided} decided, ${doubts.open} open`,
      `疑点  ${doubts.all} 条：已处理 ${doubts.decided}，待处理 ${doubts.open}`,
    ),
  ];
  console.out(`${lines.join("\n")}\n`);
  console.err(`${say(console, "Written: ", "已写入：")}${out}\n`);
}
