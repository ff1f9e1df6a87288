/** Rosters as many times over: what the page shows its examples on. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { libraryFor, POLICIES } from "../../cli/io/library.js";
import { plan } from "../../compiler/backends/columnar/index.js";
import { compile } from "../../compiler/index.js";
import { add, text } from "../../compiler/ir/rational.js";
import { unitWords } from "../../compiler/unit-words.js";
import { parseFile } from "../../grammar/index.js";
import { compute } from "../../runtime/index.js";
import { readParameters, readRoster } from "../../runtime/ingest/index.js";
import { csv } from "../../runtime/office/csv.js";
import { enlarged, parametersOf, SCHEMES } from "../../runtime/synthetic/index.js";
import { tableOf } from "../../runtime/table/index.js";

const path = `${POLICIES}rongchang-2024/rongchang-2024.policy`;
const compiled = compile({ path: "rongchang.policy", text: readFileSync(path, "utf8") }, libraryFor(path, POLICIES));
const { policy } = compiled;
if (!policy) throw new Error("the example cannot be read");
const words = unitWords([...compiled.texts].map(([file, held]) => parseFile({ path: file, text: held }).file));
const made = SCHEMES.find((s) => s.id === "rongchang")?.generate(1);
if (!made) throw new Error("the example has no roster");
const files = made.tables.map((t) => ({
  path: `${t.name}.csv`,
  format: "csv" as const,
  entity: t.name,
  text: csv(made.title, t.headings, t.rows),
}));
const base = tableOf(readRoster(files, policy, words).roster ?? { entities: {}, columns: {} }, policy);
const parameters = readParameters(parametersOf(made.parameters), "parameters", policy, words).values ?? {};
const total = (table: typeof base) =>
  compute({ policy, table, asOf: policy.inForce.from, parameters }, plan).total.amount;

describe("a roster as many times over", () => {
  it("has exactly the rows asked for, each with a key and a parent of its own", () => {
    const large = enlarged(base, policy.entities, "household", 5_000);
    const { household, award } = large.entities;
    expect(household?.rows).toBe(5_000);
    expect(new Set(household?.keys).size).toBe(5_000);
    for (const column of Object.values(household?.columns ?? {})) {
      const held = column.kind === "cells" ? column.cells : column.kind === "text" ? column.codes : column.values;
      expect(held.length).toBe(5_000);
    }
    expect(new Set(award?.keys).size).toBe(award?.rows);
    expect(Math.max(...(award?.parents ?? []))).toBeLessThan(5_000);
    // Twice the base, and the first 200 households of a third time.
    const third = [...(base.entities["award"]?.parents ?? [])].filter((p) => p < 200).length;
    expect(award?.rows).toBe(2 * (base.entities["award"]?.rows ?? 0) + third);
  });

  it("costs as many times as much, to the fen", () => {
    const once = total(base);
    expect(text(total(enlarged(base, policy.entities, "household", 4_800)))).toBe(text(add(once, once)));
  });
});
