import { toJson } from "../../compiler/diagnostics/render.js";
import { csv } from "../../runtime/office/csv.js";
import { type CalendarRow, calendarRows } from "../calendar/rows.js";
import { type Console, say } from "../io/console.js";
import { EXIT } from "../io/errors.js";
import { compileOpened, hasErrors, open, report, textOf } from "../io/source.js";
import { table as aligned } from "../io/table.js";
import { type CommandSpec, JSON_OPTION } from "../spec.js";

/** Messages on calendars: P4070 to P4077. */
const CALENDAR = /^P407\d$/;

export const calendar: CommandSpec = {
  name: "calendar",
  about: { en: "who does what, by when", zh: "程序与时限：谁、做什么、何时之前" },
  more: {
    en: "The steps of a policy's procedures, with what each waits for and the notice it needs, then its payments, then\ncontradictions between their dates.",
    zh: "列出政策的办理步骤、先后、时限与公示天数，以及各笔拨付，并指出日期之间的矛盾。",
  },
  examples: [
    {
      line: "fen calendar policies/yubei-2024/yubei-2024.policy",
      about: { en: "the steps and where their dates collide", zh: "步骤表，以及日期的矛盾" },
    },
    {
      line: "fen calendar policies/kaiyuan-2024/kaiyuan-2024.policy --format csv",
      about: { en: "for a spreadsheet", zh: "生成可用表格软件打开的文件" },
    },
  ],
  args: [{ name: "<policy>", about: { en: "the policy file", zh: "政策文件" } }],
  options: [
    {
      flags: "--format <format>",
      about: { en: "form of the result", zh: "结果的形式" },
      choices: ["table", "markdown", "csv", "json"],
    },
    JSON_OPTION,
  ],
  run: async (console, [path], options) => {
    const opened = open(path as string, console);
    const compiled = compileOpened(opened);
    if (compiled.policy === null || hasErrors(compiled.diagnostics)) {
      report(console, compiled.diagnostics, textOf(compiled));
      return EXIT.data;
    }
    const { policy } = compiled;
    const rows = calendarRows(policy);
    const collisions = compiled.diagnostics.filter((d) => CALENDAR.test(d.code));
    const form = options.json ? "json" : String(options.format ?? "table");
    if (form === "json") {
      const { format: _format, ...messages } = toJson(collisions, textOf(compiled));
      const document = {
        format: 1,
        command: "calendar",
        policy: { id: policy.id, version: policy.version },
        rows,
        ...messages,
      };
      console.out(`${JSON.stringify(document, null, 2)}\n`);
      return EXIT.ok;
    }
    console.out(
      form === "csv" ? csv(null, titles(console), cellsOf(console, rows)) : blocks(console, rows, form === "markdown"),
    );
    report(console, collisions, textOf(compiled));
    return EXIT.ok;
  },
};

function titles(console: Console): string[] {
  const words: readonly (readonly [string, string])[] = [
    ["procedure", "程序"],
    ["step", "步骤"],
    ["who", "由谁办理"],
    ["by when", "时限"],
    ["takes", "历时"],
    ["after", "在……之后"],
    ["shown", "公示栏目"],
    ["text", "依据"],
  ];
  return words.map(([en, zh]) => say(console, en, zh));
}

function cellsOf(console: Console, rows: readonly CalendarRow[]): string[][] {
  const { lang } = console;
  const join = say(console, ", ", "、");
  const list = (words: CalendarRow["who"]) => words.map((w) => w[lang]).join(join);
  return rows.map((row) => [
    row.procedure[lang],
    row.step[lang],
    list(row.who),
    row.when.map((w) => w[lang]).join(say(console, "; ", "；")),
    row.takes?.[lang] ?? "",
    list(row.after),
    list(row.shows),
    row.cites.map((c) => c.where).join(join),
  ]);
}

/** A table for each procedure; columns in which nothing stands are left out. */
function blocks(console: Console, rows: readonly CalendarRow[], markdown: boolean): string {
  if (rows.length === 0) return `${say(console, "The policy has no procedure.", "本政策没有写明程序。")}\n`;
  const head = titles(console).slice(1);
  const groups = new Map<string, CalendarRow[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return [...groups.values()]
    .map((own) => {
      const all = cellsOf(console, own).map((cells) => cells.slice(1));
      const used = head.map((_, i) => all.some((cells) => cells[i] !== ""));
      const kept = (cells: readonly string[]) => cells.filter((_, i) => used[i]);
      const title = own[0]?.procedure[console.lang] ?? "";
      const table = markdown
        ? markdownTable(kept(head), all.map(kept))
        : aligned(
            kept(head).map((t) => ({ title: t })),
            all.map(kept),
          );
      return `${markdown ? "## " : ""}${title}\n\n${table}`;
    })
    .join("\n");
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((c) => c.replace(/\|/g, "\\|")).join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}
