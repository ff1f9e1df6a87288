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

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

export function milliseconds(n: number): string {
  return n.toLocaleString("en", { maximumFractionDigits: n < 10 ? 1 : 0 });
}

/** Milliseconds of one run, which may be asynchronous. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export interface Rounds {
  /** Milliseconds: the median and the least. */
  readonly median: number;
  readonly least: number;
}

/**
 * Several pieces of work in turns, so that what else the machine does disturbs all of them alike. Each is warmed up first: for
 * `warm` milliseconds, or once where a run takes longer. Then rounds until `budget` milliseconds are over, at least one, at
 * most 60.
 */
export async function inTurns(
  works: readonly (() => unknown)[],
  { warm = 400, budget = 2500 } = {},
): Promise<readonly Rounds[]> {
  for (const work of works) {
    const start = performance.now();
    do await work();
    while (performance.now() - start < warm);
  }
  const times: number[][] = works.map(() => []);
  const start = performance.now();
  do {
    for (const [i, work] of works.entries()) times[i]?.push(await timed(work));
  } while (performance.now() - start < budget && (times[0]?.length ?? 0) < 60);
  return times.map((list) => ({ median: median(list), least: Math.min(...list) }));
}

/** The most memory this process has had, in MB. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS / 1024;
}
