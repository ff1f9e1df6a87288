/** Worker threads of Node as a crew for kernels. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Crew, crew, type Hand, isForCrew } from "../../runtime/columnar/workers/index.js";
import type { Table } from "../../runtime/table.js";
import type { OptionSpec, Options } from "../spec.js";
import { UsageError } from "./errors.js";

export const THREADS_OPTION: OptionSpec = {
  flags: "--threads <n>",
  about: {
    en: "threads that work on a large roster: 1 or more; as many as there are processors unless given",
    zh: "大名册测算所用线程数，至少为 1；默认与处理器数相同",
  },
};

/** More threads than any machine of an office has are a slip of the pen. */
const MOST_THREADS = 256;

/**
 * The threads that are asked for, or as many as there are processors where the rosters are large; null: one thread does all.
 * Throws UsageError for a number that cannot be taken. Stop the crew when the work is done.
 */
export function crewFor(options: Options, tables: readonly Table[]): Crew | null {
  const asked = threadsIn(options);
  if (asked !== null) return workerThreads(asked);
  return tables.some(isForCrew) ? workerThreads() : null;
}

function threadsIn({ threads }: Options): number | null {
  if (threads === undefined) return null;
  const count = /^\d{1,3}$/.test(String(threads)) ? Number(threads) : 0;
  if (count >= 1 && count <= MOST_THREADS) return count;
  throw new UsageError(
    `\`--threads\` takes a whole number from 1 to ${MOST_THREADS}, not \`${threads}\`.`,
    `\`--threads\` 须为 1 至 ${MOST_THREADS} 的整数，不能是 \`${threads}\`。`,
  );
}

/** A crew of so many threads, as many as there are processors if not told; null: one thread. Stop it, or the process waits. */
export function workerThreads(threads = availableParallelism()): Crew | null {
  return crew(threads, start);
}

function start(): Hand {
  const worker = new Worker(new URL("./worker-entry.js", import.meta.url), { execArgv: [], stdout: false });
  // A thread that cannot start takes no work, and what it would have done is done by the others.
  worker.on("error", () => {});
  worker.unref();
  return { post: (message) => worker.postMessage(message), stop: () => void worker.terminate() };
}
