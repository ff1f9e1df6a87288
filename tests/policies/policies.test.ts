import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { renderText } from "../../compiler/diagnostics/render.js";
import { compile, EMPTY_LIBRARY, isError, type Library } from "../../compiler/index.js";
import type { File } from "../../grammar/ast.js";
import { format, namesIn } from "../../grammar/format.js";
import { parseFile } from "../../grammar/index.js";
import { findQuotation } from "../../grammar/source/citation.js";
import { runExamples } from "../../runtime/index.js";
import { libraryOf, policyPaths, source, vocabularyPaths } from "./folder.js";

/** Printing turns `uses household` into `引用词表 户`: a vocabulary answers to either spelling of its name. */
function libraryOfPrinted(library: Library, files: readonly File[]): Library {
  const english = new Map(
    files.flatMap(({ decl }) =>
      decl.other === null
        ? []
        : ([
            [decl.name.text, decl.other.text],
            [decl.other.text, decl.name.text],
          ] as const),
    ),
  );
  return {
    ...library,
    vocabulary: (name) => library.vocabulary(name) ?? library.vocabulary(english.get(name) ?? name),
  };
}

describe.each(vocabularyPaths())("%s", (path) => {
  it("has no fault", () => {
    const { diagnostics } = compile(source(path), EMPTY_LIBRARY);
    expect(diagnostics.filter(isError).map((d) => `${d.code} ${JSON.stringify(d.params)}`)).toEqual([]);
  });
});

describe.each(policyPaths())("%s", (path) => {
  const library = libraryOf(dirname(path));
  const compiled = compile(source(path), library);

  it("is accepted", () => {
    const errors = compiled.diagnostics.filter(isError);
    expect(
      renderText(errors, { lang: "en", color: false, sources: (file) => compiled.texts.get(file) ?? null }),
    ).toMatch(/^\s*$/);
    expect(compiled.policy).not.toBeNull();
  });

  it("quotes its source document word for word", () => {
    expect(
      compiled.diagnostics.filter((d) => ["P4008", "P4009", "P4017", "P2011"].includes(d.code)).map((d) => d.params),
    ).toEqual([]);
    const document = library.source("source.txt") ?? "";
    for (const [id, about] of Object.entries(compiled.policy?.about ?? {})) {
      for (const cite of about.cites) {
        if (cite.quoting !== null)
          expect(findQuotation(document, cite.quoting).kind, `${id}: ${cite.quoting}`).toBe("exact");
      }
    }
  });

  it("cites its source in every clause that decides something", () => {
    const policy = compiled.policy;
    if (policy === null) return;
    const deciding = [...policy.benefits, ...policy.limits, ...policy.checks, ...policy.procedures].map((c) => c.id);
    expect(deciding.filter((id) => (policy.about[id]?.cites.length ?? 0) === 0)).toEqual([]);
  });

  it("gives every example what it expects", () => {
    const policy = compiled.policy;
    if (policy === null) return;
    expect(policy.examples.length).toBeGreaterThan(5);
    const failed = runExamples(policy).filter((example) => !example.passed);
    expect(failed.map((example) => JSON.stringify(example)).join("\n")).toBe("");
  });

  it.each(["zh", "en"] as const)("means the same when it is printed in %s", (surface) => {
    const vocabularies = [...compiled.texts].filter(([file]) => file.includes("vocabulary/"));
    const files = [compiled.file, ...vocabularies.map(([file, text]) => parseFile({ path: file, text }).file)];
    const printed = format(compiled.file, { surface, names: namesIn(files) });
    const again = compile({ path: source(path).path, text: printed }, libraryOfPrinted(library, files));
    const errors = again.diagnostics.filter(isError);
    expect(renderText(errors, { lang: "en", color: false, sources: (file) => again.texts.get(file) ?? null })).toMatch(
      /^\s*$/,
    );
    expect(again.hash).toBe(compiled.hash);
  });
});
