/**
 * Deterministic draws for synthetic rosters. Integers only, so that one seed gives one roster on every machine.
 * The generator is xorshift128 (Marsaglia 2003), its state filled from the seed by splitmix32.
 */
export interface Random {
  /** A whole number from 0 to below `limit` (at most 2^31). */
  readonly below: (limit: number) => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  /** Whether an event of `permille` in a thousand happens. */
  readonly chance: (permille: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** An item by weight. */
  readonly weighted: <T>(items: readonly (readonly [T, number])[]) => T;
  /** A value by its distribution: points of (permille, value), rising, with straight lines between them. */
  readonly along: (points: readonly (readonly [number, number])[]) => number;
  /** The same items in a random order (Fisher and Yates). */
  readonly shuffled: <T>(items: readonly T[]) => T[];
}

export function random(seed: number): Random {
  let mix = seed >>> 0;
  const split = () => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  // All four zero would stay zero for ever.
  let [a, b, c, d] = [split(), split(), split(), split() | 1];
  const next = () => {
    const t = a ^ (a << 11);
    [a, b, c] = [b, c, d];
    d = (d ^ (d >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return d;
  };
  const below = (limit: number) => {
    // The last, incomplete round of `limit` is thrown away: otherwise low numbers would come up more often.
    const whole = 4_294_967_296 - (4_294_967_296 % limit);
    let drawn = next();
    while (drawn >= whole) drawn = next();
    return drawn % limit;
  };
  const between = (low: number, high: number) => low + below(high - low + 1);
  const weighted = <T>(items: readonly (readonly [T, number])[]): T => {
    let left = below(items.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [item, weight] of items) {
      if (left < weight) return item;
      left -= weight;
    }
    throw new RangeError("no items to choose from");
  };
  return {
    below,
    between,
    weighted,
    chance: (permille) => below(1000) < permille,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    along: (points) => {
      const at = below(100_000);
      for (let i = 1; i < points.length; i += 1) {
        const [fromAt, from] = points[i - 1] as readonly [number, number];
        const [toAt, to] = points[i] as readonly [number, number];
        if (at >= toAt * 100) continue;
        return from + Math.floor(((to - from) * (at - fromAt * 100)) / ((toAt - fromAt) * 100));
      }
      return (points.at(-1) as readonly [number, number])[1];
    },
    shuffled: (items) => {
      const out = [...items];
      for (let i = out.length - 1; i > 0; i -= 1) {
        const j = below(i + 1);
        [out[i], out[j]] = [out[j] as (typeof out)[number], out[i] as (typeof out)[number]];
      }
      return out;
    },
  };
}
