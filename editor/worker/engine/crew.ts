/** Threads of the page that take part in runs over large rosters. */
import { type Crew, crew, isForCrew, type Message } from "../../../runtime/columnar/workers/index.js";
import type { Table } from "../../../runtime/table.js";

/** A page leaves the rest to what else the machine does. */
const MOST_THREADS = 4;

/** The part of a page's worker that is needed here; tests of the engine run where there is none. */
interface Host {
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly Worker?: new (
    url: URL,
    options: { readonly type: "module"; readonly name: string },
  ) => {
    readonly postMessage: (message: Message) => void;
    readonly terminate: () => void;
    onmessage: (() => void) | null;
    onerror: (() => void) | null;
  };
}

let started: Crew | null | undefined;

/**
 * Starts the threads, once, and waits until they have been fetched. None where the machine has one processor, or the page is not
 * isolated from other origins, so that memory cannot be shared: one thread does all then.
 */
export async function startCrew(): Promise<void> {
  const ready: Promise<void>[] = [];
  const { navigator, Worker: Thread } = globalThis as unknown as Host;
  const threads = Thread === undefined ? 1 : Math.min(navigator?.hardwareConcurrency ?? 1, MOST_THREADS);
  started ??= crew(threads, () => {
    const worker = new (Thread as NonNullable<typeof Thread>)(new URL("../crew.worker.ts", import.meta.url), {
      type: "module",
      name: "crew",
    });
    // A thread that cannot start takes no work.
    const end = new Promise<void>((done) => {
      worker.onmessage = worker.onerror = () => done();
    });
    ready.push(end);
    return { post: (message) => worker.postMessage(message), stop: () => worker.terminate() };
  });
  await Promise.all(ready);
}

/** The threads for a run on this table; null: there are none, or the table is small. */
export function crewFor(table: Table): Crew | null {
  return isForCrew(table) ? (started ?? null) : null;
}
