/** Everything that must hold before a change is handed in, in the order of what is quickest to know. */
import { spawnSync } from "node:child_process";

const steps = [
  ["generated files in step", "tsx", ["scripts/generate.ts", "--check"]],
  ["types", "tsc", []],
  ["types of the editor", "tsc", ["-p", "editor"]],
  ["lint and format", "biome", ["ci", "--error-on-warnings"]],
  ["dead code", "knip", ["--no-progress"]],
  ["tests, boundaries and cycles", "vitest", ["run"]],
];

const failed = [];
for (const [title, command, args] of steps) {
  const start = performance.now();
  console.log(`\n── ${title}`);
  const { status } = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });
  const seconds = ((performance.now() - start) / 1000).toLocaleString("en", { maximumFractionDigits: 1 });
  console.log(`── ${title}: ${status === 0 ? "ok" : "FAILED"} (${seconds} s)`);
  if (status !== 0) failed.push(title);
}
console.log(failed.length === 0 ? "\nEverything holds." : `\nFailed: ${failed.join("; ")}`);
process.exit(failed.length === 0 ? 0 : 1);
