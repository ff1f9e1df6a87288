/** Every accepted conformance policy, printed in either surface, has the same meaning: the same hash. */
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compile } from "../../compiler/index.js";
import { format, namesIn } from "../../grammar/format.js";
import { parseFile } from "../../grammar/index.js";
import { library, policyText, readFiles } from "./run.js";

const files = readFiles(fileURLToPath(new URL(".", import.meta.url)));

describe.each(files.map((file) => [file.name, file.data] as const))("surfaces, %s", (_, data) => {
  for (const test of data.cases) {
    if (test.expect.error !== undefined) continue;
    it(test.title, () => {
      const shelf = library(data, test);
      const compiled = compile({ path: "case.policy", text: policyText(data, test) }, shelf);
      const others = [...compiled.texts].filter(([path]) => path !== "case.policy");
      const names = namesIn([compiled.file, ...others.map(([path, text]) => parseFile({ path, text }).file)]);
      for (const surface of ["en", "zh"] as const) {
        const printed = format(compiled.file, { surface, names });
        const again = compile({ path: "case.policy", text: printed }, shelf);
        expect(
          again.hash,
          `${surface}:\n${printed}\n${JSON.stringify(again.diagnostics.map((d) => [d.code, d.params]))}`,
        ).toBe(compiled.hash);
        expect(format(again.file, { surface, names }), surface).toBe(printed);
      }
    });
  }
});
