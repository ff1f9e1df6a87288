/**
 * docs/readings-*.md: what each open reading costs on the synthetic rosters. Each page states the commands that make its
 * tables; they are run here, and the tables must be the same. UPDATE_GOLDENS=1 writes the pages anew. The pairs are many
 * runs: they are left out of an ordinary test and come with PAGES=whole.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fen, folder, ROOT } from "../cli/cli.js";

const updating = process.env["UPDATE_GOLDENS"] === "1";
const whole = updating || process.env["PAGES"] === "whole";
const BEGIN = "<!-- 以下由上面的命令生成，请勿手改 -->";
const home = folder();
afterAll(() => home.remove());

/** A command line of a page as arguments: no quoting is needed there; a line that ends in `\` goes on. */
function commandsOf(page: string): string[][] {
  const block = /^```sh\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? "";
  return block
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/));
}

describe.each(["rongchang", "qinyuan"])("docs/readings-%s.md", (name) => {
  it("is what its commands print", async () => {
    const path = join(ROOT, `docs/readings-${name}.md`);
    const page = readFileSync(path, "utf8");
    const [head, table] = page.split(`${BEGIN}\n`);
    const commands = commandsOf(page);
    expect(commands.map((words) => words.slice(0, 2))).toEqual([
      ["fen", "roster"],
      ["fen", "readings"],
    ]);
    let out = "";
    for (const [, ...args] of commands) {
      const inPlace = args.map((arg) => (arg.startsWith("policies/") ? join(ROOT, arg) : arg));
      if (!whole && args[0] === "readings") inPlace.push("--alone");
      const ran = await fen(inPlace, home.path, "zh");
      expect([args.join(" "), ran.code]).toEqual([args.join(" "), 0]);
      out = ran.out;
    }
    if (updating) writeFileSync(path, `${head}${BEGIN}\n\n${out}`);
    else if (whole) expect(table).toBe(`\n${out}`);
    else expect(table?.split("\n\n两种口径")[0]).toBe(`\n${out}`.split("\n\n全部组合")[0]);
  }, 180_000);
});
