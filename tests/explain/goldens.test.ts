import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compile, EMPTY_LIBRARY } from "../../compiler/index.js";
import type { Lang } from "../../runtime/explain/bilingual.js";
import { explain, explainOutcome } from "../../runtime/explain/index.js";
import { outcomeOf } from "../../runtime/outcomes/index.js";
import { run } from "../../runtime/reference/run.js";
import { tableOf } from "../../runtime/table/index.js";
import { buildInput } from "../conformance/roster.js";
import { caseSchema } from "../conformance/schema.js";

const here = (name: string) => new URL(name, import.meta.url);
const read = (name: string) => readFileSync(here(name), "utf8");

const scheme: unknown = parse(read("scheme.yaml"), { schema: "failsafe" });
const {
  policy: text,
  asOf,
  roster,
} = scheme as { policy: string; asOf: string; roster: Record<string, { 户编号: string }[]> };
const vocabulary = { path: "household.policy", text: read("../../policies/vocabulary/household.policy") };
const compiled = compile({ path: "explained.policy", text }, { ...EMPTY_LIBRARY, vocabulary: () => vocabulary });
const test = caseSchema.parse({ title: "explained", policy: text, asOf, roster, expect: {} });

/** Each household's explanation as indented lines. */
function written(key: string, lang: Lang): string {
  if (!compiled.policy) throw new Error(JSON.stringify(compiled.diagnostics));
  const { derivation } = explain(buildInput(compiled.policy, test, asOf), "household", key);
  const lines = derivation?.lines ?? [];
  return `${lines.map((line) => `${"  ".repeat(line.depth)}${line.text[lang]}${line.cites[0] && line.depth === 0 ? `（${line.cites[0].where}）` : ""}`).join("\n")}\n`;
}

describe("explanations", () => {
  for (const { 户编号: key } of roster["户"] ?? []) {
    for (const lang of ["zh", "en"] as const) {
      it(`${key} (${lang})`, () => {
        const name = `${key}.${lang}.txt`;
        const found = written(key, lang);
        if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(here(name), found);
        expect(found).toBe(read(name));
      });
    }
  }

  it("cites the clause behind every benefit and limit", () => {
    if (!compiled.policy) throw new Error("the scheme does not compile");
    const { derivation } = explain(buildInput(compiled.policy, test, asOf), "household", "己");
    const bare = (derivation?.lines ?? []).filter(
      (line) => (line.kind === "benefit" || line.kind === "limit" || line.kind === "part") && line.cites.length === 0,
    );
    expect(bare.map((line) => line.text.en)).toEqual([]);
  });

  it("says the same where only the row itself is opened, beside what the whole roster gave", () => {
    const { policy } = compiled;
    if (!policy) throw new Error("the scheme does not compile");
    const input = buildInput(policy, test, asOf);
    const outcome = outcomeOf(input, run(input));
    const { roster: _, ...rest } = input;
    const table = tableOf(input.roster, policy);
    for (const { 户编号: key } of roster["户"] ?? []) {
      const whole = explain(input, "household", key).derivation;
      expect(explainOutcome({ ...rest, table }, outcome, "household", key)).toEqual(whole);
    }
    expect(explainOutcome({ ...rest, table }, outcome, "household", "子")).toBeNull();
  });

  it("says nothing of a household that the roster does not have", () => {
    if (!compiled.policy) throw new Error("the scheme does not compile");
    expect(explain(buildInput(compiled.policy, test, asOf), "household", "子").derivation).toBeNull();
  });
});
