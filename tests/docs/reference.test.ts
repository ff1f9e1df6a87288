import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile, EMPTY_LIBRARY, isError } from "../../compiler/index.js";
import { runExamples } from "../../runtime/index.js";

const page = readFileSync(new URL("../../docs/reference/language.md", import.meta.url), "utf8");
const vocabulary = {
  path: "household.policy",
  text: readFileSync(new URL("../../policies/vocabulary/household.policy", import.meta.url), "utf8"),
};
const HEAD = `policy demo/示范
  version "1"
  in force 2024-01-01 to 2024-12-31
  round half up to 0.01 yuan
  uses household
`;

const blocks = [...page.matchAll(/^```fen(?: error=(P\d+))?\n([\s\S]*?)^```$/gm)].map((match) => ({
  error: match[1] ?? null,
  text: match[2] as string,
  line: page.slice(0, match.index).split("\n").length,
}));

describe("the language reference", () => {
  it("has examples", () => expect(blocks.length).toBeGreaterThan(15));

  it.each(blocks)("line $line means what it says", ({ error, text }) => {
    const whole = /^(policy|政策) /.test(text) ? text : HEAD + text;
    const compiled = compile(
      { path: "reference.policy", text: whole },
      { ...EMPTY_LIBRARY, vocabulary: () => vocabulary },
    );
    const errors = compiled.diagnostics.filter(isError).map((d) => `${d.code} ${JSON.stringify(d.params)}`);
    if (error !== null) expect(errors.map((e) => e.slice(0, 5))).toContain(error);
    else {
      expect(errors).toEqual([]);
      for (const example of compiled.policy ? runExamples(compiled.policy) : []) {
        expect(example.outcomes.filter((o) => !o.passed)).toEqual([]);
      }
    }
  });
});
