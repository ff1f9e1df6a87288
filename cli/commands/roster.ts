import { join } from "node:path";
import { nearest } from "../../compiler/resolve/names.js";
import { csv } from "../../runtime/office/csv.js";
import {
  type DirtyRoster,
  dirty,
  type GeneratedRoster,
  type GeneratedTable,
  gb18030,
  SCHEMES,
} from "../../runtime/synthetic/index.js";
import { type Console, say } from "../io/console.js";
import { sheet } from "../io/csv.js";
import { EXIT, UsageError } from "../io/errors.js";
import { demandFree, writeWhole } from "../io/files.js";
import { type CommandSpec, FORCE_OPTION } from "../spec.js";

const list = (lang: "en" | "zh") => SCHEMES.map((s) => `  ${s.id}: ${s.about[lang]}`).join("\n");

const generate: CommandSpec = {
  name: "generate",
  about: { en: "make a synthetic roster, marked 合成数据", zh: "生成合成名册，文件内标明“合成数据”" },
  more: { en: `Schemes:\n${list("en")}`, zh: `可选：\n${list("zh")}` },
  examples: [
    {
      line: "fen roster generate yubei --out rosters",
      about: {
        en: "rosters/household.csv, rosters/project.csv and rosters/parameters.csv",
        zh: "写出 rosters/household.csv、rosters/project.csv、rosters/parameters.csv",
      },
    },
    {
      line: "fen roster generate yubei --dirty --out dirty",
      about: {
        en: "dirty/export.csv (a row for each person), dirty/form.csv, dirty/settle.csv and the others",
        zh: "写出 dirty/export.csv（一人一行）、dirty/form.csv、dirty/settle.csv 等",
      },
    },
    {
      line: "fen roster generate rongchang --seed 7",
      about: { en: "one JSON document on the screen", zh: "以 JSON 显示" },
    },
  ],
  args: [{ name: "<scheme>", about: { en: "which roster", zh: "哪一份名册" } }],
  options: [
    {
      flags: "--seed <n>",
      about: { en: "a whole number; one seed, one roster", zh: "整数；同一种子生成同一名册" },
      fallback: "1",
    },
    { flags: "--out <folder>", about: { en: "write CSV files into this folder", zh: "把 CSV 写入此文件夹" } },
    {
      flags: "--dirty",
      about: {
        en: "the same households as offices have them, in GB18030, with what was decided about their doubts",
        zh: "写成单位里常见的样子（GB18030），并附疑点处理意见 settle.csv",
      },
    },
    FORCE_OPTION,
  ],
  run: async (console, [wanted], options) => {
    const scheme = SCHEMES.find((s) => s.names.includes(wanted as string));
    if (!scheme) {
      const [near] = nearest(
        wanted as string,
        SCHEMES.flatMap((s) => s.names),
      );
      const known = SCHEMES.map((s) => `\`${s.id}\``);
      throw new UsageError(
        `There is no scheme \`${wanted}\`; there are ${known.join(", ")}.${near ? ` Did you mean \`${near}\`?` : ""}`,
        `没有 \`${wanted}\`，可选 ${known.join("、")}。${near ? `是否指 \`${near}\`？` : ""}`,
      );
    }
    const seed = options.seed as string;
    if (!/^\d{1,9}$/.test(seed)) {
      throw new UsageError(
        `\`--seed\` takes a whole number, not \`${seed}\`.`,
        `\`--seed\` 须为整数，不能是 \`${seed}\`。`,
      );
    }
    const roster = scheme.generate(Number(seed));
    const folder = options.out as string | undefined;
    if (folder === undefined && options.dirty === true) {
      throw new UsageError(
        "`--dirty` writes files: add `--out FOLDER`.",
        "`--dirty` 会写出文件，请加 `--out 文件夹`。",
      );
    }
    if (folder === undefined) {
      console.out(`${JSON.stringify(asJson(roster), null, 1)}\n`);
      return EXIT.ok;
    }
    if (options.dirty === true) {
      writeTwin(console, dirty(roster, scheme.twin, Number(seed)), folder, options.force === true);
      return EXIT.ok;
    }
    const tables = [...roster.tables, ...(roster.parameters ? [roster.parameters] : [])];
    const files = tables.map((t) => ({ path: join(folder, `${t.name}.csv`), table: t }));
    demandFree(
      files.map((f) => f.path),
      console.cwd,
      options.force === true,
    );
    for (const { path, table } of files) {
      writeWhole(path, csv(roster.title, table.headings, table.rows), console.cwd, options.force === true);
      console.out(`${path}\n`);
    }
    console.err(`${say(console, "Synthetic data (合成数据).", "以上均为合成数据。")}\n`);
    return EXIT.ok;
  },
};

/** Rosters in GB18030; what goes beside them in UTF-8, as this program writes it. */
function writeTwin(console: Console, twin: DirtyRoster, folder: string, force: boolean): void {
  const tables = [twin.settlement, ...(twin.parameters ? [twin.parameters] : [])];
  const files = [
    ...twin.files.map((f) => ({ path: join(folder, f.name), content: gb18030(sheet(f.rows)) })),
    ...tables.map((t) => ({ path: join(folder, `${t.name}.csv`), content: csv(null, t.headings, t.rows) })),
  ];
  demandFree(
    files.map((f) => f.path),
    console.cwd,
    force,
  );
  for (const { path, content } of files) {
    writeWhole(path, content, console.cwd, force);
    console.out(`${path}\n`);
  }
  console.err(`${say(console, "Synthetic data (合成数据).", "以上均为合成数据。")}\n`);
}

function asJson(roster: GeneratedRoster): object {
  const objects = (t: GeneratedTable) =>
    t.rows.map((row) => Object.fromEntries(t.headings.map((heading, i) => [heading, row[i] ?? ""])));
  return { format: 1, note: roster.title, ...Object.fromEntries(roster.tables.map((t) => [t.name, objects(t)])) };
}

export const roster: CommandSpec = {
  name: "roster",
  about: { en: "rosters to try policies on", zh: "用于试算的名册" },
  examples: generate.examples,
  args: [],
  options: [],
  run: () => Promise.resolve(EXIT.ok),
  commands: [generate],
};
