/** Milliseconds after which nobody waits for a frame any more: a page that is not shown draws none. */
const PATIENCE = 50;

/** Resolves when the frame in which a key shows has been drawn: what follows from it does not compete with it. */
export function drawn(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        clearTimeout(timer);
        resolve();
      };
      port2.postMessage(null);
    });
  });
}
