/** Times of a piece of work: on the clock, and on the processor, which a busy machine disturbs less. */
export interface Timing {
  readonly name: string;
  /** Milliseconds on the clock of the first run, when nothing is compiled or cached yet. */
  readonly cold: number;
  /** Medians of the other runs, in milliseconds. */
  readonly clock: number;
  readonly processor: number;
}

export function measure(name: string, runs: number, work: () => unknown): Timing {
  const clock: number[] = [];
  const processor: number[] = [];
  for (let i = 0; i <= runs; i += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    work();
    const used = process.cpuUsage(before);
    clock.push(performance.now() - start);
    processor.push((used.user + used.system) / 1000);
  }
  const [cold = 0, ...warm] = clock;
  return { name, cold, clock: median(warm), processor: median(processor.slice(1)) };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

export function milliseconds(n: number): string {
  return n.toLocaleString("en", { maximumFractionDigits: n < 10 ? 1 : 0 });
}
