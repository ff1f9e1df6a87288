/** Worker threads of Node as a crew for kernels. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Crew, crew, type Hand } from "../../runtime/columnar/workers/index.js";

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
