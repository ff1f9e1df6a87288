import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { textMate } from "../../grammar/generate/textmate.js";
import { generated } from "../../grammar/generate.js";
import { KEYWORDS, type Keyword, spellings } from "../../grammar/tokens.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe("derived files", () => {
  test.each(generated())("$path is in step with its source", ({ path, text }) => {
    expect(readFileSync(`${root}${path}`, "utf8")).toBe(text);
  });

  test("the reference of keywords names every spelling", () => {
    const page = generated().find(({ path }) => path.endsWith("keywords.md"))?.text ?? "";
    for (const keyword of Object.keys(KEYWORDS) as Keyword[]) {
      for (const spelled of spellings(keyword)) expect(page).toContain(`\`${spelled}\``);
    }
  });
});

describe("highlighting by patterns", () => {
  const patterns = textMate().patterns.map(({ name, match }) => ({ name, pattern: new RegExp(match, "gmu") }));
  /** The scope of the first pattern that matches all of `text`, as it stands first on a line. */
  const scopeOf = (text: string) =>
    patterns.find(({ pattern }) => [...text.matchAll(pattern)].some((match) => match[0] === text))?.name;

  test("every spelling of every keyword is coloured as its class", () => {
    const scopes: Readonly<Record<string, RegExp>> = {
      head: /clause/,
      header: /header/,
      line: /control|word/,
      word: /control|word/,
      constant: /constant/,
      type: /type/,
      flag: /modifier/,
    };
    for (const keyword of Object.keys(KEYWORDS) as Keyword[]) {
      for (const spelled of spellings(keyword)) {
        expect(scopeOf(spelled), spelled).toMatch(scopes[KEYWORDS[keyword].class] as RegExp);
      }
    }
  });

  test("names, texts, dates and comments are not coloured as keywords", () => {
    for (const text of ["grain", "补助标准", "whenever"]) expect(scopeOf(text), text).toBeUndefined();
    expect(scopeOf("“甲“当”乙”")).toMatch(/^string/);
    expect(scopeOf("2024年1月10日")).toMatch(/date/);
    expect(scopeOf("# when")).toMatch(/^comment/);
    expect(scopeOf("【当】")).toMatch(/quoted/);
  });
});
