/** The real policies, printed in either surface, keep their meaning, and their comments. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile, isError, type Library } from "../../compiler/index.js";
import type { PolicyFile } from "../../grammar/ast.js";
import { format, namesIn } from "../../grammar/format.js";
import { parseFile } from "../../grammar/index.js";
import { comments } from "../support/surface-canon.js";

const root = new URL("../../policies/", import.meta.url);

function read(path: string): string | null {
  const url = new URL(path, root);
  return existsSync(url) ? readFileSync(url, "utf8") : null;
}

function libraryOf(folder: string): Library {
  return {
    vocabulary: (name) => {
      const path = `vocabulary/${name}.policy`;
      const text = read(path);
      return text === null ? null : { path, text };
    },
    source: (name) => read(`${folder}/${name}`),
    table: (name) => read(`${folder}/${name}`),
    policy: () => null,
  };
}

const policies = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".policy") && !path.startsWith("vocabulary"))
  .sort();

describe.each(policies)("%s", (path) => {
  const text = read(path) ?? "";
  const library = libraryOf(path.split("/")[0] ?? "");
  const original = compile({ path, text }, library);
  const uses = (original.file as PolicyFile).headers.flatMap((header) => (header.kind === "Uses" ? header.names : []));
  const vocabularies = uses.flatMap(({ text: name }) => library.vocabulary(name) ?? []);
  const names = namesIn([original.file, ...vocabularies.map((source) => parseFile(source).file)]);

  test("compiles", () => {
    expect(original.diagnostics.filter(isError)).toEqual([]);
    expect(original.hash).not.toBeNull();
  });

  test.each(["en", "zh"] as const)("means the same in %s", (surface) => {
    const printed = format(original.file, { surface, names, source: text });
    const again = compile({ path, text: printed }, library);
    expect(again.diagnostics.filter(isError).map(({ code, params }) => ({ code, params }))).toEqual([]);
    expect(again.hash).toBe(original.hash);
    expect(comments(again.file)).toEqual(comments(original.file));
    expect(format(again.file, { surface, names, source: printed })).toBe(printed);
  });
});
