import { describe, expect, it } from "vitest";
import { findCycle, importGraph, projectFiles, read, specifiers } from "./imports.js";
import { objection } from "./layers.js";

const graph = importGraph();

describe("imports run one way", () => {
  it("finds the imports of a file however they are written", () => {
    const text = [
      'import a from "./a.js";',
      'import type { B } from "./b.js";',
      "import {",
      "  c,",
      '} from "../c.js";',
      'export * from "./d.js";',
      'import "./e.js";',
      'const f = await import("./f.js");',
    ].join("\n");
    expect(specifiers(text)).toEqual(["./a.js", "./b.js", "../c.js", "./d.js", "./e.js", "./f.js"]);
  });

  it.each([
    ["grammar/parser.ts", "compiler/index.ts", "grammar may not import compiler"],
    ["grammar/source/span.ts", "grammar/ast.ts", "source may not import grammar"],
    ["compiler/analysis/overlap.ts", "grammar/ast.ts", "analysis may not import grammar"],
    ["compiler/diagnostics/render.ts", "compiler/ir/types.ts", "diagnostics may not import ir"],
    ["compiler/pipeline.ts", "runtime/index.ts", "compiler may not import runtime"],
    ["runtime/reference/run.ts", "compiler/index.ts", "runtime may not import compiler"],
    ["runtime/reference/run.ts", "grammar/source/span.ts", "runtime may not import source"],
    ["runtime/ingest/roster.ts", "node:fs", "ingest may not touch Node"],
    ["compiler/check/types.ts", "decimal.js", "compiler may not import the package decimal.js"],
    ["cli/main.ts", "tests/support/ir.ts", "cli may not import tests"],
  ])("refuses %s → %s", (from, to, why) => {
    expect(objection(from, to)).toBe(why);
  });

  it("in every file of the project", () => {
    expect(graph.size).toBeGreaterThan(20);
    const objections = [...graph].flatMap(([from, targets]) =>
      targets.flatMap((target) => {
        const why = objection(from, target);
        return why ? [`${from} → ${target}: ${why}`] : [];
      }),
    );
    expect(objections).toEqual([]);
  });

  it("recognises a cycle", () => {
    const cycle = findCycle(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["b"]],
      ]),
    );
    expect(cycle).toEqual(["b", "c", "b"]);
  });

  it("has no import cycle", () => {
    expect(findCycle(graph)).toBeNull();
  });

  it("keeps policies free of code", () => {
    expect([...graph.keys()].filter((path) => path.startsWith("policies/"))).toEqual([]);
  });
});

describe("what the project's files hold", () => {
  const texts = projectFiles().filter((path) =>
    /\.(ts|js|mjs|json|md|yaml|yml|policy|txt|csv)$|(^|\/)run$|^\.npmrc$/.test(path),
  );

  it("names no path of a machine and no registry", () => {
    // Put together here, so that this file does not hold what it looks for.
    const forbidden = new RegExp(
      [`/(home|Users|root|${"work"}|${"tmp"})/[a-z]`, `registry\\.${"npm"}`, `\\.\\./${"shared"}`].join("|"),
    );
    const found = texts.flatMap((path) => {
      const match = forbidden.exec(read(path));
      return match ? [`${path}: ${match[0]}`] : [];
    });
    expect(found).toEqual([]);
  });

  it("has a lock file without addresses, and exact versions", () => {
    const lock = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { resolved?: string }>;
    };
    expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved)).toEqual([]);
    const manifest = JSON.parse(read("package.json")) as Record<
      "dependencies" | "devDependencies",
      Record<string, string>
    >;
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it("builds no code from strings in what may run in a browser", () => {
    const built = new RegExp(`\\b${"eval"}\\(|new ${"Function"}\\(`);
    const pure = [...graph.keys()].filter((path) => /^(grammar|compiler|runtime)\//.test(path));
    expect(pure.filter((path) => built.test(read(path)))).toEqual([]);
  });
});
