/**
 * The command line in this process, and what it took: `peak.ts <file> <arguments of fen>` writes the most memory that the process
 * has had, and its processor time, as JSON into the file.
 */
import { writeFileSync } from "node:fs";
import { start } from "../../cli/main.js";

export interface Peak {
  /** Bytes: everything, the program and the JavaScript engine too. */
  readonly bytes: number;
  /** Milliseconds of processor time, in all threads. */
  readonly processor: number;
}

const [file = ""] = process.argv.splice(2, 1);
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const peak: Peak = { bytes: maxRSS * 1024, processor: (userCPUTime + systemCPUTime) / 1000 };
  writeFileSync(file, JSON.stringify(peak));
});
await start();
