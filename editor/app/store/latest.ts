/**
 * Runs the newest of what is asked, one at a time: while one runs, only the last of those asked meanwhile is kept.
 * `done` is called for each that ran to its end.
 */
export function latest<A, R>(
  work: (asked: A) => Promise<R>,
  done: (result: R, asked: A) => void,
  failed: (error: unknown) => void,
  /** Nothing is left to run. */
  idle: () => void = () => {},
): (asked: A) => void {
  let running = false;
  let waiting: { readonly asked: A } | null = null;
  const next = async (asked: A): Promise<void> => {
    running = true;
    try {
      done(await work(asked), asked);
    } catch (error) {
      failed(error);
    }
    running = false;
    const after = waiting;
    waiting = null;
    if (after) void next(after.asked);
    else idle();
  };
  return (asked) => {
    if (running) waiting = { asked };
    else void next(asked);
  };
}
