/** Every conformance file through every engine. A further engine is one more line in the table. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { run } from "../../runtime/index.js";
import { type Engine, readFiles, runCase } from "./run.js";

const engines: Readonly<Record<string, Engine>> = { reference: run };
const files = readFiles(fileURLToPath(new URL(".", import.meta.url)));

for (const [engine, execute] of Object.entries(engines)) {
  describe(`conformance, ${engine}`, () => {
    for (const { name, data } of files) {
      describe(name, () => {
        for (const test of data.cases) {
          it(test.title, () => {
            expect(runCase(data, test, execute).join("\n")).toBe("");
          });
        }
      });
    }
  });
}

describe("conformance data", () => {
  it("gives each case a title of its own", () => {
    for (const { name, data } of files) {
      const titles = data.cases.map((c) => c.title);
      expect(new Set(titles).size, name).toBe(titles.length);
    }
  });

  it("expects something of each case", () => {
    for (const { name, data } of files) {
      for (const test of data.cases)
        expect(Object.keys(test.expect).length, `${name}: ${test.title}`).toBeGreaterThan(0);
    }
  });

  it("covers the worked cases 1 to 42", () => {
    const named = files.flatMap(({ data }) =>
      data.cases.flatMap((c) => [...c.title.matchAll(/#(\d+)/g)].map((m) => Number(m[1]))),
    );
    const missing = Array.from({ length: 42 }, (_, i) => i + 1).filter((n) => !named.includes(n));
    expect(missing).toEqual([]);
  });
});
