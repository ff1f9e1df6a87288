/** What the simulator runs on: any engine that gives an outcome, and how long work is watched and stopped. */
import type { Outcome } from "../outcome.js";
import type { RunInput } from "../run.js";
import type { Table } from "../table.js";

export interface TableInput extends Omit<RunInput, "roster"> {
  readonly table: Table;
}

export type Engine = (input: TableInput) => Outcome;

/** How work of several runs is watched. Between runs it pauses, so that whoever asked for it can call it off. */
export interface Steps {
  /** Runs done, of how many; the number may fall when a search ends early. */
  readonly progress?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
  /** Gives way to other work, such as the message that calls this work off. */
  readonly pause?: () => Promise<void>;
}

/** Counts runs. `next` throws the signal's reason once the work is called off; nothing half-made is returned then. */
export interface Watch {
  readonly next: () => Promise<void>;
  readonly expect: (more: number) => void;
}

export function watch(steps: Steps, of: number): Watch {
  let [done, all] = [0, of];
  steps.progress?.(0, all);
  return {
    next: async () => {
      done += 1;
      steps.progress?.(Math.min(done, all), all);
      await steps.pause?.();
      steps.signal?.throwIfAborted();
    },
    expect: (more) => {
      all = Math.max(done, all + more);
    },
  };
}
