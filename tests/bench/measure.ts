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

/** Milliseconds: on the clock, and on the processor in all threads of the process. */
export interface Cost {
  readonly clock: number;
  readonly processor: number;
}

/** Of one run. */
export async function cost(work: () => unknown): Promise<Cost> {
  const before = process.cpuUsage();
  const clock = await timed(work);
  const { user, system } = process.cpuUsage(before);
  return { clock, processor: (user + system) / 1000 };
}

/**
 * Several pieces of work in turns, so that what else the machine does disturbs all of them alike. Each is warmed up first: for
 * `warm` milliseconds, or once where a run takes longer. Then rounds until `budget` milliseconds are over, at least one, at
 * most 80. The least is taken: what else the machine does can only make a run longer.
 */
export async function inTurns(
  works: readonly (() => unknown)[],
  { warm = 400, budget = 2500 } = {},
): Promise<readonly Cost[]> {
  for (const work of works) {
    const start = performance.now();
    do await work();
    while (performance.now() - start < warm);
  }
  const least = works.map(() => ({ clock: Number.POSITIVE_INFINITY, processor: Number.POSITIVE_INFINITY }));
  const start = performance.now();
  let rounds = 0;
  do {
    rounds += 1;
    for (const [i, work] of works.entries()) {
      const one = await cost(work);
      const own = least[i] as (typeof least)[number];
      own.clock = Math.min(own.clock, one.clock);
      own.processor = Math.min(own.processor, one.processor);
    }
  } while (performance.now() - start < budget && rounds < 80);
  return least;
}

/** The most memory this process has had, in MB. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS / 1024;
}
