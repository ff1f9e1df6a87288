/** The texts of messages that need a run or a roster; UPDATE_GOLDENS=1 writes them anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import { renderText } from "../../compiler/diagnostics/render.js";
import { GUARDS, SAMPLES } from "./samples.js";

const updating = process.env["UPDATE_GOLDENS"] === "1";

test("every message of a run and of rosters has a sample", () => {
  const shown = new Set<string>(SAMPLES.map((one) => one.code));
  expect(Object.keys(catalogue).filter((code) => /^P[56]/.test(code) && !shown.has(code))).toEqual([]);
});

test("guards guard something: no other message has a sample without need", () => {
  expect(GUARDS.filter(({ code }) => !/^P[1-47]/.test(code))).toEqual([]);
});

test.each(["en", "zh"] as const)("samples read as their golden says (%s)", (lang) => {
  const golden = new URL(`samples.${lang}.txt`, import.meta.url);
  const text = renderText([...GUARDS, ...SAMPLES], { lang, color: false, sources: () => null });
  if (updating) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, "utf8"));
});
