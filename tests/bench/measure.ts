/** Times of a piece of work. Run on a quiet machine; what counts is the median. */
export interface Timing {
  readonly name: string;
  /** Milliseconds: first run (nothing compiled or cached yet), then the median and the worst of the others. */
  readonly cold: number;
  readonly median: number;
  readonly worst: number;
}

export function measure(name: string, runs: number, work: () => unknown): Timing {
  const times: number[] = [];
  for (let i = 0; i <= runs; i += 1) {
    const start = performance.now();
    work();
    times.push(performance.now() - start);
  }
  const [cold = 0, ...warm] = times;
  warm.sort((a, b) => a - b);
  return { name, cold, median: warm[Math.floor(warm.length / 2)] ?? cold, worst: warm.at(-1) ?? cold };
}

export function milliseconds(n: number): string {
  return n.toLocaleString("en", { maximumFractionDigits: n < 10 ? 1 : 0 });
}
