/**
 * Workers that share a caller's memory. The host hands in a way to start them (worker threads of Node, Web Workers of a page);
 * where memory cannot be shared there is no crew, and one thread does all.
 */
import type { Table } from "../../table.js";
import type { Rows } from "../part.js";
import { type Job, type Message, takeChunks, WORD, WORDS } from "./messages.js";

/** A started worker of the host, which hands each message to `server()`. */
export interface Hand {
  readonly post: (message: Message) => void;
  readonly stop: () => void;
}

export interface Crew {
  /** Threads, the caller's own among them. */
  readonly threads: number;
  /** A kernel that the crew may run. Forget it when it is no longer needed. */
  readonly enlist: (kernel: Enlisted) => Shift;
  readonly stop: () => void;
}

export interface Enlisted extends Pick<Job, "module" | "memory" | "vectors" | "rows" | "chunk" | "call"> {
  readonly part: Rows;
}

/** Runs a kernel on all rows, in the caller and the workers at once. `bases`: the address of each thread's sums, all cleared. */
export interface Shift {
  readonly run: (bases: readonly number[]) => void;
  readonly forget: () => void;
}

/** Whether memory can be shared between threads here: in a page only if it is isolated from other origins. */
export function canShare(): boolean {
  const { SharedArrayBuffer: shared, crossOriginIsolated: isolated } = globalThis as unknown as {
    readonly SharedArrayBuffer?: unknown;
    readonly crossOriginIsolated?: boolean;
  };
  return typeof shared === "function" && isolated !== false;
}

/** A crew of so many threads, or null where one thread is asked for or memory cannot be shared. */
export function crew(threads: number, start: () => Hand): Crew | null {
  if (threads < 2 || !canShare()) return null;
  const hands = Array.from({ length: threads - 1 }, start);
  let last = 0;
  return {
    threads,
    enlist: (kernel) => {
      last += 1;
      return shift(last, kernel, hands);
    },
    stop: () => {
      for (const hand of hands) hand.stop();
    },
  };
}

function shift(id: number, kernel: Enlisted, hands: readonly Hand[]): Shift {
  const { part, ...shared } = kernel;
  const control = new Int32Array(new SharedArrayBuffer(WORDS * 4));
  const idle = () => {
    for (let busy = Atomics.load(control, WORD.busy); busy > 0; busy = Atomics.load(control, WORD.busy))
      pause(control, busy);
  };
  return {
    run: (bases) => {
      // A worker that came late to the run before may still be looking: it takes part in this one.
      Atomics.store(control, WORD.failed, 0);
      Atomics.store(control, WORD.next, 0);
      hands.forEach((hand, i) => {
        hand.post({ kind: "job", id, ...shared, control, base: bases[i + 1] as number });
      });
      takeChunks({ ...shared, control }, (from, to) => part(from, to, bases[0] as number, 0));
      idle();
      if (Atomics.load(control, WORD.failed) !== 0) throw new Error("a worker stopped within its rows");
    },
    forget: () => {
      for (const hand of hands) hand.post({ kind: "forget", id });
    },
  };
}

/** Waits for a change, a chunk's time at most; a page's own thread may not sleep and looks again at once. */
function pause(control: Int32Array<SharedArrayBuffer>, busy: number): void {
  for (let look = 0; look < 2000; look += 1) if (Atomics.load(control, WORD.busy) !== busy) return;
  try {
    Atomics.wait(control, WORD.busy, busy, 1);
  } catch {
    // Not allowed here.
  }
}

/** Below so many rows handing work over takes longer than it saves. */
const LARGE = 200_000;

/** Whether threads are worth their while on a roster. */
export function isForCrew({ entities }: Pick<Table, "entities">): boolean {
  return Object.values(entities).some((own) => own.rows >= LARGE);
}
