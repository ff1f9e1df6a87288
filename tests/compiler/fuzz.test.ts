/**
 * Whatever a text holds, compiling it ends with diagnostics: nothing is thrown, every place lies inside its file, and a policy
 * comes out if and only if no error does. The texts are sound policies, mutated by tokens and by lines.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { libraryFor } from "../../cli/io/library.js";
import { type Compiled, compile, type Library } from "../../compiler/index.js";
import { isError } from "../../compiler/pipeline.js";
import type { SourceFile } from "../../grammar/source/span.js";
import { library, policyText, readFiles } from "../conformance/run.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Sample {
  readonly source: SourceFile;
  readonly library: Library;
}

/** The policies of each folder in this one, and vocabularies beside them. */
function written(folder: string): Sample[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(`${root}${folder}/${name}`).map((file) => `${root}${folder}/${name}/${file}`))
    .filter((path) => path.endsWith(".policy"))
    .map((path) => ({ source: { path, text: readFileSync(path, "utf8") }, library: libraryFor(path, root) }));
}

function cases(): Sample[] {
  return readFiles(`${root}tests/conformance`).flatMap(({ data }) =>
    data.cases.map((test) => ({
      source: { path: "case.policy", text: policyText(data, test) },
      library: library(data, test),
    })),
  );
}

const samples = [...written("policies"), ...written("tests/conformance/documents"), ...cases()];
const TOKEN = /\s+|[A-Za-z_]+|[\d.]+|[\p{Script=Han}]+|[“"][^”"\n]*[”"]|./gu;

type Mutation = {
  readonly kind: "delete" | "double" | "swap" | "insert";
  readonly lines: boolean;
  readonly at: number;
  readonly other: number;
};

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("delete", "double", "swap", "insert"),
  lines: fc.boolean(),
  at: fc.nat(),
  other: fc.nat(),
});

/** One piece of a text left out, doubled, exchanged for another, or put somewhere else. */
function mutated(text: string, { kind, lines, at, other }: Mutation): string {
  const pieces = lines ? text.split(/(?<=\n)/) : (text.match(TOKEN) ?? []);
  if (pieces.length === 0) return text;
  const i = at % pieces.length;
  const j = other % pieces.length;
  const [one, two] = [pieces[i] as string, pieces[j] as string];
  if (kind === "delete") pieces.splice(i, 1);
  else if (kind === "double") pieces.splice(i, 0, one);
  else if (kind === "insert") pieces.splice(i, 0, two);
  else [pieces[i], pieces[j]] = [two, one];
  return pieces.join("");
}

function holds({ policy, hash, diagnostics, texts }: Compiled): void {
  const errors = diagnostics.filter(isError);
  expect(hash === null).toBe(policy === null);
  for (const { code, place, related, fixes } of diagnostics) {
    const spans = [...(place.kind === "source" ? [place] : []), ...related, ...fixes.flatMap((fix) => fix.edits)];
    for (const { file, span } of spans) {
      const length = texts.get(file)?.length;
      expect(length, `${code} points into ${file}, which was not read`).toBeDefined();
      expect(
        span.start >= 0 && span.start <= span.end && span.end <= (length as number),
        `${code} at ${span.start}–${span.end}`,
      ).toBe(true);
    }
  }
  expect(policy !== null, JSON.stringify(errors[0])).toBe(errors.length === 0);
}

describe("compiling any text", () => {
  it("has samples of both kinds", () => {
    expect(samples.length - cases().length).toBeGreaterThan(30);
    expect(cases().length).toBeGreaterThan(100);
  });

  it("ends with diagnostics", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        ({ source, library: files }, mutations) => {
          const compiled = compile({ ...source, text: mutations.reduce(mutated, source.text) }, files);
          if (compiled.file.kind === "PolicyFile") holds(compiled);
          else expect(compiled.policy).toBeNull();
        },
      ),
      { numRuns: Number(process.env["FUZZ_RUNS"] ?? 150) },
    );
  }, 60_000);
});
