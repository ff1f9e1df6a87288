/** Every reason that a plan gives for leaving something to the interpreter is said in Chinese too. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { reasonWords } from "../../compiler/backends/columnar/index.js";

const source = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const TEXT = '(`[^`]*`|"[^"]*")';

/** The texts that follow `before` in a file, with a name in each place that is filled in. */
function texts(path: string, before: string): string[] {
  const found = source(path).matchAll(new RegExp(`${before}\\s*${TEXT}`, "g"));
  return [...found].map((m) => (m.at(-1) as string).slice(1, -1).replaceAll(/\$\{[^}]*\}/g, filled));
}

/** What can stand in each place: a scale is a number, a stage or a way one of a few words. */
function filled(place: string): string {
  if (place.includes("scale")) return "100";
  if (place.includes("stage")) return "gross";
  if (place.includes("l.way")) return "serve";
  if (place.includes("way}")) return "slab";
  return "household";
}

const FOLDER = "compiler/backends/columnar";
const reasons = [
  ...["awards", "context", "expressions", "plan"].flatMap((f) => texts(`${FOLDER}/${f}.ts`, "leave\\(")),
  ...texts(`${FOLDER}/plan.ts`, "out\\.push\\("),
  ...texts(`${FOLDER}/plan.ts`, "\\? ").filter((t) => t.startsWith("every ")),
  ...texts(`${FOLDER}/reach.ts`, "return").filter((t) => t.includes(" ")),
  ...texts("runtime/columnar/entities.ts", "whole\\.add\\("),
  ...texts("runtime/columnar/run.ts", "\\? \\["),
  ...["side", "stratify"].flatMap((f) => texts(`runtime/columnar/strata/${f}.ts`, "why:")),
];

describe("why something is left to the interpreter", () => {
  it("is found in the source", () => {
    expect(reasons.length).toBeGreaterThan(40);
  });
  it.each([...new Set(reasons)])("%s", (reason) => {
    const { en, zh } = reasonWords(reason, (id) => `「${id}」`);
    expect(en).not.toBe("");
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(zh).not.toMatch(/undefined|编译|运行|脚本|部署/);
  });
  it("calls things by their names", () => {
    const called = (id: string) => ({ town_quota: "乡镇指标", project: "项目" })[id] ?? id;
    expect(reasonWords("limit town_quota is over a wider group", called).zh).toBe("乡镇指标的范围大于单个对象");
    expect(reasonWords("the sum over project reads results", called).zh).toBe("项目的合计要读测算结果");
  });
});
