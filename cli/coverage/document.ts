/** docs/coverage.md: the clause table of the policies that come with this program. */
import { POLICIES } from "../io/library.js";
import { coverage } from "./coverage.js";
import { loadCoverage } from "./load.js";
import { coverageMarkdown } from "./markdown.js";

/** Where it stands in the project. */
export const COVERAGE_DOCUMENT = "docs/coverage.md";

/** Its whole text. Throws an Error if a policy does not compile or a clause is not expressed: nothing is left out silently. */
export function coverageDocument(): string {
  const { table, policies, broken } = loadCoverage(POLICIES, { cwd: POLICIES });
  const result = coverage(table, policies);
  if (broken.length > 0 || result.faults.length > 0) {
    const faults = result.faults.map((f) => `${f.id} ${f.kind}`).join(", ");
    throw new Error(`policies/clauses.json does not hold: ${faults}`);
  }
  return coverageMarkdown(table, result);
}
