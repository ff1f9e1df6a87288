/** What every command that runs a policy is given: the policy, rosters, a date, parameters, readings and assumptions. */
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import type { Compiled } from "../../compiler/index.js";
import { isDate } from "../../compiler/ir/dates.js";
import type { Policy } from "../../compiler/ir/types.js";
import { privateColumns, type TableReading } from "../../runtime/ingest/index.js";
import type { EngineInput } from "../../runtime/input.js";
import type { Roster } from "../../runtime/roster.js";
import type { RunInput } from "../../runtime/run.js";
import { rosterOf } from "../../runtime/table/index.js";
import type { Table } from "../../runtime/table.js";
import { type Console, say } from "../io/console.js";
import { UsageError } from "../io/errors.js";
import type { Progress } from "../io/progress.js";
import { readParameterFile, readRosters } from "../io/rosters.js";
import { compileOpened, filesOf, hasErrors, type Opened, open, textOf } from "../io/source.js";
import { unitWords } from "../io/units.js";
import type { OptionSpec, Options } from "../spec.js";
import { assumptions, readingsOf } from "./choices.js";

export const INPUT_OPTIONS: readonly OptionSpec[] = [
  {
    flags: "--roster <file...>",
    about: {
      en: "a roster; `project=file` says what its rows are if not households",
      zh: "名册；若不是一行一户，写 `project=文件` 说明是哪种对象",
    },
    repeats: true,
    required: true,
  },
  {
    flags: "--settle <file>",
    about: { en: "what was decided about doubtful rows and cells", zh: "对疑点行、疑点单元格的处理意见" },
  },
  {
    flags: "--map <file>",
    about: { en: "which heading stands for which field", zh: "列名与字段的对应表" },
  },
  { flags: "--as-of <date>", about: { en: "the date of the run (2024-05-31)", zh: "测算日期（2024-05-31）" } },
  {
    flags: "--params <file>",
    about: { en: "what the policy leaves to others, JSON or CSV", zh: "由各地确定的参数，JSON 或 CSV" },
  },
  {
    flags: "--reading <question=reading...>",
    about: { en: "take another reading of a question", zh: "改用另一种口径" },
    repeats: true,
  },
  {
    flags: "--entered <benefit=assumption...>",
    about: {
      en: "for an amount without a column: ceiling, floor, 70% or history",
      zh: "名册没有核定列时的假设：ceiling、floor、70% 或 history",
    },
    repeats: true,
  },
];

export type Prepared =
  | {
      readonly kind: "ready";
      readonly policy: Policy;
      readonly hash: string | null;
      readonly compiled: Compiled;
      readonly opened: Opened;
      readonly reading: TableReading;
      /** The rosters as columns. */
      readonly table: Table;
      /** What is given to `compute`. */
      readonly input: EngineInput;
      /** Its roster of rows is made when it is first asked for: of a large one it takes long. */
      readonly given: RunInput;
      /** What was found in the rosters and parameters. */
      readonly diagnostics: readonly Diagnostic[];
    }
  | {
      readonly kind: "refused";
      readonly diagnostics: readonly Diagnostic[];
      readonly sources: (file: string) => string | null;
      /** What was found in the rosters, if it came to reading them. */
      readonly rosters?: { readonly policy: Policy; readonly reading: TableReading };
    };

/**
 * Reads everything a run needs. `lean`: without private columns that no run of the policy reads, as names and numbers of
 * persons: of a large roster they take as much room as all the rest. Throws UsageError for options that cannot be taken.
 */
export async function prepare(
  console: Console,
  path: string,
  options: Options,
  bar: Progress,
  { lean = false } = {},
): Promise<Prepared> {
  bar.step("reading the policy", "读取政策");
  const opened = open(path, console);
  const compiled = compileOpened(opened);
  const { policy, hash } = compiled;
  if (!policy || hasErrors(compiled.diagnostics)) {
    return { kind: "refused", diagnostics: compiled.diagnostics, sources: textOf(compiled) };
  }
  const asOf = dateOf(options.asOf, policy, console, bar);
  const readings = readingsOf(listOf(options.reading), policy);
  const entered = assumptions(listOf(options.entered), policy);

  bar.step("reading the rosters", "读取名册");
  const units = unitWords(filesOf(compiled, opened.source.path));
  const beside = { settle: options.settle as string | undefined, map: options.map as string | undefined };
  const found = await readRosters(listOf(options.roster), policy, units, console, beside, {
    progress: ({ done, of }) => bar.within(done, of),
  });
  const reading = lean && found.table !== null ? { ...found, table: withoutUnread(found.table, policy) } : found;
  const params =
    options.params === undefined ? null : readParameterFile(options.params as string, policy, units, console);
  const diagnostics = [...reading.diagnostics, ...(params?.diagnostics ?? [])];
  const { table } = reading;
  if (!table || params?.values === null) {
    return { kind: "refused", diagnostics, sources: () => null, rosters: { policy, reading } };
  }
  const asked = { policy, asOf, readings, entered, ...(params?.values ? { parameters: params.values } : {}) };
  const input: EngineInput = { ...asked, table };
  let rows: Roster | null = null;
  const given: RunInput = {
    ...asked,
    get roster() {
      rows ??= rosterOf(table, policy);
      return rows;
    },
  };
  return { kind: "ready", policy, hash, compiled, opened, reading, table, input, given, diagnostics };
}

function withoutUnread(table: Table, policy: Policy): Table {
  const { unread } = privateColumns(table, policy);
  const left = (entity: string) => new Set(unread.filter((c) => c.entity === entity).map((c) => c.field));
  return {
    entities: Object.fromEntries(
      Object.entries(table.entities).map(([id, own]) => {
        const hidden = left(id);
        const columns = Object.fromEntries(Object.entries(own.columns).filter(([field]) => !hidden.has(field)));
        return [id, hidden.size === 0 ? own : { ...own, columns }];
      }),
    ),
  };
}

function listOf(value: Options[string]): string[] {
  return Array.isArray(value) ? (value as string[]).flat() : [];
}

/** Today if the policy is in force today, else its first day: the second is said, since it decides ages and versions. */
function dateOf(given: Options[string], policy: Policy, console: Console, bar: Progress): string {
  if (given !== undefined) {
    if (!isDate(String(given))) {
      throw new UsageError(
        `\`--as-of\` takes a date such as 2024-05-31, not \`${given}\`.`,
        `\`--as-of\` 须为日期，如 2024-05-31，不能是 \`${given}\`。`,
      );
    }
    return String(given);
  }
  const today = console.today();
  const { from, to } = policy.inForce;
  if (today >= from && (to === null || today <= to)) return today;
  bar.say(
    `${say(
      console,
      `The policy is not in force today; the run is dated ${from}, its first day. \`--as-of\` sets another date.`,
      `该政策今日不在施行期内，按施行首日 ${from} 测算。可用 \`--as-of\` 指定日期。`,
    )}\n`,
  );
  return from;
}
