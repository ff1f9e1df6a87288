/**
 * Every message beside a program that provokes it: `bad/<CODE>-<slug>.policy` with the rendered text in both languages.
 * UPDATE_GOLDENS=1 writes the texts anew; read what changed before keeping it.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../compiler/diagnostics/catalogue.js";
import type { Diagnostic, Fix } from "../../compiler/diagnostics/diagnostic.js";
import { renderText } from "../../compiler/diagnostics/render.js";
import { compile } from "../../compiler/index.js";
import { codeOf, folder, load, names } from "./programs.js";
import { GUARDS } from "./samples.js";

const updating = process.env["UPDATE_GOLDENS"] === "1";

/** Stages whose messages come from compiling alone; 5 and 6 need a roster. */
const compiled = Object.keys(catalogue).filter((code) => /^P[12347]/.test(code));

test("every message of compiling has a program that provokes it", () => {
  const shown = new Set(names.map(codeOf));
  const guards = new Set<string>(GUARDS.map(({ code }) => code));
  expect(compiled.filter((code) => !shown.has(code) && !guards.has(code))).toEqual([]);
  expect([...guards].filter((code) => shown.has(code))).toEqual([]);
});

test("every program is named after a message that exists", () => {
  expect(names.filter((name) => !(codeOf(name) in catalogue))).toEqual([]);
});

describe.each(names)("%s", (name) => {
  const loaded = load(name);
  const result = compile(loaded.main, loaded.library);
  const found = result.diagnostics.filter((diagnostic) => diagnostic.code === codeOf(name));

  test("is refused or warned of with this code", () => {
    expect(result.diagnostics.map((diagnostic) => diagnostic.code)).toContain(codeOf(name));
  });

  test.each(["en", "zh"] as const)("reads as its golden says (%s)", (lang) => {
    const text = renderText(result.diagnostics, {
      lang,
      color: false,
      sources: (file) => result.texts.get(file) ?? null,
    });
    const golden = new URL(`${name}.${lang}.txt`, folder);
    if (updating) writeFileSync(golden, text);
    expect(existsSync(golden), "no golden: run with UPDATE_GOLDENS=1").toBe(true);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });

  test("each fix removes the message it is offered for", () => {
    for (const diagnostic of found) {
      for (const fix of diagnostic.fixes) {
        const mended = loaded.withMain(applied(loaded.main.text, loaded.main.path, fix));
        const left = compile(mended.main, mended.library).diagnostics.filter(({ code }) => code === diagnostic.code);
        expect(left.length, `${fix.title.en}:\n${mended.main.text}`).toBeLessThan(found.length);
      }
    }
  });

  test("points into a file that was read", () => {
    for (const diagnostic of result.diagnostics) expect(insideText(diagnostic, result.texts)).toBe(true);
  });
});

function applied(text: string, path: string, fix: Fix): string {
  expect(fix.edits.every((edit) => edit.file === path)).toBe(true);
  return [...fix.edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((out, { span, text: put }) => out.slice(0, span.start) + put + out.slice(span.end), text);
}

function insideText({ place }: Diagnostic, texts: ReadonlyMap<string, string>): boolean {
  if (place.kind !== "source") return true;
  const length = texts.get(place.file)?.length ?? -1;
  return place.span.start >= 0 && place.span.start <= place.span.end && place.span.end <= length;
}
