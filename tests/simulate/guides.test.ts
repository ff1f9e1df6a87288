/** Every command of the guides on simulation, on the Rongchang policy and part of its synthetic roster. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fen, folder, ROOT } from "../cli/cli.js";

const GUIDES = (["zh", "en"] as const).map((lang) => {
  const text = readFileSync(join(ROOT, `docs/guides/simulate.${lang}.md`), "utf8");
  const blocks = [...text.matchAll(/```(json)?\n([\s\S]*?)```/g)].map((m) => ({
    json: m[1] === "json",
    text: m[2] ?? "",
  }));
  return {
    lang,
    commands: blocks.filter((b) => !b.json).flatMap((b) => b.text.trim().split("\n")),
    scenario: blocks.find((b) => b.json)?.text ?? "",
    settings: [...text.matchAll(/^\| (`--.*?) \|/gm)].flatMap((m) =>
      [...(m[1] ?? "").matchAll(/`(--\S+ [^`]+)`/g)].map((o) => o[1] ?? ""),
    ),
  };
});

const place = folder();
const at = place.path;
const BASE = { policy: "rongchang.policy", rosters: ["household.csv", "award=award.csv"] };

beforeAll(async () => {
  cpSync(join(ROOT, "policies/rongchang-2024/rongchang-2024.policy"), join(at, "rongchang.policy"));
  cpSync(join(ROOT, "policies/rongchang-2024/source.txt"), join(at, "source.txt"));
  cpSync(join(ROOT, "policies/vocabulary"), join(at, "vocabulary"), { recursive: true });
  const made = await fen(["roster", "generate", "rongchang", "--out", "made"], at);
  expect(made.code, made.err).toBe(0);
  // Two hundred households are enough, with the awards that they had.
  const lines = (file: string) => readFileSync(join(at, "made", file), "utf8").split("\n");
  const households = lines("household.csv").slice(0, 202);
  const keys = new Set(households.map((line) => line.split(",")[0]));
  const awards = lines("award.csv").filter((line, i) => i < 2 || keys.has(line.split(",")[0]));
  writeFileSync(join(at, "household.csv"), `${households.join("\n")}\n`);
  writeFileSync(join(at, "award.csv"), `${awards.join("\n")}\n`);
  for (const name of ["现行.json", "present.json"]) writeFileSync(join(at, name), JSON.stringify(BASE));
  for (const { lang, scenario } of GUIDES)
    writeFileSync(join(at, lang === "zh" ? "提高.json" : "higher.json"), scenario);
});
afterAll(() => place.remove());

describe.each(GUIDES)("the guide in $lang", ({ lang, commands, settings }) => {
  test("has commands and settings", () => {
    expect(commands.length).toBe(3);
    expect(settings.length).toBe(8);
  });

  test.each(commands)("%s", async (line) => {
    const ran = await fen(line.replace(/^fen /, "").split(" "), at, lang);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out.length).toBeGreaterThan(100);
  });

  // 达标收入 is Yubei's: the option is the same.
  test.each(settings.filter((s) => !/income_goal|达标收入/.test(s)))("%s", async (setting) => {
    const rosters = ["--roster", "household.csv", "--roster", "award=award.csv"];
    const ran = await fen(["simulate", "rongchang.policy", ...rosters, ...setting.split(" "), "--json"], at, lang);
    expect(ran.code, ran.err).toBe(0);
  });
});
