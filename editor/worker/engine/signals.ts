/** Cancelling across the worker's boundary, where an AbortSignal cannot go: each long call has a number. */
import type { Steps } from "../../../runtime/simulate/index.js";
import type { OnProgress } from "../protocol.js";

const open = new Map<number, AbortController>();

/** Runs `work` so that `cancel(signal)` stops it. Null if it was stopped. */
export async function stoppable<T>(signal: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const controller = new AbortController();
  open.set(signal, controller);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return null;
    throw error;
  } finally {
    open.delete(signal);
  }
}

export async function cancel(signal: number): Promise<void> {
  open.get(signal)?.abort();
}

/** Lets messages in, so that a call can be stopped. Throws if it was. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // This file is read with a browser's types and with Node's, which know different halves of a port.
    const inbox = port1 as unknown as { onmessage: (() => void) | null; readonly close: () => void };
    inbox.onmessage = () => {
      inbox.close();
      resolve();
    };
    port2.postMessage(null);
  });
  signal.throwIfAborted();
}

/** How a simulation of several runs is watched and stopped from the page. */
export function watched(signal: AbortSignal, progress: OnProgress): Steps {
  return {
    signal,
    progress: (done, of) => progress({ stage: "computing", done, of }),
    pause: () => breathe(signal),
  };
}
