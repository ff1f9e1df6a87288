/** Twenty-two further real documents: each is a policy whose examples hold, and each of their clauses is accounted for. */
import { describe, expect, it } from "vitest";
import type { Library } from "../../../compiler/index.js";
import { compile } from "../../../compiler/index.js";
import type { File } from "../../../grammar/ast.js";
import { format, namesIn } from "../../../grammar/format.js";
import { parseFile } from "../../../grammar/index.js";
import { findQuotation } from "../../../grammar/source/citation.js";
import { runExamples } from "../../../runtime/index.js";
import {
  CLAUSES,
  clausesIn,
  compileDocument,
  documents,
  errorsOf,
  libraryOf,
  policyOf,
  policyPaths,
  textOf,
  WAYS,
} from "./documents.js";

/** The version that an amendment changes: examples and citations stand in the amendment. */
const BASES = new Set(["16-qingyang-2020/qingyang-2019.policy"]);

describe.each(policyPaths())("%s", (path) => {
  const compiled = compileDocument(path);

  it("has no error", () => {
    expect(errorsOf(compiled)).toEqual([]);
    expect(compiled.policy).not.toBeNull();
  });

  it("gives every example what it expects", () => {
    const policy = policyOf(path);
    if (BASES.has(path)) expect(policy.examples).toEqual([]);
    else expect(policy.examples.length).toBeGreaterThan(3);
    const failed = runExamples(policy).filter((example) => !example.passed);
    expect(failed.map((f) => `${f.title}: ${JSON.stringify(f.outcomes.filter((o) => !o.passed))}`)).toEqual([]);
  });

  it("expects something in every example", () => {
    expect(
      policyOf(path)
        .examples.filter((example) => example.expect.length === 0)
        .map((example) => example.title),
    ).toEqual([]);
  });

  it("quotes its source word for word", () => {
    const source = textOf(`${path.split("/")[0]}/source.txt`);
    const quoted = Object.entries(policyOf(path).about).flatMap(([id, about]) =>
      about.cites.flatMap(({ quoting }) => (quoting === null ? [] : [{ id, quoting }])),
    );
    expect(quoted.filter(({ quoting }) => findQuotation(source, quoting).kind !== "exact")).toEqual([]);
  });

  it.each(["zh", "en"] as const)("means the same when it is printed in %s", (surface) => {
    const others = [...compiled.texts].filter(([file]) => file !== path);
    const files = [compiled.file, ...others.map(([file, text]) => parseFile({ path: file, text }).file)];
    const printed = format(compiled.file, { surface, names: namesIn(files) });
    const again = compile({ path, text: printed }, eitherSpelling(libraryOf(path), files));
    expect(errorsOf(again)).toEqual([]);
    expect(again.hash).toBe(compiled.hash);
  });
});

/** Printing turns `uses household` into `引用词表 户`: a vocabulary answers to either spelling of its name. */
function eitherSpelling(library: Library, files: readonly File[]): Library {
  const other = new Map(
    files.flatMap(({ decl }) =>
      decl.other === null
        ? []
        : ([
            [decl.name.text, decl.other.text],
            [decl.other.text, decl.name.text],
          ] as const),
    ),
  );
  return { ...library, vocabulary: (name) => library.vocabulary(name) ?? library.vocabulary(other.get(name) ?? name) };
}

describe("the clauses", () => {
  it("are those of the sources, all 124, each once", () => {
    const inSources = documents().flatMap((folder) =>
      [...clausesIn(textOf(`${folder}/source.txt`))].map(([clause, text]) => ({ document: folder, clause, text })),
    );
    expect(inSources).toHaveLength(124);
    expect(CLAUSES.map(({ document, clause, text }) => ({ document, clause, text }))).toEqual(inSources);
  });

  it("are accounted for, at least 118 of them", () => {
    const accounted = CLAUSES.filter(({ how }) => (WAYS as readonly string[]).includes(how));
    const missing = CLAUSES.filter((row) => !accounted.includes(row));
    expect(missing.filter((row) => row.how !== "missing" || !row.missing)).toEqual([]);
    expect(accounted.length).toBeGreaterThanOrEqual(118);
  });

  it.each(documents())("%s: every id stands in the policy, and one of them cites the clause", (folder) => {
    for (const row of CLAUSES.filter((r) => r.document === folder && r.how !== "missing")) {
      const { about } = policyOf(`${folder}/${row.policy}`);
      expect(row.ids.length, `clause ${row.clause}`).toBeGreaterThan(0);
      expect(
        row.ids.filter((id) => about[id] === undefined),
        `clause ${row.clause}`,
      ).toEqual([]);
      const citing = row.ids.filter((id) => about[id]?.cites.some(({ where }) => where === String(row.clause)));
      expect(citing.length, `clause ${row.clause}: ${row.text}`).toBeGreaterThan(0);
    }
  });

  it("that carry money are read by a benefit, a limit or a pay-out, not left as notes", () => {
    const notes = CLAUSES.filter(({ how }) => how === "note").map(({ document, clause }) => `${document} ${clause}`);
    // What may be added up, and what a closed list leaves out: no figure of their own.
    expect(notes).toEqual(["04-yueyang-town-2024 9", "05-linquan-2022 5", "43-disability-two-subsidies 2"]);
  });

  it("have their tally in the README", () => {
    const readme = textOf("README.md");
    for (const way of WAYS) {
      const count = CLAUSES.filter(({ how }) => how === way).length;
      expect(readme, way).toMatch(new RegExp(`\\| ${way} \\| ${count} \\|`));
    }
  });
});

describe("examples", () => {
  it("fail when a figure is a fen off", () => {
    const path = "04-yueyang-town-2024/yueyang-town-2024.policy";
    const changed = textOf(path).replace("应得 种植 2408元", "应得 种植 2408.01元");
    const { policy } = compileDocument(path, changed);
    expect(
      policy === null
        ? null
        : runExamples(policy)
            .filter((e) => !e.passed)
            .map((e) => e.title),
    ).toEqual(["种植3.01亩，进入二档"]);
  });

  it("fail when a bound is moved", () => {
    const path = "50-chongqing-dibao-2016/chongqing-dibao-2016.policy";
    const changed = textOf(path).replace("人均月收入 低于 低保标准", "人均月收入 不超过 低保标准");
    const { policy } = compileDocument(path, changed);
    expect(
      policy === null
        ? null
        : runExamples(policy)
            .filter((e) => !e.passed)
            .map((e) => e.title),
    ).toEqual(["人均收入正好等于标准"]);
  });
});
