/** Prints `N passed, N failed` from vitest's JSON report; fails if there is none, if no test ran or if one failed. */
import { readFileSync } from "node:fs";

let report;
try {
  report = JSON.parse(readFileSync(process.argv[2], "utf8"));
} catch {
  console.log("The test runner left no report.\n0 passed, 1 failed");
  process.exit(1);
}
const passed = report.numPassedTests;
const broken = report.testResults.filter((f) => f.status === "failed" && f.assertionResults.length === 0).length;
const failed = report.numFailedTests + broken;
const skipped = report.numPendingTests + report.numTodoTests;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(failed > 0 || passed === 0 || !report.success ? 1 : 0);
