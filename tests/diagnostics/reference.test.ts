/** The page of messages is in step with the catalogue and the programs; UPDATE_GOLDENS=1 writes it anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorsReference, type MessageExample } from "../../compiler/diagnostics/generate.js";
import { compile } from "../../compiler/index.js";
import { codeOf, load, names } from "./programs.js";
import { GUARDS, SAMPLES } from "./samples.js";

function examples(): MessageExample[] {
  const programs = names.flatMap((name): MessageExample[] => {
    const { main, library } = load(name);
    const { diagnostics, texts } = compile(main, library);
    const diagnostic = diagnostics.find(({ code }) => code === codeOf(name));
    return diagnostic === undefined
      ? []
      : [{ diagnostic, program: main.text, sources: (file) => texts.get(file) ?? null }];
  });
  const samples = [...GUARDS, ...SAMPLES].map((diagnostic) => ({ diagnostic, program: null, sources: () => null }));
  return [...programs, ...samples];
}

test("docs/reference/errors.md is in step", () => {
  const { path, text } = errorsReference(examples());
  const page = new URL(`../../${path}`, import.meta.url);
  if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(page, text);
  expect(readFileSync(page, "utf8")).toBe(text);
});

test("a message without an example is refused", () => {
  const without = examples().filter(({ diagnostic }) => diagnostic.code !== "P2001");
  expect(() => errorsReference(without)).toThrow("P2001 has no example");
});
