/** Threads of the page that take part in runs over large rosters. */
import { type Crew, crew } from "../../../runtime/columnar/workers/index.js";
import type { Table } from "../../../runtime/table.js";

/** Below so many rows handing work over takes longer than it saves. */
const LARGE = 200_000;
/** A page leaves the rest to what else the machine does. */
const MOST_THREADS = 4;

let started: Crew | null | undefined;

/**
 * The threads for a run on this table; null: one thread does all, because the table is small, the machine has one processor, or
 * the page is not isolated from other origins, so that memory cannot be shared. They are started once and serve every run.
 */
export function crewFor(table: Table): Crew | null {
  const rows = Math.max(0, ...Object.values(table.entities).map((own) => own.rows));
  if (rows < LARGE) return null;
  started ??= crew(Math.min(navigator.hardwareConcurrency, MOST_THREADS), () => {
    const worker = new Worker(new URL("../crew.worker.ts", import.meta.url), { type: "module", name: "crew" });
    return { post: (message) => worker.postMessage(message), stop: () => worker.terminate() };
  });
  return started;
}
