/** Ctrl-C during long work: what is being done ends where nothing is half made; a second one ends the program at once. */

/** As shells report a program that was ended by Ctrl-C (128 + SIGINT). */
export const INTERRUPTED = 130;

export interface Interruptible {
  readonly signal: AbortSignal;
  /** Gives Ctrl-C back its usual meaning. */
  readonly done: () => void;
}

export function interruptible(): Interruptible {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on("SIGINT", stop);
  return { signal: controller.signal, done: () => void process.off("SIGINT", stop) };
}
