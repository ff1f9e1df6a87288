/**
 * The generated cases of generated-text.test.ts for as long as one likes: `npx tsx tests/columnar/long.ts 100000 [from]`. In
 * chunks, each with its number as seed, so that one that fails can be run alone (`long.ts 250 17`). Prints what was run and
 * what it held; docs/benchmarks.md records a run.
 */
import fc from "fast-check";
import { REQUIRED } from "../support/arbitrary-policy/constructs.js";
import { policyCases, REACHED, Tally } from "./generated-cases.js";

const CASES = Number(process.argv[2] ?? "100000");
const FROM = Number(process.argv[3] ?? "1");
const ROSTERS = 5;
/** Policies of one chunk. */
const CHUNK = 50;

const tally = new Tally();
const began = Date.now();
let failed = 0;
let chunk = FROM;
for (; tally.cases < CASES; chunk += 1) {
  for (const made of fc.sample(policyCases(ROSTERS), { numRuns: CHUNK, seed: chunk })) {
    const differences = outcome(() => tally.run(made));
    if (differences === "") continue;
    failed += 1;
    console.log(`chunk ${chunk}:\n${made}\n${differences}\n`);
  }
  if ((chunk - FROM + 1) % 10 === 0) console.log(`${tally.cases} cases, ${failed} policies failed, ${seconds()} s`);
}
console.log(tally.summary(process.env.FEN_COVERAGE === "all"));
console.log(`chunks ${FROM} to ${chunk - 1}, ${seconds()} s; policies on which engines differ: ${failed}`);
const missing = [...tally.missing(REQUIRED), ...tally.missing(REACHED)];
if (missing.length > 0) console.log(`not held: ${missing.join(", ")}`);
process.exitCode = failed > 0 || missing.length > 0 ? 1 : 0;

/** What it returns, or what it throws as text: one case does not end the run. */
function outcome(make: () => string): string {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? String(error.stack) : String(error);
  }
}

function seconds(): number {
  return Math.round((Date.now() - began) / 1000);
}
