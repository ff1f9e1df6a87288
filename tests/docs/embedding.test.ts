/** The program in the developers' guide is run as it stands there, and gives what the guide says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";

const guide = readFileSync(new URL("../../docs/guides/embedding.en.md", import.meta.url), "utf8");
const folder = mkdtempSync(fileURLToPath(new URL("../.embedding-", import.meta.url)));
afterAll(() => rmSync(folder, { recursive: true }));

it("compiles, runs and reads a policy", async () => {
  const [, program] = /```ts\n([\s\S]*?)```/.exec(guide) ?? [];
  if (program === undefined) throw new Error("the guide has no program");
  const file = `${folder}/program.ts`;
  writeFileSync(file, program);
  const found = (await import(/* @vite-ignore */ file)) as { total: string; state: string; hash: string | null };
  expect(guide).toContain(`\`total\` is \`${found.total}\``);
  expect(guide).toContain(`claim is \`${found.state}\``);
  expect(found.hash).toMatch(/^[0-9a-f]{64}$/);
});
