/**
 * Writes the files that are derived from tables in the source. With --check, writes nothing and fails if any is out of step.
 * Everything that is written comes from pure functions; only this script touches the disk.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generated } from "../grammar/generate.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const check = process.argv.includes("--check");

function current(path: string): string | null {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return null;
  }
}

const stale = generated().filter(({ path, text }) => current(path) !== text);
for (const { path, text } of stale) {
  if (check) {
    console.error(`${path} is out of step with the source; run \`npm run generate\`.`);
    continue;
  }
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
if (check && stale.length > 0) process.exit(1);
