/** The commands of the guides on importing do what they say. */
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SCHEMES } from "../../runtime/synthetic/index.js";
import { fen, folder, ROOT } from "../cli/cli.js";
import { workbook } from "./support.js";

it.each(["zh", "en"] as const)(
  "%s",
  async (lang) => {
    const text = readFileSync(join(ROOT, `docs/guides/import.${lang}.md`), "utf8");
    const commands = [...text.matchAll(/^```\nfen (.+)\n```$/gm)].map((m) => (m[1] as string).split(" "));
    expect(commands.length).toBe(3);
    const scheme = SCHEMES.find((s) => s.id === "rongchang") as (typeof SCHEMES)[number];
    const generated = scheme.generate(1);
    const rows = (name: string) => {
      const table = generated.tables.find((t) => t.name === name) as (typeof generated.tables)[number];
      return [[generated.title], table.headings, ...table.rows.slice(0, 40)].map((row) => [...row]);
    };
    const household = rows("household");
    // A cell to be decided about.
    const at = (household[1] as string[]).findIndex((h) => h.includes("面积"));
    (household[2] as string[])[at] = lang === "zh" ? "三亩" : "three";
    const kept = new Set(household.slice(2).map((row) => row[0]));
    const award = rows("award");
    const own = (award[1] as string[]).findIndex((h) => h.includes("户编号") || h === "户");
    const belonging = [...award.slice(0, 2), ...award.slice(2).filter((row) => kept.has(row[Math.max(own, 0)]))];
    const home = folder({
      [lang === "zh" ? "名册.xlsx" : "roster.xlsx"]: workbook({ 名册: household }),
      [lang === "zh" ? "已发.csv" : "award.csv"]: `${belonging.map((row) => row.join()).join("\n")}\n`,
    });
    try {
      cpSync(join(ROOT, "policies"), join(home.path, "policies"), { recursive: true });
      const policy = join("policies", "rongchang-2024", "rongchang-2024.policy");
      const run = (command: string[]) =>
        fen(
          command.map((word) => (word === "rongchang.policy" ? policy : word)),
          home.path,
          lang,
        );
      const [first, second, third] = commands as [string[], string[], string[]];
      const doubts = join(home.path, lang === "zh" ? "疑点清单.csv" : "doubts.csv");
      const before = await run(first);
      expect(before.err).toContain("P6006");
      expect(existsSync(join(home.path, first[first.indexOf("--out") + 1] as string))).toBe(true);
      const list = readFileSync(doubts, "utf8");
      const decided = lang === "zh" ? ",空白,," : ",blank,,";
      writeFileSync(doubts, list.replace(/,,,\r\n$/, `${decided}\r\n`));
      expect(readFileSync(doubts, "utf8")).not.toBe(list);
      const after = await run(second);
      expect([after.code, after.err]).toEqual([0, expect.not.stringContaining("P6006")]);
      expect((await run(third)).code).toBe(0);
    } finally {
      home.remove();
    }
  },
  180_000,
);
