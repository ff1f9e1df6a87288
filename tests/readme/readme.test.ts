import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const PREFIX = "npm run -s fen -- ";

interface Step {
  readonly command: string;
  /** Lines that the README shows below it. */
  readonly shown: readonly string[];
}

/** The tour's commands in their order, each with what the README shows of its output. */
function tour(): Step[] {
  const section = README.split(/^## /m).find((part) => part.startsWith("Five minutes")) ?? "";
  const steps: Step[] = [];
  for (const [, language, body = ""] of section.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)) {
    const lines = body.split("\n").filter((line) => line !== "");
    const last = steps.at(-1);
    if (language === "sh") steps.push(...lines.map((command) => ({ command, shown: [] })));
    else if (last) steps[steps.length - 1] = { ...last, shown: lines };
  }
  return steps;
}

/** Amounts and names, without how they are spaced. */
const squeezed = (text: string) => text.replace(/ +/g, " ");

const home = mkdtempSync(join(tmpdir(), "fen-tour-"));
cpSync(join(ROOT, "policies"), join(home, "policies"), { recursive: true });
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("the five-minute tour", () => {
  const steps = tour();

  it("has commands, all of them of this program", () => {
    expect(steps.length).toBeGreaterThanOrEqual(7);
    expect(steps.filter((s) => !s.command.startsWith(PREFIX))).toEqual([]);
  });

  it.each(steps)("$command", ({ command, shown }) => {
    const args = command.slice(PREFIX.length).split(" ");
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "cli/bin.js"), ...args], {
      cwd: home,
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "en_GB.UTF-8" },
    });
    expect(status, stderr).toBe(0);
    for (const line of shown) expect(squeezed(stdout)).toContain(squeezed(line));
  });

  it("leaves the files that it speaks of", () => {
    for (const file of ["rongchang.en.policy", "rosters/household.csv", "result.csv"]) {
      expect(existsSync(join(home, file))).toBe(true);
    }
    const hash = (file: string) =>
      spawnSync(process.execPath, [join(ROOT, "cli/bin.js"), "hash", file], {
        cwd: join(home),
        encoding: "utf8",
      }).stdout.slice(0, 64);
    cpSync(join(home, "rongchang.en.policy"), join(home, "policies/rongchang-2024/english.policy"));
    expect(hash("policies/rongchang-2024/english.policy")).toBe(hash("policies/rongchang-2024/rongchang-2024.policy"));
  });
});

describe("the README", () => {
  it("names the scripts that there are", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = [...README.matchAll(/npm (?:run (?:-s )?)?(start|test|fen|check|bench|fix)\b/g)].map(
      (m) => m[1] as string,
    );
    expect(named).toContain("start");
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("has a map of the folders that there are, and of no others", () => {
    const mapped = [...README.matchAll(/^\| ([a-z]+)\/ \|/gm)].map((m) => m[1] as string).sort();
    const hidden = new Set(["node_modules", "coverage", "reports", "dist"]);
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((e) => e.isDirectory() && !e.name.startsWith(".") && !hidden.has(e.name))
      .map((e) => e.name)
      .sort();
    expect(mapped).toEqual(folders);
  });
});
