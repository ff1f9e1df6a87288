/** What the caller and its workers say to each other. Plain data: modules, memory and control words are shared, not copied. */
import type { Memory } from "../webassembly.js";

/** One run of one kernel. */
export interface Job {
  readonly kind: "job";
  /** The same for all runs of one kernel. */
  readonly id: number;
  readonly module: object;
  readonly memory: Memory;
  /** See WORD. */
  readonly control: Int32Array<SharedArrayBuffer>;
  /** Whether the module has the vector form. */
  readonly vectors: boolean;
  readonly rows: number;
  /** Rows that are taken at a time, and of one call: whole steps. */
  readonly chunk: number;
  readonly call: number;
  /** The address of this worker's sums. */
  readonly base: number;
}

export type Message = Job | { readonly kind: "forget"; readonly id: number };

/**
 * The control words of a kernel. `next`: the chunk that is taken next. `busy`: workers that may be within a chunk. `failed`: a
 * chunk was taken and not finished.
 */
export const WORD = { next: 0, busy: 1, failed: 2 } as const;
export const WORDS = 16;

/**
 * Takes chunks until none is left. Whoever takes a chunk finishes it; which thread that is makes no difference to sums of whole
 * numbers or to what is written out. A worker that comes late finds nothing to do.
 */
export function takeChunks(
  job: Pick<Job, "control" | "rows" | "chunk">,
  work: (from: number, to: number) => void,
): void {
  const chunks = Math.ceil(job.rows / job.chunk);
  for (let i = Atomics.add(job.control, WORD.next, 1); i < chunks; i = Atomics.add(job.control, WORD.next, 1)) {
    work(i * job.chunk, Math.min(job.rows, (i + 1) * job.chunk));
  }
}
